//! A hostile host in process: whatever it does, `current` is a whole release, and what was verified stays.

use super::progress::Progress;
use super::{Outcome, Stop, Wish, run};
use crate::host::Host as _;
use crate::host::memory::Memory;
use crate::host::web::{Answer, Ask, Shelf, Web, WebError};
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::entry::Act;
use crate::log::note::{Kind, PrivateKey};
use crate::log::proof::Proof;
use crate::log::tree;
use crate::log::{hex, sha256};
use crate::verify::place::Folder;
use crate::verify::tests::fixture::{Files, ORIGIN, Town, many, small};
use crate::verify::{Verdict, site};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

const BASE: &str = "https://town.example/";

fn shelf(files: &Files) -> Shelf {
    Shelf::of(BASE, files.clone())
}

fn mirror(memory: &Memory, web: &dyn Web) -> Result<super::Done, Stop> {
    run(memory, web, BASE, Path::new("m"), &Wish::default())
}

/// Returns which release `current` is, after it was found whole.
fn current(memory: &Memory, town: &Town) -> Option<u64> {
    let name = memory.read(Path::new("m/current")).ok()?;
    let root = Path::new("m").join(String::from_utf8(name).unwrap());
    let place = Folder { host: memory, root: &root };
    let (report, _) = site(&place, Some(&town.policy()), None).unwrap();
    assert_eq!((report.verdict(), &report.troubles[..]), (Verdict::Fine, &[][..]), "{}", root.display());
    report.release
}

#[test]
fn a_site_is_copied_whole_and_asked_for_once() {
    let mut town = small();
    let (memory, web) = (Memory::default(), shelf(&town.site));
    let done = mirror(&memory, &web).unwrap();
    assert_eq!((done.outcome, done.release), (Outcome::Newer, 2));
    assert_eq!(current(&memory, &town), Some(2));
    let again = mirror(&memory, &web).unwrap();
    assert_eq!((again.outcome, again.requests, again.bytes), (Outcome::Same, 1, 0));
    town.set("parks-2", "A swing.", None);
    web.replace(town.release().clone());
    let changed: usize =
        ["replies/parks-2.html", "data/replies/2026-11.jsonl"].iter().map(|path| town.site[*path].len()).sum();
    let done = mirror(&memory, &web).unwrap();
    assert_eq!((done.outcome, done.release), (Outcome::Newer, 3));
    assert!(done.bytes < changed as u64 + 5000, "{} for {changed}", done.bytes);
    assert_eq!(current(&memory, &town), Some(3));
    assert!(memory.tree("m/releases/2").contains_key("index.html"), "the release before stays");
}

#[test]
fn ten_edits_of_a_large_site_move_little() {
    let mut town = many(2_000);
    let (memory, web) = (Memory::default(), shelf(&town.site));
    mirror(&memory, &web).unwrap();
    for n in 0..10 {
        town.set(&format!("case-{:06}", n * 150), "Changed.", None);
    }
    let before = town.site.clone();
    web.replace(town.release().clone());
    let changed = town.site.iter().filter(|(path, bytes)| {
        before.get(*path) != Some(*bytes) && !path.contains("/release/") && *path != "SHA256SUMS"
    });
    let changed: usize = changed.map(|(_, bytes)| bytes.len()).sum();
    let done = mirror(&memory, &web).unwrap();
    assert!(done.bytes <= changed as u64 + 100_000, "{} for {changed}", done.bytes);
    assert_eq!(current(&memory, &town), Some(2));
}

/// A host that does something at a request.
struct Host<'a, F: Fn(usize, &Ask<'_>) -> Option<Result<Answer, WebError>> + Sync + Send> {
    under: &'a Shelf,
    asked: AtomicUsize,
    act: F,
}

impl<F: Fn(usize, &Ask<'_>) -> Option<Result<Answer, WebError>> + Sync + Send> Web for Host<'_, F> {
    fn get(&self, ask: &Ask<'_>) -> Result<Answer, WebError> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        (self.act)(number, ask).unwrap_or_else(|| self.under.get(ask))
    }
}

fn host<F: Fn(usize, &Ask<'_>) -> Option<Result<Answer, WebError>> + Sync + Send>(
    under: &Shelf,
    act: F,
) -> Host<'_, F> {
    Host { under, asked: AtomicUsize::new(0), act }
}

/// A town at its second release, and at its third.
fn two() -> (Town, Town) {
    let before = small();
    let mut after = before.clone();
    after.set("roads-1", "The road is closed again.", Some(b"%PDF-plan"));
    after.set("parks-2", "A swing.", None);
    after.release();
    (before, after)
}

#[test]
fn a_deploy_in_the_middle_of_a_run_leaves_one_or_the_other() {
    let (before, after) = two();
    for held in [false, true] {
        let mut at = 0;
        loop {
            let (memory, web) = (Memory::default(), shelf(&before.site));
            let mut start = before.clone();
            if held {
                let mut older = Town::new();
                older.set("water-1", "The pipe was mended.", Some(b"%PDF-scan"));
                older.set("roads-1", "The road is closed.", None);
                older.release();
                mirror(&memory, &shelf(&older.site)).unwrap();
                start = older;
            }
            let deploying = host(&web, |number, _| {
                if number == at {
                    web.replace(after.site.clone());
                }
                None
            });
            let done = mirror(&memory, &deploying).unwrap();
            let own = current(&memory, &start).unwrap();
            assert_eq!(own, done.release, "deployed at request {at}");
            assert_eq!(
                mirror(&memory, &web).unwrap().release,
                if own == 3 || at < deploying.asked.load(Ordering::SeqCst) { 3 } else { own }
            );
            if at >= deploying.asked.load(Ordering::SeqCst) {
                break;
            }
            at += 1;
        }
        assert!(at >= 8, "{at}");
    }
}

#[test]
fn a_kill_at_any_write_leaves_a_whole_release_that_the_next_run_completes() {
    let (before, after) = two();
    let start = Memory::default();
    mirror(&start, &shelf(&before.site)).unwrap();
    for (start, least) in [(Memory::default(), None), (start, Some(2))] {
        for at in 1.. {
            let memory = start.copy();
            memory.fail_from(at);
            let ended = mirror(&memory, &shelf(&after.site));
            memory.fail_from(0);
            let own = current(&memory, &after);
            assert!(own == least || own == Some(3), "at write {at}: {own:?}");
            if ended.is_ok() {
                assert!(at > 20, "{at}");
                break;
            }
            assert!(matches!(ended, Err(Stop::Disk(_))), "{ended:?}");
            let web = shelf(&after.site);
            mirror(&memory, &web).unwrap();
            assert_eq!(current(&memory, &after), Some(3), "after a kill at write {at}");
        }
    }
}

#[test]
fn contents_of_an_interrupted_run_are_used() {
    let town = many(50);
    let (memory, web) = (Memory::default(), shelf(&town.site));
    let breaking = host(&web, |number, _| (number >= 40).then(|| Err(WebError::Unreachable("gone".to_owned()))));
    assert!(matches!(mirror(&memory, &breaking), Err(Stop::Later(_))));
    assert_eq!(current(&memory, &town), None);
    let done = mirror(&memory, &web).unwrap();
    assert!(done.requests < 40, "{}", done.requests);
    assert_eq!(current(&memory, &town), Some(1));
}

#[test]
fn whatever_a_host_answers_nothing_of_it_is_shown() {
    let (before, after) = two();
    let web = shelf(&after.site);
    let whole = |url: &str| after.site.get(url.strip_prefix(BASE).unwrap_or_default()).cloned();
    let say = |body: Vec<u8>| Some(Ok(Answer { status: 200, body, ..Answer::default() }));
    let paths: Vec<String> = {
        let seen = shelf(&after.site);
        let memory = Memory::default();
        mirror(&memory, &shelf(&before.site)).unwrap();
        mirror(&memory, &seen).unwrap();
        seen.told().into_iter().map(|(url, _)| url).collect()
    };
    assert!(paths.len() > 6, "{paths:?}");
    let twists: [(&str, &(dyn Fn(Vec<u8>) -> Option<Result<Answer, WebError>> + Sync)); 6] = [
        ("truncated", &|mut body| {
            body.pop();
            say(body)
        }),
        ("longer", &|mut body| {
            body.push(b'x');
            say(body)
        }),
        ("changed", &|mut body| {
            let middle = body.len() / 2;
            body[middle] ^= 1;
            say(body)
        }),
        ("oversized", &|_| Some(Err(WebError::TooLarge(1)))),
        ("elsewhere", &|_| Some(Err(WebError::Elsewhere("https://b.example/".to_owned())))),
        ("missing", &|_| Some(Ok(Answer { status: 404, ..Answer::default() }))),
    ];
    for path in &paths {
        for (name, twist) in &twists {
            let memory = Memory::default();
            mirror(&memory, &shelf(&before.site)).unwrap();
            let hostile =
                host(&web, |_, ask: &Ask<'_>| if ask.url == *path { whole(ask.url).and_then(twist) } else { None });
            let ended = mirror(&memory, &hostile);
            assert!(ended.is_err(), "{name} {path}: {ended:?}");
            assert_eq!(current(&memory, &after), Some(2), "{name} {path}");
            mirror(&memory, &web).unwrap();
            assert_eq!(current(&memory, &after), Some(3), "{name} {path}: the next run");
        }
    }
}

#[test]
fn an_older_state_is_no_fork_and_takes_nothing_away() {
    let (before, after) = two();
    let (memory, web) = (Memory::default(), shelf(&after.site));
    mirror(&memory, &web).unwrap();
    web.replace(before.site.clone());
    let done = mirror(&memory, &web).unwrap();
    assert_eq!((done.outcome, done.release), (Outcome::Rollback, 3));
    assert_eq!(current(&memory, &after), Some(3));
}

#[test]
fn a_fork_stops_the_mirror_and_leaves_both_notes() {
    let town = small();
    for more in 0..3 {
        let (mut one, mut two) = (town.clone(), town.clone());
        one.set("parks-1", "Ten benches.", None);
        one.release();
        two.set("parks-1", "No benches.", None);
        two.release();
        if more == 1 {
            two.set("parks-2", "More.", None);
            two.release();
        }
        if more == 2 {
            one.set("parks-2", "More.", None);
            one.release();
        }
        let (memory, web) = (Memory::default(), shelf(&one.site));
        let held = mirror(&memory, &web).unwrap().release;
        web.replace(two.site.clone());
        let done = mirror(&memory, &web).unwrap();
        let Outcome::Fork(files) = done.outcome else { panic!("{done:?}") };
        let notes: Vec<_> = files
            .iter()
            .map(|path| SignedCheckpoint::parse(&memory.read(&Path::new("m").join(path)).unwrap()).unwrap())
            .collect();
        assert_eq!(notes.len(), 2);
        notes.iter().for_each(|note| assert!(town.policy().check(note).is_ok()));
        assert_ne!(notes[0].checkpoint, notes[1].checkpoint);
        assert_eq!(current(&memory, &one), Some(held));
    }
}

#[test]
fn erasures_are_obeyed_in_every_release_and_withdrawals_are_kept() {
    let mut town = small();
    let (memory, web) = (Memory::default(), shelf(&town.site));
    mirror(&memory, &web).unwrap();
    town.gone("parks-1", Act::Withdraw);
    web.replace(town.release().clone());
    mirror(&memory, &web).unwrap();
    let held = |text: &[u8]| {
        let all: BTreeMap<String, Vec<u8>> = memory.tree("m");
        all.into_iter()
            .filter(|(_, bytes)| bytes.windows(text.len()).any(|own| own == text))
            .map(|(path, _)| path)
            .collect::<Vec<_>>()
    };
    assert!(!held(b"<p>The park has benches.").is_empty(), "what was withdrawn is kept");
    let salt = hex(&sha256(b"water-1 1"));
    let scan = hex(&sha256(b"%PDF-scan"));
    for text in [&b"The pipe was mended."[..], b"%PDF-scan", salt.as_bytes(), scan.as_bytes()] {
        assert!(!held(text).is_empty());
    }
    // A run that was cut short left a text that is in no release.
    let leftover = b"<p>The pipe was mended. Twice.</p>";
    crate::mirror::store::Store { host: &memory, root: Path::new("m") }.keep(leftover).unwrap();
    memory.write(Path::new("m/releases/9/replies/water-1.html"), leftover).unwrap();
    town.gone("water-1", Act::Erase);
    web.replace(town.release().clone());
    // Before anything new is fetched: a host that then gives no file does not keep it.
    let failing = host(&web, |_, ask: &Ask<'_>| {
        ask.url.ends_with(".html").then(|| Err(WebError::Unreachable("gone".to_owned())))
    });
    assert!(mirror(&memory, &failing).is_err());
    for text in [&b"The pipe was mended."[..], b"%PDF-scan", salt.as_bytes(), scan.as_bytes()] {
        assert_eq!(held(text), Vec::<String>::new(), "{}", String::from_utf8_lossy(text));
    }
    mirror(&memory, &web).unwrap();
    assert_eq!(current(&memory, &town), Some(4));
    assert!(!held(b"<p>The park has benches.").is_empty(), "what was withdrawn is still kept");
    assert_eq!(held(&sha256(b"nothing")), Vec::<String>::new());
}

/// Pages link to them, and no manifest names them.
#[test]
fn each_record_that_is_shown_has_its_proof_in_the_copy() {
    let mut town = small();
    let (memory, web) = (Memory::default(), shelf(&town.site));
    let proofs = |release: u64| -> BTreeMap<String, Vec<u8>> {
        let all = memory.tree("m").into_iter();
        let own = format!("releases/{release}/transparency/proofs/");
        all.filter_map(|(path, bytes)| Some((path.strip_prefix(&own)?.to_owned(), bytes))).collect()
    };
    mirror(&memory, &web).unwrap();
    let first = proofs(2);
    assert_eq!(first.len(), 3);
    town.set("parks-2", "A swing.", None);
    town.set("roads-1", "The road is closed again.", None);
    web.replace(town.release().clone());
    let asked = mirror(&memory, &web).unwrap();
    let second = proofs(3);
    assert_eq!(second.len(), 4);
    let stayed = second.iter().filter(|(path, bytes)| first.get(*path) == Some(*bytes)).count();
    assert_eq!(stayed, 2, "what proves a record that was not touched stays, byte for byte");
    for bytes in second.values() {
        let proof = Proof::parse(bytes).unwrap();
        let (_, entry) = proof.salt_and_entry().unwrap();
        assert_eq!(entry, town.entries[proof.index as usize]);
        proof.check(tree::leaf(entry), &town.policy()).unwrap();
    }
    assert!(asked.requests < 12, "{} requests: proofs cost none", asked.requests);
    // What is hidden has none.
    town.gone("water-1", Act::Withdraw);
    web.replace(town.release().clone());
    mirror(&memory, &web).unwrap();
    assert_eq!((proofs(4).len(), current(&memory, &town)), (3, Some(4)));
}

#[test]
fn as_many_releases_stay_as_were_asked_for() {
    let mut town = small();
    let (memory, web) = (Memory::default(), shelf(&town.site));
    let wish = Wish { keep: Some(2), ..Wish::default() };
    for n in 0..4 {
        run(&memory, &web, BASE, Path::new("m"), &wish).unwrap();
        town.set("roads-1", &format!("Number {n}."), None);
        web.replace(town.release().clone());
    }
    let all = memory.tree("m");
    let kept = |path: &str| all.keys().any(|own| own.starts_with(path));
    assert_eq!([2, 3, 4, 5].map(|n| kept(&format!("releases/{n}/"))), [false, false, true, true]);
    let old = b"<p>Number 0.</p>\n";
    assert!(!all.values().any(|bytes| bytes == old), "contents that no release has are gone");
}

#[test]
fn a_mirror_that_is_a_witness_says_what_it_saw() {
    let town = small();
    let (memory, web) = (Memory::default(), shelf(&town.site));
    let key = PrivateKey::from_seed("library.example", Kind::Witness, &[9; 32]).unwrap();
    let wish = Wish { cosign: Some((&key, 1_795_000_000)), ..Wish::default() };
    run(&memory, &web, BASE, Path::new("m"), &wish).unwrap();
    let path = format!("m/witness/{}/checkpoint", hex(&sha256(ORIGIN.as_bytes())));
    let signed = SignedCheckpoint::parse(&memory.read(Path::new(&path)).unwrap()).unwrap();
    let log = town.key().public().clone();
    let policy = format!("log {log}\nwitness library {}\nquorum library\n", key.public());
    let trust = crate::log::policy::Policy::parse(&policy).unwrap().check(&signed).unwrap();
    assert_eq!(trust.witnesses[0].time, Some(1_795_000_000));
}

#[test]
fn a_run_says_how_far_it_is_a_hundred_times_at_most() {
    for size in [3, 400] {
        let town = many(size);
        let (memory, web) = (Memory::default(), shelf(&town.site));
        let said = std::sync::Mutex::new(Vec::new());
        let watch = |progress: &Progress| said.lock().unwrap().push(*progress);
        let wish = Wish { watch: Some(&watch), ..Wish::default() };
        let done = run(&memory, &web, BASE, Path::new("m"), &wish).unwrap();
        let said = said.into_inner().unwrap();
        assert!(!said.is_empty() && said.len() <= 100, "{}", said.len());
        assert!(said.windows(2).all(|two| two[0].files < two[1].files && two[0].bytes <= two[1].bytes));
        let last = said.last().unwrap();
        assert_eq!((last.files, last.bytes), (last.of_files, last.of_bytes), "the last one says that all is there");
        assert_eq!(done.files, last.files);
        assert!(done.date.is_some_and(|date| date.len() == 10));
        let again = mirror(&memory, &web).unwrap();
        assert_eq!((again.files, again.date.is_some()), (0, true));
    }
}

/// Files of some size: pages of the town with a long answer.
fn long() -> Town {
    let mut town = Town::new();
    for n in 0..3 {
        town.set(&format!("long-{n}"), &format!("Road {n} is closed. ").repeat(3000), None);
    }
    town.release();
    town
}

/// Gives the first half of an answer and breaks off.
fn half(answer: &Answer) -> WebError {
    let body = answer.body[..answer.body.len() / 2].to_vec();
    WebError::Broken("reset".to_owned(), Box::new(Answer { body, ..answer.clone() }))
}

/// A host that is waited for; each wait is written down.
struct Waited<'a>(&'a dyn Web, std::sync::Mutex<Vec<u64>>);

impl Web for Waited<'_> {
    fn get(&self, ask: &Ask<'_>) -> Result<Answer, WebError> {
        self.0.get(ask)
    }
    fn wait(&self, seconds: u64) {
        self.1.lock().unwrap().push(seconds);
    }
}

#[test]
fn a_server_that_asks_to_wait_is_waited_for_and_not_for_ever() {
    let town = small();
    let shelf = shelf(&town.site);
    let busy = |status, retry_after| Some(Ok(Answer { status, retry_after, ..Answer::default() }));
    let twice = host(&shelf, |number, _| if number < 2 { busy(429, Some(7)) } else { None });
    let (memory, web) = (Memory::default(), Waited(&twice, Default::default()));
    assert_eq!(mirror(&memory, &web).unwrap().outcome, Outcome::Newer);
    assert_eq!(*web.1.lock().unwrap(), [7, 7]);
    assert_eq!(current(&memory, &town), Some(2));
    for after in [None, Some(1_000_000)] {
        let never =
            host(&shelf, |_, ask: &Ask<'_>| if ask.url.ends_with("parks-1.html") { busy(503, after) } else { None });
        let (memory, web) = (Memory::default(), Waited(&never, Default::default()));
        let Err(Stop::Later(why)) = mirror(&memory, &web) else { panic!() };
        assert!(why.contains("parks-1.html") && why.contains("503"), "{why}");
        let waits = web.1.lock().unwrap().clone();
        assert!(waits.len() == 5 && waits.iter().all(|seconds| (1..=120).contains(seconds)), "{waits:?}");
        assert_eq!(current(&memory, &town), None);
        assert!(memory.tree("m").keys().any(|path| path.starts_with("blobs/")), "what was verified stays");
    }
}

#[test]
fn a_body_that_broke_off_goes_on_where_it_stopped() {
    let town = long();
    let shelf = shelf(&town.site);
    let whole = mirror(&Memory::default(), &shelf).unwrap().bytes;
    let breaking = host(&shelf, |_, ask: &Ask<'_>| {
        let answer = shelf.get(ask).ok().filter(|answer| answer.status == 200 && answer.body.len() > 5000)?;
        Some(Err(half(&answer)))
    });
    let memory = Memory::default();
    let done = mirror(&memory, &breaking).unwrap();
    assert_eq!(done.bytes, whole, "no byte twice");
    assert_eq!(current(&memory, &town), Some(1));
    // Without a strong mark nothing is joined: the whole comes again, each time.
    let weak = host(&shelf, |_, ask: &Ask<'_>| {
        assert_eq!(ask.from, 0);
        let answer = shelf.get(ask).ok().filter(|_| ask.url.ends_with("long-1.html"))?;
        Some(Err(half(&Answer { etag: answer.etag.as_ref().map(|etag| format!("W/{etag}")), ..answer })))
    });
    assert!(matches!(mirror(&Memory::default(), &weak), Err(Stop::Later(_))));
}

#[test]
fn parts_of_two_versions_are_fetched_whole_once_and_then_reported() {
    let town = long();
    let shelf = shelf(&town.site);
    for mended in [true, false] {
        let wholes = AtomicUsize::new(0);
        let mixing = host(&shelf, |_, ask: &Ask<'_>| {
            let mut answer = shelf.get(ask).ok().filter(|_| ask.url.ends_with("long-1.html"))?;
            if ask.from > 0 || (!mended && wholes.load(Ordering::SeqCst) > 0) {
                answer.body[0] ^= 1;
                return Some(Ok(answer));
            }
            let first = wholes.fetch_add(1, Ordering::SeqCst) == 0;
            first.then(|| Err(half(&answer)))
        });
        let memory = Memory::default();
        let ended = mirror(&memory, &mixing);
        if mended {
            assert_eq!(ended.unwrap().outcome, Outcome::Newer);
            assert_eq!(current(&memory, &town), Some(1));
        } else {
            let Err(Stop::Corrupt(troubles)) = ended else { panic!("{ended:?}") };
            assert!(troubles[0].file.contains("long-1.html"));
            assert_eq!(current(&memory, &town), None);
        }
    }
}

#[test]
fn a_host_that_never_finishes_a_file_ends_the_run_and_shows_nothing() {
    let (before, after) = two();
    let memory = Memory::default();
    mirror(&memory, &shelf(&before.site)).unwrap();
    let shelf = shelf(&after.site);
    let asked = AtomicUsize::new(0);
    let slow = host(&shelf, |_, ask: &Ask<'_>| {
        let answer = shelf.get(ask).ok().filter(|_| ask.url.ends_with("parks-2.html"))?;
        asked.fetch_add(1, Ordering::SeqCst);
        let part = Answer { body: answer.body[..1].to_vec(), ..answer };
        Some(Err(WebError::Broken("timeout".to_owned(), Box::new(part))))
    });
    let Err(Stop::Later(why)) = mirror(&memory, &slow) else { panic!() };
    assert!(why.contains("parks-2.html") && why.contains("timeout"), "{why}");
    assert_eq!(asked.load(Ordering::SeqCst), 6);
    assert_eq!(current(&memory, &after), Some(2), "the release before is still shown");
    assert!(!memory.tree("m").keys().any(|path| path.contains("part/") || path.starts_with("releases/3")));
    mirror(&memory, &shelf).unwrap();
    assert_eq!(current(&memory, &after), Some(3));
}
