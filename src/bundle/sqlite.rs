//! All tables as one SQLite database.
//!
//! Two more tables say what is in it: `about` (the site) and `columns` (every column with its meaning). The
//! database is made in memory and its pages are handed over as they would stand on disk.

use super::{BundleError, Kind, Table, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};
use std::fmt::Write as _;

/// Returns the database; `about` says what it is, as keys and values; `indexed` are columns that queries
/// look things up by, each with its table.
///
/// # Errors
/// SQLite refuses a name or runs out of memory.
pub fn sqlite(tables: &[Table], about: &[(&str, String)], indexed: &[(&str, &str)]) -> Result<Vec<u8>, BundleError> {
    let mut db = Connection::open_in_memory()?;
    let all = db.transaction()?;
    all.execute_batch(
        "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
         CREATE TABLE columns (\"table\" TEXT, \"column\" TEXT, type TEXT, meaning_en TEXT, meaning_zh TEXT);",
    )?;
    for (key, value) in about {
        all.execute("INSERT INTO about VALUES (?, ?)", (key, value))?;
    }
    for table in tables {
        all.execute_batch(&created(table))?;
        let mut explain = all.prepare("INSERT INTO columns VALUES (?, ?, ?, ?, ?)")?;
        for column in &table.columns {
            explain.execute((&table.name, &column.name, declared(column.kind), &column.en, &column.zh))?;
        }
        let places = vec!["?"; table.columns.len()].join(", ");
        let mut insert = all.prepare(&format!("INSERT INTO {} VALUES ({places})", quoted(&table.name)))?;
        for row in &table.rows {
            insert.execute(params_from_iter(row))?;
        }
    }
    for (table, column) in indexed {
        let name = quoted(&format!("{table}_{column}"));
        all.execute_batch(&format!("CREATE INDEX {name} ON {} ({})", quoted(table), quoted(column)))?;
    }
    all.commit()?;
    Ok(db.serialize("main")?.to_vec())
}

fn created(table: &Table) -> String {
    let mut sql = format!("CREATE TABLE {} (", quoted(&table.name));
    for (n, column) in table.columns.iter().enumerate() {
        let comma = if n > 0 { ", " } else { "" };
        // Writing to a string does not fail.
        let _ = write!(sql, "{comma}{} {}", quoted(&column.name), declared(column.kind));
    }
    sql.push(')');
    sql
}

/// Returns a name as SQL has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn declared(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Integer => "INTEGER",
        Kind::Number => "REAL",
        Kind::Flag => "BOOLEAN",
        Kind::Day => "DATE",
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Integer(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Self::Number(number) => ToSqlOutput::Borrowed(ValueRef::Real(*number)),
            Self::Flag(flag) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*flag))),
            Self::Day(day) => ToSqlOutput::Owned(rusqlite::types::Value::Text(day.to_string())),
        })
    }
}
