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
    check_anchors("# a {#x}\n\n# b {#x}", &["h2 x", "h2 x--2"]);
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
        ("Article 3 bis", "a2 article-3-bis"),
        ("Article 3bis", "a2 article-3-bis"),
        ("Article 3-bis", "a2 article-3-bis"),
        ("Art. 41 ter (repealed)", "a2 article-41-ter"),
        ("Article 39 decies A", "a2 article-39-decies-a"),
        ("Article 71B. Title", "a2 article-71b"),
        ("Article 71B Another title", "a2 article-71b"),
        ("Article 6A. Text", "a2 article-6a"),
        ("Section 4ZA Powers", "c2 section-4za"),
        ("Article L110-1", "a2 article-l110-1"),
        ("Article L. 110-1-2 Objet", "a2 article-l110-1-2"),
        ("Article R*123-4", "a2 article-rs123-4"),
        ("Article LO121A", "a2 article-lo121a"),
        ("Article 1er", "a2 article-1"),
        ("Article 3 A.", "a2 article-3-a"),
        ("Article 3 A new rule", "a2 article-3"),
        ("Article 12 a", "a2 article-12a"),
        ("§ 12a Geltung", "a2 article-12a"),
        ("§ 12 a", "a2 article-12a"),
        ("§12", "a2 article-12"),
        ("§ 1 Rule", "a2 article-1"),
        ("Artikel 20a Schutz", "a2 article-20a"),
        ("Rule 5. Costs", "a2 rule-5"),
        ("Article 3rd", "h2 article-3rd"),
        ("Artful 3", "h2 artful-3"),
        ("Article 3 duties", "a2 article-3"),
        ("s12-b Metro", "h2 u-s12-b-metro"),
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
        ("Article 3", &["a2 article-3"]),
        ("*Article 3* says", &[]),
        ("Article 3 `x`", &[]),
        ("Article L110-1\nText", &["a2 article-l110-1"]),
        ("§ 12a", &["a2 article-12a"]),
        ("§ 12a says", &[]),
        ("Article 6A. Text", &["a2 article-6a"]),
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
    check_anchors("第一条　a\n\n第一条　b", &["a2 article-1", "a2 article-1--2"]);
    let repeated = Problem::RepeatedAnchor { id: "article-1".into() };
    check_problems("第一条　a\n\n第一条　b", &[(repeated, "第一条　b")]);
}

#[test]
fn titles_are_plain() {
    let text = "## **A** [b](policy:x)[^1] [[redacted: c | d]]\n\n第三条 【范围】甲\n\n[^1]: n";
    let titles: Vec<String> = scan(text, Profile::Official, None).anchors.into_iter().map(|a| a.title).collect();
    assert_eq!(titles, ["A b [redacted: c]", "第三条 【范围】"]);
}

/// An article inserted later leaves the addresses of the others alone, and a title is no part of
/// an address.
#[test]
fn inserted_articles_have_addresses_of_their_own() {
    check_anchors(
        "## Article 3\n\na\n\n## Article 3 bis\n\nb\n\n## Article 3 ter Title\n\nc\n\n## Article 4",
        &["a2 article-3", "a2 article-3-bis", "a2 article-3-ter", "a2 article-4"],
    );
    check_anchors(
        "## 第三条\n\n## 第三条之一\n\n## 第三条之二 罚则",
        &["a2 article-3", "a2 article-3-1", "a2 article-3-2"],
    );
    check_problems("## Article 3\n\n## Article 3 bis\n\n## § 4\n\n## § 4a", &[]);
}

/// Links to any number of a range lead to its heading.
#[test]
fn ranges_have_the_address_of_each_number() {
    check_anchors("## §§ 7 bis 9 (weggefallen)", &["a2 article-7", "a2 article-8", "a2 article-9"]);
    check_anchors("## §§ 3 und 4", &["a2 article-3", "a2 article-4"]);
    check_anchors("## §§ 12–14", &["a2 article-12", "a2 article-13", "a2 article-14"]);
    check_anchors("## §§ 5a bis 6", &["a2 article-5a", "a2 article-6"]);
    check_anchors("## § 8\n\n## §§ 7 bis 9", &["a2 article-8", "a2 article-7", "a2 article-9"]);
    check_anchors("## §§ 1 bis 900000", &["a2 article-1", "a2 article-900000"]);
    check("## §§ 3 und 4", "<h2 id=\"article-3\"><span id=\"article-4\"></span>§§ 3 und 4</h2>");
}

#[test]
fn consecutive_article_lines_are_paragraphs() {
    check_anchors("第一条　甲。\n第二条　乙。\n第三条　丙。", &["a2 article-1", "a2 article-2", "a2 article-3"]);
    check_anchors("第一章 总则\n第一条　甲\n第二条　乙", &["c2 chapter-1", "a2 article-1", "a2 article-2"]);
    check_anchors("Article 1. One.\nArticle 2. Two\ngoes on.", &["a2 article-1", "a2 article-2"]);
    check_anchors("**第一条** 甲。\n**第二条** 乙。", &["a2 article-1", "a2 article-2"]);
    check_anchors("依照下列规定。\n第三条　甲。", &["a2 article-3"]);
    for text in [
        "依照本办法\n第三条　规定的。",
        "第一条　依照本法\n第三条（二）项办理。",
        "as required by\nArticle 3. And so on.",
        "> 第一条　甲。\n> 第二条　乙。",
        "*甲。\n第二条　乙。*",
    ] {
        let expected = usize::from(text.starts_with('第'));
        assert_eq!(scan(text, Profile::Official, None).anchors.len(), expected, "{text}");
    }
    check(
        "第一条　甲。\n第二条　乙，\n丙。",
        "<p id=\"article-1\"><span class=\"article-no\">第一条</span>　甲。</p>\n\
         <p id=\"article-2\"><span class=\"article-no\">第二条</span>　乙，丙。</p>",
    );
    assert_eq!(plain("第一条　甲。\n第二条　乙。", Profile::Official), "第一条　甲。\n\n第二条　乙。");
    assert_eq!(plain("第一条　甲。\n第二条　乙。", Profile::Citizen), "第一条　甲。\n第二条　乙。");
}
