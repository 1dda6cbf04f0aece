//! Opening addresses: by the user's own command, `$BROWSER`, or the desktop.

use std::{env, time::Duration};

use super::{Done, child};
use crate::{
    config::share::Open,
    runtime::lend::Loan,
    share::Argv,
    text::{CleanText, SafeUrl},
    words::Phrase,
};

/// How long a browser is watched for a failure to start.
const PATIENCE: Duration = Duration::from_secs(3);

/// Browsers that draw on the terminal.
const ON_TERMINAL: [&str; 9] = ["w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "cha", "www-browser"];

/// A program to open something with.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Opener {
    argv: Argv,
    terminal: bool,
}

/// Opens a page in the browser.
pub fn page(url: &SafeUrl, settings: &Open) -> Result<Done, Phrase> {
    first_that_works(&browsers(url, settings), url, !settings.command.is_empty())
}

/// Plays an enclosure in its player, or opens it in the browser where none is set.
pub fn enclosure(url: &SafeUrl, settings: &Open) -> Result<Done, Phrase> {
    match Argv::from_words(&settings.player) {
        Some(argv) => {
            first_that_works(&[Opener { argv: argv.with(url.as_str()), terminal: settings.player_terminal }], url, true)
        }
        None => page(url, settings),
    }
}

/// Opens `url` by the first opener that is here and does not fail; what the last one complained of is told where all do.
/// `own` where the settings name it.
fn first_that_works(openers: &[Opener], url: &SafeUrl, own: bool) -> Result<Done, Phrase> {
    let (mut missing, mut failed) = (Vec::new(), None);
    for Opener { argv, terminal } in openers {
        let name = child::called(argv);
        let said = Phrase::new("open.done").with("host", CleanText::line(url.host())).with("name", &name);
        if *terminal && child::is_here(&argv.program) {
            return Ok(Done::Lend(Loan { argv: argv.clone(), input: None, after: said, hold: None }));
        }
        match if *terminal { Err(child::ChildError::Missing(name)) } else { child::launch(argv, PATIENCE) } {
            Ok(()) => return Ok(Done::Said(said)),
            Err(child::ChildError::Missing(name)) => missing.push(name),
            Err(error) => failed = Some(error.phrase()),
        }
    }
    Err(failed.unwrap_or_else(|| match missing.as_slice() {
        // The one that the settings name.
        [one] if own => child::ChildError::Missing(one.clone()).phrase(),
        _ => Phrase::new("open.no-browser").with("tried", missing.iter().map(CleanText::as_str).collect::<Vec<_>>().join(", ")),
    }))
}

fn browsers(url: &SafeUrl, settings: &Open) -> Vec<Opener> {
    if let Some(argv) = Argv::from_words(&settings.command) {
        return vec![Opener { argv: argv.with(url.as_str()), terminal: settings.terminal }];
    }
    let mut all = named(&env::var("BROWSER").unwrap_or_default(), url);
    all.extend(desktop(url));
    all
}

/// The browsers of `$BROWSER`: a list with colons between, `%s` in one stands for the address.
fn named(list: &str, url: &SafeUrl) -> Vec<Opener> {
    let opener = |entry: &str| {
        let argv = Argv::parse(entry)?;
        let takes_it = argv.arguments.iter().any(|word| word.contains("%s"));
        let filled = |word: &String| word.replace("%s", url.as_str());
        let argv = if takes_it {
            Argv { arguments: argv.arguments.iter().map(filled).collect(), ..argv }
        } else {
            argv.with(url.as_str())
        };
        let terminal = ON_TERMINAL.contains(&child::called(&argv).as_str());
        Some(Opener { argv, terminal })
    };
    list.split(':').filter_map(opener).collect()
}

/// What the desktop opens addresses with. Without a display `xdg-open` starts a browser of the terminal.
fn desktop(url: &SafeUrl) -> Vec<Opener> {
    let opener = |program: &str, terminal: bool| Opener { argv: Argv::new(program, &[url.as_str()]), terminal };
    if cfg!(target_os = "macos") {
        return vec![opener("open", false)];
    }
    let mut all = Vec::new();
    if is_set("WSL_DISTRO_NAME") {
        all.push(opener("wslview", false));
    }
    all.push(opener("xdg-open", !has_display()));
    all
}

/// Whether this session has a display.
pub(super) fn has_display() -> bool {
    is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Argv, Open, browsers, named};
    use crate::text::SafeUrl;

    fn url() -> SafeUrl {
        SafeUrl::parse("https://e.org/?a=1;b|c").expect("an address")
    }

    #[test]
    fn the_list_of_browsers_is_read_as_its_users_write_it() {
        let all = named("firefox -P 'my news' %s:w3m::bad 'quote", &url());
        let words: Vec<&Argv> = all.iter().map(|opener| &opener.argv).collect();
        assert_eq!(words, [&Argv::new("firefox", &["-P", "my news", url().as_str()]), &Argv::new("w3m", &[url().as_str()])]);
        assert_eq!(all.iter().map(|opener| opener.terminal).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn the_users_own_command_is_the_only_one_asked() {
        let settings = Open { command: vec!["my browser".to_owned(), "--new".to_owned()], ..Open::default() };
        let all = browsers(&url(), &settings);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].argv, Argv::new("my browser", &["--new", url().as_str()]));
    }
}
