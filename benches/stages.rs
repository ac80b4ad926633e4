//! Wall time of each stage of a build, one after the other, without cache.
//!
//! usage: stages SITE [RUNS]; prints milliseconds, the smallest of the runs, and the outputs that
//! take longest.

#![expect(clippy::disallowed_methods, reason = "a measure reads clock and command line")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measure prints its numbers")]

use gongkai::check::Day;
use gongkai::derive::{Derived, measures};
use gongkai::host::{EntryKind, Host as _, disk};
use gongkai::model::{Logs, Model};
use gongkai::publish::dataset::Kept;
use gongkai::publish::policy::Long;
use gongkai::publish::{self, Publisher};
use gongkai::record::Id;
use gongkai::record::kind::{self, FileKind};
use gongkai::record::parse;
use gongkai::site::cells::Board;
use gongkai::site::texts::body_text;
use gongkai::theme;
use gongkai::{check, config, derive, lineage, source};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs a stage and notes the time it took, when that is the smallest so far.
fn timed<T>(times: &mut BTreeMap<&'static str, f64>, stage: &'static str, run: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let made = run();
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    let least = times.entry(stage).or_insert(took);
    *least = least.min(took);
    made
}

/// Works out every measure for every department, topic and month, on this thread alone.
fn cube(model: &Model, derived: &Derived) -> usize {
    let keys = |i: usize| {
        let case = &model.cases[i];
        let month = measures::month(case.received);
        let department = model.department_index(&derived.statuses[i].department);
        let topic = |t: &Id| (department, Some(t.clone()), month);
        if case.topics.is_empty() { vec![(department, None, month)] } else { case.topics.iter().map(topic).collect() }
    };
    let cells = measures::tally_by(model, &derived.statuses, keys);
    let values = cells.values().flat_map(|tally| measures::MEASURES.iter().map(|m| m.value(tally, 1)));
    values.filter(|value| *value != measures::Value::TooFew).count()
}

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let Some(root) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: stages SITE [RUNS]");
        std::process::exit(2);
    };
    let runs: usize = arguments.next().and_then(|n| n.to_str()?.parse().ok()).unwrap_or(3);
    let host = disk::Disk::default();
    let mut times = BTreeMap::new();
    let mut count = 0;
    let mut slowest: Vec<(bool, Duration, Box<str>)> = Vec::new();
    for _ in 0..runs {
        let bytes = host.read(&root.join(config::FILE)).expect("the folder holds a site");
        let config = config::read(&bytes).0.expect("the configuration is sound");
        let day = Day { as_of: config.as_of.unwrap_or_else(|| disk::today("UTC")), time: None, replay: true };
        let snapshot = timed(&mut times, "1 list", || source::read(&host, &root, &config.theme, None))
            .expect("the site can be listed");
        let context = config.context();
        let parsed = timed(&mut times, "2 read and parse", || {
            let files = snapshot.content.par_iter().filter(|entry| entry.kind == EntryKind::File);
            let files = files.filter(|entry| kind::of(&entry.path) != FileKind::Ignored);
            files
                .map(|entry| {
                    let bytes = snapshot.read(&entry.path).expect("a file can be read");
                    parse::parse(&entry.path, &bytes, entry.len, &context)
                })
                .collect::<Vec<_>>()
        });
        let theme = theme::load(&snapshot, &config).0.expect("the theme is sound");
        let checked = timed(&mut times, "3 check", || {
            check::check(parsed, &snapshot.content, config, day, &|path| snapshot.read(path).ok())
        });
        let model = &checked.model;
        let lineages = timed(&mut times, "3a which article is which", || {
            lineage::trace(model, &lineage::Known::new(), &|body| body_text(&snapshot, body).ok())
        });
        let derived = timed(&mut times, "4 derive", || derive::derive(model, lineages));
        timed(&mut times, "4a every measure by department, topic and month, one core", || cube(model, &derived));
        let assets = theme.asset_paths.clone();
        let outputs = timed(&mut times, "5 plan", || publish::plan(model, &derived, assets)).0;
        let logs = Logs::default();
        let board = Board::new((model, &derived, &outputs.plan), &logs, theme.all_words().to_vec());
        let publisher = Publisher {
            snapshot: &snapshot,
            board,
            outputs: &outputs,
            theme: &theme,
            long: Long::default(),
            kept: Kept::default(),
        };
        let planned = &outputs.plan.outputs;
        let all = || {
            let sizes = (0..planned.len())
                .into_par_iter()
                .map(|at| publisher.make(at, None).unwrap_or_else(|_| panic!("{}", planned[at].path)).bytes.len());
            sizes.sum::<usize>()
        };
        slowest = (0..planned.len())
            .into_par_iter()
            .map(|at| {
                let begun = Instant::now();
                let made = publisher.make(at, None).is_ok();
                (made, begun.elapsed(), planned[at].path.clone())
            })
            .collect();
        slowest.sort_by_key(|(_, took, _)| std::cmp::Reverse(*took));
        timed(&mut times, "6 render", all);
        count = planned.len();
    }
    println!("{count} outputs");
    for (stage, took) in times {
        println!("{:>10.1} ms  {stage}", took);
    }
    println!("the outputs that took longest to render");
    for (_, took, path) in slowest.iter().take(10) {
        println!("{:>10.1} ms  {path}", took.as_secs_f64() * 1000.0);
    }
}
