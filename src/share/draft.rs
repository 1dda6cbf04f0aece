//! Stories as mail: a draft for a mailer, or a whole message.

use lettre::{
    Message,
    message::{Attachment, Mailboxes, MultiPart, SinglePart, header::ContentType},
};

use super::{Argv, name, target::percent_encoded};
use crate::{text::CleanText, words::Phrase};

/// The longest address of a draft, in bytes: what the systems take as one argument.
const LONGEST_MAILTO: usize = 100_000;

/// A mail with a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The headline.
    pub subject: CleanText,
    /// The address, then the story as text.
    pub body: CleanText,
    /// The story as a PDF, where it is to go along.
    pub pdf: Option<Vec<u8>>,
}

impl Draft {
    /// The draft as an address (RFC 6068): UTF-8, percent-encoded, lines ended by CR LF. A story that is too long for an
    /// address is cut.
    #[must_use]
    pub fn mailto(&self, to: &str) -> String {
        let receiver = percent_encoded(to).replace("%40", "@").replace("%2C", ",");
        let mut address = format!("mailto:{receiver}?subject={}&body=", percent_encoded(&self.subject));
        for line in self.body.lines() {
            let encoded = percent_encoded(line);
            if address.len() + encoded.len() > LONGEST_MAILTO {
                address.push_str("%E2%80%A6");
                break;
            }
            address.push_str(&encoded);
            address.push_str("%0D%0A");
        }
        address
    }

    /// The draft as a message from `from` to `to`, both as mail headers write them; an error where either is no address.
    pub fn message(&self, from: &str, to: &str) -> Result<Message, Phrase> {
        let wrong = |written: &str| Phrase::new("mail.no-address").with("address", CleanText::line(written));
        let sender = from.parse().map_err(|_| wrong(from))?;
        let receivers: Mailboxes = to.parse().map_err(|_| wrong(to))?;
        let mut message = Message::builder().from(sender).subject(self.subject.as_str());
        for receiver in receivers {
            message = message.to(receiver);
        }
        let text = SinglePart::plain(self.body.replace('\n', "\r\n"));
        let built = match self.attachment() {
            None => message.singlepart(text),
            Some(pdf) => message.multipart(MultiPart::mixed().singlepart(text).singlepart(pdf)),
        };
        built.map_err(|error| Phrase::from(CleanText::line(&error.to_string())))
    }

    fn attachment(&self) -> Option<SinglePart> {
        let kind = ContentType::parse("application/pdf").ok()?;
        let file = format!("{}.pdf", name::file_name(&self.subject));
        self.pdf.clone().map(|pdf| Attachment::new(file).body(pdf, kind))
    }
}

/// How the mailers that are known take a file to go along, before the address; `{pdf}` stands for its path.
const ATTACHING: [(&str, &[&str]); 4] = [
    ("xdg-email", &["--attach", "{pdf}"]),
    ("mutt", &["-a", "{pdf}", "--"]),
    ("neomutt", &["-a", "{pdf}", "--"]),
    ("kmail", &["--attach", "{pdf}"]),
];

/// The words that make a mailer take a file along: those of the settings, else those that it is known for; none where a
/// draft can't carry one, since an address alone (RFC 6068) holds no files.
#[must_use]
pub fn attaching(mailer: &Argv, own: &[String]) -> Vec<String> {
    if !own.is_empty() {
        return own.to_vec();
    }
    let known = ATTACHING.iter().find(|(name, _)| *name == program_name(mailer));
    known.map(|(_, words)| words.iter().map(|&word| word.to_owned()).collect()).unwrap_or_default()
}

fn program_name(mailer: &Argv) -> &str {
    mailer.program.rsplit('/').next().unwrap_or_default()
}

/// The mailers that draw on the terminal.
const ON_TERMINAL: [&str; 8] = ["mutt", "neomutt", "aerc", "alpine", "meli", "himalaya", "mail", "s-nail"];

/// Whether a mailer draws on the terminal.
#[must_use]
pub fn draws_on_terminal(mailer: &Argv) -> bool {
    ON_TERMINAL.contains(&program_name(mailer))
}

#[cfg(test)]
mod tests {
    use super::{Argv, Draft, attaching};
    use crate::text::CleanText;

    fn draft(subject: &str, body: &str) -> Draft {
        Draft { subject: CleanText::line(subject), body: CleanText::block(body), pdf: None }
    }

    fn message(subject: &str, to: &str) -> String {
        let message = draft(subject, "words\n中文\n").message("Ann <ann@example.org>", to).expect("a message");
        String::from_utf8(message.formatted()).expect("ASCII")
    }

    #[test]
    fn a_mailer_gets_a_file_as_it_takes_one_or_as_its_user_says() {
        let words = |mailer: &str, own: &[&str]| {
            let own: Vec<String> = own.iter().map(|&word| word.to_owned()).collect();
            attaching(&Argv::new(mailer, &[]), &own).join(" ")
        };
        assert_eq!(words("/usr/bin/xdg-email", &[]), "--attach {pdf}");
        assert_eq!(words("mutt", &[]), "-a {pdf} --");
        assert_eq!(words("mutt", &["--file={pdf}"]), "--file={pdf}");
        assert_eq!(words("open", &[]), "");
    }

    #[test]
    fn a_draft_survives_as_an_address() {
        let address = draft("A & B: 中文?", "one\ntwo #2").mailto("ann@example.org");
        let expected = "mailto:ann@example.org?subject=A%20%26%20B%3A%20%E4%B8%AD%E6%96%87%3F&body=one%0D%0Atwo%20%232%0D%0A";
        assert_eq!(address, expected);
        assert!(draft("x", &"long words\n".repeat(20_000)).mailto("").len() < 110_000);
    }

    #[test]
    fn no_headline_and_no_receiver_can_add_a_header() {
        for subject in
            ["x\r\nBcc: evil@example.org", "x\nX-Evil: 1\n\nbody", "x\u{2028}Bcc: evil@example.org", "=?utf-8?q?x=0ABcc:_e?="]
        {
            let message = message(subject, "bob@example.org");
            let headers = message.split("\r\n\r\n").next().expect("headers");
            assert!(
                headers.lines().all(|line| !line.to_lowercase().starts_with("bcc") && !line.starts_with("X-Evil")),
                "{headers}"
            );
            assert_eq!(headers.lines().filter(|line| line.starts_with("Subject:")).count(), 1);
        }
        for to in ["bob@example.org\r\nBcc: evil@example.org", "no address", "", "a@b@c", "<>"] {
            assert!(draft("x", "y").message("ann@example.org", to).is_err(), "{to:?}");
        }
    }

    #[test]
    fn a_message_is_ascii_and_goes_to_every_receiver() {
        let message = message("World 中文", "Bob <bob@example.org>, carol@example.org");
        assert!(message.is_ascii() && message.contains("To: Bob <bob@example.org>, carol@example.org"), "{message}");
    }
}
