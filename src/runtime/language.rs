//! The language of the system.

use crate::words::Words;

/// The language of the system: `LC_ALL`, `LC_MESSAGES`, `LANG`, else what the system says; English where it is none that
/// is known.
#[must_use]
pub fn of_system(known: &[Words]) -> Words {
    locale(|name| std::env::var(name).ok()).and_then(|locale| Words::of(&locale, known)).unwrap_or_default()
}

/// The first of the variables that is set decides, as for every program.
fn locale(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
    // Where programs are not started from a shell, as on macOS, only the system knows.
    set.or_else(|| if cfg!(target_os = "macos") { sys_locale::get_locale() } else { None })
}

#[cfg(test)]
mod tests {
    use super::locale;

    #[test]
    fn the_first_variable_that_is_set_names_the_locale() {
        let among = |set: &'static [(&'static str, &'static str)]| {
            locale(move |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(among(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")]).as_deref(), Some("zh_CN.UTF-8"));
        assert_eq!(among(&[("LANG", "zh_CN"), ("LC_ALL", "")]).as_deref(), Some("zh_CN"));
    }
}
