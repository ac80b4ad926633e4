//! What a browser takes a file of unknown kind for, told from its first bytes (WHATWG MIME
//! Sniffing 7.1, "identify a resource with an unknown MIME type").

/// Tags that make a page of what follows; one of them is closed by a space or `>`.
const PAGE: [&[u8]; 16] = [
    b"<!DOCTYPE HTML",
    b"<HTML",
    b"<HEAD",
    b"<SCRIPT",
    b"<IFRAME",
    b"<H1",
    b"<DIV",
    b"<FONT",
    b"<TABLE",
    b"<A",
    b"<STYLE",
    b"<TITLE",
    b"<B",
    b"<BODY",
    b"<BR",
    b"<P",
];

/// Marks that need no end: a comment, XML, and the programs of servers.
const MARKS: [&[u8]; 5] = [b"<!--", b"<?xml", b"<?php", b"<?=", b"<%"];

/// Returns whether the bytes are those of a page, of XML, or of a program for a server.
pub fn is_page(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(super::HEAD)];
    let text = narrow(head);
    let start = text.iter().position(|b| !matches!(b, b'\t' | b'\n' | 0x0C | b'\r' | b' ')).unwrap_or(text.len());
    let text = &text[start..];
    let begins = |mark: &[u8]| text.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark));
    let closed = |mark: &[u8]| matches!(text.get(mark.len()), Some(b' ' | b'>' | b'\t' | b'\n' | b'\r' | b'/' | 0x0C));
    MARKS.iter().any(|mark| begins(mark))
        || PAGE.iter().any(|mark| begins(mark) && closed(mark))
        || begins(b"<svg")
        || begins(b"#!")
}

/// Returns whether the bytes are those of a program for Windows, Linux or macOS.
pub fn is_program(bytes: &[u8]) -> bool {
    const MAC: [[u8; 4]; 3] = [[0xFE, 0xED, 0xFA, 0xCE], [0xCE, 0xFA, 0xED, 0xFE], [0xCF, 0xFA, 0xED, 0xFE]];
    // `MZ` begins words too: behind it stands where the head of the program is.
    let windows = bytes.starts_with(b"MZ") && bytes.len() >= 64 && bytes[2..64].contains(&0);
    windows || bytes.starts_with(b"\x7FELF") || MAC.iter().any(|mac| bytes.starts_with(mac))
}

/// Leaves out a byte-order mark, and every other byte of UTF-16.
fn narrow(bytes: &[u8]) -> Vec<u8> {
    let odd = |rest: &[u8], first: usize| rest.iter().skip(first).step_by(2).copied().collect();
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest.to_vec(),
        [0xFF, 0xFE, rest @ ..] => odd(rest, 0),
        [0xFE, 0xFF, rest @ ..] => odd(rest, 1),
        _ => bytes.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_texts() {
        for page in [
            "<html>",
            "  \n<!doctype html><p>",
            "<script>",
            "<SCRIPT src=x>",
            "<a href=x>",
            "<!-- x",
            "<?xml ?>",
            "<?php",
            "\u{FEFF}<html ",
            "<svg onload=x>",
            "<b>",
            "<body\tonload=x>",
            "#!/bin/sh",
        ] {
            assert!(is_page(page.as_bytes()), "{page}");
        }
        for text in ["", "text <html>", "<htmlx>", "%PDF-1.7", "<abbr>", "a", "< html>", "<"] {
            assert!(!is_page(text.as_bytes()), "{text}");
        }
        assert!(is_page(b"\xFF\xFE<\0h\0t\0m\0l\0>\0"));
        assert!(is_page(b"\xFE\xFF\0<\0h\0t\0m\0l\0>"));
    }
}
