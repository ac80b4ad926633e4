//! What the values of a column of a table are: numbers, times, or text.
//!
//! Takes the cells of a column one by one, gives the narrowest type of all of them and how its numbers
//! are written. What must hold: a value that a number would not give back as it stands makes the
//! column text. `0870` is a code, `+49` a prefix, and a run of more digits than programs compute with
//! is an id.

use super::layout::is_unit;
use super::notation::{Known, Notation, Numbers};
use crate::record::words::ColumnType;
use crate::yaml::schema::exact_day;

/// More digits than a number in a spreadsheet or in JSON keeps.
pub const LONG: usize = 15;

/// A telephone number has so many digits behind its `+`; a change of a figure has fewer.
const PHONE: usize = 7;

/// The values of a column so far.
#[derive(Debug, Default, Clone)]
pub struct Values {
    count: usize,
    numbers: Numbers,
    /// How many values are of each of these types.
    booleans: usize,
    dates: usize,
    months: usize,
    /// Some number starts with a zero, some value is another code for certain.
    zero_led: bool,
    code: bool,
    /// Some whole number has a plus sign; some number has a minus sign.
    plus: bool,
    minus: bool,
    /// What stands before and behind all numbers so far, where they are not bare.
    dressed: Dressed,
}

/// Signs that stand in every cell beside the number: `¥5`, `12 kg`.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
enum Dressed {
    #[default]
    Unseen,
    In(Box<str>, Box<str>, usize),
    No,
}

/// What a column was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The narrowest type that all values have.
    pub kind: ColumnType,
    /// How its numbers are written, if all its values are numbers, though they may be codes.
    pub notation: Option<Notation>,
    /// The first value that shows how numbers are written, and its line, where that is not as programs
    /// write them.
    pub shown: Option<(usize, Box<str>)>,
    /// Two readings of its numbers fit: the first value that shows it, and its line.
    pub unclear: Option<(usize, Box<str>)>,
    /// A sign that stands in every cell beside the number, and the line of the first.
    pub sign: Option<(usize, Box<str>)>,
}

impl Values {
    /// Notes a value, which is not missing and has no space around it.
    pub fn note(&mut self, cell: &str, line: usize) {
        self.count += 1;
        self.booleans += usize::from(matches!(cell, "true" | "false"));
        if cell.len() >= 7 && cell.as_bytes()[4] == b'-' {
            self.dates += usize::from(exact_day(cell).is_some());
            self.months += usize::from(is_month(cell));
        }
        if self.numbers.note(cell, line) {
            self.note_number(cell);
            self.dressed = Dressed::No;
        } else if self.dressed != Dressed::No {
            self.dress(cell, line);
        }
    }

    fn note_number(&mut self, cell: &str) {
        let digits = cell.trim_start_matches(['+', '-', '\u{2212}']);
        let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
        let end = digits.find(['.', ',', 'e', 'E']).unwrap_or(digits.len());
        let all = digits[..end].bytes().filter(u8::is_ascii_digit).count();
        self.zero_led |= digits.starts_with('0') && whole > 1;
        let plus = cell.starts_with('+') && whole == digits.len();
        self.code |= all.max(whole) > LONG || (plus && whole >= PHONE);
        self.plus |= plus;
        self.minus |= cell.starts_with(['-', '\u{2212}']);
    }

    /// The same letters or sign before or behind every number.
    fn dress(&mut self, cell: &str, line: usize) {
        let start = cell.find(|c: char| c.is_ascii_digit()).unwrap_or(cell.len());
        let end = cell.rfind(|c: char| c.is_ascii_digit()).map_or(start, |at| at + 1);
        let (before, behind) = (cell[..start].trim_matches(['-', '+']).trim(), cell[end..].trim());
        let number = &cell[start..end.max(start)];
        let plain = number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' '));
        // One side alone: `A1b` is a code. `Country 01` is a name, `5A` another code.
        let one_side = before.is_empty() != behind.is_empty();
        let apart = cell[end..].starts_with([' ', '\u{A0}']);
        let short = behind.chars().count() <= 10 && !behind.contains(|c: char| c.is_numeric() || c == '"');
        let sign = is_currency(before) || (before.is_empty() && short && (apart || is_unit(behind)));
        self.dressed = match std::mem::take(&mut self.dressed) {
            Dressed::Unseen if plain && !number.is_empty() && one_side && sign => {
                Dressed::In(before.into(), behind.into(), line)
            }
            Dressed::In(a, b, first) if plain && *a == *before && *b == *behind => Dressed::In(a, b, first),
            _ => Dressed::No,
        };
    }

    /// Returns the mark before fractions, if the column shows it for certain.
    pub fn mark(&self) -> Option<char> {
        self.numbers.mark()
    }

    /// Returns what the column is. `other` is the mark before fractions that other columns show.
    pub fn settled(&self, other: Option<char>, delimiter: u8) -> Column {
        let known = self.numbers.known(other, delimiter);
        let all = |of: usize| self.count > 0 && of == self.count;
        // Changes of a figure go up and down; prefixes of telephones have but a plus.
        let changes = self.minus || self.numbers.mark().is_some();
        let code = self.code || self.zero_led || (self.plus && !changes);
        let notation = if let Known::Certain(notation) = known { Some(notation) } else { None };
        let kind = match notation {
            _ if all(self.months) => ColumnType::YearMonth,
            _ if all(self.dates) => ColumnType::Date,
            _ if all(self.booleans) => ColumnType::Boolean,
            Some(_) if code => ColumnType::String,
            Some(notation) if self.numbers.are_whole(notation) => ColumnType::Integer,
            Some(_) => ColumnType::Number,
            None => ColumnType::String,
        };
        let unclear = match known {
            Known::Unclear(line, cell) if !code => Some((line, cell)),
            _ => None,
        };
        let odd = notation.filter(|n| *n != super::notation::PLAIN && !code);
        let shown = odd.and_then(|_| self.numbers.shown().cloned());
        let sign = match &self.dressed {
            Dressed::In(before, behind, line) => Some((*line, format!("{before}{behind}").into())),
            _ => None,
        };
        Column { kind, notation, shown, unclear, sign }
    }
}

/// Returns whether a text stands for money before a number.
fn is_currency(text: &str) -> bool {
    const CODES: [&str; 9] = ["usd", "eur", "gbp", "cny", "rmb", "hkd", "jpy", "chf", "人民币"];
    let sign = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let signed = sign.chars().count() == 1 && sign.contains(['¥', '￥', '$', '€', '£', '₩', '₽', '₹']);
    signed || CODES.contains(&text.to_lowercase().as_str())
}

/// Returns whether a cell is a year and month: `2026-03`.
pub fn is_month(cell: &str) -> bool {
    cell.len() == 7 && exact_day(&format!("{cell}-01")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(text: &str) -> (ColumnType, bool) {
        let mut values = Values::default();
        text.split(' ').enumerate().for_each(|(line, cell)| values.note(cell, line));
        let column = values.settled(None, b';');
        (column.kind, column.notation.is_some_and(|n| n.mark == ','))
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
            ("1,234,567 1", Integer, false),
            ("1.234.567,5 1", Number, true),
            ("12% 3.5%", Number, false),
            ("12% 3", String, false),
            ("01,5 2", String, true),
            ("2026-01 2026-02", ColumnType::YearMonth, false),
            ("2026-01-31 2026-02-28", ColumnType::Date, false),
            ("2026-01-31 2026-02-30", String, false),
            ("true false", ColumnType::Boolean, false),
        ];
        for (text, kind, comma) in cases {
            assert_eq!(column(text), (kind, comma), "{text}");
        }
    }

    #[test]
    fn signs_beside_every_number_are_seen() {
        let sign = |cells: &[&str]| {
            let mut values = Values::default();
            cells.iter().enumerate().for_each(|(line, cell)| values.note(cell, line));
            values.settled(None, b',').sign.map(|(_, sign)| sign.to_string())
        };
        for (cells, expected) in [
            (["¥1,200", "¥5"], Some("¥")),
            (["5 kg", "12.5 kg"], Some("kg")),
            (["3元", "40元"], Some("元")),
            (["-€5", "€6"], Some("€")),
            (["A1", "A2"], None),
            (["5 kg", "12 t"], None),
            (["5 kg", "12"], None),
            (["Route", "Road"], None),
            (["Country 01", "Country 02"], None),
            (["5A", "6A"], None),
            (["#1", "#2"], None),
            (["US$5", "US$6"], Some("US$")),
            (["12 lamps", "1,204 lamps"], Some("lamps")),
        ] {
            assert_eq!(sign(&cells).as_deref(), expected, "{cells:?}");
        }
    }
}
