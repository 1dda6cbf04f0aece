//! The client against servers that misbehave, on loopback.

mod discovery;
#[cfg(target_os = "linux")]
mod encodings;
mod secure;
pub mod server;

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

use newsprint::{
    fetch::{Answer, Client, Failure, Fetched, Limits, Reach, Request},
    model::{Login, Secret},
    text::SafeUrl,
};
use server::{Server, closing, redirect};

/// Limits that a test can wait for.
fn short() -> Limits {
    let soon = Duration::from_millis(300);
    Limits { first_byte: soon, patience: soon, whole: Duration::from_secs(20), ..Limits::default() }
}

fn ask(request: &Request) -> Result<Answer, Failure> {
    ask_within(Limits::default(), request)
}

fn ask_within(limits: Limits, request: &Request) -> Result<Answer, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(Client::new(limits, false).get(request))
}

fn url(raw: &str) -> SafeUrl {
    SafeUrl::parse(raw).expect("an address")
}

fn named(raw: &str) -> Request {
    Request::named(url(raw), None)
}

fn fetched(answer: Result<Answer, Failure>) -> Fetched {
    match answer {
        Ok(Answer::Fetched(fetched)) => *fetched,
        other => panic!("not fetched: {other:?}"),
    }
}

/// What went wrong, without the address.
fn complaint(limits: Limits, behaviour: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> String {
    let server = Server::start(behaviour);
    let failure = ask_within(limits, &named(&server.url("/"))).expect_err("a failure");
    let told = failure.to_string();
    assert!(told.starts_with(&server.url("/")), "names no source: {told}");
    assert!(!told.chars().any(char::is_control), "{told:?}");
    failure.problem.to_string()
}

#[test]
fn a_feed_comes_with_its_type_and_what_to_ask_with_next_time() {
    let server = Server::start(|asked, out| {
        let fields = "Content-Type: application/rss+xml\r\nETag: \"1\"\r\nLast-Modified: Fri, 18 Dec 2015 10:42:00 GMT\r\n";
        let known = asked.contains("if-none-match: \"1\"") && asked.contains("if-modified-since: Fri, 18 Dec 2015");
        closing(out, if known { "304 Not Modified" } else { "200 OK" }, fields, if known { b"" } else { b"<rss/>" });
    });
    let mut request = named(&server.url("/feed"));
    let first = fetched(ask(&request));
    assert_eq!((first.bytes.as_slice(), first.content_type.as_deref()), (&b"<rss/>"[..], Some("application/rss+xml")));
    request.validators = first.validators;
    assert_eq!(ask(&request), Ok(Answer::NotModified));
}

#[test]
fn a_request_says_nothing_about_its_reader() {
    let server = Server::start(|_, out| closing(out, "200 OK", "Set-Cookie: id=1\r\n", b"x"));
    fetched(ask(&named(&server.url("/"))));
    let asked = server.requests().remove(0);
    assert!(!asked.contains("cookie:") && !asked.contains("referer:"), "{asked}");
    assert!(asked.contains("user-agent: newsprint/"), "{asked}");
}

#[test]
fn an_unasked_for_304_is_a_failure_and_not_a_feed() {
    let told = complaint(Limits::default(), |_, out| closing(out, "304 Not Modified", "", b""));
    assert_eq!(told, "the server answered 304 (Not Modified)");
}

#[test]
fn redirects_are_followed_to_a_limit() {
    let server = Server::start(|asked, out| match asked.split(' ').nth(1) {
        Some("/10") => closing(out, "200 OK", "", b"at last"),
        Some(path) => {
            let hop: u32 = path.trim_start_matches('/').parse().unwrap_or(0);
            redirect(out, 302, &format!("/{}", hop + 1));
        }
        None => {}
    });
    assert_eq!(fetched(ask(&named(&server.url("/0")))).url, url(&server.url("/10")));
    let told = complaint(Limits::default(), |_, out| redirect(out, 301, "/again"));
    assert_eq!(told, "more than 10 redirects, the limit");
    assert_eq!(server.requests().len(), 11, "nothing is asked twice");
}

#[test]
fn only_a_wholly_permanent_redirect_changes_the_subscription() {
    let server = Server::start(|asked, out| match asked.split(' ').nth(1) {
        Some("/old") => redirect(out, 301, "/new"),
        Some("/new") => redirect(out, 302, "/today"),
        Some("/fickle") => redirect(out, 302, "/old"),
        _ => closing(out, "200 OK", "", b"x"),
    });
    assert_eq!(fetched(ask(&named(&server.url("/old")))).moved, Some(url(&server.url("/new"))));
    assert_eq!(fetched(ask(&named(&server.url("/fickle")))).moved, None);
}

#[test]
fn a_redirect_never_leaves_the_web() {
    for target in ["file:///etc/passwd", "data:text/html,x", "gopher://127.0.0.1/", "http://a\u{1b}]0;x\u{7}/", "//"] {
        let told = complaint(Limits::default(), move |_, out| redirect(out, 302, target));
        assert!(told.contains("redirect") || told.contains("no answer in HTTP"), "{target}: {told}");
    }
}

#[test]
fn a_redirect_to_another_server_neither_reaches_into_the_network_nor_takes_the_password_along() {
    let inner = Server::start(|_, out| closing(out, "200 OK", "", b"secret"));
    let target = inner.url("/secret");
    let outer = Server::start(move |_, out| redirect(out, 302, &target));
    let login = Login { user: Secret::new("ann"), password: Secret::new("pass") };
    let request = Request::named(url(&outer.url("/")), Some(login));

    let failure = ask(&request).expect_err("a refusal");
    assert!(failure.to_string().contains("127.0.0.1 is inside a private network"), "{failure}");
    assert!(inner.requests().is_empty());

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    fetched(runtime.block_on(Client::new(Limits::default(), true).get(&request)));
    assert!(outer.requests().iter().all(|asked| asked.contains("authorization: Basic YW5uOnBhc3M=")));
    assert!(inner.requests().iter().all(|asked| !asked.contains("authorization")));
}

#[test]
fn content_cannot_make_the_reader_ask_its_own_machine() {
    let server = Server::start(|_, out| closing(out, "200 OK", "", b"secret"));
    for address in [server.url("/"), server.url("/").replace("127.0.0.1", "localhost")] {
        let request = Request::chosen(url(&address));
        assert_eq!(request.reach, Reach::Public);
        let failure = ask(&request).expect_err("a refusal");
        assert!(failure.to_string().contains("private network"), "{failure}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_server_that_asks_for_time_is_understood() {
    let told = complaint(Limits::default(), |_, out| closing(out, "429 Slow down, friend", "Retry-After: 999999999999\r\n", b""));
    assert_eq!(told, "the server answered 429 (Too Many Requests) and asks to wait 168 h");
    let told = complaint(Limits::default(), |_, out| closing(out, "410 Gone", "", b""));
    assert_eq!(told, "the server says that it is gone for good (410)");
}

#[test]
fn a_server_that_keeps_us_waiting_is_left() {
    let wait = Duration::from_secs(5);
    let told = complaint(short(), move |_, _| thread::sleep(wait));
    assert!(told.contains("no answer within"), "{told}");
    let told = complaint(short(), move |_, out| drip(out, b"HTTP/1.1 200 OK\r\nX-A: "));
    assert!(told.contains("no answer within"), "{told}");
    let told = complaint(short(), move |_, out| drip(out, b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"));
    assert!(told.contains("slower than 1024 bytes a second"), "{told}");
    let told = complaint(Limits { whole: Duration::from_millis(200), ..Limits::default() }, move |_, _| thread::sleep(wait));
    assert!(told.contains("not complete within"), "{told}");
}

/// Sends `start`, then a byte now and then.
fn drip(out: &mut TcpStream, start: &[u8]) {
    let mut sent = out.write_all(start);
    while sent.is_ok() {
        thread::sleep(Duration::from_millis(50));
        sent = out.write_all(b"a");
    }
}

#[test]
fn a_body_without_end_is_refused_at_the_limit() {
    let told = complaint(Limits::default(), |_, out| {
        let mut sent = out.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while sent.is_ok() {
            sent = out.write_all(&[b'x'; 1 << 14]);
        }
    });
    assert_eq!(told, "larger than 16 MB, the limit");
    let told = complaint(Limits::default(), |_, out| closing(out, "200 OK", "X: y\r\nContent-Length: 99999999999\r\n", b""));
    assert_eq!(told, "larger than 16 MB, the limit");
}

#[test]
fn a_bomb_does_not_go_off() {
    let bomb = zstd::encode_all(std::io::repeat(b' ').take(300 << 20), 1).expect("packed");
    let told = complaint(Limits::default(), move |_, out| closing(out, "200 OK", "Content-Encoding: zstd\r\n", &bomb));
    assert_eq!(told, "unpacks to more than 200 times its size, the limit");
}

#[test]
fn header_fields_without_end_are_refused() {
    let told = complaint(Limits::default(), |_, out| {
        let fields = format!("X-A: {}\r\n", "a".repeat(1_000)).repeat(80);
        closing(out, "200 OK", &fields, b"x");
    });
    assert_eq!(told, "the header fields are larger than 64 KB, the limit");
    let told = complaint(short(), |_, out| {
        let mut sent = out.write_all(b"HTTP/1.1 200 OK\r\n");
        while sent.is_ok() {
            sent = out.write_all("X-A: a\r\n".repeat(1_000).as_bytes());
        }
    });
    assert!(told.contains("longer than is read"), "{told}");
}

#[test]
fn interim_answers_without_end_are_left() {
    let told =
        complaint(short(), |_, out| while out.write_all("HTTP/1.1 100 Continue\r\n\r\n".repeat(100).as_bytes()).is_ok() {});
    assert!(told.contains("no answer within"), "{told}");
}

#[test]
fn a_broken_transfer_is_never_taken_for_a_whole_one() {
    let told = complaint(Limits::default(), |_, out| closing(out, "200 OK", "X: y\r\nContent-Length: 100\r\n", b"half"));
    assert!(told.contains("before all had come"), "{told}");
    let told = complaint(Limits::default(), |_, out| closing(out, "200 OK", "Transfer-Encoding: chunked\r\n", b"5\r\nab"));
    assert!(told.contains("before all had come"), "{told}");
    let told = complaint(Limits::default(), |_, out| drop(out.write_all(b"\0\x01random bytes")));
    assert!(told.contains("no answer in HTTP"), "{told}");
    let told = complaint(Limits::default(), |_, _| {});
    assert!(told.contains("before all had come"), "{told}");
}

#[test]
fn a_closed_port_and_an_unknown_name_say_so() {
    for address in ["http://127.0.0.1:1/", "http://no-such-host.invalid/"] {
        let told = ask(&named(address)).expect_err("a failure").to_string();
        assert!(told.contains("no connection: "), "{told}");
    }
}

#[test]
fn plain_speech_on_the_secure_port_is_no_connection() {
    let server = Server::start(|_, out| closing(out, "400 Bad Request", "", b""));
    let told = ask(&named(&server.url("/").replace("http:", "https:"))).expect_err("a failure").to_string();
    assert!(told.contains("does not speak TLS"), "{told}");
}

#[test]
fn a_proxy_of_the_environment_is_asked_instead() {
    let proxy = Server::start(|_, out| closing(out, "200 OK", "Content-Type: text/plain\r\n", b"Words by way of the proxy."));
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("newsprint"));
    let output =
        command.args(["cat", "http://news.invalid/feed"]).env("http_proxy", proxy.url("")).output().expect("the program starts");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Words by way of the proxy."), "{output:?}");
    assert!(proxy.requests().iter().all(|asked| asked.starts_with("GET http://news.invalid/feed ")));
}
