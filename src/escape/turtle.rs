//! Turtle (RDF 1.1 Turtle, W3C Recommendation of 25 February 2014): addresses and texts that cannot leave
//! their brackets and quotes.

use super::Escaped;
use crate::source::text::clean;
use std::fmt::Write as _;

/// Writes Turtle.
#[derive(Default)]
pub struct TurtleText(String);

impl TurtleText {
    /// Adds words of the program.
    pub fn fixed(&mut self, words: &'static str) -> &mut Self {
        self.0.push_str(words);
        self
    }

    /// Adds an address in `<>`. What may not stand in one (section 6.4, IRIREF) is written `%20`.
    pub fn iri(&mut self, address: &str) -> &mut Self {
        self.0.push('<');
        for c in address.chars() {
            match c {
                '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => {
                    // All of them are of one byte; writing to a string does not fail.
                    let _ = write!(self.0, "%{:02X}", u32::from(c));
                }
                c => self.0.push(c),
            }
        }
        self.0.push('>');
        self
    }

    /// Adds a text in quotes, with its language where that is known by its tag.
    pub fn text(&mut self, text: &str, lang: Option<&str>) -> &mut Self {
        self.0.push('"');
        for c in clean(text).chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                c => self.0.push(c),
            }
        }
        self.0.push('"');
        let is_tag = |tag: &&str| !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if let Some(tag) = lang.filter(is_tag) {
            self.0.push('@');
            self.0.push_str(tag);
        }
        self
    }

    /// Returns the text.
    pub fn finish(&mut self) -> Escaped {
        Escaped(std::mem::take(&mut self.0).into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_quotes() {
        let mut turtle = TurtleText::default();
        turtle.iri("https://a.example/> . <x> \"y\"\n清").fixed(" ").text("a\" . \\ <b>\n", Some("zh-Hans"));
        turtle.text("c", Some("en . <x>"));
        let bytes = turtle.finish().into_bytes();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "<https://a.example/%3E%20.%20%3Cx%3E%20%22y%22%0A清> \"a\\\" . \\\\ <b>\\n\"@zh-Hans\"c\""
        );
    }
}
