//! What stands in cells in place of a value or behind it: `..`, `x`, `1,234p`.
//!
//! Takes a cell; gives its value, if it has one, and the status that its mark says. What must hold: a
//! cell without a value has a status, and is never taken for a zero.

use crate::record::Text;
use crate::record::words::ObservationStatus as Status;

/// Marks that are known without being declared: those of most statistical offices.
pub const KNOWN: [(&str, Status); 9] = [
    ("", Status::Missing),
    ("NA", Status::Missing),
    ("N/A", Status::Missing),
    ("..", Status::Missing),
    ("-", Status::Missing),
    ("–", Status::Missing),
    ("suppressed", Status::Suppressed),
    ("missing", Status::Missing),
    ("not_applicable", Status::NotApplicable),
];

/// A mark as `dataset.yaml` declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub mark: Box<str>,
    pub status: Status,
    /// What it means here.
    pub note: Option<Text>,
}

/// The marks of a table, the longest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(Vec<Mark>);

impl Marks {
    /// Returns the marks that are declared, those of no value without a status among them.
    pub fn new(missing: &[Box<str>], marks: &[Mark]) -> Self {
        let plain = |mark: &Box<str>| Mark { mark: mark.trim().into(), status: Status::Missing, note: None };
        let mut all: Vec<Mark> = marks.iter().cloned().chain(missing.iter().map(plain)).collect();
        all.retain(|mark| !mark.mark.is_empty());
        all.sort_by_key(|mark| std::cmp::Reverse(mark.mark.len()));
        Self(all)
    }

    /// Returns the status that a whole cell says, in a word of ours or by a mark.
    pub fn status(&self, cell: &str) -> Option<Status> {
        let cell = cell.trim();
        let declared = self.0.iter().find(|mark| *mark.mark == *cell).map(|mark| mark.status);
        let known = || KNOWN.iter().find(|(mark, _)| *mark == cell).map(|(_, status)| *status);
        declared.or_else(known)
    }

    /// Returns the value of a cell without its mark, and what the mark says.
    pub fn split<'c>(&self, cell: &'c str) -> (Option<&'c str>, Option<Status>) {
        let cell = cell.trim();
        if let Some(status) = self.status(cell) {
            return (None, Some(status));
        }
        for mark in &self.0 {
            let Some(value) = cell.strip_suffix(&*mark.mark).map(str::trim_end) else { continue };
            // A letter at the end of a word is part of it.
            if value.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | '％')) && is_like_number(value) {
                return (Some(value), Some(mark.status));
            }
        }
        (Some(cell), None)
    }

    /// Returns the marks that stand for no value, as `missingValues` lists them.
    pub fn missing(&self) -> Vec<&str> {
        let known = KNOWN.iter().map(|(mark, _)| *mark);
        let own = self.0.iter().map(|mark| &*mark.mark).filter(|mark| KNOWN.iter().all(|(known, _)| known != mark));
        known.chain(own).collect()
    }
}

fn is_like_number(value: &str) -> bool {
    super::notation::Numbers::default().note(value, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_numbers_and_off_nothing_else() {
        let mark = |mark: &str, status| Mark { mark: mark.into(), status, note: None };
        let marks = [mark("p", Status::Provisional), mark("x", Status::Suppressed), mark("(e)", Status::Estimated)];
        let marks = Marks::new(&["…".into()], &marks);
        for (cell, value, status) in [
            ("1,234p", Some("1,234"), Some(Status::Provisional)),
            ("12.5% (e)", Some("12.5%"), Some(Status::Estimated)),
            (" x ", None, Some(Status::Suppressed)),
            ("…", None, Some(Status::Missing)),
            ("", None, Some(Status::Missing)),
            ("not_applicable", None, Some(Status::NotApplicable)),
            ("5", Some("5"), None),
            ("Camp", Some("Camp"), None),
            ("A1p", Some("A1p"), None),
        ] {
            assert_eq!(marks.split(cell), (value, status), "{cell}");
        }
    }
}
