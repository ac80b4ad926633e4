//! `gongkai review`: what a change does to the site, before it is published.

pub(super) mod before;

use super::args::{Arguments, ReviewOptions};
use super::site::{self, Opened, Site};
use super::{Exit, Failure, terminal};
use crate::check::Day;
use crate::config;
use crate::diagnostic::emit::{self, Format};
use crate::diagnostic::{Finding, Tongue};
use crate::escape::terminal::path as shown;
use crate::host::Host;
use crate::host::laid::Laid;
use crate::review::{Review, review, show};
use crate::{Prepared, build::sources_of};
use std::path::Path;

/// Names of what is written.
const PAGE: &str = "review.html";
const COMMENT: &str = "review.md";

/// Holds the site against what it was.
pub fn run(arguments: &Arguments, options: &ReviewOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let day = site::day(&options.day, &site.config, site.tongue)?;
    match &options.before {
        Some(folder) => {
            if site.host.what(folder).is_none() {
                let name = shown(folder);
                return Err(Failure::new(site::say(
                    site.tongue,
                    format!("{name} is not there"),
                    format!("没有文件夹 {name}"),
                )));
            }
            held(&site, arguments, options, &site.host, folder, day)
        }
        None => {
            let told = before::base(&arguments.root, options.base.as_deref(), site.tongue)
                .and_then(|commit| before::differing(&arguments.root, &commit, site.tongue));
            let laid = Laid::over(&site.host, told.map_err(Failure::new)?);
            held(&site, arguments, options, &laid, &arguments.root, day)
        }
    }
}

fn held(
    site: &Site,
    arguments: &Arguments,
    options: &ReviewOptions,
    host: &dyn Host,
    folder: &Path,
    day: Day,
) -> Result<Exit, Failure> {
    let fault = |error| super::build::failure(error, site.tongue);
    let after = crate::check_site(&site.host, &arguments.root, site.config.clone(), day).map_err(fault)?;
    let before = state(host, folder, day).map_err(fault)?;
    let review = review(before.as_ref(), &after).map_err(fault)?;
    let sources = sources_of(&review.findings, |file| site.host.read(&arguments.root.join(file)));
    let placed = emit::place(&review.findings, &sources, site.tongue);
    let comment = show::comment(&review, &placed, site.tongue);
    match &options.output {
        None => terminal::result(&comment)?,
        Some(output) => {
            site.host.write(&output.join(PAGE), show::page(&review, &placed, site.tongue).as_bytes())?;
            site.host.write(&output.join(COMMENT), comment.as_bytes())?;
        }
    }
    terminal::say(&summary(&review, options.output.as_deref(), site.tongue));
    Ok(if review.stops() { Exit::Content } else { Exit::Fine })
}

/// Checks the site as it was; `None` where there was none that could be read.
pub(super) fn state<'h>(
    host: &'h dyn Host,
    folder: &Path,
    day: Day,
) -> Result<Option<Prepared<'h>>, crate::BuildError> {
    let Ok(bytes) = host.read(&folder.join(config::FILE)) else { return Ok(None) };
    let (config, findings) = config::read(&bytes);
    match config.filter(|_| !findings.iter().any(Finding::is_error)) {
        Some(config) => crate::check_site(host, folder, config, day).map(Some),
        None => Ok(None),
    }
}

fn summary(review: &Review, output: Option<&Path>, tongue: Tongue) -> String {
    let errors = review.findings.iter().filter(|finding| finding.is_error()).count() + review.standing;
    let (records, pages) = (review.records.len(), review.pages.list.len() + review.pages.more);
    let place = output.map(|output| shown(&output.join(PAGE)));
    match tongue {
        Tongue::English => {
            let written = place.map_or_else(String::new, |place| format!(" Written: {place}"));
            format!(
                "Reviewed: {} touched, {} changed, {} that would stop it.{written}",
                site::count(records, "record"),
                site::count(pages, "page"),
                site::count(errors, "error")
            )
        }
        Tongue::Chinese => {
            let written = place.map_or_else(String::new, |place| format!("已写入 {place}"));
            format!("已比较：涉及{records}条记录、{pages}个页面，{errors}个错误会阻止公开。{written}")
        }
    }
}
