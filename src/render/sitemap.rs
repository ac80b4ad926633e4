//! Sitemaps (sitemaps.org protocol) and `robots.txt`.
//!
//! `lastmod` is the last event, publication or correction of a record, never the build. A
//! page that repeats a text of another language is left out.

use crate::escape::Escaped;
use crate::escape::markup::Xml;
use crate::escape::plain::PlainText;
use crate::plan::about::{InSitemap, about};
use crate::plan::{SitemapPart, Target};
use crate::record::words::Visibility;
use crate::record::{Lang, Translation};
use crate::view::Scope;
use jiff::civil::Date;

/// Returns the index: one file for each kind and year.
pub fn index(scope: Scope<'_>) -> Escaped {
    let mut xml = Xml::default();
    xml.markup("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for planned in scope.plan.outputs.iter() {
        if let Target::Sitemap(part) = planned.target
            && !urls(scope, part).is_empty()
        {
            xml.markup("<sitemap>");
            xml.element("loc", &address(scope, &planned.path));
            xml.markup("</sitemap>\n");
        }
    }
    xml.markup("</sitemapindex>\n");
    xml.finish()
}

fn address(scope: Scope<'_>, path: &str) -> String {
    [&*scope.model.config.base_url, path].concat()
}

/// Returns one sitemap.
pub fn part(scope: Scope<'_>, part: SitemapPart) -> Escaped {
    let mut xml = Xml::default();
    xml.markup("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (path, changed) in urls(scope, part) {
        xml.markup("<url>");
        xml.element("loc", &address(scope, path));
        if let Some(changed) = changed {
            xml.element("lastmod", &changed.to_string());
        }
        xml.markup("</url>\n");
    }
    xml.markup("</urlset>\n");
    xml.finish()
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
            (_, SitemapPart::Other) if about(planned).sitemap == InSitemap::Front => Some(None),
            _ => None,
        };
        changed.map(|changed| (&*planned.path, changed))
    };
    scope.plan.outputs.iter().filter_map(url).collect()
}

/// Returns `robots.txt`: everything may be read.
pub fn robots(scope: Scope<'_>) -> Escaped {
    let mut text = PlainText::default();
    text.fixed("User-agent: *\nAllow: /\n\nSitemap: ").address(&scope.model.config.base_url).fixed("sitemap.xml\n");
    text.finish()
}
