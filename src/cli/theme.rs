//! `gongkai theme`: what of the look can be replaced, and what a template is given.

use super::args::{Arguments, ThemeCommand, ThemeCopyOptions, ThemeFilesOptions, ThemeOptions, ThemeShowOptions};
use super::site::{self, Opened, Site, say};
use super::{Exit, Failure, terminal};
use crate::diagnostic::emit::Format;
use crate::escape::terminal::inline;
use crate::host::Host as _;
use crate::publish::{Outputs, Publisher, RenderError};
use crate::spelling::slip;
use crate::theme::contract::{self, ENGINE};
use crate::theme::{Theme, built_in, built_in_files};
use crate::words::Strings;
use std::collections::HashMap;
use std::path::PathBuf;

/// Runs one of the commands on themes.
pub fn run(arguments: &Arguments, options: &ThemeOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    match &options.command {
        ThemeCommand::Files(options) => files(arguments, &site, options),
        ThemeCommand::Show(options) => show(arguments, site, options),
        ThemeCommand::Copy(options) => copy(arguments, &site, options),
    }
}

/// The folder of the site's own theme, as it is named in messages.
fn dir(site: &Site) -> String {
    format!("themes/{}", site.config.theme)
}

fn own(arguments: &Arguments, site: &Site, path: &str) -> PathBuf {
    arguments.root.join(dir(site)).join(path)
}

fn files(arguments: &Arguments, site: &Site, options: &ThemeFilesOptions) -> Result<Exit, Failure> {
    let text = if options.words { words(site) } else { listed(arguments, site) };
    terminal::result(&text)?;
    Ok(Exit::Fine)
}

fn listed(arguments: &Arguments, site: &Site) -> String {
    let tongue = site.tongue;
    let mut text = say(tongue, format!("engine: {ENGINE}\n"), format!("接口：{ENGINE}\n"));
    for (path, content) in built_in_files() {
        let mine = site.host.what(&own(arguments, site, path)).is_some();
        let mine = if mine { say(tongue, " (yours)".to_owned(), "（已替换）".to_owned()) } else { String::new() };
        let more = match path.split_once('/') {
            Some(("templates", _)) => blocks(content),
            Some(("strings", _)) => {
                let count = strings(content).map_or(0, |strings| strings.keys().len());
                say(tongue, format!("{count} words"), format!("{count}个词条"))
            }
            _ => String::new(),
        };
        text.push_str(format!("{path}{mine}  {more}").trim_end());
        text.push('\n');
    }
    text
}

/// The names of a template's blocks, in their order.
fn blocks(template: &str) -> String {
    let tags = template.split("{%").skip(1).map(|tag| tag.trim_start_matches('-').trim_start());
    let names = tags.filter_map(|tag| tag.strip_prefix("block ")?.split([' ', '-', '%']).next());
    names.collect::<Vec<_>>().join(" ")
}

fn strings(yaml: &str) -> Option<Strings> {
    Some(Strings::new("", serde_yaml::from_str(yaml).ok()?))
}

fn words(site: &Site) -> String {
    let lang = if site.config.languages[0].code.starts_with("zh") { "zh-Hans" } else { "en" };
    let words = built_in(&format!("strings/{lang}.yaml")).and_then(strings);
    let line = |words: &Strings, key: &str| words.known(key).map(|text| format!("{key}: {text}\n"));
    words.map_or_else(String::new, |words| words.keys().iter().filter_map(|key| line(&words, key)).collect())
}

fn show(arguments: &Arguments, site: Site, options: &ThemeShowOptions) -> Result<Exit, Failure> {
    let Site { host, config, tongue } = site;
    let day = site::day(&options.day, &config, tongue)?;
    let mut prepared =
        crate::check_site(&host, &arguments.root, config, day).map_err(|error| super::build::failure(error, tongue))?;
    prepared.theme = prepared.theme.map(Theme::watched);
    let Some(publisher) = prepared.publisher() else {
        site::show(&host, arguments, &prepared.checked.findings, Format::Human, tongue)?;
        return Ok(Exit::Content);
    };
    let wanted = options.page.trim_start_matches("./").trim_start_matches('/').trim_start_matches("public/");
    let outputs = &prepared.outputs.plan.outputs;
    let page = outputs.iter().position(|planned| *planned.path == *wanted);
    let Some(at) = page.or_else(|| first_made_with(&publisher, &prepared.outputs, wanted)) else {
        let near = slip(wanted, outputs.iter().map(|planned| &*planned.path));
        return Err(Failure::new(say(tongue, format!("the site has no {wanted}"), format!("网站没有 {wanted}"))).hint(
            say(
                tongue,
                near.map_or_else(String::new, |near| format!("if you mean {near}, write that; "))
                    + "give the path of a page below the output folder, such as index.html, or the name of a template, such as case.html",
                near.map_or_else(String::new, |near| format!("如果是指 {near}，请改成它；"))
                    + "请写输出文件夹内的页面路径（如 index.html），或模板名（如 case.html）",
            ),
        ));
    };
    let found = match publisher.make(at, None) {
        Ok(_) => publisher.theme.given(),
        Err(RenderError::Finding(finding)) => {
            site::show(&host, arguments, &[*finding], Format::Human, tongue)?;
            return Ok(Exit::Content);
        }
        Err(RenderError::Text(text)) => return Err(Failure::new(text)),
    };
    let Some(mut found) = found else {
        return Err(Failure::new(say(
            tongue,
            format!("{wanted} is made without a template"),
            format!("{wanted} 不由模板生成"),
        )));
    };
    if !options.words {
        found.s = serde_json::Value::Null;
    }
    // What is shown is data of the site: it is made of texts and numbers only.
    let json = serde_json::to_string_pretty(&found).map_err(Failure::new)?;
    terminal::result(&format!("{json}\n"))?;
    Ok(Exit::Fine)
}

/// Returns the first page that is made with a template of this name: the pages of all folders are
/// tried in turn, as those of one are mostly alike.
fn first_made_with(publisher: &Publisher<'_>, outputs: &Outputs, template: &str) -> Option<usize> {
    let template = template.strip_prefix("templates/").unwrap_or(template);
    built_in(&format!("templates/{template}"))?;
    let mut nth = HashMap::<&str, usize>::new();
    let pages = outputs.plan.outputs.iter().enumerate().filter(|(_, planned)| planned.path.ends_with(".html"));
    let mut turns: Vec<(usize, usize)> = pages
        .map(|(at, planned)| {
            let turn = nth.entry(planned.path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default();
            *turn += 1;
            (*turn, at)
        })
        .collect();
    turns.sort_unstable();
    let is_made_with = |at: &usize| {
        let made = publisher.make(*at, None).is_ok();
        publisher.theme.given().is_some_and(|given| made && given.template == template)
    };
    turns.into_iter().map(|(_, at)| at).find(is_made_with)
}

fn copy(arguments: &Arguments, site: &Site, options: &ThemeCopyOptions) -> Result<Exit, Failure> {
    let tongue = site.tongue;
    let named = options.file.trim_start_matches("./");
    let all = built_in_files();
    let found =
        all.iter().find(|(path, _)| *path == named || path.split_once('/').is_some_and(|(_, name)| name == named));
    let Some((path, text)) = found else {
        let near = slip(named, all.iter().flat_map(|(path, _)| path.rsplit('/').next()));
        return Err(Failure::new(say(
            tongue,
            format!("the default theme has no {named}"),
            format!("默认主题没有 {named}"),
        ))
        .hint(say(
            tongue,
            near.map_or_else(String::new, |near| format!("if you mean {near}, write that; "))
                + "`gongkai theme files` lists them all",
            near.map_or_else(String::new, |near| format!("如果是指 {near}，请改成它；"))
                + "用 `gongkai theme files` 列出全部",
        )));
    };
    let shown = format!("{}/{path}", dir(site));
    if site.host.what(&own(arguments, site, path)).is_some() {
        return Err(Failure::new(say(tongue, format!("{shown} is there already"), format!("{shown} 已存在"))).hint(
            say(
                tongue,
                "nothing was changed; to begin anew, delete it first".to_owned(),
                "未作改动；如要重来，请先删除".to_owned(),
            ),
        ));
    }
    site.host.write(&own(arguments, site, path), noted(path, text).as_bytes())?;
    terminal::result(&format!("{}\n", inline(&shown)))?;
    let says = own(arguments, site, contract::FILE);
    if path.starts_with("templates/") && site.host.what(&says).is_none() {
        let text = format!("name: {}\nengine: {ENGINE}\n", site.config.theme);
        site.host.write(&says, text.as_bytes())?;
        terminal::result(&format!("{}/{}\n", dir(site), contract::FILE))?;
    }
    Ok(Exit::Fine)
}

/// A copy with a note of what it is a copy of; JSON and pictures have no place for one.
fn noted(path: &str, text: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let note = format!("{path} of gongkai {version}, engine {ENGINE}");
    match path.rsplit('.').next() {
        Some("html" | "xml") => format!("{{#- {note} -#}}\n{text}"),
        Some("css") => format!("/* {note} */\n{text}"),
        Some("yaml") => format!("# {note}\n{text}"),
        _ => text.to_owned(),
    }
}
