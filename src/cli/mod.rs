//! The commands: arguments in, messages and exit code out.
//!
//! One file a command. [`run`] resolves what the library must not look for: the day, the
//! language of messages, whether a terminal is there. Exit codes (DESIGN 3): 0 fine or
//! warnings, 1 errors in content (warnings too with `--strict`), 2 usage, environment, or a
//! published record that would be left out, 3 a proven fork of a log.

mod admin;
mod archive;
mod args;
mod build;
mod check;
mod completions;
mod erase;
mod explain;
mod fix;
mod git;
mod import;
mod init;
mod log;
mod mirror;
mod new;
pub mod packs;
mod publish;
mod recover;
mod review;
mod search;
mod seen;
#[cfg(feature = "serve")]
mod serve;
mod site;
mod stats;
mod system;
mod terminal;
mod theme;
mod usage;
mod verify;
mod why;

use crate::diagnostic::Tongue;
use crate::escape::terminal::inline;
use clap::FromArgMatches as _;
use clap::parser::ValueSource;
use std::ffi::OsString;
use std::fmt;
use std::path::Path;

/// What the process leaves with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Fine = 0,
    Content = 1,
    Environment = 2,
    /// Two signed states of one log that cannot both be true.
    Fork = 3,
}

/// A fault that is not the content's: it ends the command with exit code 2.
#[derive(Debug)]
pub struct Failure {
    pub message: String,
    pub hint: Option<String>,
}

impl Failure {
    /// Nobody is left to be told why.
    fn silent() -> Self {
        Self { message: String::new(), hint: None }
    }

    fn new(message: impl fmt::Display) -> Self {
        Self { message: message.to_string(), hint: None }
    }

    fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(error)
    }
}

/// Returns the command line as clap has it, with its help in a language: for manuals.
pub fn command(tongue: Tongue) -> clap::Command {
    usage::command(tongue)
}

/// Runs the program with arguments (the first is its name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let given: Vec<OsString> = arguments.into_iter().collect();
    let tongue = asked_for(&given);
    let command = usage::command(tongue);
    let matches = match command.clone().try_get_matches_from(&given) {
        Ok(matches) => matches,
        Err(error) => {
            // The same fault, told of arguments that stay on their lines.
            let shown = given.iter().map(|argument| inline(&argument.to_string_lossy()).into_owned());
            let error = command.clone().try_get_matches_from(shown).err().unwrap_or(error);
            let printed = terminal::arguments(&error, &command, tongue);
            let fine = !error.use_stderr() && printed.is_ok();
            printed.unwrap_or_else(|failure| failed(&failure, tongue));
            return if fine { Exit::Fine } else { Exit::Environment };
        }
    };
    let Ok(mut arguments) = args::Arguments::from_arg_matches(&matches) else { return Exit::Environment };
    let named = matches.value_source("root") == Some(ValueSource::CommandLine);
    if !named && !matches!(arguments.command, args::Command::Init(_)) {
        arguments.root = site::from_below();
    }
    let outcome = dispatch(&arguments, tongue);
    outcome.unwrap_or_else(|failure| {
        failed(&failure, tongue);
        Exit::Environment
    })
}

/// The language for what is said before or without a site: that of `--lang`, of the site, of the
/// environment.
fn asked_for(given: &[OsString]) -> Tongue {
    let value = |name: &str| {
        let mut rest = given.iter().skip(1).map(|argument| argument.to_string_lossy());
        while let Some(argument) = rest.next() {
            match argument.strip_prefix(name) {
                Some("") => return rest.next().map(|value| value.into_owned()),
                Some(value) if value.starts_with('=') => return Some(value[1..].to_owned()),
                _ => {}
            }
        }
        None
    };
    let named = value("--lang").and_then(|tag| Tongue::named(&tag));
    named.unwrap_or_else(|| {
        let root = value("--root").map_or_else(site::from_below, Into::into);
        site::first_language(Path::new(&root)).map_or_else(site::locale, |tag| Tongue::of(&tag))
    })
}

/// Says why a command ended, unless nobody is left to hear it.
fn failed(failure: &Failure, tongue: Tongue) {
    let (error, help) = match tongue {
        Tongue::English => ("error", "help"),
        Tongue::Chinese => ("错误", "建议"),
    };
    if failure.message.is_empty() {
        return;
    }
    terminal::say(&format!("{error}: {}", inline(&system::worded(&failure.message, tongue))));
    if let Some(hint) = &failure.hint {
        terminal::say(&format!("  = {help}: {}", inline(hint)));
    }
}

fn dispatch(arguments: &args::Arguments, tongue: Tongue) -> Result<Exit, Failure> {
    match &arguments.command {
        args::Command::Init(options) => init::run(arguments, tongue, options),
        args::Command::New(options) => new::run(arguments, options),
        args::Command::Edit(options) => new::edit(arguments, options),
        args::Command::Department(options) => new::department(arguments, options),
        args::Command::Import(options) => import::run(arguments, options),
        args::Command::Check(options) => check::run(arguments, options),
        args::Command::Build(options) => build::run(arguments, options),
        #[cfg(feature = "serve")]
        args::Command::Serve(options) => serve::run(arguments, options),
        args::Command::Review(options) => review::run(arguments, options),
        args::Command::Stats(options) => stats::run(arguments, options),
        args::Command::Search(options) => search::run(arguments, tongue, options),
        args::Command::Publish(options) => publish::run(arguments, options),
        args::Command::Log(options) => log::run(arguments, tongue, options),
        args::Command::Archive(options) => archive::run(arguments, tongue, options),
        args::Command::Verify(options) => verify::run(arguments, tongue, options),
        args::Command::Mirror(options) => mirror::run(arguments, tongue, options),
        args::Command::Erase(options) => erase::run(arguments, options),
        args::Command::Explain(options) => explain::run(arguments, options),
        args::Command::Theme(options) => theme::run(arguments, options),
        args::Command::Admin(options) => admin::run(arguments, options),
        args::Command::Schema(options) => completions::schema(arguments, tongue, options),
        args::Command::Completions(options) => completions::run(tongue, options),
    }
}
