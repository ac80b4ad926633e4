//! Documents and pictures for tests, made by hand: small, sound, and with what is planted in them.

use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A PDF of one page that shows a text, by an author if one is named.
pub fn pdf(text: &str, author: &str) -> Vec<u8> {
    let content = if text.is_empty() { "0 0 9 9 re f".to_owned() } else { format!("BT /F1 12 Tf ({text}) Tj ET") };
    let info = if author.is_empty() { "<</Producer (City)>>".to_owned() } else { format!("<</Author ({author})>>") };
    pdf_of(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        info,
    ])
}

/// A PDF of these objects: the first is the root, the last the properties.
pub fn pdf_of(objects: &[String]) -> Vec<u8> {
    let mut out = "%PDF-1.4\n".to_owned();
    let mut table = String::new();
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out.push_str(&format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R/Info {} 0 R>>\nstartxref\n{start}\n%%EOF\n",
        size - 1
    ));
    out.into_bytes()
}

/// A picture of one pixel, with the Exif given.
pub fn png(exif: Option<&[u8]>) -> Vec<u8> {
    png_with(exif, 0)
}

/// The same, with so many bytes of nothing.
pub fn png_with(exif: Option<&[u8]>, size: usize) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1A\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        out.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        out.extend(kind);
        out.extend(data);
        out.extend([0; 4]);
    };
    chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    if let Some(exif) = exif {
        chunk(b"eXIf", exif);
    }
    chunk(b"IDAT", &vec![0; size + 1]);
    chunk(b"IEND", &[]);
    out
}

/// A picture as cameras write it, with the Exif given.
pub fn jpeg(exif: &[u8]) -> Vec<u8> {
    let length = u16::try_from(exif.len() + 8).unwrap().to_be_bytes();
    [&[0xFF, 0xD8, 0xFF, 0xE1][..], &length, b"Exif\0\0", exif, &[0xFF, 0xD9]].concat()
}

/// Exif that says where (41° 24′ N), or by whom.
pub fn exif(position: bool, artist: &str) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    let artist = [artist.as_bytes(), &[0; 8]].concat();
    let count = u32::from(position) + 1;
    // Behind the first list: the name, then the list of positions.
    let name_at = 8 + 2 + count * 12 + 4;
    let list_at = name_at + u32::try_from(artist.len()).unwrap();
    out.extend(u16::try_from(count).unwrap().to_le_bytes());
    out.extend(entry(0x013B, 2, u32::try_from(artist.len()).unwrap(), name_at));
    if position {
        out.extend(entry(0x8825, 4, 1, list_at));
    }
    out.extend([0; 4]);
    out.extend(artist);
    if position {
        out.extend(2u16.to_le_bytes());
        out.extend(entry(1, 2, 2, u32::from(b'N')));
        out.extend(entry(2, 5, 3, list_at + 2 + 24 + 4));
        out.extend([0; 4]);
        out.extend([41u32, 1, 24, 1, 0, 1].into_iter().flat_map(u32::to_le_bytes));
    }
    out
}

/// A package of parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with these rows of XML.
pub fn xlsx(rows: &str, strings: &str) -> Vec<u8> {
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    package(&[
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{REL}\"><sheets><sheet name=\"Calls\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{REL}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        ("xl/sharedStrings.xml", &format!("<sst xmlns=\"{MAIN}\">{strings}</sst>")),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

/// A sound file of the kind that a name says, or bytes without meaning.
pub fn sound(name: &str) -> Vec<u8> {
    match name.rsplit('.').next() {
        Some("pdf") => pdf("Lamps on Renmin Road", ""),
        Some("png") => png(None),
        Some("jpg") => jpeg(&exif(false, "")),
        Some("docx") => package(&[("word/document.xml", "<w:p xmlns:w=\"w\"><w:t>Lamps</w:t></w:p>")]),
        _ => b"x\n".to_vec(),
    }
}
