//! Which rows of a file are the table: what stands above the names of the columns, the names, a row of
//! units below them, the data, and the notes at the end.
//!
//! Takes the rows as they are divided, gives a [`Layout`]. What must hold: a row is taken for something
//! other than data only where its shape leaves no doubt; nothing is dropped, what is not data is kept
//! with its line.

use super::notation::Numbers;
use crate::escape::csv::is_missing;
use crate::record::table::times::moment;
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// So many rows at the beginning, and at the end, are looked at.
const FIRST: usize = 200;
const LAST: usize = 60;
/// The names of the columns stand within so many rows.
const ABOVE: usize = 20;

/// A row as a layout sees it.
#[derive(Debug, Clone)]
pub struct Peek {
    pub line: usize,
    pub cells: StringRecord,
}

impl Peek {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }

    /// Its text in one piece.
    fn aside(&self) -> Aside {
        let cells: Vec<&str> = self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        Aside { line: self.line, text: cells.join(", ").into() }
    }
}

/// A row that is no data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    pub line: usize,
    pub text: Box<str>,
}

/// The rows of a file. Numbers of rows count from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// What stands above the names.
    pub above: Vec<Aside>,
    /// The row of names, and its line.
    pub head: usize,
    pub head_line: usize,
    pub names: Vec<Box<str>>,
    /// The units below the names, one for each column, and their line.
    pub units: Option<(usize, Vec<Box<str>>)>,
    /// The first row of data, and the first behind it.
    pub first: usize,
    pub end: usize,
    /// The notes at the end.
    pub notes: Vec<Aside>,
    /// The line of the first of the empty rows at the end.
    pub blank: Option<usize>,
    /// Most rows have several cells.
    pub wide: bool,
}

/// It is not certain in which row the names of the columns stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoHead {
    pub line: usize,
    /// The row that looks most like it.
    pub likely: usize,
}

/// The rows of a file, as they go by.
#[derive(Debug, Default)]
pub struct Looking {
    first: Vec<Peek>,
    last: VecDeque<Peek>,
    count: usize,
}

impl Looking {
    /// Notes the next row.
    pub fn row(&mut self, line: usize, cells: StringRecord) {
        let peek = Peek { line, cells };
        if self.count < FIRST {
            self.first.push(peek.clone());
        }
        if self.last.len() == LAST {
            self.last.pop_front();
        }
        self.last.push_back(peek);
        self.count += 1;
    }

    /// Returns what the rows are.
    pub fn layout(self) -> Result<Layout, NoHead> {
        let Some(top) = self.first.first() else { return Ok(Layout::default()) };
        let width = usual_width(&self.first);
        let head = match head(&self.first, width) {
            Found::At(head) => head,
            Found::Doubt(likely) => return Err(NoHead { line: top.line, likely: self.first[likely].line }),
        };
        let names: Vec<Box<str>> = self.first[head].cells.iter().map(|cell| cell.trim().into()).collect();
        let below = &self.first[head + 1..];
        let units = below.first().filter(|row| are_units(row, &names, &below[1..]));
        let first = head + 1 + usize::from(units.is_some());
        let units = units.map(|row| (row.line, row.cells.iter().map(|cell| bare_unit(cell).into()).collect()));
        let (end, notes) = self.notes(first, width.max(names.len()));
        let data = self.last.iter().take(self.last.len() - (self.count - end)).rev();
        let empty: Vec<usize> = data.take_while(|row| row.filled() == 0).map(|row| row.line).collect();
        let blank = empty.len().min(end.saturating_sub(first));
        Ok(Layout {
            above: self.first[..head].iter().filter(|row| row.filled() > 0).map(Peek::aside).collect(),
            head,
            head_line: self.first[head].line,
            names,
            units,
            first,
            end: end - blank,
            blank: empty.last().copied().filter(|_| notes.is_empty()),
            notes,
            wide: width > 1,
        })
    }

    /// The rows at the end that are notes, from the first that says it is one.
    fn notes(&self, first: usize, width: usize) -> (usize, Vec<Aside>) {
        let data = self.count.saturating_sub(first).min(self.last.len());
        let rows: Vec<&Peek> = self.last.iter().skip(self.last.len() - data).collect();
        let may_be = |row: &&&Peek| row.filled() <= 1 || is_note(row);
        let trailing = rows.iter().rev().take_while(may_be).count();
        let rows = &rows[rows.len() - trailing..];
        let begins = rows.iter().position(|row| width > 1 && is_note(row));
        let Some(begins) = begins else { return (self.count, Vec::new()) };
        let notes = &rows[begins..];
        let end = self.count - notes.len();
        (end, notes.iter().filter(|row| row.filled() > 0).map(|row| row.aside()).collect())
    }
}

/// The width of most rows; of two, the greater.
fn usual_width(rows: &[Peek]) -> usize {
    let mut widths = BTreeMap::<usize, usize>::new();
    rows.iter().for_each(|row| *widths.entry(row.cells.len()).or_default() += 1);
    widths.into_iter().max_by_key(|(width, rows)| (*rows, *width)).map_or(0, |(width, _)| width)
}

enum Found {
    At(usize),
    Doubt(usize),
}

/// Finds the row of names: the first one, unless it and those that follow are titles.
fn head(rows: &[Peek], width: usize) -> Found {
    let titles = rows.iter().take(ABOVE).take_while(|row| row.filled() <= 1).count();
    let Some(top) = rows.first().filter(|_| width > 1) else { return Found::At(0) };
    if titles > 0 && rows.get(titles).is_some_and(|row| are_names(row, &rows[titles + 1..], width)) {
        return Found::At(titles);
    }
    // Labels with values above the names: `Source,Office`.
    if top.filled() > 0 && top.filled() * 2 < width && top.cells.len() < width
        || (titles > 0 && top.cells.len() == width)
    {
        let below = (1..rows.len().min(ABOVE)).find(|at| are_names(&rows[*at], &rows[at + 1..], width));
        if let Some(likely) = below {
            return Found::Doubt(likely);
        }
    }
    Found::At(0)
}

/// Names: each column has its own, and they differ in kind from what stands below.
fn are_names(row: &Peek, below: &[Peek], width: usize) -> bool {
    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).collect();
    let own: BTreeSet<&str> = cells.iter().copied().collect();
    if cells.len() != width || own.len() != width || own.contains("") || is_number(cells[0]) {
        return false;
    }
    let rows: Vec<&Peek> = below.iter().filter(|row| row.filled() > 1).collect();
    if rows.is_empty() {
        return false;
    }
    let years = cells.len() > 2 && cells[1..].iter().all(|cell| is_number(cell) && moment(cell).is_some());
    years || (0..width).any(|at| !is_number(cells[at]) && moment(cells[at]).is_none() && is_of_values(at, &rows))
}

/// Most cells of a column, of those that are there, are numbers or times: a slip or two make no names
/// of them.
fn is_of_values(at: usize, rows: &[&Peek]) -> bool {
    let cells = rows.iter().filter_map(|row| row.cells.get(at)).map(str::trim).filter(|cell| !is_missing(cell));
    let (mut values, mut all) = (0, 0);
    for cell in cells {
        all += 1;
        values += usize::from(is_number(cell) || moment(cell).is_some());
    }
    values * 2 > all
}

fn is_number(cell: &str) -> bool {
    Numbers::default().note(cell, 0)
}

/// A row of units: each stands over a column of numbers, and every one is known as a unit.
fn are_units(row: &Peek, names: &[Box<str>], below: &[Peek]) -> bool {
    let below: Vec<&Peek> = below.iter().filter(|row| row.filled() > 1).collect();
    if row.cells.len() > names.len() || below.is_empty() {
        return false;
    }
    let mut units = 0;
    for (at, cell) in row.cells.iter().map(|cell| cell.trim()).enumerate() {
        match cell {
            "" | "-" | "–" => {}
            label if at == 0 && is_label(label) => {}
            unit if is_unit(unit) && is_of_values(at, &below) => units += 1,
            _ => return false,
        }
    }
    units > 0
}

fn is_label(cell: &str) -> bool {
    let word = cell.trim_end_matches([':', '：']).to_lowercase();
    matches!(word.as_str(), "单位" | "计量单位" | "unit" | "units" | "unit of measure")
}

/// Takes brackets off a unit.
fn bare_unit(cell: &str) -> &str {
    let cell = cell.trim();
    let open = ['(', '（', '[', '【'];
    let bare = cell.strip_prefix(open).and_then(|rest| rest.strip_suffix([')', '）', ']', '】']));
    match bare.unwrap_or(cell) {
        "-" | "–" => "",
        label if is_label(label) => "",
        unit => unit.trim(),
    }
}

/// Returns whether a text is the name of a unit, alone or of several: `万元`, `mil. EUR`, `km²`, `per 1,000`.
pub fn is_unit(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "%",
        "‰",
        "元",
        "千元",
        "万元",
        "百万元",
        "亿元",
        "美元",
        "万美元",
        "亿美元",
        "欧元",
        "人",
        "万人",
        "人次",
        "万人次",
        "户",
        "万户",
        "个",
        "万个",
        "件",
        "万件",
        "起",
        "次",
        "万次",
        "辆",
        "万辆",
        "吨",
        "万吨",
        "公里",
        "千米",
        "米",
        "平方米",
        "万平方米",
        "平方公里",
        "公顷",
        "亩",
        "度",
        "千瓦时",
        "万千瓦时",
        "亿千瓦时",
        "立方米",
        "万立方米",
        "小时",
        "分钟",
        "秒",
        "天",
        "日",
        "年",
        "月",
        "岁",
        "家",
        "所",
        "张",
        "床",
        "套",
        "台",
        "条",
        "座",
        "株",
        "盏",
        "分",
        "倍",
        "公斤",
        "千克",
        "克",
        "升",
        "摄氏度",
        "毫米",
        "厘米",
        "元/平方米",
        "微克/立方米",
        "毫克/升",
        "kg",
        "g",
        "mg",
        "t",
        "kt",
        "mt",
        "km",
        "m",
        "cm",
        "mm",
        "m2",
        "m²",
        "m3",
        "m³",
        "km2",
        "km²",
        "ha",
        "l",
        "ml",
        "kwh",
        "mwh",
        "gwh",
        "kw",
        "mw",
        "eur",
        "usd",
        "gbp",
        "cny",
        "rmb",
        "jpy",
        "hkd",
        "chf",
        "€",
        "$",
        "£",
        "¥",
        "￥",
        "yuan",
        "euro",
        "euros",
        "dollars",
        "pounds",
        "persons",
        "people",
        "inhabitants",
        "households",
        "number",
        "count",
        "no.",
        "percent",
        "per",
        "cent",
        "thousand",
        "thousands",
        "million",
        "millions",
        "mil.",
        "mio.",
        "mn",
        "bn",
        "billion",
        "billions",
        "hours",
        "minutes",
        "seconds",
        "days",
        "weeks",
        "months",
        "years",
        "tonnes",
        "tons",
        "litres",
        "index",
        "ratio",
        "points",
        "°c",
        "℃",
        "db",
        "db(a)",
        "µg/m³",
        "μg/m³",
        "ug/m3",
        "mg/l",
        "mg/m³",
        "h",
        "min",
        "s",
        "1,000",
        "10,000",
        "100,000",
        "1000",
        "10000",
        "100000",
        "of",
    ];
    let lower = bare_unit(text).to_lowercase();
    let known = |word: &str| WORDS.contains(&word);
    let first = lower.split(' ').next().unwrap_or_default();
    let counted = first.starts_with(|c: char| c.is_ascii_digit());
    !lower.is_empty() && !counted && (known(&lower) || lower.split([' ', '/']).all(known))
}

/// Returns whether a row says that it is a note: `注：…`, `Source: …`, `* provisional`.
fn is_note(row: &Peek) -> bool {
    const WORDS: [&str; 24] = [
        "注",
        "附注",
        "备注",
        "说明",
        "来源",
        "资料来源",
        "数据来源",
        "注释",
        "统计口径",
        "note",
        "notes",
        "source",
        "sources",
        "footnote",
        "footnotes",
        "remark",
        "remarks",
        "quelle",
        "quellen",
        "anmerkung",
        "fuente",
        "nota",
        "remarque",
        "data source",
    ];
    let Some(cell) = row.cells.get(0).map(str::trim).filter(|cell| !cell.is_empty()) else { return false };
    let alone = row.filled() == 1;
    let no_numbers = row.cells.iter().skip(1).all(|cell| !is_number(cell.trim()));
    let (word, said) = match cell.split_once([':', '：']) {
        Some((word, _)) => (word, true),
        None => (cell.split([' ', '\u{3000}']).next().unwrap_or_default(), false),
    };
    let word =
        word.trim().trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '(' | ')' | '（' | '）'));
    if WORDS.contains(&word.to_lowercase().as_str()) {
        return no_numbers && (said || alone);
    }
    let digits = cell.trim_start_matches(['(', '[', '（']);
    let numbered = digits.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with([')', ']', '）'])
        && digits.starts_with(|c: char| c.is_ascii_digit());
    let starred = cell.starts_with(['*', '†', '‡', '※', '①', '②', '③', '④', '⑤', '©']) && cell.chars().count() > 2;
    alone && (starred || (numbered && row.cells.len() == 1))
}

/// Returns whether a row says that it sums up others, in its first cell or, where that is empty or a
/// number of the row, in its second. `Total` behind a year is a group like others.
pub fn total<'r>(cells: impl Iterator<Item = &'r str>) -> Option<&'r str> {
    let mut cells = cells.take(2).map(str::trim);
    let first = cells.next()?;
    if is_total(first) {
        return Some(first);
    }
    let second = cells.next()?;
    // A number that counts rows says nothing; a year does.
    let counts = first.is_empty() || (is_number(first) && moment(first).is_none());
    (counts && is_total(second)).then_some(second)
}

fn is_total(cell: &str) -> bool {
    const WORDS: [&str; 14] = [
        "合计",
        "总计",
        "小计",
        "总和",
        "共计",
        "累计",
        "total",
        "totals",
        "sum",
        "subtotal",
        "sub-total",
        "grandtotal",
        "insgesamt",
        "gesamt",
    ];
    // Long texts are none, whatever they hold.
    if cell.len() > 40 {
        return false;
    }
    let word: String = cell.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let word = word.trim_end_matches([':', '：']);
    // `全市合计`, `合 计`.
    WORDS.contains(&word) || (word.chars().count() <= 6 && WORDS[..5].iter().any(|end| word.ends_with(end)))
}
