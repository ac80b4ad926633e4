//! Addresses of articles, by the published list of articles of both sites.
//!
//! Takes `data/policies-articles.csv` of an earlier and a later site; gives what is gone from an edition, and
//! what names another text in it: the same as is found between two states of sources
//! ([`crate::against`]), where a text is long enough for its digest to be published.

use crate::check::Checked;
use crate::diagnostic::{Finding, KeyPath, Place, rules};
use crate::record::Edition;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::io;

/// Addresses that a finding names; of more the number is told.
const NAMED: usize = 3;

/// A line of the list.
#[derive(Debug, Deserialize)]
struct Line {
    policy: String,
    edition: u32,
    last: Option<u32>,
    article: String,
    permanent: String,
    sha256: String,
}

/// The articles of policies, through their editions.
type Policies = BTreeMap<String, Vec<Line>>;

/// The lines of a list that are of some policies. No cell of it has a line break.
fn policies(bytes: &[u8], wanted: &HashSet<&[u8]>) -> io::Result<Policies> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let head = lines.next().unwrap_or_default();
    let text = std::iter::once(head).chain(lines.filter(|line| wanted.contains(of(line)))).collect::<Vec<_>>().concat();
    let mut all = Policies::new();
    for line in csv::Reader::from_reader(&*text).deserialize() {
        let line: Line = line.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        all.entry(line.policy.clone()).or_default().push(line);
    }
    Ok(all)
}

fn lines(bytes: &[u8]) -> HashSet<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

/// The policy that a line is of.
fn of(line: &[u8]) -> &[u8] {
    line.split(|byte| *byte == b',').next().unwrap_or_default()
}

/// Reports the addresses that an edition had and has no more, and of each policy the first edition in which one
/// names another article. `newest` is the newest edition that the earlier site had of a policy.
///
/// # Errors
/// When a list has another form.
pub(super) fn anchors(
    was: &[u8],
    is: &[u8],
    checked: &Checked,
    newest: impl Fn(&str) -> Option<u32>,
) -> io::Result<Vec<Finding>> {
    let (had, has_now) = (lines(was), lines(is));
    let changed: HashSet<&[u8]> = had.symmetric_difference(&has_now).map(|line| of(line)).collect();
    let (was, is) = (policies(was, &changed)?, policies(is, &changed)?);
    let mut findings = Vec::new();
    for policy in &checked.model.policies {
        let (Some(was), Some(is)) = (was.get(&*policy.id), is.get(&*policy.id)) else { continue };
        let newest = newest(&policy.id);
        let mut told = false;
        let mut before = None;
        for edition in policy.editions.iter().filter(|edition| newest.is_none_or(|newest| edition.number <= newest)) {
            let (old, new) = (in_edition(was, edition.number), in_edition(is, edition.number));
            let gone: Vec<&str> = old.iter().map(|line| &*line.article).filter(|id| !has(&new, id)).collect();
            findings.extend(self::gone(edition, &gone));
            // What follows from the first is not told again.
            if let Some(id) = names_other(before.as_ref(), &old, &new).filter(|_| !told) {
                let said = !edition.moved.is_empty();
                let place = if said { Place::Value(KeyPath::of("moved")) } else { Place::File };
                let finding = Finding::new(&rules::ANCHOR_NAMES_OTHER, &edition.file, place);
                findings.push(finding.arg("anchor", id).arg("number", edition.number));
                told = true;
            }
            before = Some((old, new));
        }
    }
    Ok(findings)
}

/// The lines that an edition has.
fn in_edition(lines: &[Line], number: u32) -> Vec<&Line> {
    lines.iter().filter(|line| line.edition <= number && line.last.is_none_or(|last| number <= last)).collect()
}

fn has(lines: &[&Line], id: &str) -> bool {
    lines.iter().any(|line| line.article == id)
}

/// Returns an address that has another article than was published. Takes the edition before too, on both sides.
fn names_other<'l>(
    before: Option<&(Vec<&'l Line>, Vec<&'l Line>)>,
    old: &[&'l Line],
    new: &[&'l Line],
) -> Option<&'l str> {
    let other = |was: &&&Line| {
        let Some(now) = new.iter().find(|line| line.article == was.article) else { return false };
        // Where the address that it had before is gone, that was told.
        let there = before.is_none_or(|(old, new)| {
            let line = old.iter().find(|line| line.permanent == was.permanent);
            line.is_none_or(|line| has(new, &line.article))
        });
        let elsewhere = !was.sha256.is_empty() && was.sha256 != now.sha256;
        (was.permanent != now.permanent && there) || (elsewhere && new.iter().any(|line| line.sha256 == was.sha256))
    };
    old.iter().find(other).map(|line| &*line.article)
}

fn gone(edition: &Edition, gone: &[&str]) -> Option<Finding> {
    let first = gone.first()?;
    let named: Vec<String> = gone.iter().take(NAMED).map(|anchor| format!("#{anchor}")).collect();
    let finding = Finding::new(&rules::ANCHOR_GONE, &edition.file, Place::File).arg("anchors", named.join(", "));
    let more = gone.len().saturating_sub(NAMED);
    let finding = if more > 0 { finding.arg("more", more) } else { finding };
    Some(finding.arg("mark", format!("{{#{first}}}")))
}
