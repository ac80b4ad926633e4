//! Personal data: a hit stops publication unless a waiver in the file covers its kind.

use super::rules;
use crate::diagnostic::{Finding, KeyPath, Place, Rule};
use crate::record::Parsed;
use crate::record::words::PersonalData;
use jiff::civil::Date;

fn rule(kind: PersonalData) -> &'static Rule {
    match kind {
        PersonalData::ResidentId => &rules::PERSONAL_DATA_RESIDENT_ID,
        PersonalData::Mobile => &rules::PERSONAL_DATA_MOBILE,
        PersonalData::BankCard => &rules::PERSONAL_DATA_BANK_CARD,
        PersonalData::Email => &rules::PERSONAL_DATA_EMAIL,
    }
}

/// Reports hits without waiver, waivers that ran out, and waivers that nothing needs.
pub fn check(parsed: &[Parsed], as_of: Date, findings: &mut Vec<Finding>) {
    for file in parsed {
        let waivers = parsed.iter().filter(|other| covers(&other.file, &file.file));
        let waived: Vec<PersonalData> = if file.personal.is_empty() {
            Vec::new()
        } else {
            waivers.flat_map(|other| other.waivers.iter().map(|w| w.kind)).collect()
        };
        for hit in file.personal.iter().filter(|hit| !waived.contains(&hit.kind)) {
            let place = Place::Bytes(hit.bytes.clone());
            findings.push(Finding::new(rule(hit.kind), &file.file, place).arg("masked", &hit.masked));
        }
        for (i, waiver) in file.waivers.iter().enumerate() {
            let place = |key: &str| Place::Value(KeyPath::of("personal_data_waivers").index(i).key(key));
            let mut covered = parsed.iter().filter(|other| covers(&file.file, &other.file));
            let needed = covered.any(|other| other.personal.iter().any(|hit| hit.kind == waiver.kind));
            if needed && waiver.until < as_of {
                let finding = Finding::new(&rules::WAIVER_EXPIRED, &file.file, place("until"));
                findings.push(finding.arg("kind", waiver.kind.word()).arg("until", waiver.until));
            } else if !needed {
                let finding = Finding::new(&rules::WAIVER_UNUSED, &file.file, place("kind"));
                findings.push(finding.arg("kind", waiver.kind.word()));
            }
        }
    }
}

/// Returns whether the waivers of one file hold for another: its own, and those of
/// `dataset.yaml` for the tables beside it.
fn covers(waiving: &str, file: &str) -> bool {
    let tables =
        waiving.strip_suffix("dataset.yaml").is_some_and(|folder| file.starts_with(folder) && file.ends_with(".csv"));
    waiving == file || tables
}
