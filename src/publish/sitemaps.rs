//! Sitemaps (sitemaps.org protocol), the one for people, and `robots.txt`.
//!
//! `lastmod` is the last event, publication or correction of a record, never the build. A
//! page that repeats a text of another language is left out.

use super::tombstones::is_removed;
use super::{Add, Made, Press, RenderError};
use crate::derive::documents::Lists;
use crate::derive::listings::Group;
use crate::escape::Escaped;
use crate::escape::markup::Xml;
use crate::escape::plain::PlainText;
use crate::ledger::CHANGES;
use crate::markdown::RecordScheme;
use crate::model::RecordKey;
use crate::publish::rows::MonthRow;
use crate::record::Id;
use crate::record::Lang;
use crate::site::about::{About, Part, Source};
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::seen::Seen;
use crate::site::{Planned, Site};
use serde::Serialize;
use std::collections::BTreeSet;

/// The sitemaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    /// For people.
    Page,
    Index,
    Part(Part),
    Robots,
    /// Where programs that copy the site begin (ResourceSync).
    Description,
    /// What they can do with it.
    Capabilities,
}

/// The path that ResourceSync names for the description of a site.
const DESCRIPTION: &str = ".well-known/resourcesync";
/// What there is to copy by.
pub const CAPABILITIES: &str = "resourcesync/capabilitylist.xml";
/// The list of all files, which the writer makes.
pub const RESOURCES: &str = "resourcesync/resourcelist.xml";

/// Lists them: one for each kind of record, and of replies one for each year.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    add.page("sitemap.html", Out::Page);
    let months = site.derived.listings.of(Group::Site).months.keys();
    let years: BTreeSet<i16> = months.map(|(year, _)| *year).collect();
    let parts = [Part::Policies, Part::Statistics, Part::Digests, Part::Other];
    for part in years.into_iter().map(Part::Replies).chain(parts) {
        add.file(path(part), Out::Part(part));
    }
    add.file("sitemap.xml".to_owned(), Out::Index);
    add.file("robots.txt".to_owned(), Out::Robots);
    add.file(DESCRIPTION.to_owned(), Out::Description);
    add.file(CAPABILITIES.to_owned(), Out::Capabilities);
}

/// Returns the path of a sitemap.
fn path(part: Part) -> String {
    format!("sitemaps/{}.xml", part.name())
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        // A new month has a bulletin, a new year its files.
        Out::Page => About::front().daily("sitemap.html"),
        Out::Part(Part::Other) => About::of(Source::Settings).daily("sitemaps/other.xml"),
        Out::Part(Part::Replies(_) | Part::Policies | Part::Statistics | Part::Digests)
        | Out::Index
        | Out::Robots
        | Out::Description
        | Out::Capabilities => About::of(Source::Settings),
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    Ok(press.file(match out {
        Out::Page => return press.page("sitemap.html", sitemap(seen, planned, press.nav("sitemap"))),
        Out::Index => index(seen),
        Out::Part(of) => part(seen, *of),
        Out::Robots => robots(seen),
        Out::Description => {
            let to = [("capabilitylist", CAPABILITIES)];
            led(seen, "description", &[("describedby", "transparency/index.html")], &to)
        }
        Out::Capabilities => {
            let to = [("resourcelist", RESOURCES), ("changelist", CHANGES)];
            let to = if seen.keeps_log() { &to[..] } else { &to[..1] };
            led(seen, "capabilitylist", &[("up", DESCRIPTION)], to)
        }
    }))
}

/// `sitemap.html`
#[derive(Debug, Serialize)]
pub struct HtmlSitemap {
    pub departments: Vec<Link>,
    pub topics: Vec<Link>,
    pub months: Vec<MonthRow>,
    pub policies: Vec<Link>,
    pub policies_total: usize,
    pub datasets: Vec<Link>,
    pub datasets_total: usize,
    pub digests: Vec<Link>,
    pub digests_total: usize,
    pub pages: Vec<Link>,
}

/// Records of each kind that the sitemap for people names.
const MOST: usize = 100;

/// Fills the sitemap for people.
pub fn sitemap(seen: Seen<'_>, planned: &Planned, title: &str) -> (Page, HtmlSitemap) {
    let empty = Lists::default();
    let lists = seen.documents(Group::Site).unwrap_or(&empty);
    let records = |scheme: RecordScheme, ids: Vec<&Id>| -> Vec<Link> {
        let key = |id: &Id| RecordKey { scheme, id: id.clone() };
        let found = ids.into_iter().filter_map(|id| seen.record(&key(id)));
        found.map(|r| Link { href: r.href, label: r.label, lang: r.lang }).collect()
    };
    // Of many the first by their ids: the lists of each kind have them all.
    let first = |list: &[u32]| {
        let mut places: Vec<usize> = list.iter().map(|at| *at as usize).collect();
        places.sort_unstable();
        places.truncate(MOST);
        places
    };
    let policies = first(&lists.policies).into_iter().map(|at| &seen.policy_face(at).0.id);
    let datasets = first(&lists.datasets).into_iter().map(|at| &seen.dataset(at).id);
    let digests = first(&lists.digests).into_iter().map(|at| &seen.digest(at).id);
    let pages = (0..seen.free_pages()).map(|at| seen.free_page(at));
    let pages = pages.filter(|page| !is_removed(&page.withdrawal)).map(|page| &page.id);
    let view = HtmlSitemap {
        departments: seen.departments().iter().map(|d| seen.department(&d.id)).collect(),
        topics: seen.topics().iter().map(|t| seen.topic(&t.id)).collect(),
        months: seen.month_rows(Group::Site, &seen.site_figures().months),
        policies: records(RecordScheme::Policy, policies.collect()),
        datasets: records(RecordScheme::Dataset, datasets.collect()),
        digests: records(RecordScheme::Digest, digests.collect()),
        policies_total: lists.policies.len(),
        datasets_total: lists.datasets.len(),
        digests_total: lists.digests.len(),
        pages: records(RecordScheme::Page, pages.collect()),
    };
    (seen.page(planned, Head::new(seen.lang, title.to_owned(), "")), view)
}

/// Returns the index: one file for each kind and year.
pub fn index(seen: Seen<'_>) -> Escaped {
    let mut xml = Xml::default();
    xml.markup("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let listed = seen.sitemaps();
    // In the order of their paths.
    let paths: BTreeSet<String> = listed.into_iter().map(path).collect();
    for path in paths {
        xml.markup("<sitemap>");
        xml.element("loc", &address(seen, &path));
        xml.markup("</sitemap>\n");
    }
    xml.markup("</sitemapindex>\n");
    xml.finish()
}

fn address(seen: Seen<'_>, path: &str) -> String {
    [&*seen.config().base_url, path].concat()
}

/// Returns one sitemap.
pub fn part(seen: Seen<'_>, part: Part) -> Escaped {
    let mut xml = Xml::default();
    xml.markup("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (path, changed) in seen.listed(part) {
        xml.markup("<url>");
        xml.element("loc", &address(seen, path));
        if let Some(changed) = changed {
            xml.element("lastmod", &changed.to_string());
        }
        xml.markup("</url>\n");
    }
    xml.markup("</urlset>\n");
    xml.finish()
}

/// Returns `robots.txt`: everything may be read.
pub fn robots(seen: Seen<'_>) -> Escaped {
    let mut text = PlainText::default();
    text.fixed("User-agent: *\nAllow: /\n\nSitemap: ").address(&seen.config().base_url).fixed("sitemap.xml\n");
    text.finish()
}

/// Returns a document of ResourceSync that leads to one other.
fn led(seen: Seen<'_>, is: &'static str, links: &[(&'static str, &str)], to: &[(&'static str, &str)]) -> Escaped {
    let mut xml = Xml::default();
    xml.markup("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:rs=\"http://www.openarchives.org/rs/terms/\">\n");
    for (rel, path) in links {
        xml.markup("<rs:ln rel=\"");
        xml.markup(rel);
        xml.markup("\" href=\"");
        xml.text(&address(seen, path));
        xml.markup("\"/>\n");
    }
    xml.markup("<rs:md capability=\"");
    xml.markup(is);
    xml.markup("\"/>\n");
    for (capability, path) in to {
        xml.markup("<url>");
        xml.element("loc", &address(seen, path));
        xml.markup("<rs:md capability=\"");
        xml.markup(capability);
        xml.markup("\"/></url>\n");
    }
    xml.markup("</urlset>\n");
    xml.finish()
}
