//! The clipboard: the user's command, tmux, Wayland, X, the system's own, and last the terminal itself.

use std::{env, time::Duration};

use super::{
    Done,
    child::{self, Task},
};
use crate::{config::share::Copy, share::Argv, text::CleanText, ui::sequence, words::Phrase};

/// How long a clipboard may take.
const LIMIT: Duration = Duration::from_secs(5);

/// Puts `text` on the clipboard, and says by which way; `what` names it.
pub fn text(what: &Phrase, text: &CleanText, settings: &Copy) -> Result<Done, Phrase> {
    let said = |key: &str| Phrase::new(key).with("what", what.clone());
    let own = Argv::from_words(&settings.command);
    let is_own = own.is_some();
    for argv in own.map_or_else(ladder, |argv| vec![argv]) {
        let name = child::called(&argv);
        match (Task { argv, input: text.as_bytes().to_vec(), limit: LIMIT }).run() {
            Ok(_) => return Ok(Done::Said(said("copied.by").with("name", name))),
            Err(error) if is_own => return Err(error.phrase()),
            Err(_) => {}
        }
    }
    match sequence::copy(text) {
        Some(_) => Ok(Done::Terminal(text.clone(), said("copied.by-terminal"))),
        None => Err(Phrase::new("copied.too-long").with("bytes", sequence::LONGEST_COPY)),
    }
}

/// What may work here, the surest first.
fn ladder() -> Vec<Argv> {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let mut ways = Vec::new();
    if set("TMUX") {
        // -w: tmux hands it on to the terminal around it.
        ways.push(Argv::new("tmux", &["load-buffer", "-w", "-"]));
    }
    if set("WAYLAND_DISPLAY") {
        ways.push(Argv::new("wl-copy", &[]));
    }
    if set("DISPLAY") {
        ways.push(Argv::new("xclip", &["-selection", "clipboard", "-in"]));
        ways.push(Argv::new("xsel", &["--clipboard", "--input"]));
    }
    if cfg!(target_os = "macos") {
        ways.push(Argv::new("pbcopy", &[]));
    }
    if set("WSL_DISTRO_NAME") {
        ways.push(Argv::new("clip.exe", &[]));
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::{config::share::Copy, runtime::errand::Done, text::CleanText, words::Phrase};

    #[test]
    fn the_users_own_command_gets_the_text_and_its_failure_is_told() {
        let copy = |words: &[&str]| {
            let command = words.iter().map(|&word| word.to_owned()).collect();
            text(&Phrase::new("copied.link"), &CleanText::from("https://e.org/"), &Copy { command })
        };
        let Ok(Done::Said(said)) = copy(&["grep", "-qx", "https://e.org/"]) else { panic!("not copied") };
        assert_eq!(said.english().as_str(), "Copied the link by grep");
        let error = copy(&["sh", "-c", "cat >&2; exit 1"]).expect_err("a failure");
        assert_eq!(error.english().as_str(), "sh: exit status 1: https://e.org/");
    }
}
