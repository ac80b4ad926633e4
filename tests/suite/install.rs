//! A new site and its repository, and what forges and servers do with it: with git, with a shell.

use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DAY: &str = "1782777600"; // 2026-06-30

fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", DAY).env("LC_ALL", "C");
    // The tests may run in a hook themselves; and nobody's settings of git count.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

fn gongkai(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = command(env!("CARGO_BIN_EXE_gongkai"), folder).args(arguments).output().unwrap();
    (output.status.code().unwrap(), said(&output))
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let name = ["-c", "user.name=Clerk", "-c", "user.email=clerk@city.example", "-c", "protocol.file.allow=always"];
    let output = command("git", folder).args(name).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", said(&output));
    said(&output)
}

fn shell(folder: &Path, line: &str) -> (i32, String) {
    let output = command("sh", folder).args(["-c", line]).output().unwrap();
    (output.status.code().unwrap(), said(&output))
}

#[test]
fn a_new_site_has_the_languages_and_the_country_that_are_asked_for() {
    let kinds: [(&[&str], &[&str]); 8] = [
        (&[], &["en", "zh-Hans"]),
        (&["--lang", "zh"], &["zh-Hans", "en"]),
        (&["--languages", "zh-Hans"], &["zh-Hans"]),
        (&["--languages", "en"], &["en"]),
        (&["--languages", "zh,en-GB", "--rules", "de"], &["zh-Hans", "en"]),
        (&["--rules", "uk"], &["en"]),
        (&["--rules", "uk", "--lang", "zh"], &["zh-Hans", "en"]),
        (&["--rules", "au", "--languages", "zh-Hans"], &["zh-Hans"]),
    ];
    for (options, languages) in kinds {
        let folder = tempfile::tempdir().unwrap();
        let (code, text) = gongkai(folder.path(), &[&["init", ".", "--no-git"], options].concat());
        assert_eq!(code, 0, "{options:?}: {text}");
        let (code, text) = gongkai(folder.path(), &["check", "--strict"]);
        assert_eq!(code, 0, "{options:?}: {text}");
        assert_eq!(gongkai(folder.path(), &["build"]).0, 0);
        let public = folder.path().join("public");
        let home = fs::read_to_string(public.join("index.html")).unwrap();
        assert!(home.contains(&format!("<html lang=\"{}\"", languages[0])), "{options:?}");
        for (code, other) in [("en", "en"), ("zh-Hans", "zh-hans")] {
            assert_eq!(public.join(other).is_dir(), languages[1..].contains(&code), "{options:?}: {code}");
        }
        // A page is one text: in the main language the original, in another its translation.
        let page = fs::read_to_string(folder.path().join("content/pages/contact.md")).unwrap();
        assert_eq!(page.contains("联系与纠错"), languages[0] == "zh-Hans", "{options:?}: {page}");
        let texts: Vec<String> = walkdir::WalkDir::new(folder.path().join("content"))
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| {
                entry.file_type().is_file() && !entry.path().components().any(|part| part.as_os_str() == "rules")
            })
            .map(|entry| fs::read_to_string(entry.path()).unwrap())
            .collect();
        // The number of a document is as it was given.
        let lines = || texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with("number:"));
        let chinese = lines().any(|line| line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)));
        assert_eq!(chinese, languages.contains(&"zh-Hans"), "{options:?}");
        assert_eq!(texts.iter().any(|text| text.contains("lamps on")), languages.contains(&"en"), "{options:?}");
    }
}

#[test]
fn a_british_site_has_british_contact_points() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(gongkai(folder.path(), &["init", ".", "--rules", "uk", "--no-git"]).0, 0);
    let all: String = walkdir::WalkDir::new(folder.path())
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| fs::read_to_string(entry.path()).unwrap())
        .collect();
    for text in
        ["City Council", "Town Hall", "Information Commissioner's Office", "Ombudsman", "Europe/London", "packs: [uk]"]
    {
        assert!(all.contains(text), "{text}");
    }
    for text in ["12345", "Bureau", "〔2025〕", "hotline", "Shanghai"] {
        assert!(!all.contains(text), "{text}");
    }
}

#[test]
fn a_new_site_is_a_repository_with_its_first_commit() {
    let folder = tempfile::tempdir().unwrap();
    let (code, text) = gongkai(folder.path(), &["init", "city"]);
    assert_eq!(code, 0);
    assert!(text.contains("tell git who you are"), "without a name of the clerk: {text}");
    let city = folder.path().join("city");
    assert_eq!(git(&city, &["log", "--format=%s on %D"]), "The new site on HEAD -> main\n");
    assert_eq!(git(&city, &["status", "--porcelain"]), "");
    assert_eq!(gongkai(&city, &["build"]).0, 0);
    assert_eq!(git(&city, &["status", "--porcelain"]), "", "what is built is ignored");
    // In a repository that is there already nothing is committed.
    let (code, text) = gongkai(&city, &["init", "second"]);
    assert_eq!((code, text.contains("nothing was committed")), (0, true), "{text}");
    assert!(!city.join("second/.git").exists());
    assert_eq!(git(&city, &["log", "--format=%s"]).lines().count(), 1);
    assert_eq!(gongkai(folder.path(), &["init", "plain", "--no-git"]).0, 0);
    assert!(!folder.path().join("plain/.git").exists());
    // Without git there is a site all the same, and what to do is said.
    let output = command(env!("CARGO_BIN_EXE_gongkai"), folder.path())
        .args(["--lang", "zh", "init", "without"])
        .env("PATH", "/nowhere")
        .output()
        .unwrap();
    assert_eq!((output.status.code(), said(&output).contains("没有安装 git")), (Some(0), true), "{}", said(&output));
    assert!(folder.path().join("without/site-config.yaml").exists());
}

/// A folder that holds a release, as `dist/build` lays one out; gives the archive's name and checksum.
fn release(folder: &Path) -> (String, String) {
    let name = format!("gongkai-{}-x86_64-linux", env!("CARGO_PKG_VERSION"));
    let inside = folder.join(&name);
    fs::create_dir_all(&inside).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_gongkai"), inside.join("gongkai")).unwrap();
    let archive = format!("{name}.tar.gz");
    let (code, text) = shell(folder, &format!("tar -czf {archive} {name}"));
    assert_eq!(code, 0, "{text}");
    let sum = Sha256::digest(fs::read(folder.join(&archive)).unwrap());
    (archive, sum.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Fills in `ci/release` as a city does.
fn set_release(city: &Path, address: &Path, sum: &str) {
    let file = city.join("ci/release");
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replace("address=\n", &format!("address={}\n", address.display()));
    fs::write(file, text.replace("sha256=\n", &format!("sha256={sum}\n"))).unwrap();
}

#[test]
fn ci_runs_the_release_whose_checksum_is_named_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(gongkai(folder.path(), &["init", "city", "--no-git"]).0, 0);
    let city = folder.path().join("city");
    let unset = fs::read_to_string(city.join("ci/release")).unwrap();
    assert!(
        !unset.replace("https://…", "").contains("://")
            && unset.contains("\naddress=\n")
            && unset.contains("\nsha256=\n"),
        "{unset}"
    );
    let summary = folder.path().join("summary.md");
    let get = || shell(&city, &format!("GITHUB_STEP_SUMMARY={} sh ci/get-gongkai", summary.display()));
    let (code, text) = get();
    assert_eq!(code, 2);
    for words in
        ["ci/release does not say where", "Fill in address, archive and sha256", "没有写从哪里取得", "请在其中填写"]
    {
        assert!(text.contains(words) && fs::read_to_string(&summary).unwrap().contains(words), "{text}");
    }
    let (archive, sum) = release(folder.path());
    assert!(unset.contains(&format!("archive={archive}\n")), "the version that made the site is proposed: {unset}");
    let refused = [("abc".to_owned(), "is not a checksum"), ("0".repeat(64), "was not run")];
    for (wrong, why) in refused {
        set_release(&city, folder.path(), &wrong);
        let (code, text) = get();
        assert_eq!((code, text.contains(why)), (2, true), "{text}");
        assert!(!city.join(".gongkai/bin/gongkai").exists());
        fs::write(city.join("ci/release"), &unset).unwrap();
    }
    set_release(&city, &folder.path().join("nowhere"), &sum);
    let (code, text) = get();
    assert_eq!((code, text.contains("could not be fetched")), (2, true), "{text}");
    fs::write(city.join("ci/release"), &unset).unwrap();
    set_release(&city, folder.path(), &sum);
    assert_eq!(get(), (0, String::new()));
    // A second time nothing is fetched.
    fs::remove_file(folder.path().join(&archive)).unwrap();
    assert_eq!(get(), (0, String::new()));
    // The steps of the workflows, as they stand in them.
    let (code, text) = shell(&city, "sh ci/check check.txt && .gongkai/bin/gongkai build");
    assert_eq!(code, 0, "{text}");
    git(&city, &["init", "--quiet", "-b", "main"]);
    git(&city, &["add", "--all"]);
    git(&city, &["commit", "--quiet", "-m", "as it was"]);
    fs::write(city.join("content/pages/x.md"), "---\ntitle: \"</pre> ```\"\nx: 1\n---\nx\n").unwrap();
    let (code, text) = shell(&city, &format!("GITHUB_STEP_SUMMARY={} sh ci/check check.txt", summary.display()));
    assert_eq!((code, text.contains("unknown-key")), (1, true), "{text}");
    assert!(fs::read_to_string(city.join("check.txt")).unwrap().contains("unknown-key"));
    let summed = fs::read_to_string(&summary).unwrap();
    let shown: Vec<&str> = summed.lines().filter(|line| line.contains("```")).collect();
    assert!(shown.iter().all(|line| line.starts_with("    ")), "{shown:?}");
    let line = format!("GITHUB_STEP_SUMMARY={} sh ci/review review main", summary.display());
    let (code, text) = shell(&city, &line);
    assert_eq!(code, 1, "{text}");
    let comment = fs::read_to_string(city.join("review/review.md")).unwrap();
    assert!(comment.contains("unknown-key") && fs::read_to_string(&summary).unwrap().ends_with(&comment));
}

/// Only jobs that a proposal cannot reach publish; proposals have jobs of their own.
#[test]
fn workflows_publish_the_default_branch_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(gongkai(folder.path(), &["init", ".", "--no-git", "--rules", "uk"]).0, 0);
    let read = |path: &str| -> serde_json::Value {
        serde_yaml::from_str(&fs::read_to_string(folder.path().join(path)).unwrap()).unwrap()
    };
    for (forge, last) in
        [("github", "actions/deploy-pages"), ("forgejo", "ci/publish-branch"), ("gitea", "ci/publish-branch")]
    {
        let flow = read(&format!(".{forge}/workflows/site.yml"));
        let cron = flow["on"]["schedule"][0]["cron"].as_str().unwrap();
        assert_eq!(cron, "20 0 * * *", "{forge}");
        let jobs = flow["jobs"].as_object().unwrap();
        for (name, job) in jobs {
            let text = job.to_string();
            let publishes = text.contains(last) || text.contains("upload-pages-artifact");
            let guard = job["if"].as_str().unwrap_or_default();
            match name.as_str() {
                "proposal" => {
                    assert_eq!(guard, "github.event_name == 'pull_request'");
                    assert!(
                        !publishes
                            && text.contains("upload-artifact")
                            && text.contains("check.txt")
                            && text.contains("sh ci/review review \\\"origin/$GITHUB_BASE_REF\\\"")
                            && text.contains("\"fetch-depth\":0"),
                        "{forge}: {text}"
                    );
                }
                "site" => {
                    assert!(guard.contains("github.event_name != 'pull_request' && github.ref == format('refs/heads/{0}', github.event.repository.default_branch)"));
                    assert!(publishes);
                }
                "publish" => assert_eq!(job["needs"], "site"),
                other => panic!("{forge}: {other}"),
            }
        }
        // Rights to publish are those of the one job that does.
        if forge == "github" {
            assert_eq!(flow["permissions"], serde_json::json!({ "contents": "read" }));
            assert_eq!(jobs["publish"]["permissions"]["pages"], "write");
        }
    }
    let gitlab = read(".gitlab-ci.yml");
    let rule = |job: &str| gitlab[job]["rules"].to_string();
    assert_eq!(rule("pages"), r#"[{"if":"$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]"#);
    assert_eq!(rule("proposal"), r#"[{"if":"$CI_PIPELINE_SOURCE == \"merge_request_event\""}]"#);
    assert!(gitlab["proposal"].get("pages").is_none() && gitlab["proposal"]["artifacts"]["expose_as"] == "proposal");
    // No file names a host of its own, and all get the program through the one place.
    for path in
        [".github/workflows/site.yml", ".forgejo/workflows/site.yml", ".gitea/workflows/site.yml", ".gitlab-ci.yml"]
    {
        let text = fs::read_to_string(folder.path().join(path)).unwrap();
        assert!(!text.contains("://") && text.contains("sh ci/get-gongkai"), "{path}");
    }
}

/// A server with a bare repository, and a clerk who pushes to it.
struct Server {
    folder: tempfile::TempDir,
    city: PathBuf,
    bare: PathBuf,
}

impl Server {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (city, bare) = (folder.path().join("city"), folder.path().join("city.git"));
        assert_eq!(gongkai(folder.path(), &["init", "city"]).0, 0);
        git(folder.path(), &["init", "--quiet", "--bare", "city.git"]);
        git(&bare, &["symbolic-ref", "HEAD", "refs/heads/main"]);
        git(&city, &["remote", "add", "origin", bare.to_str().unwrap()]);
        // As the head of the file says.
        fs::copy(city.join("ci/post-receive"), bare.join("hooks/post-receive")).unwrap();
        assert_eq!(shell(&bare, "chmod +x hooks/post-receive").0, 0);
        Self { folder, city, bare }
    }

    fn set(&self, key: &str, value: &Path) {
        git(&self.bare, &["config", key, value.to_str().unwrap()]);
    }

    fn commit(&self, file: &str, text: &str) {
        fs::write(self.city.join(file), text).unwrap();
        git(&self.city, &["add", "--all"]);
        git(&self.city, &["commit", "--quiet", "-m", "a change"]);
    }

    /// Gives what the pusher is told.
    fn push(&self, reference: &str) -> String {
        git(&self.city, &["push", "--force", "origin", reference])
    }
}

#[test]
fn a_push_to_the_default_branch_of_a_server_publishes() {
    let server = Server::new();
    let site = server.folder.path().join("www");
    let told = server.push("main");
    assert!(told.contains("nobody said where the site goes") && told.contains("config gongkai.site"), "{told}");
    server.set("gongkai.site", &site);
    server.commit("content/pages/one.md", "---\ntitle: One\n---\nOne.\n");
    let told = server.push("main");
    assert!(told.contains("ci/release does not say where to get gongkai") && told.contains("NOT published"), "{told}");
    assert!(!site.exists());

    // The release that ci/release names, by its checksum.
    let (_, sum) = release(server.folder.path());
    set_release(&server.city, server.folder.path(), &sum);
    server.commit("content/pages/two.md", "---\ntitle: Two\n---\nTwo.\n");
    let told = server.push("main");
    assert!(told.contains(&format!("published in {}", site.display())), "{told}");
    assert!(site.join("one.html").exists() && site.join("two.html").exists());

    // Another branch is a proposal: checked, and not published.
    git(&server.city, &["checkout", "--quiet", "-b", "clerk/three"]);
    server.commit("content/pages/three.md", "---\ntitle: Three\n---\nThree.\n");
    let told = server.push("clerk/three");
    assert!(told.contains("clerk/three is a proposal") && told.contains("nothing to mend"), "{told}");
    assert!(!site.join("three.html").exists());
    let drafts = server.folder.path().join("drafts");
    server.set("gongkai.proposals", &drafts);
    server.commit("content/pages/three.md", "---\ntitle: Three\n---\nThree, and more.\n");
    server.push("clerk/three");
    assert!(drafts.join("clerk~three/three.html").exists() && !site.join("three.html").exists());
    let review = fs::read_to_string(drafts.join("clerk~three..review/review.html")).unwrap();
    assert!(review.contains("three.html") && review.contains("Three, and more.") && !review.contains("two.html"));
    git(&server.city, &["push", "--quiet", "origin", "--delete", "clerk/three"]);
    assert!(!drafts.join("clerk~three").exists() && !drafts.join("clerk~three..review").exists());

    // A fault leaves the old site, and says why.
    git(&server.city, &["checkout", "--quiet", "main"]);
    let before = fs::read(site.join("two.html")).unwrap();
    server.commit("content/pages/two.md", "---\ntitle: Two\nx: 1\n---\nTwo, changed.\n");
    let told = server.push("main");
    assert!(told.contains("NOT published; the earlier site stays") && told.contains("unknown-key"), "{told}");
    assert!(told.contains("content/pages/two.md:3:1") && told.contains("没有发布"), "{told}");
    assert_eq!(fs::read(site.join("two.html")).unwrap(), before);

    // Mended, and one page renamed: the tree on the server has no leftovers.
    fs::remove_file(server.city.join("content/pages/one.md")).unwrap();
    server.commit("content/pages/two.md", "---\ntitle: Two\n---\nTwo, changed.\n");
    let told = server.push("main");
    assert!(told.contains("published in"), "{told}");
    assert!(!site.join("one.html").exists());
    assert_ne!(fs::read(site.join("two.html")).unwrap(), before);

    // At night the same is made anew, from anywhere.
    fs::remove_dir_all(&site).unwrap();
    let (code, text) = shell(server.folder.path(), "city.git/hooks/post-receive --now");
    assert_eq!((code, site.join("index.html").exists()), (0, true), "{text}");
    // With a program of the server's own, nothing of the repository is run.
    server.set("gongkai.program", Path::new(env!("CARGO_BIN_EXE_gongkai")));
    fs::remove_dir_all(server.bare.join("gongkai/bin")).unwrap();
    let (code, text) = shell(server.folder.path(), "city.git/hooks/post-receive --now");
    assert_eq!((code, server.bare.join("gongkai/bin").exists()), (0, false), "{text}");
}

#[test]
fn the_branch_of_pages_holds_the_site_alone() {
    let server = Server::new();
    fs::remove_file(server.bare.join("hooks/post-receive")).unwrap();
    server.push("main");
    let (code, text) = shell(&server.city, "sh ci/publish-branch");
    assert_eq!((code, text.contains("public holds no site")), (2, true), "{text}");
    for _ in 0..2 {
        assert_eq!(gongkai(&server.city, &["build"]).0, 0);
        let (code, text) = shell(&server.city, "sh ci/publish-branch");
        assert_eq!(code, 0, "{text}");
        let files = git(&server.bare, &["ls-tree", "-r", "--name-only", "pages"]);
        assert!(files.lines().any(|file| file == "index.html") && !files.contains("site-config.yaml"), "{files}");
        assert_eq!(git(&server.bare, &["rev-list", "--count", "pages"]), "1\n");
    }
    assert_eq!(git(&server.city, &["status", "--porcelain"]), "");
    assert_eq!(git(&server.bare, &["rev-parse", "main"]), git(&server.city, &["rev-parse", "HEAD"]));
}
