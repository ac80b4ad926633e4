//! Whether a file that is published as it is could run: in a browser, or on the server.
//!
//! Takes the name of an attachment and what is at hand of its bytes; gives a reason to refuse it,
//! or none. Known kinds that nobody runs go through by their ending ([`endings`]); XML goes
//! through when nothing in it acts or fetches ([`markup`]); what has no known ending is looked at
//! as a browser would that guesses ([`sniff`]). What must hold: a file that passes is shown or
//! saved by every browser, and served as it is by every server, without a line of it being run
//! with the name of the site.

pub mod endings;
pub mod markup;
pub mod sniff;

use endings::Kind;
pub use endings::MARKUP;

/// Bytes at the beginning of a file that browsers guess its kind from (WHATWG MIME Sniffing 5.2).
pub const HEAD: usize = 1445;

/// Bytes of XML that are read whole; a drawing is smaller, and what is not read is not published.
pub const LONGEST: u64 = 4 << 20;

/// How much of a file must be read to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Its name tells.
    Name,
    /// Its first bytes, as many as [`HEAD`].
    Head,
    /// All of it, if it is not longer than [`LONGEST`].
    Whole,
}

/// Why a file is refused. The words are terms of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runs {
    /// A browser runs it, or shows it as a page.
    Browser,
    /// A server may run it, or take orders from it.
    Server,
    /// A computer that opens it runs it.
    Program,
    /// It is no XML, so nobody knows what a browser would make of it.
    NotXml,
    /// XML that is too long to be looked through.
    TooLong,
    /// XML that holds this.
    Holds(markup::Active),
}

impl Runs {
    /// Returns the term that says why.
    pub fn term(self) -> &'static str {
        match self {
            Self::Browser => "@runs-browser",
            Self::Server => "@runs-server",
            Self::Program => "@runs-program",
            Self::NotXml => "@runs-not-xml",
            Self::TooLong => "@runs-too-long",
            Self::Holds(active) => active.term(),
        }
    }
}

/// Returns how much of a file must be read to tell whether it runs.
pub fn look(name: &str) -> Look {
    match endings::kind(name) {
        Kind::Markup => Look::Whole,
        Kind::Unknown => Look::Head,
        Kind::Inert | Kind::InertText | Kind::Runs(_) => Look::Name,
    }
}

/// Returns whether a file is XML by its name.
pub fn is_markup(name: &str) -> bool {
    endings::kind(name) == Kind::Markup
}

/// Returns why a file must not be published; `bytes` are what was read of it, `size` how long it
/// is.
pub fn refused(name: &str, bytes: &[u8], size: u64) -> Option<Runs> {
    match endings::kind(name) {
        Kind::Runs(why) => Some(why),
        Kind::Markup if size > LONGEST => Some(Runs::TooLong),
        Kind::Markup => markup::refused(name, bytes),
        // A page under the name of a picture: nobody calls it so who means well.
        Kind::Unknown | Kind::Inert if sniff::is_program(bytes) => Some(Runs::Program),
        Kind::Unknown | Kind::Inert => sniff::is_page(bytes).then_some(Runs::Browser),
        Kind::InertText => None,
    }
}
