//! The page that leads to everything, and indexes for who looks through the site without a script:
//! by department, topic, month, reference number and title.
//!
//! What must hold: every record is at most four links from the front, and no page lists more than a
//! hundred. How titles are cut: [`crate::derive::indexes`].

mod front;
mod indexes;
mod references;

use super::{Add, Made, Press, RenderError};
use crate::derive::indexes::{FULL, Index};
use crate::derive::listings::Group;
use crate::derive::measures::Month;
use crate::record::Lang;
use crate::site::about::About;
use crate::site::{Planned, Site, routes};

/// The pages of the indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Front,
    /// Months of receipt.
    Months,
    /// Months that have reference numbers.
    ReferenceMonths,
    /// A page of an index, by its address.
    Index {
        index: Index,
        address: Box<str>,
    },
    /// Reference numbers of a month stood on numbered pages once.
    Numbered {
        month: Month,
        page: usize,
    },
}

/// Lists them.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    add.page("search/index.html", Out::Front);
    if !site.derived.listings.of(Group::Site).is_empty() {
        add.page(routes::MONTHS, Out::Months);
    }
    if !site.derived.listings.references.is_empty() {
        add.page(routes::REFERENCE_MONTHS, Out::ReferenceMonths);
    }
    for (index, tree) in site.derived.indexes.all(add.lang()).filter(|(_, tree)| !tree.is_empty()) {
        for node in tree.nodes() {
            let address = &node.address;
            add.page(&routes::indexed(index, address), Out::Index { index, address: address.clone() });
        }
        if let Index::References(month) = index {
            for page in 2..=tree.count(0).div_ceil(FULL) {
                add.page(&routes::references(month, page), Out::Numbered { month, page });
            }
        }
    }
}

/// Returns what is to be known of one.
pub fn about(out: &Out, site: &Site<'_>, lang: Lang) -> About {
    match out {
        Out::Numbered { month, .. } => {
            let to = format!("{}{}", site.model.config.language(lang).dir, routes::references(*month, 1));
            About::of(crate::site::about::Source::Settings).moved(to)
        }
        Out::Front => About::front(),
        Out::Months | Out::ReferenceMonths | Out::Index { .. } => About::front(),
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Front => press.page("search.html", front::front(seen, planned, press.nav("search"))),
        Out::Months => press.page("search-months.html", front::months(seen, planned)),
        Out::ReferenceMonths => press.page("search-months.html", references::months(seen, planned)),
        Out::Index { index: Index::References(month), address } => {
            match references::list(seen, planned, *month, address) {
                Some(list) => press.page("references.html", list),
                None => {
                    press.page("search-index.html", indexes::page(seen, planned, Index::References(*month), address))
                }
            }
        }
        Out::Index { index, address } => press.page("search-index.html", indexes::page(seen, planned, *index, address)),
        Out::Numbered { month, .. } => {
            super::explain::moved(press, planned, &references::title(seen, *month), &routes::references(*month, 1))
        }
    }
}
