//! What a person meets at the command line: the site found from below, paths as they are typed, words
//! in their language, forms for other programs.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the program as somebody whose computer speaks a language.
fn run_in(locale: &str, folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).args(arguments).env("LC_ALL", locale).env("SOURCE_DATE_EPOCH", "1782777600");
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    run_in("C", folder, arguments)
}

fn starter() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["init", "city", "--no-git"]).0, 0);
    folder
}

/// Spoils the department of a reply; gives its path within the site.
fn with_a_fault(city: &Path) -> &'static str {
    let file = "content/replies/2026/transport-260316-1.md";
    let text = fs::read_to_string(city.join(file)).unwrap();
    fs::write(city.join(file), text.replace("department: transport\ntopics", "department: transprot\ntopics")).unwrap();
    file
}

#[test]
fn the_site_is_found_from_below() {
    let folder = starter();
    let city = folder.path().join("city");
    let below = city.join("content/replies/2026");
    for arguments in [&["check"][..], &["build"], &["stats"], &["explain", "mailbox-ordinary"], &["theme", "files"]] {
        let (code, _, err) = run(&below, arguments);
        assert_eq!(code, 0, "{arguments:?}: {err}");
    }
    assert!(city.join("public/index.html").exists() && !below.join("public").exists());
    let (code, out, err) = run(&below, &["new", "page", "--set", "title=Parks", "--set", "text=Green."]);
    assert_eq!((code, out.as_str()), (0, "content/pages/parks.md\n"), "{err}");
    assert!(city.join(out.trim()).exists());
    let (code, out, err) = run(&city.join("content/pages"), &["new", "translation", "parks.md", "--to", "zh-Hans"]);
    assert_eq!((code, out.as_str()), (0, "content/pages/parks.zh-Hans.md\n"), "{err}");
    // What is named is taken at its word, and a repository is a border.
    let (code, _, err) = run(&below, &["--root", ".", "check"]);
    assert_eq!((code, err.contains("site-config.yaml is missing")), (2, true), "{err}");
    fs::create_dir_all(city.join("tools/.git")).unwrap();
    assert_eq!(run(&city.join("tools"), &["check"]).0, 2);
}

#[test]
fn paths_are_taken_from_here_from_the_site_and_in_full() {
    let folder = starter();
    let city = folder.path().join("city");
    let file = with_a_fault(&city);
    let full = city.join(file);
    let named = [
        (&city, file),
        (&city, "./content/pages/../replies"),
        (&city, full.to_str().unwrap()),
        (&city.join("content/replies"), "2026"),
        (&city.join("content/replies"), "content/replies/2026"),
        (&city.join("content/pages"), "../replies/2026/transport-260316-1.md"),
    ];
    for (here, path) in named {
        let (code, out, err) = run(here, &["check", "--format", "short", path]);
        assert_eq!(code, 1, "{path}: {err}");
        assert!(out.contains(&format!("{file}:6:13: error[unknown-department]")), "{path}: {out}");
    }
    assert_eq!(run(folder.path(), &["--root", "city", "check", "city/content/replies"]).0, 1);
    assert_eq!(run(folder.path(), &["--root", "city", "check", "content/replies"]).0, 1);
    assert_eq!(run(&city, &["check", "content/pages"]).0, 0);
    #[cfg(unix)]
    {
        // A folder of the site that is a link is its folder all the same.
        fs::rename(city.join("content"), folder.path().join("texts")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("texts"), city.join("content")).unwrap();
        assert_eq!(run(&city, &["check", "content/replies"]).0, 1);
        assert_eq!(run(&city, &["check", full.to_str().unwrap()]).0, 1);
        assert_eq!(run(folder.path(), &["--root", "city/../city", "check", "city/content/pages"]).0, 0);
    }
    // Where nothing is read, nothing was checked.
    for path in
        ["content/repiles", "content/replies/2025", ".gitignore", "public", "/", folder.path().to_str().unwrap()]
    {
        let (code, out, err) = run(&city, &["check", path, "content/pages"]);
        assert_eq!((code, out.as_str()), (2, ""), "{path}: {err}");
        assert!(err.contains("is no file or folder that is checked") || err.contains("lies outside"), "{path}: {err}");
        assert!(!err.contains("nothing to mend"), "{path}: {err}");
    }
    // A file that should be there is one: what is said of it is about it.
    fs::remove_file(city.join("content/departments.yaml")).unwrap();
    let (code, out, _) = run(&city, &["check", "--format", "short", "content/replies"]);
    assert_eq!((code, out.contains("unknown-department")), (1, true), "{out}");
}

#[test]
fn faults_of_usage_and_of_the_system_are_told_in_both_languages() {
    let folder = starter();
    let city = folder.path().join("city");
    fs::write(city.join("block"), "x").unwrap();
    let told: [(&[&str], &str, &str); 16] = [
        (&["bulid"], "'build'", "没有“bulid”这个命令\n  = 建议: 是不是要写“publish、build”？"),
        (&[], "Usage: gongkai [OPTIONS] <COMMAND>", "用法：gongkai [选项] <命令>"),
        (&["check", "--formt", "x"], "'--format'", "没有“--formt”这个选项或参数\n  = 建议: 是不是要写“--format”？"),
        (
            &["check", "--format", "x"],
            "possible values: human",
            "不能是“x”\n  = 建议: 可选：human、short、json、github、sarif",
        ),
        (
            &["check", "--as-of", "2026-02-30"],
            "a day of the calendar",
            "不能是“2026-02-30”\n  = 建议: 日期写成 2026-03-02 的样子",
        ),
        (&["build", "--no-cache", "--trust-output"], "cannot be used with", "不能与“--"),
        (&["new"], "say what to make", "请指明要新建什么\n  = 建议: gongkai new reply | policy | "),
        (&["build", "--jobs", "many"], "invalid value 'many'", "线程数是一个正整数"),
        (&["build", "--output"], "a value is required", "后面要写一个值"),
        (&["check", "--as-of", "8026-06-30"], "up to the year 2199", "不晚于 2199 年"),
        (&["--root", "nowhere", "check"], "site-config.yaml is missing", "缺少 nowhere/site-config.yaml"),
        (&["build", "--output", "block/public"], "File exists", "block: 已存在（系统代码 17）"),
        (&["schema", "repyl"], "if you mean `reply`", "如果是指 `reply`"),
        (&["init", "x", "--languages", "fr"], "cannot be made in `fr`", "不能用 `fr` 新建网站"),
        (&["init", "x", "--rules", "fr"], "no rules for `fr`", "没有 `fr` 的规则"),
        (&["init", "."], "is there already", "已存在"),
    ];
    for (arguments, english, chinese) in told {
        let (code, _, err) = run(&city, &[&["--lang", "en"], arguments].concat());
        assert_eq!((code, err.contains(english)), (2, true), "{arguments:?}: {err}");
        let (code, out, err) = run(&city, &[&["--lang", "zh"], arguments].concat());
        assert_eq!((code, out.as_str(), err.contains(chinese)), (2, "", true), "{arguments:?}: {err}");
        for english in ["error:", "help:", "Usage", "For more information", "[OPTIONS]", "tip:"] {
            assert!(!err.contains(english), "{arguments:?}: {err}");
        }
    }
    let (code, out, _) = run(&city, &["--lang", "zh", "check", "--help"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("检查全部内容，逐条指出问题\n\n用法：gongkai check [选项] [PATHS]...\n"), "{out}");
    assert!(
        out.contains("（可选：human、short、json、github、sarif）（缺省为 human）") && out.contains("显示帮助"),
        "{out}"
    );
    let (_, out, _) = run(&city, &["--lang", "en", "check", "--help"]);
    assert!(out.starts_with("Check the content and show every finding\n") && out.is_ascii(), "{out}");
}

#[test]
fn the_language_is_that_of_the_option_the_site_or_the_computer() {
    let folder = starter();
    let none = tempfile::tempdir().unwrap();
    let said = |locale: &str, folder: &Path, arguments: &[&str]| run_in(locale, folder, arguments).2;
    assert!(said("zh_CN.UTF-8", none.path(), &["check"]).starts_with("错误: 缺少"));
    assert!(said("zh_CN.UTF-8", none.path(), &["bulid"]).starts_with("错误: 没有"));
    assert!(said("zh_CN.UTF-8", none.path(), &["--lang", "en", "bulid"]).starts_with("error: "));
    // There are no messages in traditional characters.
    for locale in ["C", "en_GB.UTF-8", "de_DE.UTF-8", "zh_TW.UTF-8", ""] {
        assert!(said(locale, none.path(), &["check"]).starts_with("error: "), "{locale}");
    }
    let city = folder.path().join("city");
    assert!(said("zh_CN.UTF-8", &city, &["bulid"]).starts_with("error: "), "the site's first language is English");
    assert_eq!(run(none.path(), &["init", ".", "--lang", "zh", "--no-git"]).0, 0);
    assert!(said("C", none.path(), &["bulid"]).starts_with("错误: "));
    assert!(said("C", none.path(), &["check", "nowhere"]).starts_with("错误: "));
    for tag in ["fr", "zh-Hant", "zh-TW", "english", ""] {
        let (code, _, err) = run(&city, &["--lang", tag, "check"]);
        assert_eq!((code, err.contains("English (en) and Chinese (zh)")), (2, true), "{tag}: {err}");
    }
    for tag in ["en-GB", "zh-Hans", "zh-CN", "ZH"] {
        assert_eq!(run(&city, &["--lang", tag, "check"]).0, 0, "{tag}");
    }
}

#[test]
fn sarif_names_places_and_rules() {
    let folder = starter();
    let city = folder.path().join("city");
    let file = with_a_fault(&city);
    // Full-width letters before the place: columns count characters, as the run says.
    fs::write(city.join("content/pages/问.md"), "---\ntitle: 关于\ncolour: red\n---\nx\n").unwrap();
    for lang in ["en", "zh"] {
        let (code, out, _) = run(&city, &["--lang", lang, "check", "--format", "sarif"]);
        assert_eq!(code, 1);
        let log: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(
            (&run["tool"]["driver"]["name"], &run["columnKind"]),
            (&"gongkai".into(), &"unicodeCodePoints".into())
        );
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        for result in results {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.is_ascii() && !uri.contains([' ', '\\']) && !uri.starts_with('/'), "{uri}");
            assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        }
        let of = |rule: &str| results.iter().find(|result| result["ruleId"] == rule).unwrap();
        let place = &of("unknown-department")["locations"][0]["physicalLocation"];
        assert_eq!((&place["artifactLocation"]["uri"], &place["region"]["startColumn"]), (&file.into(), &13.into()));
        let place = &of("unknown-key")["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/pages/%E9%97%AE.md");
    }
}

#[test]
fn every_kind_of_file_has_a_schema() {
    let folder = starter();
    let city = folder.path().join("city");
    let (code, out, _) = run(&city, &["schema"]);
    let kinds: Vec<&str> = out.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!((code, kinds.len()), (0, 13), "{out}");
    let schema = |kind: &str, lang: &str| -> Value {
        serde_json::from_str(&run(&city, &["--lang", lang, "schema", kind]).1).unwrap()
    };
    for kind in kinds {
        let (english, chinese) = (schema(kind, "en"), schema(kind, "zh"));
        assert_eq!(english["$schema"], "http://json-schema.org/draft-07/schema#");
        assert_ne!(english, chinese, "{kind}");
    }
    let reply = schema("reply", "en");
    assert!(reply["properties"]["kind"]["enum"].as_array().unwrap().contains(&"complaint".into()));
    // `defaults` of the site fill it.
    let required = reply["required"].as_array().unwrap();
    assert!(required.contains(&"title".into()) && !required.contains(&"kind".into()), "{required:?}");
    assert_eq!(schema("departments", "en")["type"], "array");
}

#[test]
fn shells_complete_commands() {
    let none = tempfile::tempdir().unwrap();
    for (shell, mark) in [
        ("bash", "complete "),
        ("zsh", "#compdef gongkai"),
        ("fish", "complete -c gongkai"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let (code, out, _) = run(none.path(), &["completions", shell]);
        assert_eq!(code, 0);
        assert!(out.contains(mark) && out.contains("leave-out-refused"), "{shell}");
    }
    let (_, out, _) = run(none.path(), &["--lang", "zh", "completions", "fish"]);
    assert!(out.contains("生成网站"));
    assert_eq!(run(none.path(), &["completions", "tcsh"]).0, 2);
}

/// What can be mended is shown before it is, but no line with personal data: the log of a forge keeps it.
#[test]
fn what_is_mended_is_shown_without_personal_data() {
    let folder = tempfile::tempdir().unwrap();
    let city = folder.path().join("city");
    assert_eq!(run(folder.path(), &["--lang", "en", "init", "city", "--no-git"]).0, 0);
    let file = city.join("content/replies/2026/urban-260401-1.md");
    let text = "---\ntitle: Dark\nkind: 投诉\ndepartment: urban\nreceived: 2026-04-01\nevents:\n  - {on: 2026/4/2, type: note, note: call 13800138000}\n---\nDark.\n";
    fs::write(&file, text).unwrap();
    let (code, _, err) = run(&city, &["--lang", "en", "check", "--fix", "--dry-run"]);
    assert_eq!(code, 1);
    assert!(
        err.contains("  - kind: 投诉\n  + kind: complaint\n") && err.contains("can be mended; nothing was changed"),
        "{err}"
    );
    assert!(err.contains("urban-260401-1.md:7: ") && !err.contains("13800138000"), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    let (code, _, err) = run(&city, &["--lang", "en", "check", "--fix"]);
    assert_eq!((code, err.contains("13800138000")), (1, false), "{err}");
    let mended = fs::read_to_string(&file).unwrap();
    assert_eq!(mended, text.replace("投诉", "complaint").replace("2026/4/2", "2026-04-02"));
    assert!(!city.join(".gongkai/mended").exists());
}
