//! A release of figures: when they are to come, or came, and what was changed of that day.
//!
//! ```text
//! on = day | day " " hour | month | month "/" month
//! ```
//! A day has an hour or not. A month, or two that follow each other, say that the day is not known yet.

use super::parse::Reader;
use super::words::ReleaseState;
use super::{Id, Text};
use crate::yaml::Node;
use crate::yaml::schema::{exact_day, moment};
use jiff::ToSpan;
use jiff::civil::{Date, Time};

/// A release of a dataset.
#[derive(Debug, Clone)]
pub struct Release {
    pub id: Id,
    pub title: Text,
    pub state: ReleaseState,
    pub on: Option<When>,
    /// As it stands in the file.
    pub written: Option<Box<str>>,
    pub changes: Vec<Change>,
}

/// When a release is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Day(Date, Option<Time>),
    /// Some day of a month, or of two: the first day of each.
    Months(Date, Date),
}

/// A change of the day of a release.
#[derive(Debug, Clone)]
pub struct Change {
    /// The day on which it was made known.
    pub on: Date,
    /// When the release was to come before.
    pub from: Option<When>,
    pub written: Option<Box<str>>,
    pub reason: Text,
}

impl When {
    /// Reads a day, a day with its hour, a month or two months.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(day) = exact_day(text) {
            return Some(Self::Day(day, None));
        }
        if let Some(moment) = moment(text) {
            return Some(Self::Day(moment.date(), Some(moment.time())));
        }
        let month = |text: &str| exact_day(&format!("{text}-01"));
        match text.split_once('/') {
            None => month(text).map(|first| Self::Months(first, first)),
            Some((from, to)) => {
                let (from, to) = (month(from)?, month(to)?);
                (from.checked_add(1.month()).ok()? == to).then_some(Self::Months(from, to))
            }
        }
    }

    /// Returns the first day on which it may be.
    pub fn first(self) -> Date {
        match self {
            Self::Day(day, _) | Self::Months(day, _) => day,
        }
    }

    /// Returns the last day on which it may be.
    pub fn last(self) -> Date {
        match self {
            Self::Day(day, _) => day,
            Self::Months(_, month) => month.last_of_month(),
        }
    }

    /// Returns the day, where that is known.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(day, _) => Some(day),
            Self::Months(..) => None,
        }
    }

    /// Returns it as it is written in files.
    pub fn word(self) -> String {
        let month = |first: Date| first.strftime("%Y-%m").to_string();
        match self {
            Self::Day(day, None) => day.to_string(),
            Self::Day(day, Some(time)) => format!("{day} {}", time.strftime("%H:%M")),
            Self::Months(from, to) if from == to => month(from),
            Self::Months(from, to) => format!("{}/{}", month(from), month(to)),
        }
    }
}

/// Reads the releases of a dataset.
pub fn read(reader: &Reader<'_>, node: &Node) -> Vec<Release> {
    let written = |node: &Node, key: &str| node.text(key).map(Box::<str>::from);
    let when = |text: &Option<Box<str>>| text.as_deref().and_then(When::parse);
    let change = |item: &Node| {
        let written = written(item, "from");
        let reason = reader.human(item.get("reason"), 0)?;
        Some(Change { on: item.date("on")?, from: when(&written), written, reason })
    };
    let release = |item: &Node| {
        let written = written(item, "on");
        Some(Release {
            id: item.text("id")?.into(),
            title: reader.human(item.get("title"), 0)?,
            state: item.text("state").and_then(ReleaseState::parse)?,
            on: when(&written),
            written,
            changes: item.items("changes").iter().filter_map(change).collect(),
        })
    };
    node.items("releases").iter().filter_map(release).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn a_day_an_hour_a_month_and_two_months_are_told_apart() {
        let nine = time(9, 30, 0, 0);
        for (text, when) in [
            ("2026-07-15", Some(When::Day(date(2026, 7, 15), None))),
            ("2026-07-15 09:30", Some(When::Day(date(2026, 7, 15), Some(nine)))),
            ("2026-07", Some(When::Months(date(2026, 7, 1), date(2026, 7, 1)))),
            ("2026-12/2027-01", Some(When::Months(date(2026, 12, 1), date(2027, 1, 1)))),
            ("2026-07/2026-09", None),
            ("2026-08/2026-07", None),
            ("2026-02-30", None),
            ("July 2026", None),
            ("", None),
        ] {
            assert_eq!(When::parse(text), when, "{text}");
            assert_eq!(when.map(When::word), when.map(|_| text.to_owned()));
        }
        assert_eq!(When::parse("2026-02").unwrap().last(), date(2026, 2, 28));
    }
}
