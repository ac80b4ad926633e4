//! Links in texts, turned into addresses relative to the page: to a page in the language of the
//! reader, else in its own.

use super::routes;
use super::seen::Seen;
use crate::markdown::{Href, RecordScheme, Resolve};
use crate::model::RecordKey;
use crate::record::names;

/// Turns links in texts into addresses relative to the page.
pub struct PageLinks<'a> {
    pub seen: Seen<'a>,
    /// Prefix to the root of the language, and of the site.
    pub base: String,
    pub root: String,
    /// Folder of attachments in the site's files, and the folder they are published in.
    pub attachments: Option<(String, String)>,
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
        let fragment = fragment.map(|f| format!("#{}", percent(&f))).unwrap_or_default();
        Some(Href { url: format!("{}{path}{fragment}", self.base), lang: found.lang, download: None })
    }

    fn relative(&self, destination: &str) -> Option<Href> {
        let (source, published) = self.attachments.as_ref()?;
        let path = crate::model::links::attachment_path(source, source, destination)?;
        self.seen.file_size(&path).is_some().then(|| {
            let file = path.strip_prefix(source.as_str()).unwrap_or(&path);
            let name = names::published(file);
            let download = (name != file).then(|| file.to_owned());
            Href { url: format!("{}{published}{name}", self.root), lang: None, download }
        })
    }
}

/// Percent-encodes what may not stand in a fragment.
fn percent(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

impl<'a> PageLinks<'a> {
    /// Returns the links of a page that stands under the prefixes given.
    pub fn new(seen: Seen<'a>, base: &str, root: &str) -> Self {
        Self { seen, base: base.to_owned(), root: root.to_owned(), attachments: None }
    }
}
