//! `gongkai check --fix`: mends what can only have been meant in one way, after showing it.

use super::args::{Arguments, CheckOptions};
use super::site::{self, say};
use super::{Failure, terminal};
use crate::config;
use crate::diagnostic::fix::{Mended, is_certain, mend};
use crate::diagnostic::{Finding, Tongue, emit};
use crate::escape::terminal::inline;
use crate::host::Host as _;
use crate::host::disk::Disk;
use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal as _;

/// A mended place may let another be seen: so often the site is checked again.
const ROUNDS: usize = 8;

/// Mends the files of the site, those at the paths given if any are.
pub fn run(arguments: &Arguments, options: &CheckOptions) -> Result<(), Failure> {
    let host = Disk::default();
    // A path that leads nowhere is told by the check that follows.
    let paths: Vec<_> = options.paths.iter().filter_map(|path| site::within(&host, &arguments.root, path)).collect();
    if paths.len() < options.paths.len() {
        return Ok(());
    }
    for _ in 0..ROUNDS {
        let (mut findings, tongue) = findings(&host, arguments, options)?;
        let personal = personal(&host, arguments, &findings, tongue);
        findings.retain(|finding| is_certain(finding) && super::check::is_wanted(&finding.file, &paths));
        let mended = mended(&host, arguments, &findings, tongue)?;
        if mended.is_empty() {
            return Ok(());
        }
        terminal::tell(&shown(&mended, &personal));
        let places: usize = mended.values().map(|file| file.changes.len()).sum();
        if options.dry_run {
            terminal::say(&say(
                tongue,
                format!("{} can be mended; nothing was changed.", site::count(places, "place")),
                format!("有{places}处可以改正，未作改动。"),
            ));
            return Ok(());
        }
        if std::io::stdin().is_terminal() && !agreed(tongue)? {
            terminal::say(&say(tongue, "Nothing was changed.".to_owned(), "未作改动。".to_owned()));
            return Ok(());
        }
        for (file, mended) in &mended {
            // What is there stays whole until the new file is.
            let new = arguments.root.join(".gongkai/mended");
            host.write(&new, &mended.bytes)?;
            // A link stays one: what it leads to is mended.
            host.rename(&new, &host.place(&arguments.root.join(file))?)?;
        }
        terminal::say(&say(
            tongue,
            format!("Mended {} in {}.", site::count(places, "place"), site::count(mended.len(), "file")),
            format!("已改正{}个文件中的{places}处。", mended.len()),
        ));
    }
    Ok(())
}

/// The findings of the configuration; where it can be used, those of the site.
fn findings(host: &Disk, arguments: &Arguments, options: &CheckOptions) -> Result<(Vec<Finding>, Tongue), Failure> {
    let (config, findings) = config::read(&host.read(&arguments.root.join(config::FILE))?);
    let tongue = site::tongue(arguments, config.as_ref().map(|config| config.languages[0].code.as_str()));
    let Some(config) = config.filter(|_| !findings.iter().any(Finding::is_error)) else {
        return Ok((findings, tongue));
    };
    let day = site::day(&options.day, &config, tongue)?;
    let prepared =
        crate::check_site(host, &arguments.root, config, day).map_err(|error| super::build::failure(error, tongue))?;
    Ok((prepared.checked.findings, tongue))
}

/// Files that can be mended, by path.
fn mended(
    host: &Disk,
    arguments: &Arguments,
    findings: &[Finding],
    tongue: Tongue,
) -> Result<BTreeMap<String, Mended>, Failure> {
    let read = |file: &str| host.read(&arguments.root.join(file));
    let sources = crate::build::sources_of(findings, read);
    let placed = emit::place(findings, &sources, tongue);
    let mut by_file = BTreeMap::<&str, Vec<&emit::Placed<'_>>>::new();
    for p in &placed {
        by_file.entry(&p.finding.file).or_default().push(p);
    }
    let mut all = BTreeMap::new();
    for (file, placed) in by_file {
        all.extend(mend(&read(file)?, &placed).map(|mended| (file.to_owned(), mended)));
    }
    Ok(all)
}

/// The lines that hold personal data: what a terminal shows may be the log of a forge.
fn personal(host: &Disk, arguments: &Arguments, findings: &[Finding], tongue: Tongue) -> BTreeSet<(String, usize)> {
    let all: Vec<Finding> =
        findings.iter().filter(|finding| finding.rule.name.starts_with("personal-data-")).cloned().collect();
    let sources = crate::build::sources_of(&all, |file| host.read(&arguments.root.join(file)));
    emit::place(&all, &sources, tongue).iter().map(|p| (p.finding.file.clone(), p.at.line)).collect()
}

/// The difference, line by line; of a line with personal data, only that it changes.
fn shown(mended: &BTreeMap<String, Mended>, personal: &BTreeSet<(String, usize)>) -> String {
    let mut text = String::new();
    for (file, mended) in mended {
        for change in &mended.changes {
            text.push_str(&format!("{}:{}: {}\n", inline(file), change.line, change.message));
            let lines = change.lines.as_ref().filter(|_| !personal.contains(&(file.clone(), change.line)));
            if let Some((before, after)) = lines {
                text.push_str(&format!("  - {}\n  + {}\n", inline(before), inline(after)));
            }
        }
    }
    text
}

fn agreed(tongue: Tongue) -> Result<bool, Failure> {
    terminal::tell(&say(tongue, "Write these changes? [y/N] ".to_owned(), "写入这些改动吗？[y/N] ".to_owned()));
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是" | "好"))
}
