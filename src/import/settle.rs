//! Before any row is read: what each column is for, how its days are read, which names are new. What is
//! open becomes a question to the staff.

use super::compose::Composer;
use super::dates::{Column, Decided};
use super::mapping::{Mapping, NewName};
use super::plan::{Plan, Site};
use super::propose::{MOST_NAMES, day_column, names_in};
use super::said::{Said, said};
use super::sheet::Sheet;
use super::target::Target;
use crate::record::personal_data::Form;
use std::collections::{BTreeMap, BTreeSet};

/// Settles what each column is for and how its days are read; what is open becomes a question.
pub fn settle<'a>(sheet: &'a Sheet, mapping: &'a Mapping, site: &Site<'a>, plan: &mut Plan) -> Composer<'a> {
    let mut places: BTreeMap<Target, Vec<usize>> = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (head, targets) in &mapping.columns {
        let Some(at) = sheet.column(head) else {
            if targets.iter().any(|target| target.is_read()) {
                plan.missing.push(head.clone());
            }
            continue;
        };
        for target in targets {
            used.insert(at);
            match target {
                Target::Private => plan.private.push(head.clone()),
                target if target.is_read() => places.entry(*target).or_default().push(at),
                _ => {}
            }
        }
    }
    plan.unused = (0..sheet.heads.len()).filter(|at| !used.contains(at)).map(|at| sheet.heads[at].clone()).collect();
    let constant = |target: Target| mapping.constants.keys().any(|constant| constant.target() == Some(target));
    for target in [Target::Reference, Target::Received, Target::Title, Target::Department, Target::Kind] {
        if !places.contains_key(&target) && !constant(target) {
            let (en, zh) = target.meaning();
            let word = target.word();
            let is_constant = matches!(target, Target::Department | Target::Kind);
            let allowed = if is_constant { site.known.allowed(target).join(" ") } else { String::new() };
            plan.questions.push((
                said(format!("no column is for `{word}` ({en})"), format!("没有哪一列对应 `{word}`（{zh}）")),
                if is_constant {
                    said(
                        format!("write `{word}` behind its column in the mapping, or one for all rows under `constants`: {allowed}"),
                        format!("请在对应表中把 `{word}` 写在相应列后，或在 `constants` 中写明全部行共用的值：{allowed}"),
                    )
                } else {
                    said(
                        format!("write `{word}` behind its column in the mapping"),
                        format!("请在对应表中把 `{word}` 写在相应列后"),
                    )
                },
            ));
        }
    }
    for constant in mapping
        .open
        .iter()
        .filter(|open| open.target().is_none_or(|target| !matches!(target, Target::Kind | Target::Department)))
    {
        let word = constant.word();
        plan.questions.push((
            said(format!("`{word}` under `constants` is open"), format!("`constants` 中的 `{word}` 尚未填写")),
            said("replace \"?\", or delete the line", "请替换 \"?\"，或删去该行"),
        ));
    }
    let mut orders = BTreeMap::new();
    let days: BTreeSet<usize> =
        places.iter().filter(|(target, _)| target.is_day()).flat_map(|(_, places)| places.iter().copied()).collect();
    let days: Vec<(usize, Column)> = days.into_iter().map(|at| (at, day_column(sheet, at, site.zone))).collect();
    let elsewhere = days.iter().find_map(|(at, column)| match column.decided() {
        Decided::By(order, ..) => Some((&sheet.heads[*at], order)),
        _ => None,
    });
    for (at, column) in days {
        let head = &sheet.heads[at];
        if column.serials > 0 {
            let count = column.serials;
            let note = said(
                format!("`{head}`: days read from the numbers by which a spreadsheet counts them: {count}"),
                format!("“{head}”：有{count}个日期是电子表格的序列数，已换算"),
            );
            plan.notes.insert(note, Vec::new());
        }
        if let Some(order) = mapping.dates.get(head) {
            orders.insert(at, *order);
            continue;
        }
        match column.decided() {
            Decided::NotNeeded => {}
            Decided::By(order, row, cell) => {
                orders.insert(at, order);
                let note = said(
                    format!("`{head}` is read as {}: row {row} tells it ({cell})", order.word()),
                    format!("“{head}”按 {} 读取，由第{row}行（{cell}）得知", order.word()),
                );
                plan.notes.insert(note, Vec::new());
            }
            Decided::Open(row, cell) | Decided::ShortYears(row, cell) => {
                // Another column is a hint, not an answer: exports put together from two systems exist.
                let (en, zh) = elsewhere.map_or((String::new(), String::new()), |(other, order)| {
                    (format!(" (`{other}` is {})", order.word()), format!("（“{other}”是 {}）", order.word()))
                });
                plan.questions.push((
                    said(
                        format!(
                            "`{head}`, row {row}: {cell} can be read in more than one way, and no row tells which{en}"
                        ),
                        format!("“{head}”第{row}行：{cell} 有不止一种读法，整列都无从判断{zh}"),
                    ),
                    order_help(head),
                ));
            }
            Decided::Torn(one, other) => plan.questions.push((
                said(
                    format!("`{head}`: row {one} has the day first, row {other} the month"),
                    format!("“{head}”：第{one}行日在前，第{other}行月在前"),
                ),
                order_help(head),
            )),
        }
    }
    for (target, places) in places.iter().filter(|(target, _)| target.is_named()) {
        for at in places {
            let head = &sheet.heads[*at];
            match names_in(sheet, *at, *target, site.known) {
                Some(names) => {
                    let new = |name: &NewName| !mapping.values.contains_key(&(head.clone(), name.name.clone()));
                    let may_write = |name: &NewName| site.context.scan().text(&name.name, Form::Prose, &[]).is_empty();
                    plan.names.extend(names.into_iter().filter(new).filter(may_write));
                }
                None => plan.questions.push((
                    said(
                        format!(
                            "`{head}` has more than {MOST_NAMES} different names: it is no column for `{}`",
                            target.word()
                        ),
                        format!("“{head}”有超过{MOST_NAMES}种取值，不能用作 `{}`", target.word()),
                    ),
                    said(
                        "write what it is for in the mapping, or `left-out`",
                        "请在对应表中改写该列用途，或写 `left-out`",
                    ),
                )),
            }
        }
    }
    Composer { sheet, mapping, known: site.known, zone: site.zone, places, orders }
}

fn order_help(head: &str) -> Said {
    let line = format!("{}: day-month-year", super::text::quoted(head));
    said(
        format!("in the mapping, under `dates`, write `{line}`, or month-day-year, or year-month-day"),
        format!("请在对应表的 `dates` 下写 `{line}`，或 month-day-year、year-month-day"),
    )
}
