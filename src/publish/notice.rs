//! What a page says of a record that was taken down: a banner over one that is withdrawn, and all that
//! is left of one that is removed or withheld.

use crate::model::RecordKey;
use crate::record::Withdrawal;
use crate::site::links::RecordLink;
use crate::site::seen::Seen;
use jiff::civil::Date;
use serde::Serialize;

/// How, when and why a record was taken down.
#[derive(Debug, Serialize)]
pub struct Notice {
    /// `withheld`, `withdrawn` or `removed`.
    pub kind: &'static str,
    pub on: Option<Date>,
    /// Key of `strings.reason_class`.
    pub class: Option<&'static str>,
    pub reason: String,
    /// Language of the reason where it differs from the page's.
    pub lang: Option<String>,
    pub by: Option<String>,
    pub basis: Option<String>,
    /// What takes its place.
    pub instead: Option<RecordLink>,
}

impl Notice {
    /// Returns what is said of a withdrawal.
    pub fn of(seen: Seen<'_>, withdrawal: &Withdrawal) -> Self {
        let (reason, lang) = withdrawal.reason.get(seen.lang);
        Self {
            kind: withdrawal.kind.word(),
            on: Some(withdrawal.on),
            class: Some(withdrawal.class.word()),
            reason: reason.to_owned(),
            lang: seen.other(lang),
            by: Some(seen.actor(&withdrawal.by)),
            basis: withdrawal.basis.as_ref().map(|basis| basis.in_lang(seen.lang).to_owned()),
            instead: withdrawal.instead.as_ref().and_then(|to| seen.record(&RecordKey::of(&to.link))),
        }
    }

    /// Returns the banner over a record that can still be read.
    pub fn banner(seen: Seen<'_>, withdrawal: Option<&Withdrawal>) -> Option<Self> {
        let withdrawal = withdrawal.filter(|withdrawal| seen.is_taken_down(withdrawal))?;
        Some(Self::of(seen, withdrawal))
    }
}
