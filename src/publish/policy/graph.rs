//! The links of a policy to others as a picture: those that act on it stand above, those that it acts on
//! below, each line ending in an arrow at what is acted on.
//!
//! What must hold: the picture is bounded, whatever the number of links, and says how many it leaves out;
//! the list beside it has all.

use super::Relation;
use serde::Serialize;
use unicode_width::UnicodeWidthChar;

/// How many links a picture shows on either side.
const MOST: usize = 5;
/// Height of a row, from one to the next.
const ROW: usize = 52;
/// How many columns of Latin letters a label may take.
const LABEL: usize = 34;

/// `policy.html`: the links as a picture, 336 units wide.
#[derive(Debug, Serialize)]
pub struct Graph {
    pub height: usize,
    pub above: Vec<Node>,
    pub own: Node,
    pub below: Vec<Node>,
    /// How many links it leaves out.
    pub more: usize,
}

/// A policy in the picture.
#[derive(Debug, Serialize)]
pub struct Node {
    /// Upper edge of its row.
    pub y: usize,
    /// Key of `strings.relation`; empty for the page's own policy.
    pub key: &'static str,
    pub label: String,
}

/// Draws the links of a policy: those it has, and those others have to it.
pub(super) fn draw(title: &str, relations: &[Relation], own: usize) -> Option<Graph> {
    let (acts, acted) = relations.split_at(own);
    let mut y = 0;
    let mut node = |key, label: &str| {
        let node = Node { y, key, label: cut(label) };
        y += ROW;
        node
    };
    let above: Vec<Node> = acted.iter().take(MOST).map(|r| node(r.key, &r.link.label)).collect();
    let middle = node("", title);
    let below: Vec<Node> = acts.iter().take(MOST).map(|r| node(r.key, &r.link.label)).collect();
    let more = relations.len() - above.len() - below.len();
    (!relations.is_empty()).then_some(Graph { height: y, above, own: middle, below, more })
}

/// A label that fits its box.
fn cut(label: &str) -> String {
    let mut width = 0;
    let fits = |c: &char| {
        width += c.width().unwrap_or(0);
        width <= LABEL
    };
    let kept: String = label.chars().take_while(fits).collect();
    if kept.len() == label.len() { kept } else { format!("{}…", kept.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::links::Link;

    #[test]
    fn a_picture_is_bounded_and_says_what_it_leaves_out() {
        let relation = |key, n: usize| Relation {
            key,
            link: Link { href: String::new(), label: format!("Policy {n}"), lang: None },
            articles: Vec::new(),
            on: None,
            beside: None,
        };
        let all: Vec<Relation> =
            (0..7).map(|n| relation("repeals", n)).chain((0..300).map(|n| relation("amended_by", n))).collect();
        let graph = draw("Noise", &all, 7).unwrap();
        assert_eq!((graph.above.len(), graph.below.len(), graph.more), (5, 5, 297));
        assert_eq!(graph.height, 11 * ROW);
        assert!(graph.above.iter().all(|node| node.key == "amended_by"));
        assert!(draw("Noise", &[], 0).is_none());
    }

    #[test]
    fn a_label_is_cut_at_its_width() {
        assert_eq!(cut("Noise"), "Noise");
        assert_eq!(cut(&"规".repeat(30)), format!("{}…", "规".repeat(17)));
    }
}
