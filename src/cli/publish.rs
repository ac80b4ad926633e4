//! `gongkai publish`: builds the site, enters what changed in its log, signs it.
//!
//! The steps, each of which may be the last: make all files aside, and on the way append the entries of records
//! and the release, which binds all files; commit and push, unsigned; sign what is on the remote; commit and push
//! the checkpoint; move the files into place, with the checkpoint. `git push` without force is what
//! keeps two publishers apart: who comes second takes back what was not signed and begins again. What was
//! signed is never signed otherwise: the state is read and held against itself before a key is used.

mod carry;

use super::args::{Arguments, PublishOptions};
use super::site::{self, Opened, Site, say};
use super::{Exit, Failure, build, git, log, seen, terminal};
use crate::archive::{ArchiveError, Published};
use crate::check::Day;
use crate::config;
use crate::diagnostic::emit::Format;
use crate::diagnostic::{Finding, Tongue};
use crate::host::{Host, disk};
use crate::ledger::{self, Ledger, emit, plan};
use crate::log::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::log::entry::Entry;
use crate::log::manifest::Manifest;
use crate::log::note::{Note, PrivateKey};
use crate::log::{Hash, sha256};
use crate::{Entered, Entering, Options, Refused, Report, Standing, write};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How often a publisher who came second begins again.
const TRIES: usize = 20;

/// One run.
struct Run<'a> {
    site: &'a Site,
    arguments: &'a Arguments,
    options: &'a PublishOptions,
    output: PathBuf,
    day: Day,
    /// The folder is one of git.
    git: bool,
    /// The remote and branch to push to.
    remote: Option<(String, String)>,
}

/// Publishes.
pub fn run(arguments: &Arguments, options: &PublishOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let day = site::day(&options.day, &site.config, site.tongue)?;
    let output = site::output(&site, arguments, &options.output)?;
    let mut run = Run { site: &site, arguments, options, output, day, git: false, remote: None };
    run.git = run.asks(&["rev-parse", "--is-inside-work-tree"])?.is_some();
    if run.git && !options.no_push {
        run.remote = run.upstream()?;
    }
    // Another run in this folder would go on with what it read before this one.
    let _lock = site::lock_log(&arguments.root, site.tongue)?;
    run.restore()?;
    let held = ledger(&site, arguments)?;
    let settings = site.host.read(&arguments.root.join(config::FILE))?;
    let key = if options.dry_run { None } else { Some(run.key(&held)?) };
    run.clean()?;
    let mut held = Some(held);
    let mut signed = None;
    for _ in 0..TRIES {
        match run.once(key.as_ref(), held.take(), signed)? {
            Done::Exit(exit) => return Ok(exit),
            Done::Again(release) => signed = Some(release),
            Done::Second => {
                terminal::say(&run.say("somebody else published first: once more", "他人已先发布，重新进行"))
            }
        }
        if site.host.read(&arguments.root.join(config::FILE))? != settings {
            return Err(Failure::new(say(
                site.tongue,
                format!("{} came with what others pushed, and is another one", config::FILE),
                format!("他人推送的改动中 {} 已有变化", config::FILE),
            ))
            .hint(run.say("run gongkai publish again", "请再次运行 gongkai publish")));
        }
    }
    Err(Failure::new(run.say("others published first, again and again", "多次被他人抢先发布"))
        .hint(run.say("run it again", "请再次运行")))
}

/// Returns the state of the log of a site, which must have one.
pub fn ledger(site: &Site, arguments: &Arguments) -> Result<Ledger, Failure> {
    let read = ledger::read(&site.host, &arguments.root).map_err(|error| build::log_failure(&error, site.tongue))?;
    read.ok_or_else(|| {
        Failure::new(say(site.tongue, "this site has no log yet".to_owned(), "本站还没有日志".to_owned())).hint(say(
            site.tongue,
            "gongkai log key-new --key FILE --recovery FILE begins one".to_owned(),
            "用 gongkai log key-new --key 文件 --recovery 文件 建立".to_owned(),
        ))
    })
}

/// Returns what a built site would add to the log, in words; `None` where it is not built.
pub fn coming(site: &Site, ledger: &Ledger, output: &Path) -> Result<Option<String>, Failure> {
    if site.host.what(&output.join("SHA256SUMS")).is_none() {
        return Ok(None);
    }
    let (planned, gone) = planned(site, ledger, &opened(site, output)?)?;
    let mut lines: Vec<String> = planned.iter().map(|planned| log::worded(planned, site.tongue)).collect();
    lines.extend(gone.iter().map(|record| {
        say(site.tongue, format!("gone      {record}: it needs a reason"), format!("不见  {record}：须说明理由"))
    }));
    if lines.is_empty() {
        return Ok(Some(say(site.tongue, "no record changed\n".to_owned(), "没有记录变化\n".to_owned())));
    }
    Ok(Some(lines.into_iter().map(|line| line + "\n").collect()))
}

/// Opens a site as it is built.
fn opened<'h>(site: &'h Site, output: &Path) -> Result<Published<'h>, Failure> {
    Published::open(&site.host, output).map_err(|error| changed(error, site.tongue))
}

/// Returns the entries to come, and the records that are gone.
fn planned(
    site: &Site,
    ledger: &Ledger,
    published: &Published<'_>,
) -> Result<(Vec<plan::Planned>, Vec<String>), Failure> {
    let sums = published.files.iter().filter_map(|file| Some((file.path.clone(), file.sha256?)));
    let sums: BTreeMap<String, Hash> = sums.collect();
    let files: Vec<_> = published.files.iter().filter(|file| plan::has_records(&file.path)).collect();
    let read = files.into_par_iter().map(|file| {
        let bytes = published.read(file).map_err(|error| changed(error, site.tongue))?;
        let read = plan::published(&file.path, &String::from_utf8_lossy(&bytes), &sums);
        read.map_err(|line| Failure::new(format!("{}:{line}", file.path)))
    });
    let records = read.collect::<Result<Vec<_>, Failure>>()?.concat();
    Ok(plan::plan(ledger, &records))
}

fn changed(error: ArchiveError, tongue: Tongue) -> Failure {
    match error {
        ArchiveError::Io(error) => error.into(),
        ArchiveError::Fault { file, en, zh } => Failure::new(say(
            tongue,
            format!("{file}: {en}"),
            format!("{file}：{zh}"),
        ))
        .hint(say(tongue, "nothing was signed; run it again".to_owned(), "没有签名；请再次运行".to_owned())),
    }
}

/// Returns where the manifest of a release stands on a site.
fn manifest_of(sequence: u64) -> String {
    format!("{}release/{sequence}/manifest", emit::FOLDER)
}

/// Returns the number of the newest release.
fn newest(ledger: &Ledger) -> u64 {
    ledger.release(ledger.entries.len() as u64).map_or(0, |(_, sequence, _)| sequence)
}

/// How a try ended.
enum Done {
    Exit(Exit),
    /// Another publisher was first.
    Second,
    /// This release is signed, and is not what is built.
    Again(u64),
}

impl Run<'_> {
    fn say(&self, en: &str, zh: &str) -> String {
        say(self.site.tongue, en.to_owned(), zh.to_owned())
    }

    /// Asks git; `None` where it says no.
    fn asks(&self, arguments: &[&str]) -> Result<Option<String>, Failure> {
        let said = git::git(&self.arguments.root, arguments, self.site.tongue).map_err(Failure::new)?;
        Ok(said.status.success().then(|| String::from_utf8_lossy(&said.stdout).trim_end().to_owned()))
    }

    fn does(&self, arguments: &[&str]) -> Result<(), Failure> {
        git::run(&self.arguments.root, arguments, self.site.tongue).map_err(Failure::new)
    }

    /// The remote branch that this one follows; of a clone without one, none.
    fn upstream(&self) -> Result<Option<(String, String)>, Failure> {
        let named = self.asks(&["rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}"])?;
        Ok(named.and_then(|named| named.split_once('/').map(|(remote, branch)| (remote.to_owned(), branch.to_owned()))))
    }

    fn key(&self, ledger: &Ledger) -> Result<PrivateKey, Failure> {
        let text = match &self.options.key {
            Some(file) => String::from_utf8_lossy(&self.site.host.read(file)?).into_owned(),
            None => disk::variable("GONGKAI_LOG_KEY").ok_or_else(|| {
                Failure::new(self.say("no key to sign with", "没有签名用的私钥")).hint(self.say(
                    "give its file with --key, or the key itself in the variable GONGKAI_LOG_KEY",
                    "用 --key 指定私钥文件，或把私钥放入环境变量 GONGKAI_LOG_KEY",
                ))
            })?,
        };
        let key = PrivateKey::parse(&text)
            .map_err(|fault| Failure::new(say(self.site.tongue, fault.to_string(), fault.chinese())))?;
        self.held(&key, ledger)?;
        Ok(key)
    }

    /// Refuses a key that is not the log's, or no longer.
    fn held(&self, key: &PrivateKey, ledger: &Ledger) -> Result<(), Failure> {
        if *key.public() == ledger.key {
            return Ok(());
        }
        Err(Failure::new(self.say("this key is not that of the log (log/vkey)", "此私钥不是本日志的密钥（log/vkey）")))
    }

    /// Refuses to publish what is not committed: nobody could tell later what was signed.
    fn clean(&self) -> Result<(), Failure> {
        if !self.git {
            return Ok(());
        }
        let what = ["status", "--porcelain", "--untracked-files=all", "--", "content", "themes", config::FILE];
        let open = self.asks(&what)?.unwrap_or_default();
        let open: Vec<&str> = open.lines().filter_map(|line| line.get(3..)).take(5).collect();
        if open.is_empty() || self.options.dry_run {
            return Ok(());
        }
        let open = open.join(", ");
        Err(Failure::new(say(
            self.site.tongue,
            format!("what would be published is in no commit yet: {open}"),
            format!("将要发布的内容尚未提交：{open}"),
        ))
        .hint(self.say("commit it, or take it back, and run it again", "请提交或撤销这些改动，再运行")))
    }

    /// Builds, and enters on the way what that publishes.
    fn build(&self, standing: Standing, entering: &mut Entering<'_>) -> Result<Report, Failure> {
        let lock = site::lock(&self.output, self.site.tongue)?;
        let cache = site::cache(&self.arguments.root, &self.output);
        let options = Options { day: self.day, refused: Refused::Stop, strict: false, cache };
        let (host, root, config) = (&self.site.host, &self.arguments.root, self.site.config.clone());
        let place = (host as &dyn Host, &**root, &*self.output);
        let report = crate::publish_site(place, config, options, standing, entering);
        drop(lock);
        report.map_err(|error| build::failure(error, self.site.tongue))
    }

    /// Where the manifest of the newest release stands while that is what is built.
    fn manifest(&self, sequence: u64) -> PathBuf {
        self.output.join(manifest_of(sequence))
    }

    /// Where it is kept for the next one, whatever is built until then.
    fn kept(&self) -> Option<PathBuf> {
        site::cache(&self.arguments.root, &self.output).map(|place| place.file.with_extension("manifest"))
    }

    /// The manifest of the newest release, where it is at hand.
    fn earlier(&self, ledger: &Ledger) -> Option<(u64, Manifest)> {
        let (_, sequence, hash) = ledger.release(ledger.signed_size())?;
        // The site as it is online has it too, where that is a folder.
        let online = self.options.against_published.as_ref().map(|named| named.join(manifest_of(sequence)));
        let places = std::iter::once(self.manifest(sequence)).chain(self.kept()).chain(online);
        let read = |path: PathBuf| self.site.host.read(&path).ok().filter(|bytes| sha256(bytes) == hash);
        let bytes = places.into_iter().find_map(read)?;
        Some((sequence, Manifest::parse(&String::from_utf8(bytes).ok()?).ok()?))
    }

    /// Whether the newest release is what is built.
    fn is_built(&self, ledger: &Ledger) -> bool {
        let Some((_, sequence, hash)) = ledger.release(ledger.signed_size()) else { return false };
        self.site.host.read(&self.manifest(sequence)).is_ok_and(|bytes| sha256(&bytes) == hash)
    }

    /// Whether the newest release that was moved into the folder is what stands there: what was signed since was not
    /// shown there.
    fn stands(&self, ledger: &Ledger) -> bool {
        let signed = ledger.entries.iter().take(ledger.signed_size() as usize).rev();
        let mut releases = signed.filter_map(|line| match &line.entry {
            Entry::Release { sequence, manifest, .. } => Some((self.manifest(*sequence), *manifest)),
            _ => None,
        });
        let there = releases.find(|(path, _)| self.site.host.what(path).is_some());
        there.is_some_and(|(path, hash)| self.site.host.read(&path).is_ok_and(|bytes| sha256(&bytes) == hash))
    }

    /// Tries it once; `held` is the log as it is in the newest commit, where that was read already. This run has
    /// signed the release `signed`.
    fn once(&self, key: Option<&PrivateKey>, held: Option<Ledger>, signed: Option<u64>) -> Result<Done, Failure> {
        let mut ledger = match held {
            Some(held) => held,
            None => {
                self.restore()?;
                ledger(self.site, self.arguments)?
            }
        };
        if let Some(key) = key {
            // Another may have put a new one in its place meanwhile.
            self.held(key, &ledger)?;
        }
        let looks = !self.options.offline && !self.options.dry_run;
        if looks && let Some(exit) = seen::look(self.site, self.arguments, &ledger)? {
            return Ok(Done::Exit(exit));
        }
        if self.waits(&ledger)? {
            return match key {
                // Entries that are not of this run may be another publisher's, and what is built here has more than
                // they say: then this one's turn comes.
                Some(key) => self.sign(&mut ledger, key).map(|_| Done::Again(newest(&ledger))),
                None => {
                    terminal::prose(&self.say("what is in log/ waits for a signature\n", "log/ 中的条目等待签名\n"))?;
                    Ok(Done::Exit(Exit::Fine))
                }
            };
        }
        if let Some(key) = key
            && self.owes_push(&ledger)?
        {
            // What an ended run signed and could not push.
            self.sent(key)?;
            return Ok(Done::Again(newest(&ledger)));
        }
        // What was appended and is nowhere else is taken back; the key's own entry is not.
        if ledger.truncate(ledger.lasting()) && !self.options.dry_run {
            ledger.write(&self.site.host, &self.arguments.root)?;
        }
        let earlier = self.earlier(&ledger);
        // What an ended run left half in place cannot be compared.
        let is_built = self.is_built(&ledger);
        let stands = self.stands(&ledger) && !write::is_halfway(&self.site.host, &self.output);
        let silent = self.silent(&ledger, stands)?;
        let on_release = stands && self.options.against_published.is_none();
        if silent.iter().any(|finding| finding.is_error()) {
            site::show(&self.site.host, self.arguments, &silent, Format::Human, self.site.tongue)?;
            return Ok(Done::Exit(Exit::Content));
        }
        let released = is_built && ledger.owes_nothing();
        let standing = Standing { on_release, released };
        let mut ended = None;
        let mut sign = |ledger: &mut Ledger, manifest: &Manifest| match key
            .map(|key| self.kept_and_signed(ledger, manifest, key))
        {
            Some(Ok(None)) => true,
            other => {
                ended = other;
                false
            }
        };
        let mut entering = Entering {
            ledger,
            earlier,
            day: self.day.as_of,
            time: disk::time(),
            chance: &mut disk::chance,
            sign: key.is_some().then_some(&mut sign),
            entered: Entered { nothing: released, whole: released, ..Entered::default() },
        };
        let report = self.build(standing, &mut entering)?;
        let (ledger, entered) = (entering.ledger, entering.entered);
        if let Some(ended) = ended {
            return ended.map(|done| done.unwrap_or(Done::Second));
        }
        site::show(&self.site.host, self.arguments, &report.findings, Format::Human, self.site.tongue)?;
        if let Some((file, written)) = self.options.changed.as_ref().zip(report.written.as_ref()) {
            self.site.host.write(file, written.changes.lines().as_bytes())?;
        }
        if report.findings.iter().any(|finding| finding.is_error()) || report.written.is_none() && !entered.ended {
            return Ok(Done::Exit(Exit::Content));
        }
        if let Some(record) = entered.gone.first() {
            return Err(Failure::new(say(
                self.site.tongue,
                format!("{record} is in the log, and gone from the site without a word"),
                format!("{record} 在日志中，却已从网站上消失，未作说明"),
            ))
            .hint(self.say(
                "put it back with `visibility: removed` and a reason; what the law wants gone is erased with `gongkai erase`",
                "请恢复该记录，并写明 visibility: removed 和理由；依法须彻底删除的，用 gongkai erase",
            )));
        }
        let is_released = signed.is_some_and(|signed| signed == newest(&ledger));
        if entered.nothing && !is_released {
            let (sequence, output) = (newest(&ledger), self.output.display());
            let made = key.is_some() && !(is_built && stands) && entered.whole;
            terminal::prose(&say(
                self.site.tongue,
                match made {
                    true => format!("nothing changed since the newest release: {output} is release {sequence} now\n"),
                    false => "nothing changed since the newest release\n".to_owned(),
                },
                match made {
                    true => format!("自最近一次发布以来没有变化：{output} 现为第{sequence}次发布\n"),
                    false => "自最近一次发布以来没有变化\n".to_owned(),
                },
            ))?;
            return Ok(Done::Exit(Exit::Fine));
        }
        let lines: String = entered.planned.iter().map(|own| log::worded(own, self.site.tongue) + "\n").collect();
        terminal::prose(&lines)?;
        if key.is_none() {
            terminal::prose(&self.say("and a release; nothing was changed\n", "以及一次发布；未作任何改动\n"))?;
            return Ok(Done::Exit(Exit::Fine));
        }
        self.told(&ledger, entered.whole)
    }

    /// Keeps what was entered, carries it to the remote and signs it; `None` when that is done.
    fn kept_and_signed(
        &self,
        ledger: &mut Ledger,
        manifest: &Manifest,
        key: &PrivateKey,
    ) -> Result<Option<Done>, Failure> {
        ledger.write(&self.site.host, &self.arguments.root)?;
        let (en, zh) = ("log: entries up to", "日志：至第");
        let size = ledger.entries.len();
        if !self.carry(&say(self.site.tongue, format!("{en} {size}"), format!("{zh}{size}条")))? {
            return Ok(Some(Done::Second));
        }
        // What others pushed meanwhile is here now, and in nothing that was made: that is for another build.
        let pulled = self.sign(ledger, key)?;
        if let Some(place) = self.kept() {
            // Without it the next release says no less, only not what it changed.
            let _ = self.site.host.write(&place, manifest.text().as_bytes());
        }
        Ok(pulled.then(|| Done::Again(newest(ledger))))
    }

    /// Takes `log/` as it is in the newest commit: what a run that ended left there is in none. What
    /// `gongkai erase` took out of it has to be in one.
    fn restore(&self) -> Result<(), Failure> {
        let is_there = self.asks(&["cat-file", "-e", &format!("HEAD:./{}/vkey", ledger::FOLDER)])?.is_some();
        let by_hand = ["erased", "policy", "mirrors", "vkey", "recovery.vkey", "succession", "checkpoints"];
        let by_hand = by_hand.map(|name| format!("{}/{name}", ledger::FOLDER));
        let status = ["status", "--porcelain", "--untracked-files=all", "--"];
        let open = self.asks(&[&status[..], &by_hand.each_ref().map(|name| &**name)].concat())?.unwrap_or_default();
        // Of checkpoints an ended run may have added some; what witnesses signed changes one.
        let by_hand = |line: &&str| !line.contains("/checkpoints/") || line.get(..2).is_some_and(|of| of.contains('M'));
        let open: Vec<&str> = open.lines().filter(by_hand).filter_map(|line| line.get(3..)).collect();
        if self.git && is_there && !open.is_empty() {
            let open = open.join(", ");
            return Err(Failure::new(say(
                self.site.tongue,
                format!("what was changed in log/ is in no commit yet: {open}"),
                format!("log/ 中的改动尚未提交：{open}"),
            ))
            .hint(self.say(
                "commit it (git add log && git commit), or take it back (git checkout HEAD -- log && git clean -fd log), then publish",
                "请先提交（git add log && git commit）或撤销（git checkout HEAD -- log && git clean -fd log），再发布",
            )));
        }
        if self.git && is_there && !self.options.dry_run {
            // What was staged and is in no commit goes too.
            self.does(&["restore", "--quiet", "--source=HEAD", "--staged", "--worktree", "--", ledger::FOLDER])?;
            self.does(&["clean", "--quiet", "--force", "-d", "--", ledger::FOLDER])?;
        }
        Ok(())
    }

    /// Finds what changed in silence since the release that is named. Where the newest stands in the output, the
    /// build does.
    fn silent(&self, ledger: &Ledger, earlier: bool) -> Result<Vec<Finding>, Failure> {
        let named = match &self.options.against_published {
            Some(named) => named,
            None => {
                if !earlier && ledger.release(ledger.signed_size()).is_some() {
                    terminal::say(&self.say(
                        "the newest release is not at hand, so what changed in silence cannot be told: give it with --against-published",
                        "手头没有最近一次发布的网站，无法看出未说明的改动：请用 --against-published 指定",
                    ));
                }
                return Ok(Vec::new());
            }
        };
        let prepared = crate::check_site(&self.site.host, &self.arguments.root, self.site.config.clone(), self.day)
            .map_err(|error| build::failure(error, self.site.tongue))?;
        build::held_against_published(self.site, named, &prepared)
    }

    /// Signs what is in the log; returns whether what others pushed meanwhile is in the folder now.
    fn sign(&self, ledger: &mut Ledger, key: &PrivateKey) -> Result<bool, Failure> {
        let size = ledger.entries.len() as u64;
        let text = Checkpoint::new(ledger.key.name(), size, ledger.tree.root()).to_string();
        let note = Note::signed(&text, key);
        let signed = SignedCheckpoint::parse(note.to_string().as_bytes())
            .map_err(|fault| Failure::new(say(self.site.tongue, fault.to_string(), fault.chinese())))?;
        ledger.checkpoints.push(signed);
        ledger.write(&self.site.host, &self.arguments.root)?;
        if !self.git {
            return Ok(false);
        }
        let message = say(self.site.tongue, format!("log: {size} signed"), format!("日志：已签至第{size}条"));
        self.does(&["add", "--all", "--", ledger::FOLDER])?;
        self.does(&["commit", "--quiet", "--message", &message, "--", ledger::FOLDER])?;
        self.sent(key)
    }

    /// Says what was published.
    fn told(&self, ledger: &Ledger, whole: bool) -> Result<Done, Failure> {
        let (size, sequence) = (ledger.signed_size(), newest(ledger));
        if !whole {
            return Err(Failure::new(self.say(
                "the site changed while it was published: its newest release is not what is built",
                "发布期间网站内容发生变化，生成的网站与最近一次发布不符",
            ))
            .hint(self.say("run gongkai publish again", "请再次运行 gongkai publish")));
        }
        terminal::prose(&say(
            self.site.tongue,
            format!(
                "release {sequence} is signed: {size} entries. Now put {} online, transparency/checkpoint last.\n",
                self.output.display()
            ),
            format!(
                "第{sequence}次发布已签名，共{size}个条目。现在请把 {} 上线，最后上传 transparency/checkpoint。\n",
                self.output.display()
            ),
        ))?;
        Ok(Done::Exit(Exit::Fine))
    }
}
