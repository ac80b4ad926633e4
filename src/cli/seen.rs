//! What others have of the log, looked at before anything is signed: a state that was restored from a copy, or
//! another publisher without git, would sign a size twice.
//!
//! The site itself is asked, and the mirrors that `log/mirrors` names: the address of a checkpoint each, one a
//! line. One that answers is enough; each that answers must have the past of what is here.

use super::args::Arguments;
use super::site::{Site, say};
use super::{Exit, Failure, terminal, verify};
use crate::host::Host as _;
use crate::host::web::{Ask, Web};
use crate::ledger::{Ledger, emit};
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::note::MOST_BYTES;
use crate::log::tree;
use std::path::Path;

/// The file that names mirrors, below the root of the site.
pub const MIRRORS: &str = "log/mirrors";

/// What a place has.
enum Seen {
    /// The past of what is here, or the same.
    Past,
    /// It has none yet.
    Nothing,
    /// Later than what is here: so many entries.
    Later(u64),
    /// Neither is the past of the other: the note there.
    Other(String),
}

/// Returns the addresses that the site names as those of mirrors' checkpoints.
///
/// # Errors
/// The file cannot be read, or a line is no address.
pub fn mirrors(site: &Site, arguments: &Arguments) -> Result<Vec<String>, Failure> {
    let place = arguments.root.join(MIRRORS);
    if site.host.what(&place).is_none() {
        return Ok(Vec::new());
    }
    let text = String::from_utf8_lossy(&site.host.read(&place)?).into_owned();
    let lines = (1..).zip(text.lines()).map(|(number, line)| (number, line.trim()));
    let named = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let read = |(number, line): (usize, &str)| {
        verify::address(line).map(|_| line.to_owned()).ok_or_else(|| {
            Failure::new(say(
                site.tongue,
                format!("{MIRRORS}:{number}: this is no address that begins with https://"),
                format!("{MIRRORS}:{number}：不是以 https:// 开头的网址"),
            ))
            .hint(say(
                site.tongue,
                "write the address of a mirror's checkpoint, one a line".to_owned(),
                "每行写一个镜像 checkpoint 的网址".to_owned(),
            ))
        })
    };
    named.map(read).collect()
}

/// Looks at the site as it is online, and at its mirrors. `Some` where one contradicts what is here.
pub fn look(site: &Site, arguments: &Arguments, ledger: &Ledger) -> Result<Option<Exit>, Failure> {
    let own = format!("{}{}checkpoint", site.config.base_url, emit::FOLDER);
    let mirrors = mirrors(site, arguments)?;
    let web = verify::network(site.tongue)?;
    let (mut silent, mut answered) = (Vec::new(), 0);
    for (url, is_own) in std::iter::once((&own, true)).chain(mirrors.iter().map(|url| (url, false))) {
        match ask(site, &*web, url, ledger) {
            Ok(Seen::Past) => answered += 1,
            Ok(Seen::Nothing) if is_own => answered += 1,
            Ok(Seen::Nothing) => {
                silent.push((url, say(site.tongue, "it has no checkpoint".to_owned(), "没有 checkpoint".to_owned())));
            }
            Ok(Seen::Later(size)) => return Err(restored(site, ledger, url, size, is_own)),
            Ok(Seen::Other(note)) => return contradicted(site, ledger, url, note).map(Some),
            Err(Unseen { why, is_wrong: false }) => silent.push((url, why)),
            Err(Unseen { why, .. }) => return Err(refused(site, url, &why)),
        }
    }
    let Some((url, why)) = silent.first() else { return Ok(None) };
    if answered == 0 {
        return Err(refused(site, url, why));
    }
    for (url, why) in silent {
        terminal::say(&say(
            site.tongue,
            format!("not seen: {url}: {why}; another has what is here"),
            format!("未能查看 {url}：{why}；另有一处与这里一致"),
        ));
    }
    Ok(None)
}

/// Why a place says nothing that can be used.
struct Unseen {
    why: String,
    /// It answers, and with something else.
    is_wrong: bool,
}

fn refused(site: &Site, url: &str, why: &str) -> Failure {
    Failure::new(format!("{url}: {why}")).hint(say(
        site.tongue,
        "what is online must be seen before anything is signed; if that cannot be, add --offline".to_owned(),
        "签名之前须查看线上的状态；确实无法访问时，加 --offline".to_owned(),
    ))
}

/// Asks one place.
fn ask(site: &Site, web: &dyn Web, url: &str, ledger: &Ledger) -> Result<Seen, Unseen> {
    let away = |why: String| Unseen { why, is_wrong: false };
    let wrong = |why: String| Unseen { why, is_wrong: true };
    let answer = web.get(&Ask { fresh: true, ..Ask::of(url, MOST_BYTES as u64) });
    let answer = answer.map_err(|error| away(error.to_string()))?;
    let bytes = match answer.status {
        200 => answer.body,
        404 | 410 => return Ok(Seen::Nothing),
        status => {
            let said = (format!("the server answered {status}"), format!("服务器回答 {status}"));
            return Err(away(say(site.tongue, said.0, said.1)));
        }
    };
    let read = SignedCheckpoint::parse(&bytes).and_then(|signed| Ok((ledger.opens(&signed)?, signed)));
    let (is_own, there) = read.map_err(|fault| wrong(say(site.tongue, fault.to_string(), fault.chinese())))?;
    let is_later = there.checkpoint.size > ledger.signed_size() && there.checkpoint.origin == ledger.key.name();
    // By a key that took the place of the one that is here, it may be.
    if !is_own && is_later {
        return Ok(Seen::Later(there.checkpoint.size));
    }
    if !is_own {
        return Err(wrong(say(
            site.tongue,
            "it is of another log, or another key".to_owned(),
            "属于另一个日志，或由另一把密钥签名".to_owned(),
        )));
    }
    let size = there.checkpoint.size;
    if size > ledger.signed_size() {
        return Ok(Seen::Later(size));
    }
    let Ok(root) = tree::root(&ledger.tree, size);
    Ok(if root == there.checkpoint.root { Seen::Past } else { Seen::Other(there.note.to_string()) })
}

fn restored(site: &Site, ledger: &Ledger, url: &str, size: u64, is_own: bool) -> Failure {
    let here = ledger.signed_size();
    let (from, zh_from) = if is_own {
        (site.config.base_url.clone(), site.config.base_url.clone())
    } else {
        ("ADDRESS-OF-THE-MIRROR".to_owned(), "镜像网址".to_owned())
    };
    Failure::new(say(
        site.tongue,
        format!("{url}: the log has {size} entries there, here {here} are signed: an earlier state was restored"),
        format!("{url}：那里的日志有 {size} 个条目，这里只签到第 {here} 个：恢复的是较早的状态"),
    ))
    .hint(say(
        site.tongue,
        format!("take log/ as it was when that was published (git pull), or run: gongkai log recover --from {from}"),
        format!("请取回当时的 log/（git pull），或运行：gongkai log recover --from {zh_from}"),
    ))
}

fn contradicted(site: &Site, ledger: &Ledger, url: &str, note: String) -> Result<Exit, Failure> {
    let mine = ledger.checkpoints.last().map(|signed| signed.note.to_string()).unwrap_or_default();
    for (name, note) in [("there", note), ("here", mine)] {
        site.host.write(&Path::new("evidence").join(name), note.as_bytes())?;
    }
    super::failed(
        &Failure::new(say(
            site.tongue,
            format!("{url}: what is there and what is here contradict each other: both are signed, and neither is the past of the other"),
            format!("{url}：那里的日志与这里的互相矛盾：两者都有签名，却都不是对方的过去"),
        ))
        .hint(say(
            site.tongue,
            "both notes are in evidence/; sign nothing before it is known how this came about".to_owned(),
            "两份签名文件在 evidence/；查明原因之前不要再签名".to_owned(),
        )),
        site.tongue,
    );
    Ok(Exit::Fork)
}
