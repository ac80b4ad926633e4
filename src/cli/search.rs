//! `gongkai search`: asks the index of a site that was built, as its search page does.

use super::args::{Arguments, SearchFormat, SearchOptions, SearchSort};
use super::{Exit, Failure, site, terminal};
use crate::diagnostic::Tongue;
use crate::escape::json::printed;
use crate::escape::terminal::inline;
use crate::host::Host;
use crate::host::disk::Disk;
use crate::search::ask::{self, Answer, Card, Index, Sort, Wish};
use serde_json::json;
use std::path::Path;

/// Prints what was found.
pub fn run(arguments: &Arguments, tongue: Tongue, options: &SearchOptions) -> Result<Exit, Failure> {
    let say = |en: String, zh: String| site::say(tongue, en, zh);
    let folder = arguments.root.join(&options.output).join("search");
    let disk = Disk::default();
    let shelf = |name: &str| disk.read(&folder.join(format!("{name}.js")));
    if disk.what(&folder.join("root.js")).is_none() {
        return Err(Failure::new(say(
            format!("there is no index in {}", folder.display()),
            format!("{} 中没有检索索引", folder.display()),
        ))
        .hint(say(
            "run `gongkai build` first, or name the folder of the site with --output".to_owned(),
            "先运行 gongkai build，或用 --output 指定网站所在的文件夹".to_owned(),
        )));
    }
    let index = Index::open(&shelf)?;
    let question = options.query.join(" ");
    let wish = Wish {
        want: if options.all { None } else { Some(options.limit.max(1)) },
        sort: match options.sort {
            SearchSort::Relevance => Sort::Relevance,
            SearchSort::Date => Sort::Date,
        },
        kind: options.kind.clone(),
        department: options.department.clone(),
        topic: options.topic.clone(),
        status: options.status.clone(),
        year: options.year.clone(),
    };
    let answer = index.ask(&question, &wish)?;
    let lang = language(&index, tongue);
    let slips = if answer.total == 0 || answer.near { index.slips(&question)? } else { Vec::new() };
    let mut cards = Vec::new();
    for number in answer.hits.iter().take(options.limit) {
        cards.extend(index.card(*number)?);
    }
    match options.format {
        SearchFormat::Json => terminal::result(&data(&index, &answer, &cards, (lang, &slips)))?,
        SearchFormat::List => {
            let list = list(&index, &answer, &cards, (lang, tongue), &question, &options.output);
            terminal::prose(&format!("{}{list}", meant(&slips, tongue)))?;
        }
    }
    Ok(Exit::Fine)
}

/// The language of the site that titles are shown in: that of messages, if the site has it.
fn language(index: &Index<'_>, tongue: Tongue) -> usize {
    let wanted = if tongue == Tongue::Chinese { "zh" } else { "en" };
    index.root.langs.iter().position(|(code, _)| code.split('-').next() == Some(wanted)).unwrap_or(0)
}

/// Returns the title of a document in a language, else in its own.
fn title(card: &Card, lang: usize) -> &str {
    let own = card.titles.get(lang).filter(|title| !title.is_empty());
    let other = || card.titles.get(card.original).or_else(|| card.titles.iter().find(|title| !title.is_empty()));
    own.or_else(other).map_or("", |title| title)
}

/// Returns the path of its page below the root of the site.
fn path(index: &Index<'_>, card: &Card, lang: usize) -> String {
    let of = card.pages.get(lang).copied().unwrap_or_default();
    let dir = index.root.langs.get(of).map_or("", |(_, dir)| dir);
    format!("{dir}{}.html", card.path)
}

fn data(index: &Index<'_>, answer: &Answer, cards: &[Card], (lang, slips): (usize, &[String])) -> String {
    let hit = |card: &Card| {
        json!({
            "kind": card.kind, "title": title(card, lang), "path": path(index, card, lang), "day": card.day,
            "status": card.status, "department": card.department.get(lang),
        })
    };
    printed(&json!({
        "total": answer.total, "exact": answer.is_exact, "nearest": answer.near, "left_out": answer.left, "slips": slips,
        "hits": cards.iter().map(hit).collect::<Vec<_>>(),
    }))
}

/// Asks whether something else was meant.
fn meant(slips: &[String], tongue: Tongue) -> String {
    if slips.is_empty() {
        return String::new();
    }
    let all: Vec<_> = slips.iter().map(|slip| inline(slip)).collect();
    site::say(tongue, format!("Did you mean: {}?\n", all.join(", ")), format!("您是不是要找：{}？\n", all.join("、")))
}

fn list(
    index: &Index<'_>,
    answer: &Answer,
    cards: &[Card],
    (lang, tongue): (usize, Tongue),
    question: &str,
    output: &Path,
) -> String {
    let say = |en: String, zh: String| site::say(tongue, en, zh);
    let mut text = String::new();
    if !answer.left.is_empty() {
        let left = inline(&answer.left.join(", ")).into_owned();
        text.push_str(&say(
            format!("Left out, as nearly everything has it: {left}\n"),
            format!("几乎处处都有，未计入：{left}\n"),
        ));
    }
    if ask::is_single(question) {
        text.push_str(&say(
            "One character is found only where it begins or ends a phrase; type two or more.\n".to_owned(),
            "单个字只能在句首句尾找到，请输入两个字以上。\n".to_owned(),
        ));
    }
    let shown = cards.len();
    text.push_str(&match (answer.total, answer.near, answer.is_exact) {
        (0, ..) => say("Nothing was found.\n".to_owned(), "没有找到。\n".to_owned()),
        (_, true, _) => say(
            format!("Nothing has all of these words; the {shown} nearest:\n"),
            format!("没有同时含有这些词的内容；最接近的{shown}条：\n"),
        ),
        (n, _, true) => {
            say(format!("{} found, {shown} shown:\n", site::count(n, "record")), format!("共{n}条，显示{shown}条：\n"))
        }
        (n, ..) => say(
            format!("At least {} found, {shown} shown (--all counts them):\n", site::count(n, "record")),
            format!("至少{n}条，显示{shown}条（--all 可数清）：\n"),
        ),
    });
    for card in cards {
        let place = output.join(path(index, card, lang));
        text.push_str(&format!("\n{}\n", inline(title(card, lang))));
        let department = card.department.get(lang).or(card.department.first()).map(|name| inline(name).into_owned());
        let facts =
            [Some(kind(&card.kind, tongue)), department, Some(status(&card.status, tongue)), Some(card.day.clone())];
        let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        text.push_str(&format!("  {}\n  {}\n", facts.join(" · "), inline(&place.display().to_string())));
    }
    text
}

fn kind(word: &str, tongue: Tongue) -> String {
    let (en, zh) = match word {
        "reply" => ("reply", "来信答复"),
        "policy" => ("policy", "政策文件"),
        "dataset" => ("statistics", "统计数据"),
        "digest" => ("digest", "意见汇总"),
        "department" => ("department", "部门"),
        "topic" => ("topic", "主题"),
        _ => ("page", "页面"),
    };
    site::say(tongue, en.to_owned(), zh.to_owned())
}

fn status(word: &str, tongue: Tongue) -> String {
    let (en, zh) = match word {
        "open" => ("open", "办理中"),
        "answered" => ("answered", "已答复"),
        "closed" => ("closed", "已结束"),
        _ => ("", ""),
    };
    site::say(tongue, en.to_owned(), zh.to_owned())
}
