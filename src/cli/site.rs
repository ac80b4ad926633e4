//! What commands share: the configuration, the day, and how findings are shown.

use super::args::{Arguments, AsOf, DayOption};
use super::{Exit, Failure, terminal};
use crate::cache;
use crate::check::{Day, Tally};
use crate::config::{self, Config};
use crate::diagnostic::emit::{self, Format};
use crate::diagnostic::{Finding, Tongue};
use crate::escape::terminal::{Printed, inline, path as shown};
use crate::host::disk::{self, Disk};
use crate::host::{Host as _, Lock, What};
use crate::ledger;
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
    let bytes = host.read(&path).map_err(|error| no_site(&path, &error, tongue(arguments, None)))?;
    let (config, findings) = config::read(&bytes);
    let first = config.as_ref().map(|c| c.languages[0].code.clone());
    let tongue = tongue(arguments, first.as_deref());
    match config.filter(|_| !findings.iter().any(Finding::is_error)) {
        Some(mut config) => {
            config.log = ledger::name(&host, &arguments.root);
            Ok(Opened::Site(Box::new(Site { host, config, tongue })))
        }
        None => {
            show(&host, arguments, &findings, format, tongue)?;
            Ok(Opened::Refused(Exit::Content))
        }
    }
}

fn no_site(path: &Path, error: &std::io::Error, tongue: Tongue) -> Failure {
    if error.kind() != std::io::ErrorKind::NotFound {
        return Failure::new(error);
    }
    let name = shown(path);
    Failure::new(say(
        tongue,
        format!("{name} is missing: neither this folder nor one above it is a site"),
        format!("缺少 {name}：这个文件夹及其上级都不是网站"),
    ))
    .hint(say(
        tongue,
        "go to the folder of your site, name it with --root DIR, or make a new one with `gongkai init DIR`".to_owned(),
        "进入网站的文件夹，或用 --root 指明，或用 `gongkai init 文件夹` 新建一个".to_owned(),
    ))
}

/// Language of messages: `--lang`, else the site's first, else that of the environment.
pub fn tongue(arguments: &Arguments, first: Option<&str>) -> Tongue {
    arguments.lang.as_deref().or(first).map_or_else(locale, Tongue::of)
}

/// The language that the environment asks for, where there are messages in it.
pub fn locale() -> Tongue {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let set = names.iter().filter_map(|name| disk::variable(name)).find(|value| !value.is_empty());
    set.and_then(|value| Tongue::named(value.split('.').next()?)).unwrap_or(Tongue::English)
}

/// The main language of a site, if it can be told.
pub fn first_language(root: &Path) -> Option<String> {
    let bytes = Disk::default().read(&root.join(config::FILE)).ok()?;
    config::read(&bytes).0.map(|config| config.languages[0].code.clone())
}

/// Returns the folder of the site that the current folder is or lies in; the current one if it is in
/// none. A repository is not looked beyond.
pub fn from_below() -> PathBuf {
    let here = PathBuf::from(".");
    let host = Disk::default();
    let Ok(full) = host.place(&here) else { return here };
    let mut found = PathBuf::new();
    for folder in full.ancestors() {
        if host.what(&folder.join(config::FILE)).is_some() {
            return if found.as_os_str().is_empty() { here } else { found };
        }
        if host.what(&folder.join(".git")).is_some() {
            break;
        }
        found.push("..");
    }
    here
}

/// Returns a path as it is named within the site, whether it was given from the current folder, from
/// the site or in full; `None` when it lies outside.
pub fn within(host: &Disk, root: &Path, path: &Path) -> Option<PathBuf> {
    // As it is spelled, where a folder of the site is a link; else as links lead.
    let spelled = |path: &Path| Some((disk::spelled(path).ok()?, disk::spelled(root).ok()?));
    let real = |path: &Path| Some((host.place(path).ok()?, host.place(root).ok()?));
    let below = |(path, root): (PathBuf, PathBuf)| Some(path.strip_prefix(root).ok()?.to_owned());
    let inside = |path: &Path| spelled(path).and_then(below).or_else(|| real(path).and_then(below));
    let from_here = inside(path).filter(|found| host.what(&root.join(found)).is_some());
    from_here.or_else(|| inside(&root.join(path)))
}

/// The day of the site: `--as-of`, `SOURCE_DATE_EPOCH`, the configuration, today.
pub fn day(option: &DayOption, config: &Config, tongue: Tongue) -> Result<Day, Failure> {
    let day = wanted_day(option, config, tongue)?;
    if day.as_of.year() > LAST_YEAR {
        return Err(Failure::new(say(
            tongue,
            format!("{} is no day that a site can stand for", day.as_of),
            format!("网站不能呈现 {} 这一天", day.as_of),
        ))
        .hint(say(
            tongue,
            format!("name one up to the year {LAST_YEAR}"),
            format!("请写不晚于 {LAST_YEAR} 年的日期"),
        )));
    }
    Ok(day)
}

fn wanted_day(option: &DayOption, config: &Config, tongue: Tongue) -> Result<Day, Failure> {
    match option.as_of {
        Some(AsOf::Day(as_of)) => return Ok(Day { as_of, time: None, replay: true }),
        Some(AsOf::Instant(instant)) => {
            let moment = instant.local(&config.timezone);
            return Ok(Day { as_of: moment.date(), time: Some(moment.time()), replay: true });
        }
        None => {}
    }
    if let Some(epoch) = disk::variable("SOURCE_DATE_EPOCH").filter(|e| !e.is_empty()) {
        let seconds = epoch.parse().ok().and_then(|s| jiff::Timestamp::from_second(s).ok());
        let stamp = seconds.ok_or_else(|| {
            Failure::new(say(
                tongue,
                format!("SOURCE_DATE_EPOCH is `{epoch}`, not a number of seconds"),
                format!("环境变量 SOURCE_DATE_EPOCH 是 `{epoch}`，不是秒数"),
            ))
        })?;
        let zone = jiff::tz::TimeZone::get(&config.timezone).unwrap_or(jiff::tz::TimeZone::UTC);
        return Ok(Day {
            as_of: zone.to_datetime(stamp).date(),
            time: Some(zone.to_datetime(stamp).time()),
            replay: false,
        });
    }
    Ok(match config.as_of {
        Some(as_of) => Day { as_of, time: None, replay: false },
        None => {
            let now = disk::now(&config.timezone);
            Day { as_of: now.date(), time: Some(now.time()), replay: false }
        }
    })
}

/// Says what is held back until its hour, and when a build would show something else; empty when nothing is.
pub fn embargoes(tally: &Tally, tongue: Tongue) -> String {
    let Some(first) = tally.embargoes.first() else { return String::new() };
    let mut text = say(tongue, "held back until its hour:\n".to_owned(), "到时才公开：\n".to_owned());
    for held in &tally.embargoes {
        text.push_str(&format!("  {} ({})\n", inline(&held.file), held.until));
    }
    text.push_str(&say(
        tongue,
        format!("the next embargo ends at {}: build again then\n", first.until),
        format!("最近一项于 {} 到时，届时请重新生成\n", first.until),
    ));
    text
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

/// The same for the log of a site, where it has one: whoever writes it holds on to what was read.
pub fn lock_log(root: &Path, tongue: Tongue) -> Result<Option<Lock>, Failure> {
    let folder = root.join(ledger::FOLDER);
    if Disk::default().what(&folder) == Some(What::Folder) { lock(&folder, tongue) } else { Ok(None) }
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
        Format::Short | Format::Json | Format::Github | Format::Sarif => terminal::result(&text),
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
