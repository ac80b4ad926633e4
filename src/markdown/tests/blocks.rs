use super::*;

#[test]
fn raw_html_is_text() {
    for (text, expected) in [
        ("a <b onclick=x>c</b>", "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<div>\n**x**\n</div>", "<p>&lt;div&gt;\n**x**\n&lt;/div&gt;</p>"),
        ("a<!-- c -->b", "<p>ab</p>"),
        ("<!-- c -->", ""),
        ("<!-- c\n\nd -->\n\nx", "<p>x</p>"),
        ("<!-- c --> <b>y</b>\n", "<p>&lt;b&gt;y&lt;/b&gt;</p>"),
        ("<!-- c --><script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("<!--><b>\n", "<p>&lt;b&gt;</p>"),
        ("<!---><b>\n", "<p>&lt;b&gt;</p>"),
        ("<div><!-- c\nd --></div>", "<p>&lt;div&gt;&lt;/div&gt;</p>"),
        ("> <!-- c\n> d -->\n> e", "<blockquote>\n<p>e</p>\n</blockquote>"),
        ("x\n\n<!-- open\n\nhidden", "<p>x</p>"),
    ] {
        check(text, expected);
        // A letter keeps its line ends.
        check_citizen(text, &expected.replace("**x**", "<br>\n**x**<br>").replace(";\n<br>", ";<br>"));
    }
}

#[test]
fn raw_html_is_reported() {
    let raw = |snippet: &str| Problem::RawHtml { snippet: snippet.into() };
    check_problems("a <b>", &[(raw("<b>"), "<b>")]);
    check_problems("a <!-- c -->", &[(Problem::HtmlComment, "<!-- c -->")]);
    let text = "<!-- c --> <b>";
    check_problems(text, &[(Problem::HtmlComment, text), (raw("<b>"), text)]);
    check_problems("<!-- c", &[(Problem::UnclosedComment, "<!-- c")]);
}

#[test]
fn tables_lists_and_code() {
    check(
        "| a | b |\n|---|:-:|\n| 1 | 2 |",
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1\">\n<table>\n\
         <thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"center\">b</th></tr></thead>\n\
         <tbody>\n<tr><td>1</td><td class=\"center\">2</td></tr>\n</tbody>\n</table>\n</div>",
    );
    check(
        "- [x] a\n- [ ] b",
        "<ul>\n<li><span class=\"task\" role=\"img\" aria-label=\"Done\">☑</span> a</li>\n\
         <li><span class=\"task\" role=\"img\" aria-label=\"Not done\">☐</span> b</li>\n</ul>",
    );
    check("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>");
    check("```rust x\n<a>\n```", "<pre><code class=\"language-rust\">&lt;a&gt;\n</code></pre>");
    check("```\" onclick=x\na\n```", "<pre><code>a\n</code></pre>");
    check("```chart\na,1\n```", "<pre class=\"written-chart\"><code>a,1\n</code></pre>");
    check("a\n: b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>");
    check("a  \nb\n\n---", "<p>a<br>\nb</p>\n<hr>");
    check(
        "> [!NOTE]\n> x",
        "<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">Note</p>\n<p>x</p>\n</div>",
    );
    assert_eq!(scan("```chart\n```\n\n```chart\n```", Profile::Official, None).charts.len(), 2);
    assert_eq!(scan("```chart\n```", Profile::Citizen, None).charts.len(), 0);
}

#[test]
fn a_head_without_words_is_no_head() {
    let html = official("| | b |\n|---|---|\n| 1 | |\n");
    assert!(html.contains("<thead><tr><td></td><th scope=\"col\">b</th></tr></thead>"), "{html}");
    assert!(html.contains("<tr><td>1</td><td></td></tr>"), "{html}");
}

#[test]
fn citizens_blocks() {
    check_citizen("## 标题 {#x onclick=y}", "<p><strong>标题 {#x onclick=y}</strong></p>");
    check_citizen("> [!NOTE]\n> x", "<blockquote>\n<p>[!NOTE]<br>\nx</p>\n</blockquote>");
    check_citizen("# Title\n\nx", "<p>x</p>");
    check_citizen("第三条　甲", "<p>第三条　甲</p>");
    assert!(scan("# a\n\n第三条　甲", Profile::Citizen, None).anchors.is_empty());
}

#[test]
fn footnotes_come_last_and_are_numbered_by_reference() {
    let html = official("[^b]: B\n\n[^a]: A\n\nx[^a] y[^b] z[^A]");
    let expected = "<p>x<sup class=\"footnote-ref\"><a href=\"#fn-p-a\" id=\"fnref-p-a\">1</a></sup> \
        y<sup class=\"footnote-ref\"><a href=\"#fn-p-b\" id=\"fnref-p-b\">2</a></sup> \
        z<sup class=\"footnote-ref\"><a href=\"#fn-p-a\" id=\"fnref-p-a.2\">1</a></sup></p>\n\
        <section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n\
        <li id=\"fn-p-a\"><p>A <a href=\"#fnref-p-a\" class=\"footnote-back\" aria-label=\"Back to the text\">↩</a> \
        <a href=\"#fnref-p-a.2\" class=\"footnote-back\" aria-label=\"Back to the text 2\">↩</a></p></li>\n\
        <li id=\"fn-p-b\"><p>B <a href=\"#fnref-p-b\" class=\"footnote-back\" aria-label=\"Back to the text\">↩</a></p></li>\n\
        </ol>\n</section>\n";
    assert_eq!(html, expected);
    assert!(official("[^a]: never named").contains("<p>never named</p>"));
}

#[test]
fn controls_are_dropped() {
    check("a\u{202E}b\u{2066}c\u{200F}d\u{7}e\u{85}f", "<p>abcdef</p>");
    check("`a\u{202E}`", "<p><code>a</code></p>");
    check("&#x202E;&lt;&quot;“甲”，", "<p>&lt;\"“甲”，</p>");
    assert_eq!(plain("a\u{202E}b", Profile::Citizen), "ab");
}
