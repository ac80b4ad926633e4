//! What is to take the place of a record is removed itself.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "instead-removed",
    severity: Severity::Error,
    en: RuleText {
        message: "`{link}` is to take the place of this, and is removed itself",
        label: "",
        help: "name a record that can be read, or delete `instead`",
        why: "Who is sent on from a notice must not come to another notice that says that nothing is there.",
    },
    zh: RuleText {
        message: "由 `{link}` 取代，但它也已撤下",
        label: "",
        help: "改为可以阅读的记录，或删去 `instead`",
        why: "读者从说明页被引到另一处，不应再看到一张“已撤下”的说明。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        withdrawal: {type: withdrawn, on: 2026-05-04, class: superseded, reason: Answered anew, by: urban-management, instead: 'page:contact'}
                                                                                                                               ^^^^^^^^^^^^^^
        ---
        content/pages/contact.md
        ---
        withdrawal: {type: removed, on: 2026-05-04, class: error, reason: The wrong file, by: urban-management, basis: Rules of the site}
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        withdrawal: {type: withdrawn, on: 2026-05-04, class: superseded, reason: Answered anew, by: urban-management, instead: 'page:contact'}
        ---
        content/pages/contact.md
    ",
};
