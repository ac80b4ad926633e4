//! Numbers as text, and the hash that says in which file a term is.
//!
//! ```text
//! symbol = one of the 90 of SYMBOLS, worth its place
//! number = v < 60: one symbol; < 2,220: a lead of 60 to 83 and one; < 42,720: a lead of 84 to 88
//!          and two; else the lead 89 and four
//! ```
//! Compressed, such numbers take less than bytes in base64, and no symbol is changed inside a
//! script: there is no quote, no backslash and no `<`.

/// The symbols, in the order of what they are worth.
pub const SYMBOLS: &[u8; 90] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-./:;=>?@[]^_`{|}~";

const TWO: u32 = 60;
const THREE: u32 = 2_220;
const FIVE: u32 = 42_720;

/// The largest number that can be written.
pub const MOST: u32 = FIVE + 90 * 90 * 90 * 90 - 1;

/// Appends a number; one above [`MOST`] is written as that.
pub fn push(text: &mut Vec<u8>, v: u32) {
    let symbol = |v: u32| SYMBOLS[v as usize % 90];
    if v < TWO {
        text.push(symbol(v));
    } else if v < THREE {
        let v = v - TWO;
        text.extend([symbol(60 + v / 90), symbol(v)]);
    } else if v < FIVE {
        let v = v - THREE;
        text.extend([symbol(84 + v / 8100), symbol(v / 90), symbol(v)]);
    } else {
        let v = v.min(MOST) - FIVE;
        text.extend([b'~', symbol(v / 729_000), symbol(v / 8100), symbol(v / 90), symbol(v)]);
    }
}

/// Returns what a symbol is worth; 255 for a byte that is none.
const VALUES: [u8; 256] = {
    let mut values = [255; 256];
    let mut at = 0;
    while at < 90 {
        values[SYMBOLS[at] as usize] = at as u8;
        at += 1;
    }
    values
};

/// Takes the next number off a text; `None` at its end, or where it is none.
pub fn pull(text: &mut &[u8]) -> Option<u32> {
    let digit = |at: usize| text.get(at).map(|byte| u32::from(VALUES[*byte as usize])).filter(|value| *value < 90);
    let lead = digit(0)?;
    let (value, len) = match lead {
        0..60 => (lead, 1),
        60..84 => (TWO + (lead - 60) * 90 + digit(1)?, 2),
        84..89 => (THREE + (lead - 84) * 8100 + digit(1)? * 90 + digit(2)?, 3),
        _ => (FIVE + digit(1)? * 729_000 + digit(2)? * 8100 + digit(3)? * 90 + digit(4)?, 5),
    };
    *text = &text[len..];
    Some(value)
}

/// Returns the hash of a text: FNV-1a over its UTF-16 units, then two rounds that mix the low bits.
pub fn hash(text: &str) -> u32 {
    mixed(text.encode_utf16())
}

/// Returns the UTF-16 units of characters.
pub fn units(chars: &[char]) -> impl Iterator<Item = u16> {
    chars.iter().flat_map(|c| {
        let code = u32::from(*c);
        let (first, second) = match code.checked_sub(0x1_0000) {
            None => (code, None),
            Some(above) => (0xd800 + (above >> 10), Some(0xdc00 + (above & 0x3ff))),
        };
        std::iter::once(first).chain(second).map(|unit| unit as u16)
    })
}

/// Returns the hash of units.
pub fn mixed(units: impl Iterator<Item = u16>) -> u32 {
    let mut h: u32 = 0x811c_9dc5;
    for unit in units {
        h = (h ^ u32::from(unit)).wrapping_mul(0x0100_0193);
    }
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^ (h >> 13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_of_a_number_is_read_as_it_was_written() {
        let edges = [0, 1, 59, 60, 64, 149, 150, 2_219, 2_220, 42_719, 42_720, 771_719, 8_000_000, MOST];
        for v in edges {
            let mut text = Vec::new();
            push(&mut text, v);
            push(&mut text, 7);
            let mut rest = &text[..];
            assert_eq!((pull(&mut rest), pull(&mut rest), pull(&mut rest)), (Some(v), Some(7), None), "{v}");
        }
        let mut text = Vec::new();
        push(&mut text, 64);
        assert_eq!(text, b"y4");
        assert_eq!(pull(&mut &b"<"[..]), None);
        assert_eq!(pull(&mut &b"~"[..]), None, "cut short");
    }

    #[test]
    fn the_hash_is_that_of_the_format() {
        assert_eq!(hash("路灯"), 0x778a_0ad3);
    }
}
