//! Memory where the system gives little of it.

use std::{env, ffi::OsString};

/// What tells glibc how many heaps there are to be; it is read once, when a program starts.
const HEAPS: &str = "MALLOC_ARENA_MAX";
/// The address space, in bytes, below which the threads share a heap. glibc reserves 64 MB for a heap of each thread, up to
/// eight for a processor, though next to nothing of that is used: a bound of 400 MB would be met before a story is open.
const SCARCE: u64 = 4 << 30;

/// Starts the program once more with one heap for all of its threads, where its address space is bounded (`ulimit -v`).
/// Where that is not possible it goes on as it is.
pub fn share_where_scarce(said: &[OsString]) {
    #[cfg(target_os = "linux")]
    {
        use std::{os::unix::process::CommandExt, process::Command};

        let bound = rustix::process::getrlimit(rustix::process::Resource::As).current;
        let Some((name, words)) = said.split_first().filter(|_| bound.is_some_and(|bytes| bytes < SCARCE)) else { return };
        if let (None, Ok(program)) = (env::var_os(HEAPS), env::current_exe()) {
            // It only comes back where it failed, and then nothing is lost but room.
            drop(Command::new(program).arg0(name).args(words).env(HEAPS, "1").exec());
        }
    }
}
