//! CSV for downloads: UTF-8 with a mark (spreadsheets need it), CR LF line ends (RFC 4180),
//! and no cell that a spreadsheet would run as a formula.

/// The byte-order mark that makes spreadsheets read UTF-8.
const MARK: &str = "\u{FEFF}";

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

    /// Adds a cell that the program made: a number, a date, a word of ours.
    pub fn plain(&mut self, cell: &str) {
        self.separate();
        self.text.push_str(cell);
    }

    /// Adds a cell of people's text. One that begins like a formula gets an apostrophe before
    /// it (OWASP, CSV injection).
    pub fn text(&mut self, cell: &str) {
        self.separate();
        let cell = crate::source::text::clean(cell);
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']);
        let quoted = formula || cell.contains([self.delimiter, '"', '\n', '\r']) || cell.starts_with(' ');
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

    /// Adds a cell for a date that may be missing.
    pub fn date(&mut self, date: Option<jiff::civil::Date>) {
        self.plain(&date.map_or_else(String::new, |d| d.to_string()));
    }

    /// Ends a row.
    pub fn end(&mut self) {
        self.text.push_str("\r\n");
        self.first = true;
    }

    /// Returns the bytes of the table.
    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn separate(&mut self) {
        if !self.first {
            self.text.push(self.delimiter);
        }
        self.first = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_quotes_doubled() {
        let mut csv = CsvText::new(["a", "b"]);
        csv.text("=HYPERLINK(\"x\")");
        csv.text("said \"no\", twice");
        csv.end();
        let text = String::from_utf8(csv.into_bytes()).unwrap();
        assert_eq!(text, "\u{FEFF}a,b\r\n\"'=HYPERLINK(\"\"x\"\")\",\"said \"\"no\"\", twice\"\r\n");
    }
}
