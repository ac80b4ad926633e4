//! Choosing one of several things by number, id, or name in any language.

use crate::config::Config;
use crate::host::Host;
use crate::record::kind::{self, FileKind};
use crate::record::parse;
use crate::record::{Record, Text};
use crate::spelling::{self, Word};
use std::path::Path;

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// As it is written in files.
    pub id: String,
    /// What it is called, in every language.
    pub names: Vec<String>,
}

/// What an answer chooses.
#[derive(Debug, PartialEq, Eq)]
pub enum Picked<'a> {
    One(&'a Pick),
    Several(Vec<&'a Pick>),
    Nothing,
}

impl Pick {
    fn of(id: &str, texts: &[&Text]) -> Self {
        let names = texts.iter().flat_map(|text| text.0.iter()).map(|(_, name)| name.to_string()).collect();
        Self { id: id.to_owned(), names }
    }

    /// Returns the words of a closed list.
    pub fn words(words: &[Word]) -> Vec<Self> {
        let names = |word: &Word| word.en.split('|').chain(word.zh.split('|')).map(str::to_owned).collect();
        words.iter().map(|word| Self { id: word.word.to_owned(), names: names(word) }).collect()
    }

    /// Returns the name in the language of messages: that with Chinese characters, or that without.
    pub fn name(&self, chinese: bool) -> &str {
        let han = |name: &&String| name.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let fits = self.names.iter().find(|name| han(name) == chinese);
        fits.or(self.names.first()).map_or("", String::as_str)
    }
}

/// Returns what an answer chooses: by its place from 1, its id, its name, or a part of either.
pub fn pick<'a>(answer: &str, picks: &'a [Pick]) -> Picked<'a> {
    let answer = answer.trim();
    if let Some(exact) = picks.iter().find(|pick| pick.id == answer) {
        return Picked::One(exact);
    }
    if let Ok(number) = answer.parse::<usize>() {
        return number.checked_sub(1).and_then(|at| picks.get(at)).map_or(Picked::Nothing, Picked::One);
    }
    if answer.is_empty() {
        return Picked::Nothing;
    }
    let same: Vec<&Pick> =
        picks.iter().filter(|p| p.names.iter().chain([&p.id]).any(|n| spelling::is_same(n, answer))).collect();
    let lower = answer.to_lowercase();
    let named = |fits: &dyn Fn(&str) -> bool| -> Vec<&Pick> {
        picks.iter().filter(|p| p.names.iter().chain([&p.id]).any(|name| fits(name))).collect()
    };
    let mut part = same;
    if part.is_empty() {
        part = named(&|name| name.to_lowercase().contains(&lower));
    }
    if part.is_empty() && answer.chars().count() > 1 && !answer.is_ascii() {
        part = named(&|name| is_short_for(answer, name));
    }
    match part[..] {
        [] => Picked::Nothing,
        [one] => Picked::One(one),
        _ => Picked::Several(part),
    }
}

/// Returns whether a name is shortened as Chinese names are, by leaving characters out: 城管 for
/// 城市管理局.
fn is_short_for(short: &str, name: &str) -> bool {
    let mut rest = name.chars();
    short.chars().all(|c| rest.any(|known| known == c))
}

/// What records refer to: departments, topics and policies of the site.
#[derive(Debug, Default)]
pub struct Reference {
    pub departments: Vec<Pick>,
    pub topics: Vec<Pick>,
    /// With their document numbers among their names.
    pub policies: Vec<Pick>,
    /// The ids of cases, and the file of each.
    pub cases: Vec<(String, String)>,
}

/// Reads the lists of a site. A file that cannot be read adds nothing: `check` says why.
pub fn reference(host: &dyn Host, root: &Path, config: &Config) -> Reference {
    let context = config.context();
    let mut all = Reference::default();
    for entry in host.list(&root.join("content")).unwrap_or_default().iter().filter(|e| e.is_file()) {
        let path = format!("content/{}", entry.path);
        match kind::of(&path) {
            FileKind::Case { id } => all.cases.push((id.to_owned(), path.clone())),
            FileKind::Departments | FileKind::Topics | FileKind::Policy { .. } => {}
            _ => continue,
        }
        if matches!(kind::of(&path), FileKind::Case { .. }) {
            continue;
        }
        let Ok(bytes) = host.read(&root.join(&path)) else { continue };
        match parse::parse(&path, &bytes, entry.len, &context).record {
            Some(Record::Departments(list)) => all.departments.extend(
                list.iter().map(|d| Pick::of(&d.id, &std::iter::once(&d.name).chain(&d.short).collect::<Vec<_>>())),
            ),
            Some(Record::Topics(list)) => all.topics.extend(list.iter().map(|t| Pick::of(&t.id, &[&t.label]))),
            Some(Record::Policy(policy)) => {
                let mut pick = Pick::of(&policy.id, &[&policy.title]);
                pick.names.extend(policy.number.iter().map(ToString::to_string));
                all.policies.push(pick);
            }
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_an_id_a_name_or_a_part_of_it_chooses() {
        let one = |id: &str, names: &[&str]| Pick { id: id.into(), names: names.iter().map(|n| (*n).into()).collect() };
        let picks = [
            one("urban", &["Urban Management Bureau", "城市管理局", "城管局"]),
            one("transport", &["Transport Bureau", "交通运输局"]),
            one("12", &["Office twelve"]),
        ];
        for (answer, id) in [
            ("1", "urban"),
            ("2", "transport"),
            ("12", "12"),
            ("城管局", "urban"),
            ("交通", "transport"),
            ("城管", "urban"),
            ("交运局", "transport"),
            ("transport bureau", "transport"),
            ("Urban", "urban"),
        ] {
            assert!(matches!(pick(answer, &picks), Picked::One(found) if found.id == id), "{answer}");
        }
        assert!(matches!(pick("bureau", &picks), Picked::Several(found) if found.len() == 2));
        for answer in ["", "9", "0", "卫生局"] {
            assert_eq!(pick(answer, &picks), Picked::Nothing, "{answer}");
        }
        assert_eq!((picks[0].name(true), picks[0].name(false)), ("城市管理局", "Urban Management Bureau"));
    }
}
