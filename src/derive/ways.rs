//! Ways to a policy: by title, number, issuer, kind, year and force.
//!
//! Takes the policies and how they stand; gives for each way its groups in order, with the places of their
//! policies. Titles are ordered by how they are read: Chinese by pinyin, Latin letters without case and
//! accents, each in the language of the reader. What must hold: every policy is in every way, so that who
//! does not know its number still finds it; the key of a group is part of an address.

use super::force;
use crate::model::Model;
use crate::record::{Lang, Policy};
use pinyin::ToPinyin as _;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A way to a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    Title,
    Number,
    Issuer,
    Kind,
    Year,
    Force,
}

impl Way {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Title, Self::Number, Self::Issuer, Self::Kind, Self::Year, Self::Force];

    /// Returns its word: in addresses, and the key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Number => "number",
            Self::Issuer => "issuer",
            Self::Kind => "kind",
            Self::Year => "year",
            Self::Force => "force",
        }
    }
}

/// The policies of one letter, year, issuer, kind or force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// A letter, a year, an id or a word; `none` where a policy has none.
    pub key: Box<str>,
    /// Places in the model.
    pub policies: Vec<u32>,
}

/// The groups of all ways.
#[derive(Debug, Clone, Default)]
pub struct Ways {
    /// By language.
    titles: Vec<Vec<Group>>,
    others: BTreeMap<Way, Vec<Group>>,
}

impl Ways {
    /// Returns the groups of a way, as readers of a language have them.
    pub fn of(&self, way: Way, lang: Lang) -> &[Group] {
        let groups = match way {
            Way::Title => self.titles.get(usize::from(lang)),
            other => self.others.get(&other),
        };
        groups.map_or(&[], Vec::as_slice)
    }
}

/// Key of what has no letter, number or kind.
pub const NONE: &str = "none";

/// Puts all policies into their groups. `newest` holds them, the latest published first.
pub fn ways(model: &Model, standings: &[force::Standing], newest: &[u32]) -> Ways {
    let policy = |at: &u32| &model.policies[*at as usize];
    let years = |at: &u32| Reverse(policy(at).made_on.unwrap_or(policy(at).published_on).year());
    let by = |keys: &dyn Fn(&u32) -> Vec<String>| {
        let mut groups = BTreeMap::<String, Vec<u32>>::new();
        for at in newest {
            for key in keys(at) {
                groups.entry(key).or_default().push(*at);
            }
        }
        groups
    };
    let listed = |groups: BTreeMap<String, Vec<u32>>| -> Vec<Group> {
        groups.into_iter().map(|(key, policies)| Group { key: key.into(), policies }).collect()
    };
    let latest_first = |mut groups: Vec<Group>| {
        groups.sort_by_key(|group| Reverse(group.key.parse::<i16>().unwrap_or_default()));
        groups
    };
    let in_order = |groups: BTreeMap<String, Vec<u32>>, order: &[&str]| {
        let mut groups = listed(groups);
        groups.sort_by_key(|group| order.iter().position(|key| *key == &*group.key).unwrap_or(order.len()));
        groups
    };
    let mut numbers = latest_first(listed(by(&|at| vec![number_year(policy(at))])));
    for group in &mut numbers {
        group.policies.sort_by_cached_key(|at| policy(at).number.as_deref().map(number_order));
    }
    let issuers: Vec<&str> = model.departments.iter().map(|department| &*department.id).collect();
    let kinds: Vec<&str> = crate::record::words::PolicyKind::ALL.iter().map(|kind| kind.word()).collect();
    let mut forces = Vec::<Group>::new();
    let mut by_force = newest.to_vec();
    by_force.sort_by_key(|at| standings[*at as usize].state.force);
    for at in by_force {
        let key = standings[at as usize].state.force.word();
        match forces.last_mut().filter(|group| *group.key == *key) {
            Some(group) => group.policies.push(at),
            None => forces.push(Group { key: key.into(), policies: vec![at] }),
        }
    }
    let others = [
        (Way::Number, numbers),
        (
            Way::Issuer,
            in_order(by(&|at| policy(at).issuers.iter().map(|issuer| issuer.to_string()).collect()), &issuers),
        ),
        (Way::Kind, in_order(by(&|at| vec![policy(at).kind.map_or(NONE, |kind| kind.word()).to_owned()]), &kinds)),
        (Way::Year, latest_first(listed(by(&|at| vec![years(at).0.to_string()])))),
        (Way::Force, forces),
    ];
    Ways { titles: model.config.langs().map(|(lang, _)| titles(model, newest, lang)).collect(), others: others.into() }
}

fn titles(model: &Model, newest: &[u32], lang: Lang) -> Vec<Group> {
    let publisher = model.config.publisher.in_lang(lang);
    let read = |at: &u32| reading(own_words(model.policies[*at as usize].title.in_lang(lang), publisher));
    let mut all: Vec<(String, u32)> = newest.iter().map(|at| (read(at), *at)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let mut groups = BTreeMap::<(bool, String), Vec<u32>>::new();
    for (reading, at) in all {
        let key = letter(&reading);
        groups.entry((key == NONE, key)).or_default().push(at);
    }
    groups.into_iter().map(|((_, key), policies)| Group { key: key.into(), policies }).collect()
}

/// Returns what of a title is its own. Most begin with the name of the city, or with words that say that they
/// are about something: under these nobody looks.
pub(super) fn own_words<'t>(title: &'t str, publisher: &str) -> &'t str {
    const ABOUT: [&str; 9] = ["关于", "關於", "印发", "印發", "《", "“", "the ", "a ", "an "];
    let common: usize =
        title.chars().zip(publisher.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let city = &title[..common];
    // A city is named by two characters or by a whole word; not by the first letters of another.
    let end = match city.chars().next_back() {
        Some(last) if last.to_pinyin().is_some() && city.chars().count() > 1 => city.len(),
        _ => city.rfind(' ').map_or(0, |at| at + 1),
    };
    let mut own = &title[end..];
    while let Some(rest) = ABOUT.iter().find_map(|word| {
        let head = own.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| &own[word.len()..])
    }) {
        own = rest;
    }
    if own.trim().is_empty() { title } else { own }
}

/// Returns a title as it is read, for its place among others: words of pinyin and of small letters without
/// accents; quotes and brackets at its head say nothing.
pub fn reading(title: &str) -> String {
    let mut read = String::with_capacity(title.len() * 3);
    for c in title.chars() {
        if let Some(syllable) = c.to_pinyin() {
            read.push_str(syllable.plain());
            // One that is shorter comes first: "an jing" before "ang".
            read.push(' ');
        } else if c.is_alphanumeric() {
            read.extend(c.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase));
        } else if !read.is_empty() && !read.ends_with(' ') {
            read.push(' ');
        }
    }
    read
}

/// Returns the key of the group of a reading: its letter, `0-9` as `digit`; letters of other scripts by their
/// number in Unicode.
fn letter(reading: &str) -> String {
    match reading.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => c.to_string(),
        Some(c) if c.is_numeric() => "digit".to_owned(),
        Some(c) => format!("u{:04x}", c as u32),
        None => NONE.to_owned(),
    }
}

/// Returns what a reader sees of the key of a group of titles.
pub fn letter_shown(key: &str) -> Option<String> {
    let code = || key.strip_prefix('u').filter(|code| code.len() >= 4);
    match key {
        "digit" => Some("0–9".to_owned()),
        NONE => None,
        _ => match code().and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)) {
            Some(letter) => Some(letter.to_uppercase().collect()),
            None => Some(key.to_uppercase()),
        },
    }
}

/// The year in a document number, 〔2024〕 or the like.
fn number_year(policy: &Policy) -> String {
    let number = policy.number.as_deref().unwrap_or_default();
    let mut years = number.split(|c: char| !c.is_ascii_digit());
    let year = years.find(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
    year.unwrap_or(NONE).to_owned()
}

/// Digits by their value, so that 9 comes before 10.
fn number_order(number: &str) -> Vec<(String, u64)> {
    let mut parts: Vec<(String, u64)> = vec![(String::new(), 0)];
    for c in number.chars() {
        let Some(last) = parts.last_mut() else { continue };
        match c.to_digit(10) {
            Some(digit) => last.1 = last.1.saturating_mul(10).saturating_add(u64::from(digit)),
            None if last.1 > 0 => parts.push((c.to_string(), 0)),
            None => last.0.push(c),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_where_they_are_read() {
        let mut titles = ["噪声管理办法", "Éclairage", "安全生产", "“重大”决策", "昂首", "edge", "2024 budget", "道路"];
        titles.sort_by_key(|title| reading(title));
        assert_eq!(
            titles,
            ["2024 budget", "安全生产", "昂首", "道路", "Éclairage", "edge", "噪声管理办法", "“重大”决策"]
        );
        let letters = ["噪声", "Éclairage", "2024", "Шум", "…", "قانون"].map(|title| {
            let key = letter(&reading(title));
            (letter_shown(&key), key)
        });
        let shown: Vec<_> = letters.iter().map(|(shown, _)| shown.as_deref()).collect();
        assert_eq!(shown, [Some("Z"), Some("E"), Some("0–9"), Some("Ш"), None, Some("ق")]);
    }

    #[test]
    fn the_name_of_the_city_is_passed_over() {
        for (title, publisher, own) in [
            ("清水市路灯养护标准", "清水市人民政府", "路灯养护标准"),
            ("清水市人民政府关于印发《噪声管理办法》的通知", "清水市人民政府", "噪声管理办法》的通知"),
            ("清洁办法", "清水市人民政府", "清洁办法"),
            ("The Rules on Noise", "Town of Gare", "Rules on Noise"),
            ("Qingshui Rules", "Qingshui Council", "Rules"),
            ("Towns and roads", "Town of Gare", "Towns and roads"),
            ("清水市", "清水市人民政府", "清水市"),
        ] {
            assert_eq!(own_words(title, publisher), own);
        }
    }

    #[test]
    fn numbers_stand_by_their_value() {
        let mut numbers = ["清政发〔2024〕10号", "清政发〔2024〕9号", "清城发〔2024〕3号"];
        numbers.sort_by_key(|number| number_order(number));
        assert_eq!(numbers, ["清城发〔2024〕3号", "清政发〔2024〕9号", "清政发〔2024〕10号"]);
    }
}
