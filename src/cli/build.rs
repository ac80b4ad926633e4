//! `gongkai build`: the site into a folder.

use super::args::{Arguments, BuildOptions};
use super::site::{self, Opened};
use super::{Exit, Failure};
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Format;
use crate::{BuildError, Options, Refused, Report, host::disk};
use std::time::Duration;

/// Builds the site.
pub fn run(arguments: &Arguments, options: &BuildOptions) -> Result<Exit, Failure> {
    let started = disk::clock();
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let day = site::day(&options.day, &site.config)?;
    let refused = if options.leave_out_refused { Refused::LeaveOut } else { Refused::Stop };
    let output =
        if options.output.is_absolute() { options.output.clone() } else { arguments.root.join(&options.output) };
    let build = || {
        crate::build(
            &site.host,
            &arguments.root,
            site.config.clone(),
            &output,
            Options { day, refused, strict: options.strict },
        )
    };
    let report = threads(options.jobs)?.install(build).map_err(failure)?;
    site::show(&site.host, arguments, &report.findings, Format::Human, site.tongue);
    eprintln!("{}", summary(&report, started.elapsed(), site.tongue));
    let exit = super::check::verdict(&report.findings, options.strict);
    Ok(if report.written.is_none() { Exit::Content } else { exit })
}

/// A pool of threads: as many as asked for, else as the machine has.
fn threads(jobs: Option<usize>) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build().map_err(Failure::new)
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
                    "{} rendered; {} written, {} unchanged, {} removed; {seconds} s",
                    site::count(w.pages, "page"),
                    site::count(r.written, "file"),
                    r.unchanged,
                    r.removed
                ),
                format!(
                    "生成页面{}；写入文件{}，未变{}，删除{}；用时{seconds}秒",
                    w.pages, r.written, r.unchanged, r.removed
                ),
            )
        }
        None => {
            let (errors, warnings) = site::totals(&report.findings);
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
    };
    format!("{read}\n{done}")
}

/// Turns a fault of the environment into a message.
pub fn failure(error: BuildError) -> Failure {
    match error {
        BuildError::Io(error) => Failure::new(error),
        BuildError::Changed(text) => Failure::new(text),
        BuildError::NotOurs(path) => Failure::new(format!("{} holds files that gongkai did not write", path.display()))
            .hint("name another folder with --output, or empty this one yourself: nothing in it was touched"),
        BuildError::WouldDrop(pages) => Failure::new(format!("these pages were published before and would be gone: {}", pages.join(", ")))
            .hint("mend the records they are made from; a published record is withdrawn with an event, never by leaving it out"),
    }
}
