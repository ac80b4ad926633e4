//! Encodings that are older than UTF-8, told from the bytes alone.
//!
//! Takes bytes that are not UTF-8 and bear no mark; gives their encoding where two ways to see it
//! agree: every byte is a character of it and the characters are those that people write (counted
//! here), and the detector of the web (`chardetng`) names it too. What must hold: text that would
//! come out wrong is not decoded. `Windows-1250` has the same bytes as `Windows-1252` for most of its
//! letters, and Korean those of Chinese; a count alone does not tell them apart.

use chardetng::EncodingDetector;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, WINDOWS_1252};

/// So much of a file is looked at.
const LOOK: usize = 1 << 20;

/// Returns the encoding of bytes and their text, if both are certain.
pub fn certain(bytes: &[u8]) -> Option<(&'static Encoding, String)> {
    let named = named(&bytes[..bytes.len().min(LOOK)]);
    if looks_chinese(bytes) && ![EUC_KR, EUC_JP, BIG5, SHIFT_JIS].contains(&named) {
        return decoded(GB18030, bytes);
    }
    if named == SHIFT_JIS {
        return decoded(SHIFT_JIS, bytes).filter(|(_, text)| looks_japanese(text));
    }
    if named == GBK || named != WINDOWS_1252 || !stands_alone(bytes) {
        return None;
    }
    decoded(WINDOWS_1252, bytes).filter(|(_, text)| !text.contains(|c: char| c.is_control() && !c.is_ascii()))
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<(&'static Encoding, String)> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some((encoding, text.into_owned()))
}

fn named(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    detector.guess(None, false)
}

/// GB18030 accepts nearly any bytes: only a text whose pairs are mostly those of GB 2312 (both
/// bytes above A0) is taken for it. An accent of Latin-1 is followed by a plain letter.
fn looks_chinese(bytes: &[u8]) -> bool {
    let (mut common, mut odd, mut at) = (0usize, 0usize, 0);
    while at < bytes.len() {
        if bytes[at] < 0x80 {
            at += 1;
            continue;
        }
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let pair = (0xA1..=0xF7).contains(&bytes[at]) && (0xA1..=0xFE).contains(&next);
        *(if pair { &mut common } else { &mut odd }) += 1;
        at += 2;
    }
    common > 0 && odd * 5 <= common
}

/// Characters beyond ASCII are kana, kanji and the marks that go with them; katakana of half width,
/// which nearly any byte is, are few.
fn looks_japanese(text: &str) -> bool {
    let (mut usual, mut odd) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        let known = matches!(c, '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}');
        *(if known { &mut usual } else { &mut odd }) += 1;
    }
    usual > 0 && odd * 10 <= usual
}

/// Bytes beyond ASCII stand alone between plain ones, as accents and signs of one byte do. In UTF-8
/// that was cut or mixed, most come in rows that are right.
fn stands_alone(bytes: &[u8]) -> bool {
    let (mut alone, mut rows) = (0usize, 0usize);
    for run in bytes.split(u8::is_ascii).filter(|run| !run.is_empty()) {
        *(if run.len() == 1 { &mut alone } else { &mut rows }) += 1;
    }
    let right = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).any(|c| !c.is_ascii());
    !right && rows * 10 <= alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_certain_is_named_and_the_rest_is_not() {
        let japanese = "市町村,人口\n札幌市,1973395\n函館市,251084\nさいたま市,1324025\n";
        let chinese = "区县,数量\n莲湖区,10\n雁塔区,7\n";
        let german = "Gemeinde;Fläche\nMünchen;310,7\nKöln;405,0\nDüsseldorf;217,4\n";
        let french = "commune;libellé\nÉvry;équipé\nNîmes;à créer\nBéziers;fermé\n";
        for (encoding, text) in
            [(SHIFT_JIS, japanese), (GB18030, chinese), (WINDOWS_1252, german), (WINDOWS_1252, french)]
        {
            let bytes = encoding.encode(text).0.into_owned();
            assert_eq!(certain(&bytes), Some((encoding, text.to_owned())), "{}", encoding.name());
        }
        let czech =
            encoding_rs::WINDOWS_1250.encode("obec;kraj\nPříbram;Středočeský\nTřebíč;Vysočina\n").0.into_owned();
        let korean =
            EUC_KR.encode("시도,인구\n서울특별시,9411000\n부산광역시,3337000\n대구광역시,2374000\n").0.into_owned();
        let mixed = [b"A caf\xE9 in ".as_slice(), "人民路".as_bytes()].concat();
        let cut = "编号,标题\n1,路灯不亮\n".as_bytes()[..24].to_vec();
        for bytes in [czech, korean, mixed, cut, vec![0xFF; 30], vec![0x81, 0x20, 0x8D]] {
            assert_eq!(certain(&bytes), None, "{:?}", String::from_utf8_lossy(&bytes));
        }
    }
}
