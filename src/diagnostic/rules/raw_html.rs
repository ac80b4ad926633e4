//! A text holds HTML.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "raw-html",
    severity: Severity::Warning,
    en: RuleText {
        message: "HTML is shown as text: `{snippet}`",
        label: "readers see these characters",
        help: "write it in Markdown; if readers are meant to see the code, put it between backticks",
        why: "HTML in a text could carry programs, foreign content or a layout that breaks on phones and for screen readers. It is therefore published as it is written, angle brackets included. Markdown has bold text, links, lists and tables.",
    },
    zh: RuleText {
        message: "HTML 会按文字原样显示：`{snippet}`",
        label: "读者会看到这些字符",
        help: "改用 Markdown 写法；如果就是要让读者看代码，用反引号括起来",
        why: "正文中的 HTML 可能带入程序、外部内容，或者在手机和读屏软件上打乱版式，因此连同尖括号原样显示。加粗、链接、列表、表格都可以用 Markdown 写。",
    },
    wrong: "
        content/pages/lamps.md
        The lamps are <b>new</b>.
                      ^^^   ^^^^
    ",
    right: "
        content/pages/lamps.md
        The lamps are **new**.
    ",
};
