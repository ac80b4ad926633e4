//! Descriptions of data for machines: Frictionless data packages, a DCAT catalogue in
//! JSON-LD, schema.org in pages.

use super::RenderError;
use super::data::{Column, dictionary, published_csv};
use crate::escape::Escaped;
use crate::escape::json::{in_page, pretty};
use crate::plan::about::{Data, Form, about};
use crate::plan::{Target, routes};
use crate::record::dataset::Dataset;
use crate::record::words::ColumnType;
use crate::source::Snapshot;
use crate::source::text::decode;
use crate::view::Scope;
use crate::view::pages::Licence;
use crate::view::statutory;
use crate::write::sha256_hex;
use serde_json::{Value, json};

/// Type names of Table Schema for ours.
fn schema_type(kind: ColumnType) -> &'static str {
    kind.word()
}

/// Returns `datapackage.json` of a dataset (Frictionless Data Package 1).
pub fn dataset_package(scope: Scope<'_>, snapshot: &Snapshot<'_>, index: usize) -> Result<Escaped, RenderError> {
    let x = &scope.model.datasets[index];
    let mut resources = Vec::new();
    for table in &x.tables {
        let Some(facts) = &table.facts else { continue };
        let published = published_csv(&decode(&snapshot.read(&facts.path)?).text).into_bytes();
        let field = |((name, inferred), comma): ((&Box<str>, &ColumnType), &bool)| {
            let described = table.fields.iter().find(|f| f.name == *name);
            let kind = described.and_then(|f| f.kind).unwrap_or(*inferred);
            let mut field = json!({ "name": name, "type": schema_type(kind) });
            if *comma && kind == ColumnType::Number {
                field["decimalChar"] = ",".into();
            }
            let mut add = |key: &str, text: Option<&crate::record::Text>| {
                if let Some(text) = text {
                    field[key] = text.in_lang(0).into();
                }
            };
            add("title", described.and_then(|f| f.title.as_ref()));
            add("description", described.and_then(|f| f.description.as_ref()));
            add("unit", described.and_then(|f| f.unit.as_ref()));
            field
        };
        let fields: Vec<Value> =
            facts.columns.iter().zip(&facts.inferred).zip(&facts.decimal_comma).map(field).collect();
        let mut resource = json!({
            "name": slug(&table.file),
            "path": routes::attachment_name(&table.file),
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": published.len(),
            "hash": format!("sha256:{}", sha256_hex(&published)),
            "schema": { "fields": fields, "missingValues": ["", "NA", "N/A", "..", "-", "–", "suppressed", "missing", "not_applicable"] },
        });
        if facts.dialect.delimiter != b',' {
            resource["dialect"] = json!({ "delimiter": char::from(facts.dialect.delimiter).to_string() });
        }
        resources.push(resource);
    }
    let mut value = json!({
        "profile": "tabular-data-package",
        "name": &*x.id,
        "title": x.title.in_lang(0),
        "description": x.description.in_lang(0),
        "homepage": format!("{}{}", scope.model.config.base_url, routes::dataset(&x.id)),
        "resources": resources,
    });
    add_licence(&mut value, scope.licence(x.licence.as_deref()));
    Ok(pretty(&value))
}

/// Adds the licence to a data package; where nobody stated one, the key is absent.
fn add_licence(package: &mut Value, licence: Option<Licence>) {
    let Some(licence) = licence else { return };
    let mut stated = json!({ "name": licence.id });
    if let Some(url) = licence.url {
        stated["path"] = url.into();
    }
    package["licenses"] = json!([stated]);
}

fn slug(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    if name.trim_matches('-').is_empty() { "table".to_owned() } else { name }
}

/// Returns `data/datapackage.json`: the site's own data files.
pub fn data_package(scope: Scope<'_>) -> Escaped {
    let dictionary = dictionary();
    let resource = |planned: &crate::plan::Planned| {
        let Data { key, form: Form::Csv, .. } = about(planned).data? else { return None };
        let described = dictionary.iter().find(|(k, _)| *k == key);
        let field = |c: &Column| json!({ "name": c.name, "type": c.kind, "description": c.en });
        let fields: Vec<Value> = match planned.target {
            Target::StatutoryCsv(year) => {
                statutory::csv_columns(scope, year).map(|name| json!({ "name": name })).collect()
            }
            _ => described?.1.iter().map(field).collect(),
        };
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
    let config = &scope.model.config;
    let mut value = json!({
        "profile": "tabular-data-package",
        "name": "replies",
        "title": config.title.in_lang(0),
        "homepage": config.base_url,
        "resources": scope.plan.outputs.iter().filter_map(resource).collect::<Vec<_>>(),
    });
    add_licence(&mut value, scope.licence(None));
    pretty(&value)
}

/// Returns the catalogue of all datasets (DCAT 3, terms of DCAT-AP).
pub fn catalogue(scope: Scope<'_>) -> Escaped {
    let config = &scope.model.config;
    let base = &config.base_url;
    let publisher = json!({ "@type": "foaf:Agent", "foaf:name": config.publisher.in_lang(0) });
    let own = json!({
        "@id": format!("{base}data/index.html"),
        "@type": "dcat:Dataset",
        "dct:title": format!("{}: replies, events and measures", config.title.in_lang(0)),
        "dct:description": "Facts, events and texts of all published replies, and the measures derived from them.",
        "dct:publisher": publisher,
        "dcat:distribution": distributions(scope),
    });
    let dataset = |x: &Dataset| {
        json!({
            "@id": format!("{base}{}", routes::dataset(&x.id)),
            "@type": "dcat:Dataset",
            "dct:title": x.title.in_lang(0),
            "dct:description": x.description.in_lang(0),
            "dct:issued": { "@type": "xsd:date", "@value": x.published_on.to_string() },
            "dct:publisher": { "@type": "foaf:Agent", "foaf:name": scope.model.department_name(&x.department, 0) },
            "dcat:distribution": x.tables.iter().map(|t| distribution(scope, &format!("statistics/{}/{}", x.id, routes::attachment_name(&t.file)), Form::Csv)).collect::<Vec<_>>(),
        })
    };
    let datasets: Vec<Value> = std::iter::once(own).chain(scope.model.datasets.iter().map(dataset)).collect();
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

fn distributions(scope: Scope<'_>) -> Vec<Value> {
    let data = scope.plan.outputs.iter().filter(|planned| planned.lang == 0);
    data.filter_map(|planned| Some(distribution(scope, &planned.path, about(planned).data?.form))).collect()
}

fn distribution(scope: Scope<'_>, path: &str, form: Form) -> Value {
    let url = format!("{}{path}", scope.model.config.base_url);
    json!({
        "@type": "dcat:Distribution",
        "dcat:accessURL": { "@id": url },
        "dcat:downloadURL": { "@id": url },
        "dcat:mediaType": { "@id": format!("https://www.iana.org/assignments/media-types/{}", form.media_type()) },
    })
}

/// Returns schema.org's description of a dataset, safe inside a `script` element.
pub fn dataset_jsonld(scope: Scope<'_>, x: &Dataset, url: &str) -> String {
    let config = &scope.model.config;
    let file = |t: &crate::record::dataset::Table| {
        json!({
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": format!("{}statistics/{}/{}", config.base_url, x.id, routes::attachment_name(&t.file)),
        })
    };
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": x.title.in_lang(scope.lang),
        "description": x.description.in_lang(scope.lang),
        "url": url,
        "datePublished": x.published_on.to_string(),
        "dateModified": x.updated_on.unwrap_or(x.published_on).to_string(),
        "creator": { "@type": "GovernmentOrganization", "name": scope.model.department_name(&x.department, scope.lang) },
        "distribution": x.tables.iter().map(file).collect::<Vec<_>>(),
    });
    if let Some(licence) = scope.licence(x.licence.as_deref()) {
        value["license"] = licence.url.unwrap_or(licence.id).into();
    }
    in_page(&value)
}
