//! The links at the head and the foot of every page.
//!
//! Takes `navigation:` of `site-config.yaml`; gives a [`Navigation`]. What must hold: a part that
//! the file does not name is ours; each item leads to one thing, and what is no front of ours has
//! a text of its own.

use super::{FILE, human};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::record::words::Front;
use crate::record::{Id, Text};
use crate::yaml::Node;

/// The links of every page, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Navigation {
    pub header: Vec<Item>,
    pub footer: Vec<Group>,
}

/// A list of links with a name, which screen readers say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub label: Label,
    pub links: Vec<Item>,
}

/// What a group is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A word of the theme, under `frame`.
    Word(&'static str),
    Own(Text),
}

/// One link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub to: To,
    /// `None`: the word of the theme, under `nav`.
    pub label: Option<Text>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// One of the words of [`Front`].
    Front(&'static str),
    /// A page of the site's own, by its slug.
    Page(Id),
    /// An address elsewhere.
    Address(String),
}

const HEADER: &[&str] = &["replies", "policies", "statistics", "performance", "supervision", "search"];

const FOOTER: &[(&str, &[&str])] = &[
    ("explore", &["departments", "topics", "digests", "sitemap"]),
    ("help", &["ask", "report", "words", "accessibility"]),
    ("open", &["changes", "corrections", "data", "transparency", "feed"]),
];

fn fronts(names: &[&'static str]) -> Vec<Item> {
    names.iter().map(|name| Item { to: To::Front(name), label: None }).collect()
}

impl Default for Navigation {
    fn default() -> Self {
        let group =
            |(word, links): &(&'static str, &[&'static str])| Group { label: Label::Word(word), links: fronts(links) };
        Self { header: fronts(HEADER), footer: FOOTER.iter().map(group).collect() }
    }
}

impl Navigation {
    /// Returns the pages that are linked to, with the places of their slugs.
    pub fn pages(&self) -> Vec<(&Id, KeyPath)> {
        let key = KeyPath::of("navigation");
        let mut pages = pages_of(&self.header, &key.key("header"));
        for (i, group) in self.footer.iter().enumerate() {
            pages.extend(pages_of(&group.links, &key.key("footer").index(i).key("links")));
        }
        pages
    }
}

fn pages_of<'a>(items: &'a [Item], place: &KeyPath) -> Vec<(&'a Id, KeyPath)> {
    let page = |(i, item): (usize, &'a Item)| match &item.to {
        To::Page(slug) => Some((slug, place.index(i).key("page"))),
        To::Front(_) | To::Address(_) => None,
    };
    items.iter().enumerate().filter_map(page).collect()
}

/// Reads what the file says; its types were judged by the table of fields.
pub fn read(node: Option<&Node>, codes: &[String], findings: &mut Vec<Finding>) -> Navigation {
    let mut navigation = Navigation::default();
    let Some(node) = node else { return navigation };
    let key = KeyPath::of("navigation");
    if node.get("header").is_some() {
        navigation.header = items(node.items("header"), &key.key("header"), codes, findings);
    }
    if node.get("footer").is_some() {
        let group = |(i, group): (usize, &Node)| {
            let place = key.key("footer").index(i).key("links");
            let label = Label::Own(human(group.get("label"), codes)?);
            Some(Group { label, links: items(group.items("links"), &place, codes, findings) })
        };
        navigation.footer = node.items("footer").iter().enumerate().filter_map(group).collect();
    }
    navigation
}

fn items(nodes: &[Node], place: &KeyPath, codes: &[String], findings: &mut Vec<Finding>) -> Vec<Item> {
    let read = |(i, node): (usize, &Node)| {
        let item = item(node, codes);
        if item.is_none() {
            let place = place.index(i);
            let finding = Finding::new(&rules::CONFIG_VALUE_MALFORMED, FILE, Place::Value(place.clone()));
            let keys: Vec<&str> = node.entries().iter().map(|(key, _)| key.as_str()).collect();
            let finding = finding.arg("key", place).arg("value", keys.join(", "));
            findings.push(finding.arg("expected", "@navigation-item"));
        }
        item
    };
    nodes.iter().enumerate().filter_map(read).collect()
}

fn item(node: &Node, codes: &[String]) -> Option<Item> {
    let label = human(node.get("label"), codes);
    let to = match (node.text("name"), node.text("page"), node.text("address")) {
        // A name that there is not was reported as an unknown word.
        (Some(name), None, None) => To::Front(Front::parse(name).unwrap_or(Front::Home).word()),
        (None, Some(slug), None) if label.is_some() => To::Page(Id::from(slug)),
        (None, None, Some(address)) if label.is_some() && is_address(address) => To::Address(address.to_owned()),
        _ => return None,
    };
    Some(Item { to, label })
}

/// An address that may stand in a page as it is: no space, quote, bracket or brace.
fn is_address(address: &str) -> bool {
    let begins = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme));
    begins && address.bytes().all(|b| b.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&b))
}
