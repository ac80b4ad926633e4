//! What is said of a review, in English and Chinese.

use super::{Item, Part, Run, Told, Words, say};
use crate::derive::due::End;
use crate::derive::measures::Value;
use crate::derive::promises::Standing;
use crate::diagnostic::emit::Placed;
use crate::diagnostic::{Finding, Tongue};
use crate::markdown::RecordScheme;
use crate::review::figures::Moved;
use crate::review::owed::{Promised, Term};
use crate::review::pages::{Page, Seen};
use crate::review::records::{Became, Record};
use crate::review::{Base, Review};

/// Cases that are named behind a figure.
const NAMED: usize = 8;

/// Rules about a link that leads nowhere.
const LINKS: [&str; 6] = [
    "link-to-missing-record",
    "link-to-missing-anchor",
    "link-to-missing-edition",
    "relative-link-dead",
    "own-address-dead",
    "attachment-missing",
];

pub(super) fn told<'a>(review: &'a Review, placed: &[Placed<'_>], tongue: Tongue) -> Told<'a> {
    let s = |english: &str, chinese: &str| say(tongue, english, chinese);
    let mut parts = Vec::new();
    let mut part = |heading: String, lead: Option<String>, items: Vec<Item<'a>>| {
        if !items.is_empty() || lead.is_some() {
            parts.push(Part { heading, lead, items });
        }
    };
    let personal = |f: &Finding| f.rule.name.starts_with("personal-data-");
    let link = |f: &Finding| LINKS.contains(&f.rule.name);
    let found = |is: &dyn Fn(&Finding) -> bool| -> Vec<Item<'a>> {
        placed.iter().filter(|placed| is(placed.finding)).map(|placed| finding(placed, tongue)).collect()
    };
    part(s("Personal data", "个人信息"), None, found(&personal));
    part(s("Links that lead nowhere", "失效的链接"), None, found(&link));
    part(s("Other new findings", "其他新问题"), None, found(&|f| !personal(f) && !link(f)));
    let lost = review.lost.iter().map(|(page, file)| {
        line(vec![Run::Code(page.clone()), Run::Text(s(", made from ", "，来自 ")), Run::Code(file.clone())])
    });
    let lead = (!review.lost.is_empty()).then(|| {
        s(
            "Whoever noted one finds nothing there. A renamed record keeps its address with `aliases`; one that must go stays as a stub with `visibility: removed`.",
            "记下这些地址的人将找不到页面。改名的记录用 aliases 保留原地址；必须撤下的，写 visibility: removed，留下说明页。",
        )
    });
    part(s("Addresses that would be lost", "将失效的地址"), lead, lost.collect());
    let bases: Vec<Item<'a>> = review.bases.iter().map(|b| line(vec![Run::Text(base(*b, tongue))])).collect();
    part(s("What all pages rest on", "影响全部页面的改动"), None, bases);
    let records = review.records.iter().filter(|r| r.became != Became::Follows);
    part(s("Records", "记录"), None, records.map(|record| told_record(record, tongue)).collect());
    let follow: Vec<Item<'a>> = review
        .records
        .iter()
        .filter(|r| r.became == Became::Follows)
        .map(|record| told_record(record, tongue))
        .collect();
    part(s("Records that show something else because of it", "因此显示有变的其他记录"), None, follow);
    let (own, lists): (Vec<&Page>, Vec<&Page>) = review.pages.list.iter().partition(|page| page.record.is_some());
    part(s("Pages of records", "记录的页面"), None, own.into_iter().map(|p| told_page(p, tongue)).collect());
    part(s("Lists and figures", "列表和统计页"), None, lists.into_iter().map(|p| told_page(p, tongue)).collect());
    part(s("Figures that move", "变动的数字"), None, review.figures.iter().map(|f| figure(f, tongue)).collect());
    part(s("Terms", "期限"), None, review.terms.iter().map(|t| term(t, tongue)).collect());
    part(s("Promises", "承诺"), None, review.promises.iter().map(|p| promise(p, tongue)).collect());
    Told {
        tongue,
        title: s("What this change does", "这次改动的影响"),
        verdict: verdict(review, tongue),
        stops: review.stops(),
        sum: sum(review, tongue),
        parts,
    }
}

fn line<'a>(runs: Vec<Run>) -> Item<'a> {
    Item { runs, words: None }
}

fn verdict(review: &Review, tongue: Tongue) -> String {
    let new = review.findings.iter().filter(|f| f.is_error()).count();
    let all = new + review.standing;
    match tongue {
        _ if all == 0 => say(tongue, "Nothing stops it from being published.", "没有阻止公开的问题。"),
        Tongue::English => {
            let errors = if all == 1 { "1 error is".to_owned() } else { format!("{all} errors are") };
            let known = match review.standing {
                0 => String::new(),
                n => format!(" ({n} of them in the site before this change)"),
            };
            format!("It cannot be published: {errors} in the way{known}.")
        }
        Tongue::Chinese => {
            let known = if review.standing == 0 {
                String::new()
            } else {
                format!("（其中{}个改动前就有）", review.standing)
            };
            format!("不能公开：有{all}个错误{known}。")
        }
    }
}

fn sum(review: &Review, tongue: Tongue) -> Vec<String> {
    let count = |became: &[Became]| review.records.iter().filter(|r| became.contains(&r.became)).count();
    let (new, changed) = (count(&[Became::New]), count(&[Became::Changed]));
    let gone = count(&[Became::Gone, Became::Hidden, Became::Refused]);
    let (pages, figures) = (review.pages.list.len() + review.pages.more, review.figures.len());
    let mut lines = Vec::new();
    if review.first {
        lines.push(say(
            tongue,
            "Before, there was no site that could be read: all is new.",
            "改动前没有可读的网站：全部都是新的。",
        ));
    }
    lines.push(match tongue {
        Tongue::English => format!("Records: {new} new, {changed} changed, {gone} gone. Pages that change: {pages}. Figures that move: {figures}."),
        Tongue::Chinese => format!("记录：新增{new}，修改{changed}，撤下{gone}。变动的页面：{pages}。变动的数字：{figures}。"),
    });
    if review.pages.unseen {
        lines.push(say(tongue, "Pages were not compared: the theme cannot be used.", "未比较页面：主题无法使用。"));
    }
    if review.pages.more > 0 {
        let more = review.pages.more;
        lines.push(match tongue {
            Tongue::English => format!("{more} of these pages were not compared word by word, as there are so many."),
            Tongue::Chinese => format!("页面太多，其中{more}页没有逐字比较。"),
        });
    }
    if review.mended > 0 {
        let mended = review.mended;
        lines.push(match tongue {
            Tongue::English => format!("Findings that are there no more: {mended}."),
            Tongue::Chinese => format!("已解决的问题：{mended}个。"),
        });
    }
    lines.push(match tongue {
        Tongue::English => format!("Both as of {}.", review.as_of),
        Tongue::Chinese => format!("两者均截至 {}。", review.as_of),
    });
    lines
}

fn finding<'a>(placed: &Placed<'_>, tongue: Tongue) -> Item<'a> {
    let kind = match placed.finding.is_error() {
        true => say(tongue, "error", "错误"),
        false => say(tongue, "warning", "提醒"),
    };
    let mut runs = vec![Run::Strong(kind), Run::Text(" ".to_owned())];
    runs.push(Run::Code(format!("{}:{}", placed.finding.file, placed.at.line)));
    runs.push(Run::Text(say(tongue, ": ", "：")));
    coded(&mut runs, &placed.message);
    if !placed.help.is_empty() {
        runs.push(Run::Text(" → ".to_owned()));
        coded(&mut runs, &placed.help);
    }
    runs.push(Run::Text(" (".to_owned()));
    runs.push(Run::Code(placed.finding.rule.name.to_owned()));
    runs.push(Run::Text(")".to_owned()));
    line(runs)
}

/// Adds a message: what stands between marks is a word of a file.
fn coded(runs: &mut Vec<Run>, message: &str) {
    for (n, piece) in message.split('`').enumerate().filter(|(_, piece)| !piece.is_empty()) {
        runs.push(if n % 2 == 1 { Run::Code(piece.to_owned()) } else { Run::Text(piece.to_owned()) });
    }
}

fn base(base: Base, tongue: Tongue) -> String {
    let (english, chinese) = match base {
        Base::Settings => {
            ("site-config.yaml has changed: every page is made anew", "site-config.yaml 有改动：全部页面重新生成")
        }
        Base::Templates => (
            "a template or a file of the theme has changed: every page that uses it is made anew",
            "主题的模板或文件有改动：用到它的页面都重新生成",
        ),
        Base::Words => (
            "words of the theme, or facts of the site, have changed: every page is made anew",
            "主题文字或网站信息有改动：全部页面重新生成",
        ),
        Base::Departments => ("the list of departments has changed", "部门名录有改动"),
        Base::Topics => ("the list of topics has changed", "主题名录有改动"),
        Base::Rules => ("a deadline rule has changed: terms are counted anew", "期限规定有改动：期限重新计算"),
        Base::Calendars => {
            ("a calendar of days off has changed: terms are counted anew", "工作日历有改动：期限重新计算")
        }
    };
    say(tongue, english, chinese)
}

fn kind(scheme: RecordScheme, tongue: Tongue) -> String {
    let (english, chinese) = match scheme {
        RecordScheme::Reply => ("reply", "答复"),
        RecordScheme::Policy => ("policy", "政策文件"),
        RecordScheme::Dataset => ("dataset", "数据集"),
        RecordScheme::Digest => ("digest", "汇编"),
        RecordScheme::Page => ("page", "页面"),
    };
    say(tongue, english, chinese)
}

fn told_record<'a>(record: &Record, tongue: Tongue) -> Item<'a> {
    let (english, chinese) = match record.became {
        Became::New => ("new", "新增"),
        Became::Changed => ("changed", "修改"),
        Became::Follows => ("not edited itself", "本身未修改"),
        Became::Hidden => ("a stub takes its place", "改为只显示说明页"),
        Became::Refused => ("refused: an error keeps it out", "有错误，不能公开"),
        Became::Gone => ("not published any more", "不再公开"),
    };
    let mut runs = vec![Run::Strong(say(tongue, english, chinese))];
    runs.push(Run::Text(format!(" {} ", kind(record.key.scheme, tongue))));
    runs.push(Run::Code(record.key.id.to_string()));
    if let Some(title) = &record.title {
        runs.push(Run::Text(match tongue {
            Tongue::English => format!(" “{title}”"),
            Tongue::Chinese => format!("《{title}》"),
        }));
    }
    runs.push(Run::Text(" · ".to_owned()));
    runs.push(Run::Code(record.file.to_string()));
    line(runs)
}

fn told_page<'a>(page: &'a Page, tongue: Tongue) -> Item<'a> {
    let mut runs = vec![Run::Code(page.path.to_string()), Run::Text(say(tongue, ": ", "："))];
    let counts = match tongue {
        Tongue::English => {
            let word = if page.added == 1 { "word" } else { "words" };
            format!("{} {word} added, {} removed", page.added, page.removed)
        }
        Tongue::Chinese => format!("新增{}个词，删去{}个词", page.added, page.removed),
    };
    runs.push(Run::Text(match page.became {
        Seen::New => format!("{}{counts}", say(tongue, "new, ", "新增页面，")),
        Seen::Gone => say(tongue, "gone", "不再有此页"),
        Seen::Changed => counts,
        Seen::Unread => {
            say(tongue, "the words are the same; an address or a mark is not", "文字相同，链接地址或标记有变")
        }
    }));
    if page.kept_back {
        runs.push(Run::Text(say(
            tongue,
            " (not shown here: the record is held back, or has personal data)",
            "（此处不显示：记录不公开，或含个人信息）",
        )));
    }
    let words = page.texts.as_ref().filter(|_| page.became != Seen::Unread);
    Item { runs, words: words.map(|(before, after)| Words { lang: &page.lang, before, after }) }
}

fn shown(value: Value) -> String {
    match value {
        Value::TooFew => "–".to_owned(),
        Value::Percent(_) | Value::Trace => format!("{}%", value.plain()),
        Value::AtLeast(days) => format!("≥ {days}"),
        value => value.plain(),
    }
}

fn figure<'a>(moved: &Moved, tongue: Tongue) -> Item<'a> {
    let mut runs = match &moved.department {
        None => vec![Run::Strong(say(tongue, "All", "全部"))],
        Some(id) => vec![Run::Code(id.to_string())],
    };
    let name = moved.measure.words(tongue).name;
    runs.push(Run::Text(format!(" {name}{}", say(tongue, ": ", "："))));
    runs.push(Run::Strong(format!("{} → {}", shown(moved.before), shown(moved.after))));
    let mut named = moved.cases.iter().take(NAMED).peekable();
    if named.peek().is_some() {
        runs.push(Run::Text(say(tongue, ", because of ", "，涉及 ")));
        for (n, id) in named.enumerate() {
            if n > 0 {
                runs.push(Run::Text(say(tongue, ", ", "、")));
            }
            runs.push(Run::Code(id.to_string()));
        }
        if let Some(more) = moved.cases.len().checked_sub(NAMED).filter(|more| *more > 0) {
            runs.push(Run::Text(match tongue {
                Tongue::English => format!(" and {more} more"),
                Tongue::Chinese => format!(" 等，另有{more}件"),
            }));
        }
    } else if moved.held_back {
        runs.push(Run::Text(say(
            tongue,
            ", because of drafts or records whose day has not come",
            "，因为草稿或尚未到公开日期的记录",
        )));
    } else {
        runs.push(Run::Text(say(tongue, ", because of the settings of the site", "，因为网站的设置")));
    }
    line(runs)
}

fn end(end: End) -> String {
    end.at.map_or_else(|| end.on.to_string(), |at| format!("{} {}", end.on, at.strftime("%H:%M")))
}

fn term<'a>(term: &Term, tongue: Tongue) -> Item<'a> {
    let mut runs = vec![Run::Code(term.id.to_string())];
    if let Some(title) = &term.title {
        runs.push(Run::Text(format!(" {title}")));
    }
    runs.push(Run::Text(say(tongue, ": ", "：")));
    let mut text = match (term.before.map(end), term.after.map(end), tongue) {
        (None, Some(day), Tongue::English) => format!("a reply is owed by {day}"),
        (None, Some(day), Tongue::Chinese) => format!("应于 {day} 前答复"),
        (Some(day), None, Tongue::English) => format!("no reply is owed any more (it was by {day})"),
        (Some(day), None, Tongue::Chinese) => format!("不再有待答复的期限（原为 {day}）"),
        (was, is, Tongue::English) => {
            format!("a reply is owed by {}, not by {}", is.unwrap_or_default(), was.unwrap_or_default())
        }
        (was, is, Tongue::Chinese) => {
            format!("答复期限由 {} 变为 {}", was.unwrap_or_default(), is.unwrap_or_default())
        }
    };
    if term.overdue {
        text.push_str(&say(tongue, ", which has passed", "，已逾期"));
    }
    runs.push(Run::Text(text));
    line(runs)
}

fn promise<'a>(promised: &Promised, tongue: Tongue) -> Item<'a> {
    let standing = |standing| match standing {
        Standing::Kept => say(tongue, "kept", "已兑现"),
        Standing::KeptLate => say(tongue, "kept late", "逾期兑现"),
        Standing::Missed => say(tongue, "missed", "逾期未兑现"),
        Standing::Running => say(tongue, "running", "进行中"),
    };
    let state = match (promised.before, promised.after) {
        (None, Some(after)) => format!("{}{}", say(tongue, "new, ", "新增，"), standing(after)),
        (Some(_), None) => say(tongue, "not there any more", "不再有此承诺"),
        (before, after) => {
            let word = |side: Option<Standing>| side.map(standing).unwrap_or_default();
            format!("{} → {}", word(before), word(after))
        }
    };
    let mut runs = vec![Run::Code(promised.id.to_string()), Run::Text(" ".to_owned()), Run::Strong(state)];
    if let Some(day) = promised.due {
        runs.push(Run::Text(match tongue {
            Tongue::English => format!(", by {day}"),
            Tongue::Chinese => format!("，期限 {day}"),
        }));
    }
    if let Some(text) = &promised.text {
        runs.push(Run::Text(format!("{}{text}", say(tongue, ": ", "："))));
    }
    line(runs)
}
