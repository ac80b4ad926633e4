//! `gongkai import`: records from the export of a case system.
//!
//! The first run proposes a mapping and shows what would be written; `--write` writes. What must hold:
//! a file is whole or not there, and the ledger comes after the files: an import that was stopped goes
//! on with the next run.

use super::args::{Arguments, ImportOptions};
use super::site::{self, Opened, Site, say};
use super::{Exit, Failure, terminal};
use crate::build;
use crate::cache::Cache;
use crate::check::Day;
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Format;
use crate::host::Host as _;
use crate::import::ledger::Ledger;
use crate::import::mapping::{self, Mapping, Refused};
use crate::import::plan::{self, File, Plan};
use crate::import::propose::{About, heads_fault, propose};
use crate::import::read::{self, Reading};
use crate::import::sheet::{Sheet, Unreadable};
use crate::import::values::Known;
use crate::import::{show, target};
use crate::record::parse::Context;
use crate::record::personal_data::Form;
use crate::record::{Parsed, Record};
use crate::source::{self, text::decode};
use jiff::tz::TimeZone;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Where mappings are kept.
const FOLDER: &str = "imports";

/// Where files are written before they are moved into their place.
const STAGE: &str = ".gongkai/import";

/// Imports an export, or shows what would be imported.
pub fn run(arguments: &Arguments, options: &ImportOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    // A row from after the day is a fault, whoever named the day.
    let day = Day { replay: false, ..site::day(&options.day, &site.config, site.tongue)? };
    let bytes = site.host.read(&options.file).map_err(|error| {
        Failure::new(error).hint(say(
            site.tongue,
            "name the export that is to be imported".to_owned(),
            "请指明要导入的文件".to_owned(),
        ))
    })?;
    let context = site.config.context();
    let mut facts = Facts::read(&site, arguments, &context)?;
    let parsed = std::mem::take(&mut facts.parsed);
    let import = Import { arguments, options, site: &site, facts: &facts, context: &context };
    let Found { place, sheet, fresh } = import.mapping(&bytes)?;
    let Some(mapping) = import.read_mapping(&place)? else { return Ok(Exit::Content) };
    // Ids cannot be changed later, and columns may not be what their heads say: somebody looks first.
    let mode = match (options.write, fresh) {
        (false, _) => Mode::Look,
        (true, true) => Mode::LookFirst,
        (true, false) => Mode::Write,
    };
    import.go_on(Found { place, sheet, fresh }, &mapping, (day, parsed), mode)
}

/// What the site has that rows can name, and its files.
struct Facts<'h> {
    snapshot: source::Snapshot<'h>,
    parsed: Vec<Parsed>,
    known: Known,
    zone: TimeZone,
}

impl<'h> Facts<'h> {
    fn read(site: &'h Site, arguments: &Arguments, context: &Context) -> Result<Self, Failure> {
        let snapshot = source::read(&site.host, &arguments.root, &site.config.theme, None)?;
        let sources = build::sources(&snapshot, &site.config, &Cache::default())?;
        let (mut departments, mut topics) = (Vec::new(), Vec::new());
        for file in &sources.parsed {
            match &file.record {
                Some(Record::Departments(list)) => departments.extend(list.iter().cloned()),
                Some(Record::Topics(list)) => topics.extend(list.iter().cloned()),
                _ => {}
            }
        }
        let known = Known::new(&departments, &topics, &context.languages);
        let zone = TimeZone::get(&site.config.timezone).unwrap_or(TimeZone::UTC);
        Ok(Self { snapshot, parsed: sources.parsed, known, zone })
    }
}

/// The mapping of an export.
struct Found {
    place: PathBuf,
    sheet: Sheet,
    /// It was proposed just now.
    fresh: bool,
}

/// Whether records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Look,
    /// Asked to write by a mapping that nobody has seen.
    LookFirst,
    Write,
}

/// One import.
struct Import<'a> {
    arguments: &'a Arguments,
    options: &'a ImportOptions,
    site: &'a Site,
    facts: &'a Facts<'a>,
    context: &'a Context,
}

impl Import<'_> {
    fn tongue(&self) -> Tongue {
        self.site.tongue
    }

    fn say(&self, english: impl Into<String>, chinese: impl Into<String>) -> String {
        say(self.tongue(), english.into(), chinese.into())
    }

    fn name(&self) -> String {
        self.options.file.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn failure(&self, fault: &Unreadable) -> Failure {
        let file = shown(&self.options.file);
        let colon = self.say(": ", "：");
        Failure::new(format!("{file}{colon}{}", fault.what.in_tongue(self.tongue())))
            .hint(fault.help.in_tongue(self.tongue()))
    }

    fn read_sheet(&self, bytes: &[u8], reading: &Reading) -> Result<Sheet, Failure> {
        read::read(&self.name(), bytes, reading).map_err(|fault| self.failure(&fault))
    }

    /// Finds the mapping of an export, or proposes and writes one.
    fn mapping(&self, bytes: &[u8]) -> Result<Found, Failure> {
        if let Some(named) = &self.options.mapping {
            if self.site.host.what(named).is_some() {
                let reading = mapping::glance(&self.text(named)?).map(|(reading, _)| reading).unwrap_or_default();
                return Ok(Found { place: named.clone(), sheet: self.read_sheet(bytes, &reading)?, fresh: false });
            }
            let sheet = self.read_sheet(bytes, &Reading::default())?;
            let stem = named.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            return self.propose(named.clone(), &slug(&stem), sheet);
        }
        let folder = self.arguments.root.join(FOLDER);
        let mut names = self.site.host.names(&folder).unwrap_or_default();
        names.retain(|name| name.ends_with(".yaml"));
        names.sort();
        let mut fitting: Vec<(PathBuf, Sheet)> = Vec::new();
        for name in &names {
            let path = folder.join(name);
            let Some((reading, heads)) = mapping::glance(&self.text(&path)?) else { continue };
            let Ok(sheet) = read::read(&self.name(), bytes, &reading) else { continue };
            let there = heads.iter().filter(|head| sheet.column(head).is_some()).count();
            // An export may have lost a column or two, and is still one of the same system.
            if there > 0 && there * 4 >= heads.len() * 3 {
                fitting.push((path, sheet));
            }
        }
        if fitting.len() > 1 {
            let all: Vec<String> = fitting.iter().map(|(path, _)| shown(path)).collect();
            let all = all.join(", ");
            return Err(Failure::new(self.say(
                format!("more than one mapping fits this export: {all}"),
                format!("有不止一个对应表适合这个文件：{all}"),
            ))
            .hint(self.say("name one with --mapping FILE", "请用 --mapping 指明一个")));
        }
        if let Some((place, sheet)) = fitting.pop() {
            return Ok(Found { place, sheet, fresh: false });
        }
        let sheet = self.read_sheet(bytes, &Reading::default())?;
        let stem = self.options.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let prefix = slug(&stem);
        let taken = |name: &String| names.contains(&format!("{name}.yaml"));
        let name =
            (1..).map(|n| if n == 1 { prefix.clone() } else { format!("{prefix}-{n}") }).find(|name| !taken(name));
        let name = name.unwrap_or_default();
        self.propose(folder.join(format!("{name}.yaml")), &name, sheet)
    }

    fn propose(&self, path: PathBuf, prefix: &str, sheet: Sheet) -> Result<Found, Failure> {
        let scan = self.context.scan();
        let defaults = self.site.config.defaults.iter().find(|(kind, _)| kind == "reply");
        let about = About {
            known: &self.facts.known,
            languages: &self.context.languages,
            zone: &self.facts.zone,
            default_kind: defaults.and_then(|(_, node)| node.text("kind")),
            may_write: &|name| scan.text(name, Form::Prose, &[]).is_empty(),
        };
        if let Some(fault) = heads_fault(&sheet, &about) {
            return Err(self.failure(&fault));
        }
        let text = propose(&sheet, &self.name(), prefix, &about, self.tongue());
        self.site.host.write(&path, text.as_bytes())?;
        let known = sheet.heads.iter().filter(|head| target::known(head).is_some()).count();
        let (all, path_shown) = (sheet.heads.len(), shown(&path));
        terminal::say(&self.say(
            format!("Proposed a mapping: {path_shown} ({known} of {all} columns are known). Look it over."),
            format!("已拟出对应表：{path_shown}（共{all}列，认出{known}列），请核对。"),
        ));
        Ok(Found { place: path, sheet, fresh: true })
    }

    fn text(&self, path: &Path) -> Result<String, Failure> {
        Ok(decode(&self.site.host.read(path)?).text)
    }

    /// Reads the mapping; shows what cannot be.
    fn read_mapping(&self, path: &Path) -> Result<Option<Mapping>, Failure> {
        let text = self.text(path)?;
        let file = path.strip_prefix(&self.arguments.root).unwrap_or(path).to_string_lossy().into_owned();
        match mapping::read(&text, &file, &self.facts.known) {
            Ok(mapping) => Ok(Some(mapping)),
            Err(Refused::Syntax(finding)) => {
                site::show(&self.site.host, self.arguments, &[*finding], Format::Human, self.tongue())?;
                Ok(None)
            }
            Err(Refused::Faults(faults)) => {
                let (error, help) = (self.say("error", "错误"), self.say("help", "建议"));
                for fault in faults {
                    let (what, advice) = (fault.what.in_tongue(self.tongue()), fault.help.in_tongue(self.tongue()));
                    terminal::say(&format!("{error}: {}:{}: {what}\n  = {help}: {advice}", shown(path), fault.line));
                }
                Ok(None)
            }
        }
    }

    fn go_on(
        &self,
        found: Found,
        mapping: &Mapping,
        (day, parsed): (Day, Vec<Parsed>),
        mode: Mode,
    ) -> Result<Exit, Failure> {
        let (place, sheet) = (&found.place, &found.sheet);
        let host = &self.site.host;
        let tongue = self.tongue();
        let _lock = if mode == Mode::Write { site::lock(&self.arguments.root.join(STAGE), tongue)? } else { None };
        let ledger_path = place.with_extension("ledger");
        let ledger = match host.what(&ledger_path) {
            Some(_) => Ledger::read(&self.text(&ledger_path)?),
            None => Ledger::default(),
        };
        let read = |path: &str| host.read(&self.arguments.root.join(path)).ok().map(|bytes| decode(&bytes).text);
        let before = ledger.clone();
        let stands = plan::Site {
            config: &self.site.config,
            context: self.context,
            known: &self.facts.known,
            zone: &self.facts.zone,
            day,
            parsed,
            listed: &self.facts.snapshot.content,
            read: &read,
            ledger,
        };
        let plan = plan::plan(sheet, mapping, stands);
        for note in &sheet.notes {
            let colon = self.say(": ", "：");
            terminal::say(&format!("{}{colon}{}", shown(&self.options.file), note.in_tongue(tongue)));
        }
        self.add_names(place, &plan)?;
        terminal::tell(&show::notes(&plan, tongue));
        if !plan.questions.is_empty() {
            return Ok(self.ask(place, &plan));
        }
        if mode == Mode::Write {
            self.write(&plan.files)?;
            if plan.ledger != before {
                host.write(&ledger_path, plan.ledger.text().as_bytes())?;
            }
        } else {
            terminal::result(&show::table(&plan, tongue))?;
        }
        terminal::tell(&show::reasons(&plan, tongue));
        self.report(&place.with_extension("report.csv"), &plan)?;
        self.end(place, &plan, mode);
        Ok(if plan.refusals.is_empty() { Exit::Fine } else { Exit::Content })
    }

    /// Says what is open, and how it is answered.
    fn ask(&self, place: &Path, plan: &Plan) -> Exit {
        let (error, help) = (self.say("open", "待定"), self.say("help", "建议"));
        for (what, advice) in &plan.questions {
            let (what, advice) = (what.in_tongue(self.tongue()), advice.in_tongue(self.tongue()));
            terminal::say(&format!("{error}: {what}\n  = {help}: {advice}"));
        }
        let place = shown(place);
        terminal::say(&self.say(
            format!("Nothing was imported. Answer this in {place}, then run the same command again."),
            format!("尚未导入。请在 {place} 中填写以上各项，再运行同一命令。"),
        ));
        Exit::Content
    }

    /// Adds new names to the mapping, or says them where they cannot be added.
    fn add_names(&self, place: &Path, plan: &Plan) -> Result<(), Failure> {
        if plan.names.is_empty() {
            return Ok(());
        }
        let file = shown(place);
        match mapping::with_names(&self.text(place)?, &plan.names) {
            Some(text) => {
                self.site.host.write(place, text.as_bytes())?;
                let open = plan.names.iter().filter(|name| name.word.is_none()).count();
                let count = plan.names.len();
                terminal::say(&self.say(
                    format!("{count} names are new and were added to {file}; {open} of them are open (\"?\")"),
                    format!("有{count}个新名称，已加入 {file}，其中{open}个待定（\"?\"）"),
                ));
            }
            None => {
                let mut lines = String::new();
                let mut column = "";
                for name in &plan.names {
                    if name.column != column {
                        column = &name.column;
                        lines.push_str(&format!("  {column}:\n"));
                    }
                    lines.push_str(&mapping::line_of(name));
                }
                terminal::say(&self.say(
                    format!("Names that are new; add them to {file} under `values`:\n{lines}"),
                    format!("以下是新名称，请加入 {file} 的 `values`：\n{lines}"),
                ));
            }
        }
        Ok(())
    }

    fn write(&self, files: &[File]) -> Result<(), Failure> {
        let host = &self.site.host;
        let root = &self.arguments.root;
        let stage = root.join(STAGE);
        let write = |(at, file): (usize, &File)| -> std::io::Result<()> {
            let staged = stage.join(at.to_string());
            host.write(&staged, file.text.as_bytes())?;
            host.rename(&staged, &root.join(&file.path))
        };
        files.par_iter().enumerate().try_for_each(write)?;
        // What an import that was stopped had not moved goes with it.
        host.remove_dir_all(&stage)?;
        Ok(())
    }

    /// Writes why rows were not written, or takes away what an earlier import said.
    fn report(&self, path: &Path, plan: &Plan) -> Result<(), Failure> {
        let host = &self.site.host;
        match show::report(plan, self.tongue()) {
            Some(bytes) => {
                host.write(path, &bytes)?;
                let path = shown(path);
                terminal::say(&self.say(
                    format!("Each row that is not written, and why: {path}"),
                    format!("未写入的各行及原因：{path}"),
                ));
            }
            None if host.what(path).is_some() => host.remove_file(path)?,
            None => {}
        }
        Ok(())
    }

    fn end(&self, place: &Path, plan: &Plan, mode: Mode) {
        terminal::say(&show::sum(&plan.tally(), mode == Mode::Write, self.tongue()));
        if plan.files.is_empty() {
            return;
        }
        let place = shown(place);
        terminal::say(&match mode {
            Mode::Look => self
                .say("To write them, run the same command with --write.", "确认无误后，在同一命令后加 --write 写入。"),
            Mode::LookFirst => self.say(
                format!("The mapping is new: look {place} over, then run the same command again."),
                format!("对应表是新拟的：请先核对 {place}，再运行同一命令。"),
            ),
            Mode::Write => self.say(
                "Next: `gongkai check`, look at the difference, commit `content/` and `imports/`.",
                "下一步：运行 `gongkai check`，核对改动，提交 `content/` 和 `imports/`。",
            ),
        });
    }
}

/// Returns a path as staff know it.
fn shown(path: &Path) -> String {
    crate::escape::terminal::path(path.strip_prefix(".").unwrap_or(path))
}

/// Returns a name for a mapping and a beginning for ids: the words of a file's name, without numbers.
fn slug(stem: &str) -> String {
    let lower = stem.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| word.bytes().any(|b| b.is_ascii_alphabetic())).collect();
    let name: String = words.join("-").chars().take(30).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "import".to_owned() } else { name.to_owned() }
}
