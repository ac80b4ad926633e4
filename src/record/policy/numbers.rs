//! The forms of the numbers of a document: its own (发文字号), and that of the index (索引号).

/// Returns whether a document number has one of the forms in use: `清政发〔2024〕5号` (GB/T
/// 9704: organisation, year in 〔〕, number without leading zero), `国务院令第390号`, or
/// another text without the brackets that are mistaken for 〔〕.
pub(super) fn is_document_number(text: &str) -> bool {
    const BRACKETS: &[char] =
        &['[', ']', '【', '】', '［', '］', '（', '）', '(', ')', '﹝', '﹞', '〖', '〗', '<', '>', '《', '》'];
    let year = text.char_indices().filter(|(_, c)| *c == '年').any(|(at, _)| {
        let before = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        before == 4 && text[at..].trim_start_matches('年').trim_end_matches('号').bytes().all(|b| b.is_ascii_digit())
    });
    let wrong_brackets = (text.contains(BRACKETS) || year) && text.contains('号');
    if wrong_brackets || text.trim() != text || text.is_empty() {
        return false;
    }
    let Some((organ, rest)) = text.split_once('〔') else { return !text.contains('〕') };
    let Some((year, serial)) = rest.split_once('〕') else { return false };
    let Some(serial) = serial.strip_suffix('号') else { return false };
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    !organ.is_empty() && year.len() == 4 && digits(year) && digits(serial) && !serial.starts_with('0')
}

/// Returns whether a number is that of an order, as rules of a government have it (规章): `市政府令第5号`.
pub(super) fn is_order(number: &str) -> bool {
    number.contains("令第") || number.contains("令〔")
}

/// Returns whether an index number has the form in use: at most 20 letters and digits, in parts that
/// `/` and `-` divide, such as `014009461/2024-00005` (code of the organisation, year, serial).
pub(super) fn is_index_number(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    text.len() <= 20 && text.split(['/', '-']).all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_numbers_follow_the_standard() {
        for good in ["清政发〔2024〕5号", "国务院令第390号", "Order 12/2024", "国办发〔2018〕12号"] {
            assert!(is_document_number(good), "{good}");
        }
        for bad in [
            "清政发[2024]5号",
            "清政发〔24〕5号",
            "清政发〔2024〕05号",
            "清政发〔2024〕5",
            "〔2024〕5号",
            "清政发（2024）5号",
            "清政发﹝2024﹞5号",
            "清政发2024年5号",
            "",
        ] {
            assert!(!is_document_number(bad), "{bad}");
        }
    }

    #[test]
    fn index_numbers_are_short_and_in_one_piece() {
        for good in ["014009461/2024-00005", "11370785552223000Q", "K3/2024-5"] {
            assert!(is_index_number(good), "{good}");
        }
        for bad in ["", "014009461/2024-000005", "014 009", "索引号014", "014/2024-", "/2024", "014//2024"] {
            assert!(!is_index_number(bad), "{bad}");
        }
    }
}
