//! The text of a PDF, page by page: what it paints, its notes, its fields, who made it.
//!
//! The file is read by `lopdf`, whose bounds on unpacking and nesting are set; the operators that
//! show text are walked here, because a step to another place parts what it leaves from what
//! comes. A page that paints something and no text is a picture of a page: it is not read, and
//! says so.

use super::{Inside, Part, Piece, TEXT, Unread};
use crate::record::personal_data::Form;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, LoadOptions, Object, Stream, decode_text_string};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes that one stream may unpack to.
const STREAM: usize = 16 << 20;

/// Bytes that all of them may unpack to.
const UNPACKED: usize = 256 << 20;

/// Pages of the longest document that is read.
const PAGES: usize = 5_000;

/// Forms within forms.
const DEEP: usize = 8;

/// Forms that are painted in one document.
const FORMS: usize = 20_000;

/// Reads a PDF. A fault of the library costs the file, not the build.
pub(super) fn read(bytes: &[u8]) -> Inside {
    catch_unwind(AssertUnwindSafe(|| document(bytes))).unwrap_or_else(|_| Inside::unread(Unread::Broken))
}

fn document(bytes: &[u8]) -> Inside {
    let options = LoadOptions::with_max_decompressed_size(STREAM);
    let Ok(document) = Document::load_mem_with_options(bytes, options) else {
        let locked = bytes.windows(8).any(|word| word == b"/Encrypt");
        return Inside::unread(if locked { Unread::Encrypted } else { Unread::Broken });
    };
    if document.is_encrypted() {
        return Inside::unread(Unread::Encrypted);
    }
    let mut inside = Inside::default();
    let pages = document.get_pages();
    if pages.is_empty() {
        return Inside::unread(Unread::Broken);
    }
    if pages.len() > PAGES {
        return Inside::unread(Unread::TooLong);
    }
    properties(&document, &mut inside);
    let mut walk = Walk { document: &document, forms: 0, left: TEXT, unpacked: UNPACKED };
    for (number, id) in pages {
        let mut seen = Shown::default();
        let painted = walk.page(id, &mut seen);
        let strange = seen.text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        let odd = strange * 20 > seen.text.chars().filter(|c| !c.is_whitespace()).count();
        let blank = seen.text.trim().is_empty() && seen.paints;
        if painted.is_none() || seen.unreadable || odd || blank {
            inside.unread.push((Part::Page(number), Unread::Scanned));
        }
        if !seen.text.trim().is_empty() {
            inside.pieces.push(Piece { part: Part::Page(number), text: seen.text, form: Form::Prose });
        }
    }
    inside
}

/// Title, subject and the like; who made it.
fn properties(document: &Document, inside: &mut Inside) {
    let info = document.trailer.get(b"Info").ok().and_then(|info| dictionary(document, info));
    let mut text = String::new();
    for (key, value) in info.into_iter().flat_map(Dictionary::iter) {
        let value = document.dereference(value).map_or(value, |(_, value)| value);
        let Ok(said) = decode_text_string(value) else { continue };
        match &**key {
            b"Author" => inside.author(Part::Properties, &said),
            // Programs and their days.
            b"Creator" | b"Producer" | b"CreationDate" | b"ModDate" => continue,
            _ => {}
        }
        text.push_str(&said);
        text.push('\n');
    }
    let xmp = document.catalog().ok().and_then(|catalog| catalog.get(b"Metadata").ok());
    let xmp = xmp.and_then(|xmp| document.dereference(xmp).ok()).and_then(|(_, xmp)| xmp.as_stream().ok());
    if let Some(xmp) = xmp.and_then(|xmp| xmp.get_plain_content_with_limit(STREAM).ok()) {
        let markup = String::from_utf8_lossy(&xmp).into_owned();
        inside.pieces.push(Piece { part: Part::Properties, text: markup, form: Form::Markup });
    }
    // Fields of forms, wherever in their tree they stand.
    for object in document.objects.values() {
        let Ok(field) = object.as_dict() else { continue };
        if field.has(b"FT") || field.has(b"V") {
            for key in [&b"V"[..], b"TU"] {
                let value = field.get(key).ok().and_then(|value| document.dereference(value).ok());
                if let Some(said) = value.and_then(|(_, value)| decode_text_string(value).ok()) {
                    text.push_str(&said);
                    text.push('\n');
                }
            }
        }
    }
    if !text.is_empty() {
        inside.pieces.push(Piece { part: Part::Properties, text, form: Form::Prose });
    }
}

fn dictionary<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

/// What a page was seen to show.
#[derive(Default)]
struct Shown {
    text: String,
    paints: bool,
    /// Letters that cannot be told.
    unreadable: bool,
}

struct Walk<'d> {
    document: &'d Document,
    forms: usize,
    left: usize,
    unpacked: usize,
}

impl<'d> Walk<'d> {
    fn page(&mut self, id: lopdf::ObjectId, seen: &mut Shown) -> Option<()> {
        let content = self.document.get_page_content_with_limit(id, STREAM).ok()?;
        let (own, inherited) = self.document.get_page_resources(id).ok()?;
        let inherited = inherited.into_iter().filter_map(|id| self.document.get_dictionary(id).ok());
        let resources: Vec<&Dictionary> = own.into_iter().chain(inherited).collect();
        self.content(&content, &resources, 0, seen)?;
        for note in self.document.get_page_annotations(id).unwrap_or_default() {
            let action = note.get(b"A").ok().and_then(|action| dictionary(self.document, action));
            let said = [note.get(b"Contents"), note.get(b"T")].into_iter().flatten();
            for value in said.chain(action.and_then(|action| action.get(b"URI").ok())) {
                let value = self.document.dereference(value).map_or(value, |(_, value)| value);
                if let Ok(said) = decode_text_string(value) {
                    seen.text.push('\n');
                    seen.text.push_str(&said);
                }
            }
        }
        Some(())
    }

    /// `None` when it cannot be read, or is more than is read.
    fn content(&mut self, bytes: &[u8], resources: &[&'d Dictionary], deep: usize, seen: &mut Shown) -> Option<()> {
        self.unpacked = self.unpacked.checked_sub(bytes.len())?;
        let mut fonts = BTreeMap::<Vec<u8>, Option<Encoding<'d>>>::new();
        let mut font = Vec::new();
        for operation in Content::decode(bytes).ok()?.operations {
            let operands = &operation.operands;
            let number = |at: usize| operands.get(at).and_then(|n| n.as_float().ok()).unwrap_or_default();
            match &*operation.operator {
                "Tf" => {
                    font = operands.first()?.as_name().ok()?.to_vec();
                    let found = || self.resource(resources, b"Font", &font)?.as_dict().ok();
                    fonts.entry(font.clone()).or_insert_with(|| encoding(self.document, found()?));
                }
                "Tj" | "TJ" | "'" | "\"" => {
                    seen.paints = true;
                    if matches!(&*operation.operator, "'" | "\"") {
                        seen.text.push('\n');
                    }
                    let before = seen.text.len();
                    match fonts.get(&font).and_then(Option::as_ref) {
                        Some(encoding) => operands.iter().for_each(|operand| said(operand, encoding, seen)),
                        None => seen.unreadable = true,
                    }
                    self.left = self.left.checked_sub(seen.text.len() - before)?;
                }
                // A step down is a new line, one aside a space.
                "Td" | "TD" if number(1).abs() > 0.01 => seen.text.push('\n'),
                "Td" | "TD" => seen.text.push(' '),
                "T*" | "Tm" | "ET" => seen.text.push('\n'),
                "Do" => {
                    let name = operands.first()?.as_name().ok()?;
                    let Some(form) = self.resource(resources, b"XObject", name) else { continue };
                    self.form(form.as_stream().ok()?, resources, deep, seen)?;
                }
                "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "sh" | "BI" => seen.paints = true,
                _ => {}
            }
        }
        Some(())
    }

    fn form(&mut self, form: &'d Stream, outer: &[&'d Dictionary], deep: usize, seen: &mut Shown) -> Option<()> {
        seen.paints = true;
        if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(&b"Form"[..]) {
            return Some(());
        }
        self.forms += 1;
        if deep == DEEP || self.forms > FORMS {
            return None;
        }
        let own = form.dict.get(b"Resources").ok().and_then(|own| dictionary(self.document, own));
        let resources: Vec<&Dictionary> = own.into_iter().chain(outer.iter().copied()).collect();
        let content = form.get_plain_content_with_limit(STREAM).ok()?;
        self.content(&content, &resources, deep + 1, seen)
    }

    fn resource(&self, resources: &[&'d Dictionary], kind: &[u8], name: &[u8]) -> Option<&'d Object> {
        resources.iter().find_map(|resources| {
            let named = dictionary(self.document, resources.get(kind).ok()?)?.get(name).ok()?;
            Some(self.document.dereference(named).ok()?.1)
        })
    }
}

/// Returns how the bytes of a font become letters, if that is known.
fn encoding<'d>(document: &'d Document, font: &'d Dictionary) -> Option<Encoding<'d>> {
    let encoding = font.get_font_encoding_with_limit(document, STREAM).ok()?;
    // Numbers of glyphs, which say nothing without a table.
    let numbers = matches!(&encoding, Encoding::SimpleEncoding(name) if !name.starts_with(b"UniGB"));
    (!numbers).then_some(encoding)
}

fn said(operand: &Object, encoding: &Encoding<'_>, seen: &mut Shown) {
    match operand {
        Object::String(bytes, _) => seen.unreadable |= encoding.write_to_string(bytes, &mut seen.text).is_err(),
        Object::Array(items) => items.iter().for_each(|item| said(item, encoding, seen)),
        // A wide step back: a space between words.
        number if number.as_float().is_ok_and(|step| step < -200.0) => seen.text.push(' '),
        _ => {}
    }
}
