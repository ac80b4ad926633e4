//! The index as a whole: what is made at once and what is made bit by bit, and that all is found.

use super::ask::{Index, Sort, Wish};
use super::build::{self, Aside, Numbered, Settings, Space};
use super::lists::Limits;
use super::normal::normalised;
use super::root::Root;
use super::shard::{At, Field};
use super::terms::Common;
use super::texts::{self, Document};
use super::update::{self, Change};
use crate::escape::json;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Mutex;

/// Keeps in memory what is laid aside.
#[derive(Default)]
struct Held(Mutex<BTreeMap<String, Vec<u8>>>);

impl Aside for Held {
    fn keep(&self, name: &str, pieces: &[&[u8]]) -> io::Result<()> {
        self.0.lock().unwrap().insert(name.to_owned(), pieces.concat());
        Ok(())
    }

    fn take(&self, name: &str) -> io::Result<Vec<u8>> {
        Ok(self.0.lock().unwrap()[name].clone())
    }
}

type Files = BTreeMap<String, Vec<u8>>;

/// Lists so short that a few documents need every form there is.
const SHORT: Limits = Limits { whole: 24, leaf: 48, shard: 160 };

fn settings(spaces: Vec<Space>) -> Settings {
    let common = ["路灯", "灯不", "不亮", "小区"].map(|pair| {
        let mut chars = pair.chars();
        [chars.next().unwrap(), chars.next().unwrap()]
    });
    Settings { spaces, limits: SHORT, common: Common::of(common.iter()) }
}

fn one_space() -> Vec<Space> {
    vec![Space { letter: 'a', from: 0, bits: 6 }]
}

fn two_spaces(from: u32) -> Vec<Space> {
    vec![Space { letter: 'a', from: 0, bits: 7 }, Space { letter: 'n', from, bits: 2 }]
}

fn built(documents: &BTreeMap<u32, Document>, settings: &Settings) -> (Files, BTreeSet<String>) {
    let files: BTreeSet<u32> = documents.keys().map(|number| number >> texts::EIGHT).collect();
    let files: Vec<u32> = files.into_iter().collect();
    let read = |file: u32| -> io::Result<Vec<Numbered>> {
        let range = documents.range(file << texts::EIGHT..(file + 1) << texts::EIGHT);
        Ok(range.map(|(number, document)| (*number, document.clone())).collect())
    };
    let made = Mutex::new(Files::new());
    let put = |name: &str, text: &[u8]| {
        let old = made.lock().unwrap().insert(name.to_owned(), texts::text_script(name, text));
        assert!(old.is_none(), "{name} was put twice");
        Ok(())
    };
    let split = build::build(&files, settings, &read, &Held::default(), &put).unwrap();
    (made.into_inner().unwrap(), split)
}

/// Asks an index of documents in memory.
pub fn with_index(
    documents: &BTreeMap<u32, Document>,
    words: &str,
    sounds: &(String, String),
    ask: &dyn Fn(&Index<'_>),
) {
    let settings = Settings { common: Common::default(), ..settings(one_space()) };
    let (mut files, split) = built(documents, &settings);
    files.insert("root".to_owned(), root(&settings, split, documents.len()).written().into_bytes());
    files.insert("words".to_owned(), json::handed("words", &words).into_bytes());
    files.insert("sounds".to_owned(), json::handed("sounds", sounds).into_bytes());
    let shelf = |name: &str| match files.get(name) {
        Some(file) => Ok(file.clone()),
        // There are no cards here.
        None if name.starts_with("c/") => Ok(format!("gongkai.shard(\"{name}\",[])").into_bytes()),
        None => Err(io::Error::other(name.to_owned())),
    };
    ask(&Index::open(&shelf).unwrap());
}

fn followed(
    files: &Files,
    split: &BTreeSet<String>,
    settings: &Settings,
    changes: &[Change],
) -> (Files, BTreeSet<String>) {
    let made = Mutex::new(Files::new());
    let put = |name: &str, text: &[u8]| {
        made.lock().unwrap().insert(name.to_owned(), texts::text_script(name, text));
        Ok(())
    };
    let standing = |name: &str| files.get(name).cloned().ok_or_else(|| io::Error::other(name.to_owned()));
    let updated = update::update(settings, split, changes, &standing, &put).unwrap();
    let made = made.into_inner().unwrap();
    let gone =
        |name: &String| At::of(name).is_some_and(|at| updated.shards.contains(&at)) && !updated.now.contains(name);
    let mut all: Files = files.iter().filter(|(name, _)| !gone(name)).map(|(n, b)| (n.clone(), b.clone())).collect();
    all.extend(made);
    (all, updated.split)
}

fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "路灯不亮",
        "小区路灯",
        "，",
        " ",
        "。",
        "A市",
        "B超",
        "乾淨",
        "lights",
        "street",
        "streets",
        "the",
        "café",
        "-",
        "2024",
        "〔2024〕5号",
        "（2011）第22号",
        "2024年3月1日",
        "2024-03-01",
        "12345-20260119-0540",
        "1,234",
        "lighting",
        "lightning",
        "’",
        "한국어",
        "متن",
        "Straße",
        "人",
        "路",
        "3号线",
    ]);
    prop::collection::vec(piece, 1..9).prop_map(|pieces| pieces.concat())
}

fn document() -> impl Strategy<Value = Document> {
    let marks = prop::sample::select(vec!["~k:reply", "~k:page"]);
    (words(), prop::collection::vec(words(), 0..3), marks).prop_map(|(title, texts, mark)| Document {
        titles: vec![title],
        texts,
        marks: vec![mark.to_owned()],
        anchors: Vec::new(),
    })
}

fn documents() -> impl Strategy<Value = BTreeMap<u32, Document>> {
    let number = prop_oneof![0u32..40, 4096u32..4120, 70_000u32..70_020];
    prop::collection::btree_map(number, document(), 1..40)
}

/// What a reader would find, looking at every text: words, or characters in a row.
fn seen(document: &Document, word: &str) -> bool {
    let word = normalised(word);
    let texts = document.titles.iter().chain(&document.texts);
    texts.map(|text| normalised(text)).any(|text| text.contains(&word))
}

fn root(settings: &Settings, split: BTreeSet<String>, count: usize) -> Root {
    Root {
        v: super::root::VERSION,
        g: String::new(),
        n: count,
        spaces: settings.spaces.iter().map(|s| (s.letter, s.from, s.bits)).collect(),
        split,
        common: settings.common.written(),
        months: vec![(String::new(), 1), ("2024-01".to_owned(), 1), ("2025-02".to_owned(), 20)],
        langs: vec![("en".to_owned(), String::new())],
        limits: (SHORT.whole, SHORT.leaf, SHORT.shard),
        until: u32::MAX,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_changed_bit_by_bit_is_what_is_made_at_once(
        mut now in documents(),
        steps in prop::collection::vec(prop::collection::btree_map(0u32..40, prop::option::of(document()), 1..6), 1..4),
        two in any::<bool>(),
    ) {
        let settings = settings(if two { two_spaces(4096) } else { one_space() });
        let (mut files, mut split) = built(&now, &settings);
        for step in steps {
            let mut changes = Vec::new();
            for (number, new) in step {
                let old = now.get(&number).cloned();
                match &new {
                    Some(document) => now.insert(number, document.clone()),
                    None => now.remove(&number),
                };
                if old != new {
                    changes.push(Change { number, old, new });
                }
            }
            (files, split) = followed(&files, &split, &settings, &changes);
            let (clean, clean_split) = built(&now, &settings);
            prop_assert_eq!(&split, &clean_split);
            let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
            prop_assert_eq!(names(&files), names(&clean));
            prop_assert!(files == clean);
        }
    }

    #[test]
    fn all_is_found_and_nothing_else(now in documents(), two in any::<bool>()) {
        let settings = settings(if two { two_spaces(4096) } else { one_space() });
        let (mut files, split) = built(&now, &settings);
        let root = root(&settings, split, now.len());
        files.insert("root".to_owned(), root.written().into_bytes());
        let shelf = |name: &str| match files.get(name) {
            Some(file) => Ok(file.clone()),
            // There are no cards here.
            None if name.starts_with("c/") => Ok(format!("gongkai.shard(\"{name}\",[])").into_bytes()),
            None => Err(io::Error::other(name.to_owned())),
        };
        let index = Index::open(&shelf).unwrap();
        for word in ["路灯", "灯不亮", "小区路灯不亮", "路灯不", "乾淨", "干净", "A市", "b超", "号线", "〔2024〕5号", "[2024]第5号", "(2011)22号",
            "12345-20260119-0540", "20260119-0540", "2024-03-01", "\"street lights\"", "cafe", "한국", "3号线", "lightn"] {
            let answer = index.ask(&format!("{word} "), &Wish::default()).unwrap();
            prop_assert!(answer.is_exact);
            let found: BTreeSet<u32> = if answer.near { BTreeSet::new() } else { answer.hits.iter().copied().collect() };
            let plain = word.trim_matches('"');
            if !answer.left.is_empty() || plain.contains("light") || plain.contains("2024") || plain.contains("2011") || plain.contains("0540") {
                // Numbers, dates and plurals are more than characters in a row: see the tests of tokens.
                continue;
            }
            let wanted: BTreeSet<u32> = now.iter().filter(|(_, d)| seen(d, plain)).map(|(n, _)| *n).collect();
            // Letters and digits are found as whole words, not inside others.
            if plain.is_ascii() || plain.starts_with(|c: char| c.is_ascii()) {
                prop_assert!(found.is_subset(&wanted));
            } else {
                prop_assert_eq!(found, wanted, "{} in {:?}", word, now);
            }
        }
        // The newest first, and no more than asked for is looked at: the first are the same.
        let all = index.ask("路灯", &Wish { sort: Sort::Date, ..Wish::default() }).unwrap();
        let few = index.ask("路灯", &Wish { sort: Sort::Date, want: Some(3), ..Wish::default() }).unwrap();
        if !all.near {
            let shown = few.hits.iter().take(3).copied().collect::<Vec<_>>();
            prop_assert_eq!(shown, all.hits.iter().take(3).copied().collect::<Vec<_>>());
        }
    }
}

#[test]
fn the_shard_of_a_file_is_read_from_its_name() {
    for at in [At { space: 'a', shard: 0 }, At { space: 'n', shard: 0x1f2e }] {
        let leaf = at.leaf("路灯", Field::Body, super::lists::Range(5));
        for name in [at.name(), format!("{}0110", at.name()), leaf] {
            assert_eq!(At::of(&name), Some(at), "{name}");
        }
    }
    for name in ["root", "t/12", "a/12/342", "a/1/", "a/k/12"] {
        assert_eq!(At::of(name), None, "{name}");
    }
}
