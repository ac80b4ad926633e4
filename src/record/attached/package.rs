//! Documents that are packages of ZIP and XML: Office Open XML and OpenDocument.
//!
//! ```text
//! word/document.xml, word/comments.xml, …   text runs, joined within a paragraph
//! xl/worksheets/…, xl/sharedStrings.xml     cells, read by calamine row by row
//! docProps/core.xml, meta.xml               who made it
//! *.rels                                    addresses of links
//! ```
//! Every part of XML is read; pictures within are looked at like pictures beside. What must hold:
//! no more is unpacked than [`PARTS`] and [`super::TEXT`] allow, however small the file is.

use super::{Inside, LONGEST, Part, Piece, TEXT, Unread, image};
use crate::record::personal_data::Form;
use crate::source::text::decode;
use calamine::{DataRef, Reader as _, Xlsx};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// Parts of the largest package that is read.
const PARTS: usize = 10_000;

/// Reads a package.
pub(super) fn read(name: &str, bytes: &[u8]) -> Inside {
    // A locked document of Office is a container of another form.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Inside::unread(Unread::Encrypted);
    }
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Inside::unread(Unread::Broken) };
    if zip.len() > PARTS {
        return Inside::unread(Unread::TooLong);
    }
    let mut inside = Inside::default();
    let mut left = TEXT as u64;
    let workbook = name.rsplit('.').next().is_some_and(|ending| ending.to_ascii_lowercase().starts_with("xl"));
    for at in 0..zip.len() {
        let Ok(part) = zip.by_index(at) else {
            inside.unread.push((Part::Whole, Unread::Broken));
            continue;
        };
        let Some(path) = part.name().ok().map(|name| name.into_owned()) else { continue };
        if part.is_dir() || path == "mimetype" {
            continue;
        }
        if part.encrypted() {
            return Inside::unread(Unread::Encrypted);
        }
        let mut bytes = Vec::new();
        let whole = part.take(left.min(LONGEST) + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > left {
            return Inside::unread(Unread::TooLong);
        }
        left -= bytes.len() as u64;
        match whole {
            Ok(_) => of_part(&path, &bytes, workbook, &mut inside),
            Err(_) => inside.unread.push((Part::Named(path.into()), Unread::Broken)),
        }
    }
    // OpenDocument says in its list of parts that they are locked, and shows them as any bytes.
    if inside.unread.iter().any(|(_, why)| *why == Unread::Encrypted) {
        return Inside::unread(Unread::Encrypted);
    }
    if let Some(why) = workbook.then(|| rows(bytes, &mut inside).err()).flatten() {
        inside.unread.push((Part::Whole, why));
    }
    inside
}

fn of_part(path: &str, bytes: &[u8], workbook: bool, inside: &mut Inside) {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let part = part_of(path);
    match ending.as_str() {
        "xml" | "rels" | "vml" | "rdf" => {
            let locked = path == "META-INF/manifest.xml" && bytes.windows(15).any(|word| word == b"encryption-data");
            if locked {
                inside.unread.push((Part::Whole, Unread::Encrypted));
            }
            // Cells are read by sheet and row.
            let cells = workbook && (path.starts_with("xl/worksheets/sheet") || path == "xl/sharedStrings.xml");
            match text(&decode(bytes).text, part.clone(), inside) {
                Some(_) if cells => {}
                Some(text) if text.trim().is_empty() => {}
                Some(text) => {
                    let sheet = path == "content.xml" && text.contains(',');
                    let form = if sheet { Form::Table } else { Form::Prose };
                    inside.pieces.push(Piece { part, text, form });
                }
                None => inside.unread.push((part, Unread::Broken)),
            }
        }
        "jpg" | "jpeg" | "jpe" | "png" | "tif" | "tiff" | "webp" | "heic" => {
            let found = image::read(bytes);
            inside.position |= found.position;
            inside.pieces.extend(found.pieces.into_iter().map(|piece| Piece { part: part.clone(), ..piece }));
            inside.authors.extend(found.authors);
        }
        // Drawings of other programs, fonts, settings of printers.
        "emf" | "wmf" | "gif" | "bmp" | "odttf" | "fntdata" | "ttf" | "otf" | "svg" | "wdp" => {}
        _ if path.contains("printerSettings") || path.starts_with("Thumbnails/") || path.starts_with("Object") => {}
        _ if bytes.is_empty() => {}
        // A workbook in a text, a program, a film.
        _ => inside.unread.push((part, Unread::Unknown)),
    }
}

fn part_of(path: &str) -> Part {
    let numbered = |head: &str| path.strip_prefix(head)?.strip_suffix(".xml")?.parse().ok();
    let file = path.rsplit('/').next().unwrap_or_default();
    match path {
        "word/document.xml" | "content.xml" => Part::Whole,
        "docProps/core.xml" | "docProps/app.xml" | "docProps/custom.xml" | "meta.xml" => Part::Properties,
        _ if file.to_ascii_lowercase().contains("comment") => Part::Comments,
        _ => numbered("ppt/slides/slide").map_or_else(|| Part::Named(path.into()), Part::Slide),
    }
}

/// Elements after which a new line begins; whatever else parts text only in looks.
const LINES: [&str; 14] = [
    "p",
    "h",
    "tr",
    "tc",
    "row",
    "table-row",
    "br",
    "cr",
    "line-break",
    "si",
    "comment",
    "annotation",
    "text-box",
    "c",
];

/// Attributes that a reader sees, or that lead somewhere.
const SHOWN: [&str; 8] = ["descr", "title", "target", "href", "tooltip", "string-value", "display", "alt"];

/// Returns the text of a part of XML, and notes who wrote it; `None` when it is no XML.
fn text(xml: &str, part: Part, inside: &mut Inside) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let (mut out, mut behind, mut open) = (String::new(), String::new(), String::new());
    let mut since = 0;
    let properties = part == Part::Properties;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                attributes(&tag, &part, inside, &mut behind);
                open = tag.local_name().into_inner().to_owned();
                since = out.len();
            }
            Event::Empty(tag) => {
                attributes(&tag, &part, inside, &mut behind);
                match tag.local_name().into_inner() {
                    "tab" | "s" => out.push(' '),
                    "table-cell" | "covered-table-cell" => commas(&tag, &mut out),
                    name if LINES.contains(&name) => out.push('\n'),
                    _ => {}
                }
            }
            Event::End(tag) => {
                let name = tag.local_name().into_inner().to_owned();
                let named =
                    name == open && matches!(&*name, "creator" | "lastModifiedBy" | "initial-creator" | "author");
                if named && let Some(said) = out.get(since..) {
                    inside.author(part.clone(), said);
                }
                match &*name {
                    "table-cell" => {
                        while out.ends_with('\n') {
                            out.pop();
                        }
                        out.push(',');
                    }
                    name if properties || LINES.contains(&name) => out.push('\n'),
                    _ => {}
                }
                open.clear();
            }
            Event::Text(text) => {
                let text = text.xml10_content();
                // Line ends between elements belong to the file, not to the text.
                if !text.trim().is_empty() || !text.contains('\n') {
                    out.push_str(&text);
                }
            }
            Event::CData(text) => out.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(c)) => out.push(c),
                _ => out.push(match &*name {
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => '&',
                }),
            },
            Event::Comment(comment) => behind.extend([&*comment, "\n"]),
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    if !behind.is_empty() {
        out.push('\n');
        out.push_str(&behind);
    }
    Some(out)
}

fn attributes(tag: &BytesStart<'_>, part: &Part, inside: &mut Inside, behind: &mut String) {
    for attribute in tag.attributes().with_checks(false).flatten() {
        let name = attribute.key.local_name().into_inner().to_ascii_lowercase();
        let author = name == "author" || (name == "name" && tag.local_name().into_inner() == "cmAuthor");
        if !author && !SHOWN.contains(&&*name) {
            continue;
        }
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { continue };
        if author {
            inside.author(part.clone(), &value);
        }
        behind.extend([&*value, "\n"]);
    }
}

/// One comma for each empty cell, so that those below each other stay so.
fn commas(tag: &BytesStart<'_>, out: &mut String) {
    let repeated = |attribute: &quick_xml::events::attributes::Attribute<'_>| {
        attribute.key.local_name().into_inner() == "number-columns-repeated"
    };
    let count = tag.attributes().with_checks(false).flatten().find(repeated);
    let count = count.and_then(|count| count.value.parse().ok()).unwrap_or(1usize);
    out.extend(std::iter::repeat_n(',', count.min(256)));
}

/// Reads the cells of a workbook, row by row: a column of quantities holds no telephones.
fn rows(bytes: &[u8], inside: &mut Inside) -> Result<(), Unread> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unread::Broken)?;
    let mut left = TEXT;
    for name in book.sheet_names() {
        // A sheet that is a chart has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let (mut text, mut first, mut last) = (String::new(), None, (0, 0));
        while let Some(cell) = cells.next_cell().map_err(|_| Unread::Broken)? {
            let (row, column) = cell.get_position();
            let said = match cell.get_value() {
                DataRef::Int(n) => n.to_string(),
                DataRef::Float(n) => n.to_string(),
                DataRef::String(text) => quoted(text),
                DataRef::SharedString(text) => quoted(text),
                _ => continue,
            };
            // Rows above the first cell are not written out: there may be a million.
            first.get_or_insert(row);
            let below = row != last.0 && !text.is_empty();
            let gap = if below { row.saturating_sub(last.0) as usize } else { 0 };
            let commas = column.saturating_sub(if below { 0 } else { last.1 }) as usize;
            // Counted before they are written: a file may name far rows and near ones in turn.
            left = left.checked_sub(said.len() + commas + gap + 1).ok_or(Unread::TooLong)?;
            text.extend(std::iter::repeat_n('\n', gap));
            text.extend(std::iter::repeat_n(',', commas));
            text.push_str(&said);
            last = (row, column);
        }
        let part = Part::Sheet(name.into(), first.map_or(1, |row| row as usize + 1));
        inside.pieces.push(Piece { part, text, form: Form::Table });
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    // On one line, so that lines are rows.
    format!("\"{}\"", text.replace('"', "'").replace(['\n', '\r'], " "))
}
