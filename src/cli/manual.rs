//! `newsprint man` and `newsprint completions`: made from the command line, the keys and the settings as they are.

use std::io::{self, Write};

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
    config::settings::SHIPPED,
    words::Words,
};

/// Prints what makes a shell complete the command line.
pub(super) fn completions(shell: Shell, words: Words) -> io::Result<bool> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(words), "newsprint", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(true)
}

/// Prints the manual page, in roff.
pub(super) fn man(setup: &Setup) -> io::Result<bool> {
    let words = setup.words;
    let command = help::command(words);
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    commands(&command, words).to_writer(&mut page)?;
    keys(setup).to_writer(&mut page)?;
    settings(words).to_writer(&mut page)?;
    io::stdout().lock().write_all(&page)?;
    Ok(true)
}

/// Every command with its own arguments.
fn commands(command: &clap::Command, words: Words) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", [words.get("man.commands")]);
    for sub in command.get_subcommands() {
        roff.control("TP", []);
        roff.text([bold(format!("newsprint {}", sub.get_name()))]);
        roff.text([roman(sub.get_about().map(ToString::to_string).unwrap_or_default())]);
        let inner: Vec<&clap::Command> = sub.get_subcommands().collect();
        let own = sub.get_arguments().filter(|arg| !arg.is_hide_set() && arg.get_id() != "help").map(argument);
        let inner = inner.iter().map(|inner| (inner.get_name().to_owned(), inner.get_about().map(ToString::to_string)));
        roff.control("RS", []);
        for (name, help) in own.chain(inner) {
            roff.control("TP", []);
            roff.text([bold(name)]);
            roff.text([roman(help.unwrap_or_default())]);
        }
        roff.control("RE", []);
    }
    roff
}

fn argument(arg: &clap::Arg) -> (String, Option<String>) {
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
            roff.control("TP", []);
            roff.text([bold(if bound.is_empty() { row.name.to_owned() } else { bound })]);
            roff.text([roman(row.help(setup.words))]);
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
