//! What a reader wants otherwise for one feed.

use jiff::Timestamp;

use super::{feed, library, refresh, rows, served, settings, summary};
use crate::network::server::{Server, redirect};

#[test]
fn a_wish_for_one_feed_is_kept_and_its_password_goes_nowhere_else() {
    let home = tempfile::tempdir().expect("a folder");
    let other = Server::start(|_, out| served(out, "", &feed(&["one"])));
    let target = other.url("/b");
    let server = Server::start(move |head, out| {
        if head.contains("/away") {
            redirect(out, 302, &target);
        } else {
            served(out, "Cache-Control: max-age=86400\r\n", &feed(&["one"]));
        }
    });
    drop(library(home.path(), &[server.url("/a"), server.url("/away"), other.url("/c")]));
    let text = format!(
        "[feed.\"{}\"]\ninterval_minutes = 2\nuser_agent = \"tide/1\"\nheaders = {{ \"x-key\" = \"k\" }}\nuser = \"ann\"\n\
         password_command = [\"echo\", \"sesame\"]\n",
        server.url("")
    );
    settings(home.path(), &text);
    summary(home.path(), &[]);
    for asked in server.requests() {
        for field in ["user-agent: tide/1", "x-key: k", "authorization: Basic YW5uOnNlc2FtZQ=="] {
            assert!(asked.contains(field), "{asked}");
        }
    }
    let strange = other.requests();
    assert!(!strange.is_empty());
    assert!(strange.iter().all(|asked| !asked.contains("authorization") && !asked.contains("x-key")), "{strange:?}");
    let wait = rows(home.path())[0].health.due.map(|due| due.as_second() - Timestamp::now().as_second());
    assert!(wait.is_some_and(|wait| (90..=130).contains(&wait)), "the reader has the last word: {wait:?}");
}

#[test]
fn a_password_command_that_fails_is_the_reason_of_the_failure_in_the_readers_language() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start(|_, out| served(out, "", &feed(&["one"])));
    drop(library(home.path(), &[server.url("/a")]));
    settings(home.path(), &format!("[feed.\"{}\"]\nuser = \"ann\"\npassword_command = [\"false\"]\n", server.url("/a")));
    let failed = &summary(home.path(), &[])["failed"][0]["reason"];
    assert_eq!(failed, "the password command false failed");
    assert_eq!(server.requests(), Vec::<String>::new());
    let said = rows(home.path())[0].health.failure.as_ref().map(|why| {
        let all = newsprint::words::Words::built_in();
        all.iter().map(|words| words.say(why).to_string()).collect::<Vec<_>>()
    });
    assert_eq!(said, Some(vec!["the password command false failed".to_owned(), "密码命令 false 失败".to_owned()]));
}

#[test]
fn a_mistake_in_the_wishes_names_its_line() {
    let home = tempfile::tempdir().expect("a folder");
    drop(library(home.path(), &[]));
    settings(home.path(), "[feed.\"https://e.org/\"]\ninterval = 5\n");
    let said = String::from_utf8_lossy(&refresh(home.path(), &[]).stderr).into_owned();
    assert!(
        said.contains("config.toml:2: feed.https://e.org/.interval: no such setting; there are interval_minutes, "),
        "{said}"
    );
}
