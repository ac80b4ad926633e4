//! `gongkai verify`: holds a site, or one file with its proof, against the log.

use super::args::{Arguments, VerifyOptions};
use super::{Exit, Failure, site, terminal};
use crate::diagnostic::Tongue;
use crate::escape::json::printed;
use crate::escape::terminal::inline;
use crate::host::Host;
use crate::host::disk::Disk;
use crate::host::web::{self, Web};
use crate::log::policy::Policy;
use crate::log::proof::Proof;
use crate::log::{Fault, hex, sha256};
use crate::mirror::patience::Counted;
use crate::verify::place::{Address, Folder, Place};
use crate::verify::{self, Report, Trouble, Unclear, Verdict, against};
use serde_json::json;
use std::path::{Path, PathBuf};

/// How many faults are told one by one.
const MOST_TOLD: usize = 50;

/// Checks what is named.
pub fn run(arguments: &Arguments, tongue: Tongue, options: &VerifyOptions) -> Result<Exit, Failure> {
    let tongue = arguments.lang.as_deref().map_or(tongue, Tongue::of);
    let disk = Disk::default();
    let policy = options.policy.as_deref().map(|path| policy(&disk, path, tongue)).transpose()?;
    if options.place.ends_with(".tlog-proof") {
        return proof(&disk, tongue, options, policy.as_ref());
    }
    let unclear = |Unclear(why): Unclear| {
        Failure::new(site::say(tongue, format!("cannot tell: {why}"), format!("无法判断：{why}")))
    };
    let (mut report, log) = at(&disk, &options.place, tongue, |place| {
        verify::site(place, policy.as_ref(), options.record.as_deref()).map_err(unclear)
    })?;
    if let (Some(log), Some(trust)) = (&log, report.trust.clone()) {
        let policy = policy.clone().unwrap_or_else(|| Policy::of(trust.log));
        // An older copy may be of a time before the key was replaced.
        let policy = log.keys.iter().fold(policy, |policy, (_, key)| policy.and(key.clone()));
        for other in &options.against {
            at(&disk, other, tongue, |place| against::check(log, place, other, &policy, &mut report).map_err(unclear))?;
        }
    }
    save(&disk, &report, &options.evidence)?;
    if options.json {
        terminal::result(&data(&report))?;
    } else {
        terminal::prose(&told(&report, tongue))?;
    }
    Ok(match report.verdict() {
        Verdict::Fine => Exit::Fine,
        Verdict::Mismatch => Exit::Content,
        Verdict::Fork => Exit::Fork,
    })
}

/// Reads a policy file.
pub fn policy(disk: &Disk, path: &Path, tongue: Tongue) -> Result<Policy, Failure> {
    let text = String::from_utf8_lossy(&disk.read(path)?).into_owned();
    Policy::parse(&text).map_err(|fault| faulty(path, &fault, tongue))
}

fn faulty(path: &Path, fault: &Fault, tongue: Tongue) -> Failure {
    let path = path.display();
    Failure::new(site::say(tongue, format!("{path}: {fault}"), format!("{path}：{}", fault.chinese())))
}

/// Returns the network, where this program was made with it.
#[cfg(feature = "network")]
pub fn network(_tongue: Tongue) -> Result<Box<dyn Web>, Failure> {
    Ok(Box::new(web::Internet::default()))
}

/// Says that this program was made without it.
#[cfg(not(feature = "network"))]
pub fn network(tongue: Tongue) -> Result<Box<dyn Web>, Failure> {
    Err(Failure::new(site::say(
        tongue,
        "this program was made without the network; name a folder".to_owned(),
        "本程序不含网络功能；请指定文件夹".to_owned(),
    )))
}

/// Returns an address with a slash at its end.
pub fn address(text: &str) -> Option<String> {
    web::parts(text).map(|_| if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

/// Gives a place by its name: an address, a site, or a mirror, whose newest release it is.
pub fn at<T>(
    disk: &Disk,
    name: &str,
    tongue: Tongue,
    take: impl FnOnce(&dyn Place) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if let Some(base) = address(name) {
        let web = network(tongue)?;
        // A server that asks to wait is waited for, as a mirror does.
        return take(&Address { web: &Counted::of(&*web), base: &base });
    }
    let folder = PathBuf::from(name);
    let mirrored = disk.what(&folder.join("kept/checkpoint")).is_some();
    let folder = if mirrored { disk.place(&folder.join("current"))? } else { folder };
    if disk.what(&folder).is_none() {
        return Err(Failure::new(site::say(
            tongue,
            format!("there is no folder {name}"),
            format!("没有文件夹 {name}"),
        )));
    }
    take(&Folder { host: disk, root: &folder })
}

/// Saves the notes of a fork.
fn save(disk: &Disk, report: &Report, folder: &Path) -> Result<(), Failure> {
    for note in &report.fork {
        let name = format!("fork-{}.checkpoint", hex(&sha256(note.as_bytes())[..8]));
        disk.write(&folder.join(name), note.as_bytes())?;
    }
    Ok(())
}

fn proof(disk: &Disk, tongue: Tongue, options: &VerifyOptions, policy: Option<&Policy>) -> Result<Exit, Failure> {
    let needs = || {
        Failure::new(site::say(
            tongue,
            "a proof is checked with --policy and at least one --file".to_owned(),
            "检查证明需要 --policy 和至少一个 --file".to_owned(),
        ))
    };
    let policy = policy.filter(|_| !options.file.is_empty()).ok_or_else(needs)?;
    let mut parts = Vec::new();
    for given in &options.file {
        let (name, path) = given.split_once('=').unwrap_or((crate::log::commit::RECORD, given));
        let bytes = disk.read(Path::new(path))?;
        // The line of a record is hashed without its end.
        let line = name == crate::log::commit::RECORD;
        let bytes = if line { bytes.strip_suffix(b"\n").unwrap_or(&bytes) } else { &bytes };
        parts.push((name.to_owned(), sha256(bytes)));
    }
    let path = Path::new(&options.place);
    let checked = Proof::parse(&disk.read(path)?)
        .and_then(|proof| verify::proof(&proof, &parts, policy).map(|ok| (ok, proof.index)));
    match checked {
        Ok(((signed, trust), index)) => {
            let (origin, size, witnesses) = (&signed.checkpoint.origin, signed.checkpoint.size, trust.witnesses.len());
            if options.json {
                let data =
                    json!({"verdict": "fine", "origin": origin, "index": index, "size": size, "witnesses": witnesses});
                terminal::result(&printed(&data))?;
            } else {
                terminal::prose(&site::say(
                    tongue,
                    format!(
                        "Fine: this is entry {index} of {origin}, signed at {size} entries, {}.\n",
                        if witnesses == 1 { "1 witness".to_owned() } else { format!("{witnesses} witnesses") }
                    ),
                    format!("无误：这是 {origin} 的第 {index} 条，签名时共 {size} 条，见证方 {witnesses} 个。\n"),
                ))?;
            }
            Ok(Exit::Fine)
        }
        Err(fault) => {
            let mut report = Report::default();
            report.troubles.push(Trouble::of(options.place.clone(), &fault));
            if options.json {
                terminal::result(&data(&report))?
            } else {
                terminal::prose(&told(&report, tongue))?
            }
            Ok(Exit::Content)
        }
    }
}

fn data(report: &Report) -> String {
    let verdict = match report.verdict() {
        Verdict::Fine => "fine",
        Verdict::Mismatch => "mismatch",
        Verdict::Fork => "fork",
    };
    let of = report.checkpoint.as_ref().map(|signed| &signed.checkpoint);
    let faults = report.troubles.iter().map(|own| json!({"file": own.file, "en": own.en, "zh": own.zh}));
    printed(&json!({
        "verdict": verdict, "log": of.is_some(), "origin": of.map(|of| &of.origin), "size": of.map(|of| of.size),
        "root": of.map(|of| hex(&of.root)), "release": report.release, "files": report.files, "bytes": report.bytes,
        "opened": report.opened, "withdrawn": report.withdrawn, "erased": report.erased, "unknown": report.unknown,
        "own_policy": report.own_policy, "witnesses": report.trust.as_ref().map_or(0, |trust| trust.witnesses.len()),
        "faults": faults.collect::<Vec<_>>(), "fork": report.fork,
        "record": report.story.iter().map(|(index, entry)| json!({"index": index, "entry": entry})).collect::<Vec<_>>(),
    }))
}

fn told(report: &Report, tongue: Tongue) -> String {
    let say = |en: String, zh: String| site::say(tongue, en, zh);
    let mut text = String::new();
    for own in report.troubles.iter().take(MOST_TOLD) {
        let (file, en, zh) = (inline(&own.file), inline(&own.en), inline(&own.zh));
        text.push_str(&say(format!("{file}: {en}\n"), format!("{file}：{zh}\n")));
    }
    let more = report.troubles.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        text.push_str(&say(
            format!("… and {more} more; --json has all\n"),
            format!("……另有 {more} 处；--json 可全部列出\n"),
        ));
    }
    for (index, entry) in &report.story {
        text.push_str(&format!("{index}  {}\n", inline(entry)));
    }
    let (files, opened) = (report.files, report.opened);
    match &report.checkpoint {
        None if report.troubles.is_empty() => text.push_str(&say(
            format!("{files} files are as SHA256SUMS says. There is no log: whoever changed a file could change that list too.\n"),
            format!("{files} 个文件与 SHA256SUMS 一致。没有日志：改动文件的人也能改动这份清单。\n"),
        )),
        None => {}
        Some(signed) => {
            let of = &signed.checkpoint;
            text.push_str(&say(
                format!("Log {}: {} entries, release {}, {files} files, {opened} records opened, {} withdrawn, {} erased.\n", of.origin, of.size, report.release.unwrap_or(0), report.withdrawn, report.erased),
                format!("日志 {}：{} 条，第 {} 次发布，{files} 个文件，已核对 {opened} 条记录，撤回 {}，清除 {}。\n", of.origin, of.size, report.release.unwrap_or(0), report.withdrawn, report.erased),
            ));
            if report.own_policy {
                text.push_str(&say(
                    "The key was the site's own: this shows that the site agrees with itself. Give --policy from elsewhere to show more.\n".to_owned(),
                    "所用密钥来自网站自身：只能说明网站前后一致。用 --policy 指定从别处取得的策略可证明更多。\n".to_owned(),
                ));
            }
        }
    }
    text.push_str(&match report.verdict() {
        Verdict::Fine => say("Fine.\n".to_owned(), "无误。\n".to_owned()),
        Verdict::Mismatch => {
            let faults = site::count(report.troubles.len(), "fault");
            say(format!("Not as published: {faults}.\n"), format!("与发布的不同：{} 处。\n", report.troubles.len()))
        }
        Verdict::Fork => say(
            "Fork: two signed states of one log cannot both be true. Both notes were saved; show them to others.\n"
                .to_owned(),
            "分叉：同一日志有两份互相矛盾的签名。两份均已保存，请交给他人查看。\n".to_owned(),
        ),
    });
    text
}
