//! A link names a place that the record does not have.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-to-missing-anchor",
    severity: Severity::Error,
    en: RuleText {
        message: "`{link}` leads to a record that has no place `{anchor}`",
        label: "",
        help: "{?nearest}write `#{nearest}`, if that is what is meant; otherwise {/}leave out `#{anchor}`{?allowed}, or write one of: {allowed}{/}",
        why: "The link would open the page at its top, and readers would look in vain for the article that was quoted. Chapters and articles have anchors such as `chapter-2` and `article-3`, other headings have their own words.",
    },
    zh: RuleText {
        message: "`{link}` 指向的记录中没有 `{anchor}` 这一处",
        label: "",
        help: "{?nearest}如果是指 `#{nearest}`，请改成它；否则{/}去掉 `#{anchor}`{?allowed}，或改为：{allowed}{/}",
        why: "链接只能打开页面开头，读者找不到所引用的条款。章和条的锚点形如 `chapter-2`、`article-3`，其他标题以标题文字为锚点。",
    },
    wrong: "
        content/pages/building.md
        Builders keep [article 30](policy:noise#article-30).
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/building.md
        Builders keep [article 3](policy:noise#article-3).
    ",
};
