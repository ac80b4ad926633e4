//! The home page.

use super::common::Page;
use super::figures::{Year, group_name};
use super::pages::Home;
use super::scope::{Head, Scope};
use super::texts::FromText;
use crate::plan::{Group, Planned};
use crate::record::words::Progress;

const FEW: usize = 5;
const LATEST: usize = 10;

/// Fills the home page. The figures are of the last twelve whole months.
pub fn view(scope: Scope<'_>, planned: &Planned) -> (Page, Home) {
    let model = scope.model;
    let mut head = Head::new(scope, model.config.title.in_lang(scope.lang).to_owned(), "home");
    head.description =
        FromText(model.config.description.as_ref().map_or_else(String::new, |d| d.in_lang(scope.lang).to_owned()));
    head.feed = Some("feed.xml".to_owned());
    let overdue = scope.overdue(Group::Site);
    let mut improvements: Vec<_> = model
        .digests
        .iter()
        .flat_map(|d| scope.improvements(d, true))
        .filter(|i| i.status == Progress::Done.word())
        .collect();
    improvements.sort_by_key(|i| std::cmp::Reverse(i.on));
    improvements.truncate(FEW);
    let mut policies: Vec<_> = model.policies.iter().collect();
    policies.sort_by_key(|p| (std::cmp::Reverse(p.published_on), p.id.clone()));
    let mut digests: Vec<_> = model.digests.iter().collect();
    digests.sort_by_key(|d| (std::cmp::Reverse(d.to), d.id.clone()));
    let view = Home {
        as_of: model.as_of,
        figures: figures(scope),
        overdue_total: overdue.len(),
        overdue: scope.case_rows(overdue.into_iter().take(FEW)),
        latest: scope.case_rows(latest(scope)),
        improvements,
        policies: policies.into_iter().take(FEW).map(|p| scope.policy_row(p)).collect(),
        datasets: super::lists::newest_datasets(scope).into_iter().take(FEW).map(|i| scope.dataset_row(i)).collect(),
        digests: digests.into_iter().take(FEW).map(|d| scope.digest_row(d)).collect(),
    };
    (scope.page(planned, head), view)
}

/// The cases replied to most recently.
fn latest(scope: Scope<'_>) -> Vec<usize> {
    // Among all cases, whatever their number: an old case may be the one answered last.
    let all = scope.plan.listings.of(Group::Site).newest();
    let mut replied: Vec<usize> =
        all.filter(|i| scope.status(*i).last_reply.is_some() && scope.is_open(&scope.model.cases[*i])).collect();
    let order = |a: &usize, b: &usize| {
        let key = |i: usize| (std::cmp::Reverse(scope.status(i).last_reply), &scope.model.cases[i].id);
        key(*a).cmp(&key(*b))
    };
    if replied.len() > LATEST {
        replied.select_nth_unstable_by(LATEST, order);
        replied.truncate(LATEST);
    }
    replied.sort_by(order);
    replied
}

/// Of the twelve whole months before the day, beside the twelve before those.
fn figures(scope: Scope<'_>) -> Vec<super::common::Figure> {
    let (year, earlier) = (Year::before(scope.model.as_of, 0), Year::before(scope.model.as_of, 1));
    let site = &scope.derived.measures.site;
    let (tally, before) = (year.tally(site), earlier.tally(site));
    let (g, before_g) = (group_name(scope, Group::Site, &year.name()), group_name(scope, Group::Site, &earlier.name()));
    let known = before.counts().registered > 0;
    let figure = |id, list| {
        let mut figure = scope.figure(id, &tally, &g, list);
        (figure.from, figure.to) = (Some(year.first), Some(year.last));
        figure.before_g.clone_from(&before_g);
        let earlier = scope.figure(id, &before, "", None);
        figure.before = earlier.value.filter(|_| known);
        figure.before_range = earlier.range.filter(|_| known);
        figure
    };
    vec![
        figure("registered", Some("replies/index.html")),
        figure("reply_rate", Some("performance/index.html")),
        // What is open is open today, whenever it was received.
        scope.figure("open", &scope.derived.measures.site.all, "site//", Some("supervision/index.html")),
    ]
}
