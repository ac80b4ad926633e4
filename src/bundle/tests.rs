use super::*;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use jiff::civil::date;

fn table() -> Table {
    let column =
        |name: &str, kind| Column { name: name.to_owned(), kind, en: "meaning".to_owned(), zh: "含义".to_owned() };
    Table {
        name: "lights".to_owned(),
        columns: vec![
            column("name", Kind::Text),
            column("count", Kind::Integer),
            column("share", Kind::Number),
            column("lit", Kind::Flag),
            column("on", Kind::Day),
        ],
        rows: vec![
            vec![
                Value::Text("=清水\"; DROP".to_owned()),
                Value::Integer(-3),
                Value::Number(0.5),
                Value::Flag(true),
                Value::Day(date(1969, 12, 31)),
            ],
            vec![Value::Null; 5],
        ],
    }
}

#[test]
fn a_database_holds_what_the_tables_hold() {
    let bytes = sqlite(&[table()], &[("title", "T".to_owned())], &[("lights", "name")]).unwrap();
    let mut db = rusqlite::Connection::open_in_memory().unwrap();
    db.deserialize_read_exact("main", &bytes[..], bytes.len(), true).unwrap();
    let row = db.query_row("SELECT * FROM lights WHERE count < 0", [], |r| {
        Ok((r.get::<_, String>(0)?, r.get::<_, f64>(2)?, r.get::<_, bool>(3)?, r.get::<_, String>(4)?))
    });
    assert_eq!(row.unwrap(), ("=清水\"; DROP".to_owned(), 0.5, true, "1969-12-31".to_owned()));
    let nulls: u32 =
        db.query_row("SELECT count(*) FROM lights WHERE name IS NULL AND \"on\" IS NULL", [], |r| r.get(0)).unwrap();
    assert_eq!(nulls, 1);
    let meaning: String =
        db.query_row("SELECT meaning_zh FROM columns WHERE \"column\" = 'share'", [], |r| r.get(0)).unwrap();
    assert_eq!(meaning, "含义");
}

#[test]
fn a_parquet_file_holds_what_the_table_holds() {
    let bytes = parquet(&table()).unwrap();
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let rows: Vec<_> = file.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    let fields = |at: usize| rows[at].get_column_iter().map(|(_, field)| field.clone()).collect::<Vec<_>>();
    assert_eq!(
        fields(0),
        [
            Field::Str("=清水\"; DROP".to_owned()),
            Field::Long(-3),
            Field::Double(0.5),
            Field::Bool(true),
            Field::Date(-1)
        ]
    );
    assert_eq!(fields(1), vec![Field::Null; 5]);
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    assert_eq!(parquet(&table()).unwrap(), parquet(&table()).unwrap());
    let database = || sqlite(&[table()], &[], &[]).unwrap();
    assert_eq!(database(), database());
    let empty = Table { rows: Vec::new(), ..table() };
    assert!(parquet(&empty).is_ok() && sqlite(&[empty], &[], &[]).is_ok());
}

#[test]
fn sheets_have_names_that_spreadsheets_take() {
    use calamine::{Data, Reader as _, Xlsx};
    let mut book = xlsx::Book::new("T", "A", date(2026, 1, 2), "Notes").unwrap();
    let long = "路灯".repeat(20);
    for name in ["a/b: [c]", "A B C", "'quoted'", "History", "", "notes", &long, &long, "\u{202E}x\u{1}"] {
        let head = xlsx::Head { title: "n".to_owned(), places: 2, grouped: true };
        let mut sheet = book.sheet(name, &[head], &[true]).unwrap();
        sheet.begin();
        sheet.number("12.5", 12.5).unwrap();
        sheet.begin();
        sheet.text(&"x".repeat(40_000)).unwrap();
        sheet.end().unwrap();
    }
    let bytes = book.finish(&[vec![xlsx::Note::Heading("=1+1".to_owned())]]).unwrap();
    let mut read = Xlsx::new(std::io::Cursor::new(&bytes[..])).unwrap();
    let cut = |tail: &str| format!("{}…{tail}", &"路灯".repeat(20)[..(31 - 1 - tail.len()) * 3]);
    let names =
        ["Notes", "a b c", "A B C (2)", "quoted", "Table", "Table (2)", "notes (2)", &cut(""), &cut(" (2)"), "x"];
    assert_eq!(read.sheet_names(), names);
    assert_eq!(read.worksheet_range("Notes").unwrap().get_value((0, 0)), Some(&Data::String("=1+1".to_owned())));
    let cells = read.worksheet_range("quoted").unwrap();
    assert_eq!(cells.get_value((1, 0)), Some(&Data::Float(12.5)));
    let Some(Data::String(text)) = cells.get_value((2, 0)) else { panic!("{cells:?}") };
    assert!(text.chars().count() == 32_767 && text.ends_with("x…"), "{}", text.len());
}
