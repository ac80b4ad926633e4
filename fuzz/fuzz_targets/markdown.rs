//! Any text in both profiles: no panic, no script, no event attribute. Run with
//! `cargo fuzz run markdown`.

#![no_main]

use gongkai::markdown::{Href, Options, Profile, RecordLink, Resolve, Words, plain, render, scan};
use libfuzzer_sys::fuzz_target;

struct Nowhere;

impl Resolve for Nowhere {
    fn record(&self, _: &RecordLink) -> Option<Href> {
        None
    }

    fn relative(&self, _: &str) -> Option<Href> {
        None
    }
}

fuzz_target!(|text: &str| {
    for profile in [Profile::Official, Profile::Citizen] {
        let label = |category: &str, basis: &str| format!("{category} {basis}");
        let options = Options { profile, title: None, id_prefix: "", anchor_prefix: "", redaction_label: &label, words: &Words::EN };
        let html = render(text, &options, &Nowhere).to_ascii_lowercase();
        for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
            assert!(!["script", "iframe", "style", "object", "embed", "svg"].iter().any(|name| tag.starts_with(name)), "{tag}");
            let outside_quotes: String = tag.split('"').step_by(2).collect();
            assert!(!outside_quotes.contains(" on") && !tag.contains("=\"javascript:") && !tag.contains("=\"data:"), "{tag}");
        }
        scan(text, profile, None);
        plain(text, profile);
    }
});
