//! An absolute link to the site's own address leads nowhere.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "own-address-dead",
    severity: Severity::Error,
    en: RuleText {
        message: "`{link}` is an address of this site, and there is no such page",
        label: "no page of this site",
        help: "correct the address, or link to the record itself, as in `reply:urban-260302-1`",
        why: "A full address of this site looks like any other on the web, and nothing else would notice that it is wrong. Readers would get an error page. A link to a record follows it wherever it moves.",
    },
    zh: RuleText {
        message: "`{link}` 是本站地址，但没有这个页面",
        label: "本站没有此页",
        help: "改正地址，或直接链接记录，如 `reply:urban-260302-1`",
        why: "写成完整网址的本站链接看起来与外部链接无异，写错了不会被别处发现，读者只会看到错误页面。链接到记录的写法则始终有效。",
    },
    wrong: "
        content/pages/lamps.md
        [The reply](https://open.qingshui.example/replies/urban-26.html)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/lamps.md
        [The reply](reply:urban-260302-1)
    ",
};
