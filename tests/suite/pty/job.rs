//! Job control: Ctrl-Z and `fg`, alone and while another program has the terminal.

use rustix::process::Signal;

use super::{LEAD, Session};

const NEWSPRINT: &str = env!("CARGO_BIN_EXE_newsprint");

/// A shell that waits for a line.
fn shell() -> Session {
    let environment = [("TERM", "xterm-256color"), ("LC_ALL", "C"), ("TZ", "UTC"), ("PS1", "shell: ")];
    let session = Session::run("bash", &["--norc", "--noprofile", "-i"], (80, 24), &environment);
    session.wait_for("shell: ");
    session
}

/// Presses Ctrl-Z, sees the shell, and brings the job back.
fn stop_and_bring_back(session: &mut Session) {
    session.keys("\u{1a}");
    session.wait_for("Stopped");
    let named = session.raw().matches("newsprint").count();
    session.keys("fg\r");
    // The shell reads what is typed until it has said which job it brings back.
    session.wait_until("the job to be named", |session| session.raw().matches("newsprint").count() > named);
}

fn leave(mut session: Session) {
    session.keys("Q");
    session.wait_until("the shell again", |session| session.contents().trim_end().ends_with("shell:"));
    // The shell has taken its own modes again.
    assert!(!session.screen.lock().expect("not poisoned").screen().alternate_screen());
    session.keys("exit\r");
    session.end();
}

/// The words that start newsprint with a mailer that draws on the terminal.
fn with_mailer(folder: &std::path::Path, script: &str) -> String {
    let config = folder.join("config.toml");
    let settings = format!("[mail]\nterminal = true\ncommand = [\"sh\", \"-c\", '''{script}''']");
    super::terminals::write(&config, &settings);
    format!("{NEWSPRINT} --config '{}' --set text.size_tier=layout", config.display())
}

/// Starts newsprint by this line of the shell, stops it there and brings it back.
fn is_stopped_and_comes_back(line: &str) {
    let mut session = shell();
    session.keys(&format!("{line}\r"));
    session.wait_for(LEAD);
    stop_and_bring_back(&mut session);
    session.wait_for(LEAD);
    leave(session);
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_redraws_the_page() {
    is_stopped_and_comes_back(NEWSPRINT);
}

#[test]
fn a_script_that_opens_newsprint_is_stopped_with_it() {
    is_stopped_and_comes_back(&format!("sh -c '{NEWSPRINT}; echo over'"));
}

#[test]
fn without_a_shell_to_come_back_from_newsprint_says_so_and_goes_on() {
    // As in `xterm -e newsprint`: whoever stops there is stopped for ever.
    let mut session = Session::start(&[], 80, 24);
    session.wait_for(LEAD);
    session.keys("\u{1a}");
    session.wait_for("no shell here");
    session.signal(Signal::TSTP);
    session.keys("j");
    session.wait_for("Three sizes of type");
    session.keys("Q");
    assert_eq!(session.end().exit_code(), 0);
}

#[test]
fn ctrl_z_stops_the_mailer_with_us_and_fg_brings_both_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = shell();
    // It wants neither echo nor lines, before and after. It reads by itself: a shell that is stopped in the moment in which it
    // starts a program hangs, under any shell.
    let mailer = "stty -echo -icanon; echo letter; read keys; echo $keys; stty -a; sleep 1";
    session.keys(&format!("{}\r", with_mailer(folder.path(), mailer)));
    session.wait_for("President Xi");
    let page =
        |session: &Session| session.contents().lines().take(20).collect::<Vec<_>>().join("\n").replace("Share 1", "Share 0");
    let before = page(&session);
    session.keys("M");
    session.wait_for("letter");
    stop_and_bring_back(&mut session);
    session.keys("jj\r");
    session.wait_until("the mailer to read keys as it did before", |session| {
        session.raw().contains("jj\r\n") && session.raw().contains("-echo ")
    });
    session.wait_for("Draft handed to sh");
    assert_eq!(page(&session), before, "the page is as it was");
    leave(session);
}

#[test]
fn a_mailer_that_ends_its_whole_group_does_not_end_newsprint() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = shell();
    session.keys(&format!("{}\r", with_mailer(folder.path(), "kill 0")));
    session.wait_for("President Xi");
    session.keys("M");
    session.wait_for("sh: ended by signal 15");
    leave(session);
}
