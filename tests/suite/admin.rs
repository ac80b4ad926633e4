//! Forms for a browser: every key of every table is in them, what they fetch is what was pinned, and
//! nothing of the city's is written over.

use gongkai::record::schema;
use gongkai::spelling::Word;
use gongkai::yaml::schema::{Field, Ty};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn run(program: &str, folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments).env("LC_ALL", "C");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    let output = command.env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap();
    let said = [&output.stdout[..], &output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

fn gongkai(folder: &Path, arguments: &[&str]) -> (i32, String) {
    run(env!("CARGO_BIN_EXE_gongkai"), folder, arguments)
}

fn site(options: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = gongkai(folder.path(), &[&["init", ".", "--no-git"], options].concat());
    assert_eq!(code, 0, "{said}");
    folder
}

fn config(site: &Path) -> Value {
    serde_json::from_slice(&fs::read(site.join("admin/config.json")).unwrap()).unwrap()
}

fn named<'a>(list: &'a Value, name: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|x| x["name"] == name).unwrap_or_else(|| panic!("no {name}"))
}

/// Holds fields of a form against a table, however deep.
fn hold(fields: &Value, table: &[Field], filled: &[&str], at: &str) {
    for field in table {
        let at = format!("{at}.{}", field.key);
        let form = named(fields, field.key);
        let required = field.required && !filled.contains(&field.key);
        assert_eq!(form["required"], required, "{at}");
        let label = form["label"].as_str().unwrap();
        let han = label.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        assert!(han && label.contains(" · "), "{at}: {label}");
        held(form, &field.ty, &at);
    }
}

fn held(form: &Value, ty: &Ty, at: &str) {
    let widget = form["widget"].as_str().unwrap();
    let words = |words: &[Word]| {
        let options: Vec<&str> =
            form["options"].as_array().unwrap().iter().map(|o| o["value"].as_str().unwrap()).collect();
        assert_eq!(options, words.iter().map(|w| w.word).collect::<Vec<_>>(), "{at}");
        assert_eq!(form["options"][0]["label"], words[0].labels().join(" · "), "{at}");
    };
    match ty {
        Ty::Text => assert_eq!(widget, "gongkai-text", "{at}"),
        Ty::Moment => assert_eq!(widget, "gongkai-moment", "{at}"),
        Ty::Date => assert_eq!((widget, form["format"].as_str()), ("datetime", Some("YYYY-MM-DD")), "{at}"),
        Ty::Choice(list) | Ty::List(Ty::Choice(list)) => words(list),
        Ty::Of(_) | Ty::List(Ty::Of(_)) => assert_eq!(widget, "relation", "{at}"),
        Ty::Map(table) | Ty::List(Ty::Map(table)) => hold(&form["fields"], table, &[], at),
        Ty::List(Ty::Event(common, kinds)) => {
            for (kind, own) in *kinds {
                let one = &named(&form["types"], kind)["fields"];
                hold(one, own, &[], &format!("{at}.{kind}"));
                for key in common.iter().map(|field| field.key).filter(|key| *key != "type") {
                    named(one, key);
                }
            }
        }
        Ty::List(_) => assert_eq!(widget, "list", "{at}"),
        Ty::Any | Ty::Event(..) | Ty::Language(_) => panic!("{at}: a form cannot take it"),
        _ => {}
    }
}

#[test]
fn every_key_of_every_table_is_in_its_form() {
    let site = site(&["--languages", "en,zh-Hans"]);
    assert_eq!(gongkai(site.path(), &["admin"]).0, 0);
    let config = config(site.path());
    let folders = [
        ("reply", "replies"),
        ("policy", "policies"),
        ("edition", "editions"),
        ("dataset", "datasets"),
        ("digest", "digests"),
        ("page", "pages"),
    ];
    let table = |kind: &str| schema::KINDS.iter().find(|k| k.name == kind).unwrap().fields;
    for (kind, name) in folders {
        let fields = &named(&config["collections"], name)["fields"];
        // `defaults` of the site fill the kind of a reply.
        let filled: &[&str] = if kind == "reply" { &["kind"] } else { &[] };
        hold(fields, table(kind), filled, kind);
    }
    for kind in ["departments", "topics"] {
        let file = named(&named(&config["collections"], "lists")["files"], kind);
        assert_eq!(file["fields"][0]["root"], true);
        hold(&file["fields"][0]["fields"], table(kind), &[], kind);
    }
}

#[test]
fn a_site_of_one_language_has_labels_in_it_alone() {
    let site = site(&["--languages", "zh-Hans"]);
    assert_eq!(gongkai(site.path(), &["admin"]).0, 0);
    let config = config(site.path());
    let reply = named(&config["collections"], "replies");
    assert_eq!(reply["label"], "来信答复");
    assert_eq!(named(&reply["fields"], "received")["label"], "收到日期 (received)");
    assert_eq!(named(&reply["fields"], "kind")["options"][1]["label"], "投诉");
    assert!(named(&reply["fields"], "body")["default"].as_str().unwrap().starts_with("## 问题\n"));
}

#[test]
fn the_page_may_ask_the_forge_and_nobody_else() {
    let site = site(&[]);
    let page = |arguments: &[&str]| {
        let (code, said) = gongkai(site.path(), &[&["admin"], arguments].concat());
        assert_eq!(code, 0, "{said}");
        let page = fs::read_to_string(site.path().join("admin/index.html")).unwrap();
        (page.split("http").skip(1).filter(|at| at.starts_with("s://") || at.starts_with("://")).count(), page)
    };
    assert_eq!(page(&["--local"]).0, 0, "no host is named");
    let (hosts, text) = page(&["--repository", "git@github.com:city/site.git"]);
    assert!(hosts == 1 && text.contains("blob: data: https://api.github.com;"), "{text}");
    let (hosts, text) = page(&["--repository", "ssh://git@git.city.example:2222/a/b.git", "--forge", "forgejo"]);
    assert!(hosts == 1 && text.contains("blob: data: https://git.city.example;"), "{text}");
    assert_eq!(config(site.path())["backend"]["api_root"], "https://git.city.example/api/v1");
    assert!(text.contains("script-src &#39;self&#39;;"), "{text}");
}

#[test]
fn the_remote_of_the_repository_is_found() {
    let site = site(&[]);
    assert_eq!(run("git", site.path(), &["init", "-q"]).0, 0);
    let (_, said) = gongkai(site.path(), &["admin"]);
    assert!(said.contains("To send them to a forge, name the repository with --repository."), "{said}");
    assert_eq!(run("git", site.path(), &["remote", "add", "origin", "https://git.city.example/a/b"]).0, 0);
    let (_, said) = gongkai(site.path(), &["admin"]);
    assert!(said.contains("What forge git.city.example is cannot be told from its name"), "{said}");
    let (_, said) = gongkai(site.path(), &["--lang", "zh", "admin"]);
    assert!(said.contains("从名称看不出 git.city.example 是哪种代码平台"), "{said}");
    let (_, said) = gongkai(site.path(), &["admin", "--forge", "gitlab"]);
    assert!(said.contains("https://git.city.example/a/b (GitLab)"), "{said}");
    let (code, said) = gongkai(site.path(), &["--lang", "zh", "admin", "--repository", "nowhere"]);
    assert!(code == 2 && said.contains("“nowhere”不是仓库的地址"), "{said}");
}

#[test]
fn a_site_below_its_repository_is_found_in_it() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run("git", folder.path(), &["init", "-q"]).0, 0);
    let site = folder.path().join("open/site");
    fs::create_dir_all(&site).unwrap();
    assert_eq!(gongkai(&site, &["init", ".", "--no-git"]).0, 0);
    let (code, said) = gongkai(&site, &["admin"]);
    assert!(code == 0 && !said.contains("git init"), "{said}");
    let config = config(&site);
    assert_eq!(named(&config["collections"], "replies")["folder"], "open/site/content/replies");
    assert_eq!(named(&config["collections"], "lists")["files"][1]["file"], "open/site/content/topics.yaml");
    let alone = self::site(&[]);
    let (_, said) = gongkai(alone.path(), &["--lang", "zh", "admin"]);
    assert!(said.contains("请先运行 `git init`"), "{said}");
}

#[test]
fn nothing_of_others_is_written_over() {
    let site = site(&[]);
    for (dir, why) in
        [("content", "belongs to the site"), (".", "belongs to the site"), ("public/admin", "belongs to the site")]
    {
        let (code, said) = gongkai(site.path(), &["admin", dir]);
        assert!(code == 2 && said.contains(why), "{dir}: {said}");
    }
    fs::create_dir(site.path().join("desk")).unwrap();
    fs::write(site.path().join("desk/index.html"), "<p>mine").unwrap();
    let (code, said) = gongkai(site.path(), &["--lang", "zh", "admin", "desk"]);
    assert!(code == 2 && said.contains("不是 `gongkai admin` 写的网页"), "{said}");
    assert_eq!(gongkai(site.path(), &["admin"]).0, 0);
    let registry = site.path().join("admin/registry");
    fs::write(&registry, "https://npm.city.example\n").unwrap();
    fs::write(site.path().join("admin/config.json"), "{}").unwrap();
    assert_eq!(gongkai(site.path(), &["admin"]).0, 0, "forms of ours are written anew");
    assert_eq!(fs::read_to_string(registry).unwrap(), "https://npm.city.example\n", "the city's setting stays");
    assert!(config(site.path())["collections"].is_array());
}

#[test]
fn a_package_that_is_another_one_is_not_laid() {
    let site = site(&[]);
    assert_eq!(gongkai(site.path(), &["admin"]).0, 0);
    let admin = site.path().join("admin");
    let npm = site.path().join("npm");
    fs::write(admin.join("registry"), format!("# ours\nfile://{}/\n", npm.display())).unwrap();
    let before = fs::read_dir(&admin).unwrap().count();
    let (code, said) = run("sh", site.path(), &["admin/get-sveltia"]);
    assert!(code == 2 && said.contains("It could not be fetched") && said.contains("无法取得"), "{said}");
    let package = npm.join("@sveltia/cms/-");
    fs::create_dir_all(&package).unwrap();
    fs::write(package.join(format!("cms-{}.tgz", gongkai::admin::VERSION)), "another").unwrap();
    let (code, said) = run("sh", site.path(), &["admin/get-sveltia"]);
    assert!(
        code == 2 && said.contains("is not the file that is expected") && said.contains("不是预期的文件"),
        "{said}"
    );
    assert_eq!(fs::read_dir(&admin).unwrap().count(), before, "nothing is laid");
}

#[test]
fn what_is_pinned_is_one_thing() {
    let tools = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/package.json")).unwrap();
    let tools: Value = tools.parse().unwrap();
    assert_eq!(tools["dependencies"]["@sveltia/cms"], gongkai::admin::VERSION, "the schema is that of the program");
    let bytes: Vec<u8> = (0..gongkai::admin::LAID.len() / 2)
        .map(|i| u8::from_str_radix(&gongkai::admin::LAID[i * 2..i * 2 + 2], 16).unwrap())
        .collect();
    assert_eq!(base64(&bytes), gongkai::admin::INTEGRITY);
}

/// Of a length that three divides: there is no rest.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let three = |group: &[u8]| {
        let n = group.iter().fold(0_usize, |n, byte| n << 8 | usize::from(*byte));
        [18, 12, 6, 0].map(|shift| char::from(SIGNS[n >> shift & 63]))
    };
    bytes.chunks(3).flat_map(three).collect()
}
