//! `gongkai build`: the site into a folder.

use super::args::{Arguments, BuildOptions};
use super::site::{self, Opened, Site};
use super::{Exit, Failure, terminal};
use crate::cache::{self, Belief};
use crate::diagnostic::emit::Format;
use crate::diagnostic::{Finding, Tongue};
use crate::escape::terminal::{inline, path as shown};
use crate::host::{Host, What};
use crate::ledger::LedgerError;
use crate::record::kind;
use crate::write::WriteError;
use crate::{BuildError, Options, Prepared, Refused, Report, host::disk};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

/// Builds the site.
pub fn run(arguments: &Arguments, options: &BuildOptions) -> Result<Exit, Failure> {
    let started = disk::clock();
    let mut site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    site.config.bundle = options.bundle;
    let day = site::day(&options.day, &site.config, site.tongue)?;
    let refused = if options.leave_out_refused { Refused::LeaveOut } else { Refused::Stop };
    let output = site::output(&site, arguments, &options.output)?;
    let cache = if options.no_cache { None } else { site::cache(&arguments.root, &output) };
    let belief = if options.trust_output { Belief::Length } else { Belief::Read };
    let cache = cache.map(|place| cache::Place { belief, ..place });
    let build = || {
        crate::build(
            &site.host,
            &arguments.root,
            site.config.clone(),
            &output,
            Options { day, refused, strict: options.strict, cache: cache.clone() },
        )
    };
    if let Some(named) = &options.against_published {
        let prepared = crate::check_site(&site.host, &arguments.root, site.config.clone(), day)
            .map_err(|error| failure(error, site.tongue))?;
        let findings = held_against_published(&site, named, &prepared)?;
        if !findings.is_empty() {
            site::show(&site.host, arguments, &findings, Format::Human, site.tongue)?;
            terminal::say(&nothing_written(&findings, started.elapsed(), site.tongue));
            return Ok(Exit::Content);
        }
    }
    let lock = site::lock(&output, site.tongue)?;
    let report = threads(options.jobs)?.install(build).map_err(|error| failure(error, site.tongue))?;
    drop(lock);
    site::show(&site.host, arguments, &report.findings, Format::Human, site.tongue)?;
    if let Some(written) = report.written.as_ref().filter(|_| options.why) {
        terminal::tell(&super::why::lines(&written.why, site.tongue));
    }
    if let Some((file, written)) = options.changed.as_ref().zip(report.written.as_ref()) {
        site.host.write(file, written.changes.lines().as_bytes())?;
    }
    if refused == Refused::LeaveOut && report.written.is_some() {
        terminal::tell(&left_out(&report.findings, site.tongue));
    }
    terminal::tell(&site::embargoes(&report.tally, site.tongue));
    terminal::say(&summary(&report, started.elapsed(), site.tongue));
    let exit = super::check::verdict(&report.findings, options.strict);
    Ok(if report.written.is_none() { Exit::Content } else { exit })
}

/// A pool of threads: as many as asked for, else as the machine has.
fn threads(jobs: Option<usize>) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build().map_err(Failure::new)
}

/// What `--leave-out-refused` left out: each record, with the faults of its files.
fn left_out(findings: &[Finding], tongue: Tongue) -> String {
    let mut records = BTreeMap::<String, BTreeSet<String>>::new();
    for finding in findings.iter().filter(|finding| finding.is_error()) {
        let record = kind::main_file(&finding.file).into_owned();
        let part = finding.file.strip_prefix(parent(&record)).unwrap_or(&finding.file);
        let fault = if record == finding.file { String::new() } else { format!("{}: ", inline(part)) };
        records.entry(record).or_default().insert(format!("{fault}{}", finding.rule.name));
    }
    if records.is_empty() {
        return String::new();
    }
    let mut text = site::say(tongue, "left out:\n".to_owned(), "未公开：\n".to_owned());
    for (record, faults) in records {
        text.push_str(&format!("  {} ({})\n", inline(&record), faults.into_iter().collect::<Vec<_>>().join(", ")));
    }
    text
}

fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// One line: what was read, what became of it, what was written, how long it took.
pub fn summary(report: &Report, time: Duration, tongue: Tongue) -> String {
    let t = &report.tally;
    let held = t.drafts + t.not_yet_due + t.withheld;
    let seconds = format!("{:.2}", time.as_secs_f64());
    let read = site::say(
        tongue,
        format!(
            "{} read = {} published + {held} held back ({} draft, {} not yet due, {} withheld) + {} refused",
            site::count(t.read, "file"),
            t.published,
            t.drafts,
            t.not_yet_due,
            t.withheld,
            t.refused
        ),
        format!(
            "读取文件{} = 公开{} + 暂不公开{held}（草稿{}、未到期{}、不予公开{}）+ 退回{}",
            t.read, t.published, t.drafts, t.not_yet_due, t.withheld, t.refused
        ),
    );
    let done = match &report.written {
        Some(w) => {
            let r = w.report;
            site::say(
                tongue,
                format!(
                    "{}, {} rendered; {} read whole; {} written, {} unchanged, {} removed; {seconds} s",
                    site::count(w.pages, "page"),
                    w.rendered,
                    site::count(w.reads, "file"),
                    site::count(r.written, "file"),
                    r.unchanged,
                    r.removed
                ),
                format!(
                    "页面{}，重新生成{}；读取全文{}次；写入文件{}，未变{}，删除{}；用时{seconds}秒",
                    w.pages, w.rendered, w.reads, r.written, r.unchanged, r.removed
                ),
            )
        }
        None => nothing_written(&report.findings, time, tongue),
    };
    format!("{read}\n{done}")
}

fn nothing_written(findings: &[Finding], time: Duration, tongue: Tongue) -> String {
    let (errors, warnings) = site::totals(findings);
    let seconds = format!("{:.2}", time.as_secs_f64());
    site::say(
        tongue,
        format!(
            "nothing written: {}, {}; the earlier site is as it was; {seconds} s",
            site::count(errors, "error"),
            site::count(warnings, "warning")
        ),
        format!("未写入：{errors}个错误，{warnings}个提醒；原有网站未动；用时{seconds}秒"),
    )
}

/// Returns whether a path is the folder of a published site, or an archive.
pub fn is_published(host: &dyn Host, named: &Path) -> bool {
    match host.what(named) {
        Some(What::Folder) => host.what(&named.join("SHA256SUMS")).is_some(),
        Some(_) => true,
        None => false,
    }
}

/// Holds the site against what was published of it.
pub fn held_against_published(site: &Site, named: &Path, after: &Prepared<'_>) -> Result<Vec<Finding>, Failure> {
    let name = shown(named);
    if site.host.what(named).is_none() {
        return Err(Failure::new(site::say(site.tongue, format!("{name} is not there"), format!("没有 {name}"))));
    }
    let found = crate::build::against_published(&site.host, named, after);
    let found = found.map_err(|error| match error {
        BuildError::Io(error) => Failure::new(site::say(
            site.tongue,
            format!("{name} cannot be compared: {error}"),
            format!("无法与 {name} 比较：{error}"),
        ))
        .hint(site::say(
            site.tongue,
            "take the whole of the published site, or its SHA256SUMS and data/, as it is online".to_owned(),
            "请取用线上网站的全部文件，或其中的 SHA256SUMS 和 data/".to_owned(),
        )),
        error => failure(error, site.tongue),
    })?;
    found.ok_or_else(|| {
        Failure::new(site::say(
            site.tongue,
            format!("{name} holds no published site: it has no SHA256SUMS that gongkai wrote"),
            format!("{name} 中没有已公开的网站：没有 gongkai 写的 SHA256SUMS"),
        ))
    })
}

/// Turns a fault of the environment into a message.
pub fn failure(error: BuildError, tongue: Tongue) -> Failure {
    let say = |english: &str, chinese: &str| site::say(tongue, english.to_owned(), chinese.to_owned());
    match error {
        BuildError::Io(error) => Failure::new(error).hint(as_it_was(tongue)),
        BuildError::Log(error) => log_failure(&error, tongue),
        BuildError::Changed(text) => Failure::new(text).hint(as_it_was(tongue)),
        BuildError::Ended => Failure::new(say("the build was ended", "生成已中止")),
        BuildError::Write(error) => folder_failure(error, tongue),
        BuildError::WouldDrop(pages) => Failure::new(say("these pages were published before and would be gone: ", "以下页面此前已公开，这次会消失：") + &pages.join(", "))
            .hint(say(
                "mend the records they are made from; give a renamed one its old id under `aliases`; one that must go keeps its file with `visibility: removed` and a reason",
                "修改对应的记录；改名的，把原标识写入 `aliases`；必须撤下的，保留文件，写明 `visibility: removed` 和理由",
            )),
    }
}

/// What is wrong with the state of the log, and what to do.
pub fn log_failure(error: &LedgerError, tongue: Tongue) -> Failure {
    Failure::new(site::say(tongue, error.to_string(), error.chinese())).hint(site::say(
        tongue,
        "the folder log/ is written by gongkai alone: take it as it is in git (git checkout -- log)".to_owned(),
        "log/ 文件夹只由 gongkai 写入：请恢复为 git 中的内容（git checkout -- log）".to_owned(),
    ))
}

fn as_it_was(tongue: Tongue) -> String {
    site::say(
        tongue,
        "nothing of the site was changed: the earlier one is as it was".to_owned(),
        "网站没有任何改动，原有网站仍在".to_owned(),
    )
}

/// Says whose folder it is, or what of others stands in it.
fn folder_failure(error: WriteError, tongue: Tongue) -> Failure {
    let say = |english: String, chinese: String| site::say(tongue, english, chinese);
    let untouched = |english: &str, chinese: &str| {
        say(format!("{english}; nothing was touched"), format!("{chinese}；目前什么都没有动"))
    };
    match error {
        WriteError::Io(error) => Failure::new(error).hint(as_it_was(tongue)),
        WriteError::Halfway(error) => Failure::new(error).hint(say(
            "some pages of the site are new and some are old; mend this and build again: the next build goes on from here".to_owned(),
            "网站中有的页面是新的，有的还是旧的；解决后重新生成，会从这里接着完成".to_owned(),
        )),
        WriteError::NotFolder(path) => {
            let name = shown(&path);
            Failure::new(say(format!("{name} is no folder"), format!("{name} 不是文件夹")))
                .hint(untouched("name another place with --output, or move it away", "用 --output 另选位置，或把它移走"))
        }
        WriteError::NotOurs(path) => {
            let name = shown(&path);
            Failure::new(say(
                format!("{name} holds files that gongkai did not write"),
                format!("{name} 里有不是 gongkai 写的文件"),
            ))
            .hint(untouched(
                "name another folder with --output, or empty this one yourself",
                "用 --output 另选文件夹，或自行清空这个文件夹",
            ))
        }
        WriteError::MarkerAltered(path) => {
            let name = shown(&path.join(crate::write::MARKER));
            Failure::new(say(
                format!("{name} is not as gongkai wrote it: which files of the folder are ours cannot be told"),
                format!("{name} 与 gongkai 写入时不同，分不清文件夹中哪些文件是 gongkai 写的"),
            ))
            .hint(untouched(
                "delete the folder yourself and build again, or name another with --output",
                "自行删除这个文件夹后重新生成，或用 --output 另选文件夹",
            ))
        }
        WriteError::Foreign(paths) => {
            /// Paths that are named.
            const SHOWN: usize = 5;
            let mut names: Vec<String> = paths.iter().take(SHOWN).map(|path| shown(path)).collect();
            if let Some(more) = paths.len().checked_sub(SHOWN).filter(|n| *n > 0) {
                names.push(say(format!("and {more} more"), format!("另有{more}个")));
            }
            let names = names.join(", ");
            Failure::new(say(
                format!("something that gongkai did not write stands where the site needs the place: {names}"),
                format!("网站要用的位置上有不是 gongkai 写的东西：{names}"),
            ))
            .hint(untouched("move it elsewhere, then build again", "把它移到别处，再重新生成"))
        }
    }
}
