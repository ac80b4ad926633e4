//! Tables as a workbook for spreadsheets: one sheet each, with typed cells, after a sheet of notes.
//!
//! Takes cells one by one; gives bytes. What must hold: no cell is a formula; a number is in it with the
//! digits it was given, or as text where a spreadsheet would round it; the same cells give the same bytes:
//! the only day in it is one that it was given.

use super::BundleError;
use crate::source::text::clean;
use jiff::civil::{Date, date};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, Workbook, Worksheet, XlsxError};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr as _;

/// Rows that a sheet can have, that of the names of columns among them.
pub const ROWS: usize = 1_048_576;

/// Digits that a number of a spreadsheet keeps.
const DIGITS: usize = 15;

/// Letters that a cell can hold, counted in UTF-16.
const LETTERS: usize = 32_767;

/// The first day that all spreadsheets count alike: to some, 1900 was a leap year.
const FIRST: Date = date(1900, 3, 1);

/// The width of columns, in digits.
const NARROW: usize = 9;
const WIDE: usize = 44;

/// A column of a sheet.
#[derive(Debug, Clone, Default)]
pub struct Head {
    pub title: String,
    /// Its numbers have so many decimals.
    pub places: usize,
    /// Its numbers have their digits in groups.
    pub grouped: bool,
}

/// A cell of the notes.
#[derive(Debug, Clone)]
pub enum Note {
    /// What stands before a text.
    Label(String),
    /// What stands above a list.
    Heading(String),
    Text(String),
    Day(Date),
}

/// A workbook that is not whole yet.
pub struct Book {
    workbook: Workbook,
    names: BTreeSet<String>,
    head: Format,
    right: Format,
    day: Format,
    wrapped: Format,
    label: Format,
    heading: Format,
}

impl Book {
    /// Starts a workbook with an empty sheet of notes. `on` is the day that it says it was made.
    ///
    /// # Errors
    /// The library refuses a name.
    pub fn new(title: &str, author: &str, on: Date, notes: &str) -> Result<Self, BundleError> {
        let mut workbook = Workbook::new();
        let made = made_on(on).unwrap_or_default();
        let said = DocProperties::new().set_title(clean(title)).set_author(clean(author)).set_creation_datetime(&made);
        workbook.set_properties(&said);
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        let mut book = Self {
            workbook,
            names: BTreeSet::new(),
            right: head.clone().set_align(FormatAlign::Right),
            head: head.clone(),
            day: Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left).set_align(FormatAlign::Top),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            label: head,
            heading: Format::new().set_bold().set_font_size(13),
        };
        let name = book.named(notes);
        book.workbook.add_worksheet().set_name(name)?;
        Ok(book)
    }

    /// Returns a name that a sheet can have and no other has.
    fn named(&mut self, wanted: &str) -> String {
        let fits = |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { ' ' } else { c };
        let wanted: String = clean(wanted).chars().map(fits).collect();
        let wanted = wanted.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = wanted.trim_matches('\'').trim();
        let wanted = if wanted.is_empty() || wanted.eq_ignore_ascii_case("history") { "Table" } else { wanted };
        let mut tries = (1..).map(|n: usize| {
            let tail = if n == 1 { String::new() } else { format!(" ({n})") };
            let room = 31 - tail.len();
            format!("{}{tail}", within(wanted, room).trim_end_matches(['\'', ' ']))
        });
        let names = &mut self.names;
        tries.find(|name| names.insert(name.to_lowercase())).unwrap_or_default()
    }

    /// Adds a sheet for a table.
    ///
    /// # Errors
    /// The library refuses it.
    pub fn sheet(&mut self, name: &str, heads: &[Head], numeric: &[bool]) -> Result<Sheet<'_>, BundleError> {
        let name = self.named(name);
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(&name)?;
        sheet.set_freeze_panes(1, 0)?;
        let mut widths = Vec::new();
        for (at, head) in (0_u16..).zip(heads) {
            let right = numeric.get(usize::from(at)).is_some_and(|numeric| *numeric);
            sheet.write_string_with_format(0, at, cut(&head.title), if right { &self.right } else { &self.head })?;
            // Heads wrap; a long word does not.
            let longest = head.title.split_whitespace().map(|word| word.width().min(WIDE / 2)).max().unwrap_or(0);
            widths.push(longest.max(head.title.width().div_ceil(3)));
        }
        let number = |head: &Head| {
            let whole = if head.grouped { "#,##0" } else { "0" };
            let point = if head.places > 0 { "." } else { "" };
            Format::new().set_num_format(format!("{whole}{point}{}", "0".repeat(head.places.min(30))))
        };
        let numbers = heads.iter().map(number).collect();
        Ok(Sheet { sheet, name, row: 0, at: 0, widths, numbers, day: &self.day, texts: BTreeSet::new() })
    }

    /// Writes the notes and returns the file.
    ///
    /// # Errors
    /// The library refuses it.
    pub fn finish(mut self, notes: &[Vec<Note>]) -> Result<Vec<u8>, BundleError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (at, width) in [(0, 24), (1, 60), (2, 24), (3, 18), (4, 18), (5, 60)] {
            sheet.set_column_width(at, width)?;
        }
        for (row, cells) in (0..).zip(notes) {
            for (at, cell) in (0..).zip(cells) {
                match cell {
                    Note::Label(text) => sheet.write_string_with_format(row, at, cut(text), &self.label)?,
                    Note::Heading(text) => sheet.write_string_with_format(row, at, cut(text), &self.heading)?,
                    Note::Text(text) => sheet.write_string_with_format(row, at, cut(text), &self.wrapped)?,
                    Note::Day(day) => write_day(sheet, row, at, *day, &self.day)?,
                };
            }
        }
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// A sheet that cells are added to, row by row.
pub struct Sheet<'b> {
    sheet: &'b mut Worksheet,
    /// Its name, which another than the wanted one can be.
    pub name: String,
    row: u32,
    at: u16,
    widths: Vec<usize>,
    numbers: Vec<Format>,
    day: &'b Format,
    /// Columns that have texts which a spreadsheet would warn of, as they look like numbers.
    texts: BTreeSet<u16>,
}

impl Sheet<'_> {
    fn next(&mut self, width: usize) -> (u32, u16) {
        let at = self.at;
        self.at += 1;
        if let Some(known) = self.widths.get_mut(usize::from(at)) {
            *known = width.min(WIDE).max(*known);
        }
        (self.row, at)
    }

    /// Begins a row.
    pub fn begin(&mut self) {
        self.row += 1;
        self.at = 0;
    }

    /// Leaves a cell empty.
    pub fn nothing(&mut self) {
        self.next(0);
    }

    /// Adds a text. It is none of a formula, whatever it begins with.
    ///
    /// # Errors
    /// The library refuses it.
    pub fn text(&mut self, text: &str) -> Result<(), BundleError> {
        let (row, at) = self.next(text.width());
        if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
            self.texts.insert(at);
        }
        self.sheet.write_string(row, at, cut(text))?;
        Ok(())
    }

    /// Adds a number: its digits, and what they are to programs.
    ///
    /// # Errors
    /// The library refuses it.
    pub fn number(&mut self, digits: &str, near: f64) -> Result<(), BundleError> {
        let plain = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        let counted = digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
        if !plain || counted > DIGITS || !near.is_finite() {
            return self.text(digits);
        }
        let (row, at) = self.next(digits.len() + digits.len() / 3);
        let Some(format) = self.numbers.get(usize::from(at)) else { return Ok(()) };
        self.sheet.write_number_with_format(row, at, near, format)?;
        Ok(())
    }

    /// Adds a day; one that spreadsheets do not count alike is a text.
    ///
    /// # Errors
    /// The library refuses it.
    pub fn day(&mut self, day: Date) -> Result<(), BundleError> {
        let (row, at) = self.next(10);
        write_day(self.sheet, row, at, day, self.day)?;
        Ok(())
    }

    /// Adds a yes or a no.
    ///
    /// # Errors
    /// The library refuses it.
    pub fn flag(&mut self, flag: bool) -> Result<(), BundleError> {
        let (row, at) = self.next(6);
        self.sheet.write_boolean(row, at, flag)?;
        Ok(())
    }

    /// Ends the sheet.
    ///
    /// # Errors
    /// The library refuses it.
    pub fn end(self) -> Result<(), BundleError> {
        for (at, width) in (0_u16..).zip(&self.widths) {
            self.sheet.set_column_width(at, u32::try_from(width.clamp(&NARROW, &WIDE) + 1).unwrap_or(10))?;
        }
        for at in self.texts {
            self.sheet.ignore_error_range(1, at, self.row.max(1), at, IgnoreError::NumberStoredAsText)?;
        }
        Ok(())
    }
}

fn made_on(day: Date) -> Option<ExcelDateTime> {
    let number = |n: i8| u8::try_from(n).ok();
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, number(day.month())?, number(day.day())?).ok()
}

fn write_day<'s>(
    sheet: &'s mut Worksheet,
    row: u32,
    at: u16,
    day: Date,
    format: &Format,
) -> Result<&'s mut Worksheet, XlsxError> {
    match made_on(day).filter(|_| day >= FIRST) {
        Some(counted) => sheet.write_datetime_with_format(row, at, &counted, format),
        None => sheet.write_string(row, at, day.to_string()),
    }
}

/// Returns a text as far as a cell holds it.
fn cut(text: &str) -> String {
    let text = clean(text);
    if text.len() <= LETTERS { text.into_owned() } else { within(&text, LETTERS) }
}

/// Returns a text of so many UTF-16 letters at most; an ellipsis says that there was more.
fn within(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut left = most - 1;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    };
    let mut text: String = text.chars().take_while(fits).collect();
    text.push('…');
    text
}

impl From<XlsxError> for BundleError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}
