//! A theme is made for another number of what templates are given.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "theme-engine-differs",
    severity: Severity::Error,
    en: RuleText {
        message: "this theme is made for engine {engine}; this program has engine {ours}",
        label: "what its templates expect",
        help: "compare its templates with ours (`gongkai theme files`, `gongkai theme show PAGE`), mend what has changed, then write `engine: {ours}`; until then use the version of gongkai that it was made for",
        why: "Templates are given fields, and the number goes up when one of them goes or means something else. A theme for another number could leave out a date or show a wrong one without any error, on every page of the site.",
    },
    zh: RuleText {
        message: "此主题适用于接口 {engine}，本程序的接口为 {ours}",
        label: "模板所依据的接口",
        help: "把它的模板与默认模板对照（`gongkai theme files`、`gongkai theme show 页面`），改好后写 `engine: {ours}`；在此之前请使用主题对应版本的 gongkai",
        why: "模板使用程序提供的字段；某个字段取消或含义改变时，编号加一。按另一编号制作的主题可能漏掉或显示错误的日期，全站如此，却不报任何错误。",
    },
    wrong: "
        themes/default/theme.yaml
        engine: 2
                ^
    ",
    right: "
        themes/default/theme.yaml
        engine: 1
    ",
};
