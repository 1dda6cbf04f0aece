//! Settings of what leaves the program: printing, mail, sharing, opening, copying, saving, piping. Commands are lists of
//! words: no shell reads them.

use serde::{Deserialize, Serialize};

use crate::{model::TextSize, text::CleanText};

/// The tables `[print]`, `[mail]`, `[share]`, `[open]`, `[copy]`, `[save]` and `[pipe]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShareSettings {
    /// Printing.
    pub print: Print,
    /// Mail.
    pub mail: Mail,
    /// Sharing.
    pub share: Share,
    /// Opening links and enclosures.
    pub open: Open,
    /// The clipboard.
    pub copy: Copy,
    /// Saving to files.
    pub save: Save,
    /// Piping to commands.
    pub pipe: Pipe,
}

/// The table `[print]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Print {
    /// The queue, as `lpstat -e` names it; empty for the system's default.
    pub printer: String,
    /// A command that prints the PDF file whose name is put after its last word; empty for `lp`.
    pub command: Vec<String>,
    /// How many copies.
    pub copies: u16,
    /// The size of the sheet.
    pub paper: Paper,
    /// The size of the type: Small, Medium, Large are 9, 11 and 14 points.
    pub size: TextSize,
    /// The font family of the text; empty for the machine's serif.
    pub font: String,
}

impl Default for Print {
    fn default() -> Self {
        Self {
            printer: String::new(),
            command: Vec::new(),
            copies: 1,
            paper: Paper::default(),
            size: TextSize::default(),
            font: String::new(),
        }
    }
}

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// 210 by 297 millimetres.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// The table `[mail]`. Without a way to send, drafts go to the mailer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// A mailer that takes a `mailto:` address after its last word; empty for `$MAILER`, then the desktop's.
    pub command: Vec<String>,
    /// Whether the mailer draws on the terminal, as mutt and aerc do.
    pub terminal: bool,
    /// A program that takes a whole message on its standard input, such as `["sendmail", "-t", "-i"]`.
    pub sendmail: Vec<String>,
    /// A server to send by.
    pub smtp: Option<Smtp>,
    /// The sender, needed for sending: `Ann <ann@example.org>`.
    pub from: String,
    /// The receiver that is offered.
    pub to: String,
    /// Whether the story goes along as a PDF too.
    pub attach_pdf: bool,
    /// How the mailer takes a file: words before the address, `{pdf}` for its path; empty for what it is known for.
    pub attach: Vec<String>,
}

impl Mail {
    /// Whether newsprint sends by itself, without a mailer.
    #[must_use]
    pub fn sends(&self) -> bool {
        self.smtp.is_some() || !self.sendmail.is_empty()
    }
}

/// The table `[mail.smtp]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Smtp {
    /// The server's name.
    pub host: String,
    /// Its port; by default 465 for `tls`, 587 for `starttls`, 25 for `none`.
    pub port: Option<u16>,
    /// How the connection is kept secret.
    pub security: Security,
    /// The user's name; empty for a server that asks for none.
    pub user: String,
    /// A command that prints the password on its first line.
    pub password_command: Vec<String>,
}

/// How a connection to a mail server is kept secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte.
    #[default]
    Tls,
    /// TLS after a greeting; never without.
    Starttls,
    /// Not at all: only for a server on this machine.
    None,
}

/// The table `[share]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Share {
    /// Parameters that are dropped from a shared address; a `*` at the end stands for anything.
    pub drop_parameters: Vec<String>,
    /// The server of Mastodon on which a share is written.
    pub mastodon: String,
    /// The user's own places to share to, before those that are built in.
    #[serde(rename = "target")]
    pub targets: Vec<Target>,
}

impl Default for Share {
    fn default() -> Self {
        Self {
            drop_parameters: DROPPED.iter().map(|&name| name.to_owned()).collect(),
            mastodon: "mastodon.social".to_owned(),
            targets: Vec::new(),
        }
    }
}

/// Parameters that say who shared or clicked, and nothing of what the page shows.
const DROPPED: [&str; 24] = [
    "utm_*",
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "twclid",
    "yclid",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "ref_src",
    "ref_url",
    "oly_enc_id",
    "oly_anon_id",
    "vero_id",
    "_openstat",
    "spm",
];

/// A place to share to: an address to open, or a command to run. `{link}`, `{title}` and `{text}` (title and link) stand
/// for what is shared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Target {
    /// Its name in the menu.
    pub name: CleanText,
    /// The address; what is put into it is percent-encoded.
    pub url: String,
    /// The command, word by word.
    pub command: Vec<String>,
}

/// The table `[open]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Open {
    /// A browser that takes an address after its last word; empty for `$BROWSER`, then the desktop's.
    pub command: Vec<String>,
    /// Whether it draws on the terminal, as w3m and lynx do.
    pub terminal: bool,
    /// A player for recordings and films; empty for the browser.
    pub player: Vec<String>,
    /// Whether the player draws on the terminal, as mpv and mpg123 do.
    pub player_terminal: bool,
}

/// The table `[copy]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Copy {
    /// A command that puts its standard input on the clipboard; empty for the first that works here.
    pub command: Vec<String>,
}

/// The table `[save]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Save {
    /// The folder that is offered; empty for the one newsprint was started in. A leading `~/` is the home folder.
    pub folder: String,
    /// The form that is offered, as the end of a file's name: `txt`, `md`, `html`, `json`, `pdf`.
    pub form: SaveForm,
}

/// A form in which stories are saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SaveForm {
    /// Text.
    #[default]
    Txt,
    /// Markdown.
    Md,
    /// A web page that needs nothing else.
    Html,
    /// JSON Feed.
    Json,
    /// Pages of paper.
    Pdf,
}

impl SaveForm {
    /// The end of the name of a file in this form.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Md => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::Pdf => "pdf",
        }
    }
}

/// The table `[pipe]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pipe {
    /// What a command gets first: `text`, `markdown` or `json`.
    pub form: PipeForm,
}

/// A form in which a command gets a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PipeForm {
    /// Text.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// JSON Feed.
    Json,
}

#[cfg(test)]
mod tests {
    use super::{Paper, Security, ShareSettings};

    #[test]
    fn every_setting_can_be_written_and_an_unknown_one_is_refused() {
        let text = "[print]\npaper = \"letter\"\nsize = \"large\"\n[mail]\nfrom = \"a@e.org\"\n[mail.smtp]\nhost = \"e.org\"\n\
                    security = \"starttls\"\npassword_command = [\"pass\", \"mail\"]\n[[share.target]]\nname = \"Log\"\n\
                    command = [\"log\", \"{link}\"]\n[open]\ncommand = [\"firefox\"]\n[save]\nform = \"md\"\n[pipe]\nform = \"json\"";
        let read: ShareSettings = toml::from_str(text).expect("settings");
        assert_eq!((read.print.paper, read.print.copies), (Paper::Letter, 1));
        assert_eq!(read.mail.smtp.map(|smtp| smtp.security), Some(Security::Starttls));
        assert_eq!(read.share.targets.len(), 1);
        assert!(read.share.drop_parameters.iter().any(|name| name == "utm_*"));
        assert!(toml::from_str::<ShareSettings>("[print]\nprinte = \"x\"").is_err());
    }
}
