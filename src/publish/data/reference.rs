//! Data files that let anyone recompute the figures: measures with their definitions, and
//! what they rest on besides the cases: promises, rules, calendars, departments, topics.
//!
//! `recompute.py`, published beside them, reads nothing else.

use crate::derive::measures::sets::Set;
use crate::derive::measures::{Formula, MEASURES, Point, Span};
use crate::escape::csv::CsvText;
use crate::escape::{Escaped, json as door};
use crate::record::Text;
use crate::record::words::Kind;
use crate::site::about::{Column, Data, Form, column};
use crate::site::seen::Seen;
use crate::yaml::schema::Term;
use serde_json::{Map, Value, json};

/// A data file that figures rest on besides the cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    Promises,
    Departments,
    Topics,
    Calendars,
    /// Deadline rules and the registry of measures.
    Rules,
    /// The program that recomputes the figures.
    Recompute,
}

impl Reference {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Promises, Self::Departments, Self::Topics, Self::Calendars, Self::Rules, Self::Recompute];

    /// Returns the key of its name in the words of the theme.
    pub fn key(self) -> &'static str {
        match self {
            Self::Promises => "promises_csv",
            Self::Departments => "departments_csv",
            Self::Topics => "topics_csv",
            Self::Calendars => "calendars_csv",
            Self::Rules => "rules_json",
            Self::Recompute => "recompute",
        }
    }

    /// Returns what is to be known of it.
    pub fn data(self) -> Data {
        let columns = columns(self).unwrap_or_default().to_vec();
        Data { columns, ..Data::new(self.key(), self.form()) }
    }

    fn form(self) -> Form {
        match self {
            Self::Promises | Self::Departments | Self::Topics | Self::Calendars => Form::Csv,
            Self::Rules => Form::Json,
            Self::Recompute => Form::Python,
        }
    }

    /// Returns its name in the folder of data.
    pub fn file(self) -> &'static str {
        match self {
            Self::Promises => "promises.csv",
            Self::Departments => "departments.csv",
            Self::Topics => "topics.csv",
            Self::Calendars => "calendars.csv",
            Self::Rules => "rules.json",
            Self::Recompute => "recompute.py",
        }
    }
}

/// The program that recomputes all figures from the data files.
const RECOMPUTE: &str = include_str!("../../../tests/recompute/recompute.py");

/// Columns of the tables of this module; `None` for what is no table.
pub fn columns(of: Reference) -> Option<&'static [Column]> {
    static PROMISES: &[Column] = &[
        column("case", "string", "id of the case", "记录标识"),
        column("seq", "integer", "place among the promises of the case, from 1", "在该记录中的次序，从1起"),
        column("text", "string", "what was promised; empty when withheld or removed", "承诺内容；不公开或撤下的为空"),
        column("due", "date", "by when; empty when no day was named", "期限，未写明为空"),
        column("done", "date", "day it was done", "兑现日期"),
    ];
    static DEPARTMENTS: &[Column] = &[
        column("id", "string", "permanent id", "标识"),
        column("name", "string", "name in the site's first language", "名称（站点主要语言）"),
        column("parent", "string", "id of the department above it", "上级部门标识"),
        column("status", "string", "live, renamed, merged or closed", "现状"),
        column("valid_from", "date", "first day of the name", "名称启用日期"),
        column("valid_to", "date", "last day of the name", "名称停用日期"),
        column("successors", "string", "ids of those that took over, separated by spaces", "承接部门标识，以空格分隔"),
    ];
    static TOPICS: &[Column] = &[
        column("id", "string", "permanent id", "标识"),
        column("label", "string", "name in the site's first language", "名称（站点主要语言）"),
        column("broader", "string", "id of the topic it belongs under", "上位主题标识"),
    ];
    static CALENDARS: &[Column] = &[
        column("calendar", "string", "code of the calendar", "日历代码"),
        column(
            "date",
            "date",
            "a day that differs from the week; empty for the row that says a year is known",
            "与周历不同的日期；仅声明年份已知的行为空",
        ),
        column("year", "integer", "year of the calendar", "年份"),
        column("off", "boolean", "true: a day off; false: a day of work", "true 放假，false 上班"),
        column("name", "string", "its name", "名称"),
        column("announced", "date", "day it was announced", "公布日期"),
    ];
    Some(match of {
        Reference::Promises => PROMISES,
        Reference::Departments => DEPARTMENTS,
        Reference::Topics => TOPICS,
        Reference::Calendars => CALENDARS,
        Reference::Rules | Reference::Recompute => return None,
    })
}

/// Returns one of the files.
pub fn reference(seen: Seen<'_>, of: Reference) -> Escaped {
    match of {
        Reference::Promises => promises(seen),
        Reference::Departments => departments(seen),
        Reference::Topics => topics(seen),
        Reference::Calendars => calendars(seen),
        Reference::Rules => rules(seen),
        Reference::Recompute => Escaped::own(RECOMPUTE),
    }
}

fn table(of: Reference) -> CsvText {
    CsvText::new(columns(of).unwrap_or_default().iter().map(|c| c.name))
}

fn promises(seen: Seen<'_>) -> Escaped {
    let mut csv = table(Reference::Promises);
    for case in seen.promises().cases.iter().map(|at| seen.case(*at as usize)) {
        let hidden = crate::publish::rows::hidden_word(case.visibility).is_some();
        for (i, promise) in case.promises.iter().enumerate() {
            csv.text(&case.id);
            csv.plain(i + 1);
            csv.text(if hidden { "" } else { promise.text.in_lang(case.lang) });
            csv.plain(promise.due);
            csv.plain(promise.done);
            csv.end();
        }
    }
    csv.finish()
}

fn departments(seen: Seen<'_>) -> Escaped {
    let mut csv = table(Reference::Departments);
    for d in seen.departments() {
        csv.text(&d.id);
        csv.text(d.name.in_lang(0));
        csv.text(d.parent.as_deref().unwrap_or_default());
        csv.plain(d.status.word());
        csv.plain(d.valid_from);
        csv.plain(d.valid_to);
        csv.text(&d.successors.join(" "));
        csv.end();
    }
    csv.finish()
}

fn topics(seen: Seen<'_>) -> Escaped {
    let mut csv = table(Reference::Topics);
    for t in seen.topics() {
        csv.text(&t.id);
        csv.text(t.label.in_lang(0));
        csv.text(t.broader.as_deref().unwrap_or_default());
        csv.end();
    }
    csv.finish()
}

fn calendars(seen: Seen<'_>) -> Escaped {
    let mut csv = table(Reference::Calendars);
    for (code, calendar) in seen.calendars().iter() {
        for year in calendar.years() {
            csv.text(code);
            csv.nothing();
            csv.plain(*year);
            (0..3).for_each(|_| csv.nothing());
            csv.end();
        }
        for (date, day) in calendar.days() {
            csv.text(code);
            csv.plain(date);
            csv.plain(date.year());
            csv.plain(day.off);
            csv.text(day.name.in_lang(0));
            csv.plain(day.announced);
            csv.end();
        }
    }
    csv.finish()
}

/// The deadline rules and the registry of measures, in words and as formulas.
fn rules(seen: Seen<'_>) -> Escaped {
    let rules = seen.rules();
    let term = |t: Term| json!({ "count": t.count, "unit": t.unit.word() });
    let deadlines = rules.iter().map(|r| {
        json!({
            "id": &*r.id,
            "name": r.name.as_ref().map(|n| words(seen, n)),
            "kinds": r.kinds.iter().map(|k| k.word()).collect::<Vec<_>>(),
            "departments": r.departments.iter().map(|d| &**d).collect::<Vec<_>>(),
            "urgency": r.urgency.iter().map(|u| u.word()).collect::<Vec<_>>(),
            "from": r.from.word(),
            "within": term(r.within),
            "extension": r.extension.map(term),
            "accept_within": r.accept_within.map(term),
            "review_within": r.review_within.map(term),
            "clarification": r.clarification.word(),
            "third_party": r.third_party.word(),
            "roll": r.roll.word(),
            "cut_off": r.cut_off.map(|t| format!("{:02}:{:02}", t.hour(), t.minute())),
            "calendar": r.calendar.as_deref(),
            "basis": words(seen, &r.basis),
            "statutory": r.statutory,
            "valid_from": r.valid_from.to_string(),
            "valid_to": r.valid_to.map(|d| d.to_string()),
        })
    });
    let name = |set: Set| Set::ALL[set as usize].1;
    let measures = MEASURES.iter().map(|m| {
        let formula = match m.formula {
            Formula::Count(set) => json!({ "count": name(set) }),
            Formula::Share { part, all } => json!({ "part": name(part), "all": name(all) }),
            Formula::Days { of, at } => json!({
                "days_to": match of {
                    Span::Reply => "first_reply",
                    Span::Conclusion => "concluded",
                    Span::Publication => "published",
                },
                "at": match at {
                    Point::Nearest(percent) => json!({ "percentile": percent }),
                    Point::MeanOfEnded => json!("mean_of_ended"),
                },
            }),
        };
        json!({
            "id": m.id,
            "unit": m.unit(),
            "formula": formula,
            "en": { "name": m.en.name, "definition": m.en.definition },
            "zh": { "name": m.zh.name, "definition": m.zh.definition },
        })
    });
    let sets = Set::ALL.iter().map(|(_, name, en, zh)| json!({ "id": name, "en": en, "zh": zh }));
    let value = json!({
        "minimum_cases": seen.config().minimum_cases,
        "calendar": seen.calendar().map(|code| &**code),
        "kinds": Kind::WORDS,
        "deadlines": deadlines.collect::<Vec<_>>(),
        "sets": sets.collect::<Vec<_>>(),
        "measures": measures.collect::<Vec<_>>(),
    });
    door::pretty(&value)
}

/// A text in each of its languages.
fn words(seen: Seen<'_>, text: &Text) -> Value {
    let mut map = Map::new();
    for (lang, language) in seen.config().langs() {
        let (words, own) = text.get(lang);
        if own == lang {
            map.insert(language.code.clone(), json!(words));
        }
    }
    Value::Object(map)
}
