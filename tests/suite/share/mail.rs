//! Mail against a real server and a real sending program.

use std::{
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use super::{Desk, STORY, text};
use crate::counterpart::are_here;

/// A mail server on this machine that keeps what it gets in a folder.
struct Sink {
    server: Child,
    port: u16,
}

impl Sink {
    fn start(folder: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let server = Command::new("aiosmtpd")
            .args(["-n", "-l", &format!("127.0.0.1:{port}"), "-c", "aiosmtpd.handlers.Mailbox"])
            .arg(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        Self { server, port }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// The one message in a mail folder, its folded headers on one line each.
fn arrived(folder: &Path) -> String {
    let mut files = std::fs::read_dir(folder.join("new")).expect("a mail folder").flatten();
    let file = files.next().expect("a message");
    assert!(files.next().is_none(), "one message");
    let message = text(&std::fs::read(file.path()).expect("readable"));
    message.replace("\r\n", "\n").replace("\n ", " ")
}

fn settings(way: &str) -> String {
    format!("[mail]\nfrom = \"Ann <ann@example.org>\"\nto = \"bob@example.org\"\n{way}")
}

/// The headline of the story as a mail header carries it.
fn says_headline(message: &str) {
    let subject = message.lines().find(|line| line.starts_with("Subject: ")).expect("a subject");
    assert!(subject.is_ascii() && subject.contains("=?utf-8?"), "{subject}");
    assert!(subject.contains("Lamps"), "{subject}");
}

#[test]
fn a_story_arrives_at_a_mail_server_with_its_headline_and_its_pdf() {
    if !are_here(&["aiosmtpd"], "a_story_arrives_at_a_mail_server") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let sink = Sink::start(&folder.path().join("box"));
    let desk = Desk::new(&settings(&format!("[mail.smtp]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"", sink.port)));
    assert_eq!(desk.said(&["mail", STORY, "--to", "Carol <carol@example.org>"]), "Sent to Carol <carol@example.org>\n");
    let message = arrived(&folder.path().join("box"));
    says_headline(&message);
    assert!(message.contains("To: Carol <carol@example.org>") && message.contains("X-RcptTo: carol@example.org"), "{message}");
    assert!(message.contains("https://news.example/a"), "{message}");
}

#[test]
fn a_story_arrives_through_a_sending_program_with_its_pdf() {
    if !are_here(&["aiosmtpd", "msmtp"], "a_story_arrives_through_a_sending_program") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let sink = Sink::start(&folder.path().join("box"));
    let program = format!(
        "sendmail = [\"msmtp\", \"--host=127.0.0.1\", \"--port={}\", \"--from=ann@example.org\", \"-t\", \"-i\"]",
        sink.port
    );
    let desk = Desk::new(&settings(&program));
    desk.said(&["mail", STORY, "--attach-pdf"]);
    let message = arrived(&folder.path().join("box"));
    says_headline(&message);
    assert!(message.contains("Content-Type: application/pdf"), "{message}");
    // The beginning of every PDF, in base64.
    assert!(message.contains("\nJVBERi0"), "{message}");
}

#[test]
fn what_is_missing_for_sending_is_said_in_one_line() {
    let complaint = |settings: &str| Desk::new(settings).complaint(&["mail", STORY]);
    assert!(complaint("[mail]\nsendmail = [\"cat\"]\nto = \"b@example.org\"").contains("Set [mail] from"));
    assert!(
        complaint("[mail]\nsendmail = [\"cat\"]\nfrom = \"a@example.org\"\nto = \"nobody\"")
            .contains("“nobody” is no mail address")
    );
    assert!(complaint(&settings("sendmail = [\"false\"]")).contains("false: exit status 1"));
    let secret =
        "[mail.smtp]\nhost = \"mail.example\"\nsecurity = \"none\"\nuser = \"ann\"\npassword_command = [\"echo\", \"s3cret\"]";
    let told = complaint(&settings(secret));
    assert!(told.contains("without TLS") && !told.contains("s3cret"), "{told}");
    let closed = "[mail.smtp]\nhost = \"127.0.0.1\"\nport = 1\nsecurity = \"none\"\nuser = \"ann\"\npassword_command = [\"echo\", \"s3cret\"]";
    let told = complaint(&settings(closed));
    assert!(told.starts_with("newsprint: 127.0.0.1: ") && !told.contains("s3cret"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_draft_goes_to_the_mailer_of_the_environment_as_one_address() {
    let desk = Desk::new("");
    let output = desk.newsprint(&["mail", STORY, "--to", "bob@example.org"]).env("MAILER", "test -n").output().expect("run");
    assert!(text(&output.stdout).starts_with("Draft handed to test"), "{}", text(&output.stderr));
    let missing = desk.newsprint(&["mail", STORY]).env("MAILER", "no-such-mailer").output().expect("run");
    assert!(text(&missing.stderr).contains("no-such-mailer: not found; set [mail] command"), "{}", text(&missing.stderr));
}
