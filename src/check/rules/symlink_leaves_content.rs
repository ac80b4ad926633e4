//! A symbolic link leads out of the content or nowhere.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "symlink-leaves-content",
    severity: Severity::Error,
    en: RuleText {
        message: "this symbolic link leads out of `content/`, or nowhere",
        label: "",
        help: "put the file itself in its place",
        why: "Only what lies in the site's own folder is published. A link that leads out of it could make a private file of one computer public, and on every other computer it would lead nowhere.",
    },
    zh: RuleText {
        message: "这个符号链接指向 `content/` 之外，或没有目标",
        label: "",
        help: "用文件本身代替链接",
        why: "只公开网站文件夹中的内容。指向外面的链接可能把某台电脑上的私人文件公开出去，在别的电脑上又打不开。",
    },
    wrong: "# content/pages/about.md is a link to /home/li/about.md",
    right: "# content/pages/about.md is a file",
};
