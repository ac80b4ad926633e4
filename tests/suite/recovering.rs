//! `gongkai log recover`: an older state of the log was restored, or all of it is gone; what is published
//! gives it back, and nothing that the log does not bind is taken.

use crate::publishing::{PUBLISH, case, city, git, gongkai, save, served};
use gongkai::host::disk::Disk;
use gongkai::ledger::{self, Ledger};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const SUMS: &str = "SHA256SUMS";
const MARKER: &str = ".gongkai-site";
const REMOVED: &str = "received: 2026-03-02\nwithdrawal: {type: removed, on: 2026-06-01, class: court-order, reason: A court said so, by: urban, basis: Ruling 12}\n";

fn state(site: &Path) -> Ledger {
    ledger::read(&Disk::default(), site).unwrap().unwrap()
}

/// The files that differ.
fn differing(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let all: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    all.into_iter().filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let listed = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
    listed
        .map(|e| (e.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned(), fs::read(e.path()).unwrap()))
        .collect()
}

/// A site with four releases, in which records were added, corrected and withdrawn; returns the commit of the
/// first release.
fn grown(root: &Path) -> String {
    city(root);
    let site = root.join("a");
    let put = |name: &str, text: &str| {
        fs::write(site.join(format!("content/replies/2026/{name}.md")), text).unwrap();
        save(&site, name);
    };
    put("early", &case("early"));
    let (code, text) = gongkai(&site, &PUBLISH);
    assert_eq!(code, 0, "{text}");
    let first = git(&site, &["rev-parse", "HEAD"]).trim().to_owned();
    put("more", &case("more"));
    assert_eq!(gongkai(&site, &PUBLISH).0, 0);
    put("early", &case("early").replace("received: 2026-03-02\n", REMOVED));
    assert_eq!(gongkai(&site, &PUBLISH).0, 0);
    put("last", &case("last"));
    assert_eq!(gongkai(&site, &PUBLISH).0, 0);
    first
}

/// Puts the log of an earlier commit in place of the newest.
fn restore(site: &Path, commit: &str) {
    git(site, &["rm", "-r", "--quiet", "log"]);
    git(site, &["checkout", commit, "--", "log"]);
    git(site, &["commit", "--quiet", "--message", "restored from a copy"]);
}

#[test]
fn an_older_state_is_made_whole_from_what_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let (root, site) = (folder.path(), folder.path().join("a"));
    let first = grown(root);
    let (whole, built) = (state(&site), tree(&site.join("public")));
    let base = served(site.join("public"));
    // A mirror serves as well as the site; so does its folder.
    let (code, text) = gongkai(root, &["--lang", "en", "mirror", &base, "mirror"]);
    assert_eq!(code, 0, "{text}");
    for from in [&*base, "public", "../mirror"] {
        restore(&site, &first);
        let (code, text) = gongkai(&site, &["log", "recover", "--from", from]);
        assert_eq!(code, 0, "{from}: {text}");
        let more = whole.signed_size() - 4;
        assert!(text.contains(&format!("{more} more, {} entries in all", whole.signed_size())), "{from}: {text}");
        let recovered = state(&site);
        // Checkpoints between are needed where a proof stands under them, and a mirror has the newest changes only.
        let is_mirror = from == "../mirror";
        let spared = |path: &String| path.starts_with("checkpoints/") || is_mirror && path.starts_with("deltas/");
        let other: Vec<String> = differing(&recovered.files(), &whole.files());
        assert_eq!(other.into_iter().filter(|path| !spared(path)).collect::<Vec<_>>(), Vec::<String>::new(), "{from}");
        assert_eq!(recovered.checkpoints.last(), whole.checkpoints.last(), "{from}");
        let (code, text) = gongkai(&site, &["log", "recover", "--from", from]);
        assert_eq!((code, text.contains("Nothing to recover")), (0, true), "{text}");
        save(&site, "recovered");
        // The site is what it was, and goes on.
        let (code, text) = gongkai(&site, &["publish", "--offline", "--key", "../key", "--no-push"]);
        // What the list of changes told of earlier releases no mirror can give back: that is a release of its own.
        let expected = if is_mirror { "release 5 is signed" } else { "nothing changed" };
        assert_eq!((code, text.contains(expected)), (0, true), "{from}: {text}");
        // Tiles of sizes between are of no use to anybody once there are later ones; a mirror makes its own proofs.
        let other = differing(&tree(&site.join("public")), &built);
        let spared = |path: &String| {
            path.contains(".p/")
                || is_mirror && (path.starts_with("transparency/") && !path.ends_with(".html"))
                || is_mirror && path.starts_with("resourcesync/")
                || [SUMS, MARKER].contains(&&**path)
        };
        assert_eq!(other.into_iter().filter(|path| !spared(path)).collect::<Vec<_>>(), Vec::<String>::new(), "{from}");
        assert_eq!(gongkai(&site, &["verify"]).0, 0);
    }
    fs::write(site.join("content/replies/2026/after.md"), case("after")).unwrap();
    save(&site, "after");
    let (code, text) = gongkai(&site, &["publish", "--offline", "--key", "../key", "--no-push"]);
    assert_eq!((code, text.contains("publish   reply:after")), (0, true), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("publish  ")).count(), 1, "{text}");
}

#[test]
fn a_log_that_is_gone_needs_the_word_of_another() {
    let folder = tempfile::tempdir().unwrap();
    let (root, site) = (folder.path(), folder.path().join("a"));
    grown(root);
    let whole = state(&site);
    git(&site, &["rm", "-r", "--quiet", "log"]);
    save(&site, "gone");
    let (code, text) = gongkai(&site, &["log", "recover", "--from", "public"]);
    assert_eq!((code, text.contains("--vkey")), (2, true), "{text}");
    let key = whole.key.to_string();
    let (code, text) = gongkai(&site, &["log", "recover", "--from", "public", "--vkey", &key]);
    assert_eq!(code, 0, "{text}");
    let recovered = state(&site);
    assert_eq!(recovered.entries, whole.entries);
    assert_eq!((&recovered.recovery, &recovered.policy), (&whole.recovery, &whole.policy));
    // Who knows no more what it was says no more.
    let page = |site: &Path| {
        assert_eq!(gongkai(site, &["build"]).0, 0);
        fs::read_to_string(site.join("public/transparency/index.html")).unwrap()
    };
    assert!(!page(&site).contains("A record that was erased"));
    // What was withdrawn before is known by nothing that is published.
    let shown = |ledger: &Ledger| ledger.kept.iter().filter(|(_, k)| k.record != "reply:early").count();
    assert_eq!((shown(&recovered), recovered.kept.len()), (shown(&whole), shown(&whole)));
    save(&site, "recovered");
    let (code, text) = gongkai(&site, &["publish", "--offline", "--key", "../key", "--no-push"]);
    assert_eq!((code, text.contains("nothing changed")), (0, true), "{text}");
    // Another key is another log.
    let other = gongkai::log::note::PrivateKey::from_seed("city.example/transparency", whole.key.kind(), &[7; 32]);
    let other = other.unwrap().public().to_string();
    git(&site, &["rm", "-r", "--quiet", "log"]);
    let (code, text) = gongkai(&site, &["log", "recover", "--from", "public", "--vkey", &other]);
    assert_eq!((code, site.join("log").exists()), (1, false), "{text}");
}

#[test]
fn nothing_is_taken_from_a_place_that_lies() {
    let folder = tempfile::tempdir().unwrap();
    let (root, site) = (folder.path(), folder.path().join("a"));
    let first = grown(root);
    restore(&site, &first);
    let before = tree(&site.join("log"));
    for (path, from, to) in [
        ("transparency/salts/000", "more", "mora"),
        ("data/replies/2026-03.jsonl", "The more are dark", "The more are light"),
        ("transparency/checkpoint", "city.example/transparency\n", "town.example/transparency\n"),
    ] {
        let file = site.join("public").join(path);
        let good = fs::read(&file).unwrap();
        let text = String::from_utf8(good.clone()).unwrap();
        assert!(text.contains(from), "{path}");
        fs::write(&file, text.replace(from, to)).unwrap();
        let (code, said) = gongkai(&site, &["log", "recover", "--from", "public"]);
        assert_eq!((code, said.contains("transparency/") || said.contains(path)), (1, true), "{path}: {said}");
        assert_eq!(tree(&site.join("log")), before, "{path}");
        fs::write(&file, good).unwrap();
    }
    // Signed another way since: neither is the past of the other.
    git(&site, &["branch", "--unset-upstream"]);
    fs::write(site.join("content/replies/2026/else.md"), case("else")).unwrap();
    save(&site, "else");
    let published = root.join("published");
    fs::rename(site.join("public"), &published).unwrap();
    let (code, text) = gongkai(&site, &PUBLISH);
    assert_eq!(code, 0, "{text}");
    let before = tree(&site.join("log"));
    let (code, text) = gongkai(&site, &["log", "recover", "--from", "../published"]);
    assert_eq!((code, text.contains("Fork")), (3, true), "{text}");
    assert_eq!(tree(&site.join("log")), before);
    assert_eq!(fs::read_dir(site.join("evidence")).unwrap().count(), 2);
}
