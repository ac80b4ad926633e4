//! A link begins with something that leads nowhere or is not safe.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-scheme-unsafe",
    severity: Severity::Warning,
    en: RuleText {
        message: "a link cannot begin with `{scheme}`",
        label: "shown without a link",
        help: "use an address with https:, http:, mailto: or tel:, or name a record with policy:, reply:, dataset:, digest: or page:",
        why: "Other kinds of links can run programs in the reader's browser, lead to files on one computer only, or are a slip in the name of a record link. The words are published, the link is not.",
    },
    zh: RuleText {
        message: "链接不能以 `{scheme}` 开头",
        label: "只显示文字，不作链接",
        help: "网址用 https:、http:、mailto: 或 tel:；链接本站记录用 policy:、reply:、dataset:、digest: 或 page:",
        why: "其他类型的链接可能在读者的浏览器里运行程序，可能只在某一台电脑上有效，也可能是记录链接的笔误。文字照常公开，但不作链接。",
    },
    wrong: "
        content/pages/lamps.md
        Lamps follow [the standard](policies:street-lighting-standard).
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/lamps.md
        Lamps follow [the standard](policy:street-lighting-standard).
    ",
};
