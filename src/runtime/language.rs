//! The reader's language: what was asked for, else what the surroundings say.

use crate::words::Words;

/// The language in use, and all that there are.
#[derive(Clone, Debug, Default)]
pub struct Languages {
    /// The one in use.
    pub words: Words,
    /// All of them.
    pub known: Vec<Words>,
}

impl Languages {
    /// The language that was `named`, else that of the locale: `LC_ALL`, `LC_MESSAGES`, `LANG`, else what the system
    /// says; English where it is none that is known.
    ///
    /// `None` where `named` is no known language.
    #[must_use]
    pub fn choose(named: Option<&str>, known: Vec<Words>) -> Option<Self> {
        let words = match named {
            Some(named) => Words::of(named, &known)?,
            None => locale(|name| std::env::var(name).ok()).and_then(|locale| Words::of(&locale, &known)).unwrap_or_default(),
        };
        Some(Self { words, known })
    }
}

/// The first of the variables that is set decides, as for every program.
fn locale(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
    // Where programs are not started from a shell, as on macOS and Windows, only the system knows.
    set.or_else(|| if cfg!(any(windows, target_os = "macos")) { sys_locale::get_locale() } else { None })
}

#[cfg(test)]
mod tests {
    use super::{Languages, locale};
    use crate::words::Words;

    #[test]
    fn the_first_variable_that_is_set_names_the_locale() {
        let among = |set: &'static [(&'static str, &'static str)]| {
            locale(move |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(among(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")]).as_deref(), Some("zh_CN.UTF-8"));
        assert_eq!(among(&[("LANG", "zh_CN"), ("LC_ALL", "")]).as_deref(), Some("zh_CN"));
    }

    #[test]
    fn a_language_that_nobody_has_is_refused() {
        assert!(Languages::choose(Some("tlh"), Words::built_in()).is_none());
        let chosen = Languages::choose(Some("zh-CN"), Words::built_in()).expect("Chinese");
        assert_eq!(chosen.words.tag(), "zh");
    }
}
