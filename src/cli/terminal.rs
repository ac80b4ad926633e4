//! The only place that prints: what a command says, warns of, and gives as its result.
//!
//! Takes text from anywhere; what could move the cursor or forge a line is shown instead
//! ([`Printed`]). What people read goes to standard error, and is lost without harm when nobody
//! listens; the result of a command goes to standard output, and the command fails when it cannot
//! be delivered. What must hold: no command panics because a pipe was closed, and none says that
//! all is well when its result was not written.

use super::{Failure, usage};
use crate::diagnostic::Tongue;
use crate::escape::terminal::{Printed, inline};
use crate::host::disk::variable;
use clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
use std::io::{self, ErrorKind, IsTerminal as _, Write};

/// Says something to the person at the terminal, on lines of its own.
pub fn say(text: &str) {
    heard(&Printed::of(&format!("{text}\n")));
}

/// Says what ends without a line of its own: a question, or text that has its line ends.
pub fn tell(text: &str) {
    heard(&Printed::of(text));
}

/// Returns whether a line can be written over.
pub fn has_lines_to_rewrite() -> bool {
    #[expect(clippy::disallowed_methods, reason = "printing is done here")]
    let stream = io::stderr();
    stream.is_terminal() && variable("TERM").is_none_or(|name| name != "dumb")
}

/// Writes over the line that was written last; an empty text takes it away.
pub fn rewrite(text: &str) {
    #[expect(clippy::disallowed_methods, reason = "printing is done here")]
    let mut stream = io::stderr().lock();
    let text = format!("\r{}\u{1b}[K", inline(text));
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Shows what has colours of ours in it.
pub fn show(text: &Printed) {
    heard(text);
}

/// Prints the result of a command.
///
/// # Errors
/// When standard output cannot take it; without a message when its reader has had enough.
pub fn result(text: &str) -> Result<(), Failure> {
    delivered(&Printed::of(text))
}

/// Prints what the reader of arguments has to say: help as a result, else to standard error.
pub fn arguments(error: &clap::Error, command: &clap::Command, tongue: Tongue) -> Result<(), Failure> {
    if error.use_stderr() && error.kind() != DisplayHelpOnMissingArgumentOrSubcommand && tongue == Tongue::Chinese {
        heard(&Printed::of(&usage::chinese(error, command)));
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "printing is done here")]
    let terminal = if error.use_stderr() { io::stderr().is_terminal() } else { io::stdout().is_terminal() };
    let coloured = terminal && wants_colours(variable);
    let text = error.render();
    let text = if coloured { text.ansi().to_string() } else { text.to_string() };
    let text = usage::put(text, tongue);
    let text = if coloured { Printed::coloured(&text) } else { Printed::of(&text) };
    if error.use_stderr() {
        heard(&text);
        return Ok(());
    }
    delivered(&text)
}

/// Returns whether findings may have colours.
pub fn has_colours() -> bool {
    #[expect(clippy::disallowed_methods, reason = "printing is done here")]
    let stream = io::stderr();
    stream.is_terminal() && wants_colours(variable)
}

/// Returns whether the environment leaves us colours: <https://no-color.org>, and terminals that have
/// none.
fn wants_colours(variable: impl Fn(&str) -> Option<String>) -> bool {
    variable("NO_COLOR").is_none_or(|value| value.is_empty()) && variable("TERM").is_none_or(|name| name != "dumb")
}

fn heard(text: &Printed) {
    #[expect(clippy::disallowed_methods, reason = "printing is done here")]
    let mut stream = io::stderr().lock();
    let text = match columns(&stream) {
        Some(columns) => fitted(text.as_str(), columns),
        None => text.as_str().to_owned(),
    };
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Returns how many columns a stream has, if it is a terminal.
#[cfg(unix)]
fn columns(stream: &(impl io::IsTerminal + std::os::fd::AsFd)) -> Option<usize> {
    let size = stream.is_terminal().then(|| terminal_size::terminal_size_of(stream)).flatten();
    size.map(|(width, _)| usize::from(width.0)).filter(|columns| *columns >= NARROWEST)
}

/// Returns how many columns a stream has, if it is a terminal.
#[cfg(not(unix))]
fn columns(stream: &impl io::IsTerminal) -> Option<usize> {
    let size = stream.is_terminal().then(terminal_size::terminal_size).flatten();
    size.map(|(width, _)| usize::from(width.0)).filter(|columns| *columns >= NARROWEST)
}

/// On fewer columns the terminal breaks lines as well as we would.
const NARROWEST: usize = 40;

/// Breaks lines of words between words; what follows `= help:` stays below it. Commands, which stand
/// further in, and lines of sources are for the terminal to break: they are copied.
fn fitted(text: &str, columns: usize) -> String {
    let mut fitted = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
        let bare = words.trim_start_matches(' ');
        let inner = words.len() - bare.len();
        let hanging = if bare.starts_with("= ") { inner + 2 } else { inner };
        let is_words = inner == 0 || bare.starts_with(['=', '!', '→']);
        let is_source = bare.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().starts_with('|');
        if !is_words || is_source || textwrap::core::display_width(words) <= columns {
            fitted.push_str(line);
            continue;
        }
        let indent = " ".repeat(hanging);
        let options = textwrap::Options::new(columns)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .subsequent_indent(&indent);
        fitted.push_str(&textwrap::fill(words, options));
        fitted.push_str(end);
    }
    fitted
}

/// Prints a text of sentences as the result of a command.
///
/// # Errors
/// As [`result`].
pub fn prose(text: &str) -> Result<(), Failure> {
    let printed = Printed::of(text);
    #[expect(clippy::disallowed_methods, reason = "printing is done here")]
    match columns(&io::stdout()) {
        Some(columns) => delivered(&Printed::of(&fitted(printed.as_str(), columns))),
        None => delivered(&printed),
    }
}

fn delivered(text: &Printed) -> Result<(), Failure> {
    #[expect(clippy::disallowed_methods, reason = "printing is done here")]
    let stream = io::stdout().lock();
    written(stream, text)
}

fn written(mut stream: impl Write, text: &Printed) -> Result<(), Failure> {
    match stream.write_all(text.as_str().as_bytes()).and_then(|()| stream.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Failure::silent()),
        Err(error) => Err(Failure::new(format!("standard output cannot be written: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Stuck(ErrorKind);

    impl Write for Stuck {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn colours_are_left_out_where_the_environment_says_so() {
        let with = |name: &'static str, value: &'static str| {
            wants_colours(move |asked| (asked == name).then(|| value.to_owned()))
        };
        assert!(with("TERM", "xterm-256color") && with("NO_COLOR", ""));
        assert!(!with("NO_COLOR", "1") && !with("NO_COLOR", "0") && !with("TERM", "dumb"));
    }

    #[test]
    fn lines_of_words_are_broken_between_words() {
        let help = "  = help: write `a`, or name what you mean in the list that stands in the settings";
        assert_eq!(
            fitted(&format!("error: fine\n{help}\n"), 40),
            "error: fine\n  = help: write `a`, or name what you\n    mean in the list that stands in the\n    settings\n"
        );
        for whole in [
            "  git add content && git commit --message \"content/replies/2026/urban-260615-1.md\"\n",
            "4 | a line of the source that is longer than the terminal has columns to show it\n",
            "https://city.example/replies/2026/urban-260615-1.html#a-word-that-is-long\n",
            "[Enter: 2026-11-26] > ",
        ] {
            assert_eq!(fitted(whole, 40), whole);
        }
    }

    #[test]
    fn a_closed_pipe_is_silent_and_a_full_disk_is_not() {
        let text = Printed::of("x");
        assert_eq!(written(Stuck(ErrorKind::BrokenPipe), &text).unwrap_err().message, "");
        assert!(written(Stuck(ErrorKind::StorageFull), &text).unwrap_err().message.contains("standard output"));
    }
}
