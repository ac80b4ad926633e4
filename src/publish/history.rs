//! What happened to one record besides its editions: corrections, redactions, withdrawals, each with an
//! address of its own on the page.

use super::register::{CorrectionRow, row};
use crate::derive::register::{Act, Entry};
use crate::markdown::RecordScheme;
use crate::model::RecordKey;
use crate::site::seen::Seen;
use jiff::civil::Date;
use serde::Serialize;

/// The history of a record.
#[derive(Debug, Serialize)]
pub struct History {
    /// The last first.
    pub rows: Vec<HistoryRow>,
    /// The day it was published.
    pub published: Option<Date>,
}

/// One change.
#[derive(Debug, Serialize)]
pub struct HistoryRow {
    /// Its id on the page: it stays when others are added.
    pub anchor: String,
    pub entry: CorrectionRow,
}

/// Returns the history of a record that was asked for.
pub fn history(seen: Seen<'_>, scheme: RecordScheme, id: &str, published: Option<Date>) -> History {
    let key = RecordKey { scheme, id: id.into() };
    // Revisions of figures stand in a list of their own.
    let entries: Vec<&Entry> = seen.entries(&key).filter(|entry| entry.act != Act::Revised).collect();
    let anchor = |at: usize| {
        let entry = entries[at];
        let alike = entries[..at].iter().filter(|other| other.on == entry.on && other.act == entry.act).count();
        let number = if alike == 0 { String::new() } else { format!("-{}", alike + 1) };
        format!("g-{}-{}{number}", entry.on, entry.act.word())
    };
    let rows = entries
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| Some(HistoryRow { anchor: anchor(at), entry: row(seen, entry)? }));
    History { rows: rows.collect(), published }
}
