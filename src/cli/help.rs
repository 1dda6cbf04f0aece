//! The command line in the reader's language: the help of every command and option stands under `cli.` in the words.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use super::arguments::Arguments;
use crate::words::{Phrase, Words};

/// Where options stand that hold for every command; the command's own count from 0.
const BELOW: usize = 900;

/// How wide help is at the most, in columns.
const WIDTH: usize = 80;
/// The most commands that stand in the help with a line each; where there are more, only their names do, so that the page
/// fits on a screen.
const MOST_DESCRIBED: usize = 8;

/// Reads the command line.
pub(super) fn parse(said: Vec<OsString>, words: Words) -> Result<Arguments, clap::Error> {
    let mut command = command(words);
    let matches = command.try_get_matches_from_mut(said)?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The whole command line, as its help shows it.
#[must_use]
pub(super) fn command(words: Words) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help(words.get("cli.version"));
    worded(Arguments::command().disable_version_flag(true).arg(version), "cli", words)
}

/// The command with its help, that of its options and that of its subcommands.
fn worded(command: Command, path: &str, words: Words) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(BELOW).help(words.get("cli.help"));
    let subcommands: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let template = template(&command, words);
    let command = command
        .disable_help_flag(true)
        .about(words.get(&format!("{path}.about")))
        .mut_args(|arg| described(arg, path, words))
        .arg(help)
        .max_term_width(WIDTH)
        .help_template(template);
    subcommands.into_iter().fold(command, |command, name| {
        let path = format!("{path}.{name}");
        command.mut_subcommand(name, |sub| worded(sub, &path, words))
    })
}

/// The help's page. That of the whole program says in its first line what its arguments are, to fit on a screen.
fn template(command: &Command, words: Words) -> String {
    let mut page = format!("{{about}}\n{} {{usage}}\n", words.get("cli.usage"));
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let has_subcommands = !names.is_empty();
    let listed = textwrap::fill(&names.join(", "), textwrap::Options::new(WIDTH).initial_indent("  ").subsequent_indent("  "));
    let subcommands = if names.len() > MOST_DESCRIBED { &listed } else { "{subcommands}" };
    let has_arguments = command.get_positionals().next().is_some();
    for (shown, heading, part) in [
        (has_subcommands, "cli.commands", subcommands),
        (has_arguments && !has_subcommands, "cli.arguments", "{positionals}"),
        (true, "cli.options", "{options}"),
    ] {
        if shown {
            page = format!("{page}\n{}\n{part}\n", words.get(heading));
        }
    }
    page
}

fn described(arg: Arg, path: &str, words: Words) -> Arg {
    let named = arg.get_id().to_string();
    let help = match named.as_str() {
        "version" => words.get("cli.version"),
        name => words.get(&format!("{path}.{name}")),
    };
    let listed = |values: Vec<String>| values.join(", ");
    let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let defaults: Vec<String> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let takes_value = arg.get_action().takes_values();
    let mut said = help.to_owned();
    for (key, values) in [("cli.values", values), ("cli.default", defaults)] {
        if takes_value && !values.is_empty() {
            said = format!("{said} {}", words.say(&Phrase::new(key).with("values", listed(values))));
        }
    }
    // What holds for every command stands below what is the command's own.
    let arg = if arg.is_global_set() { arg.display_order(BELOW) } else { arg };
    let arg = arg.help(said);
    if takes_value { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
}

#[cfg(test)]
mod tests {
    use clap::Command;

    use super::command;
    use crate::words::Words;

    /// The keys that a command and everything below it needs.
    fn keys(command: &Command, path: &str, found: &mut Vec<String>) {
        found.push(format!("{path}.about"));
        let own = command.get_arguments().map(|arg| arg.get_id().to_string());
        found.extend(own.filter(|id| id != "help").map(|id| format!("{path}.{id}")));
        command.get_subcommands().for_each(|sub| keys(sub, &format!("{path}.{}", sub.get_name()), found));
    }

    #[test]
    fn the_command_line_is_consistent_and_has_help_in_every_language() {
        for words in Words::built_in() {
            let command = command(words);
            let mut needed = Vec::new();
            keys(&command, "cli", &mut needed);
            let missing: Vec<_> = needed.iter().filter(|key| words.find(key).is_none()).collect();
            assert!(missing.is_empty(), "{} lacks {missing:?}", words.tag());
            command.debug_assert();
        }
    }
}
