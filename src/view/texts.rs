//! Body texts, read for the one page that needs them.

use super::scope::{PageLinks, Scope};
use crate::markdown::{self, Options, Profile};
use crate::record::Body;
use crate::render::strings::Strings;
use crate::source::{Snapshot, digest, text::decode};
use std::fmt;
use std::io;
use std::ops::Range;

/// A way to read bodies, and the words that go with them.
pub struct Texts<'a> {
    pub snapshot: &'a Snapshot<'a>,
    pub strings: &'a Strings,
}

/// Why a body could not be read.
#[derive(Debug)]
pub enum TextError {
    Io(io::Error),
    /// The file is not what it was when the build began.
    Changed(Box<str>),
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Changed(file) => write!(f, "{file}: changed while the site was built; run the command again"),
        }
    }
}

impl From<io::Error> for TextError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Texts<'_> {
    /// Reads the text of a body's whole file and makes sure it is what was checked.
    pub fn read(&self, body: &Body) -> Result<String, TextError> {
        let text = decode(&self.snapshot.read(&body.file)?).text;
        let same = text.get(body.range()).is_some_and(|t| digest(t.as_bytes()) == body.digest);
        if same { Ok(text) } else { Err(TextError::Changed(body.file.clone())) }
    }

    /// Renders a part of a text.
    pub fn html(
        &self,
        text: &str,
        range: Range<usize>,
        profile: Profile,
        title: &str,
        prefix: &str,
        links: &PageLinks<'_>,
    ) -> String {
        let label = |category: &str, basis: &str| self.strings.redaction(category, basis);
        let words = self.strings.words();
        let options = Options {
            profile,
            title: Some(title),
            id_prefix: prefix,
            anchor_prefix: prefix,
            redaction_label: &label,
            words: &words,
        };
        markdown::render(&text[range], &options, links)
    }
}

impl<'a> PageLinks<'a> {
    /// Returns the links of a page that stands under the prefixes given.
    pub fn new(scope: Scope<'a>, base: &str, root: &str) -> Self {
        Self { scope, base: base.to_owned(), root: root.to_owned(), attachments: None }
    }
}

/// Returns the first words of a text, for descriptions: at most `limit` characters.
pub fn summary(text: &str, limit: usize) -> String {
    let plain = markdown::plain(text, Profile::Citizen);
    let flat: Vec<&str> = plain.split_whitespace().collect();
    let flat = flat.join(" ");
    if flat.chars().count() <= limit {
        return flat;
    }
    let cut: String = flat.chars().take(limit).collect();
    let end = cut.rfind([' ', '，', '。', '；', '、']).filter(|at| *at > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}
