//! Body texts, read for the one page that needs them.

use crate::difference;
use crate::difference::html::Marks;
use crate::markdown;
use crate::markdown::{Options, Profile, RecordLink};
use crate::record::Body;
use crate::site::contents::ContentsEntry;
use crate::site::plots::Drawing;
use crate::site::resolve::PageLinks;
use crate::source::text::decode_owned;
use crate::source::{ContentDigest, Snapshot, digest};
use crate::words::Strings;
use std::cell::Cell;
use std::ops::Range;
use std::{fmt, io};

/// A way to read bodies, and the words that go with them; made anew for each page.
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

impl<'a> Texts<'a> {
    /// Returns a way to read texts for one page.
    pub fn new(snapshot: &'a Snapshot<'a>, strings: &'a Strings) -> Self {
        Self { snapshot, strings }
    }

    /// Opens a body: reads its file, and makes sure that it is what was checked.
    pub fn open(&self, body: &Body) -> Result<Passage<'_>, TextError> {
        Ok(Passage { texts: self, text: checked(self.snapshot.read_in_passing(&body.file)?, body)? })
    }

    /// Makes something from a whole file of the site whose digest is known.
    pub fn of_file<T: Default>(
        &self,
        path: &str,
        known: ContentDigest,
        make: impl FnOnce(&str) -> T,
    ) -> Result<T, TextError> {
        Ok(make(&file_text(self.snapshot, path, known)?))
    }
}

/// Returns the text of a whole file of the site whose digest is known.
///
/// # Errors
/// When it cannot be read, or is not what was checked.
pub fn file_text(snapshot: &Snapshot<'_>, path: &str, known: ContentDigest) -> Result<String, TextError> {
    let bytes = snapshot.read(path)?;
    if digest(&bytes) != known {
        return Err(TextError::Changed(path.into()));
    }
    Ok(decode_owned(bytes).text)
}

/// Returns the text of the whole file of a body, if it is what was checked.
fn checked(bytes: Vec<u8>, body: &Body) -> Result<String, TextError> {
    let text = decode_owned(bytes).text;
    let same = text.get(body.range()).is_some_and(|t| digest(t.as_bytes()) == body.digest);
    if same { Ok(text) } else { Err(TextError::Changed(body.file.clone())) }
}

/// Reads a body for no output of its own.
///
/// # Errors
/// When its file cannot be read, or is not what was checked.
pub fn body_text(snapshot: &Snapshot<'_>, body: &Body) -> Result<String, TextError> {
    let text = checked(snapshot.read(&body.file)?, body)?;
    Ok(text.get(body.range()).unwrap_or_default().to_owned())
}

/// A body, opened.
pub struct Passage<'t> {
    texts: &'t Texts<'t>,
    /// The text of its whole file.
    text: String,
}

impl Passage<'_> {
    fn part(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// Renders a part, whose links are resolved by `links`.
    pub fn html(
        &self,
        range: &Range<usize>,
        profile: Profile,
        title: &str,
        prefix: &str,
        links: &PageLinks<'_>,
    ) -> String {
        self.rendered(range, profile, title, prefix, links).html
    }

    /// The same, and where the places that links can name begin in it.
    pub fn rendered(
        &self,
        range: &Range<usize>,
        profile: Profile,
        title: &str,
        prefix: &str,
        links: &PageLinks<'_>,
    ) -> markdown::Rendered {
        let strings = self.texts.strings;
        let label = |category: &str, basis: &str| strings.redaction(category, basis);
        let words = strings.words();
        let options = Options {
            profile,
            title: Some(title),
            id_prefix: prefix,
            anchor_prefix: prefix,
            redaction_label: &label,
            words: &words,
        };
        let links = Drawing { links, texts: self.texts, prefix, count: Cell::new(0) };
        markdown::render_cut(self.part(range), &options, &links)
    }

    /// Returns the first words of a part, for descriptions.
    pub fn summary(&self, range: &Range<usize>, profile: Profile) -> String {
        summary(self.part(range), profile, 150)
    }

    /// Returns a part without markup.
    pub fn plain(&self, range: &Range<usize>, profile: Profile) -> String {
        markdown::plain(self.part(range), profile)
    }

    /// Returns an official part without markup, with what a reader is told of redactions.
    pub fn as_read(&self, range: &Range<usize>) -> String {
        let label = |category: &str, basis: &str| self.texts.strings.redaction(category, basis);
        markdown::plain_with(self.part(range), Profile::Official, Some(&label))
    }

    /// Returns what changed from one part to another.
    pub fn difference(&self, old: &Range<usize>, new: &Range<usize>) -> String {
        let (old, new) = (self.as_read(old), self.as_read(new));
        with_marks(self.texts.strings, |marks| difference::html::difference(&old, &new, marks))
    }

    /// Returns a part without markup, cut where something begins that links can name.
    pub fn stretches(&self, range: &Range<usize>, title: &str) -> Vec<markdown::Stretch> {
        let label = |category: &str, basis: &str| self.texts.strings.redaction(category, basis);
        markdown::parts(self.part(range), Some(title), Some(&label))
    }

    /// Returns the articles and sections of a part, to compare them.
    pub fn parts(&self, range: &Range<usize>, title: &str) -> Vec<difference::Part> {
        let label = |category: &str, basis: &str| self.texts.strings.redaction(category, basis);
        markdown::parts(self.part(range), Some(title), Some(&label)).iter().map(difference::Part::of).collect()
    }

    /// Returns the links of a part to records, and where in it they stand.
    pub fn record_links(&self, range: &Range<usize>, title: &str) -> Vec<(RecordLink, Range<usize>)> {
        markdown::scan(self.part(range), Profile::Official, Some(title)).record_links
    }

    /// Returns the contents of a part.
    pub fn contents(&self, range: &Range<usize>, title: &str) -> Vec<ContentsEntry> {
        super::contents::contents(self.part(range), title)
    }
}

/// Makes something with the words that are said with a difference.
pub fn with_marks<T>(strings: &Strings, make: impl FnOnce(&Marks<'_>) -> T) -> T {
    make(&Marks {
        lang: &strings.lang,
        added: strings.text("diff.added"),
        added_end: strings.text("diff.added_end"),
        removed: strings.text("diff.removed"),
        removed_end: strings.text("diff.removed_end"),
        same: &|count| strings.counted("diff.same", u32::try_from(count).unwrap_or(u32::MAX)),
        by_sentence: strings.text("diff.by_sentence"),
        whole: strings.text("diff.whole"),
    })
}

/// Returns the first words of a text, for descriptions: at most `limit` characters.
fn summary(text: &str, profile: Profile, limit: usize) -> String {
    first_words(markdown::one_line(&markdown::plain(text, profile)), limit)
}

/// Cuts a line after a word, and says so.
pub fn first_words(flat: String, limit: usize) -> String {
    if flat.chars().count() <= limit {
        return flat;
    }
    let cut: String = flat.chars().take(limit).collect();
    let end = cut.rfind([' ', '，', '。', '；', '、']).filter(|at| *at > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}
