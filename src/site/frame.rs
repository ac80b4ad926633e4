//! The frame of a page: where it is, in which language, and what it is called.
//!
//! Plain data. `href`s are relative to the page's language root and are printed as
//! `{{ page.base }}{{ href }}`, so that a row is the same on every page that shows it.

use crate::record::Lang;
use serde::Serialize;

/// The frame of one page: where it is, in which language, and what it is called.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// Language of the frame (navigation, labels), as in `site-config.yaml`: `en`, `zh-Hans`.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Language of the title and the main text where it differs from `lang`.
    pub content_lang: Option<String>,
    pub title: String,
    /// One or two sentences for search engines; may be empty.
    pub description: String,
    /// Path under `public/`.
    pub path: String,
    /// Prefix that leads from this page to the root of its language: ``, `../`, `../../`.
    pub base: String,
    /// Prefix that leads to the root of the site, where data, assets and attachments live.
    pub root: String,
    /// Absolute address of the page, or of the original when this page repeats it.
    pub canonical: String,
    /// The section of the navigation the page belongs to: `replies`, `policies`, …, or empty.
    pub section: &'static str,
    /// `true` keeps search engines away.
    pub noindex: bool,
    /// The same page in every language of the site, this one included.
    pub languages: Vec<LanguageLink>,
    /// Path (under the language root) of the feed that belongs to the page.
    pub feed: Option<String>,
    pub crumbs: Vec<Crumb>,
    /// It has a chart, and needs the style sheet of charts.
    pub charts: bool,
    /// It searches, and needs the script and the style sheet of search.
    pub search: Option<Index>,
}

/// The index that a page searches in.
#[derive(Debug, Clone, Serialize)]
pub struct Index {
    /// Place of the page's language among those of the site.
    pub language: usize,
}

/// The same page in one of the site's languages.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageLink {
    pub lang: String,
    /// The language's own name: `English`, `简体中文`.
    pub name: String,
    pub current: bool,
    /// Relative to the page itself.
    pub url: String,
    /// Absolute address; empty when the page is no real translation and search engines
    /// should not be told of it.
    pub absolute: String,
    /// `false`: the link leads to the nearest page, this one does not exist in that language.
    pub exists: bool,
}

/// One step of the path above the title.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    /// Key of `strings.nav`, or empty when `label` holds the text.
    pub key: &'static str,
    pub label: String,
    pub href: String,
}

/// What a page says of itself before its frame is made.
pub struct Head {
    pub title: String,
    pub description: String,
    pub section: &'static str,
    /// Language of title and text, where it may differ from the page's.
    pub content_lang: Lang,
    /// The page repeats a text of another language: canonical to this path under the root.
    pub canonical: Option<String>,
    pub noindex: bool,
    /// Languages that have a page of their own here; all when empty.
    pub only: Vec<Lang>,
    pub feed: Option<String>,
    pub crumbs: Vec<Crumb>,
    /// Languages that have the page, where the record that it shows tells; else the plan does.
    pub languages: Option<Vec<Lang>>,
    /// The page is shown at whatever address was asked for: its links cannot be relative.
    pub anywhere: bool,
}

impl Head {
    /// Returns the head of a page that exists in all languages.
    pub fn new(lang: Lang, title: String, section: &'static str) -> Self {
        Self {
            title,
            description: String::new(),
            section,
            content_lang: lang,
            canonical: None,
            noindex: false,
            only: Vec::new(),
            feed: None,
            crumbs: Vec::new(),
            languages: None,
            anywhere: false,
        }
    }

    /// Adds a step of the path above the title, named by a key of the strings.
    #[must_use]
    pub fn crumb(mut self, key: &'static str, href: &str) -> Self {
        self.crumbs.push(Crumb { key, label: String::new(), href: href.to_owned() });
        self
    }

    /// Adds a step of the path above the title, named by a text.
    #[must_use]
    pub fn crumb_text(mut self, label: &str, href: String) -> Self {
        self.crumbs.push(Crumb { key: "", label: label.to_owned(), href });
        self
    }
}
