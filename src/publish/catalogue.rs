//! Descriptions of all data for machines: a Frictionless data package and a DCAT catalogue.

use super::{Add, Made, Press, RenderError};
use crate::escape::Escaped;
use crate::escape::json::pretty;
use crate::record::dataset::Dataset;
use crate::record::licence::Licence;
use crate::record::{Lang, names};
use crate::site::about::{About, Column, Data, Form};
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use serde_json::{Value, json};

/// The descriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Package,
    Catalogue,
}

/// Lists them.
pub fn list(_: &Site<'_>, add: &mut Add<'_>) {
    add.file("data/datapackage.json".to_owned(), Out::Package);
    add.file("data/catalogue.jsonld".to_owned(), Out::Catalogue);
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Package => About::data(Data::new("package", Form::Json)).daily("data/datapackage.json"),
        Out::Catalogue => About::data(Data::new("catalogue", Form::JsonLd)).daily("data/catalogue.jsonld"),
    }
}

/// Makes one.
pub fn make(out: &Out, _: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    Ok(press.file(match out {
        Out::Package => data_package(press.seen),
        Out::Catalogue => catalogue(press.seen),
    }))
}

/// Adds the licence to a data package; where nobody stated one, the key is absent.
pub fn add_licence(package: &mut Value, licence: Option<Licence>) {
    let Some(licence) = licence else { return };
    let mut stated = json!({ "name": licence.id });
    if let Some(url) = licence.url {
        stated["path"] = url.into();
    }
    package["licenses"] = json!([stated]);
}

pub fn slug(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    if name.trim_matches('-').is_empty() { "table".to_owned() } else { name }
}

/// Returns `data/datapackage.json`: the site's own data files.
pub fn data_package(seen: Seen<'_>) -> Escaped {
    let resource = |planned: &Planned| {
        let data = planned.about.data.as_deref().filter(|data| data.form == Form::Csv)?;
        let field = |c: &Column| match c.kind {
            "" => json!({ "name": c.name }),
            kind => json!({ "name": c.name, "type": kind, "description": c.en }),
        };
        let fields: Vec<Value> = data.columns.iter().map(field).collect();
        let path = planned.path.strip_prefix("data/").unwrap_or(&planned.path);
        Some(json!({
            "name": slug(path),
            "path": path,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": { "fields": fields, "missingValues": ["", "suppressed"] },
        }))
    };
    let config = seen.config();
    let mut value = json!({
        "profile": "tabular-data-package",
        "name": "replies",
        "title": config.title.in_lang(0),
        "homepage": config.base_url,
        "resources": seen.told().filter_map(resource).collect::<Vec<_>>(),
    });
    add_licence(&mut value, seen.licence(None));
    pretty(&value)
}

/// Returns the catalogue of all datasets (DCAT 3, terms of DCAT-AP).
pub fn catalogue(seen: Seen<'_>) -> Escaped {
    let config = seen.config();
    let base = &config.base_url;
    let publisher = json!({ "@type": "foaf:Agent", "foaf:name": config.publisher.in_lang(0) });
    let own = json!({
        "@id": format!("{base}data/index.html"),
        "@type": "dcat:Dataset",
        "dct:title": format!("{}: replies, events and measures", config.title.in_lang(0)),
        "dct:description": "Facts, events and texts of all published replies, and the measures derived from them.",
        "dct:publisher": publisher,
        "dcat:distribution": distributions(seen),
    });
    let dataset = |x: &Dataset| {
        json!({
            "@id": format!("{base}{}", routes::dataset(&x.id)),
            "@type": "dcat:Dataset",
            "dct:title": x.title.in_lang(0),
            "dct:description": x.description.in_lang(0),
            "dct:issued": { "@type": "xsd:date", "@value": x.published_on.to_string() },
            "dct:publisher": { "@type": "foaf:Agent", "foaf:name": seen.department_name_in(&x.department, 0) },
            "dcat:distribution": x.tables.iter().map(|t| distribution(seen, &format!("statistics/{}/{}", x.id, names::published(&t.file)), Form::Csv)).collect::<Vec<_>>(),
        })
    };
    let shown = seen.datasets().filter(|x| !super::tombstones::is_removed(&x.withdrawal));
    let datasets: Vec<Value> = std::iter::once(own).chain(shown.map(dataset)).collect();
    let value = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": format!("{base}data/catalogue.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": config.title.in_lang(0),
        "dct:description": config.description.as_ref().map_or_else(|| config.title.in_lang(0), |d| d.in_lang(0)),
        "dct:publisher": publisher,
        "dcat:dataset": datasets,
    });
    pretty(&value)
}

fn distributions(seen: Seen<'_>) -> Vec<Value> {
    let data = seen.told().filter(|planned| planned.lang == 0);
    data.filter_map(|planned| Some(distribution(seen, &planned.path, planned.about.data.as_deref()?.form))).collect()
}

fn distribution(seen: Seen<'_>, path: &str, form: Form) -> Value {
    let url = format!("{}{path}", seen.config().base_url);
    json!({
        "@type": "dcat:Distribution",
        "dcat:accessURL": { "@id": url },
        "dcat:downloadURL": { "@id": url },
        "dcat:mediaType": { "@id": format!("https://www.iana.org/assignments/media-types/{}", form.media_type()) },
    })
}
