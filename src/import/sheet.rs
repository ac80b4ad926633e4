//! An export as rows and columns, whatever file it came from.

use super::said::Said;
use jiff::civil::DateTime;
use std::borrow::Cow;

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Csv,
    Xlsx,
    Open311,
    Alaveteli,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Xlsx, Self::Open311, Self::Alaveteli];

    /// Returns the word for it in a mapping.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Open311 => "open311",
            Self::Alaveteli => "alaveteli",
        }
    }

    /// Returns the form of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(Box<str>),
    /// A number that is kept as one: a serial number of a day, or digits of a reference.
    Number(f64),
    Moment(DateTime),
    /// An error that the spreadsheet shows: `#N/A`.
    Broken(&'static str),
}

impl Cell {
    /// Returns a cell of text; of nothing but space, an empty one.
    pub fn text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text.into()) }
    }

    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// Returns what a person sees in it.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text.trim()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Moment(moment) => Cow::Owned(moment.strftime("%Y-%m-%d %H:%M").to_string()),
            Self::Broken(error) => Cow::Borrowed(error),
        }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number as a spreadsheet counts, from 1; of JSON, the number of the record.
    pub number: usize,
    pub cells: Vec<Cell>,
    /// Why it cannot be read as a row.
    pub fault: Option<(Said, Said)>,
}

/// An export, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub form: Form,
    /// Heads of the columns, each different from the others.
    pub heads: Vec<String>,
    pub rows: Vec<Row>,
    /// Days are counted from 1904, as old Macs did.
    pub from_1904: bool,
    /// What was detected, and what a reader should know.
    pub notes: Vec<Said>,
}

/// Why a row is not written, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub row: usize,
    pub column: Option<String>,
    pub what: Said,
    pub help: Said,
}

/// Why an export cannot be read at all, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    pub what: Said,
    pub help: Said,
}

impl Unreadable {
    /// Puts both together.
    pub fn new(what: Said, help: Said) -> Self {
        Self { what, help }
    }
}

impl Sheet {
    /// Returns the place of a column by its head.
    pub fn column(&self, head: &str) -> Option<usize> {
        self.heads.iter().position(|known| known == head)
    }
}

/// Gives heads that are empty or stand twice names of their own: `(C)`, `Date (2)`.
pub fn named(heads: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(heads.len());
    for (at, head) in heads.into_iter().enumerate() {
        let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
        let head = if head.is_empty() { format!("({})", letters(at)) } else { head };
        let mut name = head.clone();
        let mut count = 1;
        while names.contains(&name) {
            count += 1;
            name = format!("{head} ({count})");
        }
        names.push(name);
    }
    names
}

/// Returns the letters by which a spreadsheet calls a column, counted from 0.
fn letters(mut at: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'A' + u8::try_from(at % 26).unwrap_or(0)));
        if at < 26 {
            return text;
        }
        at = at / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let heads = ["日期", "", "日期", " a\nb "].map(str::to_owned).to_vec();
        assert_eq!(named(heads), ["日期", "(B)", "日期 (2)", "a b"]);
        assert_eq!([letters(0), letters(25), letters(26), letters(701)], ["A", "Z", "AA", "ZZ"]);
    }
}
