//! What a page may see of the site, in one language.

use super::frame::{Head, LanguageLink, Page};
use super::links::{Link, RecordLink, Translation as TranslationView, title};
use crate::derive::listings::Group;
use crate::derive::{Derived, Status};
use crate::markdown::RecordScheme;
use crate::model::{Model, RecordKey};
use crate::record::licence::{Licence, licence};
use crate::record::{Case, Lang, Text, Translation};
use crate::site::{Plan, Planned, routes};
use crate::words::Strings;
use std::sync::Arc;

/// The site as seen in one language.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub model: &'a Model,
    pub derived: &'a Derived,
    pub plan: &'a Plan,
    pub strings: &'a Arc<Strings>,
    pub lang: Lang,
}

impl<'a> Seen<'a> {
    /// Returns the code of the page's language.
    pub fn code(&self) -> &'a str {
        &self.model.config.language(self.lang).code
    }

    /// Returns a language's code when it is not the page's.
    pub fn other(&self, lang: Lang) -> Option<String> {
        (lang != self.lang).then(|| self.model.config.language(lang).code.clone())
    }

    /// Returns the frame of a planned page.
    pub fn page(&self, planned: &Planned, head: Head) -> Page {
        let config = &self.model.config;
        let language = config.language(self.lang);
        let inner = planned.path.strip_prefix(language.dir.as_str()).unwrap_or(&planned.path);
        let (base, root) = if head.anywhere {
            (config.base_path().to_owned(), config.base_path().to_owned())
        } else {
            (routes::up(inner), routes::up(&planned.path))
        };
        let canonical = head.canonical.as_deref().unwrap_or(&planned.path);
        Page {
            lang: language.code.clone(),
            dir: direction(&language.code),
            content_lang: self.other(head.content_lang),
            languages: self.languages(inner, &root, &head),
            title: head.title,
            description: head.description,
            canonical: format!("{}{canonical}", config.base_url),
            path: planned.path.to_string(),
            base,
            root,
            section: head.section,
            noindex: head.noindex,
            feed: head.feed,
            crumbs: head.crumbs,
        }
    }

    fn languages(&self, inner: &str, root: &str, head: &Head) -> Vec<LanguageLink> {
        let config = &self.model.config;
        if config.languages.len() < 2 {
            return Vec::new();
        }
        let link = |(lang, language): (Lang, &crate::config::Language)| {
            let real = head.only.is_empty() || head.only.contains(&lang);
            let exists = self.plan.has(&[language.dir.as_str(), inner].concat());
            let path = if exists { inner } else { "index.html" };
            LanguageLink {
                lang: language.code.clone(),
                name: language_name(&language.code),
                current: lang == self.lang,
                url: format!("{root}{}{path}", language.dir),
                absolute: if real && exists {
                    format!("{}{}{inner}", config.base_url, language.dir)
                } else {
                    String::new()
                },
                exists,
            }
        };
        config.langs().map(link).collect()
    }

    /// Returns the status of a case.
    pub fn status(&self, index: usize) -> &'a Status {
        &self.derived.statuses[index]
    }

    /// Returns the title of a case in the page's language, and the language it is in; what is
    /// withheld or removed has none.
    pub fn case_title(&self, case: &'a Case) -> (&'a str, Lang) {
        if case.visibility.is_hidden() {
            return (&case.id, self.lang);
        }
        title(&case.title, case.lang, &case.translations, self.lang)
    }

    /// Returns the link to a record in the page's language, or in its own where the page's has
    /// none; `None` when the record is not published.
    pub fn record(&self, key: &RecordKey) -> Option<RecordLink> {
        let model = self.model;
        let (path, label, label_lang, original, translations, state): (_, &str, Lang, Lang, &[Translation], _) =
            match key.scheme {
                RecordScheme::Reply => {
                    let at = model.cases.binary_search_by(|c| c.id.cmp(&key.id)).ok()?;
                    let case = &model.cases[at];
                    let (label, lang) = self.case_title(case);
                    (
                        routes::case(&case.id),
                        label,
                        lang,
                        case.lang,
                        &case.translations,
                        Some(self.status(at).shown().word),
                    )
                }
                RecordScheme::Policy => {
                    let at = model.policy_index(&key.id)?;
                    let policy = &model.policies[at];
                    let (label, lang) = policy.title.get(self.lang);
                    (
                        routes::policy(&policy.id),
                        label,
                        lang,
                        self.lang,
                        &[],
                        Some(self.derived.policies[at].force.word()),
                    )
                }
                RecordScheme::Dataset => {
                    let dataset = model.dataset(&key.id)?;
                    let (label, lang) = dataset.title.get(self.lang);
                    (routes::dataset(&dataset.id), label, lang, self.lang, &[], None)
                }
                RecordScheme::Digest => {
                    let digest = model.digest(&key.id)?;
                    let (label, lang) = title(&digest.title, digest.lang, &digest.translations, self.lang);
                    (routes::digest(&digest.id), label, lang, digest.lang, &digest.translations, None)
                }
                RecordScheme::Page => {
                    let page = model.page(&key.id)?;
                    let (label, lang) = title(&page.title, page.lang, &page.translations, self.lang);
                    (routes::page(&page.id), label, lang, page.lang, &page.translations, None)
                }
            };
        let (href, lang) = self.reach(path, original, translations);
        let kind = key.scheme.as_str();
        Some(RecordLink { kind, href, label: label.to_owned(), lang: lang.or_else(|| self.other(label_lang)), state })
    }

    /// Returns how to reach a record's page: in the page's language, else in the original's,
    /// with its code.
    pub fn reach(&self, path: String, original: Lang, translations: &[Translation]) -> (String, Option<String>) {
        if self.model.has_page(self.lang, original, translations) {
            return (path, None);
        }
        (self.across(original, &path), self.other(original))
    }

    /// Returns a path of another language, relative to the root of the page's.
    pub fn across(&self, lang: Lang, path: &str) -> String {
        let config = &self.model.config;
        let up = routes::up(&config.language(self.lang).dir);
        format!("{up}{}{path}", config.language(lang).dir)
    }

    /// Returns the link to a department.
    pub fn department(&self, id: &str) -> Link {
        let (label, lang) = self.model.department(id).map_or((id, self.lang), |d| d.name.get(self.lang));
        Link { href: format!("departments/{id}.html"), label: label.to_owned(), lang: self.other(lang) }
    }

    /// Returns who did something: a department's name where the text is its id, else the text.
    pub fn actor(&self, by: &Text) -> String {
        self.model.department_name(by.in_lang(self.lang), self.lang).to_owned()
    }

    /// Returns the link to a topic.
    pub fn topic(&self, id: &str) -> Link {
        let (label, lang) = self.model.topic(id).map_or((id, self.lang), |t| t.label.get(self.lang));
        Link { href: format!("topics/{id}.html"), label: label.to_owned(), lang: self.other(lang) }
    }

    /// Returns the id of a record's licence, else of the site's; none where nobody stated one.
    pub fn licence_id<'t>(&self, own: Option<&'t str>) -> Option<&'t str>
    where
        'a: 't,
    {
        own.map(str::trim).filter(|id| !id.is_empty()).or(self.model.config.licence.as_deref())
    }

    /// Returns the licence of a record, else the site's; none where nobody stated one.
    pub fn licence(&self, own: Option<&str>) -> Option<Licence> {
        self.licence_id(own).map(licence)
    }

    /// Returns how the text shown relates to the page's language.
    pub fn translation(&self, path: &str, original: Lang, translations: &[Translation]) -> TranslationView {
        let code = self.model.config.language(original).code.clone();
        let here = translations.iter().find(|t| t.lang == self.lang);
        let status = match here {
            _ if original == self.lang => "original",
            Some(t) if t.stale => "stale",
            Some(_) => "translated",
            None => "missing",
        };
        let translator = here.and_then(|t| t.translator.as_deref()).map(str::to_owned);
        let href = (original != self.lang).then(|| self.across(original, path));
        TranslationView { status, original: code, translator, href }
    }

    /// Returns the languages in which a record has a text of its own.
    pub fn real_languages(original: Lang, translations: &[Translation]) -> Vec<Lang> {
        std::iter::once(original).chain(translations.iter().map(|t| t.lang)).collect()
    }

    /// Returns the cases of a group, newest first.
    pub fn newest(&self, group: Group, count: usize) -> Vec<usize> {
        self.derived.listings.of(group).newest().take(count).collect()
    }
}

/// Returns the direction of a language's script.
fn direction(code: &str) -> &'static str {
    let primary = code.split('-').next().unwrap_or_default();
    if matches!(primary, "ar" | "fa" | "he" | "ur" | "ug" | "ps" | "yi" | "dv") { "rtl" } else { "ltr" }
}

/// Returns a language's own name; its code when we do not know it.
pub fn language_name(code: &str) -> String {
    let name = match code.to_ascii_lowercase().as_str() {
        "en" => "English",
        "zh" | "zh-hans" | "zh-cn" => "简体中文",
        "zh-hant" | "zh-tw" | "zh-hk" => "繁體中文",
        "de" => "Deutsch",
        "fr" => "Français",
        "es" => "Español",
        "ar" => "العربية",
        "ja" => "日本語",
        "ko" => "한국어",
        "ru" => "Русский",
        "ug" => "ئۇيغۇرچە",
        "bo" => "བོད་ཡིག",
        _ => return code.to_owned(),
    };
    name.to_owned()
}
