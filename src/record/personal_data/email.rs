//! E-mail addresses outside the site's own domains.

use super::shown::Seen;
use super::{Found, found};
use crate::record::words::PersonalData;

/// Endings of file names that follow an `@` (`photo@2x.png`).
const FILES: [&str; 12] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "pdf", "json", "html", "md"];

/// Returns the address round an `@`.
pub fn address(chars: &[Seen], at: usize, own: &[String]) -> Option<Found> {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let before = chars[..at].iter().rev().take_while(|seen| local(seen.c)).count();
    let domain: String = chars[at + 1..]
        .iter()
        .map(|seen| seen.c)
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        .collect();
    let domain = domain.trim_end_matches(['.', '-']);
    let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
    let word = top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
    if before == 0 || !word || FILES.iter().any(|file| top.eq_ignore_ascii_case(file)) || is_own(domain, own) {
        return None;
    }
    Some(found(PersonalData::Email, at - before..at + 1 + domain.len(), 0, "***@***".to_owned()))
}

/// A name of the Internet has no more characters.
const DOMAIN: usize = 253;

/// Returns whether a domain, or one that it is part of, is among those of the site: lower-case
/// and sorted.
fn is_own(domain: &str, own: &[String]) -> bool {
    if domain.len() > DOMAIN {
        return false;
    }
    let domain = domain.to_ascii_lowercase();
    let mut wider = std::iter::successors(Some(&*domain), |d| d.split_once('.').map(|(_, rest)| rest));
    wider.any(|d| own.binary_search_by(|known| known.as_str().cmp(d)).is_ok())
}
