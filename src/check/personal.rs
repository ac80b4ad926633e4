//! Personal data: a hit is reported unless a waiver covers its kind, wherever it stands.
//!
//! A waiver stands in the file itself, in the main file of the record that the file is part of
//! (an attachment, a table, a translation), or in `site-config.yaml`, which names the file.

use crate::config::{self, Config};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place, Rule};
use crate::record::personal_data::{self, Hit, Scan, Where};
use crate::record::words::{ColumnType, PersonalData};
use crate::record::{Parsed, Record, Text, Waiver, kind};
use crate::source::text::decode;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

fn rule(kind: PersonalData) -> &'static Rule {
    match kind {
        PersonalData::ResidentId => &rules::PERSONAL_DATA_RESIDENT_ID,
        PersonalData::Mobile => &rules::PERSONAL_DATA_MOBILE,
        PersonalData::BankCard => &rules::PERSONAL_DATA_BANK_CARD,
        PersonalData::Email => &rules::PERSONAL_DATA_EMAIL,
        PersonalData::Passport => &rules::PERSONAL_DATA_PASSPORT,
        PersonalData::NationalId => &rules::PERSONAL_DATA_NATIONAL_ID,
        PersonalData::Iban => &rules::PERSONAL_DATA_IBAN,
        PersonalData::Landline => &rules::PERSONAL_DATA_LANDLINE,
        PersonalData::NumberPlate => &rules::PERSONAL_DATA_NUMBER_PLATE,
        PersonalData::Address => &rules::PERSONAL_DATA_ADDRESS,
        PersonalData::Name => &rules::PERSONAL_DATA_NAME,
        PersonalData::Author => &rules::PERSONAL_DATA_AUTHOR,
        PersonalData::Position => &rules::PERSONAL_DATA_POSITION,
        PersonalData::Unread => &rules::ATTACHMENT_UNREAD,
    }
}

/// Where a waiver is written: the file, and its place in the list there.
type Written<'a> = (&'a str, usize, &'a Waiver);

/// Reports hits without waiver, waivers that ran out, and waivers that nothing needs. `parsed`
/// is sorted by file.
pub fn check(parsed: &[Parsed], config: &Config, as_of: Date, findings: &mut Vec<Finding>) {
    let mut needed = BTreeSet::new();
    let mut of_site = HashMap::<&str, Vec<Written<'_>>>::new();
    for (i, (file, waiver)) in config.waivers.iter().enumerate() {
        of_site.entry(file).or_default().push((config::FILE, i, waiver));
    }
    let of_site = |file: &str| of_site.get(file).map_or(&[][..], Vec::as_slice);
    let main = |path: &str| parsed.binary_search_by(|file| (*file.file).cmp(path)).ok().map(|at| &parsed[at]);
    for file in parsed.iter().filter(|file| !file.personal.is_empty()) {
        let owner = kind::main_file(&file.file);
        let owner = main(&owner).filter(|owner| owner.file != file.file);
        let own = [Some(file), owner].into_iter().flatten();
        let own = own.flat_map(|file| file.waivers.iter().enumerate().map(|(i, waiver)| (&*file.file, i, waiver)));
        let waivers: Vec<Written<'_>> = own.chain(of_site(&file.file).iter().copied()).collect();
        let hits = file.personal.iter().filter(|hit| !is_quantity(hit, file, owner));
        report(&file.file, hits, &waivers, &mut needed, findings);
    }
    report(config::FILE, config.personal.iter(), of_site(config::FILE), &mut needed, findings);
    let all = parsed.iter().flat_map(|file| file.waivers.iter().enumerate().map(|(i, w)| (&*file.file, i, w)));
    let site = config.waivers.iter().enumerate().map(|(i, (_, waiver))| (config::FILE, i, waiver));
    // Whether the theme or a finished file needs one is not known here.
    let elsewhere = |(_, i, waiver): &Written<'_>| {
        let own = config.waivers.get(*i).filter(|(_, own)| std::ptr::eq(own, *waiver));
        own.is_some_and(|(file, _)| **file != *config::FILE && !file.starts_with("content/"))
    };
    for written in all.chain(site) {
        findings.extend(judge(written, needed.contains(&(written.0, written.1)) || elsewhere(&written), as_of));
    }
}

fn report<'a, 'h>(
    file: &str,
    hits: impl Iterator<Item = &'h Hit>,
    waivers: &[Written<'a>],
    needed: &mut BTreeSet<(&'a str, usize)>,
    findings: &mut Vec<Finding>,
) {
    // All hits of a kind need the same waivers.
    let mut waived = BTreeMap::<PersonalData, bool>::new();
    for hit in hits {
        let covered = waived.entry(hit.kind).or_insert_with(|| {
            let own: Vec<_> = waivers.iter().filter(|(_, _, waiver)| waiver.kind == hit.kind).collect();
            needed.extend(own.iter().map(|(file, index, _)| (*file, *index)));
            // Somebody has looked through what the program could not, and says so with a name.
            own.iter().any(|(_, _, waiver)| waiver.named || hit.kind != PersonalData::Unread)
        });
        if !*covered {
            findings.push(finding(file, hit));
        }
    }
}

/// Returns whether the settings waive a kind in a finished file, by its path in the output.
pub fn waives(config: &Config, path: &str, kind: PersonalData) -> bool {
    config.waivers.iter().any(|(file, waiver)| **file == *path && waiver.kind == kind)
}

/// Reports waivers for finished files that are not there.
pub fn unknown_outputs(config: &Config, has: impl Fn(&str) -> bool) -> Vec<Finding> {
    let known = |file: &str| file == config::FILE || ["content/", "themes/"].iter().any(|dir| file.starts_with(dir));
    let place = |at: usize| Place::Value(KeyPath::of("personal_data_waivers").index(at).key("file"));
    let waivers = config.waivers.iter().enumerate().filter(|(_, (file, _))| !known(file) && !has(file));
    let finding = |at, waiver: &Waiver| {
        Finding::new(&rules::WAIVER_UNUSED, config::FILE, place(at)).arg("kind", waiver.kind.word())
    };
    waivers.map(|(at, (_, waiver))| finding(at, waiver)).collect()
}

/// Reports hits in a file of the theme, by its path in the site; waivers stand in the settings.
pub fn of_theme(file: &str, bytes: &[u8], config: &Config) -> Vec<Finding> {
    let readable = personal_data::is_text(file) || [".html", ".css", ".js"].iter().any(|ending| file.ends_with(ending));
    if !readable {
        return Vec::new();
    }
    let scan = Scan { packs: config.packs, own_domains: &config.email_domains };
    let hits = scan.text(&decode(bytes).text, personal_data::form_of(file), &[]);
    let mut findings = Vec::new();
    let waivers: Vec<Written<'_>> = config.waivers.iter().filter(|(of, _)| **of == *file).map(of_settings).collect();
    report(file, hits.iter(), &waivers, &mut BTreeSet::new(), &mut findings);
    findings
}

fn of_settings((file, waiver): &(Box<str>, Waiver)) -> Written<'_> {
    (file, 0, waiver)
}

fn finding(file: &str, hit: &Hit) -> Finding {
    let place = match &hit.at {
        Where::Bytes(bytes) => Place::Bytes(bytes.clone()),
        Where::Name | Where::Inside(_) => Place::File,
    };
    let finding = Finding::new(rule(hit.kind), file, place).arg("masked", &hit.masked);
    let Where::Inside(part) = &hit.at else { return finding };
    let finding = finding.arg("file", file.rsplit('/').next().unwrap_or_default());
    match part.called() {
        Some([en, zh]) => finding.part([&en, &zh]),
        None => finding,
    }
}

/// A column of whole numbers that the dataset calls so holds no telephones, unless its title
/// says that it does.
fn is_quantity(hit: &Hit, file: &Parsed, owner: Option<&Parsed>) -> bool {
    let (Some(column), Some(Record::Dataset(dataset))) = (&hit.column, owner.and_then(|owner| owner.record.as_ref()))
    else {
        return false;
    };
    let name = file.file.rsplit('/').next().unwrap_or_default();
    let table = dataset.tables.iter().find(|table| &*table.file == name);
    let field = table.and_then(|table| table.fields.iter().find(|field| field.name == *column));
    let named = |title: &Text| title.0.iter().any(|(_, title)| personal_data::is_phone_name(title));
    field.is_some_and(|field| {
        matches!(field.kind, Some(ColumnType::Integer | ColumnType::Number)) && !field.title.as_ref().is_some_and(named)
    })
}

fn judge((file, index, waiver): Written<'_>, needed: bool, as_of: Date) -> Option<Finding> {
    let place = |key: &str| Place::Value(KeyPath::of("personal_data_waivers").index(index).key(key));
    if !needed {
        return Some(Finding::new(&rules::WAIVER_UNUSED, file, place("kind")).arg("kind", waiver.kind.word()));
    }
    let finding = || Finding::new(&rules::WAIVER_EXPIRED, file, place("until")).arg("kind", waiver.kind.word());
    (waiver.until < as_of).then(|| finding().arg("until", waiver.until))
}
