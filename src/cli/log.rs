//! `gongkai log`: the public log of a site, begun and looked at.

use super::args::{Arguments, KeyNewOptions, LogCommand, LogOptions, RefreshOptions, StatusOptions, WitnessNewOptions};
use super::site::{self, Opened, Site, say};
use super::{Exit, Failure, build, publish, recover, seen, terminal};
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Format;
use crate::host::web::Ask;
use crate::host::{Host as _, disk};
use crate::ledger::plan::Planned;
use crate::ledger::{self, Ledger};
use crate::log::entry::{Act, Entry};
use crate::log::note::{Kind, MOST_BYTES, Note, PrivateKey, PublicKey, Signature};
use crate::log::policy::Policy;
use crate::log::tree::Tree;
use std::collections::BTreeMap;
use std::path::Path;

/// Runs one of the commands.
pub fn run(arguments: &Arguments, tongue: Tongue, options: &LogOptions) -> Result<Exit, Failure> {
    // Whoever mirrors a site has none of their own.
    if let LogCommand::WitnessNew(options) = &options.command {
        return witness_new(options, tongue);
    }
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    match &options.command {
        LogCommand::KeyNew(options) => key_new(arguments, &site, options),
        LogCommand::Status(options) => status(arguments, &site, options),
        LogCommand::Refresh(options) => refresh(arguments, &site, options),
        LogCommand::Recover(options) => recover::run(arguments, &site, options),
        LogCommand::WitnessNew(options) => witness_new(options, site.tongue),
    }
}

/// Returns what the log of a site is called.
fn origin(base_url: &str) -> String {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    format!("{}/transparency", rest.trim_end_matches('/'))
}

fn key_new(arguments: &Arguments, site: &Site, options: &KeyNewOptions) -> Result<Exit, Failure> {
    let tongue = site.tongue;
    let state = |error| build::log_failure(&error, tongue);
    if ledger::read(&site.host, &arguments.root).map_err(state)?.is_some() {
        return Err(Failure::new(say(
            tongue,
            "this site has a log already: log/vkey".to_owned(),
            "本站已有日志：log/vkey".to_owned(),
        ))
        .hint(say(
            tongue,
            "a log keeps its key; if that is lost, see the guide on mirrors".to_owned(),
            "日志的密钥不更换；密钥丢失时请看镜像指南".to_owned(),
        )));
    }
    let root = site.host.place(&arguments.root)?;
    for file in [&options.key, &options.recovery] {
        if site.host.place(file)?.starts_with(&root) {
            return Err(Failure::new(say(
                tongue,
                format!("{} is in the folder of the site, where it would be published", file.display()),
                format!("{} 在网站文件夹中，会随网站公开", file.display()),
            ))
            .hint(say(tongue, "name a file outside".to_owned(), "请写网站文件夹之外的文件".to_owned())));
        }
    }
    let name = options.origin.clone().unwrap_or_else(|| origin(&site.config.base_url));
    let fault = |fault: crate::log::Fault| Failure::new(say(tongue, fault.to_string(), fault.chinese()));
    let key = PrivateKey::from_seed(&name, Kind::Log, &disk::chance()?).map_err(fault)?;
    let recovery = PrivateKey::from_seed(&format!("{name}/recovery"), Kind::Log, &disk::chance()?).map_err(fault)?;
    disk::write_secret(&options.key, format!("{}\n", key.reveal()).as_bytes())?;
    disk::write_secret(&options.recovery, format!("{}\n", recovery.reveal()).as_bytes())?;
    let policy = format!("log {}\nquorum none\n", key.public());
    let mut ledger = Ledger {
        key: key.public().clone(),
        recovery: recovery.public().clone(),
        policy,
        entries: Vec::new(),
        kept: BTreeMap::new(),
        checkpoints: Vec::new(),
        manifest: None,
        deltas: BTreeMap::new(),
        erased: Vec::new(),
        tree: Tree::default(),
    };
    ledger.push(Entry::Key {
        time: disk::time(),
        key: Box::new(key.public().clone()),
        recovery: Box::new(recovery.public().clone()),
    });
    ledger.write(&site.host, &arguments.root)?;
    terminal::prose(&say(
        tongue,
        format!(
            "The log {name} is begun: log/\n\n\
             {}: the private key. Whoever has it can sign for the city. Keep it where `gongkai publish` runs (a secret of the CI), and nowhere else.\n\
             {}: the recovery key. Print it, give it to somebody who does not publish, and delete the file. With it alone the city can say where the log goes on when the first key is lost.\n\n\
             Now run: gongkai publish --key {}\n",
            options.key.display(),
            options.recovery.display(),
            options.key.display()
        ),
        format!(
            "日志 {name} 已建立：log/\n\n\
             {}：私钥。持有者可代表本机关签名。只放在运行 gongkai publish 的地方（如 CI 的机密变量），不要放在别处。\n\
             {}：恢复密钥。请打印，交给不负责发布的人保管，然后删除文件。私钥丢失后，只有它能说明日志在何处延续。\n\n\
             现在运行：gongkai publish --key {}\n",
            options.key.display(),
            options.recovery.display(),
            options.key.display()
        ),
    ))?;
    Ok(Exit::Fine)
}

fn witness_new(options: &WitnessNewOptions, tongue: Tongue) -> Result<Exit, Failure> {
    let fault = |fault: crate::log::Fault| Failure::new(say(tongue, fault.to_string(), fault.chinese()));
    let key = PrivateKey::from_seed(&options.name, Kind::Witness, &disk::chance()?).map_err(fault)?;
    disk::write_secret(&options.key, format!("{}\n", key.reveal()).as_bytes())?;
    let file = options.key.display();
    terminal::prose(&say(
        tongue,
        format!(
            "{file}: the private key, for gongkai mirror --cosign {file}\n\
             The city puts this line into log/policy, and so may every reader into theirs:\nwitness {0} {1}\n",
            options.name,
            key.public()
        ),
        format!(
            "{file}：私钥，用于 gongkai mirror --cosign {file}\n\
             请网站把下面这一行写入 log/policy，读者也可写入自己的 policy：\nwitness {0} {1}\n",
            options.name,
            key.public()
        ),
    ))?;
    Ok(Exit::Fine)
}

fn refresh(arguments: &Arguments, site: &Site, options: &RefreshOptions) -> Result<Exit, Failure> {
    let tongue = site.tongue;
    let mut ledger = publish::ledger(site, arguments)?;
    let fault = |from: &str, fault: crate::log::Fault| {
        Failure::new(say(tongue, format!("{from}: {fault}"), format!("{from}：{}", fault.chinese())))
    };
    let policy = Policy::parse(&ledger.policy).map_err(|error| fault("log/policy", error))?;
    let known: Vec<PublicKey> = policy.witnesses.iter().map(|(key, _)| key.clone()).collect();
    let Some(newest) = ledger.checkpoints.last_mut() else {
        return Err(Failure::new(say(tongue, "nothing is signed yet".to_owned(), "尚未签名".to_owned())));
    };
    let (mut added, mut older) = (0, 0);
    let named = if options.from.is_empty() { seen::mirrors(site, arguments)? } else { options.from.clone() };
    if named.is_empty() {
        return Err(Failure::new(say(tongue, "no witness is named".to_owned(), "没有指定见证方".to_owned())).hint(
            say(
                tongue,
                "name the address of its checkpoint here, or in log/mirrors, one a line".to_owned(),
                "请在此写出其 checkpoint 的网址，或写入 log/mirrors，每行一个".to_owned(),
            ),
        ));
    }
    for from in &named {
        let bytes = match super::verify::address(from) {
            Some(_) => {
                let answer = super::verify::network(tongue)?
                    .get(&Ask { fresh: true, ..Ask::of(from, MOST_BYTES as u64) })
                    .map_err(|error| Failure::new(format!("{from}: {error}")))?;
                if answer.status != 200 {
                    return Err(Failure::new(format!("{from}: {}", answer.status)));
                }
                answer.body
            }
            None => site.host.read(Path::new(from))?,
        };
        let seen = Note::parse(&bytes).map_err(|error| fault(from, error))?;
        if seen.text != newest.note.text {
            older += 1;
            continue;
        }
        let by = seen.open(&known).map_err(|error| fault(from, error))?;
        let signed = |key: &PublicKey, name: &str, id: [u8; 4]| key.name() == name && key.id() == id;
        let known = |line: &Signature| by.iter().any(|one| signed(&one.key, &line.name, line.id));
        added += newest.note.add(seen.signatures.into_iter().filter(known));
    }
    ledger.write(&site.host, &arguments.root)?;
    let mut text = say(
        tongue,
        format!("{} of witnesses taken over\n", site::count(added, "signature")),
        format!("收入见证方签名 {added} 个\n"),
    );
    if older > 0 {
        text.push_str(&say(
            tongue,
            format!("{} of another state than the newest: left out\n", site::count(older, "checkpoint")),
            format!("{older} 个 checkpoint 不是最新状态，未收入\n"),
        ));
    }
    if added > 0 {
        text.push_str(&say(
            tongue,
            "commit log/, run gongkai build, and put transparency/checkpoint and SHA256SUMS online\n".to_owned(),
            "请提交 log/，运行 gongkai build，再上传 transparency/checkpoint 和 SHA256SUMS\n".to_owned(),
        ));
    }
    terminal::prose(&text)?;
    Ok(Exit::Fine)
}

fn status(arguments: &Arguments, site: &Site, options: &StatusOptions) -> Result<Exit, Failure> {
    let tongue = site.tongue;
    let ledger = publish::ledger(site, arguments)?;
    let (size, signed) = (ledger.entries.len(), ledger.signed_size());
    let release = ledger.release(signed);
    let mut text = say(
        tongue,
        format!("log: {}\nentries: {size}, signed for: {signed}\n", ledger.key.name()),
        format!("日志：{}\n条目：{size}，已签名：{signed}\n", ledger.key.name()),
    );
    text.push_str(&match release {
        Some((_, sequence, _)) => {
            say(tongue, format!("newest release: {sequence}\n"), format!("最近一次发布：第{sequence}次\n"))
        }
        None => say(tongue, "nothing is published yet\n".to_owned(), "尚未发布\n".to_owned()),
    });
    let output = site::output(site, arguments, &options.output)?;
    text.push_str(&publish::coming(site, &ledger, &output)?.unwrap_or_else(|| {
        say(
            tongue,
            format!("{} is not built: what would be published is not known\n", output.display()),
            format!("{} 尚未生成，不知道将发布什么\n", output.display()),
        )
    }));
    terminal::prose(&text)?;
    Ok(Exit::Fine)
}

/// Says what an entry to come is about.
pub fn worded(planned: &Planned, tongue: Tongue) -> String {
    let (record, version) = (&planned.record, planned.version);
    let reason = planned.reason.as_deref().unwrap_or_default();
    match planned.act {
        Act::Publish if version == 1 => say(tongue, format!("publish   {record}"), format!("公开  {record}")),
        Act::Publish => {
            say(tongue, format!("add to    {record} (version {version})"), format!("增补  {record}（第{version}版）"))
        }
        Act::Correct => {
            say(tongue, format!("correct   {record} (version {version})"), format!("更正  {record}（第{version}版）"))
        }
        Act::Withdraw => say(tongue, format!("withdraw  {record} ({reason})"), format!("撤下  {record}（{reason}）")),
        Act::Erase => say(tongue, format!("erase     a record ({reason})"), format!("删除  一条记录（{reason}）")),
    }
}
