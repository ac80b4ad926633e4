//! A record against the site: the file that has its number, and who changed what since the last import.
//!
//! ```text
//! export as imported last             → unchanged, whatever was done to the file
//! file as it would be written         → unchanged (an import that was stopped had written it)
//! export changed, file as imported    → changed
//! export changed, file changed        → kept: nothing made by hand is written over
//! ```

use super::composed::{self, Composed};
use super::ledger;
use super::mapping::{Constant, Mapping};
use super::plan::{Fate, Site};
use super::said::said;
use crate::record::Record;
use crate::record::kind::{self, FileKind};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization as _;

/// Where a record is or will be.
#[derive(Debug, Clone)]
pub struct Home {
    pub id: String,
    pub path: String,
    /// Something is there already.
    pub stands: bool,
}

/// Returns where each record is: in the file that has its number, else in one of its own.
pub fn homes(records: &[Option<Composed>], mapping: &Mapping, site: &Site<'_>) -> Vec<Option<Home>> {
    let mut of_references: HashMap<&str, (&str, &str)> = HashMap::new();
    let mut of_ids: HashMap<&str, (&str, bool)> = HashMap::new();
    for file in &site.parsed {
        let FileKind::Case { id } = kind::of(&file.file) else { continue };
        let references = match &file.record {
            Some(Record::Case(case)) => &*case.references,
            _ => &[],
        };
        of_ids.insert(id, (&file.file, !references.is_empty()));
        for reference in references {
            of_references.entry(reference).or_insert((id, &file.file));
        }
    }
    let mut taken: HashSet<String> = HashSet::new();
    let home = |record: &Composed| {
        if let Some((id, path)) = of_references.get(record.reference.as_str()) {
            return Home { id: (*id).to_owned(), path: (*path).to_owned(), stands: true };
        }
        let slug = slug(&record.reference);
        let day = record.received.strftime("%y%m%d").to_string();
        let stem = if slug.is_empty() { day } else { slug };
        let names = (1..).map(|n| id(&mapping.prefix, &stem, n));
        // An id that another number has is passed over; a file without any may be ours, with a fault in it.
        let free = |id: &String| !taken.contains(id) && of_ids.get(id.as_str()).is_none_or(|(_, numbered)| !numbered);
        let id = names.into_iter().find(free).expect("one of endless names is free");
        taken.insert(id.clone());
        match of_ids.get(id.as_str()) {
            Some((path, _)) => Home { path: (*path).to_owned(), id, stands: true },
            None => {
                let path = format!("content/replies/{}/{id}.md", record.received.strftime("%Y/%m"));
                Home { path, id, stands: false }
            }
        }
    };
    let mut home = home;
    records.iter().map(|record| record.as_ref().map(&mut home)).collect()
}

/// Returns the letters and digits of a number as an id has them.
fn slug(reference: &str) -> String {
    let narrow: String = reference.nfkc().flat_map(char::to_lowercase).collect();
    let parts = narrow.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

fn id(prefix: &str, stem: &str, n: usize) -> String {
    let end = if n == 1 { String::new() } else { format!("-{n}") };
    let room = 80 - prefix.len() - 1 - end.len();
    let stem = &stem[..stem.len().min(room)];
    format!("{prefix}-{}{end}", stem.trim_end_matches('-'))
}

/// A record held against its file.
pub struct Compared {
    pub fate: Fate,
    pub digest: String,
    /// What the ledger should say without anything being written.
    pub noted: Option<String>,
    pub published: Option<Date>,
    pub draft: bool,
}

pub fn compare(record: &Composed, home: &Home, mapping: &Mapping, site: &Site<'_>) -> Compared {
    let digest = ledger::digest(&record.basis, record.published);
    let known = site.ledger.get(&home.id);
    let same = |fate: Fate, noted: bool| Compared {
        fate,
        noted: noted.then(|| digest.clone()),
        digest: digest.clone(),
        published: None,
        draft: false,
    };
    if !home.stands {
        if known.is_some() {
            let why = said(
                format!(
                    "its file was removed here: {}; to have it again, delete the line `{}` of the ledger",
                    home.path, home.id
                ),
                format!("文件已在本站删除：{}；如需重新导入，请删去导入记录中 `{}` 一行", home.path, home.id),
            );
            return same(Fate::Kept(why), false);
        }
        let published = record.published.or(Some(site.day.as_of));
        let draft = mapping.constants.get(&Constant::Draft).is_some_and(|word| word == "true");
        return Compared { fate: Fate::New, noted: None, published, draft, digest };
    }
    if known == Some(&*digest) {
        return same(Fate::Unchanged, false);
    }
    let text = (site.read)(&home.path).unwrap_or_default();
    let (compared, published, draft) = composed::compared(&text);
    // When the sheet does not tell the day of publication, it is the file's.
    let of_file = ledger::digest(&compared, record.published.and(published));
    if of_file == digest {
        return same(Fate::Unchanged, true);
    }
    let ours = known.is_some_and(|known| known == of_file || known == ledger::digest(&compared, None));
    if ours {
        return Compared { fate: Fate::Changed, noted: None, published: record.published.or(published), draft, digest };
    }
    let path = &home.path;
    same(
        Fate::Kept(match known {
            Some(_) => said(
                format!("the export has changed, and so has {path}, by hand: bring it over there"),
                format!("导出内容有变化，但 {path} 已被人工修改，请在文件中手工更新"),
            ),
            None => said(
                format!("{path} has this number or id already, and was not written by this import"),
                format!("{path} 已有此编号或标识，不是由本导入写入的"),
            ),
        }),
        false,
    )
}
