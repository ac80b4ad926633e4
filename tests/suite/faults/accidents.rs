//! Faults that tools and hands leave behind, and acts that come after a term.

use super::cases::extended;
use super::*;

/// What tools and hands leave behind, and what cannot have been meant.
pub(super) fn accident_faults() -> Vec<Fault> {
    let case = |rule, line: &'static str, text: &str| fault(rule, line, &[(C, text)]);
    let conflict = "The fee is 10 yuan.\n<<<<<<< HEAD\nIt was 5.\n=======\nIt was 6.\n>>>>>>> main\n";
    let reply = "replied: 2026-03-10";
    vec![
        case("section-empty", "content/replies/c-1.md:12", &replied(reply).replace("\nLit.\n", "\n***\n")),
        case("text-cut-at-hash", "content/replies/c-1.md:2", &CASE.replace("Lights out", "Route 5 #2 bus never comes")),
        case("comment-after-text", "content/replies/c-1.md:2", &CASE.replace("Lights out", "Stop # 12 is dark")),
        case("conflict-markers", "content/replies/c-1.md:8", &CASE.replace("The lamps are dark.\n", conflict)),
        fault(
            "pointer-file",
            "content/statistics/d/data.csv:1",
            &[(D, DATASET), (CSV, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")],
        ),
        case("year-implausible", "content/replies/c-1.md:5", &CASE.replace("2026-03-02", "1926-03-02")),
        fault(
            "department-not-there",
            "content/replies/c-1.md:4",
            &[
                (C, CASE),
                (
                    "content/departments.yaml",
                    "- {id: urban, name: Urban, valid_to: 2026-02-28}\n- {id: water, name: Water}\n",
                ),
            ],
        ),
        case("shown-later", "content/replies/c-1.md:6", &with("published: 2026-09-01")),
        fault(
            "file-name-form",
            "content/replies/c-1.md:6",
            &[
                (C, &with("attachments: [{file: \"plan-\u{e9}.pdf\"}]")),
                ("content/replies/c-1.files/plan-e\u{301}.pdf", "x"),
            ],
        ),
        case(
            "own-address-dead",
            "content/replies/c-1.md:7",
            &CASE.replace("The lamps", "[Here](https://CITY.example/replies/c-2.html#g-reply-1) the lamps"),
        ),
        case(
            "merged-in-circle",
            "content/replies/c-1.md:7",
            &with("events:\n  - {on: 2026-03-04, type: merged, into: \"reply:c-1\"}"),
        ),
        extended("clarification-after-due", "content/replies/c-1.md:7", "{on: 2026-03-20, type: clarification_asked}"),
        extended("third-party-after-due", "content/replies/c-1.md:7", "{on: 2026-03-20, type: third_party_asked}"),
        timed("hour-missing", "content/replies/c-1.md:7", "accepted", "24 hours", "accepted: 2026-03-02"),
        fault(
            "ground-without-refusal",
            "content/replies/c-1.md:8",
            &[(
                C,
                &replied(
                    "replied: 2026-03-10\nevents:\n  - {on: 2026-03-12, type: concluded, outcome: done, ground: state_secret}",
                ),
            )],
        ),
        timed(
            "acceptance-after-due",
            "content/replies/c-1.md:7",
            "accepted",
            "10 working-days",
            "accepted: 2026-04-20",
        ),
        timed("reply-without-hour", "content/replies/c-1.md:7", "received", "24 hours", "replied: 2026-03-03"),
    ]
}

/// A case whose seventh line decides by an hour, or after its term.
pub(super) fn timed(rule: &'static str, at: &'static str, from: &str, within: &str, line: &str) -> Fault {
    let case = replied(&format!("channel: web\n{line}")).replace("received: 2026-03-02", "received: 2026-03-02 10:00");
    let case = if line.starts_with("accepted") { case.replace("\n\n## Reply\n\nLit.\n", "\n") } else { case };
    let deadlines = format!(
        "- {{id: r, applies: {{kind: [complaint]}}, from: {from}, within: {within}, basis: x, statutory: false, valid_from: 2024-01-01}}\n"
    );
    fault(rule, at, &[(C, case.as_str()), ("content/rules/deadlines.yaml", deadlines.as_str())])
}
