//! A theme: templates, static files and words, with a site's own files laid over ours.
//!
//! The default theme is part of the program. A site's `themes/<name>/` replaces single files
//! of it: `templates/*.html|xml`, `static/*`, `strings/<lang>.yaml` (key by key). What must
//! hold: every template of the default theme exists, and every language has every word.

mod strings;

use strings::{load_strings, merged, to_json};

pub mod contract;
mod filters;
pub mod given;
pub mod navigation;

use crate::config::Config;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Place, Rule};
use crate::escape::plain::PlainText;
use crate::escape::{Escaped, markup};
use crate::record::Lang;
use crate::record::licence::{Licence, licence};
use crate::record::names;
use crate::site::routes;
use crate::source::{ContentDigest, Snapshot, digest, fingerprint, text::decode};
use crate::words::Strings;
use navigation::Links;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use tera::{Context, Tera, Value};

macro_rules! built_in {
    ($($path:literal),* $(,)?) => {
        /// The files of the default theme.
        static BUILT_IN: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../themes/default/", $path)))),*];
    };
}

built_in! {
    "theme.yaml",
    "templates/base.html", "templates/components.html", "templates/home.html", "templates/case.html",
    "templates/replies.html", "templates/month.html", "templates/groups.html", "templates/group.html",
    "templates/policies.html", "templates/policies-by.html", "templates/policy-figures.html",
    "templates/policy.html", "templates/changes.html", "templates/relied-on.html", "templates/policy-part.html", "templates/policy-articles.html", "templates/policy-editions.html",
    "templates/policy-beside.html",
    "templates/statistics.html", "templates/dataset.html",
    "templates/digests.html", "templates/digest.html", "templates/performance.html", "templates/figures.html",
    "templates/bulletins.html", "templates/calendar.html", "templates/releases.html", "templates/reports.html",
    "templates/report.html", "templates/bulletin.html", "templates/supervision.html",
    "templates/search.html", "templates/search-indexes.html", "templates/search-index.html", "templates/search-months.html", "templates/references.html", "templates/corrections.html", "templates/data.html",
    "templates/transparency.html", "templates/page.html", "templates/words.html", "templates/sitemap.html",
    "templates/404.html", "templates/redirect.html", "templates/tombstone.html", "templates/traces.html", "templates/yearly.html", "templates/feed.xml",
    "templates/nav-header.html", "templates/nav-footer.html", "templates/search-form.html", "templates/search-ask.html",
    "static/site.css", "static/chart.css", "static/search.css", "static/search.js", "static/search-page.js", "static/search-more.js", "static/search-page-more.js", "static/icon.svg",
    "strings/en.yaml", "strings/zh-Hans.yaml",
}

/// A theme, ready to render.
pub struct Theme {
    /// One engine for each language: its filters speak that language.
    engines: Vec<Tera>,
    /// The same without words put in, for the places of errors: made when a page fails, once.
    exact: Vec<OnceLock<Option<Tera>>>,
    strings: Vec<Arc<Strings>>,
    /// Strings and site facts as template values, one for each language.
    contexts: Vec<(Value, Value)>,
    assets: BTreeMap<String, Vec<u8>>,
    /// Name of a static file → path in the output.
    pub asset_paths: BTreeMap<String, String>,
    templates: BTreeMap<String, ContentDigest>,
    words: Vec<ContentDigest>,
    /// All files of the theme, to find the place of an error in one.
    files: BTreeMap<String, Vec<u8>>,
    /// Set where what templates are given is wanted, and no page.
    watch: Option<given::Watch>,
}

/// What a template knows of the site.
#[derive(Serialize)]
struct SiteFacts<'a> {
    title: &'a str,
    publisher: &'a str,
    description: Option<&'a str>,
    contact: Option<&'a str>,
    base_url: &'a str,
    ask: Option<String>,
    report: Option<String>,
    accessibility: Option<String>,
    licence: Option<Licence>,
    css: &'a str,
    /// The style sheet of charts, for pages that have one.
    chart_css: &'a str,
    /// The style sheet and the script of search, for pages that search.
    search_css: &'a str,
    search_js: &'a str,
    /// The script that the script of search asks for once titles are shown.
    search_more_js: &'a str,
    icon: &'a str,
    /// What scripts may run on pages that do not search, as a content security policy lists it.
    script_src: String,
    version: &'static str,
    languages: usize,
    navigation: Links,
}

/// Loads the theme of a site; findings are about its own files.
pub fn load(snapshot: &Snapshot<'_>, config: &Config) -> (Option<Theme>, Vec<Finding>) {
    let mut findings = Vec::new();
    let files = overlay(snapshot, config, &mut findings);
    let codes: Vec<String> = config.languages.iter().map(|language| language.code.clone()).collect();
    let says = snapshot.theme.iter().any(|entry| entry.path == contract::FILE);
    judge(&files, says, snapshot.theme_dir(), &codes, &mut findings);
    let strings = load_strings(&files, snapshot.theme_dir(), config, &mut findings);
    let mut engines = Vec::new();
    for (lang, _) in config.langs() {
        let strings = &strings[usize::from(lang)];
        let links = navigation::links(config, lang, strings);
        match engine(&files, strings, Some(&links)) {
            Ok(engine) => engines.push(engine),
            Err(error) => {
                let error = engine(&files, strings, None).err().unwrap_or(error);
                findings.push(explain(&error, "base.html", snapshot.theme_dir()));
                return (None, findings);
            }
        }
    }
    let assets = assets(&files, config.accent.as_deref());
    let asset_paths = assets.iter().map(|(name, bytes)| (name.clone(), asset_path(name, bytes))).collect();
    let (contexts, words) =
        config.langs().map(|(lang, _)| contexts(config, lang, &strings[usize::from(lang)], &asset_paths)).unzip();
    let templates = template_digests(&files);
    let exact = engines.iter().map(|_| OnceLock::new()).collect();
    (
        Some(Theme { engines, exact, strings, contexts, assets, asset_paths, templates, words, files, watch: None }),
        findings,
    )
}

/// Replaces `{{ s.some.key }}` by its words: half of all that a page prints are words that are
/// the same on every page of its language. Only where the key is there, has a plain text, and
/// the text holds nothing that a template would read as its own.
fn fold(text: &str, strings: &Strings) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("{{ s.") {
        let Some(close) = rest[open..].find("}}") else { break };
        let key = rest[open + 5..open + close].trim_end();
        let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'.');
        let words = strings.known(key).filter(|w| plain && !w.contains(['{', '}']));
        match words {
            Some(words) => {
                folded.push_str(&rest[..open]);
                folded.push_str(&navigation::escaped(words));
            }
            None => folded.push_str(&rest[..open + close + 2]),
        }
        rest = &rest[open + close + 2..];
    }
    folded.push_str(rest);
    folded
}

/// Makes the engine of one language. With `links`, they and plain words are put into the templates
/// before these are compiled; the places in its errors are then not those of the files.
fn engine(files: &BTreeMap<String, Vec<u8>>, strings: &Arc<Strings>, links: Option<&Links>) -> tera::TeraResult<Tera> {
    let mut engine = Tera::new();
    filters::register(&mut engine, strings);
    let templates = files.iter().filter_map(|(path, bytes)| {
        let name = path.strip_prefix("templates/")?;
        let text = decode(bytes).text;
        let Some(links) = links else { return Some((name.to_owned(), text)) };
        let ours = built_in(path) == Some(text.as_str());
        if let Some(text) = ours.then(|| navigation::written_out(name, links)).flatten() {
            return Some((name.to_owned(), text));
        }
        let own_meaning = ["{% raw", "for s in", "set s "].iter().any(|mark| text.contains(mark));
        Some((name.to_owned(), if own_meaning { text } else { fold(&text, strings) }))
    });
    engine.add_raw_templates(templates.collect::<Vec<_>>())?;
    Ok(engine)
}

/// The digest of each template together with those it names, and with all that hold components,
/// which any template may call.
fn template_digests(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, ContentDigest> {
    let texts: BTreeMap<&str, String> =
        files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("templates/")?, decode(bytes).text))).collect();
    let shared: Vec<&str> = texts.iter().filter(|(_, t)| t.contains("component ")).map(|(name, _)| *name).collect();
    let names = |text: &str, other: &str| ['"', '\''].iter().any(|mark| text.contains(&format!("{mark}{other}{mark}")));
    let named: BTreeMap<&str, Vec<&str>> = texts
        .iter()
        .map(|(name, text)| (*name, texts.keys().copied().filter(|other| names(text, other)).collect()))
        .collect();
    let digest_of = |name: &str| {
        let mut met = BTreeSet::from_iter(shared.iter().copied().chain([name]));
        let mut open: Vec<&str> = met.iter().copied().collect();
        while let Some(next) = open.pop() {
            open.extend(named.get(next).into_iter().flatten().filter(|other| met.insert(other)));
        }
        digest(
            met.iter()
                .map(|n| format!("{n}\0{}\0", texts.get(n).map_or("", String::as_str)))
                .collect::<String>()
                .as_bytes(),
        )
    };
    texts.keys().map(|name| ((*name).to_owned(), digest_of(name))).collect()
}

fn overlay(snapshot: &Snapshot<'_>, config: &Config, findings: &mut Vec<Finding>) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> =
        BUILT_IN.iter().map(|(p, text)| ((*p).to_owned(), text.as_bytes().to_vec())).collect();
    crate::check::odd_entries(&snapshot.theme, &format!("{}/", snapshot.theme_dir()), findings);
    for entry in snapshot.theme.iter().filter(|entry| entry.is_file()) {
        let path = entry.path.as_str();
        if path.split('/').any(|part| part.starts_with('.')) || path.ends_with('~') {
            continue;
        }
        let known = files.contains_key(path)
            || path.starts_with("static/")
            || is_own_template(path)
            || path.starts_with("strings/");
        if let Some(name) = path.split('/').find(|name| !names::is_portable(name)) {
            let finding = theme_finding(&rules::NAME_NOT_PORTABLE, snapshot.theme_dir(), path, Place::File);
            findings.push(finding.arg("name", name));
            continue;
        }
        if !known {
            findings.push(
                theme_finding(&rules::THEME_FILE_UNKNOWN, snapshot.theme_dir(), path, Place::File).arg("file", path),
            );
            continue;
        }
        let bytes = match snapshot.read_theme(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let finding = theme_finding(&rules::THEME_FILE_UNREADABLE, snapshot.theme_dir(), path, Place::File);
                findings.push(finding.arg("error", error));
                continue;
            }
        };
        // What the city wrote in its theme stands on every page.
        let whole = format!("{}/{path}", snapshot.theme_dir());
        findings.extend(crate::check::personal_data_of_theme(&whole, &bytes, config));
        match files.get_mut(path).filter(|_| path.starts_with("strings/")) {
            Some(ours) => *ours = merged(ours, &bytes),
            None => {
                files.insert(path.to_owned(), bytes);
            }
        }
    }
    keep_ours(&mut files);
    files
}

/// Judges what a site's own theme says of itself, if it `says` anything.
fn judge(files: &BTreeMap<String, Vec<u8>>, says: bool, dir: &str, codes: &[String], findings: &mut Vec<Finding>) {
    let replaced = |(path, bytes): &(&String, &Vec<u8>)| path.starts_with("templates/") && is_replaced(path, bytes);
    let text = files.get(contract::FILE).map(Vec::as_slice).filter(|_| says);
    let replaced = files.iter().find(replaced).map(|(path, _)| path.as_str());
    contract::check(text, replaced, dir, codes, findings);
}

/// Returns whether a file stands in the place of one of ours and differs from it.
fn is_replaced(path: &str, bytes: &[u8]) -> bool {
    built_in(path).is_some_and(|ours| ours.as_bytes() != bytes)
}

/// Lets a template that replaces one of ours build on it: `{% extends "default/case.html" %}`.
fn keep_ours(files: &mut BTreeMap<String, Vec<u8>>) {
    let own =
        files.iter().filter(|(path, bytes)| built_in(path).is_some_and(|ours| ours.as_bytes() != bytes.as_slice()));
    let names: Vec<String> = own.filter_map(|(path, _)| path.strip_prefix("templates/").map(str::to_owned)).collect();
    for name in names {
        let named = format!("\"{OURS}{name}\"");
        let is_named =
            |(path, bytes): (&String, &Vec<u8>)| path.starts_with("templates/") && decode(bytes).text.contains(&named);
        if let Some(text) = built_in(&format!("templates/{name}")).filter(|_| files.iter().any(is_named)) {
            files.insert(format!("templates/{OURS}{name}"), text.as_bytes().to_vec());
        }
    }
}

/// A site may add partial templates of its own, for its other templates to include.
fn is_own_template(path: &str) -> bool {
    path.strip_prefix("templates/").is_some_and(|name| name.starts_with("own-") && name.ends_with(".html"))
}

fn asset_path(name: &str, bytes: &[u8]) -> String {
    let hash: String = digest(bytes)[..5].iter().map(|b| format!("{b:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{stem}-{hash}.{ending}"),
        None => format!("assets/{name}-{hash}"),
    }
}

/// Returns the static files as they are published, by name.
fn assets(files: &BTreeMap<String, Vec<u8>>, accent: Option<&str>) -> BTreeMap<String, Vec<u8>> {
    let mut assets = BTreeMap::new();
    for (path, bytes) in files {
        match path.strip_prefix("static/") {
            Some("site.css") => drop(assets.insert("site.css".to_owned(), accented(bytes, accent))),
            Some(name) if SEARCH_PARTS.iter().any(|(_, parts)| parts.contains(&name)) => {}
            Some(name) => drop(assets.insert(name.to_owned(), bytes.clone())),
            None => {}
        }
    }
    for (name, parts) in SEARCH_PARTS {
        let parts = parts.iter().filter_map(|name| files.get(&format!("static/{name}")));
        assets.insert(name.to_owned(), parts.flat_map(|bytes| uncommented(bytes)).collect());
    }
    assets
}

/// A script without the lines that are comments, and without the space before its lines: readers
/// have no need of them. No text of ours that runs over several lines is touched, for there is none.
fn uncommented(script: &[u8]) -> Vec<u8> {
    let text = decode(script).text;
    let mut inside = false;
    let is_code = |line: &&str| {
        let comment = inside || line.starts_with("/*");
        inside = comment && !line.contains("*/");
        !comment && !line.is_empty() && !line.starts_with("//")
    };
    text.lines().map(str::trim_start).filter(is_code).flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

/// A city's own accent replaces the theme's in light mode.
fn accented(css: &[u8], accent: Option<&str>) -> Vec<u8> {
    let mut css = css.to_vec();
    if let Some(accent) = accent {
        css.extend_from_slice(
            format!("\n@media (prefers-color-scheme:light){{:root{{--water:{accent}}}}}\n").as_bytes(),
        );
    }
    css
}

fn contexts(
    config: &Config,
    lang: Lang,
    strings: &Strings,
    assets: &BTreeMap<String, String>,
) -> ((Value, Value), ContentDigest) {
    let page = |slug: &Option<Box<str>>| slug.as_ref().map(|s| routes::page(s));
    let asset = |name: &str| assets.get(name).map_or("", String::as_str);
    let facts = SiteFacts {
        title: config.title.in_lang(lang),
        publisher: config.publisher.in_lang(lang),
        description: config.description.as_ref().map(|t| t.in_lang(lang)),
        contact: config.contact.as_ref().map(|t| t.in_lang(lang)),
        base_url: &config.base_url,
        ask: page(&config.ask),
        report: page(&config.report),
        accessibility: page(&config.accessibility),
        licence: config.licence.as_deref().map(licence),
        css: asset("site.css"),
        chart_css: asset("chart.css"),
        search_css: asset("search.css"),
        search_js: asset(SEARCH),
        search_more_js: asset(SEARCH_MORE),
        icon: asset("icon.svg"),
        script_src: script_sources(
            &config.base_url,
            scripts(assets).filter(|path| *path != asset(SEARCH) && *path != asset(SEARCH_MORE)),
        ),
        version: env!("CARGO_PKG_VERSION"),
        languages: config.languages.len(),
        navigation: navigation::links(config, lang, strings),
    };
    let words = to_json(strings.node());
    let print = fingerprint(&(words.to_string(), &facts));
    ((Value::from_serializable(&words), Value::from_serializable(&facts)), print)
}

impl Theme {
    /// Returns the words of a language.
    pub fn strings(&self, lang: Lang) -> &Arc<Strings> {
        &self.strings[usize::from(lang)]
    }

    /// Returns the bytes of a static file.
    pub fn asset(&self, name: &str) -> &[u8] {
        self.assets.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns the digests of all templates, by name.
    pub fn all_templates(&self) -> &BTreeMap<String, ContentDigest> {
        &self.templates
    }

    /// Returns the digest of a template with all that it builds on.
    pub fn template_digest(&self, name: &str) -> ContentDigest {
        self.templates.get(name).copied().unwrap_or_default()
    }

    /// Returns the digests of the words and the facts of the site in each language.
    pub fn all_words(&self) -> &[ContentDigest] {
        &self.words
    }

    /// Returns the digest of the words and the facts of the site in a language.
    pub fn words_digest(&self, lang: Lang) -> ContentDigest {
        self.words[usize::from(lang)]
    }

    /// Renders a template.
    pub fn render<V: Serialize>(
        &self,
        name: &str,
        lang: Lang,
        page: &impl Serialize,
        view: &V,
    ) -> tera::TeraResult<Escaped> {
        if let Some(watch) = &self.watch {
            return Ok(watch.note(self, name, lang, page, view));
        }
        let (strings, site) = &self.contexts[usize::from(lang)];
        let mut context = Context::new();
        context.insert_value("s", strings.clone());
        context.insert_value("site", site.clone());
        context.insert_value("page", Value::try_from_serializable(page)?);
        context.insert_value("v", Value::try_from_serializable(view)?);
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.engines[usize::from(lang)].render_to(name, &context, &mut bytes) {
            Ok(()) => Ok(markup::rendered(bytes)),
            // Folding moved the places: the files as written give the error that can be mended.
            Err(error) => {
                let exact = self.exact[usize::from(lang)]
                    .get_or_init(|| engine(&self.files, &self.strings[usize::from(lang)], None).ok());
                let exact = exact.as_ref().and_then(|exact| exact.render_to(name, &context, &mut bytes).err());
                Err(exact.unwrap_or(error))
            }
        }
    }
}

/// The script of pages that search.
pub const SEARCH: &str = "search.js";
/// What that script asks for once titles are shown.
const SEARCH_MORE: &str = "search-more.js";
/// Both, and the files that each is put together from.
const SEARCH_PARTS: [(&str, [&str; 2]); 2] =
    [(SEARCH, [SEARCH, "search-page.js"]), (SEARCH_MORE, [SEARCH_MORE, "search-page-more.js"])];

/// Returns the paths of the theme's scripts, by the paths of its static files.
pub fn scripts(assets: &BTreeMap<String, String>) -> impl Iterator<Item = &str> {
    assets.values().map(String::as_str).filter(|path| path.ends_with(".js") || path.ends_with(".mjs"))
}

/// Returns the paths that scripts of the site lie at: those of the theme, and the folder of the
/// index, which nothing that came with a record is published in.
pub fn script_paths(assets: &BTreeMap<String, String>) -> impl Iterator<Item = &str> {
    scripts(assets).chain(assets.contains_key(SEARCH).then_some("search/"))
}

/// Returns the addresses of paths below `base` as a policy lists them; without any, that none may run.
pub fn script_sources<'a>(base: &str, paths: impl Iterator<Item = &'a str>) -> String {
    let mut sources = PlainText::default();
    for path in paths {
        sources.address(base).address(path).fixed(" ");
    }
    let sources = sources.to_string();
    if sources.is_empty() { "'none'".to_owned() } else { sources.trim_end().to_owned() }
}

/// Returns a finding about a theme file.
pub fn theme_finding(rule: &'static Rule, dir: &str, file: &str, place: Place) -> Finding {
    Finding::new(rule, &format!("{dir}/{file}"), place)
}

/// Turns an error of the template engine into a finding in the theme's file.
pub fn explain(error: &tera::Error, template: &str, dir: &str) -> Finding {
    use tera::ErrorKind;
    let (file, place, detail) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            (report.filename().to_owned(), Place::Bytes(range), report.message().to_owned())
        }
        _ => (template.to_owned(), Place::File, error.to_string()),
    };
    let file = if file.is_empty() { template.to_owned() } else { file };
    let finding = theme_finding(&rules::TEMPLATE_ERROR, dir, &format!("templates/{file}"), place);
    finding.arg("detail", detail.replace('\n', " "))
}

/// Under this name a template that was replaced stays there, to be built on.
const OURS: &str = "default/";

/// Returns the text of a file of the default theme, for messages about it.
pub fn built_in(path: &str) -> Option<&'static str> {
    let path = path
        .strip_prefix("templates/")
        .and_then(|name| name.strip_prefix(OURS))
        .map_or_else(|| Cow::Borrowed(path), |name| Cow::Owned(format!("templates/{name}")));
    BUILT_IN.iter().find(|(p, _)| *p == path).map(|(_, text)| *text)
}

/// Returns the files of the default theme, sorted by path.
pub fn built_in_files() -> Vec<(&'static str, &'static str)> {
    let mut files = BUILT_IN.to_vec();
    files.sort_unstable();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_words() {
        let keys = |path: &str| Strings::new("", serde_yaml::from_str(built_in(path).unwrap()).unwrap()).keys();
        assert_eq!(keys("strings/en.yaml"), keys("strings/zh-Hans.yaml"));
    }
}
