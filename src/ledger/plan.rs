//! What a publication has to say in the log: the records as they are published now, held against what the
//! log last committed to.
//!
//! A record is known by its line in the published data: of replies in `data/replies/<month>.jsonl`, of all
//! other kinds in `data/records.jsonl`, which has the checksums of their texts. Files that came with a reply
//! are bound with it.

use super::{Kept, Last, Ledger};
use crate::log::commit::{RECORD, commitment, content_digest};
use crate::log::entry::{Act, Entry, Id};
use crate::log::{Hash, sha256};
use jiff::civil::Date;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The file of all records that are no replies.
pub const RECORDS: &str = "data/records.jsonl";

/// A record as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Kind and id.
    pub record: String,
    /// The file that has its line, and how it is named there.
    pub file: String,
    pub key: String,
    pub digest: Hash,
    /// Files that came with it: name, path.
    pub attached: Vec<(String, String)>,
    /// Why its text is not shown; `None` when it is.
    pub hidden: Option<&'static str>,
    /// How many corrections of it are told.
    pub corrections: u32,
}

/// Returns whether a file has lines of records.
pub fn has_records(path: &str) -> bool {
    path == RECORDS || path.strip_prefix("data/replies/").is_some_and(|name| name.ends_with(".jsonl"))
}

/// What is read of the line of a reply.
#[derive(Deserialize)]
struct ReplyLine<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    visibility: Cow<'a, str>,
    #[serde(borrow)]
    events: Option<Vec<EventLine<'a>>>,
}

#[derive(Deserialize)]
struct EventLine<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
}

/// What is read of the line of another record.
#[derive(Deserialize)]
struct RecordLine<'a> {
    #[serde(borrow)]
    record: Cow<'a, str>,
    hidden: bool,
    acts: Option<Vec<ActLine>>,
}

#[derive(Deserialize)]
struct ActLine {
    #[serde(default)]
    of_correction: bool,
}

/// Reads the lines of a file of records; `files` are the checksums of all files of the site.
///
/// # Errors
/// The number of a line that is no record.
pub fn published(path: &str, text: &str, files: &BTreeMap<String, Hash>) -> Result<Vec<Published>, usize> {
    let read = |line: &str| if path == RECORDS { other(line) } else { reply(path, line, files) };
    text.lines().enumerate().map(|(number, line)| read(line).ok_or(number + 1)).collect()
}

fn reply(path: &str, line: &str, files: &BTreeMap<String, Hash>) -> Option<Published> {
    let ReplyLine { id, visibility, events } = serde_json::from_str(line).ok()?;
    let hidden = match &*visibility {
        "removed" => Some("removed"),
        "withheld" => Some("withheld"),
        _ => None,
    };
    let corrections = events.iter().flatten().filter(|event| event.kind.as_deref() == Some("corrected")).count();
    let folder = format!("replies/{id}/");
    let own = files.range(folder.clone()..).take_while(|(file, _)| file.starts_with(&folder));
    let own: Vec<(&str, &String, Hash)> = own.map(|(file, hash)| (&file[folder.len()..], file, *hash)).collect();
    let parts = own.iter().map(|(name, _, hash)| (*name, *hash));
    let digest = content_digest(parts.chain([(RECORD, sha256(line.as_bytes()))]))?;
    let attached = own.iter().map(|(name, file, _)| ((*name).to_owned(), (*file).clone())).collect();
    let (record, key) = (format!("reply:{id}"), id.into_owned());
    let corrections = u32::try_from(corrections).ok()?;
    Some(Published { record, file: path.to_owned(), key, digest, attached, hidden, corrections })
}

fn other(line: &str) -> Option<Published> {
    let RecordLine { record, hidden, acts } = serde_json::from_str(line).ok()?;
    let corrections = u32::try_from(acts.iter().flatten().filter(|act| act.of_correction).count()).ok()?;
    // Of these only what was removed is hidden ([`crate::kept`]).
    let hidden = hidden.then_some("removed");
    let digest = content_digest([(RECORD, sha256(line.as_bytes()))])?;
    let (record, file, attached) = (record.into_owned(), RECORDS.to_owned(), Vec::new());
    Some(Published { key: record.clone(), record, file, digest, attached, hidden, corrections })
}

/// One entry to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Empty for what was erased: nothing is known of it any more.
    pub record: String,
    pub act: Act,
    pub version: u32,
    pub reason: Option<String>,
    /// `None` for a record that the log has not seen.
    pub id: Option<Id>,
    /// `None` where nothing is bound.
    pub digest: Option<Hash>,
    /// How many corrections are told of what is bound.
    pub corrections: u32,
}

/// Returns the entries that say what changed, and the records that the log knows and the site does not.
pub fn plan(ledger: &Ledger, records: &[Published]) -> (Vec<Planned>, Vec<String>) {
    let (newest, last) = (ledger.newest(), ledger.last());
    let mut all = Vec::new();
    for (id, reason) in &ledger.erased {
        let Some(last) = last.get(id).filter(|last| last.act != Act::Erase) else { continue };
        let version = last.version;
        let reason = Some(reason.clone());
        let (record, id) = (String::new(), Some(*id));
        all.push(Planned { record, act: Act::Erase, version, reason, id, digest: None, corrections: 0 });
    }
    for record in records {
        let before = newest.get(&*record.record).map(|(_, kept)| *kept);
        let last = before.and_then(|kept| Some((kept, last.get(&kept.id)?)));
        all.extend(entry(record, last));
    }
    let there: BTreeSet<&str> = records.iter().map(|record| &*record.record).collect();
    let gone = newest.into_keys().filter(|record| !there.contains(record)).map(str::to_owned).collect();
    (all, gone)
}

fn entry(told: &Published, last: Option<(&Kept, &Last)>) -> Option<Planned> {
    let planned = |act, version, reason, digest| {
        let (id, record) = (last.map(|(kept, _)| kept.id), told.record.clone());
        Some(Planned { record, act, version, reason, id, digest, corrections: told.corrections })
    };
    match (last, told.hidden) {
        // Never shown: the log has nothing to say of it.
        (None, Some(_)) => None,
        (None, None) => planned(Act::Publish, 1, None, Some(told.digest)),
        (Some((_, last)), Some(_)) if last.act == Act::Withdraw => None,
        (Some((_, last)), Some(why)) => planned(Act::Withdraw, last.version, Some(why.to_owned()), None),
        (Some((kept, last)), None) if kept.digest == told.digest && last.act.commits() => None,
        // Days do not tell: a correction may be dated before the entry about what it corrects.
        (Some((kept, last)), None) => {
            let act = if told.corrections > kept.corrections { Act::Correct } else { Act::Publish };
            planned(act, last.version + 1, None, Some(told.digest))
        }
    }
}

/// Adds planned entries; `chance` gives random bytes.
pub fn append(ledger: &mut Ledger, planned: &[Planned], day: Date, chance: &mut dyn FnMut() -> Hash) {
    for plan in planned {
        let id = plan.id.unwrap_or_else(|| {
            let mut id = [0; 8];
            id.copy_from_slice(&chance()[..8]);
            Id(id)
        });
        let bound = plan.digest.map(|digest| (digest, chance()));
        let index = ledger.push(Entry::Record {
            act: plan.act,
            id,
            version: plan.version,
            date: day,
            reason: plan.reason.clone(),
            commitment: bound.map(|(digest, salt)| commitment(&salt, &digest)),
        });
        if let Some((digest, salt)) = bound {
            let (record, corrections) = (plan.record.clone(), plan.corrections);
            ledger.kept.insert(index, Kept { record, id, version: plan.version, digest, salt, corrections });
        }
    }
}
