//! Packages of a small site; strangers judge them in `tests/tools/archives.py`.

use super::published::Published;
use super::surt::surt;
use super::{ArchiveError, Form, pack};
use crate::host::Host as _;
use crate::host::memory::Memory;
use crate::source::sha256_hex;
use std::path::Path;

const FILES: [(&str, &str); 4] = [
    (
        "public/data/catalogue.jsonld",
        r#"{"@id": "https://open.city.example/data/catalogue.jsonld", "dct:title": [{"@value": "Open City"}]}"#,
    ),
    ("public/data/measures.csv", "as_of,group\n2026-06-30,site\n"),
    ("public/index.html", "<title>A &amp; B</title>"),
    ("public/replies/a.html", "<title>A</title>"),
];

fn site() -> Memory {
    let host = Memory::with(FILES);
    let line = |(path, text): &(&str, &str)| format!("{}  {}\n", sha256_hex(text.as_bytes()), &path["public/".len()..]);
    host.put("public/SHA256SUMS", FILES.iter().map(line).collect::<String>().as_bytes());
    host
}

fn packed(host: &Memory, form: Form) -> Result<u64, ArchiveError> {
    let published = Published::open(host, Path::new("public"))?;
    pack(host, &published, form, Path::new("out/package"))
}

fn names(error: ArchiveError) -> String {
    match error {
        ArchiveError::Fault { file, en, zh } => {
            assert!(!en.is_empty() && !zh.is_empty());
            file
        }
        ArchiveError::Io(error) => panic!("{error}"),
    }
}

const FORMS: [Form; 4] = [Form::Zip, Form::Bag, Form::Links, Form::Wacz];

#[test]
fn a_package_is_whole_or_not_there_whichever_write_fails() {
    for form in FORMS {
        let host = site();
        let length = packed(&host, form).unwrap();
        assert_eq!(host.read(Path::new("out/package")).unwrap().len() as u64, length);
        for fails in host.changes().. {
            let host = site();
            host.fail_from(fails - site().changes());
            let ended = packed(&host, form);
            assert_eq!(host.what(Path::new("out/package")).is_some(), ended.is_ok(), "{form:?}, change {fails}");
            if ended.is_ok() {
                break;
            }
        }
    }
}

#[test]
fn what_is_not_what_was_published_is_named_and_not_packed() {
    for form in FORMS {
        let changed = site();
        changed.put("public/replies/a.html", b"<title>B</title>");
        assert_eq!(names(packed(&changed, form).unwrap_err()), "replies/a.html");
        assert!(
            changed.what(Path::new("out/package")).is_none() && changed.what(Path::new("out/package.part")).is_none()
        );
        let missing = site();
        missing.take("public/index.html");
        assert_eq!(names(packed(&missing, form).unwrap_err()), "index.html");
        let none = site();
        none.take("public/SHA256SUMS");
        assert_eq!(names(packed(&none, form).unwrap_err()), "");
        let list = site();
        list.put("public/SHA256SUMS", b"00  ../a\n");
        assert_eq!(names(packed(&list, form).unwrap_err()), "SHA256SUMS");
    }
}

#[test]
fn what_others_put_there_is_told_and_left_out() {
    let host = site();
    host.put("public/notes.txt", b"mine");
    let published = Published::open(&host, Path::new("public")).unwrap();
    assert_eq!(published.left_out, ["notes.txt"]);
    assert_eq!(published.files.len(), FILES.len() + 1);
    assert_eq!(published.facts.name(), "open.city.example-2026-06-30");
}

#[test]
fn keys_of_the_index_are_those_of_openwayback() {
    for (url, key) in [
        ("https://open.city.example/", "example,city,open)/"),
        ("https://www.city.example/A/b.html", "example,city)/a/b.html"),
        ("http://www2.city.example:8080/a/", "example,city:8080)/a"),
        ("https://www.example/", "example,www)/"),
    ] {
        assert_eq!(surt(url), key, "{url}");
    }
}
