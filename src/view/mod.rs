//! From model and figures to what a template prints.
//!
//! One struct per template in [`pages`], the pieces many share in [`common`]; the other
//! modules fill them. A view is plain data: a page is a function of view and template. Body
//! texts come in as [`texts::Texts`], read for the one page that is rendered.

pub mod bulletins;
pub mod case;
mod case_words;
mod clock;
pub mod common;
mod contents;
pub mod figures;
pub mod groups;
pub mod home;
pub mod lists;
pub mod pages;
pub mod policy;
pub mod record_pages;
pub mod records;
pub mod register;
pub mod report_pages;
pub mod reports;
pub mod rows;
pub mod schedule;
pub mod scope;
pub mod statutory;
pub mod texts;

pub use scope::Scope;
