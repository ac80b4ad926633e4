//! The page of the forms, and what it may do.

use super::{Labels, Site};
use crate::escape::markup::escaped;

/// Stands in a page of ours, and in no other: such a folder may be written anew.
pub const MARK: &str = "<meta name=\"generator\" content=\"gongkai admin\">";

/// The SHA-384 of `sveltia-cms.js` as `get-sveltia` lays it there, as checksums are written.
pub const LAID: &str =
    "215b492723360e9b3cd5e5fa0c4f28027c0b3f61a538be2c6a53307e24f0c208e5e44b44ff05fed7aa92be275e7b1798";
/// The same, as pages have it.
pub const INTEGRITY: &str = "IVtJJyM2Dps81eX6DE8oAnwLP2GlOL4salMwfiTwwgjl5EtE/wX+16qSvideexeY";

/// Returns the page. It loads what lies beside it, and speaks with the forge and nobody else: the CMS
/// would ask for fonts, versions, pictures, maps and translations elsewhere.
pub fn page(site: &Site<'_>) -> String {
    let code = &site.config.languages[0].code;
    let labels = Labels::of(site.config);
    let reached = site.forge.map(|forge| format!(" {}", forge.reached())).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; \
         img-src 'self' blob: data:; media-src blob:; connect-src 'self' blob: data:{reached}; base-uri 'none'; form-action 'none'"
    );
    let missing = labels.sentence([
        "The program of the forms is not here yet. In the folder of the site, run: sh admin/get-sveltia",
        "表单程序尚未取得。请在网站文件夹中运行：sh admin/get-sveltia",
    ]);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n{MARK}\n<title>{}</title>\n<link rel=\"cms-config-url\" type=\"application/json\" href=\"config.json\">\n<link rel=\"icon\" href=\"data:,\">\n</head>\n<body>\n<p id=\"missing\" hidden>{}</p>\n<script src=\"sveltia-cms.js\" integrity=\"sha384-{INTEGRITY}\"></script>\n<script src=\"fields.js\"></script>\n</body>\n</html>\n",
        escaped(code),
        escaped(&policy),
        escaped(site.config.title.get(0).0),
        escaped(&missing),
    )
}
