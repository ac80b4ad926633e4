//! Terms of ours that fill a finding's message in the language of the reader.
//!
//! An argument that starts with `@` names one: `@date` is shown as `a date such as 2026-03-02`.
//! What stands in files as it is (types of events, kinds of data) is no term and is shown as
//! written.

use super::rule::printable;
use super::{Item, Tongue};

/// Code, English, Chinese; sorted by code.
static TERMS: &[(&str, &str, &str)] = &[
    ("accent", "a colour in quotes such as `\"#0b5a6b\"`", "带引号的颜色，如 `\"#0b5a6b\"`"),
    ("amount", "a number, or a date such as 2026-03-02", "数字，或日期如 2026-03-02"),
    ("at-least", "at least", "不小于"),
    ("at-most", "at most", "不大于"),
    (
        "base_url",
        "an address such as `https://open.city.example/`, ending in /",
        "以 / 结尾的网址，如 `https://open.city.example/`",
    ),
    ("bool", "true or false", "true 或 false"),
    (
        "chart-both",
        "rows stand here, and a dataset is named: it takes one of them",
        "既写了数据行，又指定了数据集，只能用其一",
    ),
    (
        "chart-by",
        "the site counts `month`, `department` and `topic`",
        "本站按 `month`（月）、`department`（部门）、`topic`（主题）统计",
    ),
    ("chart-cells", "the row has not as many cells as the first", "这一行的列数与首行不同"),
    ("chart-column", "the table has no such column, file or time", "数据表中没有这个列、文件或时间"),
    ("chart-dataset", "the site has no such dataset", "本站没有这个数据集"),
    ("chart-key", "a chart has no such key", "图表没有这个键"),
    ("chart-kind", "there is no such kind of chart", "没有这种图表"),
    (
        "chart-measure",
        "the site has no such measure; `data/rules.json` lists them",
        "本站没有这项指标，见 `data/rules.json`",
    ),
    (
        "chart-nothing",
        "there is nothing to draw: it takes `dataset: id`, or a header and rows",
        "没有可绘的内容：请写 `dataset: 标识`，或写首行和数据行",
    ),
    ("chart-number", "this is no number", "这不是数字"),
    ("chart-share", "a share or a length of time is not divided once more", "比率和时长不再作除法"),
    ("chart-twice", "this row was there before", "这一行重复"),
    ("column-boolean", "true or false", "true 或 false"),
    ("column-date", "a date such as 2026-03-02", "日期，如 2026-03-02"),
    ("column-integer", "a whole number", "整数"),
    ("column-number", "a number such as 12.5", "数字，如 12.5"),
    ("column-string", "a text", "文字"),
    ("column-year", "a year such as 2026", "年份，如 2026"),
    ("column-yearmonth", "a month such as 2026-03", "年月，如 2026-03"),
    ("date", "a date such as 2026-03-02", "日期，如 2026-03-02"),
    (
        "email_domains",
        "a domain without name and address, such as `office.city.example`",
        "只写域名，如 `office.city.example`",
    ),
    ("hour", "an hour in quotes such as \"22:00\"", "带引号的时刻，如 \"22:00\""),
    ("id", "an id such as `urban-260302-1`", "标识，如 `urban-260302-1`"),
    ("int", "a whole number from 0 up", "不小于 0 的整数"),
    ("languages", "codes such as en or zh-Hans, each once", "语言代码，如 en、zh-Hans，各写一次"),
    ("licence", "the SPDX id of a licence, such as `CC-BY-4.0`", "许可的 SPDX 标识，如 `CC-BY-4.0`"),
    ("list", "a list", "列表"),
    ("map", "a group of keys", "一组字段"),
    ("mark-pipe", "a vertical bar `|`", "竖线 `|`"),
    ("mark-semicolon", "a semicolon `;`", "分号 `;`"),
    ("mark-space", "a space", "空格"),
    ("mark-tab", "a tab", "制表符"),
    ("mark-wide-comma", "a full-width comma `，`", "全角逗号 `，`"),
    ("mark-wide-semicolon", "a full-width semicolon `；`", "全角分号 `；`"),
    ("minimum_cases", "a whole number from 0 up", "不小于 0 的整数"),
    ("moment", "a date such as 2026-03-02 or 2026-03-02 14:30", "日期，如 2026-03-02 或 2026-03-02 14:30"),
    (
        "navigation-item",
        "one of `name` (a page that every site has), `page` (one of yours) and `address` (`https://…`), and a `label` for the last two",
        "`name`（固有页面）、`page`（自设页面）、`address`（`https://…`）三者之一，后两者还须写 `label`",
    ),
    ("nothing", "nothing", "空白"),
    ("record-link", "a link such as `reply:urban-260302-1`", "本站记录的链接，如 `reply:urban-260302-1`"),
    ("revision-cell", "this cell was changed, and no revision names it", "这个单元格有改动，但没有修订记录写明"),
    ("revision-column", "the table has no such column", "数据表中没有这一列"),
    ("revision-column-gone", "this column is gone, and no revision names it", "这一列没有了，但没有修订记录写明"),
    (
        "revision-come",
        "this row came between those that were there, and no revision names it",
        "原有各行之间多出了这一行，但没有修订记录写明",
    ),
    ("revision-gone", "this row is gone, and no revision names it", "这一行没有了，但没有修订记录写明"),
    ("revision-new", "the table has another new value", "数据表中的新值是另一个"),
    ("revision-old", "the earlier file has another old value", "修订前文件中的原值是另一个"),
    ("revision-row", "the table has no such row", "数据表中没有这一行"),
    ("revision-table", "the dataset has no such table", "数据集中没有这张表"),
    ("revision-time", "this is no time such as 2026-03", "这不是 2026-03 这样的时间"),
    ("runs-address", "an address that runs something", "会执行代码的地址"),
    ("runs-browser", "a browser would run it or show it as a page of this site", "浏览器会执行它，或当作本站网页显示"),
    ("runs-entity", "declarations of its own (`<!DOCTYPE … [`)", "自带的声明（`<!DOCTYPE … [`）"),
    ("runs-external", "a link to something outside the file", "指向文件之外的引用"),
    ("runs-foreign", "a page inside the drawing (`foreignObject`)", "图中嵌入的网页（`foreignObject`）"),
    ("runs-handler", "a handler of events (`on…`)", "事件处理代码（`on…`）"),
    ("runs-instruction", "an instruction to programs (`<?…?>`)", "给程序的指令（`<?…?>`）"),
    (
        "runs-not-xml",
        "it cannot be read as XML, so what a browser would do with it is not known",
        "无法按 XML 读取，不知浏览器会怎样处理",
    ),
    ("runs-page", "parts of a web page", "网页的内容"),
    ("runs-program", "a computer that opens it would run it", "打开它的电脑会执行它"),
    ("runs-script", "a script", "脚本"),
    ("runs-server", "a web server may run it or take orders from it", "网站服务器可能执行它，或按它行事"),
    ("runs-too-long", "it is XML of more than 4 MB, which is not looked through", "超过 4 MB 的 XML 文件无法逐一检查"),
    ("string", "a single text", "一段文字（不分语言）"),
    (
        "term",
        "a term such as `10 working-days`, `24 hours`, `60 days` or `1 month`",
        "期限，如 `10 working-days`、`24 hours`、`60 days`、`1 month`",
    ),
    ("text", "a text", "文字"),
    ("text-chinese", "Chinese", "中文"),
    ("text-latin", "Latin letters", "拉丁字母"),
    ("theme", "the name of a folder under themes/", "themes/ 下的文件夹名"),
    ("timezone", "a zone such as Asia/Shanghai", "时区，如 Asia/Shanghai"),
    ("unread-broken", "it is broken, or not what its name says", "文件已损坏，或与扩展名不符"),
    ("unread-encrypted", "it is locked with a password", "有密码保护"),
    ("unread-scanned", "it holds pictures of text, or letters that cannot be told", "内容是图像，或文字无法识别"),
    ("unread-too-long", "it is too long, or unpacks to too much", "文件过大，或解压后过大"),
    ("unread-unknown", "nobody has taught the program this kind of file", "程序无法读取这类文件"),
    ("word", "one of the words listed for it", "规定的词之一"),
];

/// Returns the words for a term, given by its code without the `@`.
pub fn term(code: &str, tongue: Tongue) -> Option<&'static str> {
    let at = TERMS.binary_search_by_key(&code, |(code, ..)| code).ok()?;
    let (_, english, chinese) = TERMS[at];
    Some(match tongue {
        Tongue::English => english,
        Tongue::Chinese => chinese,
    })
}

/// Marks a list, parts its items, and parts what an item is called from how it is written.
const MARK: char = '\u{1F}';
const CALLED: char = '\u{1E}';
/// Begins the number of items that a long list leaves out.
const MORE: char = '\u{1D}';

/// Items that are shown of a list.
const MOST: usize = 40;

/// Returns a list as one argument of findings.
pub fn listed<'a>(items: impl IntoIterator<Item = Item<'a>>) -> String {
    let plain = |text: &str| text.replace(|c: char| c.is_control(), " ");
    let mut text = String::new();
    let mut items = items.into_iter();
    for item in items.by_ref().take(MOST) {
        let [en, zh] = item.called.map(plain);
        text.extend([MARK.to_string(), plain(item.written), format!("{CALLED}{en}{CALLED}{zh}")]);
    }
    match items.count() {
        0 => text,
        more => format!("{text}{MARK}{MORE}{more}"),
    }
}

/// Returns the items of a list as they are written, but for those that were left out; `None` of any
/// other argument.
pub(super) fn written(value: &str) -> Option<Vec<&str>> {
    let items = value.strip_prefix(MARK)?.split(MARK).filter(|item| !item.starts_with(MORE));
    Some(items.map(|item| item.split(CALLED).next().unwrap_or_default()).collect())
}

/// Returns a list as it is shown; `None` of any other argument.
pub(super) fn list(value: &str, tongue: Tongue) -> Option<String> {
    let items = value.strip_prefix(MARK)?.split(MARK).map(|item| {
        if let Some(more) = item.strip_prefix(MORE) {
            return match tongue {
                Tongue::English => format!("and {more} more"),
                Tongue::Chinese => format!("还有{more}个"),
            };
        }
        let mut parts = item.split(CALLED);
        let mut part = || printable(parts.next().unwrap_or_default());
        let (written, english, chinese) = (part(), part(), part());
        match tongue {
            Tongue::English
                if english.is_empty() || english.eq_ignore_ascii_case(&written.replace(['-', '_'], " ")) =>
            {
                written
            }
            Tongue::English => format!("{written} ({english})"),
            Tongue::Chinese if chinese.is_empty() => written,
            Tongue::Chinese => format!("{written}（{chinese}）"),
        }
    });
    let between = if tongue == Tongue::English { ", " } else { "、" };
    Some(items.collect::<Vec<_>>().join(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_found() {
        assert!(TERMS.is_sorted_by(|a, b| a.0 < b.0));
        for (code, english, chinese) in TERMS {
            assert_eq!(term(code, Tongue::English), Some(*english));
            assert_eq!(term(code, Tongue::Chinese), Some(*chinese));
        }
        assert_eq!(term("nobody", Tongue::English), None);
    }
}
