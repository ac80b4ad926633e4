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

    /// Adds text, for the inside of an element or of an attribute.
    pub fn text(&mut self, text: &str) {
        self.0.push_str(&escaped(text));
    }

    /// Returns the document.
    pub fn finish(self) -> Escaped {
        Escaped(self.0.into_bytes())
    }
}

/// A number that markup can hold as it is.
pub trait Number: super::sealed::Sealed {
    /// Appends the number.
    fn write(self, text: &mut String);
}

macro_rules! whole {
    ($($kind:ty),*) => {$(
        impl Number for $kind {
            fn write(self, text: &mut String) {
                let mut digits = [0_u8; 20];
                let (mut at, mut rest) = (digits.len(), self.unsigned_abs() as u64);
                loop {
                    at -= 1;
                    digits[at] = b'0' + (rest % 10) as u8;
                    rest /= 10;
                    if rest == 0 {
                        break;
                    }
                }
                if self < 0 {
                    text.push('-');
                }
                digits[at..].iter().for_each(|digit| text.push(char::from(*digit)));
            }
        }
    )*};
}

impl super::sealed::Sealed for i64 {}
whole!(i64);

/// A place in a drawing: two decimals, without needless zeros.
impl super::sealed::Sealed for f64 {}
impl Number for f64 {
    #[expect(clippy::cast_possible_truncation, reason = "clamped")]
    fn write(self, text: &mut String) {
        let hundredths = (self * 100.0).round().clamp(-1e12, 1e12) as i64;
        if hundredths < 0 {
            text.push('-');
        }
        let size = hundredths.abs();
        (size / 100).write(text);
        let rest = size % 100;
        if rest > 0 {
            text.push('.');
            (rest / 10).write(text);
            if rest % 10 > 0 {
                (rest % 10).write(text);
            }
        }
    }
}

/// Writes HTML that is put together here and not by a template. A template prints it `| safe`.
///
/// ```compile_fail
/// let (mut html, text) = (gongkai::escape::markup::Html::default(), String::from("<script>"));
/// html.own(text.as_str());
/// ```
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Adds markup of the program itself.
    pub fn own(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text, for the inside of an element or of an attribute.
    pub fn text(&mut self, text: &str) -> &mut Self {
        let plain = |b: u8| (b.is_ascii_graphic() || b == b' ') && !b"&<>\"'".contains(&b);
        if text.bytes().all(plain) {
            self.0.push_str(text);
        } else {
            self.0.push_str(&escaped(text));
        }
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: impl Number) -> &mut Self {
        number.write(&mut self.0);
        self
    }

    /// Adds what was written apart.
    pub fn add(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// Returns whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl serde::Serialize for Html {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_holds_texts_and_numbers() {
        let mut html = Html::default();
        html.own("<p title=\"").text("\"><b>").own("\">").text("8路 & <8>").number(-1.005).number(12.5).number(-0.001);
        html.number(-42_i64).number(0_i64).own("</p>");
        assert_eq!(html.as_str(), "<p title=\"&quot;&gt;&lt;b&gt;\">8路 &amp; &lt;8&gt;-112.50-420</p>");
    }

    #[test]
    fn text_stays_text() {
        let mut xml = Xml::default();
        xml.element("loc", "a]]>&<b>\"'\u{FFFF}\u{0}\u{85}");
        let bytes = xml.finish().into_bytes();
        assert!(bytes.ends_with(b"<loc>a]]&gt;&amp;&lt;b&gt;&quot;&#39;</loc>"));
        assert_eq!(rendered("路\u{FFFE}\u{1b}a".into()).into_bytes(), "路a".as_bytes());
    }
}
