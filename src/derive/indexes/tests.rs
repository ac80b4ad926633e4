//! Trees of many titles: how far a list is, how long pages are, what one more title changes.

use super::{Entry, FULL, Named, SPAN, Tree, reading};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};

/// A title, a day and an id.
type Made = (String, Date, String);

/// Numbers that look like chance and are the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    /// One of these; the first ones far more often.
    fn of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        let (a, b) = (self.roll(words.len()), self.roll(words.len()));
        words[a.min(b) * (self.roll(3) + 1) / 3]
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

/// Titles as people write them to a mayor: half begin with a masked place, many with the same few words.
fn letters(count: usize) -> Vec<Made> {
    let mut dice = Dice(7);
    let heads = words(
        "请问 关于 咨询 反映 请求 求助 投诉 建议 我想咨询 希望 强烈要求 尽快 再次反映 请 期盼 请领导 实名举报 对 恳请 有关",
    );
    let places = words(
        "A市 A市B区 B区 K区 A市B镇 某小区 东湖花园 阳光家园 人民路 解放大道 高铁站 新城 开发区 实验小学 第三中学 滨江路 C县 D镇 老城区 B区恒大城",
    );
    let things = words(
        "路灯 公交 停车 噪声 自来水 供暖 学位 公积金 医保 社保 房产证 电梯 垃圾 油烟 拆迁 补偿 工资 物业 燃气 宽带 户口 居住证 落户 车位 施工 下水道 绿化 路面 红绿灯 违建",
    );
    let ends = words(
        "问题 不亮 怎么办理 扰民 何时解决 收费太高 的咨询 没有人管 长期无人处理 什么时候开通 不合理 的建议 拖欠 办理流程 能否延长 破损严重 被占用 质量差 手续 标准",
    );
    let subjects = words(
        "Visas Roads Schools Hospitals Railways Housing Pensions Energy Water Police Prisons Farming Defence Ukraine China Tax Trade Air Buses Food Children Fishing Health Care Mental Further",
    );
    let rest = words(
        "Families Standards Finance Staff Repairs Wales Planning Training Closures Costs Reviews Safety Pay Regulation Rural Urban Prices Supply Waste Grants",
    );
    (0..count)
        .map(|n| {
            let title = match dice.roll(10) {
                0..6 => {
                    let head = if dice.roll(2) == 0 { "" } else { dice.of(&heads) };
                    let (place, thing, end) = (dice.of(&places), dice.of(&things), dice.of(&ends));
                    format!("{head}{place}{thing}{end}")
                }
                6..9 => format!("{} {}: {}", dice.of(&subjects), dice.of(&rest), dice.of(&rest)),
                // The same again and again.
                _ => ["路灯不亮", "Air Pollution", "咨询", "？", "2024年中考"][dice.roll(5)].to_owned(),
            };
            let days = i64::try_from(dice.roll(365 * 6)).unwrap();
            (title, date(2020, 1, 1).checked_add(days.days()).unwrap(), format!("case-{n}"))
        })
        .collect()
}

fn tree(made: &[Made]) -> Tree {
    let entries = (0..).zip(made).map(|(at, (title, on, id))| {
        let text = reading::own_words(title, "清水市人民政府", "zh-Hans");
        Entry { named: Named::Case(at), text, on: Some(*on), id }
    });
    Tree::new(entries.collect(), "zh-Hans")
}

/// What each page shows, by its address.
fn pages(tree: &Tree, made: &[Made]) -> BTreeMap<String, String> {
    let shown = |at: usize| -> String {
        match tree.list(at) {
            Some(list) => list.iter().map(|named| format!("{} ", id(*named, made))).collect(),
            None => {
                let said = |way: &usize| {
                    let node = &tree.nodes()[*way];
                    format!("{} {} {} {} {}\n", node.address, node.head, node.next, node.hint, tree.count(*way))
                };
                tree.ways(at).iter().map(said).collect()
            }
        }
    };
    tree.nodes().iter().enumerate().map(|(at, node)| (node.address.to_string(), shown(at))).collect()
}

fn id(named: Named, made: &[Made]) -> &str {
    let Named::Case(at) = named else { panic!("{named:?}") };
    &made[at as usize].2
}

/// Follows the links from the top: the records reached, and the longest page on the way. A list is at most two
/// links from the top.
fn reached(tree: &Tree) -> (BTreeSet<Named>, usize) {
    let (mut found, mut longest) = (BTreeSet::new(), 0);
    let mut open = vec![0];
    for _ in 0..3 {
        let mut next = Vec::new();
        for at in open {
            match tree.list(at) {
                Some(list) => {
                    assert!(list.len() <= FULL, "{}: {}", tree.nodes()[at].address, list.len());
                    found.extend(list);
                }
                None => next.extend(tree.ways(at)),
            }
            longest = longest.max(tree.ways(at).len());
        }
        open = next;
    }
    assert!(open.is_empty(), "all lists are two links from the top");
    let addresses: BTreeSet<&str> = tree.nodes().iter().map(|node| &*node.address).collect();
    assert_eq!(addresses.len(), tree.nodes().len(), "each page has an address of its own");
    (found, longest)
}

#[test]
fn a_hundred_thousand_titles_are_two_links_from_the_top_on_pages_of_bounded_length() {
    let made = letters(100_000);
    let tree = tree(&made);
    let (found, longest) = reached(&tree);
    assert_eq!(found.len(), made.len());
    let lists = (0..tree.nodes().len()).filter(|at| tree.list(*at).is_some()).count();
    println!(
        "{} pages, {lists} lists, {} ways from the top, {longest} at most",
        tree.nodes().len(),
        tree.ways(0).len()
    );
    assert!(longest <= 2 * SPAN as usize, "{longest}");
    assert!(tree.nodes().len() < 8_000, "{}", tree.nodes().len());
    let addresses: BTreeSet<&str> = tree.nodes().iter().map(|node| &*node.address).collect();
    assert!(addresses.iter().all(|address| address.len() < 60), "{addresses:?}");
}

#[test]
fn titles_that_are_all_alike_are_told_apart_by_their_days_and_ids() {
    let days = |n: usize| i64::try_from(n % 1_000).unwrap();
    let of = |n: usize, on: Date| ("关于路灯".to_owned(), on, format!("case-{n:06}"));
    let made: Vec<Made> = (0..50_000).map(|n| of(n, date(2022, 1, 1).checked_add(days(n).days()).unwrap())).collect();
    let (found, longest) = reached(&tree(&made));
    assert!(found.len() == made.len() && longest <= 2 * SPAN as usize, "{longest}");
    let made: Vec<Made> = (0..50_000).map(|n| of(n, date(2022, 1, 1))).collect();
    let (found, longest) = reached(&tree(&made));
    assert!(found.len() == made.len() && longest <= 5 * SPAN as usize, "{longest}");
    // Ids of which one begins another.
    let made: Vec<Made> = (0..5_000).map(|n| ("路灯".to_owned(), date(2022, 1, 1), format!("c-{n}"))).collect();
    assert_eq!(reached(&tree(&made)).0.len(), 5_000);
    // So long that nobody reads them to their end.
    let made: Vec<Made> = (0..500).map(|n| ("a".repeat(n * 20), date(2022, 1, 1), format!("case-{n}"))).collect();
    assert_eq!(reached(&tree(&made)).0.len(), 500);
}

#[test]
fn the_order_of_files_changes_nothing() {
    let made = letters(5_000);
    let mut turned = made.clone();
    turned.reverse();
    turned.rotate_left(1_234);
    assert_eq!(pages(&tree(&made), &made), pages(&tree(&turned), &turned));
}

#[test]
fn one_more_title_changes_few_pages_and_takes_no_address_away() {
    let made = letters(20_000);
    let before = pages(&tree(&made), &made);
    let mut most = 0;
    for title in ["请问A市路灯问题", "路灯不亮", "Zebra crossings", "2031", "Шум", "龘", "", "关于A市B区公交"]
    {
        let mut more = made.clone();
        more.push((title.to_owned(), date(2026, 3, 2), "new-1".to_owned()));
        let after = pages(&tree(&more), &more);
        let gone: Vec<_> = before.keys().filter(|address| !after.contains_key(*address)).collect();
        assert!(gone.is_empty(), "{title}: {gone:?}");
        let changed = after.iter().filter(|(address, shown)| before.get(*address) != Some(shown)).count();
        assert!((2..=40).contains(&changed), "{title}: {changed}");
        most = most.max(changed);
    }
    println!("{most} of {} pages", before.len());
}

/// Every character and every letter at the head, alone and beside each other: `a` is a syllable, a first
/// letter and a Latin one.
#[test]
fn each_page_has_an_address_of_its_own_whatever_titles_begin_with() {
    let mut dice = Dice(11);
    let han: Vec<char> = ('\u{4e00}'..='\u{9fa5}').collect();
    let other: Vec<char> = "aàbcdeéfghijklmnoöpqrsßtuvwxyzüæœøþ0123456789абвгдежзий가나다라ابتث".chars().collect();
    let made: Vec<Made> = (0..60_000)
        .map(|n| {
            let from = if dice.roll(4) == 0 { &other } else { &han };
            let len = 1 + dice.roll(3);
            let title: String = (0..len).map(|_| from[dice.roll(from.len())]).collect();
            (title, date(2026, 1, 1), format!("c-{n}"))
        })
        .collect();
    let tree = tree(&made);
    let mut addresses: Vec<&str> = tree.nodes().iter().map(|node| &*node.address).collect();
    addresses.sort_unstable();
    let twice: Vec<_> = addresses.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    assert!(twice.is_empty() && addresses.len() > 500, "{twice:?}");
}

#[test]
fn addresses_keep_their_names() {
    let titles =
        ["路灯不亮", "路灯坏了", "路面", "路", "绿化", "Street lights", "Street light", "Éclairage", "Шум", "7"];
    let made: Vec<Made> = (0..1_200)
        .map(|n| {
            (
                titles[n % titles.len()].to_owned(),
                date(2026, 1, 1).checked_add(i64::try_from(n / 12).unwrap().days()).unwrap(),
                format!("c-{n}"),
            )
        })
        .collect();
    let tree = tree(&made);
    let shown: Vec<String> = tree
        .nodes()
        .iter()
        .map(|node| format!("{} | {} {} {}", node.address, node.head, node.next, node.hint))
        .filter(|line| !line.contains("-0"))
        .collect();
    let expected = [
        " |   ",
        "pinyin-i-m |  l 路绿",
        "pinyin-lu | 路  ",
        "lu-f5434ded48 | 路 2026 ",
        "lu-773c303091 | 路灯  ",
        "lu-deng-e08412d459 | 路灯不亮 2026 ",
        "lu-deng-876be341a1 | 路灯坏了 2026 ",
        "lu-49b8684d8b | 路面 2026 ",
        "pinyin-lv | 绿化 2026 ",
        "latin-e-h | eclairage 2026 ",
        "latin-n-s | street light  ",
        "street-light-806fa13f2c | street light 2026 ",
        "street-light-9848a6d227 | street lights 2026 ",
        "other | шум 2026 ",
        "digit | 7 2026 ",
    ];
    assert_eq!(shown, expected);
    assert!(tree.find("lu-deng-bu-liang-518fd04527").is_some_and(|at| *tree.nodes()[at].next == *"2026-02"));
}
