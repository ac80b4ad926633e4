//! The page: static HTML with its own few rules of style.

use super::{Run, Told, Words, say, told};
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Placed;
use crate::difference::html::{Marks, difference};
use crate::escape::markup::escaped;
use crate::review::Review;

const STYLE: &str = "body{font:1rem/1.6 system-ui,sans-serif;max-width:50rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere;color:#1b1b1b;background:#fff}\
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.2rem;margin-top:2rem}ul{padding-inline-start:1.2rem}li{margin-block:.5rem}\
.verdict{border-inline-start:.4rem solid #1a6b3c;padding:.5rem 1rem;background:#eef7f1}.stops{border-color:#a4161a;background:#fdf0f0}\
details{margin-block:.3rem}summary{cursor:pointer;padding-block:.3rem}ins{background:#d8f0e0;text-decoration:underline}del{background:#fbdcdc}\
.same{color:#555}.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}.verdict{background:#14261b}.stops{background:#331517}ins{background:#1d4a2e}del{background:#5a2326}.same{color:#aaa}}";

/// Words of a page that are shown at most, in bytes; of longer ones the numbers are.
const LONGEST: usize = 200_000;

/// Returns the page of a review.
pub fn page(review: &Review, placed: &[Placed<'_>], tongue: Tongue) -> String {
    let told = told(review, placed, tongue);
    let lang = say(tongue, "en", "zh-Hans");
    let title = escaped(&told.title);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    let stops = if told.stops { " stops" } else { "" };
    html.push_str(&format!("<p class=\"verdict{stops}\">{}</p>\n", escaped(&told.verdict)));
    list(&mut html, told.sum.iter().map(|line| escaped(line)));
    for part in &told.parts {
        html.push_str(&format!("<h2>{}</h2>\n", escaped(&part.heading)));
        if let Some(lead) = &part.lead {
            html.push_str(&format!("<p>{}</p>\n", escaped(lead)));
        }
        let item = |item: &super::Item<'_>| {
            let line: String = item.runs.iter().map(run).collect();
            match &item.words {
                None => line,
                Some(words) => format!("{line}\n{}", details(&told, words)),
            }
        };
        list(&mut html, part.items.iter().map(item));
    }
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

fn list(html: &mut String, items: impl Iterator<Item = String>) {
    let items: String = items.map(|item| format!("<li>{item}</li>\n")).collect();
    if !items.is_empty() {
        html.push_str(&format!("<ul>\n{items}</ul>\n"));
    }
}

fn run(run: &Run) -> String {
    match run {
        Run::Text(text) => escaped(text),
        Run::Strong(text) => format!("<strong>{}</strong>", escaped(text)),
        Run::Code(text) => format!("<code>{}</code>", escaped(text)),
    }
}

fn details(told: &Told<'_>, words: &Words<'_>) -> String {
    let tongue = told.tongue;
    if words.before.len() + words.after.len() > LONGEST {
        return format!("<p>{}</p>", escaped(&say(tongue, "too long to be shown here", "篇幅过长，此处不显示")));
    }
    let (added, removed) = (say(tongue, "added: ", "新增："), say(tongue, "removed: ", "删去："));
    let (added_end, removed_end) =
        (say(tongue, " end of added ", "（新增完）"), say(tongue, " end of removed ", "（删去完）"));
    let marks = Marks {
        lang: &say(tongue, "en", "zh-Hans"),
        added: &added,
        added_end: &added_end,
        removed: &removed,
        removed_end: &removed_end,
        same: &|n| same(tongue, n),
        by_sentence: &by_sentence(tongue),
        whole: &whole(tongue),
    };
    let html = difference(words.before, words.after, &marks);
    // All of a new page is new: it is there for those who want to read it.
    let open = if words.before.is_empty() { "" } else { " open" };
    let summary = say(tongue, "The words", "文字对照");
    format!(
        "<details{open}><summary>{summary}</summary>\n<div lang=\"{}\">\n{html}</div></details>",
        escaped(words.lang)
    )
}

/// Says that only sentences were compared.
pub(super) fn by_sentence(tongue: Tongue) -> String {
    say(tongue, "Too much changed to compare words; shown by sentence.", "改动过多，按句对照。")
}

/// Says that some of the text is not compared.
pub(super) fn whole(tongue: Tongue) -> String {
    say(
        tongue,
        "Too much changed to compare; the old text stands whole, then the new.",
        "改动过多，先列旧文，再列新文。",
    )
}

/// Says how many lines are as they were.
pub(super) fn same(tongue: Tongue, count: usize) -> String {
    match tongue {
        Tongue::English if count == 1 => "… 1 line as before".to_owned(),
        Tongue::English => format!("… {count} lines as before"),
        Tongue::Chinese => format!("…… {count}行未变"),
    }
}
