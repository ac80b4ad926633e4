//! A theme holds a file that themes do not have.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "theme-file-unknown",
    severity: Severity::Warning,
    en: RuleText {
        message: "a theme has no file `{file}`",
        label: "",
        help: "rename it to the file it is meant to replace, or take it out; further files belong in `static/`, own partial templates are called `templates/own-….html`",
        why: "A site's theme replaces single files of the built-in one, and it does so by their names. With a slip in the name nothing is replaced, and the page looks as before.",
    },
    zh: RuleText {
        message: "主题中没有 `{file}` 这个文件",
        label: "",
        help: "改成要替换的文件名，或移出；其他文件放在 `static/`，自己的模板片段命名为 `templates/own-….html`",
        why: "网站主题按文件名逐个替换内置主题中的文件。文件名写错就什么也没有替换，页面还是原来的样子。",
    },
    wrong: "
        themes/default/templates/homepage.html
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        themes/default/templates/own-greeting.html
    ",
};
