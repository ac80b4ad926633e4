//! The home page.

use super::common::Page;
use super::figures::{Year, group_name};
use super::pages::Home;
use super::scope::{Head, Scope};
use super::texts::FromText;
use crate::plan::{Group, Planned};

const FEW: usize = 5;

/// Fills the home page. The figures are of the last twelve whole months.
pub fn view(scope: Scope<'_>, planned: &Planned) -> (Page, Home) {
    let model = scope.model;
    let mut head = Head::new(scope, model.config.title.in_lang(scope.lang).to_owned(), "home");
    head.description =
        FromText(model.config.description.as_ref().map_or_else(String::new, |d| d.in_lang(scope.lang).to_owned()));
    head.feed = Some("feed.xml".to_owned());
    let (waiting, documents) = (&scope.derived.listings.waiting, &scope.derived.documents);
    let overdue = waiting.overdue(Group::Site);
    let improvement = |(digest, place): &(u32, u16)| {
        let index = *digest as usize;
        scope.improvement(index, &model.digests[index].improvements[usize::from(*place)], true)
    };
    let few = |list: &[u32]| list.iter().take(FEW).map(|at| *at as usize).collect::<Vec<_>>();
    let view = Home {
        as_of: model.as_of,
        figures: figures(scope),
        overdue_total: overdue.len(),
        overdue: scope.first_rows(overdue, FEW),
        latest: scope.first_rows(&waiting.replied, waiting.replied.len()),
        improvements: documents.improvements.iter().take(FEW).map(improvement).collect(),
        policies: few(&documents.site.policies).into_iter().map(|at| scope.policy_row(at)).collect(),
        datasets: few(&documents.site.datasets).into_iter().map(|at| scope.dataset_row(at)).collect(),
        digests: few(&documents.site.digests).into_iter().map(|at| scope.digest_row(at)).collect(),
    };
    (scope.page(planned, head), view)
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
