//! Whose signatures count (c2sp.org/tlog-policy, read in July 2026 and still moving).
//!
//! ```text
//! log <vkey> [<url>]
//! witness <name> <vkey> [<url>]
//! group <name> all|any|<k> <names…>
//! quorum <name>|none                     exactly once
//! ```
//! What must hold: a name is defined once, and before it is used, so that no group holds itself.

use super::checkpoint::SignedCheckpoint;
use super::note::{Kind, PublicKey, Signed};
use super::{Fault, decimal};
use std::collections::BTreeMap;

/// Logs and witnesses that are trusted, and how many of these must have seen a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub logs: Vec<(PublicKey, Option<String>)>,
    pub witnesses: Vec<(PublicKey, Option<String>)>,
    named: BTreeMap<String, Member>,
    /// `None`: the log's own signature is enough.
    quorum: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Member {
    Witness(PublicKey),
    /// At least so many of these.
    Group(usize, Vec<String>),
}

/// Whose signatures a checkpoint has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// The log's own.
    pub log: PublicKey,
    /// Witnesses, each with the time at which it saw the checkpoint.
    pub witnesses: Vec<Signed>,
}

impl Policy {
    /// Returns the policy that takes the word of one log.
    pub fn of(log: PublicKey) -> Self {
        Self { logs: vec![(log, None)], witnesses: Vec::new(), named: BTreeMap::new(), quorum: None }
    }

    /// Reads a policy file.
    ///
    /// # Errors
    /// With the line: a word that is none of the four, a key that is none, a name twice or unknown.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut own = Self { logs: Vec::new(), witnesses: Vec::new(), named: BTreeMap::new(), quorum: None };
        let mut quorum = None;
        for (number, line) in (1..).zip(text.split('\n')) {
            let line = line.split('#').next().unwrap_or_default();
            let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
            let key = |text: &str, kind: Kind| -> Result<PublicKey, Fault> {
                let key = PublicKey::parse(text).map_err(|fault| Fault { line: number, ..fault })?;
                let other = || {
                    Fault::at(
                        number,
                        "the key is of the other type: logs sign with type 1, witnesses with type 4",
                        "密钥类型不对：日志用类型 1，见证方用类型 4",
                    )
                };
                if key.kind() == kind { Ok(key) } else { Err(other()) }
            };
            match words[..] {
                [] => {}
                ["log", text, ref url @ ..] if url.len() < 2 => {
                    own.logs.push((key(text, Kind::Log)?, url.first().map(|url| (*url).to_owned())));
                }
                ["witness", name, text, ref url @ ..] if url.len() < 2 => {
                    let key = key(text, Kind::Witness)?;
                    own.name(number, name, Member::Witness(key.clone()))?;
                    own.witnesses.push((key, url.first().map(|url| (*url).to_owned())));
                }
                ["group", name, least, ref members @ ..] if !members.is_empty() => {
                    if let Some(unknown) = members.iter().find(|member| !own.named.contains_key(**member)) {
                        return Err(Fault::at(
                            number,
                            format!("`{unknown}` is not defined above"),
                            format!("上文没有定义“{unknown}”"),
                        ));
                    }
                    let most = members.len();
                    let least = match least {
                        "all" => Some(most),
                        "any" => Some(1),
                        digits => decimal(digits).and_then(|least| usize::try_from(least).ok()),
                    };
                    let least = least.filter(|least| (1..=most).contains(least)).ok_or_else(|| {
                        Fault::at(
                            number,
                            format!("write `all`, `any` or a number from 1 to {most}"),
                            format!("请写 all、any 或 1 到 {most} 的数字"),
                        )
                    })?;
                    own.name(
                        number,
                        name,
                        Member::Group(least, members.iter().map(|member| (*member).to_owned()).collect()),
                    )?;
                }
                ["quorum", name] if quorum.is_none() => {
                    if name != "none" && !own.named.contains_key(name) {
                        return Err(Fault::at(
                            number,
                            format!("`{name}` is not defined above"),
                            format!("上文没有定义“{name}”"),
                        ));
                    }
                    quorum = Some(name.to_owned());
                }
                ["quorum", _] => {
                    return Err(Fault::at(number, "`quorum` stands once", "quorum 只写一次"));
                }
                _ => {
                    return Err(Fault::at(
                        number,
                        "a line is `log <key>`, `witness <name> <key>`, `group <name> all|any|<number> <names>` or `quorum <name>|none`",
                        "每行应为 log <密钥>、witness <名称> <密钥>、group <名称> all|any|<数字> <各名称>，或 quorum <名称>|none",
                    ));
                }
            }
        }
        let Some(quorum) = quorum else {
            return Err(Fault::whole(
                "a line `quorum <name>` or `quorum none` is missing",
                "缺少 quorum <名称> 或 quorum none",
            ));
        };
        if own.logs.is_empty() {
            return Err(Fault::whole("a line `log <key>` is missing", "缺少 log <密钥>"));
        }
        own.quorum = Some(quorum).filter(|name| name != "none");
        Ok(own)
    }

    fn name(&mut self, line: usize, name: &str, member: Member) -> Result<(), Fault> {
        if name == "none" || self.named.insert(name.to_owned(), member).is_some() {
            return Err(Fault::at(line, format!("`{name}` is defined already"), format!("“{name}”已经定义过")));
        }
        Ok(())
    }

    /// Returns whether the key of a trusted log has signed a checkpoint, whoever else has seen it.
    ///
    /// # Errors
    /// When a signature of such a key does not verify.
    pub fn knows(&self, signed: &SignedCheckpoint) -> Result<bool, Fault> {
        let logs: Vec<PublicKey> = self.logs.iter().map(|(key, _)| key.clone()).collect();
        Ok(signed.note.open(&logs)?.iter().any(|one| one.key.name() == signed.checkpoint.origin))
    }

    /// Returns the policy that trusts another log key too.
    pub fn and(mut self, log: PublicKey) -> Self {
        if !self.logs.iter().any(|(key, _)| *key == log) {
            self.logs.push((log, None));
        }
        self
    }

    /// Returns the policy that trusts a key in the place of those of the same log.
    pub fn moved_to(mut self, log: PublicKey) -> Self {
        self.logs.retain(|(key, _)| key.name() != log.name());
        self.and(log)
    }

    /// Returns whose signatures a checkpoint has.
    ///
    /// # Errors
    /// When no trusted log of this name signed it, a signature of a known key does not verify, or too few
    /// witnesses saw it.
    pub fn check(&self, signed: &SignedCheckpoint) -> Result<Trust, Fault> {
        let known: Vec<PublicKey> = self.logs.iter().chain(&self.witnesses).map(|(key, _)| key.clone()).collect();
        let all = signed.note.open(&known)?;
        let origin = &signed.checkpoint.origin;
        let Some(log) = all.iter().find(|one| one.key.kind() == Kind::Log && one.key.name() == origin) else {
            return Err(Fault::whole(
                format!("no trusted key has signed this checkpoint of {origin}"),
                format!("{origin} 的这个检查点没有受信任密钥的签名"),
            ));
        };
        let witnesses: Vec<Signed> = all.iter().filter(|one| one.key.kind() == Kind::Witness).cloned().collect();
        if self.quorum.as_ref().is_some_and(|name| !self.holds(name, &witnesses)) {
            return Err(Fault::whole(
                format!("too few witnesses have seen this checkpoint: {} did", witnesses.len()),
                format!("见证这个检查点的见证方太少：只有 {} 个", witnesses.len()),
            ));
        }
        Ok(Trust { log: log.key.clone(), witnesses })
    }

    fn holds(&self, name: &str, seen: &[Signed]) -> bool {
        match self.named.get(name) {
            Some(Member::Witness(key)) => seen.iter().any(|one| one.key == *key),
            Some(Member::Group(least, members)) => {
                members.iter().filter(|member| self.holds(member, seen)).count() >= *least
            }
            None => false,
        }
    }
}

/// Returns the text of a policy in which a key stands in the place of those of the same log.
pub fn moved(policy: &str, key: &PublicKey) -> String {
    let line = |line: &str| {
        let own = line.split('#').next().unwrap_or_default();
        let mut words = own.split([' ', '\t']).filter(|word| !word.is_empty());
        let old = words.next().filter(|word| *word == "log").and_then(|_| words.next());
        let old = old.filter(|old| PublicKey::parse(old).is_ok_and(|old| old.name() == key.name()));
        old.map_or_else(|| line.to_owned(), |old| line.replacen(old, &key.to_string(), 1)) + "\n"
    };
    policy.lines().map(line).collect()
}
