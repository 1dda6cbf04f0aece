//! The programs that tests talk to, and what is said where one is missing. `tests/counterparts.sh` installs them.

use std::{env, io::Write, path::PathBuf};

/// Where daemons are, which the path of an ordinary user leaves out.
const DAEMONS: [&str; 2] = ["/usr/sbin", "/sbin"];

/// Where a program is on this machine.
pub fn locate(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(DAEMONS.map(PathBuf::from));
    folders.map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Whether all of these programs are here; says that `test` is skipped where one is not.
pub fn are_here(programs: &[&str], test: &str) -> bool {
    let missing: Vec<&str> = programs.iter().copied().filter(|program| locate(program).is_none()).collect();
    if !missing.is_empty() {
        skipped(test, &format!("{} missing here", missing.join(", ")));
    }
    missing.is_empty()
}

/// Whether the test runs with the rights of root; says that it is skipped where it does not.
pub fn is_root(test: &str) -> bool {
    // `/proc/self` belongs to whoever runs us.
    let root = std::fs::metadata("/proc/self").is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0);
    if !root {
        skipped(test, "only root may do what it does");
    }
    root
}

/// Says that a test is skipped, past the harness, which keeps back what passing tests print. In the check of every change
/// all counterparts are here: there it is a failure.
pub fn skipped(test: &str, why: &str) {
    let forbidden = env::var_os("NEWSPRINT_NO_SKIPS").is_some_and(|value| !value.is_empty());
    assert!(!forbidden, "{test} would be skipped: {why}");
    writeln!(std::io::stderr(), "skipped: {test}: {why}").expect("somebody reads");
}
