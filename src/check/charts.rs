//! What charts name must be there: datasets, files, columns, times, numbers, measures.
//!
//! Takes the charts of a dataset, and the blocks of texts; gives findings at the key or the line. What must
//! hold: a chart that is not drawn for want of what it names was reported.

use crate::chart::block::{self, Block, EACH, Per};
use crate::chart::{Decimal, Period};
use crate::derive::measures::{Formula, measure};
use crate::diagnostic::{Finding, KeyPath, Place, rules};
use crate::record::TextFacts;
use crate::record::dataset::{Dataset, TableFacts};
use crate::record::table::typed::is_numeric;

/// Checks the charts of a dataset.
pub(super) fn of_dataset(dataset: &Dataset, all: &[Dataset], findings: &mut Vec<Finding>) {
    for (i, chart) in dataset.charts.iter().enumerate() {
        let path = KeyPath::of("charts").index(i);
        let mut wrong = |path: KeyPath, term: &'static str, text: &str| {
            let finding = Finding::new(&rules::CHART_WRONG, &dataset.file, Place::Value(path));
            findings.push(finding.arg("what", term).arg("text", text));
        };
        let table = match &chart.table {
            Some(file) => dataset.tables.iter().find(|t| t.file == *file),
            None => dataset.tables.first(),
        };
        let Some(table) = table else {
            wrong(path.key("table"), "@chart-column", chart.table.as_deref().unwrap_or_default());
            continue;
        };
        // Of a table that is not certain, its own findings are told.
        if let Some(facts) = table.facts.as_ref().filter(|f| f.sound) {
            let columns = [("x", &chart.x), ("by", &chart.by), ("of", &chart.of)];
            for (key, name) in columns.into_iter().filter_map(|(key, name)| Some((key, name.as_ref()?))) {
                if !facts.columns.contains(name) {
                    wrong(path.key(key), "@chart-column", name);
                }
            }
            for (at, name) in chart.y.iter().enumerate().filter(|(_, name)| !facts.columns.contains(name)) {
                wrong(path.key("y").index(at), "@chart-column", name);
            }
        }
        for (key, marks) in [("annotations", &chart.annotations), ("breaks", &chart.breaks)] {
            for (at, said) in marks.iter().enumerate().filter(|(_, said)| Period::parse(&said.value).is_none()) {
                wrong(path.key(key).index(at).key("at"), "@chart-column", &said.value);
            }
        }
        for (key, time) in [("at", &chart.at), ("provisional_from", &chart.provisional_from)] {
            if let Some(time) = time.as_ref().filter(|time| Period::parse(time).is_none()) {
                wrong(path.key(key), "@chart-column", time);
            }
        }
        if let Some(said) = chart.reference.as_ref().filter(|said| Decimal::drawn(&said.value).is_none()) {
            wrong(path.key("reference").key("value"), "@chart-number", &said.value);
        }
        if let Some(per) = &chart.per {
            let path = path.key("per");
            if chart.of.is_some() {
                wrong(path, "@chart-share", "per");
            } else if !(1..=EACH).contains(&per.each) {
                wrong(path.key("each"), "@chart-number", &per.each.to_string());
            } else if let Some((key, term, text)) = divisor(per, all) {
                wrong(path.key(key), term, text);
            }
        }
    }
}

/// Returns what is wrong with what values are divided by: the key, what, and the words.
fn divisor<'p>(per: &'p Per, all: &'p [Dataset]) -> Option<(&'static str, &'static str, &'p str)> {
    let Some(dataset) = all.iter().find(|x| *x.id == *per.dataset) else {
        return Some(("dataset", "@chart-dataset", &per.dataset));
    };
    let table = match &per.table {
        Some(file) => dataset.tables.iter().find(|t| t.file == *file),
        None => dataset.tables.first(),
    };
    let Some(table) = table else { return Some(("table", "@chart-column", per.table.as_deref().unwrap_or_default())) };
    let facts = table.facts.as_ref().filter(|f| f.sound)?;
    let names = [("key", &per.key), ("value", &per.value)];
    let mut named = names.into_iter().filter_map(|(key, name)| Some((key, name.as_ref()?)));
    if let Some((key, name)) = named.find(|(_, name)| !facts.columns.contains(name)) {
        return Some((key, "@chart-column", name));
    }
    let is_text = |name: &&str| !column(facts, name).is_some_and(|at| is_numeric(facts.kinds[at]));
    per.value.as_deref().filter(is_text).map(|name| ("value", "@chart-number", name))
}

fn column(facts: &TableFacts, name: &str) -> Option<usize> {
    facts.columns.iter().position(|column| **column == *name)
}

/// Checks the blocks of a text that name something of the site.
pub(super) fn asked(file: &str, facts: &TextFacts, all: &[Dataset], findings: &mut Vec<Finding>) {
    for (from, text) in &facts.charts {
        let (block, _) = block::read(text);
        let Some((key, term, word)) = named(&block, all) else { continue };
        // The line that says it.
        let line = text
            .lines()
            .find(|line| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.starts_with([':', '：'])));
        let line = line.unwrap_or(text).trim();
        let start = *from as usize + text.find(line).unwrap_or(0);
        let finding = Finding::new(&rules::CHART_WRONG, file, Place::Bytes(start..start + line.len()));
        findings.push(finding.arg("what", term).arg("text", word));
    }
}

/// Returns the first thing that a block names and the site does not have: the key, what, and the words.
fn named<'b>(block: &'b Block, all: &'b [Dataset]) -> Option<(&'static str, &'static str, &'b str)> {
    if let Some(id) = &block.measure {
        let Some(measure) = measure(id) else { return Some(("measure", "@chart-measure", id)) };
        let by = block.by.as_deref().filter(|by| !["month", "department", "topic"].contains(by));
        if let Some(by) = by {
            return Some(("by", "@chart-by", by));
        }
        if block.per.is_some() && !matches!(measure.formula, Formula::Count(_)) {
            return Some(("per", "@chart-share", id));
        }
    }
    // That a dataset is missing is told of the link.
    let dataset = block.dataset.as_deref().and_then(|id| all.iter().find(|x| *x.id == *id));
    let table = dataset.map(|x| match &block.table {
        Some(file) => x.tables.iter().find(|t| *t.file == **file),
        None => x.tables.first(),
    });
    if let Some(None) = table {
        return Some(("table", "@chart-column", block.table.as_deref().unwrap_or_default()));
    }
    if let Some(facts) = table.flatten().and_then(|t| t.facts.as_ref()).filter(|f| f.sound) {
        let names =
            [("x", &block.x), ("by", &block.by)].into_iter().filter_map(|(key, name)| Some((key, name.as_ref()?)));
        let mut names = names.chain(block.y.iter().map(|name| ("y", name)));
        if let Some((key, name)) = names.find(|(_, name)| column(facts, name).is_none()) {
            return Some((key, "@chart-column", name));
        }
    }
    let (key, term, text) = divisor(block.per.as_ref()?, all)?;
    let key = match key {
        "table" => "per_table",
        "key" => "per_key",
        "value" => "per_value",
        _ => "per",
    };
    Some((key, term, text))
}
