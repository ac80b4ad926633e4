//! `calendar/deadlines.ics`: when replies are due and promises fall due, for calendars.
//!
//! RFC 5545: lines end with CR LF and are folded at 75 bytes. Every time is a whole day. A
//! stamp is the day of the last change, so that the file is the same each time it is built.

use crate::plan::routes;
use crate::render::strings::Strings;
use crate::view::Scope;
use crate::view::schedule;
use jiff::civil::Date;

/// Returns the file in a language.
pub fn deadlines(scope: Scope<'_>, strings: &Strings) -> Vec<u8> {
    let config = &scope.model.config;
    let mut ics = Ics::default();
    ics.line("BEGIN", "VCALENDAR");
    ics.line("VERSION", "2.0");
    ics.line("PRODID", "-//gongkai//deadlines//EN");
    ics.text("X-WR-CALNAME", &format!("{}: {}", config.title.in_lang(scope.lang), strings.text("nav.calendar")));
    let dir = &config.language(scope.lang).dir;
    let mut event = |uid: &str, day: Date, stamp: Date, title: &str, path: &str| {
        ics.line("BEGIN", "VEVENT");
        ics.line("UID", &format!("{uid}@{}", config.host()));
        ics.line("DTSTAMP", &format!("{}T000000Z", compact(stamp)));
        ics.line("DTSTART;VALUE=DATE", &compact(day));
        ics.text("SUMMARY", title);
        ics.line("URL", &format!("{}{dir}{path}", config.base_url));
        ics.line("TRANSP", "TRANSPARENT");
        ics.line("END", "VEVENT");
    };
    for (index, due) in schedule::due_cases(scope) {
        let (case, status) = (&scope.model.cases[index], scope.status(index));
        let title = strings.text("calendar.ics_due");
        let title = title.replace("{case}", scope.case_title(case).0);
        event(&format!("due-{}", case.id), due.end.on, status.changed, &title, &routes::case(&case.id));
    }
    for (index, place, day) in schedule::due_promises(scope) {
        let (case, status) = (&scope.model.cases[index], scope.status(index));
        let title =
            strings.text("calendar.ics_promise").replace("{text}", case.promises[place].text.in_lang(scope.lang));
        let uid = format!("promise-{}-{}", case.id, place + 1);
        event(&uid, day, status.changed, &title, &routes::case(&case.id));
    }
    ics.line("END", "VCALENDAR");
    ics.out.into_bytes()
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

#[derive(Default)]
struct Ics {
    out: String,
}

impl Ics {
    /// A line whose value is ours.
    fn line(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for c in format!("{name}:{value}").chars() {
            if width + c.len_utf8() > 74 {
                self.out.push_str("\r\n ");
                width = 1;
            }
            self.out.push(c);
            width += c.len_utf8();
        }
        self.out.push_str("\r\n");
    }

    /// A line whose value is people's text.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len() + 8);
        for c in crate::source::text::clean(value).chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.line(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_long_lines_are_folded_between_characters() {
        let mut ics = Ics::default();
        ics.text("SUMMARY", "a, b; c\\d\ne");
        assert_eq!(ics.out, "SUMMARY:a\\, b\\; c\\\\d\\ne\r\n");
        let mut ics = Ics::default();
        ics.text("SUMMARY", &"路".repeat(60));
        assert!(ics.out.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(ics.out.replace("\r\n ", "").matches('路').count(), 60);
    }
}
