//! The state of a log, made again from what is published: for a repository that was restored from an older
//! copy. The site, or a mirror of it, has all that was signed; what is not published is taken from the older
//! state (commitments to what was withdrawn, checkpoints between).
//!
//! Takes a [`Place`] and the key; what must hold: nothing is taken that the log does not bind, and no state
//! that contradicts one that was signed here.

use super::emit::FOLDER;
use super::{DELTAS, Kept, Ledger, Line, plan};
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::entry::{Act, Entry};
use crate::log::note::{MOST_BYTES, PublicKey};
use crate::log::policy::{self, Policy};
use crate::log::proof::{self, Proof};
use crate::log::succession;
use crate::log::tree::{self, Tree};
use crate::log::{Hash, sha256};
use crate::verify::entries::{self, Log};
use crate::verify::opened::{self, Opened};
use crate::verify::place::Place;
use crate::verify::{MOST_TEXT, Report, Trouble, Unclear, files, trusted};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What came of it.
#[derive(Debug)]
pub enum Recovered {
    /// The state, later than what was here.
    State(Box<Ledger>),
    /// What is here is as late or later: so many entries are signed there.
    Nothing(u64),
    /// What is published is not what its log says.
    Wrong(Vec<Trouble>),
    /// Two notes that cannot both be true: the one there, the one here.
    Fork(String, String),
}

/// Makes the state again from a place that has the site; `local` is the older one, if there is any.
///
/// # Errors
/// When the place does not answer.
pub fn recover(place: &dyn Place, key: &PublicKey, local: Option<&Ledger>) -> Result<Recovered, Unclear> {
    let path = format!("{FOLDER}checkpoint");
    let Some(bytes) = place.read(&path, MOST_BYTES as u64)? else {
        return Ok(Recovered::Wrong(vec![Trouble::missing(path)]));
    };
    let trusted = match trusted::read(place, &bytes, &Policy::of(key.clone()))? {
        Ok(trusted) => trusted,
        Err(trouble) => return Ok(Recovered::Wrong(vec![trouble])),
    };
    let signed = trusted.signed.clone();
    let size = signed.checkpoint.size;
    let here = local.and_then(|local| local.checkpoints.last().map(|note| (local, note)));
    let root_of = |tree: &Tree, size: u64| {
        let Ok(root) = tree::root(tree, size);
        root
    };
    let fork = |note: &SignedCheckpoint| Recovered::Fork(signed.note.to_string(), note.note.to_string());
    let mut report = Report::default();
    // Whose word a checkpoint is, the entries must bear out before it is held against anything.
    let borne = trusted.moved.then(|| entries::check(place, &trusted, &mut report)).transpose()?;
    if !report.troubles.is_empty() {
        return Ok(Recovered::Wrong(report.troubles));
    }
    if let Some((local, note)) = here.filter(|(_, note)| size <= note.checkpoint.size) {
        let same = root_of(&local.tree, size) == signed.checkpoint.root;
        return Ok(if same { Recovered::Nothing(size) } else { fork(note) });
    }
    let log = match borne {
        Some(log) => log,
        None => entries::check(place, &trusted, &mut report)?,
    };
    let Some(log) = log.filter(|_| report.troubles.is_empty()) else { return Ok(Recovered::Wrong(report.troubles)) };
    if let Some((_, note)) = here.filter(|(_, note)| root_of(&log.tree, note.checkpoint.size) != note.checkpoint.root) {
        return Ok(fork(note));
    }
    let mut ledger = match begun(&log, &trusted.trust.log, local) {
        Ok(ledger) => ledger,
        Err(trouble) => return Ok(Recovered::Wrong(vec![trouble])),
    };
    if local.is_none() {
        let path = format!("{FOLDER}policy");
        ledger.policy = match place.read(&path, 1 << 20)?.map(String::from_utf8) {
            Some(Ok(policy)) if Policy::parse(&policy).is_ok() => policy,
            _ => ledger.policy,
        };
    }
    let mut opened = Vec::new();
    if let Some(release) = log.releases.last() {
        let Some(manifest) = files::manifest(place, release, &mut report)? else {
            return Ok(Recovered::Wrong(report.troubles));
        };
        let troubles;
        (opened, troubles) = opened::all(place, &log, &manifest)?;
        report.troubles.extend(troubles);
        ledger.manifest = Some((release.sequence, manifest.salt));
        ledger.deltas = deltas(place, &log)?;
    }
    ledger.keep(&log, &opened, &corrections(place, &opened)?);
    report.troubles.extend(ledger.lacks(&log));
    if !report.troubles.is_empty() {
        return Ok(Recovered::Wrong(report.troubles));
    }
    if let Err(note) = ledger.sign(place, signed.clone(), &opened)? {
        return Ok(Recovered::Fork(signed.note.to_string(), note));
    }
    Ok(Recovered::State(Box::new(ledger)))
}

/// The entries, with what the older state has beside them.
fn begun(log: &Log, key: &PublicKey, local: Option<&Ledger>) -> Result<Ledger, Trouble> {
    let lines: Vec<Line> = log.entries.iter().cloned().map(Line::of).collect();
    let tree: Tree = lines.iter().map(|line| tree::leaf(&line.bytes)).collect();
    if tree.root() != log.tree.root() {
        return Err(Trouble::new(
            format!("{FOLDER}tile"),
            "there are entries of a kind that this program does not know: take a newer one",
            "其中有本程序不认识的条目：请使用更新的版本",
        ));
    }
    let keys = log.entries.iter().rev().find_map(succession::announced);
    let Some((_, recovery)) = keys else {
        return Err(Trouble::new(format!("{FOLDER}tile"), "a log begins with its key", "日志的第一条应为密钥"));
    };
    let of = |local: &Ledger| (local.policy.clone(), local.kept.clone(), local.erased.clone());
    let (policy, mut kept, erased) = local.map(of).unwrap_or_default();
    let signed = local.map_or(0, Ledger::signed_size);
    let checkpoints = local.map(|local| local.checkpoints.clone()).unwrap_or_default();
    // What was never signed has no place in the log; what was erased since has none here.
    kept.retain(|index, kept| *index < signed && log.records.get(&kept.id).is_none_or(|(_, last)| *last != Act::Erase));
    let policy = if local.is_some() { policy::moved(&policy, key) } else { format!("log {key}\nquorum none\n") };
    Ok(Ledger {
        key: key.clone(),
        recovery,
        moves: log.moves.clone(),
        policy,
        entries: lines,
        kept,
        checkpoints,
        manifest: None,
        deltas: BTreeMap::new(),
        erased,
        tree,
    })
}

/// The changes of the newest releases, as far as they are there.
fn deltas(place: &dyn Place, log: &Log) -> Result<BTreeMap<u64, String>, Unclear> {
    let mut all = BTreeMap::new();
    for release in log.releases.iter().rev().take(DELTAS.0) {
        let Some(hash) = release.delta else { break };
        let path = format!("{FOLDER}release/{}/delta", release.sequence);
        let text = place.read(&path, MOST_TEXT)?.filter(|bytes| sha256(bytes) == hash).map(String::from_utf8);
        let Some(Ok(text)) = text else { break };
        all.insert(release.sequence, text);
    }
    Ok(all)
}

/// How many corrections the lines of records tell, by file and name there.
fn corrections<'a>(
    place: &dyn Place,
    opened: &'a [Opened],
) -> Result<BTreeMap<&'a str, BTreeMap<String, u32>>, Unclear> {
    let files: BTreeSet<&str> = opened.iter().map(|own| &*own.of.file).filter(|file| plan::has_records(file)).collect();
    let read = |file: &'a str| {
        let bytes = place.read(file, MOST_TEXT)?.unwrap_or_default();
        let all = plan::published(file, &String::from_utf8_lossy(&bytes), &BTreeMap::new()).unwrap_or_default();
        Ok((file, all.into_iter().map(|own| (own.key, own.corrections)).collect()))
    };
    files.into_par_iter().map(read).collect()
}

impl Ledger {
    /// Takes over what the salts open.
    fn keep(&mut self, log: &Log, opened: &[Opened], corrections: &BTreeMap<&str, BTreeMap<String, u32>>) {
        for Opened { of: own, digest } in opened {
            let entry = usize::try_from(own.index).ok().and_then(|index| log.entries.get(index));
            let (Some(Entry::Record { id, version, .. }), Some(digest)) = (entry, *digest) else { continue };
            let is_reply = own.file.starts_with("data/replies/");
            let record = if is_reply { format!("reply:{}", own.key) } else { own.key.clone() };
            let corrections = corrections.get(&*own.file).and_then(|all| all.get(&own.key)).copied().unwrap_or(0);
            let (id, version, salt) = (*id, *version, own.salt);
            self.kept.insert(own.index, Kept { record, id, version, digest, salt, corrections });
        }
    }

    /// Returns the entries of records that are shown and that no salt opens.
    fn lacks(&self, log: &Log) -> Vec<Trouble> {
        let shown = log.records.values().filter(|(index, act)| act.commits() && !self.kept.contains_key(index));
        let trouble = |(index, _): &(u64, Act)| {
            Trouble::new(
                format!("{FOLDER}salts"),
                format!("no salt opens entry {index}: its record could not be told from a new one"),
                format!("没有盐可以打开第 {index} 条：无法认出它所属的记录"),
            )
        };
        shown.map(trouble).collect()
    }

    /// Takes over the checkpoints: the newest, and those under which proofs stand, as they stay as they are.
    /// Gives a note that contradicts the log, if there is one.
    fn sign(
        &mut self,
        place: &dyn Place,
        newest: SignedCheckpoint,
        opened: &[Opened],
    ) -> Result<Result<(), String>, Unclear> {
        let policy = Policy::of(self.key.clone());
        let proofs = |own: &Opened| -> Result<Option<SignedCheckpoint>, Unclear> {
            let Some(kept) = self.kept.get(&own.of.index) else { return Ok(None) };
            let path = proof::path(&kept.id, kept.version);
            let bytes = place.read(&path, proof::MOST_BYTES as u64)?;
            let leaf = self.entries.get(own.of.index as usize).map(|line| tree::leaf(&line.bytes));
            let checked =
                bytes.zip(leaf).and_then(|(bytes, leaf)| Proof::parse(&bytes).ok()?.check(leaf, &policy).ok());
            Ok(checked.map(|(signed, _)| signed))
        };
        let known = self.checkpoints.last().map_or(0, |note| note.checkpoint.size);
        let wanted: Vec<&Opened> = opened.iter().filter(|own| own.of.index >= known).collect();
        let has_proofs = self.has_proofs(newest.checkpoint.size);
        let found: Result<Vec<_>, Unclear> =
            if has_proofs { wanted.into_par_iter().map(proofs).collect() } else { Ok(Vec::new()) };
        let mut all: BTreeMap<u64, SignedCheckpoint> = BTreeMap::new();
        for note in found?.into_iter().flatten().chain(std::mem::take(&mut self.checkpoints)).chain([newest]) {
            let size = note.checkpoint.size;
            let root: Option<Hash> = (size <= self.tree.size()).then(|| {
                let Ok(root) = tree::root(&self.tree, size);
                root
            });
            if root != Some(note.checkpoint.root) {
                return Ok(Err(note.note.to_string()));
            }
            all.insert(size, note);
        }
        self.checkpoints = all.into_values().collect();
        Ok(Ok(()))
    }
}
