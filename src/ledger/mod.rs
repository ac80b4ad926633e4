//! The log of a site as its repository keeps it: the folder `log/`.
//!
//! ```text
//! log/vkey                       who signs; made by `log key-new`
//! log/recovery.vkey              who may say where the log goes on when that key is lost
//! log/policy                     whom a reader should trust (C2SP tlog-policy)
//! log/entries/<6 digits>.jsonl   256 entries each, one a line
//! log/kept/<6 digits>.tsv        what the entries of records commit to: index, record, id in the log, version,
//!                                content digest, salt, how many corrections were told; the line of what is
//!                                erased is gone
//! log/checkpoints/<10 digits>    what was signed, by its size: two who sign one size collide in git
//! log/succession/<number>/       where a key took the place of another: `checkpoint` is what that signed last,
//!                                `note` what the recovery key says of it
//! log/releases.tsv               number and salt of the newest release's manifest
//! log/deltas/<10 digits>         what the newest releases changed
//! log/mirrors                    addresses of checkpoints that are looked at before signing; by hand
//! log/erased                     ids in the log of what was erased, with a reason each
//! ```
//! Takes a [`Host`] and gives a [`Ledger`]; what must hold: every checkpoint is the root of the entries and
//! bears the signature of the key of its time. Nothing here has a private key, a clock or chance.

pub mod emit;
pub mod plan;
pub mod recover;
mod told;

#[cfg(test)]
mod tests;

pub use self::told::{CHANGES, Told};

use crate::host::{self, Host};
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::entry::{Act, Entry, Id};
use crate::log::note::PublicKey;
use crate::log::policy::Policy;
use crate::log::proof;
use crate::log::succession::{self, Move};
use crate::log::tree::{self, Tree};
use crate::log::{Fault, Hash, hex, unhex};
use crate::model::{Logged, Logs};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// Name of the folder below the root of the site.
pub const FOLDER: &str = "log";
/// Entries of a file.
const MANY: u64 = 256;
/// Releases whose changes are kept, and how many bytes of them.
const DELTAS: (usize, usize) = (30, 4 << 20);

/// What an entry commits to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Kind and id, as `reply:roads-260302-1`.
    pub record: String,
    pub id: Id,
    pub version: u32,
    pub digest: Hash,
    pub salt: Hash,
    /// How many corrections of the record were told then: one more is entered as a correction.
    pub corrections: u32,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The bytes that are bound.
    pub bytes: Vec<u8>,
    pub entry: Entry,
}

impl Line {
    /// Returns the line of an entry.
    pub fn of(entry: Entry) -> Self {
        Self { bytes: entry.to_string().into_bytes(), entry }
    }
}

/// The state of a log.
#[derive(Debug, Clone)]
pub struct Ledger {
    pub key: PublicKey,
    pub recovery: PublicKey,
    /// Where a key took the place of another.
    pub moves: Vec<Move>,
    pub policy: String,
    pub entries: Vec<Line>,
    /// By the index of the entry.
    pub kept: BTreeMap<u64, Kept>,
    /// From the smallest.
    pub checkpoints: Vec<SignedCheckpoint>,
    /// The newest release whose manifest is known, and the salt of that.
    pub manifest: Option<(u64, Hash)>,
    /// By the number of the release.
    pub deltas: BTreeMap<u64, String>,
    /// What was erased and why.
    pub erased: Vec<(Id, String)>,
    pub tree: Tree,
}

/// Why the state cannot be used.
#[derive(Debug)]
pub enum LedgerError {
    Io(io::Error),
    /// The file below the root of the site, and what is wrong in it.
    Fault(String, Fault),
}

impl From<io::Error> for LedgerError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Fault(file, fault) => write!(f, "{file}: {fault}"),
        }
    }
}

impl LedgerError {
    /// Returns what is wrong in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Io(error) => error.to_string(),
            Self::Fault(file, fault) => format!("{file}：{}", fault.chinese()),
        }
    }
}

/// Returns what the log of a site is called; `None` where it has none, or one that cannot be read.
pub fn name(host: &dyn Host, root: &Path) -> Option<String> {
    let place = root.join(FOLDER).join("vkey");
    host.what(&place)?;
    let text = String::from_utf8(host.read(&place).ok()?).ok()?;
    Some(PublicKey::parse(text.trim_end()).ok()?.name().to_owned())
}

/// Returns the state of the log of a site; `None` where it has none.
///
/// # Errors
/// When something cannot be read, or is not what was signed.
pub fn read(host: &dyn Host, root: &Path) -> Result<Option<Ledger>, LedgerError> {
    let folder = root.join(FOLDER);
    let read = |entry: host::Entry| -> io::Result<_> {
        let bytes = host.read(&folder.join(&entry.path))?;
        Ok((entry.path, bytes))
    };
    let files: BTreeMap<String, Vec<u8>> = host.list(&folder)?.into_par_iter().map(read).collect::<io::Result<_>>()?;
    if !files.contains_key("vkey") {
        return Ok(None);
    }
    let text = |name: &str| -> Result<String, LedgerError> {
        let bytes = files.get(name).map_or(&[][..], Vec::as_slice);
        let text = std::str::from_utf8(bytes).map(str::to_owned);
        text.map_err(|_| at(name, Fault::whole("this is no text in UTF-8", "不是 UTF-8 文本")))
    };
    let key = |name: &str| -> Result<PublicKey, LedgerError> {
        PublicKey::parse(text(name)?.trim_end()).map_err(|fault| at(name, fault))
    };
    let (key, recovery, policy) = (key("vkey")?, key("recovery.vkey")?, text("policy")?);
    Policy::parse(&policy).map_err(|fault| at("policy", fault))?;
    let entries = entries(&files)?;
    let leaves: Vec<Hash> = entries.par_iter().map(|line| tree::leaf(&line.bytes)).collect();
    let tree: Tree = leaves.into_iter().collect();
    let mut ledger = Ledger {
        kept: kept(&files)?,
        checkpoints: Vec::new(),
        manifest: manifest(&text("releases.tsv")?)?,
        deltas: BTreeMap::new(),
        erased: erased(&text("erased")?)?,
        key,
        recovery,
        moves: moves(&files)?,
        policy,
        entries,
        tree,
    };
    ledger.moved()?;
    for (name, bytes) in &files {
        if let Some(number) = name.strip_prefix("checkpoints/") {
            let signed = ledger.signed(number, bytes).map_err(|fault| at(name, fault))?;
            ledger.checkpoints.push(signed);
        }
        if let Some(number) = name.strip_prefix("deltas/").and_then(|number| number.parse().ok()) {
            ledger.deltas.insert(number, text(name)?);
        }
    }
    Ok(Some(ledger))
}

fn at(name: &str, fault: Fault) -> LedgerError {
    LedgerError::Fault(format!("{FOLDER}/{name}"), fault)
}

fn named<'a>(files: &'a BTreeMap<String, Vec<u8>>, folder: &str) -> Vec<(String, u64, &'a [u8])> {
    let number = |name: &str| name.strip_prefix(folder)?.split_once('.')?.0.parse().ok();
    let of = files.iter().filter_map(|(name, bytes)| Some((name.clone(), number(name)?, &**bytes)));
    of.collect()
}

fn entries(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Line>, LedgerError> {
    let parts = named(files, "entries/");
    let last = parts.len();
    let read = |(place, (name, number, bytes)): (usize, &(String, u64, &[u8]))| -> Result<Vec<Line>, LedgerError> {
        let gap = || Fault::whole("entries before these are missing", "缺少此前的条目");
        if *number != place as u64 {
            return Err(at(name, gap()));
        }
        let body = bytes.strip_suffix(b"\n").ok_or_else(|| {
            at(
                name,
                Fault::whole(
                    "its last line is not whole: restore the file from git",
                    "最后一行不完整：请用 git 恢复此文件",
                ),
            )
        })?;
        let lines: Vec<&[u8]> = body.split(|byte| *byte == b'\n').collect();
        if lines.len() as u64 != MANY && place + 1 != last || lines.len() as u64 > MANY {
            return Err(at(
                name,
                Fault::whole(
                    format!("it should have {MANY} lines and has {}", lines.len()),
                    format!("应有 {MANY} 行，实有 {} 行", lines.len()),
                ),
            ));
        }
        let read = |(number, line): (usize, &&[u8])| {
            let entry = Entry::parse(line).map_err(|fault| at(name, fault.below(number)))?;
            Ok(Line { bytes: line.to_vec(), entry })
        };
        lines.iter().enumerate().map(read).collect()
    };
    let all: Vec<Vec<Line>> = parts.par_iter().enumerate().map(read).collect::<Result<_, LedgerError>>()?;
    Ok(all.into_iter().flatten().collect())
}

fn kept(files: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<u64, Kept>, LedgerError> {
    let line = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [index, record, id, version, digest, salt, corrections] = fields[..] else { return None };
        let kept = Kept {
            record: record.to_owned(),
            id: Id(unhex(id)?),
            version: version.parse().ok()?,
            digest: unhex(digest)?,
            salt: unhex(salt)?,
            corrections: corrections.parse().ok()?,
        };
        Some((index.parse::<u64>().ok()?, kept))
    };
    let read = |(name, _, bytes): &(String, u64, &[u8])| -> Result<Vec<(u64, Kept)>, LedgerError> {
        let text = String::from_utf8_lossy(bytes);
        let read = text.lines().enumerate().map(|(number, text)| {
            line(text).ok_or_else(|| {
                let fault = "here should be seven fields with tabs between: restore the file from git";
                at(name, Fault::at(number + 1, fault, "此处应为七项，以制表符分隔：请用 git 恢复此文件"))
            })
        });
        read.collect()
    };
    let all: Vec<Vec<_>> = named(files, "kept/").par_iter().map(read).collect::<Result<_, LedgerError>>()?;
    Ok(all.into_iter().flatten().collect())
}

fn moves(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Move>, LedgerError> {
    let mut all = Vec::new();
    for number in 1..=succession::MOST {
        let name = |name: &str| format!("succession/{number}/{name}");
        let Some(last) = files.get(&name("checkpoint")) else { break };
        let note = files.get(&name("note")).map(Vec::as_slice).unwrap_or_default();
        all.push(Move::parse(last, note).map_err(|fault| at(&name("note"), fault))?);
    }
    Ok(all)
}

fn manifest(text: &str) -> Result<Option<(u64, Hash)>, LedgerError> {
    let Some(line) = text.lines().last() else { return Ok(None) };
    let read = line.split_once('\t').and_then(|(number, salt)| Some((number.parse().ok()?, unhex(salt)?)));
    read.map(Some).ok_or_else(|| {
        at("releases.tsv", Fault::at(1, "here should be a number, a tab and a salt", "此处应为编号、制表符和盐值"))
    })
}

fn erased(text: &str) -> Result<Vec<(Id, String)>, LedgerError> {
    let read = |(number, line): (usize, &str)| {
        let pair = line.split_once('\t').and_then(|(id, reason)| Some((Id(unhex(id)?), reason.to_owned())));
        pair.ok_or_else(|| {
            at(
                "erased",
                Fault::at(number + 1, "here should be an id, a tab and a reason", "此处应为标识、制表符和理由代码"),
            )
        })
    };
    text.lines().enumerate().map(read).collect()
}

/// What became of a record in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    pub index: u64,
    pub act: Act,
    pub version: u32,
    pub date: jiff::civil::Date,
}

impl Ledger {
    fn signed(&self, name: &str, bytes: &[u8]) -> Result<SignedCheckpoint, Fault> {
        let signed = SignedCheckpoint::parse(bytes)?;
        let checkpoint = &signed.checkpoint;
        let (size, has) = (checkpoint.size, self.tree.size());
        if name != format!("{size:010}") {
            return Err(Fault::at(2, "its size is not that in its name", "其中的大小与文件名不符"));
        }
        if size > has {
            return Err(Fault::at(
                2,
                format!("it was signed for {size} entries, here are {has}: an earlier state was restored"),
                format!("签名时有 {size} 个条目，现有 {has} 个：恢复的是较早的状态"),
            ));
        }
        let Ok(root) = tree::root(&self.tree, size);
        if root != checkpoint.root {
            return Err(Fault::at(
                3,
                "the entries are not those that were signed: restore log/entries from git",
                "条目与签名时不同：请用 git 恢复 log/entries",
            ));
        }
        if !self.opens(&signed)? {
            return Err(Fault::whole(
                format!("it has no signature of {}", self.key.name()),
                format!("没有 {} 的签名", self.key.name()),
            ));
        }
        Ok(signed)
    }

    /// Returns who signs, each with the number of entries from which on.
    pub fn keys(&self) -> Vec<(u64, PublicKey)> {
        let first = self.entries.first().and_then(|line| succession::announced(&line.entry));
        let first = first.map_or_else(|| self.key.clone(), |(key, _)| key);
        let later = self.moves.iter().map(|own| (own.last.checkpoint.size, own.key.clone()));
        std::iter::once((0, first)).chain(later).collect()
    }

    /// Returns whether a checkpoint is signed by the key of its time.
    ///
    /// # Errors
    /// When a signature of that key does not verify.
    pub fn opens(&self, signed: &SignedCheckpoint) -> Result<bool, Fault> {
        let keys = self.keys();
        let by = succession::signer(&keys, signed.checkpoint.size).map_or(&[][..], std::slice::from_ref);
        Ok(!signed.note.open(by)?.is_empty())
    }

    /// Returns how many entries stay whatever is published: those that are signed, and the keys after them.
    pub fn lasting(&self) -> u64 {
        let signed = self.signed_size();
        let rest = self.entries.get(usize::try_from(signed).unwrap_or(usize::MAX)..).unwrap_or_default();
        let keys = rest.iter().take_while(|line| matches!(line.entry, Entry::Key { .. }));
        signed + keys.count() as u64
    }

    /// Holds the moves to other keys against the entries.
    fn moved(&self) -> Result<(), LedgerError> {
        let entry = |index: u64| {
            let line = usize::try_from(index).ok().and_then(|index| self.entries.get(index))?;
            succession::announced(&line.entry)
        };
        let keys = succession::keys(&self.tree, &entry, &self.moves)
            .map_err(|(number, fault)| at(&format!("succession/{number}/note"), fault))?;
        let announced: Vec<_> = self.entries.iter().filter_map(|line| succession::announced(&line.entry)).collect();
        let own = |(key, recovery): &(PublicKey, PublicKey)| *key == self.key && *recovery == self.recovery;
        if announced.last().is_none_or(own) && keys.len() == announced.len() {
            return Ok(());
        }
        let en = "it, or log/recovery.vkey, is not the key that the entries name last: restore log/ from git";
        let zh = "此文件或 log/recovery.vkey 不是条目最后写明的密钥：请用 git 恢复 log/";
        Err(at("vkey", Fault::whole(en, zh)))
    }

    /// Returns whether each record has a proof of its own: not where there are too many.
    pub fn has_proofs(&self, size: u64) -> bool {
        proof::has_own(self.entries.iter().take(size as usize).map(|line| &line.entry))
    }

    /// Returns how many entries are signed for.
    pub fn signed_size(&self) -> u64 {
        self.checkpoints.last().map_or(0, |signed| signed.checkpoint.size)
    }

    /// Returns the newest release among the first entries: its place, number, and hash of the manifest.
    pub fn release(&self, size: u64) -> Option<(u64, u64, Hash)> {
        let entries = self.entries.get(..usize::try_from(size).ok()?)?;
        entries.iter().enumerate().rev().find_map(|(place, line)| match &line.entry {
            Entry::Release { sequence, manifest, .. } => Some((place as u64, *sequence, *manifest)),
            Entry::Key { .. } | Entry::Record { .. } | Entry::Unknown { .. } => None,
        })
    }

    /// Returns whether a release that is signed is the last that is to be said, if no record changes.
    pub fn owes_nothing(&self) -> bool {
        let last = self.last();
        let erased = |(id, _): &(Id, String)| last.get(id).is_none_or(|last| last.act == Act::Erase);
        let ends = matches!(self.entries.last().map(|line| &line.entry), Some(Entry::Release { .. }));
        ends && self.signed_size() == self.entries.len() as u64 && self.erased.iter().all(erased)
    }

    /// Returns the last entry about each id.
    pub fn last(&self) -> BTreeMap<Id, Last> {
        let mut all = BTreeMap::new();
        for (index, line) in (0..).zip(&self.entries) {
            if let Entry::Record { act, id, version, date, .. } = &line.entry {
                all.insert(*id, Last { index, act: *act, version: *version, date: *date });
            }
        }
        all
    }

    /// Returns what the log says of each record that is shown, and what it said last.
    pub fn logged(&self) -> Logs {
        let (last, proofs) = (self.last(), self.has_proofs(self.entries.len() as u64));
        let entered = self.entered(&last);
        let newest = self.newest().into_iter().filter_map(|(record, (index, kept))| {
            let last = last.get(&kept.id).filter(|last| last.act.commits() && last.index == index)?;
            let path = proof::path(&kept.id, kept.version);
            Some((record.into(), Logged { index, since: last.date, proof: proofs.then(|| path.into()) }))
        });
        Logs { records: newest.collect(), newest: entered, kept: true }
    }

    /// Returns the newest commitment to each record, by record.
    pub fn newest(&self) -> BTreeMap<&str, (u64, &Kept)> {
        self.kept.iter().map(|(index, kept)| (&*kept.record, (*index, kept))).collect()
    }

    /// Adds an entry; returns its index.
    pub fn push(&mut self, entry: Entry) -> u64 {
        let line = Line::of(entry);
        self.tree.push(tree::leaf(&line.bytes));
        self.entries.push(line);
        self.entries.len() as u64 - 1
    }

    /// Forgets what a record's entries bind: salts, digests and its name go, the entries stay.
    pub fn erase(&mut self, record: &str, reason: &str) {
        let ids: std::collections::BTreeSet<Id> =
            self.kept.values().filter(|kept| kept.record == record).map(|kept| kept.id).collect();
        self.kept.retain(|_, kept| kept.record != record);
        self.erased.extend(ids.into_iter().map(|id| (id, reason.to_owned())));
        // A delta names files with their checksums, and a short file can be guessed from its checksum.
        self.deltas.clear();
        self.manifest = None;
    }

    /// Takes back what was added after the first entries: it was never signed. Returns whether anything was.
    pub fn truncate(&mut self, size: u64) -> bool {
        let newest = self.release(size).map_or(0, |(_, sequence, _)| sequence);
        let had = (self.kept.len(), self.deltas.len());
        self.kept.retain(|index, _| *index < size);
        self.manifest = self.manifest.filter(|(sequence, _)| *sequence <= newest);
        self.deltas.retain(|sequence, _| *sequence <= newest);
        let more = self.entries.len() as u64 > size;
        if more {
            self.entries.truncate(usize::try_from(size).unwrap_or(usize::MAX));
            self.tree = self.entries.iter().map(|line| tree::leaf(&line.bytes)).collect();
        }
        more || had != (self.kept.len(), self.deltas.len())
    }

    /// Keeps what a release changed, and no more of earlier ones than is worth it.
    pub fn keep_delta(&mut self, sequence: u64, delta: String) {
        self.deltas.insert(sequence, delta);
        let mut bytes = 0;
        let mut wanted: Vec<u64> = Vec::new();
        for (sequence, delta) in self.deltas.iter().rev().take(DELTAS.0) {
            bytes += delta.len();
            if bytes > DELTAS.1 && !wanted.is_empty() {
                break;
            }
            wanted.push(*sequence);
        }
        self.deltas.retain(|sequence, _| wanted.contains(sequence));
    }

    /// Returns the files of the folder as they should be, by path below it.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        files.insert("vkey".to_owned(), format!("{}\n", self.key).into_bytes());
        files.insert("recovery.vkey".to_owned(), format!("{}\n", self.recovery).into_bytes());
        files.insert("policy".to_owned(), self.policy.clone().into_bytes());
        for (number, lines) in self.entries.chunks(MANY as usize).enumerate() {
            let bytes = lines.iter().flat_map(|line| [&*line.bytes, b"\n"]).collect::<Vec<_>>().concat();
            files.insert(format!("entries/{number:06}.jsonl"), bytes);
        }
        let mut kept: BTreeMap<u64, String> = BTreeMap::new();
        for (index, k) in &self.kept {
            let text = kept.entry(index / MANY).or_default();
            let (digest, salt) = (hex(&k.digest), hex(&k.salt));
            let _ =
                writeln!(text, "{index}\t{}\t{}\t{}\t{digest}\t{salt}\t{}", k.record, k.id, k.version, k.corrections);
        }
        files.extend(kept.into_iter().map(|(number, text)| (format!("kept/{number:06}.tsv"), text.into_bytes())));
        for (number, own) in (1..).zip(&self.moves) {
            for (name, signed) in [("checkpoint", &own.last), ("note", &own.note)] {
                files.insert(format!("succession/{number}/{name}"), signed.note.to_string().into_bytes());
            }
        }
        for signed in &self.checkpoints {
            let name = format!("checkpoints/{:010}", signed.checkpoint.size);
            files.insert(name, signed.note.to_string().into_bytes());
        }
        if let Some((sequence, salt)) = self.manifest {
            files.insert("releases.tsv".to_owned(), format!("{sequence}\t{}\n", hex(&salt)).into_bytes());
        }
        for (sequence, delta) in &self.deltas {
            files.insert(format!("deltas/{sequence:010}"), delta.clone().into_bytes());
        }
        if !self.erased.is_empty() {
            let lines: String = self.erased.iter().map(|(id, reason)| format!("{id}\t{reason}\n")).collect();
            files.insert("erased".to_owned(), lines.into_bytes());
        }
        files
    }

    /// Writes what is not as it should be: each file whole or not at all, the entries after what they
    /// commit to.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn write(&self, host: &dyn Host, root: &Path) -> io::Result<()> {
        let folder = root.join(FOLDER);
        let files = self.files();
        let order = |name: &str| (name.starts_with("entries/"), name.starts_with("checkpoints/"));
        let stands =
            |(name, bytes): &(&String, &Vec<u8>)| host.read(&folder.join(name)).is_ok_and(|old| old == **bytes);
        let mut differ: Vec<(&String, &Vec<u8>)> = files.par_iter().filter(|file| !stands(file)).collect();
        differ.sort_by_key(|(name, _)| (order(name), *name));
        for (name, bytes) in differ {
            let place = folder.join(name);
            let part = root.join(format!("{FOLDER}/.part"));
            host.write(&part, bytes)?;
            host.sync(&part)?;
            host.rename(&part, &place)?;
        }
        for entry in host.list(&folder)? {
            let ours = ["entries/", "kept/", "deltas/", "releases.tsv"].iter().any(|part| entry.path.starts_with(part));
            if ours && !files.contains_key(&entry.path) {
                host.remove_file(&folder.join(&entry.path))?;
            }
        }
        Ok(())
    }
}
