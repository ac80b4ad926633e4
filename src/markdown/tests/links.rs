use super::*;

#[test]
fn allowed_links() {
    for (text, expected) in [
        ("[a](https://x.y/?a=1&b=2)", "<a href=\"https://x.y/?a=1&amp;b=2\">a</a>"),
        ("[a](http://x.y \"t\\\"q\")", "<a href=\"http://x.y\" title=\"t&quot;q\">a</a>"),
        ("<x@y.z>", "<a href=\"mailto:x@y.z\">x@y.z</a>"),
        ("[a](tel:12345)", "<a href=\"tel:12345\">a</a>"),
        ("[a](policy:x#article-3)", "<a href=\"../policy/x.html\">a</a>"),
        ("[a](policy:translated)", "<a href=\"../policy/translated.html\" hreflang=\"en\">a</a>"),
        ("[a](reply:missing)", "a"),
        ("[a](b%20c.pdf)", "<a href=\"b%20c.pdf\" download=\"原件.pdf\">a</a>"),
        ("[a](missing)", "a"),
        ("[a](#第三条)", "<a href=\"#第三条\">a</a>"),
        ("[a](#%E7%AC%AC)", "<a href=\"#第\">a</a>"),
        ("[a](#g-x)", "<a href=\"#u-g-x\">a</a>"),
        ("[a](附件:1.doc)", "<a href=\"附件:1.doc\">a</a>"),
        ("[![i](p.png)](http://a.b)", "<a href=\"http://a.b\"><img src=\"p.png\" alt=\"i\" loading=\"lazy\"></a>"),
        ("[![i](http://c.d/p.png)](http://a.b)", "<a href=\"http://a.b\">i</a>"),
        ("![i **b**](http://c.d/p.png)", "<a href=\"http://c.d/p.png\">i b</a>"),
        ("![](http://c.d/p.png)", "<a href=\"http://c.d/p.png\">http://c.d/p.png</a>"),
    ] {
        check(text, &format!("<p>{expected}</p>"));
    }
}

#[test]
fn other_schemes_are_text() {
    for (dest, scheme) in [
        ("javascript:alert(1)", "javascript"),
        ("JaVaScRiPt:x", "javascript"),
        ("java&#9;script:x", "javascript"),
        ("java&#10;script:x", "javascript"),
        ("&#1;javascript:x", "javascript"),
        ("&#x6A;avascript:x", "javascript"),
        ("javascript&colon;x", "javascript"),
        ("javascript%3Ax", "javascript"),
        ("java%0Ascript%3Ax", "javascript"),
        ("<  javascript:x>", "javascript"),
        ("data:text/html,x", "data"),
        ("vbscript:x", "vbscript"),
        ("file:///etc", "file"),
        ("http:x", "http"),
        ("//host/x", "//"),
        ("/\\host", "//"),
        ("\\\\\\\\host", "//"),
        ("/&#9;/host", "//"),
        ("%2F%2Fhost", "//"),
    ] {
        let text = format!("[a]({dest})");
        check(&text, "<p>a</p>");
        check(&format!("![a]({dest})"), "<p>a</p>");
        check_problems(&text, &[(Problem::UnsafeScheme { scheme: scheme.into() }, &text)]);
    }
}

#[test]
fn misspelt_record_links_are_told_apart() {
    for scheme in ["polcy", "policies", "Page", "repyl"] {
        let text = format!("[a]({scheme}:x)");
        let lower = scheme.to_ascii_lowercase();
        let problem = if lower == "page" {
            Problem::MalformedRecordLink { text: "Page:x".into() }
        } else {
            Problem::UnknownRecordScheme { scheme: lower }
        };
        check_problems(&text, &[(problem, &text)]);
    }
    let text = "[a](policy:Bad)";
    check_problems(text, &[(Problem::MalformedRecordLink { text: "policy:Bad".into() }, text)]);
}

#[test]
fn record_links_are_read_and_written() {
    for (text, ok) in [
        ("policy:noise", true),
        ("policy:noise#article-3", true),
        ("page:a-b_c9#第三条", true),
        ("policy:", false),
        ("policy:a--b", false),
        ("policy:-a", false),
        ("policy:A", false),
        ("policy:a#", false),
        ("policy:a#b c", false),
        ("polic:a", false),
        ("policy", false),
    ] {
        let link = RecordLink::parse(text);
        assert_eq!(link.as_ref().map(ToString::to_string), ok.then(|| text.to_owned()));
    }
    assert!(RecordLink::parse(&format!("page:{}", "a".repeat(81))).is_none());
}

#[test]
fn scan_finds_links() {
    let scan = scan("[a](policy:x#y) [b](b%20c) ![c](d.png) [e](#f)", Profile::Official, None);
    assert_eq!(scan.record_links[0].0.to_string(), "policy:x#y");
    let relative: Vec<_> = scan.relative_links.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(relative, ["b c", "d.png", "#f"]);
}

#[test]
fn citizens_links() {
    for (text, expected) in [
        ("[a](http://b.c)", "<a href=\"http://b.c\" rel=\"nofollow ugc\">a</a>"),
        ("[a](policy:x)", "a"),
        ("![甲 *乙*](p.png)", "甲 *乙*"),
        ("![a](http://b.c)", "a"),
        ("[a](javascript:x)", "a"),
    ] {
        check_citizen(text, &format!("<p>{expected}</p>"));
    }
    let problems = [("[a](policy:x)", Problem::RecordLinkInQuestion), ("![a](p.png)", Problem::ImageInQuestion)];
    for (text, problem) in problems {
        check_problems_in(text, Profile::Citizen, &[(problem, text)]);
    }
}
