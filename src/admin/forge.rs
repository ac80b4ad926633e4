//! The forge that keeps the repository of a site, and what the CMS must know of it.

use serde_json::{Value, json};

/// The software of a forge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Software {
    GitHub,
    GitLab,
    /// Gitea or Forgejo.
    Gitea,
}

/// A repository on a forge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forge {
    pub software: Software,
    /// `https://git.city.example`
    pub origin: String,
    /// `team/site`
    pub repository: String,
}

/// What an address of a repository says.
#[derive(Debug, PartialEq, Eq)]
pub struct Address {
    pub host: String,
    pub origin: String,
    pub repository: String,
}

/// Reads the address of a repository as git has it: `https://host/team/site.git`,
/// `ssh://git@host:22/team/site.git`, `git@host:team/site.git`.
pub fn address(text: &str) -> Option<Address> {
    let text = text.trim().trim_end_matches('/');
    let (place, path, scheme) = match text.split_once("://") {
        Some((scheme @ ("https" | "http" | "ssh" | "git"), rest)) => {
            let (place, path) = rest.split_once('/')?;
            (place, path, scheme)
        }
        Some(_) => return None,
        // A letter of a drive is no host.
        None => {
            let (place, path) =
                text.split_once(':').filter(|(place, _)| place.len() > 1 && !place.contains(['/', '\\']))?;
            (place, path, "ssh")
        }
    };
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let name = place.split(':').next().unwrap_or_default();
    // A port is that of git unless the web is meant.
    let host = if scheme.starts_with("http") { place } else { name };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
    let is_host = !name.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:".contains(c));
    let repository = path.trim_start_matches('/').trim_end_matches(".git");
    let parts = repository.split('/');
    let is_path = repository.contains('/') && parts.clone().all(|part| !part.is_empty() && part.chars().all(plain));
    let scheme = if scheme == "http" { "http" } else { "https" };
    (is_host && is_path).then(|| Address {
        host: host.to_ascii_lowercase(),
        origin: format!("{scheme}://{}", host.to_ascii_lowercase()),
        repository: repository.to_owned(),
    })
}

/// Returns the software of a host that is known by its name.
pub fn known(host: &str) -> Option<Software> {
    match host {
        "github.com" => Some(Software::GitHub),
        "gitlab.com" => Some(Software::GitLab),
        "codeberg.org" | "gitea.com" => Some(Software::Gitea),
        _ => None,
    }
}

impl Forge {
    /// Returns the address of the interface for programs.
    fn interface(&self) -> String {
        match self.software {
            Software::GitHub if self.origin == "https://github.com" => "https://api.github.com".to_owned(),
            Software::GitHub => format!("{}/api/v3", self.origin),
            Software::GitLab => format!("{}/api/v4", self.origin),
            Software::Gitea => format!("{}/api/v1", self.origin),
        }
    }

    /// Returns the one origin that a page must reach to read and write the repository.
    pub fn reached(&self) -> String {
        if self.interface() == "https://api.github.com" { self.interface() } else { self.origin.clone() }
    }

    /// Returns what people call the software.
    pub fn name(&self) -> &'static str {
        match self.software {
            Software::GitHub => "GitHub",
            Software::GitLab => "GitLab",
            Software::Gitea => "Gitea/Forgejo",
        }
    }
}

/// Returns the part of the configuration that says where changes go. People sign in with a token of
/// their own: every other way needs a server. Without a forge the folder on the machine is all there
/// is; the CMS wants a forge named all the same, so it gets one that no sign-in leads to.
pub fn backend(forge: Option<&Forge>, folder: &str) -> Value {
    let Some(forge) = forge else {
        return json!({ "name": "gitea", "repo": format!("local/{}", folder.replace([':', '/'], "-")), "auth_methods": ["token"] });
    };
    let name = match forge.software {
        Software::GitHub => "github",
        Software::GitLab => "gitlab",
        Software::Gitea => "gitea",
    };
    json!({ "name": name, "repo": forge.repository, "api_root": forge.interface(), "base_url": forge.origin, "auth_methods": ["token"] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_git_writes_them() {
        let told = |text: &str| address(text).map(|a| format!("{} {} {}", a.host, a.origin, a.repository));
        for (text, means) in [
            ("https://github.com/city/site.git", "github.com https://github.com city/site"),
            ("https://clerk:secret@GitLab.com/a/b/site/", "gitlab.com https://gitlab.com a/b/site"),
            ("git@codeberg.org:city/site.git", "codeberg.org https://codeberg.org city/site"),
            ("ssh://git@git.city.example:2222/city/site.git", "git.city.example https://git.city.example city/site"),
            ("http://localhost:3000/city/site", "localhost:3000 http://localhost:3000 city/site"),
        ] {
            assert_eq!(told(text).as_deref(), Some(means), "{text}");
        }
        for text in [
            "",
            "site",
            "/srv/git/site.git",
            "../site",
            "C:\\site\\a",
            "file:///srv/site.git",
            "https://host/site",
            "git@host:a b/c",
            "https://ho st/a/b",
            "https://host/a/../\"><b>/c",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
