//! Addresses in the order of indexes (SURT, as the `surt` library and OpenWayback have it): the host
//! backwards, then the path.

/// Returns the key of an address of ours: no query, no fragment, nothing escaped.
pub(super) fn surt(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest).to_ascii_lowercase();
    let (host, path) = rest.split_once('/').unwrap_or((&rest, ""));
    let (host, port) = host.split_once(':').map_or((host, ""), |(host, port)| (host, port));
    // `www.` and `www2.` say nothing.
    let bare = host.split_once('.').filter(|(first, rest)| {
        rest.contains('.')
            && first.strip_prefix("www").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let host = bare.map_or(host, |(_, rest)| rest);
    let mut parts: Vec<&str> = host.split('.').collect();
    parts.reverse();
    let mut key = parts.join(",");
    if !matches!(port, "" | "80" | "443") {
        key.push(':');
        key.push_str(port);
    }
    key.push_str(")/");
    key.push_str(path.trim_end_matches('/'));
    key
}
