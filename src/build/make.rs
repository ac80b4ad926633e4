//! One output: taken as it stands, or made anew.

use super::gate::Gate;
use crate::cache::{Cache, Compared, KeptLine, Rest, Why};
use crate::publish::{Earlier, Publisher, RenderError};
use crate::source::{ContentDigest, Snapshot, fingerprint};
use crate::write::{Stage, Staged};
use std::io;

/// One output on its way.
pub(super) struct Made {
    pub(super) staged: Staged,
    pub(super) lines: Box<[KeptLine]>,
    /// Of a copy, what tells its file.
    pub(super) copied: Option<ContentDigest>,
    pub(super) rest: Rest,
    /// `None` when it was taken as it stands.
    pub(super) why: Option<Why>,
}

impl Made {
    /// Returns it without what only the next build would want to know.
    pub(super) fn forgotten(self) -> Self {
        Self { lines: Box::default(), rest: Rest::Made { template: "", lang: 0, reads: Vec::new() }, ..self }
    }
}

/// Takes an output as it stands, or makes it anew; what is new passes the gate. Texts are read in the second case only.
pub(super) fn make(
    publisher: &Publisher<'_>,
    gate: &Gate<'_>,
    stage: &Stage<'_>,
    cache: &Cache,
    compared: &Compared<'_>,
    at: usize,
) -> Result<Made, RenderError> {
    let path = &*publisher.outputs.plan.outputs[at].path;
    if let Some(file) = publisher.outputs.targets[at].copied() {
        return copy(publisher.snapshot, stage, cache, path, file).map_err(RenderError::from);
    }
    let mut why = if cache.is_empty() { Why::NoCache } else { Why::New };
    let mut earlier = None;
    if let Some(known) = cache.get(path) {
        let changed = compared.why(known);
        match changed {
            None => {
                if let Some(staged) = stage.stands(known) {
                    let rest = Rest::Kept { base: known.base, reads: known.reads.clone() };
                    return Ok(Made { staged, lines: known.lines.clone(), copied: None, rest, why: None });
                }
                why = Why::Altered;
            }
            Some(reason) => why = reason,
        }
        if !known.lines.is_empty() {
            earlier = stage.earlier(known).map(|bytes| (bytes, &known.lines));
        }
    }
    let earlier = earlier.as_ref().map(|(bytes, lines)| Earlier { bytes, lines });
    let output = publisher.make(at, earlier.as_ref())?;
    gate.look(at, &output.bytes)?;
    let staged = stage.put(path, &output.bytes, cache.get(path))?;
    let lang = publisher.outputs.plan.outputs[at].lang;
    let rest = Rest::Made { template: output.template, lang, reads: output.reads };
    Ok(Made { staged, lines: output.lines, copied: None, rest, why: Some(why) })
}

/// Takes a copy as it stands, or makes it anew, piece by piece. It is told by the stamp of its
/// file, or by its content where that says too little.
fn copy(snapshot: &Snapshot<'_>, stage: &Stage<'_>, cache: &Cache, path: &str, file: &str) -> io::Result<Made> {
    let stamp = snapshot.stamp(file).map(|stamp| fingerprint(&stamp));
    let rest = Rest::Made { template: "", lang: 0, reads: Vec::new() };
    let by_content = |sha256: &[u8; 32]| fingerprint(sha256);
    let mut why = if cache.is_empty() { Why::NoCache } else { Why::New };
    if let Some(known) = cache.get(path) {
        let sum = || stage.sum(&snapshot.place(file));
        let now = stamp.map_or_else(|| Ok(by_content(&sum()?)), io::Result::Ok)?;
        // A checkout gives another stamp to the same file.
        if Some(now) != known.copied && !(stamp.is_some() && sum()? == known.sha256) {
            why = Why::Source;
        } else if let Some(staged) = stage.stands(known) {
            return Ok(Made { staged, lines: Box::default(), copied: Some(now), rest, why: None });
        } else {
            why = Why::Altered;
        }
    }
    let staged = stage.copy(path, &snapshot.place(file))?;
    let copied = Some(stamp.unwrap_or_else(|| by_content(&staged.sha256)));
    Ok(Made { staged, lines: Box::default(), copied, rest, why: Some(why) })
}
