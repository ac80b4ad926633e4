//! An id is the name of a page that the site makes itself.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "id-reserved",
    severity: Severity::Error,
    en: RuleText {
        message: "the id `{id}` is reserved for the site itself",
        label: "",
        help: "choose another id, for example with a word added: `{id}-info`",
        why: "The site makes pages of this name by itself, such as the home page, the lists by month or the search. A record of the same name would overwrite one of them.",
    },
    zh: RuleText {
        message: "标识 `{id}` 由网站自身使用",
        label: "",
        help: "换一个标识，例如加一个词：`{id}-info`",
        why: "网站自身会生成这个名称的页面，如首页、按月列表、搜索等。记录用了同样的名称，就会覆盖它们。",
    },
    wrong: "
        content/pages/search.md
        ^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/search-help.md
    ",
};
