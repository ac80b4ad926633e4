//! Sitemaps (sitemaps.org protocol) and `robots.txt`.
//!
//! `lastmod` is the last event, publication or correction of a record, never the build. A
//! page that repeats a text of another language is left out.

use crate::plan::{SitemapPart, Target};
use crate::record::words::Visibility;
use crate::record::{Lang, Translation};
use crate::view::Scope;
use jiff::civil::Date;
use std::fmt::Write as _;

/// Returns the index: one file for each kind and year.
pub fn index(scope: Scope<'_>) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for planned in scope.plan.outputs.iter() {
        if let Target::Sitemap(part) = planned.target
            && !urls(scope, part).is_empty()
        {
            let _ = writeln!(xml, "<sitemap><loc>{}{}</loc></sitemap>", scope.model.config.base_url, planned.path);
        }
    }
    xml.push_str("</sitemapindex>\n");
    xml.into_bytes()
}

/// Returns one sitemap.
pub fn part(scope: Scope<'_>, part: SitemapPart) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, changed) in urls(scope, part) {
        let _ = write!(xml, "<url><loc>{}{path}</loc>", scope.model.config.base_url);
        if let Some(changed) = changed {
            let _ = write!(xml, "<lastmod>{changed}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

fn urls<'a>(scope: Scope<'a>, part: SitemapPart) -> Vec<(&'a str, Option<Date>)> {
    let model = scope.model;
    let real = |lang: Lang, original: Lang, translations: &[Translation]| {
        lang == original || translations.iter().any(|t| t.lang == lang)
    };
    let url = |planned: &'a crate::plan::Planned| {
        let lang = planned.lang;
        let changed = match (&planned.target, part) {
            (Target::Case(i), SitemapPart::Replies(year)) => {
                let case = &model.cases[*i];
                let listed = case.received.year() == year
                    && case.visibility == Visibility::Normal
                    && real(lang, case.lang, &case.translations);
                listed.then(|| Some(scope.status(*i).changed))
            }
            (Target::Policy { index, edition }, SitemapPart::Policies) => {
                let policy = &model.policies[*index];
                let edition = edition
                    .and_then(|n| policy.editions.iter().find(|e| e.number == n))
                    .unwrap_or_else(|| model.current_edition(policy));
                real(lang, edition.lang, &edition.translations).then(|| Some(edition.on.max(policy.published_on)))
            }
            (Target::Dataset(i), SitemapPart::Statistics) => {
                let d = &model.datasets[*i];
                Some(Some(d.updated_on.unwrap_or(d.published_on)))
            }
            (Target::Digest(i), SitemapPart::Digests) => {
                let d = &model.digests[*i];
                real(lang, d.lang, &d.translations).then_some(Some(d.to))
            }
            (Target::Page(i), SitemapPart::Other) => {
                real(lang, model.pages[*i].lang, &model.pages[*i].translations).then_some(None)
            }
            (target, SitemapPart::Other) if is_front(target) => Some(None),
            _ => None,
        };
        changed.map(|changed| (&*planned.path, changed))
    };
    scope.plan.outputs.iter().filter_map(url).collect()
}

fn is_front(target: &Target) -> bool {
    matches!(
        target,
        Target::Home
            | Target::Replies
            | Target::Month { .. }
            | Target::GroupIndex(_)
            | Target::GroupPage(_)
            | Target::Policies { .. }
            | Target::Statistics { .. }
            | Target::Digests { .. }
            | Target::Performance
            | Target::Supervision
            | Target::Search
            | Target::Corrections { .. }
            | Target::DataIndex
            | Target::Transparency
            | Target::Words
            | Target::HtmlSitemap
    )
}

/// Returns `robots.txt`: everything may be read.
pub fn robots(scope: Scope<'_>) -> Vec<u8> {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}sitemap.xml\n", scope.model.config.base_url).into_bytes()
}
