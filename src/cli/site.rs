//! What commands share: the configuration, the day, and how findings are shown.

use super::args::{Arguments, DayOption};
use super::{Exit, Failure};
use crate::cache;
use crate::check::Day;
use crate::config::{self, Config};
use crate::diagnostic::emit::{self, Format, Sources};
use crate::diagnostic::{Finding, Tongue};
use crate::host::Host;
use crate::host::disk::{self, Disk};
use crate::yaml::schema::LAST_YEAR;
use std::io::IsTerminal as _;
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
        Failure::new(format!("{} is missing: this folder is no site", path.display()))
            .hint("go to the folder of your site, name it with --root DIR, or make a new one with `gongkai init DIR`")
    })?;
    let (config, findings) = config::read(&bytes);
    let first = config.as_ref().map(|c| c.languages[0].code.clone());
    let tongue = tongue(arguments, first.as_deref());
    match config.filter(|_| !findings.iter().any(Finding::is_error)) {
        Some(config) => Ok(Opened::Site(Box::new(Site { host, config, tongue }))),
        None => {
            show(&host, arguments, &findings, format, tongue);
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
    Some(cache::Place::of(root, output, disk::program()?))
}

/// Returns the lock that builds into a folder hold, however the folder was named.
pub fn lock(root: &Path, output: &Path) -> PathBuf {
    let full = disk::full_names(output);
    cache::lock_of(root, full.first().map_or(output, PathBuf::as_path))
}

/// Shows findings: the human form goes to standard error, the others are the command's result.
pub fn show(host: &dyn Host, arguments: &Arguments, findings: &[Finding], format: Format, tongue: Tongue) {
    let sources = Sources::read(findings, |file| host.read(&arguments.root.join(file)));
    let placed = emit::place(findings, &sources, tongue);
    let colour = std::io::stderr().is_terminal();
    let text = emit::emit(&placed, format, tongue, colour);
    match format {
        Format::Human => eprint!("{text}"),
        Format::Short | Format::Json | Format::Github => print!("{text}"),
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
