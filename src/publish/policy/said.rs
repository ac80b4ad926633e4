//! What happened between two editions, in sentences.
//!
//! Takes a summary; gives sentences of the theme, without those that would say zero. Articles are
//! named as the text names them: 第三条 stays 第三条 on an English page.

use crate::difference::Part;
use crate::difference::summary::{Counts, Summary};
use crate::words::{Strings, filled};

/// Things of one kind that are named; more are counted.
const NAMED: usize = 3;

/// Returns what a part is called.
pub fn name(part: &Part, strings: &Strings) -> String {
    const LONGEST: usize = 40;
    if !part.label.is_empty() {
        return part.label.clone();
    }
    if part.title.is_empty() {
        return strings.text("diff.beginning").to_owned();
    }
    crate::site::texts::first_words(part.title.clone(), LONGEST)
}

/// Returns the sentences on top of a difference.
pub fn sentences(summary: &Summary<'_>, strings: &Strings) -> Vec<String> {
    let mut all = Vec::new();
    let name = |part: &Part| name(part, strings);
    if summary.is_nothing() {
        return vec![strings.text("diff.nothing").to_owned()];
    }
    all.extend(counts(&summary.articles, "articles", strings));
    all.extend(counts(&summary.sections, "sections", strings));
    all.extend(listed(&summary.rewritten, "rewritten", strings));
    for [old, twin, piece] in summary.split.iter().take(NAMED) {
        let values = [("old", &*name(old)), ("twin", &name(twin)), ("piece", &name(piece))];
        all.push(strings.fill("diff.split", &values));
    }
    for (old, new) in summary.merged.iter().take(NAMED) {
        all.push(strings.fill("diff.merged", &[("old", &name(old)), ("new", &name(new))]));
    }
    if summary.renumbered.len() <= NAMED {
        all.extend(summary.renumbered.iter().map(|run| renumbered(run.first, run.last, strings)));
    } else {
        let count: usize = summary.renumbered.iter().map(|run| run.len).sum();
        all.push(strings.counted("diff.renumbered_many", small(count)));
    }
    all.extend(listed(&summary.moved, "moved", strings));
    all.extend(listed(&summary.figures, "figures", strings));
    if summary.by_sentence {
        all.push(strings.text("diff.by_sentence").to_owned());
    }
    if summary.whole {
        all.push(strings.text("diff.whole").to_owned());
    }
    all
}

/// Returns that parts have other numbers: one of them, or a run.
pub fn renumbered(first: (&Part, &Part), last: (&Part, &Part), strings: &Strings) -> String {
    let name = |part: &Part| name(part, strings);
    let (from, to) = (name(first.0), name(first.1));
    if first == last {
        return strings.fill("diff.renumbered", &[("from", &from), ("to", &to)]);
    }
    let values = [("first", &*from), ("last", &name(last.0)), ("new_first", &to), ("new_last", &name(last.1))];
    strings.fill("diff.renumbered_run", &values)
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn listed(parts: &[&Part], key: &'static str, strings: &Strings) -> Vec<String> {
    if parts.len() > NAMED {
        return vec![strings.counted(&format!("diff.{key}"), small(parts.len()))];
    }
    let one = |part: &&Part| strings.fill(&format!("diff.single.{key}"), &[("name", &name(part, strings))]);
    parts.iter().map(one).collect()
}

/// Returns one sentence: a single part by its name, more by their count.
fn counts(counts: &Counts<'_>, unit: &str, strings: &Strings) -> Option<String> {
    let all = [
        ("changed", "changed", &counts.changed),
        ("added", "added_too", &counts.added),
        ("removed", "removed_too", &counts.removed),
    ];
    let some: Vec<_> = all.into_iter().filter(|(.., parts)| !parts.is_empty()).collect();
    if let [(key, _, parts)] = &some[..]
        && let [part] = &parts[..]
    {
        return Some(strings.fill(&format!("diff.single.{key}"), &[("name", &name(part, strings))]));
    }
    let phrases: Vec<String> = some
        .iter()
        .enumerate()
        .map(|(at, (key, too, parts))| {
            let count = small(parts.len());
            match at {
                0 => strings.counted(&format!("diff.{unit}.{key}"), count),
                _ => filled(strings.text(&format!("diff.{unit}.{too}")), &[("n", &count.to_string())]),
            }
        })
        .collect();
    let stop = strings.text("frame.stop").trim_end();
    (!phrases.is_empty()).then(|| phrases.join(strings.text("frame.comma")) + stop)
}
