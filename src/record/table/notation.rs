//! How the numbers of a column are written: `1234.5`, `1234,5`, `1,234.5`, `1.234,5`, `1 234,5`, `1’234.5`,
//! and whether each is followed by a percent sign.
//!
//! Takes the cells of a column one by one; gives the one notation in which all of them are numbers, or
//! says that two would do and give other numbers. What must hold: a number is read only where no
//! second reading of its column is left.
//!
//! ```text
//! number = [sign] whole [mark digits] [("e" | "E") [sign] digits] ["%"]
//! whole  = digits | up to three digits (group three digits)+
//! ```

use std::borrow::Cow;

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notation {
    /// What stands before the fraction: `.` or `,`.
    pub mark: char,
    /// What stands between groups of three digits.
    pub group: Option<char>,
    pub percent: bool,
}

/// As programs write them.
pub const PLAIN: Notation = Notation { mark: '.', group: None, percent: false };

/// Every notation that is read; a column remembers a bit for each.
const ALL: [(char, Option<char>); 8] = [
    ('.', None),
    (',', None),
    ('.', Some(',')),
    (',', Some('.')),
    ('.', Some(' ')),
    (',', Some(' ')),
    ('.', Some('’')),
    (',', Some('’')),
];
const POINT: u8 = 1;
const COMMA: u8 = 1 << 1;
const COMMA_GROUPS: u8 = 1 << 2;
const POINT_GROUPS: u8 = 1 << 3;
const SPACES: u8 = 0b0011_0000;
const APOSTROPHES: u8 = 0b1100_0000;

/// A number in parts, as it stands in a cell.
struct Parts<'a> {
    sign: &'static str,
    whole: &'a str,
    fraction: &'a str,
    power: &'a str,
}

/// Takes a percent sign off the end of a cell.
fn percent(cell: &str) -> (&str, bool) {
    match cell.strip_suffix(['%', '％']) {
        Some(rest) => (rest.trim_end(), true),
        None => (cell, false),
    }
}

/// Spaces and apostrophes are written in several ways.
fn plainly(cell: &str) -> Cow<'_, str> {
    if cell.is_ascii() && !cell.contains('\'') {
        return Cow::Borrowed(cell);
    }
    let plain = |c: char| match c {
        '\u{A0}' | '\u{2009}' | '\u{202F}' => ' ',
        '\'' => '’',
        '\u{2212}' => '-',
        other => other,
    };
    Cow::Owned(cell.chars().map(plain).collect())
}

/// Splits a cell without percent sign, already plain.
fn parts(cell: &str, (mark, group): (char, Option<char>)) -> Option<Parts<'_>> {
    let (sign, rest) = match cell.as_bytes().first()? {
        b'-' => ("-", &cell[1..]),
        b'+' => ("+", &cell[1..]),
        _ => ("", cell),
    };
    let (number, power) = match rest.find(['e', 'E']) {
        Some(at) if (mark, group) == ('.', None) => (&rest[..at], &rest[at..]),
        _ => (rest, ""),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !power.is_empty() {
        let exponent = power[1..].trim_start_matches(['+', '-']);
        if exponent.is_empty() || exponent.len() > 3 || !digits(exponent) || power.len() - exponent.len() > 2 {
            return None;
        }
    }
    let (whole, fraction) = match number.split_once(mark) {
        Some((whole, fraction)) if !fraction.is_empty() && digits(fraction) => (whole, fraction),
        Some((whole, "")) if (mark, group) == ('.', None) && !whole.is_empty() => (whole, ""),
        Some(_) => return None,
        None => (number, ""),
    };
    // `.5` is a number to programs.
    if whole.is_empty() {
        return (!fraction.is_empty() && (mark, group) == ('.', None)).then_some(Parts {
            sign,
            whole,
            fraction,
            power,
        });
    }
    let fits = match group {
        None => digits(whole),
        Some(group) => grouped(whole, group),
    };
    fits.then_some(Parts { sign, whole, fraction, power })
}

/// Digits in groups of three; without groups, fewer than four, but that a space is often left out of
/// four.
fn grouped(whole: &str, group: char) -> bool {
    let mut parts = whole.split(group);
    let first = parts.next().unwrap_or_default();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !whole.contains(group) {
        return digits(whole) && (whole.len() < 4 || (group == ' ' && whole.len() == 4));
    }
    digits(first) && first.len() <= 3 && !first.starts_with('0') && parts.all(|part| part.len() == 3 && digits(part))
}

impl Notation {
    /// Returns a number as programs write it, digits as they stand; `None` when the cell is none.
    pub fn plain(self, cell: &str) -> Option<String> {
        let cell = cell.trim();
        let (number, percent) = percent(cell);
        if percent != self.percent {
            return None;
        }
        let number = plainly(number);
        let Parts { sign, whole, fraction, power } = parts(&number, (self.mark, self.group))?;
        let mut plain = sign.to_owned();
        plain.extend(whole.chars().filter(char::is_ascii_digit));
        if !fraction.is_empty() {
            plain.extend([".", fraction]);
        }
        plain.push_str(power);
        plain.parse::<f64>().is_ok_and(f64::is_finite).then_some(plain)
    }
}

/// What the numbers of a column may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Not all values are numbers.
    No,
    Certain(Notation),
    /// Two notations fit, and give other numbers. The first value that shows it.
    Unclear(usize, Box<str>),
}

/// The numbers of a column so far.
#[derive(Debug, Clone)]
pub struct Numbers {
    count: usize,
    /// The notations in which all values are numbers, and in which all are whole.
    fit: u8,
    whole: u8,
    percents: usize,
    /// Values with a point, a comma, a space, an apostrophe.
    marks: [usize; 4],
    /// The first value that has any of them, and its line.
    shown: Option<(usize, Box<str>)>,
    /// Some value has none of them.
    bare: bool,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { count: 0, fit: u8::MAX, whole: u8::MAX, percents: 0, marks: [0; 4], shown: None, bare: false }
    }
}

impl Numbers {
    /// Notes a value without space around it; returns whether it is a number in some notation.
    pub fn note(&mut self, cell: &str, line: usize) -> bool {
        self.count += 1;
        let (number, percent) = percent(cell);
        self.percents += usize::from(percent);
        if !number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '\u{2212}')) {
            self.fit = 0;
            return false;
        }
        // Most numbers are but digits.
        if number.bytes().all(|b| b.is_ascii_digit()) {
            if number.len() > 3 {
                self.fit &= POINT | COMMA | if number.len() == 4 { SPACES } else { 0 };
            }
            self.bare = true;
            return true;
        }
        let number = plainly(number);
        let (mut fit, mut whole) = (0, 0);
        for (bit, notation) in ALL.into_iter().enumerate() {
            if let Some(parts) = parts(&number, notation) {
                fit |= 1 << bit;
                whole |= u8::from(parts.fraction.is_empty() && parts.power.is_empty()) << bit;
            }
        }
        self.fit &= fit;
        self.whole &= whole;
        let mut any = false;
        for (seen, mark) in self.marks.iter_mut().zip(['.', ',', ' ', '’']) {
            let here = number.contains(mark);
            *seen += usize::from(here);
            any |= here;
        }
        self.bare |= !any;
        if any && self.shown.is_none() {
            self.shown = Some((line, cell.into()));
        }
        fit > 0
    }

    /// Returns the mark before fractions, if the column shows it for certain.
    pub fn mark(&self) -> Option<char> {
        let [points, commas, ..] = self.marks;
        let (Some(notation), true) = (self.only(), points + commas > 0) else { return None };
        let (mark, group) = ALL[notation.trailing_zeros() as usize];
        // A column of whole numbers in groups by a point has its fractions behind a comma.
        let shown = if mark == '.' { points } else { commas };
        (shown > 0 || matches!(group, Some('.' | ','))).then_some(mark)
    }

    /// The one notation that fits, those apart whose marks do not occur.
    fn only(&self) -> Option<u8> {
        let candidates = self.candidates();
        (candidates.count_ones() == 1).then_some(candidates)
    }

    fn candidates(&self) -> u8 {
        let [points, commas, spaces, apostrophes] = self.marks.map(|n| n > 0);
        let of = match (spaces, apostrophes) {
            (true, true) => 0,
            (true, false) => SPACES,
            (false, true) => APOSTROPHES,
            (false, false) => match (points, commas) {
                (false, false) => POINT,
                (true, false) => POINT | POINT_GROUPS,
                (false, true) => COMMA | COMMA_GROUPS,
                (true, true) => COMMA_GROUPS | POINT_GROUPS,
            },
        };
        // Without a mark for fractions it does not matter which it would be.
        let of = if (spaces || apostrophes) && !points && !commas { of & 0b0101_0101 } else { of };
        self.fit & of
    }

    /// Returns how the numbers are written. `other` is the mark before fractions of the table's other
    /// columns, where they show it.
    pub fn known(&self, other: Option<char>, delimiter: u8) -> Known {
        let candidates = self.candidates();
        if self.count == 0 || candidates == 0 || (self.percents > 0 && self.percents < self.count) {
            return Known::No;
        }
        let bits = match candidates {
            one if one.count_ones() == 1 => one,
            several => match self.settled(several, other, delimiter) {
                Some(bits) => bits,
                None => {
                    let (line, cell) = self.shown.clone().unwrap_or_default();
                    return Known::Unclear(line, cell);
                }
            },
        };
        let (mark, group) = ALL[bits.trailing_zeros() as usize];
        Known::Certain(Notation { mark, group, percent: self.percents > 0 })
    }

    /// Settles which of two: by the table's other columns; else by who writes such tables. Programs that
    /// divide cells by semicolons do so because a comma stands in their numbers, those that divide
    /// them by commas have none there. Numbers all of which have three digits behind the mark are a
    /// fraction of three digits, or groups that every number is long enough to have.
    fn settled(&self, several: u8, other: Option<char>, delimiter: u8) -> Option<u8> {
        let (decimal, groups) = match several {
            bits if bits == COMMA | COMMA_GROUPS => (COMMA, COMMA_GROUPS),
            bits if bits == POINT | POINT_GROUPS => (POINT, POINT_GROUPS),
            _ => return None,
        };
        let own = if decimal == COMMA { ',' } else { '.' };
        if let Some(other) = other {
            return Some(if other == own { decimal } else { groups });
        }
        match (own, delimiter) {
            (',', b',') if self.bare => Some(groups),
            (',', b';') if !self.bare => Some(decimal),
            ('.', b';') => self.bare.then_some(groups),
            ('.', _) => Some(decimal),
            _ => None,
        }
    }

    /// Returns whether all values are whole numbers in a notation.
    pub fn are_whole(&self, notation: Notation) -> bool {
        let bit = ALL.iter().position(|(mark, group)| (*mark, *group) == (notation.mark, notation.group));
        !notation.percent && bit.is_some_and(|bit| self.whole & 1 << bit > 0)
    }

    /// Returns the first value with a mark, which shows how numbers are written.
    pub fn shown(&self) -> Option<&(usize, Box<str>)> {
        self.shown.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(cells: &[&str], other: Option<char>, delimiter: u8) -> Known {
        let mut numbers = Numbers::default();
        for (line, cell) in cells.iter().enumerate() {
            numbers.note(cell, line);
        }
        numbers.known(other, delimiter)
    }

    #[test]
    fn the_whole_column_says_how_numbers_are_written() {
        let cases: [(&[&str], u8, &str); 19] = [
            (&["1234", "5"], b',', "1234 5"),
            (&["1234.5", "-5", "+3", "1e3", "\u{2212}2"], b',', "1234.5 -5 +3 1e3 -2"),
            (&["1,234", "999"], b',', "1234 999"),
            (&["1,234,567", "1,234"], b';', "1234567 1234"),
            (&["1,234.5", "1,234"], b'\t', "1234.5 1234"),
            (&["1.234,5", "999"], b'|', "1234.5 999"),
            (&["1.234.567", "1.234"], b',', "1234567 1234"),
            (&["1,5", "2,25", "1,234"], b',', "1.5 2.25 1.234"),
            (&["0,125", "1,234"], b'\t', "0.125 1.234"),
            (&["1 234", "12\u{202F}345,5", "9"], b';', "1234 12345.5 9"),
            (&["1’234", "1'234'567.5"], b';', "1234 1234567.5"),
            (&["12.5%", "3 %"], b',', "12.5 3"),
            (&["1.234", "2.345"], b',', "1.234 2.345"),
            (&["1.234", "999"], b';', "1234 999"),
            (&["1,234", "2,345"], b';', "1.234 2.345"),
            (&[".5", "5."], b',', ".5 5"),
            (&["1234,5", "10.000,5"], b';', ""),
            (&["12%", "3"], b',', ""),
            (&["1,5", "2.5"], b';', ""),
        ];
        for (cells, delimiter, expected) in cases {
            let plain = match known(cells, None, delimiter) {
                Known::Certain(notation) => {
                    cells.iter().map(|c| notation.plain(c).unwrap()).collect::<Vec<_>>().join(" ")
                }
                Known::No => String::new(),
                Known::Unclear(..) => "unclear".to_owned(),
            };
            assert_eq!(plain, expected, "{cells:?}");
        }
    }

    #[test]
    fn what_two_readings_fit_is_not_read_unless_another_column_settles_it() {
        for (cells, delimiter) in [
            (["1,234", "2,345"], b','),
            (["1,234", "999"], b';'),
            (["1.234", "2.345"], b';'),
            (["1,234", "1.234"], b','),
        ] {
            assert!(matches!(known(&cells, None, delimiter), Known::Unclear(0, _)), "{cells:?}");
        }
        let plain = |cell: &str, other| match known(&[cell, cell], Some(other), b';') {
            Known::Certain(notation) => notation.plain(cell).unwrap(),
            _ => String::new(),
        };
        assert_eq!([plain("1,234", '.'), plain("1,234", ',')], ["1234", "1.234"]);
        assert_eq!([plain("1.234", '.'), plain("1.234", ',')], ["1.234", "1234"]);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for cell in
            ["", "-", "e5", "1e", "1-2", "1,23,456", "1 23", "¥5", "5元", "inf", "nan", "0x10", "1.2.3", "١", "1e999"]
        {
            assert_eq!(PLAIN.plain(cell), None, "{cell}");
        }
    }
}
