//! The configuration of the CMS: which files there are forms for, and where new ones go.

use super::fields::Form;
use super::{Labels, Site};
use crate::record::schema::{self, ID};
use crate::yaml::schema::{Field, Ty};
use serde_json::{Map, Value, json};

/// Name of the collection of lists: departments, topics.
pub const LISTS: &str = "lists";
/// What a file of an edition is called.
const EDITION: &str = "edition-[1-9][0-9]*";
/// How an id is written.
pub const NAME: [&str; 2] =
    ["small letters, digits and hyphens: urban-260302-1", "只用小写字母、数字和连字符，如 urban-260302-1"];
/// Name of the collection of policies.
pub const POLICIES: &str = "policies";

/// Records in files of their own.
struct Folder {
    name: &'static str,
    /// The kind, as `gongkai schema` has it.
    kind: &'static str,
    folder: &'static str,
    /// Path below the folder, without ending.
    path: &'static str,
    label: [&'static str; 2],
    one: [&'static str; 2],
    icon: &'static str,
    /// What to know before one is made.
    advice: Option<[&'static str; 2]>,
    /// How a new one is called, if one can be made: what is proposed, what the name must look like, and
    /// how that is said. Without a proposal a name must be typed.
    new: Option<(Option<&'static str>, &'static str, [&'static str; 2])>,
    /// What a list shows of each.
    summary: &'static str,
    /// The key that lists are ordered by, the newest first.
    order: &'static str,
}

static FOLDERS: &[Folder] = &[
    Folder {
        name: "replies",
        kind: "reply",
        folder: "content/replies",
        path: "{{received | date('YYYY')}}/{{slug}}",
        label: ["Replies", "来信答复"],
        one: ["Reply", "来信答复"],
        icon: "forum",
        advice: None,
        new: Some((Some("{{department}}-{{received | date('YYMMDD')}}"), ID, NAME)),
        summary: "{{received}} {{title}}",
        order: "received",
    },
    Folder {
        name: POLICIES,
        kind: "policy",
        folder: "content/policies",
        path: "{{slug}}/policy",
        label: ["Policies", "政策文件"],
        one: ["Policy", "政策文件"],
        icon: "gavel",
        advice: Some([
            "To a new policy belongs its text: under Editions, make edition-1 in a new folder that has the id of the policy.",
            "新建政策文件后，请在“政策版本”中新建与其标识同名的文件夹，并在其中写入正文 edition-1。",
        ]),
        new: Some((None, ID, NAME)),
        summary: "{{slug}} {{number}}",
        order: "published_on",
    },
    Folder {
        name: "editions",
        kind: "edition",
        folder: "content/policies",
        path: "{{slug}}",
        label: ["Editions", "政策版本"],
        one: ["Edition", "版本"],
        icon: "history",
        advice: Some([
            "To a new policy belongs its text: under Editions, make edition-1 in a new folder that has the id of the policy.",
            "新建政策文件后，请在“政策版本”中新建与其标识同名的文件夹，并在其中写入正文 edition-1。",
        ]),
        new: Some((None, EDITION, ["its number: edition-2", "版本编号，如 edition-2"])),
        summary: "{{slug}} {{on}}",
        order: "on",
    },
    Folder {
        name: "datasets",
        kind: "dataset",
        folder: "content/statistics",
        path: "{{slug}}/dataset",
        label: ["Statistics", "统计数据"],
        one: ["Dataset", "数据集"],
        icon: "bar_chart",
        advice: None,
        new: None,
        summary: "{{slug}} {{published_on}}",
        order: "published_on",
    },
    Folder {
        name: "digests",
        kind: "digest",
        folder: "content/digests",
        path: "{{slug}}",
        label: ["Digests", "意见梳理"],
        one: ["Digest", "意见梳理"],
        icon: "summarize",
        advice: None,
        new: Some((Some("{{topic}}-{{to | date('YYMMDD')}}"), ID, NAME)),
        summary: "{{to}} {{title}}",
        order: "to",
    },
    Folder {
        name: "pages",
        kind: "page",
        folder: "content/pages",
        path: "{{slug}}",
        label: ["Pages", "页面"],
        one: ["Page", "页面"],
        icon: "article",
        advice: None,
        new: Some((None, ID, NAME)),
        summary: "{{title}}",
        order: "title",
    },
];

/// Lists in one file: kind of file and name of the list, path, labels.
static FILES: &[(&str, &str, [&str; 2])] = &[
    ("departments", "content/departments.yaml", ["Departments", "部门"]),
    ("topics", "content/topics.yaml", ["Topics", "主题"]),
];

/// Returns the whole configuration.
pub fn config(site: &Site<'_>) -> Value {
    let form = Form { config: site.config, labels: Labels::of(site.config), prefix: site.prefix };
    let mut collections: Vec<Value> = FOLDERS.iter().map(|folder| form.folder(folder)).collect();
    collections.push(form.lists());
    let title = site.config.title.get(0).0;
    json!({
        "app_title": format!("{title} · gongkai"),
        "backend": super::forge::backend(site.forge, site.folder),
        "site_url": site.config.base_url,
        "show_preview_links": false,
        "editor": { "preview": false },
        // Nothing is kept that was left empty, and text stays as it was typed.
        "output": { "omit_empty_optional_fields": true, "yaml": { "indent_size": 2 } },
        "slug": { "encoding": "ascii", "clean_accents": true, "lowercase": true, "timezone": "local", "maxlength": schema::LONGEST_ID },
        // Attachments lie beside their record; no store of pictures elsewhere is offered.
        "media_folder": format!("{}admin/media", site.prefix),
        "media_libraries": { "stock_assets": { "providers": [] } },
        "collections": collections,
    })
}

fn table(kind: &str) -> &'static [Field] {
    schema::KINDS.iter().find(|known| known.name == kind).map_or(&[], |known| known.fields)
}

impl Form<'_> {
    fn folder(&self, folder: &Folder) -> Value {
        let is_text = schema::KINDS.iter().any(|kind| kind.name == folder.kind && kind.files.ends_with(".md"));
        let defaults = self.config.defaults.iter().find(|(of, _)| of == folder.kind);
        let filled: Vec<&str> =
            defaults.map_or(&[][..], |(_, node)| node.entries()).iter().map(|(key, _)| &**key).collect();
        let table = table(folder.kind);
        let mut fields = self.fields(table, &filled);
        let mut whole = Map::new();
        whole.insert("name".into(), json!(folder.name));
        whole.insert("label".into(), json!(self.labels.name(folder.label)));
        whole.insert("label_singular".into(), json!(self.labels.name(folder.one)));
        whole.insert("icon".into(), json!(folder.icon));
        if let Some(advice) = folder.advice {
            whole.insert("description".into(), json!(self.labels.sentence(advice)));
        }
        whole.insert("folder".into(), json!(format!("{}{}", self.prefix, folder.folder)));
        whole.insert("path".into(), json!(folder.path));
        if is_text {
            // Before what few fill in: the life of a case in detail, and all after it.
            let place =
                table.iter().position(|field| matches!(field.ty, Ty::List(Ty::Event(..)))).unwrap_or(fields.len());
            fields.insert(place, self.body(folder.kind));
            fields.push(json!({ "name": "of", "widget": "hidden" }));
            whole.insert("format".into(), json!("yaml-frontmatter"));
            // Translations lie beside their originals. What they alone have tells them.
            whole.insert("filter".into(), json!({ "field": "of", "value": null }));
        } else {
            whole.insert("extension".into(), json!("yaml"));
            whole.insert("format".into(), json!("yaml"));
        }
        if folder.kind == "edition" {
            // The folder is that of the policy, which is chosen.
            whole.insert("nested".into(), json!({ "depth": 2, "subfolders": false }));
            whole.insert("meta".into(), json!({ "path": {} }));
        }
        whole.insert("create".into(), json!(folder.new.is_some()));
        // What was published is withdrawn or corrected, never deleted; a copy would have its life.
        whole.insert("delete".into(), json!(false));
        whole.insert("duplicate".into(), json!(false));
        whole.insert("aliases_field".into(), json!(false));
        if let Some((template, pattern, how)) = folder.new {
            let hint = ["part of the address, never changed later", "网址的一部分，公开后不再更改"];
            let hint = format!("{} ({})", self.labels.sentence(hint), self.labels.sentence(how));
            let mut slug = json!({ "editable": ["create"], "hint": hint, "pattern": [format!("^{pattern}$"), self.labels.sentence(how)] });
            if let Some(template) = template {
                slug["template"] = json!(template);
            }
            whole.insert("slug".into(), slug);
        }
        whole.insert("summary".into(), json!(folder.summary));
        whole.insert(
            "sortable_fields".into(),
            json!({ "fields": [folder.order], "default": { "field": folder.order, "direction": "descending" } }),
        );
        whole.insert("thumbnail".into(), json!(false));
        whole.insert("fields".into(), json!(fields));
        Value::Object(whole)
    }

    /// The text below the front matter, as it is: an editor that shows Markdown as it will look writes
    /// it anew.
    fn body(&self, kind: &str) -> Value {
        let mut body =
            json!({ "name": "body", "label": self.labels.name(["Text", "正文"]), "widget": "text", "required": true });
        if kind == "reply" {
            let [question, reply] = crate::record::labels::of(&self.config.languages[0].code);
            body["default"] = json!(format!("## {question}\n\n\n\n## {reply}\n\n"));
            body["hint"] = json!(self.labels.sentence([
                &format!("the question below the first heading, the reply below the second; no reply yet: take the line “## {reply}” out. Each reply has a date under Replied"),
                &format!("来信写在第一个标题下，答复写在第二个标题下；尚未答复的，删去“## {reply}”一行。每条答复都要填写答复日期"),
            ]));
        } else {
            body["hint"] = json!(self.labels.sentence(["Markdown", "Markdown 格式"]));
        }
        body
    }

    fn lists(&self) -> Value {
        let file = |(name, path, label): &(&str, &str, [&str; 2])| {
            json!({ "name": name, "label": self.labels.name(*label), "file": format!("{}{path}", self.prefix), "format": "yaml", "fields": [{
                "name": name, "label": self.labels.name(*label), "widget": "list", "root": true, "collapsed": true,
                "summary": "{{id}}", "allow_remove": false, "fields": self.fields(table(name), &[]),
            }] })
        };
        json!({ "name": LISTS, "label": self.labels.name(["Lists", "部门和主题"]), "icon": "list",
            "files": FILES.iter().map(file).collect::<Vec<_>>() })
    }
}
