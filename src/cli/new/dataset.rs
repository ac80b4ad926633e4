//! A dataset from a table that is there: its file is read, what it holds is said, and the keys that
//! describe it are proposed.

use super::form::Form;
use super::yaml::quoted;
use crate::cli::Failure;
use crate::diagnostic::rule::fill;
use crate::import::read::{self, xlsx};
use crate::import::sheet::Form as Kind;
use crate::publish::dataset::published_csv;
use crate::record::dataset::{Column, Table, fault_finding};
use crate::record::table::Sheet;
use crate::record::table::propose::{Field, Proposal, propose};
use crate::source::text::{Encoding, decode};

/// A table, read, and what is proposed to say of it.
pub(super) struct Described {
    /// The keys below `tables`.
    pub yaml: String,
    /// The table as it is kept: UTF-8, commas, plain numbers and dates.
    pub csv: String,
}

/// Reads a table from a file.
pub(super) fn described(form: &mut Form<'_>, name: &str, bytes: &[u8]) -> Result<Described, Failure> {
    let (text, how) = text(form, name, bytes)?;
    let tongue = form.tongue;
    let sheet = Sheet::open(&text).map_err(|fault| {
        let finding = fault_finding(name, &fault);
        let words = finding.rule.text(tongue);
        Failure::new(format!("{name}: {}", fill(words.message, &finding, tongue)))
            .hint(fill(words.help, &finding, tongue))
    })?;
    let proposal = propose(&sheet);
    if proposal.rows == 0 {
        return Err(Failure::new(
            form.words(format!("{name} has no rows below its names"), format!("{name} 的列名下没有数据")),
        ));
    }
    form.tell(format!("{name}: {}", how[0]), format!("{name}：{}", how[1]));
    shape(form, &sheet, &proposal);
    let table =
        Table { fields: proposal.fields.iter().map(column).collect(), file: "data.csv".into(), ..Table::default() };
    for field in &proposal.fields {
        let [english, chinese] = said(field);
        form.tell(format!("  {english}"), format!("  {chinese}"));
    }
    if !proposal.key.is_empty() {
        let key = proposal.key.join(", ");
        form.tell(format!("  rows are told apart by: {key}"), format!("  区分各行的列：{key}"));
    }
    form.tell(
        "  Look at these in dataset.yaml, and add `title`, `unit` and `description` where they are missing.",
        "  请在 dataset.yaml 中核对，并补上缺少的 `title`、`unit`、`description`。",
    );
    let csv = String::from_utf8(published_csv(&text, &table).into_bytes()).unwrap_or_default();
    Ok(Described { yaml: yaml(&proposal), csv: csv.trim_start_matches('\u{FEFF}').replace("\r\n", "\n") })
}

/// The text of a table, and how it was read, in English and Chinese.
fn text(form: &Form<'_>, name: &str, bytes: &[u8]) -> Result<(String, [String; 2]), Failure> {
    if read::form(name, bytes) == Kind::Xlsx {
        let table = xlsx::table(bytes, form.given("sheet")).map_err(|fault| {
            let of = form.tongue;
            Failure::new(format!("{name}: {}", fault.what.in_tongue(of))).hint(fault.help.in_tongue(of))
        })?;
        let mut how = [format!("sheet `{}`", table.sheet), format!("工作表“{}”", table.sheet)];
        if !table.others.is_empty() {
            let others = table.others.join(", ");
            how[0].push_str(&format!("; not read: {others} (name one with `--set sheet=…`)"));
            how[1].push_str(&format!("；未读取：{others}（可用 `--set sheet=…` 指明）"));
        }
        if table.merged > 0 {
            how[0].push_str(&format!("; {} merged cells: what is in one stands in its first row only", table.merged));
            how[1].push_str(&format!("；有{}处合并单元格，内容只算在其第一行", table.merged));
        }
        return Ok((decode(table.csv.as_bytes()).text, how));
    }
    let decoded = decode(bytes);
    let encoding = match decoded.encoding {
        Encoding::Utf8 | Encoding::Utf8WithMark => "UTF-8",
        Encoding::Utf16 => "UTF-16",
        Encoding::Gb18030 => "GB18030",
        Encoding::Older { name, .. } => name,
        Encoding::Broken { .. } => {
            let what =
                form.words(format!("{name} is in an encoding that is not certain"), format!("无法确定 {name} 的编码"));
            return Err(Failure::new(what).hint(form.words("save it as \"CSV UTF-8\"", "请另存为“CSV UTF-8”")));
        }
    };
    Ok((decoded.text, [format!("read as {encoding}"), format!("按 {encoding} 读取")]))
}

/// Says which rows are what.
fn shape(form: &mut Form<'_>, sheet: &Sheet<'_>, proposal: &Proposal) {
    let layout = &sheet.layout;
    let mark = match sheet.dialect.delimiter {
        b',' => ["commas", "逗号"],
        b';' => ["semicolons", "分号"],
        b'\t' => ["tabs", "制表符"],
        b'|' => ["bars", "竖线"],
        _ => ["another mark", "其他符号"],
    };
    let (rows, head) = (proposal.rows, layout.head_line);
    form.tell(
        format!("  cells divided by {}, names of the columns in line {head}, {rows} rows", mark[0]),
        format!("  以{}分隔，列名在第{head}行，共{rows}行数据", mark[1]),
    );
    for aside in &layout.above {
        form.tell(
            format!("  left out, above the names: {}", aside.text),
            format!("  列名以上，已略去：{}", aside.text),
        );
    }
    if let Some((line, _)) = &layout.units {
        form.tell(format!("  line {line} is read as units"), format!("  第{line}行按单位读取"));
    }
    for note in &layout.notes {
        form.tell(
            format!("  left out, below the data: {} (put it into notes.md)", note.text),
            format!("  数据以下，已略去：{}（请写入 notes.md）", note.text),
        );
    }
}

fn column(field: &Field) -> Column {
    Column { name: field.name.clone(), kind: field.unclear.is_none().then_some(field.kind), ..Column::default() }
}

/// What a column was taken for.
fn said(field: &Field) -> [String; 2] {
    let word = crate::record::words::ColumnType::LIST.iter().find(|word| word.word == field.kind.word());
    let [english, chinese] = word.map_or(["", ""], crate::spelling::Word::labels);
    let mut said = [format!("`{}`: {}", field.name, english.to_lowercase()), format!("`{}`：{chinese}", field.name)];
    let mut add = |english: String, chinese: String| {
        said[0].push_str(&english);
        said[1].push_str(&chinese);
    };
    if let Some(unit) = &field.unit {
        add(format!(", unit {unit}"), format!("，单位 {unit}"));
    }
    if let Some((notation, example)) = &field.notation {
        let plain = notation.plain(example).unwrap_or_default();
        add(format!("; `{example}` is read as {plain}"), format!("；`{example}` 读作 {plain}"));
    }
    if let Some((way, example)) = &field.days {
        let day = way.day(example).map(|day| day.to_string()).unwrap_or_default();
        add(format!("; `{example}` is read as {day}"), format!("；`{example}` 读作 {day}"));
    }
    if let Some(example) = &field.unclear {
        add(
            format!("; `{example}` can be read in two ways, as thousands or as a fraction: write the numbers plainly"),
            format!("；`{example}` 有两种读法（千位分隔或小数），请改写数字"),
        );
    }
    if let Some(sign) = &field.sign {
        add(
            format!("; `{sign}` stands in every cell: take it out and name it as `unit`"),
            format!("；每格都带有 `{sign}`，请去掉并写入 `unit`"),
        );
    }
    said
}

fn yaml(proposal: &Proposal) -> String {
    let mut yaml = "tables:\n  - file: data.csv\n".to_owned();
    if !proposal.key.is_empty() {
        let names: Vec<String> = proposal.key.iter().map(|name| listed(name)).collect();
        yaml.push_str(&format!("    key: [{}]\n", names.join(", ")));
    }
    yaml.push_str("    fields:\n");
    for field in &proposal.fields {
        yaml.push_str(&format!("      - name: {}\n", quoted(&field.name)));
        if let Some(title) = &field.title {
            yaml.push_str(&format!("        title: {}\n", quoted(title)));
        }
        if field.unclear.is_none() {
            yaml.push_str(&format!("        type: {}\n", field.kind.word()));
        }
        if let Some(unit) = &field.unit {
            yaml.push_str(&format!("        unit: {}\n", quoted(unit)));
        }
    }
    yaml
}

/// A string within a list on one line, where brackets and commas have a meaning.
fn listed(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' '));
    if plain { quoted(name) } else { serde_json::Value::from(name).to_string() }
}
