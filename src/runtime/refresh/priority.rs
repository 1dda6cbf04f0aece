//! Whose turn it is where there is more to do than there are cores.
//!
//! However low the priority of a thread is, Linux 6.18 was seen to leave it its core for up to five milliseconds when somebody
//! woke: longer than a key may take, in newsprint or in the terminal. So long work looks between its parts whether somebody
//! waits ([`std::thread::yield_now`]): here after each feed, in the index after each article and each row of words.

use std::thread;

/// Lets every other thread of this and other programs go before the calling one, from now on: the reader's keys before the
/// refresh. So it is with the threads that it starts. Where threads have no priority of their own nothing is changed.
pub(super) fn go_last() {
    // Linux alone takes "this process" to mean the calling thread. A system that does not allow it goes on as before.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, LAST);
}

/// Lets somebody who waits for the core go first, where the reader's keys are to.
pub(super) fn make_way(in_background: bool) {
    if in_background {
        thread::yield_now();
    }
}

/// The lowest priority.
#[cfg(target_os = "linux")]
const LAST: i32 = 19;

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::thread;

    #[test]
    fn a_refresh_and_all_that_it_starts_lets_the_keys_go_first_and_changes_no_other_thread() {
        let priority = || rustix::process::getpriority_process(None).expect("a priority");
        let before = priority();
        let other = thread::spawn(move || {
            super::go_last();
            (priority(), thread::spawn(priority).join().expect("ended"))
        });
        assert_eq!((other.join().expect("ended"), priority()), ((super::LAST, super::LAST), before));
    }
}
