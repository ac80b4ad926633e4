//! Paths of pages under the root of their language, and of data under the root of the site.
//!
//! DESIGN 4. Published paths are permanent: change nothing here without a redirect.

use crate::derive::indexes::Index;
use crate::derive::listings::Group;
use crate::derive::measures::Month;
use crate::derive::ways::Way;
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

/// Returns the path of what an edition changed in the one before it; without a number, of what
/// changed since the first.
pub fn changes(id: &str, number: Option<u32>) -> String {
    match number {
        Some(number) => format!("policies/{id}/edition-{number}-changes.html"),
        None => format!("policies/{id}/changes.html"),
    }
}

/// Returns the path of what was changed in a draft before it was made.
pub fn from_draft(id: &str, draft: &str) -> String {
    format!("policies/{id}/from-{draft}.html")
}

/// Returns the path of a text with what another says of its articles beside it.
pub fn beside(id: &str, by: &str) -> String {
    format!("policies/{id}/with-{by}.html")
}

/// Returns the path of a list of policies; with the key of a group and a page, of a part of it.
pub fn policies_by(way: Way, part: Option<(&str, usize)>) -> String {
    let way = way.word();
    match part {
        None => format!("policies/by/{way}.html"),
        Some((key, 1)) => format!("policies/by/{way}-{key}.html"),
        Some((key, page)) => format!("policies/by/{way}-{key}-{page}.html"),
    }
}

/// Returns where the policies of an issuer are listed.
pub fn policies_issued_by(id: &str) -> String {
    format!("{}#by-{id}", policies_by(Way::Issuer, None))
}

/// The figures of policies.
pub const POLICY_FIGURES: &str = "performance/policies.html";

/// Returns the path of a part, from 1, of a policy's current text or of one edition.
pub fn policy_part(id: &str, number: Option<u32>, part: usize) -> String {
    match number {
        Some(number) => format!("policies/{id}/edition-{number}-part-{part}.html"),
        None => format!("policies/{id}/part-{part}.html"),
    }
}

/// Returns the path of a page of the list of a policy's editions.
pub fn editions(id: &str, page: usize) -> String {
    format!("policies/{id}/{}.html", numbered("editions", page))
}

/// Returns the path of a page of the list of a policy's articles and their texts.
pub fn articles(id: &str, page: usize) -> String {
    format!("policies/{id}/{}.html", numbered("articles", page))
}

/// Returns the path of the text of an edition as a file.
pub fn edition_text(id: &str, number: u32) -> String {
    format!("policies/{id}/edition-{number}.zip")
}

/// Returns the path of a long text on one page.
pub fn whole_policy(id: &str) -> String {
    format!("policies/{id}/whole.html")
}

/// Returns the path of a page of the replies that rely on articles of a policy.
pub fn relied_on(id: &str, page: usize) -> String {
    format!("policies/{id}/{}.html", numbered("relied-on", page))
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

/// Returns a year as it stands in paths and data.
pub fn year_name(year: i16) -> String {
    format!("{year:04}")
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
/// Path of the releases of figures.
pub const RELEASES: &str = "calendar/releases.html";
/// Path of the feed of releases.
pub const RELEASES_FEED: &str = "calendar/releases.xml";
/// Path of the releases for calendars.
pub const RELEASES_ICS: &str = "calendar/releases.ics";
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

/// Returns the path of a page of a list that has a folder of its own.
pub fn index(folder: &str, page: usize) -> String {
    format!("{folder}/{}.html", numbered("index", page))
}

/// Returns the path of the reference numbers of a month; of the pages on which they stood one after the
/// other, when their number is given.
pub fn references(month: Month, page: usize) -> String {
    format!("search/reference/{}.html", numbered(&month_name(month), page))
}

/// Path of the months that have reference numbers.
pub const REFERENCE_MONTHS: &str = "search/reference/index.html";
/// Path of the months in which cases were received.
pub const MONTHS: &str = "search/month/index.html";

/// Returns the path of a page of an index: of what has this address in its tree; of its top without one.
pub fn indexed(index: Index, address: &str) -> String {
    let name = if address.is_empty() { "index" } else { address };
    match index {
        Index::Title => format!("search/title/{name}.html"),
        Index::Department => format!("search/department/{name}.html"),
        Index::Topic => format!("search/topic/{name}.html"),
        Index::References(month) if address.is_empty() => references(month, 1),
        Index::References(month) => format!("search/reference/{}/{name}.html", month_name(month)),
    }
}

/// Returns the path of a feed of a group.
pub fn feed(model: &Model, group: Group, ending: &str) -> String {
    match group {
        Group::Site => format!("feed.{ending}"),
        _ => format!("{}/feed.{ending}", group_folder(model, group)),
    }
}

/// Returns the prefix that leads from a path to the root it stands under.
pub fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}
