//! What may lie beside a record: nothing that runs, nothing called like a page, no name that a
//! copy could not hold; and the headers with which it is sent.

use crate::site::{CASE, build_on, built, day, shown, site};
use std::collections::BTreeMap;

/// Files, each beside a case of its own in one site, and what is found of each.
#[derive(Default)]
struct Beside {
    files: Vec<(String, Vec<u8>)>,
}

impl Beside {
    fn add(&mut self, file: &str, bytes: &[u8]) {
        self.files.push((file.to_owned(), bytes.to_vec()));
    }

    /// Returns the files with the rules that they break.
    fn found(self) -> Vec<(String, Vec<u8>, Vec<String>)> {
        let memory = site(&[]);
        for (n, (file, bytes)) in self.files.iter().enumerate() {
            let quoted = serde_json::Value::from(&**file).to_string();
            let case = CASE.replace("Lights out", &format!("Lights out {n}"));
            let case = case.replace("---\nThe", &format!("attachments: [{{file: {quoted}}}]\n---\nThe"));
            memory.put(&format!("content/replies/c-{n}.md"), case.as_bytes());
            memory.put(&format!("content/replies/c-{n}.files/{file}"), bytes);
        }
        let report = build_on(&memory, day()).unwrap();
        let errors = report.findings.iter().any(gongkai::diagnostic::Finding::is_error);
        assert_eq!(errors, report.written.is_none());
        // Whether it can be looked through is another question (`privacy.rs`).
        let acts =
            |f: &&gongkai::diagnostic::Finding| !["attachment-unread", "attachment-empty"].contains(&f.rule.name);
        let of = |n: usize| {
            let folder = format!("content/replies/c-{n}.files/");
            let of = report.findings.iter().filter(acts).filter(|f| f.file.starts_with(&folder));
            of.map(|f| f.rule.name.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            report.findings.iter().filter(acts).count(),
            (0..self.files.len()).map(|n| of(n).len()).sum::<usize>(),
            "of files alone"
        );
        self.files.into_iter().enumerate().map(|(n, (file, bytes))| (file, bytes, of(n))).collect()
    }

    /// Each file breaks these rules and no other.
    fn all_break(self, rules: &[&str]) {
        for (file, bytes, found) in self.found() {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
            assert_eq!(found, rules, "{file}: {head}");
        }
    }
}

fn with_attachment(file: &str, bytes: &[u8]) -> Vec<String> {
    let mut beside = Beside::default();
    beside.add(file, bytes);
    beside.found().remove(0).2
}

#[test]
fn what_runs_is_refused_by_its_name() {
    let mut beside = Beside::default();
    for file in [
        "a.html",
        "a.HTM",
        "a.xhtml",
        "a.xht",
        "a.shtml",
        "a.js",
        "a.mjs",
        "a.css",
        "a.wasm",
        "a.swf",
        "a.hta",
        "a.mht",
        "a.mhtml",
        "a.jar",
        "a.xsl",
        "a.xslt",
        "a.svgz",
        "a.svg.gz",
        "a.html.gz",
        "a.html.en",
        "a.html.zh-hans",
        "a.html.",
        "a.php",
        "a.php5",
        "a.phtml",
        "a.phar",
        "a.pht",
        "a.PHP",
        "a.php.jpg",
        "a.php.txt",
        "a.asp",
        "a.aspx",
        "a.ashx",
        "a.jsp",
        "a.jspx",
        "a.cgi",
        "a.fcgi",
        "a.cfm",
        "a.py",
        "a.pl",
        "a.rb",
        "a.sh",
        "web.config",
        "Web.Config",
        "_headers",
        "_redirects",
        "a.htaccess",
        "a.exe",
        "a.bat",
        "a.cmd",
        "a.com",
        "a.msi",
        "a.scr",
        "a.vbs",
        "a.ps1",
        "a.lnk",
        "a.url",
        "a.apk",
        "a.htc",
        "a.manifest",
        "a.html .pdf.html",
        "a.shtm",
        "a.stm",
        "a.asp;.jpg",
    ] {
        beside.add(file, b"x");
    }
    for (file, _, found) in beside.found() {
        let runs = found.contains(&"attachment-runs".to_owned()) || found.contains(&"name-not-portable".to_owned());
        assert!(runs, "{file}: {found:?}");
    }
}

#[test]
fn known_forms_go_through() {
    let mut beside = Beside::default();
    for file in [
        "a.pdf",
        "a.PDF",
        "a.png",
        "a.jpg",
        "a.jpeg",
        "a.gif",
        "a.webp",
        "a.avif",
        "a.csv",
        "a.txt",
        "a.zip",
        "a.docx",
        "a.xlsx",
        "a.pptx",
        "a.odt",
        "a.doc",
        "a.wps",
        "a.ofd",
        "a.mp3",
        "a.mp4",
        "a.json",
        "a.geojson",
        "a.md",
        "a.ics",
        "a.kmz",
        "a.dwg",
        "a.7z",
        "a.tar.gz",
        "a.csv.gz",
        "page.html.zip",
        "a.html.pdf",
        "report.pl.pdf",
        "v1.2 final.pdf",
        "平面图.png",
        "Acme Inc. minutes.pdf",
        "a.tiff",
        "a.parquet",
        "edition-9.pdf",
    ] {
        beside.add(file, b"x");
    }
    beside.all_break(&[]);
}

#[test]
fn what_has_no_known_ending_is_looked_at_as_a_browser_would() {
    let (mut run, mut rest) = (Beside::default(), Beside::default());
    for (bytes, runs) in [
        ("<html>", true),
        ("\n <!DOCTYPE html>", true),
        ("<!-- x --><script>", true),
        ("<?xml version='1.0'?><a/>", true),
        ("<?php system($_GET[0]);", true),
        ("#!/bin/sh\nls", true),
        ("\u{FEFF}<script>x</script>", true),
        ("<svg onload=x>", true),
        ("<a href=x>", true),
        ("Minutes of the meeting", false),
        ("%PDF-1.7", false),
        ("", false),
    ] {
        for file in ["README", "a.unknown", "a.dat", "a.xyz", "minutes.2026"] {
            let list = if runs { &mut run } else { &mut rest };
            list.add(file, bytes.as_bytes());
        }
    }
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain("<html>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    run.add("README", &utf16);
    run.all_break(&["attachment-runs"]);
    rest.all_break(&[]);
}

const SVG: &str = "xmlns=\"http://www.w3.org/2000/svg\"";

#[test]
fn drawings_that_act_or_fetch_are_refused() {
    let inside = |inside: &str| format!("<svg {SVG} xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inside}</svg>");
    let refused: Vec<String> = [
        "<script>x</script>",
        "<SCRIPT/>",
        "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">x</s:script>",
        "<g onclick=\"x\"/>",
        "<g ONLOAD='x'/>",
        "<a href=\"javascript:x\"><text>a</text></a>",
        "<a href=\" java&#x0A;script:x\"><text>a</text></a>",
        "<a xlink:href=\"&#106;avascript:x\"/>",
        "<a href=\"https://evil.example/\"/>",
        "<a href=\"data:text/html,x\"/>",
        "<image href=\"http://evil.example/x.png\"/>",
        "<image xlink:href=\"//evil.example/x.png\"/>",
        "<image href=\"other.png\"/>",
        "<use href=\"data:image/svg+xml,x#a\"/>",
        "<use href=\"https://evil.example/x.svg#a\"/>",
        "<foreignObject><b/></foreignObject>",
        "<set attributeName=\"onclick\" to=\"x\"/>",
        "<animate attributeName=\"xlink:href\" values=\"javascript:x\"/>",
        "<animate attributeName=\"x\" values=\"#a;javascript:x\"/>",
        "<style>@import 'x.css';</style>",
        "<style><![CDATA[a{fill:url(http://evil.example/x)}]]></style>",
        "<style>a{b:u/**/rl(\"//evil.example\")}</style>",
        "<style>a{b:\\75rl(x)}</style>",
        "<rect style=\"fill:url('https://evil.example/x')\"/>",
        "<rect fill=\"url(https://evil.example/x)\"/>",
        "<h:b xmlns:h=\"http://www.w3.org/1999/xhtml\"/>",
        "<h:b xmlns:h=\"http://www.w3.org/1999/xhtm&#108;\"/>",
        "<iframe src=\"x\"/>",
        "<g><a></g>",
        "<g a=b/>",
        "<g a='<'/>",
        "&",
    ]
    .iter()
    .map(|text| inside(text))
    .chain([
        format!("<?xml-stylesheet href='x.css'?><svg {SVG}/>"),
        format!("<!DOCTYPE svg [<!ENTITY x 'y'>]><svg {SVG}/>"),
        format!("<!DOCTYPE svg SYSTEM 'x' [ ]><svg {SVG}/>"),
        "<!DOCTYPE html><html/>".to_owned(),
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>".to_owned(),
        format!("<svg {SVG}/><svg {SVG}/>"),
        format!("<svg {SVG}>"),
        "not xml".to_owned(),
        format!("<?xml version='1.0' encoding='ISO-2022-JP'?><svg {SVG}>\u{1b}$B<!--\u{1b}(B<script>x</script>\u{1b}$B-->\u{1b}(B</svg>"),
        format!("<?xml version='1.0' encoding='iso-2022-kr'?><svg {SVG}/>"),
        format!("<?xml version='1.0' encoding='utf-7'?><svg {SVG}/>"),
        format!("<svg {SVG}>\u{0}</svg>"),
        String::new(),
        "<svg onload='x'/>".to_owned(),
    ])
    .collect();
    let mut beside = Beside::default();
    for text in refused.iter().filter(|text| !text.ends_with(">&</svg>")) {
        for ending in ["svg", "xml", "kml", "rdf"] {
            beside.add(&format!("a.{ending}"), text.as_bytes());
        }
        let marked = [&[0xEF, 0xBB, 0xBF][..], text.as_bytes()].concat();
        beside.add("a.svg", &marked);
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        beside.add("a.svg", &utf16);
    }
    beside.all_break(&["attachment-runs"]);
    let long = format!("<svg {SVG}>{}</svg>", "<g/>".repeat(1_100_000));
    assert_eq!(with_attachment("a.svg", long.as_bytes()), ["attachment-runs"]);
}

#[test]
fn drawings_and_data_that_only_show_go_through() {
    let drawing = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- by a program -->\n\
         <!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n\
         <svg {SVG} xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\" \
         i:export-filename=\"C:\\\\Users\\\\a\\\\(plan).png\" viewBox=\"0 0 1 1\">\n\
         <metadata><r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><r:li r:resource=\"http://purl.org/x\"/></r:RDF></metadata>\
         <style>.a{{fill:url(#g);font-family:'x'}}</style><linearGradient id=\"g\" xlink:href=\"#h\"/>\
         <image href=\"data:image/png;base64,AAAA\"/><use xlink:href=\"#g\"/><text x=\"1\">路 &lt; &#36335; on</text></svg>\n"
    );
    for (file, text) in [
        ("a.svg", &*drawing),
        (
            "a.kml",
            "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Placemark><href>https://x.example/</href></Placemark></kml>",
        ),
        ("a.rss", "<rss><channel><link>https://x.example/</link><item only=\"1\"/></channel></rss>"),
        ("a.xml", "<a href=\"https://x.example/\" online=\"true\"><b/></a>"),
        ("a.mathml", "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math>"),
    ] {
        assert_eq!(with_attachment(file, text.as_bytes()), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn no_file_is_called_like_a_page() {
    for file in ["index.gif", "INDEX.txt", "default.txt"] {
        assert_eq!(with_attachment(file, b"x"), ["attachment-name-taken"], "{file}");
    }
    let policy = "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\nattachments: [{file: edition-1}]\npersonal_data_waivers: [{kind: unread, by: Li Min, reason: Seen, until: 2026-12-31}]\n";
    let memory = site(&[
        ("content/policies/p/policy.yaml", policy),
        ("content/policies/p/edition-1.md", "---\non: 2024-03-01\n---\nQuiet.\n"),
        ("content/policies/p/files/edition-1", "x"),
    ]);
    let report = build_on(&memory, day()).unwrap();
    assert_eq!(shown(&memory, &report), ["content/policies/p/files/edition-1:1 attachment-name-taken"]);
}

/// Every place a name comes from, and every name that Windows cannot have.
#[test]
fn no_name_of_a_device_reaches_an_output() {
    const POLICY: &str = "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n";
    const EDITION: &str = "---\non: 2024-03-01\n---\nQuiet.\n";
    const DATASET: &str =
        "title: L\ndescription: L\ndepartment: urban\npublished_on: 2026-01-15\ntables: [{file: FILE}]\n";
    let mut beside = Beside::default();
    const DIGEST: &str = "---\ntitle: G\ntopic: lights\nfrom: 2026-01-01\nto: 2026-06-30\n---\nText.\n";
    const PAGE: &str = "---\ntitle: G\n---\nText.\n";
    let config = |line: &str| {
        format!(
            "title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en]\nas_of: 2026-06-30\nlicence: x\n{line}"
        )
    };
    let data = |file: &str| DATASET.replace("FILE", &serde_json::Value::from(file).to_string());
    for device in ["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9"] {
        let sites: Vec<Vec<(String, String)>> = vec![
            vec![(format!("content/replies/{device}.md"), CASE.into())],
            vec![("content/replies/c.md".into(), CASE.replace("kind:", &format!("aliases: [{device}]\nkind:")))],
            vec![
                (format!("content/policies/{device}/policy.yaml"), POLICY.into()),
                (format!("content/policies/{device}/edition-1.md"), EDITION.into()),
            ],
            vec![
                (format!("content/statistics/{device}/dataset.yaml"), data("data.csv")),
                (format!("content/statistics/{device}/data.csv"), "a,b\nx,1\n".into()),
            ],
            vec![
                ("content/statistics/d/dataset.yaml".into(), data(&format!("{device}.csv"))),
                (format!("content/statistics/d/{device}.csv"), "a,b\nx,1\n".into()),
            ],
            vec![(format!("content/digests/{device}.md"), DIGEST.into())],
            vec![(format!("content/pages/{device}.md"), PAGE.into())],
            vec![(
                "content/departments.yaml".into(),
                format!("- {{id: urban, name: U}}\n- {{id: {device}, name: W}}\n"),
            )],
            vec![("content/topics.yaml".into(), format!("- {{id: lights, label: L}}\n- {{id: {device}, label: W}}\n"))],
            vec![("site-config.yaml".into(), config(&format!("theme: {device}\n")))],
            vec![("site-config.yaml".into(), config("").replace("[en]", &format!("[en, {device}]")))],
            vec![(format!("themes/default/static/{device}.css"), "x".into())],
            vec![(format!("themes/default/static/{device}/x.css"), "x".into())],
            vec![(format!("themes/default/static/{}.tar.gz", device.to_uppercase()), "x".into())],
        ];
        for files in sites {
            let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
            let memory = site(&files);
            let report = build_on(&memory, day()).unwrap();
            let found = shown(&memory, &report);
            let said =
                found.iter().filter(|f| f.ends_with("name-not-portable") || f.ends_with("config-value-malformed"));
            assert_eq!(said.count(), 1, "{:?}: {found:?}", files[0].0);
            // The program stops at a fault in the settings before it builds.
            assert!(report.written.is_none() || files[0].0 == "site-config.yaml", "{:?}", files[0].0);
        }
        for file in
            [format!("{device}.pdf"), device.to_uppercase(), format!("{device}.tar.gz"), format!("{device} .txt")]
        {
            beside.add(&file, b"x");
        }
    }
    for file in ["a.pdf.", "a ", "com¹.txt", "lpt².pdf"] {
        beside.add(file, b"x");
    }
    beside.all_break(&["name-not-portable"]);
}

/// The headers that a static host sends for a path: those of every rule that fits.
fn sent(rules: &str, path: &str) -> BTreeMap<String, Vec<String>> {
    let mut sent = BTreeMap::<String, Vec<String>>::new();
    let mut fits = false;
    for line in rules.lines() {
        match line.strip_prefix("  ") {
            Some(header) if fits => {
                let (name, value) = header.split_once(": ").unwrap();
                sent.entry(name.to_owned()).or_default().push(value.to_owned());
            }
            Some(_) => {}
            None => {
                let pattern = line.trim_start_matches('/');
                fits = match pattern.strip_suffix('*') {
                    Some(start) => path.starts_with(start) && line.starts_with('/'),
                    None => !line.is_empty() && path == pattern,
                };
            }
        }
    }
    sent
}

fn drawn_site() -> BTreeMap<String, Vec<u8>> {
    let case = CASE
        .replace("---\nThe", "attachments: [{file: map.svg}, {file: b.kml}, {file: c.pdf}, {file: a b.SVG}]\n---\nThe");
    let svg = format!("<svg {SVG}/>");
    built(&site(&[
        ("content/replies/c-1.md", &case),
        ("content/replies/c-1.files/map.svg", &svg),
        ("content/replies/c-1.files/a b.SVG", &svg),
        ("content/replies/c-1.files/b.kml", "<kml/>"),
        ("content/replies/c-1.files/c.pdf", "%PDF-1.7"),
        (
            "content/policies/p/policy.yaml",
            "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n",
        ),
        ("content/policies/p/edition-1.md", "---\non: 2024-03-01\n---\nQuiet.\n"),
    ]))
}

#[test]
fn each_output_is_sent_with_its_policy() {
    let tree = drawn_site();
    let rules = String::from_utf8(tree["_headers"].clone()).unwrap();
    let scripts = tree.keys().filter(|path| path.starts_with("assets/search-") && path.ends_with(".js"));
    let mut scripts: Vec<String> = scripts.map(|path| format!("https://city.example/{path}")).collect();
    scripts.reverse();
    // Not `'self'`: a script that came with a record has the same address as ours.
    let ours = format!("script-src {} https://city.example/search/", scripts.join(" "));
    let mut foreign = 0;
    for path in tree.keys() {
        let sent = sent(&rules, path);
        assert_eq!(sent["X-Content-Type-Options"], ["nosniff"], "{path}");
        let policies = &sent["Content-Security-Policy"];
        assert!(policies[0].contains("default-src 'none'") && policies[0].ends_with(&ours), "{path}");
        let sandboxed = policies.iter().any(|policy| policy.ends_with("; sandbox"));
        let expected = path.starts_with("replies/c-1/") && !path.ends_with(".pdf");
        assert_eq!((sandboxed, policies.len()), (expected, 1 + usize::from(expected)), "{path}");
        assert_eq!(gongkai::publish::machine::is_foreign_document(path), expected, "{path}");
        foreign += usize::from(expected);
    }
    assert_eq!(foreign, 3);
    // Snippets name the same files by a pattern; what it means is told by the function above.
    for snippet in ["transparency/nginx.conf", "transparency/Caddyfile"] {
        let text = String::from_utf8(tree[snippet].clone()).unwrap();
        assert!(text.contains("(?i)^/(.*/)?(replies|policies|statistics)/[^/]+/[^/]+[.](svg|xml|"), "{snippet}");
        assert!(
            text.contains("style-src 'unsafe-inline'; sandbox\"") && text.contains(&format!("{ours}\"")),
            "{snippet}"
        );
        assert!(!text.contains("script-src 'self'"), "{snippet}");
    }
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        // The page of search runs from a folder and from a copy elsewhere too, and shows no record.
        let own = if path.ends_with("search/index.html") { "script-src 'self' file:" } else { "script-src 'none'" };
        assert_eq!((text.matches(own).count(), text.matches("script-src").count()), (1, 1), "{path}");
        assert_eq!(text.contains("<script src"), path.ends_with("search/index.html"), "{path}");
    }
}

#[test]
fn scripts_of_a_theme_are_allowed_by_their_paths_alone() {
    let tree = built(&site(&[("themes/default/static/find.js", "1"), ("themes/default/static/x.css", "a{}")]));
    let script = tree.keys().find(|path| path.ends_with(".js")).unwrap();
    let expected = format!("script-src https://city.example/{script}");
    for path in ["_headers", "transparency/nginx.conf", "transparency/Caddyfile", "index.html", "zh-hans/index.html"] {
        let text = String::from_utf8(tree[path].clone()).unwrap();
        assert!(text.contains(&expected) && !text.contains("script-src 'none'"), "{path}");
    }
}
