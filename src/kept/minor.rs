//! Which change may be called minor.
//!
//! Takes the articles of two editions, without their layout. Minor are punctuation, and up to two letters of one word (one
//! Chinese character) in an article. Never minor, however small: a figure, a unit, a date, a negation, a
//! word that says who may or must, `and` and `or`, a sign before a number, a word more or less
//! (POLICIES 6).

use super::{articles, brief};
use crate::diagnostic::{Finding, KeyPath, Place, rules};
use crate::difference::{Replaced, replaced_words};
use crate::model::Model;
use crate::record::words::Change;
use crate::record::{Edition, Policy};
use crate::source::Snapshot;
use crate::source::text::decode;
use std::io;

/// Reports the editions that call their change minor when it is more. An edition that is `known` was published:
/// what it was called then it stays.
///
/// # Errors
/// When a text cannot be read.
pub fn minor_changes(
    model: &Model,
    snapshot: &Snapshot<'_>,
    known: impl Fn(&Policy, &Edition) -> bool,
) -> io::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for policy in &model.policies {
        for pair in policy.editions.windows(2) {
            let [earlier, later] = pair else { continue };
            if later.change != Some(Change::Minor) || earlier.lang != later.lang || known(policy, later) {
                continue;
            }
            let read = |file: &str| snapshot.read(file).map(|bytes| decode(&bytes).text);
            let (was, is) = (read(&earlier.body.file)?, read(&later.body.file)?);
            let text = |whole: &str, range| articles(whole.get(range).unwrap_or_default());
            if let Some(why) = not_minor(&text(&was, earlier.body.range()), &text(&is, later.body.range())) {
                let place = Place::Value(KeyPath::of("change"));
                let finding = Finding::new(&rules::CHANGE_NOT_MINOR, &later.file, place);
                findings.push(finding.arg("old", brief(&why.old)).arg("new", brief(&why.new)));
            }
        }
    }
    Ok(findings)
}

/// What is more than minor, as each edition has it.
#[derive(Debug, PartialEq, Eq)]
struct Why {
    old: String,
    new: String,
}

/// Words that bind, permit, deny or join.
const WEIGHTY: &[&str] = &[
    "may", "must", "shall", "should", "can", "cannot", "will", "not", "no", "never", "none", "nor", "without", "and",
    "or", "if", "unless", "only", "all", "any", "each", "within", "before", "after", "until", "from", "up", "least",
    "most", "more", "less", "darf", "dürfen", "muss", "müssen", "soll", "kann", "können", "nicht", "kein", "keine",
    "und", "oder", "peut", "doit", "ne", "pas", "et", "ou",
];

/// Characters of Chinese words that do: 应当, 可以, 不得, 必须, 禁止, 以上, 以下, 和, 或, 及, 与, 无, 未, 非, 均, and
/// numerals.
const WEIGHTY_CHARACTERS: &str = "应当可须必不得禁止准许免除上下内外前后和或及与并且无未非否均各全仅只可能一二三四五六七八九十百千万亿零〇两年月日时元倍";

/// Returns what of a change is more than minor, if anything is. Takes the articles of both editions.
fn not_minor(old: &[(String, String)], new: &[(String, String)]) -> Option<Why> {
    if !old.iter().map(|(id, _)| id).eq(new.iter().map(|(id, _)| id)) {
        // An article came, went or moved.
        return Some(Why { old: only(old, new), new: only(new, old) });
    }
    old.iter().zip(new).filter(|(old, new)| old.1 != new.1).find_map(|(old, new)| in_article(&old.1, &new.1))
}

/// The ids that are among some articles and not among others.
fn only(these: &[(String, String)], others: &[(String, String)]) -> String {
    let ids = these.iter().map(|(id, _)| id.as_str()).filter(|id| others.iter().all(|(other, _)| other != id));
    joined(&ids.collect::<Vec<_>>())
}

/// In one article, one word may have had a slip.
fn in_article(old: &str, new: &str) -> Option<Why> {
    let Some(changes) = replaced_words(old, new) else { return Some(Why { old: old.to_owned(), new: new.to_owned() }) };
    let is_small = |(was, is): &&Replaced<'_>| matches!((&was[..], &is[..]), ([was], [is]) if is_slip(was, is));
    let weighty = changes.iter().find(|change| !is_small(change)).or(changes.get(1));
    weighty.map(|(was, is)| Why { old: joined(was), new: joined(is) })
}

/// Two letters of a word at most, none of which is a figure, and neither word has weight.
fn is_slip(was: &str, is: &str) -> bool {
    let weighty = |word: &str| {
        let lower = word.to_lowercase();
        // A unit or a sign has no letters.
        let figure = word.chars().any(|c| c.is_numeric() || WEIGHTY_CHARACTERS.contains(c));
        figure || !word.chars().any(char::is_alphabetic) || WEIGHTY.contains(&&*lower)
    };
    let case_only = was.to_lowercase() == is.to_lowercase();
    !weighty(was) && !weighty(is) && !case_only && strsim::osa_distance(was, is) <= 2
}

fn joined(words: &[&str]) -> String {
    let mut text = String::new();
    for word in words {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(text.chars().next_back()) && latin(word.chars().next()) {
            text.push(' ');
        }
        text.push_str(word);
    }
    if text.is_empty() { "–".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_minor_and_what_binds_is_not() {
        let minor = |old: &str, new: &str| not_minor(&articles(old), &articles(new)).is_none();
        for (old, new) in [
            ("Qiuet at night.", "Quiet at night."),
            ("Quiet at night", "Quiet at night."),
            ("夜间请保持安净。", "夜间请保持安静。"),
            ("夜间、请保持安静。", "夜间，请保持安静。"),
            ("第一条 请保持安净。\n\n第二条 请勿踩踏草平。", "第一条 请保持安静。\n\n第二条 请勿踩踏草坪。"),
        ] {
            assert!(minor(old, new), "{old} → {new}");
        }
        for (old, new) in [
            ("from 22:00", "from 23:00"),
            ("You may build.", "You must build."),
            ("You may build.", "You may not build."),
            ("fish and chips", "fish or chips"),
            ("at most 5 %", "at most 5 ‰"),
            ("until -5 degrees", "until 5 degrees"),
            ("the city", "the City"),
            ("Quiet at night.", "Quiet at all night."),
            ("可以建设", "应当建设"),
            ("罚款5万元", "罚款50万元"),
            ("不得建设", "建设"),
            ("甲和乙", "甲或乙"),
            ("三日以内", "五日以内"),
            ("Qiuet at nihgt.", "Quiet at night."),
            ("第一条 安静。\n\n第二条 整洁。", "第一条 安静。"),
            ("第一条 安净，请勿踩踏草平。", "第一条 安静，请勿踩踏草坪。"),
        ] {
            assert!(!minor(old, new), "{old} → {new}");
        }
    }
}
