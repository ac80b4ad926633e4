//! Data files: what the site knows of cases and what figures rest on, in open formats; and the page
//! that lists all data.

pub mod cases;
mod overview;
mod records;
pub(super) mod reference;

pub use overview::{DataFile, DataGroup, DataIndex, DataKind, DataSet, DictionaryColumn, Query};
pub use reference::Reference;

use super::{Add, Made, Press, RenderError};
use crate::derive::listings::Group;
use crate::derive::measures::Month;
use crate::publish::rows::Download;
use crate::publish::table;
use crate::record::Lang;
use crate::site::about::{About, Data, Form};
use crate::site::{Planned, Site, routes};
use std::collections::BTreeSet;

/// The data files, and the page that lists all there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Index,
    Replies(i16),
    Events(i16),
    Jsonl(Month),
    Records,
    Open,
    Reference(Reference),
}

/// Lists them.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    add.page("data/index.html", Out::Index);
    let months = &site.derived.listings.of(Group::Site).months;
    let years: BTreeSet<i16> = months.keys().map(|(year, _)| *year).collect();
    for year in years {
        add.file(format!("data/replies-{year}.csv"), Out::Replies(year));
        add.file(format!("data/events-{year}.csv"), Out::Events(year));
    }
    for month in months.keys() {
        add.file(format!("data/replies/{}.jsonl", routes::month_name(*month)), Out::Jsonl(*month));
    }
    add.file("data/records.jsonl".to_owned(), Out::Records);
    add.file("data/open.csv".to_owned(), Out::Open);
    for of in Reference::ALL {
        add.file(format!("data/{}", of.file()), Out::Reference(of));
    }
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Index => About::front().daily("data/index.html"),
        Out::Replies(year) => {
            About::data(Data::csv("replies_csv", table::described(&cases::replies())).of(routes::year_name(*year)))
        }
        Out::Events(year) => {
            About::data(Data::csv("events_csv", table::described(&cases::events())).of(routes::year_name(*year)))
        }
        Out::Jsonl(month) => {
            let data = Data { columns: cases::line_parts(), ..Data::new("replies_jsonl", Form::JsonLines) };
            About::data(data.of(routes::month_name(*month)))
        }
        Out::Records => About::data(Data { columns: records::parts(), ..Data::new("records_jsonl", Form::JsonLines) }),
        Out::Open => About::data(Data::csv("open_csv", table::described(&cases::open()))).daily("data/open.csv"),
        // How policies stand is that of the day.
        Out::Reference(of @ Reference::Policies) => About::data(of.data()).daily("data/policies.csv"),
        Out::Reference(of @ Reference::PolicyFigures) => About::data(of.data()).daily("data/policy-figures.csv"),
        Out::Reference(of) => About::data(of.data()),
    }
}

/// Makes one.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Index => press.page("data.html", overview::data(seen, planned, press.nav("data"))),
        Out::Replies(year) => Ok(press.file(cases::replies_csv(seen, *year))),
        Out::Events(year) => Ok(press.file(cases::events_csv(seen, *year))),
        Out::Jsonl(month) => {
            let prints = cases::replies_jsonl_prints(seen, *month);
            press.lines(prints, |reuse| cases::replies_jsonl(seen, *month, reuse, || press.texts()))
        }
        Out::Records => records::make(press),
        Out::Open => Ok(press.file(cases::open_csv(seen))),
        Out::Reference(of) => Ok(press.file(reference::reference(seen, *of))),
    }
}

/// A file of the site whose size is not known before it is made.
pub fn plain_download(path: &str) -> Download {
    let name = path.rsplit('/').next().unwrap_or_default();
    Download {
        href: path.to_owned(),
        name: name.to_owned(),
        size: String::new(),
        format: name.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_uppercase(),
        title: name.to_owned(),
        ..Download::default()
    }
}
