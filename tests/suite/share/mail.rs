//! Mail against a real server and a real sending program.

use std::{
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use super::{Desk, STORY, text};
use crate::counterpart::are_here;

/// A mail server on this machine that keeps what it gets in a folder.
struct Sink {
    server: Child,
    port: u16,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port()
}

impl Sink {
    fn start(folder: &Path) -> Self {
        let port = free_port();
        let address = format!("127.0.0.1:{port}");
        Self::started(Command::new("aiosmtpd").args(["-n", "-l", &address, "-c", "aiosmtpd.handlers.Mailbox"]).arg(folder), port)
    }

    /// A server that was started by a command, once it listens.
    fn started(command: &mut Command, port: u16) -> Self {
        let server = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the server starts");
        for _ in 0..400 {
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

fn settings(way: &str) -> String {
    format!("[mail]\nfrom = \"Ann <ann@example.org>\"\nto = \"bob@example.org\"\n{way}")
}

/// What a mail program reads in the one message of a folder: subject, receivers, text, names and beginnings of attachments.
fn read(folder: &Path) -> Value {
    const READER: &str = "import sys, json, glob, email, email.policy\n\
        [file] = glob.glob(sys.argv[1] + '/new/*')\n\
        m = email.message_from_binary_file(open(file, 'rb'), policy=email.policy.default)\n\
        files = [[a.get_filename(), a.get_content_type(), a.get_content().hex()] for a in m.iter_attachments()]\n\
        print(json.dumps({'subject': m['subject'], 'from': m['from'], 'to': m['to'], 'rcpt': m['x-rcptto'], 'files': files,\n\
          'names': sorted(m.keys()), 'text': m.get_body(('plain',)).get_content(), 'defects': [str(d) for d in m.defects]}))\n";
    let output = Command::new("python3").args(["-c", READER]).arg(folder).output().expect("python runs");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr)))
}

/// The message holds the story's headline and text, Chinese and all.
fn holds_story(message: &Value) {
    assert_eq!(message["subject"], "Lamps & lights: 灯火");
    assert_eq!(message["defects"], serde_json::json!([]));
    let text = message["text"].as_str().expect("a text");
    for part in
        ["https://news.example/a", "By Ann · The Quay Post", "2015-12-18 18:42", "码头上的灯都亮了。", "Nobody complained."]
    {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
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
    let message = read(&folder.path().join("box"));
    holds_story(&message);
    assert_eq!((&message["to"], &message["rcpt"]), (&json!("Carol <carol@example.org>"), &json!("carol@example.org")));
    assert_eq!(message["files"], json!([]));
}

/// A server that wants TLS and a password, at the first byte or after a greeting, and keeps what it gets in a folder.
const SECURE: &str = "import base64, ssl, sys, tempfile, time\n\
    from aiosmtpd.controller import Controller\n\
    from aiosmtpd.handlers import Mailbox\n\
    from aiosmtpd.smtp import AuthResult\n\
    cert, key, box, port, first = sys.argv[1:]\n\
    pem = tempfile.NamedTemporaryFile('w', suffix='.pem')\n\
    pem.write('-----BEGIN PRIVATE KEY-----\\n' + base64.encodebytes(open(key, 'rb').read()).decode() + '-----END PRIVATE KEY-----\\n')\n\
    pem.flush()\n\
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)\n\
    tls.load_cert_chain(cert, pem.name)\n\
    def judge(server, session, envelope, mechanism, data):\n\
    \x20   return AuthResult(success=(data.login, data.password) == (b'ann', b's3cret'), handled=False)\n\
    how = dict(ssl_context=tls, auth_require_tls=False) if first == 'tls' else dict(tls_context=tls, require_starttls=True)\n\
    Controller(Mailbox(box), hostname='127.0.0.1', port=int(port), authenticator=judge, auth_required=True, **how).start()\n\
    time.sleep(600)\n";

#[test]
fn a_password_goes_to_a_server_that_proves_who_it_is_and_to_no_other() {
    if !are_here(&["aiosmtpd", "python3"], "a_password_goes_to_a_server_that_proves_who_it_is") {
        return;
    }
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls");
    let (certificate, key) = (data.join("localhost.pem"), data.join("localhost.key.der"));
    for security in ["tls", "starttls"] {
        let folder = tempfile::tempdir().expect("a folder");
        let (mailbox, port) = (folder.path().join("box"), free_port().to_string());
        let mut server = Command::new("python3");
        server.args(["-c", SECURE]).args([&certificate, &key, &mailbox]).args([&port, security]);
        let _server = Sink::started(&mut server, port.parse().expect("a port"));
        let way = |password: &str| {
            settings(&format!(
                "[mail.smtp]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"{security}\"\nuser = \"ann\"\n\
                 password_command = [\"echo\", \"{password}\"]"
            ))
        };
        let send = |settings: &str, trusted: bool| {
            let desk = Desk::new(settings);
            let mut command = desk.newsprint(&["mail", STORY]);
            if trusted {
                command.env("SSL_CERT_FILE", &certificate);
            }
            let output = command.output().expect("the program starts");
            (output.status.code(), text(&output.stdout), text(&output.stderr))
        };
        let (code, _, told) = send(&way("wrong"), true);
        assert!(
            code == Some(1) && told.contains("127.0.0.1: ") && told.contains("535") && !told.contains("wrong"),
            "{security}: {told}"
        );
        // A server that nobody vouches for gets nothing.
        let (code, _, told) = send(&way("s3cret"), false);
        assert!(code == Some(1) && told.contains("ertificate") && !told.contains("s3cret"), "{security}: {told}");
        assert!(std::fs::read_dir(mailbox.join("new")).is_ok_and(|mut files| files.next().is_none()), "{security}");
        let (_, said, told) = send(&way("s3cret"), true);
        assert_eq!(said, "Sent to bob@example.org\n", "{security}: {told}");
        holds_story(&read(&mailbox));
    }
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
    let message = read(&folder.path().join("box"));
    holds_story(&message);
    let [file] = message["files"].as_array().expect("attachments").as_slice() else { panic!("{message}") };
    assert_eq!((&file[0], &file[1]), (&json!("Lamps-lights-灯火.pdf"), &json!("application/pdf")));
    let bytes = file[2].as_str().expect("bytes").as_bytes();
    // It begins and ends as every PDF does: `%PDF-`, `%%EOF`.
    let ending = text(bytes).trim_end_matches("0a").ends_with("2525454f46");
    assert!(bytes.starts_with(b"255044462d") && ending, "{} bytes", bytes.len() / 2);
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

#[test]
fn a_draft_goes_to_the_mailer_of_the_environment_as_one_address() {
    let desk = Desk::new("");
    let output = desk.newsprint(&["mail", STORY, "--to", "bob@example.org"]).env("MAILER", "test -n").output().expect("run");
    assert!(text(&output.stdout).starts_with("Draft handed to test"), "{}", text(&output.stderr));
    let missing = desk.newsprint(&["mail", STORY]).env("MAILER", "no-such-mailer").output().expect("run");
    assert!(text(&missing.stderr).contains("no-such-mailer: not found; set [mail] command"), "{}", text(&missing.stderr));
}

#[test]
fn a_mailer_of_the_terminal_has_it_to_itself_and_gives_it_back() {
    let desk = Desk::new(
        "[mail]\nto = \"bob@example.org\"\nterminal = true\ncommand = [\"sh\", \"-c\", \"echo draft $0; read line; echo got $line; sleep 1\"]",
    );
    let config = desk.path("config.toml").to_string_lossy().into_owned();
    let words = ["--config", &config, "--set", "text.size_tier=layout", STORY];
    let mut session =
        crate::pty::Session::start_with(&words, 80, 24, &[("TERM", "xterm-256color"), ("LC_ALL", "C"), ("TZ", "UTC")]);
    session.wait_for("Lamps & lights");
    session.keys("M");
    session.wait_for("draft mailto:bob@example.org?subject=");
    // Letters that mean something to newsprint go to the mailer, its own interrupt key too.
    session.keys("jjQ\r");
    session.wait_for("got jjQ");
    session.wait_for("Draft handed to sh");
    session.keys("M");
    session.wait_until("the mailer once more", |session| session.raw().matches("draft mailto:").count() == 2);
    session.keys("\u{3}");
    session.wait_for("sh: ended by signal 2");
    session.keys("Q");
    session.end();
}

#[test]
fn a_draft_carries_the_pdf_where_the_mailer_takes_files_and_says_so_where_it_does_not() {
    let desk = Desk::new(
        "[mail]\ncommand = [\"sh\", \"-c\", '''printf '%s\\n' \"$@\" > words; cp \"$2\" copy.pdf''', \"mailer\"]\n\
         attach = [\"--attach\", \"{pdf}\"]",
    );
    std::fs::create_dir(desk.path("tmp")).expect("a folder");
    let drafted = |words: &[&str]| {
        let output = desk.newsprint(words).env("TMPDIR", desk.path("tmp")).output().expect("run");
        (text(&output.stdout), text(&output.stderr))
    };
    let with = ("Draft with its PDF handed to sh\n".to_owned(), String::new());
    assert_eq!(drafted(&["mail", STORY, "--attach-pdf", "--to", "bob@example.org"]), with);
    let words = desk.read("words");
    let words: Vec<&str> = words.lines().collect();
    let [flag, file, address] = words.as_slice() else { panic!("{words:?}") };
    assert!(*flag == "--attach" && file.ends_with("/Lamps-lights-灯火.pdf"), "{words:?}");
    assert!(address.starts_with("mailto:bob@example.org?"), "{address}");
    assert!(std::fs::read(desk.path("copy.pdf")).expect("a PDF").starts_with(b"%PDF-"));
    assert!(Path::new(file).exists(), "the mailer may read it later");
    assert_eq!(drafted(&["share", STORY, "--by", "mail-pdf"]), with);
    let without = Desk::new("[mail]\ncommand = [\"true\"]\nattach_pdf = true");
    let said = without.said(&["mail", STORY]);
    assert_eq!(said, "Draft handed to true without its PDF: [mail] attach says how it takes files\n");
}

/// A session of the screen with the settings of a desk.
fn screen(desk: &Desk) -> crate::pty::Session {
    let config = desk.path("config.toml").to_string_lossy().into_owned();
    let words = ["--config", &config, "--set", "text.size_tier=layout", STORY];
    let environment = [("TERM", "xterm-256color"), ("LC_ALL", "C"), ("TZ", "UTC")];
    let session = crate::pty::Session::start_with(&words, 80, 24, &environment);
    session.wait_for("Lamps & lights");
    session
}

#[test]
fn a_mailer_that_crashes_leaves_the_screen_and_the_terminal_whole() {
    let desk = Desk::new(
        "[mail]\nterminal = true\n\
         command = [\"sh\", \"-c\", '''stty raw -echo; printf '\\033[?1003h\\033[4h\\033[3;5r'; kill -9 $$''']",
    );
    let mut session = screen(&desk);
    session.keys("M");
    session.wait_for("sh: ended by signal 9");
    session.wait_for("Lamps & lights");
    session.keys("Q");
    session.end();
    session.assert_restored();
}

#[test]
fn whoever_saves_and_leaves_at_once_has_the_file_and_nothing_beside_it() {
    let desk = Desk::new("");
    let out = desk.path("out");
    std::fs::create_dir(&out).expect("a folder");
    let mut session = screen(&desk);
    for name in ["a.pdf", "b.html"] {
        if name == "b.html" {
            session = screen(&desk);
        }
        session.keys("w");
        session.wait_for("Save as");
        // Ctrl-u empties the line.
        session.keys(&format!("\u{15}{}\rQ", out.join(name).display()));
        session.end();
    }
    assert_eq!(super::files(&out), ["a.pdf", "b.html"]);
}

/// A server that greets and then says nothing any more.
#[test]
fn escape_ends_the_waiting_for_a_mail_server() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = server.local_addr().expect("bound").port();
    let desk = Desk::new(&settings(&format!("[mail.smtp]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"")));
    let config = desk.path("config.toml").to_string_lossy().into_owned();
    let words = ["--config", &config, "--set", "text.size_tier=layout", STORY];
    let mut session =
        crate::pty::Session::start_with(&words, 80, 24, &[("TERM", "xterm-256color"), ("LC_ALL", "C"), ("TZ", "UTC")]);
    session.wait_for("Lamps & lights");
    session.keys("M");
    session.wait_for("Mail to");
    session.keys("\r");
    let (mut line, _) = server.accept().expect("called");
    std::io::Write::write_all(&mut line, b"220 here\r\n").expect("greeted");
    session.wait_for("Sending");
    session.keys("\u{1b}");
    session.wait_for("127.0.0.1: no longer waited for");
    session.keys("Q");
    session.end();
}
