use super::*;

/// Checks the anchors as `level id` with the kind's initial, and that each is in the HTML.
#[track_caller]
fn check_anchors(text: &str, expected: &[&str]) {
    let scan = scan(text, Profile::Official, Some("Title"));
    let found: Vec<String> = scan
        .anchors
        .iter()
        .map(|anchor| {
            let kind = match anchor.kind {
                AnchorKind::Heading => 'h',
                AnchorKind::Chapter => 'c',
                AnchorKind::Article => 'a',
            };
            format!("{kind}{} {}", anchor.level, anchor.id)
        })
        .collect();
    assert_eq!(found, expected, "in {text:?}");
    let html = official(text);
    for anchor in &scan.anchors {
        assert_eq!(html.matches(&format!(" id=\"{}\"", anchor.id)).count(), 1, "{html}");
    }
}

#[test]
fn levels() {
    check_anchors("#  Title \n\n## a\n\n### b", &["h2 a", "h3 b"]);
    check_anchors("# a\n\n## b", &["h2 a", "h3 b"]);
    check_anchors("### a\n\n## b", &["h2 a", "h2 b"]);
    check_anchors("## a\n\n#### b\n\n#### c\n\n### d", &["h2 a", "h3 b", "h3 c", "h3 d"]);
    check_anchors(
        "# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f",
        &["h2 a", "h3 b", "h4 c", "h5 d", "h6 e", "h6 f"],
    );
    check_problems("## a\n\n#### b", &[(Problem::HeadingJump { from: 2, to: 4 }, "#### b")]);
    check("# **Title**", "");
}

#[test]
fn slugs() {
    for (heading, id) in [
        ("Hello, World!", "hello-world"),
        ("办理 结果（一）", "办理-结果一"),
        ("A_b-c", "a_b-c"),
        ("ÉCOLE X", "École-x"),
        ("？！", "part"),
        ("g-menu", "u-g-menu"),
        ("fn-1", "u-fn-1"),
        ("`x` *y*", "x-y"),
    ] {
        check_anchors(&format!("## {heading}"), &[&format!("h2 {id}")]);
    }
    check_anchors("# a\n\n# a\n\n# a", &["h2 a", "h2 a-2", "h2 a-3"]);
    check_anchors("# a\n\n# a-2\n\n# a", &["h2 a", "h2 a-2", "h2 a-3"]);
}

#[test]
fn explicit_ids() {
    check_anchors("# x\n\n# y {#x .c onclick=z}", &["h2 x-2", "h2 x"]);
    check("## x {#y .c onclick=z}", "<h2 id=\"y\">x</h2>");
    check("## x {#y\"z}", "<h2 id=\"y&quot;z\">x</h2>");
    let repeated = Problem::RepeatedAnchor { id: "x".into() };
    check_problems("# a {#x}\n\n# b {#x}", &[(repeated, "# b {#x}")]);
    check_anchors("# a {#x}\n\n# b {#x}", &["h2 x", "h2 x-2"]);
    assert!(scan("# a {#x}", Profile::Official, None).anchors[0].explicit);
}

#[test]
fn numbered_headings() {
    for (heading, anchor) in [
        ("第三条", "a2 article-3"),
        ("第三条之一", "a2 article-3-1"),
        ("第十二条 【标题】", "a2 article-12"),
        ("第十二条【标题】", "a2 article-12"),
        ("第一百零二条", "a2 article-102"),
        ("第二十条", "a2 article-20"),
        ("第一千二百条", "a2 article-1200"),
        ("第3条", "a2 article-3"),
        ("第 ３ 条", "a2 article-3"),
        ("第二〇条", "a2 article-20"),
        ("第三条规定", "h2 第三条规定"),
        ("Article 3", "a2 article-3"),
        ("ARTICLE 3 Scope", "a2 article-3"),
        ("Article IV. Scope", "a2 article-4"),
        ("Article 3-1", "a2 article-3-1"),
        ("Articles 3", "h2 articles-3"),
        ("Article 3.2", "h2 article-32"),
        ("第二章 总则", "c2 chapter-2"),
        ("Chapter II", "c2 chapter-2"),
        ("第一节", "c2 section-1"),
        ("Section C", "h2 section-c"),
    ] {
        check_anchors(&format!("## {heading}"), &[anchor]);
    }
}

#[test]
fn numbered_paragraphs() {
    for (paragraph, anchors) in [
        ("第三条　甲", &["a2 article-3"][..]),
        ("第三条 甲", &["a2 article-3"]),
        ("**第三条**　甲", &["a2 article-3"]),
        ("**第三条**甲", &["a2 article-3"]),
        ("**第三条 【范围】**甲", &["a2 article-3"]),
        ("第三条之二（甲）乙", &["a2 article-3-2"]),
        ("第三条\n甲", &["a2 article-3"]),
        ("第三条", &["a2 article-3"]),
        ("第三条规定，甲", &[]),
        ("第三条`x`", &[]),
        ("见第三条 甲", &[]),
        ("> 第三条　甲", &[]),
        ("- 第三条　甲", &[]),
        ("Article 3. Scope", &["a2 article-3"]),
        ("Article 3 — Scope", &["a2 article-3"]),
        ("**Article 3** Scope", &["a2 article-3"]),
        ("**Article 3 Scope** x", &["a2 article-3"]),
        ("Article 3 says", &[]),
        ("Article 3.2 says", &[]),
        ("Article 3", &[]),
        ("第二章 总则", &["c2 chapter-2"]),
        ("第二章 规定了甲。乙", &[]),
        ("第一章 总则\n\n第一条　甲", &["c2 chapter-1", "a2 article-1"]),
    ] {
        check_anchors(paragraph, anchors);
    }
    check("第三条　甲", "<p id=\"article-3\"><span class=\"article-no\">第三条</span>　甲</p>");
    check("**第三条**甲", "<p id=\"article-3\"><strong><span class=\"article-no\">第三条</span></strong>甲</p>");
}

#[test]
fn numbering_that_restarts() {
    check_anchors(
        "## 第一章\n\n### 第一节\n\n第一条　a\n\n## 第二章\n\n### 第一节\n\n第一条　b\n\n## 附则\n\n第一条　c",
        &[
            "c2 chapter-1",
            "c3 chapter-1-section-1",
            "a4 article-1",
            "c2 chapter-2",
            "c3 chapter-2-section-1",
            "a4 chapter-2-article-1",
            "h2 附则",
            "a3 附则-article-1",
        ],
    );
    check_anchors("第一条　a\n\n第一条　b", &["a2 article-1", "a2 article-1-2"]);
    let repeated = Problem::RepeatedAnchor { id: "article-1".into() };
    check_problems("第一条　a\n\n第一条　b", &[(repeated, "第一条　b")]);
}

#[test]
fn titles_are_plain() {
    let text = "## **A** [b](policy:x)[^1] [[redacted: c | d]]\n\n第三条 【范围】甲\n\n[^1]: n";
    let titles: Vec<String> = scan(text, Profile::Official, None).anchors.into_iter().map(|a| a.title).collect();
    assert_eq!(titles, ["A b [redacted: c]", "第三条 【范围】"]);
}
