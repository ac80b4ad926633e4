//! A dataset described for programs: as a data package, and for search engines.

use super::files::Holding;
use super::kept::Which;
use super::{files, published, revisions};
use crate::escape::Escaped;
use crate::escape::json::{in_page, pretty};
use crate::publish::catalogue::{add_licence, slug};
use crate::publish::{Press, RenderError};
use crate::record::dataset::{self as described, Dataset};
use crate::record::{Text, names};
use crate::site::routes;
use crate::site::seen::Seen;
use crate::site::texts::file_text;
use crate::source::text::clean;
use jiff::civil::Date;
use serde_json::json;

/// Returns `datapackage.json` of a dataset (Frictionless Data Package 1).
pub fn dataset_package(press: &Press<'_>, index: usize) -> Result<Escaped, RenderError> {
    let seen = press.seen;
    let x = seen.dataset(index);
    let mut resources = Vec::new();
    for (at, table) in x.tables.iter().enumerate() {
        let Some(facts) = &table.facts else { continue };
        let text = file_text(press.snapshot, &facts.path, facts.digest)?;
        let published = files::told(press, Which::Csv { dataset: index, table: at })?;
        let mut resource = json!({
            "name": slug(&table.file),
            "path": names::published(&table.file),
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": published.size,
            "hash": format!("sha256:{}", published.sha256),
            "dialect": { "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "header": true },
            "schema": published::schema(&text, table),
        });
        if let Some(title) = &table.title {
            resource["title"] = title.in_lang(0).into();
        }
        if !facts.notes.is_empty() {
            let notes: Vec<_> = facts.notes.iter().map(|note| clean(&note.text)).collect();
            resource["description"] = notes.join("\n").into();
        }
        resources.push(resource);
    }
    let mut value = json!({
        "profile": "tabular-data-package",
        "name": &*x.id,
        "title": x.title.in_lang(0),
        "description": x.description.in_lang(0),
        "homepage": format!("{}{}", seen.config().base_url, routes::dataset(&x.id)),
        "resources": resources,
    });
    add_licence(&mut value, seen.licence(x.licence.as_deref()));
    let publisher = json!({ "title": seen.department_name(&x.department), "role": "publisher" });
    value["contributors"] = json!([publisher]);
    let mut add = |key: &str, text: Option<String>| {
        if let Some(text) = text {
            value[key] = text.into();
        }
    };
    let plain = |text: &Option<Text>| text.as_ref().map(|text| text.in_lang(0).to_owned());
    add("spatial", plain(&x.coverage.area));
    add("temporal", interval(x));
    add("frequency", x.frequency.map(|frequency| frequency.word().to_owned()));
    add("methodology", plain(&x.methodology));
    add("quality", plain(&x.quality));
    add("contact", plain(&x.contact));
    add("nextRelease", x.next_release.map(|day| day.to_string()));
    if !x.revisions.is_empty() {
        value["revisions"] = revisions::for_programs(seen, x, press.snapshot)?;
    }
    if !x.law.is_empty() {
        value["law"] = x.law.iter().map(|law| law.text.in_lang(0)).collect();
    }
    Ok(pretty(&value))
}

/// The time that figures are of, as an interval of ISO 8601; open where a day is not said.
fn interval(x: &Dataset) -> Option<String> {
    let described::Coverage { from, to, .. } = x.coverage;
    let day = |day: Option<Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
    (from.is_some() || to.is_some()).then(|| format!("{}/{}", day(from), day(to)))
}

/// Returns schema.org's description of a dataset, safe inside a `script` element.
pub fn dataset_jsonld(seen: Seen<'_>, x: &Dataset, url: &str) -> String {
    let config = seen.config();
    let file = |Holding { path, form, .. }: &Holding<'_>| {
        let address = format!("{}{path}", config.base_url);
        json!({ "@type": "DataDownload", "encodingFormat": form.media_type(), "contentUrl": address })
    };
    let here = |file: &&Holding<'_>| file.lang.is_none_or(|lang| lang == seen.lang);
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": x.title.in_lang(seen.lang),
        "description": x.description.in_lang(seen.lang),
        "url": url,
        "datePublished": x.published_on.to_string(),
        "dateModified": x.updated_on.unwrap_or(x.published_on).to_string(),
        "creator": { "@type": "GovernmentOrganization", "name": seen.department_name(&x.department) },
        "distribution": files::all(seen, x).iter().filter(here).map(file).collect::<Vec<_>>(),
    });
    if let Some(area) = &x.coverage.area {
        value["spatialCoverage"] = area.in_lang(seen.lang).into();
    }
    if let Some(time) = interval(x) {
        value["temporalCoverage"] = time.into();
    }
    if let Some(licence) = seen.licence(x.licence.as_deref()) {
        value["license"] = licence.url.unwrap_or(licence.id).into();
    }
    in_page(&value)
}
