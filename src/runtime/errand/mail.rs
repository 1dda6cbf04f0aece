//! Mail: by a server or a sending program where one is set, else a draft in the reader's mailer.

use std::{
    env, io,
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use lettre::{
    SmtpTransport, Transport,
    transport::smtp::{self, authentication::Credentials},
};

use super::{
    Done, Format, Means, Story,
    child::{self, Patience, Task},
    open::has_display,
    print, written,
};
use crate::{
    app::share::Letter,
    config::share::{Mail, Security, Smtp},
    fetch::cause,
    model::Secret,
    runtime::{files, lend::Loan},
    share::{
        Argv,
        draft::{self, Draft},
        name,
    },
    text::CleanText,
    words::Phrase,
};

/// How long sending may take.
const LIMIT: Duration = Duration::from_mins(1);
/// How long a password's command may take: it may ask its user for another one.
const PATIENCE: Duration = Duration::from_mins(2);
/// How often it is looked whether the reader still waits for a server.
const LOOKED_EVERY: Duration = Duration::from_millis(50);
/// How long a mailer is watched for a failure to start.
const START: Duration = Duration::from_secs(3);

/// Mails a story as `letter` says, or as the settings do.
pub fn mail(story: &Story<'_>, letter: Option<&Letter>, means: Means<'_>) -> Result<Done, Phrase> {
    let settings = &means.settings.mail;
    let (to, pdf) = letter.map_or((&settings.to, settings.attach_pdf), |letter| (&letter.to, letter.pdf));
    let sendmail = Argv::from_words(&settings.sendmail);
    if sendmail.is_none() && settings.smtp.is_none() {
        return compose(story, (to, pdf), means);
    }
    if settings.from.is_empty() {
        return Err(Phrase::new("mail.no-from"));
    }
    let message = draft(story, pdf, means)?.message(&settings.from, to)?;
    match (&settings.smtp, sendmail) {
        (Some(smtp), _) => send(smtp, message, means.patience)?,
        (None, Some(argv)) => drop((Task { argv, input: message.formatted(), limit: LIMIT }).run()?),
        (None, None) => {}
    }
    Ok(Done::Said(Phrase::new("mail.sent").with("to", CleanText::line(to))))
}

fn draft(story: &Story<'_>, pdf: bool, means: Means<'_>) -> Result<Draft, Phrase> {
    let text = written(story, Format::Text, means.words)?;
    let link = story.article.link.as_ref().map(|link| format!("{link}\n\n")).unwrap_or_default();
    let body = CleanText::block(&format!("{link}{}", String::from_utf8_lossy(&text)));
    let pdf = if pdf { Some(print::pdf(story, means)?.pdf) } else { None };
    Ok(Draft { subject: story.headline(means.words), body, pdf })
}

/// Hands a draft to the mailer, with the PDF where it is wanted and the mailer takes files.
fn compose(story: &Story<'_>, (to, pdf): (&str, bool), means: Means<'_>) -> Result<Done, Phrase> {
    let (mailer, terminal) = mailer(&means.settings.mail);
    let name = child::called(&mailer);
    if !child::is_here(&mailer.program) {
        return Err(Phrase::new("mail.no-mailer").with("name", name));
    }
    let attaching = if pdf { draft::attaching(&mailer, &means.settings.mail.attach) } else { Vec::new() };
    let draft = draft(story, !attaching.is_empty(), means)?;
    let said = match (pdf, &draft.pdf) {
        (false, _) => "mail.drafted",
        (true, Some(_)) => "mail.drafted-with",
        (true, None) => "mail.drafted-without",
    };
    let said = Phrase::new(said).with("name", &name);
    let argv = with_file(mailer, &attaching, &draft)?.with(draft.mailto(to));
    if terminal {
        return Ok(Done::Lend(Loan { argv, input: None, after: said, hold: None }));
    }
    child::launch(&argv, START)?;
    Ok(Done::Said(said))
}

/// The mailer, and whether it draws on the terminal.
fn mailer(settings: &Mail) -> (Argv, bool) {
    let own = env::var("MAILER").unwrap_or_default();
    match (Argv::from_words(&settings.command), Argv::parse(&own)) {
        (Some(mailer), _) => (mailer, settings.terminal),
        (None, Some(mailer)) => (mailer.clone(), draft::draws_on_terminal(&mailer)),
        (None, None) => desktop(),
    }
}

/// The mailer with the words that give it the draft's PDF. The file stays: a mailer may read it when the draft is sent,
/// long after the program that we started has ended.
fn with_file(mailer: Argv, attaching: &[String], draft: &Draft) -> Result<Argv, Phrase> {
    let Some(pdf) = &draft.pdf else { return Ok(mailer) };
    let name = format!("{}.pdf", name::file_name(&draft.subject));
    let path = files::for_others(&name, pdf).map_err(|error| super::plainly(&error))?;
    let words = Argv { program: String::new(), arguments: attaching.to_vec() };
    let words = words.filled(&[("pdf", &path.to_string_lossy())]);
    Ok(words.arguments.into_iter().fold(mailer, Argv::with))
}

/// What the desktop writes mails with, and whether that may draw on the terminal.
fn desktop() -> (Argv, bool) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-email" };
    (Argv::new(program, &[]), cfg!(target_os = "linux") && !has_display())
}

/// Sends a message by a server, as long as the reader wants to wait.
fn send(smtp: &Smtp, message: lettre::Message, patience: Patience) -> Result<(), Phrase> {
    let server = server(smtp)?;
    let (sender, receiver) = channel();
    // Nobody may wait for it any more when it is done.
    thread::spawn(move || drop(sender.send(server.send(&message).map(drop))));
    let host = CleanText::line(&smtp.host);
    loop {
        match receiver.recv_timeout(LOOKED_EVERY) {
            Ok(sent) => return sent.map_err(|error| failed(smtp, &error)),
            Err(RecvTimeoutError::Timeout) if patience.is_over() => return Err(Phrase::new("mail.given-up").with("host", host)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(Phrase::new("error.fault")),
        }
    }
}

fn failed(smtp: &Smtp, error: &smtp::Error) -> Phrase {
    let causes = || std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    let is_silence = |error: &io::Error| matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
    let what = if causes().any(|cause| cause.downcast_ref().is_some_and(is_silence)) {
        Phrase::new("mail.silent").with("seconds", LIMIT.as_secs())
    } else if let Some(known) = causes().find_map(|cause| cause::explained(&cause.to_string())) {
        known
    } else if let (Some(code), said) = (error.status(), causes().last().unwrap_or(error)) {
        Phrase::new("mail.answered").with("code", code.to_string()).with("why", CleanText::line(&said.to_string()))
    } else {
        // It tells its causes itself.
        Phrase::new("mail.failed").with("why", CleanText::line(&error.to_string()))
    };
    Phrase::new("error.at").with("where", CleanText::line(&smtp.host)).with("what", what)
}

/// The way to a server, with the password where it asks for one.
fn server(smtp: &Smtp) -> Result<SmtpTransport, Phrase> {
    let failed = |error: smtp::Error| failed(smtp, &error);
    let builder = match smtp.security {
        Security::Tls => SmtpTransport::relay(&smtp.host).map_err(failed)?,
        Security::Starttls => SmtpTransport::starttls_relay(&smtp.host).map_err(failed)?,
        Security::None if smtp.user.is_empty() || is_here(&smtp.host) => SmtpTransport::builder_dangerous(&smtp.host),
        Security::None => return Err(Phrase::new("mail.no-secrecy").with("host", CleanText::line(&smtp.host))),
    };
    let mut builder = builder.timeout(Some(LIMIT));
    if let Some(port) = smtp.port {
        builder = builder.port(port);
    }
    if let Some(password) = password(smtp)? {
        builder = builder.credentials(Credentials::new(smtp.user.clone(), password.reveal().to_owned()));
    }
    Ok(builder.build())
}

fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The first line that the password's command prints; `None` where no user is named.
fn password(smtp: &Smtp) -> Result<Option<Secret>, Phrase> {
    if smtp.user.is_empty() {
        return Ok(None);
    }
    let argv = Argv::from_words(&smtp.password_command).ok_or_else(|| Phrase::new("mail.no-password"))?;
    let failed = |why: child::ChildError| Phrase::new("error.at").with("where", "password_command").with("what", why.phrase());
    let output = Task { argv, input: Vec::new(), limit: PATIENCE }.run().map_err(failed)?;
    let printed = String::from_utf8_lossy(&output.printed);
    Ok(printed.lines().next().map(Secret::new))
}
