//! Tables of fields, and a tree held against one.
//!
//! A table says for every key of a record what it takes, whether it must be there and what it
//! means, in both languages: the check, `new` and the staff reference all read it. [`Checker`]
//! reports unknown, missing and repeated keys, values of another type, words that are not in
//! the list, and dates that do not exist or are written in another way.

use super::Node;
use super::dates::{self, Doubt, Rewritten};
use super::retyped;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Item, KeyPath, Place, Rule, Step};
use crate::spelling::{self, Word};
use jiff::civil::{Date, DateTime};
use std::collections::HashMap;

/// What a field takes.
#[derive(Debug, Clone, Copy)]
pub enum Ty {
    /// Human text: a string, or a map language → string.
    Text,
    /// A string as it is.
    Str,
    /// An id (DESIGN 2).
    Id,
    /// The id of something that stands elsewhere in the site.
    Of(Thing),
    /// The code of one of the site's languages.
    Lang,
    /// `YYYY-MM-DD`.
    Date,
    /// `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`.
    Moment,
    Bool,
    Int,
    /// A number, or a day in quotes or not: what a value may be at least and at most.
    Amount,
    /// What stands in a cell of a table: a text, a number, true or false, or nothing.
    Cell,
    /// One of the words.
    Choice(&'static [Word]),
    /// A number and a unit: `24 hours`, `10 working-days`, `60 days`, `1 month`.
    Term,
    /// An hour of the day: `22:00`.
    Hour,
    List(&'static Ty),
    Map(&'static [Field]),
    /// A map whose keys depend on the word under `type`.
    Event(&'static [Field], &'static [(&'static str, &'static [Field])]),
    /// A map of texts whose keys are free.
    Pairs,
    /// A code of a language, or a map with `code` and further keys.
    Language(&'static [Field]),
    /// Any tree; its owner checks it.
    Any,
}

/// What an id can name from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    Department,
    Topic,
    Policy,
    Page,
    /// A calendar of working days.
    Calendar,
}

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub key: &'static str,
    pub ty: Ty,
    pub required: bool,
    pub en: &'static str,
    pub zh: &'static str,
}

/// Returns a key that must be there.
pub const fn must(key: &'static str, ty: Ty, en: &'static str, zh: &'static str) -> Field {
    Field { key, ty, required: true, en, zh }
}

/// Returns a key that may be there.
pub const fn may(key: &'static str, ty: Ty, en: &'static str, zh: &'static str) -> Field {
    Field { key, ty, required: false, en, zh }
}

/// What happens to text in a language that the site does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// It is reported: nobody would see it.
    Reported,
    /// It is left out where there is text in a language of the site too: lists of departments,
    /// rules and calendars are copied from one site to another.
    LeftOut,
}

/// Holds one file's tree against a table.
pub struct Checker<'a> {
    pub file: &'a str,
    /// Codes of the site's languages.
    pub languages: &'a [String],
    /// The rule for a key that is not in the table.
    pub unknown: &'static Rule,
    pub others: Others,
    pub findings: &'a mut Vec<Finding>,
}

impl Checker<'_> {
    /// Reports everything in a map that the table does not allow.
    pub fn map(&mut self, node: &Node, fields: &[Field], path: &KeyPath) {
        let Node::Map(entries) = node else {
            self.wrong_type(node, &Ty::Map(&[]), path);
            return;
        };
        self.repeated(entries, path);
        let mut slips = Vec::new();
        for (key, value) in entries {
            match fields.iter().find(|f| f.key == key) {
                Some(field) => self.value(value, &field.ty, &path.key(key)),
                None => slips.extend(self.unknown_key(key, node, fields, path)),
            }
        }
        for field in fields.iter().filter(|f| f.required) {
            if let Some(empty @ Node::List(items)) = node.get(field.key)
                && items.is_empty()
            {
                self.wrong_type(empty, &field.ty, &path.key(field.key));
            }
            // A key that is there with a slip in it is told once.
            if node.get(field.key).is_none() && !slips.contains(&field.key) {
                let finding = Finding::new(&rules::MISSING_KEY, self.file, Place::Value(path.clone()));
                self.findings.push(finding.arg("key", field.key));
            }
        }
    }

    /// Reports the keys of a map that a table does not have, and nothing else.
    pub fn unknown_keys(&mut self, node: &Node, fields: &[Field], path: &KeyPath) {
        for (key, _) in node.entries().iter().filter(|(key, _)| !fields.iter().any(|f| f.key == key)) {
            self.unknown_key(key, node, fields, path);
        }
    }

    fn repeated(&mut self, entries: &[(String, Node)], path: &KeyPath) {
        let mut seen = HashMap::<&str, usize>::with_capacity(entries.len());
        for (key, _) in entries {
            let earlier = seen.entry(key).or_default();
            if *earlier > 0 {
                let first = Place::Key(path.key(key), 0);
                let place = Place::Key(path.key(key), *earlier);
                let finding = Finding::new(&rules::DUPLICATE_KEY, self.file, place).arg("key", key);
                self.findings.push(finding.related(self.file, first));
            }
            *earlier += 1;
        }
    }

    /// Reports a key that a table does not have; returns the one that was meant.
    fn unknown_key(&mut self, key: &str, node: &Node, fields: &[Field], path: &KeyPath) -> Option<&'static str> {
        let place = Place::Key(path.key(key), 0);
        let finding = Finding::new(self.unknown, self.file, place).arg("key", key);
        let known = || fields.iter().map(|field| field.key);
        // What has its key already was not meant to have it twice.
        let free = |key: &&str| node.get(key).is_none();
        let named = spelling::named(key, names_of(fields)).filter(free);
        let meant = named.or_else(|| spelling::slip(key, known()).filter(free));
        self.findings.push(finding.meant_or(meant, known().map(Item::plain)).certain(named));
        meant
    }

    fn wrong_type(&mut self, node: &Node, ty: &Ty, path: &KeyPath) {
        let finding = Finding::new(&rules::WRONG_TYPE, self.file, Place::Value(path.clone()));
        let finding = finding.arg("key", path).arg("expected", expected(ty)).arg("found", found(node));
        let finding = match retyped::retyped(node, ty) {
            Some((text, sure)) => finding.meant(Some(&text)).certain(sure.then_some(&text)),
            None => finding,
        };
        let finding = match ty {
            Ty::Choice(words) => finding.allowed(words.iter().map(Item::from)),
            Ty::Text | Ty::Str | Ty::Id | Ty::Of(_)
                if matches!(node, Node::Bool(_) | Node::Int(_) | Node::Float(_)) =>
            {
                finding.arg("quoted", "")
            }
            _ => finding,
        };
        self.findings.push(finding);
    }

    /// Reports what a value has that its type does not allow.
    pub fn value(&mut self, node: &Node, ty: &Ty, path: &KeyPath) {
        match (ty, node) {
            (Ty::Any, _) | (Ty::Bool, Node::Bool(_)) => {}
            // All are counts or years.
            (Ty::Int, Node::Int(number)) if *number >= 0 => {}
            (Ty::Amount, Node::Int(_) | Node::Float(_)) => {}
            (Ty::Amount, Node::Text(text)) if is_amount(text) => {}
            (Ty::Cell, Node::Text(_) | Node::Int(_) | Node::Float(_) | Node::Bool(_) | Node::Null) => {}
            (Ty::Text | Ty::Str | Ty::Lang, Node::Text(text)) if is_worded(text, path) => {}
            (Ty::Text, Node::Map(entries)) if !entries.is_empty() => self.human_text(entries, path),
            (Ty::Id | Ty::Of(_), Node::Text(id)) => self.id(id, path),
            (Ty::Date, Node::Text(text)) => self.date(text, false, path),
            (Ty::Moment, Node::Text(text)) => self.date(text, true, path),
            // `20260302` is a number to YAML.
            (Ty::Date | Ty::Moment, Node::Int(number)) if dates::is_compact(*number) => {
                self.date(&number.to_string(), matches!(ty, Ty::Moment), path);
            }
            (Ty::Choice(words), Node::Text(word)) => self.choice(word, words, path),
            // `12345` is what people call a hotline.
            (Ty::Choice(words), Node::Int(number)) if spelling::called(&number.to_string(), words).is_some() => {
                self.choice(&number.to_string(), words, path);
            }
            (Ty::Term, Node::Text(text)) if parse_term(text).is_some() => {}
            (Ty::Hour, Node::Text(text)) if hour(text).is_some() => {}
            (Ty::List(item), Node::List(items)) => {
                self.listed_twice(items, path);
                for (i, node) in items.iter().enumerate() {
                    self.value(node, item, &path.index(i));
                }
            }
            (Ty::Map(fields), Node::Map(_)) => self.map(node, fields, path),
            (Ty::Pairs, Node::Map(entries)) => {
                self.repeated(entries, path);
                entries.iter().for_each(|(key, value)| self.value(value, &Ty::Str, &path.key(key)));
            }
            (Ty::Event(common, kinds), Node::Map(_)) => self.event(node, common, kinds, path),
            (Ty::Language(_), Node::Text(_)) => {}
            (Ty::Language(fields), Node::Map(_)) => self.map(node, fields, path),
            _ => self.wrong_type(node, ty, path),
        }
    }

    /// Reports an item that stands in a list before.
    fn listed_twice(&mut self, items: &[Node], path: &KeyPath) {
        let Some((first, again)) = twice(items) else { return };
        // Whole blocks were pasted: that was told.
        let cut = |f: &Finding| matches!(&f.place, Place::Value(place) if place.0.starts_with(&path.0));
        if self.findings.iter().any(|f| f.rule == &rules::LIST_TOO_LONG && cut(f)) {
            return;
        }
        let finding = Finding::new(&rules::LISTED_TWICE, self.file, Place::Value(path.index(again)));
        self.findings.push(finding.arg("key", path).related(self.file, Place::Value(path.index(first))));
    }

    fn human_text(&mut self, entries: &[(String, Node)], path: &KeyPath) {
        self.repeated(entries, path);
        let known = |lang: &str| self.languages.iter().any(|known| known == lang);
        let has_known = entries.iter().any(|(lang, _)| known(lang));
        for (lang, value) in entries {
            let inner = path.key(lang);
            if !matches!(value, Node::Text(text) if !text.trim().is_empty()) {
                self.wrong_type(value, &Ty::Text, &inner);
            }
            let known = |lang: &str| self.languages.iter().any(|known| known == lang);
            let elsewhere = || has_known && self.is_foreign(lang);
            let fine = known(lang) || (self.others == Others::LeftOut && elsewhere());
            if !fine {
                self.findings.push(unknown_language(self.file, Place::Key(inner, 0), lang, self.languages));
            }
        }
    }

    /// Returns whether a code is a language, and no slip for one of the site's.
    fn is_foreign(&self, code: &str) -> bool {
        let primary = |code: &str| code.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let plain =
            code.split('-').skip(1).all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        plain && is_language(&primary(code)) && !self.languages.iter().any(|known| primary(known) == primary(code))
    }

    fn id(&mut self, id: &str, path: &KeyPath) {
        if !is_id(id) {
            let finding = Finding::new(&rules::ID_OUTSIDE_GRAMMAR, self.file, Place::Value(path.clone()));
            self.findings.push(finding.arg("id", id));
        }
    }

    fn choice(&mut self, word: &str, words: &[Word], path: &KeyPath) {
        if !words.iter().any(|known| known.word == word) {
            self.findings.push(unknown_word(self.file, path, path.clone(), word, words));
        }
    }

    fn date(&mut self, text: &str, hours: bool, path: &KeyPath) {
        let good = if hours { day(text) } else { exact_day(text) };
        if let Some(date) = good {
            // Cases are held against the day of the site too; no other record is from before this.
            if date.year() < FIRST_YEAR {
                let finding = Finding::new(&rules::YEAR_IMPLAUSIBLE, self.file, Place::Value(path.clone()));
                let finding = finding.arg("year", format!("{:04}", date.year()));
                self.findings.push(finding.arg("from", FIRST_YEAR).arg("to", 9999));
            }
            return;
        }
        let place = Place::Value(path.clone());
        let finding = match dates::rewrite(text, hours) {
            Rewritten::Date(suggestion, doubt) => Finding::new(&rules::DATE_NOTATION, self.file, place)
                .arg("value", text)
                .certain((doubt == Doubt::None).then_some(&suggestion))
                .arg("suggestion", suggestion),
            Rewritten::Short(year) => {
                let finding = Finding::new(&rules::YEAR_IMPLAUSIBLE, self.file, place);
                finding.arg("year", year).arg("from", FIRST_YEAR).arg("to", 9999)
            }
            Rewritten::Unreal => Finding::new(&rules::DATE_NOT_REAL, self.file, place).arg("value", text),
            Rewritten::NoDate => {
                self.wrong_type(&Node::Text(text.to_owned()), if hours { &Ty::Moment } else { &Ty::Date }, path);
                return;
            }
        };
        self.findings.push(finding);
    }

    fn event(&mut self, node: &Node, common: &[Field], kinds: &[(&'static str, &'static [Field])], path: &KeyPath) {
        let own = node.text("type").and_then(|t| kinds.iter().find(|(name, _)| *name == t));
        // A kind's own keys come first: `by` of a reopening is narrower than the common one.
        let mut fields: Vec<Field> = match own {
            Some((_, own)) => own.to_vec(),
            // The unknown kind is reported once; its own keys cannot be judged.
            None => kinds.iter().flat_map(|(_, own)| own.iter()).map(|f| Field { required: false, ..*f }).collect(),
        };
        fields.extend_from_slice(common);
        self.map(node, &fields, path);
    }
}

/// Two-letter codes of ISO 639-1, and three more of languages with official use.
fn is_language(primary: &str) -> bool {
    const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
        dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it \
        iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb \
        nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss \
        st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu yue wuu sco";
    CODES.split_ascii_whitespace().any(|code| code == primary)
}

/// Returns whether a text says something; a title takes letters for that.
fn is_worded(text: &str, path: &KeyPath) -> bool {
    let title = || matches!(&path.0[..], [Step::Key(key)] if key == "title");
    !text.trim().is_empty() && (!title() || text.contains(char::is_alphanumeric))
}

/// Returns the places of the first item of a list that stands in it twice.
fn twice(items: &[Node]) -> Option<(usize, usize)> {
    const FEW: usize = 16;
    if items.len() <= FEW {
        let earlier = |n: usize| items[..n].iter().position(|earlier| *earlier == items[n]);
        return (1..items.len()).find_map(|n| Some((earlier(n)?, n)));
    }
    let mut seen = HashMap::with_capacity(items.len());
    items.iter().enumerate().find_map(|(n, item)| Some((seen.insert(format!("{item:?}"), n)?, n)))
}

/// What people call keys that have another name here, in Chinese and in other programs.
const KEY_NAMES: &[(&str, &str)] = &[
    ("标题", "title"),
    ("题目", "title"),
    ("subject", "title"),
    ("language", "lang"),
    ("url", "base_url"),
    ("url", "address"),
    ("topic", "topics"),
    ("license", "licence"),
    ("event", "events"),
    ("attachment", "attachments"),
    ("promise", "promises"),
    ("reference", "references"),
    ("来信渠道", "channel"),
    ("来源", "channel"),
    ("承诺", "promises"),
    ("诉求类型", "kind"),
    ("期限", "due"),
    ("文号", "number"),
    ("字号", "number"),
    ("理由", "reason"),
    ("编号", "references"),
    ("受理编号", "references"),
    ("部门", "department"),
    ("承办部门", "department"),
    ("承办单位", "department"),
    ("类型", "kind"),
    ("类别", "kind"),
    ("主题", "topics"),
    ("渠道", "channel"),
    ("语言", "lang"),
    ("地点", "location"),
    ("收件日期", "received"),
    ("收到日期", "received"),
    ("受理日期", "accepted"),
    ("交办日期", "assigned"),
    ("答复日期", "replied"),
    ("办结日期", "concluded"),
    ("满意度", "rated"),
    ("发布日期", "published"),
    ("附件", "attachments"),
    ("名称", "name"),
    ("简称", "short"),
    ("电话", "phone"),
    ("网址", "url"),
    ("日期", "on"),
];

/// What keys are called: their meaning in the table where that is one name, and usual names.
fn names_of(fields: &[Field]) -> impl Iterator<Item = (&'static str, &'static str)> {
    let known = |key: &str| fields.iter().any(|field| field.key == key);
    let usual = KEY_NAMES.iter().copied().filter(move |(_, key)| known(key));
    fields.iter().flat_map(|field| [(field.key, field.key), (field.en, field.key), (field.zh, field.key)]).chain(usual)
}

/// Returns the finding of a word that is none of a closed list; `key` is what it was given for.
pub fn unknown_word(file: &str, key: impl std::fmt::Display, at: KeyPath, word: &str, words: &[Word]) -> Finding {
    let finding = Finding::new(&rules::UNKNOWN_WORD, file, Place::Value(at)).arg("key", key).arg("word", word);
    let certain = spelling::called(word, words);
    finding.meant(spelling::meant(word, words)).certain(certain).allowed(words.iter().map(Item::from))
}

/// Names of languages, with the first part of their codes.
const LANGUAGE_NAMES: &[(&str, &str)] = &[
    ("中文", "zh"),
    ("汉语", "zh"),
    ("简体中文", "zh"),
    ("chinese", "zh"),
    ("cn", "zh"),
    ("英文", "en"),
    ("英语", "en"),
    ("english", "en"),
    ("german", "de"),
    ("deutsch", "de"),
    ("德文", "de"),
    ("french", "fr"),
    ("français", "fr"),
    ("法文", "fr"),
];

/// Returns the finding of a language that the site does not have: of its own ones that is meant which
/// begins alike.
pub fn unknown_language(file: &str, place: Place, code: &str, languages: &[String]) -> Finding {
    let primary = |code: &str| code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let named = spelling::named(code, LANGUAGE_NAMES.iter().copied()).map_or_else(|| primary(code), str::to_owned);
    let mut alike = languages.iter().filter(|known| primary(known) == named);
    let meant = alike.next().filter(|_| alike.next().is_none()).map(String::as_str);
    let finding = Finding::new(&rules::UNKNOWN_LANGUAGE, file, place).arg("lang", code);
    finding.meant_or(meant, languages.iter().map(|code| Item::plain(code))).certain(meant)
}

/// A number, a day, or a month.
fn is_amount(text: &str) -> bool {
    let text = text.trim();
    let month = || exact_day(&format!("{text}-01")).is_some();
    text.parse::<f64>().is_ok_and(f64::is_finite) || exact_day(text).is_some() || month()
}

fn expected(ty: &Ty) -> &'static str {
    match ty {
        Ty::Text => "@text",
        Ty::Str | Ty::Lang | Ty::Any | Ty::Language(_) | Ty::Cell => "@string",
        Ty::Id | Ty::Of(_) => "@id",
        Ty::Date => "@date",
        Ty::Moment => "@moment",
        Ty::Bool => "@bool",
        Ty::Int => "@int",
        Ty::Amount => "@amount",
        Ty::Choice(_) => "@word",
        Ty::Term => "@term",
        Ty::Hour => "@hour",
        Ty::List(_) => "@list",
        Ty::Map(_) | Ty::Event(..) | Ty::Pairs => "@map",
    }
}

pub fn found(node: &Node) -> String {
    match node {
        Node::Null => "@nothing".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::Int(value) => value.to_string(),
        Node::Float(value) => value.to_string(),
        Node::Text(text) if text.is_empty() => "@nothing".to_owned(),
        Node::Text(text) => text.clone(),
        Node::List(items) if items.is_empty() => "@nothing".to_owned(),
        Node::List(_) => "@list".to_owned(),
        Node::Map(_) => "@map".to_owned(),
    }
}

/// Returns whether text is an id: `[a-z0-9]+([-_][a-z0-9]+)*`, at most 80 characters.
pub fn is_id(text: &str) -> bool {
    let part = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 80 && text.split(['-', '_']).all(part)
}

/// A length of time as a rule states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Term {
    pub count: u32,
    pub unit: TermUnit,
}

/// What a term counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum TermUnit {
    Hours,
    WorkingDays,
    Days,
    Months,
}

impl TermUnit {
    /// Returns the word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::WorkingDays => "working-days",
            Self::Days => "days",
            Self::Months => "months",
        }
    }
}

/// Reads `24 hours`, `10 working-days`, `60 days` or `1 month`; a count of at most four digits.
pub fn parse_term(text: &str) -> Option<Term> {
    let (count, unit) = text.split_once(' ')?;
    let unit = match unit.trim() {
        "working-days" | "working-day" => TermUnit::WorkingDays,
        "days" | "day" => TermUnit::Days,
        "hours" | "hour" => TermUnit::Hours,
        "months" | "month" => TermUnit::Months,
        _ => return None,
    };
    let digits = count.len() <= 4 && count.bytes().all(|b| b.is_ascii_digit());
    let count = count.parse().ok().filter(|_| digits)?;
    Some(Term { count, unit })
}

/// Reads exactly `YYYY-MM-DD`.
pub fn exact_day(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if shape { text.parse().ok() } else { None }
}

/// Reads `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`.
pub fn moment(text: &str) -> Option<DateTime> {
    match text.split_once(' ') {
        None => exact_day(text).map(|d| d.at(0, 0, 0, 0)),
        Some((date, time)) => hour(time).and_then(|time| exact_day(date).map(|d| d.to_datetime(time))),
    }
}

/// Reads exactly `HH:MM`.
pub fn hour(text: &str) -> Option<jiff::civil::Time> {
    let (hour, minute) = text.split_once(':')?;
    let two = |t: &str| (t.len() == 2).then(|| t.parse::<i8>().ok()).flatten();
    jiff::civil::Time::new(two(hour)?, two(minute)?, 0, 0).ok()
}

/// Returns the day of a date with or without hours.
pub fn day(text: &str) -> Option<Date> {
    moment(text).map(DateTime::date)
}

/// No record is older: what says so is a slip of the keyboard.
pub const FIRST_YEAR: i16 = 1500;

/// No site shows a later day: of each week and month until then a page would be made.
pub const LAST_YEAR: i16 = 2199;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_the_grammar() {
        for good in ["a", "urban-260302-1", "x_y-9"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "A", "a--b", "-a", "a-", "路", "a b", "a.b"] {
            assert!(!is_id(bad), "{bad}");
        }
        assert!(!is_id(&"a".repeat(81)));
    }

    #[test]
    fn dates_are_exact() {
        assert!(exact_day("2026-02-28").is_some());
        assert!(exact_day("2026-02-30").is_none());
        assert!(exact_day("2026-2-3").is_none());
        assert!(moment("2026-02-28 09:05").is_some());
        assert!(moment("2026-02-28 9:05").is_none());
    }
}
