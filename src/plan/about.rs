//! What is to be known of an output besides its bytes: the one source for sitemaps, the
//! descriptions of data and the list of what changes daily.
//!
//! What must hold: each kind of output is named, so that a new one cannot be forgotten.

use super::{Group, Planned, Reference, SitemapPart, Target, routes};

/// Whether and how sitemaps list an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InSitemap {
    No,
    /// By the record it shows, with the day of its last change.
    Record,
    /// With the lists and fronts.
    Front,
}

/// The form of a data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Csv,
    JsonLines,
    Json,
    JsonLd,
    Calendar,
    Python,
    Text,
}

impl Form {
    /// Returns its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::JsonLines => "application/jsonl",
            Self::Json => "application/json",
            Self::JsonLd => "application/ld+json",
            Self::Calendar => "text/calendar",
            Self::Python => "text/x-python",
            Self::Text => "text/plain",
        }
    }
}

/// A file of the site's own data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// Key of its name in the words of the theme.
    pub key: &'static str,
    /// The year or month it is of; empty when it is of none.
    pub period: String,
    pub form: Form,
}

/// What is to be known of an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub sitemap: InSitemap,
    pub data: Option<Data>,
    /// The paths of outputs of its kind, where a day that passes may change it without an edit.
    pub daily: Option<&'static str>,
}

impl About {
    const NOTHING: Self = Self { sitemap: InSitemap::No, data: None, daily: None };
    const RECORD: Self = Self { sitemap: InSitemap::Record, ..Self::NOTHING };
    const FRONT: Self = Self { sitemap: InSitemap::Front, ..Self::NOTHING };

    fn file(key: &'static str, form: Form) -> Self {
        Self { data: Some(Data { key, period: String::new(), form }), ..Self::NOTHING }
    }

    fn file_of(key: &'static str, period: String, form: Form) -> Self {
        Self { data: Some(Data { key, period, form }), ..Self::NOTHING }
    }

    fn daily(self, paths: &'static str) -> Self {
        Self { daily: Some(paths), ..self }
    }
}

/// Returns what is to be known of an output.
pub fn about(planned: &Planned) -> About {
    let year = |year: i16| format!("{year:04}");
    match &planned.target {
        Target::Home => About::FRONT.daily("index.html"),
        Target::Replies => About::FRONT.daily("replies/index.html"),
        Target::Case(_) => About::RECORD.daily("replies/<id>.html"),
        Target::Month { group, .. } | Target::GroupIndex(group) | Target::GroupPage(group) => {
            About::FRONT.daily(match group {
                Group::Site => "replies/month/<yyyy-mm>.html",
                Group::Department(_) => "departments/*",
                Group::Topic(_) => "topics/*",
            })
        }
        // A feed says what the state of each case is.
        Target::FeedXml(group) => About::NOTHING.daily(match group {
            Group::Site => "feed.xml",
            Group::Department(_) => "departments/*",
            Group::Topic(_) => "topics/*",
        }),
        Target::FeedJson(group) => About::NOTHING.daily(match group {
            Group::Site => "feed.json",
            Group::Department(_) => "departments/*",
            Group::Topic(_) => "topics/*",
        }),
        Target::Policies { .. } => About::FRONT.daily("policies/*"),
        Target::Policy { .. } => About::RECORD.daily("policies/*"),
        Target::Digest(_) => About::RECORD.daily("digests/*"),
        Target::Dataset(_) | Target::Page(_) => About::RECORD,
        Target::Performance | Target::Figures(_) => About::FRONT.daily("performance/*"),
        Target::Supervision => About::FRONT.daily("supervision/index.html"),
        Target::Statutories | Target::Statutory(_) => About::FRONT.daily("reports/*"),
        Target::Schedule => About::FRONT.daily("calendar/*"),
        Target::Bulletins | Target::Bulletin(_) => About::FRONT.daily("bulletins/*"),
        Target::Transparency => About::FRONT.daily("transparency/index.html"),
        Target::Statistics { .. }
        | Target::Digests { .. }
        | Target::Search
        | Target::References { .. }
        | Target::Corrections { .. }
        | Target::Words => About::FRONT,
        // A new month has a bulletin, a new year its files.
        Target::HtmlSitemap => About::FRONT.daily("sitemap.html"),
        Target::DataIndex => About::FRONT.daily("data/index.html"),
        Target::RepliesCsv(of) => About::file_of("replies_csv", year(*of), Form::Csv),
        Target::EventsCsv(of) => About::file_of("events_csv", year(*of), Form::Csv),
        Target::RepliesJsonl(of) => About::file_of("replies_jsonl", routes::month_name(*of), Form::JsonLines),
        Target::OpenCsv => About::file("open_csv", Form::Csv).daily("data/open.csv"),
        Target::MeasuresCsv => About::file("measures_csv", Form::Csv).daily("data/measures.csv"),
        Target::FlowCsv => About::file("flow_csv", Form::Csv).daily("data/flow.csv"),
        Target::StatutoryCsv(of) => About::file_of("foi_csv", year(*of), Form::Csv).daily("data/foi-<yyyy>.csv"),
        Target::Reference(of) => About::file(of.key(), form(*of)),
        Target::DataPackage => About::file("package", Form::Json).daily("data/datapackage.json"),
        Target::Catalogue => About::file("catalogue", Form::JsonLd).daily("data/catalogue.jsonld"),
        Target::Sitemap(SitemapPart::Other) => About::NOTHING.daily("sitemaps/other.xml"),
        Target::DeadlinesIcs => About::file("deadlines_ics", Form::Calendar).daily("calendar/*"),
        Target::Sums => About::file("sums", Form::Text).daily("SHA256SUMS"),
        Target::NotFound
        | Target::Redirect { .. }
        | Target::Copy(_)
        | Target::Table(..)
        | Target::DatasetPackage(_)
        | Target::SitemapIndex
        | Target::Sitemap(
            SitemapPart::Replies(_) | SitemapPart::Policies | SitemapPart::Statistics | SitemapPart::Digests,
        )
        | Target::Robots
        | Target::Headers
        | Target::Nginx
        | Target::Caddy
        | Target::Asset(_) => About::NOTHING,
    }
}

fn form(of: Reference) -> Form {
    match of {
        Reference::Promises | Reference::Departments | Reference::Topics | Reference::Calendars => Form::Csv,
        Reference::Rules => Form::Json,
        Reference::Recompute => Form::Python,
    }
}
