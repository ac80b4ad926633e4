//! `gongkai check`: everything but writing.

use super::args::{Arguments, CheckOptions};
use super::review::{before, state};
use super::site::{self, Opened, Site};
use super::{Exit, Failure, terminal};
use crate::Prepared;
use crate::against::against;
use crate::check::Day;
use crate::config::FILE as CONFIG;
use crate::diagnostic::Finding;
use crate::diagnostic::emit::Format;
use crate::escape::terminal::path as shown;
use crate::host::laid::Laid;
use crate::host::{Host, What};
use std::path::{Path, PathBuf};

/// Checks the site and shows every finding.
pub fn run(arguments: &Arguments, options: &CheckOptions) -> Result<Exit, Failure> {
    let format = Format::from(options.format);
    if options.fix {
        super::fix::run(arguments, options)?;
    }
    let site = match site::open(arguments, format)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let day = site::day(&options.day, &site.config, site.tongue)?;
    let prepared = crate::check_site(&site.host, &arguments.root, site.config.clone(), day)
        .map_err(|error| super::build::failure(error, site.tongue))?;
    let mut findings = match &options.against {
        Some(named) => held_against(&site, arguments, named, day, &prepared)?,
        None => Vec::new(),
    };
    findings.extend(prepared.checked.findings);
    findings.sort_by_cached_key(|f| (f.file.clone(), f.place.order(), f.rule.name, f.args.clone()));
    let paths = wanted(&findings, &site, arguments, options)?;
    findings.retain(|f| is_wanted(&f.file, &paths));
    site::show(&site.host, arguments, &findings, format, site.tongue)?;
    let (errors, warnings) = site::totals(&findings);
    if format == Format::Human {
        terminal::tell(&site::embargoes(&prepared.checked.tally, site.tongue));
        let files = prepared.checked.tally.read;
        terminal::say(&site::say(
            site.tongue,
            match (errors, warnings) {
                (0, 0) => format!("Checked {}: nothing to mend.", site::count(files, "file")),
                _ => format!(
                    "Checked {}: {}, {}.",
                    site::count(files, "file"),
                    site::count(errors, "error"),
                    site::count(warnings, "warning")
                ),
            },
            match (errors, warnings) {
                (0, 0) => format!("已检查{files}个文件，没有问题。"),
                _ => format!("已检查{files}个文件：{errors}个错误，{warnings}个提醒。"),
            },
        ));
    }
    Ok(verdict(&findings, options.strict))
}

/// Holds the site against a folder, or a commit of its repository.
fn held_against(
    site: &Site,
    arguments: &Arguments,
    named: &Path,
    day: Day,
    after: &Prepared<'_>,
) -> Result<Vec<Finding>, Failure> {
    let fault = |error| super::build::failure(error, site.tongue);
    if super::build::is_published(&site.host, named) {
        return super::build::held_against_published(site, named, after);
    }
    let laid;
    let (host, folder): (&dyn Host, &Path) = if site.host.what(named) == Some(What::Folder) {
        (&site.host, named)
    } else {
        let told = before::commit(&arguments.root, &named.to_string_lossy(), site.tongue)
            .and_then(|commit| before::differing(&arguments.root, &commit, site.tongue));
        laid = Laid::over(&site.host, told.map_err(Failure::new)?);
        (&laid, &arguments.root)
    };
    let Some(earlier) = state(host, folder, day).map_err(fault)? else {
        let name = shown(named);
        return Err(Failure::new(site::say(
            site.tongue,
            format!(
                "{name} holds no site that can be read: it has no {CONFIG}, or one with errors, and no SHA256SUMS of a published site"
            ),
            format!("{name} 中没有可读的网站：没有 {CONFIG}，或其中有错误，也没有已公开网站的 SHA256SUMS"),
        )));
    };
    against(&earlier, after).map_err(fault)
}

/// Errors stop; warnings stop when asked to.
pub fn verdict(findings: &[Finding], strict: bool) -> Exit {
    let (errors, warnings) = site::totals(findings);
    if errors > 0 || (strict && warnings > 0) { Exit::Content } else { Exit::Fine }
}

/// Returns whether a file is among the paths given, or none were.
pub fn is_wanted(file: &str, paths: &[PathBuf]) -> bool {
    paths.is_empty() || paths.iter().any(|path| Path::new(file).starts_with(path))
}

/// Returns the paths that findings are wanted of, as findings name them.
pub fn wanted(
    findings: &[Finding],
    site: &Site,
    arguments: &Arguments,
    options: &CheckOptions,
) -> Result<Vec<PathBuf>, Failure> {
    options.paths.iter().map(|path| chosen(path, findings, site, arguments)).collect()
}

/// Returns a path as findings name it. One at which nothing is read is a slip: "nothing to mend"
/// would be said of files that nobody looked at.
fn chosen(path: &Path, findings: &[Finding], site: &Site, arguments: &Arguments) -> Result<PathBuf, Failure> {
    let name = shown(path);
    let Some(inside) = site::within(&site.host, &arguments.root, path) else {
        let root = shown(&arguments.root);
        return Err(Failure::new(site::say(
            site.tongue,
            format!("{name} lies outside of the site {root}"),
            format!("{name} 不在网站 {root} 之内"),
        )));
    };
    let is_read = |file: &Path| file == Path::new(CONFIG) || file.starts_with("content") || file.starts_with("themes");
    let stands = |path: &Path| match site.host.what(&arguments.root.join(path)) {
        Some(What::Folder) => site.host.list(&arguments.root.join(path)).is_ok_and(|files| !files.is_empty()),
        found => found.is_some(),
    };
    // Of a file that should be there and is not, there may be a finding.
    let found = || findings.iter().any(|finding| Path::new(&finding.file).starts_with(&inside));
    if inside.as_os_str().is_empty() || (is_read(&inside) && stands(&inside)) || found() {
        return Ok(inside);
    }
    Err(Failure::new(site::say(
        site.tongue,
        format!("{name} is no file or folder that is checked"),
        format!("{name} 不是要检查的文件或文件夹"),
    ))
    .hint(site::say(
        site.tongue,
        format!("name files or folders below content/ or themes/, or {CONFIG}; without a path all are checked"),
        format!("请写 content/ 或 themes/ 下的文件、文件夹，或 {CONFIG}；不写路径则检查全部"),
    )))
}
