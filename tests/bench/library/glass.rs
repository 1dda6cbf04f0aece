//! The program in a terminal of its own.

use std::{
    fs,
    io::{Read, Write},
    path::Path,
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

/// What ends a frame.
const FRAME: &[u8] = b"\x1b[?2026l";
/// How long to wait for anything.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long nothing must come for the screen to be at rest.
const REST: Duration = Duration::from_millis(150);

/// What a start cost.
pub struct Start {
    /// Until the newest headline was on the screen.
    pub first_frame: Duration,
    /// The most memory at one time, in megabytes.
    pub memory: u64,
    /// Processor time until then.
    pub work: Duration,
}

/// The program, its keyboard, and what it writes with the moments at which that came.
struct Session {
    keyboard: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Session {
    fn start(home: &Path, settings: &[&str]) -> Self {
        let size = PtySize { rows: 50, cols: 160, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsprint"));
        command.args(settings);
        for name in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            command.env(name, home);
        }
        // A terminal that can't be asked anything, so that nothing is waited for.
        command.env("TERM", "vt220");
        let child = pair.slave.spawn_command(command).expect("it starts");
        let mut reading = pair.master.try_clone_reader().expect("readable");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 16_000];
            while let Ok(count @ 1..) = reading.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    return;
                }
            }
        });
        let keyboard = pair.master.take_writer().expect("writable");
        Self { keyboard, output, child, _master: pair.master }
    }

    /// Waits until `is_there` holds for all that was written since; gives the moment.
    fn wait(&self, is_there: impl Fn(&[u8]) -> bool) -> Instant {
        let mut all = Vec::new();
        loop {
            let (at, bytes) = self.output.recv_timeout(PATIENCE).expect("something in time");
            all.extend_from_slice(&bytes);
            if is_there(&all) {
                return at;
            }
        }
    }

    /// Waits until nothing more comes.
    fn rest(&self) {
        while self.output.recv_timeout(REST).is_ok() {}
    }

    fn end(mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Nothing is fetched.
const AT_REST: [&str; 4] = ["--set", "refresh.on_opening=false", "--set", "refresh.while_open=false"];

/// Starts the program on a library.
pub fn start(home: &Path) -> Start {
    let begun = Instant::now();
    let session = Session::start(home, &AT_REST);
    // The rows of the list, each with the dot of an unread story.
    let at = session.wait(|all| has(all, FRAME) && has(all, "●".as_bytes()));
    let id = session.child.process_id().expect("running");
    let (memory, work) = (peak(id), work(id));
    session.end();
    Start { first_frame: at - begun, memory, work }
}

/// Presses `count` keys in the list of a library; how long each took to be painted. Where nothing is fetched, it is waited
/// for the screen to be at rest first.
pub fn keys(home: &Path, count: usize, settings: &[&str]) -> Vec<Duration> {
    let mut session = Session::start(home, if settings.is_empty() { &AT_REST } else { settings });
    session.wait(|all| has(all, FRAME) && has(all, "●".as_bytes()));
    if settings.is_empty() {
        session.rest();
    }
    let mut times = Vec::with_capacity(count);
    for turn in 0..count {
        let begun = Instant::now();
        session.keyboard.write_all(if turn % 40 < 30 { b"j" } else { b"k" }).expect("somebody reads");
        times.push(session.wait(|all| has(all, FRAME)) - begun);
        // A reader's fingers are no machine; the story beside the list may come a little later.
        while session.output.recv_timeout(Duration::from_millis(15)).is_ok() {}
    }
    session.end();
    times
}

fn has(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|window| window == part)
}

/// The most memory that a process has had, in megabytes.
pub fn peak(id: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() >> 10
}

/// The processor time of a process; the system counts in hundredths of a second.
pub fn work(id: u32) -> Duration {
    let text = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let fields = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
