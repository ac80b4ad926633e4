//! Checks a published site: what its log binds is there, and nothing else.
//!
//! | file | what |
//! |---|---|
//! | [`place`] | where the site is |
//! | [`trusted`] | whose the checkpoint is |
//! | [`entries`] | entries, tiles and root |
//! | [`files`] | manifest, checksums, proofs |
//! | [`opened`] | salts, and the records that they open |
//! | [`against`] | another's checkpoint: one log, or a fork |
//!
//! What must hold: every fault names the file; what cannot be read is [`Unclear`], never a fault of the
//! site; memory grows with the number of entries and files, never with their sizes.

pub mod against;
pub mod entries;
pub mod files;
pub mod opened;
pub mod place;
pub mod trusted;

use crate::log::checkpoint::SignedCheckpoint;
use crate::log::note::PublicKey;
use crate::log::policy::{Policy, Trust};
use crate::log::{Fault, Hash};
use place::Place;

/// Where the log of a site is.
pub const LOG: &str = "transparency/";
/// The longest file of text that is read as a whole, in bytes.
pub const MOST_TEXT: u64 = 1 << 30;

/// Why nothing can be said: a place that does not answer, a file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear(pub String);

/// What is wrong, with the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    pub file: String,
    pub en: String,
    pub zh: String,
}

impl Trouble {
    /// Returns a trouble of a file.
    pub fn new(file: impl Into<String>, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { file: file.into(), en: en.into(), zh: zh.into() }
    }

    /// Returns a fault of what was read from a file.
    pub fn of(file: impl Into<String>, fault: &Fault) -> Self {
        Self { file: file.into(), en: fault.to_string(), zh: fault.chinese() }
    }

    pub(crate) fn missing(file: impl Into<String>) -> Self {
        Self::new(
            file,
            "missing: the log or the manifest names it; ask the publisher, or take it from a mirror",
            "缺失：日志或清单中有此文件；请联系发布者，或从镜像取回",
        )
    }
}

/// What is known of a site after it was checked.
#[derive(Debug, Default)]
pub struct Report {
    /// `None`: the site has no log.
    pub checkpoint: Option<SignedCheckpoint>,
    pub trust: Option<Trust>,
    /// The policy was the site's own: it shows that the site agrees with itself.
    pub own_policy: bool,
    pub release: Option<u64>,
    pub files: u64,
    pub bytes: u64,
    /// Records whose text opens its commitment.
    pub opened: u64,
    pub erased: u64,
    pub withdrawn: u64,
    pub unknown: u64,
    /// Not each of the files that are there was looked for: an address lists none.
    pub blind: bool,
    pub troubles: Vec<Trouble>,
    /// Two signed notes that cannot both be true.
    pub fork: Vec<String>,
    /// What the log says of the record asked for: number and entry.
    pub story: Vec<(u64, String)>,
}

/// What a check comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Fine,
    Mismatch,
    Fork,
}

impl Report {
    /// Returns what it comes to.
    pub fn verdict(&self) -> Verdict {
        match (self.fork.is_empty(), self.troubles.is_empty()) {
            (false, _) => Verdict::Fork,
            (true, false) => Verdict::Mismatch,
            (true, true) => Verdict::Fine,
        }
    }
}

/// Checks a site, by a policy or else its own; `record` is a record whose story is wanted.
///
/// # Errors
/// When the place does not answer.
pub fn site(
    place: &dyn Place,
    policy: Option<&Policy>,
    record: Option<&str>,
) -> Result<(Report, Option<entries::Log>), Unclear> {
    let mut report = Report::default();
    let log = check(place, policy, record, &mut report)?;
    report.troubles.sort();
    report.troubles.dedup();
    Ok((report, log))
}

fn check(
    place: &dyn Place,
    policy: Option<&Policy>,
    record: Option<&str>,
    report: &mut Report,
) -> Result<Option<entries::Log>, Unclear> {
    let listed = place.list()?;
    report.blind = listed.is_none();
    let path = format!("{LOG}checkpoint");
    let Some(bytes) = place.read(&path, crate::log::note::MOST_BYTES as u64)? else {
        let has_log = listed.iter().flatten().any(|file| file.starts_with("transparency/tile/"));
        if has_log {
            report.troubles.push(Trouble::missing(path));
        } else {
            files::sums_alone(place, listed.as_deref(), report)?;
        }
        return Ok(None);
    };
    report.own_policy = policy.is_none();
    let own = if policy.is_none() { own_policy(place, report)? } else { None };
    let Some(policy) = policy.or(own.as_ref()) else { return Ok(None) };
    let trusted = match trusted::read(place, &bytes, policy)? {
        Ok(trusted) => trusted,
        Err(trouble) => {
            report.troubles.push(trouble);
            return Ok(None);
        }
    };
    let log = entries::check(place, &trusted, report)?;
    (report.checkpoint, report.trust) = (Some(trusted.signed), Some(trusted.trust));
    let Some(log) = log else { return Ok(None) };
    files::check(place, listed.as_deref(), &log, (&trusted.policy, record), report)?;
    Ok(Some(log))
}

/// Returns the policy that the site has of itself.
fn own_policy(place: &dyn Place, report: &mut Report) -> Result<Option<Policy>, Unclear> {
    let text = |path: &str| -> Result<Option<String>, Unclear> {
        Ok(place.read(path, 1 << 20)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    };
    let path = format!("{LOG}policy");
    let (path, read) = match text(&path)? {
        Some(policy) => (path, Policy::parse(&policy)),
        None => {
            let path = format!("{LOG}vkey");
            let Some(key) = text(&path)? else {
                report.troubles.push(Trouble::missing(format!("{LOG}policy")));
                return Ok(None);
            };
            (path, PublicKey::parse(&key).map(Policy::of))
        }
    };
    match read {
        Ok(policy) => Ok(Some(policy)),
        Err(fault) => {
            report.troubles.push(Trouble::of(path, &fault));
            Ok(None)
        }
    }
}

/// Checks one file by a proof, without a network. The proof holds salt and entry; `parts` are the parts of the
/// content with their hashes, the record's line as `record.json`.
///
/// # Errors
/// With what does not fit.
pub fn proof(
    proof: &crate::log::proof::Proof,
    parts: &[(String, Hash)],
    policy: &Policy,
) -> Result<(SignedCheckpoint, Trust), Fault> {
    use crate::log::{commit, entry::Entry, tree};
    let Some((salt, entry)) = proof.salt_and_entry() else {
        return Err(Fault::whole(
            "the proof lacks the line `extra` with salt and entry",
            "证明缺少含盐和条目的 extra 行",
        ));
    };
    let checked = proof.check(tree::leaf(entry), policy)?;
    let Entry::Record { commitment: Some(commitment), .. } = Entry::parse(entry)? else {
        return Err(Fault::whole("the entry of the proof binds no content", "证明中的条目不含内容承诺"));
    };
    let digest = commit::content_digest(parts.iter().map(|(name, hash)| (&**name, *hash)));
    if digest.map(|digest| commit::commitment(&salt, &digest)) != Some(commitment) {
        return Err(Fault::whole(
            "the file is not what was published: give the record's line as it stands in its file, and all files beside it",
            "文件与发布时不同：请给出记录在数据文件中的原行，以及它的全部附件",
        ));
    }
    Ok(checked)
}

#[cfg(test)]
pub(crate) mod tests;
