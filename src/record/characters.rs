//! The characters of a file: how they were encoded, and which have no place in a public text.

use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Place};
use crate::source::text::{self, Encoding, is_bidi_control, is_stray_control};

/// Reports an encoding that is not UTF-8, and mixed line ends.
pub fn encoding(path: &str, decoded: &text::Decoded, table: bool, findings: &mut Vec<Finding>) {
    let at = |at: usize| Place::Bytes(at..at + text::character_at(&decoded.text, at));
    let finding = match decoded.encoding {
        Encoding::Utf8 => None,
        // Spreadsheets need the mark to read UTF-8 at all.
        Encoding::Utf8WithMark if table => None,
        Encoding::Utf8WithMark => Some(Finding::new(&rules::BYTE_ORDER_MARK, path, Place::File).certain(Some(""))),
        Encoding::Utf16 => Some(Finding::new(&rules::ENCODING_UTF16, path, Place::File)),
        Encoding::Gb18030 if table => Some(Finding::new(&rules::TABLE_ENCODING_GB18030, path, Place::File)),
        Encoding::Gb18030 => Some(Finding::new(&rules::ENCODING_GB18030, path, Place::File)),
        Encoding::Older { name, .. } if table => {
            Some(Finding::new(&rules::TABLE_ENCODING, path, Place::File).arg("encoding", name_of(name)))
        }
        Encoding::Broken { at: offset } | Encoding::Older { at: offset, .. } => {
            Some(Finding::new(&rules::ENCODING_BROKEN, path, at(offset)))
        }
    };
    findings.extend(finding);
    if decoded.mixed_line_ends {
        findings.push(Finding::new(&rules::LINE_ENDINGS_MIXED, path, Place::File).certain(Some("")));
    }
}

/// What people call an encoding.
fn name_of(name: &'static str) -> &'static str {
    if name == "windows-1252" { "Windows-1252 (Latin-1)" } else { name }
}

/// One finding of each kind a file, at the first such character, with their number.
pub fn out_of_place(path: &str, text: &str, findings: &mut Vec<Finding>) {
    if !text::holds_out_of_place(text) {
        return;
    }
    let kinds: [(&'static _, fn(char) -> bool); 2] =
        [(&rules::CONTROL_CHARACTER, is_stray_control), (&rules::BIDI_CONTROL, is_bidi_control)];
    for (rule, is_kind) in kinds {
        if let Some((at, c)) = text.char_indices().find(|(_, c)| is_kind(*c)) {
            let count = text.chars().filter(|c| is_kind(*c)).count();
            let place = Place::Bytes(at..at + c.len_utf8());
            let code = format!("U+{:04X}", c as u32);
            findings.push(Finding::new(rule, path, place).arg("character", code).arg("count", count));
        }
    }
}
