//! Text stands before the heading of the question.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "text-before-question",
    severity: Severity::Error,
    en: RuleText {
        message: "this text stands before the heading of the question",
        label: "belongs to no section",
        help: "move it below the heading, or delete it",
        why: "A case is made of its sections: Question, Reply, Correction. Text above the first heading belongs to none of them and would not be shown. A case without the heading Question may begin with the question right away.",
    },
    zh: RuleText {
        message: "问题小标题之前有文字",
        label: "不属于任何部分",
        help: "移到小标题之下，或删去",
        why: "一件来信由“问题”“答复”“更正”几部分组成。第一个小标题之前的文字不属于任何一部分，不会显示。没有“问题”小标题的，可以直接从问题写起。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        Letter of 2 March
        ^^^^^^^^^^^^^^^^^

        ## Question

        The lamps are out.
    ",
    right: "
        content/replies/urban-260302-1.md
        ## Question

        The lamps are out.
    ",
};
