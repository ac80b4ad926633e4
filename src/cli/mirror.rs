//! `gongkai mirror`: brings a copy of a site up to date.

use super::args::{Arguments, MirrorOptions};
use super::{Exit, Failure, site, terminal, verify};
use crate::diagnostic::Tongue;
use crate::escape::json::printed;
use crate::escape::terminal::inline;
use crate::host::Host;
use crate::host::disk::{self, Disk};
use crate::log::note::{Kind, PrivateKey};
use crate::mirror::progress::Progress;
use crate::mirror::{self, Done, Outcome, Stop, Wish};
use crate::verify::Trouble;
use serde_json::json;
use std::path::Path;

/// Fetches what is new.
pub fn run(arguments: &Arguments, tongue: Tongue, options: &MirrorOptions) -> Result<Exit, Failure> {
    let tongue = arguments.lang.as_deref().map_or(tongue, Tongue::of);
    let say = |en: String, zh: String| site::say(tongue, en, zh);
    let host = Disk::default();
    let base = verify::address(&options.url).ok_or_else(|| {
        let url = &options.url;
        Failure::new(say(
            format!("{url} is no address that begins with http:// or https://"),
            format!("{url} 不是以 http:// 或 https:// 开头的网址"),
        ))
    })?;
    let web = verify::network(tongue)?;
    let key = options.cosign.as_deref().map(|path| witness(&host, path, tongue)).transpose()?;
    let time = u64::try_from(disk::seconds()).unwrap_or(0);
    let watched = !options.json && terminal::has_lines_to_rewrite();
    let watch = |progress: &Progress| terminal::rewrite(&line(progress, tongue));
    let wish = Wish {
        policy: options.policy.as_deref().map(|path| verify::policy(&host, path, tongue)).transpose()?,
        keep: options.keep,
        cosign: key.as_ref().map(|key| (key, time)),
        watch: watched.then_some(&watch),
    };
    let _lock = site::lock(&options.dir, tongue)?;
    let ended = mirror::run(&host, &*web, &base, &options.dir, &wish);
    if watched {
        terminal::rewrite("");
    }
    match ended {
        Ok(done) => {
            let text = if options.json { data(&done) } else { told(&done, tongue) };
            if options.json {
                terminal::result(&text)?
            } else {
                terminal::prose(&text)?
            }
            Ok(if matches!(done.outcome, Outcome::Fork(_)) { Exit::Fork } else { Exit::Fine })
        }
        Err(Stop::Corrupt(troubles)) => {
            corrupt(&troubles, options.json, tongue)?;
            Ok(Exit::Content)
        }
        Err(Stop::Later(why)) => Err(Failure::new(say(format!("try later: {why}"), format!("请稍后再试：{why}")))
            .hint(say(
                "what is here stays as it was, and what was fetched is used the next time".to_owned(),
                "现有内容保持不变，已取得的文件下次仍会使用".to_owned(),
            ))),
        Err(Stop::Disk(error)) => Err(error.into()),
    }
}

fn witness(host: &Disk, path: &Path, tongue: Tongue) -> Result<PrivateKey, Failure> {
    let text = String::from_utf8_lossy(&host.read(path)?).into_owned();
    let key = PrivateKey::parse(&text).ok().filter(|key| key.public().kind() == Kind::Witness);
    key.ok_or_else(|| {
        let path = path.display();
        Failure::new(site::say(
            tongue,
            format!("{path}: this is no private key of a witness (type 4)"),
            format!("{path}：这不是见证方的私钥（类型 4）"),
        ))
    })
}

fn line(progress: &Progress, tongue: Tongue) -> String {
    let Progress { files, of_files, bytes, of_bytes, .. } = progress;
    site::say(
        tongue,
        format!("{files} of {of_files} files, {bytes} of {of_bytes} bytes"),
        format!("文件 {files}/{of_files}，字节 {bytes}/{of_bytes}"),
    )
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Same => "same",
        Outcome::Newer => "newer",
        Outcome::Rollback => "rollback",
        Outcome::Fork(_) => "fork",
    }
}

fn data(done: &Done) -> String {
    let evidence = if let Outcome::Fork(files) = &done.outcome { files.clone() } else { Vec::new() };
    printed(&json!({
        "outcome": word(&done.outcome), "release": done.release, "date": done.date,
        "files": done.files, "requests": done.requests, "bytes": done.bytes,
        "evidence": evidence,
    }))
}

fn told(done: &Done, tongue: Tongue) -> String {
    let (release, bytes, requests) = (done.release, done.bytes, done.requests);
    let files = done.files;
    let (date, zh_date) = match &done.date {
        Some(date) => (format!(" of {date}"), format!("（{date}）")),
        None => Default::default(),
    };
    let (en, zh) = match &done.outcome {
        Outcome::Same => (
            format!(
                "Release {release}{date} is the newest: {files} files fetched, {bytes} bytes in {requests} requests."
            ),
            format!("第 {release} 次发布{zh_date}已是最新：取得 {files} 个文件，{requests} 次请求，{bytes} 字节。"),
        ),
        Outcome::Newer => (
            format!(
                "Release {release}{date} was copied whole: {files} files fetched, {bytes} bytes in {requests} requests."
            ),
            format!("已完整复制第 {release} 次发布{zh_date}：取得 {files} 个文件，{requests} 次请求，{bytes} 字节。"),
        ),
        Outcome::Rollback => (
            format!("Warning: the site shows an older state than was seen before. Release {release} stays."),
            format!("警告：网站显示的状态比以前见过的旧。保留第 {release} 次发布。"),
        ),
        Outcome::Fork(files) => (
            format!(
                "Fork: the site signed two states that cannot both be true. Nothing was copied; show others these: {}",
                files.join(", ")
            ),
            format!(
                "分叉：网站签署了两份互相矛盾的状态。未复制任何内容；请把这些文件交给他人查看：{}",
                files.join("、")
            ),
        ),
    };
    format!("{}\n", inline(&site::say(tongue, en, zh)))
}

fn corrupt(troubles: &[Trouble], as_json: bool, tongue: Tongue) -> Result<(), Failure> {
    if as_json {
        let faults: Vec<_> = troubles.iter().map(|own| json!({"file": own.file, "en": own.en, "zh": own.zh})).collect();
        return terminal::result(&printed(&json!({"outcome": "corrupt", "faults": faults})));
    }
    let mut text = String::new();
    for own in troubles.iter().take(50) {
        let (file, en, zh) = (inline(&own.file), inline(&own.en), inline(&own.zh));
        text.push_str(&site::say(tongue, format!("{file}: {en}\n"), format!("{file}：{zh}\n")));
    }
    text.push_str(&site::say(
        tongue,
        "The site is not what its log says; what is here stays as it was.\n".to_owned(),
        "网站与其日志不符；现有内容保持不变。\n".to_owned(),
    ));
    terminal::prose(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_one_line_in_both_languages() {
        let date = Some("2026-11-26".to_owned());
        let done = Done { outcome: Outcome::Newer, release: 7, date, files: 12, requests: 15, bytes: 3400 };
        for tongue in [Tongue::English, Tongue::Chinese] {
            let text = told(&done, tongue);
            assert_eq!(text.matches('\n').count(), 1, "{text}");
            assert!(["7", "2026-11-26", "12", "3400"].iter().all(|part| text.contains(part)), "{text}");
        }
        let read: serde_json::Value = serde_json::from_str(&data(&done)).unwrap();
        assert_eq!((&read["date"], &read["files"], &read["bytes"]), (&json!("2026-11-26"), &json!(12), &json!(3400)));
    }
}
