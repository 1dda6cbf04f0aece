//! `newsprint man` and `newsprint completions`: made from the command line, the keys and the settings as they are.

use std::io::{self, Write};

use clap::{Arg, Command, builder::PossibleValuesParser};
use clap_complete::Shell;
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use super::help;
use crate::{
    app::{
        action::{Place, TABLE},
        setup::Setup,
    },
    config::{
        Settings,
        settings::{AUTO, SHIPPED},
    },
    words::Words,
};

/// Prints what makes a shell complete the command line, the names of themes, languages and settings among it.
pub(super) fn completions(shell: Shell, setup: &Setup) -> io::Result<bool> {
    let themes = setup.themes.iter().map(|(name, _)| name.clone()).chain([AUTO.to_owned()]);
    let languages = setup.languages.iter().map(|words| words.tag().to_owned()).chain([AUTO.to_owned()]);
    let settings = Settings::keys().into_iter().map(|key| format!("{key}="));
    let mut command = without_names(&help::command(setup.words));
    for (id, names) in [("theme", themes.collect()), ("language", languages.collect()), ("set", settings.collect::<Vec<_>>())] {
        // What clap is told has to last as long as the program, which ends when the script is printed.
        let names: Vec<&'static str> = names.into_iter().map(|name| &*name.leak()).collect();
        command = command.mut_arg(id, |arg| arg.value_parser(PossibleValuesParser::new(names)));
    }
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "newsprint", &mut script);
    let script = String::from_utf8_lossy(&script);
    let script = match shell {
        Shell::Bash => without_placeholders(&script),
        Shell::Zsh => with_files(&script),
        // Files may stand where a command may.
        Shell::Fish => script.replace("_needs_command\" -f -a", "_needs_command\" -a"),
        _ => script.into_owned(),
    };
    io::stdout().lock().write_all(script.as_bytes())?;
    Ok(true)
}

/// The command line without what a reader names before any command: the script for zsh can't follow where that and a
/// command may stand at the same place, and looks for the command one word late.
fn without_names(command: &Command) -> Command {
    let args = command.get_arguments().filter(|arg| !arg.is_positional()).cloned();
    let pruned = Command::new("newsprint").version(env!("CARGO_PKG_VERSION")).args(args);
    let pruned = pruned.disable_help_flag(true).disable_version_flag(true).disable_help_subcommand(true);
    pruned.subcommands(command.get_subcommands().cloned())
}

/// The script for bash without `<SOURCE>` and its like among the words that it offers.
fn without_placeholders(script: &str) -> String {
    let is_word = |word: &&str| !word.starts_with(['<', '[']);
    let cleaned = |line: &str| match line.trim_end().strip_suffix('"').and_then(|line| line.split_once("opts=\"")) {
        Some((indent, words)) => {
            format!("{indent}opts=\"{}\"\n", words.split(' ').filter(is_word).collect::<Vec<_>>().join(" "))
        }
        None => format!("{line}\n"),
    };
    script.lines().map(cleaned).collect()
}

/// The script for zsh, which offers files too where a command may stand, and more of them behind a file.
fn with_files(script: &str) -> String {
    const BEGIN: &str = "_newsprint_begin() {\n    local ret=1\n    _newsprint_commands \"$@\" && ret=0\n    _files && ret=0\n    \
         return ret\n}\n\n";
    const MORE: &str = "case $line[1] in\n            (*[./]*)\n_files && ret=0\n;;\n";
    let script = script.replacen(":: :_newsprint_commands", ":: :_newsprint_begin", 1);
    let script = script.replacen("case $line[1] in\n", MORE, 1);
    script.replacen("if [ \"$funcstack[1]\"", &format!("{BEGIN}if [ \"$funcstack[1]\""), 1)
}

/// Prints the manual page, in roff.
pub(super) fn man(setup: &Setup) -> io::Result<bool> {
    let words = setup.words;
    let command = help::command(words);
    let mut page = Vec::new();
    Man::new(command.clone()).render_title(&mut page)?;
    let sections = [
        beginning(words),
        options(&command, words),
        commands(&command, words),
        keys(setup),
        listed("man.files", &FILES, words),
        listed("man.environment", &ENVIRONMENT, words),
        listed("man.exit", &EXITS, words),
        settings(words),
    ];
    for section in sections {
        section.to_writer(&mut page)?;
    }
    io::stdout().lock().write_all(&page)?;
    Ok(true)
}

/// The files that newsprint keeps, each with the key of what it is.
const FILES: [(&str, &str); 5] = [
    ("~/.config/newsprint/config.toml", "man.file-settings"),
    ("~/.config/newsprint/themes/", "man.file-themes"),
    ("~/.config/newsprint/words/", "man.file-words"),
    ("~/.local/share/newsprint/", "man.file-library"),
    ("~/.local/state/newsprint/state.json", "man.file-state"),
];

/// The variables that newsprint looks at.
const ENVIRONMENT: [(&str, &str); 6] = [
    ("NEWSPRINT_CONFIG", "man.env-config"),
    ("NEWSPRINT_THEME, NEWSPRINT_TEXT_SIZE, …", "man.env-setting"),
    ("LC_ALL, LC_MESSAGES, LANG", "man.env-language"),
    ("NO_COLOR, COLORTERM, TERM", "man.env-colour"),
    ("BROWSER, MAILER", "man.env-programs"),
    ("http_proxy, https_proxy, no_proxy", "man.env-proxy"),
];

/// How newsprint ends.
const EXITS: [(&str, &str); 4] =
    [("0", "man.exit-done"), ("1", "man.exit-failed"), ("2", "man.exit-misused"), ("128+N", "man.exit-signal")];

/// What it is, and how it is called.
fn beginning(words: Words) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", [words.get("man.name")]);
    roff.text([roman(format!("newsprint - {}", words.get("man.what")))]);
    roff.control("SH", [words.get("man.synopsis")]);
    for call in ["newsprint [OPTIONS] [SOURCE]...", "newsprint COMMAND [OPTIONS] ..."] {
        roff.text([bold(call)]);
        roff.control("br", []);
    }
    roff.control("SH", [words.get("man.description")]);
    roff.text([roman(words.get("man.about"))]);
    roff
}

/// The options that stand before any command.
fn options(command: &Command, words: Words) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", [words.get("man.options")]);
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
        let (name, help) = argument(arg);
        entry(&mut roff, &name, &help.unwrap_or_default());
    }
    roff
}

/// A section of names and what they are.
fn listed(title: &str, rows: &[(&str, &str)], words: Words) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", [words.get(title)]);
    for (name, key) in rows {
        entry(&mut roff, name, words.get(key));
    }
    roff
}

fn entry(roff: &mut Roff, name: &str, help: &str) {
    roff.control("TP", []);
    roff.text([bold(name)]);
    roff.text([roman(help)]);
}

/// Every command with its own arguments.
fn commands(command: &Command, words: Words) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", [words.get("man.commands")]);
    for sub in command.get_subcommands() {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        entry(&mut roff, &format!("newsprint {}", sub.get_name()), &about);
        let inner: Vec<&Command> = sub.get_subcommands().collect();
        let own = sub.get_arguments().filter(|arg| !arg.is_hide_set() && arg.get_id() != "help").map(argument);
        let inner = inner.iter().map(|inner| (inner.get_name().to_owned(), inner.get_about().map(ToString::to_string)));
        roff.control("RS", []);
        for (name, help) in own.chain(inner) {
            entry(&mut roff, &name, &help.unwrap_or_default());
        }
        roff.control("RE", []);
    }
    roff
}

fn argument(arg: &Arg) -> (String, Option<String>) {
    let name = arg.get_long().map_or_else(|| arg.get_id().to_string().to_uppercase(), |long| format!("--{long}"));
    (name, arg.get_help().map(ToString::to_string))
}

/// The keys as they are set, grouped as in the help.
fn keys(setup: &Setup) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", [setup.words.get("man.keys")]);
    for place in Place::ALL {
        roff.control("SS", [setup.words.get(place.key())]);
        for row in TABLE.iter().filter(|row| row.place == place) {
            let bound = setup.keys.anywhere(row.action).join("  ");
            entry(&mut roff, if bound.is_empty() { row.name } else { &bound }, row.help(setup.words));
        }
    }
    roff
}

/// The file of the defaults, which explains itself.
fn settings(words: Words) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", [words.get("man.settings")]);
    roff.control("nf", []);
    for line in SHIPPED.lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff
}
