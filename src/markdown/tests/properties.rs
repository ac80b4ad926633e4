//! What holds for any text: no panic, balanced and harmless HTML, one truth about anchors.

use proptest::prelude::*;

use super::*;

/// Walks the tags of `html` and fails on anything a body must not hold.
fn audit(html: &str) -> Result<Vec<String>, String> {
    const VOID: [&str; 3] = ["br", "hr", "img"];
    const NAMES: [&str; 32] = [
        "a",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "span",
        "strong",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let mut open: Vec<&str> = vec![];
    let mut ids = vec![];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if rest[..at].contains('>') {
            return Err(format!("stray > in {:?}", &rest[..at]));
        }
        let end = rest[at..].find('>').ok_or("unclosed tag")? + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("unbalanced </{name}>"));
            }
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        if !NAMES.contains(&name) {
            return Err(format!("tag {name}"));
        }
        if name == "a" && open.contains(&"a") {
            return Err("link in a link".into());
        }
        attributes(&tag[name.len()..], &mut ids)?;
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    if !open.is_empty() || rest.contains('>') || unique.len() != ids.len() {
        return Err(format!("open {open:?}, rest {rest:?}, ids {ids:?}"));
    }
    match html.find(|c: char| text::is_dropped(c)) {
        Some(at) => Err(format!("control at {at}")),
        None => Ok(ids),
    }
}

fn attributes(mut rest: &str, ids: &mut Vec<String>) -> Result<(), String> {
    const KNOWN: [&str; 16] = [
        "alt",
        "aria-label",
        "class",
        "download",
        "href",
        "hreflang",
        "id",
        "loading",
        "rel",
        "role",
        "scope",
        "src",
        "start",
        "tabindex",
        "title",
        "value",
    ];
    while !rest.is_empty() {
        let (name, after) = rest.trim_start().split_once("=\"").ok_or("attribute")?;
        let (value, after) = after.split_once('"').ok_or("value")?;
        if !KNOWN.contains(&name) {
            return Err(format!("attribute {name}"));
        }
        if name == "src" && (value.starts_with("//") || link::scheme_of(value).is_some()) {
            return Err(format!("src {value}"));
        }
        let scheme = link::scheme_of(value.trim_start());
        if name == "href"
            && scheme.is_some_and(|s| !["http", "https", "mailto", "tel"].contains(&s.to_ascii_lowercase().as_str()))
        {
            return Err(format!("href {value}"));
        }
        if name == "id" {
            ids.push(value.to_owned());
        }
        rest = after;
    }
    Ok(())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    for profile in [Profile::Official, Profile::Citizen] {
        let html = html(text, profile, Some("a"));
        let ids = audit(&html).map_err(|fault| TestCaseError::fail(format!("{fault}\n{html}")))?;
        let scan = scan(text, profile, Some("a"));
        let mut found: Vec<_> = ids.into_iter().filter(|id| !id.starts_with("fn")).collect();
        let mut expected: Vec<_> = scan
            .anchors
            .iter()
            .map(|anchor| {
                let mut id = String::new();
                text::attribute_into(&mut id, &anchor.id);
                id
            })
            .collect();
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
        for (_, span) in &scan.problems {
            prop_assert!(text.get(span.clone()).is_some());
        }
        for (_, span) in &scan.redactions {
            let mark = &text[span.clone()];
            prop_assert!(mark.starts_with("[[") && mark.ends_with("]]"));
        }
        let bare = plain(text, profile);
        prop_assert!(!bare.contains(text::is_dropped));
    }
    Ok(())
}

/// Bits of text that meet badly.
fn bits() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "*",
        "**",
        "***",
        "~~",
        "~",
        "_",
        "__",
        "`",
        "[",
        "]",
        "](",
        ")",
        "![",
        "[[",
        "]]",
        "[[redacted: a | b]]",
        "[[redacted: a]]",
        "|",
        "\n",
        "\n\n",
        "# ",
        "## ",
        "#### ",
        "> ",
        "- ",
        "1. ",
        "4) ",
        "007. ",
        "1998. ",
        "    ",
        "<b>",
        "<!--",
        "-->",
        "<script>",
        "<div onclick=x>",
        "&",
        "&lt;",
        "&#42;",
        "&#xE000;",
        "\u{E000}",
        "\u{E001}",
        "0",
        "\\",
        "\"",
        "'",
        "{#x}",
        "{#g-x .y}",
        "第三条",
        "第三条　",
        "第二章 ",
        "第一节",
        "Article 3. ",
        "中",
        "《",
        "》",
        "：",
        "。",
        "文字",
        "a",
        " ",
        "javascript:x",
        "(javascript:alert(1))",
        "http://a.b",
        "(policy:x)",
        "(p.png)",
        "(//h)",
        "[^1]",
        "[^1]: ",
        "[^b]: x\n\n",
        "[x]: ",
        "|a|b|\n|-|-|\n|",
        ": ",
        "```",
        "```chart\n",
        "[x] ",
        "[ ] ",
        "> [!NOTE]\n",
        "\u{202E}",
        "\u{0}",
        "\r\n",
        "\t",
        "<http://a.b>",
        "<x@y.z>",
        "---\n",
        "===\n",
        "  \n",
    ]);
    prop::collection::vec(bit, 0..40).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        holds(&text)?;
    }

    #[test]
    fn hostile_text(text in bits()) {
        holds(&text)?;
    }

    /// Bold around Chinese text always becomes bold, whatever stands around and inside.
    #[test]
    fn chinese_bold(
        before in "[甲乙，。：》]{0,3}",
        inside in "[丙《“（][丁戊]{0,3}[己。》”）：]",
        after in "[庚辛《，。]{0,3}",
    ) {
        let html = official(&format!("{before}**{inside}**{after}"));
        prop_assert!(html.contains(&format!("{before}<strong>{inside}</strong>{after}")), "{}", html);
    }
}

/// Sizes a hostile author could send: each must take time in proportion.
#[test]
fn large_hostile_texts_end() {
    let count = 20_000;
    for bit in [
        "*",
        "[",
        "[[redacted",
        "**中",
        "中*a ",
        "`",
        "<!--",
        "# a\n",
        "第一条　a\n\n",
        "[^a]",
        "> ",
        "&#xE000;",
        "~~中",
        "![",
        "**《中》**_",
        "# a {#x}\n",
        "[^a!]: x\n\n",
        "*a _b **中 ",
        "王*（",
        "第一条　a。\n",
        "a\tb\n",
        "7. a\n",
        "[x]: y\n",
        "```x\n",
        "[^",
        "a <!-- ",
    ] {
        let text = bit.repeat(count);
        for profile in [Profile::Official, Profile::Citizen] {
            let rendered = html(&text, profile, Some("b"));
            // Work in proportion to the text: a quadratic answer would be far longer than this.
            assert!(rendered.len() <= text.len() * 50 + 4096, "{bit:?} became {} bytes", rendered.len());
            scan(&text, profile, None);
        }
    }
}
