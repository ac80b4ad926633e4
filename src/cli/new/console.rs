//! The person at the keyboard: what asks, shows and opens an editor.
//!
//! The questions do not know whether a terminal answers or a test does.

use crate::cli::{Failure, terminal};
use crate::host::disk::variable;
use std::io::BufRead as _;
use std::path::Path;
use std::process::Command;

/// Who answers questions.
pub trait Console {
    /// Asks for one line; `None` when nobody answers any longer.
    fn line(&mut self, prompt: &str) -> Result<Option<String>, Failure>;
    /// Says something on lines of its own.
    fn say(&mut self, text: &str);
    /// Name of the editor that can be opened.
    fn editor(&self) -> Option<String>;
    /// Opens a file in the editor and waits until it is closed.
    fn edit(&mut self, file: &Path) -> Result<(), Failure>;
}

/// The terminal that the command was started in.
pub struct Terminal;

impl Console for Terminal {
    fn line(&mut self, prompt: &str) -> Result<Option<String>, Failure> {
        terminal::tell(prompt);
        let mut bytes = Vec::new();
        if std::io::stdin().lock().read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        // What is pasted from an old program may be in another encoding.
        Ok(Some(crate::source::text::decode(&bytes).text.trim_end_matches(['\r', '\n']).to_owned()))
    }

    fn say(&mut self, text: &str) {
        terminal::say(text);
    }

    fn editor(&self) -> Option<String> {
        ["VISUAL", "EDITOR"].iter().find_map(|name| variable(name)).filter(|editor| !editor.trim().is_empty())
    }

    fn edit(&mut self, file: &Path) -> Result<(), Failure> {
        let Some(editor) = self.editor() else { return Ok(()) };
        // The variable may hold arguments too: `code --wait`.
        let mut words = editor.split_whitespace();
        let status = Command::new(words.next().unwrap_or_default()).args(words).arg(file).status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failure::new(format!("{editor}: {status}"))),
            Err(error) => Err(Failure::new(format!("{editor}: {error}"))),
        }
    }
}
