//! Bulletins: what came in, went out and stood out in a week or a month that is over.

use super::common::Page;
use super::pages::{Bulletin as BulletinView, BulletinRow, Bulletins, LaterKnown, NotableRow};
use super::scope::{Head, Scope};
use crate::derive::flow::{Bulletin, Numbers, Period};
use crate::plan::{Planned, routes};
use crate::render::strings::Strings;
use std::ops::Bound;

/// Matters of each sort that a bulletin names.
const NAMED: usize = 30;

/// Returns the title of a period's bulletin.
fn title(period: Period, strings: &Strings) -> String {
    match period {
        Period::Month(_) => strings.text("bulletin.month").replace("{month}", &strings.month(&period.name())),
        Period::Week(_) => {
            let text = strings.text("bulletin.week");
            text.replace("{from}", &strings.date(period.first())).replace("{to}", &strings.date(period.last()))
        }
    }
}

/// Fills the bulletin of a period.
pub fn view(scope: Scope<'_>, planned: &Planned, period: Period, strings: &Strings) -> (Page, BulletinView) {
    let flow = &scope.derived.flow;
    let empty = Bulletin::default();
    let bulletin = flow.get(&period).unwrap_or(&empty);
    let before = flow.get(&period.before());
    let row = |name: String, href: String, g: String, numbers: Numbers| BulletinRow {
        name,
        href,
        g,
        numbers: numbers.all().to_vec(),
    };
    let rows = bulletin.departments.iter().map(|(i, numbers)| {
        let id = &scope.model.departments[*i].id;
        let link = scope.department(id);
        row(link.label, link.href, format!("flow/{id}/{}", period.name()), numbers.then)
    });
    let month = matches!(period, Period::Month(_));
    let notable = |(case, event): &(u32, u16)| {
        let case = *case as usize;
        let event = &scope.model.cases[case].events[usize::from(*event)];
        let more = event.more.as_deref();
        let reason = more.and_then(|m| m.reason.as_ref()).map(|r| r.get(scope.lang));
        let hidden = super::rows::hidden_word(scope.model.cases[case].visibility).is_some();
        NotableRow {
            case: scope.case_row(case),
            key: event.kind.word(),
            level: more.and_then(|m| m.level).map(crate::record::words::Level::word),
            outcome: more.and_then(|m| m.outcome).map(crate::record::words::Outcome::word),
            on: event.on,
            lang: reason.and_then(|(_, lang)| scope.other(lang)),
            reason: reason.map(|(text, _)| text.to_owned()).filter(|_| !hidden),
        }
    };
    // All periods of one length stand together.
    let same = |p: &&Period| matches!(p, Period::Month(_)) == month;
    let near = |later: bool| {
        let found = if later {
            flow.range((Bound::Excluded(period), Bound::Unbounded)).next()
        } else {
            flow.range(..period).next_back()
        };
        found.map(|(p, _)| p).filter(same).map(|p| routes::bulletin(*p))
    };
    let on = format!("events: on = {}..{}", period.first(), period.last());
    let view = BulletinView {
        is_month: month,
        from: period.first(),
        to: period.last(),
        g: format!("flow//{}", period.name()),
        numbers: bulletin.all.then.all().to_vec(),
        before: before.map(|b| b.all.then.all().to_vec()),
        before_g: format!("flow//{}", period.before().name()),
        total: row(String::new(), String::new(), format!("flow//{}", period.name()), bulletin.all.then),
        later_known: bulletin.all.later.on.map(|on| LaterKnown {
            cases: bulletin.all.later.cases,
            numbers: bulletin.all.later.numbers.all().to_vec(),
            corrected: bulletin.all.later.corrected,
            on,
        }),
        rows: rows.collect(),
        notable: bulletin.notable.iter().take(NAMED).map(notable).collect(),
        notable_filter: format!("{on}, type = supervised | reopened | review_started | corrected"),
        notable_total: bulletin.notable.len(),
        concluded: bulletin.concluded.iter().take(NAMED).map(notable).collect(),
        concluded_filter: format!("{on}, type = concluded"),
        concluded_total: bulletin.concluded.len(),
        earlier: near(false),
        later: near(true),
    };
    let head = Head::new(scope, title(period, strings), "").crumb("bulletins", "bulletins/index.html");
    (scope.page(planned, head), view)
}

/// Fills the index of bulletins, newest first.
pub fn index(scope: Scope<'_>, planned: &Planned, strings: &Strings) -> (Page, Bulletins) {
    let row = |(period, bulletin): (&Period, &Bulletin)| BulletinRow {
        name: match period {
            Period::Month(_) => strings.month(&period.name()),
            Period::Week(_) => title(*period, strings),
        },
        href: routes::bulletin(*period),
        g: format!("flow//{}", period.name()),
        numbers: bulletin.all.then.all().to_vec(),
    };
    let of = |month: bool| {
        let wanted = move |(p, _): &(&Period, &Bulletin)| matches!(p, Period::Month(_)) == month;
        scope.derived.flow.iter().rev().filter(wanted).map(row).collect::<Vec<_>>()
    };
    let (months, weeks) = (of(true), of(false));
    let head = Head::new(scope, strings.text("nav.bulletins").to_owned(), "");
    (scope.page(planned, head), Bulletins { months, weeks })
}
