//! CSV for downloads: UTF-8 with a mark (spreadsheets need it), CR LF line ends (RFC 4180),
//! and no cell that a spreadsheet would run as a formula.

use super::{Escaped, sealed::Sealed};
use crate::source::text::clean;
use jiff::civil::{Date, Time};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt::Write as _;

/// The byte-order mark that makes spreadsheets read UTF-8.
const MARK: &str = "\u{FEFF}";

/// What begins a formula, in narrow and in wide letters (OWASP, CSV injection).
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A value that can hold neither a mark of CSV nor the beginning of a formula.
pub trait Plain: Sealed {
    /// Appends the value.
    fn write(&self, cell: &mut String);
}

macro_rules! shown {
    ($($kind:ty),*) => {$(
        impl Sealed for $kind {}
        impl Plain for $kind {
            fn write(&self, cell: &mut String) {
                // Writing to a string does not fail.
                let _ = write!(cell, "{self}");
            }
        }
    )*};
}

shown!(bool, u32, u64, usize, i16, Date);

/// A word of the program.
impl Sealed for &'static str {}
impl Plain for &'static str {
    fn write(&self, cell: &mut String) {
        debug_assert!(!self.contains([',', ';', '\t', '|', '"', '\n', '\r']) && !self.starts_with(FORMULA));
        cell.push_str(self);
    }
}

impl Sealed for (u32, &'static str) {}
impl Plain for (u32, &'static str) {
    fn write(&self, cell: &mut String) {
        let _ = write!(cell, "{} {}", self.0, self.1);
    }
}

impl<T: Sealed> Sealed for Option<T> {}
impl<T: Plain> Plain for Option<T> {
    fn write(&self, cell: &mut String) {
        if let Some(value) = self {
            value.write(cell);
        }
    }
}

impl Sealed for Time {}
impl Plain for Time {
    fn write(&self, cell: &mut String) {
        let _ = write!(cell, "{:02}:{:02}", self.hour(), self.minute());
    }
}

/// A year and month: `2026-03`.
pub struct Month(pub (i16, i8));
impl Sealed for Month {}
impl Plain for Month {
    fn write(&self, cell: &mut String) {
        let _ = write!(cell, "{:04}-{:02}", self.0.0, self.0.1);
    }
}

/// What parts cells or rows for a spreadsheet that was told of another delimiter than ours, or of
/// none: it does not see our quotes then.
const PARTS: [char; 4] = [';', '\t', '|', '\n'];

/// Puts an apostrophe before what would begin a formula in the middle of a cell, if a spreadsheet
/// parted it there.
fn within(cell: &str) -> Cow<'_, str> {
    let parted =
        |at: usize| cell[at..].trim_start_matches(|c: char| is_unseen(c) && !PARTS.contains(&c)).starts_with(FORMULA);
    let mut text = String::new();
    let mut from = 0;
    for (at, part) in cell.match_indices(PARTS) {
        let after = at + part.len();
        if parted(after) {
            text.extend([&cell[from..after], "'"]);
            from = after;
        }
    }
    if from == 0 {
        return Cow::Borrowed(cell);
    }
    text.push_str(&cell[from..]);
    Cow::Owned(text)
}

/// Returns whether a cell says that there is no value. (`..` not available, `-` none: the
/// symbols of statistical offices.)
pub fn is_missing(cell: &str) -> bool {
    matches!(cell.trim(), "" | "NA" | "N/A" | ".." | "-" | "–" | "suppressed" | "missing" | "not_applicable")
}

/// Returns a number that is written with a decimal comma as programs write it.
pub fn with_point(cell: &str) -> Option<String> {
    let (whole, rest) = cell.split_once(',')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (digits(whole.trim_start_matches(['+', '-'])) && digits(rest)).then(|| format!("{whole}.{rest}"))
}

/// A number as somebody else's table has it, or the mark that there is none.
struct Numeral<'a>(&'a str);

impl<'a> Numeral<'a> {
    /// Reads a cell; `comma` when its table writes `1,5`.
    fn read(cell: &'a str, comma: bool) -> Option<Self> {
        let cell = cell.trim();
        let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(cell);
        let number = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') && cell.parse::<f64>().is_ok();
        let with_comma = || comma && unsigned.starts_with(|c: char| c.is_ascii_digit()) && with_point(cell).is_some();
        (is_missing(cell) || number || with_comma()).then_some(Self(cell))
    }
}

impl Sealed for Numeral<'_> {}
impl Plain for Numeral<'_> {
    fn write(&self, cell: &mut String) {
        cell.push_str(self.0);
    }
}

/// A value of a row that is written as CSV and as JSON alike.
pub enum Cell<'a> {
    Text(Cow<'a, str>),
    Word(&'static str),
    Day(Option<Date>),
    Hour(Option<Time>),
    /// A number of units: `3 working-days`.
    Count(Option<(u32, &'static str)>),
}

impl Cell<'_> {
    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Word(word) => word.is_empty(),
            Self::Day(day) => day.is_none(),
            Self::Hour(hour) => hour.is_none(),
            Self::Count(count) => count.is_none(),
        }
    }

    /// Returns what is in it as plain text.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        match self {
            Self::Text(raw) => text.push_str(raw),
            Self::Word(word) => text.push_str(word),
            Self::Day(day) => day.write(&mut text),
            Self::Hour(hour) => hour.write(&mut text),
            Self::Count(count) => count.write(&mut text),
        }
        text
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Word(word) => serializer.serialize_str(word),
            other => serializer.serialize_str(&other.plain()),
        }
    }
}

/// Writes rows of CSV.
pub struct CsvText {
    text: String,
    first: bool,
    delimiter: char,
}

impl CsvText {
    /// Starts a table with its header.
    pub fn new(columns: impl IntoIterator<Item = &'static str>) -> Self {
        let mut csv = Self::headless(b',');
        for column in columns {
            csv.plain(column);
        }
        csv.end();
        csv
    }

    /// Starts a table whose first row is added like any other.
    pub fn headless(delimiter: u8) -> Self {
        Self { text: MARK.to_owned(), first: true, delimiter: char::from(delimiter) }
    }

    /// Adds a cell that the program made: a number, a day, a word of ours. A text is none of them:
    ///
    /// ```compile_fail
    /// let (mut csv, text) = (gongkai::escape::csv::CsvText::new([]), String::from("=1+1"));
    /// csv.plain(text.as_str());
    /// ```
    ///
    /// ```
    /// let (mut csv, text) = (gongkai::escape::csv::CsvText::new([]), String::from("=1+1"));
    /// csv.text(text.as_str());
    /// ```
    pub fn plain(&mut self, cell: impl Plain) {
        self.separate();
        cell.write(&mut self.text);
    }

    /// Adds a cell without anything in it.
    pub fn nothing(&mut self) {
        self.separate();
    }

    /// Adds a cell of people's text. One that a spreadsheet would take for a formula gets an
    /// apostrophe before it; what stands before the formula without being seen goes, as a
    /// spreadsheet trims it too.
    pub fn text(&mut self, cell: &str) {
        self.separate();
        let cell = clean(cell);
        let seen = cell.trim_start_matches(is_unseen);
        let formula = seen.starts_with(FORMULA);
        let cell = within(if formula { seen } else { &cell });
        let quoted = formula || cell.contains([self.delimiter, '"', '\n', '\r']) || cell.starts_with([' ', '\t']);
        if !quoted {
            self.text.push_str(&cell);
            return;
        }
        self.text.push('"');
        if formula {
            self.text.push('\'');
        }
        self.text.push_str(&cell.replace('"', "\"\""));
        self.text.push('"');
    }

    /// Adds a cell of somebody else's table: numbers stay as they are, all else is text.
    pub fn copied(&mut self, cell: &str, decimal_comma: bool) {
        match Numeral::read(cell, decimal_comma) {
            Some(number) => self.plain(number),
            None => self.text(cell),
        }
    }

    /// Adds a value of a row.
    pub fn cell(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Text(text) => self.text(text),
            Cell::Word(word) => self.plain(*word),
            Cell::Day(day) => self.plain(*day),
            Cell::Hour(hour) => self.plain(*hour),
            Cell::Count(count) => self.plain(*count),
        }
    }

    /// Ends a row.
    pub fn end(&mut self) {
        self.text.push_str("\r\n");
        self.first = true;
    }

    /// Returns the table.
    pub fn finish(self) -> Escaped {
        Escaped(self.text.into_bytes())
    }

    fn separate(&mut self) {
        if !self.first {
            self.text.push(self.delimiter);
        }
        self.first = false;
    }
}

/// Returns whether a character shows nothing, so that what follows it looks like the beginning.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cell: &str) -> String {
        let mut csv = CsvText::headless(b',');
        csv.text(cell);
        String::from_utf8(csv.finish().into_bytes()).unwrap().trim_start_matches(MARK).to_owned()
    }

    #[test]
    fn formulas_are_disarmed_and_quotes_doubled() {
        let cells = [
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("said \"no\", twice", "\"said \"\"no\"\", twice\""),
            ("\n=1+1", "\"'=1+1\""),
            (" \t\u{FEFF}\u{200B}＝1+1", "\"'＝1+1\""),
            ("\u{1}@SUM(A1)", "\"'@SUM(A1)\""),
            ("\r\n-2+3", "\"'-2+3\""),
            ("a=1", "a=1"),
            ("\u{202E}a\u{FFFE}", "a"),
            (" a", "\" a\""),
            ("x;=1+1;y", "x;'=1+1;y"),
            ("x; \u{200B}@A1|-2", "x;' \u{200B}@A1|'-2"),
            ("a\n=1\nb", "\"a\n'=1\nb\""),
            ("a;b|c", "a;b|c"),
        ];
        for (cell, expected) in cells {
            assert_eq!(text(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn numbers_of_a_table_stay_and_what_only_looks_like_one_does_not() {
        let copied = |cell: &str, comma| {
            let mut csv = CsvText::headless(b';');
            csv.copied(cell, comma);
            String::from_utf8(csv.finish().into_bytes()).unwrap().trim_start_matches(MARK).to_owned()
        };
        for (cell, comma, expected) in [
            ("-2", false, "-2"),
            (" +1.5e3 ", false, "+1.5e3"),
            ("-1,5", true, "-1,5"),
            ("-1,5", false, "\"'-1,5\""),
            ("-inf", false, "\"'-inf\""),
            ("-", false, "-"),
            ("-1+2", true, "\"'-1+2\""),
            ("--1,5", true, "\"'--1,5\""),
        ] {
            assert_eq!(copied(cell, comma), expected, "{cell}");
        }
    }
}
