//! The articles of policies, a line for each text that one had: ids, permanent ids, and digests of their words,
//! so that anyone can tell which article changed, and that none was exchanged. An edition has the lines that
//! begin with it or before, and end with it or later: of hundreds of editions, each line for each would
//! weigh more than all that was ever written.

use crate::publish::table::{self, Cell, Column, Filled, columns, text};
use crate::record::Policy;
use crate::site::seen::Seen;
use crate::site::seen::clauses::Line;
use crate::source::hex;

/// Words that are shorter could be guessed from their digest.
const SHORTEST: u32 = 64;

type Row<'a> = (&'a Policy, Line<'a>);

/// Returns the columns.
pub(super) fn columns<'a>() -> Vec<Column<Row<'a>>> {
    columns! { r: Row<'a>,
        "policy" "string" "id of the policy" "文件标识" => text(&*r.0.id),
        "edition" "integer" "number of the first edition in which it stands so" "自哪一版起如此" => u64::from(r.1.edition.number).into(),
        "on" "date" "day of that edition" "该版日期" => Some(r.1.edition.on).into(),
        "last" "integer" "number of the last edition in which it stands so; empty where that is the newest" "至哪一版止；至今如此的为空" =>
            Cell::Number(r.1.last.map(|edition| edition.number.into())),
        "article" "string" "its address in these editions, as behind # in links" "在这些版本中的地址，即链接中 # 后的部分" =>
            text(&*r.1.clause.id),
        "number" "string" "its number as printed; empty for a heading without one" "印出的条号，无条号的标题为空" =>
            text(&*r.1.clause.label),
        "permanent" "string" "what it is called through all editions: its first address; where that was another article's before, with @ and the number of the edition in which it came" "历次版本不变的标识：首次出现时的地址；该地址曾属另一条的，后加 @ 和出现时的版本号" =>
            text(r.1.permanent),
        "characters" "integer" "length of its words, without its number" "字数，不含条号" => u64::from(r.1.clause.chars).into(),
        "sha256" "string" "digest of its words: UTF-8, without markup and number, blanks as one, paragraphs parted by a line feed; empty below 64 characters" "文字的摘要：UTF-8，不含标记和条号，连续空白计为一个，段落间以换行分隔；不足64字为空" =>
            text(if r.1.clause.chars < SHORTEST { String::new() } else { hex(&r.1.clause.digest) }),
    }
}

/// Returns the file.
pub(super) fn csv<T: Filled>(seen: Seen<'_>) -> T {
    table::filled(&columns(), seen.all_clauses())
}
