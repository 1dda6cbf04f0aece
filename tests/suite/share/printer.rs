//! Printing on a real printer of the network, through the printing system: the daemons run in a folder of their own.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::{PermissionsExt, chown},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::{Desk, STORY, files, text};
use crate::counterpart::{are_here, is_root, locate};

/// A bus on which any may speak to any.
const BUS: &str = "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN\" \
    \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>system</type><listen>unix:path=FOLDER/bus</listen>\
    <auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/><allow user=\"*\"/></policy></busconfig>";
const AVAHI: &str = "[server]\nallow-interfaces=lo\nuse-ipv6=no\n";
const CUPSD: &str = "Listen 127.0.0.1:PORT\nBrowsing Off\nWebInterface No\nDefaultAuthType None\n<Location />\nOrder allow,deny\nAllow all\n\
    </Location>\n<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n";
const CUPS_FILES: &str = "ServerRoot FOLDER/root\nRequestRoot FOLDER/spool\nTempDir FOLDER/spool/tmp\nCacheDir FOLDER/cache\n\
    StateDir FOLDER/state\nAccessLog FOLDER/access\nErrorLog FOLDER/error\nPageLog FOLDER/page\n";

/// What the printer does with a job: it keeps the pages, then what was said of them.
const TAKE: &str =
    "#!/bin/sh\ncp \"$1\" FOLDER/ipp/pages.pdf\nenv | grep ^IPP_ > FOLDER/ipp/part && mv FOLDER/ipp/part FOLDER/ipp/about\n";

/// Daemons that end with the test.
struct Daemons(Vec<Child>);

impl Daemons {
    fn start(&mut self, folder: &Path, program: &str, words: &[&str]) {
        let bus = format!("unix:path={}/bus", folder.display());
        let mut command = Command::new(locate(program).expect("looked for before"));
        command.args(words).env("DBUS_SYSTEM_BUS_ADDRESS", bus).stdout(Stdio::null()).stderr(Stdio::null());
        self.0.push(command.spawn().expect("the daemon starts"));
        thread::sleep(Duration::from_secs(1));
    }
}

impl Drop for Daemons {
    fn drop(&mut self) {
        for daemon in self.0.iter_mut().rev() {
            // Asked to end, the printing system ends what it started too.
            let id = i32::try_from(daemon.id()).ok().and_then(Pid::from_raw);
            if let Some(id) = id {
                // It may have ended in this very moment.
                let _ = kill_process(id, Signal::TERM);
            }
            let deadline = Instant::now() + Duration::from_secs(5);
            while matches!(daemon.try_wait(), Ok(None)) && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(50));
            }
            drop(daemon.kill());
            drop(daemon.wait());
        }
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port()
}

/// Starts a printer and a printing system that knows it as EVE; gives the printing system's port.
fn printer(folder: &Path, daemons: &mut Daemons) -> u16 {
    let (port, printer) = (free_port(), free_port());
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("allowed");
    for name in ["root", "spool", "spool/tmp", "cache", "state", "ipp"] {
        fs::create_dir_all(folder.join(name)).expect("a folder");
        // The printing system drops its rights to this user of every Debian.
        chown(folder.join(name), Some(7), Some(7)).expect("allowed");
    }
    let here = folder.to_string_lossy().into_owned();
    let write = |name: &str, content: &str| {
        let content = content.replace("FOLDER", &here).replace("PORT", &port.to_string());
        newsprint::runtime::files::create(&folder.join(name), content.as_bytes()).expect("written");
        folder.join(name).to_string_lossy().into_owned()
    };
    let (bus, avahi) = (write("bus.conf", BUS), write("avahi.conf", AVAHI));
    let take = write("take", TAKE);
    let (cupsd, cups_files) = (write("cupsd.conf", CUPSD), write("cups-files.conf", CUPS_FILES));
    daemons.start(folder, "dbus-daemon", &["--config-file", &bus, "--nofork", "--nopidfile"]);
    daemons.start(folder, "avahi-daemon", &["-f", &avahi, "--no-drop-root", "--no-chroot", "--no-rlimits"]);
    fs::set_permissions(&take, fs::Permissions::from_mode(0o755)).expect("allowed");
    daemons.start(
        folder,
        "ippeveprinter",
        &["-p", &printer.to_string(), "-d", &format!("{here}/ipp"), "-c", &take, "-r", "off", "-f", "application/pdf", "EVE"],
    );
    daemons.start(folder, "cupsd", &["-f", "-c", &cupsd, "-s", &cups_files]);
    let address = format!("ipp://127.0.0.1:{printer}/ipp/print");
    let server = format!("127.0.0.1:{port}");
    let added = || {
        let words = ["-p", "EVE", "-E", "-v", &address, "-m", "everywhere"];
        Command::new("lpadmin").args(words).env("CUPS_SERVER", &server).output().expect("lpadmin runs")
    };
    let mut told = added();
    for _ in 0..20 {
        if told.status.success() {
            break;
        }
        thread::sleep(Duration::from_millis(500));
        told = added();
    }
    assert!(told.status.success(), "{}", text(&told.stderr));
    port
}

#[test]
fn a_story_arrives_at_a_network_printer_with_its_text_copies_and_name() {
    let test = "a_story_arrives_at_a_network_printer";
    let needed = ["dbus-daemon", "avahi-daemon", "ippeveprinter", "cupsd", "lpadmin", "lp", "pdftotext", "pdfinfo"];
    if !are_here(&needed, test) || !is_root(test) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut daemons = Daemons(Vec::new());
    let server = format!("127.0.0.1:{}", printer(folder.path(), &mut daemons));
    let desk = Desk::new("");
    let print = |words: &[&str]| desk.newsprint(words).env("CUPS_SERVER", &server).output().expect("the program starts");
    let printed = print(&["print", STORY, "--printer", "EVE", "--copies", "2"]);
    assert_eq!(text(&printed.stdout), "Sent to the printer: 1 page\n", "{}", text(&printed.stderr));
    let spool = folder.path().join("ipp");
    let deadline = Instant::now() + Duration::from_mins(1);
    while !spool.join("about").exists() {
        assert!(Instant::now() < deadline, "nothing arrived but {:?}", files(&spool));
        thread::sleep(Duration::from_millis(100));
    }
    let about = fs::read_to_string(spool.join("about")).expect("readable");
    for said in ["IPP_JOB_NAME=Lamps & lights: 灯火", "IPP_COPIES=2", "IPP_DOCUMENT_FORMAT_SUPPLIED=application/pdf"] {
        assert!(about.lines().any(|line| line == said), "{said} is not in\n{about}");
    }
    let asked = |program: &str, last: &[&str]| {
        let output = Command::new(program).arg(spool.join("pages.pdf")).args(last).output().expect("it runs");
        text(&output.stdout)
    };
    let words = asked("pdftotext", &["-"]);
    assert!(words.contains("Every lamp along the quay was lit.") && words.contains("码头上的灯都亮了。"), "{words}");
    let pages = asked("pdfinfo", &[]);
    assert!(pages.lines().any(|line| line.starts_with("Pages:") && line.ends_with(" 1")), "{pages}");
    assert!(pages.contains("A4"), "the paper of the settings: {pages}");
    let unknown = print(&["print", STORY, "--printer", "NOBODY"]);
    assert!(text(&unknown.stderr).contains("lp: exit status 1"), "{}", text(&unknown.stderr));
}
