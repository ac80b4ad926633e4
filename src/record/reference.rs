//! Reference data: departments, topics, deadline rules, calendars.

use super::parse::Reader;
use super::words::{DepartmentStatus, Kind, Pause, Roll, Start, ThirdParty, Urgency};
use super::{Id, Text, digest::period};
use crate::diagnostic::KeyPath;
use crate::yaml::Node;
use crate::yaml::schema::{Term, hour, parse_term};
use jiff::civil::{Date, Time};

/// A department.
#[derive(Debug, Clone)]
pub struct Department {
    pub id: Id,
    pub name: Text,
    pub short: Option<Text>,
    pub remit: Option<Text>,
    pub contact: Option<Text>,
    pub parent: Option<Id>,
    pub predecessors: Box<[Id]>,
    pub successors: Box<[Id]>,
    pub status: DepartmentStatus,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub at: KeyPath,
}

/// A topic.
#[derive(Debug, Clone)]
pub struct Topic {
    pub id: Id,
    pub label: Text,
    pub broader: Option<Id>,
    pub note: Option<Text>,
    pub at: KeyPath,
}

/// A deadline rule.
#[derive(Debug, Clone)]
pub struct DeadlineRule {
    pub id: Id,
    pub name: Option<Text>,
    pub kinds: Box<[Kind]>,
    pub departments: Box<[Id]>,
    pub urgency: Box<[Urgency]>,
    pub from: Start,
    pub within: Term,
    /// The longest extension.
    pub extension: Option<Term>,
    pub clarification: Pause,
    pub third_party: ThirdParty,
    /// By when a case is to be accepted, from receipt.
    pub accept_within: Option<Term>,
    /// How long a review may take, from its start.
    pub review_within: Option<Term>,
    pub roll: Roll,
    /// What comes at or after this hour counts as come on the next working day.
    pub cut_off: Option<Time>,
    /// The department's own term, from each assignment.
    pub department_within: Option<Term>,
    pub calendar: Option<Id>,
    pub basis: Text,
    pub statutory: bool,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub at: KeyPath,
}

/// One year of a calendar.
#[derive(Debug, Clone)]
pub struct CalendarYear {
    pub code: Id,
    pub year: i16,
    pub days: Vec<CalendarDay>,
}

/// A day that is off though the week says work, or the other way round.
#[derive(Debug, Clone)]
pub struct CalendarDay {
    pub date: Date,
    pub name: Text,
    pub off: bool,
    pub announced: Option<Date>,
}

/// Reads `departments.yaml`.
pub fn departments(reader: &mut Reader<'_>, node: &Node) -> Vec<Department> {
    let read = |(i, item): (usize, &Node)| {
        let human = |key: &str| reader.human(item.get(key), 0);
        Some(Department {
            id: item.text("id")?.into(),
            name: human("name")?,
            short: human("short"),
            remit: human("remit"),
            contact: human("contact"),
            parent: item.text("parent").map(Into::into),
            predecessors: super::parse::ids(item, "predecessors"),
            successors: super::parse::ids(item, "successors"),
            status: item.text("status").and_then(DepartmentStatus::parse).unwrap_or(DepartmentStatus::Live),
            valid_from: item.date("valid_from"),
            valid_to: item.date("valid_to"),
            at: KeyPath::default().index(i),
        })
    };
    node.as_list().iter().enumerate().filter_map(read).collect()
}

/// Reads `topics.yaml`.
pub fn topics(reader: &mut Reader<'_>, node: &Node) -> Vec<Topic> {
    let read = |(i, item): (usize, &Node)| {
        Some(Topic {
            id: item.text("id")?.into(),
            label: reader.human(item.get("label"), 0)?,
            broader: item.text("broader").map(Into::into),
            note: reader.human(item.get("note"), 0),
            at: KeyPath::default().index(i),
        })
    };
    node.as_list().iter().enumerate().filter_map(read).collect()
}

/// Reads `rules/deadlines.yaml`.
pub fn rules(reader: &mut Reader<'_>, node: &Node) -> Vec<DeadlineRule> {
    let mut rules = Vec::new();
    for (i, item) in node.as_list().iter().enumerate() {
        let at = KeyPath::default().index(i);
        if let Some(rule) = rule(reader, item, at) {
            if let Some(to) = rule.valid_to {
                period(reader, rule.valid_from, to, rule.at.key("valid_to"));
            }
            rules.push(rule);
        }
    }
    rules
}

fn rule(reader: &Reader<'_>, item: &Node, at: KeyPath) -> Option<DeadlineRule> {
    let applies = item.get("applies")?;
    Some(DeadlineRule {
        id: item.text("id")?.into(),
        name: reader.human(item.get("name"), 0),
        kinds: applies.texts("kind").filter_map(Kind::parse).collect(),
        departments: super::parse::ids(applies, "department"),
        urgency: applies.texts("urgency").filter_map(Urgency::parse).collect(),
        from: item.text("from").and_then(Start::parse)?,
        within: item.text("within").and_then(parse_term)?,
        extension: item.text("extension").and_then(parse_term),
        clarification: item.text("clarification").and_then(Pause::parse).unwrap_or(Pause::Stops),
        third_party: item.text("third_party").and_then(ThirdParty::parse).unwrap_or(ThirdParty::Stops),
        accept_within: item.text("accept_within").and_then(parse_term),
        review_within: item.text("review_within").and_then(parse_term),
        roll: item.text("roll").and_then(Roll::parse).unwrap_or(Roll::NextWorkingDay),
        cut_off: item.text("cut_off").and_then(hour),
        department_within: item.text("department_within").and_then(parse_term),
        calendar: item.text("calendar").map(Into::into),
        basis: reader.human(item.get("basis"), 0)?,
        statutory: item.flag("statutory")?,
        valid_from: item.date("valid_from")?,
        valid_to: item.date("valid_to"),
        at,
    })
}

/// Reads `rules/calendar-<code>-<year>.yaml`.
pub fn calendar(reader: &mut Reader<'_>, node: &Node, code: &str, year: &str) -> CalendarYear {
    let read = |item: &Node| {
        Some(CalendarDay {
            date: item.date("date")?,
            name: reader.human(item.get("name"), 0)?,
            off: item.flag("off")?,
            announced: item.date("announced"),
        })
    };
    let days = node.as_list().iter().filter_map(read).collect();
    CalendarYear { code: code.into(), year: year.parse().unwrap_or(0), days }
}
