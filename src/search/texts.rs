//! The texts that are searched, as files: eight documents in each.
//!
//! ```text
//! name     = "x/" number of the file as 6 hexadecimal digits, a "/" after three
//! file     = [document or 0, …]            as JSON
//! document = [titles, texts, marks]        each a list of strings
//! ```
//! All that the index knows comes from these files: whoever has them can make it again, and hold it
//! against them. A mark is what filters ask for, `@k:reply`. Parts of a title, such as those in
//! different languages, and of a text are apart, so that no phrase spans two.

use serde::{Deserialize, Serialize};

/// Documents in a file, as a power of two.
pub const EIGHT: u32 = 3;

/// What is searched of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub titles: Vec<String>,
    pub texts: Vec<String>,
    pub marks: Vec<String>,
}

/// As the file has it: a list takes fewer bytes than names.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Nothing(u8),
    Document(Vec<String>, Vec<String>, Vec<String>),
}

/// Returns the name of a file of texts.
pub fn name(file: u32) -> String {
    numbered('x', file)
}

/// Returns the name of a numbered file.
pub fn numbered(letter: char, file: u32) -> String {
    format!("{letter}/{:03x}/{:03x}", file >> 12, file & 0xfff)
}

/// Returns the file of texts that a path below the root of a site names.
pub fn file_of(path: &str) -> Option<u32> {
    let (high, low) = path.strip_prefix("search/x/")?.strip_suffix(".js")?.split_once('/')?;
    let digits = |text: &str| u32::from_str_radix(text, 16).ok().filter(|_| text.len() == 3);
    Some(digits(high)? << 12 | digits(low)?)
}

/// Returns a script that hands over a value: what `serde_json` writes, but for the two line ends
/// that older scripts do not allow in a string.
pub fn script(name: &str, value: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_string(value).unwrap_or_default();
    let json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("gongkai.shard(\"{name}\",{json})").into_bytes()
}

/// Returns a script that hands over a text of [`super::numbers`]; it holds nothing to escape.
pub fn text_script(name: &str, text: &[u8]) -> Vec<u8> {
    [b"gongkai.shard(\"", name.as_bytes(), b"\",\"", text, b"\")"].concat()
}

/// Returns what a script hands over, as JSON.
pub fn handed(script: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(script).ok()?;
    let (_, value) = text.strip_prefix("gongkai.shard(\"")?.strip_suffix(')')?.split_once("\",")?;
    Some(value)
}

/// Returns the text that a script of numbers hands over.
pub fn handed_text(script: &[u8]) -> Option<&str> {
    handed(script)?.strip_prefix('"')?.strip_suffix('"')
}

/// Writes a file of texts.
pub fn write(file: u32, documents: Vec<Option<Document>>) -> Vec<u8> {
    let written = |document: Option<Document>| match document {
        Some(d) => Written::Document(d.titles, d.texts, d.marks),
        None => Written::Nothing(0),
    };
    script(&name(file), &documents.into_iter().map(written).collect::<Vec<_>>())
}

/// Reads a file of texts; `None` when it is none.
pub fn read(script: &[u8]) -> Option<Vec<Option<Document>>> {
    let all: Vec<Written> = serde_json::from_str(handed(script)?).ok()?;
    let read = |written| match written {
        Written::Document(titles, texts, marks) => Some(Document { titles, texts, marks }),
        Written::Nothing(_) => None,
    };
    Some(all.into_iter().map(read).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_were_written() {
        let one = Document {
            titles: vec!["路灯 \"</script>\\".to_owned()],
            texts: vec!["a\u{2028}b\n".to_owned()],
            marks: vec!["@k:reply".to_owned()],
        };
        let all = vec![None, Some(one), None];
        let script = write(0x1abcd, all.clone());
        assert!(script.starts_with(b"gongkai.shard(\"x/01a/bcd\",[0,"), "{}", String::from_utf8_lossy(&script));
        assert!(script.is_ascii() || !String::from_utf8_lossy(&script).contains('\u{2028}'));
        assert_eq!(read(&script).unwrap(), all);
        assert_eq!(file_of("search/x/01a/bcd.js"), Some(0x1abcd));
        assert_eq!(file_of("search/x/01a/bcde.js"), None);
    }
}
