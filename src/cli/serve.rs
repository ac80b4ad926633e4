//! `gongkai serve`: the site while it is being written.

use super::args::{Arguments, ServeOptions};
use super::site::{self, Opened, Site};
use super::{Exit, Failure, terminal};
use crate::build::BuildError;
use crate::config::Config;
use crate::diagnostic::emit::Format;
use crate::diagnostic::{Finding, Tongue};
use crate::escape::terminal::inline;
use crate::host::Host as _;
use crate::host::disk::{self, Disk};
use crate::live::{Live, Work};
use crate::serve::watch::{self, Next, Watch};
use crate::serve::{Shown, State, http};
use crate::write::WriteError;
use crate::{cache, config};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

/// How long nothing may change before the whole site is written.
const REST: Duration = Duration::from_secs(1);

/// Reads, serves, follows; ends only with the process.
pub fn run(arguments: &Arguments, options: &ServeOptions) -> Result<Exit, Failure> {
    let Site { config, tongue, .. } = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = runtime.block_on(http::bind(options.port)).map_err(|error| {
        let port = options.port;
        Failure::new(site::say(
            tongue,
            format!("port {port} cannot be used: {error}"),
            format!("端口 {port} 不能用：{error}"),
        ))
        .hint(site::say(
            tongue,
            "another program may use it; choose one with --port".to_owned(),
            "可能有别的程序在用，请用 --port 另选一个".to_owned(),
        ))
    })?;
    let folder = Disk::default().place(&arguments.root.join(".gongkai/serve"))?;
    let forms = Disk::default().place(&arguments.root.join(http::FORMS))?;
    let cache = site::cache(&arguments.root, &folder);
    let shown = Arc::new(Shown::new(folder, forms, config.base_path(), tongue));
    let address = format!("http://localhost:{}{}", listener.local_addr()?.port(), shown.base_path);
    terminal::say(&site::say(
        tongue,
        format!("The site is at {address}; every save shows at once. Stop with Ctrl+C."),
        format!("网站在 {address}，保存后立即更新。按 Ctrl+C 停止。"),
    ));
    if Disk::default().what(&shown.forms.join("index.html")).is_some() {
        let forms = format!("{address}{}/", http::FORMS);
        terminal::say(&site::say(tongue, format!("The forms are at {forms}."), format!("表单在 {forms}。")));
    }
    if options.open {
        open_browser(&address);
    }
    let server = http::serve(listener, shown.clone());
    let follower = Follower { arguments: arguments.clone(), options: options.clone(), shown, cache };
    runtime.block_on(async move {
        let following = tokio::task::spawn_blocking(move || follower.run(config));
        tokio::select! {
            served = server => served.map_err(Failure::from),
            followed = following => followed.unwrap_or_else(|error| Err(Failure::new(error))),
        }
    })?;
    Ok(Exit::Fine)
}

/// Reads the site while it is served, and follows its files.
struct Follower {
    arguments: Arguments,
    options: ServeOptions,
    shown: Arc<Shown>,
    cache: Option<cache::Place>,
}

impl Follower {
    fn run(&self, mut config: Config) -> Result<(), Failure> {
        config.drafts = self.options.drafts;
        let started = disk::clock();
        let (root, tongue) = (&self.arguments.root, self.shown.tongue);
        let day = site::day(&self.options.day, &config, tongue)?;
        // What is served lives as long as the process, and so does what it is read with.
        let host: &'static Disk = Box::leak(Box::default());
        let live = Live::open(host, root, config, day, self.cache.as_ref())?;
        let read = live.site().checked.tally.read;
        self.shown.change(|state| {
            state.findings = report(&live, tongue);
            state.warnings = warnings(&live, tongue);
            state.live = Some(live);
        });
        say_shown(tongue, read, started);
        let watch = Watch::new(root).map_err(|e| {
            let (english, chinese) = (format!("the folder cannot be watched: {e}"), format!("无法监视文件夹：{e}"));
            Failure::new(site::say(tongue, english, chinese))
        })?;
        self.follow(watch);
        Ok(())
    }

    fn follow(&self, mut watch: Watch) {
        // What changed before the watch began is found by looking at all files once more.
        let mut missed: Vec<PathBuf> = watch::FOLDERS.map(PathBuf::from).into();
        self.try_update(&mut missed);
        let mut to_write = true;
        let ended = AtomicBool::new(false);
        std::thread::scope(|threads| {
            let mut writing: Option<ScopedJoinHandle<'_, ()>> = None;
            loop {
                let idle = writing.as_ref().is_none_or(ScopedJoinHandle::is_finished);
                match watch.next((to_write && idle).then_some(REST)) {
                    Next::Limited(error) => say_limited(self.shown.tongue, &error),
                    Next::Look if !idle => {}
                    Next::Look => {
                        missed.extend(watch::FOLDERS.map(PathBuf::from));
                        to_write |= self.try_update(&mut missed);
                    }
                    Next::Changed(paths) => {
                        missed.extend(paths);
                        ended.store(true, Ordering::Relaxed);
                        if let Some(writing) = writing.take() {
                            let _ = writing.join();
                        }
                        self.try_update(&mut missed);
                        to_write = true;
                    }
                    Next::Quiet => {
                        ended.store(false, Ordering::Relaxed);
                        writing = Some(threads.spawn(|| self.write(&ended)));
                        to_write = false;
                    }
                    Next::Ended => return,
                }
            }
        });
    }

    /// Follows a change; what could not be followed is kept for the next. Returns whether there
    /// is something else to see.
    fn try_update(&self, missed: &mut Vec<PathBuf>) -> bool {
        match self.update(missed) {
            Ok(Some(work)) => {
                missed.clear();
                work != Work::default()
            }
            Ok(None) => false,
            Err(failure) => {
                terminal::say(&inline(&failure.message));
                self.shown.change(|state| state.findings = Some(failure.message));
                true
            }
        }
    }

    /// Follows a change; `None` when the configuration must be mended first.
    fn update(&self, changed: &[PathBuf]) -> Result<Option<Work>, Failure> {
        let started = disk::clock();
        let tongue = self.shown.tongue;
        let (config, findings) = config::read(&Disk::default().read(&self.arguments.root.join(config::FILE))?);
        let Some(mut config) = config.filter(|_| !findings.iter().any(Finding::is_error)) else {
            self.shown.change(|state| {
                state.findings = state.live.as_ref().map(|live| live.explain(&findings, tongue));
                terminal::tell(state.findings.as_deref().unwrap_or_default());
            });
            return Ok(None);
        };
        config.drafts = self.options.drafts;
        let day = site::day(&self.options.day, &config, tongue)?;
        let broken = self.shown.state().findings.is_some();
        // Browsers are told only when there is something else to see.
        let change = |state: &mut State| -> Result<Work, Failure> {
            let Some(live) = &mut state.live else { return Ok(Work::default()) };
            let work = live.update(config, day, changed)?;
            if work != Work::default() || broken {
                state.findings = report(live, tongue);
                state.warnings = warnings(live, tongue);
            }
            Ok(work)
        };
        let work = self.shown.change_if(change, |work| broken || work.as_ref().is_ok_and(|w| *w != Work::default()))?;
        if work != Work::default() {
            say_shown(tongue, work.parsed, started);
        }
        Ok(Some(work))
    }

    /// Writes the whole site, unless something changes meanwhile.
    fn write(&self, ended: &AtomicBool) {
        let started = disk::clock();
        let state = self.shown.state();
        let Some(live) = state.live.as_ref().filter(|_| state.findings.is_none()) else { return };
        // Another process may serve the same site.
        let Ok(_lock) = site::lock(&self.shown.folder, self.shown.tongue) else { return };
        let disk = Disk::default();
        let go_on = || !ended.load(Ordering::Relaxed);
        let write = || live.write(&disk, &self.shown.folder, &go_on);
        let written = match write() {
            // The folder lies in `.gongkai`, where all is ours: one of an earlier program goes.
            Err(BuildError::Write(WriteError::MarkerAltered(folder))) => {
                disk.remove_dir_all(&folder).map_err(BuildError::from).and_then(|()| write())
            }
            written => written,
        };
        match written {
            Ok(report) => {
                if report.written.is_none() {
                    terminal::tell(&live.explain(&report.findings, self.shown.tongue));
                }
                terminal::say(&super::build::summary(&report, started.elapsed(), self.shown.tongue));
            }
            // The change that ended it, or the file that changed meanwhile, is followed next.
            Err(BuildError::Ended | BuildError::Changed(_)) => {}
            Err(error) => terminal::say(&inline(&super::build::failure(error, self.shown.tongue).message)),
        }
    }
}

/// Says that saves are seen a little later, and what helps.
fn say_limited(tongue: Tongue, error: &str) {
    terminal::say(&site::say(
        tongue,
        format!(
            "the system lets no more folders be watched{error}: all files are looked at every two seconds instead.\n  = help: on Linux the limit is raised with `sudo sysctl fs.inotify.max_user_watches=524288`"
        ),
        format!(
            "系统不允许监视更多文件夹{error}，改为每两秒查看一次全部文件。\n  = 建议：在 Linux 上可用 `sudo sysctl fs.inotify.max_user_watches=524288` 提高上限"
        ),
    ));
}

/// Says how many files were read, and how long it took to show them.
fn say_shown(tongue: Tongue, read: usize, started: Instant) {
    let milliseconds = started.elapsed().as_millis();
    terminal::say(&site::say(
        tongue,
        format!("{} read; shown after {milliseconds} ms", site::count(read, "file")),
        format!("读取文件{read}个，{milliseconds}毫秒后可见"),
    ));
}

/// Prints the findings; returns the errors as text when they stop publication.
fn report(live: &Live<'_>, tongue: Tongue) -> Option<String> {
    let findings = &live.site().checked.findings;
    terminal::tell(&live.explain(findings, tongue));
    let errors: Vec<Finding> = findings.iter().filter(|f| f.is_error()).cloned().collect();
    live.stopped().then(|| live.explain(&errors, tongue))
}

/// The warnings, one on each line.
fn warnings(live: &Live<'_>, tongue: Tongue) -> Vec<String> {
    let warnings: Vec<Finding> = live.site().checked.findings.iter().filter(|f| !f.is_error()).cloned().collect();
    live.listed(&warnings, tongue)
}

/// Opens the browser with what the system has for it; without one nothing happens.
fn open_browser(address: &str) {
    let program: PathBuf = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    }
    .into();
    let _ = Command::new(program).arg(address).spawn();
}
