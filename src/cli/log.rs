//! `gongkai log`: the public log of a site, begun and looked at.

use super::args::{
    Arguments, KeyNewOptions, KeyReplaceOptions, LogCommand, LogOptions, RefreshOptions, StatusOptions,
    WitnessNewOptions,
};
use super::site::{self, Opened, Site, say};
use super::{Exit, Failure, build, git, publish, recover, seen, terminal};
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Format;
use crate::host::web::Ask;
use crate::host::{Host as _, disk};
use crate::ledger::plan::Planned;
use crate::ledger::{self, Ledger};
use crate::log::entry::{Act, Entry};
use crate::log::note::{Kind, MOST_BYTES, Note, PrivateKey, PublicKey, Signature};
use crate::log::policy::{self, Policy};
use crate::log::succession::Move;
use crate::log::tree::Tree;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
        LogCommand::KeyReplace(options) => key_replace(arguments, &site, options),
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
            "if its key is lost or known to others, put a new one in its place: gongkai log key-replace".to_owned(),
            "密钥丢失或泄露时，用 gongkai log key-replace 换上新的密钥".to_owned(),
        )));
    }
    outside(arguments, site, [&options.key, &options.recovery])?;
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
        moves: Vec::new(),
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

/// Refuses files for keys where they would be published.
fn outside(arguments: &Arguments, site: &Site, files: [&PathBuf; 2]) -> Result<(), Failure> {
    let root = site.host.place(&arguments.root)?;
    for file in files {
        if site.host.place(file)?.starts_with(&root) {
            return Err(Failure::new(say(
                site.tongue,
                format!("{} is in the folder of the site, where it would be published", file.display()),
                format!("{} 在网站文件夹中，会随网站公开", file.display()),
            ))
            .hint(say(
                site.tongue,
                "name a file outside".to_owned(),
                "请写网站文件夹之外的文件".to_owned(),
            )));
        }
    }
    Ok(())
}

/// Refuses where the remote has what is not here.
fn newest(arguments: &Arguments, site: &Site) -> Result<(), Failure> {
    let asks = |words: &[&str]| -> Result<Option<String>, Failure> {
        let said = git::git(&arguments.root, words, site.tongue).map_err(Failure::new)?;
        Ok(said.status.success().then(|| String::from_utf8_lossy(&said.stdout).trim().to_owned()))
    };
    let Some(upstream) = asks(&["rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}"])? else {
        return Ok(());
    };
    git::run(&arguments.root, &["fetch", "--quiet"], site.tongue).map_err(Failure::new)?;
    if asks(&["merge-base", "--is-ancestor", &upstream, "HEAD"])?.is_some() {
        return Ok(());
    }
    Err(Failure::new(say(
        site.tongue,
        format!("{upstream} has what is not here"),
        format!("{upstream} 上有这里没有的提交"),
    ))
    .hint(say(site.tongue, "run git pull first".to_owned(), "请先运行 git pull".to_owned())))
}

fn key_replace(arguments: &Arguments, site: &Site, options: &KeyReplaceOptions) -> Result<Exit, Failure> {
    let _lock = site::lock_log(&arguments.root, site.tongue)?;
    let tongue = site.tongue;
    let fault = |fault: crate::log::Fault| Failure::new(say(tongue, fault.to_string(), fault.chinese()));
    let mut ledger = publish::ledger(site, arguments)?;
    let by = PrivateKey::parse(&String::from_utf8_lossy(&site.host.read(&options.recovery)?)).map_err(fault)?;
    if *by.public() != ledger.recovery {
        let file = options.recovery.display();
        return Err(Failure::new(say(
            tongue,
            format!("{file}: this key is not the recovery key of the log (log/recovery.vkey)"),
            format!("{file}：此密钥不是本日志的恢复密钥（log/recovery.vkey）"),
        )));
    }
    let Some(last) = ledger.checkpoints.last().cloned() else {
        return Err(Failure::new(say(
            tongue,
            "nothing was signed with the key yet".to_owned(),
            "原密钥尚未签过名".to_owned(),
        ))
        .hint(say(
            tongue,
            "delete log/ and begin anew: gongkai log key-new".to_owned(),
            "请删除 log/，用 gongkai log key-new 重新建立".to_owned(),
        )));
    };
    if ledger.lasting() > ledger.signed_size() {
        return Err(Failure::new(say(
            tongue,
            "a new key is in its place already, and waits for the next publication".to_owned(),
            "已经换上新的密钥，等待下一次发布".to_owned(),
        ))
        .hint(say(
            tongue,
            "commit log/ and run gongkai publish with the new key; if that is lost too, take the replacement back first (git revert)".to_owned(),
            "请提交 log/，用新密钥运行 gongkai publish；如新密钥也已丢失，先撤销这次更换（git revert）".to_owned(),
        )));
    }
    outside(arguments, site, [&options.key, &options.new_recovery])?;
    // An end before what others have seen could never be taken back.
    newest(arguments, site)?;
    if !options.offline
        && let Some(exit) = seen::look(site, arguments, &ledger)?
    {
        return Ok(exit);
    }
    let name = ledger.key.name().to_owned();
    let key = PrivateKey::from_seed(&name, Kind::Log, &disk::chance()?).map_err(fault)?;
    let recovery = PrivateKey::from_seed(&format!("{name}/recovery"), Kind::Log, &disk::chance()?).map_err(fault)?;
    // What was never signed is entered again by the next publication.
    ledger.truncate(ledger.signed_size());
    ledger.moves.push(Move::signed(last, key.public(), recovery.public(), &by).map_err(fault)?);
    ledger.policy = policy::moved(&ledger.policy, key.public());
    ledger.push(Entry::Key {
        time: disk::time(),
        key: Box::new(key.public().clone()),
        recovery: Box::new(recovery.public().clone()),
    });
    (ledger.key, ledger.recovery) = (key.public().clone(), recovery.public().clone());
    disk::write_secret(&options.key, format!("{}\n", key.reveal()).as_bytes())?;
    disk::write_secret(&options.new_recovery, format!("{}\n", recovery.reveal()).as_bytes())?;
    ledger.write(&site.host, &arguments.root)?;
    let (size, key, recovery) = (ledger.signed_size(), options.key.display(), options.new_recovery.display());
    terminal::prose(&say(
        tongue,
        format!(
            "The log {name} goes on with a new key after entry {}. What the old key signs from then on counts nowhere.\n\n\
             {key}: the new private key. Keep it where `gongkai publish` runs, in the place of the old one.\n\
             {recovery}: the new recovery key. Print it, give it to somebody who does not publish, and delete the file. Destroy the old one once the next publication is online.\n\n\
             Now run: git add log && git commit -m \"A new key\" && git push\n\
             then:    gongkai publish --key {key}\n\
             Tell everybody the new key, as it stands in log/vkey; mirrors take it over by themselves.\n",
            size - 1
        ),
        format!(
            "日志 {name} 自第{}条之后改用新密钥。原密钥此后的签名一律无效。\n\n\
             {key}：新私钥。请放在运行 gongkai publish 的地方，替换原私钥。\n\
             {recovery}：新的恢复密钥。请打印，交给不负责发布的人保管，然后删除文件。下一次发布上线后，请销毁旧的恢复密钥。\n\n\
             现在运行：git add log && git commit -m \"更换密钥\" && git push\n\
             然后运行：gongkai publish --key {key}\n\
             请公布 log/vkey 中的新公钥；各镜像会自动改用。\n",
            size - 1
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
    let _lock = site::lock_log(&arguments.root, site.tongue)?;
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
    for (from, key) in ledger.keys() {
        text.push_str(&say(
            tongue,
            format!("key from entry {from} on: {key}\n"),
            format!("第{from}条起的公钥：{key}\n"),
        ));
    }
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
