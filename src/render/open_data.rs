//! Data files that let anyone recompute the figures: measures with their definitions, and
//! what they rest on besides the cases: promises, rules, calendars, departments, topics.
//!
//! `recompute.py`, published beside them, reads nothing else.

use super::data::Column;
use crate::derive::flow::{Entry, NUMBERS, Period};
use crate::derive::measures::sets::{SUMS, Set};
use crate::derive::measures::{Formula, MEASURES, Point, REPLY_DAYS, Span, Tally};
use crate::escape::csv::{CsvText, Month};
use crate::escape::{Escaped, json};
use crate::plan::Reference;
use crate::record::Text;
use crate::record::words::Kind;
use crate::view::Scope;
use crate::yaml::schema::Term;
use serde_json::{Map, Value, json};

/// The program that recomputes all figures from the data files.
const RECOMPUTE: &str = include_str!("../../tests/recompute/recompute.py");

const fn column(name: &'static str, kind: &'static str, en: &'static str, zh: &'static str) -> Column {
    Column { name, kind, en, zh }
}

/// Columns of first replies by working days taken, in the order of [`REPLY_DAYS`].
static REPLY_COLUMNS: [Column; REPLY_DAYS.len()] = [
    column("reply_days_0_2", "integer", "first replies within 2 working days", "2个工作日内首次答复"),
    column("reply_days_3_5", "integer", "within 3 to 5", "3至5个工作日"),
    column("reply_days_6_10", "integer", "within 6 to 10", "6至10个工作日"),
    column("reply_days_11_15", "integer", "within 11 to 15", "11至15个工作日"),
    column("reply_days_16_20", "integer", "within 16 to 20", "16至20个工作日"),
    column("reply_days_21_30", "integer", "within 21 to 30", "21至30个工作日"),
    column("reply_days_over_30", "integer", "after more than 30", "超过30个工作日"),
];

/// Returns the columns of `measures.csv`: the group, the size of each set, and the measures
/// made of them.
pub fn measure_columns() -> Vec<Column> {
    let mut columns = vec![
        column("as_of", "date", "day the figures are of", "数据截止日期"),
        column("group", "string", "site, department, topic or kind", "统计口径"),
        column("id", "string", "id of the department or topic, or the kind", "部门、主题标识或类型"),
        column("month", "yearmonth", "month of receipt; empty for all", "收到月份，空为全部"),
    ];
    columns.extend(Set::ALL.iter().map(|(_, name, en, zh)| column(name, "integer", en, zh)));
    columns.extend(SUMS.iter().map(|(name, en, zh)| column(name, "integer", en, zh)));
    columns.extend(REPLY_COLUMNS.iter().map(|c| column(c.name, c.kind, c.en, c.zh)));
    let derived = MEASURES.iter().filter(|m| !matches!(m.formula, Formula::Count(_)));
    columns.extend(derived.map(|m| {
        // "at least" is no number, so a length of time is a text for programs.
        let kind = if m.unit() == "percent" { "number" } else { "string" };
        column(m.id, kind, m.en.name, m.zh.name)
    }));
    columns
}

/// Returns `measures.csv`.
pub fn measures_csv(scope: Scope<'_>) -> Escaped {
    let mut csv = CsvText::new(measure_columns().iter().map(|c| c.name));
    let measures = &scope.derived.measures;
    let minimum = scope.model.config.minimum_cases;
    let mut row = |group: &'static str, id: &str, month: Option<Month>, tally: &Tally| {
        csv.plain(scope.model.as_of);
        csv.plain(group);
        csv.text(id);
        csv.plain(month);
        for (set, ..) in Set::ALL {
            csv.plain(tally.count(*set));
        }
        for count in tally.sums().into_iter().chain(tally.reply_days()) {
            csv.plain(count);
        }
        for measure in MEASURES.iter().filter(|m| !matches!(m.formula, Formula::Count(_))) {
            csv.plain(measure.value(tally, minimum));
        }
        csv.end();
    };
    let model = scope.model;
    let departments = measures.departments.iter().map(|(i, g)| ("department", &*model.departments[*i].id, g));
    let topics = measures.topics.iter().map(|(i, g)| ("topic", &*model.topics[*i].id, g));
    let kinds = measures.kinds.iter().map(|(kind, g)| ("kind", kind.word(), g));
    for (group, id, figures) in [("site", "", &measures.site)].into_iter().chain(departments).chain(topics).chain(kinds)
    {
        row(group, id, None, &figures.all);
        for (month, tally) in &figures.months {
            row(group, id, Some(Month(*month)), tally);
        }
    }
    csv.finish()
}

/// Returns the columns of `flow.csv`.
pub fn flow_columns() -> Vec<Column> {
    let mut columns = vec![
        column("period", "string", "a month, or a week by its ISO number", "月份或ISO周次"),
        column("from", "date", "its first day", "起始日期"),
        column("to", "date", "its last day", "截止日期"),
        column("department", "string", "id of the department; empty for all", "部门标识，空为全部"),
    ];
    columns.extend(NUMBERS.iter().map(|(name, en, zh)| column(name, "integer", en, zh)));
    columns.extend([
        column(
            "later_cases",
            "integer",
            "records of the period published after it, in no other number",
            "期后公开、不计入其他各项的记录数",
        ),
        column("later_corrected", "integer", "replies of the period corrected after it", "期内答复于期后更正的件数"),
        column("later_on", "date", "last day on which any of these became known", "上述情况最后一次知悉的日期"),
    ]);
    columns
}

/// Returns `flow.csv`: what happened in each week and month that is over.
pub fn flow_csv(scope: Scope<'_>) -> Escaped {
    let mut csv = CsvText::new(flow_columns().iter().map(|c| c.name));
    let mut row = |period: &Period, department: &str, entry: Entry| {
        csv.plain(*period);
        csv.plain(period.first());
        csv.plain(period.last());
        csv.text(department);
        let month = matches!(period, Period::Month(_));
        for (i, number) in entry.then.all().into_iter().enumerate() {
            // The last two are told of months only.
            csv.plain((month || i < NUMBERS.len() - 2).then_some(number));
        }
        csv.plain(entry.later.cases);
        csv.plain(entry.later.corrected);
        csv.plain(entry.later.on);
        csv.end();
    };
    for (period, bulletin) in &scope.derived.flow {
        row(period, "", bulletin.all);
        for (department, numbers) in &bulletin.departments {
            row(period, &scope.model.departments[*department].id, *numbers);
        }
    }
    csv.finish()
}

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
pub fn reference(scope: Scope<'_>, of: Reference) -> Escaped {
    match of {
        Reference::Promises => promises(scope),
        Reference::Departments => departments(scope),
        Reference::Topics => topics(scope),
        Reference::Calendars => calendars(scope),
        Reference::Rules => rules(scope),
        Reference::Recompute => Escaped::own(RECOMPUTE),
    }
}

fn table(of: Reference) -> CsvText {
    CsvText::new(columns(of).unwrap_or_default().iter().map(|c| c.name))
}

fn promises(scope: Scope<'_>) -> Escaped {
    let mut csv = table(Reference::Promises);
    for case in scope.derived.promises.cases.iter().map(|at| &scope.model.cases[*at as usize]) {
        let hidden = crate::view::rows::hidden_word(case.visibility).is_some();
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

fn departments(scope: Scope<'_>) -> Escaped {
    let mut csv = table(Reference::Departments);
    for d in &scope.model.departments {
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

fn topics(scope: Scope<'_>) -> Escaped {
    let mut csv = table(Reference::Topics);
    for t in &scope.model.topics {
        csv.text(&t.id);
        csv.text(t.label.in_lang(0));
        csv.text(t.broader.as_deref().unwrap_or_default());
        csv.end();
    }
    csv.finish()
}

fn calendars(scope: Scope<'_>) -> Escaped {
    let mut csv = table(Reference::Calendars);
    for (code, calendar) in scope.model.calendars.iter() {
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
fn rules(scope: Scope<'_>) -> Escaped {
    let model = scope.model;
    let term = |t: Term| json!({ "count": t.count, "unit": t.unit.word() });
    let deadlines = model.rules.iter().map(|r| {
        json!({
            "id": &*r.id,
            "name": r.name.as_ref().map(|n| words(scope, n)),
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
            "basis": words(scope, &r.basis),
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
        "minimum_cases": model.config.minimum_cases,
        "calendar": model.calendar_of(None).map(|code| &**code),
        "kinds": Kind::WORDS,
        "deadlines": deadlines.collect::<Vec<_>>(),
        "sets": sets.collect::<Vec<_>>(),
        "measures": measures.collect::<Vec<_>>(),
    });
    json::pretty(&value)
}

/// A text in each of its languages.
fn words(scope: Scope<'_>, text: &Text) -> Value {
    let mut map = Map::new();
    for (lang, language) in scope.model.config.langs() {
        let (words, own) = text.get(lang);
        if own == lang {
            map.insert(language.code.clone(), json!(words));
        }
    }
    Value::Object(map)
}
