//! Mail: by a server or a sending program where one is set, else a draft in the reader's mailer.

use std::{env, time::Duration};

use lettre::{SmtpTransport, Transport, transport::smtp::authentication::Credentials};

use super::{
    Done, Format, Means, Story,
    child::{self, Task},
    open::has_display,
    print, written,
};
use crate::{
    app::share::Letter,
    config::share::{Mail, Security, Smtp},
    model::Secret,
    runtime::lend::Loan,
    share::{
        Argv,
        draft::{self, Draft},
    },
    text::CleanText,
    words::Phrase,
};

/// How long sending may take.
const LIMIT: Duration = Duration::from_mins(1);
/// How long a password's command may take: it may ask its user for another one.
const PATIENCE: Duration = Duration::from_mins(2);
/// How long a mailer is watched for a failure to start.
const START: Duration = Duration::from_secs(3);

/// Mails a story as `letter` says, or as the settings do.
pub fn mail(story: &Story<'_>, letter: Option<&Letter>, means: Means<'_>) -> Result<Done, Phrase> {
    let settings = &means.settings.mail;
    let (to, pdf) = letter.map_or((&settings.to, settings.attach_pdf), |letter| (&letter.to, letter.pdf));
    let sendmail = Argv::from_words(&settings.sendmail);
    if sendmail.is_none() && settings.smtp.is_none() {
        return compose(&draft(story, false, means)?, to, settings);
    }
    if settings.from.is_empty() {
        return Err(Phrase::new("mail.no-from"));
    }
    let message = draft(story, pdf, means)?.message(&settings.from, to)?;
    match (&settings.smtp, sendmail) {
        (Some(smtp), _) => send(smtp, &message)?,
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

/// Hands a draft to the mailer.
fn compose(draft: &Draft, to: &str, settings: &Mail) -> Result<Done, Phrase> {
    let own = env::var("MAILER").unwrap_or_default();
    let (mailer, terminal) = match (Argv::from_words(&settings.command), Argv::parse(&own)) {
        (Some(mailer), _) => (mailer, settings.terminal),
        (None, Some(mailer)) => (mailer.clone(), draft::draws_on_terminal(&mailer)),
        (None, None) => desktop(),
    };
    let (name, mailer_program) = (child::called(&mailer), mailer.program.clone());
    let argv = mailer.with(draft.mailto(to));
    let said = Phrase::new("mail.drafted").with("name", &name);
    if !child::is_here(&mailer_program) {
        return Err(Phrase::new("mail.no-mailer").with("name", name));
    }
    if terminal {
        return Ok(Done::Lend(Loan { argv, input: None, after: said, hold: None }));
    }
    child::launch(&argv, START)?;
    Ok(Done::Said(said))
}

/// What the desktop writes mails with, and whether that may draw on the terminal.
fn desktop() -> (Argv, bool) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-email"
    };
    (Argv::new(program, &[]), cfg!(target_os = "linux") && !has_display())
}

/// Sends a message by a server.
fn send(smtp: &Smtp, message: &lettre::Message) -> Result<(), Phrase> {
    let failed = |error: lettre::transport::smtp::Error| {
        let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
        let why = causes.map(ToString::to_string).collect::<Vec<_>>().join(": ");
        Phrase::new("error.at").with("where", CleanText::line(&smtp.host)).with("what", CleanText::line(&why))
    };
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
    builder.build().send(message).map(drop).map_err(failed)
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
    let output = Task { argv, input: Vec::new(), limit: PATIENCE }.run()?;
    let printed = String::from_utf8_lossy(&output.printed);
    Ok(printed.lines().next().map(Secret::new))
}
