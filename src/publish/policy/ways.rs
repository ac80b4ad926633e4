//! Lists of policies by title, number, issuer, kind, year and force.
//!
//! One page for each way: all of its policies where they are few, else its groups, each with the pages that
//! hold it. So any of thousands is three links from the front.

use crate::derive::ways::{Group, NONE, Way, letter_shown};
use crate::publish::rows::{Pager, PolicyRow, pager, slice};
use crate::site::cells::WAY_PAGE as PAGE;
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::seen::Seen;
use crate::site::{Planned, routes};
use serde::Serialize;
use std::collections::BTreeSet;

/// `policies-by.html`
#[derive(Debug, Serialize)]
pub struct PolicyWay {
    /// Key of `strings.policy_by`.
    pub way: &'static str,
    pub groups: Vec<WayGroup>,
    /// The other ways.
    pub ways: Vec<Link>,
    pub total: usize,
    pub pager: Pager,
}

/// The policies of one letter, year, issuer, kind or force.
#[derive(Debug, Serialize)]
pub struct WayGroup {
    pub key: String,
    pub name: String,
    pub total: usize,
    /// Its policies; none where they stand on pages of their own.
    pub rows: Vec<PolicyRow>,
    pub parts: Vec<WayPart>,
}

/// A page that holds some of the policies of a group.
#[derive(Debug, Serialize)]
pub struct WayPart {
    pub href: String,
    pub from: usize,
    pub to: usize,
    /// The titles at its ends.
    pub first: String,
    pub last: String,
}

/// Returns the pages of the groups of a way: place of the group, and the page in it; none where one page
/// holds them all.
pub fn parts(groups: &[Group]) -> impl Iterator<Item = (usize, usize)> {
    let all: usize = groups.iter().map(|group| group.policies.len()).sum();
    let groups = groups.iter().enumerate().filter(move |_| all > PAGE);
    groups.flat_map(|(at, group)| (1..=group.policies.len().div_ceil(PAGE)).map(move |page| (at, page)))
}

/// Returns links to all ways but the one that is shown.
pub fn links(seen: Seen<'_>, here: Option<Way>) -> Vec<Link> {
    let link = |way: Way| Link {
        href: routes::policies_by(way, None),
        label: seen.strings().known(&format!("policy_way.{}", way.word())).unwrap_or_default().to_owned(),
        lang: None,
    };
    Way::ALL.into_iter().filter(|way| Some(*way) != here).map(link).collect()
}

/// Fills the page of a way; with the key of a group and a page, that part of it.
pub fn view(seen: Seen<'_>, planned: &Planned, way: Way, part: Option<(&str, usize)>) -> (Page, PolicyWay) {
    let row = |at: &u32| seen.policy_row(*at as usize);
    let (groups, total, pager) = match part {
        Some((key, page)) => {
            let (total, places) = seen.policy_part(way, key, page);
            let rows = places.iter().map(row).collect();
            let group = WayGroup { key: key.to_owned(), name: name(seen, way, key), total, rows, parts: Vec::new() };
            let href = |page| routes::policies_by(way, Some((key, page)));
            (vec![group], total, pager(page, total.div_ceil(PAGE), href))
        }
        None => {
            let all = seen.policy_way(way);
            let few = parts(all).next().is_none();
            let group = |group: &Group| WayGroup {
                key: group.key.to_string(),
                name: name(seen, way, &group.key),
                total: group.policies.len(),
                rows: group.policies.iter().filter(|_| few).map(row).collect(),
                parts: if few { Vec::new() } else { group_parts(seen, way, group) },
            };
            // One that several issue stands under each of them.
            let total: BTreeSet<u32> = all.iter().flat_map(|group| group.policies.iter().copied()).collect();
            (all.iter().map(group).collect(), total.len(), pager(1, 1, |_| String::new()))
        }
    };
    let title = seen.strings().known(&format!("policy_by.{}", way.word())).unwrap_or_default();
    let mut head = Head::new(seen.lang, title.to_owned(), "policies").crumb("policies", "policies/index.html");
    if let (Some(_), [group]) = (part, &groups[..]) {
        head.title = format!("{title}: {}", group.name);
        head = head.crumb_text(title, routes::policies_by(way, None));
    }
    (seen.page(planned, head), PolicyWay { way: way.word(), groups, ways: links(seen, Some(way)), total, pager })
}

fn group_parts(seen: Seen<'_>, way: Way, group: &Group) -> Vec<WayPart> {
    let title = |at: Option<&u32>| at.map_or_else(String::new, |at| brief(&seen.policy_row(*at as usize).title));
    let part = |page: usize| {
        let places = slice(&group.policies, page, PAGE);
        let from = (page - 1) * PAGE;
        WayPart {
            href: routes::policies_by(way, Some((&group.key, page))),
            from: from + 1,
            to: from + places.len(),
            first: title(places.first()),
            last: title(places.last()),
        }
    };
    (1..=group.policies.len().div_ceil(PAGE)).map(part).collect()
}

/// The beginning of a title, long enough to find one's place by.
fn brief(title: &str) -> String {
    const MOST: usize = 12;
    let short: String = title.chars().take(MOST).collect();
    if short.len() < title.len() { format!("{}…", short.trim_end()) } else { short }
}

/// What a reader sees of the key of a group.
fn name(seen: Seen<'_>, way: Way, key: &str) -> String {
    let word = |table: &str| seen.strings().known(&format!("{table}.{key}")).map(str::to_owned);
    let named = match way {
        Way::Title => letter_shown(key),
        Way::Issuer => Some(seen.department_name(key).to_owned()),
        Way::Kind => word("policy_kind"),
        Way::Force => word("force"),
        Way::Number | Way::Year => Some(key.to_owned()).filter(|key| key != NONE),
    };
    let none = || seen.strings().known(&format!("policy_way.none_{}", way.word())).unwrap_or_default().to_owned();
    named.unwrap_or_else(none)
}
