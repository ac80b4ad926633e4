use super::html::{Marks, columns, difference};
use super::myers::{Work, rising, runs};
use super::words::{Found, compare as words};
use super::*;
use proptest::prelude::*;

/// Both texts in one: `[gone]{come}`.
fn marked(old: &str, new: &str) -> String {
    match words(old, new, &mut Work::document()) {
        Found::Words(spans) | Found::Sentences(spans) => spans
            .iter()
            .map(|span| match span.kind {
                Kind::Same => span.text.to_owned(),
                Kind::Removed => format!("[{}]", span.text),
                Kind::Added => format!("{{{}}}", span.text),
            })
            .collect(),
        Found::Unlike | Found::TooMuch => format!("[{old}]{{{new}}}"),
    }
}

#[test]
fn changes_are_units_that_can_be_read() {
    for (old, new, expected) in [
        ("依照物权法的有关规定处理", "依照民法典的有关规定处理", "依照[物权法]{民法典}的有关规定处理"),
        ("自2019年1月起施行", "自2023年11月起施行", "自[2019年1月]{2023年11月}起施行"),
        (
            "（八）以投资入股的方式取得房屋的",
            "（九）以委托理财、融资租赁等方式取得房屋的",
            "[（八）]{（九）}以[投资入股的]{委托理财、融资租赁等}方式取得房屋的",
        ),
        (
            "Les articles 713-1 à 713-7 sont applicables.",
            "Les articles 728-2 à 728-8 sont applicables.",
            "Les articles [713-1 à 713-7]{728-2 à 728-8} sont applicables.",
        ),
        (
            "fixé, à compter de 2013, à 22,71 € par hectolitre",
            "fixé, à compter de 2014, à 22,98 € par hectolitre",
            "fixé, à compter de [2013]{2014}, à [22,71 €]{22,98 €} par hectolitre",
        ),
        ("在七个工作日内答复", "在五个工作日内答复", "在[七]{五}个工作日内答复"),
        (
            "the old blue bus stops here daily",
            "the new red bus stops here daily",
            "the [old blue]{new red} bus stops here daily",
        ),
        ("甲、丙和丁应当到场", "甲、乙、丙和丁应当到场", "甲、{乙、}丙和丁应当到场"),
        ("违反第五条、第六条的", "违反第六条、第七条的", "违反第[五]"),
        ("依照第三条之一执行该项规定", "依照第三条之二执行该项规定", "依照[第三条之一]{第三条之二}执行该项规定"),
        ("处1万元以上10万元以下罚款", "处2万元以上10万元以下罚款", "处[1万元]{2万元}以上10万元以下罚款"),
        ("应当报告。可以休息。", "必须报告。不得休息。", "[应当]{必须}报告。[可以]{不得}休息。"),
    ] {
        let got = marked(old, new);
        if expected == "违反第[五]" {
            // A reference is never cut in two.
            assert!(!got.contains("第["), "{got}");
            continue;
        }
        assert_eq!(got, expected);
    }
}

#[test]
fn what_hardly_stays_is_shown_whole() {
    assert_eq!(marked("Nothing alike here", "全部重写"), "[Nothing alike here]{全部重写}");
    // Much that came is no reason: all that was there stayed.
    let new = "任何单位应当报告，并且自收到通知之日起三十日内完成整改，逾期不改的依法处理";
    assert!(!marked("任何单位应当报告", new).starts_with('['));
}

fn part(id: &str, label: &str, text: &str) -> Part {
    Part {
        id: id.into(),
        label: label.into(),
        title: label.into(),
        article: id.starts_with("article"),
        text: fold(text),
    }
}

fn law(articles: &[(&str, &str)]) -> Vec<Part> {
    articles
        .iter()
        .map(|(number, text)| part(&format!("article-{number}"), &format!("Article {number}"), text))
        .collect()
}

const NOISE: &str =
    "Building work that can be heard in homes is forbidden between ten in the evening and seven in the morning.";
const PERMIT: &str =
    "The environment bureau may grant a permit for concrete that must be poured without a break over night.";
const NOTICE: &str =
    "The builder posts the permit at the gate and in every stairwell twenty four hours before the work begins.";
const FINES: &str = "Whoever works at night without a permit pays a fine of ten thousand to one hundred thousand yuan.";
const DOGS: &str =
    "Owners keep dogs on a lead in parks, and clean up what these leave behind on paths and lawns at once.";

/// Each pair as `old>new fate`.
fn fates(old: &[Part], new: &[Part]) -> Vec<String> {
    let id = |part: Option<&Part>| part.map_or("-", |part| part.id.trim_start_matches("article-")).to_owned();
    let all = compare(old, new, &[]);
    all.pairs.iter().map(|p| format!("{}>{} {:?}", id(p.old), id(p.new), p.fate)).collect()
}

#[test]
fn articles_are_found_by_their_words_before_their_number() {
    let old = law(&[("1", NOISE), ("2", PERMIT), ("3", FINES)]);
    let new = law(&[("1", NOISE), ("2", DOGS), ("3", PERMIT), ("4", FINES)]);
    assert_eq!(fates(&old, &new), ["1>1 Same", "->2 Added", "2>3 Same", "3>4 Same"]);
    let all = compare(&old, &new, &[]);
    let summary = all.summary();
    assert_eq!(summary.renumbered.len(), 1);
    assert_eq!((summary.renumbered[0].len, &*summary.renumbered[0].last.1.label), (2, "Article 4"));
}

#[test]
fn articles_that_changed_and_moved_are_found() {
    let changed = PERMIT.replace("environment bureau", "housing bureau");
    let old = law(&[("1", NOISE), ("2", PERMIT)]);
    let new = law(&[("1", NOISE), ("2", DOGS), ("3", &changed)]);
    assert_eq!(fates(&old, &new), ["1>1 Same", "->2 Added", "2>3 Changed"]);
    assert_eq!(
        fates(&law(&[("1", NOISE), ("2", DOGS)]), &law(&[("1", NOISE), ("2", FINES)])),
        ["1>1 Same", "2>2 Rewritten"]
    );
    let swapped = compare(&old, &new, &[]).pairs.iter().any(|pair| pair.moved);
    assert!(!swapped);
    let new = law(&[("2", PERMIT), ("1", NOISE)]);
    assert_eq!(compare(&old, &new, &[]).pairs.iter().filter(|pair| pair.moved).count(), 1);
    assert_eq!(
        fates(&law(&[("1", NOISE), ("2", DOGS), ("3", FINES)]), &law(&[("1", NOISE), ("3", FINES)])),
        ["1>1 Same", "2>- Removed", "3>3 Same"]
    );
}

#[test]
fn articles_that_were_split_and_merged_are_told() {
    let both = format!("{PERMIT} {NOTICE}");
    let (one, two) = (law(&[("1", NOISE), ("2", &both)]), law(&[("1", NOISE), ("2", PERMIT), ("3", NOTICE)]));
    let all = compare(&one, &two, &[]);
    let split = all.summary().split;
    assert_eq!(split.len(), 1);
    assert_eq!(split[0].map(|part| &*part.id), ["article-2", "article-2", "article-3"]);
    let all = compare(&two, &one, &[]);
    let merged = all.summary().merged;
    assert_eq!((&*merged[0].0.id, &*merged[0].1.id), ("article-3", "article-2"));
}

#[test]
fn numbers_alone_are_counted_apart() {
    let old = law(&[("1", "罚款1万元以上10万元以下，依照第三条执行。"), ("2", "罚款1万元以上10万元以下，责令改正。")]);
    let new =
        law(&[("1", "罚款2万元以上20万元以下，依照第四条执行。"), ("2", "罚款1万元以上10万元以下，不责令改正。")]);
    let all = compare(&old, &new, &[]);
    let summary = all.summary();
    assert_eq!((summary.figures.len(), summary.articles.changed.len()), (1, 1));
}

#[test]
fn rows_and_items_are_set_beside_their_own() {
    let old = "Park\tFee\nLake\t5 yuan\nHill\t3 yuan";
    let new = "Park\tFee\nSea\t9 dollars\nLake\t6 yuan\nHill\t3 yuan";
    let compared = compare_texts(old, new);
    assert!(matches!(&compared.lines[1], Line::Added(text) if text.starts_with("Sea")), "{compared:?}");
    assert!(matches!(&compared.lines[2], Line::Changed(spans) if spans[0].text.starts_with("Lake")), "{compared:?}");
}

/// A text of so many different words.
fn long(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("word{n} ")).collect::<String>().trim().to_owned()
}

#[test]
fn what_costs_too_much_is_compared_by_sentence_then_whole_and_says_so() {
    let sentences = |from: usize| {
        (0..300_usize).map(move |n| format!("{} end. ", if n % 50 == 0 { long(7, 9) } else { long(from + n * 9, 9) }))
    };
    let (old, new) = (sentences(1_000).collect::<String>(), sentences(90_000).collect::<String>());
    let (old, new) = (fold(&old), fold(&new));
    let by_sentence = lines::compare(&old, &new, false, &mut Work::document());
    assert!(matches!(words(&old, &new, &mut Work::document()), Found::Sentences(_)));
    assert_eq!(
        (Pair { old: None, new: None, fate: Fate::Changed, moved: false, kin: None, compared: by_sentence }).old_text(),
        old
    );
    assert_eq!(words(&long(0, 3000), &long(9000, 3000), &mut Work::document()), Found::TooMuch);
    // Nothing left of the work of a document.
    assert_eq!(words("a b c", "a x c", &mut Work::of(0, 0)), Found::TooMuch);
    let none = lines::compare("a b c", "a x c", false, &mut Work::of(0, 0));
    assert!(none.whole);
}

#[test]
fn html_tells_where_words_begin_and_end() {
    let marks = Marks {
        lang: "en",
        added: "added: ",
        added_end: " end",
        removed: "removed: ",
        removed_end: " end",
        same: &|n| format!("{n} same"),
        by_sentence: "by sentence",
        whole: "whole",
    };
    let html = difference("Open from 9 to 12.\n\nSame <b>.", "Open from 9 to 18.\n\nSame <b>.", &marks);
    let vh = |text: &str| format!("<span class=\"vh\" lang=\"en\">{text}</span>");
    assert_eq!(
        html,
        format!(
            "<p>Open from 9 to <del>{}12{}</del><ins>{}18{}</ins>.</p>\n<p class=\"same\" lang=\"en\">1 same</p>\n",
            vh("removed: "),
            vh(" end"),
            vh("added: "),
            vh(" end")
        )
    );
    assert_eq!(difference("a", "a ", &marks), "");
    let html = difference("One.\n\nTwo.", "One.\n\nTwo.\n\nThree & <b>.", &marks);
    assert!(html.contains("Three &amp; &lt;b&gt;."), "{html}");
    let compared = compare_texts("the old bus stops here", "the new bus stops here");
    let html = columns(&compared, &marks);
    assert!(
        html.starts_with("<p class=\"was\" hidden>the <del>") && html.contains("<p class=\"now\">the <del>"),
        "{html}"
    );
}

/// Longest common sequence, found by looking at everything.
fn longest(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { up.max(row[j]) };
            diagonal = up;
        }
    }
    row[b.len()]
}

/// Texts of articles, alike enough that everything happens: repeats, moves, renumbering, rewriting.
fn texts() -> impl Strategy<Value = Vec<Part>> {
    let sentence = prop_oneof![
        Just("施工单位应当在夜间施工前24小时将证明张贴在工地大门。"),
        Just("建设单位应当在夜间施工前48小时将证明张贴在工地大门和单元门口。"),
        Just("违反第五条、第六条，夜间擅自施工的，责令改正，处1万元以上10万元以下罚款。"),
        Just("（八）以投资入股的方式；"),
        Just("（九）以委托理财、融资租赁等方式；"),
        Just("1. The fee is 22,71 € a month."),
        Just("2. The fee was 22,98 € a month, as in § 4 and articles 713-1 to 713-7."),
        Just("Lake\t5 yuan\tdaily"),
        Just("Hill\t6 yuan\tdaily"),
    ];
    let words = "[a-c甲乙 。；，.（）0-9\t\u{301}]{0,12}";
    let line = prop_oneof![4 => sentence.prop_map(str::to_owned), 1 => words.prop_map(|text| text)];
    let text = prop::collection::vec(line, 0..5).prop_map(|lines| fold(&lines.join("\n")));
    let part = (0..9_usize, text)
        .prop_map(|(number, text)| part(&format!("article-{number}"), &format!("第{number}条"), &text));
    prop::collection::vec(part, 0..9)
}

proptest! {
    /// Both texts stand in the operations, whole and once, whatever was too much to compare.
    #[test]
    fn both_texts_can_be_read_from_the_operations(old in texts(), new in texts(), left in 0_u64..4_000, pair in 0_u64..400) {
        let all = compare(&old, &new, &[]);
        let of = |list: Vec<&Part>| { let mut list: Vec<_> = list.into_iter().map(|p| std::ptr::from_ref(p) as usize).collect(); list.sort_unstable(); list };
        prop_assert_eq!(of(all.pairs.iter().filter_map(|p| p.old).collect()), of(old.iter().collect()));
        let after: Vec<&Part> = all.pairs.iter().filter_map(|p| p.new).collect();
        prop_assert_eq!(after, new.iter().collect::<Vec<_>>());
        for pair in &all.pairs {
            prop_assert_eq!(pair.old_text(), pair.old.map_or("", |p| &p.text));
            prop_assert_eq!(pair.new_text(), pair.new.map_or("", |p| &p.text));
        }
        for (a, b) in old.iter().zip(&new) {
            let compared = lines::compare(&a.text, &b.text, false, &mut Work::of(left, pair));
            let pair = Pair { old: Some(a), new: Some(b), fate: Fate::Changed, moved: false, kin: None, compared };
            prop_assert_eq!(&pair.old_text(), &a.text);
            prop_assert_eq!(&pair.new_text(), &b.text);
        }
    }

    #[test]
    fn the_runs_found_are_the_longest(a in prop::collection::vec(0_u32..5, 0..24), b in prop::collection::vec(0_u32..5, 0..24)) {
        let found = runs(&a, &b, &mut Work::document()).unwrap_or_default();
        let (mut i, mut j) = (0, 0);
        for run in &found {
            prop_assert!(run.old >= i && run.new >= j);
            prop_assert_eq!(&a[run.old..run.old + run.len], &b[run.new..run.new + run.len]);
            (i, j) = (run.old + run.len, run.new + run.len);
        }
        prop_assert_eq!(found.iter().map(|run| run.len).sum::<usize>(), longest(&a, &b));
    }

    #[test]
    fn what_rises_is_the_longest(list in prop::collection::vec(0_usize..30, 0..20)) {
        let places = rising(&list);
        prop_assert!(places.windows(2).all(|two| two[0] < two[1] && list[two[0]] < list[two[1]]));
        let mut best = vec![1_usize; list.len()];
        for at in 0..list.len() {
            for before in 0..at {
                if list[before] < list[at] { best[at] = best[at].max(best[before] + 1); }
            }
        }
        prop_assert_eq!(places.len(), best.into_iter().max().unwrap_or(0));
    }

    #[test]
    fn tokens_cover_a_text(text in "\\PC{0,40}") {
        let all: String = tokens::tokens(&text).iter().map(|token| token.text).collect();
        prop_assert_eq!(all, text);
    }
}
