//! The one reader of published tables: text of a CSV file in, a table out.
//!
//! Takes decoded text, gives a [`Sheet`]: how its cells are divided ([`dialect`]), which of its rows are
//! the table ([`layout`]), what its columns are ([`values`], [`notation`]), and with a description its
//! cells as values ([`typed`]). The check, the page, the download, its description for programs and
//! the search for personal data read through it. What must hold: all of them see the same cells; it
//! knows no disk; any text gives a table or a [`Fault`].

pub mod dates;
pub mod dialect;
pub mod differ;
pub mod layout;
pub mod marks;
pub mod notation;
pub mod propose;
pub mod times;
pub mod typed;
pub mod values;

use self::dialect::{Dialect, Doubt, LooseQuote, WideRow};
use self::layout::{Aside, Layout, Looking, NoHead};
use self::marks::Marks;
use self::times::{Order, Times};
use self::values::{Column, Values};
use csv::StringRecord;
use std::ops::Range;

/// Columns of one table: for each is kept what its values are. The widest tables that offices
/// publish have some hundreds.
pub const COLUMNS: usize = 2_000;

/// A table whose cells are certain.
#[derive(Debug, Clone)]
pub struct Sheet<'t> {
    text: &'t str,
    pub dialect: Dialect,
    pub layout: Layout,
}

/// Why the cells of a table are not certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    Delimiter(Doubt),
    Quote(LooseQuote),
    Wide(WideRow),
    Head(NoHead),
}

/// A row of data.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: usize,
    /// Where it begins in the text.
    pub at: usize,
    pub cells: StringRecord,
}

impl Row {
    /// Returns a cell; of a row that is too short, an empty one.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// Returns what says that the row sums up others, if anything does.
    pub fn total(&self) -> Option<&str> {
        layout::total(self.cells.iter())
    }

    /// Returns whether nothing stands in any cell.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// All rows of a text, the names among them.
struct All<'t> {
    text: &'t str,
    dialect: Dialect,
    csv: csv::Reader<&'t [u8]>,
}

impl Iterator for All<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let mut cells = StringRecord::new();
        // The text is UTF-8 and rows may have any width: the parser has nothing to refuse.
        if !self.csv.read_record(&mut cells).unwrap_or(false) {
            return None;
        }
        let position = cells.position()?;
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let mut line = number(position.line()) + self.dialect.lines_before();
        let mut at = self.dialect.start() + number(position.byte());
        // Lines with nothing in them are passed over, and are lines of the file all the same.
        while self.text.as_bytes().get(at) == Some(&b'\n') {
            (at, line) = (at + 1, line + 1);
        }
        Some(Row { line, at, cells })
    }
}

impl<'t> Sheet<'t> {
    /// Reads how a text is a table.
    ///
    /// # Errors
    /// When that is not certain.
    pub fn open(text: &'t str) -> Result<Self, Fault> {
        let (dialect, doubt) = dialect::recognise(text);
        if let Some(doubt) = doubt {
            return Err(Fault::Delimiter(doubt));
        }
        if let Some(row) = dialect.wider(text, COLUMNS) {
            return Err(Fault::Wide(row));
        }
        if let Some(quote) = dialect.loose_quote(text) {
            return Err(Fault::Quote(quote));
        }
        let mut looking = Looking::default();
        let all = All { text, dialect, csv: dialect.reader(text) };
        all.for_each(|row| looking.row(row.line, row.cells));
        let layout = looking.layout().map_err(Fault::Head)?;
        // A single name over rows of several cells: prose with semicolons in it, or a title.
        let prose = dialect.delimiter != b',' && layout.names.len() == 1 && layout.wide;
        if prose {
            return Err(Fault::Delimiter(dialect::doubt(text, dialect)));
        }
        Ok(Self { text, dialect, layout })
    }

    fn all(&self) -> All<'t> {
        All { text: self.text, dialect: self.dialect, csv: self.dialect.reader(self.text) }
    }

    /// Returns the rows of data.
    pub fn rows(&self) -> impl Iterator<Item = Row> + use<'t> {
        let Layout { first, end, .. } = self.layout;
        self.all().skip(first).take(end.saturating_sub(first))
    }

    /// Returns where a cell stands in the text.
    pub fn place(&self, row: &Row, column: usize) -> Range<usize> {
        self.dialect.cell_of_row(self.text, row.at, column)
    }

    /// Returns the names of all columns: those of cells that no name stands over, too.
    pub fn names(&self, width: usize) -> Vec<Box<str>> {
        let mut names: Vec<Box<str>> =
            self.layout.names.iter().map(|name| crate::source::text::clean(name).into()).collect();
        while names.len() < width {
            names.push(unnamed(names.len() + 1).into());
        }
        names
    }

    /// Returns the unit that stands below the name of a column.
    pub fn unit(&self, column: usize) -> Option<&str> {
        let (_, units) = self.layout.units.as_ref()?;
        units.get(column).map(|unit| &**unit).filter(|unit| !unit.is_empty())
    }

    /// Returns the notes at the end.
    pub fn notes(&self) -> &[Aside] {
        &self.layout.notes
    }

    /// Looks through all rows.
    pub fn survey(&self, marks: &Marks) -> Survey {
        let header = self.layout.names.len();
        let mut survey = Survey { widths: Widths { header, uniform: true, ..Widths::default() }, ..Survey::default() };
        let mut values = vec![Values::default(); header];
        let mut times = Times::default();
        let mut first_width = None;
        for row in self.rows() {
            let width = row.cells.len();
            survey.widths.note(width, row.line);
            survey.widths.uniform &= *first_width.get_or_insert(width) == width;
            if values.len() < width {
                values.resize(width, Values::default());
            }
            if row.is_empty() && width > 1 {
                survey.empty.get_or_insert(row.line);
            }
            if let Some(total) = row.total() {
                survey.totals += 1;
                survey.total.get_or_insert_with(|| (row.line, total.into()));
            } else {
                times.note(row.cell(0));
            }
            survey.rows += 1;
            for (cell, values) in row.cells.iter().zip(&mut values) {
                if let (Some(value), _) = marks.split(cell) {
                    values.note(value, row.line);
                }
            }
        }
        survey.times = times.order();
        let mark = agreed(values.iter().filter_map(Values::mark));
        survey.columns = values.iter().map(|values| values.settled(mark, self.dialect.delimiter)).collect();
        survey
    }
}

/// The one value that all agree on.
fn agreed(mut marks: impl Iterator<Item = char>) -> Option<char> {
    let first = marks.next()?;
    marks.all(|mark| mark == first).then_some(first)
}

/// Returns the name of a column that the first row does not name.
pub fn unnamed(number: usize) -> String {
    format!("column-{number}")
}

/// What all rows of a table show.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    pub rows: usize,
    pub columns: Vec<Column>,
    pub widths: Widths,
    /// The order of the first column, when it holds times.
    pub times: Option<Order>,
    /// Line of the first row without anything in it.
    pub empty: Option<usize>,
    /// Rows that sum up others: how many, and the first one's line and word.
    pub totals: usize,
    pub total: Option<(usize, Box<str>)>,
}

/// How the rows of a table differ from its header in width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Widths {
    /// Cells in the first row.
    pub header: usize,
    /// Line and width of the first row that is shorter, and how many are.
    pub shorter: Option<(u32, usize)>,
    pub short_rows: usize,
    /// Line and width of the first row that is longer, and how many are.
    pub longer: Option<(u32, usize)>,
    pub long_rows: usize,
    /// All rows after the first have one width.
    pub uniform: bool,
}

impl Widths {
    fn note(&mut self, width: usize, line: usize) {
        let at = (u32::try_from(line).unwrap_or(u32::MAX), width);
        match width.cmp(&self.header) {
            std::cmp::Ordering::Less => {
                self.shorter.get_or_insert(at);
                self.short_rows += 1;
            }
            std::cmp::Ordering::Greater => {
                self.longer.get_or_insert(at);
                self.long_rows += 1;
            }
            std::cmp::Ordering::Equal => {}
        }
    }
}
