//! The working of a due date: sentences, the days that did not count, and a calendar of the
//! term in which each counted day bears its number.

use crate::derive::due::{Counted, Due, End, From};
use crate::publish::case::facts::Due as DueView;
use crate::publish::rows::DayOff;
use crate::record::case::Event;
use crate::record::reference::DeadlineRule;
use crate::record::words::EventKind;
use crate::site::seen::Seen;
use crate::site::texts::Texts;
use crate::words::Strings;
use crate::yaml::schema::{Term, TermUnit};
use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};
use std::fmt::Write as _;

/// Fills the view of a due date.
pub fn view(seen: Seen<'_>, at: usize, facts: &Due, texts: &Texts<'_>) -> DueView {
    let case = seen.case(at);
    let rule = &seen.rules()[facts.rule];
    let pauses = if facts.suspended > 0 { seen.pauses(at) } else { Vec::new() };
    let mut days = seen.term_days(facts, &pauses);
    let acts = facts.extended.map(|_| extensions(seen.past(at))).unwrap_or_default();
    if acts.iter().any(|term| term.is_none_or(|t| t.unit != TermUnit::WorkingDays)) {
        number_through(&mut days, facts.base.on);
    }
    // Those up to the end that the sentence names.
    let of = |wanted: fn(&Counted<'_>) -> bool, more: bool| {
        days.iter().filter(|(on, counted)| wanted(counted) && (*on > facts.original.on) == more).count()
    };
    let off = |c: &Counted<'_>| matches!(c, Counted::Holiday(_));
    let weekend = |c: &Counted<'_>| *c == Counted::Weekend;
    let make_up = |c: &Counted<'_>| matches!(c, Counted::Day { make_up: true, .. });
    DueView {
        on: facts.end.on,
        at: hour(facts.end),
        original: facts.original.on,
        base: facts.base.on,
        provisional: facts.provisional,
        statutory: rule.statutory,
        rule: rule.name.as_ref().map_or_else(|| rule.id.to_string(), |n| n.in_lang(seen.lang).to_owned()),
        basis: rule.basis.in_lang(seen.lang).to_owned(),
        from: match facts.from {
            From::Received => "received",
            From::Accepted => "accepted",
            From::Assigned => "assigned",
            From::AcceptanceLimit => "acceptance_limit",
            From::Clarified => "clarified",
            From::Reopened => "reopened",
        },
        start: facts.start,
        start_at: clock_time(case.received_at.filter(|_| facts.from == From::Received && facts.start == case.received)),
        cut_off: facts.cut_off,
        unit: rule.within.unit.word(),
        within: rule.within.count,
        extended: facts.extended,
        extended_by: match acts[..] {
            // More than the rule allows is cut: then the length is not what was given.
            [Some(term)] if within_rule(rule, term) => Some((term.unit.word(), term.count)),
            _ => None,
        },
        stopped: facts.stopped,
        rolled_from: facts.rolled_from,
        original_rolled_from: facts.original_rolled_from,
        suspended: facts.suspended,
        suspended_unit: match rule.within.unit {
            TermUnit::WorkingDays => "working-days",
            TermUnit::Hours => "hours",
            TermUnit::Days | TermUnit::Months => "days",
        },
        moved: facts.moved.map(|(on, from)| (on, from).into()),
        weekend_days: of(weekend, false),
        days_off: of(off, false),
        more_weekend_days: of(weekend, true),
        more_days_off: of(off, true),
        off: days_off(seen, &days),
        make_up: of(make_up, false) + of(make_up, true),
        calendar: if days.is_empty() || facts.stopped.is_some() {
            String::new()
        } else {
            calendar(facts, &days, texts.strings)
        },
    }
}

/// Returns the hour of an end, where it has one.
pub fn hour(end: End) -> Option<String> {
    clock_time(end.at)
}

/// Returns a time of the day, where it is known.
pub fn clock_time(time: Option<Time>) -> Option<String> {
    time.map(|t| format!("{:02}:{:02}", t.hour(), t.minute()))
}

/// By what a term of working days was extended, if all that moved it was given as a length.
/// Extensions in another unit, or up to a named day, count every day.
fn extensions(past: &[Event]) -> Vec<Option<Term>> {
    let acts = past.iter().filter(|e| e.kind == EventKind::Extended);
    acts.map(|e| e.more.as_deref().and_then(|m| m.within)).collect()
}

fn within_rule(rule: &DeadlineRule, given: Term) -> bool {
    rule.extension.is_none_or(|most| most.unit == given.unit && given.count <= most.count)
}

/// Numbers the days after a day of a term through: there no day is left out.
fn number_through(days: &mut [(Date, Counted<'_>)], after: Date) {
    let mut last = 0;
    for (date, counted) in days {
        match counted {
            Counted::Day { number, .. } if *date <= after => last = *number,
            Counted::Day { number, .. } => {
                last += 1;
                *number = last;
            }
            Counted::Weekend | Counted::Holiday(_) if *date > after => {
                last += 1;
                *counted = Counted::Day { number: last, make_up: false };
            }
            _ => {}
        }
    }
}

/// Days off under one name that follow each other are one entry.
fn days_off(seen: Seen<'_>, days: &[(Date, Counted<'_>)]) -> Vec<DayOff> {
    let mut list: Vec<DayOff> = Vec::new();
    for (date, counted) in days {
        let Counted::Holiday(name) = counted else { continue };
        let name = name.in_lang(seen.lang);
        match list.last_mut() {
            Some(last) if last.name == name && last.to.tomorrow().is_ok_and(|next| next == *date) => last.to = *date,
            _ => list.push(DayOff { from: *date, to: *date, name: name.to_owned() }),
        }
    }
    list
}

/// Weeks in a calendar at most: a term of a year and more is told by its sentence.
const WEEKS: usize = 60;

/// A table of the weeks of a term. It is written here, not in a template: every case has one,
/// and a cell is too small to be worth a template's time.
fn calendar(due: &Due, days: &[(Date, Counted<'_>)], strings: &Strings) -> String {
    let monday = |date: Date| date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days());
    let Ok(mut day) = monday(due.start) else { return String::new() };
    // A table that broke off before the due day would be a cut list that does not say so.
    let weeks = day.until(due.end.on).map_or(usize::MAX, |span| span.get_days().unsigned_abs() as usize / 7 + 1);
    if weeks > WEEKS {
        return String::new();
    }
    let mut html = String::with_capacity(1200);
    html.push_str("<table class=\"cal\"><caption class=\"vh\">");
    html.push_str(strings.text("clock.caption"));
    html.push_str("</caption><thead><tr><td></td>");
    for weekday in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] {
        // Writing to a string does not fail.
        let _ = write!(html, "<th scope=\"col\">{}</th>", strings.text(&format!("clock.{weekday}")));
    }
    html.push_str("</tr></thead><tbody>");
    let mut rest = days.iter().peekable();
    while day <= due.end.on {
        let _ = write!(html, "<tr><th scope=\"row\">{}</th>", strings.date(day.max(due.start)));
        for _ in 0..7 {
            let number = day.day();
            let counted = rest.next_if(|(date, _)| *date == day).map(|(_, counted)| counted);
            let end = if day == due.end.on { " e" } else { "" };
            let _ = match counted {
                None if day == due.start => write!(html, "<td class=\"z\">{number}<b>0</b></td>"),
                None => write!(html, "<td></td>"),
                Some(Counted::Day { number: nth, make_up }) => match (make_up, end) {
                    (false, "") => write!(html, "<td>{number}<b>{nth}</b></td>"),
                    (make_up, _) => {
                        let class = if *make_up { "u" } else { "" };
                        write!(html, "<td class=\"{}\">{number}<b>{nth}</b></td>", format!("{class}{end}").trim())
                    }
                },
                Some(Counted::Weekend | Counted::Holiday(_)) => {
                    write!(html, "<td class=\"o{end}\"><s>{number}</s></td>")
                }
                Some(Counted::Paused) => write!(html, "<td class=\"p{end}\">{number}</td>"),
            };
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => return html + "</tr></tbody></table>",
            }
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>");
    debug_assert!(day.weekday() == Weekday::Monday, "whole weeks");
    html
}
