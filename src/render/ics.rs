//! `calendar/deadlines.ics`: when replies are due and promises fall due, for calendars.
//!
//! Every time is a whole day. A stamp is the day of the last change, so that the file is the same
//! each time it is built.

use crate::escape::Escaped;
use crate::escape::ics::{Ics, Midnight};
use crate::plan::routes;
use crate::render::strings::Strings;
use crate::view::Scope;
use jiff::civil::Date;

/// Returns the file in a language.
pub fn deadlines(scope: Scope<'_>, strings: &Strings) -> Escaped {
    let config = &scope.model.config;
    let mut ics = Ics::default();
    ics.line("BEGIN", "VCALENDAR");
    ics.line("VERSION", "2.0");
    ics.line("PRODID", "-//gongkai//deadlines//EN");
    ics.text("X-WR-CALNAME", &format!("{}: {}", config.title.in_lang(scope.lang), strings.text("nav.calendar")));
    let dir = &config.language(scope.lang).dir;
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
    for index in scope.derived.listings.waiting.due.iter().map(|at| *at as usize) {
        let (case, status) = (&scope.model.cases[index], scope.status(index));
        let Some(due) = status.due else { continue };
        let title = strings.text("calendar.ics_due");
        let title = title.replace("{case}", scope.case_title(case).0);
        event(&format!("due-{}", case.id), due.end.on, status.changed, &title, &routes::case(&case.id));
    }
    for (day, at) in &scope.derived.promises.due {
        let (index, place) = (at.case as usize, usize::from(at.place));
        let (case, status) = (&scope.model.cases[index], scope.status(index));
        let title =
            strings.text("calendar.ics_promise").replace("{text}", case.promises[place].text.in_lang(scope.lang));
        let uid = format!("promise-{}-{}", case.id, place + 1);
        event(&uid, *day, status.changed, &title, &routes::case(&case.id));
    }
    ics.line("END", "VCALENDAR");
    ics.finish()
}
