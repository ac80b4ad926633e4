//! A web archive that a browser replays: WACZ 1.1.1.

use super::index::{self, Index};
use super::published::File;
use super::surt::surt;
use super::zipped::{Written, Zipped};
use super::{ArchiveError, Published, pages, warc};
use crate::host::Tape;
use crate::log::hex;
use crate::site::media::media_type;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::io::Write as _;

/// Name of the file of records.
const WARC: &str = "data.warc.gz";

/// Writes one.
pub(super) fn wacz(published: &Published<'_>, tape: &mut dyn Tape) -> Result<(), ArchiveError> {
    let facts = &published.facts;
    let (instant, stamp) = (facts.instant(), facts.time.strftime("%Y%m%d%H%M%S").to_string());
    let mut zip = Zipped::new(tape, facts);
    let mut index = Index::default();
    let mut listed = String::new();
    let mut all = addresses(published);
    all.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    let archive = zip.stream(&format!("archive/{WARC}"), false, |to| {
        let software = concat!("gongkai ", env!("CARGO_PKG_VERSION"));
        let publisher = facts.publishers.join("; ");
        to.write_all(&warc::info(
            WARC,
            &instant,
            &[
                ("software", software),
                ("format", "WARC File Format 1.1"),
                ("publisher", &publisher),
                ("isPartOf", &facts.base_url),
            ],
        )?)?;
        published.each(
            &all,
            |(_, _, file)| file,
            |(_, url, file), bytes| {
                let mime = media_type(&file.path);
                let page = mime == "text/html" && url.ends_with(&file.path);
                let title = if page { pages::title(&bytes) } else { None };
                Ok((warc::resource(url, &instant, mime, &bytes)?, mime, title))
            },
            |(key, url, _), (record, mime, title)| {
                let about = json!({
                    "url": url, "mime": mime, "digest": record.digest, "filename": WARC,
                    "offset": to.bytes.to_string(), "length": record.packed.len().to_string(),
                });
                index.push(format!("{key} {stamp} {about}"))?;
                to.write_all(&record.packed)?;
                if let Some(title) = title {
                    let id = &hex(&Sha256::digest(url))[..16];
                    listed.push_str(&json!({"id": id, "url": url, "ts": instant, "title": title}).to_string());
                    listed.push('\n');
                }
                Ok(())
            },
        )
    })?;
    let (blocks, list) = index.finish()?;
    let head = json!({"format": "json-pages-1.0", "id": "pages", "title": facts.titles.join(" / ")});
    let mut resources = vec![
        archive,
        zip.put(&format!("indexes/{}", index::NAME), false, &blocks)?,
        zip.put("indexes/index.idx", false, list.as_bytes())?,
        zip.put("pages/pages.jsonl", true, format!("{head}\n{listed}").as_bytes())?,
    ];
    resources.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let package = package(published, &instant, &resources);
    let package = zip.put("datapackage.json", true, package.as_bytes())?;
    let digest = json!({"path": package.path, "hash": format!("sha256:{}", hex(&package.sha256))});
    zip.put("datapackage-digest.json", true, format!("{digest}\n").as_bytes())?;
    zip.finish()
}

/// Every file by its address; the index of a folder also by that of the folder, which is what is linked to.
fn addresses<'f>(published: &'f Published<'_>) -> Vec<(String, String, &'f File)> {
    let base = &published.facts.base_url;
    let mut all = Vec::with_capacity(published.files.len());
    for file in &published.files {
        let mut add = |path: &str| {
            let url = format!("{base}{path}");
            all.push((surt(&url), url, file));
        };
        add(&file.path);
        if file.path == "index.html" || file.path.ends_with("/index.html") {
            add(file.path.trim_end_matches("index.html"));
        }
    }
    all
}

fn package(published: &Published<'_>, instant: &str, resources: &[Written]) -> String {
    let facts = &published.facts;
    let of = |written: &Written| -> Value {
        let name = written.path.rsplit_once('/').map_or(&*written.path, |(_, name)| name);
        json!({
            "name": name, "path": written.path, "hash": format!("sha256:{}", hex(&written.sha256)),
            "bytes": written.bytes,
        })
    };
    let mut package = json!({
        "profile": "data-package", "wacz_version": "1.1.1", "title": facts.titles.join(" / "),
        "created": instant, "software": concat!("gongkai ", env!("CARGO_PKG_VERSION")),
        "mainPageUrl": facts.base_url, "mainPageDate": instant,
        "resources": resources.iter().map(of).collect::<Vec<_>>(),
    });
    if let (Some(release), Some(object)) = (&facts.release, package.as_object_mut()) {
        object.insert("description".to_owned(), json!(format!("{}@{}", release.origin, release.sequence)));
    }
    let mut text = serde_json::to_string_pretty(&package).unwrap_or_default();
    text.push('\n');
    text
}
