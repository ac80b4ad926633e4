//! A text holds an HTML comment.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "html-comment",
    severity: Severity::Warning,
    en: RuleText {
        message: "this HTML comment is not published",
        label: "",
        help: "delete it, and keep internal remarks outside the content",
        why: "The page leaves the comment out, but the file itself can be read by everyone who can see the repository. A remark that is not for the public must not stand in it.",
    },
    zh: RuleText {
        message: "这条 HTML 注释不会公开",
        label: "",
        help: "删去；内部意见不要写在内容文件里",
        why: "页面上不显示注释，但能看到仓库的人都能读到文件本身。不宜公开的意见不应写在这里。",
    },
    wrong: "
        content/pages/lamps.md
        The lamps were replaced. <!-- check with Mr Li -->
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/lamps.md
        The lamps were replaced.
    ",
};
