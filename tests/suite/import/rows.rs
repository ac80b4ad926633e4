//! Imports in memory, counted: what a row costs does not depend on how many there are, and what has
//! not changed is not read again.

use crate::site::{day, site};
use gongkai::config;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::import::ledger::Ledger;
use gongkai::import::plan::{self, Fate, Plan};
use gongkai::import::propose::{About, propose};
use gongkai::import::read::{Reading, read};
use gongkai::import::values::Known;
use gongkai::import::{mapping, show};
use gongkai::record::{Record, parse};
use gongkai::source;
use jiff::tz::TimeZone;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

fn export(rows: usize, changed: usize) -> String {
    let row = |n: usize| {
        let more = if n < changed { " It is worse now." } else { "" };
        format!(
            "N-{n},Lamp {n},The lamp at the corner is dark.{more},2026-03-{:02},Urban,complaint,Mended.,2026-03-29",
            n % 28 + 1
        )
    };
    let heads = "Reference,Subject,Question,Date received,Department,Type,Reply,Date replied";
    format!("{heads}\n{}\n", (0..rows).map(row).collect::<Vec<_>>().join("\n"))
}

/// Plans an import of an export into a site in memory; gives the plan, and how many files were read
/// to be compared.
fn planned(memory: &Memory, export: &str, ledger: Ledger) -> (Plan, usize) {
    let (config, _) = config::read(&memory.read(Path::new(config::FILE)).unwrap());
    let config = config.unwrap();
    let context = config.context();
    let snapshot = source::read(memory, Path::new(""), &config.theme, None).unwrap();
    let parsed: Vec<_> = snapshot
        .content
        .iter()
        .map(|entry| parse::parse(&entry.path, &snapshot.read(&entry.path).unwrap(), entry.len, &context))
        .collect();
    let departments = parsed.iter().find_map(|file| match &file.record {
        Some(Record::Departments(list)) => Some(list.clone()),
        _ => None,
    });
    let known = Known::new(&departments.unwrap(), &[], &context.languages);
    let sheet = read("x.csv", export.as_bytes(), &Reading::default()).unwrap();
    let zone = TimeZone::UTC;
    let about =
        About { known: &known, languages: &context.languages, zone: &zone, default_kind: None, may_write: &|_| true };
    let text = propose(&sheet, "x.csv", "x", &about, gongkai::diagnostic::Tongue::English);
    let mapping = mapping::read(&text, "imports/x.yaml", &known).unwrap();
    let reads = AtomicUsize::new(0);
    let read = |path: &str| {
        reads.fetch_add(1, Ordering::Relaxed);
        memory.read(Path::new(path)).ok().map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let stands = plan::Site {
        config: &config,
        context: &context,
        known: &known,
        zone: &zone,
        day: day(),
        parsed,
        listed: &snapshot.content,
        read: &read,
        ledger,
    };
    let plan = plan::plan(&sheet, &mapping, stands);
    assert_eq!(plan.questions, []);
    let tally = plan.tally();
    let parts = tally.new + tally.changed + tally.unchanged + tally.kept + tally.refused + tally.left_out;
    assert_eq!(tally.read, parts, "every row has one fate");
    (plan, reads.into_inner())
}

fn written(memory: &Memory, plan: &Plan) {
    plan.files.iter().for_each(|file| memory.put(&file.path, file.text.as_bytes()));
}

#[test]
fn only_files_whose_rows_changed_are_read_and_written() {
    let memory = site(&[]);
    let (first, reads) = planned(&memory, &export(300, 0), Ledger::default());
    assert_eq!((first.files.len(), reads), (300, 0));
    written(&memory, &first);
    let ledger = Ledger::read(&first.ledger.text());
    assert_eq!(ledger, first.ledger, "a ledger is read as it was written");
    let (again, reads) = planned(&memory, &export(300, 0), ledger.clone());
    assert_eq!((again.files.len(), reads), (0, 0), "nothing has changed: nothing is read");
    let (changed, reads) = planned(&memory, &export(300, 7), ledger);
    assert_eq!((changed.files.len(), reads), (7, 7));
    assert!(changed.rows[..7].iter().all(|done| done.fate == Fate::Changed));
    // Without a ledger, files that stand as they would be written are known again; others are kept.
    let (lost, reads) = planned(&memory, &export(300, 7), Ledger::default());
    assert_eq!((lost.files.len(), reads, lost.tally().kept, lost.tally().unchanged), (0, 300, 7, 293));
    written(&memory, &changed);
    let (end, _) = planned(&memory, &export(300, 7), changed.ledger);
    assert_eq!(end.tally().unchanged, 300);
    assert!(show::report(&end, gongkai::diagnostic::Tongue::Chinese).is_none());
}

#[test]
fn a_row_costs_the_same_among_many() {
    let calls = |rows: usize| {
        let memory = site(&[]);
        let text = export(rows, 0);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let plan = || drop(planned(&memory, &text, Ledger::default()));
        pool.install(|| allocation_counter::measure(plan)).count_total
    };
    let (few, many) = (calls(250), calls(1000));
    assert!(few > 10_000 && many < few * 9 / 2, "{few} calls for 250 rows, {many} for 1000");
}
