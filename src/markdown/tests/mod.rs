//! Tests of the module as a whole. Only this file knows the API; the cases are data.

mod anchors;
mod arrival;
mod blocks;
mod emphasis;
mod links;
mod properties;
mod redactions;

use super::*;

/// Echoes what it is asked: the most dangerous resolver a caller could write.
struct Echo;

impl Resolve for Echo {
    fn record(&self, link: &RecordLink) -> Option<Href> {
        let lang = (link.id == "translated").then(|| "en".to_owned());
        let url = format!("../{}/{}.html", link.scheme.as_str(), link.id);
        (link.id != "missing").then_some(Href { url, lang, ..Href::default() })
    }

    fn relative(&self, destination: &str) -> Option<Href> {
        let url = destination.to_owned();
        let download = destination.ends_with(".pdf").then(|| "原件.pdf".to_owned());
        (destination != "missing").then_some(Href { url, download, ..Href::default() })
    }
}

fn html(text: &str, profile: Profile, title: Option<&str>) -> String {
    let label = |category: &str, basis: &str| format!("redacted: {category} ({basis})");
    let options =
        Options { profile, title, id_prefix: "p-", anchor_prefix: "", redaction_label: &label, words: &Words::EN };
    render(text, &options, &Echo)
}

fn official(text: &str) -> String {
    html(text, Profile::Official, Some("Title"))
}

fn citizen(text: &str) -> String {
    html(text, Profile::Citizen, Some("Title"))
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(official(text).trim_end(), expected, "in {text:?}");
}

#[track_caller]
fn check_citizen(text: &str, expected: &str) {
    assert_eq!(citizen(text).trim_end(), expected, "in {text:?}");
}

/// Checks the problems of an official text, each with the text it points at.
#[track_caller]
fn check_problems(text: &str, expected: &[(Problem, &str)]) {
    check_problems_in(text, Profile::Official, expected);
}

#[track_caller]
fn check_problems_in(text: &str, profile: Profile, expected: &[(Problem, &str)]) {
    let scan = scan(text, profile, Some("Title"));
    let found: Vec<_> = scan.problems.into_iter().map(|(problem, span)| (problem, text[span].trim_end())).collect();
    assert_eq!(found, expected, "in {text:?}");
}
