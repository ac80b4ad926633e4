//! XML that nothing runs in: drawings, maps, formulas, feeds.
//!
//! A reader of its own, which knows no more of XML than is needed to find what acts: it is not
//! lenient, and what it cannot read is refused. Names are compared without prefix and without
//! regard to case, so that `svg:script` is a script. Attributes are unescaped before they are
//! looked at, as a browser does.

use super::Runs;
use crate::source::text::{Encoding, decode, is_stray_control};

/// What was found that acts or fetches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Active {
    Script,
    Handler,
    Address,
    ForeignObject,
    External,
    Instruction,
    Page,
    Entity,
}

impl Active {
    /// Returns the term that says what.
    pub fn term(self) -> &'static str {
        match self {
            Self::Script => "@runs-script",
            Self::Handler => "@runs-handler",
            Self::Address => "@runs-address",
            Self::ForeignObject => "@runs-foreign",
            Self::External => "@runs-external",
            Self::Instruction => "@runs-instruction",
            Self::Page => "@runs-page",
            Self::Entity => "@runs-entity",
        }
    }
}

/// Elements of pages: what they show, a browser fetches.
const PAGES: [&str; 4] = ["html", "iframe", "embed", "applet"];

/// Attributes whose address a browser fetches or goes to.
const ADDRESSES: [&str; 6] = ["href", "src", "action", "data", "poster", "background"];

/// Attributes that an animation gives to another one.
const ANIMATED: [&str; 4] = ["from", "to", "values", "by"];

/// Namespaces of drawings and formulas.
const DRAWN: [&str; 2] = ["http://www.w3.org/2000/svg", "http://www.w3.org/1998/math/mathml"];

/// Namespaces of pages and of what browsers bind behaviour to.
const PAGE_SPACES: [&str; 4] = [
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1999/xsl/transform",
    "http://www.mozilla.org/xbl",
    "http://www.mozilla.org/keymaster",
];

/// Returns why XML must not be published.
///
/// What other XML than drawings and formulas names, a browser neither fetches nor runs: a feed may
/// name addresses.
pub fn refused(name: &str, bytes: &[u8]) -> Option<Runs> {
    let decoded = decode(bytes);
    // An encoding that shifts (ISO 2022) shows other marks to a browser than to us.
    if matches!(decoded.encoding, Encoding::Broken { .. } | Encoding::Older { .. })
        || decoded.text.contains(is_stray_control)
    {
        return Some(Runs::NotXml);
    }
    let text = decoded.text;
    let drawn = ["svg", "mml", "mathml"].iter().any(|ending| name.to_lowercase().ends_with(&format!(".{ending}")));
    let mut reader = Reader { drawn, ..Reader::new(text.trim_start_matches('\u{FEFF}')) };
    loop {
        match reader.next() {
            Ok(Step::End) => return reader.in_drawing.filter(|_| reader.drawn).map(Runs::Holds),
            Ok(Step::Nothing) => {}
            Ok(Step::Found(active)) => return Some(Runs::Holds(active)),
            Err(()) => return Some(Runs::NotXml),
        }
    }
}

enum Step {
    Nothing,
    Found(Active),
    End,
}

struct Reader<'a> {
    rest: &'a str,
    /// Names of the elements that are open.
    open: Vec<&'a str>,
    /// How many of them are style sheets.
    styles: usize,
    /// Whether an element was met.
    seen: bool,
    /// Whether it holds a drawing or a formula.
    drawn: bool,
    /// The first thing that acts if it does.
    in_drawing: Option<Active>,
}

impl<'a> Reader<'a> {
    fn new(rest: &'a str) -> Self {
        Self { rest, open: Vec::new(), styles: 0, seen: false, drawn: false, in_drawing: None }
    }

    fn next(&mut self) -> Result<Step, ()> {
        let Some(at) = self.rest.find('<') else { return self.end() };
        let text = &self.rest[..at];
        if self.open.is_empty() && !text.trim().is_empty() {
            return Err(());
        }
        if self.styles > 0
            && let Some(active) = style(&unescaped(text), true)
        {
            return Ok(Step::Found(active));
        }
        self.rest = &self.rest[at..];
        for (start, read) in [
            ("<!--", Self::comment as fn(&mut Self) -> Result<Step, ()>),
            ("<![CDATA[", Self::cdata),
            ("<!", Self::doctype),
            ("<?", Self::instruction),
            ("</", Self::close),
        ] {
            if self.rest.starts_with(start) {
                return read(self);
            }
        }
        self.element()
    }

    fn end(&self) -> Result<Step, ()> {
        let whole = self.open.is_empty() && self.seen && self.rest.trim().is_empty();
        if whole { Ok(Step::End) } else { Err(()) }
    }

    /// Takes what stands up to a mark, and the mark.
    fn take(&mut self, skip: usize, mark: &str) -> Result<&'a str, ()> {
        let rest = &self.rest[skip..];
        let at = rest.find(mark).ok_or(())?;
        self.rest = &rest[at + mark.len()..];
        Ok(&rest[..at])
    }

    fn comment(&mut self) -> Result<Step, ()> {
        self.take(4, "-->").map(|_| Step::Nothing)
    }

    fn cdata(&mut self) -> Result<Step, ()> {
        let text = self.take(9, "]]>")?;
        let found = if self.styles > 0 { style(text, true) } else { None };
        Ok(found.map_or(Step::Nothing, Step::Found))
    }

    /// A type without declarations of its own only names one; nothing is fetched for it.
    fn doctype(&mut self) -> Result<Step, ()> {
        let inside = self.take(2, ">")?;
        let lower = inside.to_lowercase();
        if inside.contains('[') || lower.contains("entity") {
            return Ok(Step::Found(Active::Entity));
        }
        if !lower.starts_with("doctype") {
            return Err(());
        }
        let page = lower["doctype".len()..].trim_start().starts_with("html") || lower.contains("xhtml");
        Ok(if page { Step::Found(Active::Page) } else { Step::Nothing })
    }

    fn instruction(&mut self) -> Result<Step, ()> {
        let inside = self.take(2, "?>")?;
        let target = inside.split_whitespace().next().unwrap_or_default();
        if target == "xml" && !is_plain_encoding(inside) {
            return Err(());
        }
        // `<?xml …?>` itself, and marks of editors.
        let inert = ["xml", "xpacket", "adobe-xap-filters", "mso-application"].contains(&&*target.to_lowercase());
        Ok(if inert { Step::Nothing } else { Step::Found(Active::Instruction) })
    }

    fn close(&mut self) -> Result<Step, ()> {
        let name = self.take(2, ">")?.trim_end();
        self.styles -= usize::from(self.styles > 0 && local(name) == "style");
        if self.open.pop() == Some(name) { Ok(Step::Nothing) } else { Err(()) }
    }

    fn element(&mut self) -> Result<Step, ()> {
        self.rest = &self.rest[1..];
        let name = self.name()?;
        if self.open.is_empty() && self.seen {
            return Err(());
        }
        self.seen = true;
        let mut found = element(name);
        self.drawn |= matches!(&*local(name), "svg" | "math");
        loop {
            let trimmed = self.rest.trim_start();
            if let Some(rest) = trimmed.strip_prefix("/>") {
                self.rest = rest;
                break;
            }
            if let Some(rest) = trimmed.strip_prefix('>') {
                self.rest = rest;
                self.open.push(name);
                self.styles += usize::from(local(name) == "style");
                break;
            }
            if trimmed.len() == self.rest.len() {
                return Err(());
            }
            self.rest = trimmed;
            let (key, value) = self.attribute()?;
            self.drawn |= key.starts_with("xmlns") && DRAWN.contains(&&*value.trim().to_lowercase());
            found = found.or_else(|| attribute(key, &value));
            self.in_drawing = self.in_drawing.or_else(|| drawn_attribute(key, &value));
        }
        Ok(found.map_or(Step::Nothing, Step::Found))
    }

    fn name(&mut self) -> Result<&'a str, ()> {
        let ends = |c: char| c.is_whitespace() || matches!(c, '>' | '/' | '=' | '<' | '"' | '\'' | '&');
        let at = self.rest.find(ends).ok_or(())?;
        let (name, rest) = self.rest.split_at(at);
        self.rest = rest;
        let begins = name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'));
        if begins { Ok(name) } else { Err(()) }
    }

    fn attribute(&mut self) -> Result<(&'a str, String), ()> {
        let key = self.name()?;
        let rest = self.rest.trim_start().strip_prefix('=').ok_or(())?.trim_start();
        let quote = if rest.starts_with('"') { "\"" } else { "'" };
        self.rest = rest.strip_prefix(quote).ok_or(())?;
        let value = self.take(0, quote)?;
        if value.contains('<') { Err(()) } else { Ok((key, unescaped(value))) }
    }
}

/// Whether a declaration names an encoding in which the marks of XML are what they are in ASCII
/// wherever they stand, or none.
fn is_plain_encoding(declaration: &str) -> bool {
    let lower = declaration.to_lowercase();
    let Some((_, value)) = lower.split_once("encoding") else { return true };
    let value = value.trim_start().trim_start_matches('=').trim_start();
    let name = value.get(1..).and_then(|rest| rest.split(['"', '\'']).next()).unwrap_or_default();
    ["utf-8", "utf8", "utf-16", "us-ascii", "ascii", "gb18030", "gbk", "gb2312", "iso-8859-1", "windows-1252"]
        .contains(&name)
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_lowercase()
}

fn element(name: &str) -> Option<Active> {
    match &*local(name) {
        "script" => Some(Active::Script),
        "foreignobject" => Some(Active::ForeignObject),
        name if PAGES.contains(&name) => Some(Active::Page),
        _ => None,
    }
}

/// What an attribute does wherever it stands.
fn attribute(key: &str, value: &str) -> Option<Active> {
    let name = local(key);
    let lower = value.trim().to_lowercase();
    if key.to_lowercase().starts_with("xmlns") {
        return PAGE_SPACES.iter().any(|space| lower.starts_with(space)).then_some(Active::Page);
    }
    let goes = ADDRESSES.contains(&&*name) || ANIMATED.contains(&&*name);
    (goes && acts(value)).then_some(Active::Address)
}

/// What an attribute does in a drawing.
fn drawn_attribute(key: &str, value: &str) -> Option<Active> {
    let name = local(key);
    let animated = local(value.trim());
    if (name.starts_with("on") && name.len() > 2)
        // `<set attributeName="onclick" to="…">` makes a handler of a value.
        || (name == "attributename" && (animated.starts_with("on") || animated == "href"))
    {
        return Some(Active::Handler);
    }
    // Attributes with a prefix are notes of the program that drew it, all but this one.
    let own = !key.contains(':');
    let leaves = ADDRESSES.contains(&&*name) && is_external(value) && (own || name == "href");
    if leaves { Some(Active::External) } else { style(value, own) }
}

/// An address that runs something: a scheme that is none of pictures and places.
fn acts(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let lower = plain.to_lowercase();
    let picture =
        ["png", "jpeg", "jpg", "gif", "webp", "avif"].iter().any(|k| lower.starts_with(&format!("data:image/{k};")));
    let scheme =
        |scheme: &str| lower.starts_with(scheme) || lower.split([';', ',']).any(|part| part.starts_with(scheme));
    scheme("javascript:")
        || scheme("vbscript:")
        || (lower.starts_with("data:") && !picture)
        || lower.starts_with("blob:")
}

/// An address that leaves the file: any scheme but that of a picture within, or another host.
fn is_external(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    !(plain.is_empty() || plain.starts_with('#') || plain.to_lowercase().starts_with("data:image/"))
}

/// What a style can do: fetch, and in old browsers run. Escapes of CSS could hide a word, so a
/// function whose name may be escaped counts as one that fetches.
fn style(text: &str, escapes: bool) -> Option<Active> {
    let plain = without_comments(&text.to_lowercase());
    let escaped = escapes
        && plain.contains('(')
        && plain.split('\\').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_hexdigit()));
    let url = plain.split("url(").skip(1).any(|rest| {
        let inside = rest.split(')').next().unwrap_or_default();
        is_external(inside.trim().trim_matches(['"', '\'']))
    });
    let image = plain.contains("image-set(") || plain.contains("@import") || plain.contains("src(");
    let runs = ["expression(", "-moz-binding", "behavior:", "javascript:"].iter().any(|word| plain.contains(word));
    if runs { Some(Active::Address) } else { (url || escaped || image).then_some(Active::External) }
}

fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

/// Text with the references of XML put in place; others stay.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').and_then(|(name, tail)| Some((referred(name)?, tail)));
        match reference {
            Some((c, tail)) => {
                out.push(c);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn referred(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// No text makes the reader stumble, and what it lets through holds no script.
        #[test]
        fn what_passes_holds_no_script(parts in prop::collection::vec(prop::sample::select(vec![
            "<svg xmlns='http://www.w3.org/2000/svg'>", "</svg>", "<g ", "/>", ">", "<", "<script>", "</script>", "<!--", "-->",
            "<![CDATA[", "]]>", "<!DOCTYPE svg>", "<?xml version='1.0'?>", "onload='x'", "a=\"", "\"", "'", "路", "&lt;", "&#x3c;",
            " ", "style", "</g>", "<style>", "</style>", "url(", "/*", "*/", "\\", ")", "xmlns:x=", "]",
        ]), 0..12)) {
            let text = parts.concat();
            if refused("a.svg", text.as_bytes()).is_none() {
                let comments = text.split("<!--").map(|part| part.split("-->").last().unwrap_or_default()).collect::<String>();
                let data = comments.split("<![CDATA[").map(|part| part.split("]]>").last().unwrap_or_default()).collect::<String>();
                prop_assert!(!data.contains("<script") , "{text}");
            }
        }
    }
}
