//! Faults of policies, datasets, digests, pages, the configuration and the theme.

use super::*;

pub(super) fn other_faults() -> Vec<Fault> {
    let policy = |rule, at, yaml: &str| fault(rule, at, &[(P, yaml), (E1, EDITION)]);
    let data = |rule, at, yaml: &str, csv: &str| fault(rule, at, &[(D, yaml), (CSV, csv)]);
    let page = "---\ntitle: About\n---\nText.\n";
    vec![
        policy(
            "effective-before-made",
            "content/policies/p/policy.yaml:5",
            &format!("{POLICY}effective_from: 2024-01-01\n"),
        ),
        policy(
            "period-reversed",
            "content/policies/p/policy.yaml:6",
            &format!("{POLICY}effective_from: 2024-05-01\neffective_until: 2024-04-01\n"),
        ),
        policy(
            "document-number-malformed",
            "content/policies/p/policy.yaml:5",
            &format!("{POLICY}number: 清政发[2024]5号\n"),
        ),
        fault(
            "edition-gap",
            "content/policies/p/edition-3.md:1",
            &[
                (P, POLICY),
                (E1, EDITION),
                ("content/policies/p/edition-3.md", "---\non: 2025-01-01\nnote: x\n---\nText.\n"),
            ],
        ),
        fault(
            "edition-without-note",
            "content/policies/p/edition-2.md:2",
            &[(P, POLICY), (E1, EDITION), ("content/policies/p/edition-2.md", "---\non: 2025-01-01\n---\nText.\n")],
        ),
        fault(
            "path-outside-grammar",
            "content/policies/p/edition-02.md:1",
            &[
                (P, POLICY),
                (E1, EDITION),
                ("content/policies/p/edition-02.md", "---\non: 2025-01-01\nnote: x\n---\nText.\n"),
            ],
        ),
        fault(
            "anchor-repeated",
            "content/policies/p/edition-1.md:6",
            &[(P, POLICY), (E1, "---\non: 2024-03-01\n---\n## Aim {#a}\n\n## Scope {#a}\n\nText.\n")],
        ),
        fault(
            "heading-jump",
            "content/policies/p/edition-1.md:6",
            &[(P, POLICY), (E1, "---\non: 2024-03-01\n---\n## Aim\n\n#### Scope\n\nText.\n")],
        ),
        data("table-missing", "content/statistics/d/dataset.yaml:6", &DATASET.replace("data.csv", "other.csv"), TABLE),
        data("table-ragged", "content/statistics/d/data.csv:3", DATASET, "month,lamps\n2026-01,10\n2026-02\n"),
        data(
            "table-uneven",
            "content/statistics/d/data.csv:3",
            &DATASET[..DATASET.find("    fields").unwrap()],
            "month,lamps\n2026-01,10\n2026-02\n",
        ),
        data(
            "table-delimiter",
            "content/statistics/d/data.csv:1",
            &DATASET.replace("integer", "number"),
            "month;lamps\n2026-01;10,5\n2026-02;11\n",
        ),
        data(
            "table-delimiter-unclear",
            "content/statistics/d/data.csv:2",
            DATASET,
            "Lamps lit\nmonth;lamps\n2026-01;10\n2026-02;11\n",
        ),
        data("table-leading-zero", "content/statistics/d/data.csv:2", DATASET, "month,lamps\n2026-01,010\n"),
        data(
            "table-quote-unclosed",
            "content/statistics/d/data.csv:2",
            DATASET,
            "month,lamps\n2026-01,\"10\n2026-02,11\n",
        ),
        data("table-too-wide", "content/statistics/d/data.csv:1", DATASET, &format!("{}\n", ",".repeat(2000))),
        data("table-empty", "content/statistics/d/data.csv:1", DATASET, "month,lamps\n"),
        data(
            "table-column-repeated",
            "content/statistics/d/data.csv:1",
            &DATASET[..DATASET.find("    fields").unwrap()],
            "month,month\n2026-01,1\n",
        ),
        data(
            "table-column-unknown",
            "content/statistics/d/dataset.yaml:7",
            &DATASET.replace("name: lamps", "name: lamp"),
            TABLE,
        ),
        data("table-value-wrong-type", "content/statistics/d/data.csv:2", DATASET, "month,lamps\n2026-01,many\n"),
        Fault {
            rule: "table-encoding-gb18030",
            at: "content/statistics/d/data.csv:1",
            files: vec![
                (D, DATASET.as_bytes()[..DATASET.find("    fields").unwrap()].to_vec()),
                (CSV, gbk("区县,数量\n莲湖区,10\n")),
            ],
        },
        fault(
            "language-twice",
            "content/pages/about.en.md:1",
            &[
                ("content/pages/about.md", page),
                ("content/pages/about.en.md", "---\ntitle: About\nof: x\n---\nText.\n"),
            ],
        ),
        fault(
            "translation-orphan",
            "content/pages/about.zh-Hans.md:1",
            &[("content/pages/about.zh-Hans.md", "---\ntitle: 关于\nof: x\n---\n文。\n")],
        ),
        fault(
            "translation-stale",
            "content/pages/about.zh-Hans.md:3",
            &[
                ("content/pages/about.md", page),
                ("content/pages/about.zh-Hans.md", "---\ntitle: 关于\nof: x\n---\n文。\n"),
            ],
        ),
        fault(
            "theme-file-unknown",
            "themes/default/templates/hom.html:1",
            &[("themes/default/templates/hom.html", "x")],
        ),
        fault(
            "theme-string-missing",
            "themes/default/strings/fr.yaml:1",
            &[(
                "site-config.yaml",
                "title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en, fr]\nas_of: 2026-06-30\nlicence: x\n",
            )],
        ),
        fault(
            "theme-string-value",
            "themes/default/strings/en.yaml:3",
            &[("themes/default/strings/en.yaml", "state_on:\n  overdue: late\n  replied: Answered on {day}\n")],
        ),
        fault(
            "template-error",
            "themes/default/templates/home.html:1",
            &[("themes/default/templates/home.html", "{{ v.nothing.here }}")],
        ),
        fault(
            "attachment-runs",
            "content/replies/c-1.files/map.html:1",
            &[(C, &with("attachments: [{file: map.html}]")), ("content/replies/c-1.files/map.html", "<p>x")],
        ),
        fault(
            "attachment-name-taken",
            "content/replies/c-1.files/index.pdf:1",
            &[(C, &with("attachments: [{file: index.pdf}]")), ("content/replies/c-1.files/index.pdf", "x")],
        ),
        fault(
            "name-not-portable",
            "content/replies/c-1.files/aux.pdf:1",
            &[(C, &with("attachments: [{file: aux.pdf}]")), ("content/replies/c-1.files/aux.pdf", "x")],
        ),
        fault(
            "output-collision",
            "content/replies/c-1.files/plan.pdf:1",
            &[
                (C, &with("attachments: [{file: plan.pdf}, {file: Plan.pdf}]")),
                ("content/replies/c-1.files/plan.pdf", "x"),
                ("content/replies/c-1.files/Plan.pdf", "y"),
            ],
        ),
        fault(
            "translation-sections-differ",
            "content/replies/c-1.zh-Hans.md:1",
            &[
                (C, CASE),
                (
                    "content/replies/c-1.zh-Hans.md",
                    &format!("---\ntitle: 灯\nof: \"{}\"\n---\n## 问题\n\n灯。\n\n## 答复\n\n修。\n", of_case()),
                ),
            ],
        ),
    ]
}

/// The digest that a translation of [`CASE`] must carry.
fn of_case() -> String {
    use gongkai::record::{Body, front_matter};
    let parts = front_matter::split(CASE).unwrap();
    gongkai::check::translations::of(&Body::new(C, CASE, &parts.body))
}
