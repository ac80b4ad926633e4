//! All rows against the site: what is written, and what becomes of each row.
//!
//! Steps: the columns and the orders of days are settled, or the staff are asked; rows become records
//! ([`super::compose`]); numbers that stand twice are found; each record is held against the file that
//! has its number; what is new or changed is checked together with the whole site, and what has an
//! error is refused. What must hold: see [`super`].

use super::compose::Made;
use super::composed::Composed;
use super::ledger::Ledger;
use super::mapping::{Mapping, NewName};
use super::said::{Said, said};
use super::settle::settle;
use super::sheet::{Form, Refusal, Sheet};
use super::standing::{Compared, Home, compare, homes};
use super::target::Target;
use super::values::Known;
use crate::check::{self, Day};
use crate::config::Config;
use crate::diagnostic::rule::fill;
use crate::diagnostic::{Finding, Tongue, rules};
use crate::host::Entry;
use crate::record::Parsed;
use crate::record::parse::{self, Context};
use jiff::tz::TimeZone;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The site as it stands.
pub struct Site<'a> {
    pub config: &'a Config,
    pub context: &'a Context,
    pub known: &'a Known,
    pub zone: &'a TimeZone,
    pub day: Day,
    /// Every file, sorted.
    pub parsed: Vec<Parsed>,
    pub listed: &'a [Entry],
    /// Returns the text of a file of the site.
    pub read: &'a (dyn Fn(&str) -> Option<String> + Sync),
    pub ledger: Ledger,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    New,
    Changed,
    Unchanged,
    /// The export has changed, but so has the file, by hand: it stays.
    Kept(Said),
    Refused,
    LeftOut(Said),
}

/// A row and what became of it. Of one that is refused nothing but its number is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub row: usize,
    pub fate: Fate,
    pub shown: Option<Shown>,
}

/// What a table shows of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub id: String,
    pub title: String,
    pub received: String,
    pub department: String,
    /// Its file.
    pub path: String,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub text: String,
}

/// What an import will do.
#[derive(Debug, Default)]
pub struct Plan {
    /// One for each row of the sheet, in its order.
    pub rows: Vec<Done>,
    pub files: Vec<File>,
    pub ledger: Ledger,
    /// In the order of rows; one a row.
    pub refusals: Vec<Refusal>,
    /// What rows say and records do not, with the rows.
    pub notes: BTreeMap<Said, Vec<usize>>,
    /// Names that the mapping does not have.
    pub names: Vec<NewName>,
    /// What must be answered before anything is written: what is open, and how to answer.
    pub questions: Vec<(Said, Said)>,
    /// Columns that are for nothing, and those with personal data.
    pub unused: Vec<String>,
    pub private: Vec<String>,
    /// Columns of the mapping that the export does not have.
    pub missing: Vec<String>,
    /// Records that are drafts until somebody has looked at them: rows, and what was found.
    pub held: Vec<(usize, Said)>,
    /// Warnings of the check, with the rows.
    pub warnings: BTreeMap<Said, Vec<usize>>,
}

/// How many rows had which fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub read: usize,
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub kept: usize,
    pub refused: usize,
    pub left_out: usize,
}

impl Plan {
    /// Counts the rows.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { read: self.rows.len(), ..Tally::default() };
        for done in &self.rows {
            *match done.fate {
                Fate::New => &mut tally.new,
                Fate::Changed => &mut tally.changed,
                Fate::Unchanged => &mut tally.unchanged,
                Fate::Kept(_) => &mut tally.kept,
                Fate::Refused => &mut tally.refused,
                Fate::LeftOut(_) => &mut tally.left_out,
            } += 1;
        }
        tally
    }
}

/// Plans an import.
pub fn plan(sheet: &Sheet, mapping: &Mapping, site: Site<'_>) -> Plan {
    let mut plan = Plan { ledger: site.ledger.clone(), ..Plan::default() };
    let composer = settle(sheet, mapping, &site, &mut plan);
    if !plan.questions.is_empty() {
        return plan;
    }
    let made: Vec<Made> = sheet.rows.par_iter().map(|row| composer.compose(row)).collect();
    let mut rows = Rows { fates: Vec::with_capacity(made.len()), refusals: BTreeMap::new() };
    let mut records: Vec<Option<Composed>> = Vec::with_capacity(made.len());
    for (made, row) in made.into_iter().zip(&sheet.rows) {
        let hidden = hidden(sheet, row);
        let (fate, record) = match (hidden, made) {
            (Some(why), _) | (None, Made::LeftOut(why)) => (Fate::LeftOut(why), None),
            (None, Made::Record(record)) => (Fate::New, Some(*record)),
            (None, Made::Refused(refusal)) => {
                rows.refusals.insert(rows.fates.len(), refusal);
                (Fate::Refused, None)
            }
        };
        rows.fates.push(fate);
        records.push(record);
    }
    twice(&mut records, &mut rows, sheet, composer.places[&Target::Reference][0]);
    let homes = homes(&records, mapping, &site);
    let compared: Vec<Option<Compared>> = records
        .par_iter()
        .zip(&homes)
        .map(|(record, home)| Some(compare(record.as_ref()?, home.as_ref()?, mapping, &site)))
        .collect();
    let mut pending = Vec::new();
    for (at, compared) in compared.into_iter().enumerate() {
        let (Some(compared), Some(home)) = (compared, &homes[at]) else { continue };
        if let Some(digest) = &compared.noted {
            plan.ledger.note(&home.id, digest);
        }
        if matches!(compared.fate, Fate::New | Fate::Changed) {
            pending.push(Pending { at, published: compared.published, draft: compared.draft, digest: compared.digest });
        }
        rows.fates[at] = compared.fate;
    }
    checked(pending, &records, &homes, sheet, site, &mut rows, &mut plan);
    finish(rows, records, homes, sheet, &mut plan);
    plan
}

/// Fates and refusals, by place in the sheet.
struct Rows {
    fates: Vec<Fate>,
    refusals: BTreeMap<usize, Refusal>,
}

impl Rows {
    fn refuse(&mut self, at: usize, refusal: Refusal) {
        self.fates[at] = Fate::Refused;
        self.refusals.entry(at).or_insert(refusal);
    }
}

/// A request that Alaveteli itself does not show to the public is not shown here.
fn hidden(sheet: &Sheet, row: &super::sheet::Row) -> Option<Said> {
    let at = (sheet.form == Form::Alaveteli).then(|| sheet.column("prominence")).flatten()?;
    let word = row.cells.get(at)?.shown().into_owned();
    (word == "hidden" || word == "requester_only")
        .then(|| said("it is hidden from the public in Alaveteli", "该请求在 Alaveteli 中不公开"))
}

/// Finds numbers that stand in two rows: the same row again is left out, other content is refused.
fn twice(records: &mut [Option<Composed>], rows: &mut Rows, sheet: &Sheet, column: usize) {
    let mut places: HashMap<String, Vec<usize>> = HashMap::with_capacity(records.len());
    for (at, record) in records.iter().enumerate() {
        if let Some(record) = record {
            places.entry(record.reference.clone()).or_default().push(at);
        }
    }
    let mut several: Vec<Vec<usize>> = places.into_values().filter(|list| list.len() > 1).collect();
    several.sort();
    for list in several {
        let basis = |at: usize| records[at].as_ref().map(|record| &record.basis);
        let numbers: Vec<usize> = list.iter().map(|at| sheet.rows[*at].number).collect();
        if list.iter().all(|at| basis(*at) == basis(list[0])) {
            let first = numbers[0];
            for at in &list[1..] {
                rows.fates[*at] = Fate::LeftOut(said(format!("the same as row {first}"), format!("与第{first}行相同")));
                records[*at] = None;
            }
            continue;
        }
        let all = super::said::numbers(&numbers);
        for at in list {
            records[at] = None;
            rows.refuse(
                at,
                Refusal {
                    row: sheet.rows[at].number,
                    column: Some(sheet.heads[column].clone()),
                    what: said(
                        format!("rows {all} have the same number and different content"),
                        format!("第{all}行编号相同，内容不同"),
                    ),
                    help: said(
                        "keep one row for each case, with all that belongs to it",
                        "每件只保留一行，内容合并到该行",
                    ),
                },
            );
        }
    }
}

/// A record that would be written.
struct Pending {
    at: usize,
    published: Option<jiff::civil::Date>,
    draft: bool,
    digest: String,
}

/// Checks what would be written together with the whole site; refuses what has an error, and makes
/// drafts of what may hold a person's name or address.
fn checked(
    pending: Vec<Pending>,
    records: &[Option<Composed>],
    homes: &[Option<Home>],
    sheet: &Sheet,
    site: Site<'_>,
    rows: &mut Rows,
    plan: &mut Plan,
) {
    let text = |p: &Pending| records[p.at].as_ref().map(|record| record.text(p.published, p.draft)).unwrap_or_default();
    let path = |p: &Pending| homes[p.at].as_ref().map(|home| home.path.clone()).unwrap_or_default();
    let was_public: HashSet<usize> =
        pending.iter().filter(|p| rows.fates[p.at] == Fate::Changed && !p.draft).map(|p| p.at).collect();
    let context = site.context;
    let fresh: Vec<Parsed> = pending
        .par_iter()
        .map(|p| {
            let text = text(p);
            parse::parse(&path(p), text.as_bytes(), text.len() as u64, context)
        })
        .collect();
    let of_path: HashMap<String, usize> = pending.iter().enumerate().map(|(i, p)| (path(p), i)).collect();
    let mut all: Vec<Parsed> = site.parsed.into_iter().filter(|file| !of_path.contains_key(&*file.file)).collect();
    all.extend(fresh);
    all.par_sort_by(|a, b| a.file.cmp(&b.file));
    let findings = if pending.is_empty() {
        Vec::new()
    } else {
        check::check(all, site.listed, site.config.clone(), site.day, &|_| None).findings
    };
    let mut of_records: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        if let Some(i) = of_path.get(&finding.file) {
            of_records.entry(*i).or_default().push(finding);
        }
    }
    for (i, mut p) in pending.into_iter().enumerate() {
        let Some(record) = &records[p.at] else { continue };
        let found = of_records.remove(&i).unwrap_or_default();
        let told = |finding: &Finding| Refusal {
            row: record.row,
            column: record.column(&finding.place, p.published, p.draft).map(|at| sheet.heads[at].clone()),
            what: message(finding),
            help: help(finding),
        };
        if let Some(error) = found.iter().find(|finding| finding.is_error()) {
            rows.refuse(p.at, told(error));
            continue;
        }
        let doubtful = found.iter().find(|finding| is_personal(finding));
        if let Some(doubt) = doubtful {
            if was_public.contains(&p.at) {
                rows.refuse(
                    p.at,
                    Refusal {
                        help: said(
                            "mask it in the sheet; or bring the change over in the file, which is public already",
                            "请在表中隐去；或在已公开的文件中手工更新",
                        ),
                        ..told(doubt)
                    },
                );
                continue;
            }
            p.draft = true;
            plan.held.push((record.row, message(doubt)));
        }
        for finding in found.iter().filter(|finding| !is_personal(finding)) {
            plan.warnings.entry(message(finding)).or_default().push(record.row);
        }
        let Some(home) = &homes[p.at] else { continue };
        plan.ledger.note(&home.id, &p.digest);
        plan.files.push(File { path: home.path.clone(), text: record.text(p.published, p.draft) });
    }
}

/// Personal data that is only likely: what is certain is an error.
fn is_personal(finding: &Finding) -> bool {
    finding.rule.name.starts_with("personal-data-") && !finding.is_error()
}

fn message(finding: &Finding) -> Said {
    let text = |tongue: Tongue| fill(finding.rule.text(tongue).message, finding, tongue);
    said(text(Tongue::English), text(Tongue::Chinese))
}

/// Returns what to do in the sheet: what the rule advises is said of the file.
fn help(finding: &Finding) -> Said {
    if finding.rule == &rules::PERSONAL_DATA_EMAIL {
        return said(
            "remove it or mask it in the sheet (***@***); the domain of your own offices belongs under `email_domains` in site-config.yaml",
            "请在表中删去或遮盖（***@***）；本单位的邮箱域名请写入 site-config.yaml 的 `email_domains`",
        );
    }
    if finding.rule.name.starts_with("personal-data-") {
        return said(
            "remove it or mask it in the sheet (138****1234), or put `[[redacted: personal-data | law]]` in its place",
            "请在表中删去或遮盖（如 138****1234），或换成 `[[redacted: personal-data | 法律依据]]`",
        );
    }
    let text = |tongue: Tongue| fill(finding.rule.text(tongue).help, finding, tongue);
    said(format!("mend it in the sheet: {}", text(Tongue::English)), format!("请在表中改正：{}", text(Tongue::Chinese)))
}

fn finish(rows: Rows, records: Vec<Option<Composed>>, homes: Vec<Option<Home>>, sheet: &Sheet, plan: &mut Plan) {
    plan.refusals = rows.refusals.into_values().collect();
    let all = rows.fates.into_iter().zip(records).zip(homes).zip(&sheet.rows);
    for (((fate, record), home), row) in all {
        let mut shown = None;
        if let (Some(record), Some(home), true) = (record, home, fate != Fate::Refused) {
            if matches!(fate, Fate::New | Fate::Changed) {
                for note in record.notes {
                    plan.notes.entry(note).or_default().push(row.number);
                }
            }
            shown = Some(Shown {
                id: home.id,
                title: record.title,
                received: record.received.to_string(),
                department: record.department,
                path: home.path,
            });
        }
        plan.rows.push(Done { row: row.number, fate, shown });
    }
}
