//! Copies a published site, release by release, and keeps what was verified.
//!
//! A run asks for the checkpoint, checks the log below it and that it continues the one seen last, obeys
//! erasures, fetches by hash what is not there, puts the release together and points `current` at it.
//! What must hold: nothing of a release is visible before all of it is there; what was verified stays
//! until an erasure or `keep` takes it; two logs of one name are never mixed.

mod erase;
pub mod patience;
pub mod progress;
mod proofs;
pub mod store;

use crate::host::Host;
use crate::host::web::{Ask, Web};
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::manifest::{Delta, Listed, Manifest};
use crate::log::note::{MOST_BYTES, PrivateKey};
use crate::log::policy::{self, Policy};
use crate::log::{Hash, hex, sha256, tree};
use crate::verify::entries::{self, Log, Release};
use crate::verify::place::{Address, Folder, Place};
use crate::verify::trusted::Trusted;
use crate::verify::{LOG, MOST_TEXT, Report, Trouble, Unclear, against, trusted};
use patience::{Counted, Whole};
use progress::Progress;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use store::Store;

/// How many connections there are at a time.
pub const CONNECTIONS: usize = 4;
/// How often a run begins anew when the site changes under it.
pub const MOST_RUNS: usize = 4;

/// What a mirror is told.
#[derive(Default)]
pub struct Wish<'a> {
    /// Whose word counts; else what the site said of itself at the first run.
    pub policy: Option<Policy>,
    /// How many releases stay; all where not said.
    pub keep: Option<usize>,
    /// The key of a witness, and the time in seconds since 1970.
    pub cosign: Option<(&'a PrivateKey, u64)>,
    /// Who is told how far a run is; a hundred times at most.
    pub watch: Option<&'a (dyn Fn(&Progress) + Sync)>,
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is new.
    Same,
    /// There is a newer release.
    Newer,
    /// The server shows an older state than was seen before; the newer one stays.
    Rollback,
    /// Two signed checkpoints cannot both be true; these are the files with them.
    Fork(Vec<String>),
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub outcome: Outcome,
    pub release: u64,
    /// The day on which it was published; none where a copy before did not keep it.
    pub date: Option<String>,
    /// How many contents were fetched for the release.
    pub files: u64,
    pub requests: u64,
    pub bytes: u64,
}

/// Why a run ended without a release.
#[derive(Debug)]
pub enum Stop {
    /// The server does not answer, or changed under each attempt.
    Later(String),
    /// The site is not what its log says.
    Corrupt(Vec<Trouble>),
    Disk(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<Unclear> for Stop {
    fn from(Unclear(why): Unclear) -> Self {
        Self::Later(why)
    }
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn corrupt(trouble: Trouble) -> Stop {
    Stop::Corrupt(vec![trouble])
}

/// The log of a server; what never changes is taken from the release that is held.
struct LogPlace<'a> {
    far: Address<'a>,
    near: Option<Folder<'a>>,
    read: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Place for LogPlace<'_> {
    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, Unclear> {
        let near = self.near.as_ref().filter(|_| path.contains("/tile/") && !path.contains(".p/"));
        let held = near.map(|near| near.read(path, most)).transpose()?.flatten();
        let read = if held.is_some() { held } else { self.far.read(path, most)? };
        if let Some(bytes) = &read {
            lock(&self.read).insert(path.to_owned(), bytes.clone());
        }
        Ok(read)
    }

    fn sum(&self, path: &str, most: u64) -> Result<Option<(Hash, u64)>, Unclear> {
        Ok(self.read(path, most)?.map(|bytes| (sha256(&bytes), bytes.len() as u64)))
    }

    fn list(&self) -> Result<Option<Vec<String>>, Unclear> {
        Ok(None)
    }
}

/// One run.
struct Run<'a> {
    store: Store<'a>,
    web: &'a Counted<'a>,
    base: &'a str,
    wish: &'a Wish<'a>,
    progress: Mutex<Progress>,
}

/// Brings a mirror up to date with the site at an address that ends in a slash.
///
/// # Errors
/// When there is no newer release to be had; what was there stays as it was.
pub fn run(host: &dyn Host, web: &dyn Web, base: &str, root: &Path, wish: &Wish<'_>) -> Result<Done, Stop> {
    let web = Counted::of(web);
    let run = Run { store: Store { host, root }, web: &web, base, wish, progress: Mutex::default() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(CONNECTIONS).build();
    let pool = pool.map_err(|error| Stop::Later(error.to_string()))?;
    let (outcome, release) = pool.install(|| run.again())?;
    let count = |of: &AtomicU64| of.load(Ordering::Relaxed);
    let files = lock(&run.progress).fetched;
    let date = run.date(release)?;
    Ok(Done { outcome, release, date, files, requests: count(&web.requests), bytes: count(&web.bytes) })
}

impl Run<'_> {
    /// Runs until a checkpoint holds still; the same one is tried twice.
    fn again(&self) -> Result<(Outcome, u64), Stop> {
        let mut last = None;
        for _ in 0..MOST_RUNS {
            let mut used = None;
            let stop = match self.once(&mut used) {
                Err(stop @ (Stop::Later(_) | Stop::Corrupt(_))) => stop,
                other => return other,
            };
            // One that was waited for in vain is not asked all over again.
            let tired = self.web.tired.load(Ordering::Relaxed);
            if tired || last.as_ref().is_some_and(|(before, _)| *before == used) {
                return Err(stop);
            }
            // What lies on the way may be older than the server.
            self.web.fresh.store(true, Ordering::Relaxed);
            last = Some((used, stop));
        }
        Err(Stop::Later("the site changed under each attempt".to_owned()))
    }

    fn once(&self, used: &mut Option<Vec<u8>>) -> Result<(Outcome, u64), Stop> {
        let path = format!("{LOG}checkpoint");
        let url = format!("{}{path}", self.base);
        let mark = self.store.read("kept/etag")?.and_then(|bytes| String::from_utf8(bytes).ok());
        let ask = Ask { none_match: mark.as_deref(), ..Ask::of(&url, MOST_BYTES as u64) };
        let answer = self.web.get(&ask).map_err(|error| Stop::Later(format!("{url}: {error}")))?;
        let kept = self.kept("kept/checkpoint")?;
        let held = self.store.releases()?.last().copied().unwrap_or(0);
        let bytes = match (answer.status, &kept) {
            (304, Some(_)) => return self.settled(held).map(|()| (Outcome::Same, held)),
            (200, _) => answer.body,
            (status, _) => return Err(Stop::Later(format!("{url}: the server answered {status}"))),
        };
        *used = Some(bytes.clone());
        let (policy, text) = self.policy()?;
        let near = self.store.at(&format!("releases/{held}"));
        let place = LogPlace {
            far: Address { web: self.web, base: self.base },
            // A second attempt takes nothing for granted.
            near: (held > 0 && !self.web.fresh.load(Ordering::Relaxed))
                .then_some(Folder { host: self.store.host, root: &near }),
            read: Mutex::default(),
        };
        let trusted = trusted::read(&place, &bytes, &policy)?.map_err(corrupt)?;
        let signed = trusted.signed.clone();
        let mut report = Report::default();
        // Whose word a checkpoint is, the entries must bear out before it is held against anything.
        let borne = trusted.moved.then(|| entries::check(&place, &trusted, &mut report)).transpose()?;
        if !report.troubles.is_empty() {
            return Err(Stop::Corrupt(report.troubles));
        }
        if let Some(outcome) = self.compared(&signed, held)? {
            return Ok((outcome, held));
        }
        let log = match borne {
            Some(log) => log,
            None => entries::check(&place, &trusted, &mut report)?,
        };
        let Some(log) = log.filter(|_| report.troubles.is_empty()) else { return Err(Stop::Corrupt(report.troubles)) };
        if let Some(seen) = self.kept("kept/seen")? {
            let Ok(root) = tree::root(&log.tree, seen.checkpoint.size);
            if root != seen.checkpoint.root {
                return Ok((self.fork(&signed, &seen)?, held));
            }
        }
        let Some(release) = log.releases.last() else {
            return Err(Stop::Later("nothing was published yet".to_owned()));
        };
        if !text.is_empty() {
            let text = if trusted.moved { policy::moved(&text, &trusted.trust.log) } else { text };
            self.store.write("kept/policy", text.as_bytes())?;
        }
        self.store.write("kept/seen", &bytes)?;
        let mut beside = place.read.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        beside.insert(path, bytes.clone());
        self.bring(&log, release, held, beside, &trusted)?;
        self.store.write("kept/date", format!("{} {}\n", release.sequence, release.time).as_bytes())?;
        self.store.write("kept/checkpoint", &bytes)?;
        self.store.write("kept/etag", answer.etag.unwrap_or_default().as_bytes())?;
        self.cosign(&signed)?;
        self.settled(release.sequence)?;
        Ok((Outcome::Newer, release.sequence))
    }

    fn date(&self, release: u64) -> io::Result<Option<String>> {
        let text = String::from_utf8(self.store.read("kept/date")?.unwrap_or_default()).unwrap_or_default();
        let own = text.trim_end().split_once(' ').filter(|(sequence, _)| *sequence == release.to_string());
        Ok(own.map(|(_, time)| time.split('T').next().unwrap_or(time).to_owned()))
    }

    fn kept(&self, path: &str) -> Result<Option<SignedCheckpoint>, Stop> {
        let Some(bytes) = self.store.read(path)? else { return Ok(None) };
        SignedCheckpoint::parse(&bytes).map(Some).map_err(|fault| corrupt(Trouble::of(path, &fault)))
    }

    /// Returns the policy and its text: the one that was given, or that of the first run.
    fn policy(&self) -> Result<(Policy, String), Stop> {
        let kept = self.store.read("kept/policy")?;
        let text = match (&kept, &self.wish.policy) {
            (Some(kept), _) => String::from_utf8_lossy(kept).into_owned(),
            (None, Some(_)) => String::new(),
            (None, None) => {
                let far = Address { web: self.web, base: self.base };
                let path = format!("{LOG}policy");
                let missing = || Stop::Later(format!("{}{path} is missing", self.base));
                String::from_utf8_lossy(&far.read(&path, 1 << 20)?.ok_or_else(missing)?).into_owned()
            }
        };
        match &self.wish.policy {
            Some(policy) => Ok((policy.clone(), text)),
            None => Policy::parse(&text)
                .map(|policy| (policy, text.clone()))
                .map_err(|fault| corrupt(Trouble::of("policy", &fault))),
        }
    }

    /// Holds a checkpoint against the newest that was seen; `None` where there is something to fetch.
    fn compared(&self, signed: &SignedCheckpoint, held: u64) -> Result<Option<Outcome>, Stop> {
        let Some(seen) = self.kept("kept/seen")? else { return Ok(None) };
        let (new, old) = (&signed.checkpoint, &seen.checkpoint);
        if new.origin != old.origin {
            return Err(corrupt(Trouble::new(
                format!("{LOG}checkpoint"),
                format!("is of another log, {}: this folder mirrors {}", new.origin, old.origin),
                format!("属于另一个日志 {}：本文件夹镜像的是 {}", new.origin, old.origin),
            )));
        }
        if new.size > old.size {
            return Ok(None);
        }
        let known = self.kept("kept/checkpoint")?.filter(|known| known.checkpoint.size >= new.size);
        let near = self.store.at(&format!("releases/{held}"));
        let root = match (new.size == old.size, known) {
            (true, _) => Some(old.root),
            (false, Some(known)) => {
                let place = Folder { host: self.store.host, root: &near };
                let of = (known.checkpoint.size, &known.checkpoint.root);
                against::root_of(&place, of, new.size)?.ok()
            }
            (false, None) => None,
        };
        if root.is_some_and(|root| root != new.root) {
            return self.fork(signed, &seen).map(Some);
        }
        if new.size < old.size {
            return Ok(Some(Outcome::Rollback));
        }
        let whole = self.kept("kept/checkpoint")?.is_some_and(|whole| whole.checkpoint == *new);
        if whole {
            self.cosign(signed)?;
            self.settled(held)?;
        }
        Ok(whole.then_some(Outcome::Same))
    }

    /// Saves two notes that cannot both be true.
    fn fork(&self, one: &SignedCheckpoint, other: &SignedCheckpoint) -> Result<Outcome, Stop> {
        let mut files = Vec::new();
        for signed in [one, other] {
            let (size, root) = (signed.checkpoint.size, hex(&signed.checkpoint.root[..8]));
            let path = format!("evidence/{size}-{root}.checkpoint");
            self.store.write(&path, signed.note.to_string().as_bytes())?;
            files.push(path);
        }
        Ok(Outcome::Fork(files))
    }

    /// Fetches a release and puts it together.
    fn bring(
        &self,
        log: &Log,
        release: &Release,
        held: u64,
        mut beside: BTreeMap<String, Vec<u8>>,
        trusted: &Trusted,
    ) -> Result<(), Stop> {
        let old = self.manifest_held(held)?;
        let (manifest, delta) = self.manifest(release, (held, old.as_ref()))?;
        erase::obey(&self.store, log, old.as_ref().map(|old| (held, old)), &manifest)?;
        let known: BTreeSet<Hash> = old.iter().flat_map(|old| old.files.values().map(|file| file.sha256)).collect();
        let wanted: BTreeMap<Hash, (&String, &Listed)> =
            manifest.files.iter().map(|(path, file)| (file.sha256, (path, file))).collect();
        let here = |hash: &Hash| if known.contains(hash) { self.store.has(hash) } else { self.store.holds(hash) };
        let missing: Vec<_> = wanted.iter().filter(|(hash, _)| !here(hash)).map(|(_, named)| *named).collect();
        lock(&self.progress).begin(missing.len() as u64, missing.iter().map(|(_, file)| file.size).sum());
        missing.par_iter().try_for_each(|(path, file)| {
            self.fetch(path, file)?;
            lock(&self.progress).went_on(file.size, self.wish.watch);
            Ok::<(), Stop>(())
        })?;
        let mut files: BTreeMap<String, Hash> =
            manifest.files.iter().map(|(path, file)| (path.clone(), file.sha256)).collect();
        let folder = format!("{LOG}release/{}", release.sequence);
        let before = self.store.list(held)?;
        beside.extend(proofs::of(&self.store, &before, log, &manifest, (&trusted.signed, &trusted.policy))?);
        beside.insert(format!("{folder}/manifest"), manifest.text().into_bytes());
        beside.extend(delta.map(|delta| (format!("{folder}/delta"), delta)));
        for (path, bytes) in beside {
            files.insert(path, self.store.keep(&bytes)?);
        }
        let sums: String = files.iter().map(|(path, hash)| format!("{}  {path}\n", hex(hash))).collect();
        files.insert("SHA256SUMS".to_owned(), self.store.keep(sums.as_bytes())?);
        Ok(self.store.assemble(release.sequence, &files)?)
    }

    fn manifest_held(&self, held: u64) -> Result<Option<Manifest>, Stop> {
        let bytes = self.store.read(&format!("releases/{held}/{LOG}release/{held}/manifest"))?;
        Ok(bytes.and_then(|bytes| Manifest::parse(&String::from_utf8_lossy(&bytes)).ok()))
    }

    /// Returns the manifest of a release, made of the one before where that is held, and the delta.
    fn manifest(
        &self,
        release: &Release,
        (held, old): (u64, Option<&Manifest>),
    ) -> Result<(Manifest, Option<Vec<u8>>), Stop> {
        let far = Address { web: self.web, base: self.base };
        let folder = format!("{LOG}release/{}", release.sequence);
        let right = |bytes: &Vec<u8>, hash: &Hash| sha256(bytes) == *hash;
        let mut delta = None;
        if let Some(hash) = release.delta {
            let path = format!("{folder}/delta");
            let wrong =
                || corrupt(Trouble::new(&path, "is not the delta that the release names", "不是发布条目写明的增量"));
            delta = Some(far.read(&path, MOST_TEXT)?.filter(|bytes| right(bytes, &hash)).ok_or_else(wrong)?);
        }
        if let (Some(old), Some(delta)) = (old.filter(|_| held + 1 == release.sequence), &delta) {
            let made = Delta::parse(&String::from_utf8_lossy(delta)).ok().and_then(|delta| delta.apply(old));
            if let Some(made) = made.filter(|made| made.hash() == release.manifest) {
                return Ok((made, Some(delta.clone())));
            }
        }
        let path = format!("{folder}/manifest");
        let bytes = far.read(&path, MOST_TEXT)?.filter(|bytes| right(bytes, &release.manifest));
        let wrong =
            || corrupt(Trouble::new(&path, "is not the manifest that the release names", "不是发布条目写明的清单"));
        let text = String::from_utf8(bytes.ok_or_else(wrong)?).map_err(|_| wrong())?;
        let manifest = Manifest::parse(&text).map_err(|fault| corrupt(Trouble::of(&path, &fault)))?;
        Ok((manifest, delta))
    }

    fn fetch(&self, path: &str, file: &Listed) -> Result<(), Stop> {
        let far = Address { web: self.web, base: self.base };
        let right = |bytes: &Vec<u8>| sha256(bytes) == file.sha256;
        let mut bytes = far.read(path, file.size)?;
        // Parts of two versions make none of them: once more, as a whole.
        if !bytes.as_ref().is_some_and(right) && self.web.is_joined(&format!("{}{path}", self.base)) {
            bytes = Address { web: &Whole(self.web), base: self.base }.read(path, file.size)?;
        }
        let wrong = || {
            let (en, zh) = ("the server has other bytes than were published", "服务器上的内容与发布时不同");
            corrupt(Trouble::new(path, en, zh))
        };
        let bytes = bytes.filter(right).ok_or_else(wrong)?;
        // One that is there and is not whole gives way.
        self.store.forget(&file.sha256)?;
        self.store.keep(&bytes)?;
        Ok(())
    }

    /// Says that the checkpoint was seen, where a mirror is a witness.
    fn cosign(&self, signed: &SignedCheckpoint) -> Result<(), Stop> {
        let Some((key, time)) = self.wish.cosign else { return Ok(()) };
        let path = format!("witness/{}/checkpoint", hex(&sha256(signed.checkpoint.origin.as_bytes())));
        let mut note = signed.note.clone();
        note.add([key.sign(&note.text, time)]);
        Ok(self.store.write(&path, note.to_string().as_bytes())?)
    }

    /// Lets `current` be the newest release, and old ones go.
    fn settled(&self, release: u64) -> Result<(), Stop> {
        self.store.host.point(&self.store.at("current"), &format!("releases/{release}"))?;
        let all: Vec<u64> = self.store.releases()?.into_iter().collect();
        let most = self.wish.keep.unwrap_or(usize::MAX).max(1);
        let gone = &all[..all.len().saturating_sub(most)];
        if !gone.is_empty() {
            self.store.drop_releases(gone)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
