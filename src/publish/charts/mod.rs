//! Charts on pages: of datasets (`data`), and of measures (`measures`).
//!
//! Reads a table once more, and hands what it holds to [`crate::chart`], which knows no record.

pub mod data;
pub mod measures;

pub use data::{Drawn, Form, drawn};
