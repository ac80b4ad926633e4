//! Import: from the exports of case systems to records.
//!
//! | step | takes | gives |
//! |---|---|---|
//! | [`read::read`] | bytes of CSV, XLSX, Open311 or Alaveteli JSON | a [`sheet::Sheet`] |
//! | [`propose::propose`] | a sheet, names of the site | the text of a mapping, for staff to correct |
//! | [`mapping::read`] | that text | a [`mapping::Mapping`] |
//! | [`plan::plan`] | sheet, mapping, the site as it stands | a [`plan::Plan`]: files, and the fate of each row |
//! | [`show`] | the plan | a table, and what is to be said |
//!
//! Nothing here touches the disk; `cli::import` writes what a plan says. What must hold: rows read =
//! new + changed + unchanged + kept + refused + left out; what is written passes the check of the whole
//! site; nothing that was changed by hand is written over; no day and no name is a guess (decision
//! 021).

pub mod compose;
pub mod composed;
pub mod dates;
pub mod ledger;
pub mod mapping;
pub mod plan;
pub mod propose;
pub mod read;
pub mod said;
pub mod settle;
pub mod sheet;
pub mod show;
pub mod standing;
pub mod target;
pub mod text;
pub mod values;
