//! gongkai: published replies, policies and statistics become a static site.
#![forbid(unsafe_code)]

pub mod calendar;
pub mod check;
pub mod config;
pub mod diagnostic;
pub mod host;
pub mod markdown;
pub mod model;
pub mod record;
pub mod source;
pub mod yaml;
