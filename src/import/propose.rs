//! A mapping proposed from the columns of an export.
//!
//! Heads that are known are given what they are for; all others are left open. What the sheet does not
//! have (a day of receipt, a title) is taken from what comes nearest, and the mapping says so.

use super::dates::{Column, Decided};
use super::mapping::NewName;
use super::said::{Said, said};
use super::sheet::{Cell, Form, Sheet, Unreadable};
use super::target::{Target, known as head_known};
use super::text::quoted;
use super::values::{Known, OPEN};
use crate::diagnostic::Tongue;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a proposal needs to know of the site.
pub struct About<'a> {
    pub known: &'a Known,
    pub languages: &'a [String],
    pub zone: &'a TimeZone,
    /// What `defaults` of the site say for `kind`.
    pub default_kind: Option<&'a str>,
    /// Returns whether a name may be written down: it holds no personal data.
    pub may_write: &'a dyn Fn(&str) -> bool,
}

/// Names of a column that has more are no names.
pub const MOST_NAMES: usize = 300;

/// Returns the text of a mapping for an export, in the language of the staff.
pub fn propose(sheet: &Sheet, file: &str, prefix: &str, about: &About<'_>, tongue: Tongue) -> String {
    let mut out = Writer { text: String::new(), tongue };
    let columns = columns(sheet, about.known);
    out.comment(&said(
        format!(
            "How gongkai reads exports like {file}. Correct it and run the import again: what you change here stays."
        ),
        format!("gongkai 按本表读取 {file} 这类导出文件。请核对、修改后再运行一次导入，改动会保留。"),
    ));
    let _ = writeln!(out.text, "source: {}", sheet.form.word());
    for note in &sheet.notes {
        out.comment(note);
    }
    if sheet.form == Form::Csv || sheet.form == Form::Xlsx {
        out.comment(&said(
            "If that is wrong: `encoding: gb18030`, `delimiter: \";\"`, `sheet: Name`, `head_row: 3`",
            "如不对，可写 `encoding: gb18030`、`delimiter: \";\"`、`sheet: 工作表名`、`head_row: 3`",
        ));
    }
    out.comment(&said(
        format!("Begins the id, and so the address, of every record: {prefix}-<number>. It cannot be changed later."),
        format!("每条记录编号（也是网址）的开头：{prefix}-<编号>。公开后不能再改。"),
    ));
    let _ = writeln!(out.text, "prefix: {prefix}");
    constants(&mut out, sheet, &columns, about);
    write_columns(&mut out, sheet, &columns);
    dates(&mut out, sheet, &columns, about.zone);
    values(&mut out, sheet, &columns, about);
    out.text
}

/// Returns why the heads cannot be heads: a row of a record would be written into the mapping, and with
/// it whatever it holds.
pub fn heads_fault(sheet: &Sheet, about: &About<'_>) -> Option<Unreadable> {
    let known = sheet.heads.iter().any(|head| head_known(head).is_some());
    let is_data = |head: &String| {
        let cell = Cell::text(head);
        let day = super::dates::read(&cell, None, false, about.zone).is_ok();
        day || head.chars().all(|c| c.is_ascii_digit()) || head.chars().count() > 40
    };
    let data = sheet.heads.iter().any(|head| !(about.may_write)(head)) || (!known && sheet.heads.iter().any(is_data));
    data.then(|| {
        Unreadable::new(
            said(
                "the row of heads looks like a record: its names are not those of columns",
                "表头所在行像是一条数据，不是列名",
            ),
            said("give the export a first row with the names of its columns", "请在导出文件的第一行写上各列的名称"),
        )
    })
}

struct Writer {
    text: String,
    tongue: Tongue,
}

impl Writer {
    fn comment(&mut self, words: &Said) {
        for line in words.in_tongue(self.tongue).lines() {
            let _ = writeln!(self.text, "# {line}");
        }
    }
}

/// A column with what is proposed for it, and why where that is not plain.
struct Proposed {
    targets: Vec<Target>,
    why: Option<Said>,
}

fn columns(sheet: &Sheet, names: &Known) -> Vec<Proposed> {
    let known: Vec<Option<(Target, usize)>> = sheet.heads.iter().map(|head| head_known(head)).collect();
    let best = |target: Target| {
        let of = known
            .iter()
            .enumerate()
            .filter_map(|(at, found)| found.filter(|(t, _)| *t == target).map(|(_, r)| (r, at)));
        of.min().map(|(_, at)| at)
    };
    let mut all: Vec<Proposed> = Vec::new();
    for (at, found) in known.iter().enumerate() {
        let proposed = match found {
            None => Proposed { targets: Vec::new(), why: None },
            Some((target, _)) if target.is_read() && *target != Target::Topics && best(*target) != Some(at) => {
                let other = best(*target).map(|at| sheet.heads[at].clone()).unwrap_or_default();
                let why = said(
                    format!("`{other}` is taken for {}", target.word()),
                    format!("{} 已用“{other}”", target.word()),
                );
                Proposed { targets: Vec::new(), why: Some(why) }
            }
            Some((target, _)) => {
                let why = (*target == Target::Private).then(|| said("personal data: not read", "个人信息，不读取"));
                Proposed { targets: vec![*target], why }
            }
        };
        all.push(proposed);
    }
    // 类别 is the topic in one system and the kind in another: the names in it tell which.
    if best(Target::Kind).is_none() {
        let is_kinds = |at: &usize| {
            let all = names_in(sheet, *at, Target::Kind, names).unwrap_or_default();
            !all.is_empty() && all.iter().all(|name| name.word.is_some())
        };
        let topics = (0..all.len()).filter(|at| all[*at].targets == [Target::Topics]);
        if let Some(at) = topics.into_iter().find(is_kinds) {
            let why = said("its names are those of kinds", "其中的名称都是类型");
            all[at] = Proposed { targets: vec![Target::Kind], why: Some(why) };
        }
    }
    for (missing, instead, why) in [
        (
            Target::Received,
            Target::Accepted,
            said("no column has the day of receipt: that of acceptance stands for it", "没有收到日期，以受理日期代替"),
        ),
        (
            Target::Title,
            Target::Question,
            said("no column has a title: the beginning of the text stands for it", "没有标题，取正文开头"),
        ),
        (
            Target::Question,
            Target::Title,
            said("no column has the text: the title stands for it", "没有正文，以标题代替"),
        ),
    ] {
        if let (None, Some(at)) = (best(missing), best(instead)) {
            all[at].targets.push(missing);
            all[at].why = Some(why);
        }
    }
    all
}

fn has(columns: &[Proposed], target: Target) -> bool {
    columns.iter().any(|column| column.targets.contains(&target))
}

fn constants(out: &mut Writer, sheet: &Sheet, columns: &[Proposed], about: &About<'_>) {
    out.comment(&said(
        "What is the same for all rows: kind, channel, department, topics, lang, published (a day), draft",
        "各行都相同的内容：kind、channel、department、topics、lang、published（日期）、draft",
    ));
    out.text.push_str("constants:\n");
    if !has(columns, Target::Kind) {
        let kind = match sheet.form {
            Form::Alaveteli => "foi",
            Form::Open311 => "help",
            _ => about.default_kind.unwrap_or("\"?\""),
        };
        let allowed = Target::Kind.words().unwrap_or_default().join(" ");
        let _ = writeln!(out.text, "  kind: {kind}  # {allowed}");
    }
    if !has(columns, Target::Channel) && matches!(sheet.form, Form::Alaveteli) {
        out.text.push_str("  channel: web\n");
    }
    if !has(columns, Target::Department) {
        out.text.push_str("  department: \"?\"\n");
    }
    if !has(columns, Target::Lang) {
        let lang = language(sheet, columns, about.languages);
        let _ = writeln!(out.text, "  lang: {lang}  # {}", about.languages.join(" "));
    }
}

/// The language of the texts: Chinese or not is all that letters tell.
fn language<'l>(sheet: &Sheet, columns: &[Proposed], languages: &'l [String]) -> &'l str {
    let texts = |target: Target| columns.iter().position(|column| column.targets.contains(&target));
    let places: Vec<usize> = [Target::Title, Target::Question].into_iter().filter_map(texts).collect();
    let (mut chinese, mut letters) = (0_usize, 0_usize);
    for row in sheet.rows.iter().take(100) {
        for c in
            places.iter().filter_map(|at| row.cells.get(*at)).flat_map(|cell| cell.shown().chars().collect::<Vec<_>>())
        {
            chinese += usize::from(('\u{4E00}'..='\u{9FFF}').contains(&c));
            letters += usize::from(c.is_ascii_alphabetic());
        }
    }
    let is_chinese = chinese * 3 > letters;
    let fits = languages.iter().find(|lang| lang.starts_with("zh") == is_chinese);
    fits.or(languages.first()).map_or("en", String::as_str)
}

fn write_columns(out: &mut Writer, sheet: &Sheet, columns: &[Proposed]) {
    out.comment(&said(
        "What each column is for; \"?\" is not decided, and its cells are left out.",
        "各列的用途；\"?\" 表示尚未确定，该列不会导入。",
    ));
    for target in Target::ALL {
        let (en, zh) = target.meaning();
        out.comment(&said(format!("  {}: {en}", target.word()), format!("  {}：{zh}", target.word())));
    }
    out.text.push_str("columns:\n");
    for (head, column) in sheet.heads.iter().zip(columns) {
        let words: Vec<&str> = column.targets.iter().map(|target| target.word()).collect();
        let words = match words[..] {
            [] => "\"?\"".to_owned(),
            [one] => one.to_owned(),
            _ => format!("[{}]", words.join(", ")),
        };
        let why = column.why.as_ref().map_or_else(String::new, |why| format!("  # {}", why.in_tongue(out.tongue)));
        let _ = writeln!(out.text, "  {}: {words}{why}", quoted(head));
    }
}

/// Looks through a column of days.
pub fn day_column(sheet: &Sheet, at: usize, zone: &TimeZone) -> Column {
    let mut column = Column::default();
    for row in &sheet.rows {
        if let Some(cell) = row.cells.get(at) {
            column.note(row.number, cell, zone);
        }
    }
    column
}

fn dates(out: &mut Writer, sheet: &Sheet, columns: &[Proposed], zone: &TimeZone) {
    let days = |column: &Proposed| column.targets.iter().any(|target| target.is_day());
    let mut lines = String::new();
    for (at, head) in sheet.heads.iter().enumerate().filter(|(at, _)| days(&columns[*at])) {
        let (word, why) = match day_column(sheet, at, zone).decided() {
            Decided::NotNeeded => continue,
            Decided::By(order, row, cell) => {
                (order.word(), said(format!("row {row} tells it: {cell}"), format!("由第{row}行得知：{cell}")))
            }
            Decided::Open(row, cell) => (
                "\"?\"",
                said(
                    format!("row {row}: {cell}; no row tells: write day-month-year or month-day-year"),
                    format!("第{row}行：{cell}；无从判断，请写 day-month-year（日在前）或 month-day-year（月在前）"),
                ),
            ),
            Decided::Torn(one, other) => (
                "\"?\"",
                said(
                    format!("rows {one} and {other} contradict each other"),
                    format!("第{one}行和第{other}行互相矛盾"),
                ),
            ),
            Decided::ShortYears(row, cell) => (
                "\"?\"",
                said(
                    format!(
                        "row {row}: {cell}; the year has two digits: write day-month-year, month-day-year or year-month-day"
                    ),
                    format!("第{row}行：{cell}；年份只有两位，请写 day-month-year、month-day-year 或 year-month-day"),
                ),
            ),
        };
        let _ = writeln!(lines, "  {}: {word}  # {}", quoted(head), why.in_tongue(out.tongue));
    }
    if !lines.is_empty() {
        out.comment(&said(
            "The order of day and month, where the year does not stand first",
            "年份不在前面的日期，日、月的先后",
        ));
        let _ = write!(out.text, "dates:\n{lines}");
    }
}

/// Returns the names in a column that are to be said what they stand for, with their rows; `None`
/// when there are too many for names.
pub fn names_in(sheet: &Sheet, at: usize, target: Target, known: &Known) -> Option<Vec<NewName>> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for cell in sheet.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty()) {
        for name in parts(&cell.shown(), target, known) {
            *counts.entry(name).or_default() += 1;
        }
        if counts.len() > MOST_NAMES {
            return None;
        }
    }
    let mut names: Vec<NewName> = counts
        .into_iter()
        .map(|(name, rows)| NewName {
            column: sheet.heads[at].clone(),
            word: known.find(target, &name).map(str::to_owned),
            name,
            rows,
        })
        .collect();
    // The open ones first, and of each the frequent ones.
    names.sort_by_key(|name| (name.word.is_some(), std::cmp::Reverse(name.rows)));
    Some(names)
}

/// Returns the names in a cell: one, or several topics.
pub fn parts(cell: &str, target: Target, known: &Known) -> Vec<String> {
    if target != Target::Topics || known.find(target, cell).is_some() {
        return vec![cell.to_owned()];
    }
    let parts = cell.split([';', '；', ',', '，', '、', '|']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn values(out: &mut Writer, sheet: &Sheet, columns: &[Proposed], about: &About<'_>) {
    out.comment(&said(
        "What the names in cells stand for, and in how many rows each is. \"?\" is open: its rows wait.",
        "单元格中的名称各代表什么，后面是行数。\"?\" 表示尚未确定，相关的行暂不导入。",
    ));
    out.comment(&said(
        "`none`: nothing is written for it. `left-out`: rows with it are left out.",
        "`none` 表示不填此项；`left-out` 表示不导入这些行。",
    ));
    let mut listed = String::new();
    for (at, head) in sheet.heads.iter().enumerate() {
        let Some(target) = columns[at].targets.iter().copied().find(|target| target.is_named()) else { continue };
        let names = names_in(sheet, at, target, about.known).unwrap_or_default();
        let names: Vec<&NewName> = names.iter().filter(|name| (about.may_write)(&name.name)).collect();
        if names.is_empty() {
            continue;
        }
        if names.iter().any(|name| name.word.is_none()) {
            about.known.listed(target, out.tongue).iter().for_each(|word| listed.push_str(&format!("  #   {word}\n")));
        }
        let _ = writeln!(listed, "  {}:", quoted(head));
        names.into_iter().for_each(|name| listed.push_str(&super::mapping::line_of(name)));
    }
    if !listed.is_empty() {
        let _ = write!(out.text, "values:\n{listed}");
    }
    debug_assert!(!out.text.contains(&format!(": {OPEN}\n")), "an open word is quoted");
}
