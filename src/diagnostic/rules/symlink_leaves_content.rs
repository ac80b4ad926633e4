//! A symbolic link leads out of the content or theme, to a folder, or nowhere.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "symlink-leaves-content",
    severity: Severity::Error,
    en: RuleText {
        message: "this symbolic link leads out of `content/` or the theme, to a folder, or nowhere",
        label: "",
        help: "put the file itself, or the folder, in its place",
        why: "Only what lies in the site's own folder is published. A link that leads out of it could make a private file of one computer public, and on every other computer it would lead nowhere. A link to a folder would publish everything in it twice.",
    },
    zh: RuleText {
        message: "这个符号链接指向 `content/` 或主题之外、指向文件夹，或没有目标",
        label: "",
        help: "用文件或文件夹本身代替链接",
        why: "只公开网站文件夹中的内容。指向外面的链接可能把某台电脑上的私人文件公开出去，在别的电脑上又打不开。指向文件夹的链接会把其中内容公开两次。",
    },
    wrong: "
        content/pages/about.md (a link to /home/li/about.md)
        ^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/about.md
    ",
};
