//! The core beside what strangers wrote: `ct-merkle` and `tlog_tiles` for the tree, `signed_note` for notes;
//! properties, examples of the specifications, and what must be refused.

use super::checkpoint::{Checkpoint, SignedCheckpoint};
use super::entry::{Act, Entry, Id};
use super::manifest::{Delta, Listed, Manifest, is_path};
use super::note::{Kind, Note, PrivateKey, PublicKey};
use super::policy::Policy;
use super::proof::Proof;
use super::tiles::{self, Reader, Tile, Writer};
use super::tree::{self, Hashes as _, Range, Tree};
use super::{Hash, bundle, commit, decimal, hex, sha256, unbase64, unhex};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

fn tree_of(size: u64) -> Tree {
    (0..size).map(|index| tree::leaf(&entry(index))).collect()
}

/// All tile files of a log, as a host would hold them.
fn files(size: u64) -> (BTreeMap<String, Vec<u8>>, Hash) {
    let (mut files, mut writer) = (BTreeMap::new(), Writer::default());
    let mut give = |tile: Tile, hashes: &[Hash]| {
        files.insert(tile.path(), tiles::encode(hashes));
    };
    for index in 0..size {
        writer.push(tree::leaf(&entry(index)), &mut give);
    }
    writer.partial(&mut give);
    (files, writer.root())
}

fn reader<'a>(
    files: &'a BTreeMap<String, Vec<u8>>,
    size: u64,
    root: &Hash,
) -> Result<Reader<impl Fn(Tile) -> Result<Vec<u8>, String> + 'a>, String> {
    Reader::open(size, root, |tile: Tile| files.get(&tile.path()).cloned().ok_or_else(|| tile.path()))
        .map_err(|error| format!("{error:?}"))
}

#[test]
fn roots_and_proofs_are_those_of_a_stranger() {
    let mut theirs = ct_merkle::mem_backed_tree::MemoryBackedTree::<sha2::Sha256, Vec<u8>>::new();
    let (mut ours, mut range) = (Tree::default(), Range::default());
    let mut roots = vec![tree::empty()];
    for size in 1..=130u64 {
        theirs.push(entry(size - 1));
        ours.push(tree::leaf(&entry(size - 1)));
        range.push(tree::leaf(&entry(size - 1)));
        let root = theirs.root();
        assert_eq!(root.as_bytes().as_slice(), ours.root(), "{size}");
        assert_eq!(ours.root(), range.root(), "{size}");
        roots.push(ours.root());
        for index in 0..size {
            let Ok(proof) = tree::prove_inclusion(&ours, index, size);
            let stranger = theirs.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(stranger.as_bytes(), proof.concat(), "{index} of {size}");
            assert!(tree::includes(tree::leaf(&entry(index)), index, size, &roots[size as usize], &proof));
            assert!(!tree::includes(tree::leaf(b"other"), index, size, &roots[size as usize], &proof));
            assert!(
                !tree::includes(tree::leaf(&entry(index)), (index + 1) % size, size, &roots[size as usize], &proof)
                    || size == 1
            );
        }
    }
    for new in 1..=130u64 {
        for old in 1..=new {
            let Ok(proof) = tree::prove_consistency(&ours, old, new);
            let (was, is) = (&roots[old as usize], &roots[new as usize]);
            assert!(tree::extends(old, was, new, is, &proof), "{old} in {new}");
            assert!(!tree::extends(old, &sha256(was), new, is, &proof), "another past: {old} in {new}");
            if old < new {
                assert!(!tree::extends(old, was, new, &sha256(is), &proof), "another present: {old} in {new}");
                let longer: Vec<Hash> = proof.iter().copied().chain([[0; 32]]).collect();
                assert!(!tree::extends(old, was, new, is, &longer));
            }
        }
    }
    let mut sizes = ct_merkle::mem_backed_tree::MemoryBackedTree::<sha2::Sha256, Vec<u8>>::new();
    let (mut ours, mut at) = (Range::default(), 0);
    for size in [255, 256, 257, 600, 1_999, 2_000, 65_535, 65_536, 65_537, 70_000u64] {
        for index in at..size {
            sizes.push(entry(index));
            ours.push(tree::leaf(&entry(index)));
        }
        at = size;
        assert_eq!(sizes.root().as_bytes().as_slice(), ours.root(), "{size}");
    }
}

/// The Merkle tree hashes of the eight inputs that RFC 6962's reference code is tried with.
#[test]
fn roots_are_those_of_the_reference_code() {
    let inputs: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let tree: Tree = inputs.iter().map(|input| tree::leaf(input)).collect();
    assert_eq!(hex(&tree::empty()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let Ok(one) = tree::root(&tree, 1);
    assert_eq!(hex(&one), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assert_eq!(hex(&tree.root()), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

#[test]
fn tiles_are_those_of_a_stranger() {
    for (path, tile) in [
        ("tile/0/x001/x234/067", Tile { level: 0, index: 1_234_067, width: 256 }),
        ("tile/3/000.p/1", Tile { level: 3, index: 0, width: 1 }),
        ("tile/1/x001/000.p/255", Tile { level: 1, index: 1000, width: 255 }),
    ] {
        assert_eq!((tile.path(), Tile::parse(path)), (path.to_owned(), Some(tile)));
        let theirs = tlog_tiles::Tile::new(8, tile.level, tile.index, u32::from(tile.width), false).path();
        assert_eq!(theirs, path.replace("tile/", "tile/8/"), "as a stranger names it");
    }
    for wrong in [
        "tile/00/000",
        "tile/0/0",
        "tile/0/x000/000",
        "tile/0/000.p/256",
        "tile/0/000.p/0",
        "tile/64/000",
        "tile/0/001/000",
        "tile/0/../000",
    ] {
        assert_eq!(Tile::parse(wrong), None, "{wrong}");
    }
    for size in [1u64, 2, 255, 256, 257, 600, 65_535, 65_536, 65_537, 70_000] {
        let (files, root) = files(size);
        let mine = tree_of(size);
        assert_eq!(root, mine.root());
        let named: Vec<String> = tiles::tiles(size).map(Tile::path).collect();
        assert_eq!(named.len(), files.len(), "{size}");
        assert!(named.iter().all(|path| files.contains_key(path)), "{size}");
        let reader = reader(&files, size, &root).unwrap();
        for index in [0, size / 3, size / 2, size - 1] {
            assert_eq!(reader.leaf(index).unwrap(), tree::leaf(&entry(index)));
            let Ok(expected) = tree::prove_inclusion(&mine, index, size);
            assert_eq!(tree::prove_inclusion(&reader, index, size).unwrap(), expected);
        }
        let Ok(expected) = tree::prove_consistency(&mine, size / 2, size);
        assert_eq!(tree::prove_consistency(&reader, size / 2, size).unwrap(), expected);
        // What is stored of a tree by a stranger's code, from the leaves alone.
        if size < 1_000 {
            let mut stored: Vec<tlog_tiles::Hash> = Vec::new();
            for index in 0..size {
                let more = tlog_tiles::stored_hashes(index, &entry(index), &Stored(&stored)).unwrap();
                stored.extend(more);
            }
            let theirs = tlog_tiles::tree_hash(size, &Stored(&stored)).unwrap();
            assert_eq!(theirs.0, root, "{size}");
        }
    }
}

struct Stored<'a>(&'a [tlog_tiles::Hash]);

impl tlog_tiles::HashReader for Stored<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|index| self.0[usize::try_from(*index).unwrap()]).collect())
    }
}

/// No bit of any tile can change without being seen by whoever reads from it.
#[test]
fn a_changed_tile_gives_nothing() {
    let size = 600;
    let (files, root) = files(size);
    for path in files.keys() {
        for at in [0, 31, 32, files[path].len() - 1] {
            let mut changed = files.clone();
            changed.get_mut(path).unwrap()[at] ^= 1;
            let read = reader(&changed, size, &root);
            let caught = match &read {
                Err(_) => true,
                Ok(reader) => (0..size).any(|index| reader.leaf(index).is_err()),
            };
            assert!(caught, "{path} at {at}");
            if let Ok(reader) = &read {
                let wrong = (0..size).filter_map(|index| Some((index, reader.leaf(index).ok()?)));
                assert!(
                    wrong.into_iter().all(|(index, hash)| hash == tree::leaf(&entry(index))),
                    "{path}: a wrong hash is given"
                );
            }
        }
    }
    let mut short = files.clone();
    short.get_mut("tile/0/000").unwrap().pop();
    assert!(reader(&short, size, &root).unwrap().hash(0, 3).is_err());
}

/// The pair of keys and the note that the documentation of Go's `x/mod/sumdb/note` shows.
const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_PRIVATE_KEY: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\
— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn keys() -> (PrivateKey, PrivateKey) {
    let log = PrivateKey::from_seed("open.example/transparency", Kind::Log, &[7; 32]).unwrap();
    (log, PrivateKey::from_seed("library.example", Kind::Witness, &[9; 32]).unwrap())
}

#[test]
fn notes_are_those_of_a_stranger() {
    use signed_note::{Note as Theirs, StandardVerifier, Verifier as _, VerifierList};
    let (key, witness) = keys();
    let text = Checkpoint::new("open.example/transparency", 3, sha256(b"x")).to_string();
    let mut note = Note::signed(&text, &key);
    assert_eq!(note, Note::signed(&text, &key), "signed twice, the same bytes");
    let theirs = |bytes: &str, vkey: &str| {
        let verifier = StandardVerifier::new(vkey).map_err(|error| format!("{error:?}"))?;
        let id = verifier.key_id();
        let note = Theirs::from_bytes(bytes.as_bytes()).map_err(|error| format!("{error:?}"))?;
        let known = VerifierList::new(vec![Box::new(verifier)]);
        let (good, _) = note.verify(&known).map_err(|error| format!("{error:?}"))?;
        Ok::<_, String>(good.iter().any(|signature| signature.id() == id))
    };
    assert_eq!(theirs(&note.to_string(), &key.public().to_string()), Ok(true));
    note.add([witness.sign(&text, 1_764_000_000)]);
    assert_eq!(theirs(&note.to_string(), &key.public().to_string()), Ok(true), "with a witness below");
    let changed = note.to_string().replacen("\n3\n", "\n4\n", 1);
    assert!(theirs(&changed, &key.public().to_string()) != Ok(true), "they see a change");
    let read = Note::parse(note.to_string().as_bytes()).unwrap();
    let known = [key.public().clone(), witness.public().clone()];
    let seen = read.open(&known).unwrap();
    assert_eq!(seen.iter().map(|one| one.time).collect::<Vec<_>>(), [None, Some(1_764_000_000)]);
    assert!(Note::parse(changed.as_bytes()).unwrap().open(&known).is_err(), "we too");
    assert_eq!(read.open(&[]).unwrap(), [], "nobody known is nobody seen");
    assert_eq!(PrivateKey::parse(&key.reveal()).unwrap().public(), key.public());
    assert_eq!(theirs(GO_NOTE, GO_KEY), Ok(true));
    let gone = PrivateKey::parse(GO_PRIVATE_KEY).unwrap();
    assert_eq!(gone.public().to_string(), GO_KEY);
    let read = Note::parse(GO_NOTE.as_bytes()).unwrap();
    assert_eq!(read.open(&[PublicKey::parse(GO_KEY).unwrap()]).unwrap().len(), 1);
    assert_eq!(Note::signed(&read.text, &gone).to_string(), GO_NOTE, "signed here, the same bytes");
}

#[test]
fn a_broken_note_is_refused_with_its_line() {
    let said = |text: &str| Note::parse(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(said("a\n"), "there is no signature below an empty line");
    assert_eq!(said("a\n\n"), "there is no signature below an empty line");
    assert_eq!(said("a\n\n— b AAAAAAA="), "line 3: the last line has no end: the file was cut off");
    assert_eq!(said("a\n\n- b AAAAAAA=\n"), "line 3: this is no signature: `— <name> <base64>`");
    assert_eq!(said("a\rb\n\n— b AAAAAAA=\n"), "line 1: a control character has no place in a signed note");
    let said = |text: &str| Checkpoint::parse(text).unwrap_err().to_string();
    let root = super::base64(&[0; 32]);
    assert_eq!(
        said(&format!("a\n01\n{root}\n")),
        "line 2: the number of entries should be digits, without zeros before them"
    );
    assert_eq!(said("a\n1\nAAAA\n"), "line 3: the root should be 32 bytes in base64");
    assert!(PublicKey::parse(&GO_KEY.replace("c74f", "c74e")).unwrap_err().to_string().contains("changed in copying"));
}

#[test]
fn a_policy_says_whose_word_counts() {
    let (key, witness) = keys();
    let text = format!(
        "# trusted\nlog {} https://open.example/transparency\nwitness library {}\ngroup friends any library\nquorum friends\n",
        key.public(),
        witness.public()
    );
    let policy = Policy::parse(&text).unwrap();
    let body = Checkpoint::new("open.example/transparency", 3, sha256(b"x")).to_string();
    let mut note = Note::signed(&body, &key);
    let check = |note: &Note| policy.check(&SignedCheckpoint::parse(note.to_string().as_bytes()).unwrap());
    assert_eq!(check(&note).unwrap_err().to_string(), "too few witnesses have seen this checkpoint: 0 did");
    note.add([witness.sign(&body, 5)]);
    assert_eq!(check(&note).unwrap().witnesses.len(), 1);
    // A witness's key signs no log, a log's name is its origin.
    let stray = Note::signed(&body, &PrivateKey::from_seed("open.example/other", Kind::Log, &[7; 32]).unwrap());
    assert!(check(&stray).is_err());
    let said = |text: &str| Policy::parse(text).unwrap_err().to_string();
    assert_eq!(said("quorum none\n"), "a line `log <key>` is missing");
    assert_eq!(
        said("\nlog abc\nquorum none\n"),
        "line 2: this is not a verifier key: write `<name>+<8 hexadecimal digits>+<base64>`"
    );
    assert_eq!(said(&text.replace("any library", "2 library")), "line 4: write `all`, `any` or a number from 1 to 1");
    assert_eq!(said(&text.replace("quorum friends", "quorum foes")), "line 5: `foes` is not defined above");
    assert_eq!(said(&format!("log {}\n", key.public())), "a line `quorum <name>` or `quorum none` is missing");
    assert_eq!(
        said(&format!("log {}\nquorum none\n", witness.public())),
        "line 1: the key is of the other type: logs sign with type 1, witnesses with type 4"
    );
}

#[test]
fn a_proof_holds_without_a_network() {
    let (key, _) = keys();
    let tree = tree_of(300);
    let checkpoint = Note::signed(&Checkpoint::new("open.example/transparency", 300, tree.root()).to_string(), &key);
    let Ok(hashes) = tree::prove_inclusion(&tree, 42, 300);
    let proof = Proof {
        extra: Some([&[3; 32][..], &entry(42)].concat()),
        index: 42,
        hashes,
        checkpoint: checkpoint.to_string(),
    };
    let read = Proof::parse(proof.to_string().as_bytes()).unwrap();
    assert_eq!(read, proof);
    let policy = Policy::of(key.public().clone());
    let (salt, inner) = read.salt_and_entry().unwrap();
    assert_eq!((salt, inner), ([3; 32], &*entry(42)));
    assert_eq!(read.check(tree::leaf(inner), &policy).unwrap().0.checkpoint.size, 300);
    assert!(read.check(tree::leaf(b"other"), &policy).is_err());
    assert!(Proof { index: 43, ..read }.check(tree::leaf(&entry(42)), &policy).is_err());
}

#[test]
fn entries_have_one_spelling() {
    let (key, witness) = keys();
    let time: jiff::Timestamp = "2026-11-27T09:00:00Z".parse().unwrap();
    let record = |act: Act| Entry::Record {
        act,
        id: Id([0x1f; 8]),
        version: 2,
        date: "2024-03-08".parse().unwrap(),
        reason: Some("court-order".to_owned()),
        commitment: act.commits().then_some([0xab; 32]),
    };
    let all = [
        Entry::Key { time, key: Box::new(key.public().clone()), recovery: Box::new(witness.public().clone()) },
        record(Act::Publish),
        record(Act::Correct),
        record(Act::Withdraw),
        record(Act::Erase),
        Entry::Release { sequence: 1, time, files: 2, bytes: 3, manifest: [1; 32], delta: None },
        Entry::Release { sequence: 2, time, files: 2, bytes: 3, manifest: [1; 32], delta: Some([2; 32]) },
    ];
    for one in &all {
        assert_eq!(Entry::parse(one.to_string().as_bytes()).as_ref(), Ok(one), "{one}");
    }
    assert_eq!(
        all[4].to_string(),
        r#"{"v":1,"kind":"erase","id":"1f1f1f1f1f1f1f1f","ver":2,"date":"2024-03-08","reason":"court-order"}"#
    );
    let text = all[1].to_string();
    for (from, to) in [
        (r#""v":1"#, r#" "v":1"#),
        ("court-order", "the mayor said so"),
        (r#","commit"#, r#","note":1,"commit"#),
        ("2024-03-08", "2024-3-8"),
        (r#""ver":2"#, r#""ver":0"#),
    ] {
        assert!(text.contains(from) && Entry::parse(text.replacen(from, to, 1).as_bytes()).is_err(), "{to}");
    }
    let twice = text.replacen(r#""ver":2"#, r#""ver":1,"ver":2"#, 1);
    assert!(Entry::parse(twice.as_bytes()).is_err(), "a key twice");
    assert_eq!(Entry::parse(br#"{"v":1,"kind":"later","x":[1]}"#), Ok(Entry::Unknown { kind: "later".to_owned() }));
}

fn manifest(salt: u8, files: &[(&str, u8)]) -> Manifest {
    let files =
        files.iter().map(|(path, byte)| ((*path).to_owned(), Listed { sha256: [*byte; 32], size: u64::from(*byte) }));
    Manifest { salt: [salt; 32], files: files.collect() }
}

#[test]
fn a_delta_leads_from_one_release_to_the_next() {
    let before = manifest(1, &[("a.html", 1), ("b/c.html", 2), ("d.css", 3)]);
    let after = manifest(2, &[("a.html", 1), ("b/c.html", 9), ("e.css", 4)]);
    let delta = after.since(8, &before);
    assert_eq!(
        delta.text().lines().skip(2).map(|line| line.split(' ').next().unwrap()).collect::<Vec<_>>(),
        ["salt", "changed", "removed", "added"]
    );
    assert_eq!(Delta::parse(&delta.text()).as_ref(), Ok(&delta));
    assert_eq!(delta.apply(&before), Some(after.clone()));
    assert_eq!(delta.apply(&after), None, "of another release");
    let text = delta.text().replacen("removed  d.css", "removed  a.html", 1);
    assert!(Delta::parse(&text).is_err(), "out of order");
    assert_eq!(Manifest::parse(&before.text()).as_ref(), Ok(&before));
}

#[test]
fn a_manifest_names_no_file_that_could_do_harm() {
    let line = |path: &str| format!("salt {}\n{}  1  {path}\n", hex(&[0; 32]), hex(&[1; 32]));
    assert!(Manifest::parse(&line("replies/a.html")).is_ok());
    assert!(is_path(".well-known/security.txt"));
    for path in [
        "../a",
        "/a",
        "a//b",
        "a/../b",
        ".git/config",
        "a b",
        "a%2e",
        "a\\b",
        "C:x",
        "",
        "中",
        "a/",
        "transparency/checkpoint",
        "transparency/tile/0/000",
        "SHA256SUMS",
        &"a".repeat(201),
    ] {
        assert!(Manifest::parse(&line(path)).is_err(), "{path}");
    }
    let two = |a: &str, b: &str| format!("{}{}  1  {b}\n", line(a), hex(&[1; 32]));
    assert_eq!(Manifest::parse(&two("A", "a")).unwrap_err().to_string(), "line 3: a and A are one file on some disks");
    assert!(Manifest::parse(&two("b", "a")).is_err() && Manifest::parse(&two("a", "a")).is_err());
    assert!(Manifest::parse(&line("a").replace("  1  ", "  99999999999  ")).is_err(), "endless data");
    assert!(Manifest::parse(line("a").trim_end()).is_err(), "cut off");
}

/// The digest is what `sha256sum` gives for the lines that it gives for the files a = "x" and b = "y".
#[test]
fn a_commitment_is_salted() {
    let digest = commit::content_digest([("b", sha256(b"y")), ("a", sha256(b"x"))]).unwrap();
    assert_eq!(hex(&digest), "8d73e01349b30f78751f37931b0d2ae54f8dbd56a8fc69e01f2861cc466fadaa");
    let (one, other) = (commit::commitment(&[0; 32], &digest), commit::commitment(&[1; 32], &digest));
    assert!(one != other && one != digest);
    assert_eq!(one, sha256(&[&[2][..], &[0; 32], &digest].concat()));
    assert_eq!(commit::content_digest([("a", [0; 32]), ("a", [1; 32])]), None, "a name twice");
    assert_eq!(commit::content_digest([("a\nb", [0; 32])]), None, "a name that is two lines");
}

#[test]
fn each_value_has_one_spelling() {
    assert_eq!(hex(&[0, 0xab, 0xff]), "00abff");
    assert_eq!(unhex::<2>("00ab"), Some([0, 0xab]));
    assert_eq!(unhex::<2>("00AB"), None);
    assert_eq!(unhex::<2>("00abc"), None);
    assert_eq!(decimal("0"), Some(0));
    assert_eq!([decimal("00"), decimal("+1"), decimal(""), decimal("-1"), decimal("18446744073709551616")], [None; 5]);
    assert_eq!(unbase64("AA=="), Some(vec![0]));
    assert_eq!([unbase64("AB=="), unbase64("AA"), unbase64("AA==\n")], [None, None, None], "bits left over");
}

proptest! {
    #[test]
    fn nothing_makes_a_parser_fail(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "[a-z0-9+/= \\n—.]{0,200}") {
        for given in [&bytes[..], text.as_bytes()] {
            let _ = (Note::parse(given), SignedCheckpoint::parse(given), Proof::parse(given), Entry::parse(given));
            for width in [1, 3, 256] {
                let _ = bundle::parse(given, width);
            }
        }
        let _ = (Checkpoint::parse(&text), Policy::parse(&text), Manifest::parse(&text), Delta::parse(&text));
        let _ = (PublicKey::parse(&text), PrivateKey::parse(&text), Tile::parse(&text), tiles::parse_bundle_path(&text));
    }

    #[test]
    fn a_bundle_gives_back_its_entries(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..256)) {
        let mut bytes = Vec::new();
        for entry in &entries {
            bundle::push(&mut bytes, entry).unwrap();
        }
        let width = u16::try_from(entries.len()).unwrap();
        prop_assert_eq!(bundle::parse(&bytes, width).unwrap(), entries.iter().map(|entry| &**entry).collect::<Vec<_>>());
        prop_assert!(bundle::parse(&bytes[..bytes.len() - 1], width).is_err());
        bytes.push(0);
        prop_assert!(bundle::parse(&bytes, width).is_err());
    }

    #[test]
    fn a_number_has_one_path(index in 0u64..10_000_000_000, width in 1u16..=256) {
        let path = tiles::bundle_path(index, width);
        prop_assert_eq!(tiles::parse_bundle_path(&path), Some((index, width)));
    }

    #[test]
    fn a_delta_holds_whatever_changed(before in prop::collection::btree_map("[a-d]{1,3}", 0u8..4, 0..30), after in prop::collection::btree_map("[a-d]{1,3}", 0u8..4, 0..30)) {
        let of = |salt: u8, map: &BTreeMap<String, u8>| manifest(salt, &map.iter().map(|(path, byte)| (&**path, *byte)).collect::<Vec<_>>());
        let (before, after) = (of(1, &before), of(2, &after));
        let delta = after.since(5, &before);
        prop_assert_eq!(Delta::parse(&delta.text()).unwrap().apply(&before), Some(after));
    }
}
