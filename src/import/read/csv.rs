//! CSV: its encoding, what divides its cells, and which row has the heads.

use super::super::said::{Said, said};
use super::super::sheet::{Cell, Form, Row, Sheet, Unreadable, named};
use super::{Reading, head_row, heads_known};
use crate::record::table::dialect::{self, Dialect};
use crate::source::text::{self, Encoding};
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// Reads a table.
pub fn read(bytes: &[u8], reading: &Reading) -> Result<Sheet, Unreadable> {
    let (text, encoding) = decoded(bytes, reading.encoding.as_deref())?;
    let dialect = match reading.delimiter {
        Some(delimiter) => Dialect::of(delimiter),
        None => divided(&text)?,
    };
    if let Some(quote) = dialect.loose_quote(&text) {
        let line = text::line_and_column(&text, quote.at).0;
        return Err(Unreadable::new(
            said(
                format!(
                    "a quotation mark in line {line} is not closed as it should be: rows behind it would be read as one cell"
                ),
                format!("第{line}行的引号没有正确闭合，后面的各行会被当作一个单元格"),
            ),
            said(
                "close it, or write it twice (\"\"), and import again",
                "请补上引号，或把单元格内的引号写成两个（\"\"），再重新导入",
            ),
        ));
    }
    let records = records(&text, dialect);
    let wanted = reading.head_row.map(|row| records.iter().position(|record| record.0 == row));
    let head = match wanted {
        Some(at) => at,
        None => head_row(records.iter().map(|record| record.1.iter())).map(|(at, _)| at),
    };
    let Some(head) = head else {
        return Err(Unreadable::new(
            said("the file has no row of heads", "没有找到表头"),
            said("name its row with `head_row` in the mapping", "请在对应表中用 `head_row` 指明表头所在行"),
        ));
    };
    let (number, heads) = &records[head];
    let number = *number;
    let width = heads.len();
    let heads = named(heads.iter().map(str::to_owned).collect());
    let rows: Vec<Row> = records[head + 1..].iter().map(|(number, cells)| row(*number, cells, width)).collect();
    let mut notes = vec![said(
        format!("read as {encoding}, cells divided by {}, heads in row {number}", mark(dialect.delimiter).en),
        format!("编码 {encoding}，以{}分隔，表头在第{number}行", mark(dialect.delimiter).zh),
    )];
    if head > 0 {
        notes.push(said(
            format!("{head} of the rows above the heads were not read"),
            format!("表头以上有{head}行，未读取"),
        ));
    }
    Ok(Sheet { form: Form::Csv, heads, rows, from_1904: false, notes })
}

fn row(number: usize, cells: &csv::StringRecord, width: usize) -> Row {
    let more = cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
    let fault = more.then(|| {
        (
            said(
                format!("the row has {} cells, the heads are {width}", cells.len()),
                format!("本行有{}个单元格，表头只有{width}个", cells.len()),
            ),
            said(
                "a cell holds a delimiter without quotation marks around it: put them there",
                "某个单元格内有分隔符而没有加引号，请给它加上引号",
            ),
        )
    });
    Row { number, cells: cells.iter().take(width).map(cell).collect(), fault }
}

/// `="0117"` is how systems keep a spreadsheet from taking a number for one.
fn cell(text: &str) -> Cell {
    let text = text.trim();
    Cell::text(text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).unwrap_or(text))
}

/// A row with its number as a spreadsheet counts.
type Numbered = (usize, csv::StringRecord);

/// Returns all rows that are not empty. Lines that the reader passes over are rows to a spreadsheet,
/// line ends in a cell are none.
fn records(text: &str, dialect: Dialect) -> Vec<Numbered> {
    let mut reader = dialect.reader(text);
    let mut rows = Vec::new();
    let mut number = dialect.lines_before();
    let mut record = csv::StringRecord::new();
    let mut line = reader.position().line();
    // Text that is text has no errors, and rows may be of any width.
    while reader.read_record(&mut record).unwrap_or(false) {
        let next = reader.position().line();
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        number += usize::try_from(next - line).unwrap_or(0).saturating_sub(inside).max(1);
        line = next;
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((number, record.clone()));
        }
    }
    rows
}

/// Returns how the cells are divided; where the rows do not tell, the heads do.
fn divided(text: &str) -> Result<Dialect, Unreadable> {
    let (dialect, doubt) = dialect::recognise(text);
    let Some(doubt) = doubt else { return Ok(dialect) };
    let of = |delimiter: u8| {
        let dialect = Dialect::of(delimiter);
        let first: Vec<csv::StringRecord> = dialect.reader(text).into_records().take(super::TITLES).flatten().collect();
        (first.iter().map(|row| heads_known(row.iter())).max().unwrap_or(0), dialect)
    };
    let best = b",;\t|".iter().map(|delimiter| of(*delimiter)).max_by_key(|(known, _)| *known);
    match best {
        Some((known, dialect)) if known >= 2 => Ok(dialect),
        _ => Err(Unreadable::new(
            said(
                format!(
                    "it is not certain what divides the cells: `{}` stands in {} of {} rows",
                    doubt.mark, doubt.rows, doubt.of
                ),
                format!("不确定单元格以什么分隔：{1}行中的{2}行有“{0}”", doubt.mark, doubt.of, doubt.rows),
            ),
            said(
                "save it as CSV with commas, or name the mark in the mapping: `delimiter: \";\"`",
                "请另存为逗号分隔的 CSV，或在对应表中写明，如 `delimiter: \";\"`",
            ),
        )),
    }
}

fn mark(delimiter: u8) -> Said {
    match delimiter {
        b',' => said("commas", "逗号"),
        b';' => said("semicolons", "分号"),
        b'\t' => said("tabs", "制表符"),
        b'|' => said("bars", "竖线"),
        other => said(format!("`{}`", char::from(other)), format!("“{}”", char::from(other))),
    }
}

fn decoded(bytes: &[u8], named: Option<&str>) -> Result<(String, Cow<'static, str>), Unreadable> {
    if let Some(label) = named {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).ok_or_else(|| {
            Unreadable::new(
                said(format!("there is no encoding `{label}`"), format!("没有 `{label}` 这种编码")),
                said(
                    "name one such as utf-8, gb18030, big5, windows-1252",
                    "可写 utf-8、gb18030、big5、windows-1252 等",
                ),
            )
        })?;
        let (text, faulty) = encoding.decode_with_bom_removal(bytes);
        return if faulty { Err(broken(encoding.name())) } else { Ok((lines(&text), encoding.name().into())) };
    }
    if let Some((encoding, name)) = unmarked_utf16(bytes) {
        let (text, faulty) = encoding.decode_without_bom_handling(bytes);
        return if faulty { Err(broken(name)) } else { Ok((lines(&text), name.into())) };
    }
    let decoded = text::decode(bytes);
    let name = match decoded.encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf8WithMark => "UTF-8 (BOM)",
        Encoding::Utf16 => "UTF-16",
        Encoding::Gb18030 => "GB18030",
        Encoding::Older { name: "windows-1252", .. } => "Windows-1252 (Latin-1)",
        Encoding::Older { name, .. } => name,
        Encoding::Broken { .. } if is_latin(bytes) => {
            let (text, faulty) = WINDOWS_1252.decode_without_bom_handling(bytes);
            return if faulty {
                Err(broken("Windows-1252"))
            } else {
                Ok((lines(&text), "Windows-1252 (Latin-1)".into()))
            };
        }
        Encoding::Broken { .. } => return Err(broken("UTF-8")),
    };
    Ok((decoded.text, name.into()))
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn broken(encoding: &str) -> Unreadable {
    Unreadable::new(
        said(
            format!("the file holds bytes that are no characters of {encoding}: it was cut, or is in another encoding"),
            format!("文件中有不属于 {encoding} 的字节：文件不完整，或用了别的编码"),
        ),
        said(
            "export it again as UTF-8, or name its encoding in the mapping: `encoding: gb18030`",
            "请重新导出为 UTF-8，或在对应表中写明编码，如 `encoding: gb18030`",
        ),
    )
}

/// Text that some programs write without the mark of UTF-16: every other byte of its heads is zero,
/// or, in Chinese, none is a control but many rows end in `\r\0\n\0`.
fn unmarked_utf16(bytes: &[u8]) -> Option<(&'static encoding_rs::Encoding, &'static str)> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return None;
    }
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match (even, odd) {
        (0, 1..) => Some((encoding_rs::UTF_16LE, "UTF-16LE")),
        (1.., 0) => Some((encoding_rs::UTF_16BE, "UTF-16BE")),
        _ => None,
    }
}

/// Bytes that are not UTF-8 are of a Latin code page when most letters beyond ASCII stand alone: in
/// UTF-8 that was cut, most come in rows that are right.
fn is_latin(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    wrong > right
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    fn sheet(bytes: &[u8]) -> Sheet {
        read(bytes, &Reading::default()).unwrap()
    }

    #[test]
    fn encodings_and_delimiters_are_found_and_said() {
        let text = "编号,标题,受理时间\n1,路灯不亮,2024-03-05\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [b"\xFF\xFE".as_slice(), &utf16].concat();
        let latin = "Reference;Subject;Date received\r\n1;Stra\u{DF}e \u{FC}berflutet;05.03.2024\r\n";
        let latin: Vec<u8> = latin.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        for (bytes, encoding, mark, title) in [
            (text.as_bytes().to_vec(), "UTF-8,", "commas", "路灯不亮"),
            ([b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat(), "UTF-8 (BOM)", "commas", "路灯不亮"),
            (GB18030.encode(text).0.into_owned(), "GB18030", "commas", "路灯不亮"),
            (utf16, "UTF-16LE", "commas", "路灯不亮"),
            (marked, "UTF-16,", "commas", "路灯不亮"),
            (text.replace(',', "\t").into_bytes(), "UTF-8", "tabs", "路灯不亮"),
            (latin, "Windows-1252", "semicolons", "Straße überflutet"),
        ] {
            let sheet = sheet(&bytes);
            let note = &sheet.notes[0].en;
            assert!(note.contains(encoding) && note.contains(mark), "{note}");
            assert_eq!(sheet.rows[0].cells[1].shown(), title);
            assert_eq!(sheet.heads.len(), 3);
        }
        let cut = &"编号,标题\n1,路灯不亮\n".as_bytes()[..24];
        assert!(
            read(cut, &Reading::default()).unwrap_err().what.en.contains("UTF-8"),
            "a file that was cut is no Latin"
        );
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_does() {
        let text = "工单导出,,\n\n编号,标题,内容\n1,a,\"x\ny\"\n\n2,b,z\n3,c,u,v\n";
        let sheet = sheet(text.as_bytes());
        assert_eq!(sheet.heads, ["编号", "标题", "内容"]);
        let numbers: Vec<_> = sheet.rows.iter().map(|row| (row.number, row.fault.is_some())).collect();
        assert_eq!(numbers, [(4, false), (6, false), (7, true)]);
        assert!(sheet.notes.iter().any(|note| note.en.contains("above the heads")), "{:?}", sheet.notes);
    }

    #[test]
    fn numbers_kept_as_text_are_read_without_their_wrapping() {
        let sheet = sheet("编号,标题\n=\"0117\",a\n\t0118,b\n".as_bytes());
        let numbers: Vec<_> = sheet.rows.iter().map(|row| row.cells[0].shown().into_owned()).collect();
        assert_eq!(numbers, ["0117", "0118"]);
    }

    #[test]
    fn a_loose_quote_stops() {
        let fault = read("编号,标题\n1,\"路灯\n2,b\n3,c\n".as_bytes(), &Reading::default()).unwrap_err();
        assert!(fault.what.en.contains("line 2"), "{fault:?}");
    }
}
