//! When a case was published and last changed, to the hour where one is known: what feeds tell.

use super::Status;
use crate::model::Model;
use crate::record::Case;
use jiff::civil::{Date, DateTime, Time};

/// Moments of a case in the time zone of the site: midnight of a day, or the hour that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Moments {
    pub published: DateTime,
    pub updated: DateTime,
}

/// Tells the moments of a case.
pub fn moments(model: &Model, case: &Case, status: &Status) -> Moments {
    let published = match case.published {
        Some(on) => on.at(0, 0, 0, 0),
        None => {
            let first = case.events_by(model.as_of).iter().find(|e| e.is_reply());
            let time = first.and_then(|e| e.time).unwrap_or(Time::midnight());
            case.public_on(model.as_of).to_datetime(time)
        }
    };
    Moments { published, updated: last_of(model, case, status.changed).max(published) }
}

/// The moment of the last event on a day, midnight where none bears an hour.
fn last_of(model: &Model, case: &Case, on: Date) -> DateTime {
    let past = case.events_by(model.as_of);
    let time = past.iter().filter(|e| e.on == on).filter_map(|e| e.time).max();
    on.to_datetime(time.unwrap_or(Time::midnight()))
}
