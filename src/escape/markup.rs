//! HTML and XML: templates escape what they print (the engine does, unless a template says
//! `| safe`); XML of our own is put together here. Either is looked through once more as a whole:
//! a character that XML forbids would make a feed unreadable, wherever it came from.

use super::Escaped;
use crate::source::text::clean;

/// Takes what a template gave.
pub fn rendered(bytes: Vec<u8>) -> Escaped {
    match String::from_utf8(bytes) {
        Ok(text) => Escaped(match clean(&text) {
            std::borrow::Cow::Owned(cleaned) => cleaned.into_bytes(),
            std::borrow::Cow::Borrowed(_) => text.into_bytes(),
        }),
        // Templates and values are text: there is no other way here.
        Err(error) => Escaped(clean(&String::from_utf8_lossy(error.as_bytes())).into_owned().into_bytes()),
    }
}

/// Returns text for the inside of an element or of an attribute, in HTML and XML alike.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Writes XML.
pub struct Xml(String);

impl Default for Xml {
    fn default() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned())
    }
}

impl Xml {
    /// Adds markup of the program itself.
    pub fn markup(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Adds an element with text in it.
    pub fn element(&mut self, name: &'static str, text: &str) {
        for part in ["<", name, ">", &escaped(text), "</", name, ">"] {
            self.0.push_str(part);
        }
    }

    /// Returns the document.
    pub fn finish(self) -> Escaped {
        Escaped(self.0.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let mut xml = Xml::default();
        xml.element("loc", "a]]>&<b>\"'\u{FFFF}\u{0}\u{85}");
        let bytes = xml.finish().into_bytes();
        assert!(bytes.ends_with(b"<loc>a]]&gt;&amp;&lt;b&gt;&quot;&#39;</loc>"));
        assert_eq!(rendered("路\u{FFFE}\u{1b}a".into()).into_bytes(), "路a".as_bytes());
    }
}
