//! `gongkai log key-replace`: a log goes on with another key, by the word of the recovery key that it named
//! before, and whoever trusted the old key follows without being told.

use crate::publishing::{PUBLISH, case, city, git, gongkai, save, served};
use gongkai::host::disk::Disk;
use gongkai::ledger;
use gongkai::log::checkpoint::Checkpoint;
use gongkai::log::note::{Kind, Note, PrivateKey};
use gongkai::log::succession::Move;
use std::fs;
use std::path::Path;

const REPLACE: [&str; 9] = [
    "log",
    "key-replace",
    "--recovery",
    "../recovery",
    "--key",
    "../key2",
    "--new-recovery",
    "../recovery2",
    "--offline",
];
const PUBLISH_2: [&str; 4] = ["publish", "--offline", "--key", "../key2"];

fn fine(site: &Path, arguments: &[&str]) -> String {
    let (code, text) = gongkai(site, arguments);
    assert_eq!(code, 0, "{arguments:?}: {text}");
    text
}

fn copied(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file())
    {
        let place = to.join(entry.path().strip_prefix(from).unwrap());
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::copy(entry.path(), place).unwrap();
    }
}

/// A site that was published, copied, and published again with another key.
fn replaced(root: &Path) {
    city(root);
    let site = root.join("a");
    fine(&site, &PUBLISH);
    copied(&site.join("public"), &root.join("before"));
    fs::copy(site.join("public/transparency/policy"), root.join("policy")).unwrap();
    fine(&site, &REPLACE);
    save(&site, "A new key");
    fs::write(site.join("content/replies/2026/more.md"), case("more")).unwrap();
    save(&site, "more");
    fine(&site, &PUBLISH_2);
}

#[test]
fn whoever_trusted_the_old_key_follows_to_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    replaced(root);
    let site = root.join("a");
    for policy in ["../policy", "public/transparency/policy"] {
        let text = fine(&site, &["verify", "public", "--policy", policy, "--against", "../before"]);
        assert!(text.contains("release 2"), "{text}");
    }
    // The log says who signs, and the policy that is published names the new key alone.
    let state = ledger::read(&Disk::default(), &site).unwrap().unwrap();
    assert_eq!(state.keys().len(), 2);
    let policy = fs::read_to_string(site.join("public/transparency/policy")).unwrap();
    assert_eq!(policy.matches("log ").count(), 1);
    assert!(policy.contains(&state.key.to_string()), "{policy}");
    // And it may be replaced once more, with the recovery key that came with it.
    let again = [
        "log",
        "key-replace",
        "--recovery",
        "../recovery2",
        "--key",
        "../key3",
        "--new-recovery",
        "../recovery3",
        "--offline",
    ];
    fine(&site, &again);
    save(&site, "Another new key");
    fine(&site, &["publish", "--offline", "--key", "../key3"]);
    for policy in ["../policy", "public/transparency/policy"] {
        fine(&site, &["verify", "public", "--policy", policy, "--against", "../before"]);
    }
    // A proof that somebody kept holds under the policy of its time, the one that is there now under that of now.
    let proof = |folder: &Path| {
        let name = fs::read_dir(folder.join("transparency/proofs")).unwrap().next().unwrap().unwrap().file_name();
        folder.join("transparency/proofs").join(name).to_string_lossy().into_owned()
    };
    let line = fs::read_to_string(site.join("public/data/replies/2026-03.jsonl")).unwrap();
    let line = line.lines().find(|line| line.contains("lamps out")).unwrap();
    fs::write(root.join("record.json"), line).unwrap();
    let kept = proof(&root.join("before"));
    fine(&site, &["verify", &kept, "--policy", "../policy", "--file", "../record.json"]);
    let (code, _) =
        gongkai(&site, &["verify", &kept, "--policy", "public/transparency/policy", "--file", "../record.json"]);
    assert_eq!(code, 1);
    let now = site.join("public/transparency/proofs").join(Path::new(&kept).file_name().unwrap());
    let now = now.to_string_lossy();
    fine(&site, &["verify", &now, "--policy", "public/transparency/policy", "--file", "../record.json"]);
}

#[test]
fn a_mirror_goes_on_and_believes_the_old_key_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    replaced(root);
    let mirror = |of: &Path| {
        let address = served(of.to_owned());
        gongkai(root, &["mirror", &address, "copy"])
    };
    assert_eq!(mirror(&root.join("before")).0, 0);
    let (code, text) = mirror(&root.join("a/public"));
    assert_eq!((code, text.contains("elease 2")), (0, true), "{text}");
    let policy = fs::read_to_string(root.join("copy/kept/policy")).unwrap();
    let [old, new] =
        ["policy", "a/public/transparency/policy"].map(|path| fs::read_to_string(root.join(path)).unwrap());
    assert_eq!((policy == new, policy == old), (true, false), "{policy}");
    fine(root, &["verify", "copy/current", "--policy", "policy"]);
    // Whoever has the old key signs a state beyond its end.
    let key = PrivateKey::parse(&fs::read_to_string(root.join("key")).unwrap()).unwrap();
    let state = ledger::read(&Disk::default(), &root.join("a")).unwrap().unwrap();
    let text = Checkpoint::new(key.public().name(), state.signed_size(), state.tree.root()).to_string();
    fs::write(root.join("a/public/transparency/checkpoint"), Note::signed(&text, &key).to_string()).unwrap();
    let (code, text) = mirror(&root.join("a/public"));
    assert_eq!((code, text.contains("no trusted key")), (1, true), "{text}");
    let (code, text) = gongkai(root, &["verify", "a/public", "--policy", "policy"]);
    assert_eq!((code, text.contains("another key than the one that signed")), (1, true), "{text}");
}

#[test]
fn only_the_recovery_key_that_was_named_before_moves_a_log() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    city(root);
    let site = root.join("a");
    let refused = |arguments: &[&str], why: &str| {
        let (code, text) = gongkai(&site, arguments);
        assert_eq!((code, text.contains(why)), (2, true), "{text}");
    };
    refused(&REPLACE, "nothing was signed with the key yet");
    fine(&site, &PUBLISH);
    let mut wrong = REPLACE;
    wrong[3] = "../key";
    refused(&wrong, "not the recovery key of the log");
    let mut inside = REPLACE;
    inside[5] = "key2";
    refused(&inside, "in the folder of the site");
    assert!(!root.join("recovery2").exists());
    fine(&site, &REPLACE);
    // What waits is said, and is in no commit yet.
    refused(&PUBLISH_2, "log/vkey");
    save(&site, "A new key");
    let mut again = REPLACE;
    (again[3], again[5], again[7]) = ("../recovery2", "../key3", "../recovery3");
    refused(&again, "waits for the next publication");
    refused(&PUBLISH, "not that of the log");
    fine(&site, &PUBLISH_2);
    fine(&site, &["verify"]);
    // A note that another signed moves nobody, and no byte of it may differ.
    let note = site.join("public/transparency/succession/1/note");
    let own = fs::read_to_string(&note).unwrap();
    let forged = PrivateKey::parse(&fs::read_to_string(root.join("key")).unwrap()).unwrap();
    let text = &own[..own.find("\n\n").unwrap() + 1];
    fs::write(root.join("policy"), format!("log {}\nquorum none\n", forged.public())).unwrap();
    fs::write(&note, Note::signed(text, &forged).to_string()).unwrap();
    for policy in ["../policy", "public/transparency/policy"] {
        let (code, text) = gongkai(&site, &["verify", "--policy", policy]);
        assert_eq!((code, text.contains("succession/1/note")), (1, true), "{text}");
    }
    for file in ["succession/1/note", "succession/1/checkpoint"] {
        fine(&site, &["build"]);
        let path = site.join("public/transparency").join(file);
        let bytes = fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            fs::write(&path, other).unwrap();
            let (code, text) = gongkai(&site, &["verify", "--policy", "../policy"]);
            assert_eq!((code, text.contains("succession/1/")), (1, true), "byte {at} of {file}: {text}");
        }
        fs::remove_file(&path).unwrap();
        for policy in ["../policy", "public/transparency/policy"] {
            assert_eq!(gongkai(&site, &["verify", "--policy", policy]).0, 1, "{file}");
        }
    }
}

#[test]
fn a_state_from_before_is_recovered_with_its_moves() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    city(root);
    let site = root.join("a");
    fine(&site, &PUBLISH);
    let before = git(&site, &["rev-parse", "HEAD"]).trim().to_owned();
    fine(&site, &REPLACE);
    save(&site, "A new key");
    fine(&site, &PUBLISH_2);
    let whole = ledger::read(&Disk::default(), &site).unwrap().unwrap().files();
    git(&site, &["rm", "-r", "--quiet", "log"]);
    git(&site, &["checkout", &before, "--", "log"]);
    git(&site, &["commit", "--quiet", "--message", "restored from a copy"]);
    copied(&site.join("public"), &root.join("online"));
    fine(&site, &["log", "recover", "--from", "../online"]);
    let again = ledger::read(&Disk::default(), &site).unwrap().unwrap().files();
    let differ: Vec<_> = whole.keys().chain(again.keys()).filter(|path| whole.get(*path) != again.get(*path)).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

/// Plants a move that only its maker has signed, and a checkpoint of that key.
fn planted(site: &Path, size: u64, root: [u8; 32]) {
    let own = fs::read(site.join("transparency/checkpoint")).unwrap();
    let last = gongkai::log::checkpoint::SignedCheckpoint::parse(&own).unwrap();
    let origin = last.checkpoint.origin.clone();
    let key = PrivateKey::from_seed(&origin, Kind::Log, &[7; 32]).unwrap();
    let by = PrivateKey::from_seed(&format!("{origin}/recovery"), Kind::Log, &[8; 32]).unwrap();
    let own = Move::signed(last, key.public(), by.public(), &by).unwrap();
    let folder = site.join("transparency/succession/1");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("checkpoint"), own.last.note.to_string()).unwrap();
    fs::write(folder.join("note"), own.note.note.to_string()).unwrap();
    let text = Checkpoint::new(&origin, size, root).to_string();
    fs::write(site.join("transparency/checkpoint"), Note::signed(&text, &key).to_string()).unwrap();
}

#[test]
fn a_host_without_any_key_leads_nobody_on() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    city(root);
    fine(&root.join("a"), &PUBLISH);
    let public = root.join("a/public");
    let mirror = |of: &Path| gongkai(root, &["mirror", &served(of.to_owned()), "copy"]);
    assert_eq!(mirror(&public).0, 0);
    fs::copy(public.join("transparency/policy"), root.join("policy")).unwrap();
    let tree = ledger::read(&Disk::default(), &root.join("a")).unwrap().unwrap().tree;
    let (size, hash) = (tree.size(), tree.root());
    // An empty log, one of the same size with another root, and the very same state.
    for (size, hash) in [(0, gongkai::log::sha256(b"")), (size, [1; 32]), (size, hash), (size - 1, [1; 32])] {
        let online = root.join(format!("online-{size}-{}", hash[0]));
        copied(&public, &online);
        planted(&online, size, hash);
        let online = online.to_string_lossy();
        let (code, text) = gongkai(root, &["verify", &online, "--policy", "policy"]);
        assert_eq!(code, 1, "{size}: {text}");
        let (code, text) = mirror(Path::new(&*online));
        assert!(matches!(code, 1 | 2), "{size}: {code} {text}");
        assert!(!root.join("evidence").exists() && !root.join("copy/evidence").exists());
        let (code, text) = gongkai(&root.join("a"), &["log", "recover", "--from", &online]);
        assert!(matches!(code, 1 | 2), "{size}: {code} {text}");
    }
    assert_eq!(mirror(&public).0, 0);
    fine(root, &["verify", "copy/current", "--policy", "policy"]);
}

#[test]
fn who_still_has_the_old_key_stops_at_the_first_pull() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    city(root);
    let (site, stale) = (root.join("a"), root.join("b"));
    fine(&site, &PUBLISH);
    git(&stale, &["pull", "--quiet"]);
    fine(&site, &REPLACE);
    save(&site, "A new key");
    git(&site, &["push", "--quiet"]);
    // With an older clone nothing is replaced.
    let mut behind = REPLACE;
    (behind[5], behind[7]) = ("../key4", "../recovery4");
    let (code, text) = gongkai(&stale, &behind);
    assert_eq!((code, text.contains("git pull")), (2, true), "{text}");
    // And the old key signs no more, though the clone knows no other yet.
    fs::write(stale.join("content/replies/2026/late.md"), case("late")).unwrap();
    save(&stale, "late");
    let (code, text) = gongkai(&stale, &PUBLISH);
    assert_eq!((code, text.contains("not that of the log")), (2, true), "{text}");
    git(&site, &["pull", "--quiet", "--rebase"]);
    fine(&site, &PUBLISH_2);
    let state = ledger::read(&Disk::default(), &site).unwrap().unwrap();
    assert_eq!((state.signed_size(), state.keys().len()), (state.entries.len() as u64, 2));
    // A copy whose keeper has the old key, and signs beyond its end, is no witness.
    copied(&site.join("public"), &root.join("thief"));
    let key = PrivateKey::parse(&fs::read_to_string(root.join("key")).unwrap()).unwrap();
    let text = Checkpoint::new(key.public().name(), state.signed_size(), [9; 32]).to_string();
    fs::write(root.join("thief/transparency/checkpoint"), Note::signed(&text, &key).to_string()).unwrap();
    let (code, text) = gongkai(&site, &["verify", "--against", "../thief"]);
    assert_eq!((code, text.contains("another had taken the place of")), (1, true), "{text}");
}
