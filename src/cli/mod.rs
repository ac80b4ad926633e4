//! The commands: arguments in, messages and exit code out.
//!
//! One file a command. [`run`] resolves what the library must not look for: the day, the
//! language of messages, whether a terminal is there. Exit codes (DESIGN 3): 0 fine or
//! warnings, 1 errors in content (warnings too with `--strict`), 2 usage, environment, or a
//! published record that would be left out.

mod args;
mod build;
mod check;
mod explain;
mod import;
mod init;
mod new;
pub mod packs;
#[cfg(feature = "serve")]
mod serve;
mod site;
mod stats;
mod terminal;
mod theme;
mod why;

use crate::diagnostic::Tongue;
use crate::escape::terminal::inline;
use clap::{CommandFactory as _, FromArgMatches as _};
use std::ffi::OsString;
use std::fmt;

/// What the process leaves with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Fine = 0,
    Content = 1,
    Environment = 2,
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

/// Runs the program with arguments (the first is its name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let given: Vec<OsString> = arguments.into_iter().collect();
    let matches = match args::Arguments::command().try_get_matches_from(&given) {
        Ok(matches) => matches,
        Err(error) => {
            // The same fault, told of arguments that stay on their lines.
            let shown = given.iter().map(|argument| inline(&argument.to_string_lossy()).into_owned());
            let error = args::Arguments::command().try_get_matches_from(shown).err().unwrap_or(error);
            let printed = terminal::arguments(&error);
            let fine = !error.use_stderr() && printed.is_ok();
            printed.unwrap_or_else(|failure| failed(&failure, Tongue::English));
            return if fine { Exit::Fine } else { Exit::Environment };
        }
    };
    let Ok(arguments) = args::Arguments::from_arg_matches(&matches) else { return Exit::Environment };
    let outcome = dispatch(&arguments);
    outcome.unwrap_or_else(|failure| {
        failed(&failure, arguments.lang.as_deref().map_or(Tongue::English, Tongue::of));
        Exit::Environment
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
    terminal::say(&format!("{error}: {}", inline(&failure.message)));
    if let Some(hint) = &failure.hint {
        terminal::say(&format!("  = {help}: {}", inline(hint)));
    }
}

fn dispatch(arguments: &args::Arguments) -> Result<Exit, Failure> {
    match &arguments.command {
        args::Command::Init(options) => init::run(arguments, options),
        args::Command::New(options) => new::run(arguments, options),
        args::Command::Import(options) => import::run(arguments, options),
        args::Command::Check(options) => check::run(arguments, options),
        args::Command::Build(options) => build::run(arguments, options),
        #[cfg(feature = "serve")]
        args::Command::Serve(options) => serve::run(arguments, options),
        args::Command::Stats(options) => stats::run(arguments, options),
        args::Command::Explain(options) => explain::run(arguments, options),
        args::Command::Theme(options) => theme::run(arguments, options),
    }
}
