//! The log of what is published, where the site keeps one (`log/`): its files beside all others.
//!
//! They are no part of the plan, as the search's are not. First come those that the manifest of a release
//! binds as it binds every file, then those that prove themselves.

use super::{BuildError, Prepared};
use crate::derive::measures::month;
use crate::ledger::{Ledger, emit, plan};
use crate::log::manifest::Listed;
use crate::site::routes;
use crate::source::{ContentDigest, fingerprint};
use crate::write::{Stage, Staged};
use std::collections::BTreeSet;

fn put(stage: &Stage<'_>, files: Vec<emit::File>) -> Result<Vec<Staged>, BuildError> {
    files.into_iter().map(|(path, bytes)| Ok(stage.put(&path, &bytes, None)?)).collect()
}

/// Returns a digest of what pages and salts take from the log, and of its keys.
pub(super) fn shown(ledger: &Ledger) -> ContentDigest {
    let kept: Vec<_> = ledger.kept.iter().map(|(index, kept)| (index, &kept.record, &kept.salt)).collect();
    let logged = ledger.logged();
    let logged: Vec<_> = logged.iter().collect();
    fingerprint(&(logged, kept, &ledger.policy, ledger.key.to_string()))
}

/// Stages keys and salts; returns them.
pub(super) fn bound(
    site: &Prepared<'_>,
    stage: &Stage<'_>,
    ledger: &Ledger,
    all: &[Staged],
) -> Result<Vec<Staged>, BuildError> {
    let model = &site.checked.model;
    let line = |record: &str| match record.strip_prefix("reply:") {
        None => Some(plan::RECORDS.to_owned()),
        Some(id) => Some(format!("data/replies/{}.jsonl", routes::month_name(month(model.case(id)?.received)))),
    };
    let paths: BTreeSet<&str> = all.iter().map(|staged| &*staged.path).collect();
    put(stage, emit::bound(ledger, line, &paths))
}

/// Stages checkpoint, tiles, proofs and the manifest; returns them.
pub(super) fn proven(stage: &Stage<'_>, ledger: &Ledger, all: &[Staged]) -> Result<Vec<Staged>, BuildError> {
    let listed = |staged: &Staged| (staged.path.to_string(), Listed { sha256: staged.sha256, size: staged.bytes });
    put(stage, emit::proven(ledger, |salt| emit::manifest(salt, all.iter().map(listed))))
}
