//! `--why`: which outputs a build made anew, and which part of the site they were made from has
//! changed.

use super::site;
use crate::cache::{Part, Why};
use crate::diagnostic::Tongue;
use crate::escape::terminal::inline;
use crate::site::cells::Key;

/// Lines of `--why`: outputs made anew for the same reason stand together, the reason first.
pub fn lines(made: &[(Box<str>, Why)], tongue: Tongue) -> String {
    /// Paths shown of one reason; the number of the others is said.
    const SHOWN: usize = 20;
    let mut reasons: Vec<(&Why, Vec<&str>)> = Vec::new();
    for (path, why) in made {
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, paths)) => paths.push(path),
            None => reasons.push((why, vec![path])),
        }
    }
    let mut text = String::new();
    for (reason, paths) in reasons {
        text.push_str(&site::say(tongue, english(reason), chinese(reason)));
        text.push('\n');
        for path in paths.iter().take(SHOWN) {
            text.push_str("  ");
            text.push_str(&inline(path));
            text.push('\n');
        }
        if let Some(more) = paths.len().checked_sub(SHOWN).filter(|n| *n > 0) {
            text.push_str(&site::say(tongue, format!("  and {more} more\n"), format!("  另有{more}个\n")));
        }
    }
    text
}

fn english(why: &Why) -> String {
    match why {
        Why::NoCache => "made anew because nothing is remembered of an earlier build by this program:".to_owned(),
        Why::New => "made because it is new:".to_owned(),
        Why::Altered => "made anew because the file was missing or altered in the output folder:".to_owned(),
        Why::Source => "copied anew because the file has changed:".to_owned(),
        Why::Base(Part::Template) => {
            "made anew because its template, or one that this builds on, has changed:".to_owned()
        }
        Why::Base(Part::Words) => {
            "made anew because the words of the theme or the facts of the site have changed:".to_owned()
        }
        Why::Base(Part::Settings) => "made anew because site-config.yaml has changed:".to_owned(),
        Why::Read(key) => format!("made anew because {} changed:", read(key).0),
    }
}

fn chinese(why: &Why) -> String {
    match why {
        Why::NoCache => "没有本程序上次生成的记录，全部重新生成：".to_owned(),
        Why::New => "新增：".to_owned(),
        Why::Altered => "输出目录中的文件缺失或被改动，重新生成：".to_owned(),
        Why::Source => "文件有改动，重新复制：".to_owned(),
        Why::Base(Part::Template) => "重新生成，原因：所用模板（或其上级模板）有改动：".to_owned(),
        Why::Base(Part::Words) => "重新生成，原因：主题文字或网站信息有改动：".to_owned(),
        Why::Base(Part::Settings) => "重新生成，原因：site-config.yaml 有改动：".to_owned(),
        Why::Read(key) => format!("重新生成，原因：{}有变化：", read(key).1),
    }
}

/// Says which part of the site an output was made from, in English and Chinese.
fn read(key: &Key) -> (String, String) {
    let of = key.name();
    told(key.kind(), of).unwrap_or_else(|| (format!("what it shows of {of} has"), format!("所显示的内容 {of} ")))
}

fn told(kind: &str, name: &str) -> Option<(String, String)> {
    let of = |what: &str| if name == "site" { what.to_owned() } else { format!("{what} of {name}") };
    let the = |en: &str, zh: &str| (en.to_owned(), zh.to_owned());
    Some(match kind {
        "Day" => the("the day has", "日期"),
        "Words" => the("the words of the theme have", "主题文字"),
        "Numbered" => the("what a part of the search holds has", "搜索索引某一部分的内容"),
        "Departments" => the("the list of departments has", "部门名录"),
        "Department" => (format!("the department {name} has"), format!("部门 {name} ")),
        "Topics" => the("the list of topics has", "主题名录"),
        "Topic" => (format!("the topic {name} has"), format!("主题 {name} ")),
        "Rules" => the("a deadline rule has", "期限规定"),
        "Calendars" => the("a calendar of days off has", "工作日历"),
        "Case" => (
            format!("the reply {name}, its state, or what names it has"),
            format!("答复 {name} 的内容、状态或引用它的记录"),
        ),
        "Face" => (
            format!("the title, state or department of the reply {name} has"),
            format!("答复 {name} 的标题、状态或部门"),
        ),
        "Policy" => (
            format!("the policy {name}, its force, or what names it has"),
            format!("文件 {name} 的内容、效力或引用它的记录"),
        ),
        "AllPolicies" => the("a policy, or its force, has", "某份文件的内容或效力"),
        "PolicyFigures" => the("the figures of policies have", "政策文件统计"),
        "PolicyWay" => the("the list of policies has", "政策文件目录"),
        "Index" => the("a page of an index has", "某页索引"),
        "FiledRecords" => the("a policy, dataset or digest has", "某份政策、统计或意见梳理"),
        "Editions" => (format!("the list of editions of the policy {name} has"), format!("文件 {name} 的版本列表")),
        "Clauses" => (format!("the articles of the policy {name} have"), format!("文件 {name} 的条款")),
        "Long" => (format!("the length of the policy {name} has"), format!("文件 {name} 的篇幅")),
        "Beside" => (
            format!("what is told of earlier articles of the policy {name} has"),
            format!("文件 {name} 各条的修改情况"),
        ),
        "Held" => (format!("what the edition {name} brought has"), format!("版本 {name} 所改的条款")),
        "Versions" => {
            (format!("the texts of articles of the policy {name} have"), format!("文件 {name} 各条款的历次文本"))
        }
        "AllClauses" => ("the articles of policies have".to_owned(), "政策文件的条款".to_owned()),
        "Reliance" => (
            format!("the replies that rely on articles of the policy {name} have"),
            format!("引用文件 {name} 条款的答复"),
        ),
        "PolicyFace" => (format!("the title or force of the policy {name} has"), format!("文件 {name} 的标题或效力")),
        "Edition" => (
            format!("the policy edition {name}, or what took its place, has"),
            format!("文件版本 {name} 或取代它的版本"),
        ),
        "Dataset" => (format!("the dataset {name}, or what names it, has"), format!("数据集 {name} 或引用它的记录")),
        "ReleasesOf" => (format!("a release of the dataset {name} has"), format!("数据集 {name} 的发布安排")),
        "Releases" => the("the calendar of releases has", "数据发布安排"),
        "Digest" => (format!("the digest {name}, or what names it, has"), format!("汇编 {name} 或引用它的记录")),
        "Page" => (format!("the page {name}, or what names it, has"), format!("页面 {name} 或引用它的记录")),
        "Months" | "Month" | "Near" | "Latest" | "ReferenceMonths" | "References" => {
            (format!("{} has", of("the list of replies")), format!("答复列表 {name} "))
        }
        "Moments" => (format!("the day of the last change of the reply {name} has"), format!("答复 {name} 的变更日期")),
        "Feed" => (format!("{} have", of("the newest replies")), format!("最新答复 {name} ")),
        "Waiting" | "Overdue" => (format!("{} have", of("the replies that are owed")), "待办答复".to_owned()),
        "Promises" => the("the promises have", "承诺"),
        "Traces" | "NearTraces" | "TraceMonths" => the("what changed in a month has", "某月的变更记录"),
        "Entered" => the("what was last entered in the log has", "日志最近登记的内容"),
        "Titles" => the("the titles of what can be found have", "可检索内容的标题"),
        "Yearly" | "ReportYears" => the("the numbers of a year have", "年度数字"),
        "Register" => the("the register of corrections has", "更正登记"),
        "Documents" | "PoliciesByForce" | "Improvements" | "PolicyDates" => {
            the("the lists of policies, datasets or digests have", "文件、数据集或汇编的列表")
        }
        "Figures" | "MonthFigures" | "DepartmentFigures" | "TopicFigures" | "KindFigures" => {
            (format!("{} have", of("the figures")), format!("统计数字 {name} "))
        }
        "Bulletin" | "Periods" | "Flow" => (format!("{} has", of("the bulletin")), format!("简报 {name} ")),
        "Statutory" => the("a statutory table has", "法定统计表"),
        "Year" | "Filed" => (format!("a reply received in {name} has"), format!("{name} 收到的某条答复")),
        "Sitemap" => (format!("what the sitemap {name} lists has"), format!("站点地图 {name} 所列内容")),
        "Listed" | "Served" | "Assets" | "Exists" => the("which files the site has", "网站的文件清单"),
        "File" => the("a file beside a record has", "记录的附件"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_site_is_named() {
        let nameless: Vec<_> = Key::kinds().iter().filter(|kind| told(kind, "x").is_none()).collect();
        assert!(nameless.is_empty(), "{nameless:?}");
    }
}
