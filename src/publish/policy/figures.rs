//! The page of figures of policies, and their table as data.

use crate::derive::policy_figures::Figures;
use crate::publish::table::{self, Column, Filled, columns, text};
use crate::site::frame::{Head, Page};
use crate::site::seen::Seen;
use crate::site::{Planned, routes};
use jiff::civil::Date;
use serde::Serialize;

/// `policy-figures.html`
#[derive(Debug, Serialize)]
pub struct PolicyFigures {
    /// The day of the figures.
    pub as_of: Date,
    /// The site first, then each department that issued a policy.
    pub rows: Vec<PolicyFigureRow>,
    /// Each figure with the condition by which `data/policies.csv` gives it.
    pub terms: Vec<PolicyTerm>,
}

/// The figures of one issuer, or of the site.
#[derive(Debug, Serialize)]
pub struct PolicyFigureRow {
    pub name: String,
    pub href: String,
    pub policies: u32,
    pub in_force: u32,
    pub ending: u32,
    pub relied_on: u32,
    pub unexplained: u32,
    /// Median, in days; none where nothing was made.
    pub days: Option<i32>,
    pub consultations: u32,
    pub told: u32,
    pub closed: u32,
}

/// A figure, and which rows of the data it counts.
#[derive(Debug, Serialize)]
pub struct PolicyTerm {
    /// Key of `strings.policy_figure`.
    pub key: &'static str,
    pub filter: String,
}

/// Fills the page.
pub fn view(seen: Seen<'_>, planned: &Planned) -> (Page, PolicyFigures) {
    let all = seen.policy_figures();
    let day = seen.day();
    let title = seen.strings().known("policy_figure.title").unwrap_or_default();
    let head = Head::new(seen.lang, title.to_owned(), "performance").crumb("performance", "performance/index.html");
    let issuers = seen.departments().iter().zip(&all.departments).filter(|(_, figures)| figures.policies > 0);
    let issuers =
        issuers.map(|(d, figures)| row(d.name.in_lang(seen.lang), routes::policies_issued_by(&d.id), figures));
    let site = row(seen.config().publisher.in_lang(seen.lang), "policies/index.html".to_owned(), &all.site);
    (
        seen.page(planned, head),
        PolicyFigures { as_of: day, rows: std::iter::once(site).chain(issuers).collect(), terms: terms(day) },
    )
}

fn row(name: &str, href: String, figures: &Figures) -> PolicyFigureRow {
    PolicyFigureRow {
        name: name.to_owned(),
        href,
        policies: figures.policies,
        in_force: figures.in_force,
        ending: figures.ending,
        relied_on: figures.relied_on,
        unexplained: figures.unexplained,
        days: figures.days(),
        consultations: figures.consultations,
        told: figures.told,
        closed: figures.closed,
    }
}

fn terms(day: Date) -> Vec<PolicyTerm> {
    let holds = "force = in_force, amended, partly";
    let year = jiff::ToSpan::year(1);
    let later = day.checked_add(year).unwrap_or(day);
    let term = |key, filter: String| PolicyTerm { key, filter };
    vec![
        term("in_force", holds.to_owned()),
        term("ending", format!("{holds}; effective_until <= {later}")),
        term("relied_on", "relied_on_after > 0".to_owned()),
        term("unexplained", format!("{holds}; explained_by = ")),
        term("days", "published_on - made_on".to_owned()),
        term("consultations", format!("consultation_from <= {day}")),
        term("told", format!("consultation_to < {day}; outcome = true")),
    ]
}

/// The table as data: who, and the figures.
type Row<'a> = (&'a str, &'a Figures);

/// Returns its columns.
pub fn data_columns<'a>() -> Vec<Column<Row<'a>>> {
    columns! { r: Row<'a>,
        "issuer" "string" "id of the department; empty for the whole site" "发文机关标识，全站为空" => text(r.0),
        "policies" "integer" "policies published" "已公开的文件数" => r.1.policies.into(),
        "in_force" "integer" "in force, wholly or partly" "现行有效（含部分有效）" => r.1.in_force.into(),
        "ending" "integer" "of these, with a last day within a year" "其中一年内到期的" => r.1.ending.into(),
        "relied_on" "integer" "over, and relied on by a reply given afterwards" "已失效而此后仍被答复引用的" =>
            r.1.relied_on.into(),
        "unexplained" "integer" "in force, and explained by no other document" "现行有效而没有解读的" =>
            r.1.unexplained.into(),
        "days_median" "integer" "median of the days from made to published" "从成文到公开的天数（中位数）" =>
            table::Cell::Number(r.1.days().and_then(|days| u64::try_from(days).ok())),
        "consultations" "integer" "consultations opened" "已开展的征求意见" => r.1.consultations.into(),
        "closed" "integer" "consultations closed" "已结束的征求意见" => r.1.closed.into(),
        "told" "integer" "of these, those whose outcome was told" "其中已公布结果的" => r.1.told.into(),
    }
}

/// Returns `policy-figures.csv`.
pub fn csv<T: Filled>(seen: Seen<'_>) -> T {
    let all = seen.policy_figures();
    let issuers = seen.departments().iter().zip(&all.departments).map(|(d, figures)| (&*d.id, figures));
    table::filled(&data_columns(), std::iter::once(("", &all.site)).chain(issuers))
}
