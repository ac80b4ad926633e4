//! A small town that publishes, with the real log: further releases, corrections, withdrawals, erasures.

use crate::log::checkpoint::Checkpoint;
use crate::log::commit::{RECORD, commitment, content_digest};
use crate::log::entry::{Act, Entry, Id};
use crate::log::manifest::{Listed, Manifest, proves_itself};
use crate::log::note::{Kind, Note, PrivateKey};
use crate::log::policy::Policy;
use crate::log::proof::Proof;
use crate::log::tiles::{self, Writer};
use crate::log::{Hash, bundle, hex, sha256, tree};
use std::collections::BTreeMap;

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

#[derive(Clone)]
struct Record {
    id: Id,
    version: u32,
    text: String,
    salt: Hash,
    index: u64,
    beside: Option<Vec<u8>>,
}

#[derive(Clone)]
pub(crate) struct Town {
    seed: u8,
    pub entries: Vec<Vec<u8>>,
    records: BTreeMap<String, Record>,
    /// Pages and other files.
    pub pages: Files,
    before: Option<Manifest>,
    deltas: Files,
    proofs: Files,
    sequence: u64,
    /// The site as it was last published.
    pub site: Files,
}

pub(crate) const ORIGIN: &str = "town.example/transparency";
const DAY: &str = "2026-11-27T09:00:00Z";

impl Town {
    pub(crate) fn new() -> Self {
        let own = |n: u8| PrivateKey::from_seed(ORIGIN, Kind::Log, &[n; 32]).unwrap();
        let key = Entry::Key {
            time: DAY.parse().unwrap(),
            key: Box::new(own(1).public().clone()),
            recovery: Box::new(own(2).public().clone()),
        };
        let pages = [("index.html", "<h1>Town</h1>\n"), ("assets/site.css", "body{}\n")];
        Self {
            seed: 0,
            entries: vec![key.to_string().into_bytes()],
            records: BTreeMap::new(),
            pages: pages.map(|(path, text)| (path.to_owned(), text.into())).into(),
            before: None,
            deltas: Files::new(),
            proofs: Files::new(),
            sequence: 0,
            site: Files::new(),
        }
    }

    pub(crate) fn key(&self) -> PrivateKey {
        PrivateKey::from_seed(ORIGIN, Kind::Log, &[1; 32]).unwrap()
    }

    pub(crate) fn policy(&self) -> Policy {
        Policy::of(self.key().public().clone())
    }

    fn act(&mut self, act: Act, id: Id, version: u32, commitment: Option<Hash>) -> u64 {
        let date = "2026-11-27".parse().unwrap();
        let entry = Entry::Record { act, id, version, date, reason: None, commitment };
        self.entries.push(entry.to_string().into_bytes());
        self.entries.len() as u64 - 1
    }

    /// Publishes or corrects a record, with a file beside it.
    pub(crate) fn set(&mut self, name: &str, text: &str, beside: Option<&[u8]>) {
        let before = self.records.get(name).cloned();
        let id = before.as_ref().map_or_else(|| Id(sha256(name.as_bytes())[..8].try_into().unwrap()), |own| own.id);
        let version = before.as_ref().map_or(1, |own| own.version + 1);
        let salt = sha256(format!("{name} {version}").as_bytes());
        let line = line(name, text);
        let parts = std::iter::once((RECORD, sha256(line.as_bytes()))).chain(beside.map(|of| ("scan.pdf", sha256(of))));
        let commitment = commitment(&salt, &content_digest(parts).unwrap());
        let act = if before.is_some() { Act::Correct } else { Act::Publish };
        let index = self.act(act, id, version, Some(commitment));
        let own = Record { id, version, text: text.to_owned(), salt, index, beside: beside.map(<[u8]>::to_vec) };
        self.pages.insert(format!("replies/{name}.html"), format!("<p>{text}</p>\n").into_bytes());
        match beside {
            Some(of) => self.pages.insert(format!("replies/{name}/scan.pdf"), of.to_vec()),
            None => self.pages.remove(&format!("replies/{name}/scan.pdf")),
        };
        self.records.insert(name.to_owned(), own);
    }

    pub(crate) fn gone(&mut self, name: &str, act: Act) {
        let own = self.records.remove(name).unwrap();
        self.act(act, own.id, own.version, None);
        let why = format!("<p>{}</p>\n", act.as_str());
        self.pages.insert(format!("replies/{name}.html"), why.into_bytes());
        self.pages.remove(&format!("replies/{name}/scan.pdf"));
        self.proofs.retain(|path, _| !path.contains(&own.id.to_string()));
        if act == Act::Erase {
            self.before = None;
            self.deltas.clear();
        }
    }

    fn bound(&self) -> Files {
        let mut files = self.pages.clone();
        let lines: String = self.records.iter().map(|(name, own)| line(name, &own.text) + "\n").collect();
        files.insert("data/replies/2026-11.jsonl".to_owned(), lines.into_bytes());
        let mut sorted: Vec<_> = self.records.iter().collect();
        sorted.sort_by_key(|(_, own)| own.index);
        for (name, own) in sorted {
            let path = format!("transparency/salts/{}", tiles::grouped(own.index / tiles::WIDTH));
            let beside = own.beside.as_ref().map_or("-".to_owned(), |_| format!("scan.pdf=replies/{name}/scan.pdf"));
            let text = format!("{}\t{}\tdata/replies/2026-11.jsonl\t{name}\t{beside}\n", own.index, hex(&own.salt));
            files.entry(path).or_default().extend(text.bytes());
        }
        let key = self.key().public().clone();
        files.insert("transparency/vkey".to_owned(), format!("{key}\n").into_bytes());
        files.insert("transparency/policy".to_owned(), format!("log {key}\nquorum none\n").into_bytes());
        files
    }

    /// Publishes what there is.
    pub(crate) fn release(&mut self) -> &Files {
        self.sequence += 1;
        self.seed += 1;
        let mut files = self.bound();
        let listed = files.iter().map(|(path, bytes)| {
            assert!(!proves_itself(path));
            (path.clone(), Listed { sha256: sha256(bytes), size: bytes.len() as u64 })
        });
        let manifest = Manifest { salt: [self.seed; 32], files: listed.collect() };
        let delta = self.before.as_ref().map(|before| manifest.since(self.sequence, before).text().into_bytes());
        let entry = Entry::Release {
            sequence: self.sequence,
            time: DAY.parse().unwrap(),
            files: manifest.files.len() as u64,
            bytes: manifest.bytes(),
            manifest: manifest.hash(),
            delta: delta.as_ref().map(|delta| sha256(delta)),
        };
        self.entries.push(entry.to_string().into_bytes());
        self.deltas.extend(delta.map(|delta| (format!("transparency/release/{}/delta", self.sequence), delta)));
        files.insert(format!("transparency/release/{}/manifest", self.sequence), manifest.text().into_bytes());
        self.before = Some(manifest);
        files.extend(self.deltas.clone());
        self.log(&mut files);
        let sums: String = files.iter().map(|(path, bytes)| format!("{}  {path}\n", hex(&sha256(bytes)))).collect();
        files.insert("SHA256SUMS".to_owned(), sums.into_bytes());
        self.site = files;
        &self.site
    }

    fn log(&mut self, files: &mut Files) {
        let size = self.entries.len() as u64;
        let mut writer = Writer::default();
        let mut give = |tile: tiles::Tile, hashes: &[Hash]| {
            files.insert(format!("transparency/{}", tile.path()), tiles::encode(hashes));
        };
        self.entries.iter().for_each(|entry| writer.push(tree::leaf(entry), &mut give));
        writer.partial(&mut give);
        for ((index, width), all) in tiles::bundles(size).zip(self.entries.chunks(256)) {
            let mut bytes = Vec::new();
            all.iter().for_each(|entry| bundle::push(&mut bytes, entry).unwrap());
            files.insert(format!("transparency/{}", tiles::bundle_path(index, width)), bytes);
        }
        let text = Checkpoint::new(ORIGIN, size, writer.root()).to_string();
        let note = Note::signed(&text, &self.key()).to_string();
        let tree: tree::Tree = self.entries.iter().map(|entry| tree::leaf(entry)).collect();
        for own in self.records.values().take(3) {
            let path = format!("transparency/proofs/{}-v{}.tlog-proof", own.id, own.version);
            self.proofs.entry(path).or_insert_with(|| {
                let Ok(hashes) = tree::prove_inclusion(&tree, own.index, size);
                let extra = [&own.salt[..], &self.entries[own.index as usize]].concat();
                Proof { extra: Some(extra), index: own.index, hashes, checkpoint: note.clone() }
                    .to_string()
                    .into_bytes()
            });
        }
        files.extend(self.proofs.clone());
        files.insert("transparency/checkpoint".to_owned(), note.into_bytes());
    }
}

pub(crate) fn line(name: &str, text: &str) -> String {
    format!(r#"{{"id":"{name}","reply":"{text}"}}"#)
}

/// Three letters, one with a file beside it, one corrected; two releases.
pub(crate) fn small() -> Town {
    let mut town = Town::new();
    town.set("water-1", "The pipe was mended.", Some(b"%PDF-scan"));
    town.set("roads-1", "The road is closed.", None);
    town.release();
    town.set("roads-1", "The road is open.", None);
    town.set("parks-1", "The park has benches.", None);
    town.release();
    town
}

/// Gives a town so many records.
pub(crate) fn many(count: usize) -> Town {
    let mut town = Town::new();
    for n in 0..count {
        town.set(&format!("case-{n:06}"), &format!("Answer {n}."), None);
    }
    town.release();
    town
}
