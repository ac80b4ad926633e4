//! `gongkai stats`: the figures of the site on the terminal, as its pages print them.

use super::args::{Arguments, StatsBy, StatsFormat, StatsOptions};
use super::site::{self, Opened};
use super::{Exit, Failure, check, terminal};
use crate::derive::measures::{MEASURES, Measure, Measures, Tally, Value};
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Format;
use crate::escape::json::printed;
use crate::model::Model;
use crate::site::routes;
use unicode_width::UnicodeWidthStr as _;

/// Columns of the table, where there is room for some only.
const TABLE: [&str; 7] =
    ["registered", "received", "on_time_rate", "reply_rate", "reply_days_median", "open", "overdue"];

/// Prints the figures.
pub fn run(arguments: &Arguments, options: &StatsOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let day = site::day(&options.day, &site.config, site.tongue)?;
    let prepared = crate::check_site(&site.host, &arguments.root, site.config, day)
        .map_err(|error| super::build::failure(error, site.tongue))?;
    let findings = &prepared.checked.findings;
    if findings.iter().any(crate::diagnostic::Finding::is_error) {
        site::show(&site.host, arguments, findings, Format::Human, site.tongue)?;
        let (errors, _) = site::totals(findings);
        terminal::say(&site::say(
            site.tongue,
            format!(
                "no figures: {} in the content would make them wrong; mend them first",
                site::count(errors, "error")
            ),
            format!("未给出统计：内容中有{errors}个错误，统计会因此出错，请先改正"),
        ));
        return Ok(check::verdict(findings, false));
    }
    let model = &prepared.checked.model;
    let rows = rows(model, &prepared.derived.measures, options.by, site.tongue);
    let text = match options.format {
        StatsFormat::Table => {
            terminal::prose(&table(model, &rows, site.tongue))?;
            return Ok(Exit::Fine);
        }
        StatsFormat::Csv => csv(model, &rows),
        StatsFormat::Json => json(model, &rows),
    };
    terminal::result(&text)?;
    Ok(Exit::Fine)
}

/// A group: its id, its name, its figures.
struct Row<'a> {
    id: String,
    name: String,
    tally: &'a Tally,
}

fn rows<'a>(model: &Model, measures: &'a Measures, by: Option<StatsBy>, tongue: Tongue) -> Vec<Row<'a>> {
    let of = |lang: &str| {
        let wanted = if tongue == Tongue::Chinese { "zh" } else { "en" };
        lang.split('-').next() == Some(wanted)
    };
    let lang = model.config.langs().find(|(_, l)| of(&l.code)).map_or(0, |(lang, _)| lang);
    let mut rows: Vec<Row<'_>> = match by {
        None => Vec::new(),
        Some(StatsBy::Department) => measures
            .departments
            .iter()
            .map(|(i, g)| {
                let d = &model.departments[*i];
                Row { id: d.id.to_string(), name: d.name.in_lang(lang).to_owned(), tally: &g.all }
            })
            .collect(),
        Some(StatsBy::Topic) => measures
            .topics
            .iter()
            .map(|(i, g)| {
                let t = &model.topics[*i];
                Row { id: t.id.to_string(), name: t.label.in_lang(lang).to_owned(), tally: &g.all }
            })
            .collect(),
        Some(StatsBy::Kind) => measures
            .kinds
            .iter()
            .map(|(kind, g)| Row { id: kind.word().to_owned(), name: kind.word().to_owned(), tally: &g.all })
            .collect(),
        Some(StatsBy::Month) => {
            let month = |(m, tally)| Row { id: routes::month_name(m), name: routes::month_name(m), tally };
            measures.site.months.iter().map(|(m, tally)| month((*m, tally))).collect()
        }
    };
    let all = site::say(tongue, "All".to_owned(), "合计".to_owned());
    rows.push(Row { id: String::new(), name: all, tally: &measures.site.all });
    rows
}

fn shown(value: Value) -> String {
    match value {
        Value::TooFew => "–".to_owned(),
        Value::Percent(_) | Value::Trace => format!("{}%", value.plain()),
        Value::AtLeast(days) => format!("≥ {days}"),
        value => value.plain(),
    }
}

/// A table for reading: names to the left, numbers to the right.
fn table(model: &Model, rows: &[Row<'_>], tongue: Tongue) -> String {
    let columns: Vec<&Measure> = MEASURES.iter().filter(|m| TABLE.contains(&m.id)).copied().collect();
    let minimum = model.config.minimum_cases;
    // A head of several words stands on two lines: the table has room on 80 columns.
    let mut lines = vec![vec![String::new()], vec![String::new()]];
    for head in columns.iter().map(|m| m.words(tongue).short) {
        let (above, below) = head.rsplit_once(' ').unwrap_or(("", head));
        lines[0].push(above.to_owned());
        lines[1].push(below.to_owned());
    }
    if lines[0].iter().all(String::is_empty) {
        lines.remove(0);
    }
    for row in rows {
        let mut line = vec![row.name.clone()];
        line.extend(columns.iter().map(|m| shown(m.value(row.tally, minimum))));
        lines.push(line);
    }
    let widths: Vec<usize> =
        (0..=columns.len()).map(|c| lines.iter().map(|line| line[c].width()).max().unwrap_or(0)).collect();
    let mut text = String::new();
    for line in lines {
        for (c, cell) in line.iter().enumerate() {
            let pad = " ".repeat(widths[c] - cell.width());
            if c == 0 {
                text.extend([cell.as_str(), &pad]);
            } else {
                text.extend(["  ", &pad, cell]);
            }
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    let note = site::say(
        tongue,
        format!(
            "As of {}. No rate below {minimum} cases. `gongkai explain MEASURE` says how each is counted.",
            model.as_of
        ),
        format!("截至 {}。不足 {minimum} 件不计算比率。各项算法见 `gongkai explain 指标`。", model.as_of),
    );
    format!("{text}\n{note}\n")
}

fn csv(model: &Model, rows: &[Row<'_>]) -> String {
    let mut text = format!("as_of,id,{}\n", MEASURES.iter().map(|m| m.id).collect::<Vec<_>>().join(","));
    for row in rows {
        let values: Vec<String> =
            MEASURES.iter().map(|m| m.value(row.tally, model.config.minimum_cases).plain()).collect();
        text.push_str(&format!("{},{},{}\n", model.as_of, row.id, values.join(",")));
    }
    text
}

fn json(model: &Model, rows: &[Row<'_>]) -> String {
    let row = |row: &Row<'_>| {
        let values = MEASURES.iter().map(|m| {
            let value = m.value(row.tally, model.config.minimum_cases);
            let json = match value {
                Value::Count(n) => serde_json::json!(n),
                Value::Days(n) => serde_json::json!(n),
                Value::Percent(n) | Value::DaysTenths(n) => serde_json::json!(f64::from(n) / 10.0),
                Value::AtLeast(_) | Value::Trace | Value::TooFew => serde_json::json!(value.plain()),
            };
            (m.id.to_owned(), json)
        });
        serde_json::json!({ "id": row.id, "name": row.name, "figures": values.collect::<serde_json::Map<_, _>>() })
    };
    let value = serde_json::json!({
        "as_of": model.as_of.to_string(),
        "minimum_cases": model.config.minimum_cases,
        "groups": rows.iter().map(row).collect::<Vec<_>>(),
    });
    printed(&value)
}
