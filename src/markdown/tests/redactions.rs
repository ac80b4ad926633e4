use super::*;

const SPAN: &str = "<span class=\"redacted\">redacted: name (PIPL art. 28)</span>";
const MARK: &str = "[[redacted: name | PIPL art. 28]]";

#[test]
fn marks_are_labelled_anywhere() {
    for (text, expected) in [
        ("住@处", "<p>住@处</p>"),
        ("**@**。", "<p><strong>@</strong>。</p>"),
        ("`@`", "<p><code>@</code></p>"),
        ("    @", "<pre><code>@</code></pre>"),
        ("[@](http://a.b)", "<p><a href=\"http://a.b\">@</a></p>"),
        ("[x](<http://a.b/@>)", "<p>@ x</p>"),
        ("![a @](p.png)", "<p><img src=\"p.png\" alt=\"a [redacted: name]\" loading=\"lazy\"></p>"),
        ("# @ 甲", "<h2 id=\"甲\">@ 甲</h2>"),
        ("@", "<p>@</p>"),
    ] {
        check(&text.replace('@', MARK), &expected.replace('@', SPAN));
    }
}

#[test]
fn a_mark_does_not_split_a_cell() {
    for mark in [MARK, r"[[redacted: name \| PIPL art. 28]]"] {
        let html = official(&format!("| a | b |\n|---|---|\n| {mark} | 2 |"));
        assert!(html.contains(&format!("<tr><td>{SPAN}</td><td>2</td></tr>")), "{html}");
    }
}

#[test]
fn malformed_marks_are_text_and_reported() {
    for text in [
        "[[redacted: name]]",
        "[[redacted]]",
        "[[redacted: | b]]",
        "[[redacted: a | ]]",
        "[[redacted: a | b",
        "[[redacted： a | b]]",
        "[[redacted: a | b | c]]",
        "[[redact: a | b]]",
    ] {
        assert!(!official(text).contains("redacted\">"), "{text:?}");
        check_problems(text, &[(Problem::MalformedRedaction, text)]);
    }
    check("[[redacted: a]]", "<p>[[redacted: a]]</p>");
    check("[[other]]", "<p>[[other]]</p>");
}

#[test]
fn stand_ins_cannot_be_forged() {
    for forged in ["\u{E000}0\u{E001}", "&#xE000;0&#xE001;", "&#xE000;0\u{E001}"] {
        let html = official(&format!("{MARK} {forged}"));
        assert_eq!(html.matches("class=\"redacted\"").count(), 1, "{html:?}");
        assert!(!html.contains(['\u{E000}', '\u{E001}']), "{html:?}");
    }
}

#[test]
fn redactions_keep_ranges() {
    let text = "甲[[redacted: a | b]]乙 <b>";
    let scan = scan(text, Profile::Citizen, None);
    assert_eq!(&text[scan.redactions[0].1.clone()], "[[redacted: a | b]]");
    assert_eq!(scan.redactions[0].0, Redaction { category: "a".into(), basis: "b".into() });
    assert_eq!(&text[scan.problems[0].1.clone()], "<b>");
}

#[test]
fn labels_are_escaped() {
    assert!(official("[[redacted: <b> | &]]").contains("redacted: &lt;b&gt; (&amp;)</span>"));
}

#[test]
fn plain_text_keeps_redactions() {
    assert_eq!(plain("**甲**[[redacted: a | b]]\n\n- x\n- y", Profile::Official), "甲[redacted: a]\n\nx\ny");
    assert_eq!(plain("中文\n换行 <!-- x -->", Profile::Official), "中文换行");
    assert_eq!(plain("a\nb  \nc", Profile::Official), "a b\nc");
    assert_eq!(plain("中文\n换行\nb  \nc", Profile::Citizen), "中文\n换行\nb\nc");
    assert_eq!(plain("|a|b|\n|-|-|\n|1|2|\n\nz", Profile::Official), "a\tb\n1\t2\n\nz");
}
