//! The lists by which programs copy the site (ResourceSync, ANSI/NISO Z39.99-2017): each file with its
//! checksum, its length and its type; and where the site has a log, what its newest releases changed.
//!
//! They are no part of the plan: how many there are follows from how many files there are. What changes
//! once they are made is in none: themselves, and the list of checksums.

use crate::config::Config;
use crate::escape::Escaped;
use crate::escape::markup::Xml;
use crate::ledger::Told;
use crate::log::manifest::Change;
use crate::publish::sitemaps::{CAPABILITIES, RESOURCES};
use crate::site::media::media_type;
use crate::source::hex;
use crate::write::{Stage, Staged};
use jiff::civil::Date;
use rayon::prelude::*;
use std::io;

/// Addresses of a list, at most (sitemaps.org).
const MOST: usize = 50_000;

const HEAD: &str =
    " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:rs=\"http://www.openarchives.org/rs/terms/\">\n";

/// Stages the lists of what is staged; returns them.
///
/// # Errors
/// When something cannot be written.
pub(super) fn lists(stage: &Stage<'_>, all: &[Staged], config: &Config, day: Date) -> io::Result<Vec<Staged>> {
    let mut files: Vec<&Staged> = all.iter().collect();
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let put = |path: &str, xml: Escaped| stage.put(path, &xml.into_bytes(), None);
    if files.len() <= MOST {
        return Ok(vec![put(RESOURCES, list(&files, config, day))?]);
    }
    let part = |(number, files): (usize, &[&Staged])| {
        let path = format!("{}-{:04}.xml", RESOURCES.trim_end_matches(".xml"), number + 1);
        put(&path, list(files, config, day))
    };
    let mut parts = files.par_chunks(MOST).enumerate().map(part).collect::<io::Result<Vec<_>>>()?;
    let mut xml = begun("<sitemapindex", config, day);
    for part in &parts {
        xml.markup("<sitemap>");
        xml.element("loc", &[&config.base_url, &*part.path].concat());
        xml.markup("</sitemap>\n");
    }
    xml.markup("</sitemapindex>\n");
    parts.push(put(RESOURCES, xml.finish())?);
    Ok(parts)
}

fn begun(element: &'static str, config: &Config, day: Date) -> Xml {
    let mut xml = led(element, config);
    xml.markup("<rs:md capability=\"resourcelist\" at=\"");
    // A list is never younger than it says: the day begins earlier east of Greenwich.
    xml.text(&day.yesterday().unwrap_or(day).to_string());
    xml.markup("T00:00:00Z\"/>\n");
    xml
}

fn led(element: &'static str, config: &Config) -> Xml {
    let mut xml = Xml::default();
    xml.markup(element);
    xml.markup(HEAD);
    xml.markup("<rs:ln rel=\"up\" href=\"");
    xml.text(&[&*config.base_url, CAPABILITIES].concat());
    xml.markup("\"/>\n");
    xml
}

/// Returns the list of what the newest releases changed, the oldest change first.
pub(super) fn changes(told: &Told, config: &Config) -> Vec<u8> {
    let mut xml = led("<urlset", config);
    xml.markup("<rs:md capability=\"changelist\" from=\"");
    xml.text(&told.from.to_string());
    xml.markup("\" until=\"");
    xml.text(&told.releases.last().map_or(told.from, |(time, _)| *time).to_string());
    xml.markup("\"/>\n");
    for (time, changes) in &told.releases {
        for (path, change) in changes {
            xml.markup("<url>");
            xml.element("loc", &[&*config.base_url, &**path].concat());
            xml.element("lastmod", &time.to_string());
            let (word, listed) = match change {
                Change::Added(listed) => ("created", Some(listed)),
                Change::Changed(listed) => ("updated", Some(listed)),
                Change::Removed => ("deleted", None),
            };
            xml.markup("<rs:md datetime=\"");
            xml.text(&time.to_string());
            xml.markup("\" change=\"");
            xml.markup(word);
            if let Some(listed) = listed {
                xml.markup("\" hash=\"sha-256:");
                xml.text(&hex(&listed.sha256));
                xml.markup("\" length=\"");
                xml.text(&listed.size.to_string());
                xml.markup("\" type=\"");
                xml.text(media_type(path));
            }
            xml.markup("\"/></url>\n");
        }
    }
    xml.markup("</urlset>\n");
    xml.finish().into_bytes()
}

fn list(files: &[&Staged], config: &Config, day: Date) -> Escaped {
    let mut xml = begun("<urlset", config, day);
    for file in files {
        xml.markup("<url>");
        xml.element("loc", &[&*config.base_url, &*file.path].concat());
        xml.markup("<rs:md hash=\"sha-256:");
        xml.text(&hex(&file.sha256));
        xml.markup("\" length=\"");
        xml.text(&file.bytes.to_string());
        xml.markup("\" type=\"");
        xml.text(media_type(&file.path));
        xml.markup("\"/></url>\n");
    }
    xml.markup("</urlset>\n");
    xml.finish()
}
