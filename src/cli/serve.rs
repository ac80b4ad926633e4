//! `gongkai serve`: the site while it is being written.

use super::args::{Arguments, ServeOptions};
use super::site::{self, Opened, Site};
use super::{Exit, Failure};
use crate::diagnostic::emit::{Format, Sources, emit, place};
use crate::diagnostic::{Finding, Tongue};
use crate::host::{Host as _, disk};
use crate::serve::watch::Watch;
use crate::serve::{Shown, http};
use crate::{Options, Refused};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

/// Builds, serves, watches; ends only with the process.
pub fn run(arguments: &Arguments, options: &ServeOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let folder = arguments.root.join(".gongkai/serve");
    let shown = Arc::new(Shown::new(folder, site.config.base_path(), site.tongue));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = runtime.block_on(http::bind(options.port)).map_err(|error| {
        Failure::new(format!("port {} cannot be used: {error}", options.port))
            .hint("another program may use it; choose one with --port")
    })?;
    let watch = Watch::new(&arguments.root).map_err(|e| Failure::new(format!("the folder cannot be watched: {e}")))?;
    rebuild(arguments, options, &shown, Some(site))?;
    let address = format!("http://localhost:{}{}", listener.local_addr()?.port(), shown.base_path);
    eprintln!(
        "{}",
        site::say(
            shown.tongue,
            format!("The site is at {address}; every save shows at once. Stop with Ctrl+C."),
            format!("网站在 {address}，保存后立即更新。按 Ctrl+C 停止。")
        )
    );
    if options.open {
        open_browser(&address);
    }
    let server = http::serve(listener, shown.clone());
    let (root, day, tongue) = (arguments.clone(), options.clone(), shown.clone());
    runtime.block_on(async move {
        let rebuilding = tokio::task::spawn_blocking(move || {
            while watch.next().is_some() {
                if let Err(failure) = rebuild(&root, &day, &tongue, None) {
                    tongue.update(Some(failure.message.clone()));
                    eprintln!("{}", failure.message);
                }
            }
        });
        let served = server.await;
        rebuilding.abort();
        served
    })?;
    Ok(Exit::Fine)
}

/// Builds once more and shows the outcome.
fn rebuild(arguments: &Arguments, options: &ServeOptions, shown: &Shown, site: Option<Site>) -> Result<(), Failure> {
    let started = disk::clock();
    let site = match site.map_or_else(|| reopen(arguments), |site| Ok(Ok(site)))? {
        Ok(site) => site,
        Err(findings) => {
            shown.update(Some(text(arguments, &findings, shown.tongue)));
            return Ok(());
        }
    };
    let day = site::day(&options.day, &site.config)?;
    let cache = site::cache(&arguments.root, &shown.folder);
    let build = Options { day, refused: Refused::Stop, strict: false, cache };
    let report = crate::build(&site.host, &arguments.root, site.config.clone(), &shown.folder, build)
        .map_err(super::build::failure)?;
    site::show(&site.host, arguments, &report.findings, Format::Human, shown.tongue);
    eprintln!("{}", super::build::summary(&report, started.elapsed(), shown.tongue));
    let errors: Vec<Finding> = report.findings.into_iter().filter(Finding::is_error).collect();
    shown.update(report.written.is_none().then(|| text(arguments, &errors, shown.tongue)));
    Ok(())
}

/// Reads the configuration again; its errors come back as findings.
fn reopen(arguments: &Arguments) -> Result<Result<Site, Vec<Finding>>, Failure> {
    let host = disk::Disk::default();
    let bytes = host.read(&arguments.root.join(crate::config::FILE))?;
    let (config, findings) = crate::config::read(&bytes);
    match config.filter(|_| !findings.iter().any(Finding::is_error)) {
        Some(config) => {
            let tongue = site::tongue(arguments, Some(config.languages[0].code.as_str()));
            Ok(Ok(Site { host, config, tongue }))
        }
        None => Ok(Err(findings)),
    }
}

fn text(arguments: &Arguments, findings: &[Finding], tongue: Tongue) -> String {
    let host = disk::Disk::default();
    let sources = Sources::read(findings, |file| host.read(&arguments.root.join(file)));
    emit(&place(findings, &sources, tongue), Format::Human, tongue, false)
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
