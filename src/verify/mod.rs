//! Whether a folder is what was published, whole and unchanged.
//!
//! Takes a folder of a site, built, mirrored or copied by hand, and gives a [`Verdict`]. Without a log each
//! file is held against `SHA256SUMS`, which proves that the copy is whole and nothing more. With one, the
//! signed checkpoint binds every entry, the newest release's manifest every file, and a salt each record to
//! its entry. What must hold: any byte that differs is found, and the file that has it is named.

mod entries;
mod records;

#[cfg(test)]
mod tests;

use crate::archive::{ArchiveError, Published, SUMS};
use crate::host::Host;
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::commit::{RECORD, commitment, content_digest};
use crate::log::entry::Entry;
use crate::log::manifest::{Manifest, proves_itself};
use crate::log::policy::Policy;
use crate::log::proof::Proof;
use crate::log::tree::{self, Tree};
use crate::log::{Fault, Hash};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// Where the log is on a site.
pub const LOG: &str = "transparency/";

/// Something that is not as it was published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Below the folder.
    pub file: String,
    pub en: String,
    pub zh: String,
}

impl Found {
    fn new(file: &str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { file: file.to_owned(), en: en.into(), zh: zh.into() }
    }

    fn of(file: &str, fault: &Fault) -> Self {
        Self::new(file, fault.to_string(), fault.chinese())
    }
}

/// What the log of a site says.
#[derive(Debug, Clone)]
pub struct Log {
    pub checkpoint: SignedCheckpoint,
    /// The newest release, where there is one.
    pub release: Option<u64>,
    /// How many records have a salt that opens their commitment.
    pub opened: usize,
    /// How many witnesses of the policy signed.
    pub witnesses: usize,
    /// Of all its entries.
    pub tree: Tree,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub files: usize,
    pub bytes: u64,
    /// `None` where the site has none.
    pub log: Option<Log>,
    /// Sorted by file.
    pub found: Vec<Found>,
}

/// A file with its length and checksum.
type Sums = BTreeMap<String, (u64, Hash)>;

/// Returns the checksums of all files but the marker; large ones are read piece by piece.
fn sums(host: &dyn Host, folder: &Path) -> io::Result<Sums> {
    let files: Vec<_> = host.list(folder)?.into_iter().filter(|entry| entry.path != crate::write::MARKER).collect();
    let sum = |entry: crate::host::Entry| {
        let (mut sum, mut len) = (Sha256::new(), 0);
        host.read_pieces(&folder.join(&entry.path), &mut |piece| {
            sum.update(piece);
            len += piece.len() as u64;
            Ok(())
        })?;
        Ok((entry.path, (len, sum.finalize().into())))
    };
    files.into_par_iter().map(sum).collect()
}

/// Verifies a folder. Whom to trust is said by a policy; without one the site's own is taken, which proves
/// that the site agrees with itself.
///
/// # Errors
/// When something cannot be read; an [`ArchiveError::Fault`] when the folder is no published site.
pub fn folder(host: &dyn Host, folder: &Path, policy: Option<&Policy>) -> Result<Verdict, ArchiveError> {
    let listed = Published::listed(host, folder)?;
    let sums = sums(host, folder)?;
    let mut found = Vec::new();
    let read = |path: &str| host.read(&folder.join(path));
    let log = match sums.contains_key(&format!("{LOG}checkpoint")) {
        true => entries::check(&read, &sums, policy, &mut found)?,
        false => None,
    };
    let proven: BTreeSet<String> = found.iter().map(|found| found.file.clone()).collect();
    let manifest = log.as_ref().and_then(|(_, manifest)| manifest.as_ref());
    for (path, (len, sum)) in sums.iter().filter(|(path, _)| *path != SUMS) {
        let is = listed.get(path);
        let bound = manifest.filter(|_| !proves_itself(path)).map(|manifest| manifest.files.get(path));
        match (bound, is) {
            (None, None) if log.is_some() && proves_itself(path) && !proven.contains(path) => {
                found.push(unlisted(path))
            }
            (Some(None), _) | (None, None) => found.push(Found::new(
                path,
                "it is not of the site: nothing that was published names it",
                "不属于本站：公布的清单中没有此文件",
            )),
            (Some(Some(bound)), _) if (bound.size, bound.sha256) != (*len, *sum) => found.push(changed(path)),
            (Some(Some(_)), Some(is)) | (None, Some(is)) if is != sum => {
                // Where the log vouches for the file, it is the list that was changed.
                let vouched = log.is_some() && (bound.is_some() || proves_itself(path) && !proven.contains(path));
                found.push(if vouched { unlisted(path) } else { changed(path) });
            }
            (Some(Some(_)), None) => found.push(unlisted(path)),
            (Some(Some(_)) | None, Some(_)) => {}
        }
    }
    let named = manifest.into_iter().flat_map(|manifest| manifest.files.keys().map(String::as_str));
    let missing: BTreeSet<&str> =
        listed.keys().map(String::as_str).chain(named).filter(|path| !sums.contains_key(*path)).collect();
    found.extend(missing.into_iter().map(|path| Found::new(path, "it is missing", "缺少此文件")));
    let opened = match &log {
        Some((log, _)) => records::check(&read, &sums, log, &mut found)?,
        None => 0,
    };
    found.sort();
    found.dedup();
    let bytes = sums.values().map(|(len, _)| len).sum();
    let log = log.map(|(log, _)| Log { opened, ..log.log });
    Ok(Verdict { files: sums.len(), bytes, log, found })
}

fn changed(path: &str) -> Found {
    Found::new(path, "its bytes are not those that were published", "内容与公布的不同")
}

fn unlisted(path: &str) -> Found {
    Found::new(
        SUMS,
        format!("it does not say what the log says of {path}"),
        format!("其中关于 {path} 的校验和与日志不符"),
    )
}

/// How two logs of one origin stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Same,
    /// The other is an earlier state of this one.
    Behind,
    /// The other is a later state; this one is its past.
    Ahead,
    /// Both were signed, and neither is the past of the other.
    Fork,
}

/// Compares a log with another one of the same origin, both verified.
pub fn compare(own: &Log, other: &Log) -> Relation {
    let (mine, theirs) = (&own.checkpoint.checkpoint, &other.checkpoint.checkpoint);
    let past = |tree: &Tree, size: u64, root: &Hash| {
        let Ok(then) = tree::root(tree, size);
        then == *root
    };
    match mine.size.cmp(&theirs.size) {
        std::cmp::Ordering::Equal if mine.root == theirs.root => Relation::Same,
        std::cmp::Ordering::Equal => Relation::Fork,
        std::cmp::Ordering::Greater if past(&own.tree, theirs.size, &theirs.root) => Relation::Behind,
        std::cmp::Ordering::Less if past(&other.tree, mine.size, &mine.root) => Relation::Ahead,
        std::cmp::Ordering::Greater | std::cmp::Ordering::Less => Relation::Fork,
    }
}

/// What a proof proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    pub index: u64,
    pub entry: Entry,
    pub origin: String,
    pub witnesses: usize,
}

/// Checks a proof with nothing else at hand than a policy and what it is about: the line of the record,
/// without its end, and the files that came with it, by name.
///
/// # Errors
/// When it proves something else, or nothing.
pub fn proof(bytes: &[u8], policy: &Policy, parts: &[(String, Vec<u8>)]) -> Result<Proven, Fault> {
    let proof = Proof::parse(bytes)?;
    let (salt, entry) = proof.salt_and_entry().ok_or_else(|| {
        Fault::at(2, "the proof has no line `extra` with salt and entry", "证明文件中没有含盐值和条目的“extra”行")
    })?;
    let (signed, trust) = proof.check(tree::leaf(entry), policy)?;
    let entry = Entry::parse(entry)?;
    let Entry::Record { commitment: Some(bound), .. } = &entry else {
        return Err(Fault::whole("the entry binds no content", "该条目未绑定内容"));
    };
    let hashes = parts.iter().map(|(name, bytes)| (&**name, Sha256::digest(bytes).into()));
    let digest = content_digest(hashes).ok_or_else(|| Fault::whole("a name is there twice", "有重名文件"))?;
    if !parts.iter().any(|(name, _)| name == RECORD) || commitment(&salt, &digest) != *bound {
        return Err(Fault::whole(
            "what was given is not what the entry binds: it was changed, or a file that came with it is missing",
            "所给内容不是该条目所绑定的内容：内容被改动过，或缺少附件",
        ));
    }
    let witnesses = trust.witnesses.len();
    Ok(Proven { index: proof.index, entry, origin: signed.checkpoint.origin, witnesses })
}

/// A log that was read, with what the checks of records need of it.
struct Read {
    log: Log,
    entries: Vec<Entry>,
}

type Checked = Option<(Read, Option<Manifest>)>;
