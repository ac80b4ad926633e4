//! `gongkai check`: everything but writing.

use super::args::{Arguments, CheckOptions};
use super::site::{self, Opened};
use super::{Exit, Failure, terminal};
use crate::diagnostic::Finding;
use crate::diagnostic::emit::Format;
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
    let day = site::day(&options.day, &site.config)?;
    let prepared = crate::check_site(&site.host, &arguments.root, site.config, day)
        .map_err(|error| super::build::failure(error, site.tongue))?;
    let mut findings = prepared.checked.findings;
    findings.retain(|f| is_wanted(&f.file, &options.paths));
    site::show(&site.host, arguments, &findings, format, site.tongue)?;
    let (errors, warnings) = site::totals(&findings);
    if format == Format::Human {
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

/// Errors stop; warnings stop when asked to.
pub fn verdict(findings: &[Finding], strict: bool) -> Exit {
    let (errors, warnings) = site::totals(findings);
    if errors > 0 || (strict && warnings > 0) { Exit::Content } else { Exit::Fine }
}

/// Returns whether a file is among the paths given, or none were.
pub fn is_wanted(file: &str, paths: &[PathBuf]) -> bool {
    paths.is_empty() || paths.iter().any(|path| below(file, path))
}

fn below(file: &str, path: &Path) -> bool {
    let path = path.strip_prefix("./").unwrap_or(path);
    Path::new(file).starts_with(path)
}
