//! `gongkai serve` as a browser meets it: over HTTP, while files change on a disk.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

struct Served {
    site: PathBuf,
    _folder: TempDir,
    program: Child,
    port: u16,
    events: BufReader<TcpStream>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Served {
    fn start(files: &[(&str, &str)]) -> Self {
        Self::start_with(files, &[])
    }

    fn start_with(files: &[(&str, &str)], options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // What a folder above the site is called means nothing.
        let site = folder.path().join("public/site");
        for (path, text) in files {
            let path = site.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut program = Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .args(["--lang", "en", "serve", "--port", "0"])
            .args(options)
            .current_dir(&site)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut messages = BufReader::new(program.stderr.take().unwrap());
        let port = loop {
            let mut line = String::new();
            assert!(messages.read_line(&mut line).unwrap() > 0, "it ended before it served");
            if let Some((_, rest)) = line.split_once("http://localhost:") {
                break rest.split('/').next().unwrap().parse().unwrap();
            }
        };
        // What it says later is read, so that it never waits for a reader.
        std::thread::spawn(move || std::io::copy(&mut messages, &mut std::io::sink()));
        let mut events = BufReader::new(get(port, "/__gongkai/events"));
        next_event(&mut events);
        let mut served = Self { site, _folder: folder, program, port, events };
        while served.page("/open/index.html").1.contains("is being read") {
            served.reloaded();
        }
        served
    }

    fn write(&self, path: &str, text: &str) {
        // As editors save: a machine under load would else see the file empty for a moment.
        let new = self.site.join("saved");
        fs::write(&new, text).unwrap();
        fs::rename(new, self.site.join(path)).unwrap();
    }

    /// Waits until a browser would reload.
    fn reloaded(&mut self) {
        next_event(&mut self.events);
    }

    fn page(&self, path: &str) -> (u16, String) {
        let mut answer = String::new();
        get(self.port, path).read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
    }
}

fn get(port: u16, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(60))).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").unwrap();
    stream
}

/// Status and headers of the answer to a request that is written out.
fn head(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(60))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let (mut answer, mut lines) = (String::new(), BufReader::new(stream));
    while lines.read_line(&mut answer).unwrap() > 2 {}
    answer
}

#[test]
fn only_our_own_name_is_answered_and_each_path_has_its_policy() {
    let case = crate::site::CASE.replace("---\nThe", "attachments: [{file: map.svg}]\n---\nThe");
    let mut files = SITE.to_vec();
    files.retain(|(path, _)| !path.ends_with("lamps.md"));
    files.push(("content/replies/lamps.md", &case));
    files.push(("content/replies/lamps.files/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
    let served = Served::start(&files);
    let port = served.port;
    let ours = format!("localhost:{port}");
    for path in ["/open/index.html", "/open/replies/lamps/map.svg", "/__gongkai/reload.js", "/__gongkai/events"] {
        for (line, hosts, status) in [
            ("HTTP/1.1", vec![ours.clone()], "200"),
            ("HTTP/1.1", vec![format!("127.0.0.1:{port}")], "200"),
            ("HTTP/1.1", vec![format!("[::1]:{port}")], "200"),
            ("HTTP/1.0", vec![ours.clone()], "200"),
            ("HTTP/1.0", vec![], "403"),
            ("HTTP/1.1", vec![String::new()], "403"),
            ("HTTP/1.1", vec!["localhost".to_owned()], "403"),
            ("HTTP/1.1", vec![format!("localhost:{}", port ^ 1)], "403"),
            ("HTTP/1.1", vec![format!("evil.example:{port}")], "403"),
            ("HTTP/1.1", vec![format!("localhost.evil.example:{port}")], "403"),
            ("HTTP/1.1", vec![ours.clone(), format!("evil.example:{port}")], "403"),
        ] {
            let hosts: String = hosts.iter().map(|host| format!("Host: {host}\r\n")).collect();
            let answer = head(port, &format!("GET {path} {line}\r\n{hosts}Connection: close\r\n\r\n"));
            let said = answer.split(' ').nth(1).unwrap_or_default();
            // The server itself refuses a request with two names.
            assert!(said == status || (status == "403" && said == "400"), "{path} {line} {hosts}: {answer}");
        }
        let foreign =
            format!("GET http://evil.example:{port}{path} HTTP/1.1\r\nHost: {ours}\r\nConnection: close\r\n\r\n");
        assert!(head(port, &foreign).contains(" 403 "), "{path}");
    }
    let policy = |path: &str| {
        let answer = head(port, &format!("GET {path} HTTP/1.1\r\nHost: {ours}\r\nConnection: close\r\n\r\n"));
        let line = answer.lines().find_map(|line| line.strip_prefix("content-security-policy: ").map(str::to_owned));
        line.unwrap_or_else(|| panic!("{path}: {answer}"))
    };
    let page = policy("/open/index.html");
    let scripts = page.split("script-src ").nth(1).unwrap_or_default();
    let search: Vec<&str> = scripts.split(' ').take(2).collect();
    for script in &search {
        assert!(script.starts_with(&format!("http://{ours}/open/assets/search-")) && script.ends_with(".js"), "{page}");
    }
    let search = search.join(" ");
    let others = format!(
        "{search} http://{ours}/open/search/ http://{ours}/__gongkai/reload.js; connect-src http://{ours}/__gongkai/events"
    );
    assert!(page.starts_with("default-src 'none'; ") && scripts == others, "{page}");
    assert_eq!(policy("/open/replies/lamps/map.svg"), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    for path in ["/open/index.html", "/open/search/index.html"] {
        let (_, text) = served.page(path);
        assert!(
            text.contains("__gongkai/reload.js") && !text.contains("Content-Security-Policy"),
            "the header holds the policy: {path}"
        );
    }
}

fn next_event(events: &mut BufReader<TcpStream>) {
    loop {
        let mut line = String::new();
        assert!(events.read_line(&mut line).unwrap() > 0, "the stream ended");
        if line.starts_with("data:") {
            return;
        }
    }
}

const SITE: [(&str, &str); 4] = [
    (
        "site-config.yaml",
        "title: Open City\npublisher: City\nbase_url: https://city.example/open/\nlanguages: [en]\nas_of: 2026-06-30\n",
    ),
    ("content/departments.yaml", "- {id: urban, name: Urban}\n"),
    ("content/topics.yaml", "- {id: lights, label: Lights}\n"),
    ("content/replies/lamps.md", crate::site::CASE),
];

#[test]
fn a_save_shows_at_once_a_slip_is_explained_and_mending_it_brings_the_page_back() {
    let mut served = Served::start(&SITE);
    let page = "/open/replies/lamps.html";
    let (status, text) = served.page(page);
    assert!(status == 200 && text.contains("The lamps are dark.") && text.contains("__gongkai/reload.js"));
    served.write("content/replies/lamps.md", &crate::site::CASE.replace("are dark", "burn again"));
    served.reloaded();
    assert!(served.page(page).1.contains("The lamps burn again."));
    served.write("content/replies/lamps.md", &crate::site::CASE.replace("department: urban", "department: urbam"));
    served.reloaded();
    let (status, text) = served.page(page);
    assert_eq!(status, 503);
    assert!(text.contains("urbam") && text.contains("lamps.md:4"), "{text}");
    assert_eq!(served.page("/open/index.html").0, 503, "no page pretends that all is well");
    served.write("content/replies/lamps.md", crate::site::CASE);
    served.reloaded();
    assert_eq!(served.page(page).0, 200);
    served.write("site-config.yaml", "title: [");
    served.reloaded();
    assert!(served.page(page).1.contains("site-config.yaml"));
    // What is saved while the configuration is broken is not lost.
    served.write("content/replies/more.md", crate::site::CASE);
    served.reloaded();
    served.write("site-config.yaml", SITE[0].1);
    served.reloaded();
    assert_eq!(served.page("/open/replies/more.html").0, 200);
    assert_eq!(served.page("/open/replies/none.html").0, 404);
}

/// Editors write a copy and rename it; a checkout changes many files; a template can be wrong.
#[test]
fn renames_checkouts_and_templates_are_followed() {
    let mut served = Served::start(&SITE);
    served.write("content/replies/.lamps.md.swp", "x");
    served.write("content/replies/lamps.md~", "x");
    served.write("content/replies/.lamps.new", &crate::site::CASE.replace("are dark", "were renamed"));
    fs::rename(served.site.join("content/replies/.lamps.new"), served.site.join("content/replies/lamps.md")).unwrap();
    served.reloaded();
    assert!(served.page("/open/replies/lamps.html").1.contains("The lamps were renamed."));
    let folder = served.site.join("content/replies/2026");
    fs::create_dir_all(&folder).unwrap();
    for n in 0..50 {
        fs::write(folder.join(format!("many-{n}.md")), crate::site::CASE).unwrap();
    }
    served.reloaded();
    while served.page("/open/replies/many-49.html").0 != 200 {
        served.reloaded();
    }
    let template = served.site.join("themes/default/templates/words.html");
    fs::create_dir_all(template.parent().unwrap()).unwrap();
    fs::write(&template, "{{ nothing.here }}").unwrap();
    let (status, text) = loop {
        let (status, text) = served.page("/open/words.html");
        if status == 503 {
            break (status, text);
        }
        served.reloaded();
    };
    assert!(status == 503 && text.contains("words.html:1"), "{text}");
    assert_eq!(served.page("/open/replies/lamps.html").0, 200, "other pages are as they should be");
}

/// Each kind of thing that is no page of the site: its fault shows, and goes when it is gone.
#[cfg(unix)]
#[test]
fn a_fault_of_any_kind_shows_and_goes_with_its_cause() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    let mut served = Served::start(&SITE);
    let replies = served.site.join("content/replies");
    type Make<'a> = (PathBuf, Box<dyn Fn(&std::path::Path) + 'a>);
    let pipe = |path: &std::path::Path| {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    let faults: [Make<'_>; 6] = [
        (replies.join("out.md"), Box::new(|path| symlink("/etc/hostname", path).unwrap())),
        (replies.join("nowhere.md"), Box::new(|path| symlink("nothing", path).unwrap())),
        (replies.join("folder"), Box::new(|path| symlink("..", path).unwrap())),
        (replies.join("pipe.md"), Box::new(pipe)),
        (replies.join(OsStr::from_bytes(b"\xC2\xB7.md")), Box::new(|path| fs::write(path, "x").unwrap())),
        (replies.join("odd.xyz"), Box::new(|path| fs::write(path, "x").unwrap())),
    ];
    for (path, make) in &faults {
        make(path);
        while served.page("/open/index.html").0 != 503 {
            served.reloaded();
        }
        fs::remove_file(path).unwrap();
        while served.page("/open/index.html").0 != 200 {
            served.reloaded();
        }
    }
    // A link to a record of the site is that record, whichever of the two is saved.
    symlink("lamps.md", replies.join("again.md")).unwrap();
    while served.page("/open/replies/again.html").0 != 200 {
        served.reloaded();
    }
    served.write("content/replies/lamps.md", &crate::site::CASE.replace("are dark", "burn again"));
    served.reloaded();
    assert!(served.page("/open/replies/again.html").1.contains("The lamps burn again."));
}

#[test]
fn drafts_and_what_is_scheduled_are_shown_with_a_mark_when_asked_for() {
    let case = crate::site::CASE;
    let draft = case.replace("received:", "draft: true\nreceived:");
    let later = case.replace("received:", "publish_at: 2027-01-02\nreceived:");
    let unpublished = "Not published yet";
    let files = [
        SITE[0],
        SITE[1],
        SITE[2],
        SITE[3],
        ("content/replies/draft.md", &draft),
        ("content/replies/later.md", &later),
        (
            "content/policies/noise/policy.yaml",
            "title: Noise\nissuers: [urban]\nmade_on: 2027-03-01\npublished_on: 2027-03-08\n",
        ),
        ("content/policies/noise/edition-1.md", "---\non: 2027-03-01\n---\nQuiet.\n"),
        ("content/pages/about.md", "---\ntitle: About\ndraft: true\n---\nWe.\n"),
        (
            "content/digests/lights.md",
            "---\ntitle: Lights\ntopic: lights\nfrom: 2026-01-01\nto: 2026-12-31\n---\nMore light.\n",
        ),
    ];
    let early =
        ["replies/draft.html", "replies/later.html", "policies/noise.html", "about.html", "digests/lights.html"];
    let mut served = Served::start(&files);
    for page in early {
        assert_eq!(served.page(&format!("/open/{page}")).0, 404, "{page}");
    }
    // The site states no licence: that is a warning, and the writer sees it.
    let (_, text) = served.page("/open/index.html");
    assert!(text.contains("<summary>3 warnings</summary>") && text.contains("add `licence:`"), "{text}");
    assert!(!text.contains(unpublished));
    drop(served);
    served = Served::start_with(&files, &["--drafts"]);
    for page in early {
        let (status, text) = served.page(&format!("/open/{page}"));
        assert!(status == 200 && text.contains(unpublished), "{page}: {status}");
    }
    let (status, text) = served.page("/open/replies/lamps.html");
    assert!(status == 200 && !text.contains(unpublished));
    served.write("content/replies/draft.md", case);
    served.reloaded();
    assert!(!served.page("/open/replies/draft.html").1.contains(unpublished));
    assert!(served.page("/__gongkai/notes.css").1.contains(".gongkai-notes"));
}

#[test]
fn forms_are_shown_as_they_are_and_nothing_beside_them() {
    let page = "<!DOCTYPE html><html><head><title>Forms</title></head><body></body></html>";
    let mut files = SITE.to_vec();
    let module = "admin/modules/immutable@5.1.9/dist/immutable.es.js";
    files.extend([("admin/index.html", page), (module, "export {};"), ("admin/.secret", "x")]);
    let served = Served::start(&files);
    for at in ["/admin/", "/open/admin/", "/open/admin/index.html"] {
        assert_eq!(served.page(at), (200, page.to_owned()), "no script of ours: a reload would lose what is typed");
    }
    assert_eq!(served.page(&format!("/open/{module}")), (200, "export {};".to_owned()));
    for at in ["/admin/.secret", "/admin/../site-config.yaml", "/admin/none.js"] {
        assert_ne!(served.page(at).0, 200, "{at}");
    }
    let request = format!("GET /{module} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", served.port);
    let answer = head(served.port, &request).to_ascii_lowercase();
    assert!(answer.contains("content-type: text/javascript"), "{answer}");
    assert!(answer.contains("content-security-policy: frame-ancestors 'none'"), "{answer}");
    let request = "GET /admin/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assert!(head(served.port, request).contains("403"));
}
