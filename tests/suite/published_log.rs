//! The log of what is published: what a publication enters, and that every byte of a copy is bound.

use crate::site::{CASE, build_on, day, site};
use gongkai::archive::Published;
use gongkai::host::Host;
use gongkai::host::memory::Memory;
use gongkai::ledger::{self, Ledger, plan};
use gongkai::log::checkpoint::{Checkpoint, SignedCheckpoint};
use gongkai::log::entry::{Act, Entry};
use gongkai::log::manifest::Manifest;
use gongkai::log::note::{Kind, Note, PrivateKey};
use gongkai::log::policy::Policy;
use gongkai::log::proof::Proof;
use gongkai::log::{Hash, sha256};
use gongkai::verify::place::Folder;
use gongkai::verify::{self, Report};
use gongkai::{Entered, Entering, Options, Refused, Standing};
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const ROOT: &str = "";

fn build(memory: &Memory) {
    let report = build_on(memory, day()).unwrap();
    assert!(report.written.is_some(), "{}", crate::site::shown(memory, &report).join("\n"));
}

fn key() -> PrivateKey {
    PrivateKey::from_seed("city.example/transparency", Kind::Log, &[7; 32]).unwrap()
}

/// Chance that can be told in advance.
fn chance(seed: u8) -> impl FnMut() -> Hash {
    let mut count = 0_u32;
    move || {
        count += 1;
        sha256(&[&[seed][..], &count.to_be_bytes()].concat())
    }
}

fn begun(memory: &Memory) {
    let (key, recovery) =
        (key(), PrivateKey::from_seed("city.example/transparency/recovery", Kind::Log, &[8; 32]).unwrap());
    let mut ledger = Ledger {
        key: key.public().clone(),
        recovery: recovery.public().clone(),
        moves: Vec::new(),
        policy: format!("log {}\nquorum none\n", key.public()),
        entries: Vec::new(),
        kept: BTreeMap::new(),
        checkpoints: Vec::new(),
        manifest: None,
        deltas: BTreeMap::new(),
        erased: Vec::new(),
        tree: Default::default(),
    };
    let keys = (Box::new(key.public().clone()), Box::new(recovery.public().clone()));
    ledger.push(Entry::Key { time: "2026-06-30T09:00:00Z".parse().unwrap(), key: keys.0, recovery: keys.1 });
    ledger.write(memory, Path::new(ROOT)).unwrap();
}

fn state(memory: &Memory) -> Ledger {
    ledger::read(memory, Path::new(ROOT)).unwrap().unwrap()
}

fn records(memory: &Memory) -> Vec<plan::Published> {
    let published = Published::open(memory, Path::new("public")).unwrap();
    let sums = published.files.iter().filter_map(|file| Some((file.path.clone(), file.sha256?))).collect();
    let lines = published.files.iter().filter(|file| plan::has_records(&file.path));
    let read = |path: &str| String::from_utf8(memory.read(&Path::new("public").join(path)).unwrap()).unwrap();
    lines.flat_map(|file| plan::published(&file.path, &read(&file.path), &sums).unwrap()).collect()
}

fn asked(memory: &Memory) -> (gongkai::config::Config, Options) {
    let (config, _) = gongkai::config::read(&memory.read(Path::new(gongkai::config::FILE)).unwrap());
    (config.unwrap(), Options { day: day(), refused: Refused::Stop, strict: false, cache: None })
}

/// Publishes what the site is now; returns what was entered.
fn publish(memory: &Memory, seed: u8) -> Vec<plan::Planned> {
    let ledger = state(memory);
    let earlier = ledger.release(ledger.signed_size()).map(|(_, sequence, _)| {
        let path = format!("public/transparency/release/{sequence}/manifest");
        let text = String::from_utf8(memory.read(Path::new(&path)).unwrap()).unwrap();
        (sequence, Manifest::parse(&text).unwrap())
    });
    let mut random = chance(seed);
    let mut sign = |ledger: &mut Ledger, _: &Manifest| {
        let text = Checkpoint::new(ledger.key.name(), ledger.entries.len() as u64, ledger.tree.root()).to_string();
        let note = Note::signed(&text, &key()).to_string();
        ledger.checkpoints.push(SignedCheckpoint::parse(note.as_bytes()).unwrap());
        ledger.write(memory, Path::new(ROOT)).is_ok()
    };
    let mut entering = Entering {
        ledger,
        earlier,
        day: date(2026, 6, 30),
        time: format!("2026-06-30T09:00:{seed:02}Z").parse().unwrap(),
        chance: &mut || Ok(random()),
        sign: Some(&mut sign),
        entered: Entered::default(),
    };
    let place = || (memory as &dyn Host, Path::new(ROOT), Path::new("public"));
    let (config, options) = asked(memory);
    let standing = Standing { on_release: false, released: false };
    let report = gongkai::publish_site(place(), config, options, standing, &mut entering).unwrap();
    assert!(report.written.is_some(), "{}", crate::site::shown(memory, &report).join("\n"));
    let entered = entering.entered;
    assert!(entered.gone.is_empty(), "{:?}", entered.gone);
    assert!(entered.whole);
    entered.planned
}

fn acts(planned: &[plan::Planned]) -> Vec<(&str, Act, u32)> {
    planned.iter().map(|planned| (&*planned.record, planned.act, planned.version)).collect()
}

/// What is said of the folder of the site.
fn checked(memory: &Memory) -> Report {
    verify::site(&Folder { host: memory, root: Path::new("public") }, None, None).unwrap().0
}

fn found(memory: &Memory) -> Vec<String> {
    checked(memory).troubles.into_iter().map(|found| format!("{}: {}", found.file, found.en)).collect()
}

const POLICY: &str = "title: Lamps\nissuers: [urban]\npublished_on: 2026-03-01\n";
const EDITION: &str = "---\non: 2026-03-01\n---\n## Article 1\n\nThere are lamps.\n";

/// A case that is not a copy of another.
fn other(text: &str) -> String {
    CASE.replace("The lamps are dark.", text)
}

fn small() -> Memory {
    let memory = site(&[
        ("content/replies/2026/lamps.md", CASE),
        ("content/replies/2026/street.md", &other("The street is dark.")),
        ("content/policies/lamps/policy.yaml", POLICY),
        ("content/policies/lamps/edition-1.md", EDITION),
    ]);
    begun(&memory);
    memory
}

#[test]
fn a_publication_enters_what_changed_and_binds_every_file() {
    let memory = small();
    let first = publish(&memory, 1);
    let ids: BTreeSet<&str> = first.iter().map(|planned| &*planned.record).collect();
    assert_eq!(ids, BTreeSet::from(["policy:lamps", "reply:lamps", "reply:street"]));
    assert!(first.iter().all(|planned| (planned.act, planned.version) == (Act::Publish, 1)));
    assert_eq!(found(&memory), [""; 0]);
    for (page, words) in [
        ("replies/lamps.html", "entry {}</a>, unchanged since 30 June 2026, <a href=\"../transparency/proofs/"),
        ("zh-hans/policies/lamps.html", "第{}条</a>，自2026年6月30日起未改动"),
    ] {
        let record = if page.contains("replies") { "reply:lamps" } else { "policy:lamps" };
        let index =
            state(&memory).kept.iter().find(|(_, kept)| kept.record == record).map(|(index, _)| *index).unwrap();
        let html = String::from_utf8(memory.read(&Path::new("public").join(page)).unwrap()).unwrap();
        assert!(html.contains(&words.replace("{}", &index.to_string())), "{page}");
    }
    // Nothing changed: nothing to say.
    assert_eq!(publish(&memory, 2), []);
    let more = format!("{CASE}\n## 2026-03-03 accepted\n");
    memory.put("content/replies/2026/lamps.md", more.as_bytes());
    assert_eq!(acts(&publish(&memory, 3)), [("reply:lamps", Act::Publish, 2)]);
    assert_eq!(found(&memory), [""; 0]);
    let gone = other("The street is dark.").replace(
        "received: 2026-03-02\n",
        "received: 2026-03-02\nwithdrawal: {type: removed, on: 2026-06-01, class: court-order, reason: A court said so, by: urban, basis: Ruling 12}\n",
    );
    memory.put("content/replies/2026/street.md", gone.as_bytes());
    assert_eq!(acts(&publish(&memory, 4)), [("reply:street", Act::Withdraw, 1)]);
    assert_eq!(found(&memory), [""; 0]);
    // Its salt is gone from the site with its text, and it may come back.
    memory.put("content/replies/2026/street.md", other("The street is dark.").as_bytes());
    assert_eq!(acts(&publish(&memory, 5)), [("reply:street", Act::Publish, 2)]);
    assert_eq!(found(&memory), [""; 0]);
    // The reason is that of the content, whatever kind of record it is.
    memory.put("content/policies/lamps/policy.yaml", format!("{POLICY}withdrawal: {{type: removed, on: 2026-06-01, class: court-order, reason: A court said so, by: urban, basis: Ruling 12}}\n").as_bytes());
    let entered = publish(&memory, 6);
    assert_eq!(acts(&entered), [("policy:lamps", Act::Withdraw, 1)]);
    assert_eq!(entered[0].reason.as_deref(), Some("removed"));
    assert_eq!(found(&memory), [""; 0]);
    // A record that vanishes is told, and by which name.
    memory.take("content/replies/2026/street.md");
    build(&memory);
    assert_eq!(plan::plan(&state(&memory), &records(&memory)).1, ["reply:street"]);
}

#[test]
fn any_byte_that_differs_is_found_in_its_file() {
    let memory = small();
    publish(&memory, 1);
    memory.put("content/replies/2026/lamps.md", format!("{CASE}\n## 2026-03-03 accepted\n").as_bytes());
    publish(&memory, 2);
    let files = memory.tree("public");
    let (mut tried, mut logs) = (0, 0);
    for (path, bytes) in files.iter().filter(|(path, _)| *path != gongkai::write::MARKER) {
        let log = path.starts_with("transparency/") && !path.ends_with(".html");
        // Of a file that is bound by its checksum alone every byte is like any other.
        let most = match std::env::var_os("EVERY_BYTE") {
            Some(_) => usize::MAX,
            None => {
                if log || path == "SHA256SUMS" {
                    600
                } else {
                    3
                }
            }
        };
        let step = bytes.len() / most + 1;
        for at in (0..bytes.len()).step_by(step).chain(bytes.len().checked_sub(1)) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            memory.put(&format!("public/{path}"), &changed);
            let named: Vec<String> = checked(&memory).troubles.into_iter().map(|found| found.file).collect();
            let fits = |named: &String| named == path || path.starts_with(&format!("{named}/"));
            assert!(named.iter().any(fits), "{path}, byte {at}: {named:?}");
            tried += 1;
            logs += usize::from(log);
        }
        memory.put(&format!("public/{path}"), bytes);
        if !bytes.is_empty() {
            memory.take(&format!("public/{path}"));
            assert!(!found(&memory).is_empty(), "{path} is gone");
            memory.put(&format!("public/{path}"), bytes);
        }
    }
    memory.put("public/replies/more.html", b"more");
    let more = found(&memory);
    assert!(more.iter().any(|found| found.starts_with("replies/more.html: ")), "{more:?}");
    memory.take("public/replies/more.html");
    assert_eq!(found(&memory), [""; 0]);
    assert!(tried > 1000 && logs > 500, "{tried} {logs}");
}

#[test]
fn a_past_that_was_written_anew_is_a_fork() {
    let (honest, forged) = (small(), small());
    publish(&honest, 1);
    publish(&forged, 1);
    let early = honest.copy();
    honest.put("content/replies/2026/more.md", other("More is dark.").as_bytes());
    publish(&honest, 2);
    forged.put("content/replies/2026/other.md", other("All is dark.").as_bytes());
    publish(&forged, 3);
    let contradict = |one: &Memory, other: &Memory| {
        let place = |host| Folder { host, root: Path::new("public") };
        let (mut report, log) = verify::site(&place(one), None, None).unwrap();
        let policy = Policy::of(key().public().clone());
        verify::against::check(&log.unwrap(), &place(other), "other", &policy, &mut report).unwrap();
        assert!([0, 2].contains(&report.fork.len()));
        !report.fork.is_empty()
    };
    assert!(!contradict(&honest, &honest) && !contradict(&honest, &early) && !contradict(&early, &forged));
    assert!(contradict(&honest, &forged) && contradict(&forged, &honest));
}

#[test]
fn a_proof_is_checked_with_nothing_else_at_hand() {
    let memory = small();
    publish(&memory, 1);
    let policy =
        Policy::parse(&String::from_utf8(memory.read(Path::new("public/transparency/policy")).unwrap()).unwrap())
            .unwrap();
    let line = memory.read(Path::new("public/data/replies/2026-03.jsonl")).unwrap();
    let lines: Vec<&[u8]> = line.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let proofs = memory.tree("public/transparency/proofs").into_values();
    let proofs: Vec<Proof> = proofs.map(|bytes| Proof::parse(&bytes).unwrap()).collect();
    assert_eq!(proofs.len(), 3);
    let fits = |line: &[u8]| {
        let part = [("record.json".to_owned(), sha256(line))];
        proofs.iter().filter(|proof| verify::proof(proof, &part, &policy).is_ok()).count()
    };
    assert_eq!(lines.iter().map(|line| fits(line)).collect::<Vec<_>>(), [1, 1]);
    let changed = [lines[0], b" "].concat();
    assert_eq!(fits(&changed), 0);
    let stranger = PrivateKey::from_seed("city.example/transparency", Kind::Log, &[9; 32]).unwrap();
    let part = [("record.json".to_owned(), sha256(lines[0]))];
    assert!(proofs.iter().all(|proof| verify::proof(proof, &part, &Policy::of(stranger.public().clone())).is_err()));
}

#[test]
fn what_is_erased_leaves_no_salt_and_no_hash() {
    let memory = small();
    publish(&memory, 1);
    let mut ledger = state(&memory);
    let (index, kept) =
        ledger.kept.iter().find(|(_, kept)| kept.record == "reply:street").map(|(i, k)| (*i, k.clone())).unwrap();
    ledger.erase("reply:street", "court-order");
    ledger.write(&memory, Path::new(ROOT)).unwrap();
    memory.take("content/replies/2026/street.md");
    let planned = publish(&memory, 2);
    assert_eq!(
        planned.iter().map(|planned| (planned.act, planned.reason.as_deref())).collect::<Vec<_>>(),
        [(Act::Erase, Some("court-order"))]
    );
    assert_eq!(found(&memory), [""; 0]);
    let text = sha256(other("The street is dark.").as_bytes());
    let hidden = [kept.salt, kept.digest, text].map(|hash| gongkai::log::hex(&hash));
    for (path, bytes) in memory.tree("public").into_iter().chain(memory.tree("log")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(hidden.iter().all(|hidden| !text.contains(hidden)), "{path}");
        assert!(!bytes.windows(32).any(|part| part == kept.salt || part == kept.digest), "{path}");
        let names = path.ends_with("delta") || path.contains("deltas/") || path.ends_with("changelist.xml");
        assert!(names || !text.contains("street"), "{path}");
        // That an address is gone must be said to who keeps a copy.
        let is_gone = |line: &str| line.starts_with("removed  ") || line.ends_with(" change=\"deleted\"/></url>");
        assert!(text.lines().filter(|line| line.contains("street")).all(is_gone), "{path}");
    }
    // What it was bound by stays: an entry with no content.
    assert_eq!(state(&memory).entries[index as usize].bytes, ledger.entries[index as usize].bytes);
}

#[test]
fn whichever_write_fails_what_was_signed_stands() {
    let memory = small();
    publish(&memory, 1);
    let before = state(&memory);
    let mut ledger = before.clone();
    memory.put("content/replies/2026/more.md", other("More is dark.").as_bytes());
    build(&memory);
    let (planned, _) = plan::plan(&ledger, &records(&memory));
    plan::append(&mut ledger, &planned, date(2026, 6, 30), &mut chance(9));
    for fails in 1.. {
        let own = memory.copy();
        own.fail_from(fails);
        let ended = ledger.write(&own, Path::new(ROOT));
        own.fail_from(usize::MAX);
        let mut now = state(&own);
        assert_eq!(now.signed_size(), before.signed_size());
        now.truncate(now.signed_size());
        assert_eq!(now.files(), before.files(), "write {fails}");
        if ended.is_ok() {
            break;
        }
    }
}

#[test]
fn a_state_that_was_meddled_with_is_not_used() {
    let memory = small();
    publish(&memory, 1);
    let whole = memory.tree("log");
    for (path, changed) in [
        ("entries/000000.jsonl", "\"ver\":1,\"date\":\"2026-06-30\"|\"ver\":1,\"date\":\"2026-06-29\""),
        ("checkpoints/0000000005", "\n5\n|\n4\n"),
        ("kept/000000.tsv", "\t1\t|\t"),
        ("vkey", "city|town"),
        ("policy", "quorum|quroum"),
    ] {
        let (from, to) = changed.split_once('|').unwrap();
        let text = String::from_utf8(whole[path].clone()).unwrap();
        assert!(text.contains(from), "{path}: {text}");
        memory.put(&format!("log/{path}"), text.replacen(from, to, 1).as_bytes());
        let error = ledger::read(&memory, Path::new(ROOT)).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with(&format!("log/{}", if path.starts_with("entries") || path == "vkey" { "" } else { path })),
            "{error}"
        );
        memory.put(&format!("log/{path}"), &whole[path]);
    }
    memory.take("log/entries/000000.jsonl");
    assert!(ledger::read(&memory, Path::new(ROOT)).is_err());
}

/// Builds with the cache; returns what was rendered, read and written.
fn built(memory: &Memory) -> (usize, usize, Vec<String>) {
    let written = crate::cache::build(memory, 0).unwrap().unwrap();
    let changed = written.changes.written.iter().map(|path| path.to_string()).collect();
    (written.rendered, written.reads, changed)
}

#[test]
fn what_the_log_alone_changes_reads_no_record_and_renders_no_page() {
    let memory = small();
    publish(&memory, 1);
    assert_eq!(built(&memory).2, Vec::<String>::new());
    // A witness signs the newest checkpoint.
    let mut ledger = state(&memory);
    let witness = PrivateKey::from_seed("library.example/w", Kind::Witness, &[9; 32]).unwrap();
    let newest = ledger.checkpoints.last_mut().unwrap();
    let signature = witness.sign(&newest.note.text.clone(), 1_700_000_000);
    assert_eq!(newest.note.add([signature]), 1);
    ledger.write(&memory, Path::new(ROOT)).unwrap();
    let (rendered, reads, changed) = built(&memory);
    assert_eq!((rendered, reads), (0, 0));
    let is_of_log = |path: &&String| *path == "SHA256SUMS" || path.starts_with("transparency/");
    assert!(changed.contains(&"transparency/checkpoint".to_owned()), "{changed:?}");
    assert_eq!(changed.iter().filter(|path| !is_of_log(path)).count(), 0, "{changed:?}");
    // As from nothing; and known from then on.
    let clean = memory.copy();
    clean.tree("public").keys().for_each(|path| clean.take(&format!("public/{path}")));
    build(&clean);
    assert_eq!(memory.tree("public"), clean.tree("public"));
    assert_eq!(built(&memory), (0, 0, Vec::new()));
    // A page that somebody changed meanwhile is made anew all the same.
    let page = memory.tree("public").into_keys().find(|path| path.ends_with("lamps.html")).unwrap();
    memory.put(&format!("public/{page}"), b"no");
    let mut ledger = state(&memory);
    let newest = ledger.checkpoints.last_mut().unwrap();
    let signature = witness.sign(&newest.note.text.clone(), 1_700_000_001);
    newest.note.add([signature]);
    ledger.policy.push('\n');
    ledger.write(&memory, Path::new(ROOT)).unwrap();
    assert!(built(&memory).2.contains(&page));
    let clean = memory.copy();
    clean.tree("public").keys().for_each(|path| clean.take(&format!("public/{path}")));
    build(&clean);
    assert_eq!(memory.tree("public"), clean.tree("public"));
}
