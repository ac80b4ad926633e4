//! Descriptions of all data for machines: a Frictionless data package and a DCAT catalogue.

mod graph;

use self::graph::{Node, Term};
use super::dataset::Holding;
use super::{Add, Made, Press, RenderError};
use crate::escape::Escaped;
use crate::escape::json::pretty;
use crate::model::RecordKey;
use crate::record::dataset::{Dataset, Law};
use crate::record::licence::Licence;
use crate::record::words::Frequency;
use crate::record::{Lang, Text};
use crate::site::about::{About, Column, Data, Form};
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use serde_json::{Value, json};

/// The descriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Package,
    Catalogue,
    /// The catalogue in another form.
    Turtle,
}

/// Lists them.
pub fn list(_: &Site<'_>, add: &mut Add<'_>) {
    add.file("data/datapackage.json".to_owned(), Out::Package);
    add.file("data/catalogue.jsonld".to_owned(), Out::Catalogue);
    add.file("data/catalogue.ttl".to_owned(), Out::Turtle);
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Package => About::data(Data::new("package", Form::Json)).daily("data/datapackage.json"),
        Out::Catalogue => About::data(Data::new("catalogue", Form::JsonLd)).daily("data/catalogue.jsonld"),
        Out::Turtle => About::data(Data::new("catalogue_ttl", Form::Turtle)).daily("data/catalogue.ttl"),
    }
}

/// Makes one.
pub fn make(out: &Out, _: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    Ok(press.file(match out {
        Out::Package => data_package(press.seen),
        Out::Catalogue => graph::jsonld(&catalogue(press.seen)),
        Out::Turtle => graph::turtle(&catalogue(press.seen)),
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

/// Returns the catalogue of all datasets: DCAT 3, with the words and lists of DCAT-AP 3.0.
fn catalogue(seen: Seen<'_>) -> Node {
    let config = seen.config();
    let base = &config.base_url;
    let shown = seen.datasets().filter(|x| !super::tombstones::is_removed(&x.withdrawal));
    let datasets = std::iter::once(own(seen)).chain(shown.map(|x| dataset(seen, x)));
    let about = config.description.as_ref().unwrap_or(&config.title);
    Node::new("dcat:Catalog", Some(format!("{base}data/catalogue.jsonld")))
        .say("dct:title", said(seen, &config.title))
        .say("dct:description", said(seen, about))
        .say("dct:publisher", [publisher(seen)])
        .say("dct:language", config.languages.iter().filter_map(|l| language(&l.code)).map(Term::Address))
        .say("dct:license", licence(seen, None))
        .say("foaf:homepage", [Term::Address(base.clone())])
        .say("dcat:dataset", datasets.map(Term::Node))
}

/// What the site's own data are, in English and Chinese.
const ABOUT: (&str, &str) = (
    "Facts, events and texts of all published replies, and the measures derived from them.",
    "全部公开来信的基本情况、办理过程和正文，以及由此计算的指标。",
);

/// The site's own data.
fn own(seen: Seen<'_>) -> Node {
    let config = seen.config();
    // Chinese, and English for all other readers.
    let tongues = config.languages.iter().zip(0..).map(|(language, lang)| (&*language.code, lang));
    let of = |chinese: bool| tongues.clone().find(move |(code, _)| code.starts_with("zh") == chinese);
    let in_english = of(false).map_or_else(|| config.title.in_lang(0), |(_, lang)| config.title.in_lang(lang));
    let chinese = of(true);
    let titles = [(format!("{in_english}: replies, events and measures"), "en")].into_iter();
    let titles = titles
        .chain(chinese.map(|(code, lang)| (format!("{}：来信、办理过程和指标", config.title.in_lang(lang)), code)));
    let abouts = [(ABOUT.0, "en")].into_iter().chain(chinese.map(|(code, _)| (ABOUT.1, code)));
    let tagged = |text: String, code: &str| Term::Text(text, Some(code.to_owned()));
    let data = seen.told().filter(|planned| planned.lang == 0);
    let files =
        data.filter_map(|planned| Some(distribution(seen, &planned.path, planned.about.data.as_deref()?.form, None)));
    Node::new("dcat:Dataset", Some(format!("{}data/index.html", config.base_url)))
        .say("dct:title", titles.map(|(title, code)| tagged(title, code)))
        .say("dct:description", abouts.map(|(about, code)| tagged(about.to_owned(), code)))
        .say("dct:publisher", [publisher(seen)])
        .say("dct:accrualPeriodicity", [Term::Address(format!("{AUTHORITY}frequency/DAILY"))])
        .say("dcat:contactPoint", config.contact.as_ref().map(|contact| office(seen, contact)))
        .say("dcat:distribution", files.map(Term::Node))
}

fn dataset(seen: Seen<'_>, x: &Dataset) -> Node {
    let config = seen.config();
    let base = &config.base_url;
    let page = format!("{base}{}", routes::dataset(&x.id));
    let department = seen.find_department(&x.department);
    let publisher = department.map(|department| {
        let id = format!("{base}departments/{}.html#publisher", department.id);
        Term::Node(Node::new("foaf:Agent", Some(id)).say("foaf:name", said(seen, &department.name)))
    });
    let topics = seen.topics().iter().filter(|topic| x.topics.contains(&topic.id));
    let files = super::dataset::files(seen, x).into_iter().map(|Holding { path, form, table, lang }| {
        let title = table.and_then(|table| table.title.as_ref()).unwrap_or(&x.title);
        let file = distribution(seen, &path, form, x.licence.as_deref()).say("dct:title", said(seen, title));
        let tongue = lang.and_then(|lang| language(&config.language(lang).code));
        Term::Node(file.say("dct:language", tongue.map(Term::Address)))
    });
    Node::new("dcat:Dataset", Some(page.clone()))
        .say("dct:identifier", [Term::Text(x.id.to_string(), None)])
        .say("dct:title", said(seen, &x.title))
        .say("dct:description", said(seen, &x.description))
        .say("dct:issued", [Term::Day(x.published_on)])
        .say("dct:modified", x.updated_on.map(Term::Day))
        .say("dct:publisher", publisher)
        .say("dcat:keyword", topics.flat_map(|topic| said(seen, &topic.label)))
        .say("dct:accrualPeriodicity", x.frequency.map(|f| Term::Address(format!("{AUTHORITY}frequency/{}", often(f)))))
        .say("dcat:landingPage", [Term::Address(page)])
        .say("dcat:contactPoint", x.contact.as_ref().map(|contact| office(seen, contact)))
        .say("dct:spatial", x.coverage.area.as_ref().map(|area| place(seen, area)))
        .say("dct:temporal", period(x))
        .say("dcatap:applicableLegislation", x.law.iter().filter_map(|law| legislation(seen, law)))
        .say("dcat:distribution", files)
}

/// Whom to ask.
fn office(seen: Seen<'_>, contact: &Text) -> Term {
    Term::Node(Node::new("vcard:Kind", None).say("vcard:fn", said(seen, contact)))
}

fn place(seen: Seen<'_>, area: &Text) -> Term {
    Term::Node(Node::new("dct:Location", None).say("rdfs:label", said(seen, area)))
}

/// The first and the last day of the figures.
fn period(x: &Dataset) -> Option<Term> {
    let (from, to) = (x.coverage.from, x.coverage.to);
    from.or(to)?;
    let period = Node::new("dct:PeriodOfTime", None);
    Some(Term::Node(period.say("dcat:startDate", from.map(Term::Day)).say("dcat:endDate", to.map(Term::Day))))
}

/// A law that the figures rest on. Catalogues name laws by their addresses; one that is no policy of the site
/// has none.
fn legislation(seen: Seen<'_>, law: &Law) -> Option<Term> {
    let record = seen.record(&RecordKey::of(&law.policy.as_ref()?.link))?;
    Some(Term::Node(Node::new("eli:LegalResource", Some(format!("{}{}", seen.config().base_url, record.href)))))
}

fn distribution(seen: Seen<'_>, path: &str, form: Form, own: Option<&str>) -> Node {
    let url = format!("{}{path}", seen.config().base_url);
    let media = format!("https://www.iana.org/assignments/media-types/{}", form.media_type());
    let format = file_type(form).map(|name| Term::Address(format!("{AUTHORITY}file-type/{name}")));
    Node::new("dcat:Distribution", None)
        .say("dcat:accessURL", [Term::Address(url.clone())])
        .say("dcat:downloadURL", [Term::Address(url)])
        .say("dcat:mediaType", [Term::Address(media)])
        .say("dct:format", format)
        .say("dct:license", licence(seen, own))
}

fn publisher(seen: Seen<'_>) -> Term {
    let id = format!("{}#publisher", seen.config().base_url);
    Term::Node(Node::new("foaf:Agent", Some(id)).say("foaf:name", said(seen, &seen.config().publisher)))
}

/// Returns the address of the licence, where it has one.
fn licence(seen: Seen<'_>, own: Option<&str>) -> Option<Term> {
    seen.licence(own).and_then(|licence| licence.url).map(Term::Address)
}

/// Returns a text in each of its languages.
fn said(seen: Seen<'_>, text: &Text) -> Vec<Term> {
    let languages = &seen.config().languages;
    let in_lang = |(lang, text): &(Lang, Box<str>)| {
        Term::Text(text.to_string(), languages.get(usize::from(*lang)).map(|language| language.code.clone()))
    };
    text.0.iter().map(in_lang).collect()
}

/// Where the lists of the European Union stand that DCAT-AP 3.0 takes words from (section 12).
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";

/// Returns a language as the list `language` names it (ISO 639-3 in capitals).
fn language(code: &str) -> Option<String> {
    const NAMES: [(&str, &str); 16] = [
        ("ar", "ARA"),
        ("bo", "BOD"),
        ("de", "DEU"),
        ("en", "ENG"),
        ("es", "SPA"),
        ("fa", "FAS"),
        ("fr", "FRA"),
        ("it", "ITA"),
        ("ja", "JPN"),
        ("ko", "KOR"),
        ("nl", "NLD"),
        ("pl", "POL"),
        ("pt", "POR"),
        ("ru", "RUS"),
        ("ug", "UIG"),
        ("zh", "ZHO"),
    ];
    let primary = code.split('-').next().unwrap_or_default();
    let name = NAMES.iter().find(|(code, _)| *code == primary).map(|(_, name)| name)?;
    Some(format!("{AUTHORITY}language/{name}"))
}

/// Returns how often something is brought up to date, as the list `frequency` names it.
fn often(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Daily => "DAILY",
        Frequency::Weekly => "WEEKLY",
        Frequency::Monthly => "MONTHLY",
        Frequency::Quarterly => "QUARTERLY",
        Frequency::Annual => "ANNUAL",
        Frequency::Irregular => "IRREG",
    }
}

/// Returns the form of a file as the list `file-type` names it.
fn file_type(form: Form) -> Option<&'static str> {
    match form {
        Form::Csv => Some("CSV"),
        Form::Json => Some("JSON"),
        Form::JsonLd => Some("JSON_LD"),
        Form::Turtle => Some("RDF_TURTLE"),
        Form::Calendar => Some("ICS"),
        Form::Text => Some("TXT"),
        Form::Parquet => Some("PARQUET"),
        Form::Workbook => Some("XLSX"),
        Form::JsonLines | Form::Python | Form::Sqlite => None,
    }
}
