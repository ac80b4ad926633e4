//! `gongkai log recover`: the state of the log made again from what is published.

use super::args::{Arguments, RecoverOptions};
use super::site::{Site, say};
use super::{Exit, Failure, terminal, verify};
use crate::escape::terminal::inline;
use crate::host::Host as _;
use crate::host::disk::Disk;
use crate::ledger::recover::{self, Recovered};
use crate::ledger::{self, Ledger, LedgerError};
use crate::log::note::PublicKey;
use crate::verify::{Trouble, Unclear};

/// How many faults are told one by one.
const MOST_TOLD: usize = 50;

/// Recovers the state of a site's log.
pub fn run(arguments: &Arguments, site: &Site, options: &RecoverOptions) -> Result<Exit, Failure> {
    let tongue = site.tongue;
    let _lock = super::site::lock_log(&arguments.root, tongue)?;
    let local = local(arguments, site)?;
    let key = key(local.as_ref(), site, options)?;
    let unclear =
        |Unclear(why): Unclear| Failure::new(say(tongue, format!("cannot be read: {why}"), format!("无法读取：{why}")));
    let found = verify::at(&Disk::default(), &options.from, tongue, |place| {
        recover::recover(place, &key, local.as_ref()).map_err(unclear)
    })?;
    match found {
        Recovered::State(ledger) => {
            let before = local.as_ref().map_or(0, Ledger::signed_size);
            ledger.write(&site.host, &arguments.root)?;
            terminal::prose(&recovered(&ledger, before, site))?;
            Ok(Exit::Fine)
        }
        Recovered::Nothing(size) => {
            let here = local.as_ref().map_or(0, Ledger::signed_size);
            terminal::prose(&say(
                tongue,
                format!("Nothing to recover: {size} entries are signed there, {here} here. log/ stays as it is.\n"),
                format!("无需重建：对方已签名 {size} 条，这里已签名 {here} 条。log/ 保持不变。\n"),
            ))?;
            Ok(Exit::Fine)
        }
        Recovered::Wrong(troubles) => {
            terminal::prose(&wrong(&troubles, site))?;
            Ok(Exit::Content)
        }
        Recovered::Fork(there, here) => {
            for (name, note) in [("there", there), ("here", here)] {
                site.host.write(&options.evidence.join(name), note.as_bytes())?;
            }
            let folder = options.evidence.display();
            terminal::prose(&say(
                tongue,
                format!(
                    "Fork: what is signed there and what is signed here cannot both be true. log/ stays as it is.\n\
                     Both notes are in {folder}; sign nothing before it is known how this came about.\n"
                ),
                format!(
                    "分叉：对方的签名与这里的签名互相矛盾。log/ 保持不变。\n\
                     两份签名文件在 {folder}；查明原因之前不要签名。\n"
                ),
            ))?;
            Ok(Exit::Fork)
        }
    }
}

/// The state that is here, if there is one.
fn local(arguments: &Arguments, site: &Site) -> Result<Option<Ledger>, Failure> {
    ledger::read(&site.host, &arguments.root).map_err(|error| match error {
        LedgerError::Io(error) => error.into(),
        error => Failure::new(say(site.tongue, error.to_string(), error.chinese())).hint(say(
            site.tongue,
            "take log/ as it was in a commit before (git checkout), or move it away and give the key with --vkey"
                .to_owned(),
            "请用 git checkout 取回较早提交中的 log/；或将其移走，并用 --vkey 给出公钥".to_owned(),
        )),
    })
}

/// Whose log it must be: never what the place itself says.
fn key(local: Option<&Ledger>, site: &Site, options: &RecoverOptions) -> Result<PublicKey, Failure> {
    let tongue = site.tongue;
    let given = options.vkey.as_deref().map(PublicKey::parse).transpose();
    let given = given.map_err(|fault| {
        Failure::new(say(tongue, format!("--vkey: {fault}"), format!("--vkey：{}", fault.chinese())))
    })?;
    match (local, given) {
        (None, Some(key)) => Ok(key),
        (Some(local), None) => Ok(local.key.clone()),
        (Some(local), Some(key)) if local.key == key => Ok(key),
        (Some(_), Some(_)) => {
            Err(Failure::new(say(
                tongue,
                "--vkey is not the key of the log that is here (log/vkey)".to_owned(),
                "--vkey 不是这里日志的公钥（log/vkey）".to_owned(),
            )))
        }
        (None, None) => Err(Failure::new(say(
            tongue,
            "there is no log/ here, so nothing says whose log it must be".to_owned(),
            "这里没有 log/，无从知道应是谁的日志".to_owned(),
        ))
        .hint(say(
            tongue,
            "give the key with --vkey, as a mirror has it (kept/policy), a witness, or your own papers; not as the site itself says it"
                .to_owned(),
            "用 --vkey 给出公钥，可取自镜像（kept/policy）、见证方或自己的存档，不要取自网站本身".to_owned(),
        ))),
    }
}

fn recovered(ledger: &Ledger, before: u64, site: &Site) -> String {
    let size = ledger.signed_size();
    let more = size - before;
    say(
        site.tongue,
        format!(
            "log/ is made again: {more} more, {size} entries in all.\n\
             Look at it (git diff --stat log), then commit and push it: git add log && git commit\n\
             The content may be as old as the log was: take it back too before you publish. What is in the log and not in the content is refused then.\n"
        ),
        format!(
            "log/ 已重建：新增 {more} 条，共 {size} 条。\n\
             请查看（git diff --stat log），然后提交并推送：git add log && git commit\n\
             内容可能同样陈旧：发布前也须取回。日志中有而内容中没有的记录，发布时会被拒绝。\n"
        ),
    )
}

fn wrong(troubles: &[Trouble], site: &Site) -> String {
    let told = troubles.iter().take(MOST_TOLD).map(|own| {
        let (file, en, zh) = (inline(&own.file), inline(&own.en), inline(&own.zh));
        say(site.tongue, format!("{file}: {en}\n"), format!("{file}：{zh}\n"))
    });
    let mut text: String = told.collect();
    text.push_str(&say(
        site.tongue,
        "What is there is not what its log says: take another mirror. log/ stays as it is.\n".to_owned(),
        "对方的内容与其日志不符：请换一个镜像。log/ 保持不变。\n".to_owned(),
    ));
    text
}
