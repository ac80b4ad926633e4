//! gongkai: published replies, policies and statistics become a static site.
//!
//! Seven stages, one new type each; only [`source`] and [`mod@write`] touch the outside world,
//! through [`host`]:
//!
//! | stage | takes | gives |
//! |---|---|---|
//! | [`source::read`] | a host, the folder of a site | [`source::Snapshot`] |
//! | [`record::parse::parse`] | one file | [`record::Parsed`] |
//! | [`check::check`] | all parsed files | [`check::Checked`] with the [`model::Model`] |
//! | [`derive::derive`] | the model | [`derive::Derived`] |
//! | [`publish::plan`] | model and figures | [`publish::Outputs`] |
//! | [`publish::Publisher::make`] | one planned output | [`publish::Made`] |
//! | [`write::Stage`] | a stream of outputs | [`write::WriteReport`] |
//!
//! [`mod@build`] runs them all once, [`live`] again and again for one who edits.
//! [`import`] makes records of what case systems export; [`review`] says what a change does, [`against`]
//! whether it changes in silence what was published;
//! [`verify`] holds a published site against its log, [`mirror`] keeps copies of it;
//! [`admin`] makes forms of the tables of records.
//! `docs/architecture.md` says what each must not know.
#![forbid(unsafe_code)]

pub mod admin;
pub mod against;
pub mod archive;
pub mod build;
pub mod bundle;
pub mod cache;
pub mod calendar;
pub mod chart;
pub mod check;
pub mod cli;
pub mod config;
pub mod derive;
pub mod diagnostic;
pub mod difference;
pub mod escape;
pub mod host;
pub mod import;
pub mod kept;
pub mod ledger;
pub mod lineage;
pub mod live;
pub mod log;
pub mod markdown;
pub mod mirror;
pub mod model;
pub mod publish;
pub mod record;
pub mod review;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod source;
pub mod spelling;
pub mod theme;
pub mod verify;
pub mod words;
pub mod write;
pub mod yaml;

pub use build::{
    BuildError, Entered, Entering, Options, Prepared, Refused, Report, Standing, Written, build, check_content,
    check_site, publish as publish_site,
};
