//! The way of `log/` to the remote, which keeps two publishers apart.

use super::{Run, TRIES};
use crate::cli::Failure;
use crate::cli::git;
use crate::ledger::{self, Ledger};
use crate::log::entry::Entry;
use crate::log::note::PrivateKey;

impl Run<'_> {
    /// Returns whether entries that end in a release wait for their signature where nobody can take them
    /// back any more: on the remote, or in git where there is none.
    pub(super) fn waits(&self, ledger: &Ledger) -> Result<bool, Failure> {
        let ends = matches!(ledger.entries.last().map(|line| &line.entry), Some(Entry::Release { .. }));
        if !self.git || !ends || ledger.entries.len() as u64 == ledger.signed_size() {
            return Ok(false);
        }
        let Some((remote, branch)) = &self.remote else { return Ok(true) };
        // Entries that are on the remote may be being signed by another: only who knows that they are not
        // there may take them back.
        git::run(&self.arguments.root, &["fetch", "--quiet", remote, branch], self.site.tongue).map_err(|why| {
            Failure::new(why).hint(self.say(
                "the remote must be reached before anything is signed: try again later",
                "签名之前必须能连接远程仓库：请稍后再试",
            ))
        })?;
        let last = self.asks(&["log", "-1", "--format=%H", "--", ledger::FOLDER])?.unwrap_or_default();
        Ok(self.asks(&["merge-base", "--is-ancestor", &last, &format!("{remote}/{branch}")])?.is_some())
    }

    /// Whether all is signed, and the remote does not have it.
    pub(super) fn owes_push(&self, ledger: &Ledger) -> Result<bool, Failure> {
        let Some((remote, branch)) = self.remote.as_ref().filter(|_| self.git) else { return Ok(false) };
        if ledger.entries.len() as u64 != ledger.signed_size() {
            return Ok(false);
        }
        let last = self.asks(&["log", "-1", "--format=%H", "--", ledger::FOLDER])?.unwrap_or_default();
        Ok(self.asks(&["merge-base", "--is-ancestor", &last, &format!("{remote}/{branch}")])?.is_none())
    }

    /// Commits `log/` and pushes it. `false` when another came first: then this commit is taken back.
    pub(super) fn carry(&self, message: &str) -> Result<bool, Failure> {
        if !self.git {
            return Ok(true);
        }
        self.does(&["add", "--all", "--", ledger::FOLDER])?;
        self.does(&["commit", "--quiet", "--message", message, "--", ledger::FOLDER])?;
        let Some((remote, branch)) = &self.remote else { return Ok(true) };
        if self.push(remote, branch)? {
            return Ok(true);
        }
        self.does(&["reset", "--quiet", "--keep", "HEAD~1"])?;
        self.does(&["pull", "--quiet", "--rebase", remote, branch])?;
        Ok(false)
    }

    /// Pushes; `false` when the remote has what is not here, which is another publisher's.
    fn push(&self, remote: &str, branch: &str) -> Result<bool, Failure> {
        let to = format!("HEAD:{branch}");
        let Err(why) = git::run(&self.arguments.root, &["push", "--quiet", remote, &to], self.site.tongue) else {
            return Ok(true);
        };
        let fetched = self.asks(&["fetch", "--quiet", remote, branch])?.is_some();
        let theirs = format!("{remote}/{branch}");
        if fetched && self.asks(&["merge-base", "--is-ancestor", &theirs, "HEAD"])?.is_none() {
            return Ok(false);
        }
        Err(Failure::new(why).hint(self.say(
            "log/ could not be pushed; once it can be, run gongkai publish again: it goes on from there",
            "log/ 未能推送；可推送后再次运行 gongkai publish，将从中断处继续",
        )))
    }

    /// Pushes what is signed; returns whether what others pushed meanwhile is in the folder now.
    pub(super) fn sent(&self, key: &PrivateKey) -> Result<bool, Failure> {
        let Some((remote, branch)) = &self.remote else { return Ok(false) };
        if self.push(remote, branch)? {
            return Ok(false);
        }
        for _ in 0..TRIES {
            // Only files that nobody else writes are in it.
            self.does(&["pull", "--quiet", "--rebase", remote, branch])?;
            self.still(key)?;
            if self.push(remote, branch)? {
                return Ok(true);
            }
        }
        Err(Failure::new(self.say("the signature could not be pushed", "签名未能推送"))
            .hint(self.say("push it by hand: git push", "请手动推送：git push")))
    }

    /// Refuses to push what was signed when another put a new key in place of this one meanwhile.
    fn still(&self, key: &PrivateKey) -> Result<(), Failure> {
        let read = ledger::read(&self.site.host, &self.arguments.root);
        if read.is_ok_and(|ledger| ledger.is_some_and(|ledger| ledger.key == *key.public())) {
            return Ok(());
        }
        self.does(&["reset", "--quiet", "--keep", "HEAD~1"])?;
        Err(Failure::new(self.say(
            "another has put a new key in the place of this one: what it signed just now was not pushed",
            "他人已更换密钥：刚才用原密钥签的名没有推送",
        ))
        .hint(self.say("run gongkai publish again, with the new key", "请用新密钥再次运行 gongkai publish")))
    }
}
