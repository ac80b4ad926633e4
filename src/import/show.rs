//! A plan as people read it: a table of rows in 80 columns, reasons with their counts, and the report
//! of what was not written.

use super::plan::{Done, Fate, Plan, Tally};
use super::said::{Said, numbers};
use super::sheet::Refusal;
use crate::diagnostic::Tongue;
use crate::escape::csv::CsvText;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Columns of a terminal.
pub const WIDTH: usize = 80;

/// So many rows of a fate, or rows with a reason, are shown one by one.
pub const SHOWN: usize = 20;

/// Returns text of a width: cut with `…`, or filled with spaces.
pub fn fitted(text: &str, width: usize) -> String {
    let text = crate::escape::terminal::inline(text);
    let full = text.width();
    if full <= width {
        return format!("{text}{}", " ".repeat(width - full));
    }
    let mut cut = String::new();
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide + 1 > width {
            break;
        }
        used += wide;
        cut.push(c);
    }
    format!("{cut}…{}", " ".repeat(width - used - 1))
}

/// Returns the end of an id where all of it is too wide: there it differs from others.
fn end_of(id: &str, width: usize) -> String {
    if id.len() <= width {
        return id.to_owned();
    }
    format!("…{}", &id[id.len() - (width - 1)..])
}

/// Returns the word for a fate.
pub fn word(fate: &Fate, tongue: Tongue) -> &'static str {
    let (en, zh) = match fate {
        Fate::New => ("new", "新增"),
        Fate::Changed => ("changed", "更新"),
        Fate::Unchanged => ("same", "不变"),
        Fate::Kept(_) => ("kept", "保留"),
        Fate::Refused => ("refused", "退回"),
        Fate::LeftOut(_) => ("left out", "不导入"),
    };
    match tongue {
        Tongue::English => en,
        Tongue::Chinese => zh,
    }
}

/// Returns the rows as a table: those that do something first, so many of each fate.
pub fn table(plan: &Plan, tongue: Tongue) -> String {
    let widths = [7, 9, 11, 20, 14];
    let heads = match tongue {
        Tongue::English => ["row", "", "received", "id", "department", "title"],
        Tongue::Chinese => ["行", "", "收到日期", "编号", "部门", "标题"],
    };
    let mut text = String::new();
    let line = |cells: [&str; 6], text: &mut String| {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            line.push_str(&fitted(cell, width - 1));
            line.push(' ');
        }
        let rest = WIDTH - widths.iter().sum::<usize>();
        line.push_str(&fitted(cells[5], rest));
        let _ = writeln!(text, "{}", line.trim_end());
    };
    line(heads, &mut text);
    let refusals: BTreeMap<usize, &Refusal> = plan.refusals.iter().map(|refusal| (refusal.row, refusal)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for done in &plan.rows {
        let word = word(&done.fate, tongue);
        let count = counts.entry(word).or_default();
        *count += 1;
        if *count > SHOWN {
            continue;
        }
        let row = done.row.to_string();
        match (&done.shown, reason(done, &refusals)) {
            (Some(shown), _) => {
                let id = end_of(&shown.id, widths[3] - 1);
                line([&row, word, &shown.received, &id, &shown.department, &shown.title], &mut text);
            }
            (None, why) => {
                let column = refusals.get(&done.row).and_then(|refusal| refusal.column.as_deref());
                let column = column.map_or_else(String::new, |column| format!("{column}: "));
                let why = format!("{column}{}", why.map(|why| why.in_tongue(tongue)).unwrap_or_default());
                let (row, word) = (fitted(&row, widths[0] - 1), fitted(word, widths[1] - 1));
                let why = fitted(&why, WIDTH - widths[0] - widths[1]);
                let _ = writeln!(text, "{row} {word} {}", why.trim_end());
            }
        }
    }
    for (word, count) in counts.into_iter().filter(|(_, count)| *count > SHOWN) {
        let more = count - SHOWN;
        let _ = match tongue {
            Tongue::English => writeln!(text, "… and {more} more rows: {word}"),
            Tongue::Chinese => writeln!(text, "…另有{more}行：{word}"),
        };
    }
    text
}

fn reason<'a>(done: &'a Done, refusals: &BTreeMap<usize, &'a Refusal>) -> Option<&'a Said> {
    match &done.fate {
        Fate::Kept(why) | Fate::LeftOut(why) => Some(why),
        Fate::Refused => refusals.get(&done.row).map(|refusal| &refusal.what),
        Fate::New | Fate::Changed | Fate::Unchanged => None,
    }
}

/// Returns the sum of an import in one sentence: what was read is what became of it.
pub fn sum(tally: &Tally, written: bool, tongue: Tongue) -> String {
    let Tally { read, new, changed, unchanged, kept, refused, left_out } = tally;
    match tongue {
        Tongue::English => {
            let verb = if written { "Imported" } else { "Not written yet" };
            let rows = if *read == 1 { "row" } else { "rows" };
            format!(
                "{verb}: {read} {rows} = {new} new + {changed} changed + {unchanged} unchanged + {kept} kept as edited here + {refused} refused + {left_out} left out."
            )
        }
        Tongue::Chinese => {
            let verb = if written { "已导入" } else { "尚未写入" };
            format!(
                "{verb}：共{read}行 = 新增{new} + 更新{changed} + 不变{unchanged} + 保留本站修改{kept} + 退回{refused} + 不导入{left_out}。"
            )
        }
    }
}

/// Returns what is to be said of the rows: each reason once, with its rows and what to do.
pub fn reasons(plan: &Plan, tongue: Tongue) -> String {
    let mut text = String::new();
    let refused = match tongue {
        Tongue::English => "refused",
        Tongue::Chinese => "退回",
    };
    let mut groups: BTreeMap<(&Option<String>, &Said, &Said), Vec<usize>> = BTreeMap::new();
    for refusal in &plan.refusals {
        groups.entry((&refusal.column, &refusal.what, &refusal.help)).or_default().push(refusal.row);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, rows)| (std::cmp::Reverse(rows.len()), rows[0]));
    let all = groups.len();
    for ((column, what, help), rows) in groups.into_iter().take(SHOWN) {
        let column = column.as_ref().map_or_else(String::new, |column| match tongue {
            Tongue::English => format!(", column `{column}`"),
            Tongue::Chinese => format!("，“{column}”列"),
        });
        let colon = colon(tongue);
        let _ = writeln!(text, "{refused}{colon}{}{column}{colon}{}", of_rows(&rows, tongue), what.in_tongue(tongue));
        let _ = writeln!(text, "  = {}: {}", label(tongue), help.in_tongue(tongue));
    }
    if all > SHOWN {
        let more = all - SHOWN;
        let _ = match tongue {
            Tongue::English => writeln!(text, "… and {more} more reasons"),
            Tongue::Chinese => writeln!(text, "…另有{more}种原因"),
        };
    }
    let mut others: BTreeMap<(&str, &Said), Vec<usize>> = BTreeMap::new();
    for done in &plan.rows {
        if let Fate::Kept(why) | Fate::LeftOut(why) = &done.fate {
            others.entry((word(&done.fate, tongue), why)).or_default().push(done.row);
        }
    }
    let count = others.len();
    for ((word, why), rows) in others.into_iter().take(SHOWN) {
        let colon = colon(tongue);
        let _ = writeln!(text, "{word}{colon}{}{colon}{}", of_rows(&rows, tongue), why.in_tongue(tongue));
    }
    if count > SHOWN {
        let more = count - SHOWN;
        let _ = match tongue {
            Tongue::English => writeln!(text, "… and {more} more; the report has them all"),
            Tongue::Chinese => writeln!(text, "…另有{more}条，见报告"),
        };
    }
    text
}

fn colon(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => ": ",
        Tongue::Chinese => "：",
    }
}

fn label(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "help",
        Tongue::Chinese => "建议",
    }
}

/// `row 5`, `3 rows (5, 7, 9)`.
pub fn of_rows(rows: &[usize], tongue: Tongue) -> String {
    let listed = numbers(rows);
    match (rows.len(), tongue) {
        (1, Tongue::English) => format!("row {listed}"),
        (1, Tongue::Chinese) => format!("第{listed}行"),
        (n, Tongue::English) => format!("{n} rows ({listed})"),
        (n, Tongue::Chinese) => format!("{n}行（{listed}）"),
    }
}

/// Returns what the rows and columns say that records do not.
pub fn notes(plan: &Plan, tongue: Tongue) -> String {
    let mut text = String::new();
    for (note, rows) in plan.notes.iter().chain(&plan.warnings) {
        let of = if rows.is_empty() { String::new() } else { format!("{}{}", of_rows(rows, tongue), colon(tongue)) };
        let _ = writeln!(text, "{of}{}", note.in_tongue(tongue));
    }
    if !plan.held.is_empty() {
        let rows: Vec<usize> = plan.held.iter().map(|(row, _)| *row).collect();
        let of = of_rows(&rows, tongue);
        let _ = match tongue {
            Tongue::English => writeln!(
                text,
                "{of}: drafts, as they may hold a name, a telephone or an address; read each, then delete its line `draft: true`"
            ),
            Tongue::Chinese => {
                writeln!(text, "{of}：可能含姓名、电话或地址，已存为草稿；请逐条核对后删去 `draft: true` 一行")
            }
        };
    }
    for (columns, en, zh) in [
        (&plan.private, "columns with personal data, not read", "含个人信息、未读取的列"),
        (&plan.unused, "columns that are for nothing yet, left out", "尚未指定用途、未导入的列"),
        (&plan.missing, "columns of the mapping that this export does not have", "对应表中有、本次导出没有的列"),
    ] {
        if !columns.is_empty() {
            let _ = match tongue {
                Tongue::English => writeln!(text, "{en}: {}", columns.join(", ")),
                Tongue::Chinese => writeln!(text, "{zh}：{}", columns.join("、")),
            };
        }
    }
    text
}

/// Returns every row that was not written, as a table for a spreadsheet; `None` when all were.
pub fn report(plan: &Plan, tongue: Tongue) -> Option<Vec<u8>> {
    let refusals: BTreeMap<usize, &Refusal> = plan.refusals.iter().map(|refusal| (refusal.row, refusal)).collect();
    let mut csv = CsvText::new(match tongue {
        Tongue::English => ["row", "fate", "column", "why", "what to do"],
        Tongue::Chinese => ["行", "处理", "列", "原因", "怎么办"],
    });
    let mut any = false;
    for done in &plan.rows {
        let Some(why) = reason(done, &refusals) else { continue };
        any = true;
        let refusal = refusals.get(&done.row);
        csv.plain(done.row);
        csv.text(word(&done.fate, tongue));
        csv.text(refusal.and_then(|refusal| refusal.column.as_deref()).unwrap_or_default());
        csv.text(why.in_tongue(tongue));
        csv.text(refusal.map_or("", |refusal| refusal.help.in_tongue(tongue)));
        csv.end();
    }
    any.then(|| csv.finish().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice() {
        for (text, width) in [("路灯不亮", 5), ("路灯不亮", 8), ("abc", 5), ("a路b灯", 4), ("é\u{301}x", 3)]
        {
            assert_eq!(fitted(text, width).width(), width, "{text}");
        }
        assert_eq!(fitted("路灯不亮", 6), "路灯… ");
    }
}
