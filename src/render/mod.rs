//! From the plan to bytes: one output at a time, in memory, nothing on disk.
//!
//! Takes what is planned, its view and the theme; gives an [`Output`]. What must hold: the
//! bytes depend on nothing but these, so outputs can be rendered in any order, on any number
//! of threads.

pub mod catalogue;
pub mod data;
pub mod feed;
pub mod filters;
pub mod headers;
mod ics;
mod open_data;
pub mod print;
pub mod sitemap;
pub mod strings;
pub mod theme;

use crate::derive::Derived;
use crate::derive::measures::Month;
use crate::diagnostic::{Finding, Place};
use crate::escape::Escaped;
use crate::model::Model;
use crate::plan::{Plan, Planned, Target};
use crate::record::Lang;
use crate::source::{ContentDigest, Snapshot, digest};
use crate::view::texts::{Reading, TextError, Texts, fingerprint};
use crate::view::{self, Scope};
use print::Print;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use theme::Theme;

/// One output: its fingerprint, and its bytes unless texts were left for later.
pub struct Output {
    pub print: Print,
    /// `None` when only reading texts and rendering would give them.
    pub bytes: Option<Vec<u8>>,
    /// The lines that `bytes` are made of, where a later build may take single ones.
    pub lines: Box<[KeptLine]>,
}

/// A line of an output: its fingerprint and length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLine {
    print: ContentDigest,
    len: u32,
}

/// An output of an earlier build, whole, and the lines it is made of.
pub struct Earlier<'a> {
    pub bytes: &'a [u8],
    pub lines: &'a [KeptLine],
}

impl<'a> Earlier<'a> {
    fn by_print(&self) -> HashMap<ContentDigest, &'a [u8]> {
        let mut rest = self.bytes;
        let lines = self.lines.iter().map_while(|line| {
            let (bytes, after) = rest.split_at_checked(line.len as usize)?;
            rest = after;
            Some((line.print, bytes))
        });
        lines.collect()
    }
}

/// Why an output could not be made.
#[derive(Debug)]
pub enum RenderError {
    /// Something in the theme or the content, to be shown like any other finding.
    Finding(Box<Finding>),
    /// A file could not be read, or changed meanwhile.
    Text(String),
}

impl From<TextError> for RenderError {
    fn from(error: TextError) -> Self {
        Self::Text(error.to_string())
    }
}

impl From<io::Error> for RenderError {
    fn from(error: io::Error) -> Self {
        Self::Text(error.to_string())
    }
}

/// All that rendering reads.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    pub snapshot: &'a Snapshot<'a>,
    pub model: &'a Model,
    pub derived: &'a Derived,
    pub plan: &'a Plan,
    pub theme: &'a Theme,
}

impl<'a> Renderer<'a> {
    fn scope(&self, lang: Lang) -> Scope<'a> {
        Scope { model: self.model, derived: self.derived, plan: self.plan, strings: self.theme.strings(lang), lang }
    }

    fn texts(&self, lang: Lang, reading: Reading) -> Texts<'a> {
        Texts::new(self.snapshot, self.theme.strings(lang), reading)
    }

    /// Makes one output; lines that are the same in an `earlier` one are taken from it. With
    /// [`Reading::Later`] no text is read and no template filled: pages come out as their print
    /// alone. [`Target::Sums`] is made by the writer, which knows all
    /// digests.
    pub fn render(
        &self,
        planned: &Planned,
        reading: Reading,
        earlier: Option<&Earlier<'_>>,
    ) -> Result<Output, RenderError> {
        match &planned.target {
            Target::Copy(file) => {
                // The writer copies it: its print is taken from the file, not from here.
                let bytes = (reading == Reading::Now).then(|| self.snapshot.read(file)).transpose()?;
                let print = Print::of_facts(ContentDigest::default(), ContentDigest::default());
                Ok(Output { print, bytes, lines: Box::default() })
            }
            Target::Asset(name) => Ok(whole(self.theme.asset(name).to_vec())),
            Target::Sums => Ok(whole(Vec::new())),
            Target::RepliesJsonl(month) => self.jsonl(planned.lang, *month, reading, earlier),
            Target::FeedXml(group) => {
                let scope = self.scope(planned.lang);
                let view = feed::view(scope, *group, self.theme.strings(planned.lang));
                let page = scope.page(planned, view::scope::Head::new(scope, view.title.clone(), ""));
                self.template(planned, "feed.xml", &page, &view, &self.texts(planned.lang, reading))
            }
            Target::RepliesCsv(year) | Target::EventsCsv(year) => {
                let scope = self.scope(planned.lang);
                let print = Print::of_facts(data::year_print(scope, *year), ContentDigest::default());
                let events = matches!(planned.target, Target::EventsCsv(_));
                let make = || if events { data::events_csv(scope, *year) } else { data::replies_csv(scope, *year) };
                let bytes = (reading == Reading::Now).then(|| make().into_bytes());
                Ok(Output { print, bytes, lines: Box::default() })
            }
            _ => match self.machine_file(planned)? {
                Some(made) => Ok(whole(made.into_bytes())),
                None => self.page(planned, reading),
            },
        }
    }

    fn jsonl(
        &self,
        lang: Lang,
        month: Month,
        reading: Reading,
        earlier: Option<&Earlier<'_>>,
    ) -> Result<Output, RenderError> {
        let scope = self.scope(lang);
        let kept = data::replies_jsonl_prints(scope, month);
        let print = Print::of_facts(fingerprint(&kept), ContentDigest::default());
        if reading == Reading::Later {
            return Ok(Output { print, bytes: None, lines: Box::default() });
        }
        let old = earlier.map(Earlier::by_print).unwrap_or_default();
        let lines =
            data::replies_jsonl(scope, month, |n| old.get(&kept[n]).copied(), || self.texts(lang, Reading::Now))?;
        let len = |line: &Cow<'_, [u8]>| u32::try_from(line.len()).unwrap_or(u32::MAX);
        let kept = kept.into_iter().zip(&lines).map(|(print, line)| KeptLine { print, len: len(line) }).collect();
        Ok(Output { print, bytes: Some(lines.concat()), lines: kept })
    }

    /// Files for machines: data, feeds, sitemaps, server snippets.
    fn machine_file(&self, planned: &Planned) -> Result<Option<Escaped>, RenderError> {
        let scope = self.scope(planned.lang);
        let headers = headers::Site { base_url: &self.model.config.base_url, plan: self.plan };
        let made = match &planned.target {
            Target::Table(dataset, table) => data::table(scope, self.snapshot, *dataset, *table)?,
            Target::DatasetPackage(i) => catalogue::dataset_package(scope, self.snapshot, *i)?,
            Target::OpenCsv => data::open_csv(scope),
            Target::DeadlinesIcs => ics::deadlines(scope, self.theme.strings(planned.lang)),
            Target::StatutoryCsv(year) => view::statutory::csv(scope, *year),
            Target::FlowCsv => open_data::flow_csv(scope),
            Target::MeasuresCsv => open_data::measures_csv(scope),
            Target::Reference(of) => open_data::reference(scope, *of),
            Target::DataPackage => catalogue::data_package(scope),
            Target::Catalogue => catalogue::catalogue(scope),
            Target::SitemapIndex => sitemap::index(scope),
            Target::Sitemap(part) => sitemap::part(scope, *part),
            Target::Robots => sitemap::robots(scope),
            Target::Headers => headers.netlify(),
            Target::Nginx => headers.nginx(),
            Target::Caddy => headers.caddy(),
            Target::FeedJson(group) => feed::json(scope, *group, self.theme.strings(planned.lang)),
            _ => return Ok(None),
        };
        Ok(Some(made))
    }

    fn page(&self, planned: &Planned, reading: Reading) -> Result<Output, RenderError> {
        let scope = self.scope(planned.lang);
        let texts = self.texts(planned.lang, reading);
        let strings = texts.strings;
        let nav = |key: &str| strings.text(&format!("nav.{key}")).to_owned();
        macro_rules! page {
            ($template:literal, $made:expr) => {{
                let (page, view) = $made;
                self.template(planned, $template, &page, &view, &texts)
            }};
        }
        match &planned.target {
            Target::Home => page!("home.html", view::home::view(scope, planned)),
            Target::Replies => page!("replies.html", view::lists::replies(scope, planned, &nav("replies"))),
            Target::Month { group, month, page } => {
                let title = strings.month(&crate::plan::routes::month_name(*month));
                page!("month.html", view::lists::month(scope, planned, *group, *month, *page, &title))
            }
            Target::Case(i) => page!("case.html", view::case::view(scope, *i, planned, &texts)?),
            Target::GroupIndex(group) => {
                let key = if matches!(group, crate::plan::Group::Topic(_)) { "topics" } else { "departments" };
                page!("groups.html", view::groups::index(scope, planned, *group, &nav(key)))
            }
            Target::GroupPage(group) => page!("group.html", view::groups::page(scope, planned, *group)),
            Target::Policies { page } => {
                page!("policies.html", view::lists::policies(scope, planned, *page, &nav("policies")))
            }
            Target::Policy { index, edition } => {
                page!("policy.html", view::policy::view(scope, *index, *edition, planned, &texts)?)
            }
            Target::Statistics { page } => {
                page!("statistics.html", view::lists::statistics(scope, planned, *page, &nav("statistics")))
            }
            Target::Dataset(i) => page!("dataset.html", view::records::dataset(scope, *i, planned, &texts)?),
            Target::Digests { page } => {
                page!("digests.html", view::lists::digests(scope, planned, *page, &nav("digests")))
            }
            Target::Digest(i) => page!("digest.html", view::records::digest(scope, *i, planned, &texts)?),
            Target::Performance => {
                page!("performance.html", view::reports::performance(scope, planned, strings))
            }
            Target::Figures(figured) => {
                page!("figures.html", view::figures::view(scope, planned, *figured, strings))
            }
            Target::Supervision => {
                page!("supervision.html", view::reports::supervision(scope, planned, &nav("supervision")))
            }
            Target::Statutories => page!("reports.html", view::statutory::index(scope, planned, strings)),
            Target::Statutory(year) => {
                page!("report.html", view::statutory::view(scope, planned, *year, strings))
            }
            Target::Schedule => page!("calendar.html", view::schedule::view(scope, planned, strings)),
            Target::Bulletins => page!("bulletins.html", view::bulletins::index(scope, planned, strings)),
            Target::Bulletin(period) => {
                page!("bulletin.html", view::bulletins::view(scope, planned, *period, strings))
            }
            Target::Search => page!("search.html", view::reports::search(scope, planned, &nav("search"))),
            Target::References { month, page } => {
                let title =
                    format!("{} · {}", nav("references"), strings.month(&crate::plan::routes::month_name(*month)));
                page!("references.html", view::lists::references(scope, planned, *month, *page, &title))
            }
            Target::Corrections { page } => {
                page!("corrections.html", view::register::view(scope, planned, *page, &nav("corrections")))
            }
            Target::DataIndex => page!("data.html", view::reports::data(scope, planned, &nav("data"))),
            Target::Transparency => {
                page!("transparency.html", view::reports::transparency(scope, planned, &nav("transparency")))
            }
            Target::Words => page!("words.html", view::reports::words(scope, planned, &nav("words"))),
            Target::Page(i) => page!("page.html", view::records::page(scope, *i, planned, &texts)?),
            Target::HtmlSitemap => page!("sitemap.html", view::reports::sitemap(scope, planned, &nav("sitemap"))),
            Target::Redirect { to, title } => {
                page!("redirect.html", view::reports::not_found(scope, planned, title, Some(to)))
            }
            Target::NotFound => {
                page!("404.html", view::reports::not_found(scope, planned, strings.text("not_found.title"), None))
            }
            Target::StatutoryCsv(_)
            | Target::DeadlinesIcs
            | Target::FlowCsv
            | Target::FeedXml(_)
            | Target::FeedJson(_)
            | Target::Copy(_)
            | Target::Table(..)
            | Target::DatasetPackage(_)
            | Target::RepliesCsv(_)
            | Target::EventsCsv(_)
            | Target::RepliesJsonl(_)
            | Target::OpenCsv
            | Target::MeasuresCsv
            | Target::Reference(_)
            | Target::DataPackage
            | Target::Catalogue
            | Target::SitemapIndex
            | Target::Sitemap(_)
            | Target::Robots
            | Target::Headers
            | Target::Nginx
            | Target::Caddy
            | Target::Asset(_)
            | Target::Sums => Err(RenderError::Text(format!("{} is made as a file, not as a page", planned.path))),
        }
    }

    fn template<V: Serialize>(
        &self,
        planned: &Planned,
        name: &str,
        page: &view::common::Page,
        view: &V,
        texts: &Texts<'_>,
    ) -> Result<Output, RenderError> {
        let template = self.theme.template_digest(name);
        let words = self.theme.words_digest(planned.lang);
        let print = Print::of([template, words, fingerprint(page), fingerprint(view), texts.noted()]);
        if texts.reading == Reading::Later {
            return Ok(Output { print, bytes: None, lines: Box::default() });
        }
        let rendered = self.theme.render(name, planned.lang, page, view);
        let bytes = rendered
            .map_err(|error| RenderError::Finding(Box::new(theme::explain(&error, name, self.snapshot.theme_dir()))))?;
        Ok(Output { print, bytes: Some(bytes.into_bytes()), lines: Box::default() })
    }
}

/// An output that is made whole to tell its print: what it holds is cheaper made than compared.
fn whole(bytes: Vec<u8>) -> Output {
    let print = Print::of_facts(digest(&bytes), ContentDigest::default());
    Output { print, bytes: Some(bytes), lines: Box::default() }
}

/// Returns a finding about a theme file.
pub fn theme_finding(rule: &'static crate::diagnostic::Rule, dir: &str, file: &str, place: Place) -> Finding {
    Finding::new(rule, &format!("{dir}/{file}"), place)
}
