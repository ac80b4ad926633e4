//! Workbooks: XLSX, and what Excel and LibreOffice wrote before and beside it.

use super::super::said::said;
use super::super::sheet::{Cell, Form, Row, Sheet, Unreadable, named};
use super::{Reading, head_row};
use calamine::{CellErrorType, Data, Range, Reader as _, SheetType, SheetVisible, Sheets, open_workbook_auto_from_rs};
use jiff::civil::DateTime;
use std::io::Cursor;

/// Reads a workbook: the sheet named, else the visible one of whose heads most are known.
pub fn read(bytes: &[u8], reading: &Reading) -> Result<Sheet, Unreadable> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let all = book.sheets_metadata().to_vec();
    let tables = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<&str> = tables.map(|sheet| sheet.name.as_str()).collect();
    let visible = |name: &str| all.iter().any(|s| s.name == name && s.visible == SheetVisible::Visible);
    let mut best: Option<(usize, usize, String, Range<Data>)> = None;
    for name in &names {
        let wanted = reading.sheet.as_deref().map_or_else(|| visible(name), |wanted| wanted == *name);
        let Some(range) = wanted.then(|| book.worksheet_range(name).ok()).flatten() else { continue };
        let first: Vec<Vec<String>> =
            range.rows().take(super::TITLES).map(|row| row.iter().map(head).collect()).collect();
        let found = head_row(first.iter().map(|row| row.iter().map(String::as_str)));
        let Some((at, known)) = found else { continue };
        if best.as_ref().is_none_or(|(_, most, ..)| known > *most) {
            best = Some((at, known, (*name).to_owned(), range));
        }
    }
    let Some((found, _, name, range)) = best else {
        let listed = names.join(", ");
        return Err(match &reading.sheet {
            Some(sheet) => Unreadable::new(
                said(
                    format!("the workbook has no sheet `{sheet}` with rows"),
                    format!("工作簿中没有名为“{sheet}”的非空工作表"),
                ),
                said(format!("name one of: {listed}"), format!("可用的工作表：{listed}")),
            ),
            None => Unreadable::new(
                said("no visible sheet of the workbook has rows", "工作簿中可见的工作表都是空的"),
                said(
                    "unhide the sheet, or name it in the mapping with `sheet`",
                    "请取消隐藏，或在对应表中用 `sheet` 指明",
                ),
            ),
        });
    };
    let from_1904 = matches!(&book, Sheets::Xlsx(book) if book.has_1904_epoch());
    let top = range.start().map_or(0, |(row, _)| row as usize);
    let at = match reading.head_row {
        Some(row) => row.checked_sub(top + 1).filter(|at| *at < range.height()).ok_or_else(|| {
            Unreadable::new(
                said(format!("the sheet has no row {row}"), format!("工作表没有第{row}行")),
                said("correct `head_row` in the mapping", "请修改对应表中的 `head_row`"),
            )
        })?,
        None => found,
    };
    let heads = range.rows().nth(at).map(|row| named(row.iter().map(head).collect())).unwrap_or_default();
    let rows = range.rows().enumerate().skip(at + 1).map(|(i, cells)| Row {
        number: top + i + 1,
        cells: cells.iter().map(cell).collect(),
        fault: None,
    });
    let rows: Vec<Row> = rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect();
    let row = top + at + 1;
    let mut notes =
        vec![said(format!("sheet `{name}`, heads in row {row}"), format!("工作表“{name}”，表头在第{row}行"))];
    let others: Vec<&str> = names.iter().copied().filter(|other| *other != name).collect();
    if !others.is_empty() {
        let others = others.join(", ");
        notes.push(said(format!("sheets that were not read: {others}"), format!("未读取的工作表：{others}")));
    }
    if at > 0 {
        notes
            .push(said(format!("{at} of the rows above the heads were not read"), format!("表头以上有{at}行，未读取")));
    }
    if from_1904 {
        notes.push(said("the workbook counts days from 1904", "工作簿使用1904年日期系统"));
    }
    if let Sheets::Xlsx(book) = &mut book
        && let Ok(merged) = book.merge_cells_by_sheet_name(&name)
        && let below = merged.iter().filter(|area| area.end.0 as usize > top + at && area.start != area.end).count()
        && below > 0
    {
        notes.push(said(
            format!("{below} merged cells: what is in one stands in its first row only"),
            format!("有{below}处合并单元格：内容只算在其第一行"),
        ));
    }
    Ok(Sheet { form: Form::Xlsx, heads, rows, from_1904, notes })
}

/// A sheet of a workbook as a table of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub sheet: String,
    /// Sheets that were not read.
    pub others: Vec<String>,
    /// Its cells as CSV: commas, numbers and days as programs write them.
    pub csv: String,
    /// Cells below its head that are merged with others.
    pub merged: usize,
}

/// Reads one sheet as a table: the one named, else the first visible one that has rows.
///
/// # Errors
/// When it is no workbook, or has no such sheet.
pub fn table(bytes: &[u8], named: Option<&str>) -> Result<Table, Unreadable> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let all = book.sheets_metadata().to_vec();
    let sheets: Vec<_> = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    let listed = || sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>().join(", ");
    let wanted = sheets.iter().filter(|sheet| match named {
        Some(name) => sheet.name == name,
        None => sheet.visible == SheetVisible::Visible,
    });
    let mut found = None;
    for sheet in wanted {
        let range = book.worksheet_range(&sheet.name).ok().filter(|range| range.height() > 1);
        if let Some(range) = range {
            found = Some((sheet.name.clone(), range));
            break;
        }
    }
    let Some((sheet, range)) = found else {
        return Err(Unreadable::new(
            said("the workbook has no such sheet with rows", "工作簿中没有这样的非空工作表"),
            said(
                format!("name one with `--set sheet=…`: {}", listed()),
                format!("请用 `--set sheet=…` 指明工作表：{}", listed()),
            ),
        ));
    };
    let others = sheets.iter().map(|other| other.name.clone()).filter(|other| *other != sheet).collect();
    let mut csv = csv::Writer::from_writer(Vec::new());
    for row in range.rows() {
        // What is written into memory is written.
        let _ = csv.write_record(row.iter().map(plain));
    }
    let csv = String::from_utf8(csv.into_inner().unwrap_or_default()).unwrap_or_default();
    let merged = match &mut book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(&sheet).map_or(0, |areas| {
            areas.iter().filter(|area| area.start != area.end && area.start.0 != area.end.0).count()
        }),
        _ => 0,
    };
    Ok(Table { sheet, others, csv, merged })
}

/// A cell as programs write it. Workbooks keep 15 digits of a number; what is behind them is no part of
/// it.
fn plain(data: &Data) -> String {
    match cell(data) {
        Cell::Number(number) => {
            let kept = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
            kept.to_string()
        }
        Cell::Moment(moment) if moment.time() == jiff::civil::Time::midnight() => moment.date().to_string(),
        other => other.shown().into_owned(),
    }
}

fn unreadable() -> Unreadable {
    Unreadable::new(
        said(
            "this is no workbook that can be read: it is damaged, or needs a password",
            "不是可读取的工作簿：文件损坏，或设有密码",
        ),
        said("save it again as XLSX without a password, or as CSV", "请另存为不设密码的 XLSX，或存为 CSV"),
    )
}

fn head(data: &Data) -> String {
    cell(data).shown().into_owned()
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::text(text),
        Data::Int(number) => Cell::text(&number.to_string()),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(value) => Cell::text(if *value { "TRUE" } else { "FALSE" }),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let small = |n: u8| i8::try_from(n).unwrap_or(-1);
            let year = i16::try_from(year).unwrap_or(i16::MAX);
            let civil = DateTime::new(year, small(month), small(day), small(hour), small(minute), small(second), 0);
            civil.map_or_else(|_| Cell::Number(moment.as_f64()), Cell::Moment)
        }
        Data::DateTime(moment) => Cell::Number(moment.as_f64()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::text(text),
        Data::Error(error) => Cell::Broken(match error {
            CellErrorType::Div0 => "#DIV/0!",
            CellErrorType::NA => "#N/A",
            CellErrorType::Name => "#NAME?",
            CellErrorType::Null => "#NULL!",
            CellErrorType::Num => "#NUM!",
            CellErrorType::Ref => "#REF!",
            CellErrorType::Value => "#VALUE!",
            _ => "#GETTING_DATA",
        }),
    }
}
