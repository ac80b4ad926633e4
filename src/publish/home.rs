//! The home page.

use super::{Add, Made, Press, RenderError};
use crate::derive::documents::FEW;
use crate::derive::listings::Group;
use crate::escape::markup::Html;
use crate::publish::charts::measures;
use crate::publish::figures::{Figure, Year, group_name};
use crate::publish::rows::{CaseRow, DatasetRow, DigestRow, ImprovementRow, PolicyRow};
use crate::record::Lang;
use crate::site::about::About;
use crate::site::cells::Wait;
use crate::site::frame::{Head, Page};
use crate::site::seen::Seen;
use crate::site::{Planned, Site};
use jiff::civil::Date;
use serde::Serialize;

/// The home page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Out;

/// Lists it.
pub fn list(_: &Site<'_>, add: &mut Add<'_>) {
    add.page("index.html", Out);
}

/// Returns what is to be known of it.
pub fn about(_: &Out, _: &Site<'_>, _: Lang) -> About {
    About::front().daily("index.html")
}

/// Makes it.
pub fn make(_: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    press.page("home.html", view(press.seen, planned))
}

/// `home.html`
#[derive(Debug, Serialize)]
pub struct Home {
    /// The day of the figures.
    pub as_of: Date,
    pub figures: Vec<Figure>,
    /// Cases by month, as markup.
    pub months: Option<Html>,
    pub overdue: Vec<CaseRow>,
    pub overdue_total: usize,
    pub latest: Vec<CaseRow>,
    pub improvements: Vec<ImprovementRow>,
    pub policies: Vec<PolicyRow>,
    pub datasets: Vec<DatasetRow>,
    pub digests: Vec<DigestRow>,
}

/// Fills the home page. The figures are of the last twelve whole months.
pub fn view(seen: Seen<'_>, planned: &Planned) -> (Page, Home) {
    let mut head = Head::new(seen.lang, seen.config().title.in_lang(seen.lang).to_owned(), "home");
    head.description = seen.config().description.as_ref().map_or_else(String::new, |d| d.in_lang(seen.lang).to_owned());
    head.feed = Some("feed.xml".to_owned());
    let documents = seen.newest_documents();
    let (overdue, replied) = (seen.overdue(Group::Site), seen.waiting(Wait::Replied));
    let improvement = |(digest, place): &(u32, u16)| {
        let index = *digest as usize;
        seen.improvement(index, &seen.digest(index).improvements[usize::from(*place)], true)
    };
    let few = |list: &[u32]| list.iter().map(|at| *at as usize).collect::<Vec<_>>();
    let mut page = seen.page(planned, head);
    let months = seen.month_rows(Group::Site, &seen.site_figures().months);
    let view = Home {
        months: measures::months(seen, &mut page, &months, Some("performance/index.html")),
        as_of: seen.day(),
        figures: figures(seen),
        overdue_total: overdue.len(),
        overdue: seen.first_rows(overdue, FEW),
        latest: seen.first_rows(replied, replied.len()),
        improvements: seen.improvements().iter().take(FEW).map(improvement).collect(),
        policies: few(&documents.policies).into_iter().map(|at| seen.policy_row(at)).collect(),
        datasets: few(&documents.datasets).into_iter().map(|at| seen.dataset_row(at)).collect(),
        digests: few(&documents.digests).into_iter().map(|at| seen.digest_row(at)).collect(),
    };
    (page, view)
}

/// Of the twelve whole months before the day, beside the twelve before those.
fn figures(seen: Seen<'_>) -> Vec<Figure> {
    let (year, earlier) = (Year::before(seen.day(), 0), Year::before(seen.day(), 1));
    let site = seen.site_figures();
    let (tally, before) = (year.tally(site), earlier.tally(site));
    let (g, before_g) = (group_name(seen, Group::Site, &year.name()), group_name(seen, Group::Site, &earlier.name()));
    let known = before.counts().registered > 0;
    let figure = |id, list| {
        let mut figure = seen.figure(id, &tally, &g, list);
        (figure.from, figure.to) = (Some(year.first), Some(year.last));
        figure.before_g.clone_from(&before_g);
        let earlier = seen.figure(id, &before, "", None);
        figure.before = earlier.value.filter(|_| known);
        figure.before_range = earlier.range.filter(|_| known);
        figure
    };
    vec![
        figure("registered", Some("replies/index.html")),
        figure("reply_rate", Some("performance/index.html")),
        // What is open is open today, whenever it was received.
        seen.figure("open", &seen.site_figures().all, "site//", Some("supervision/index.html")),
    ]
}
