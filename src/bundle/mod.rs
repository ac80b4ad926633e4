//! Tables in the files that programs open: SQLite and Parquet, and workbooks for spreadsheets.
//!
//! Takes [`Table`]s, in memory; gives bytes. What must hold: the same tables give the same bytes for one
//! release (no time, no machine, no thread is in them); what is missing is null, never an empty text or a
//! zero; a day is a day in Parquet and `YYYY-MM-DD` in SQLite, which has no days.
//!
//! `bundle` knows no records and no site.

mod parquet;
mod sqlite;
pub mod xlsx;

pub use self::parquet::parquet;
pub use self::sqlite::sqlite;

use std::fmt;

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Lower-case letters, digits and `_`.
    pub name: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Value>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    /// What it means, in English and Chinese; empty where the name says all.
    pub en: String,
    pub zh: String,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Number,
    Flag,
    /// A day.
    Day,
}

impl Kind {
    /// Reads the name of a type of Table Schema; a type that has none here is text.
    pub fn of(schema: &str) -> Self {
        match schema {
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Flag,
            "date" => Self::Day,
            _ => Self::Text,
        }
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Text(String),
    Integer(i64),
    Number(f64),
    Flag(bool),
    Day(jiff::civil::Date),
}

/// Why tables could not be written: a fault of ours, as no table is refused.
#[derive(Debug)]
pub struct BundleError(String);

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for BundleError {}

impl From<rusqlite::Error> for BundleError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<::parquet::errors::ParquetError> for BundleError {
    fn from(error: ::parquet::errors::ParquetError) -> Self {
        Self(error.to_string())
    }
}

#[cfg(test)]
mod tests;
