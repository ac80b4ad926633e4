//! Bytes to text: encodings, line ends, and characters that have no place in a public record.
//!
//! Takes the bytes of a file, gives text with `\n` line ends and no byte-order mark, and what
//! was met on the way. What must hold: the same bytes always give the same text, so a byte
//! range into the text can be found again by decoding the file a second time.

use super::charset;
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// How a file was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16,
    /// Not UTF-8, but all of it is valid GB18030 (which GBK and GB2312 are part of).
    Gb18030,
    /// Another one that is older than UTF-8, by its name; the first character that is not ASCII is
    /// at the offset into the decoded text. Only tables are published from it.
    Older {
        name: &'static str,
        at: usize,
    },
    /// None of them; undecodable bytes became U+FFFD. The offset is into the decoded text.
    Broken {
        at: usize,
    },
}

/// A file's text and how it came about.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    /// `true` when some lines end in CR LF and others in LF.
    pub mixed_line_ends: bool,
}

/// Decodes a file whose bytes nobody needs any longer.
pub fn decode_owned(bytes: Vec<u8>) -> Decoded {
    let marked = matches!(&bytes[..], [0xEF, 0xBB, 0xBF, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    if marked || bytes.contains(&b'\r') {
        return decode(&bytes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, encoding: Encoding::Utf8, mixed_line_ends: false },
        Err(error) => decode(error.as_bytes()),
    }
}

/// Decodes a file.
pub fn decode(bytes: &[u8]) -> Decoded {
    let (text, encoding) = decode_characters(bytes);
    let returns = text.contains('\r');
    let mixed_line_ends = returns && has_mixed_line_ends(&text);
    let text = if returns { unify_line_ends(&text) } else { text };
    let encoding = match encoding {
        Encoding::Older { name, .. } => Encoding::Older { name, at: text.find(|c: char| !c.is_ascii()).unwrap_or(0) },
        // Line ends before it may have become shorter.
        Encoding::Broken { .. } => Encoding::Broken { at: text.find('\u{FFFD}').unwrap_or(0) },
        known => known,
    };
    Decoded { text, encoding, mixed_line_ends }
}

fn decode_characters(bytes: &[u8]) -> (String, Encoding) {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            let (text, encoding) = decode_unmarked(rest);
            let marked = if encoding == Encoding::Utf8 { Encoding::Utf8WithMark } else { encoding };
            (text, marked)
        }
        [0xFF, 0xFE, rest @ ..] => decode_utf16(UTF_16LE, rest),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(UTF_16BE, rest),
        _ => decode_unmarked(bytes),
    }
}

fn decode_utf16(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> (String, Encoding) {
    let (text, faulty) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), if faulty { Encoding::Broken { at: 0 } } else { Encoding::Utf16 })
}

fn decode_unmarked(bytes: &[u8]) -> (String, Encoding) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Encoding::Utf8);
    }
    match charset::certain(bytes) {
        Some((encoding, text)) if encoding == GB18030 => return (text, Encoding::Gb18030),
        Some((encoding, text)) => return (text, Encoding::Older { name: encoding.name(), at: 0 }),
        None => {}
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    let at = text.find('\u{FFFD}').unwrap_or(0);
    (text, Encoding::Broken { at })
}

fn has_mixed_line_ends(text: &str) -> bool {
    let crlf = text.matches("\r\n").count();
    crlf > 0 && text.matches('\n').count() > crlf
}

fn unify_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Returns whether a character changes the direction of the text around it.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether a code point is none of a character and never will be (Unicode 23.7): XML, and
/// much that reads it, refuses a text that holds one.
pub fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || c as u32 & 0xFFFE == 0xFFFE
}

/// Returns whether a control character has no place in text (tab and line feed have), or is no
/// character at all.
pub fn is_stray_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || is_noncharacter(c)
}

/// Returns whether a character has no place in a public text.
pub fn is_out_of_place(c: char) -> bool {
    is_stray_control(c) || is_bidi_control(c)
}

/// Returns whether a character out of place may begin with a byte: C0 controls and DEL, C1 controls
/// (C2), U+061C (D8), U+200E to U+2069 (E2), noncharacters (EF, and F0 to F4 above U+FFFF).
fn is_suspect(byte: u8) -> bool {
    let control = (byte < 0x20) & (byte != b'\n') & (byte != b'\t') | (byte == 0x7F);
    control | (byte == 0xC2) | (byte == 0xD8) | (byte == 0xE2) | (byte >= 0xEF)
}

/// Bytes that are looked at together: without a branch among them the compiler takes many at once.
const TOGETHER: usize = 64;

/// Returns whether a text holds a character that has no place in it. Every output is looked
/// through, so pieces of it that cannot hold one are passed over whole.
pub fn holds_out_of_place(text: &str) -> bool {
    let (pieces, rest) = text.as_bytes().as_chunks::<TOGETHER>();
    let suspicious = |piece: &[u8]| piece.iter().fold(false, |found, byte| found | is_suspect(*byte));
    let holds = |(n, piece): (usize, &[u8; TOGETHER])| suspicious(piece) && holds_in(text, n * TOGETHER, piece);
    pieces.iter().enumerate().any(holds) || holds_in(text, pieces.len() * TOGETHER, rest)
}

/// Returns whether one begins in a piece of a text that is at an offset.
fn holds_in(text: &str, offset: usize, piece: &[u8]) -> bool {
    let begins = |at: usize| text.get(offset + at..).and_then(|rest| rest.chars().next());
    let suspects = piece.iter().enumerate().filter(|(_, byte)| is_suspect(**byte));
    // A byte that may begin a character is never within one.
    suspects.map(|(at, _)| begins(at)).any(|c| c.is_none_or(is_out_of_place))
}

/// Returns text without control and direction marks, as all published text is.
pub fn clean(text: &str) -> std::borrow::Cow<'_, str> {
    if holds_out_of_place(text) {
        std::borrow::Cow::Owned(text.chars().filter(|c| !is_out_of_place(*c)).collect())
    } else {
        std::borrow::Cow::Borrowed(text)
    }
}

/// Returns the first line and column (both from 1, in characters) of a byte offset.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let offset = floor_boundary(text, offset);
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before[start..].chars().count() + 1)
}

/// Returns how many bytes the character at an offset has.
pub fn character_at(text: &str, offset: usize) -> usize {
    text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

/// Returns the nearest offset at or before `offset` that starts a character.
pub fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let gbk = GB18030.encode("标题：路灯不亮").0.into_owned();
        assert_eq!(decode(&gbk).encoding, Encoding::Gb18030);
        assert_eq!(decode(&gbk).text, "标题：路灯不亮");
        assert_eq!(decode(b"\xEF\xBB\xBFa").encoding, Encoding::Utf8WithMark);
        assert_eq!(decode(b"\xFF\xFEa\0").text, "a");
        assert_eq!(decode("路".as_bytes()).encoding, Encoding::Utf8);
        let latin = decode(b"un caf\xE9 au lait, tr\xE8s sucr\xE9");
        assert_eq!(latin.encoding, Encoding::Older { name: "windows-1252", at: 6 });
        assert_eq!(latin.text, "un café au lait, très sucré");
        assert_eq!(decode(b"caf\xE9 \xE4\xBA\xBA").encoding, Encoding::Broken { at: 3 });
    }

    #[test]
    fn line_ends_become_line_feeds() {
        let decoded = decode(b"a\r\nb\nc\r");
        assert_eq!(decoded.text, "a\nb\nc\n");
        assert!(decoded.mixed_line_ends);
        assert!(!decode(b"a\r\nb\r\n").mixed_line_ends);
        for bytes in [&b"a\r\nb\nc\r"[..], b"\xEF\xBB\xBFa", b"caf\xE9", "路\n".as_bytes(), b""] {
            assert_eq!(decode_owned(bytes.to_vec()).text, decode(bytes).text);
        }
    }

    #[test]
    fn the_look_at_bytes_misses_no_character() {
        let mut noncharacters = 0;
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            noncharacters += usize::from(is_noncharacter(c));
            let before = "a".repeat(c as usize % 70);
            for text in [format!("{c}"), format!("{before}{c} and more of it{before}")] {
                assert_eq!(holds_out_of_place(&text), is_out_of_place(c), "{:04X}", c as u32);
            }
        }
        assert_eq!(noncharacters, 66);
        assert!(!holds_out_of_place("路灯，ａ￥ a\n\tb – plain text, and more of it"));
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(line_and_column("路灯\n不亮吗", "路灯\n不".len()), (2, 2));
        assert_eq!(line_and_column("路", 1), (1, 1));
    }
}
