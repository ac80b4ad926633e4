//! A build that remembers the last one: the same bytes as one that does not, for less work.

use crate::site::{CASE, day, site};
use gongkai::cache::{Belief, Place, Why};
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::write::MARKER;
use gongkai::{BuildError, Options, Refused, Written, config};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

pub const PUBLIC: &str = "public";

pub fn place(program: u8) -> Place {
    Place::of(Path::new(""), Path::new(PUBLIC), [program; 16])
}

/// Builds with the cache of a program.
pub fn build(memory: &Memory, program: u8) -> Result<Option<Written>, BuildError> {
    let bytes = memory.read(Path::new(config::FILE)).unwrap();
    let config = config::read(&bytes).0.unwrap();
    let options = Options { day: day(), refused: Refused::Stop, strict: false, cache: Some(place(program)) };
    let report = gongkai::build(memory, Path::new(""), config, Path::new(PUBLIC), options)?;
    assert!(report.written.is_some(), "{:?}", crate::site::shown(memory, &report));
    Ok(report.written)
}

/// Builds with a folder that somebody vouches for.
fn build_trusting(memory: &Memory) -> Written {
    let config = config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap();
    let cache = Some(Place { belief: Belief::Length, ..place(0) });
    let options = Options { day: day(), refused: Refused::Stop, strict: false, cache };
    gongkai::build(memory, Path::new(""), config, Path::new(PUBLIC), options).unwrap().written.unwrap()
}

/// Writes every source and output again as it is, as a checkout and a restored folder have new times.
fn restore(memory: &Memory) {
    let ours = |path: &str| path.starts_with("content/") || path.starts_with(PUBLIC);
    memory.tree("").iter().filter(|(path, _)| ours(path)).for_each(|(path, bytes)| memory.put(path, bytes));
}

#[test]
fn a_restored_folder_is_read_once_and_not_at_all_when_vouched_for() {
    let memory = city();
    build(&memory, 0).unwrap();
    let expected = memory.tree(PUBLIC);
    restore(&memory);
    let (bytes, calls) = (memory.bytes_read(), memory.calls());
    assert_eq!(build(&memory, 0).unwrap().unwrap().report.written, 0);
    let (once, looked) = (memory.bytes_read() - bytes, memory.calls() - calls);
    restore(&memory);
    let (bytes, calls) = (memory.bytes_read(), memory.calls());
    assert_eq!(build_trusting(&memory).report.written, 0);
    let (trusting, called) = (memory.bytes_read() - bytes, memory.calls() - calls);
    let output: usize = expected.values().map(Vec::len).sum();
    let own =
        ["SHA256SUMS", MARKER, "resourcesync/resourcelist.xml"].map(|path| expected[path].len()).iter().sum::<usize>();
    assert!(once >= trusting + output - own - expected.len(), "{once} {trusting} {output}");
    assert!(once <= trusting + output, "{once} {trusting} {output}");
    assert!(called < looked, "{called} {looked}");
    // Its stamps are known from then on.
    let bytes = memory.bytes_read();
    build(&memory, 0).unwrap();
    assert!(memory.bytes_read() - bytes <= trusting);
    assert_eq!(memory.tree(PUBLIC), expected);
}

#[test]
fn only_the_length_is_believed_and_nothing_after_a_kill() {
    let (page, other) = ("public/replies/urban-1.html", "public/replies/urban-2.html");
    let memory = city();
    build(&memory, 0).unwrap();
    let expected = memory.tree(PUBLIC);
    memory.put(page, b"shorter");
    memory.take(other);
    let written = build_trusting(&memory);
    assert_eq!(
        written.changes.written.iter().map(|path| &**path).collect::<Vec<_>>(),
        ["replies/urban-1.html", "replies/urban-2.html"]
    );
    assert_eq!(memory.tree(PUBLIC), expected);
    let altered = vec![b'x'; expected["replies/urban-1.html"].len()];
    memory.put(page, &altered);
    build_trusting(&memory);
    assert_eq!(memory.tree(PUBLIC)["replies/urban-1.html"], altered, "it was vouched for");
    let marker = String::from_utf8(memory.tree(PUBLIC)[MARKER].clone()).unwrap();
    memory.put(&format!("{PUBLIC}/{MARKER}"), marker.replacen("complete", "changing", 1).as_bytes());
    memory.put(page, &altered);
    let written = build_trusting(&memory);
    assert_eq!(written.changes.written.len(), written.outputs, "nobody can tell what was carried on");
    assert_eq!(memory.tree(PUBLIC), expected);
}

#[test]
fn the_changes_lead_from_the_old_site_to_the_new() {
    let memory = city();
    let mut carried = BTreeMap::new();
    let follow = |memory: &Memory, carried: &mut BTreeMap<String, Vec<u8>>| {
        let written = build(memory, 0).unwrap().unwrap();
        let mut now = memory.tree(PUBLIC);
        now.remove(MARKER);
        written.changes.removed.iter().for_each(|path| drop(carried.remove(&**path).unwrap()));
        for path in &written.changes.written {
            assert_ne!(carried.insert(path.to_string(), now[&**path].clone()).as_ref(), Some(&now[&**path]), "{path}");
        }
        assert_eq!(*carried, now);
        assert_eq!(written.changes.written.len(), written.report.written);
        assert_eq!(written.changes.removed.len(), written.report.removed);
    };
    follow(&memory, &mut carried);
    memory.take("content/pages/about.md");
    follow(&memory, &mut carried);
    replace(&memory, "content/replies/urban-3.md", "The lamps", "All lamps");
    follow(&memory, &mut carried);
    replace(&memory, "site-config.yaml", "Open City", "Closed City");
    follow(&memory, &mut carried);
    follow(&memory, &mut carried);
}

/// What a build without memory makes of the same files.
pub fn clean(memory: &Memory) -> BTreeMap<String, Vec<u8>> {
    let fresh = Memory::default();
    for (path, bytes) in memory.tree("") {
        if !path.starts_with(PUBLIC) && !path.starts_with(".gongkai") {
            fresh.put(&path, &bytes);
        }
    }
    crate::site::build_on(&fresh, day()).unwrap();
    fresh.tree(PUBLIC)
}

fn linked(id: &str, to: &str) -> String {
    let answered =
        CASE.replace("received: 2026-03-02", "received: 2026-03-02\naccepted: 2026-03-03\nreplied: 2026-03-10");
    format!("{answered}\n## Reply\n\nSee [that](reply:{to}).\n").replace("Lights out", &format!("Lights {id}"))
}

/// A dozen cases that link to each other, with the other kinds of records beside them.
pub fn city() -> Memory {
    let memory = site(&[
        (
            "content/pages/about.md",
            "---\ntitle: About\n---\nSee [a case](reply:urban-1) and [the rule](policy:rule).\n",
        ),
        (
            "content/policies/rule/policy.yaml",
            "title: Rule\nissuers: [urban]\nmade_on: 2026-01-01\npublished_on: 2026-01-02\n",
        ),
        ("content/policies/rule/edition-1.md", "---\non: 2026-01-02\n---\n## Part\n\nLamps burn at night.\n"),
        (
            "content/statistics/lamps/dataset.yaml",
            "title: Lamps\ndescription: Lamps by year\ndepartment: urban\npublished_on: 2026-02-01\ntables:\n  - {file: lamps.csv}\n",
        ),
        ("content/statistics/lamps/lamps.csv", "year,lamps\n2024,10\n2025,12\n"),
    ]);
    for n in 1..=12 {
        memory.put(
            &format!("content/replies/urban-{n}.md"),
            linked(&n.to_string(), &format!("urban-{}", n % 12 + 1)).as_bytes(),
        );
    }
    memory
}

fn text(memory: &Memory, path: &str) -> Option<String> {
    memory.read(Path::new(path)).ok().map(|bytes| String::from_utf8(bytes).unwrap())
}

pub fn replace(memory: &Memory, path: &str, from: &str, to: &str) {
    if let Some(old) = text(memory, path) {
        memory.put(path, old.replacen(from, to, 1).as_bytes());
    }
}

/// Something that someone does between two builds.
#[derive(Debug, Clone)]
pub enum Deed {
    Title(u8, u8),
    Body(u8, u8),
    Event(u8),
    Department(u8),
    Withhold(u8),
    Delete(u8),
    Add(u8),
    Rename(u8),
    EditionText(u8),
    Table(u8),
    Template(u8),
    Word(u8),
    Config(u8),
    DepartmentName(u8),
    AlterOutput(u16),
    DeleteOutput(u16),
    DamageCache(u16),
    TruncateCache(u16),
    DeleteCache,
    ClockBack,
    OtherProgram,
}

pub fn deed() -> impl Strategy<Value = Deed> {
    use Deed as D;
    let n = || 1..=12u8;
    prop_oneof![
        (n(), any::<u8>()).prop_map(|(n, m)| D::Title(n, m)),
        (n(), any::<u8>()).prop_map(|(n, m)| D::Body(n, m)),
        n().prop_map(D::Event),
        n().prop_map(D::Department),
        n().prop_map(D::Withhold),
        n().prop_map(D::Delete),
        any::<u8>().prop_map(D::Add),
        n().prop_map(D::Rename),
        any::<u8>().prop_map(D::EditionText),
        any::<u8>().prop_map(D::Table),
        any::<u8>().prop_map(D::Template),
        any::<u8>().prop_map(D::Word),
        any::<u8>().prop_map(D::Config),
        any::<u8>().prop_map(D::DepartmentName),
        any::<u16>().prop_map(D::AlterOutput),
        any::<u16>().prop_map(D::DeleteOutput),
        any::<u16>().prop_map(D::DamageCache),
        any::<u16>().prop_map(D::TruncateCache),
        Just(D::DeleteCache),
        Just(D::ClockBack),
        Just(D::OtherProgram),
    ]
}

/// Does it; returns the program of the next build.
pub fn apply(memory: &Memory, deed: &Deed) -> u8 {
    let case = |n: &u8| format!("content/replies/urban-{n}.md");
    let output = |n: &u16| {
        let files: Vec<String> = memory.tree(PUBLIC).into_keys().filter(|p| p != MARKER).collect();
        (!files.is_empty()).then(|| format!("{PUBLIC}/{}", files[usize::from(*n) % files.len()]))
    };
    let cache = place(0).file.to_string_lossy().into_owned();
    match deed {
        Deed::Title(n, m) => replace(memory, &case(n), "title: Lights", &format!("title: Lamp{m} Lights")),
        Deed::Body(n, m) => replace(memory, &case(n), "The lamps", &format!("For {m} days the lamps")),
        Deed::Event(n) => replace(memory, &case(n), "replied: 2026-03-10", "replied: 2026-03-17"),
        Deed::Department(n) => replace(memory, &case(n), "department: urban", "department: water"),
        Deed::Withhold(n) => {
            replace(memory, &case(n), "kind:", "visibility: withheld\nvisibility_reason: privacy\nkind:")
        }
        // Links to it go too, as a sound site needs.
        Deed::Delete(n) => {
            memory.take(&case(n));
            for path in memory.tree("").into_keys().filter(|p| p.starts_with("content/")) {
                replace(memory, &path, &format!("(reply:urban-{n})"), "(https://city.example/)");
            }
        }
        Deed::Add(n) => memory.put(
            &format!("content/replies/more-{n}.md"),
            linked("more", "urban-1").replace("reply:urban-1", "policy:rule").as_bytes(),
        ),
        Deed::Rename(n) => {
            if let Some(old) = text(memory, &case(n)) {
                memory.take(&case(n));
                memory.put(&format!("content/replies/2026/urban-{n}.md"), old.as_bytes());
            }
        }
        Deed::EditionText(n) => {
            replace(memory, "content/policies/rule/edition-1.md", "## Part", &format!("## Part {n}"))
        }
        Deed::Table(n) => {
            memory.put("content/statistics/lamps/lamps.csv", format!("year,lamps\n2024,{n}\n").as_bytes())
        }
        Deed::Template(n) => memory.put(
            "themes/default/templates/month.html",
            format!("{{% extends \"base.html\" %}}{{% block main %}}<h1>{n} {{{{ page.title }}}}</h1>{{% endblock %}}")
                .as_bytes(),
        ),
        Deed::Word(n) => {
            memory.put("themes/default/strings/en.yaml", format!("nav: {{replies: Answers {n}}}\n").as_bytes())
        }
        Deed::Config(n) => replace(memory, config::FILE, "title: Open", &format!("title: Open{n} Open")),
        Deed::DepartmentName(n) => {
            replace(memory, "content/departments.yaml", "name: Urban", &format!("name: Urban{n} Urban"))
        }
        Deed::AlterOutput(n) => {
            if let Some(path) = output(n) {
                let mut bytes = memory.read(Path::new(&path)).unwrap();
                if let Some(byte) = bytes.last_mut() {
                    *byte ^= 1;
                }
                memory.put(&path, &bytes);
            }
        }
        Deed::DeleteOutput(n) => output(n).into_iter().for_each(|path| memory.take(&path)),
        Deed::DamageCache(n) => {
            if let Ok(mut bytes) = memory.read(Path::new(&cache)) {
                let at = usize::from(*n) % bytes.len();
                bytes[at] ^= 0x10;
                memory.put(&cache, &bytes);
            }
        }
        Deed::TruncateCache(n) => {
            if let Ok(bytes) = memory.read(Path::new(&cache)) {
                memory.put(&cache, &bytes[..usize::from(*n) % bytes.len()]);
            }
        }
        Deed::DeleteCache => memory.take(&cache),
        Deed::ClockBack => memory.set_clock(1),
        Deed::OtherProgram => return 1,
    }
    0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_deeds_then_builds_equal_a_clean_build(
        deeds in proptest::collection::vec(deed(), 1..6),
        per_tick in prop_oneof![Just(1), Just(7), Just(300), Just(100_000)],
    ) {
        let memory = city().with_coarse_stamps(per_tick);
        build(&memory, 0).unwrap();
        for deed in &deeds {
            let program = apply(&memory, deed);
            prop_assert!(build(&memory, program).unwrap().is_some(), "{:?} makes the site unsound", deed);
            prop_assert_eq!(&memory.tree(PUBLIC), &clean(&memory), "after {:?}", deed);
        }
    }
}

/// Every change that a build asks for, one after the other, is where a kill meets it: until
/// then each page is whole, an earlier one or a later one; and the next build mends the rest.
#[test]
fn a_kill_at_every_change_leaves_whole_pages_and_is_mended_by_the_next_build() {
    use Deed as D;
    use rayon::prelude::*;
    let edits = [D::Body(3, 7), D::Department(4), D::Rename(6), D::Delete(8), D::Table(5), D::DeleteOutput(9)];
    let small = || site(&[("content/replies/c-1.md", CASE)]);
    for (before, deeds, least) in
        [(city(), &edits[..], 20), (small(), &[D::Word(1)], 20), (small(), &[D::DeleteCache], 2)]
    {
        build(&before, 0).unwrap();
        let earlier = before.tree(PUBLIC);
        for deed in deeds {
            apply(&before, deed);
        }
        let later = clean(&before);
        before.fail_from(0);
        let unharmed = before.copy();
        build(&unharmed, 0).unwrap();
        assert!(unharmed.changes() >= least, "{}", unharmed.changes());
        (1..=unharmed.changes()).into_par_iter().for_each(|at| {
            let memory = before.copy();
            memory.fail_from(at);
            // A cache that cannot be written is no reason to refuse a site that is whole.
            let ended = build(&memory, 0).is_err();
            assert!(ended || memory.tree(PUBLIC) == later, "{deeds:?}, change {at}");
            for (path, bytes) in memory.tree(PUBLIC) {
                let whole = [&earlier, &later].iter().any(|tree| tree.get(&path) == Some(&bytes));
                assert!(whole || path == MARKER, "{path} is torn by a kill at change {at} of {deeds:?}");
            }
            memory.fail_from(0);
            build(&memory, 0).unwrap();
            assert_eq!(memory.tree(PUBLIC), later, "after a kill at change {at} of {deeds:?}");
        });
    }
}

#[test]
fn an_unchanged_site_renders_and_writes_nothing() {
    let memory = city();
    let first = build(&memory, 0).unwrap().unwrap();
    assert_eq!(first.rendered, first.pages);
    assert!(first.why.iter().all(|(_, why)| *why == Why::NoCache));
    build(&memory, 0).unwrap();
    memory.fail_from(1);
    let written = build(&memory, 0).unwrap().unwrap();
    assert_eq!((written.rendered, written.report.written, memory.changes()), (0, 0, 0));
    // Stamps say that every file is the same: none is read.
    assert_eq!((written.reads, written.texts), (0, 0));
}

#[test]
fn an_altered_output_is_mended_alone() {
    let memory = city();
    build(&memory, 0).unwrap();
    build(&memory, 0).unwrap();
    memory.put("public/replies/urban-3.html", b"defaced");
    let written = build(&memory, 0).unwrap().unwrap();
    assert_eq!(written.why, [("replies/urban-3.html".into(), Why::Altered)]);
    assert_eq!((written.rendered, written.report.written), (1, 1));
}

/// The promise of a full build: of each source and each output the host is asked once.
#[test]
fn a_full_build_reads_each_source_once_and_writes_each_output_once() {
    let build = |count: usize, cached: bool| {
        let memory = site(&[]);
        for n in 0..count {
            memory.put(&format!("content/replies/c-{n}.md"), CASE.as_bytes());
        }
        let (reads, files) = (memory.reads(), memory.tree("content").len());
        let written = if cached {
            build(&memory, 0).unwrap().unwrap()
        } else {
            crate::site::build_on(&memory, day()).unwrap().written.unwrap()
        };
        let outputs = written.outputs;
        assert_eq!(written.texts, 4 * count, "a text is rendered for two pages, a line of data and the search");
        // The index is made of the files of texts.
        let texts = memory.tree("public").keys().filter(|path| path.starts_with("search/x/")).count();
        // Besides: the configuration, and the cache where there is one.
        let besides = texts + if cached { 2 } else { 1 };
        assert_eq!(memory.reads() - reads, files + besides, "reads");
        // The mark of the staging folder, the marker and its move, the move of the whole folder;
        // the cache and its move.
        let besides = if cached { 6 } else { 4 };
        assert_eq!(memory.changes(), outputs + besides, "writes");
    };
    for cached in [false, true] {
        build(10, cached);
        build(200, cached);
    }
}

/// Calls to the system for each file, whatever the size of the site: a full build reads a source
/// and writes an output; when nothing changed, the listing says it of the sources, one look of
/// each output.
#[test]
fn calls_for_each_file_are_few_and_do_not_grow() {
    let calls = |count: usize| {
        let memory = site(&[]);
        for n in 0..count {
            memory.put(&format!("content/replies/c-{n}.md"), CASE.as_bytes());
        }
        let started = memory.calls();
        let outputs = build(&memory, 0).unwrap().unwrap().outputs;
        let full = memory.calls() - started;
        build(&memory, 0).unwrap();
        let started = memory.calls();
        build(&memory, 0).unwrap();
        let unchanged = memory.calls() - started;
        replace(&memory, &format!("content/replies/c-{}.md", count / 2), "The lamps", "Again the lamps");
        let started = memory.calls();
        build(&memory, 0).unwrap();
        let texts = memory.tree("public").keys().filter(|path| path.starts_with("search/x/")).count();
        [outputs, full - texts, unchanged, memory.calls() - started]
    };
    let (small, large) = (calls(50), calls(250));
    let grown = |n: usize| large[n] - small[n];
    // For each output: a write; for each of 200 sources, and each file of texts of the search: a read.
    assert_eq!(grown(1), grown(0) + 200, "full: {small:?} {large:?}");
    assert_eq!(grown(2), grown(0), "nothing changed: {small:?} {large:?}");
    assert_eq!(grown(3), grown(0), "one edit: {small:?} {large:?}");
}
