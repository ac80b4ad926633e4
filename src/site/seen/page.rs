//! The frame of a page and its links, in the language of the reader.

use super::Seen;
use crate::derive::measures::Month;
use crate::markdown::RecordScheme;
use crate::model::{Group, RecordKey};
use crate::record::licence::{Licence, licence};
use crate::record::{Id, Lang, Text, Translation};
use crate::site::frame::{Head, Index, LanguageLink, Page};
use crate::site::links::{Link, RecordLink, Translation as TranslationView, title};
use crate::site::{Planned, routes};

impl<'a> Seen<'a> {
    /// Returns the path of the front of a group.
    pub fn group_front(&self, group: Group) -> String {
        routes::group_front(self.board.model, group)
    }

    /// Returns the path of a page of a month's list.
    pub fn month_path(&self, group: Group, month: Month, page: usize) -> String {
        routes::month(self.board.model, group, month, page)
    }

    /// Returns the path of a feed of a group.
    pub fn feed_path(&self, group: Group, ending: &str) -> String {
        routes::feed(self.board.model, group, ending)
    }

    /// Returns the code of the page's language.
    pub fn code(&self) -> &'a str {
        &self.config().language(self.lang).code
    }

    /// Returns the index that a page of this language searches in.
    pub fn index(&self) -> Index {
        Index { language: usize::from(self.lang) }
    }

    /// Returns a language's code when it is not the page's.
    pub fn other(&self, lang: Lang) -> Option<String> {
        (lang != self.lang).then(|| self.config().language(lang).code.clone())
    }

    /// Returns the frame of a planned page.
    pub fn page(&self, planned: &Planned, head: Head) -> Page {
        let config = self.config();
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
            charts: false,
            search: None,
        }
    }

    fn languages(&self, inner: &str, root: &str, head: &Head) -> Vec<LanguageLink> {
        let config = self.config();
        if config.languages.len() < 2 {
            return Vec::new();
        }
        let link = |(lang, language): (Lang, &crate::config::Language)| {
            let real = head.only.is_empty() || head.only.contains(&lang);
            let exists = match &head.languages {
                Some(languages) => languages.contains(&lang),
                None => self.has(&[language.dir.as_str(), inner].concat()),
            };
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

    /// Returns the link to a record in the page's language, or in its own where the page's has
    /// none; `None` when the record is not published.
    pub fn record(&self, key: &RecordKey) -> Option<RecordLink> {
        let place = |mut ids: &mut dyn Iterator<Item = &Id>| Iterator::position(&mut ids, |id| *id == key.id);
        let model = self.board.model;
        let whole = |path: String, label: &str, lang: Option<String>, state| RecordLink {
            kind: key.scheme.as_str(),
            href: path,
            label: label.to_owned(),
            lang,
            state,
            articles: Vec::new(),
        };
        Some(match key.scheme {
            RecordScheme::Reply => {
                let face = self.face(self.find_case(&key.id)?);
                whole(face.href, face.title, face.lang, Some(face.shown.word))
            }
            RecordScheme::Policy => {
                let (policy, force) = self.policy_face(self.find_policy(&key.id)?);
                let (label, lang) = policy.title.get(self.lang);
                whole(routes::policy(&policy.id), label, self.other(lang), Some(force.word()))
            }
            RecordScheme::Dataset => {
                let Some(at) = place(&mut model.datasets.iter().map(|x| &x.id)) else {
                    self.missing(&routes::dataset(&key.id));
                    return None;
                };
                let dataset = self.dataset(at);
                let (label, lang) = dataset.title.get(self.lang);
                whole(routes::dataset(&dataset.id), label, self.other(lang), None)
            }
            RecordScheme::Digest => {
                let Some(at) = place(&mut model.digests.iter().map(|x| &x.id)) else {
                    self.missing(&routes::digest(&key.id));
                    return None;
                };
                let x = self.digest(at);
                let (label, label_lang) = title(&x.title, x.lang, &x.translations, self.lang);
                let (href, lang) = self.reach(routes::digest(&x.id), x.lang, &x.translations);
                whole(href, label, lang.or_else(|| self.other(label_lang)), None)
            }
            RecordScheme::Page => {
                let Some(at) = place(&mut model.pages.iter().map(|x| &x.id)) else {
                    self.missing(&routes::page(&key.id));
                    return None;
                };
                let x = self.free_page(at);
                let (label, label_lang) = title(&x.title, x.lang, &x.translations, self.lang);
                let (href, lang) = self.reach(routes::page(&x.id), x.lang, &x.translations);
                whole(href, label, lang.or_else(|| self.other(label_lang)), None)
            }
        })
    }

    /// Returns how to reach a record's page: in the page's language, else in the original's,
    /// with its code.
    pub fn reach(&self, path: String, original: Lang, translations: &[Translation]) -> (String, Option<String>) {
        if self.board.model.has_page(self.lang, original, translations) {
            return (path, None);
        }
        (self.across(original, &path), self.other(original))
    }

    /// Returns a path of another language, relative to the root of the page's.
    pub fn across(&self, lang: Lang, path: &str) -> String {
        let config = self.config();
        let up = routes::up(&config.language(self.lang).dir);
        format!("{up}{}{path}", config.language(lang).dir)
    }

    /// Returns the link to a department.
    pub fn department(&self, id: &str) -> Link {
        let (label, lang) = self.find_department(id).map_or((id, self.lang), |d| d.name.get(self.lang));
        Link { href: format!("departments/{id}.html"), label: label.to_owned(), lang: self.other(lang) }
    }

    /// Returns who did something: a department's name where the text is its id, else the text.
    pub fn actor(&self, by: &Text) -> String {
        self.department_name(by.in_lang(self.lang)).to_owned()
    }

    /// Returns the link to a topic.
    pub fn topic(&self, id: &str) -> Link {
        let (label, lang) = self.find_topic(id).map_or((id, self.lang), |topic| topic.label.get(self.lang));
        Link { href: format!("topics/{id}.html"), label: label.to_owned(), lang: self.other(lang) }
    }

    /// Returns the languages in which a record has a page.
    pub fn languages_of(&self, original: Lang, translations: &[Translation]) -> Vec<Lang> {
        let langs = self.config().langs().map(|(lang, _)| lang);
        langs.filter(|lang| self.board.model.has_page(*lang, original, translations)).collect()
    }

    /// Returns the id of a record's licence, else of the site's; none where nobody stated one.
    pub fn licence_id<'t>(&self, own: Option<&'t str>) -> Option<&'t str>
    where
        'a: 't,
    {
        own.map(str::trim).filter(|id| !id.is_empty()).or(self.config().licence.as_deref())
    }

    /// Returns the licence of a record, else the site's; none where nobody stated one.
    pub fn licence(&self, own: Option<&str>) -> Option<Licence> {
        self.licence_id(own).map(licence)
    }

    /// Returns how the text shown relates to the page's language.
    pub fn translation(&self, path: &str, original: Lang, translations: &[Translation]) -> TranslationView {
        let code = self.config().language(original).code.clone();
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
