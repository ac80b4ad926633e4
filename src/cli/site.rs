//! What commands share: the configuration, the day, and how findings are shown.

use super::args::{Arguments, DayOption};
use super::{Exit, Failure, terminal};
use crate::cache;
use crate::check::Day;
use crate::config::{self, Config};
use crate::diagnostic::emit::{self, Format};
use crate::diagnostic::{Finding, Tongue};
use crate::escape::terminal::{Printed, path as shown};
use crate::host::disk::{self, Disk};
use crate::host::{Host as _, Lock};
use crate::yaml::schema::LAST_YEAR;
use std::path::{Path, PathBuf};

/// The site a command works on.
pub struct Site {
    pub host: Disk,
    pub config: Config,
    pub tongue: Tongue,
}

/// What opening a site gave.
pub enum Opened {
    Site(Box<Site>),
    /// The configuration has errors; they were shown.
    Refused(Exit),
}

/// Opens the site at `--root`.
pub fn open(arguments: &Arguments, format: Format) -> Result<Opened, Failure> {
    let host = Disk::default();
    let path = arguments.root.join(config::FILE);
    let bytes = host.read(&path).map_err(|_| {
        Failure::new(format!("{} is missing: this folder is no site", shown(&path)))
            .hint("go to the folder of your site, name it with --root DIR, or make a new one with `gongkai init DIR`")
    })?;
    let (config, findings) = config::read(&bytes);
    let first = config.as_ref().map(|c| c.languages[0].code.clone());
    let tongue = tongue(arguments, first.as_deref());
    match config.filter(|_| !findings.iter().any(Finding::is_error)) {
        Some(config) => Ok(Opened::Site(Box::new(Site { host, config, tongue }))),
        None => {
            show(&host, arguments, &findings, format, tongue)?;
            Ok(Opened::Refused(Exit::Content))
        }
    }
}

/// Language of messages: `--lang`, else the site's first, else English.
pub fn tongue(arguments: &Arguments, first: Option<&str>) -> Tongue {
    arguments.lang.as_deref().or(first).map_or(Tongue::English, Tongue::of)
}

/// The day of the site: `--as-of`, `SOURCE_DATE_EPOCH`, the configuration, today.
pub fn day(option: &DayOption, config: &Config) -> Result<Day, Failure> {
    let day = wanted_day(option, config)?;
    if day.as_of.year() > LAST_YEAR {
        let failure = Failure::new(format!("{} is no day that a site can stand for", day.as_of));
        return Err(failure.hint(format!("name one up to the year {LAST_YEAR}")));
    }
    Ok(day)
}

fn wanted_day(option: &DayOption, config: &Config) -> Result<Day, Failure> {
    if let Some(as_of) = option.as_of {
        return Ok(Day { as_of, replay: true });
    }
    if let Some(epoch) = disk::variable("SOURCE_DATE_EPOCH").filter(|e| !e.is_empty()) {
        let seconds = epoch.parse().ok().and_then(|s| jiff::Timestamp::from_second(s).ok());
        let stamp =
            seconds.ok_or_else(|| Failure::new(format!("SOURCE_DATE_EPOCH is `{epoch}`, not a number of seconds")))?;
        let zone = jiff::tz::TimeZone::get(&config.timezone).unwrap_or(jiff::tz::TimeZone::UTC);
        return Ok(Day { as_of: zone.to_datetime(stamp).date(), replay: false });
    }
    let as_of = config.as_of.unwrap_or_else(|| disk::today(&config.timezone));
    Ok(Day { as_of, replay: false })
}

/// Returns where builds of a folder are remembered; `None` when the program cannot be read, as
/// its digest is what tells a cache of ours from that of another version.
pub fn cache(root: &Path, output: &Path) -> Option<cache::Place> {
    Some(cache::Place::of(root, output, crate::source::digest(&disk::program()?)))
}

/// Returns the one full name of an output folder. One that is, holds or lies in what the site is
/// made from is refused: the next build would read its pages, or it would stand among them.
pub fn output(site: &Site, arguments: &Arguments, named: &Path) -> Result<PathBuf, Failure> {
    let output = site.host.place(&arguments.root.join(named))?;
    let sources = ["content", "themes", ".git"].map(|folder| arguments.root.join(folder));
    let taken = |folder: &PathBuf| site.host.place(folder).is_ok_and(|folder| output.starts_with(folder));
    if sources.iter().any(taken) || site.host.place(&arguments.root)?.starts_with(&output) {
        let name = shown(&output);
        return Err(Failure::new(say(
            site.tongue,
            format!("{name} belongs to what the site is made from: pages cannot be written there"),
            format!("{name} 是网站的内容所在，不能把页面写到那里"),
        ))
        .hint(say(
            site.tongue,
            "name a folder of its own with --output, `public` for instance".to_owned(),
            "用 --output 另选一个文件夹，例如 `public`".to_owned(),
        )));
    }
    Ok(output)
}

/// Waits until no other process writes into a folder, and says so; another cannot while the lock
/// is held.
pub fn lock(output: &Path, tongue: Tongue) -> Result<Option<Lock>, Failure> {
    let name = shown(output);
    let mut wait = || {
        terminal::say(&say(
            tongue,
            format!("another gongkai is writing into {name}: waiting until it is done (Ctrl+C to stop)"),
            format!("另一个 gongkai 正在写入 {name}，等它完成（按 Ctrl+C 停止）"),
        ));
    };
    Ok(disk::lock(output, &mut wait)?)
}

/// Shows findings: the human form goes to standard error, the others are the command's result.
pub fn show(
    host: &Disk,
    arguments: &Arguments,
    findings: &[Finding],
    format: Format,
    tongue: Tongue,
) -> Result<(), Failure> {
    let sources = crate::build::sources_of(findings, |file| host.read(&arguments.root.join(file)));
    let placed = emit::place(findings, &sources, tongue);
    let text = emit::emit(&placed, format, tongue, terminal::has_colours());
    match format {
        Format::Human => {
            terminal::show(&Printed::coloured(&text));
            Ok(())
        }
        Format::Short | Format::Json | Format::Github => terminal::result(&text),
    }
}

/// Counts errors and warnings.
pub fn totals(findings: &[Finding]) -> (usize, usize) {
    let errors = findings.iter().filter(|f| f.is_error()).count();
    (errors, findings.len() - errors)
}

/// Chooses between the two languages of messages.
pub fn say(tongue: Tongue, english: String, chinese: String) -> String {
    match tongue {
        Tongue::English => english,
        Tongue::Chinese => chinese,
    }
}

/// Returns `1 error`, `2 errors`.
pub fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
