//! `gongkai init`: a complete small site that passes check, in a repository of its own.
//!
//! The files are part of the program; a test builds what they make. A folder that already
//! holds one of them is left alone.

mod git;
mod starter;

use super::args::{Arguments, InitOptions};
use super::packs::{PACKS, Pack};
use super::site::say;
use super::{Exit, Failure, terminal};
use crate::diagnostic::Tongue;
use crate::escape::terminal::path as shown;
use crate::host::Host as _;
use crate::host::disk::Disk;
use starter::LANGUAGES;
use std::path::Path;

/// Makes the site.
pub fn run(arguments: &Arguments, asked: Tongue, options: &InitOptions) -> Result<Exit, Failure> {
    let disk = Disk::default();
    let dir = if options.dir == Path::new(".") { arguments.root.clone() } else { options.dir.clone() };
    let pack = PACKS.iter().find(|pack| pack.name == options.rules).ok_or_else(|| no_rules(&options.rules, asked))?;
    let languages = languages(arguments, options, pack, asked)?;
    // Who names languages and none for messages reads the first of them.
    let named = options.languages.first().filter(|_| arguments.lang.is_none());
    let tongue = named.map_or(asked, |_| Tongue::of(languages[0]));
    let files = starter::files(pack, &languages);
    if let Some((taken, _)) = files.iter().find(|(path, _)| disk.what(&dir.join(path)).is_some()) {
        let taken = dir.join(taken);
        let taken = shown(&taken);
        return Err(Failure::new(say(tongue, format!("{taken} is there already"), format!("{taken} 已存在"))).hint(
            say(
                tongue,
                "choose an empty folder: `gongkai init my-site`".to_owned(),
                "请选一个空文件夹：`gongkai init my-site`".to_owned(),
            ),
        ));
    }
    for (path, text) in &files {
        disk.write(&dir.join(path), text.as_bytes())?;
    }
    let at = shown(&dir);
    let quoted = if at.contains(' ') { format!("\"{at}\"") } else { at.to_string() };
    let go = if dir == Path::new(".") { String::new() } else { format!("  cd {quoted}\n") };
    terminal::prose(&say(
        tongue,
        format!(
            "Made a small site in {at}. Next:\n{go}  gongkai serve --open    look at it\n  gongkai new reply       publish a reply\nBefore you publish: put its address into site-config.yaml (base_url), and into ci/release where your forge gets gongkai.\n"
        ),
        format!(
            "已在 {at} 建好一个小网站。接下来：\n{go}  gongkai serve --open    查看网站\n  gongkai new reply       发布一条答复\n公开之前：在 site-config.yaml 的 base_url 写上网站地址，在 ci/release 写上代码平台从哪里取得 gongkai。\n"
        ),
    ))?;
    if !options.no_git {
        let paths: Vec<String> = files.into_iter().map(|(path, _)| path).collect();
        terminal::tell(&git::keep(&dir, &paths, tongue));
    }
    Ok(Exit::Fine)
}

fn no_rules(name: &str, tongue: Tongue) -> Failure {
    let list = |name: fn(&Pack) -> &str| PACKS.iter().map(|p| format!("{} ({})", p.name, name(p))).collect::<Vec<_>>();
    Failure::new(say(tongue, format!("there are no rules for `{name}`"), format!("没有 `{name}` 的规则"))).hint(say(
        tongue,
        format!(
            "choose one of {}; for any other country take the nearest and change content/rules",
            list(|p| p.english).join(", ")
        ),
        format!("可选：{}；其他国家和地区请选最接近的，再修改 content/rules", list(|p| p.chinese).join("、")),
    ))
}

/// The languages of the site: those named; else those of the country, with that of `--lang` first.
fn languages(
    arguments: &Arguments,
    options: &InitOptions,
    pack: &Pack,
    tongue: Tongue,
) -> Result<Vec<&'static str>, Failure> {
    let mut languages = Vec::new();
    for name in &options.languages {
        // `zh` and `en-GB` name them too.
        let known = Tongue::named(name.trim()).map(|tongue| match tongue {
            Tongue::English => LANGUAGES[0],
            Tongue::Chinese => LANGUAGES[1],
        });
        let Some(code) = known.filter(|code| !languages.contains(code)) else {
            return Err(Failure::new(say(
                tongue,
                format!("a new site cannot be made in `{name}`"),
                format!("不能用 `{name}` 新建网站"),
            ))
            .hint(say(
                tongue,
                "its texts are there in en and zh-Hans: name one of them or both, each once; add your language to site-config.yaml afterwards".to_owned(),
                "新网站的文字有 en 和 zh-Hans 两种：写其中一种或两种，各写一次；其他语言请建好后加入 site-config.yaml".to_owned(),
            )));
        };
        languages.push(code);
    }
    if languages.is_empty() {
        languages = pack.languages.to_vec();
        if arguments.lang.is_some() && tongue == Tongue::Chinese {
            languages.retain(|code| *code != LANGUAGES[1]);
            languages.insert(0, LANGUAGES[1]);
        }
    }
    Ok(languages)
}
