//! The site as it was: which files differ from a commit, and what they held.
//!
//! git tells the names that differ ("git diff --raw -z") and files it does not know; it hands out the old
//! bytes one after the other ("git cat-file --batch"), through the same filters as a checkout. All other
//! files are read where they stand ([`crate::host::laid`]).

use super::super::git::{command, git, unrun};
use super::super::site::say;
use crate::diagnostic::Tongue;
use crate::host::laid::Was;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// What a site is made from.
const PARTS: [&str; 3] = [crate::config::FILE, "content", "themes"];

/// Mode of a symbolic link, and of nothing.
const LINK: &str = "120000";
const NOTHING: &str = "000000";

/// Returns the commit that a change of this folder began from: the last one that it shares with a branch
/// or commit, by default with the main branch.
pub fn base(root: &Path, named: Option<&str>, tongue: Tongue) -> Result<String, String> {
    let commit = |name: &str| -> Result<Option<String>, String> {
        let said = git(
            root,
            &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")],
            tongue,
        )?;
        Ok(said.status.success().then(|| line(&said.stdout)))
    };
    if !git(root, &["rev-parse", "--is-inside-work-tree"], tongue)?.status.success() {
        return Err(say(
            tongue,
            "the folder lies in no git repository: name the site as it was with --before DIR".to_owned(),
            "文件夹不在 git 仓库中：请用 --before 指明改动前的网站".to_owned(),
        ));
    }
    let candidates = match named {
        Some(name) => vec![name.to_owned()],
        None => ["origin/HEAD", "origin/main", "origin/master", "main", "master"].map(str::to_owned).into(),
    };
    let mut found = None;
    for name in &candidates {
        found = commit(name)?;
        if found.is_some() {
            break;
        }
    }
    let Some(branch) = found else {
        return Err(match named {
            Some(name) => say(
                tongue,
                format!("git knows no branch or commit `{name}`; a CI may have fetched the newest commit alone"),
                format!("git 中没有分支或提交 `{name}`；CI 可能只取了最新一次提交"),
            ),
            None => say(
                tongue,
                "the main branch cannot be told: name it with --base REF".to_owned(),
                "无法确定主分支：请用 --base 指明".to_owned(),
            ),
        });
    };
    let said = git(root, &["merge-base", &branch, "HEAD"], tongue)?;
    if !said.status.success() {
        return Err(say(
            tongue,
            format!(
                "HEAD and {} share no commit; a CI may have fetched the newest commit alone",
                &branch[..12.min(branch.len())]
            ),
            format!("HEAD 与 {} 没有共有的提交；CI 可能只取了最新一次提交", &branch[..12.min(branch.len())]),
        ));
    }
    Ok(line(&said.stdout))
}

/// Returns the commit that a name stands for.
pub fn commit(root: &Path, named: &str, tongue: Tongue) -> Result<String, String> {
    if !git(root, &["rev-parse", "--is-inside-work-tree"], tongue)?.status.success() {
        return Err(say(
            tongue,
            format!("`{named}` is no folder, and the site lies in no git repository"),
            format!("`{named}` 不是文件夹，网站也不在 git 仓库中"),
        ));
    }
    let wanted = format!("{named}^{{commit}}");
    let said = git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted], tongue)?;
    if said.status.success() {
        return Ok(line(&said.stdout));
    }
    let shallow = git(root, &["rev-parse", "--is-shallow-repository"], tongue)?;
    Err(if line(&shallow.stdout) == "true" {
        say(
            tongue,
            format!(
                "git has no `{named}` here: only the newest commits were fetched. Fetch the others with `git fetch --unshallow`, or name the folder of the site as it was"
            ),
            format!(
                "这里的 git 没有 `{named}`：只取了最近的提交。请先运行 `git fetch --unshallow` 取回其余，或指明公开时的网站文件夹"
            ),
        )
    } else {
        say(
            tongue,
            format!("`{named}` is no folder, and git knows no branch or commit of that name"),
            format!("`{named}` 不是文件夹，git 中也没有这个分支或提交"),
        )
    })
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

/// Returns the files of a site that differ from a commit, with what they held there.
pub fn differing(root: &Path, commit: &str, tongue: Tongue) -> Result<BTreeMap<PathBuf, Was>, String> {
    let run = |arguments: &[&str]| -> Result<Vec<u8>, String> {
        let said = git(root, &[arguments, &["--"], &PARTS].concat(), tongue)?;
        if said.status.success() { Ok(said.stdout) } else { Err(line(&said.stderr)) }
    };
    let mut files = BTreeMap::new();
    // Ignored ones too: they are read here, and no commit has them.
    for path in parts(&run(&["ls-files", "--others", "-z"])?) {
        files.insert(root.join(path), Was::Nothing);
    }
    let raw = run(&["diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--no-abbrev", "--relative", commit])?;
    let mut wanted = Vec::new();
    let mut raw = parts(&raw).into_iter();
    while let (Some(change), Some(path)) = (raw.next(), raw.next()) {
        let fields: Vec<&str> = change.trim_start_matches(':').split(' ').collect();
        let (Some(mode), Some(object)) = (fields.first(), fields.get(2)) else { continue };
        match *mode {
            NOTHING => drop(files.insert(root.join(path), Was::Nothing)),
            LINK => drop(files.insert(root.join(path), Was::Link)),
            _ => wanted.push((path, (*object).to_owned())),
        }
    }
    for (path, bytes) in held(root, wanted, tongue)? {
        files.insert(root.join(path), Was::File(bytes));
    }
    Ok(files)
}

fn parts(bytes: &[u8]) -> Vec<String> {
    let parts = bytes.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    parts.map(|part| String::from_utf8_lossy(part).into_owned()).collect()
}

/// Asks git for the bytes of objects, one after the other: it never waits for us to read while we wait
/// for it.
fn held(root: &Path, wanted: Vec<(String, String)>, tongue: Tongue) -> Result<Vec<(String, Vec<u8>)>, String> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut git = command(root, &["cat-file", "--batch", "--filters"]);
    let git = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = git.spawn().map_err(|error| unrun(&error, tongue))?;
    let (Some(mut ask), Some(answers)) = (process.stdin.take(), process.stdout.take()) else { return Ok(Vec::new()) };
    let mut answers = BufReader::new(answers);
    let mut one = |path: &str, object: &str| -> std::io::Result<Option<Vec<u8>>> {
        ask.write_all(format!("{object} {path}\n").as_bytes())?;
        ask.flush()?;
        let mut head = String::new();
        answers.read_line(&mut head)?;
        let Some(len) = head.trim_end().rsplit(' ').next().and_then(|len| len.parse::<usize>().ok()) else {
            return Ok(None);
        };
        let mut bytes = vec![0; len + 1];
        answers.read_exact(&mut bytes)?;
        bytes.truncate(len);
        Ok(Some(bytes))
    };
    let mut all = Vec::with_capacity(wanted.len());
    for (path, object) in wanted {
        match one(&path, &object).map_err(|error| error.to_string())? {
            Some(bytes) => all.push((path, bytes)),
            None => {
                return Err(say(
                    tongue,
                    format!("git does not have {path} as it was"),
                    format!("git 中没有 {path} 原来的内容"),
                ));
            }
        }
    }
    drop(ask);
    process.wait().map_err(|error| error.to_string())?;
    Ok(all)
}
