//! Settings of servers and files of lines: words of ours, and addresses that can hold neither a
//! space, a quote nor the end of a line.

use super::Escaped;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::fmt::Write as _;

/// Writes text that a server reads.
#[derive(Default)]
pub struct PlainText(String);

impl PlainText {
    /// Adds words of the program, and no others:
    ///
    /// ```compile_fail
    /// let (mut file, text) = (gongkai::escape::plain::PlainText::default(), String::from("a\nb"));
    /// file.fixed(text.as_str());
    /// ```
    ///
    /// ```
    /// let (mut file, text) = (gongkai::escape::plain::PlainText::default(), String::from("a\nb"));
    /// file.fixed("words").address(text.as_str());
    /// ```
    pub fn fixed(&mut self, words: &'static str) -> &mut Self {
        self.0.push_str(words);
        self
    }

    /// Adds an address or a path: all but the marks of addresses is written `%20`.
    pub fn address(&mut self, address: &str) -> &mut Self {
        for byte in address.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                    self.0.push(char::from(byte));
                }
                // Writing to a string does not fail.
                _ => drop(write!(self.0, "%{byte:02X}")),
            }
        }
        self
    }

    /// Adds the beginning of a day in a zone, as headers have it: `Wed, 01 May 2024 00:00:00 GMT`.
    pub fn gmt(&mut self, on: Date, zone: &TimeZone) -> &mut Self {
        let moment = zone.to_ambiguous_timestamp(on.at(0, 0, 0, 0)).compatible();
        let moment = moment.map_or_else(|_| on.at(0, 0, 0, 0), |moment| TimeZone::UTC.to_datetime(moment));
        let _ = write!(self.0, "{}", moment.strftime("%a, %d %b %Y %H:%M:%S GMT"));
        self
    }

    /// Returns the text.
    pub fn finish(&mut self) -> Escaped {
        Escaped(std::mem::take(&mut self.0).into_bytes())
    }
}

impl std::fmt::Display for PlainText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stays_on_its_line() {
        let mut text = PlainText::default();
        text.fixed("/").address("a b\r\n\"路;{}*");
        assert_eq!(text.to_string(), "/a%20b%0D%0A%22%E8%B7%AF%3B%7B%7D%2A");
    }
}
