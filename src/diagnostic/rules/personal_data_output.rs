//! A finished page shows personal data that no source holds in one piece.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-output",
    severity: Severity::Error,
    en: RuleText {
        message: "in the finished `{page}`{?more} and {more} more files{/} personal data comes together: {masked}{part}",
        label: "",
        help: "remove it where it comes from; if it may stand, write it there in one piece and add a waiver under `personal_data_waivers`; for a page that a theme puts together, the waiver stands in `site-config.yaml` with `file: {page}`",
        why: "Sources are searched when they are read. Parts of a number in several links, words or templates are none by themselves, and a reader sees them as one. So every finished file is searched once more, and nothing is published until it is clear.",
    },
    zh: RuleText {
        message: "成品 `{page}`{?more} 等文件（另有 {more} 个）{/}中拼出了个人信息：{masked}{part}",
        label: "",
        help: "请从来源中删去；确可公开的，在来源中连写，并在 `personal_data_waivers` 中添加豁免；由主题模板拼成的，豁免写在 `site-config.yaml`，注明 `file: {page}`",
        why: "来源文件读入时都会检查。号码分写在几个链接、词语或模板里，单看不成号码，读者看到的却是一整串。因此每个成品文件都会再检查一遍，未查清之前不公开。",
    },
    wrong: "
        content/pages/contact.md
        ^^^^^^^^^^^^^^^^^^^^^^^^
        Call Li Min on [138][a]0013[8000][a].

        [a]: https://numbers.example/
    ",
    right: "
        content/pages/contact.md
        Call the duty desk on 12345.
    ",
};
