//! Calendars (RFC 5545): lines end with CR LF and are folded at 75 bytes.

use super::{Escaped, sealed::Sealed};
use crate::source::text::clean;
use jiff::civil::{Date, DateTime};

/// A value that needs no escape in a calendar.
pub trait Fixed: Sealed {
    /// Returns the value as a calendar has it.
    fn written(&self) -> String;
}

/// A word of the program.
impl Fixed for &'static str {
    fn written(&self) -> String {
        (*self).to_owned()
    }
}

/// A whole day: `20260302`.
impl Fixed for Date {
    fn written(&self) -> String {
        format!("{:04}{:02}{:02}", self.year(), self.month(), self.day())
    }
}

/// The first moment of a day: `20260302T000000Z`.
pub struct Midnight(pub Date);
impl Sealed for Midnight {}
impl Fixed for Midnight {
    fn written(&self) -> String {
        format!("{}T000000Z", self.0.written())
    }
}

/// A moment in UTC: `20260302T013000Z`.
pub struct Moment(pub DateTime);
impl Sealed for Moment {}
impl Fixed for Moment {
    fn written(&self) -> String {
        self.0.strftime("%Y%m%dT%H%M%SZ").to_string()
    }
}

/// A number.
impl Fixed for usize {
    fn written(&self) -> String {
        self.to_string()
    }
}

/// Writes lines of a calendar.
#[derive(Default)]
pub struct Ics(String);

impl Ics {
    /// Adds a line whose value has a type of its own:
    ///
    /// ```compile_fail
    /// let (mut ics, text) = (gongkai::escape::ics::Ics::default(), String::from("x\r\nEND:VEVENT"));
    /// ics.line("SUMMARY", text.as_str());
    /// ```
    ///
    /// ```
    /// let (mut ics, text) = (gongkai::escape::ics::Ics::default(), String::from("x\r\nEND:VEVENT"));
    /// ics.text("SUMMARY", text.as_str());
    /// ```
    pub fn line(&mut self, name: &'static str, value: impl Fixed) {
        self.fold(name, &value.written());
    }

    /// Adds a line whose value is people's text.
    pub fn text(&mut self, name: &'static str, value: &str) {
        let mut escaped = String::with_capacity(value.len() + 8);
        for c in clean(value).chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.fold(name, &escaped);
    }

    /// Adds a line whose value is an address: what an address cannot hold goes.
    pub fn address(&mut self, name: &'static str, value: &str) {
        let fits = |c: &char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\');
        self.fold(name, &value.chars().filter(fits).collect::<String>());
    }

    /// Returns the calendar.
    pub fn finish(self) -> Escaped {
        Escaped(self.0.into_bytes())
    }

    fn fold(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if width + c.len_utf8() > 74 {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_long_lines_are_folded_between_characters() {
        let mut ics = Ics::default();
        ics.text("SUMMARY", "a, b; c\\d\ne\r\nEND:VEVENT\u{2028}\u{FFFF}");
        assert_eq!(ics.0, "SUMMARY:a\\, b\\; c\\\\d\\ne\\nEND:VEVENT\u{2028}\r\n");
        let mut ics = Ics::default();
        ics.text("SUMMARY", &"路".repeat(60));
        assert!(ics.0.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(ics.0.replace("\r\n ", "").matches('路').count(), 60);
        let mut ics = Ics::default();
        ics.address("URL", "https://x.example/a\r\nEND:VEVENT");
        assert_eq!(ics.0, "URL:https://x.example/aEND:VEVENT\r\n");
    }
}
