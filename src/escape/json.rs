//! JSON: quotes and controls are escaped by serde_json; what has no place in a public text is
//! left out of every string, keys too. A program that reads findings gets it as `\u202e`.

use super::Escaped;
use crate::source::text::{clean, holds_out_of_place, is_out_of_place, is_stray_control};
use serde::Serialize;
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

/// Returns JSON for the inside of a `script` element: `<` is written `\u003c`.
pub fn in_page(value: &impl Serialize) -> String {
    let bytes = written(value, Clean(CompactFormatter, Hidden::LeftOut));
    let text = String::from_utf8_lossy(&bytes);
    text.trim_end().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
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
        let back: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(back, serde_json::json!({ "k": "a\"\\\n\t</script>路" }));
        assert_eq!(line(&"a\u{7f}b").unwrap(), b"\"ab\"\n");
        let odd = "a\u{1b}\u{9b}\u{202E}\u{1FFFF}";
        assert_eq!(printed(&odd), "\"a\\u001b\\u009b\\u202e\\ud83f\\udfff\"\n");
        assert_eq!(serde_json::from_str::<String>(&printed(&odd)).unwrap(), odd);
        assert_eq!(in_page(&"</script>&"), "\"\\u003c/script\\u003e\\u0026\"");
    }
}
