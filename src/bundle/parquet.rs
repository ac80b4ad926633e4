//! One table as a Parquet file: every column may be null, texts are UTF-8, days are days.

use super::{BundleError, Column, Kind, Table, Value};
use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{Type, TypePtr};
use jiff::civil::{Date, date};
use std::sync::Arc;

/// Rows that stand together: programs skip groups that a question does not touch.
const GROUP: usize = 100_000;

/// Days are counted from here (Parquet, logical types: DATE).
const EPOCH: Date = date(1970, 1, 1);

/// Returns the file.
///
/// # Errors
/// The library refuses a schema.
pub fn parquet(table: &Table) -> Result<Vec<u8>, BundleError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("gongkai ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), schema(table)?, Arc::new(properties))?;
    for rows in table.rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        for (at, column) in table.columns.iter().enumerate() {
            let Some(writer) = group.next_column()? else { break };
            write(column.kind, rows, at, writer)?;
        }
        group.close()?;
    }
    Ok(file.into_inner()?)
}

fn schema(table: &Table) -> Result<TypePtr, BundleError> {
    let field = |column: &Column| {
        let (physical, logical) = match column.kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Integer => (Physical::INT64, None),
            Kind::Number => (Physical::DOUBLE, None),
            Kind::Flag => (Physical::BOOLEAN, None),
            Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        };
        let built = Type::primitive_type_builder(&column.name, physical);
        built.with_repetition(Repetition::OPTIONAL).with_logical_type(logical).build().map(Arc::new)
    };
    let fields = table.columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder(&table.name).with_fields(fields).build()?))
}

fn write(kind: Kind, rows: &[Vec<Value>], at: usize, writer: SerializedColumnWriter<'_>) -> Result<(), BundleError> {
    let cells = || rows.iter().map(|row| row.get(at).unwrap_or(&Value::Null));
    match kind {
        Kind::Text => fill::<ByteArrayType>(cells(), writer, |value| match value {
            Value::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        }),
        Kind::Integer => fill::<Int64Type>(cells(), writer, |value| match value {
            Value::Integer(number) => Some(*number),
            _ => None,
        }),
        Kind::Number => fill::<DoubleType>(cells(), writer, |value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        }),
        Kind::Flag => fill::<BoolType>(cells(), writer, |value| match value {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }),
        Kind::Day => fill::<Int32Type>(cells(), writer, |value| match value {
            Value::Day(day) => day.since((jiff::Unit::Day, EPOCH)).ok().map(|span| span.get_days()),
            _ => None,
        }),
    }
}

fn fill<'v, T: DataType>(
    cells: impl Iterator<Item = &'v Value>,
    mut writer: SerializedColumnWriter<'_>,
    value: impl Fn(&Value) -> Option<T::T>,
) -> Result<(), BundleError> {
    let mut values = Vec::new();
    let mut levels = Vec::new();
    for cell in cells {
        let value = value(cell);
        levels.push(i16::from(value.is_some()));
        values.extend(value);
    }
    writer.typed::<T>().write_batch(&values, Some(&levels), None)?;
    writer.close()?;
    Ok(())
}
