//! What of a record must stay as it was published: facts by key, parts, texts, and the acts that say that
//! something was changed.
//!
//! Takes a record and its texts; gives them [`Laid`] out, the same for every kind, so that one comparison
//! serves all of them and whoever has the published data can make it. What must hold: nothing here
//! depends on the day, on a language but the record's own, or on the layout of a text.
//!
//! The kinds of change are those of POLICIES 6.

mod compare;
mod lay;
mod line;
mod minor;
mod same;

pub use compare::{brief, compare};
pub use lay::act_of;
pub use line::of_case;
pub use minor::minor_changes;
use same::articles;

use crate::markdown::RecordScheme;
use crate::model::{Model, RecordKey};
use crate::record::{Case, Dataset, Digest, Page, Policy, Withdrawal};
use crate::source::{ContentDigest, Snapshot, digest_of, sha256_hex};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io;

/// A record that is shown.
#[derive(Debug, Clone, Copy)]
pub enum Published<'a> {
    Case(&'a Case),
    Policy(&'a Policy),
    Dataset(&'a Dataset),
    Digest(&'a Digest),
    Page(&'a Page),
}

/// Something that was published and must stay: an event, a relation, a file, an entry.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Part {
    /// As people call it.
    pub name: String,
    /// What else must be as it was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// It takes something out of sight, so that words may go.
    #[serde(default, skip_serializing_if = "is_false")]
    pub of_redaction: bool,
    /// It says that something was wrong and was put right.
    #[serde(default, skip_serializing_if = "is_false")]
    pub of_correction: bool,
}

/// Whether it corrects follows from the rest; an earlier program did not say it.
impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        let of = |part: &Self| (part.name.clone(), part.detail.clone(), part.of_redaction);
        of(self) == of(other)
    }
}

/// A text, without what is layout in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The whole text; published of short ones, whose digest would hide nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// SHA-256, of longer ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// How many marks of redaction it has.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub redactions: usize,
}

/// Characters from which on a digest may be published: fewer can be guessed.
const DIGESTED: usize = 64;

impl Words {
    fn of(text: String) -> Self {
        let redactions = same::redactions(&text);
        let sha256 = (text.chars().nth(DIGESTED - 1).is_some()).then(|| sha256_hex(text.as_bytes()));
        Self { text: Some(text), sha256, redactions }
    }

    /// Returns what is published of it.
    fn told(self) -> Self {
        Self { text: self.text.filter(|_| self.sha256.is_none()), ..self }
    }

    /// Returns whether both are the same words.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.sha256, &other.sha256) {
            (None, None) => self.text == other.text,
            (a, b) => a == b,
        }
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_zero(value: &usize) -> bool {
    *value == 0
}

/// A record, laid out.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Laid {
    /// What names it: `policy:noise`.
    pub record: String,
    /// Values by the part that they are said of, and by key. Of the record itself: the empty part.
    pub facts: BTreeMap<String, BTreeMap<String, String>>,
    pub parts: Vec<Part>,
    /// What says that something was changed.
    pub acts: Vec<Part>,
    pub texts: BTreeMap<String, Words>,
    /// The texts are numbered editions, and the newest is this.
    pub newest: Option<u32>,
    /// The last day on which figures were brought up to date.
    pub released: Option<Date>,
    /// Nothing of it is shown any longer, and its stub says so.
    pub hidden: bool,
    /// Texts of which a notice alone is left.
    pub removed: Vec<String>,
    /// Its main file, and those of its parts; not published.
    #[serde(skip)]
    pub file: String,
    #[serde(skip)]
    pub files: BTreeMap<String, String>,
}

/// What a record is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// To be held against another state, word for word.
    Comparison,
    /// To be published: digests in place of longer texts; files that came with it have their checksums
    /// among those of the site.
    Publication,
}

/// Returns all records of a site.
pub fn all(model: &Model) -> impl Iterator<Item = Published<'_>> {
    let cases = model.cases.iter().map(|case| Published::Case(case));
    cases.chain(filed(model)).chain(model.pages.iter().map(Published::Page))
}

/// Returns those whose line is in `data/records.jsonl`: cases have lines of their own, by month, and what a
/// page says may change.
pub fn filed(model: &Model) -> impl Iterator<Item = Published<'_>> {
    let policies = model.policies.iter().map(Published::Policy);
    let datasets = model.datasets.iter().map(Published::Dataset);
    policies.chain(datasets).chain(model.digests.iter().map(Published::Digest))
}

impl Published<'_> {
    /// Returns what names it.
    pub fn key(&self) -> RecordKey {
        let (scheme, id) = match self {
            Self::Case(case) => (RecordScheme::Reply, &case.id),
            Self::Policy(policy) => (RecordScheme::Policy, &policy.id),
            Self::Dataset(dataset) => (RecordScheme::Dataset, &dataset.id),
            Self::Digest(digest) => (RecordScheme::Digest, &digest.id),
            Self::Page(page) => (RecordScheme::Page, &page.id),
        };
        RecordKey { scheme, id: id.clone() }
    }

    /// Returns what names it, as links do.
    pub fn name(&self) -> String {
        let key = self.key();
        format!("{}:{}", key.scheme.as_str(), key.id)
    }

    /// Returns its main file.
    pub fn file(&self) -> &str {
        match self {
            Self::Case(case) => &case.file,
            Self::Policy(policy) => &policy.file,
            Self::Dataset(dataset) => &dataset.file,
            Self::Digest(digest) => &digest.file,
            Self::Page(page) => &page.file,
        }
    }

    fn withdrawal(&self) -> Option<&Withdrawal> {
        match self {
            Self::Case(case) => case.withdrawal.as_deref(),
            Self::Policy(policy) => policy.withdrawal.as_deref(),
            Self::Dataset(dataset) => dataset.withdrawal.as_deref(),
            Self::Digest(digest) => digest.withdrawal.as_deref(),
            Self::Page(page) => page.withdrawal.as_deref(),
        }
    }

    /// Returns whether a later state certainly says the same, without reading a text.
    pub fn is_same(&self, later: &Self) -> bool {
        let alike = |a: &dyn Debug, b: &dyn Debug| format!("{a:?}") == format!("{b:?}");
        match (self, later) {
            (Self::Case(old), Self::Case(new)) => old.digest == new.digest && old.attachments.is_empty(),
            (Self::Policy(old), Self::Policy(new)) => old.attachments.is_empty() && alike(old, new),
            // A table is read by its bytes.
            (Self::Dataset(_), Self::Dataset(_)) => false,
            (Self::Digest(old), Self::Digest(new)) => alike(old, new),
            // What a page says may change; its address may not, nor what was noted of it.
            (Self::Page(old), Self::Page(new)) => {
                alike(&old.withdrawal, &new.withdrawal) && alike(&old.corrections, &new.corrections)
            }
            _ => true,
        }
    }

    /// Returns a digest of all that its line is made from.
    pub fn print(&self) -> ContentDigest {
        let said = match self {
            Self::Policy(policy) => {
                let editions = policy.editions.iter();
                let editions: Vec<_> = editions
                    .map(|e| (e.number, e.on, &e.note, &e.withdrawal, e.lang, e.body.range(), &e.body.digest))
                    .collect();
                let head = Policy { editions: Vec::new(), ..(*policy).clone() };
                format!("{head:?} {editions:?}")
            }
            other => format!("{other:?}"),
        };
        digest_of(&[said.as_bytes()])
    }

    /// Lays it out, with its texts.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn laid(&self, snapshot: &Snapshot<'_>, what_for: For) -> io::Result<Laid> {
        let laid = Laid { record: self.name(), file: self.file().to_owned(), ..Laid::default() };
        let mut lay = lay::Lay { laid, snapshot, what_for };
        lay.withdrawal(self.withdrawal(), "");
        if lay.laid.hidden {
            return Ok(lay.laid);
        }
        match self {
            Self::Case(case) => lay.case(case)?,
            Self::Policy(policy) => lay.policy(policy)?,
            Self::Dataset(dataset) => lay.dataset(dataset)?,
            Self::Digest(digest) => lay.digest(digest)?,
            Self::Page(page) => lay.corrections(&page.corrections, page.lang),
        }
        let mut laid = lay.laid;
        if what_for == For::Publication {
            laid.texts = std::mem::take(&mut laid.texts).into_iter().map(|(name, text)| (name, text.told())).collect();
        }
        Ok(laid)
    }
}

impl Laid {
    /// Returns the file of a part; of one that it does not have, the main file.
    pub fn file_of(&self, part: &str) -> &str {
        self.files.get(part).unwrap_or(&self.file)
    }
}
