//! From the bytes of an export to its [`Sheet`].
//!
//! What is detected (encoding, delimiter, row of heads, sheet) is said as a note, and can be said
//! otherwise in the mapping.

mod alaveteli;
mod csv;
mod json;
pub mod xlsx;

use super::said::said;
use super::sheet::{Form, Sheet, Unreadable};
use super::target;

/// What a mapping says of the file, where that is not left to be detected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    pub form: Option<Form>,
    pub encoding: Option<String>,
    pub delimiter: Option<u8>,
    pub sheet: Option<String>,
    /// The row of the heads, from 1.
    pub head_row: Option<usize>,
}

/// Reads an export; `name` is that of its file.
pub fn read(name: &str, bytes: &[u8], reading: &Reading) -> Result<Sheet, Unreadable> {
    let sheet = match reading.form.unwrap_or_else(|| form(name, bytes)) {
        Form::Csv => csv::read(bytes, reading)?,
        Form::Xlsx => xlsx::read(bytes, reading)?,
        Form::Open311 | Form::Alaveteli => json::read(bytes, reading)?,
    };
    if sheet.rows.is_empty() {
        return Err(Unreadable::new(
            said("the file has no rows", "文件中没有数据行"),
            said(
                "export it again with its rows, or name the row of the heads with `head_row`",
                "请重新导出，或在对应表中用 `head_row` 指明表头所在行",
            ),
        ));
    }
    Ok(sheet)
}

/// Returns the form of a file.
pub fn form(name: &str, bytes: &[u8]) -> Form {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let old = bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match ending.as_str() {
        "xlsx" | "xlsm" | "xls" | "xlsb" | "ods" => Form::Xlsx,
        // A file of Excel that somebody gave the ending of another.
        _ if old || bytes.starts_with(b"PK\x03\x04") => Form::Xlsx,
        "json" => Form::Open311,
        _ if start.starts_with(b"{") || start.starts_with(b"[") => Form::Open311,
        _ => Form::Csv,
    }
}

/// So many rows at the top may be titles.
const TITLES: usize = 20;

/// Returns how many heads of a row are known.
fn heads_known<'a>(row: impl IntoIterator<Item = &'a str>) -> usize {
    row.into_iter().filter(|head| target::known(head).is_some()).count()
}

/// Returns which of the first rows has the heads: that of which most are known, the first of
/// equals; the first row that is not empty, when none of any is.
fn head_row<'a, R>(rows: impl IntoIterator<Item = R>) -> Option<(usize, usize)>
where
    R: IntoIterator<Item = &'a str>,
{
    let mut best: Option<(usize, usize)> = None;
    for (at, row) in rows.into_iter().take(TITLES).enumerate() {
        let cells: Vec<&str> = row.into_iter().collect();
        let known = heads_known(cells.iter().copied());
        let filled = cells.iter().any(|cell| !cell.trim().is_empty());
        if filled && best.is_none_or(|(_, most)| known > most) {
            best = Some((at, known));
        }
    }
    best
}
