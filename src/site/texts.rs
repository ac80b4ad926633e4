//! Body texts, read for the one page that needs them.

use crate::markdown;
use crate::markdown::{Href, Options, Profile, Resolve as _};
use crate::record::{Body, TextFacts};
use crate::site::contents::ContentsEntry;
use crate::site::resolve::PageLinks;
use crate::source::text::{decode, decode_owned};
use crate::source::{ContentDigest, Snapshot, digest};
use crate::words::Strings;
use serde::{Serialize, Serializer};
use std::cell::Cell;
use std::ops::Range;
use std::{fmt, io};

/// Whether texts are read, or only named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Now,
    /// No file is touched: what would be made of a text is empty, and its makings are noted.
    Later,
}

/// Something made from a text, or drawn from facts.
///
/// Templates see the value. A fingerprint does not: what the value was made from is noted in
/// [`Texts::noted`] instead, so that a page has the same fingerprint before its texts are read.
#[derive(Debug, Clone, Default)]
pub struct FromText<T>(pub T);

impl<T: Serialize> Serialize for FromText<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { self.0.serialize(serializer) } else { serializer.serialize_unit() }
    }
}

/// A way to read bodies, and the words that go with them; made anew for each page.
pub struct Texts<'a> {
    pub snapshot: &'a Snapshot<'a>,
    pub strings: &'a Strings,
    pub reading: Reading,
    noted: Cell<ContentDigest>,
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
    pub fn new(snapshot: &'a Snapshot<'a>, strings: &'a Strings, reading: Reading) -> Self {
        Self { snapshot, strings, reading, noted: Cell::default() }
    }

    /// Returns the digest of all that was made from texts so far, in order: which texts, which
    /// parts of them, how, and what their links led to.
    pub fn noted(&self) -> ContentDigest {
        self.noted.get()
    }

    fn note(&self, making: &impl Serialize) {
        self.noted.set(fingerprint(&(self.noted.get(), making)));
    }

    /// Draws something of facts that is too large to be part of a fingerprint: the facts are.
    pub fn drawn<T: Default>(&self, facts: &impl Serialize, draw: impl FnOnce() -> T) -> FromText<T> {
        self.note(facts);
        FromText(if self.reading == Reading::Later { T::default() } else { draw() })
    }

    /// Opens a body: reads its file, unless reading is for later, and makes sure that it is what
    /// was checked.
    pub fn open<'t>(&'t self, body: &'t Body) -> Result<Passage<'t>, TextError> {
        let text = match self.reading {
            Reading::Later => None,
            Reading::Now => Some(self.read(body)?),
        };
        Ok(Passage { texts: self, body, text })
    }

    fn read(&self, body: &Body) -> Result<String, TextError> {
        let text = decode_owned(self.snapshot.read_in_passing(&body.file)?).text;
        let same = text.get(body.range()).is_some_and(|t| digest(t.as_bytes()) == body.digest);
        if same { Ok(text) } else { Err(TextError::Changed(body.file.clone())) }
    }

    /// Makes something from a whole file of the site whose digest is known.
    pub fn of_file<T: Default>(
        &self,
        path: &str,
        known: ContentDigest,
        make: impl FnOnce(&str) -> T,
    ) -> Result<FromText<T>, TextError> {
        self.note(&(path, known));
        if self.reading == Reading::Later {
            return Ok(FromText::default());
        }
        let bytes = self.snapshot.read(path)?;
        if digest(&bytes) != known {
            return Err(TextError::Changed(path.into()));
        }
        Ok(FromText(make(&decode(&bytes).text)))
    }
}

/// A body, opened.
pub struct Passage<'t> {
    texts: &'t Texts<'t>,
    body: &'t Body,
    /// The text of its whole file, when it was read.
    text: Option<String>,
}

impl Passage<'_> {
    /// Makes something from a part; `how` names everything else that it depends on.
    fn make<T: Default>(&self, range: &Range<usize>, how: impl Serialize, make: impl FnOnce(&str) -> T) -> FromText<T> {
        let start = self.body.start as usize;
        let part = (self.body.digest, range.start.wrapping_sub(start), range.end.wrapping_sub(start));
        self.texts.note(&(part, how));
        let text = self.text.as_deref().and_then(|text| text.get(range.clone()));
        FromText(text.map(make).unwrap_or_default())
    }

    /// Renders a part; `facts` are those of the body, whose links are resolved by `links`.
    pub fn html(
        &self,
        range: &Range<usize>,
        profile: Profile,
        title: &str,
        prefix: &str,
        facts: &TextFacts,
        links: &PageLinks<'_>,
    ) -> FromText<String> {
        let parts = |href: Option<Href>| href.map(|h| (h.url, h.lang, h.download));
        let records: Vec<_> = facts.links.iter().map(|w| parts(links.record(&w.link))).collect();
        let relative: Vec<_> = facts.relative.iter().map(|(target, ..)| parts(links.relative(target))).collect();
        let how = ("html", profile == Profile::Official, title, prefix, records, relative);
        self.make(range, how, |text| {
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
            markdown::render(text, &options, links)
        })
    }

    /// Returns the first words of a part, for descriptions.
    pub fn summary(&self, range: &Range<usize>, profile: Profile) -> FromText<String> {
        self.make(range, ("summary", profile == Profile::Official), |text| summary(text, profile, 150))
    }

    /// Returns a part without markup.
    pub fn plain(&self, range: &Range<usize>, profile: Profile) -> FromText<String> {
        self.make(range, ("plain", profile == Profile::Official), |text| markdown::plain(text, profile))
    }

    /// Returns what changed from one part to another.
    pub fn difference(&self, old: &Range<usize>, new: &Range<usize>) -> FromText<String> {
        let strings = self.texts.strings;
        let before = self.plain(old, Profile::Official).0;
        self.make(new, "difference", |text| {
            let marks = markdown::Marks {
                lang: &strings.lang,
                added: strings.text("diff.added"),
                removed: strings.text("diff.removed"),
                same: &|count| strings.counted("diff.same", u32::try_from(count).unwrap_or(u32::MAX)),
            };
            markdown::difference(&before, &markdown::plain(text, Profile::Official), &marks)
        })
    }

    /// Returns the contents of a part.
    pub fn contents(&self, range: &Range<usize>, title: &str) -> FromText<Vec<ContentsEntry>> {
        self.make(range, ("contents", title), |text| super::contents::contents(text, title))
    }
}

/// Returns a digest of values.
pub fn fingerprint(value: &impl Serialize) -> ContentDigest {
    // The format has no errors for views: no maps of unknown length, no streams.
    digest(&postcard::to_extend(value, Vec::with_capacity(4096)).unwrap_or_default())
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
