//! Builds for which no file of the content is read: nothing has changed since the last one, or the log alone.

use super::{BuildError, Options, Report, Written, logged};
use crate::cache::{Cache, Known, Last};
use crate::check::Day;
use crate::config::Config;
use crate::host::Host;
use crate::ledger;
use crate::log::manifest::proves_itself;
use crate::source::{ContentDigest, Snapshot, fingerprint};
use crate::write::{self, Stage, Staged};
use rayon::prelude::*;
use std::path::Path;

/// Digests of all that a build is made from; `None` where a file cannot be told by its stamp.
pub(super) struct MadeFrom {
    /// Content, theme, settings and day.
    pub content: Option<ContentDigest>,
    /// The state of the log.
    pub log: Option<ContentDigest>,
}

impl MadeFrom {
    /// Returns what a build now would be made from.
    pub fn now(host: &dyn Host, snapshot: &Snapshot<'_>, config: &Config, day: Day) -> Self {
        let all = || snapshot.content.iter().chain(&snapshot.theme);
        let files: Option<Vec<_>> = all().map(|e| Some((&e.path, e.is_file().then_some(e.stamp?)?))).collect();
        let content = files.map(|files| {
            let day = (day.as_of, day.time.is_some(), day.replay);
            fingerprint(&(files, snapshot.content.len(), format!("{config:?}"), day))
        });
        let log = host.list(&snapshot.root().join(ledger::FOLDER)).unwrap_or_default();
        let log: Option<Vec<_>> = log.iter().map(|e| Some((&e.path, e.is_file().then_some(e.stamp?)?))).collect();
        Self { content, log: log.map(|log| fingerprint(&log)) }
    }
}

/// Returns whether the content and all else but the log is as it was: as the day goes on the site stays the
/// same, until something is to appear.
fn is_same(last: &Last, now: &MadeFrom, options: &Options) -> bool {
    let stops = last.findings.iter().any(|finding| options.strict || finding.is_error());
    let moment = options.day.moment();
    let still = last.moment <= moment && last.tally.turns.is_none_or(|turns| moment < turns);
    now.content.is_some() && last.made_from == now.content && still && !stops
}

/// Reports a build in which nothing has changed, without reading a file: what it is made from is the
/// same, and every output stands as it was written. `None` when that is not so.
pub(super) fn unchanged(
    host: &dyn Host,
    output: &Path,
    cache: &Cache,
    now: &MadeFrom,
    options: &Options,
) -> Result<Option<Report>, BuildError> {
    let last = &cache.last;
    let same = is_same(last, now, options) && now.log.is_some() && last.log == now.log;
    let Some(place) = options.cache.as_ref().filter(|_| same) else { return Ok(None) };
    let stage = Stage::begin(host, output)?.believing(place.belief);
    let all: Option<Vec<Staged>> = last.outputs.par_iter().map(|known| stage.stands(known)).collect();
    // The marker is held against the list as well.
    let Some(mut all) = all.filter(|all| stage.before().eq(all.iter().map(|staged| &*staged.path))) else {
        stage.abandon()?;
        return Ok(None);
    };
    let changes = stage.changes(&all);
    let report = stage.finish(&mut all)?;
    Ok(Some(told(last, &all, report, changes)))
}

fn told(last: &Last, all: &[Staged], report: write::WriteReport, changes: write::Changes) -> Report {
    let pages = all.iter().filter(|staged| staged.path.ends_with(".html")).count();
    let (rendered, reads, texts, why) = (0, 0, 0, Vec::new());
    let written = Written { outputs: all.len(), pages, rendered, reads, texts, report, changes, why };
    Report { findings: last.findings.clone(), tally: last.tally.clone(), written: Some(written) }
}

/// Builds a site of which nothing has changed but what the log says of itself: what was signed, and what a
/// release changed. No page and no list rests on it. `None` when more has changed, or an output is not as it
/// was written.
pub(super) fn log_alone(
    (host, root, output): (&dyn Host, &Path, &Path),
    cache: &Cache,
    now: &MadeFrom,
    options: &Options,
    begun: Option<i64>,
) -> Result<Option<Report>, BuildError> {
    let last = &cache.last;
    let same = is_same(last, now, options) && last.shown.is_some();
    let Some(place) = options.cache.as_ref().filter(|_| same) else { return Ok(None) };
    let Some(ledger) = ledger::read(host, root).map_err(BuildError::Log)? else { return Ok(None) };
    if last.shown != Some(logged::shown(&ledger)) {
        return Ok(None);
    }
    let stage = Stage::begin(host, output)?.believing(place.belief);
    let kept: Vec<&Known> = last.outputs.iter().filter(|known| !proves_itself(&known.path)).collect();
    let all: Option<Vec<Staged>> = kept.par_iter().map(|known| stage.stands(known)).collect();
    let before = stage.before().filter(|path| !proves_itself(path));
    let Some(mut all) = all.filter(|all| before.eq(all.iter().map(|staged| &*staged.path))) else {
        stage.abandon()?;
        return Ok(None);
    };
    let first = all.len();
    let (mut proven, _) = logged::proven(&stage, &ledger, &all, None)?;
    all.append(&mut proven);
    all.push(stage.put("SHA256SUMS", write::checksums(&all).as_bytes(), None)?);
    let folder = stage.output().to_path_buf();
    let changes = stage.changes(&all);
    let report = stage.finish(&mut all)?;
    // Whatever is no part of the plan rests on the same.
    let sums = cache.get("SHA256SUMS");
    if let Some(sums) = sums {
        let moments = begun.zip(if report.written > 0 { place.moment(host) } else { begun });
        let stamp =
            |staged: &Staged| moments.and_then(|(begun, ended)| Stage::stamp(host, &folder, staged, begun, ended));
        let renewed = all[first..].par_iter().map(|staged| Known {
            path: staged.path.clone(),
            sha256: staged.sha256,
            bytes: staged.bytes,
            stamp: stamp(staged),
            ..sums.clone()
        });
        let mut outputs: Vec<Known> = renewed.collect();
        outputs.extend(kept.into_iter().cloned());
        outputs.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let last = Last { log: now.log, moment: options.day.moment(), outputs, ..last.clone() };
        // The site is complete; without the cache the next build is slower, not wrong.
        let _ = cache.renew(host, place, &last);
    }
    Ok(Some(told(last, &all, report, changes)))
}
