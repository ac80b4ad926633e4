//! A file of the theme cannot be read.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "theme-file-unreadable",
    severity: Severity::Error,
    en: RuleText {
        message: "this file of the theme cannot be read: {error}",
        label: "",
        help: "see who may read it, or take it away: the built-in file stands for one that is not there",
        why: "If the built-in file were taken instead without a word, the site would look or say something else than the city chose.",
    },
    zh: RuleText {
        message: "主题中的这个文件无法读取：{error}",
        label: "",
        help: "检查文件权限，或移走它：主题中没有的文件由内置文件代替",
        why: "如果不声不响地改用内置文件，网站的样子或文字就不是本市选定的了。",
    },
    wrong: "
        themes/default/static/site.css (only another user may read it)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        themes/default/static/site.css
    ",
};
