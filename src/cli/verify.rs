//! `gongkai verify`: whether a copy of a site is what was published.

use super::args::{Arguments, VerifyOptions};
use super::site::{self, say};
use super::{Exit, Failure, terminal};
use crate::archive::ArchiveError;
use crate::diagnostic::Tongue;
use crate::escape::json::printed;
use crate::escape::terminal::inline;
use crate::host::disk::Disk;
use crate::host::{Host as _, What};
use crate::log::Fault;
use crate::log::commit::RECORD;
use crate::log::policy::Policy;
use crate::verify::{self, Found, Relation, Verdict};
use serde_json::json;
use std::path::Path;

/// Faults that are shown; the number of all is told.
const SHOWN: usize = 40;

/// Verifies.
pub fn run(arguments: &Arguments, tongue: Tongue, options: &VerifyOptions) -> Result<Exit, Failure> {
    let disk = Disk::default();
    let what =
        if disk.what(&options.what).is_some() { options.what.clone() } else { arguments.root.join(&options.what) };
    let policy = match &options.policy {
        Some(file) => {
            let text = String::from_utf8_lossy(&disk.read(file)?).into_owned();
            let read = Policy::parse(&text);
            Some(read.map_err(|fault| Failure::new(format!("{}: {}", file.display(), worded(&fault, tongue))))?)
        }
        None => None,
    };
    match disk.what(&what) {
        Some(What::Folder) => folder(&disk, &what, policy.as_ref(), tongue, options),
        Some(_) => proof(&disk, &what, policy.as_ref(), tongue, options),
        None => Err(Failure::new(say(
            tongue,
            format!("{} is not there", options.what.display()),
            format!("{} 不存在", options.what.display()),
        ))),
    }
}

fn worded(fault: &Fault, tongue: Tongue) -> String {
    say(tongue, fault.to_string(), fault.chinese())
}

fn checked(disk: &Disk, folder: &Path, policy: Option<&Policy>, tongue: Tongue) -> Result<Verdict, Failure> {
    match verify::folder(disk, folder, policy) {
        Ok(verdict) => Ok(verdict),
        Err(ArchiveError::Io(error)) => Err(error.into()),
        Err(ArchiveError::Fault { file, en, zh }) if file.is_empty() => {
            Err(Failure::new(say(tongue, en, zh)).hint(say(
                tongue,
                "name the folder of a whole copy, with its SHA256SUMS".to_owned(),
                "请指定完整副本的文件夹，其中应有 SHA256SUMS".to_owned(),
            )))
        }
        Err(ArchiveError::Fault { file, en, zh }) => {
            Ok(Verdict { files: 0, bytes: 0, log: None, found: vec![Found { file, en, zh }] })
        }
    }
}

fn folder(
    disk: &Disk,
    folder: &Path,
    policy: Option<&Policy>,
    tongue: Tongue,
    options: &VerifyOptions,
) -> Result<Exit, Failure> {
    let verdict = checked(disk, folder, policy, tongue)?;
    let mut exit = if verdict.found.is_empty() { Exit::Fine } else { Exit::Content };
    let mut text = if options.json { String::new() } else { told(&verdict, policy.is_some(), tongue) };
    let mut others = Vec::new();
    for other in &options.against {
        let theirs = checked(disk, other, policy, tongue)?;
        let (Some(own), Some(log)) = (&verdict.log, &theirs.log) else {
            return Err(Failure::new(say(
                tongue,
                format!(
                    "{}: there is no log to hold against another",
                    if verdict.log.is_none() { folder } else { other }.display()
                ),
                format!("{}：没有可对照的日志", if verdict.log.is_none() { folder } else { other }.display()),
            )));
        };
        let relation = verify::compare(own, log);
        others.push((other.display().to_string(), relation));
        if relation == Relation::Fork {
            exit = Exit::Fork;
            for (name, note) in [("one", &own.checkpoint.note), ("other", &log.checkpoint.note)] {
                disk.write(&options.evidence.join(name), note.to_string().as_bytes())?;
            }
        }
        text.push_str(&related(relation, other, &options.evidence, tongue));
    }
    if options.json {
        terminal::result(&data(&verdict, &others, exit))?;
    } else {
        terminal::prose(&text)?;
    }
    Ok(exit)
}

fn told(verdict: &Verdict, named: bool, tongue: Tongue) -> String {
    let mut text = String::new();
    for found in verdict.found.iter().take(SHOWN) {
        let file = inline(&found.file).into_owned();
        text.push_str(&say(
            tongue,
            format!("{file}: {}\n", inline(&found.en)),
            format!("{file}：{}\n", inline(&found.zh)),
        ));
    }
    let count = verdict.found.len();
    if count > SHOWN {
        text.push_str(&say(tongue, format!("and {} more\n", count - SHOWN), format!("另有{}处\n", count - SHOWN)));
    }
    if count > 0 {
        text.push_str(&say(
            tongue,
            format!("This is not what was published: {}.\n", site::count(count, "difference")),
            format!("这不是公布的内容：有{count}处不同。\n"),
        ));
        return text;
    }
    let files = verdict.files;
    match &verdict.log {
        None => text.push_str(&say(
            tongue,
            format!(
                "{}: the copy is whole. The site has no log, so nothing says that it is what was published.\n",
                site::count(files, "file")
            ),
            format!("{files} 个文件：副本完整。本站没有日志，无从证明这就是公布的内容。\n"),
        )),
        Some(log) => {
            let (origin, size) =
                (inline(&log.checkpoint.checkpoint.origin).into_owned(), log.checkpoint.checkpoint.size);
            let release = log.release.unwrap_or_default();
            text.push_str(&say(
                tongue,
                format!(
                    "{}: release {release} of {origin}, whole and unchanged; {size} entries, {} bound to theirs.\n",
                    site::count(files, "file"), site::count(log.opened, "record")
                ),
                format!("{files} 个文件：{origin} 第{release}次发布，完整，未经改动；日志共{size}条，{}条记录与其条目相符。\n", log.opened),
            ));
            if log.witnesses > 0 {
                text.push_str(&say(
                    tongue,
                    format!("Seen by {}.\n", site::count(log.witnesses, "witness")),
                    format!("有{}个见证方签名。\n", log.witnesses),
                ));
            }
            if !named {
                text.push_str(&say(
                    tongue,
                    "The site's own policy was taken: keep the file transparency/policy, and next time name it with --policy.\n".to_owned(),
                    "此次采用网站自己的 policy：请保存 transparency/policy 文件，下次用 --policy 指定。\n".to_owned(),
                ));
            }
        }
    }
    text
}

fn related(relation: Relation, other: &Path, evidence: &Path, tongue: Tongue) -> String {
    let (other, evidence) = (other.display(), evidence.display());
    match relation {
        Relation::Same => say(tongue, format!("{other} has the same log.\n"), format!("{other} 的日志相同。\n")),
        Relation::Behind => say(
            tongue,
            format!("{other} is an earlier state of this log.\n"),
            format!("{other} 是本日志较早的状态。\n"),
        ),
        Relation::Ahead => {
            say(tongue, format!("{other} is a later state of this log.\n"), format!("{other} 是本日志较晚的状态。\n"))
        }
        Relation::Fork => say(
            tongue,
            format!(
                "{other} CONTRADICTS this log: both are signed, and one cannot have grown from the other. The two signed notes are in {evidence}/: whoever has both can show it.\n"
            ),
            format!(
                "{other} 与本日志互相矛盾：两者都有签名，却不可能是同一日志的先后状态。两份签名文件已存入 {evidence}/，凭此可向任何人证明。\n"
            ),
        ),
    }
}

fn data(verdict: &Verdict, others: &[(String, Relation)], exit: Exit) -> String {
    let relation = |relation: &Relation| match relation {
        Relation::Same => "same",
        Relation::Behind => "behind",
        Relation::Ahead => "ahead",
        Relation::Fork => "fork",
    };
    printed(&json!({
        "verdict": match exit { Exit::Fine => "good", Exit::Content => "mismatch", Exit::Environment => "unknown", Exit::Fork => "fork" },
        "files": verdict.files,
        "bytes": verdict.bytes,
        "log": verdict.log.as_ref().map(|log| json!({
            "origin": log.checkpoint.checkpoint.origin, "size": log.checkpoint.checkpoint.size,
            "release": log.release, "records": log.opened, "witnesses": log.witnesses,
        })),
        "found": verdict.found.iter().map(|f| json!({"file": f.file, "what": f.en})).collect::<Vec<_>>(),
        "against": others.iter().map(|(other, is)| json!({"copy": other, "relation": relation(is)})).collect::<Vec<_>>(),
    }))
}

fn proof(
    disk: &Disk,
    file: &Path,
    policy: Option<&Policy>,
    tongue: Tongue,
    options: &VerifyOptions,
) -> Result<Exit, Failure> {
    let Some(policy) = policy else {
        return Err(Failure::new(say(
            tongue,
            "a proof needs to be told whom to trust".to_owned(),
            "核对证明须说明信任谁".to_owned(),
        ))
        .hint(say(
            tongue,
            "add --policy with the file transparency/policy of the site, kept since an earlier visit".to_owned(),
            "请加 --policy，指定此前保存的该网站的 transparency/policy 文件".to_owned(),
        )));
    };
    let mut parts = Vec::new();
    for given in &options.file {
        match given.split_once('=') {
            Some((name, file)) => parts.push((name.to_owned(), disk.read(Path::new(file))?)),
            None => {
                let mut bytes = disk.read(Path::new(given))?;
                if bytes.last() == Some(&b'\n') {
                    bytes.pop();
                }
                parts.push((RECORD.to_owned(), bytes));
            }
        }
    }
    match verify::proof(&disk.read(file)?, policy, &parts) {
        Ok(proven) => {
            let origin = inline(&proven.origin).into_owned();
            terminal::prose(&say(
                tongue,
                format!("This is entry {} of {origin}, unchanged: {}\n", proven.index, proven.entry),
                format!("这是 {origin} 的第 {} 条，未经改动：{}\n", proven.index, proven.entry),
            ))?;
            Ok(Exit::Fine)
        }
        Err(fault) => {
            super::failed(&Failure::new(format!("{}: {}", file.display(), worded(&fault, tongue))), tongue);
            Ok(Exit::Content)
        }
    }
}
