//! Data files that let anyone recompute the figures: measures with their definitions, and
//! what they rest on besides the cases: promises, rules, calendars, departments, topics.
//!
//! `recompute.py`, published beside them, reads nothing else.

mod articles;
mod policies;

use crate::calendar::Special;
use crate::derive::measures::sets::Set;
use crate::derive::measures::{Formula, MEASURES, Point, Span};
use crate::escape::{Escaped, json as door};
use crate::publish::policy::figures;
use crate::publish::table::{self, Cell, Column, Filled, columns, text, word};
use crate::record::case::Promise;
use crate::record::reference::{Department, Topic};
use crate::record::words::Kind;
use crate::record::{Case, Text};
use crate::site::about::{self, Data, Form};
use crate::site::seen::Seen;
use crate::yaml::schema::Term;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// A data file that figures rest on besides the cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    Promises,
    Departments,
    Topics,
    Calendars,
    /// Policy documents, with their force on the day of the site.
    Policies,
    /// Figures of policies, by issuer.
    PolicyFigures,
    /// Their articles, a line for each text of one, with permanent ids.
    Articles,
    /// Deadline rules and the registry of measures.
    Rules,
    /// The program that recomputes the figures.
    Recompute,
}

impl Reference {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Promises,
        Self::Departments,
        Self::Topics,
        Self::Calendars,
        Self::Policies,
        Self::PolicyFigures,
        Self::Articles,
        Self::Rules,
        Self::Recompute,
    ];

    /// Returns the key of its name in the words of the theme.
    pub fn key(self) -> &'static str {
        match self {
            Self::Promises => "promises_csv",
            Self::Departments => "departments_csv",
            Self::Topics => "topics_csv",
            Self::Calendars => "calendars_csv",
            Self::Policies => "policies_csv",
            Self::PolicyFigures => "policy_figures_csv",
            Self::Articles => "policies_articles_csv",
            Self::Rules => "rules_json",
            Self::Recompute => "recompute",
        }
    }

    /// Returns what is to be known of it.
    pub fn data(self) -> Data {
        Data { columns: columns(self), ..Data::new(self.key(), self.form()) }
    }

    fn form(self) -> Form {
        match self {
            Self::Promises
            | Self::Departments
            | Self::Topics
            | Self::Calendars
            | Self::Policies
            | Self::PolicyFigures
            | Self::Articles => Form::Csv,
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
            Self::Policies => "policies.csv",
            Self::PolicyFigures => "policy-figures.csv",
            Self::Articles => "policies-articles.csv",
            Self::Rules => "rules.json",
            Self::Recompute => "recompute.py",
        }
    }
}

/// The program that recomputes all figures from the data files.
const RECOMPUTE: &str = include_str!("../../../tests/recompute/recompute.py");

/// Returns what is said of the columns of a table of this module; of none where it is no table.
fn columns(of: Reference) -> Vec<about::Column> {
    match of {
        Reference::Promises => table::described(&promise_columns()),
        Reference::Departments => table::described(&department_columns()),
        Reference::Topics => table::described(&topic_columns()),
        Reference::Calendars => table::described(&calendar_columns()),
        Reference::Policies => table::described(&policies::columns()),
        Reference::PolicyFigures => table::described(&figures::data_columns()),
        Reference::Articles => table::described(&articles::columns()),
        Reference::Rules | Reference::Recompute => Vec::new(),
    }
}

/// Returns one of the files.
pub fn reference(seen: Seen<'_>, of: Reference) -> Escaped {
    match of {
        Reference::Rules => rules(seen),
        Reference::Recompute => Escaped::own(RECOMPUTE),
        of => table(seen, of).unwrap_or_else(|| Escaped::own("")),
    }
}

/// Returns one that is a table.
pub fn table<T: Filled>(seen: Seen<'_>, of: Reference) -> Option<T> {
    Some(match of {
        Reference::Promises => promises(seen),
        Reference::Departments => departments(seen),
        Reference::Topics => topics(seen),
        Reference::Calendars => calendars(seen),
        Reference::Policies => policies::csv(seen),
        Reference::PolicyFigures => figures::csv(seen),
        Reference::Articles => articles::csv(seen),
        Reference::Rules | Reference::Recompute => return None,
    })
}

/// A promise of a case.
struct Promised<'a> {
    case: &'a Case,
    seq: usize,
    promise: &'a Promise,
    hidden: bool,
}

impl<'a> Promised<'a> {
    fn all(case: &'a Case) -> impl Iterator<Item = Self> {
        let hidden = crate::publish::rows::hidden_word(case.visibility).is_some();
        case.promises.iter().zip(1..).map(move |(promise, seq)| Self { case, seq, promise, hidden })
    }
}

fn promise_columns<'a>() -> Vec<Column<Promised<'a>>> {
    columns! { r: Promised<'a>,
        "case" "string" "id of the case" "记录标识" => text(&*r.case.id),
        "seq" "integer" "place among the promises of the case, from 1" "在该记录中的次序，从1起" => r.seq.into(),
        "text" "string" "what was promised; empty when withheld or removed" "承诺内容；不公开或撤下的为空" =>
            text(if r.hidden { "" } else { r.promise.text.in_lang(r.case.lang) }),
        "due" "date" "by when; empty when no day was named" "期限，未写明为空" => r.promise.due.into(),
        "done" "date" "day it was done" "兑现日期" => r.promise.done.into(),
    }
}

fn promises<T: Filled>(seen: Seen<'_>) -> T {
    let cases = seen.promises().cases.iter().map(|at| seen.case(*at as usize));
    table::filled(&promise_columns(), cases.flat_map(Promised::all))
}

fn department_columns<'a>() -> Vec<Column<&'a Department>> {
    columns! { r: &'a Department,
        "id" "string" "permanent id" "标识" => text(&*r.id),
        "name" "string" "name in the site's first language" "名称（站点主要语言）" => text(r.name.in_lang(0)),
        "parent" "string" "id of the department above it" "上级部门标识" => text(r.parent.as_deref().unwrap_or_default()),
        "status" "string" "live, renamed, merged or closed" "现状" => word(r.status.word()),
        "valid_from" "date" "first day of the name" "名称启用日期" => r.valid_from.into(),
        "valid_to" "date" "last day of the name" "名称停用日期" => r.valid_to.into(),
        "successors" "string" "ids of those that took over, separated by spaces" "承接部门标识，以空格分隔" =>
            text(r.successors.join(" ")),
    }
}

fn departments<T: Filled>(seen: Seen<'_>) -> T {
    table::filled(&department_columns(), seen.departments())
}

fn topic_columns<'a>() -> Vec<Column<&'a Topic>> {
    columns! { r: &'a Topic,
        "id" "string" "permanent id" "标识" => text(&*r.id),
        "label" "string" "name in the site's first language" "名称（站点主要语言）" => text(r.label.in_lang(0)),
        "broader" "string" "id of the topic it belongs under" "上位主题标识" =>
            text(r.broader.as_deref().unwrap_or_default()),
    }
}

fn topics<T: Filled>(seen: Seen<'_>) -> T {
    table::filled(&topic_columns(), seen.topics())
}

/// A year that a calendar knows, or a day of it that differs from the week.
struct Entry<'a> {
    code: &'a str,
    year: i16,
    day: Option<(Date, &'a Special)>,
}

fn calendar_columns<'a>() -> Vec<Column<Entry<'a>>> {
    columns! { r: Entry<'a>,
        "calendar" "string" "code of the calendar" "日历代码" => text(r.code),
        "date" "date" "a day that differs from the week; empty for the row that says a year is known" "与周历不同的日期；仅声明年份已知的行为空" =>
            r.day.map(|(on, _)| on).into(),
        "year" "integer" "year of the calendar" "年份" => u64::from(r.year.unsigned_abs()).into(),
        "off" "boolean" "true: a day off; false: a day of work" "true 放假，false 上班" =>
            Cell::Flag(r.day.map(|(_, day)| day.off)),
        "name" "string" "its name" "名称" => text(r.day.map_or("", |(_, day)| day.name.in_lang(0))),
        "announced" "date" "day it was announced" "公布日期" => r.day.and_then(|(_, day)| day.announced).into(),
    }
}

fn calendars<T: Filled>(seen: Seen<'_>) -> T {
    let entries = seen.calendars().iter().flat_map(|(code, calendar)| {
        let years = calendar.years().iter().map(move |year| Entry { code, year: *year, day: None });
        let days = calendar.days().map(move |(on, day)| Entry { code, year: on.year(), day: Some((on, day)) });
        years.chain(days)
    });
    table::filled(&calendar_columns(), entries)
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
