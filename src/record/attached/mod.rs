//! What a reader's program shows of a document or picture that lies beside a record.
//!
//! Takes the name and the bytes of an attachment; gives its text piece by piece, each with the
//! part it stands in, who made it, whether it says where it was taken, and what could not be
//! read. It knows packages of ZIP and XML (`package`: Word, Excel, PowerPoint, OpenDocument),
//! PDF (`pdf`) and what cameras write into pictures (`image`). What must hold: nothing is
//! passed over in silence, a part that is not read is named; and a file of any content costs no
//! more than its bounds, which are counted, never timed.

mod image;
mod package;
mod pdf;

use super::personal_data::Form;

/// Bytes of the longest document that is read.
pub const LONGEST: u64 = 64 << 20;

/// Bytes of text that are taken from one document.
const TEXT: usize = 64 << 20;

/// Bytes of a picture from which on people with a slow line are told that it is one.
pub const LARGE_PICTURE: u64 = 5 << 20;

/// A part of a document, as somebody who opens it finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// A page, counted from 1.
    Page(u32),
    /// A sheet, and the row in it, counted from 1.
    Sheet(Box<str>, usize),
    /// A slide, counted from 1.
    Slide(u32),
    /// What the program calls the properties of the document, or the data of a picture.
    Properties,
    Comments,
    /// A part of a package by its path.
    Named(Box<str>),
}

impl Part {
    /// Returns what the part is called in English and Chinese; nothing for the whole.
    pub fn called(&self) -> Option<[String; 2]> {
        Some(match self {
            Self::Whole => return None,
            Self::Page(n) => [format!("page {n}"), format!("第{n}页")],
            Self::Sheet(name, row) => [format!("sheet {name}, row {row}"), format!("工作表“{name}”第{row}行")],
            Self::Slide(n) => [format!("slide {n}"), format!("第{n}张幻灯片")],
            Self::Properties => ["properties of the file".to_owned(), "文件属性".to_owned()],
            Self::Comments => ["comments".to_owned(), "批注".to_owned()],
            Self::Named(path) => [format!("part {path}"), format!("部件{path}")],
        })
    }
}

/// Why something was not read. The words are terms of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is locked with a password.
    Encrypted,
    /// It shows pictures of text, or letters without saying which.
    Scanned,
    /// It is not what its name says, or broken.
    Broken,
    /// It, or what is packed in it, is too long.
    TooLong,
    /// The program does not know its form.
    Unknown,
}

impl Unread {
    /// Returns the term that says why.
    pub fn term(self) -> &'static str {
        match self {
            Self::Encrypted => "@unread-encrypted",
            Self::Scanned => "@unread-scanned",
            Self::Broken => "@unread-broken",
            Self::TooLong => "@unread-too-long",
            Self::Unknown => "@unread-unknown",
        }
    }
}

/// A text and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    pub part: Part,
    pub text: String,
    pub form: Form,
}

/// What a document shows and what its program wrote into it.
#[derive(Debug, Default)]
pub struct Inside {
    pub pieces: Vec<Piece>,
    /// Names of those who made it or commented on it.
    pub authors: Vec<(Part, String)>,
    /// Whether it says where on earth it was made.
    pub position: bool,
    pub unread: Vec<(Part, Unread)>,
}

impl Inside {
    fn unread(why: Unread) -> Self {
        Self { unread: vec![(Part::Whole, why)], ..Self::default() }
    }

    fn author(&mut self, part: Part, name: &str) {
        let name = name.trim();
        let known = self.authors.iter().any(|(_, known)| known == name);
        if !name.is_empty() && !known {
            self.authors.push((part, name.to_owned()));
        }
    }
}

/// What a file is by its name, to a reader of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Package,
    Pdf,
    Picture,
    /// A form that has no place for a name or a position, or shows all that it holds as text.
    Plain,
    Other,
}

fn kind(name: &str) -> Kind {
    match name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase()).as_str() {
        "docx" | "docm" | "dotx" | "xlsx" | "xlsm" | "xltx" | "pptx" | "pptm" | "ppsx" | "odt" | "ott" | "ods"
        | "ots" | "odp" | "odg" => Kind::Package,
        "pdf" => Kind::Pdf,
        "jpg" | "jpeg" | "jpe" | "png" | "apng" | "heic" | "heif" | "avif" | "tif" | "tiff" | "webp" => Kind::Picture,
        "gif" | "bmp" | "ico" | "shx" | "cpg" | "prj" | "ttf" | "otf" | "woff" | "woff2" => Kind::Plain,
        _ => Kind::Other,
    }
}

/// Returns whether a file is a picture by its name.
pub fn is_picture(name: &str) -> bool {
    kind(name) == Kind::Picture || matches!(name.rsplit('.').next(), Some("gif" | "bmp"))
}

/// Returns whether all of a file is needed to tell what it shows.
pub fn is_read(name: &str) -> bool {
    matches!(kind(name), Kind::Package | Kind::Pdf | Kind::Picture)
}

/// Reads what a file shows; `size` is how long it is, which may be more than the bytes at hand.
pub fn read(name: &str, bytes: &[u8], size: u64) -> Inside {
    match kind(name) {
        Kind::Plain => Inside::default(),
        Kind::Other => Inside::unread(Unread::Unknown),
        _ if size > bytes.len() as u64 => Inside::unread(Unread::TooLong),
        Kind::Package => package::read(name, bytes),
        Kind::Pdf => pdf::read(bytes),
        Kind::Picture => image::read(bytes),
    }
}
