//! Texts arrive as they were written: numbers, line ends, rows, and every character.

use proptest::prelude::*;

use super::*;

#[test]
fn numbers_of_lists_are_as_written() {
    for (text, expected, bare) in [
        (
            "1. a\n2. b\n4. c\n7. d",
            "<ol>\n<li>a</li>\n<li>b</li>\n<li value=\"4\">c</li>\n<li value=\"7\">d</li>\n</ol>",
            "1. a\n2. b\n4. c\n7. d",
        ),
        (
            "6. 甲\n7. bis 8. (weggefallen)\n9. 丙",
            "<ol start=\"6\">\n<li>甲</li>\n<li>bis 8. (weggefallen)</li>\n<li value=\"9\">丙</li>\n</ol>",
            "6. 甲\n7. bis 8. (weggefallen)\n9. 丙",
        ),
        ("1. a\n1. b", "<ol>\n<li>a</li>\n<li value=\"1\">b</li>\n</ol>", "1. a\n1. b"),
        ("3) a\n5) b", "<ol class=\"brackets\" start=\"3\">\n<li>a</li>\n<li value=\"5\">b</li>\n</ol>", "3) a\n5) b"),
        ("01. a\n02. b", "<ul class=\"written\">\n<li>01. a</li>\n<li>02. b</li>\n</ul>", "01. a\n02. b"),
        (
            "1. a\n   1. b\n   3. c\n2. d",
            "<ol>\n<li>a<ol>\n<li>b</li>\n<li value=\"3\">c</li>\n</ol>\n</li>\n<li>d</li>\n</ol>",
            "1. a\n1. b\n3. c\n2. d",
        ),
        ("- 2. a", "<ul>\n<li><ol start=\"2\">\n<li>a</li>\n</ol>\n</li>\n</ul>", "2. a"),
        ("0. a\n1. b", "<ol start=\"0\">\n<li>a</li>\n<li>b</li>\n</ol>", "0. a\n1. b"),
    ] {
        for profile in [Profile::Official, Profile::Citizen] {
            assert_eq!(html(text, profile, None).trim_end(), expected, "{text}");
            assert_eq!(plain(text, profile), bare, "{text}");
            assert!(scan(text, profile, None).problems.is_empty(), "{text}");
        }
    }
    check(
        "1. a\n\n2. b\n\n4. c",
        "<ol>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n<li value=\"4\"><p>c</p>\n</li>\n</ol>",
    );
    check("2024. a\n\n2026. b", "<ul class=\"written\">\n<li><p>2024. a</p>\n</li>\n<li><p>2026. b</p>\n</li>\n</ul>");
}

#[test]
fn a_year_at_the_start_of_a_line_is_no_list() {
    check("In the year\n\n1998. 5 lamps", "<p>In the year</p>\n<ul class=\"written\">\n<li>1998. 5 lamps</li>\n</ul>");
    check_citizen("1998. 5月建房。", "<p>1998. 5月建房。</p>");
    check_citizen("2003) built\n2004) sold", "<p>2003) built<br>\n2004) sold</p>");
    assert_eq!(plain("于\n\n1998. 5月建房。", Profile::Official), "于\n\n1998. 5月建房。");
}

#[test]
fn line_ends_of_letters_are_kept() {
    for (text, expected) in [
        ("第一行\n第二行  \n第三行", "<p>第一行<br>\n第二行<br>\n第三行</p>"),
        ("Dear all,\nthe lamp\nis out", "<p>Dear all,<br>\nthe lamp<br>\nis out</p>"),
        ("一、路灯\n● 坏了\n(1)三盏\n（二）两盏", "<p>一、路灯<br>\n● 坏了<br>\n(1)三盏<br>\n（二）两盏</p>"),
        ("    四个空格\n    两行", "<p>四个空格<br>\n两行</p>"),
        ("\t一个制表符*号", "<p>一个制表符*号</p>"),
        ("- a\n  b", "<ul>\n<li>a<br>\nb</li>\n</ul>"),
        ("#3楼漏水\n+ 86 139", "<p>#3楼漏水<br>\n+ 86 139</p>"),
        ("# 3 楼漏水", "<p># 3 楼漏水</p>"),
        ("> 30 分钟\n> 大于", "<p>&gt; 30 分钟</p>\n<blockquote>\n<p>大于</p>\n</blockquote>"),
        ("[附件]: 见后\n完", "<p>[附件]: 见后<br>\n完</p>"),
        ("```\n*没有*结束", "<p>```<br>\n*没有*结束</p>"),
        ("```\n*a*\n```", "<pre><code>*a*\n</code></pre>"),
        ("``` 说明\nb\n```\n", "<p>``` 说明<br>\nb<br>\n```</p>"),
        ("~~~\na\n~~~", "<p>~~~<br>\na<br>\n~~~</p>"),
        ("a\n: b", "<p>a<br>\n: b</p>"),
        ("# C #", "<p><strong>C #</strong></p>"),
    ] {
        check_citizen(text, expected);
        check_problems_in(text, Profile::Citizen, &[]);
    }
    assert_eq!(plain("a\nb\n\nc", Profile::Citizen), "a\nb\n\nc");
    // Nor is an official's paragraph a program because of its indentation.
    check("    经查，\n    属实。", "<p>经查，<br>\n属实。</p>");
    check("    let x = 1;", "<pre><code>let x = 1;</code></pre>");
    assert_eq!(plain("第一行\n第二行", Profile::Citizen), "第一行\n第二行");
}

/// One rule for HTML and bare text.
#[test]
fn chinese_line_ends_are_no_spaces() {
    for (text, expected) in [
        ("正文第一行\n第二行。“引号”\n下一行", "正文第一行第二行。“引号”下一行"),
        ("路灯，\n修好", "路灯，修好"),
        ("路灯（\n新）", "路灯（新）"),
        ("他说\n“好”", "他说“好”"),
        ("**甲**\n*乙*", "甲乙"),
        ("`甲`\n[乙](http://a.b)", "甲乙"),
        ("中文\nEnglish", "中文 English"),
        ("中文，\nEnglish", "中文，English"),
        ("one “two”\nthree", "one “two” three"),
        ("ひらがな\nカタカナ", "ひらがなカタカナ"),
        ("한국\n글자", "한국 글자"),
        ("한국，\n글자", "한국， 글자"),
        ("3月\n5日", "3月 5日"),
    ] {
        assert_eq!(plain(text, Profile::Official), expected, "{text}");
        let shown = official(text).replace('\n', " ");
        assert_eq!(visible(&shown).text.trim(), expected, "{text}");
        if !text.contains('*') {
            assert_eq!(one_line(&plain(text, Profile::Citizen)), expected, "{text}");
        }
    }
    assert_eq!(one_line("甲\n乙 丙\n a  b\n"), "甲乙 丙 a b");
    assert_eq!(one_line("标题\n\n甲。\n\n乙\n\nC"), "标题 甲。乙 C");
    assert_eq!(one_line("\n a"), "a");
}

/// Officials number points without lists; each begins a line.
#[test]
fn points_of_official_text_begin_lines() {
    for text in [
        "办理如下：\n一、换灯\n二、修路\n十二、其他",
        "如下\n（一）换灯\n（二）修路",
        "如下\n● 换灯\n● 修路",
        "如下\n①换灯\n②修路",
        "如下：\n(1)换灯；\n(2)修路。",
        "As follows:\n(1) lamps;\n(2) roads.",
        "如下：\n2.换灯。\n3.修路。",
        "1、换灯\n2、修路",
        "来信人：\n　　您好。\n　　经查实。",
    ] {
        check(text, &format!("<p>{}</p>", text.replace('\n', "<br>\n")));
        assert_eq!(plain(text, Profile::Official), text);
    }
    for text in [
        "as in section\n(1) above",
        "it cost\n2.5 million",
        "together: \n3.5 %",
        "in the year\n1998. Then",
        "according to rule\n5. Then",
        "see\n(a) above",
    ] {
        assert_eq!(plain(text, Profile::Official), text.replace(" \n", "\n").replace('\n', " "));
    }
    assert_eq!(plain("共计\n三盏路灯", Profile::Official), "共计三盏路灯");
    assert_eq!(plain("共计\n（三盏）路灯", Profile::Official), "共计（三盏）路灯");
}

#[test]
fn tables_from_a_word_processor_keep_their_rows() {
    let rows = "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1\">\n<table>\n<tbody>\n\
        <tr><td>名称</td><td>数量</td></tr>\n<tr><td>路灯</td><td>3</td></tr>\n</tbody>\n</table>\n</div>";
    check("名称\t数量\n路灯\t3", rows);
    check_citizen("名称\t数量\n路灯\t3", rows);
    assert_eq!(plain("名称\t数量\n路灯\t3", Profile::Citizen), "名称\t数量\n路灯\t3");
    let html = official("x\t2024\t2025\n\t1\t2");
    assert!(html.contains("<tr><td></td><td>1</td><td>2</td></tr>"), "{html}");
    let html = official("a\t**b**\nc\td*e*f");
    assert!(html.contains("<td><strong>b</strong></td></tr>\n<tr><td>c</td><td>d*e*f</td>"), "{html}");
    for text in ["a\tb", "a\tb\nc", "**a\tb\nc\td**"] {
        assert!(!official(text).contains("<table"), "{text}");
    }
}

#[test]
fn what_does_not_arrive_is_reported() {
    let lost = |text: &str| Problem::NotShown { text: text.into() };
    for (text, shown, at) in [
        ("a\n\n[x]: http://b.c", "[x]: http://b.c", "[x]: http://b.c"),
        ("[x]\n\n[x]: /u\n[y]: /v", "[y]: /v", "[y]: /v"),
        ("|a|b|\n|-|-|\n|1|2|3|", "3", "3"),
        ("|a|\n|-|\n|1|二|三|", "二|三", "二|三"),
        ("```这是说明 x\na\n```", "```这是说明 x", "```这是说明 x"),
        ("# A {#x .c}", "{#x .c}", "{#x .c}"),
        ("a &#x202E; b", "&#x202E;", "&#x202E;"),
        ("a &#0; b", "&#0;", "&#0;"),
        ("a &#xE000; b", "&#xE000;", "&#xE000;"),
    ] {
        check_problems(text, &[(lost(shown), at)]);
    }
    check_problems("a\u{E000}b", &[(lost("U+E000"), "\u{E000}")]);
    for text in [
        "[x]\n\n[x]: http://b.c \"T\"",
        "[a][X] ![b][x]\n\n[x]: /u",
        "a[^n]\n\n[^n]: b",
        "> [!NOTE]\n> x",
        "- [x] a",
        "1. a\n2. b",
        "```rust\na\n```",
        "    a",
        "# A {#x}",
        "# Title",
        "a <http://b.c> [d](e \"f\") ![g](h)",
        "a\n: b",
        "|a|b|\n|-|-|\n|1|",
        "a\\*b\\\nc &amp; &copy; d",
        "[[redacted: a | b]]",
        "a  \n***\nb\n===\n\nc\n---",
        "第一条　a\n第二条　b",
        "a\tb\nc\td",
    ] {
        check_problems(text, &[]);
    }
}

#[test]
fn notes_and_references_belong_together() {
    let undefined = |label: &str| Problem::UndefinedFootnote { label: label.into() };
    let unused = |label: &str| Problem::UnusedFootnote { label: label.into() };
    check_problems("a[^x] b", &[(undefined("x"), "[^x]")]);
    check_problems("**[^注1]**", &[(undefined("注1"), "[^注1]")]);
    check_problems("a[^x]\n\n[^y]: b", &[(undefined("x"), "[^x]"), (unused("y"), "[^y]: b")]);
    check_problems("a[^X]\n\n[^x]: b", &[]);
    check_problems("`[^x]` \\[^x] [^ x] [^]", &[]);
    check_problems_in("a[^x]", Profile::Citizen, &[]);
    check_problems_in("a\n\n[^x]: b", Profile::Citizen, &[(unused("x"), "[^x]: b")]);
}

#[test]
fn a_comment_open_in_a_line_is_an_error() {
    for text in ["text <!-- never closed", "a **b <!-- c**\n\nd -->", "# A <!-- b", "|a <!-- b|\n|-|"] {
        check_problems(text, &[(Problem::UnclosedComment, "<!--")]);
        check_problems_in(text, Profile::Citizen, &[(Problem::UnclosedComment, "<!--")]);
    }
    for text in ["`<!-- a`", "\\<!-- a", "&lt;!-- a", "    <!-- a"] {
        check_problems(text, &[]);
    }
}

#[test]
fn texts_on_one_page_share_no_id() {
    let label = |_: &str, _: &str| String::new();
    let mut seen = std::collections::BTreeSet::new();
    let body = "## main\n\na[^1][^s2-1]\n\n## s2-main\n\n## g-main\n\n## fn-1\n\n## s2 1\n\n[^1]: n\n\n[^s2-1]: n";
    for prefix in [String::new(), text_prefix(0), text_prefix(2), text_prefix(21)] {
        let options = Options {
            profile: Profile::Official,
            title: None,
            id_prefix: &prefix,
            anchor_prefix: &prefix,
            redaction_label: &label,
            words: &Words::EN,
        };
        let html = render(body, &options, &Echo);
        for part in html.split(" id=\"").skip(1) {
            let id = part.split('"').next().unwrap_or_default();
            assert!(seen.insert(id.to_owned()) && !id.starts_with("g-"), "{id} twice");
        }
    }
    assert!(seen.contains("main") && seen.contains("s2-main") && seen.contains("u-s2-main"));
}

/// What a reader sees of HTML, and what its markup stands for.
#[derive(Default)]
struct Visible {
    text: String,
    attributes: String,
    /// Signs that became markup.
    signs: usize,
}

fn visible(html: &str) -> Visible {
    let mut seen = Visible::default();
    let mut lists: Vec<Option<u64>> = vec![];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        seen.text.push_str(&rest[..at]);
        let (tag, after) = rest[at + 1..].split_once('>').unwrap_or_default();
        rest = after;
        let attribute = |name: &str| tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?.parse::<u64>().ok();
        match tag.split(' ').next().unwrap_or_default() {
            "ol" => lists.push(Some(attribute("start").unwrap_or(1))),
            "ul" => lists.push(None),
            "/ol" | "/ul" => drop(lists.pop()),
            "li" => match lists.last_mut() {
                Some(Some(next)) => {
                    let number = attribute("value").unwrap_or(*next);
                    seen.text.push_str(&format!("{number}. "));
                    *next = number + 1;
                }
                _ => seen.signs += 1,
            },
            "strong" | "del" => seen.signs += 4,
            "em" => seen.signs += 2,
            _ => {}
        }
        seen.attributes.push_str(tag);
    }
    seen.text.push_str(rest);
    for (code, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        seen.text = seen.text.replace(code, sign);
    }
    seen
}

/// Words of their own, so that each can be looked for, between signs that meet badly.
fn words_between(bits: &'static [&'static str]) -> impl Strategy<Value = (String, Vec<String>)> {
    prop::collection::vec((prop::sample::select(bits), any::<bool>()), 0..24).prop_map(|bits| {
        let mut text = String::new();
        let mut words = vec![];
        for (at, (bit, is_word)) in bits.into_iter().enumerate() {
            text.push_str(bit);
            if is_word {
                let word = format!("w{at}q");
                text.push_str(&word);
                words.push(word);
            }
        }
        (text, words)
    })
}

const ANY: &[&str] = &[
    "*",
    "**",
    "***",
    "_",
    "~~",
    "`",
    "[",
    "]",
    "](",
    ")",
    "![",
    "](http://a.b \"",
    "\")",
    "|",
    "\n",
    "\n\n",
    "# ",
    "## ",
    "> ",
    "- ",
    "+ ",
    "1. ",
    "4. ",
    "7) ",
    "1998. ",
    "01. ",
    "    ",
    "\t",
    "<b>",
    "<",
    "&",
    "&amp;",
    "\\",
    "{#x} ",
    "{",
    "}",
    "第三条 ",
    "。\n第四条　",
    "中",
    "。",
    " ",
    "|a|b|\n|-|-|\n|",
    ": ",
    "```",
    "```\n",
    "~~~\n",
    "[x] ",
    "[^",
    "[^1]",
    "\n\n[^1]: ",
    "\n\n[x]: ",
    "---\n",
    "===\n",
    "  \n",
    "<!--",
    "-->",
    "一、",
    "● ",
    "(1) ",
];

/// Signs without brackets, code or HTML: their number can be counted.
const SIGNS: &[&str] = &[
    "*", "**", "***", "_", "__", "~", "~~", "\n", "\n\n", "- ", "+ ", "* ", "***\n", "---\n", "===\n", "1. ", "4. ",
    "7) ", "1998. ", "    ", "\t", "中", "。", "，", "（", "》", " ", "一、", "● ", "5*3*2", "杨*华", "a_b",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every word is on the page or a problem points at it.
    #[test]
    fn every_word_arrives((text, words) in words_between(ANY)) {
        for profile in [Profile::Official, Profile::Citizen] {
            let html = html(&text, profile, Some("a"));
            let seen = visible(&html);
            let scan = scan(&text, profile, Some("a"));
            for word in &words {
                let at = text.find(word.as_str()).unwrap();
                let is_told = scan.problems.iter().any(|(p, span)| span.contains(&at) || format!("{p:?}").contains(word.as_str()));
                // A label of a link by reference, of a note, or the name of a language.
                let is_label = text[..at].ends_with("][") || text[..at].ends_with("[^");
                let on_page = seen.text.contains(word.as_str()) || seen.attributes.contains(word.as_str());
                prop_assert!(is_told || is_label || on_page, "{} in {:?}\n{}", word, text, html);
            }
        }
    }

    /// A letter's signs are all on the page or became markup, and so are its numbers; its words
    /// and numbers stand in the bare text in their order.
    #[test]
    fn every_sign_of_a_letter_is_counted((text, words) in words_between(SIGNS)) {
        let html = html(&text, Profile::Citizen, None);
        let seen = visible(&html);
        let signs = |text: &str| text.chars().filter(|c| "*_~-+=".contains(*c)).count();
        prop_assert_eq!(signs(&text), signs(&seen.text) + seen.signs, "{:?}\n{}", text, html);
        let kept = |text: &str| text.chars().filter(|c| c.is_alphanumeric() || "。，（》●、".contains(*c)).collect::<String>();
        prop_assert_eq!(kept(&text), kept(&seen.text), "{:?}\n{}", text, html);
        prop_assert_eq!(kept(&text), kept(&plain(&text, Profile::Citizen)), "{:?}", text);
        prop_assert!(scan(&text, Profile::Citizen, None).problems.is_empty());
        prop_assert!(words.len() <= 24);
    }

    /// The same of one paragraph of official text, and of the numbers of many.
    #[test]
    fn every_sign_of_official_text_is_counted((text, _) in words_between(SIGNS)) {
        // Three of them begin a block of code, which has a name.
        let text = text.replace("~~~", "~");
        let text = text.replace("~~~", "~");
        let kept = |text: &str| text.chars().filter(|c| c.is_alphanumeric() || "。，（》●、".contains(*c)).collect::<String>();
        let seen = visible(&html(&text, Profile::Official, None));
        prop_assert_eq!(kept(&text), kept(&seen.text), "{:?}", text);
        prop_assert_eq!(kept(&text), kept(&plain(&text, Profile::Official)), "{:?}", text);
        let line = format!("a{}", text.replace(['\n', '\t'], " "));
        let seen = visible(&html(&line, Profile::Official, None));
        let signs = |text: &str| text.chars().filter(|c| "*_~-+=".contains(*c)).count();
        prop_assert_eq!(signs(&line), signs(&seen.text) + seen.signs, "{:?}", line);
    }
}
