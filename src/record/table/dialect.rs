//! What divides the cells of a table: commas, or what a spreadsheet program wrote in their place.
//!
//! Takes the text of a CSV file, gives its [`Dialect`], and what is not certain about it. Every
//! reader of tables asks here, so that the check, the page, the download and the search for
//! personal data see the same cells. What must hold: the same text gives the same dialect, a
//! look at its first rows is enough, and cells are those that the `csv` crate gives.
//!
//! ```text
//! table  = ["sep=" mark LF] row*
//! row    = cell (mark cell)* LF
//! cell   = quote (any but quote | quote quote)* quote [space*] | (any but mark and LF)*
//! ```

use crate::source::text::floor_boundary;
use std::ops::Range;

/// Marks that divide cells, the usual one first; those of a Chinese keyboard, which no program
/// takes for such, come last.
const MARKS: [char; 6] = [',', ';', '\t', '|', '，', '；'];
const WIDE: usize = 4;

/// So many rows, and so many bytes, are looked at.
const ROWS: usize = 200;
const BYTES: usize = 256 * 1024;

/// So many titles may stand above the names of the columns.
const TITLES: usize = 20;

/// How the text of a table is divided into cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    /// Bytes of a first line that only names the delimiter (`sep=;`).
    start: usize,
}

/// A mark that may divide the cells, and where it first stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    pub mark: char,
    pub at: usize,
    /// So many of the rows looked at hold it.
    pub rows: usize,
    pub of: usize,
}

/// A quote at the start of a cell that does not end as a quoted cell does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LooseQuote {
    pub at: usize,
    /// Lines from the quote to where the cell ends.
    pub lines: usize,
}

/// A row of more cells than a table may have columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WideRow {
    pub at: usize,
    pub cells: usize,
}

/// A cell as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub row: usize,
    pub column: usize,
    /// Its bytes, quotes apart.
    pub inner: Range<usize>,
    /// Its bytes, quotes included.
    raw: Range<usize>,
    end: End,
}

/// How a cell ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Plain,
    Quoted,
    /// Text stands behind the closing quote, or the file ends before one.
    Loose,
}

/// Returns how a table is divided, and a doubt if that is not certain.
pub fn recognise(text: &str) -> (Dialect, Option<Doubt>) {
    if let Some(dialect) = named(text) {
        // The line was left by a program, and another one saved the table since.
        let seen = Seen::of(text, dialect.start);
        let first = text[dialect.start..].trim_start_matches('\n').lines().next().unwrap_or_default();
        let other = (0..WIDE).find(|mark| !seen.rows.is_empty() && seen.is_even(*mark));
        let other = other.filter(|_| !first.contains(char::from(dialect.delimiter)));
        return (dialect, other.map(|mark| seen.doubt(mark)));
    }
    let with = |mark: usize| Dialect { delimiter: b",;\t|"[mark], start: 0 };
    let seen = Seen::of(text, 0);
    if seen.rows.is_empty() {
        return (with(0), None);
    }
    if let Some(mark) = seen.below_titles() {
        return (with(mark), None);
    }
    let even: Vec<usize> = (1..WIDE).filter(|m| seen.is_even(*m)).collect();
    let in_most = |m: &usize| seen.rows[0][*m] > 0 && seen.holding(*m) * 10 >= seen.rows.len() * 9;
    if seen.is_even(0) {
        // A comma in every number, and one in a name, make no commas between cells.
        return match (1..WIDE).find(in_most) {
            None => (with(0), None),
            Some(mark) if even == [mark] && MARKS[mark] == ';' && seen.decimals => (with(mark), None),
            Some(mark) => (with(0), Some(seen.doubt(mark))),
        };
    }
    match even[..] {
        [mark] => (with(mark), None),
        [first, ..] => (with(0), Some(seen.doubt(first))),
        [] => (with(0), (1..MARKS.len()).find(|m| seen.is_suspect(*m)).map(|m| seen.doubt(m))),
    }
}

/// Returns the doubt about what divides a table, where its rows show that it was misread.
pub fn doubt(text: &str, dialect: Dialect) -> Doubt {
    let mark = MARKS.iter().position(|mark| *mark == char::from(dialect.delimiter)).unwrap_or(0);
    Seen::of(text, dialect.start).doubt(mark)
}

/// Reads a first line such as `sep=;`, which spreadsheet programs write and obey.
fn named(text: &str) -> Option<Dialect> {
    let line = text.split_inclusive('\n').next()?;
    let name = line.trim_end_matches('\n').trim_matches('"');
    let mark = name.get(..4).filter(|key| key.eq_ignore_ascii_case("sep=")).map(|_| &name[4..])?;
    let &[delimiter] = mark.as_bytes() else { return None };
    let divides = delimiter == b'\t' || delimiter == b' ' || (delimiter.is_ascii_punctuation() && delimiter != b'"');
    divides.then_some(Dialect { delimiter, start: line.len() })
}

/// How often each mark stands in each of the first rows, outside quotes.
struct Seen {
    rows: Vec<[usize; MARKS.len()]>,
    first: [Option<usize>; MARKS.len()],
    /// Commas below the first row stand between digits, those in it before a space.
    decimals: bool,
}

impl Seen {
    fn of(text: &str, start: usize) -> Self {
        let bytes = text.as_bytes();
        let end = floor_boundary(text, text.len().min(start + BYTES));
        let mut seen = Self { rows: Vec::new(), first: [None; MARKS.len()], decimals: true };
        let mut row = [0; MARKS.len()];
        let (mut quoted, mut fresh, mut blank) = (false, true, true);
        for (at, c) in text[start..end].char_indices().map(|(at, c)| (start + at, c)) {
            match c {
                // A doubled quote closes and opens again.
                '"' if quoted => (quoted, fresh) = (false, true),
                '"' if fresh => (quoted, blank) = (true, false),
                _ if quoted => {}
                '\n' => {
                    if !std::mem::replace(&mut blank, true) {
                        seen.rows.push(std::mem::take(&mut row));
                    }
                    fresh = true;
                    if seen.rows.len() == ROWS {
                        return seen;
                    }
                }
                c => {
                    blank = false;
                    let mark = MARKS.iter().position(|m| *m == c);
                    fresh = mark.is_some_and(|mark| mark < WIDE);
                    if let Some(mark) = mark {
                        row[mark] += 1;
                        seen.first[mark].get_or_insert(at);
                        seen.decimals &= mark != 0 || is_decimal(bytes, at, seen.rows.is_empty());
                    }
                }
            }
        }
        // A row that the limit cuts is not whole.
        if !blank && (end == text.len() || seen.rows.is_empty()) {
            seen.rows.push(row);
        }
        seen
    }

    fn holding(&self, mark: usize) -> usize {
        self.rows.iter().filter(|row| row[mark] > 0).count()
    }

    /// Nearly all rows hold a mark as often as the first.
    fn is_even(&self, mark: usize) -> bool {
        let count = self.rows[0][mark];
        let off = self.rows.iter().filter(|row| row[mark] != count).count();
        count > 0 && (off * 10 <= self.rows.len() || (off == 1 && self.rows.len() >= 5))
    }

    /// Titles stand above rows that one mark divides evenly, and notes may stand below them: rows
    /// without that mark.
    fn below_titles(&self) -> Option<usize> {
        let even = |mark: usize| {
            let titles = self.rows.iter().take(TITLES).take_while(|row| row[mark] == 0).count();
            let rows = &self.rows[titles..];
            let notes = rows.iter().rev().take_while(|row| row[mark] == 0).count();
            let rows = &rows[..rows.len() - notes];
            let count = rows.first().map_or(0, |row| row[mark]);
            let all = rows.len() > 2 && count > 0 && rows.iter().all(|row| row[mark] == count);
            (all && rows.len() > titles && rows.len() > notes).then_some((titles, mark, titles + notes > 0))
        };
        // The mark of the names too is what divides: a comma in every number is not in their names.
        let mut marks: Vec<_> = (0..WIDE).filter_map(even).collect();
        marks.sort_unstable();
        match marks[..] {
            [(_, mark, framed)] => framed.then_some(mark),
            [(first, mark, framed), (second, ..), ..] if first < second => framed.then_some(mark),
            _ => None,
        }
    }

    /// The rows are not even, and still a mark looks like what divides them: it is in the first
    /// row and in most others; or it divides all but the first, which then is a title.
    fn is_suspect(&self, mark: usize) -> bool {
        let (first, below) = (self.rows[0], &self.rows[1..]);
        if mark >= WIDE {
            return first[..WIDE] == [0; WIDE] && !below.is_empty() && self.is_even(mark);
        }
        let Some(second) = below.first().map(|row| row[mark]) else { return false };
        let holding = below.iter().filter(|row| row[mark] > 0).count();
        let ragged = first[mark] > 0 && first[mark] >= first[0] && holding * 2 >= below.len();
        let off = below.iter().filter(|row| row[mark] != second).count();
        let titled = first == [0; MARKS.len()] && second > 0 && below.len() > 1 && off * 10 <= below.len();
        ragged || titled
    }

    fn doubt(&self, mark: usize) -> Doubt {
        Doubt { mark: MARKS[mark], at: self.first[mark].unwrap_or(0), rows: self.holding(mark), of: self.rows.len() }
    }
}

fn is_decimal(bytes: &[u8], at: usize, heading: bool) -> bool {
    let next = bytes.get(at + 1);
    if heading {
        return next == Some(&b' ');
    }
    let before = at.checked_sub(1).map(|at| bytes[at]);
    before.is_some_and(|b| b.is_ascii_digit()) && next.is_some_and(u8::is_ascii_digit)
}

impl Dialect {
    /// Returns the dialect in which a mark divides the cells.
    pub fn of(delimiter: u8) -> Self {
        Self { delimiter, start: 0 }
    }

    /// Returns a reader of the rows, the names of the columns first.
    pub fn reader(self, text: &str) -> csv::Reader<&[u8]> {
        let mut builder = csv::ReaderBuilder::new();
        builder.flexible(true).has_headers(false).delimiter(self.delimiter);
        builder.from_reader(&text.as_bytes()[self.start..])
    }

    /// Returns how many lines stand before the names of the columns.
    pub fn lines_before(self) -> usize {
        usize::from(self.start > 0)
    }

    /// Returns where the rows begin in the text.
    pub fn start(self) -> usize {
        self.start
    }

    /// Returns where a cell of a row stands, by where the row begins. Of a row that is too short, the
    /// end of it.
    pub fn cell_of_row(self, text: &str, row: usize, column: usize) -> Range<usize> {
        let bytes = text.as_bytes();
        let (mut at, mut number) = (row.min(bytes.len()), 0);
        loop {
            let cell = self.cell(bytes, at, 0, number);
            let end = cell.raw.end;
            if number == column || bytes.get(end) != Some(&self.delimiter) {
                return if number == column { cell.inner } else { end..end };
            }
            (at, number) = (end + 1, number + 1);
        }
    }

    /// Calls `f` with each cell, until it gives a value.
    pub fn cells<T>(self, text: &str, mut f: impl FnMut(Cell) -> Option<T>) -> Option<T> {
        let bytes = text.as_bytes();
        let (mut row, mut column, mut at) = (0, 0, self.start);
        while at < bytes.len() {
            if column == 0 && bytes[at] == b'\n' {
                at += 1;
                continue;
            }
            let cell = self.cell(bytes, at, row, column);
            let end = cell.raw.end;
            if let Some(value) = f(cell) {
                return Some(value);
            }
            at = end + 1;
            if bytes.get(end) == Some(&self.delimiter) {
                column += 1;
                if at == bytes.len() {
                    return f(self.cell(bytes, at, row, column));
                }
            } else {
                (row, column) = (row + 1, 0);
            }
        }
        None
    }

    fn cell(self, bytes: &[u8], start: usize, row: usize, column: usize) -> Cell {
        let ends = |byte: u8| byte == self.delimiter || byte == b'\n';
        let to_end = |from: usize| bytes[from..].iter().position(|b| ends(*b)).map_or(bytes.len(), |n| from + n);
        if bytes.get(start) != Some(&b'"') {
            let end = to_end(start);
            return Cell { row, column, inner: start..end, raw: start..end, end: End::Plain };
        }
        let mut at = start + 1;
        loop {
            match bytes[at..].iter().position(|b| *b == b'"').map(|n| at + n) {
                None => {
                    let rest = start + 1..bytes.len();
                    return Cell { row, column, inner: rest, raw: start..bytes.len(), end: End::Loose };
                }
                Some(quote) if bytes.get(quote + 1) == Some(&b'"') => at = quote + 2,
                Some(quote) => {
                    let end = to_end(quote + 1);
                    let clear = bytes[quote + 1..end].iter().all(|b| *b == b' ');
                    let how = if clear { End::Quoted } else { End::Loose };
                    return Cell { row, column, inner: start + 1..quote, raw: start..end, end: how };
                }
            }
        }
    }

    /// Returns the first row of more cells than that. Nothing is kept of a cell: a row of a
    /// million commas costs no memory.
    pub fn wider(self, text: &str, most: usize) -> Option<WideRow> {
        if text.bytes().filter(|b| *b == self.delimiter).count() < most {
            return None;
        }
        let (mut begin, mut wide) = (0, None);
        self.cells(text, |cell| {
            if cell.column == 0 {
                if wide.is_some() {
                    return Some(());
                }
                begin = cell.raw.start;
            }
            if cell.column >= most {
                wide = Some(WideRow { at: begin, cells: cell.column + 1 });
            }
            None
        });
        wide
    }

    /// Returns the first quote that is never closed, is closed within its text, or closes only
    /// at the quote of a later row.
    pub fn loose_quote(self, text: &str) -> Option<LooseQuote> {
        if !text.contains('"') {
            return None;
        }
        let bytes = text.as_bytes();
        let mut width = 0;
        self.cells(text, |cell| {
            if cell.row == 0 {
                width = cell.column;
            }
            let loose = cell.end == End::Loose || (cell.row > 0 && self.swallows(bytes, &cell, width));
            let lines = || bytes[cell.raw.clone()].iter().filter(|b| **b == b'\n').count() + 1;
            loose.then(|| LooseQuote { at: cell.raw.start, lines: lines() })
        })
    }

    /// A quoted cell of several lines holds rows: each of its lines is divided as often as the
    /// first row. Prose has a space behind its commas.
    fn swallows(self, bytes: &[u8], cell: &Cell, width: usize) -> bool {
        if cell.end != End::Quoted || width == 0 || !bytes[cell.inner.clone()].contains(&b'\n') {
            return false;
        }
        let from = bytes[..cell.raw.start].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let to = bytes[cell.raw.end..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| cell.raw.end + n);
        let lines: Vec<&[u8]> = bytes[from..to].split(|b| *b == b'\n').collect();
        let alike = |line: &&&[u8]| {
            let marks = line.iter().filter(|b| **b == self.delimiter).count();
            marks == width && !line.windows(2).any(|two| two == [self.delimiter, b' '])
        };
        let rows = lines.iter().filter(alike).count();
        let numbered = lines.iter().all(|line| line.first().is_some_and(u8::is_ascii_digit));
        let enough = width > 1 || numbered || lines.len() > 2;
        enough && rows * 10 >= lines.len() * 9
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(text: &str) -> Option<char> {
        let (dialect, doubt) = recognise(text);
        doubt.is_none().then_some(char::from(dialect.delimiter))
    }

    #[test]
    fn a_wide_row_is_found_without_reading_its_cells() {
        let (dialect, _) = recognise("a,b\n");
        assert_eq!(dialect.wider("a,b\n1,\"x,y,z\"\n", 2), None);
        assert_eq!(dialect.wider("a,b\n\n1,2,3,\n1,2,3,4,5\n", 2), Some(WideRow { at: 5, cells: 4 }));
        assert_eq!(dialect.wider(",,", 2), Some(WideRow { at: 0, cells: 3 }));
    }

    #[test]
    fn the_mark_that_stands_as_often_in_each_row_divides_it() {
        let cases = [
            ("a,b\n1,2\n", ','),
            ("Gemeinde;Wert\nA;1,5\nB;2,25\n", ';'),
            ("Gemeinde;Wert, EUR\nA;1,5\nB;2,25\n", ';'),
            ("a\tb\n1\t2\n", '\t'),
            ("a|b|c\n1|2|3\n", '|'),
            ("sep=;\na;b\n1;2\n", ';'),
            ("\"sep=|\"\na|b\n", '|'),
            ("Strasse;Ort\nHaupt 5, Hof;Bern\n", ';'),
            ("name,note\nA,x; y\nB,z; w\n", ','),
            ("id,\"a;b\"\n1,\"c;d\"\n", ','),
            ("note\na\nb\n", ','),
            ("note\na; b\nc\n", ','),
            ("区县,金额，万元\n莲湖,一，二\n", ','),
            ("备注\n甲，乙\n丙\n", ','),
            ("note\n\"a;b\"\n\"c;d\"\n", ','),
            ("a;b\n1;2\n3;4\n5;6\n7;8\nSource\n", ';'),
            ("month,lamps\n2026-01,10\n2026-02\n", ','),
            ("Population\nTown;People\nA;1\nB;2\n", ';'),
            ("Population, 2025\nTown;People\nA;1,5\nB;2,5\nC;3,5\nSource: Office\n", ';'),
            ("Population\nTown,People\nA,1\nB,2\n", ','),
            ("Town;Area\nA;1,5\nB;2,5\nC;3,5\n", ';'),
            ("", ','),
            ("a\n", ','),
        ];
        for (text, mark) in cases {
            assert_eq!(divided(text), Some(mark), "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_said() {
        let cases = [
            ("a;b;c\n1;2\n3;4;5\n6;7;8;9\n", ';', 1),
            ("a;b,c\n1;2,3\n4;5,6\n", ';', 1),
            ("a|b;c\n1|2;3\n", ';', 3),
            ("区县，数量\n莲湖，10\n", '，', 6),
            ("sep=;\na,b\n1,2\n", ',', 7),
        ];
        for (text, mark, at) in cases {
            let doubt = recognise(text).1.unwrap();
            assert_eq!((doubt.mark, doubt.at), (mark, at), "{text}");
        }
    }

    #[test]
    fn cells_are_those_of_the_reader() {
        let texts = [
            "a,b\n1,\"x\ny\"\n\n\"a \"\"b\"\" c\",\n",
            "a,b\n5\" pipe,\"q\" x\n,\n",
            "sep=;\na;b\n\"1;2\";3\n",
            "a,b\n1,",
            "a,b\n1,\"open\n2,3\n",
        ];
        for text in texts {
            let (dialect, _) = recognise(text);
            let mut cells = Vec::new();
            dialect.cells::<()>(text, |cell| {
                cells.push((cell.row, cell.column, text[cell.inner].replace("\"\"", "\"")));
                None
            });
            let mut read = Vec::new();
            for (row, record) in dialect.reader(text).records().map(Result::unwrap).enumerate() {
                read.extend(record.iter().enumerate().map(|(column, cell)| (row, column, cell.to_owned())));
            }
            let start = |(row, column, text): &(usize, usize, String)| (*row, *column, text.chars().next());
            // A loose cell has its text up to the quote; the reader adds what is behind.
            assert_eq!(
                cells.iter().map(start).collect::<Vec<_>>(),
                read.iter().map(start).collect::<Vec<_>>(),
                "{text}"
            );
        }
    }

    #[test]
    fn loose_quotes_are_found_and_closed_ones_are_not() {
        let loose = |text: &str| recognise(text).0.loose_quote(text).map(|q| (q.at, q.lines));
        let cases = [
            ("id,text\n1,\"x\n2,y\n3,z\n", Some((10, 4))),
            ("id;text\n1;\"x\n2;y\n3;z\n", Some((10, 4))),
            ("id,size,n\n1,\"5 inch,3\n2,7,4\n3,\"8 inch,6\n", Some((12, 3))),
            ("id,size,n\n1,\"5,3\n2,7,4\n3,8\",6\n", Some((12, 3))),
            ("id,size\n1,\"5\n2,7\"\n3,8\n", Some((10, 2))),
            ("id,size\n1,\"5\" pipe\n", Some((10, 1))),
            ("id,size\n1,5\"\n2,7\"\n", None),
            ("id,text\n1,\"x\ny\"\n2,\"a, b\nc, d\ne, f\"\n", None),
            ("id,text\n1,\"Line one\nLine two, more\"\n", None),
            ("text,id\n\"Hello, you\nbye\",1\n", None),
            ("id,text\n1,\"say \"\"x\"\"\"\n2,\"\"\n", None),
            ("id,\"two\nlines\"\n1,\"x\" \n", None),
        ];
        for (text, expected) in cases {
            assert_eq!(loose(text), expected, "{text}");
        }
    }
}
