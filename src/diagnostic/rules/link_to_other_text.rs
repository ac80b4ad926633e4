//! A link names an article that the edition of its day does not have.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-to-other-text",
    severity: Severity::Warning,
    en: RuleText {
        message: "on {date} edition {number} held, and it has no `{anchor}`; edition {other} has one",
        label: "",
        help: "check which article is meant: write its number of that day, or `{policy}#edition-{other}` for the other edition",
        why: "A link to an article is read on the day of the text it stands in: a reply of May means the article as it was numbered in May, whatever number it has now. A number that no article had on that day was probably looked up in another edition, and may name another rule.",
    },
    zh: RuleText {
        message: "{date} 施行的是第 {number} 版，其中没有 `{anchor}`；第 {other} 版有",
        label: "",
        help: "请核对所指条款：写当日的条号；如确指另一版，写 `{policy}#edition-{other}`",
        why: "指向条款的链接按所在文本的日期理解：五月的答复写的是五月时的条号，不论现在是第几条。当日没有的条号，多半查自另一版，可能是另一条规定。",
    },
    wrong: "
        content/policies/noise/edition-1.md
        content/policies/noise/edition-2.md
        ---
        on: 2026-06-01
        note: Night hours
        ---
        ### Article 1 Aim

        Quiet.

        ### Article 2 Scope

        The city.

        ### Article 4 Displays

        At the gate.
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        Why is it loud?

        ## Reply

        By [article 4](policy:noise#article-4) it must be quiet.
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/policies/noise/edition-1.md
        content/policies/noise/edition-2.md
        ---
        on: 2026-06-01
        note: Night hours
        ---
        ### Article 1 Aim

        Quiet.

        ### Article 2 Scope

        The city.

        ### Article 4 Displays

        At the gate.
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        Why is it loud?

        ## Reply

        By [article 3](policy:noise#article-3) it must be quiet.
    ",
};
