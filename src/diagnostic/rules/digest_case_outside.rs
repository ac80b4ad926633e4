//! A digest counts a case that is not of its topic or its time.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "digest-case-outside",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{id}`, received on {received}, is not of the topic `{topic}` or was not open from {from} to {to}",
        label: "this case lies outside the digest",
        help: "take the case out, give it the topic, or widen the period of the digest",
        why: "A digest sums up what was said on one topic in one period. A case of another topic or time makes its numbers larger than they are.",
    },
    zh: RuleText {
        message: "来信 `{id}`（{received} 收到）不属于主题 `{topic}`，或在 {from} 至 {to} 期间未在办",
        label: "此来信不在摘要范围内",
        help: "请移除此来信、为其补充主题，或放宽摘要的期间",
        why: "摘要汇总的是某一主题在某一期间的意见。不属此主题或期间的来信会使数字偏大。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        topics: [streets]
        ---
        content/digests/dark-lamps.md
        ---
        topic: street-lighting
        opinions:
          - {text: Too dark, cases: ["reply:urban-260302-1"]}
                                     ^^^^^^^^^^^^^^^^^^^^^^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        topics: [street-lighting]
        ---
        content/digests/dark-lamps.md
        ---
        topic: street-lighting
        opinions:
          - {text: Too dark, cases: ["reply:urban-260302-1"]}
        ---
    "#,
};
