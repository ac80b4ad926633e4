//! JSON: quotes and controls are escaped by serde_json; what has no place in a public text is
//! left out of every string, keys too. A program that reads findings gets it as `\u202e`.

use super::Escaped;
use crate::source::text::{clean, holds_out_of_place, is_out_of_place, is_stray_control};
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter, Serializer};
use std::borrow::Cow;
use std::io::{self, Write};

/// Returns JSON with line ends, for files that people read too.
pub fn pretty(value: &impl Serialize) -> Escaped {
    Escaped(written(value, Clean(PrettyFormatter::new(), Hidden::LeftOut)))
}

/// Returns JSON for a program that reads what a command prints: nothing is lost, and nothing
/// reaches a terminal that would move its cursor.
pub fn printed(value: &impl Serialize) -> String {
    let bytes = written(value, Clean(PrettyFormatter::new(), Hidden::Named));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns JSON on one line of its own.
///
/// # Errors
/// When a value of the record says that it cannot be written.
pub fn line(value: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::with_capacity(4096);
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Clean(CompactFormatter, Hidden::LeftOut)))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Returns a script that hands a value over under a name, for pages that cannot ask for files of data. Line ends
/// that older scripts do not allow in a string are written `\u2028` and `\u2029`.
pub fn handed(name: &str, value: &impl Serialize) -> Escaped {
    let bytes = written(value, Clean(CompactFormatter, Hidden::LeftOut));
    let json = String::from_utf8_lossy(&bytes);
    let json = match json.contains(['\u{2028}', '\u{2029}']) {
        true => json.trim_end().replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").into(),
        false => json,
    };
    let json = json.trim_end();
    let name = written(&name, Clean(CompactFormatter, Hidden::LeftOut));
    let name = String::from_utf8_lossy(&name);
    Escaped(format!("gongkai.shard({},{json})", name.trim_end()).into_bytes())
}

/// Returns JSON for the inside of a `script` element: `<` is written `\u003c`.
pub fn in_page(value: &impl Serialize) -> String {
    let bytes = written(value, Clean(CompactFormatter, Hidden::LeftOut));
    let text = String::from_utf8_lossy(&bytes);
    text.trim_end().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// A table as JSON: an object with some members and `rows`, a list of objects, each on a line of its own.
///
/// Numbers are digits, not floats: what stands in the file is what the reader gets.
pub struct Rows {
    bytes: Vec<u8>,
    /// The names of its columns, as keys.
    names: Vec<Vec<u8>>,
    rows: usize,
    cells: usize,
}

impl Rows {
    /// Starts a table: what is said of it first, and the names of its columns.
    pub fn new(said: &[(&'static str, Value)], names: &[String]) -> Self {
        let key = |name: &String| {
            let mut key = written(name, Clean(CompactFormatter, Hidden::LeftOut));
            key.pop();
            key.push(b':');
            key
        };
        let mut table = Self { bytes: b"{\n".to_vec(), names: names.iter().map(key).collect(), rows: 0, cells: 0 };
        for (name, value) in said {
            table.member(name, value);
            table.bytes.extend_from_slice(b",\n");
        }
        table.bytes.extend_from_slice(b"\"rows\": [");
        table
    }

    fn member(&mut self, name: &'static str, value: &Value) {
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(b"\": ");
        self.bytes.append(&mut written(value, Clean(CompactFormatter, Hidden::LeftOut)));
        self.bytes.pop();
    }

    fn key(&mut self) {
        if self.cells == 0 {
            self.bytes.extend_from_slice(if self.rows == 0 { b"\n{" } else { b",\n{" });
        } else {
            self.bytes.push(b',');
        }
        if let Some(name) = self.names.get(self.cells) {
            self.bytes.extend_from_slice(name);
        }
        self.cells += 1;
    }

    /// Adds a value to the row.
    pub fn value(&mut self, value: &impl Serialize) {
        self.key();
        let format = Clean(CompactFormatter, Hidden::LeftOut);
        let made = value.serialize(&mut Serializer::with_formatter(&mut self.bytes, format));
        made.expect("a JSON value has no keys that are not text");
    }

    /// Adds a number by its digits; what JSON would not have as a number is a text.
    pub fn number(&mut self, digits: &str) {
        let Some(number) = number(digits) else { return self.value(&digits) };
        self.key();
        self.bytes.extend_from_slice(number.as_bytes());
    }

    /// Ends the row.
    pub fn end(&mut self) {
        if self.cells > 0 {
            self.bytes.push(b'}');
            self.rows += 1;
        }
        self.cells = 0;
    }

    /// Ends the table; what is said of it last.
    pub fn finish(mut self, said: &[(&'static str, Value)]) -> Escaped {
        self.bytes.extend_from_slice(b"\n]");
        for (name, value) in said {
            self.bytes.extend_from_slice(b",\n");
            self.member(name, value);
        }
        self.bytes.extend_from_slice(b"\n}\n");
        Escaped(self.bytes)
    }
}

/// Returns digits as JSON has a number: without zeros before it, with one before the point.
fn number(digits: &str) -> Option<String> {
    let (sign, rest) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let split = rest.find(['e', 'E']).unwrap_or(rest.len());
    let (plain, power) = rest.split_at(split);
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let tens = power.get(1..).unwrap_or_default();
    let tens = tens.strip_prefix(['+', '-']).unwrap_or(tens);
    let tens_are_sound = power.is_empty() || (!tens.is_empty() && are_digits(tens));
    if plain.trim_matches('.').is_empty() || !are_digits(whole) || !are_digits(part) || !tens_are_sound {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if part.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{part}{power}"))
}

fn written(value: &impl Serialize, formatter: impl Formatter) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1024);
    let made = value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter));
    made.expect("a JSON value has no keys that are not text");
    bytes.push(b'\n');
    bytes
}

/// What becomes of characters that have no place in a public text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hidden {
    LeftOut,
    /// Written as `\u202e`.
    Named,
}

/// A way of writing JSON, with clean strings.
struct Clean<F>(F, Hidden);

/// Hands calls on to the way of writing inside.
macro_rules! as_inside {
    ($($name:ident($($arg:ident: $kind:ty),*);)*) => {$(
        fn $name<W: ?Sized + Write>(&mut self, writer: &mut W, $($arg: $kind),*) -> io::Result<()> {
            self.0.$name(writer, $($arg),*)
        }
    )*};
}

impl<F: Formatter> Formatter for Clean<F> {
    as_inside! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if self.1 == Hidden::LeftOut {
            return writer.write_all(clean(fragment).as_bytes());
        }
        writer.write_all(named(fragment).as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        match escape {
            escape if self.1 == Hidden::Named => self.0.write_char_escape(writer, escape),
            CharEscape::Backspace | CharEscape::FormFeed | CharEscape::CarriageReturn => Ok(()),
            CharEscape::AsciiControl(byte) if is_stray_control(char::from(byte)) => Ok(()),
            escape => self.0.write_char_escape(writer, escape),
        }
    }
}

fn named(fragment: &str) -> Cow<'_, str> {
    if !holds_out_of_place(fragment) {
        return Cow::Borrowed(fragment);
    }
    let mut text = String::with_capacity(fragment.len() + 16);
    for c in fragment.chars() {
        if is_out_of_place(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| text.push_str(&format!("\\u{unit:04x}")));
        } else {
            text.push(c);
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_clean_and_still_json() {
        let value =
            serde_json::json!({ "k\u{1b}\u{202E}": "a\u{1}\r\u{8}\u{FFFE}\u{FDD0}\u{1FFFF}\"\\\n\t</script>路" });
        let bytes = pretty(&value).into_bytes();
        let back: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(back, serde_json::json!({ "k": "a\"\\\n\t</script>路" }));
        assert_eq!(line(&"a\u{7f}b").unwrap(), b"\"ab\"\n");
        let odd = "a\u{1b}\u{9b}\u{202E}\u{1FFFF}";
        assert_eq!(printed(&odd), "\"a\\u001b\\u009b\\u202e\\ud83f\\udfff\"\n");
        assert_eq!(serde_json::from_str::<String>(&printed(&odd)).unwrap(), odd);
        assert_eq!(in_page(&"</script>&"), "\"\\u003c/script\\u003e\\u0026\"");
    }

    #[test]
    fn a_table_keeps_its_digits() {
        let mut rows = Rows::new(&[("a", serde_json::json!({ "b": 1 }))], &["n".to_owned(), "\"=\u{202E}".to_owned()]);
        for (digits, text) in [("12345678901234567890.10", "x\u{1}"), ("-007.", "y")] {
            rows.number(digits);
            rows.value(&text);
            rows.end();
        }
        let bytes = rows.finish(&[("last", Value::Null)]).into_bytes();
        let text = "{\n\"a\": {\"b\":1},\n\"rows\": [\n{\"n\":12345678901234567890.10,\"\\\"=\":\"x\"},\n{\"n\":-7,\"\\\"=\":\"y\"}\n],\n\"last\": null\n}\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), text);
        let none = Rows::new(&[], &[]).finish(&[]).into_bytes();
        assert_eq!(serde_json::from_slice::<Value>(&none).unwrap(), serde_json::json!({ "rows": [] }));
        for (digits, expected) in [(".5", "0.5"), ("1e5", "1e5"), ("-0", "-0"), ("1.5E-3", "1.5E-3"), ("00", "0")] {
            assert_eq!(number(digits).as_deref(), Some(expected), "{digits}");
            assert!(serde_json::from_str::<Value>(expected).is_ok());
        }
        for digits in ["", ".", "1e", "1e+", "x", "1.2.3", "inf", "--1", "1e+-5"] {
            assert!(number(digits).is_none_or(|n| serde_json::from_str::<Value>(&n).is_ok()), "{digits}");
        }
    }
}
