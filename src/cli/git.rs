//! The program git, as commands run it.

use super::site::say;
use crate::diagnostic::Tongue;
use std::path::Path;
use std::process::{Command, Output};

/// Runs git in a folder; gives why it could not.
pub fn run(dir: &Path, arguments: &[&str], tongue: Tongue) -> Result<(), String> {
    let said = git(dir, arguments, tongue)?;
    // Its lines are one sentence of ours.
    let why = String::from_utf8_lossy(&said.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    if said.status.success() { Ok(()) } else { Err(why) }
}

/// Runs git in a folder; gives what it said, or why it could not be run.
pub fn git(dir: &Path, arguments: &[&str], tongue: Tongue) -> Result<Output, String> {
    command(dir, arguments).output().map_err(|error| unrun(&error, tongue))
}

/// Returns git, to be run in a folder.
pub fn command(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(dir).args(arguments);
    // Where a hook or another git called us, these would name its repository.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command
}

/// Says why git could not be run.
pub fn unrun(error: &std::io::Error, tongue: Tongue) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => say(tongue, "git is not installed".to_owned(), "没有安装 git".to_owned()),
        _ => error.to_string(),
    }
}
