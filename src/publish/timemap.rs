//! TimeMaps (RFC 7089): which editions of a policy there are, from when each stood, and where it can be
//! read, as `application/link-format`.
//!
//! A folder of files cannot choose an edition by a header that asks for a day: it has no TimeGate, and
//! claims none.

use super::tombstones::is_removed;
use super::{Add, Made, Press, RenderError};
use crate::escape::Escaped;
use crate::escape::plain::PlainText;
use crate::record::Lang;
use crate::site::about::{About, Source};
use crate::site::seen::Seen;
use crate::site::{Planned, Site, routes};
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The TimeMap of a policy: its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Out(usize);

/// Returns the path of the TimeMap of a policy.
pub fn path(id: &str) -> String {
    format!("policies/{id}/timemap.link")
}

/// Lists them: each language has its own pages of editions.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    for (at, policy) in site.model.policies.iter().enumerate().filter(|(_, p)| !is_removed(&p.withdrawal)) {
        add.page(&path(&policy.id), Out(at));
    }
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    About::of(Source::Policy(out.0))
}

/// Makes one.
pub fn make(out: &Out, _: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    Ok(press.file(timemap(press.seen, out.0)))
}

fn timemap(seen: Seen<'_>, at: usize) -> Escaped {
    let policy = seen.policy(at);
    let config = seen.config();
    let dir = &config.language(seen.lang).dir;
    let zone = TimeZoneDatabase::bundled().get(&config.timezone).unwrap_or(TimeZone::UTC);
    let mut text = PlainText::default();
    let begin = |text: &mut PlainText, path: &str| {
        text.fixed("<").address(&config.base_url).address(dir).address(path).fixed(">; ");
    };
    let day = |text: &mut PlainText, on: Date| {
        text.fixed("\"").gmt(on, &zone).fixed("\"");
    };
    let editions: Vec<_> = seen.editions(at).collect();
    begin(&mut text, &routes::policy(&policy.id));
    text.fixed("rel=\"original\",\n");
    begin(&mut text, &path(&policy.id));
    text.fixed("rel=\"self\"; type=\"application/link-format\"");
    if let (Some(first), Some(last)) = (editions.first(), editions.last()) {
        text.fixed("; from=");
        day(&mut text, first.on);
        text.fixed("; until=");
        day(&mut text, last.on);
    }
    let count = editions.len();
    for (place, edition) in editions.iter().enumerate() {
        text.fixed(",\n");
        begin(&mut text, &routes::edition(&policy.id, edition.number));
        text.fixed(match (place == 0, place + 1 == count) {
            (true, true) => "rel=\"first last memento\"; datetime=",
            (true, false) => "rel=\"first memento\"; datetime=",
            (false, true) => "rel=\"last memento\"; datetime=",
            (false, false) => "rel=\"memento\"; datetime=",
        });
        day(&mut text, edition.on);
    }
    text.fixed("\n").finish()
}

/// Returns the beginning of a day as headers and links have it, in the time zone of the site.
pub fn moment(seen: Seen<'_>, on: Date) -> String {
    let zone = TimeZoneDatabase::bundled().get(&seen.config().timezone).unwrap_or(TimeZone::UTC);
    PlainText::default().gmt(on, &zone).to_string()
}
