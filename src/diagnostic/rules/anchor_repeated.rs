//! Two places of one text have the same anchor.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "anchor-repeated",
    severity: Severity::Error,
    en: RuleText {
        message: "the anchor `{anchor}` is used twice in this text",
        label: "another place has this anchor too",
        help: "give one of the two another anchor; if an article or chapter number stands twice, correct the number",
        why: "A link such as `policy:noise#article-3` leads to the place with this anchor. If two places have it, readers always end up at the first one and may take the wrong article for the right one. Anchors are permanent once published, so the doubt has to be cleared before.",
    },
    zh: RuleText {
        message: "本文中有两处使用同一锚点 `{anchor}`",
        label: "另有一处也用这个锚点",
        help: "为其中一处另设锚点；如果是条款或章节序号重复，请改正序号",
        why: "`policy:noise#article-3` 这样的链接指向锚点所在的位置。两处锚点相同，读者只会到第一处，可能把别的条款当成要找的条款。锚点一经公开就不再变动，所以要在公开之前理清。",
    },
    wrong: "
        content/policies/noise/edition-1.md
        ## Scope {#scope}

        ## Fees {#scope}
        ^^^^^^^^^^^^^^^^
    ",
    right: "
        content/policies/noise/edition-1.md
        ## Scope {#scope}

        ## Fees {#fees}
    ",
};
