//! What servers are told of addresses that lead on (`301`) and of those of which a notice is left
//! (`410`), in the settings of each.
//!
//! Pages do both without a server: one that has moved leads on by itself, and a notice says what is
//! gone. A server adds the status that programs read. Paths are those below `base_url`, whatever
//! folder it names, in every language.

use crate::escape::plain::PlainText;
use crate::site::about::Served;
use crate::site::seen::Seen;

/// Folders of records that have files beside their pages.
const FOLDERS: [&str; 3] = ["replies", "policies", "statistics"];

/// Addresses under the root of the site, with what is to be said of them.
pub(super) struct Redirects<'a> {
    base: &'a str,
    moved: Vec<(&'a str, &'a str)>,
    gone: Vec<&'a str>,
    /// Folders of files that went with their record.
    folders: Vec<String>,
}

impl<'a> Redirects<'a> {
    /// Returns those of a site.
    pub fn of(seen: Seen<'a>) -> Self {
        let mut all =
            Self { base: seen.config().base_path(), moved: Vec::new(), gone: Vec::new(), folders: Vec::new() };
        for (path, served) in seen.served() {
            match served {
                Served::Moved(to) => all.moved.push((path, to)),
                Served::Gone => {
                    all.gone.push(path);
                    all.folders.extend(folder(path));
                }
            }
        }
        all
    }

    fn path(&self, text: &mut PlainText, path: &str) {
        text.address(self.base).address(path);
    }

    /// Returns `_redirects`, as static hosts read it. They know no `410`.
    pub fn netlify(&self, text: &mut PlainText) {
        text.fixed("# Earlier addresses of records, for hosts that read this file.\n");
        for (from, to) in &self.moved {
            self.path(text, from);
            text.fixed(" ");
            self.path(text, to);
            text.fixed(" 301\n");
        }
    }

    /// Adds what nginx is told.
    pub fn nginx(&self, text: &mut PlainText) {
        if !self.moved.is_empty() {
            text.fixed("# Earlier addresses of records.\n");
        }
        for (from, to) in &self.moved {
            text.fixed("location = ");
            self.path(text, from);
            text.fixed(" { return 301 ");
            self.path(text, to);
            text.fixed("; }\n");
        }
        if self.gone.is_empty() {
            return;
        }
        text.fixed("# Records that were removed: the page says why, the status says that they are gone.\n");
        text.fixed("location @gongkai_gone { try_files $uri =410; }\n");
        for path in &self.gone {
            text.fixed("location = ");
            self.path(text, path);
            text.fixed(" { error_page 410 @gongkai_gone; return 410; }\n");
        }
        for folder in &self.folders {
            text.fixed("location ^~ ");
            self.path(text, folder);
            text.fixed(" { return 410; }\n");
        }
    }

    /// Adds what Caddy is told.
    pub fn caddy(&self, text: &mut PlainText) {
        if !self.moved.is_empty() {
            text.fixed("# Earlier addresses of records.\n");
        }
        for (from, to) in &self.moved {
            text.fixed("redir ");
            self.path(text, from);
            text.fixed(" ");
            self.path(text, to);
            text.fixed(" 301\n");
        }
        if self.gone.is_empty() {
            return;
        }
        text.fixed("# Records that were removed: the page says why, the status says that they are gone.\n@gone path");
        for path in &self.gone {
            text.fixed(" ");
            self.path(text, path);
        }
        text.fixed("\nhandle @gone {\n    file_server {\n        status 410\n    }\n}\n");
        if !self.folders.is_empty() {
            text.fixed("@gone_files path");
            for folder in &self.folders {
                text.fixed(" ");
                self.path(text, folder);
                text.fixed("*");
            }
            text.fixed("\nhandle @gone_files {\n    error 410\n}\n");
        }
    }

    /// Adds what Apache is told.
    pub fn apache(&self, text: &mut PlainText) {
        if self.moved.is_empty() && self.gone.is_empty() {
            return;
        }
        text.fixed("RewriteEngine On\n");
        if !self.moved.is_empty() {
            text.fixed("# Earlier addresses of records.\n");
        }
        for (from, to) in &self.moved {
            self.rule(text, from, "$\" \"");
            self.path(text, to);
            text.fixed("\" [R=301,L]\n");
        }
        if !self.gone.is_empty() {
            text.fixed("# Records that were removed: the page says why, the status says that they are gone.\n");
        }
        for path in &self.gone {
            text.fixed("RewriteCond %{ENV:REDIRECT_STATUS} ^$\n");
            self.rule(text, path, "$\" - [G]\n");
            text.fixed("<Location \"");
            self.path(text, path);
            text.fixed("\">\n    ErrorDocument 410 ");
            self.path(text, path);
            text.fixed("\n</Location>\n");
        }
        for folder in &self.folders {
            // The notices of editions stand in the folder too, and were told above.
            text.fixed("RewriteCond %{ENV:REDIRECT_STATUS} ^$\n");
            self.rule(text, folder, "\" - [G]\n");
        }
    }

    fn rule(&self, text: &mut PlainText, path: &str, end: &'static str) {
        text.fixed("RewriteRule \"^");
        for part in [self.base, path] {
            for (at, piece) in part.split('.').enumerate() {
                text.fixed(if at == 0 { "" } else { "[.]" }).address(piece);
            }
        }
        text.fixed(end);
    }
}

/// The folder of the files of a record, which went with it; files stand once for all languages.
fn folder(path: &str) -> Option<String> {
    let (folder, name) = path.split_once('/')?;
    let id = name.strip_suffix(".html")?;
    (FOLDERS.contains(&folder) && !id.contains('/')).then(|| format!("{folder}/{id}/"))
}
