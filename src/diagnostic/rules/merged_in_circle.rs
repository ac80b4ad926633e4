//! Cases are merged into each other, or into themselves.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "merged-in-circle",
    severity: Severity::Error,
    en: RuleText {
        message: "this case is merged into itself, by way of {cases}",
        label: "the circle closes here",
        help: "merge all of them into one case that is not merged itself",
        why: "A merged case is answered where it was merged to. In a circle there is no such place: nobody would find the answer, and no figure would count the matter.",
    },
    zh: RuleText {
        message: "此件经 {cases} 又并入了自身",
        label: "循环在此闭合",
        help: "全部并入同一件，且该件本身不再并入其他来信",
        why: "并案的来信在所并入的来信中答复。循环并案没有这样的去处：来信人找不到答复，统计也不会计入。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        events:
          - {on: 2026-03-04, type: merged, into: "reply:urban-260302-1"}
                                   ^^^^^^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        events:
          - {on: 2026-03-04, type: merged, into: "reply:urban-260302-2"}
        ---
    "#,
};
