//! The texts that are searched, as files: eight documents in each.
//!
//! ```text
//! name     = "x/" number of the file as 6 hexadecimal digits, a "/" after three
//! file     = [document or 0, …]            as JSON
//! document = [titles, texts, marks]        each a list of strings; where its text has anchors,
//!            [titles, texts, marks, anchors]  one for each text, empty where it has none
//! ```
//! All that the index knows comes from these files: whoever has them can make it again, and hold it
//! against them. A mark is what filters ask for, `~k:reply`. Parts of a title, such as those in
//! different languages, and of a text are apart, so that no phrase spans two.

use crate::escape::{Escaped, json};
use serde::{Deserialize, Serialize};

/// Documents in a file, as a power of two.
pub const EIGHT: u32 = 3;

/// What is searched of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    pub titles: Vec<String>,
    pub texts: Vec<String>,
    pub marks: Vec<String>,
    /// Where each text begins on its page; none where nothing can be named.
    pub anchors: Vec<String>,
}

impl Document {
    /// Adds a text, and where it begins on its page; one without words is none.
    pub fn add(&mut self, text: String, anchor: &str) {
        if !text.trim().is_empty() {
            self.texts.push(text);
            self.anchors.push(anchor.to_owned());
        }
    }
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

/// As the file has it: a list takes fewer bytes than names.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Nothing(u8),
    Document(Vec<Vec<String>>),
}

/// Writes a file of texts.
pub fn write(file: u32, documents: Vec<Option<Document>>) -> Escaped {
    let written = |document: Option<Document>| match document {
        Some(d) if d.anchors.iter().all(String::is_empty) => Written::Document(vec![d.titles, d.texts, d.marks]),
        Some(d) => Written::Document(vec![d.titles, d.texts, d.marks, d.anchors]),
        None => Written::Nothing(0),
    };
    json::handed(&name(file), &documents.into_iter().map(written).collect::<Vec<_>>())
}

/// Reads a file of texts; `None` when it is none.
pub fn read(script: &[u8]) -> Option<Vec<Option<Document>>> {
    let all: Vec<Written> = serde_json::from_str(handed(script)?).ok()?;
    let read = |written| match written {
        Written::Document(lists) => {
            let mut lists = lists.into_iter();
            let mut next = || lists.next().unwrap_or_default();
            Some(Document { titles: next(), texts: next(), marks: next(), anchors: next() })
        }
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
            texts: vec!["a\u{2029}b\n".to_owned()],
            marks: vec!["~k:reply".to_owned()],
            anchors: Vec::new(),
        };
        let all = vec![None, Some(one), None];
        let script = write(0x1abcd, all.clone()).into_bytes();
        assert!(script.starts_with(b"gongkai.shard(\"x/01a/bcd\",[0,"), "{}", String::from_utf8_lossy(&script));
        assert!(!String::from_utf8_lossy(&script).contains('\u{2029}'));
        assert_eq!(read(&script).unwrap(), all);
        assert_eq!(file_of("search/x/01a/bcd.js"), Some(0x1abcd));
        assert_eq!(file_of("search/x/01a/bcde.js"), None);
    }
}
