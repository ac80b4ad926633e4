//! `gongkai publish` with git: one order whoever is first, nothing signed twice, and a run that ended
//! anywhere is finished by the next.

use gongkai::host::disk::Disk;
use gongkai::ledger;
use gongkai::log::entry::Entry;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=A Clerk", "-c", "user.email=clerk@city.example", "-c", "init.defaultBranch=main"];
    let run = Command::new("git").arg("-C").arg(folder).args(identity).args(arguments).output().unwrap();
    assert!(run.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).args(arguments).env("LC_ALL", "C");
    for (name, value) in [("NAME", "A Clerk"), ("EMAIL", "clerk@city.example")] {
        command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    command
}

pub(crate) fn gongkai(folder: &Path, arguments: &[&str]) -> (i32, String) {
    said(command(folder, arguments).output().unwrap())
}

fn said(output: Output) -> (i32, String) {
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap_or(-1), text)
}

const CONFIG: &str = "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en]\nas_of: 2026-06-30\nlicence: CC-BY-4.0\n";

pub(crate) fn case(text: &str) -> String {
    format!(
        "---\ntitle: {text} out\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\n---\nThe {text} are dark.\n"
    )
}

/// A remote, and a clone of it with a site whose log is begun.
pub(crate) fn city(folder: &Path) {
    fs::create_dir(folder.join("remote")).unwrap();
    git(&folder.join("remote"), &["init", "--quiet", "--bare"]);
    git(folder, &["clone", "--quiet", "remote", "a"]);
    let site = folder.join("a");
    git(&site, &["checkout", "--quiet", "-b", "main"]);
    for (path, text) in [
        ("site-config.yaml", CONFIG),
        ("content/departments.yaml", "- {id: urban, name: Urban}\n"),
        ("content/replies/2026/lamps.md", &case("lamps")),
        (".gitignore", ".gongkai/\npublic/\n"),
    ] {
        let path = site.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (code, text) = gongkai(&site, &["log", "key-new", "--key", "../key", "--recovery", "../recovery"]);
    assert_eq!(code, 0, "{text}");
    save(&site, "begun");
    git(&site, &["push", "--quiet", "--set-upstream", "origin", "main"]);
    git(folder, &["clone", "--quiet", "--branch", "main", "remote", "b"]);
}

pub(crate) fn save(site: &Path, what: &str) {
    git(site, &["add", "--all"]);
    git(site, &["commit", "--quiet", "--message", what]);
}

pub(crate) const PUBLISH: [&str; 4] = ["publish", "--offline", "--key", "../key"];

/// Every checkpoint that was ever committed anywhere: no size has two.
fn signed_once(remote: &Path) {
    let named = git(remote, &["log", "--all", "--format=", "--name-only", "--", "log/checkpoints"]);
    for path in named.lines().filter(|line| !line.is_empty()).collect::<std::collections::BTreeSet<_>>() {
        let commits = git(remote, &["log", "--all", "--format=%H", "--", path]);
        let texts = commits.lines().map(|commit| git(remote, &["show", &format!("{commit}:{path}")]));
        assert_eq!(texts.collect::<std::collections::BTreeSet<_>>().len(), 1, "{path}");
    }
}

#[test]
fn two_who_publish_at_once_make_one_order() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    city(root);
    let rounds = std::env::var("ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    for round in 0..rounds {
        let sites = [root.join("a"), root.join("b")];
        for (name, site) in ["a", "b"].into_iter().zip(&sites) {
            git(site, &["pull", "--quiet", "--rebase"]);
            let text = case(&format!("{name}{round}"));
            fs::write(site.join(format!("content/replies/2026/{name}-{round}.md")), text).unwrap();
            save(site, name);
        }
        let running = sites
            .each_ref()
            .map(|site| command(site, &PUBLISH).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        for (site, running) in sites.iter().zip(running) {
            let (code, text) = said(running.wait_with_output().unwrap());
            assert_eq!(code, 0, "round {round}: {text}");
            git(site, &["pull", "--quiet", "--rebase"]);
        }
        let (code, text) = gongkai(&sites[1], &PUBLISH);
        assert_eq!(code, 0, "{text}");
        git(&sites[0], &["pull", "--quiet", "--rebase"]);
        // All that either wrote is entered, and both hold the same log.
        let [a, b] = sites.each_ref().map(|site| ledger::read(&Disk::default(), site).unwrap().unwrap());
        assert_eq!(a.files(), b.files());
        assert_eq!(a.signed_size(), a.entries.len() as u64);
        assert_eq!(a.kept.len(), 1 + 2 * (round + 1), "{:?}", a.kept.values().map(|k| &k.record).collect::<Vec<_>>());
    }
    signed_once(&root.join("remote"));
    let (code, text) = gongkai(&root.join("b"), &["verify"]);
    assert_eq!(code, 0, "{text}");
}

#[test]
fn a_run_that_ended_is_finished_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("a");
    city(folder.path());
    let (code, text) = gongkai(&site, &["publish", "--dry-run"]);
    assert_eq!((code, text.contains("publish   reply:lamps")), (0, true), "{text}");
    assert_eq!(git(&site, &["status", "--porcelain"]), "");
    // What is in no commit is not published.
    fs::write(site.join("content/replies/2026/more.md"), case("more")).unwrap();
    let (code, text) = gongkai(&site, &PUBLISH);
    assert_eq!((code, text.contains("content/replies/2026/more.md")), (2, true), "{text}");
    save(&site, "more");
    // Ended after the entries were pushed and before they were signed: the hook of the second push says no.
    let hook = site.join(".git/hooks/pre-push");
    fs::write(&hook, "#!/bin/sh\ngit log -1 --format=%s | grep -q signed && exit 1\nexit 0\n").unwrap();
    Command::new("chmod").arg("+x").arg(&hook).status().unwrap();
    assert_eq!(gongkai(&site, &PUBLISH).0, 2);
    fs::remove_file(&hook).unwrap();
    let entries = ledger::read(&Disk::default(), &site).unwrap().unwrap().entries;
    // The same in a clone that has never seen the signature.
    let other = folder.path().join("b");
    git(&other, &["pull", "--quiet"]);
    let (code, text) = gongkai(&other, &PUBLISH);
    assert_eq!(code, 0, "{text}");
    let finished = ledger::read(&Disk::default(), &other).unwrap().unwrap();
    assert_eq!(finished.entries, entries);
    assert_eq!(finished.signed_size(), entries.len() as u64);
    git(&site, &["pull", "--quiet", "--rebase"]);
    assert_eq!(ledger::read(&Disk::default(), &site).unwrap().unwrap().files(), finished.files());
    assert_eq!(gongkai(&other, &["verify"]).0, 0);
    // Ended before the entries were committed: they are nobody's.
    fs::write(other.join("content/replies/2026/last.md"), case("last")).unwrap();
    save(&other, "last");
    fs::write(other.join("log/entries/000000.jsonl"), "half").unwrap();
    let (code, text) = gongkai(&other, &PUBLISH);
    assert_eq!(code, 0, "{text}");
    assert_eq!(gongkai(&other, &["verify"]).0, 0);
    let (code, text) = gongkai(&other, &PUBLISH);
    assert_eq!((code, text.contains("nothing changed")), (0, true), "{text}");
}

/// The second run waits for the first, and reads the log after it: it signs nothing a second time.
#[test]
fn two_runs_in_one_folder_come_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("a");
    city(folder.path());
    let start = || command(&site, &PUBLISH).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    for round in 0..3 {
        fs::write(site.join(format!("content/replies/2026/r{round}.md")), case(&format!("r{round}"))).unwrap();
        save(&site, "more");
        for running in [start(), start()] {
            let (code, text) = said(running.wait_with_output().unwrap());
            assert_eq!(code, 0, "{text}");
        }
    }
    let state = ledger::read(&Disk::default(), &site).unwrap().unwrap();
    let releases = state.entries.iter().filter(|line| matches!(line.entry, Entry::Release { .. })).count();
    assert_eq!((releases, state.kept.len()), (3, 4));
    assert_eq!(state.signed_size(), state.entries.len() as u64);
    signed_once(&folder.path().join("remote"));
    assert_eq!(gongkai(&site, &["verify"]).0, 0);
}

/// What was signed and could not be pushed is pushed by the next run, though nothing has changed.
#[test]
fn a_signature_that_was_not_pushed_is_pushed_by_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    let (site, remote) = (folder.path().join("a"), folder.path().join("remote"));
    city(folder.path());
    let hook = site.join(".git/hooks/pre-push");
    fs::write(&hook, "#!/bin/sh\ngit log -1 --format=%s | grep -q signed && exit 1\nexit 0\n").unwrap();
    Command::new("chmod").arg("+x").arg(&hook).status().unwrap();
    assert_eq!(gongkai(&site, &PUBLISH).0, 2);
    assert!(!site.join("public/index.html").exists(), "nothing is moved before what is signed is on the remote");
    fs::remove_file(&hook).unwrap();
    let (code, text) = gongkai(&site, &PUBLISH);
    assert_eq!((code, text.contains("release 1 is signed")), (0, true), "{text}");
    assert_eq!(git(&remote, &["rev-parse", "main"]), git(&site, &["rev-parse", "HEAD"]));
    assert_eq!(gongkai(&site, &["verify"]).0, 0);
}

/// A change that comes while a release is signed is held against the last one that was shown.
#[test]
fn a_silent_change_after_a_release_that_was_never_built_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("a");
    city(folder.path());
    assert_eq!(gongkai(&site, &PUBLISH).0, 0);
    fs::write(site.join("content/replies/2026/more.md"), case("more")).unwrap();
    save(&site, "more");
    let hook = site.join(".git/hooks/pre-push");
    fs::write(&hook, "#!/bin/sh\ngit log -1 --format=%s | grep -q signed && exit 1\nexit 0\n").unwrap();
    Command::new("chmod").arg("+x").arg(&hook).status().unwrap();
    assert_eq!(gongkai(&site, &PUBLISH).0, 2);
    fs::remove_file(&hook).unwrap();
    let lamps = site.join("content/replies/2026/lamps.md");
    fs::write(&lamps, case("lamps").replace("are dark", "are bright")).unwrap();
    save(&site, "silently");
    let (code, text) = gongkai(&site, &PUBLISH);
    assert_eq!((code, text.contains("content/replies/2026/lamps.md")), (1, true), "{text}");
}

#[test]
fn what_to_put_online_is_listed_in_a_safe_order() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("a");
    city(folder.path());
    let publish = || {
        let (code, text) = gongkai(&site, &[&PUBLISH[..], &["--no-push", "--changed", "../changed"]].concat());
        assert_eq!(code, 0, "{text}");
        fs::read_to_string(folder.path().join("changed")).unwrap()
    };
    publish();
    // An upload that follows the list, and stops after each of its lines, is whole or is the release before.
    let online = folder.path().join("online");
    let copy = |path: &str| {
        let to = online.join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(site.join("public").join(path), to).unwrap();
    };
    let whole = fs::read_to_string(site.join("public/SHA256SUMS")).unwrap();
    whole.lines().map(|line| &line[66..]).chain(["SHA256SUMS"]).for_each(copy);
    fs::write(site.join("content/replies/2026/more.md"), case("more")).unwrap();
    save(&site, "more");
    let changed = publish();
    assert!(changed.contains("+ transparency/checkpoint\n- "), "{changed}");
    for line in changed.lines() {
        let (sign, path) = line.split_once(' ').unwrap();
        match sign {
            "+" => copy(path),
            _ => fs::remove_file(online.join(path)).unwrap(),
        }
        // What the checkpoint that is there names is there.
        let text = fs::read_to_string(online.join("transparency/checkpoint")).unwrap();
        let size: u64 = text.lines().nth(1).unwrap().parse().unwrap();
        let bundle = format!("transparency/{}", gongkai::log::tiles::bundle_path(0, size as u16));
        assert!(online.join(&bundle).is_file(), "{line}: {bundle}");
    }
    assert_eq!(gongkai(folder.path(), &["verify", "online"]).0, 0);
}

/// Serves a folder, as a host of the site does; returns its address.
pub(crate) fn served(folder: std::path::PathBuf) -> String {
    use std::io::{BufRead as _, BufReader, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let first = lines.next().unwrap_or_default();
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let path = first.split(' ').nth(1).unwrap_or("/").trim_start_matches('/').to_owned();
            let (status, body) = match fs::read(folder.join(path)) {
                Ok(body) => ("200 OK", body),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
    address
}

#[test]
fn what_is_online_is_looked_at_before_anything_is_signed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    city(root);
    let (site, online) = (root.join("a"), root.join("online"));
    let base = served(online.clone());
    fs::write(site.join("site-config.yaml"), CONFIG.replace("https://city.example/", &base)).unwrap();
    save(&site, "online");
    let publish = ["publish", "--key", "../key"];
    // Nothing is online yet; then what was published is.
    let (code, text) = gongkai(&site, &publish);
    assert_eq!(code, 0, "{text}");
    let carry = |from: &Path| {
        let _ = fs::remove_dir_all(&online);
        assert!(Command::new("cp").arg("-r").arg(from).arg(&online).status().unwrap().success());
    };
    carry(&site.join("public"));
    let early = git(&site, &["rev-parse", "HEAD"]);
    fs::write(site.join("content/replies/2026/more.md"), case("more")).unwrap();
    save(&site, "more");
    let (code, text) = gongkai(&site, &publish);
    assert_eq!(code, 0, "{text}");
    carry(&site.join("public"));
    // A mirror copies it, signs it as a witness, and the city takes the signature over.
    let (code, text) =
        gongkai(root, &["--lang", "en", "log", "witness-new", "--key", "w", "--name", "library.example/w"]);
    assert_eq!(code, 0, "{text}");
    let witness = text.lines().find(|line| line.starts_with("witness ")).unwrap();
    let (code, text) = gongkai(root, &["--lang", "en", "mirror", &base, "mirror", "--cosign", "w"]);
    assert_eq!((code, text.contains("Release 2 of ") && text.contains("was copied whole")), (0, true), "{text}");
    assert_eq!(gongkai(root, &["verify", "mirror/current"]).0, 0);
    let policy = fs::read_to_string(site.join("log/policy")).unwrap();
    fs::write(site.join("log/policy"), policy.replace("quorum", &format!("{witness}\nquorum"))).unwrap();
    save(&site, "a witness");
    let seen = fs::read_dir(root.join("mirror/witness")).unwrap().next().unwrap().unwrap().path().join("checkpoint");
    let (code, text) = gongkai(&site, &["log", "refresh", seen.to_str().unwrap()]);
    assert_eq!((code, text.contains("1 signature of witnesses taken over")), (0, true), "{text}");
    save(&site, "refreshed");
    // A mirror that is named is asked for its signature, and before anything is signed.
    let seen = seen.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    let mirrors = format!("# the library\n{}{seen}\n", served(root.to_path_buf()));
    fs::write(site.join("log/mirrors"), &mirrors).unwrap();
    let (code, text) = gongkai(&site, &publish);
    assert_eq!((code, text.contains("in no commit yet: log/mirrors")), (2, true), "{text}");
    assert_eq!(fs::read_to_string(site.join("log/mirrors")).unwrap(), mirrors);
    save(&site, "a mirror");
    let (code, text) = gongkai(&site, &["log", "refresh"]);
    assert_eq!((code, text.contains("0 signatures of witnesses taken over")), (0, true), "{text}");
    // A new witness is a change of the site.
    let (code, text) = gongkai(&site, &publish);
    assert_eq!(code, 0, "{text}");
    carry(&site.join("public"));
    assert_eq!(gongkai(&site, &["verify"]).0, 0);
    // An earlier state, restored: nothing is signed.
    let other = root.join("restored");
    git(root, &["clone", "--quiet", "remote", "restored"]);
    git(&other, &["checkout", "--quiet", "-b", "restored", early.trim()]);
    fs::write(other.join("content/replies/2026/else.md"), case("else")).unwrap();
    save(&other, "else");
    let (code, text) = gongkai(&other, &publish);
    assert_eq!((code, text.contains("an earlier state was restored")), (2, true), "{text}");
    // The site does not answer and a mirror does: that one tells of it as well.
    let config = fs::read_to_string(other.join("site-config.yaml")).unwrap();
    fs::write(other.join("site-config.yaml"), config.replace(&base, "http://127.0.0.1:9/")).unwrap();
    fs::write(other.join("log/mirrors"), &mirrors).unwrap();
    save(&other, "elsewhere");
    let (code, text) = gongkai(&other, &publish);
    assert_eq!((code, text.contains("checkpoint: the log has")), (2, true), "{text}");
    fs::write(other.join("log/mirrors"), "library\n").unwrap();
    save(&other, "no address");
    let (code, text) = gongkai(&other, &publish);
    assert_eq!((code, text.contains("log/mirrors:1: this is no address")), (2, true), "{text}");
    fs::remove_file(other.join("log/mirrors")).unwrap();
    fs::write(other.join("site-config.yaml"), config).unwrap();
    save(&other, "as before");
    // Signed all the same, without a look: the next look tells of it.
    for name in ["else-1", "else-2", "else-3"] {
        fs::write(other.join(format!("content/replies/2026/{name}.md")), case(name)).unwrap();
        save(&other, name);
        let (code, text) = gongkai(&other, &PUBLISH);
        assert_eq!(code, 0, "{text}");
    }
    fs::write(other.join("content/replies/2026/else-4.md"), case("else-4")).unwrap();
    save(&other, "else-4");
    let (code, text) = gongkai(&other, &publish);
    assert_eq!((code, text.contains("contradict each other")), (3, true), "{text}");
    assert_eq!(fs::read_dir(other.join("evidence")).unwrap().count(), 2);
    // And a mirror keeps what it has.
    carry(&other.join("public"));
    let (code, text) = gongkai(root, &["--lang", "en", "mirror", &base, "mirror"]);
    assert_eq!((code, text.contains("Fork")), (3, true), "{text}");
    assert_eq!(gongkai(root, &["verify", "mirror/current"]).0, 0);
}

#[test]
fn a_wrong_key_and_a_key_inside_the_site_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path());
    let site = folder.path().join("a");
    let (code, text) = gongkai(&site, &["publish", "--offline", "--key", "../recovery"]);
    assert_eq!((code, text.contains("not that of the log")), (2, true), "{text}");
    let (code, text) = gongkai(&site, &["publish"]);
    assert_eq!((code, text.contains("GONGKAI_LOG_KEY")), (2, true), "{text}");
    let (code, text) = gongkai(&site, &["log", "key-new", "--key", "../k", "--recovery", "../r"]);
    assert_eq!((code, text.contains("has a log already")), (2, true), "{text}");
    fs::remove_dir_all(site.join("log")).unwrap();
    let (code, text) = gongkai(&site, &["log", "key-new", "--key", "k", "--recovery", "../r"]);
    assert_eq!((code, text.contains("in the folder of the site")), (2, true), "{text}");
    assert!(!site.join("k").exists());
}

#[test]
fn what_is_erased_is_entered_and_no_salt_stays() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path());
    let site = folder.path().join("a");
    fs::write(site.join("content/replies/2026/street.md"), case("street")).unwrap();
    save(&site, "street");
    assert_eq!(gongkai(&site, &PUBLISH).0, 0);
    let kept = ledger::read(&Disk::default(), &site).unwrap().unwrap().kept;
    let salt =
        kept.values().find(|kept| kept.record == "reply:street").map(|kept| gongkai::log::hex(&kept.salt)).unwrap();
    let (code, text) = gongkai(&site, &["erase", "street", "--reason", "A court"]);
    assert_eq!((code, text.contains("small letters")), (2, true), "{text}");
    let (code, text) = gongkai(&site, &["erase", "street", "--reason", "court-order"]);
    assert_eq!((code, text.contains("Its salt is taken out of log/")), (0, true), "{text}");
    fs::remove_file(site.join("content/replies/2026/street.md")).unwrap();
    save(&site, "erased");
    let (code, text) = gongkai(&site, &PUBLISH);
    assert_eq!((code, text.contains("erase     a record (court-order)")), (0, true), "{text}");
    assert_eq!(gongkai(&site, &["verify"]).0, 0);
    // The page says what was entered last, and no more of what is gone than that.
    let entered = || {
        let page = fs::read_to_string(site.join("public/transparency/index.html")).unwrap();
        let from = page.find("id=\"entered\"").unwrap();
        let text = page[from..from + page[from..].find("</ul>").unwrap()].to_owned();
        text.split("<li>").skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let lines = entered();
    assert_eq!(lines.len(), 1);
    assert!(lines[0].starts_with("A record that was erased <small>erased, entry 4"), "{lines:?}");
    // A release without records leaves it as it is.
    fs::create_dir_all(site.join("content/pages")).unwrap();
    fs::write(site.join("content/pages/more.md"), "---\ntitle: More\n---\nMore.\n").unwrap();
    save(&site, "a page");
    assert_eq!(gongkai(&site, &PUBLISH).0, 0);
    assert_eq!(entered(), lines);
    assert_eq!(gongkai(&site, &["verify"]).0, 0);
    // What a release changed is told though another site was built between.
    let changed = || fs::read_to_string(site.join("public/resourcesync/changelist.xml")).unwrap();
    let before = changed().matches(" change=").count();
    assert!(changed().contains("/more.html") && before > 0, "{}", changed());
    fs::write(site.join("content/pages/more.md"), "---\ntitle: More\n---\nStill more.\n").unwrap();
    assert_eq!(gongkai(&site, &["build"]).0, 0);
    assert_eq!(changed().matches(" change=").count(), before);
    save(&site, "the page");
    assert_eq!(gongkai(&site, &PUBLISH).0, 0);
    assert!(changed().matches(" change=").count() > before, "{}", changed());
    assert_eq!(gongkai(&site, &["verify"]).0, 0);
    // Nor is a folder needed that was built here, where the site as it is online is at hand.
    fs::rename(site.join("public"), folder.path().join("online")).unwrap();
    fs::remove_dir_all(site.join(".gongkai")).unwrap();
    fs::write(site.join("content/pages/more.md"), "---\ntitle: More\n---\nAnd more.\n").unwrap();
    save(&site, "the page again");
    let before = fs::read_to_string(folder.path().join("online/resourcesync/changelist.xml")).unwrap();
    let against = [&PUBLISH[..], &["--against-published", "../online"]].concat();
    let (code, text) = gongkai(&site, &against);
    assert_eq!(code, 0, "{text}");
    assert!(changed().matches(" change=").count() > before.matches(" change=").count(), "{}", changed());
    // What witnesses signed is not taken back in silence.
    let newest = fs::read_dir(site.join("log/checkpoints")).unwrap().map(|entry| entry.unwrap().path()).max().unwrap();
    let signed = fs::read_to_string(&newest).unwrap();
    fs::write(&newest, format!("{signed}\u{2014} library.example/w AAAAAQ==\n")).unwrap();
    let (code, text) = gongkai(&site, &PUBLISH);
    assert_eq!((code, text.contains("log/checkpoints/")), (2, true), "{text}");
    fs::write(&newest, signed).unwrap();
    let found = Command::new("grep")
        .args(["-rlE", &format!("{salt}|The street are dark")])
        .args(["public", "log", ".gongkai"])
        .current_dir(&site)
        .output();
    assert_eq!(String::from_utf8(found.unwrap().stdout).unwrap(), "");
}

/// Another git before the real one: it kills whoever calls it the n-th time, before or after it does what is asked.
fn killing(folder: &Path, site: &Path, at: usize, after: bool) -> Command {
    let bin = folder.join("bin");
    fs::create_dir_all(&bin).unwrap();
    let real = String::from_utf8(Command::new("sh").args(["-c", "command -v git"]).output().unwrap().stdout).unwrap();
    let (real, count) = (real.trim(), folder.join("count"));
    let script = format!(
        "#!/bin/sh\necho x >> '{0}'\nn=$(wc -l < '{0}')\n[ $n -eq {at} ] && {after} || [ $n -ne {at} ] || {{ kill -9 $PPID; exit 1; }}\n'{real}' \"$@\"\ncode=$?\n[ $n -eq {at} ] && kill -9 $PPID\nexit $code\n",
        count.display()
    );
    fs::write(bin.join("git"), script).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(bin.join("git")).status().unwrap().success());
    let _ = fs::remove_file(&count);
    let mut command = command(site, &PUBLISH);
    command.env("PATH", format!("{}:{}", bin.display(), std::env::var("PATH").unwrap()));
    command
}

#[test]
fn whoever_is_killed_at_any_step_of_git_the_next_run_finishes() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    city(root);
    let site = root.join("a");
    assert_eq!(gongkai(&site, &PUBLISH).0, 0);
    let mut killed = 0;
    for after in [false, true] {
        for at in 1.. {
            let name = format!("{}-{at}", if after { "after" } else { "before" });
            fs::write(site.join(format!("content/replies/2026/{name}.md")), case(&name)).unwrap();
            save(&site, &name);
            git(&site, &["push", "--quiet"]);
            let run = killing(root, &site, at, after).output().unwrap();
            // Git itself is not killed, and leaves a lock only where that is.
            let (code, text) = gongkai(&site, &PUBLISH);
            assert_eq!(code, 0, "{name}: {text}");
            let (code, text) = gongkai(&site, &["verify"]);
            assert_eq!(code, 0, "{name}: {text}");
            assert_eq!(git(&site, &["status", "--porcelain"]), "", "{name}");
            signed_once(&root.join("remote"));
            let state = ledger::read(&Disk::default(), &site).unwrap().unwrap();
            assert_eq!(state.signed_size(), state.entries.len() as u64, "{name}");
            let entered = state.kept.values().filter(|kept| kept.record == format!("reply:{name}")).count();
            assert_eq!(entered, 1, "{name}");
            // Each says what it changed: mirrors need no whole list.
            let told = |line: &&ledger::Line| matches!(line.entry, Entry::Release { delta: None, .. });
            assert_eq!(state.entries.iter().filter(told).count(), 1, "{name}");
            if run.status.success() {
                break;
            }
            killed += 1;
        }
    }
    assert!(killed > 20, "{killed}");
    // What is on the remote is what is here.
    assert_eq!(git(&root.join("remote"), &["rev-parse", "main"]), git(&site, &["rev-parse", "HEAD"]));
}

/// What a publication enters, without the release.
fn entered(site: &Path) -> Vec<String> {
    save(site, "edited");
    let (code, text) = gongkai(site, &[&PUBLISH[..], &["--no-push"]].concat());
    assert_eq!(code, 0, "{text}");
    let acts = ["publish ", "add to ", "correct ", "withdraw "];
    let lines = text.lines().filter(|line| acts.iter().any(|act| line.starts_with(act)));
    lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// A correction is entered as one whatever day it is dated, once, and whatever kind of record it is of.
#[test]
fn what_is_entered_as_a_correction_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("a");
    city(folder.path());
    let put = |path: &str, text: &str| {
        let path = site.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("topics.yaml", "- {id: lamps, label: Lamps}\n");
    let policy = |more: &str| {
        format!(
            "title: Lamps\nissuers: [urban]\nmade_on: 2026-03-01\npublished_on: 2026-03-08\neffective_from: 2026-05-01\n{more}"
        )
    };
    let edition = |text: &str| format!("---\n{{on: 2026-03-08}}\n---\nLamps burn {text}.\n");
    let digest = |more: &str, text: &str| {
        format!("---\n{{title: Lamps, topic: lamps, from: 2026-01-01, to: 2026-05-31{more}}}\n---\nMany {text}.\n")
    };
    let dataset = |more: &str| {
        format!(
            "title: Lamps\ndescription: Lamps.\ndepartment: urban\npublished_on: 2026-03-15\nfrequency: irregular\ntables: [{{file: data.csv, key: [month], fields: [{{name: month, type: yearmonth}}, {{name: lamps, type: integer, unit: lamps}}]}}]\n{more}"
        )
    };
    let answered = |more: &str, text: &str| {
        format!(
            "---\ntitle: Lamps\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\nreplied: 2026-03-09\nevents:\n{more}---\n## Question\nDark?\n## Reply\nSoon.\n{text}"
        )
    };
    put("replies/2026/answered.md", &answered("- {on: 2026-03-10, type: concluded, outcome: done}\n", ""));
    put("policies/lamps/policy.yaml", &policy(""));
    put("policies/lamps/edition-1.md", &edition("at night"));
    put("statistics/lamps/dataset.yaml", &dataset(""));
    put("statistics/lamps/data.csv", "month,lamps\n2026-01,12\n");
    put("digests/lamps.md", &digest("", "ask"));
    assert_eq!(entered(&site).len(), 5);
    // Dated before the day of the entries that say what is corrected: that is 30 June.
    let corrected = "- {on: 2026-03-10, type: concluded, outcome: done}\n- {on: 2026-03-12, type: corrected, by: urban, reason: A slip.}\n";
    let section = "## Correction\nSoon, said the other bureau.\n";
    let fixed = "corrections: [{on: 2026-03-12, what: Hours, reason: A slip.}]\n";
    let revised = "revisions: [{on: 2026-03-20, kind: correction, note: Counted anew., changes: [{row: [2026-01], column: lamps, old: 12, new: 13, reason: A slip.}]}]\nupdated_on: 2026-03-20\n";
    put("replies/2026/answered.md", &answered(corrected, section));
    put("policies/lamps/policy.yaml", &policy(fixed));
    put("policies/lamps/edition-1.md", &edition("all night"));
    put("statistics/lamps/dataset.yaml", &dataset(revised));
    put("statistics/lamps/data.csv", "month,lamps\n2026-01,13\n");
    put("digests/lamps.md", &digest(", corrections: [{on: 2026-06-02, what: Number, reason: A slip.}]", "more ask"));
    let all = ["reply:answered", "policy:lamps", "dataset:lamps", "digest:lamps"];
    let mut found = entered(&site);
    found.sort();
    let mut expected = all.map(|record| format!("correct {record} (version 2)"));
    expected.sort();
    assert_eq!(found, expected);
    // What comes after it is none, though it comes on the same day.
    let rated = "- {on: 2026-03-28, type: rated, rating: satisfied}\n";
    put("replies/2026/answered.md", &answered(&format!("{corrected}{rated}"), section));
    put("policies/lamps/policy.yaml", &policy(&format!("{fixed}number: No. 5\n")));
    let mut found = entered(&site);
    found.sort();
    assert_eq!(found, ["add to policy:lamps (version 3)", "add to reply:answered (version 3)"]);
    // A state that was recovered knows it as well.
    let (code, text) = gongkai(&site, &["verify"]);
    assert_eq!(code, 0, "{text}");
    let state = ledger::read(&Disk::default(), &site).unwrap().unwrap();
    let vkey = fs::read_to_string(site.join("log/vkey")).unwrap();
    fs::remove_dir_all(site.join("log")).unwrap();
    let (code, text) = gongkai(&site, &["log", "recover", "--from", "public", "--vkey", vkey.trim()]);
    assert_eq!(code, 0, "{text}");
    let recovered = ledger::read(&Disk::default(), &site).unwrap().unwrap();
    let counts = |ledger: &ledger::Ledger| {
        ledger.newest().into_iter().map(|(record, (_, kept))| (record.to_owned(), kept.corrections)).collect::<Vec<_>>()
    };
    assert_eq!(counts(&recovered), counts(&state));
    assert_eq!(counts(&state).iter().map(|(_, count)| count).sum::<u32>(), 4);
}
