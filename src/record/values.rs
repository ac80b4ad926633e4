//! What the values of a column of a table are: numbers, times, or text.
//!
//! Takes the cells of a column one by one, gives the narrowest type of all of them and the first
//! that is none of each type. What must hold: a value that a number would not give back as it
//! stands makes the column text. `0870` is a code, `+49` a prefix, and a run of more digits
//! than programs compute with is an id.

use super::dataset::{Found, Misfits, fits};
use super::dialect::Dialect;
use super::words::ColumnType;
use crate::escape::csv::with_point;

/// More digits than a number in a spreadsheet or in JSON keeps.
const LONG: usize = 15;

/// A telephone number has so many digits behind its `+`; a change of a figure has fewer.
const PHONE: usize = 7;

/// The values of a column so far.
#[derive(Debug, Default, Clone)]
pub struct Values {
    kind: Option<ColumnType>,
    misfits: Misfits,
    /// The first number that starts with a zero.
    pub zero_led: Option<Found>,
    /// The first numbers with a decimal point and with a decimal comma.
    point: Option<Found>,
    comma: Option<Found>,
    /// Some value is a code for certain.
    code: bool,
    /// Some whole number has a plus sign; some number has a minus sign.
    plus: bool,
    minus: bool,
}

impl Values {
    /// Notes a value, which is not missing and has no space around it.
    pub fn note(&mut self, cell: &str, line: usize, dialect: Dialect) {
        let found = || Some((u32::try_from(line).unwrap_or(u32::MAX), cell.into()));
        let point = if dialect.has_decimal_commas() { with_point(cell) } else { None };
        let shown = point.as_deref().unwrap_or(cell);
        if fits(shown, ColumnType::Number) {
            if point.is_some() {
                self.comma = self.comma.take().or_else(found);
            } else if cell.contains('.') {
                self.point = self.point.take().or_else(found);
            }
            let digits = shown.trim_start_matches(['+', '-']);
            let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
            if digits.starts_with('0') && whole > 1 {
                self.zero_led = self.zero_led.take().or_else(found);
            }
            let plus = shown.starts_with('+') && whole == digits.len();
            self.code |= whole > LONG || (plus && whole >= PHONE);
            self.plus |= plus;
            self.minus |= shown.starts_with('-');
        }
        self.kind = Some(widen(self.kind, shown));
        for (misfit, kind) in self.misfits.iter_mut().zip(ColumnType::ALL) {
            if misfit.is_none() && !fits(shown, *kind) {
                *misfit = found();
            }
        }
    }

    /// Returns the narrowest type that all values have.
    pub fn kind(&self) -> ColumnType {
        let kind = self.kind.unwrap_or(ColumnType::String);
        // Changes of a figure go up and down; prefixes of telephones have but a plus.
        let changes = self.minus || self.point.is_some() || self.comma.is_some();
        let code = self.code || self.zero_led.is_some() || (self.plus && !changes) || self.mixed().is_some();
        let number = matches!(kind, ColumnType::Integer | ColumnType::Number);
        if number && code { ColumnType::String } else { kind }
    }

    /// Returns whether the numbers are written with a decimal comma.
    pub fn has_decimal_commas(&self) -> bool {
        self.comma.is_some() && self.point.is_none()
    }

    /// Returns the first value that does not fit each type.
    pub fn misfits(mut self) -> Misfits {
        let number = ColumnType::ALL.iter().position(|k| *k == ColumnType::Number).unwrap_or(0);
        let first = [self.misfits[number].take(), self.mixed()].into_iter().flatten().min();
        self.misfits[number] = first;
        self.misfits
    }

    /// Points and commas in one column: `1.500` is nobody knows which number. Returns the first
    /// value that shows it.
    fn mixed(&self) -> Option<Found> {
        self.point.clone().zip(self.comma.clone()).map(|(point, comma)| point.max(comma))
    }
}

/// Returns the narrowest type that holds the values so far and one more.
fn widen(kind: Option<ColumnType>, cell: &str) -> ColumnType {
    const NARROW: [ColumnType; 5] =
        [ColumnType::Integer, ColumnType::Number, ColumnType::YearMonth, ColumnType::Date, ColumnType::Boolean];
    match kind {
        None => NARROW.into_iter().find(|k| fits(cell, *k)).unwrap_or(ColumnType::String),
        Some(kind) if fits(cell, kind) => kind,
        Some(ColumnType::Integer) if fits(cell, ColumnType::Number) => ColumnType::Number,
        Some(_) => ColumnType::String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(text: &str) -> (ColumnType, bool) {
        let text = format!("a;b\n{};x\n", text.replace(' ', ";x\n"));
        let (dialect, _) = crate::record::dialect::recognise(&text);
        let mut values = Values::default();
        for (line, record) in dialect.reader(&text).records().skip(1).map(Result::unwrap).enumerate() {
            values.note(&record[0], line + 2, dialect);
        }
        (values.kind(), values.has_decimal_commas())
    }

    #[test]
    fn what_a_number_would_not_give_back_is_text() {
        use ColumnType::{Integer, Number, String};
        let cases = [
            ("1 2 30", Integer, false),
            ("0 10 -3", Integer, false),
            ("0.5 -0.25 10", Number, false),
            ("01 0870 10", String, false),
            ("10 007.5", String, false),
            ("00 01", String, false),
            ("12345678901234567890 1", String, false),
            ("123456789012345 1", Integer, false),
            ("0.12345678901234567 1", Number, false),
            ("+493012345 +493099999", String, false),
            ("+49 +86", String, false),
            ("+5 -3 0", Integer, false),
            ("+3.2 +0.4", Number, false),
            ("1,5 2,25 3", Number, true),
            ("-1,5 +2,25", Number, true),
            ("1,5 2.5", String, false),
            ("1,234,567 1", String, false),
            ("01,5 2", String, true),
        ];
        for (text, kind, comma) in cases {
            assert_eq!(column(text), (kind, comma), "{text}");
        }
    }
}
