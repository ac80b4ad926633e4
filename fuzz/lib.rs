//! What targets share: any bytes as a file of a kind, with all that follows from its findings.

use gongkai::diagnostic::Tongue;
use gongkai::diagnostic::emit::{Format, emit, place};
use gongkai::record::Parsed;
use gongkai::record::parse::{Context, parse};
use std::sync::LazyLock;

static CONTEXT: LazyLock<Context> = LazyLock::new(|| {
    let config = b"title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en, zh-Hans]\npersonal_data: {packs: [cn, uk, de, eu, au]}\n";
    gongkai::config::read(config).0.expect("the configuration is complete").context()
});

/// Parses bytes as the file at a path and shows what was found in every form.
pub fn file(path: &str, bytes: &[u8]) -> Parsed {
    let parsed = parse(path, bytes, bytes.len() as u64, &CONTEXT);
    shown(&parsed.findings, bytes);
    parsed
}

/// Shows findings about a file in every form and both languages.
pub fn shown(findings: &[gongkai::diagnostic::Finding], bytes: &[u8]) {
    let sources = gongkai::build::sources_of(findings, |_| Ok(bytes.to_vec()));
    for tongue in [Tongue::English, Tongue::Chinese] {
        let placed = place(findings, &sources, tongue);
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            let text = emit(&placed, format, tongue, false);
            assert!(!text.contains('\u{1b}'), "an escape sequence would reach the terminal: {text:?}");
        }
    }
}
