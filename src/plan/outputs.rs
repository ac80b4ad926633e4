//! Lists every output: pages in each language, data once.

use super::{Figured, Planned, Reference, SitemapPart, Target, routes};
use crate::config::Shown;
use crate::derive::Derived;
use crate::derive::listings::{Group, PAGE, pages};
use crate::model::Model;
use crate::record::{Attachment, Case, Lang, Translation};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

/// Entries of the register on one page.
pub const REGISTER: usize = 100;

/// Returns all outputs, in no particular order.
pub fn outputs(model: &Model, derived: &Derived, assets: &BTreeMap<String, String>) -> Vec<Planned> {
    let mut out = Out { model, derived, list: Vec::with_capacity(model.cases.len() * 2 + 256), lang: 0 };
    for (lang, _) in model.config.langs() {
        out.lang = lang;
        out.fronts();
        out.lists();
        out.records();
    }
    out.lang = 0;
    out.attachments();
    out.data();
    out.machine_files();
    out.list.extend(assets.iter().map(|(name, path)| Planned {
        path: path.as_str().into(),
        lang: 0,
        target: Target::Asset(name.as_str().into()),
    }));
    out.list
}

/// Returns whether a record has a page in a language.
pub fn has_page(model: &Model, lang: Lang, original: Lang, translations: &[Translation]) -> bool {
    model.config.language(lang).records == Shown::All || original == lang || translations.iter().any(|t| t.lang == lang)
}

/// Returns the groups that have pages: every department and topic, with cases or without.
pub fn groups(model: &Model) -> impl Iterator<Item = Group> {
    let departments = (0..model.departments.len()).map(Group::Department);
    departments.chain((0..model.topics.len()).map(Group::Topic))
}

struct Out<'a> {
    model: &'a Model,
    derived: &'a Derived,
    list: Vec<Planned>,
    lang: Lang,
}

impl Out<'_> {
    /// Adds a page under the root of the current language.
    fn page(&mut self, path: &str, target: Target) {
        let dir = &self.model.config.language(self.lang).dir;
        self.list.push(Planned { path: format!("{dir}{path}").into(), lang: self.lang, target });
    }

    /// Adds a file under the root of the site.
    fn file(&mut self, path: String, target: Target) {
        self.list.push(Planned { path: path.into(), lang: 0, target });
    }

    fn fronts(&mut self) {
        let fronts = [
            ("index.html", Target::Home),
            ("replies/index.html", Target::Replies),
            ("departments/index.html", Target::GroupIndex(Group::Department(0))),
            ("topics/index.html", Target::GroupIndex(Group::Topic(0))),
            ("performance/index.html", Target::Performance),
            ("supervision/index.html", Target::Supervision),
            ("bulletins/index.html", Target::Bulletins),
            ("calendar/index.html", Target::Schedule),
            (routes::DEADLINES_ICS, Target::DeadlinesIcs),
            ("search/index.html", Target::Search),
            ("data/index.html", Target::DataIndex),
            ("transparency/index.html", Target::Transparency),
            ("words.html", Target::Words),
            ("sitemap.html", Target::HtmlSitemap),
            ("feed.xml", Target::FeedXml(Group::Site)),
            ("feed.json", Target::FeedJson(Group::Site)),
        ];
        for (path, target) in fronts {
            self.page(path, target);
        }
        for (measure, _) in crate::derive::measures::SORTED {
            self.page(&routes::performance_by(measure), Target::Figures(Figured::Departments(measure)));
        }
        let years = self.derived.statutory.years();
        for year in &years {
            self.page(&routes::report(*year), Target::Statutory(*year));
        }
        if !years.is_empty() {
            self.page("reports/index.html", Target::Statutories);
        }
        for period in self.derived.flow.keys() {
            self.page(&routes::bulletin(*period), Target::Bulletin(*period));
        }
        self.page(routes::PERFORMANCE_TOPICS, Target::Figures(Figured::Topics));
        self.page(routes::PERFORMANCE_KINDS, Target::Figures(Figured::Kinds));
        if self.lang == 0 {
            self.page("404.html", Target::NotFound);
        }
        let numbered: [(&str, usize, fn(usize) -> Target); 4] = [
            ("policies", pages(self.model.policies.len()), |page| Target::Policies { page }),
            ("statistics", pages(self.model.datasets.len()), |page| Target::Statistics { page }),
            ("digests", pages(self.model.digests.len()), |page| Target::Digests { page }),
            ("corrections", self.derived.register.len().div_ceil(REGISTER).max(1), |page| Target::Corrections { page }),
        ];
        for (folder, count, target) in numbered {
            for page in 1..=count {
                self.page(&format!("{folder}/{}.html", routes::numbered("index", page)), target(page));
            }
        }
    }

    fn lists(&mut self) {
        for group in std::iter::once(Group::Site).chain(groups(self.model)) {
            if group != Group::Site {
                self.page(&routes::group_front(self.model, group), Target::GroupPage(group));
                self.page(&routes::feed(self.model, group, "xml"), Target::FeedXml(group));
                self.page(&routes::feed(self.model, group, "json"), Target::FeedJson(group));
            }
            for (month, cases) in &self.derived.listings.of(group).months {
                for page in 1..=pages(cases.len()) {
                    let path = routes::month(self.model, group, *month, page);
                    self.page(&path, Target::Month { group, month: *month, page });
                }
            }
        }
        for (month, references) in &self.derived.listings.references {
            for page in 1..=references.len().div_ceil(PAGE * 2).max(1) {
                self.page(&routes::references(*month, page), Target::References { month: *month, page });
            }
        }
    }

    fn records(&mut self) {
        let model = self.model;
        let (lang, dir) = (self.lang, &model.config.language(self.lang).dir);
        let shown = model.cases.par_iter().enumerate();
        let shown = shown.filter(|(_, c)| has_page(model, lang, c.lang, &c.translations));
        self.list.par_extend(shown.map(|(i, c)| {
            let path = [dir.as_str(), &routes::case(&c.id)].concat().into();
            Planned { path, lang, target: Target::Case(i) }
        }));
        for c in &model.cases {
            for alias in &c.aliases {
                self.redirect(&routes::case(alias), &routes::case(&c.id), &c.title);
            }
        }
        for (i, p) in model.policies.iter().enumerate() {
            self.page(&routes::policy(&p.id), Target::Policy { index: i, edition: None });
            for e in &p.editions {
                self.page(&routes::edition(&p.id, e.number), Target::Policy { index: i, edition: Some(e.number) });
            }
            let title = p.title.in_lang(self.lang).to_owned();
            for alias in &p.aliases {
                self.redirect(&routes::policy(alias), &routes::policy(&p.id), &title);
            }
        }
        for (i, x) in model.datasets.iter().enumerate() {
            self.page(&routes::dataset(&x.id), Target::Dataset(i));
            let title = x.title.in_lang(self.lang).to_owned();
            for alias in &x.aliases {
                self.redirect(&routes::dataset(alias), &routes::dataset(&x.id), &title);
            }
        }
        for (i, x) in model.digests.iter().enumerate() {
            if has_page(model, self.lang, x.lang, &x.translations) {
                self.page(&routes::digest(&x.id), Target::Digest(i));
            }
        }
        for (i, x) in model.pages.iter().enumerate() {
            if has_page(model, self.lang, x.lang, &x.translations) {
                self.page(&routes::page(&x.id), Target::Page(i));
            }
        }
    }

    fn redirect(&mut self, from: &str, to: &str, title: &str) {
        self.page(from, Target::Redirect { to: to.into(), title: title.into() });
    }

    fn attachments(&mut self) {
        // Most sites have attachments at few of their cases, or at none.
        let beside: BTreeSet<&str> = self.model.attachments.keys().filter_map(|path| folder_of(path)).collect();
        let has = |c: &&Arc<Case>| beside.contains(c.file.strip_suffix(".md").unwrap_or(&c.file));
        for c in self.model.cases.iter().filter(has) {
            for source in case_files(self.model, c) {
                self.file(
                    format!("replies/{}/{}", c.id, routes::attachment_name(name_of(&source))),
                    Target::Copy(source.clone()),
                );
            }
        }
        for p in &self.model.policies {
            let folder = p.file.replace("policy.yaml", "files/");
            for source in files_in(self.model, &folder) {
                self.file(
                    format!("policies/{}/{}", p.id, routes::attachment_name(name_of(&source))),
                    Target::Copy(source.clone()),
                );
            }
        }
    }

    fn data(&mut self) {
        for (i, x) in self.model.datasets.iter().enumerate() {
            for (t, table) in x.tables.iter().enumerate() {
                self.file(format!("statistics/{}/{}", x.id, routes::attachment_name(&table.file)), Target::Table(i, t));
            }
            self.file(format!("statistics/{}/datapackage.json", x.id), Target::DatasetPackage(i));
        }
        let months: Vec<_> = self.derived.listings.of(Group::Site).months.keys().copied().collect();
        let years: BTreeSet<i16> = months.iter().map(|(year, _)| *year).collect();
        for year in years {
            self.file(format!("data/replies-{year}.csv"), Target::RepliesCsv(year));
            self.file(format!("data/events-{year}.csv"), Target::EventsCsv(year));
            self.file(format!("sitemaps/replies-{year}.xml"), Target::Sitemap(SitemapPart::Replies(year)));
        }
        for month in months {
            self.file(format!("data/replies/{}.jsonl", routes::month_name(month)), Target::RepliesJsonl(month));
        }
        self.file("data/open.csv".to_owned(), Target::OpenCsv);
        self.file("data/measures.csv".to_owned(), Target::MeasuresCsv);
        for year in self.derived.statutory.years() {
            self.file(routes::report_csv(year), Target::StatutoryCsv(year));
        }
        self.file("data/flow.csv".to_owned(), Target::FlowCsv);
        for of in Reference::ALL {
            self.file(format!("data/{}", of.file()), Target::Reference(of));
        }
        self.file("data/datapackage.json".to_owned(), Target::DataPackage);
        self.file("data/catalogue.jsonld".to_owned(), Target::Catalogue);
    }

    fn machine_files(&mut self) {
        let files = [
            ("sitemap.xml", Target::SitemapIndex),
            ("sitemaps/policies.xml", Target::Sitemap(SitemapPart::Policies)),
            ("sitemaps/statistics.xml", Target::Sitemap(SitemapPart::Statistics)),
            ("sitemaps/digests.xml", Target::Sitemap(SitemapPart::Digests)),
            ("sitemaps/other.xml", Target::Sitemap(SitemapPart::Other)),
            ("robots.txt", Target::Robots),
            ("_headers", Target::Headers),
            ("transparency/nginx.conf", Target::Nginx),
            ("transparency/Caddyfile", Target::Caddy),
            ("SHA256SUMS", Target::Sums),
        ];
        for (path, target) in files {
            self.file(path.to_owned(), target);
        }
    }
}

/// Returns the path of the record, without its ending, whose `.files` folder a file is in.
fn folder_of(path: &str) -> Option<&str> {
    path.split_once(".files/").map(|(record, _)| record)
}

/// Returns the last part of a path.
pub fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Returns the attachments in a folder, as paths in the site.
pub fn files_in<'a>(model: &'a Model, folder: &str) -> impl Iterator<Item = Box<str>> + use<'a> {
    let folder: Box<str> = folder.into();
    model
        .attachments
        .range::<str, _>((Bound::Included(&*folder), Bound::Unbounded))
        .map(|(path, _)| path)
        .take_while(move |path| path.starts_with(&*folder))
        .cloned()
}

/// Returns the attachments of a case, as paths in the site.
pub fn case_files<'a>(model: &'a Model, case: &Case) -> impl Iterator<Item = Box<str>> + use<'a> {
    files_in(model, &format!("{}.files/", case.file.strip_suffix(".md").unwrap_or(&case.file)))
}

/// Returns the title a record gives an attachment, else its file name.
pub fn attachment_title(listed: &[Attachment], file: &str, lang: Lang) -> String {
    let entry = listed.iter().find(|a| &*a.file == file);
    entry.and_then(|a| a.title.as_ref()).map_or_else(|| file.to_owned(), |t| t.in_lang(lang).to_owned())
}
