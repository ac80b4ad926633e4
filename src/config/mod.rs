//! `site-config.yaml`: read, checked, with defaults applied.
//!
//! Takes the bytes of the file; gives a [`Config`] or findings. The day of the build is not
//! decided here: `main` resolves it once from the command line, the environment, this file
//! and the clock, in this order.

pub mod navigation;

pub use navigation::Navigation;

use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place, Step};
use crate::record::labels::Labels;
use crate::record::licence;
use crate::record::parse::Context;
use crate::record::personal_data::{self, Hit, Packs, Scan};
use crate::record::words::StatutoryForm as Form;
use crate::record::words::{PersonalData, PersonalDataPack, Shown};
use crate::record::{Id, Lang, Text, Waiver};
use crate::record::{accidents, fields, names};
use crate::source::text::{self, Encoding, clean, decode};
use crate::yaml::schema::{Checker, FIRST_YEAR, LAST_YEAR, Others};
use crate::yaml::{self, Node};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The settings of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    pub title: Text,
    pub publisher: Text,
    pub description: Option<Text>,
    pub contact: Option<Text>,
    /// Ends with `/`.
    pub base_url: String,
    pub languages: Vec<Language>,
    pub timezone: String,
    pub as_of: Option<Date>,
    pub theme: String,
    /// Under which licence texts and data stand; nobody has stated one where it is absent.
    pub licence: Option<String>,
    pub defaults: Vec<(String, Node)>,
    pub labels: Labels,
    pub email_domains: Vec<String>,
    pub ask: Option<Id>,
    pub report: Option<Id>,
    pub accessibility: Option<Id>,
    /// Below this number of cases no rate is given.
    pub minimum_cases: usize,
    /// The first year that a date of a case can lie in.
    pub first_year: i16,
    /// Drafts and what is to be shown later are shown too: for a look before publication. No file
    /// says so.
    pub drafts: bool,
    /// The data are published as a database and as Parquet too. No file says so.
    pub bundle: bool,
    /// Name of the log of what is published, where the site keeps one. No file says so but `log/vkey`.
    pub log: Option<String>,
    /// The table of requests for information that law prescribes, if one does.
    pub statutory_table: Option<Form>,
    /// Figures of the annual report that no record tells, by year.
    pub annual_figures: BTreeMap<i16, AnnualFigures>,
    pub accent: Option<String>,
    /// The links at the head and the foot of every page.
    pub navigation: Navigation,
    /// Countries whose personal data is looked for.
    pub packs: Packs,
    /// Waivers for files that have no key for one of their own, and for this file.
    pub waivers: Vec<(Box<str>, Waiver)>,
    /// What the file itself holds of personal data.
    pub personal: Vec<Hit>,
}

/// What part two of the annual report tells besides documents; `None` was not entered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AnnualFigures {
    pub licences: Option<u64>,
    pub penalties: Option<u64>,
    pub coercive_measures: Option<u64>,
    /// In yuan.
    pub fees: Option<u64>,
}

fn annual_figures(item: &Node) -> Option<(i16, AnnualFigures)> {
    let number = |key: &str| item.int(key).and_then(|n| u64::try_from(n).ok());
    let year = item.int("year").and_then(|n| i16::try_from(n).ok())?;
    let (licences, penalties) = (number("licences"), number("penalties"));
    let (coercive_measures, fees) = (number("coercive_measures"), number("fees"));
    Some((year, AnnualFigures { licences, penalties, coercive_measures, fees }))
}

/// A language of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 code as written: `zh-Hans`.
    pub code: String,
    /// Folder under `public/`, with `/` at the end; empty for the first language.
    pub dir: String,
    pub records: Shown,
}

impl Config {
    /// Returns what parsing a file needs to know of the site.
    pub fn context(&self) -> Context {
        Context {
            languages: self.languages.iter().map(|l| l.code.clone()).collect(),
            labels: self.labels.clone(),
            email_domains: self.email_domains.clone(),
            packs: self.packs,
            base_url: self.base_url.clone(),
            defaults: self.defaults.clone(),
        }
    }

    /// Returns all languages with their numbers.
    pub fn langs(&self) -> impl Iterator<Item = (Lang, &Language)> {
        self.languages.iter().enumerate().filter_map(|(i, l)| Some((Lang::try_from(i).ok()?, l)))
    }

    /// Returns a language of the site.
    pub fn language(&self, lang: Lang) -> &Language {
        &self.languages[usize::from(lang)]
    }

    /// Returns the path part of `base_url`, with `/` at both ends.
    pub fn base_path(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.find('/').map_or("/", |at| &rest[at..])
    }

    /// Returns the host of `base_url`, for ids of feeds.
    pub fn host(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', ':']).next().unwrap_or_default()
    }
}

/// The name of the file.
pub const FILE: &str = "site-config.yaml";

/// Reads the configuration; with findings that are errors there is none.
pub fn read(bytes: &[u8]) -> (Option<Config>, Vec<Finding>) {
    let decoded = decode(bytes);
    let mut findings = Vec::new();
    if let Encoding::Broken { at } | Encoding::Older { at, .. } = decoded.encoding {
        let place = Place::Bytes(at..at + text::character_at(&decoded.text, at));
        findings.push(Finding::new(&rules::ENCODING_BROKEN, FILE, place));
    }
    let node = match yaml::parse(&decoded.text, FILE, &decoded.text, 0) {
        Ok(mut node) => {
            findings.extend(yaml::cuts(&mut node, FILE));
            node
        }
        Err(finding) => {
            findings.push(*finding);
            return (None, findings);
        }
    };
    let codes: Vec<String> = node.items("languages").iter().filter_map(code).map(str::to_owned).collect();
    let mut checker = Checker {
        file: FILE,
        languages: &codes,
        unknown: &rules::UNKNOWN_CONFIG_KEY,
        others: Others::Reported,
        findings: &mut findings,
    };
    checker.map(&node, fields::CONFIG, &KeyPath::default());
    // Said once here, not in every record that they are filled into.
    for (kind, table) in fields::BY_DEFAULT {
        if let Some(defaults) = node.get("defaults").and_then(|d| d.get(kind)) {
            checker.unknown_keys(defaults, table, &KeyPath::of("defaults").key(kind));
        }
    }
    let whole = 0..decoded.text.len();
    findings.extend(accidents::cut_at_hash(FILE, &decoded.text, &whole, fields::CONFIG));
    let mut config = resolve(&node, &codes, &mut findings);
    let of_languages = |f: &Finding| matches!(&f.place, Place::Value(path) if matches!(path.0.first(), Some(Step::Key(key)) if key == "languages"));
    if findings.iter().any(of_languages) {
        // Which languages there are is not known yet.
        findings.retain(|f| f.rule != &rules::UNKNOWN_LANGUAGE);
    }
    if let Some(config) = &mut config {
        let scan = Scan { packs: config.packs, own_domains: &config.email_domains };
        config.personal = scan.text(&decoded.text, personal_data::Form::Prose, &[]);
    }
    (config, findings)
}

fn code(node: &Node) -> Option<&str> {
    node.as_text().or_else(|| node.text("code"))
}

fn resolve(node: &Node, codes: &[String], findings: &mut Vec<Finding>) -> Option<Config> {
    let languages = languages(node, codes, findings);
    let base_url = node.text("base_url")?;
    if !is_base_url(base_url) {
        malformed(findings, "base_url", base_url);
    }
    let timezone = node.text("timezone").unwrap_or("UTC");
    if jiff::tz::TimeZone::get(timezone).is_err() {
        malformed(findings, "timezone", timezone);
    }
    if let Some(year) =
        node.int("first_year").filter(|year| *year < i64::from(FIRST_YEAR) || *year > i64::from(LAST_YEAR))
    {
        let finding = Finding::new(&rules::YEAR_IMPLAUSIBLE, FILE, Place::Value(KeyPath::of("first_year")));
        findings.push(finding.arg("year", year).arg("from", FIRST_YEAR).arg("to", LAST_YEAR));
    }
    let theme = node.text("theme").unwrap_or("default");
    if !yaml::schema::is_id(theme) || names::is_device(theme) {
        malformed(findings, "theme", theme);
    }
    if let Some(day) = node.date("as_of").filter(|day| day.year() > LAST_YEAR) {
        let finding = Finding::new(&rules::YEAR_IMPLAUSIBLE, FILE, Place::Value(KeyPath::of("as_of")));
        findings.push(finding.arg("year", day.year()).arg("from", FIRST_YEAR).arg("to", LAST_YEAR));
    }
    for (i, domain) in node.items("email_domains").iter().enumerate() {
        let Some(domain) = domain.as_text().filter(|domain| !is_domain(domain)) else { continue };
        // What is no domain and holds none lets nothing be published: the addresses themselves are told.
        let meant = domain.rsplit(['@', '/']).find(|part| is_domain(part));
        if meant.is_none() || domain.contains(char::is_whitespace) {
            continue;
        }
        let place = Place::Value(KeyPath::of("email_domains").index(i));
        let finding = Finding::new(&rules::CONFIG_VALUE_MALFORMED, FILE, place).arg("key", "email_domains");
        findings.push(finding.arg("value", domain).arg("expected", "@email_domains").meant(meant).certain(meant));
    }
    if let Some((written, meant)) = node.text("licence").and_then(|written| Some((written, licence::meant(written)?))) {
        let finding = Finding::new(&rules::CONFIG_VALUE_MALFORMED, FILE, Place::Value(KeyPath::of("licence")));
        let finding = finding.arg("key", "licence").arg("value", written).arg("expected", "@licence");
        findings.push(finding.meant(Some(meant)).certain(Some(meant)));
    }
    let accent = node.text("accent");
    if let Some(accent) = accent {
        check_accent(accent, findings);
    }
    if languages.is_empty() {
        // A key that is missing was reported as such.
        if node.get("languages").is_some() && findings.is_empty() {
            malformed(findings, "languages", "[]");
        }
        return None;
    }
    let human = |key: &str| human(node.get(key), codes);
    let role = |key: &str| node.get("pages").and_then(|p| p.text(key)).map(Id::from);
    Some(Config {
        title: human("title")?,
        publisher: human("publisher")?,
        description: human("description"),
        contact: human("contact"),
        base_url: base_url.to_owned(),
        languages,
        timezone: timezone.to_owned(),
        as_of: node.date("as_of"),
        theme: theme.to_owned(),
        licence: node.text("licence").map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned),
        defaults: node.get("defaults").map(|d| d.entries().to_vec()).unwrap_or_default(),
        labels: Labels::new(node.get("labels")),
        email_domains: email_domains(node, base_url),
        ask: role("ask"),
        report: role("report"),
        accessibility: role("accessibility"),
        drafts: false,
        bundle: false,
        log: None,
        first_year: node.int("first_year").and_then(|n| i16::try_from(n).ok()).unwrap_or(1949),
        minimum_cases: node.int("minimum_cases").and_then(|n| usize::try_from(n).ok()).unwrap_or(30),
        statutory_table: node.text("statutory_table").and_then(Form::parse),
        annual_figures: node.items("annual_figures").iter().filter_map(annual_figures).collect(),
        accent: accent.map(str::to_owned),
        navigation: navigation::read(node.get("navigation"), codes, findings),
        packs: packs(node),
        waivers: node.items("personal_data_waivers").iter().filter_map(waiver).collect(),
        personal: Vec::new(),
    })
}

/// Nobody said which countries' numbers to look for: then those of China. What is no word of ours names
/// none, and takes none away.
fn packs(node: &Node) -> Packs {
    let Some(chosen) = node.get("personal_data").filter(|chosen| chosen.get("packs").is_some()) else {
        return Packs::default();
    };
    let packs: Vec<_> = chosen.texts("packs").filter_map(PersonalDataPack::parse).collect();
    let none_wanted = matches!(chosen.get("packs"), Some(Node::List(items)) if items.is_empty());
    if packs.is_empty() && !none_wanted { Packs::default() } else { Packs::of(&packs) }
}

fn waiver(item: &Node) -> Option<(Box<str>, Waiver)> {
    let kind = PersonalData::parse(item.text("kind")?)?;
    Some((
        item.text("file").unwrap_or(FILE).into(),
        Waiver { kind, until: item.date("until")?, named: item.get("by").is_some() },
    ))
}

fn malformed(findings: &mut Vec<Finding>, key: &'static str, value: &str) {
    let place = Place::Value(KeyPath::of(key));
    findings.push(
        Finding::new(&rules::CONFIG_VALUE_MALFORMED, FILE, place)
            .arg("key", key)
            .arg("value", value)
            .arg("expected", format!("@{key}")),
    );
}

fn languages(node: &Node, codes: &[String], findings: &mut Vec<Finding>) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for (i, item) in node.items("languages").iter().enumerate() {
        let Some(code) = code(item) else { continue };
        let parts_fit =
            code.split('-').all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        let twice = codes[..i.min(codes.len())].iter().any(|c| c.eq_ignore_ascii_case(code));
        if !parts_fit || code.len() < 2 || twice || names::is_device(code) {
            malformed(findings, "languages", code);
            continue;
        }
        let first = languages.is_empty();
        let records = match item.text("records") {
            Some("all") => Shown::All,
            Some(_) => Shown::Translated,
            None if first => Shown::All,
            None => Shown::Translated,
        };
        let dir = if first { String::new() } else { format!("{}/", code.to_ascii_lowercase()) };
        languages.push(Language { code: code.to_owned(), dir, records });
    }
    languages
}

fn human(node: Option<&Node>, codes: &[String]) -> Option<Text> {
    match node? {
        Node::Text(text) => Some(Text::plain(0, &clean(text.trim()))),
        Node::Map(entries) => {
            let texts: Box<[_]> = entries
                .iter()
                .filter_map(|(code, value)| {
                    let at = codes.iter().position(|known| known == code)?;
                    Some((Lang::try_from(at).ok()?, clean(value.as_text()?.trim()).into()))
                })
                .collect();
            (!texts.is_empty()).then_some(Text(texts))
        }
        _ => None,
    }
}

/// Returns whether a text is a domain: words of letters, digits and hyphens, parted by dots.
fn is_domain(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-');
    text.contains('.') && text.split('.').all(word)
}

fn is_base_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | ':' | '_' | '~');
    rest.is_some_and(|r| r.ends_with('/') && !r.starts_with('/') && r.chars().all(plain))
}

fn email_domains(node: &Node, base_url: &str) -> Vec<String> {
    let mut domains: Vec<String> = node.texts("email_domains").map(str::to_ascii_lowercase).collect();
    let host = base_url.split("://").nth(1).and_then(|r| r.split(['/', ':']).next()).unwrap_or_default();
    domains.push(host.to_ascii_lowercase());
    domains.sort_unstable();
    domains
}

/// An accent must be readable on white: contrast of 4.5 to 1 (WCAG 2.2, 1.4.3).
fn check_accent(accent: &str, findings: &mut Vec<Finding>) {
    let Some(colour) = parse_colour(accent) else {
        malformed(findings, "accent", accent);
        return;
    };
    if contrast_on_white(colour) < 4.5 {
        let mut darker = colour;
        while contrast_on_white(darker) < 4.5 {
            darker = darker.map(|c| c.saturating_sub(3));
        }
        let nearest = format!("#{:02x}{:02x}{:02x}", darker[0], darker[1], darker[2]);
        let place = Place::Value(KeyPath::of("accent"));
        findings.push(Finding::new(&rules::ACCENT_CONTRAST, FILE, place).arg("colour", accent).arg("nearest", nearest));
    }
}

fn parse_colour(text: &str) -> Option<[u8; 3]> {
    let hex = text.strip_prefix('#').filter(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let part = |i: usize| u8::from_str_radix(&hex[i..i + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// Contrast ratio as WCAG 2.2 defines it.
fn contrast_on_white(colour: [u8; 3]) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = colour.map(linear);
    1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::bounds;

    const GOOD: &str = "title: Open\npublisher: City\nbase_url: https://x.example/a/\nlanguages: [en, {code: zh-Hans, records: all}]\n";

    #[test]
    fn defaults_are_applied() {
        let (config, findings) = read(GOOD.as_bytes());
        let config = config.unwrap();
        assert!(findings.is_empty());
        assert_eq!(config.base_path(), "/a/");
        assert_eq!(config.host(), "x.example");
        assert_eq!(config.languages[1].dir, "zh-hans/");
        assert_eq!(config.minimum_cases, 30);
    }

    #[test]
    fn what_holds_for_all_records_is_judged_once() {
        let names = |line: &str| -> Vec<_> {
            read(format!("{GOOD}{line}\n").as_bytes()).1.iter().map(|f| f.rule.name).collect()
        };
        assert_eq!(names("defaults: {reply: {kind: consult, knid: x}}"), ["unknown-config-key"]);
        assert_eq!(names("as_of: 8026-06-30"), ["year-implausible"]);
        let labels = format!("labels: {{reply: [{}]}}", vec!["R"; bounds::LABELS + 1].join(", "));
        assert_eq!(names(&labels), ["list-too-long"]);
        assert_eq!(names("as_of: 2026-06-30"), [""; 0]);
    }

    #[test]
    fn faults_are_all_found() {
        let text = "titel: x\npublisher: City\nbase_url: x\nlanguages: [en]\ntimezone: Mars\naccent: '#ffff00'\n";
        let names: Vec<_> = read(text.as_bytes()).1.iter().map(|f| f.rule.name).collect();
        assert_eq!(
            names,
            ["unknown-config-key", "config-value-malformed", "config-value-malformed", "accent-contrast"]
        );
    }
}
