//! What cameras and programs write into a picture beside what it shows (Exif).

use super::{Inside, Part, Piece, Unread};
use crate::record::personal_data::Form;
use exif::{Error, In, Reader, Tag, Value};
use std::io::Cursor;

/// Reads the Exif of a picture: position, who took it, and every text.
pub(super) fn read(bytes: &[u8]) -> Inside {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let exif = match reader.read_from_container(&mut Cursor::new(bytes)) {
        Ok(exif) => exif,
        Err(Error::NotFound(_)) => return Inside::default(),
        Err(Error::PartialResult(partial)) => partial.into_inner().0,
        Err(_) => return Inside::unread(Unread::Broken),
    };
    let mut inside = Inside {
        position: exif.get_field(Tag::GPSLatitude, In::PRIMARY).is_some()
            || exif.get_field(Tag::GPSLongitude, In::PRIMARY).is_some(),
        ..Inside::default()
    };
    let mut text = String::new();
    for field in exif.fields() {
        let said = match &field.value {
            Value::Ascii(lines) => lines.iter().map(|line| String::from_utf8_lossy(line)).collect::<Vec<_>>().join(" "),
            // A comment of the user begins with the name of its encoding.
            Value::Undefined(bytes, _) if field.tag == Tag::UserComment => {
                String::from_utf8_lossy(bytes.get(8..).unwrap_or_default()).into_owned()
            }
            _ => continue,
        };
        if matches!(field.tag, Tag::Artist | Tag::CameraOwnerName) {
            inside.author(Part::Properties, said.trim_matches(['\0', ' ']));
        }
        text.push_str(&said);
        text.push('\n');
    }
    if !text.is_empty() {
        inside.pieces.push(Piece { part: Part::Properties, text, form: Form::Prose });
    }
    inside
}
