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
        assert!(!html.contains("<script") && !html.contains("<iframe") && !html.contains("javascript:\""));
        scan(text, profile, None);
        plain(text, profile);
    }
});
