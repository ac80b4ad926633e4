//! Destinations of links and images.
//!
//! Takes a destination as the parser gives it (entities and escapes already undone); gives what
//! it is, one of a closed list. Also reads and writes record links, for front matter as well.
//!
//! ```text
//! record-link = scheme ":" id [ "#" fragment ]
//! scheme      = "policy" | "reply" | "dataset" | "digest" | "page"
//! id          = [a-z0-9]+ ( ("-" | "_") [a-z0-9]+ )*          at most 80 bytes
//! fragment    = any text without white space
//! ```
//!
//! What must hold: a scheme is looked for after taking out what browsers ignore (control
//! characters, outer white space) and again after percent-decoding. Everything that is not on
//! the list of allowed schemes is refused, whatever it is.

use std::borrow::Cow;
use std::fmt;

use pulldown_cmark::LinkType;

use super::Problem;
use super::text::{MARK_START, is_dropped, percent_decode};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum RecordScheme {
    Policy,
    Reply,
    Dataset,
    Digest,
    Page,
}

impl RecordScheme {
    pub const ALL: [RecordScheme; 5] = [Self::Policy, Self::Reply, Self::Dataset, Self::Digest, Self::Page];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Reply => "reply",
            Self::Dataset => "dataset",
            Self::Digest => "digest",
            Self::Page => "page",
        }
    }
}

/// A link to another record as written: `policy:<id>#article-3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct RecordLink {
    pub scheme: RecordScheme,
    pub id: String,
    pub fragment: Option<String>,
}

impl RecordLink {
    /// Returns the link that `text` is, or nothing when it breaks the grammar.
    pub fn parse(text: &str) -> Option<RecordLink> {
        let (scheme, rest) = text.split_once(':')?;
        let scheme = RecordScheme::ALL.into_iter().find(|known| known.as_str() == scheme)?;
        let (id, fragment) = match rest.split_once('#') {
            Some((id, fragment)) => (id, Some(percent_decode(fragment))),
            None => (rest, None),
        };
        let fragment_ok = |f: &String| !f.is_empty() && !f.contains(|c: char| c.is_whitespace() || is_dropped(c));
        (is_id(id) && fragment.as_ref().is_none_or(fragment_ok)).then(|| RecordLink {
            scheme,
            id: id.to_owned(),
            fragment,
        })
    }
}

impl fmt::Display for RecordLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.scheme.as_str(), self.id)?;
        match &self.fragment {
            Some(fragment) => write!(f, "#{fragment}"),
            None => Ok(()),
        }
    }
}

fn is_id(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 80 && text.split(['-', '_']).all(is_word)
}

/// What a destination is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination<'d> {
    /// An address with an allowed scheme.
    Web(Cow<'d, str>),
    Record(RecordLink),
    /// Percent-decoded, without scheme.
    Relative(String),
    /// A place in the same body, percent-decoded.
    Fragment(String),
    /// Holds a redaction mark: there is no address to link to.
    Redacted(Cow<'d, str>),
    Refused(Problem),
}

/// Returns what a destination is.
pub(super) fn classify(dest: Cow<'_, str>, kind: LinkType) -> Destination<'_> {
    if dest.contains(MARK_START) {
        return Destination::Redacted(dest);
    }
    if kind == LinkType::Email {
        return Destination::Web(format!("mailto:{dest}").into());
    }
    let dest = as_browsers_read(dest);
    if let Some(fragment) = dest.strip_prefix('#') {
        return Destination::Fragment(percent_decode(fragment));
    }
    if let Some(scheme) = scheme_of(&dest) {
        let scheme = scheme.to_ascii_lowercase();
        return with_scheme(&scheme, dest);
    }
    let decoded = percent_decode(&dest);
    let hidden = as_browsers_read(Cow::Borrowed(&decoded));
    if let Some(scheme) = scheme_of(&hidden) {
        return refused(&scheme.to_ascii_lowercase());
    }
    let is_slash = |b: &u8| matches!(b, b'/' | b'\\');
    if hidden.bytes().take(2).filter(|b| is_slash(b)).count() == 2 {
        return refused("//");
    }
    Destination::Relative(decoded)
}

fn refused(scheme: &str) -> Destination<'static> {
    Destination::Refused(Problem::UnsafeScheme { scheme: scheme.to_owned() })
}

/// Takes out what browsers skip before they read an address.
fn as_browsers_read(dest: Cow<'_, str>) -> Cow<'_, str> {
    if dest.bytes().all(|b| b.is_ascii_graphic()) {
        return dest;
    }
    let skipped = |c: char| is_dropped(c) || c == '\n' || c == '\t';
    let is_outer = |c: char| c <= ' ' || skipped(c);
    if dest.contains(skipped) || dest.starts_with(is_outer) || dest.ends_with(is_outer) {
        Cow::Owned(dest.chars().filter(|c| !skipped(*c)).collect::<String>().trim().to_owned())
    } else {
        dest
    }
}

/// Returns the scheme by the grammar of RFC 3986; `附件:1.pdf` has none.
pub(super) fn scheme_of(dest: &str) -> Option<&str> {
    let end = dest.bytes().position(|b| !(b.is_ascii_alphanumeric() || b"+-.".contains(&b)))?;
    (dest.as_bytes()[end] == b':' && dest.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| &dest[..end])
}

fn with_scheme<'d>(scheme: &str, dest: Cow<'d, str>) -> Destination<'d> {
    let after = &dest[scheme.len() + 1..];
    match scheme {
        "http" | "https" if after.len() > 2 && after.starts_with("//") => Destination::Web(dest),
        "mailto" | "tel" => Destination::Web(dest),
        _ => match RecordLink::parse(&dest) {
            Some(link) => Destination::Record(link),
            None => Destination::Refused(explain(scheme, &dest)),
        },
    }
}

fn explain(scheme: &str, dest: &str) -> Problem {
    if RecordScheme::ALL.iter().any(|known| known.as_str() == scheme) {
        return Problem::MalformedRecordLink { text: dest.to_owned() };
    }
    let folders = ["policies", "replies", "statistics", "case", "department", "topic"];
    let near = RecordScheme::ALL.iter().any(|known| is_one_edit(scheme, known.as_str()));
    let scheme = scheme.to_owned();
    if near || folders.contains(&scheme.as_str()) {
        Problem::UnknownRecordScheme { scheme }
    } else {
        Problem::UnsafeScheme { scheme }
    }
}

/// Returns whether one letter added, left out, changed or swapped makes `a` into `b`.
fn is_one_edit(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([_, ra @ ..], _) if ra == b => true,
        (_, [_, rb @ ..]) if a == rb => true,
        ([_, ra @ ..], [_, rb @ ..]) if ra == rb => true,
        ([a1, a2, ra @ ..], [b1, b2, rb @ ..]) => a1 == b2 && a2 == b1 && ra == rb,
        _ => false,
    }
}
