//! A small site with its log, whole and with every byte changed once.

pub(crate) mod fixture;

use super::place::{Address, Folder};
use super::{Report, Unclear, Verdict, against, proof, site};
use crate::host::memory::Memory;
use crate::host::web::Shelf;
use crate::log::entry::Act;
use crate::log::policy::Policy;
use crate::log::proof::Proof;
use crate::log::sha256;
use fixture::{Files, Town, line, small};
use rayon::prelude::*;
use std::path::Path;

fn laid(files: &Files) -> Memory {
    let memory = Memory::default();
    files.iter().for_each(|(path, bytes)| memory.put(&format!("site/{path}"), bytes));
    memory
}

fn look(files: &Files, policy: Option<&Policy>) -> Result<Report, Unclear> {
    let memory = laid(files);
    Ok(site(&Folder { host: &memory, root: Path::new("site") }, policy, None)?.0)
}

#[test]
fn a_whole_site_is_fine_in_a_folder_and_at_an_address() {
    let town = small();
    let report = look(&town.site, Some(&town.policy())).unwrap();
    assert_eq!(report.troubles, []);
    assert_eq!((report.opened, report.release, report.own_policy), (3, Some(2), false));
    assert!(look(&town.site, None).unwrap().own_policy);
    let web = Shelf::of("https://town.example/", town.site.clone());
    let place = Address { web: &web, base: "https://town.example/" };
    let (report, _) = site(&place, None, Some("roads-1")).unwrap();
    assert_eq!((report.verdict(), report.opened, report.blind), (Verdict::Fine, 3, true));
    let acts: Vec<bool> = report.story.iter().map(|(_, entry)| entry.contains(r#""correct""#)).collect();
    assert_eq!(acts, [false, true]);
}

/// Every byte of the site is changed once: the file is named.
#[test]
fn no_byte_can_be_changed_unseen() {
    let town = small();
    let files = &town.site;
    // The salt of a version that is no longer shown: its text is nowhere on the site, so that nothing
    // there can say what the salt was. The proof of that version then opens nothing, which its owner sees.
    let stale = |path: &str| {
        let proof = Proof::parse(&files[path]).unwrap();
        let salts = String::from_utf8_lossy(&files["transparency/salts/000"]);
        !salts.lines().any(|line| line.starts_with(&format!("{}\t", proof.index)))
    };
    let old: Vec<&String> = files.keys().filter(|path| path.contains("proofs/") && stale(path)).collect();
    assert_eq!(old.len(), 1);
    // After the first line and `extra `: 32 bytes in base64.
    let free = |path: &String, at: usize| old.contains(&path) && (29..72).contains(&at);
    let all: Vec<(&String, usize)> =
        files.iter().flat_map(|(path, bytes)| (0..bytes.len()).map(move |at| (path, at))).collect();
    assert!(all.len() > 8000, "{}", all.len());
    let unseen: Vec<_> = all
        .par_iter()
        .filter_map(|(path, at)| {
            let mut changed = files.clone();
            changed.get_mut(*path).unwrap()[*at] ^= 1 << (at % 8);
            let report = look(&changed, None).unwrap();
            let named = report.troubles.iter().any(|own| own.file == **path);
            // Its checksum sees it all the same.
            let named = named || free(path, *at) && !report.troubles.is_empty();
            (!named).then(|| (path.to_string(), *at, report.troubles))
        })
        .collect();
    assert!(unseen.is_empty(), "{}: {:?}", unseen.len(), &unseen[..unseen.len().min(5)]);
}

#[test]
fn a_file_more_or_less_is_named() {
    let town = small();
    for path in town.site.keys() {
        let mut fewer = town.site.clone();
        fewer.remove(path);
        let report = look(&fewer, None).unwrap();
        assert!(!report.troubles.is_empty(), "{path}");
        let named = report.troubles.iter().any(|own| own.file == *path || own.en.contains(&**path));
        // Without a policy the site's key is its policy; that it is gone is said by the manifest.
        assert!(named, "{path}: {:?}", report.troubles);
    }
    for path in [
        "replies/more.html",
        "transparency/more",
        "transparency/tile/0/000.p/200",
        "transparency/tile/entries/001",
        "transparency/release/9/delta",
        "transparency/proofs/x.tlog-proof",
        ".env",
    ] {
        let mut more = town.site.clone();
        more.insert(path.to_owned(), b"x".to_vec());
        let report = look(&more, None).unwrap();
        assert!(report.troubles.iter().any(|own| own.file == path), "{path}: {:?}", report.troubles);
    }
}

#[test]
fn tiles_of_an_earlier_size_may_stay_when_they_fit() {
    let mut town = Town::new();
    town.set("a", "b", None);
    let before = town.release().clone();
    town.set("c", "d", None);
    let mut files = town.release().clone();
    let kept: Vec<String> = before.keys().filter(|path| path.contains(".p/")).cloned().collect();
    assert_eq!(kept.len(), 2);
    for path in &kept {
        files.insert(path.clone(), before[path].clone());
    }
    let report = look(&files, None).unwrap();
    assert!(report.troubles.iter().all(|own| own.file == "SHA256SUMS"), "{:?}", report.troubles);
    for path in &kept {
        let mut other = files.clone();
        *other.get_mut(path).unwrap().last_mut().unwrap() ^= 1;
        assert!(look(&other, None).unwrap().troubles.iter().any(|own| own.file == *path), "{path}");
    }
}

#[test]
fn a_log_of_other_entries_is_a_fork() {
    let town = small();
    let (mut one, mut two) = (town.clone(), town.clone());
    one.set("parks-1", "The park has ten benches.", None);
    one.release();
    two.set("parks-1", "The park has no benches.", None);
    two.release();
    let against = |own: &Town, other: &Town| {
        let (own, other) = (laid(&own.site), laid(&other.site));
        let root = Path::new("site");
        let (mut report, log) = site(&Folder { host: &own, root }, Some(&town.policy()), None).unwrap();
        against::check(&log.unwrap(), &Folder { host: &other, root }, "mirror", &town.policy(), &mut report).unwrap();
        (report.verdict(), report.fork.len())
    };
    assert_eq!(against(&one, &two), (Verdict::Fork, 2));
    for (own, other) in [(&one, &town), (&town, &one), (&two, &town), (&town, &town)] {
        assert_eq!(against(own, other), (Verdict::Fine, 0));
    }
    let mut later = two.clone();
    later.set("parks-2", "More.", None);
    later.release();
    assert_eq!(against(&one, &later), (Verdict::Fork, 2), "also when one has more entries");
    assert_eq!(against(&later, &one), (Verdict::Fork, 2));
}

#[test]
fn what_was_erased_leaves_no_salt_and_no_proof() {
    let mut town = small();
    let before = town.site.clone();
    town.gone("water-1", Act::Erase);
    town.release();
    let report = look(&town.site, None).unwrap();
    assert_eq!((report.troubles.len(), report.erased, report.opened), (0, 1, 2));
    let left: Vec<&String> =
        before.keys().filter(|path| path.contains("proofs/") && !town.site.contains_key(*path)).collect();
    let mut files = town.site.clone();
    files.insert(left[0].clone(), before[left[0]].clone());
    let report = look(&files, None).unwrap();
    assert!(
        report.troubles.iter().any(|own| own.file == *left[0] && own.en.contains("erased")),
        "{:?}",
        report.troubles
    );
}

#[test]
fn a_proof_stands_without_the_site() {
    let town = small();
    let proofs: Vec<&Vec<u8>> =
        town.site.iter().filter(|(path, _)| path.contains("proofs/")).map(|(_, bytes)| bytes).collect();
    assert_eq!(proofs.len(), 4);
    let parts = vec![
        ("record.json".to_owned(), sha256(line("water-1", "The pipe was mended.").as_bytes())),
        ("scan.pdf".to_owned(), sha256(b"%PDF-scan")),
    ];
    let fitting = |parts: &[(String, crate::log::Hash)]| {
        proofs.iter().filter(|bytes| proof(&Proof::parse(bytes).unwrap(), parts, &town.policy()).is_ok()).count()
    };
    assert_eq!(fitting(&parts), 1);
    assert_eq!(fitting(&parts[..1]), 0, "with a file left out");
    let other = vec![("record.json".to_owned(), sha256(line("water-1", "The pipe was mended?").as_bytes()))];
    assert_eq!(fitting(&other), 0);
}

#[test]
fn a_folder_without_a_log_is_held_against_its_checksums() {
    let files: Files = [("a.html", "a"), ("b.html", "b")].map(|(path, text)| (path.to_owned(), text.into())).into();
    let sums: String =
        files.iter().map(|(path, bytes)| format!("{}  {path}\n", crate::log::hex(&sha256(bytes)))).collect();
    let mut files = files;
    files.insert("SHA256SUMS".to_owned(), sums.into_bytes());
    let report = look(&files, None).unwrap();
    assert!(report.checkpoint.is_none() && report.troubles.is_empty() && report.files == 2);
    files.insert("a.html".to_owned(), b"c".to_vec());
    assert_eq!(look(&files, None).unwrap().troubles[0].file, "a.html");
    files.remove("SHA256SUMS");
    assert!(look(&files, None).is_err());
}

/// By hand, in a release build: `cargo test --release --lib -- --ignored a_large_site --nocapture`.
#[test]
#[ignore = "writes 60,000 files"]
fn a_large_site_is_verified_in_seconds() {
    let mut town = fixture::many(100_000);
    let left: Vec<String> =
        town.pages.keys().filter(|path| path.starts_with("replies/")).skip(60_000).cloned().collect();
    left.iter().for_each(|path| {
        town.pages.remove(path);
    });
    town.release();
    let folder = tempfile::tempdir().unwrap();
    let disk = crate::host::disk::Disk::default();
    for (path, bytes) in &town.site {
        crate::host::Host::write(&disk, &folder.path().join(path), bytes).unwrap();
    }
    let begun = crate::host::disk::clock();
    let (report, _) = site(&Folder { host: &disk, root: folder.path() }, Some(&town.policy()), None).unwrap();
    println!(
        "{} files, {} opened, {} troubles: {:?}",
        report.files,
        report.opened,
        report.troubles.len(),
        begun.elapsed()
    );
    assert_eq!((report.opened, report.troubles.len()), (100_000, 0));
}

/// By hand: three releases of a small town on the disk, to try the commands with.
#[test]
#[ignore = "leaves files in target/town"]
fn a_town_on_the_disk() {
    let disk = crate::host::disk::Disk::default();
    let folder = Path::new("target/town");
    let lay = |name: &str, files: &Files| {
        for (path, bytes) in files {
            crate::host::Host::write(&disk, &folder.join(name).join(path), bytes).unwrap();
        }
    };
    let mut town = small();
    lay("2", &town.site);
    let mut other = town.clone();
    town.set("parks-1", "Ten benches.", None);
    lay("3", town.release());
    other.set("parks-1", "No benches.", None);
    lay("fork", other.release());
}
