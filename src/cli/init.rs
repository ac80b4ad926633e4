//! `gongkai init`: a complete small bilingual site that passes check.
//!
//! The files are part of the program; a test builds what they make. A folder that already
//! holds one of them is left alone.

use super::args::{Arguments, InitOptions};
use super::packs::{PACKS, Pack};
use super::{Exit, Failure, site, terminal};
use crate::config::FILE as CONFIG;
use crate::escape::terminal::path as shown;
use crate::host::Host;
use crate::host::disk::Disk;
use std::path::Path;

macro_rules! starter {
    ($($path:literal <- $file:literal),* $(,)?) => {
        /// Path in the new site, and what stands there; rules and calendars come from a [`Pack`].
        pub static STARTER: &[(&str, &str)] = &[$(($path, include_str!($file))),*];
    };
}

starter! {
    "site-config.yaml" <- "starter/site-config.yaml",
    "content/departments.yaml" <- "starter/departments.yaml",
    "content/topics.yaml" <- "starter/topics.yaml",
    "content/replies/2026/urban-260302-1.md" <- "starter/reply.md",
    "content/replies/2026/urban-260302-1.zh-Hans.md" <- "starter/reply.zh-Hans.md",
    "content/replies/2026/transport-260316-1.md" <- "starter/reply-open.md",
    "content/policies/lighting-standard/policy.yaml" <- "starter/policy.yaml",
    "content/policies/lighting-standard/edition-1.md" <- "starter/edition-1.md",
    "content/policies/lighting-standard/edition-1.zh-Hans.md" <- "starter/edition-1.zh-Hans.md",
    "content/statistics/street-lights/dataset.yaml" <- "starter/dataset.yaml",
    "content/statistics/street-lights/data.csv" <- "starter/data.csv",
    "content/digests/2026-q1-lighting.md" <- "starter/digest.md",
    "content/digests/2026-q1-lighting.zh-Hans.md" <- "starter/digest.zh-Hans.md",
    "content/pages/how-to-ask.md" <- "starter/how-to-ask.md",
    "content/pages/how-to-ask.zh-Hans.md" <- "starter/how-to-ask.zh-Hans.md",
    "content/pages/contact.md" <- "starter/contact.md",
    "content/pages/contact.zh-Hans.md" <- "starter/contact.zh-Hans.md",
    "content/pages/accessibility.md" <- "starter/accessibility.md",
    "content/pages/accessibility.zh-Hans.md" <- "starter/accessibility.zh-Hans.md",
    ".gitignore" <- "starter/gitignore",
    ".github/workflows/site.yml" <- "starter/github.yml",
    ".forgejo/workflows/site.yml" <- "starter/github.yml",
    ".gitlab-ci.yml" <- "starter/gitlab.yml",
}

/// The settings for a jurisdiction: its time zone, and whose personal data is looked for.
fn configured(text: &str, pack: &Pack) -> String {
    let packs = |pack: &Pack| format!("personal_data: {{packs: [{}]}}", pack.name);
    text.replace(PACKS[0].zone, pack.zone).replace(&packs(&PACKS[0]), &packs(pack))
}

/// Makes the site.
pub fn run(arguments: &Arguments, options: &InitOptions) -> Result<Exit, Failure> {
    let disk = Disk::default();
    let tongue = site::tongue(arguments, None);
    let dir = if options.dir == Path::new(".") { arguments.root.clone() } else { options.dir.clone() };
    let Some(pack) = PACKS.iter().find(|pack| pack.name == options.rules) else {
        let list =
            |name: fn(&Pack) -> &str| PACKS.iter().map(|p| format!("{} ({})", p.name, name(p))).collect::<Vec<_>>();
        return Err(Failure::new(site::say(
            tongue,
            format!("there are no rules for `{}`", options.rules),
            format!("没有 `{}` 的规则", options.rules),
        ))
        .hint(site::say(
            tongue,
            format!(
                "choose one of {}; for any other country take the nearest and change content/rules",
                list(|p| p.english).join(", ")
            ),
            format!("可选：{}；其他国家和地区请选最接近的，再修改 content/rules", list(|p| p.chinese).join("、")),
        )));
    };
    if let Some((taken, _)) = STARTER.iter().find(|(path, _)| disk.what(&dir.join(path)).is_some()) {
        let taken = dir.join(taken);
        return Err(Failure::new(site::say(
            tongue,
            format!("{} is there already", shown(&taken)),
            format!("{} 已存在", shown(&taken)),
        ))
        .hint(site::say(
            tongue,
            "choose an empty folder: `gongkai init my-site`".to_owned(),
            "请选一个空文件夹：`gongkai init my-site`".to_owned(),
        )));
    }
    for (path, text) in STARTER {
        let text = if *path == CONFIG { configured(text, pack) } else { (*text).to_owned() };
        disk.write(&dir.join(path), text.as_bytes())?;
    }
    for (name, text) in pack.files {
        disk.write(&dir.join("content/rules").join(name), text.as_bytes())?;
    }
    let at = shown(&dir);
    terminal::result(&site::say(
        tongue,
        format!(
            "Made a small site in {at}. Next:\n  gongkai --root {at} serve --open    look at it\n  gongkai --root {at} new reply       publish a reply\n"
        ),
        format!(
            "已在 {at} 建好一个小网站。接下来：\n  gongkai --root {at} serve --open    查看网站\n  gongkai --root {at} new reply       发布一条答复\n"
        ),
    ))?;
    Ok(Exit::Fine)
}
