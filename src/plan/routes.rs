//! Paths of pages under the root of their language, and of data under the root of the site.
//!
//! DESIGN 4. Published paths are permanent: change nothing here without a redirect.

use crate::derive::listings::Group;
use crate::derive::measures::Month;
use crate::model::Model;

/// Returns the path of a case.
pub fn case(id: &str) -> String {
    format!("replies/{id}.html")
}

/// Returns the path of a policy's current text.
pub fn policy(id: &str) -> String {
    format!("policies/{id}.html")
}

/// Returns the path of one edition.
pub fn edition(id: &str, number: u32) -> String {
    format!("policies/{id}/edition-{number}.html")
}

/// Returns the path of a dataset.
pub fn dataset(id: &str) -> String {
    format!("statistics/{id}.html")
}

/// Returns the path of a digest.
pub fn digest(id: &str) -> String {
    format!("digests/{id}.html")
}

/// Returns the path of a page.
pub fn page(slug: &str) -> String {
    format!("{slug}.html")
}

/// Returns a month as it stands in paths: `2026-03`.
pub fn month_name((year, month): Month) -> String {
    format!("{year:04}-{month:02}")
}

/// Returns the folder of a group: `replies`, `departments/<id>`, `topics/<id>`.
pub fn group_folder(model: &Model, group: Group) -> String {
    match group {
        Group::Site => "replies".to_owned(),
        Group::Department(i) => format!("departments/{}", model.departments[i].id),
        Group::Topic(i) => format!("topics/{}", model.topics[i].id),
    }
}

/// Returns the front page of a group.
pub fn group_front(model: &Model, group: Group) -> String {
    match group {
        Group::Site => "replies/index.html".to_owned(),
        _ => format!("{}.html", group_folder(model, group)),
    }
}

/// Returns the path of a page of a month's list.
pub fn month(model: &Model, group: Group, month: Month, page: usize) -> String {
    format!("{}/month/{}.html", group_folder(model, group), numbered(&month_name(month), page))
}

/// Returns the path of the statutory table of a year.
pub fn report(year: i16) -> String {
    format!("reports/{year}.html")
}

/// Returns the path of the same as data.
pub fn report_csv(year: i16) -> String {
    format!("data/foi-{year}.csv")
}

/// Path of the deadlines for calendars.
pub const DEADLINES_ICS: &str = "calendar/deadlines.ics";
/// Path of the table of figures by topic.
pub const PERFORMANCE_TOPICS: &str = "performance/topics.html";
/// Path of the table of figures by kind.
pub const PERFORMANCE_KINDS: &str = "performance/kinds.html";

/// Returns the path of the table of departments sorted by a measure.
pub fn performance_by(measure: &str) -> String {
    format!("performance/by-{}.html", measure.replace('_', "-"))
}

/// Returns the path of a bulletin.
pub fn bulletin(period: crate::derive::flow::Period) -> String {
    format!("bulletins/{}.html", period.name())
}

/// Returns a name with its page number: `2026-03`, `2026-03-2`.
pub fn numbered(name: &str, page: usize) -> String {
    if page <= 1 { name.to_owned() } else { format!("{name}-{page}") }
}

/// Returns the path of a page of the reference numbers of a month.
pub fn references(month: Month, page: usize) -> String {
    format!("search/reference/{}.html", numbered(&month_name(month), page))
}

/// Returns the path of a feed of a group.
pub fn feed(model: &Model, group: Group, ending: &str) -> String {
    match group {
        Group::Site => format!("feed.{ending}"),
        _ => format!("{}/feed.{ending}", group_folder(model, group)),
    }
}

/// Returns the name under which an attachment is published: the grammar of output paths, with
/// a digest where the name had to be changed.
pub fn attachment_name(file: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '~' | '-');
    let fine = !file.is_empty() && !file.starts_with('.') && is_portable(file);
    let fine = fine && file.chars().all(plain) && file.len() <= 80;
    if fine {
        return file.to_owned();
    }
    let digest = crate::source::digest(file.as_bytes());
    let tail: String = digest[..4].iter().map(|b| format!("{b:02x}")).collect();
    let ending =
        file.rsplit_once('.').map(|(_, e)| e).filter(|e| e.len() <= 8 && e.bytes().all(|b| b.is_ascii_alphanumeric()));
    let stem: String = file.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    let stem = if stem.is_empty() { "file".to_owned() } else { stem };
    match ending {
        Some(ending) => format!("{}-{tail}.{ending}", stem.trim_end_matches(ending)),
        None => format!("{stem}-{tail}"),
    }
}

/// Returns whether Windows takes a name for a device, whatever its ending: a copy of the site
/// could not hold such a file (Microsoft, "Naming Files, Paths, and Namespaces").
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        let mut digit = stem.strip_prefix(prefix).unwrap_or_default().chars();
        matches!((digit.next(), digit.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    matches!(&*stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || numbered("com") || numbered("lpt")
}

/// Returns whether a name can be that of a file on every system: no device, and no dot or space
/// at the end, which Windows drops.
pub fn is_portable(name: &str) -> bool {
    !is_device(name) && !name.ends_with(['.', ' '])
}

/// Returns the prefix that leads from a path to the root it stands under.
pub fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}
