//! The log of what is published, where the site keeps one (`log/`): its files beside all others.
//!
//! They are no part of the plan, as the search's are not. First come those that the manifest of a release
//! binds as it binds every file, then those that prove themselves.

use super::{BuildError, Prepared};
use crate::derive::measures::month;
use crate::host::Host;
use crate::ledger::plan::{self, Published};
use crate::ledger::{self, Ledger, emit};
use crate::log::Hash;
use crate::log::manifest::{Listed, Manifest};
use crate::model::Logs;
use crate::site::routes;
use crate::source::{ContentDigest, fingerprint};
use crate::write::{Stage, Staged};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The log of a site, and what it says of records.
#[derive(Debug, Default)]
pub struct Logbook {
    /// `None` too where it cannot be used, which whoever writes the site says.
    pub ledger: Option<Ledger>,
    pub logs: Logs,
}

impl Logbook {
    /// Reads that of a site.
    pub(crate) fn read(host: &dyn Host, root: &Path) -> Self {
        let ledger = ledger::read(host, root).ok().flatten();
        let logs = ledger.as_ref().map(Ledger::logged).unwrap_or_default();
        Self { ledger, logs }
    }
}

/// Reads the records that outputs bear.
pub(super) fn records(stage: &Stage<'_>, made: &[&Staged]) -> Result<Vec<Published>, BuildError> {
    let sums: BTreeMap<String, Hash> = made.iter().map(|staged| (staged.path.to_string(), staged.sha256)).collect();
    let read = made.par_iter().filter(|staged| plan::has_records(&staged.path)).map(|staged| {
        let bytes = stage.after(staged)?;
        let read = plan::published(&staged.path, &String::from_utf8_lossy(&bytes), &sums);
        // Another changed it meanwhile: what is written here has an id in each line.
        read.map_err(|line| BuildError::Changed(format!("{}:{line}", staged.path)))
    });
    Ok(read.collect::<Result<Vec<_>, BuildError>>()?.concat())
}

fn put(stage: &Stage<'_>, files: Vec<emit::File>) -> Result<Vec<Staged>, BuildError> {
    files.into_par_iter().map(|(path, bytes)| Ok(stage.put(&path, &bytes, None)?)).collect()
}

/// Returns a digest of what pages and salts take from the log, and of its keys.
pub(super) fn shown(ledger: &Ledger) -> ContentDigest {
    let kept: Vec<_> = ledger.kept.iter().map(|(index, kept)| (index, &kept.record, &kept.salt)).collect();
    fingerprint(&(ledger.logged(), format!("{:?}", ledger.told()), kept, &ledger.policy, ledger.key.to_string()))
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

/// Stages checkpoint, tiles, proofs and the manifest; returns them, and whether the site is the newest release.
/// `manifest` is that of all files, where it was made already.
pub(super) fn proven(
    stage: &Stage<'_>,
    ledger: &Ledger,
    all: &[Staged],
    manifest: Option<Manifest>,
) -> Result<(Vec<Staged>, bool), BuildError> {
    let listed = |staged: &Staged| (staged.path.to_string(), Listed { sha256: staged.sha256, size: staged.bytes });
    let now = |salt| match manifest {
        Some(manifest) if manifest.salt == salt => manifest,
        _ => emit::manifest(salt, all.iter().map(listed)),
    };
    let files = emit::proven(ledger, now);
    let released = emit::is_released(&files);
    Ok((put(stage, files)?, released))
}
