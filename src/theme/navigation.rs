//! The links of every page, as templates are given them.
//!
//! Takes the settings and the words of a language; gives [`Links`]: `site.navigation`. Our own
//! partials for them stand on every page and are the same on all pages of a language but for the
//! way up, so they are written out once, when the theme is loaded ([`written_out`]). What must
//! hold: a partial written out gives what it gives as it stands (a test compares).

use crate::config::Config;
use crate::config::navigation::{Item, Label, To};
use crate::record::Lang;
use crate::site::routes;
use crate::words::Strings;
use serde::Serialize;

/// The links of every page in one language.
#[derive(Debug, Clone, Serialize)]
pub struct Links {
    pub header: Vec<Link>,
    pub footer: Vec<LinkGroup>,
}

/// A list of links at the foot.
#[derive(Debug, Clone, Serialize)]
pub struct LinkGroup {
    /// What screen readers call it.
    pub label: String,
    pub links: Vec<Link>,
}

/// One link of every page.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// What `navigation` calls it; empty for a page of the site's own and an address.
    pub name: &'static str,
    /// Under the root of the language where `local`, else a whole address.
    pub href: String,
    pub label: String,
    pub local: bool,
    /// Path of the page under `public/`; empty for an address.
    pub path: String,
}

/// Returns the links in a language.
pub fn links(config: &Config, lang: Lang, strings: &Strings) -> Links {
    let all = |items: &[Item]| items.iter().filter_map(|item| link(item, config, lang, strings)).collect();
    let group = |group: &crate::config::navigation::Group| LinkGroup {
        label: match &group.label {
            Label::Word(word) => strings.text(&format!("frame.{word}")).to_owned(),
            Label::Own(text) => text.in_lang(lang).to_owned(),
        },
        links: all(&group.links),
    };
    let navigation = &config.navigation;
    Links { header: all(&navigation.header), footer: navigation.footer.iter().map(group).collect() }
}

/// `None` for the statement on accessibility where the site has none.
fn link(item: &Item, config: &Config, lang: Lang, strings: &Strings) -> Option<Link> {
    let (name, href) = match &item.to {
        To::Front(name) => (*name, front(name, config)?),
        To::Page(slug) => ("", routes::page(slug)),
        To::Address(address) => ("", address.clone()),
    };
    let label = match &item.label {
        Some(text) => text.in_lang(lang).to_owned(),
        None => strings.text(&format!("nav.{name}")).to_owned(),
    };
    let local = !matches!(item.to, To::Address(_));
    let path = if local { format!("{}{href}", config.language(lang).dir) } else { String::new() };
    Some(Link { name, href, label, local, path })
}

fn front(name: &str, config: &Config) -> Option<String> {
    let page = |slug: &Option<Box<str>>| slug.as_ref().map(|slug| routes::page(slug));
    Some(match name {
        "home" => "index.html".to_owned(),
        "words" | "sitemap" => format!("{name}.html"),
        "feed" => "feed.xml".to_owned(),
        "ask" => page(&config.ask).unwrap_or_else(|| "words.html#g-ask".to_owned()),
        "report" => page(&config.report).unwrap_or_else(|| "words.html#g-report".to_owned()),
        "accessibility" => page(&config.accessibility)?,
        name => format!("{name}/index.html"),
    })
}

/// Returns our partial of a name with the links of a language written into it; `None` when it is
/// no partial of links, or a text would be read by the engine as its own.
pub fn written_out(name: &str, links: &Links) -> Option<String> {
    let text = match name {
        "nav-header.html" => {
            let items: String = links.header.iter().map(in_header).collect();
            format!("<ul>{items}\n</ul>\n")
        }
        "nav-footer.html" => {
            let list = |group: &LinkGroup| {
                let items: String = group.links.iter().map(in_footer).collect();
                format!("\n<nav aria-label=\"{}\">\n<ul>{items}\n</ul>\n</nav>", escaped(&group.label))
            };
            links.footer.iter().map(list).collect::<String>() + "\n"
        }
        _ => return None,
    };
    let groups = links.footer.iter();
    let mut texts = groups.clone().flat_map(|group| &group.links).chain(&links.header).map(|link| &link.label);
    let marked = |text: &String| text.contains(['{', '}']);
    (!texts.any(marked) && !groups.clone().any(|group| marked(&group.label))).then_some(text)
}

fn in_header(link: &Link) -> String {
    let class = if link.name == "search" { " class=\"find\"" } else { "" };
    let here = match (link.name, link.local) {
        ("", true) => format!("page.path == \"{}\"", link.path),
        ("", false) => "false".to_owned(),
        (name, _) => format!("page.section == \"{name}\""),
    };
    let current = format!("{{% if {here} %}} aria-current=\"true\"{{% endif %}}");
    format!("\n<li{class}><a href=\"{}\"{current}>{}</a></li>", href(link), escaped(&link.label))
}

fn in_footer(link: &Link) -> String {
    format!("\n<li><a href=\"{}\">{}</a></li>", href(link), escaped(&link.label))
}

fn href(link: &Link) -> String {
    match (link.name, link.local) {
        ("feed", _) => "{{ page.base }}{{ page.feed or \"feed.xml\" }}".to_owned(),
        (_, true) => format!("{{{{ page.base }}}}{}", escaped(&link.href)),
        (_, false) => escaped(&link.href),
    }
}

/// As the engine escapes what a template prints.
pub fn escaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    // Writing to a vector does not fail.
    let _ = tera::escape_html(text, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
