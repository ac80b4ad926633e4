//! `gongkai erase`: where the text of a record still is, and what of that this command takes away.
//!
//! Looks through the files of the site, its git history, what is remembered between builds, and the
//! output folder; names each place. Without `--dry-run` it empties what is remembered. History is never
//! rewritten here: that breaks every clone, and somebody has to answer for it. What must hold: no words
//! of the record are printed, only where they are.

use super::args::Arguments;
use super::git;
use super::new::file_of_record;
use super::site::{self, Opened, Site, say};
use super::{Exit, Failure, terminal};
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Format;
use crate::escape::markup::escaped;
use crate::host::{Host, What};
use crate::ledger;
use crate::log::entry::is_reason;
use crate::record::kind::{self, FileKind};
use crate::source::front_matter;
use crate::source::text::decode;
use clap::Args;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Args)]
pub struct EraseOptions {
    /// The record: its id, or its kind and id, such as policy:noise
    ///
    /// 记录的标识，或种类和标识，如 policy:noise
    #[arg(value_name = "RECORD")]
    pub record: String,
    /// Why it is erased, for the public log: a code of small letters, such as court-order
    ///
    /// 删除的理由，写入公开日志：小写字母代码，如 court-order
    #[arg(long, value_name = "CODE", default_value = "legal-duty", value_parser = reason)]
    pub reason: String,
    /// Change nothing: only say where it is
    ///
    /// 不作改动，只指出在哪里
    #[arg(long)]
    pub dry_run: bool,
    /// Folder of the site as it was built
    ///
    /// 生成的网站所在的文件夹
    #[arg(long, short, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
}

/// What is remembered between builds.
const CACHE: &str = ".gongkai/cache";
/// Places that are named of a kind; more are counted.
const SHOWN: usize = 20;
/// Commits of which the text is taken to look for it elsewhere.
const READ: usize = 20;
/// Letters from which words are told from others, and passages that are looked for.
const LEAST: usize = 8;
const PASSAGES: usize = 400;

/// Names the places, and empties what is remembered.
pub fn run(arguments: &Arguments, options: &EraseOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let (root, tongue) = (&*arguments.root, site.tongue);
    let snapshot = crate::source::read(&site.host, root, &site.config.theme, None)?;
    let all: Vec<&str> = snapshot.content.iter().filter(|entry| entry.is_file()).map(|entry| &*entry.path).collect();
    let history = History { root, tongue };
    let main = file_of_record(&options.record, &all).or_else(|| file_of_record(&options.record, &history.files()));
    let Some(main) = main else {
        let what = say(
            tongue,
            format!("neither the site nor its history has a record `{}`", options.record),
            format!("网站和历史中都没有记录 `{}`", options.record),
        );
        return Err(Failure::new(what).hint(say(
            tongue,
            "write its id, or its kind and id, such as policy:noise".to_owned(),
            "请写标识，或种类和标识，如 policy:noise".to_owned(),
        )));
    };
    let of_record = |path: &str| *kind::main_file(path) == main || original(path) == main;
    let own: Vec<&str> = all.iter().copied().filter(|path| of_record(path)).collect();
    let commits = history.commits(&main);
    let mut passages = Passages::default();
    for path in &own {
        passages.add(path, &decode(&snapshot.read(path)?).text);
    }
    for (path, text) in history.texts(&commits, &main) {
        passages.add(&path, &text);
    }
    let mut report = Report { tongue, text: String::new() };
    let mut elsewhere = Vec::new();
    for path in all.iter().filter(|path| !of_record(path)) {
        if passages.are_in(&snapshot.read(path)?) {
            elsewhere.push((*path).to_owned());
        }
    }
    let cache = in_folder(&site.host, &root.join(CACHE), CACHE, |_, _| true)?;
    let shown = options.output.to_string_lossy().into_owned();
    let beside = folder_of(&main);
    let output = in_folder(&site.host, &root.join(&options.output), &shown, |path, bytes| {
        beside.as_ref().is_some_and(|folder| path.starts_with(folder.as_str())) || passages.are_in(bytes)
    })?;
    let own: Vec<String> = own.into_iter().map(str::to_owned).collect();
    report.list("Files of the record", "该记录的文件", &own);
    report.list("Other files with words of it", "含有其文字的其他文件", &elsewhere);
    report.list("Commits that hold one of its files", "保存其文件的提交", &commits);
    report.list("Remembered between builds", "生成时留下的缓存", &cache);
    report.list("Output with words or files of it", "网站输出中仍含其文字或附件的文件", &output);
    if !options.dry_run && !cache.is_empty() {
        site.host.remove_dir_all(&root.join(CACHE))?;
        report.line("The cache is emptied; the next build makes it anew.", "缓存已清空，下次生成时重建。");
    }
    forget(&mut report, &site, root, &main, options)?;
    report.left(&main, !commits.is_empty(), options.dry_run && !cache.is_empty());
    terminal::result(&report.text)?;
    Ok(Exit::Fine)
}

fn reason(text: &str) -> Result<String, String> {
    let what =
        "a code of small letters and hyphens, such as court-order / 由小写字母和连字符组成的代码，如 court-order";
    if is_reason(text) { Ok(text.to_owned()) } else { Err(what.to_owned()) }
}

/// Takes what opens the commitments to a record out of the state of the log.
fn forget(report: &mut Report, site: &Site, root: &Path, main: &str, options: &EraseOptions) -> Result<(), Failure> {
    let record = match kind::of(main) {
        FileKind::Case { id } => format!("reply:{id}"),
        FileKind::Policy { id } => format!("policy:{id}"),
        FileKind::Dataset { id } => format!("dataset:{id}"),
        FileKind::Digest { id } => format!("digest:{id}"),
        _ => return Ok(()),
    };
    let _lock = site::lock_log(root, site.tongue)?;
    let read = ledger::read(&site.host, root).map_err(|error| super::build::log_failure(&error, site.tongue))?;
    let Some(mut ledger) = read else { return Ok(()) };
    let count = ledger.kept.values().filter(|kept| kept.record == record).count();
    if count == 0 {
        return Ok(());
    }
    if options.dry_run {
        report.line(
            &format!("log/kept holds {} by which what the log binds of it can be told.", site::count(count, "salt")),
            &format!("log/kept 中有 {count} 个盐值，凭此可认出日志所绑定的内容。"),
        );
        return Ok(());
    }
    ledger.erase(&record, &options.reason);
    ledger.write(&site.host, root)?;
    report.line(
        &format!(
            "{} out of log/, and what earlier releases changed: nothing in the log can be held against the text any more. Commit log/; `gongkai publish` then enters that a record was erased ({}).",
            if count == 1 { "Its salt is taken".to_owned() } else { format!("Its {count} salts are taken") }, options.reason
        ),
        &format!("已从 log/ 中删除 {count} 个盐值和以往各次发布的变化清单，日志中不再有可与原文对照的内容。请提交 log/；gongkai publish 将在日志中写明删除了一条记录（{}）。", options.reason),
    );
    Ok(())
}

/// The original of a translation; any other file is its own.
fn original(path: &str) -> String {
    match kind::of(path) {
        FileKind::Translation { of, .. } => of,
        _ => path.to_owned(),
    }
}

/// The folder of the output in which the files of a record stand.
fn folder_of(main: &str) -> Option<String> {
    match kind::of(main) {
        FileKind::Case { id } => Some(format!("replies/{id}/")),
        FileKind::Policy { id } => Some(format!("policies/{id}/")),
        FileKind::Dataset { id } => Some(format!("statistics/{id}/")),
        _ => None,
    }
}

/// The files below a folder that are meant, sorted; none where there is no folder.
fn in_folder(
    host: &dyn Host,
    folder: &Path,
    name: &str,
    is_meant: impl Fn(&str, &[u8]) -> bool,
) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    if host.what(folder).is_some() {
        for (path, what) in host.below(folder)? {
            if what == What::File && is_meant(&path, &host.read(&folder.join(&path))?) {
                found.push(format!("{name}/{path}"));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Runs of words of a record, by which other places of it are told.
#[derive(Default)]
struct Passages(BTreeSet<String>);

impl Passages {
    /// Takes those of a file: of one of keys its title and summary, else of its text.
    fn add(&mut self, path: &str, text: &str) {
        let parts = front_matter::split(text).filter(|_| path.ends_with(".md"));
        let (keys, body) = match &parts {
            Some(parts) => (&text[parts.yaml.clone()], &text[parts.body.clone()]),
            None if path.ends_with(".yaml") => (text, ""),
            None => ("", text),
        };
        let told = ["title:", "summary:", "description:"];
        let keys = keys.lines().filter_map(|line| told.iter().find_map(|key| line.strip_prefix(key)));
        for line in keys.chain(body.lines()) {
            let marks = |c: char| "*_[](){}#`|<>&\"'\\=:".contains(c);
            let runs = line.split(marks).map(|run| run.trim_matches([' ', '-', '.', ',', '。', '，']));
            let long = runs.filter(|run| run.chars().count() >= LEAST && run.chars().any(char::is_alphabetic));
            self.0.extend(long.take(PASSAGES.saturating_sub(self.0.len())).map(str::to_owned));
        }
    }

    fn are_in(&self, bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes);
        self.0.iter().any(|passage| text.contains(passage) || text.contains(&escaped(passage)))
    }
}

/// The history of the site; empty where there is none.
struct History<'a> {
    root: &'a Path,
    tongue: Tongue,
}

impl History<'_> {
    fn said(&self, arguments: &[&str]) -> String {
        let said = git::git(self.root, arguments, self.tongue).ok().filter(|said| said.status.success());
        said.map(|said| String::from_utf8_lossy(&said.stdout).into_owned()).unwrap_or_default()
    }

    /// Every file that the content ever had.
    fn files(&self) -> Vec<String> {
        let said = self.said(&[
            "-c",
            "core.quotePath=false",
            "log",
            "--all",
            "--relative",
            "--name-only",
            "--format=",
            "--",
            "content",
        ]);
        let all: BTreeSet<&str> = said.lines().filter(|line| !line.is_empty()).collect();
        all.into_iter().map(str::to_owned).collect()
    }

    /// What git is asked for: the record, and all that lies beside it.
    fn paths(main: &str) -> Vec<String> {
        match kind::of(main) {
            FileKind::Policy { .. } | FileKind::Dataset { .. } => {
                vec![main.rsplit_once('/').map_or(main, |(folder, _)| folder).to_owned()]
            }
            _ => {
                let stem = main.trim_end_matches(".md");
                vec![main.to_owned(), format!(":(glob){stem}.*.md"), format!("{stem}.files")]
            }
        }
    }

    /// The commits that changed the record, the newest first: id, day and subject.
    fn commits(&self, main: &str) -> Vec<String> {
        let paths = Self::paths(main);
        let mut arguments = vec!["log", "--all", "--format=%h %cs %s", "--"];
        arguments.extend(paths.iter().map(String::as_str));
        self.said(&arguments).lines().map(str::to_owned).collect()
    }

    /// The texts that the record had: the newest, as many as are read.
    fn texts(&self, commits: &[String], main: &str) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        for commit in commits.iter().take(READ).filter_map(|line| line.split(' ').next()) {
            let paths = Self::paths(main);
            let mut arguments = vec!["-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", commit, "--"];
            arguments.extend(paths.iter().map(|path| path.trim_start_matches(":(glob)")));
            for path in self.said(&arguments).lines().filter(|path| path.ends_with(".md") || path.ends_with(".yaml")) {
                texts.push((path.to_owned(), self.said(&["show", &format!("{commit}:./{path}")])));
            }
        }
        texts
    }
}

/// What is told, in the language of the terminal.
struct Report {
    tongue: Tongue,
    text: String,
}

impl Report {
    fn line(&mut self, english: &str, chinese: &str) {
        self.text.push_str(&say(self.tongue, english.to_owned(), chinese.to_owned()));
        self.text.push('\n');
    }

    fn list(&mut self, english: &str, chinese: &str, places: &[String]) {
        let count = places.len();
        self.line(&format!("{english}: {count}"), &format!("{chinese}：{count}"));
        for place in places.iter().take(SHOWN) {
            self.text.push_str(&format!("  {place}\n"));
        }
        if count > SHOWN {
            let more = count - SHOWN;
            self.line(&format!("  and {more} more"), &format!("  另有{more}处"));
        }
    }

    /// What nobody but a person can do.
    fn left(&mut self, main: &str, has_history: bool, has_cache: bool) {
        self.line("\nLeft to do by hand:", "\n须由人工完成：");
        self.line(
            "- Take the words out of the files named above; what was published keeps a notice (`gongkai new withdrawal`).",
            "- 从上列文件中删去文字；已经公开的，留下说明（`gongkai new withdrawal`）。",
        );
        if has_history {
            let path =
                if main.ends_with(".md") { main } else { main.rsplit_once('/').map_or(main, |(folder, _)| folder) };
            self.line(
                &format!("- git keeps what was taken out. Whoever looks after the repository rewrites its history, for instance with `git filter-repo --invert-paths --path {path}`, puts the notice back, and pushes by force. Every clone and fork keeps the old one until it is made anew; ask the forge to clear what it caches."),
                &format!("- git 会保留删去的内容。请仓库管理人改写历史，例如 `git filter-repo --invert-paths --path {path}`，再补上说明并强制推送。所有克隆和复刻须重新建立；并请代码平台清除缓存。"),
            );
        }
        if has_cache {
            self.line(
                "- Run this without `--dry-run` to empty the cache.",
                "- 去掉 `--dry-run` 再运行一次，清空缓存。",
            );
        }
        self.line("- Build and publish anew: `gongkai build`.", "- 重新生成并发布：`gongkai build`。");
        self.line(
            "- Tell those who copy the site, and the search engines; backups and earlier releases hold it as well. Whoever has kept a copy still has it.",
            "- 通知复制本站的机构和搜索引擎；备份和以往发布的文件也含有这些内容。已经留存的副本无法收回。",
        );
    }
}
