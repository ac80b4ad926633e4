//! What is said of the differences between two editions of a policy.

use crate::city::page;
use crate::site::{built, site};
use std::collections::BTreeMap;

const POLICY: &str =
    "title: {en: Quiet, zh-Hans: 噪声规定}\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n";

const FIRST: &str = "---\non: 2024-03-01\nlang: zh-Hans\n---\n## 第一章 总则\n\n第一条 为了防治建设施工噪声污染，保障公众安宁，制定本规定。\n\n\
第二条 施工单位应当在夜间施工前24小时，将证明张贴在工地大门和相邻居民楼单元门口。\n\n\
第三条 群众举报夜间施工噪声，可以拨打12369，处理结果在五个工作日内告知举报人。\n\n\
第四条 违反本规定，夜间擅自施工的，责令改正，处1万元以上10万元以下罚款。\n\n\
第五条 本规定自2024年5月1日起施行。\n";

/// 第二条 is new, so all behind it have another number; the phone number changed, a fine was dropped.
const SECOND: &str = "---\non: 2025-03-01\nlang: zh-Hans\nnote: {en: A permit is needed, zh-Hans: 增加许可}\n---\n## 第一章 总则\n\n\
第一条 为了防治建设施工噪声污染，保障公众安宁，制定本规定。\n\n\
第二条 需要连续浇筑混凝土的工地，应当事先向生态环境部门申请许可并公示三日。\n\n\
第三条 施工单位应当在夜间施工前24小时，将证明张贴在工地大门和相邻居民楼单元门口。\n\n\
第四条 群众举报夜间施工噪声，可以拨打12345，处理结果在五个工作日内告知举报人。\n\n\
第五条 本规定自2024年5月1日起施行。\n";

const THIRD: &str = "---\non: 2026-03-01\nlang: zh-Hans\nnote: {en: Words only, zh-Hans: 文字}\n---\n## 第一章 总则\n\n\
第一条 为了防治建设施工噪声污染，保障公众安宁，制定本规定。\n\n\
第二条 需要连续浇筑混凝土的工地，应当事先向生态环境部门申请许可并公示五日。\n\n\
第三条 施工单位应当在夜间施工前24小时，将证明张贴在工地大门和相邻居民楼单元门口。\n\n\
第四条 群众举报夜间施工噪声，可以拨打12345，处理结果在五个工作日内告知举报人。\n\n\
第五条 本规定自2024年5月1日起施行。\n";

fn tree(editions: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let memory = site(&[("content/policies/quiet/policy.yaml", POLICY)]);
    for (at, text) in editions.iter().enumerate() {
        memory.put(&format!("content/policies/quiet/edition-{}.md", at + 1), text.as_bytes());
    }
    built(&memory)
}

/// A page without what is only heard.
fn seen(tree: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let page = page(tree, path);
    let mut seen = String::new();
    let mut rest = &*page;
    while let Some((before, after)) = rest.split_once("<span class=\"vh\"") {
        seen.push_str(before);
        rest = after.split_once("</span>").unwrap().1;
    }
    seen + rest
}

#[test]
fn each_edition_says_what_it_changed_in_the_one_before() {
    let tree = tree(&[FIRST, SECOND, THIRD]);
    let second = seen(&tree, "policies/quiet/edition-2-changes.html");
    for told in [
        "Quiet: what edition 2 changed",
        "A permit is needed",
        // The phone number is a figure, the fine was dropped, the permit is new.
        "1 article added, 1 removed.",
        "第二条 is now 第三条, unchanged.",
        "In 第四条 only figures or references changed.",
        "<del>12369</del><ins>12345</ins>",
        "<del>第三条</del> <ins>第四条</ins>",
        "edition-2.html#article-4",
        "id=\"g-was-article-4\"",
        "Only the number changed.",
        "第一章 to",
    ] {
        let told = if told == "第一章 to" { "第一条: unchanged" } else { told };
        assert!(second.contains(told), "{told}: {second}");
    }
    let third = seen(&tree, "policies/quiet/edition-3-changes.html");
    assert!(third.contains("In 第二条 only figures or references changed."), "{third}");
    assert!(third.contains("<del>三日</del><ins>五日</ins>"), "{third}");
    let chinese = seen(&tree, "zh-hans/policies/quiet/edition-2-changes.html");
    for told in
        ["噪声规定：第2版改动之处", "新增1条，删去1条。", "第二条改为第三条，内容未变。", "第四条仅改动数字或引用。"]
    {
        assert!(chinese.contains(told), "{told}: {chinese}");
    }
}

#[test]
fn all_since_the_first_edition_is_on_a_page_that_stays() {
    let tree = tree(&[FIRST, SECOND, THIRD]);
    let all = seen(&tree, "policies/quiet/changes.html");
    assert!(all.contains("From edition 1 (1 March 2024) to edition 3 (1 March 2026)"), "{all}");
    assert!(all.contains("公示五日") && !all.contains("公示三日"), "{all}");
    let policy = page(&tree, "policies/quiet.html");
    for link in ["quiet/edition-2-changes.html", "quiet/edition-3-changes.html", "quiet/changes.html"] {
        assert!(policy.contains(link), "{link}: {policy}");
    }
    assert!(page(&tree, "policies/quiet/edition-2.html").contains("edition-2-changes.html"));
    // The first changed nothing, and of two editions all is told already.
    let two = self::tree(&[FIRST, SECOND]);
    let pages: Vec<&String> = two.keys().filter(|path| path.contains("changes") && path.starts_with("pol")).collect();
    assert_eq!(pages, ["policies/quiet/edition-2-changes.html"]);
}

#[test]
fn what_was_added_and_removed_is_heard_with_its_end() {
    let tree = tree(&[FIRST, SECOND]);
    let english = page(&tree, "policies/quiet/edition-2-changes.html");
    for heard in ["Removed: ", " (end of removed) ", "Added: ", " (end of added) "] {
        assert!(english.contains(&format!("<span class=\"vh\" lang=\"en\">{heard}</span>")), "{heard}: {english}");
    }
    let chinese = page(&tree, "zh-hans/policies/quiet/edition-2-changes.html");
    assert!(chinese.contains("<span class=\"vh\" lang=\"zh-Hans\">（增加完）</span>"), "{chinese}");
    // One text for both widths: the old column is there for wide screens alone.
    assert!(english.contains("<p class=\"was\" hidden>"), "{english}");
}

#[test]
fn nothing_changed_and_other_languages_are_said() {
    let same =
        FIRST.replace("2024-03-01", "2025-03-01").replace("lang:", "note: Layout\nlang:").replace("\n\n", "\n\n\n");
    let tree = tree(&[FIRST, &same]);
    assert!(page(&tree, "policies/quiet/edition-2-changes.html").contains("No words changed."));
    assert!(page(&tree, "zh-hans/policies/quiet/edition-2-changes.html").contains("文字未变。"));
    let english = "---\non: 2025-03-01\nnote: In English\n---\nArticle 1\n\nQuiet at night.\n";
    let tree = self::tree(&[FIRST, english]);
    let page = page(&tree, "policies/quiet/edition-2-changes.html");
    assert!(page.contains("in different languages") && !page.contains("<del>"), "{page}");
}

/// A law of so many articles, each changed by `word`.
fn long(count: usize, on: &str, word: &str) -> String {
    let article = |n: usize| {
        let words: String = (0..60).map(|w| format!("word{} ", (n * 31 + w * 7) % 900)).collect();
        format!("Article {n}\n\n{words}{word} and no more of {n}.\n\n")
    };
    let note = if on > "2025" { "note: More\n" } else { "" };
    format!("---\non: {on}\n{note}---\n{}", (1..=count).map(article).collect::<String>())
}

#[test]
fn a_page_stays_short_whatever_changed() {
    let (first, second) = (long(2_000, "2024-03-01", "before"), long(2_000, "2026-03-01", "behind"));
    let tree = tree(&[&first, &second]);
    let page = page(&tree, "policies/quiet/edition-2-changes.html");
    assert!(page.len() < 300_000, "{}", page.len());
    assert!(page.contains("2000 articles changed."), "{}", &page[..4_000]);
    assert!(page.contains("Too long to be shown here.") && page.contains("more changes are not shown"));
    let shown = page.matches("<div class=\"change\"").count();
    let rest = page.split_once(" more changes are not shown").unwrap().0;
    let rest: String = rest.chars().rev().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
    let rest: usize = rest.chars().rev().filter(|c| *c != ',').collect::<String>().parse().unwrap();
    assert_eq!(shown + rest, 2_000, "every change is shown, named or counted");
}
