//! Numbers that are data: what looks like a telephone or a card in a column of numbers, or in
//! JSON as a number, is a quantity, unless the name of the column or key says otherwise.
//!
//! Takes the hits of a file; gives those that stay. What must hold: text beside the number, in
//! its cell or in the other cells of its column, keeps the hit.

use super::numbers::is_phone_name;
use super::{Hit, Where};
use crate::record::table::dialect::Cell;
use crate::record::table::{COLUMNS, Sheet};
use crate::record::words::PersonalData;

/// So many rows may be names and units.
const HEAD: usize = 3;

/// What the cells of a column are, the first row apart.
#[derive(Debug, Default, Clone)]
struct Column {
    name: Box<str>,
    /// All words above the first number: a second row may hold units.
    words: String,
    values: usize,
    numbers: usize,
    /// Some are no whole numbers.
    decimals: bool,
    /// How many are eleven digits as of a mobile telephone.
    shaped: usize,
    /// How many are as long as a resident ID.
    ids: usize,
}

/// Returns whether a hit is of a kind that a quantity is mistaken for.
fn may_be_quantity(hit: &Hit) -> bool {
    // The resident ID of 15 digits has no check digit.
    let legacy = matches!(&hit.at, Where::Bytes(bytes) if bytes.len() == 15) && hit.kind == PersonalData::ResidentId;
    legacy || matches!(hit.kind, PersonalData::Mobile | PersonalData::BankCard | PersonalData::Landline)
}

/// Leaves out quantities in columns of numbers.
pub fn of_table(text: &str, hits: Vec<Hit>) -> Vec<Hit> {
    if !hits.iter().any(may_be_quantity) {
        return hits;
    }
    let mut columns: Vec<Column> = Vec::new();
    let mut places: Vec<Option<usize>> = vec![None; hits.len()];
    let mut next = 0;
    // A table that is not read is refused: nothing is left out of its hits.
    let Ok(sheet) = Sheet::open(text) else { return hits };
    let head = sheet.layout.head;
    sheet.dialect.cells(text, |Cell { row, column, inner: range, .. }| {
        if column >= COLUMNS {
            return None;
        }
        let cell = text[range.clone()].trim();
        if columns.len() <= column {
            columns.resize(column + 1, Column::default());
        }
        let number = is_number(cell);
        if row < head {
            // What stands above the names is prose.
            columns[column] = Column::default();
        } else if row < head + HEAD && !number && columns[column].numbers == 0 {
            columns[column].call(cell);
        } else {
            columns[column].note(cell, number);
        }
        while let Some(Where::Bytes(bytes)) =
            hits.get(next).map(|hit| &hit.at).filter(|at| starts_before(at, range.end))
        {
            places[next] = (bytes.start >= range.start && number && row >= head).then_some(column);
            next += 1;
        }
        None::<()>
    });
    let placed = hits.into_iter().zip(places);
    placed.filter_map(|(hit, place)| judge(hit, place.map(|column| &columns[column]))).collect()
}

fn starts_before(at: &Where, end: usize) -> bool {
    matches!(at, Where::Bytes(bytes) if bytes.start < end)
}

fn judge(mut hit: Hit, column: Option<&Column>) -> Option<Hit> {
    let Some(column) = column.filter(|column| may_be_quantity(&hit) && !column.is_named_for(hit.kind)) else {
        return Some(hit);
    };
    // A footnote mark or two make no text of a column.
    let numbers = column.numbers * 20 >= column.values * 19 && column.numbers > 0;
    if !numbers {
        return Some(hit);
    }
    let shaped = if hit.kind == PersonalData::ResidentId { column.ids } else { column.shaped };
    if column.decimals || shaped < column.numbers {
        return None;
    }
    hit.column = Some(column.name.clone());
    Some(hit)
}

impl Column {
    fn call(&mut self, cell: &str) {
        if self.words.is_empty() {
            self.name = cell.into();
        }
        self.words.push_str(&cell.to_lowercase());
        self.words.push(' ');
    }

    fn note(&mut self, cell: &str, number: bool) {
        if is_blank(cell) {
            return;
        }
        self.values += 1;
        if !number {
            return;
        }
        self.numbers += 1;
        self.decimals |= cell.contains(['.', 'e', 'E', '%']) || cell.starts_with('-');
        let bytes = cell.as_bytes();
        self.ids += usize::from(matches!(bytes.len(), 15 | 18));
        self.shaped += usize::from(bytes.len() == 11 && bytes[0] == b'1' && bytes[1] >= b'3');
    }

    fn is_named_for(&self, kind: PersonalData) -> bool {
        let card = ["卡", "账", "帐", "card", "account"];
        let id = ["身份", "证件", "证号", "sfz", "id card", "identity"];
        match kind {
            PersonalData::ResidentId => id.iter().any(|word| self.words.contains(word)),
            PersonalData::BankCard => card.iter().any(|word| self.words.contains(word)),
            _ => is_phone_name(&self.words),
        }
    }
}

/// Marks and words that statistical offices put where there is no number.
fn is_blank(cell: &str) -> bool {
    let word =
        ["n.a.", "n/a", "null", "none", "nan", "x", "c", "nil"].iter().any(|word| cell.eq_ignore_ascii_case(word));
    word || crate::escape::csv::is_missing(cell) || !cell.contains(char::is_alphanumeric)
}

/// `-1,234.5e6 %`
fn is_number(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches('%').trim_end();
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'+' | b'e' | b'E' | b' ');
    cell.bytes().any(|b| b.is_ascii_digit()) && cell.bytes().all(plain)
}

/// Leaves out numbers of JSON whose key does not say that they are telephones or cards.
pub fn of_json(text: &str, hits: Vec<Hit>) -> Vec<Hit> {
    hits.into_iter().filter(|hit| !may_be_quantity(hit) || !is_json_quantity(text, hit)).collect()
}

fn is_json_quantity(text: &str, hit: &Hit) -> bool {
    let Where::Bytes(bytes) = &hit.at else { return false };
    let before = text[..bytes.start].trim_end();
    let behind = text[bytes.end..].trim_start();
    let bare = before.ends_with([':', ',', '[']) && (behind.is_empty() || behind.starts_with([',', '}', ']']));
    if !bare {
        return false;
    }
    let mut from = before.len().saturating_sub(400);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let near = &before[from..];
    // In a list the key stands before its bracket.
    let owner = if near.ends_with(':') { near } else { near.rsplit_once('[').map_or("", |(owner, _)| owner) };
    let key = owner.trim_end().strip_suffix(':').map(str::trim_end).and_then(|key| key.strip_suffix('"'));
    let Some(key) = key.and_then(|key| key.rsplit('"').next()) else { return false };
    !(is_phone_name(key) || key.to_lowercase().contains("card"))
}
