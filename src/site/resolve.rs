//! Links in texts, turned into addresses relative to the page: to a page in the language of the
//! reader, else in its own. A link to an article leads to what had that number on the day of the text.

use super::routes;
use super::seen::Seen;
use super::seen::clauses::said;
use crate::markdown::{Href, RecordScheme, Resolve, percent_encode};
use crate::model::RecordKey;
use crate::record::names;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// Turns links in texts into addresses relative to the page.
#[derive(Clone)]
pub struct PageLinks<'a> {
    pub seen: Seen<'a>,
    /// Prefix to the root of the language, and of the site.
    pub base: String,
    pub root: String,
    /// Folder of attachments in the site's files, and the folder they are published in.
    pub attachments: Option<(String, String)>,
    /// The day of the text: what a link to an article means is read on it. None: today.
    pub on: Option<Date>,
    /// Where the places of the text itself stand, if it is on several pages: beside the page.
    pub places: Option<Arc<HashMap<String, String>>>,
}

impl Resolve for PageLinks<'_> {
    fn record(&self, link: &crate::markdown::RecordLink) -> Option<Href> {
        let found = self.seen.record(&RecordKey::of(link))?;
        let mut path = found.href;
        let mut fragment = link.fragment.clone();
        if let (RecordScheme::Policy, Some(number)) =
            (link.scheme, fragment.as_deref().and_then(crate::model::links::edition_number))
        {
            path = routes::edition(&link.id, number);
            fragment = None;
        }
        let mut note = None;
        if let (RecordScheme::Policy, Some(id)) = (link.scheme, fragment.as_deref()) {
            let place = self.seen.find_policy(&link.id).and_then(|at| self.seen.article(at, id, self.on));
            if let Some(place) = place {
                note = said(place.said, self.seen.strings());
                (path, fragment) = (place.path, Some(place.fragment));
            }
        }
        let fragment = fragment.map(|f| format!("#{}", percent_encode(&f))).unwrap_or_default();
        Some(Href { url: format!("{}{path}{fragment}", self.base), lang: found.lang, download: None, note })
    }

    fn fragment(&self, id: &str) -> Option<String> {
        self.places.as_ref()?.get(id).cloned()
    }

    fn relative(&self, destination: &str) -> Option<Href> {
        let (source, published) = self.attachments.as_ref()?;
        let path = crate::model::links::attachment_path(source, source, destination)?;
        self.seen.file_size(&path).is_some().then(|| {
            let file = path.strip_prefix(source.as_str()).unwrap_or(&path);
            let name = names::published(file);
            let download = (name != file).then(|| file.to_owned());
            Href { url: format!("{}{published}{name}", self.root), download, ..Href::default() }
        })
    }
}

impl<'a> PageLinks<'a> {
    /// Returns the links of a page that stands under the prefixes given.
    pub fn new(seen: Seen<'a>, base: &str, root: &str) -> Self {
        Self { seen, base: base.to_owned(), root: root.to_owned(), attachments: None, on: None, places: None }
    }
}
