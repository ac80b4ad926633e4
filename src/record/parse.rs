//! From the bytes of one file to its record and findings.

use super::case::Section;
use super::kind::{self, FileKind};
use super::{At, Attachment, Correction, Id, Lang, Parsed, Record, Text, Translation, Waiver, WrittenLink};
use super::{
    accidents, attached, body, case, characters, dataset, digest, fields, inert, page, personal_data, policy,
    reference, slips, words,
};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::{Problem, RecordLink};
use crate::record::labels::Labels;
use crate::record::licence;
use crate::source::front_matter::{self, Fault};
use crate::source::text::{self, Encoding, clean};
use crate::source::{ContentDigest, digest as content_digest};
use crate::yaml::schema::{Checker, Field, Others, Ty};
use crate::yaml::{self, Node};
use attached::Part;
use jiff::civil::{Date, Time};
use personal_data::{Form, Hit, Packs, Scan, Where};
use std::collections::HashSet;
use std::ops::Range;
use words::{Mending, PersonalData, ReasonClass};

/// What parsing needs to know of the site: nothing that another file could change but the
/// configuration.
#[derive(Debug)]
pub struct Context {
    pub languages: Vec<String>,
    pub labels: Labels,
    pub email_domains: Vec<String>,
    /// Countries whose personal data is looked for.
    pub packs: Packs,
    /// Address of the site.
    pub base_url: String,
    /// Values for keys that a record does not give, by kind.
    pub defaults: Vec<(String, Node)>,
}

impl Context {
    /// Returns the scan for personal data.
    pub fn scan(&self) -> Scan<'_> {
        Scan { packs: self.packs, own_domains: &self.email_domains }
    }

    /// Returns a digest of all of it.
    pub fn digest(&self) -> ContentDigest {
        content_digest(format!("{self:?}").as_bytes())
    }
}

/// Reads a date with or without an hour.
pub fn day_and_time(text: &str) -> Option<(Date, Option<Time>)> {
    let moment = yaml::schema::moment(text)?;
    let time = text.contains(' ').then(|| moment.time());
    Some((moment.date(), time))
}

/// Parses one file, of which `bytes` were read: all of its `size`, or the head of an attachment.
pub fn parse(path: &str, bytes: &[u8], size: u64, ctx: &Context) -> Parsed {
    let kind = kind::of(path);
    let mut parsed = Parsed {
        file: path.into(),
        digest: content_digest(bytes),
        size,
        record: None,
        findings: Vec::new(),
        personal: Vec::new(),
        waivers: Vec::new(),
    };
    match kind {
        FileKind::Ignored => {}
        FileKind::Unknown if path.ends_with(".icloud") => {
            parsed.findings.push(Finding::new(&rules::POINTER_FILE, path, Place::File));
        }
        FileKind::Unknown => {
            let finding = Finding::new(&rules::FILE_UNRECOGNISED, path, Place::File);
            parsed.findings.push(finding.meant(kind::meant(path).as_deref()));
        }
        FileKind::Attachment { .. } => attachment(path, bytes, ctx, &mut parsed),
        kind => parse_text(path, bytes, ctx, &kind, &mut parsed),
    }
    if kind::of(path) != FileKind::Ignored {
        parsed.personal.extend(ctx.scan().name(path));
    }
    parsed
}

/// An attachment is published as it is; one that is text is read to see what a reader would.
fn attachment(path: &str, bytes: &[u8], ctx: &Context, parsed: &mut Parsed) {
    parsed.record = Some(Record::Attachment);
    let name = path.rsplit('/').next().unwrap_or_default();
    if let Some(why) = inert::refused(name, bytes, parsed.size) {
        let finding = Finding::new(&rules::ATTACHMENT_RUNS, path, Place::File);
        parsed.findings.push(finding.arg("file", name).arg("why", why.term()));
    }
    if parsed.size == 0 {
        parsed.findings.push(Finding::new(&rules::ATTACHMENT_EMPTY, path, Place::File).arg("file", name));
        return;
    }
    if attached::is_picture(name) && parsed.size > attached::LARGE_PICTURE {
        let finding = Finding::new(&rules::PICTURE_TOO_LARGE, path, Place::File).arg("file", name);
        let [size, limit] = [parsed.size, attached::LARGE_PICTURE].map(|bytes| bytes >> 20);
        parsed.findings.push(finding.arg("size", size).arg("limit", limit));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]);
    parsed.findings.extend(accidents::pointer(path, &head));
    if !personal_data::is_text(path) {
        // What must not be published, or is not there, need not be looked through.
        if parsed.findings.iter().all(|finding| !finding.is_error()) {
            parsed.personal = inside(name, bytes, parsed.size, ctx);
        }
        return;
    }
    let decoded = text::decode(bytes);
    if let Encoding::Broken { at } | Encoding::Older { at, .. } = decoded.encoding {
        let place = Place::Bytes(at..at + text::character_at(&decoded.text, at));
        parsed.findings.push(Finding::new(&rules::ATTACHMENT_ENCODING, path, place));
    }
    parsed.findings.extend(accidents::conflict(path, &decoded.text));
    parsed.personal = ctx.scan().text(&decoded.text, personal_data::form_of(path), &[]);
}

/// Looks through a document or a picture: what it shows, who made it, and what cannot be read.
fn inside(name: &str, bytes: &[u8], size: u64, ctx: &Context) -> Vec<Hit> {
    let inside = attached::read(name, bytes, size);
    let mut hits = Vec::new();
    for piece in inside.pieces {
        hits.extend(ctx.scan().text(&piece.text, piece.form, &[]).into_iter().map(|hit| {
            let part = match (&piece.part, &hit.at) {
                (Part::Sheet(name, first), Where::Bytes(at)) => {
                    Part::Sheet(name.clone(), first + piece.text[..at.start].matches('\n').count())
                }
                (part, _) => part.clone(),
            };
            Hit { at: Where::Inside(part), column: None, ..hit }
        }));
    }
    let hit = |kind, part, masked: String| Hit { kind, at: Where::Inside(part), masked, column: None };
    let masked = |name: &str| name.chars().take(1).chain("**".chars()).collect();
    hits.extend(inside.authors.iter().map(|(part, name)| hit(PersonalData::Author, part.clone(), masked(name))));
    hits.extend(inside.position.then(|| hit(PersonalData::Position, Part::Properties, String::new())));
    let unread = inside.unread.into_iter();
    hits.extend(unread.map(|(part, why)| hit(PersonalData::Unread, part, why.term().to_owned())));
    hits.dedup();
    hits
}

fn parse_text(path: &str, bytes: &[u8], ctx: &Context, kind: &FileKind<'_>, parsed: &mut Parsed) {
    let decoded = text::decode(bytes);
    characters::encoding(path, &decoded, matches!(kind, FileKind::Table { .. }), &mut parsed.findings);
    characters::out_of_place(path, &decoded.text, &mut parsed.findings);
    if !matches!(decoded.encoding, Encoding::Broken { .. }) {
        parsed.findings.extend(slips::lost(path, &decoded.text));
    }
    let accident = accidents::conflict(path, &decoded.text).or_else(|| accidents::pointer(path, &decoded.text));
    if let Some(accident) = accident {
        parsed.findings.push(accident);
        return;
    }
    let mut reader = Reader {
        path,
        text: &decoded.text,
        ctx,
        findings: Vec::new(),
        waivers: Vec::new(),
        parts: front_matter::split(&decoded.text),
    };
    parsed.record = reader.record(kind, parsed.digest);
    parsed.findings.append(&mut reader.findings);
    parsed.waivers = reader.waivers;
    let form = if matches!(kind, FileKind::Table { .. }) { Form::Table } else { Form::Prose };
    let citizens = citizens(parsed.record.as_ref(), &decoded.text);
    parsed.personal = ctx.scan().text(&decoded.text, form, &citizens);
}

/// The bytes that citizens wrote: the title of a case, and its questions.
fn citizens(record: Option<&Record>, text: &str) -> Vec<Range<usize>> {
    let sections = match record {
        Some(Record::Case(case)) => &case.sections,
        Some(Record::Translation(translation, of)) if of.starts_with("content/replies/") => &translation.sections,
        _ => return Vec::new(),
    };
    let head = sections.first().map_or(0, |section| section.heading as usize);
    let line = text[..head].find("\ntitle:").map(|at| at + 1);
    let title = line.map(|at| at..text[at..].find('\n').map_or(text.len(), |len| at + len));
    let questions = sections.iter().filter(|section| section.kind == case::SectionKind::Question).map(Section::range);
    title.into_iter().chain(questions).collect()
}

/// One file while it is read: its text, the site's context, and the findings so far.
pub struct Reader<'a> {
    pub path: &'a str,
    pub text: &'a str,
    pub ctx: &'a Context,
    pub findings: Vec<Finding>,
    pub waivers: Vec<Waiver>,
    parts: Option<front_matter::Parts>,
}

impl Reader<'_> {
    fn record(&mut self, kind: &FileKind<'_>, digest: ContentDigest) -> Option<Record> {
        match kind {
            FileKind::Departments => {
                self.listed(fields::DEPARTMENT).map(|n| Record::Departments(reference::departments(self, &n)))
            }
            FileKind::Topics => self.listed(fields::TOPIC).map(|n| Record::Topics(reference::topics(self, &n))),
            FileKind::Rules => self.listed(fields::RULE).map(|n| Record::Rules(reference::rules(self, &n))),
            FileKind::Calendar { code, year } => {
                let node = self.listed(fields::CALENDAR_DAY)?;
                Some(Record::Calendar(reference::calendar(self, &node, code, year)))
            }
            FileKind::Case { id } => case::read(self, id, digest).map(|c| Record::Case(c.into())),
            FileKind::Policy { id } => policy::read(self, id).map(|p| Record::Policy(Box::new(p))),
            FileKind::Edition { policy, number } => {
                policy::read_edition(self, policy, number).map(|e| Record::Edition(Box::new(e)))
            }
            FileKind::Dataset { id } => dataset::read(self, id).map(|d| Record::Dataset(Box::new(d))),
            FileKind::Table { dataset, file } => {
                Some(Record::Table(Box::new(dataset::table_facts(self, dataset, file, digest))))
            }
            FileKind::Notes { dataset } => page::read(self, dataset).map(|p| Record::Page(Box::new(p))),
            FileKind::Digest { id } => digest::read(self, id).map(|d| Record::Digest(Box::new(d))),
            FileKind::Page { slug } => page::read(self, slug).map(|p| Record::Page(Box::new(p))),
            FileKind::Translation { of, lang } => self.translation(of, lang),
            FileKind::Attachment { .. } | FileKind::Ignored | FileKind::Unknown => None,
        }
    }

    /// Reads a YAML file that is a list of maps.
    fn listed(&mut self, table: &'static [Field]) -> Option<Node> {
        let node = self.parse_yaml(0..self.text.len())?;
        let empty = matches!(&node, Node::Map(entries) if entries.is_empty());
        let node = if empty || node == Node::Null { Node::List(Vec::new()) } else { node };
        self.check_value(&node, &Ty::List(&Ty::Any));
        self.findings.extend(accidents::cut_at_hash(self.path, self.text, &(0..self.text.len()), table));
        for (i, item) in node.as_list().iter().enumerate() {
            self.check_map(item, table, &KeyPath::default().index(i));
        }
        Some(node)
    }

    /// Reads the front matter of a Markdown file, with the site's defaults filled in.
    pub fn front_matter(&mut self, kind: &str, table: &'static [Field]) -> Option<Node> {
        let Some(parts) = self.parts.clone() else {
            self.findings.push(match front_matter::fault(self.text) {
                Fault::Missing => Finding::new(&rules::FRONT_MATTER_MISSING, self.path, Place::File),
                Fault::Unclosed(at) => Finding::new(&rules::FRONT_MATTER_UNCLOSED, self.path, Place::Bytes(at)),
                Fault::Fence(at) => {
                    let line = self.text[at.clone()].trim();
                    let finding = Finding::new(&rules::FRONT_MATTER_FENCE, self.path, Place::Bytes(at));
                    finding.arg("line", line).certain((line != "---").then_some("---"))
                }
            });
            return None;
        };
        let node = self.parse_yaml(parts.yaml)?;
        Some(self.filled(node, kind, table))
    }

    /// Reads a YAML file that is one map, with the site's defaults filled in.
    pub fn whole_yaml(&mut self, kind: &str, table: &'static [Field]) -> Option<Node> {
        let node = self.parse_yaml(0..self.text.len())?;
        Some(self.filled(node, kind, table))
    }

    fn parse_yaml(&mut self, range: Range<usize>) -> Option<Node> {
        match yaml::parse(&self.text[range.clone()], self.path, self.text, range.start) {
            Ok(mut node) => {
                self.findings.extend(yaml::cuts(&mut node, self.path));
                Some(node)
            }
            Err(finding) => {
                self.findings.push(*finding);
                None
            }
        }
    }

    /// Returns the digest of the front matter.
    pub fn head(&self) -> ContentDigest {
        let head = self.parts.as_ref().and_then(|parts| self.text.get(parts.yaml.clone()));
        content_digest(head.unwrap_or_default().as_bytes())
    }

    fn filled(&mut self, mut node: Node, kind: &str, table: &'static [Field]) -> Node {
        if let (Node::Map(entries), Some((_, defaults))) =
            (&mut node, self.ctx.defaults.iter().find(|(k, _)| k == kind))
        {
            let own: HashSet<String> = entries.iter().map(|(key, _)| key.clone()).collect();
            let absent = defaults.entries().iter().filter(|(key, _)| !own.contains(key));
            entries.extend(absent.cloned());
        }
        let yaml = self.parts.as_ref().map_or(0..self.text.len(), |parts| parts.yaml.clone());
        self.findings.extend(accidents::cut_at_hash(self.path, self.text, &yaml, table));
        self.check_map(&node, table, &KeyPath::default());
        if let Some((written, meant)) =
            node.text("licence").and_then(|written| Some((written, licence::meant(written)?)))
        {
            let place = Place::Value(KeyPath::of("licence"));
            let finding = Finding::new(&rules::WRONG_TYPE, self.path, place).arg("key", "licence");
            let finding = finding.arg("expected", "@licence").arg("found", written);
            self.findings.push(finding.meant(Some(meant)).certain(Some(meant)));
        }
        for item in node.items("personal_data_waivers") {
            let kind = item.text("kind").and_then(PersonalData::parse);
            if let (Some(kind), Some(until)) = (kind, item.date("until")) {
                self.waivers.push(Waiver { kind, until, named: item.get("by").is_some() });
            }
        }
        node
    }

    fn check_map(&mut self, node: &Node, table: &[Field], path: &KeyPath) {
        let mut checker = Checker {
            file: self.path,
            languages: &self.ctx.languages,
            unknown: &rules::UNKNOWN_KEY,
            others: self.others(),
            findings: &mut self.findings,
        };
        checker.map(node, table, path);
    }

    fn check_value(&mut self, node: &Node, ty: &Ty) {
        let mut checker = Checker {
            file: self.path,
            languages: &self.ctx.languages,
            unknown: &rules::UNKNOWN_KEY,
            others: self.others(),
            findings: &mut self.findings,
        };
        checker.value(node, ty, &KeyPath::default());
    }

    fn others(&self) -> Others {
        match kind::of(self.path) {
            FileKind::Departments | FileKind::Topics | FileKind::Rules | FileKind::Calendar { .. } => Others::LeftOut,
            _ => Others::Reported,
        }
    }

    /// Returns the bytes of the body: all after the front matter.
    pub fn body_range(&self) -> Range<usize> {
        self.parts.as_ref().map_or(0..self.text.len(), |p| p.body.clone())
    }

    /// Returns the language a record says it is in, else the site's first.
    pub fn language(&mut self, node: &Node) -> Lang {
        let place = Place::Value(KeyPath::of("lang"));
        let before = self.findings.len();
        let lang = node.text("lang").map_or(0, |code| self.language_code(code, place.clone()));
        // A code that is none, or a key with a slip in it, was told, and says nothing of the text.
        let slip = |f: &Finding| f.args.iter().any(|(name, key)| name == "nearest" && key == "lang");
        if self.findings.len() == before && !self.findings.iter().any(slip) {
            self.same_language(lang, place);
        }
        lang
    }

    /// Reports a text that is not in a language.
    fn same_language(&mut self, lang: Lang, place: Place) {
        let languages = &self.ctx.languages;
        let Some(code) = languages.get(usize::from(lang)) else { return };
        let text = &self.text[self.body_range()];
        self.findings.extend(slips::language(self.path, text, code, languages, place));
    }

    fn language_code(&mut self, code: &str, place: Place) -> Lang {
        let found = self.ctx.languages.iter().position(|known| known == code);
        if found.is_none() {
            let finding = yaml::schema::unknown_language(self.path, place, code, &self.ctx.languages);
            self.findings.push(finding);
        }
        found.and_then(|at| Lang::try_from(at).ok()).unwrap_or(0)
    }

    /// Returns text without control and direction marks.
    pub fn clean(&self, text: &str) -> Box<str> {
        clean(text.trim()).into()
    }

    /// Returns human text; a plain string is in `lang`.
    pub fn human(&self, node: Option<&Node>, lang: Lang) -> Option<Text> {
        match node? {
            Node::Text(text) => Some(Text::plain(lang, &self.clean(text))),
            Node::Map(entries) => {
                let texts: Box<[_]> = entries
                    .iter()
                    .filter_map(|(code, value)| {
                        let at = self.ctx.languages.iter().position(|known| known == code)?;
                        Some((Lang::try_from(at).ok()?, self.clean(value.as_text()?)))
                    })
                    .collect();
                (!texts.is_empty()).then_some(Text(texts))
            }
            _ => None,
        }
    }

    /// Returns the record links of a list of strings; a string that is none is reported.
    pub fn related(&mut self, node: &Node, key: &str) -> Box<[WrittenLink]> {
        self.links_at(node.items(key), &KeyPath::of(key))
    }

    /// Returns the record links of list items at a key path.
    pub fn links_at(&mut self, items: &[Node], path: &KeyPath) -> Box<[WrittenLink]> {
        let mut links = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let Some(text) = item.as_text() else { continue };
            let path = path.index(i);
            match RecordLink::parse(text) {
                Some(link) => links.push(WrittenLink { link, at: At::Key(path) }),
                None => {
                    let finding = Finding::new(&rules::WRONG_TYPE, self.path, Place::Value(path.clone()));
                    let finding = finding.arg("key", path).arg("expected", "@record-link").arg("found", text);
                    let meant = as_link(text, &self.ctx.base_url);
                    self.findings.push(finding.meant(meant.as_deref()).certain(meant.as_deref()));
                }
            }
        }
        links.into()
    }

    /// Returns what was changed after publication.
    pub fn corrections(&self, node: &Node, lang: Lang) -> Vec<Correction> {
        let read = |item: &Node| {
            let text = |key: &str| self.human(item.get(key), lang);
            Some(Correction {
                on: item.date("on")?,
                what: text("what")?,
                reason: text("reason")?,
                kind: item.text("type").and_then(Mending::parse).unwrap_or(Mending::Corrected),
                class: item.text("class").and_then(ReasonClass::parse),
                by: text("by"),
                basis: text("basis"),
            })
        };
        node.items("corrections").iter().filter_map(read).collect()
    }

    /// Returns the attachments a record lists.
    pub fn attachments(&self, node: &Node, lang: Lang) -> Box<[Attachment]> {
        let read = |item: &Node| {
            Some(Attachment {
                file: item.text("file")?.into(),
                title: self.human(item.get("title"), lang),
                pages: item.int("pages").and_then(|pages| u32::try_from(pages).ok()),
                accessible: item.flag("accessible"),
                alternative: self.human(item.get("alternative"), lang),
            })
        };
        node.items("attachments").iter().filter_map(read).collect()
    }

    fn translation(&mut self, of: &str, lang: &str) -> Option<Record> {
        let before = self.findings.len();
        let lang = self.language_code(lang, Place::File);
        let node = self.front_matter("translation", fields::TRANSLATION)?;
        let range = self.body_range();
        if self.findings.len() == before {
            self.same_language(lang, Place::File);
        }
        let title = node.text("title")?.to_owned();
        let in_case = of.starts_with("content/replies/");
        let sections = if in_case { self.case_sections(&range) } else { vec![whole_section(&range)] };
        let mut clauses = Box::default();
        let facts = if of.starts_with("content/policies/") {
            case::scan_with(self, &sections, |text, _| {
                let (scan, stretches) = crate::markdown::scan_parts(text, Some(&title));
                clauses = policy::clauses(&stretches);
                scan
            })
        } else {
            case::scan_sections(self, &sections, Some(&title))
        };
        let translation = Translation {
            file: self.path.into(),
            lang,
            title: self.clean(&title),
            translator: node.text("translator").map(|t| self.clean(t)),
            of: node.text("of")?.into(),
            stale: false,
            body: super::Body::new(self.path, self.text, &range),
            sections,
            facts,
            clauses,
        };
        Some(Record::Translation(Box::new(translation), of.into()))
    }

    fn case_sections(&mut self, range: &Range<usize>) -> Vec<Section> {
        let sections = body::sections(self.text, range, self.path, &self.ctx.labels, &mut self.findings);
        self.sections_not_empty(&sections);
        sections
    }

    /// Turns the problems of a Markdown text that starts at `start` into findings.
    pub fn markdown_problems(&mut self, problems: &[(Problem, Range<usize>)], start: usize) {
        for (problem, range) in problems {
            let place = Place::Bytes(start + range.start..start + range.end);
            let finding = |rule| Finding::new(rule, self.path, place.clone());
            let finding = match problem {
                Problem::RawHtml { snippet } => finding(&rules::RAW_HTML).arg("snippet", snippet),
                Problem::HtmlComment => finding(&rules::HTML_COMMENT),
                Problem::UnclosedComment => finding(&rules::HTML_COMMENT_UNCLOSED),
                Problem::ExternalImage { url } => finding(&rules::EXTERNAL_IMAGE).arg("url", url),
                Problem::MalformedRecordLink { text } => finding(&rules::LINK_TO_MISSING_RECORD).arg("link", text),
                Problem::UnsafeScheme { scheme } | Problem::UnknownRecordScheme { scheme } => {
                    finding(&rules::LINK_SCHEME_UNSAFE).arg("scheme", scheme)
                }
                Problem::UnclosedEmphasis => finding(&rules::EMPHASIS_UNCLOSED),
                Problem::RepeatedAnchor { id } => finding(&rules::ANCHOR_REPEATED).arg("anchor", id),
                Problem::HeadingJump { from, to } => finding(&rules::HEADING_JUMP).arg("from", from).arg("to", to),
                Problem::UndefinedFootnote { label } => finding(&rules::FOOTNOTE_UNDEFINED).arg("label", label),
                Problem::UnusedFootnote { label } => finding(&rules::FOOTNOTE_UNUSED).arg("label", label),
                Problem::NotShown { text } => finding(&rules::TEXT_NOT_SHOWN).arg("text", text),
                Problem::RecordLinkInQuestion => finding(&rules::RECORD_LINK_IN_QUESTION),
                Problem::ImageInQuestion => finding(&rules::IMAGE_IN_QUESTION),
                Problem::MalformedRedaction => finding(&rules::REDACTION_MALFORMED),
            };
            self.findings.push(finding);
        }
    }
}

/// Returns the body of an official text as one section.
pub fn whole_section(range: &Range<usize>) -> Section {
    let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Section {
        kind: case::SectionKind::Reply,
        heading: small(range.start),
        start: small(range.start),
        end: small(range.end),
    }
}

/// Returns the link that was meant: with a full-width colon or a space, or the address of its page.
fn as_link(text: &str, base_url: &str) -> Option<String> {
    let plain: String = text.replace('：', ":").split_whitespace().collect();
    if RecordLink::parse(&plain).is_some() {
        return Some(plain);
    }
    let path = text.strip_prefix(base_url)?.split(['#', '?']).next()?.strip_suffix(".html")?;
    let mut parts = path.rsplit('/');
    let (id, folder) = (parts.next()?, parts.next()?);
    let scheme = match folder {
        "replies" => "reply",
        "policies" => "policy",
        "statistics" => "dataset",
        "digests" => "digest",
        _ => return None,
    };
    let link = format!("{scheme}:{id}");
    RecordLink::parse(&link).map(|_| link)
}

/// Returns the ids of a list of strings.
pub fn ids(node: &Node, key: &str) -> Box<[Id]> {
    node.texts(key).map(Into::into).collect()
}
