//! Datasets: every table described has its file, every file its description, and the columns
//! are what they are said to be.

use super::Drafts;
use super::assemble::References;
use super::{Read, tables};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::record::Id;
use crate::record::dataset::{Dataset, Table, TableFacts};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Puts tables and notes to their datasets and checks them.
pub(super) fn check(d: &mut Drafts, read: &Read<'_>, findings: &mut Vec<Finding>) {
    let mut facts: BTreeMap<_, TableFacts> =
        std::mem::take(&mut d.tables).into_iter().map(|t| ((t.dataset.clone(), t.file.clone()), t)).collect();
    let mut notes: BTreeMap<_, _> = std::mem::take(&mut d.notes).into_iter().map(|n| (n.id.clone(), n)).collect();
    let mut datasets = std::mem::take(&mut d.datasets);
    let names = d.names();
    for dataset in &mut datasets {
        let mut references = References { names: &names, findings: &mut *findings };
        if !dataset.department.is_empty() {
            references.department(&dataset.file, &dataset.department, KeyPath::of("department"));
            let on = dataset.published_on;
            references.there(&dataset.file, &dataset.department, on, KeyPath::of("department"));
        }
        references.topics(&dataset.file, &dataset.topics, &KeyPath::of("topics"));
        super::order::dataset(dataset, findings);
        dataset.notes = notes.remove(&dataset.id).map(Box::new);
        for i in 0..dataset.tables.len() {
            let key = (dataset.id.clone(), dataset.tables[i].file.clone());
            dataset.tables[i].facts = facts.remove(&key);
            check_next(dataset, i, &mut facts, findings);
            // A file that could not be read has a finding of its own.
            let file = format!("{}{}", dataset.file.trim_end_matches("dataset.yaml"), dataset.tables[i].file);
            if super::stubs::removed(&dataset.withdrawal) {
                continue;
            }
            if dataset.tables[i].facts.is_some() || !d.has_file(&file) {
                check_table(dataset, i, findings);
            }
        }
        for (at, place) in earlier_files(dataset) {
            let file = dataset.revisions[at].earlier[place].file.clone();
            let found = facts.remove(&(dataset.id.clone(), file.clone()));
            let path = KeyPath::of("revisions").index(at).key("earlier").index(place).key("file");
            if found.is_none() && !super::stubs::removed(&dataset.withdrawal) {
                let finding = Finding::new(&rules::TABLE_MISSING, &dataset.file, Place::Value(path));
                findings.push(finding.arg("file", file));
            }
            dataset.revisions[at].earlier[place].facts = found;
        }
        if !super::stubs::removed(&dataset.withdrawal) {
            super::revisions::named(dataset, findings);
        }
    }
    // A dataset that is missing or could not be read was reported itself.
    for ((dataset, file), facts) in facts {
        if datasets.binary_search_by(|x| x.id.cmp(&dataset)).is_ok() {
            findings.push(Finding::new(&rules::FILE_UNRECOGNISED, &facts.path, Place::File).arg("file", file));
        }
    }
    // Each by itself: they are long, and there are many.
    let held: Vec<Vec<Finding>> = datasets.par_iter_mut().map(|dataset| hold(dataset, read)).collect();
    findings.extend(held.into_iter().flatten());
    // By what is said of columns their kinds are known.
    for dataset in datasets.iter().filter(|dataset| !super::stubs::removed(&dataset.withdrawal)) {
        super::charts::of_dataset(dataset, &datasets, findings);
    }
    d.datasets = datasets;
}

/// Takes the file that takes the place of a table at an instant: in its place once that has come, else by
/// itself. What is held back is checked as it will be.
fn check_next(
    dataset: &mut Dataset,
    index: usize,
    facts: &mut BTreeMap<(Id, Box<str>), TableFacts>,
    findings: &mut Vec<Finding>,
) {
    let Some(next) = dataset.tables[index].next.clone() else { return };
    let found = facts.remove(&(dataset.id.clone(), next.file.clone()));
    if found.is_none() {
        let place = Place::Value(KeyPath::of("tables").index(index).key("next").key("file"));
        findings.push(Finding::new(&rules::TABLE_MISSING, &dataset.file, place).arg("file", &next.file));
    } else if next.embargo.holds {
        let shown = std::mem::replace(&mut dataset.tables[index].facts, found);
        check_table(dataset, index, findings);
        dataset.tables[index].coming = std::mem::replace(&mut dataset.tables[index].facts, shown);
    } else {
        dataset.tables[index].facts = found;
        dataset.tables[index].next = None;
    }
}

/// The earlier files of tables: the revision and its place in it, for each.
fn earlier_files(dataset: &Dataset) -> Vec<(usize, usize)> {
    let all = dataset.revisions.iter().enumerate();
    all.flat_map(|(at, revision)| (0..revision.earlier.len()).map(move |place| (at, place))).collect()
}

/// Holds the cells of a dataset's tables against what is said of them.
fn hold(dataset: &mut Dataset, read: &Read<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if super::stubs::removed(&dataset.withdrawal) {
        return findings;
    }
    for (i, table) in dataset.tables.iter_mut().enumerate() {
        let path = KeyPath::of("tables").index(i);
        tables::names_known(&dataset.file, table, &path, &mut findings);
        if tables::is_described(table) && table.facts.as_ref().is_some_and(|facts| facts.sound && !slipped(facts)) {
            tables::hold(table, read, &mut findings);
        }
        // What is held back goes no further than this check.
        if let Some(coming) = table.coming.take() {
            let mut table = Table { facts: Some(coming), ..table.clone() };
            if tables::is_described(&table) && table.facts.as_ref().is_some_and(|facts| facts.sound && !slipped(facts))
            {
                tables::hold(&mut table, read, &mut findings);
            }
        }
    }
    findings.extend(super::revisions::hold(dataset, read));
    findings
}

/// The first row is not divided as the others are: cells stand in the wrong columns.
fn slipped(facts: &TableFacts) -> bool {
    let w = &facts.widths;
    w.header == 1 && w.long_rows > 0
}

fn check_table(dataset: &Dataset, index: usize, findings: &mut Vec<Finding>) {
    let table = &dataset.tables[index];
    let path = KeyPath::of("tables").index(index);
    let Some(facts) = &table.facts else {
        let finding = Finding::new(&rules::TABLE_MISSING, &dataset.file, Place::Value(path.key("file")));
        findings.push(finding.arg("file", &table.file));
        return;
    };
    if !facts.sound {
        return;
    }
    // Cells in the wrong column say nothing of the columns.
    if check_widths(table, facts, findings) || table.fields.is_empty() {
        return;
    }
    columns_match(dataset, table, facts, &path, findings);
}

/// Rows of another width than the first: an error where the columns are described, or where a
/// cell too many shows that a comma slipped in; else the table is published as it is, with
/// the surplus under columns without a name, and a warning. Returns whether the first row is not divided
/// as the others are.
fn check_widths(table: &Table, facts: &TableFacts, findings: &mut Vec<Finding>) -> bool {
    let w = &facts.widths;
    let first = [w.longer, w.shorter].into_iter().flatten().min();
    let Some((line, cells)) = first else { return false };
    let slipped = w.long_rows > 0 && !w.uniform;
    let rule = if !table.fields.is_empty() || slipped { &rules::TABLE_RAGGED } else { &rules::TABLE_UNEVEN };
    let finding = Finding::new(rule, &facts.path, Place::Line(line as usize, 1));
    findings.push(finding.arg("cells", cells).arg("expected", w.header).arg("rows", w.short_rows + w.long_rows));
    rule == &rules::TABLE_RAGGED && w.header == 1
}

fn columns_match(dataset: &Dataset, table: &Table, facts: &TableFacts, path: &KeyPath, findings: &mut Vec<Finding>) {
    for (i, field) in table.fields.iter().enumerate() {
        if !facts.columns.contains(&field.name) {
            let place = Place::Value(path.key("fields").index(i).key("name"));
            let finding = Finding::new(&rules::TABLE_COLUMN_UNKNOWN, &dataset.file, place);
            findings.push(finding.arg("column", &field.name).related(&facts.path, Place::Line(facts.head, 1)));
        }
    }
    for column in facts.columns.iter().take(facts.widths.header).filter(|c| !table.fields.iter().any(|f| f.name == **c))
    {
        let place = Place::Value(path.key("fields"));
        let finding = Finding::new(&rules::TABLE_COLUMN_UNKNOWN, &dataset.file, place);
        findings.push(finding.arg("column", column).related(&facts.path, Place::Line(facts.head, 1)));
    }
}
