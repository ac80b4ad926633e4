//! Characters of a text do not reach the page.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "text-not-shown",
    severity: Severity::Warning,
    en: RuleText {
        message: "these characters are not shown: `{text}`",
        label: "readers do not see this",
        help: "write it as a paragraph, a cell with a column or a link with words; delete it if it is not meant for readers",
        why: "Some marks have a meaning of their own, and what they take with them is not shown: an address that no link uses (`[1]: …`), a cell beyond the last column of its table, words behind a row of backticks, a class of a heading, a code that names no character. Nothing should be missing from a page without anyone noticing.",
    },
    zh: RuleText {
        message: "这些字符不会显示：`{text}`",
        label: "读者看不到这里",
        help: "改写成普通段落、有表头的单元格或带文字的链接；不是给读者看的就删去",
        why: "有些记号有特殊含义，随之写下的内容不会显示：没有链接用到的网址（`[1]: …`）、超出表头列数的单元格、反引号行后面的文字、标题的附加属性、不代表任何字符的编码。页面上少了内容，不应没有人知道。",
    },
    wrong: "
        content/pages/lamps.md
        | Lamp | Lit |
        |---|---|
        | 1 | yes | since 9 March |
                    ^^^^^^^^^^^^^
    ",
    right: "
        content/pages/lamps.md
        | Lamp | Lit | Since |
        |---|---|---|
        | 1 | yes | 9 March |
    ",
};
