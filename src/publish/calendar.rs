//! The calendar: replies that fall due, promises, days off, policies about to change, and
//! when a case that comes in on the day of the site would be due.
//! Beside the page, `calendar/deadlines.ics` for calendars: every time in it is a whole day, and a
//! stamp is the day of the last change, so that the file is the same each time it is built.

use super::{Add, Made, Press, RenderError};
use crate::escape::Escaped;
use crate::escape::ics::{Ics, Midnight};
use crate::publish::releases::ReleaseRow;
use crate::publish::rows::{CaseRow, DayOff, PolicyRow, PromiseRow};
use crate::record::Lang;
use crate::record::reference::DeadlineRule;
use crate::site::about::{About, Data, Form};
use crate::site::cells::Wait;
use crate::site::frame::{Head, Page};
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use crate::words::Strings;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// The outputs of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Page,
    Ics,
}

/// Lists them: each language has its own file for calendars.
pub fn list(_: &Site<'_>, add: &mut Add<'_>) {
    add.page("calendar/index.html", Out::Page);
    add.page(routes::DEADLINES_ICS, Out::Ics);
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Page => About::front().daily("calendar/*"),
        Out::Ics => About::data(Data::new("deadlines_ics", Form::Calendar)).daily("calendar/*"),
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Page => press.page("calendar.html", view(seen, planned, seen.strings())),
        Out::Ics => Ok(press.file(deadlines(seen, seen.strings()))),
    }
}

/// `calendar.html`: what falls due.
#[derive(Debug, Serialize)]
pub struct Schedule {
    pub as_of: Date,
    /// Open cases whose due date has not passed, by due date.
    pub days: Vec<DueDay>,
    /// How many of them are listed.
    pub shown: usize,
    pub total: usize,
    pub promises: Vec<PromiseRow>,
    pub promises_total: usize,
    /// When a case that comes in today would be due.
    pub would: Vec<Would>,
    pub off: Vec<DayOff>,
    pub policies: Vec<PolicyDate>,
    /// The first figures that are to come.
    pub releases: Vec<ReleaseRow>,
    /// The same for calendars, under the root of the language.
    pub ics: String,
}

/// The cases due on one day.
#[derive(Debug, Serialize)]
pub struct DueDay {
    pub on: Date,
    pub cases: Vec<CaseRow>,
}

/// A term that would start today.
#[derive(Debug, Serialize)]
pub struct Would {
    pub rule: String,
    pub on: Date,
    pub provisional: bool,
    pub statutory: bool,
}

/// Something that happens to a policy on a day.
#[derive(Debug, Serialize)]
pub struct PolicyDate {
    pub on: Date,
    /// Key of `strings.calendar`: `effective_from`, `effective_until`, `consultation_to`.
    pub key: &'static str,
    pub policy: PolicyRow,
}

/// Cases, and promises, listed at most.
const MOST: usize = 100;

/// Releases of figures that other pages than their own show.
pub const SOON: usize = 5;

/// Fills the calendar.
pub fn view(seen: Seen<'_>, planned: &Planned, strings: &Strings) -> (Page, Schedule) {
    let (cases, promises) = (seen.waiting(Wait::Due), &seen.promises().due);
    let mut days = BTreeMap::<Date, DueDay>::new();
    for at in cases.iter().take(MOST).map(|at| *at as usize) {
        let Some(due) = seen.status(at).due else { continue };
        let day = days.entry(due.end.on).or_insert_with(|| DueDay { on: due.end.on, cases: Vec::new() });
        day.cases.push(seen.case_row(at));
    }
    let view = Schedule {
        as_of: seen.day(),
        shown: cases.len().min(MOST),
        total: cases.len(),
        days: days.into_values().collect(),
        promises_total: promises.len(),
        promises: seen.promise_rows(promises.iter().take(MOST).map(|(_, at)| at)),
        would: would(seen),
        off: days_off(seen),
        policies: policy_dates(seen),
        releases: seen.coming(SOON),
        ics: routes::DEADLINES_ICS.to_owned(),
    };
    (seen.page(planned, Head::new(seen.lang, strings.text("nav.calendar").to_owned(), "")), view)
}

/// When a case that came in, was accepted and assigned on the day would be due, by each rule
/// that holds on it.
fn would(seen: Seen<'_>) -> Vec<Would> {
    let day = seen.day();
    let holds = |rule: &&DeadlineRule| rule.valid_from <= day && rule.valid_to.is_none_or(|to| day <= to);
    let row = |rule: &DeadlineRule| {
        let (end, provisional) = seen.plain_term(rule, day);
        Would {
            rule: rule.name.as_ref().map_or_else(|| rule.id.to_string(), |n| n.in_lang(seen.lang).to_owned()),
            on: end,
            provisional,
            statutory: rule.statutory,
        }
    };
    seen.rules().iter().filter(holds).map(row).collect()
}

/// Days off of the coming half year, of all calendars that rules use.
fn days_off(seen: Seen<'_>) -> Vec<DayOff> {
    let from = seen.day();
    let to = from.checked_add(6.months()).unwrap_or(from);
    let mut list: Vec<DayOff> = Vec::new();
    for (code, calendar) in seen.calendars().iter() {
        if !seen.rules().iter().any(|rule| rule.calendar.as_ref() == Some(code)) {
            continue;
        }
        let known = calendar.days().filter(|(_, day)| day.announced.is_none_or(|on| on <= from));
        for (date, day) in known.filter(|(date, day)| day.off && from <= *date && *date <= to) {
            let name = day.name.in_lang(seen.lang);
            match list.last_mut() {
                Some(last) if last.name == name && last.to.tomorrow().is_ok_and(|next| next == date) => last.to = date,
                _ => list.push(DayOff { from: date, to: date, name: name.to_owned() }),
            }
        }
    }
    list.sort_by_key(|off| off.from);
    list
}

/// Policies that come into force, end, or close for comments within half a year.
fn policy_dates(seen: Seen<'_>) -> Vec<PolicyDate> {
    let dates = seen.policy_dates().iter();
    dates.map(|(on, key, at)| PolicyDate { on: *on, key, policy: seen.policy_row(*at as usize) }).collect()
}

/// Returns the file in a language.
pub fn deadlines(seen: Seen<'_>, strings: &Strings) -> Escaped {
    let config = seen.config();
    let mut ics = Ics::default();
    ics.line("BEGIN", "VCALENDAR");
    ics.line("VERSION", "2.0");
    ics.line("PRODID", "-//gongkai//deadlines//EN");
    ics.text("X-WR-CALNAME", &format!("{}: {}", config.title.in_lang(seen.lang), strings.text("nav.calendar")));
    let dir = &config.language(seen.lang).dir;
    let mut event = |uid: &str, day: Date, stamp: Date, title: &str, path: &str| {
        ics.line("BEGIN", "VEVENT");
        ics.text("UID", &format!("{uid}@{}", config.host()));
        ics.line("DTSTAMP", Midnight(stamp));
        ics.line("DTSTART;VALUE=DATE", day);
        ics.text("SUMMARY", title);
        ics.address("URL", &format!("{}{dir}{path}", config.base_url));
        ics.line("TRANSP", "TRANSPARENT");
        ics.line("END", "VEVENT");
    };
    for index in seen.waiting(Wait::Due).iter().map(|at| *at as usize) {
        let (case, status) = (seen.case(index), seen.status(index));
        let Some(due) = status.due else { continue };
        let title = strings.text("calendar.ics_due");
        let title = title.replace("{case}", seen.case_title(index).0);
        event(&format!("due-{}", case.id), due.end.on, status.changed, &title, &routes::case(&case.id));
    }
    for (day, at) in &seen.promises().due {
        let (index, place) = (at.case as usize, usize::from(at.place));
        let (case, status) = (seen.case(index), seen.status(index));
        let title =
            strings.text("calendar.ics_promise").replace("{text}", case.promises[place].text.in_lang(seen.lang));
        let uid = format!("promise-{}-{}", case.id, place + 1);
        event(&uid, *day, status.changed, &title, &routes::case(&case.id));
    }
    ics.line("END", "VCALENDAR");
    ics.finish()
}
