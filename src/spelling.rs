//! What somebody meant who wrote a word that is not one of the known ones.
//!
//! Takes a word and those that are known; gives the one meant, or none. What must hold: no word is
//! ever given that means something else. So only two things count: a slip of the pen, with the same
//! digits, the same beginning and few letters off; and the very words that people use for it. The
//! opposite of a word is often one letter away (满意, 不满意), and the next number always is.

use std::collections::HashMap;

/// A word of a closed list, with what people call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As it is written in files.
    pub word: &'static str,
    /// What it is called in English: the usual name, then others, parted by `|`.
    pub en: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
}

impl Word {
    /// Returns the usual name in English and in Chinese.
    pub fn labels(&self) -> [&'static str; 2] {
        [self.en, self.zh].map(|names| names.split('|').next().unwrap_or_default())
    }

    fn is_called(&self, name: &str) -> bool {
        let mut names = self.en.split('|').chain(self.zh.split('|'));
        names.any(|known| folded(known) == name)
    }
}

/// Returns the word of a closed list that was meant: one that is called so, else by a slip.
pub fn meant(written: &str, words: &[Word]) -> Option<&'static str> {
    called(written, words).or_else(|| slip(written, words.iter().map(|word| word.word)))
}

/// Returns the word of a closed list that people call by this very name, or that differs in nothing
/// but capitals, width, spaces and hyphens: there is no doubt what was meant.
pub fn called(written: &str, words: &[Word]) -> Option<&'static str> {
    let name = folded(written);
    let mut found = words.iter().filter(|word| folded(word.word) == name || word.is_called(&name));
    let first = found.next()?;
    found.next().is_none().then_some(first.word)
}

/// Returns the one known word that a written one is a slip for: the same but for capitals and the
/// marks between words, or with a letter too many, too few, wrong or in its neighbour's place; two
/// such in a long word. `None` where there is none, or two are as near.
pub fn slip<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(written);
    let mut best: Option<(usize, &'a str)> = None;
    let mut tied = false;
    for candidate in known {
        let Some(edits) = edits(&word, &folded(candidate)) else { continue };
        match best {
            Some((least, _)) if edits > least => {}
            Some((least, found)) if edits == least => tied |= found != candidate,
            _ => (best, tied) = (Some((edits, candidate)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, candidate)| candidate)
}

/// Letters beyond which nothing is compared.
const LONGEST: usize = 80;

/// Returns how many slips lie between two words; `None` where they are two words.
fn edits(a: &str, b: &str) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    let letters = a.chars().count().min(b.chars().count());
    let allowed = match letters {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    let plain = a.is_ascii() && b.is_ascii() && letters <= LONGEST && a.len().abs_diff(b.len()) <= allowed;
    let same_digits = a.bytes().filter(u8::is_ascii_digit).eq(b.bytes().filter(u8::is_ascii_digit));
    if allowed == 0 || !plain || !same_digits {
        return None;
    }
    let edits = strsim::osa_distance(a, b);
    let begins_alike = a.as_bytes()[0] == b.as_bytes()[0] || a.as_bytes()[..2].iter().rev().eq(&b.as_bytes()[..2]);
    // `un-`, `dis-`, `in-` and `non-` turn a word round: nothing that begins otherwise is a slip,
    // but for a first letter lost or doubled.
    (edits <= allowed && (begins_alike || (edits == 1 && a.len() != b.len()))).then_some(edits)
}

/// Returns whether two texts are the same words but for capitals, width and the marks around them.
pub fn is_same(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

/// Characters of our words and labels in traditional form, and their simplified one.
const TRADITIONAL: &str = "訴诉詢询議议謝谢報报電电話话線线網网辦办結结復复覆复轉转應应類类級级緊紧標标題题門门語语點点見见規规\
    訂订開开關关撤撤經经決决滿满來来問问補补請请費费無无現现機机構构業业營营會会長长過过達达進进遲迟單单協协調调監监督督續续終终維维糾纠\
    佈布啟启駁驳廢废實实體体態态與与為为務务處处領领導导書书貼贴記记錄录圖图";

/// Returns the simplified form of a character.
fn simplified(c: char) -> char {
    if !('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return c;
    }
    let mut pairs = TRADITIONAL.chars().filter(|c| !c.is_whitespace());
    while let (Some(old), Some(new)) = (pairs.next(), pairs.next()) {
        if old == c {
            return new;
        }
    }
    c
}

/// A word without what is no part of its meaning: capitals, full width, spaces, hyphens, underscores,
/// quotes and the marks around it.
fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '’' => '\'',
        _ => simplified(c),
    };
    // Spaces, hyphens, and what cannot be seen at all.
    let kept = |c: &char| {
        !matches!(
            c,
            ' ' | '-' | '_' | '\u{3000}' | '\u{A0}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'
        )
    };
    text.trim_matches(|c: char| c.is_whitespace() || "\"“”‘’「」『』【】《》()（）*`.。,，;；:：".contains(c))
        .chars()
        .map(narrow)
        .filter(kept)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns what a name stands for, written as it is: `names` are pairs of a name and what stands for
/// it. `None` where it stands for several.
pub fn named<'a>(written: &str, names: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<&'a str> {
    let name = folded(written);
    let mut found = None;
    for (_, id) in names.into_iter().filter(|(known, _)| folded(known) == name) {
        if found.is_some_and(|found| found != id) {
            return None;
        }
        found = Some(id);
    }
    found
}

/// The same for many questions.
pub struct ByName<'a>(HashMap<String, Option<&'a str>>);

impl<'a> ByName<'a> {
    /// Takes pairs of a name and what stands for it.
    pub fn new(names: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut all = HashMap::<String, Option<&'a str>>::new();
        for (name, id) in names {
            let found = all.entry(folded(name)).or_insert(Some(id));
            *found = found.filter(|found| *found == id);
        }
        Self(all)
    }

    /// Returns what a name stands for; `None` where it stands for several.
    pub fn get(&self, written: &str) -> Option<&'a str> {
        self.0.get(&folded(written)).copied().flatten()
    }
}

/// Words among which a slip is looked for without comparing it with all.
#[derive(Debug, Default)]
pub struct Vocabulary<'a> {
    sorted: Vec<&'a str>,
    /// Places in `sorted`, by the words read from their ends.
    from_end: Vec<u32>,
}

/// Words on each side of where a word would stand that it is compared with.
const NEIGHBOURS: usize = 32;

/// So many words are still compared one by one.
const MANY: usize = 4 * NEIGHBOURS;

impl<'a> Vocabulary<'a> {
    /// Sorts words.
    pub fn new(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sorted: Vec<&str> = words.into_iter().collect();
        sorted.sort_unstable();
        let mut from_end: Vec<u32> = (0..).take(sorted.len()).collect();
        if sorted.len() > MANY {
            from_end.sort_by(|a, b| sorted[*a as usize].bytes().rev().cmp(sorted[*b as usize].bytes().rev()));
        }
        Self { sorted, from_end }
    }

    /// Returns whether a word is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.sorted.binary_search(&word).is_ok()
    }

    /// Returns the word that one is a slip for: of few words any; of many, one of those which begin
    /// or end most like it. A slip leaves at least one end of a word as it was.
    pub fn slip(&self, word: &str) -> Option<&'a str> {
        if self.sorted.len() <= MANY {
            return slip(word, self.sorted.iter().copied());
        }
        let around = |at: usize| at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(self.sorted.len());
        let begin = around(self.sorted.partition_point(|known| *known < word));
        let end = self.from_end.partition_point(|i| self.sorted[*i as usize].bytes().rev().lt(word.bytes().rev()));
        let near = begin.chain(self.from_end[around(end)].iter().map(|i| *i as usize));
        slip(word, near.map(|i| self.sorted[i]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATINGS: &[Word] = &[
        Word { word: "satisfied", en: "Satisfied", zh: "满意" },
        Word { word: "basically", en: "Mostly satisfied|Basically satisfied", zh: "基本满意" },
        Word { word: "dissatisfied", en: "Dissatisfied|Not satisfied", zh: "不满意" },
    ];

    #[test]
    fn a_label_is_what_it_says() {
        for (written, word) in [
            ("不满意", "dissatisfied"),
            ("满意", "satisfied"),
            ("“满意”", "satisfied"),
            ("Not satisfied", "dissatisfied"),
            ("mostly  satisfied", "basically"),
            ("Satisfied", "satisfied"),
            ("ｓａｔｉｓｆｉｅｄ", "satisfied"),
        ] {
            assert_eq!(called(written, RATINGS), Some(word), "{written}");
        }
        for written in ["unsatisfied", "很满意", "不大满意", "", "-"] {
            assert_eq!(meant(written, RATINGS), None, "{written}");
        }
        assert_eq!(meant("disatisfied", RATINGS), Some("dissatisfied"));
        assert_eq!(meant("satisifed", RATINGS), Some("satisfied"));
    }

    #[test]
    fn only_a_slip_is_one() {
        let known = ["complaint", "consult", "reply", "under-way", "urban-260302-1", "transport", "a", "ab"];
        for (written, meant) in [
            ("complain", Some("complaint")),
            ("Complaint", Some("complaint")),
            ("complaints", Some("complaint")),
            ("cmoplaint", Some("complaint")),
            ("ocmplaint", Some("complaint")),
            ("omplaint", Some("complaint")),
            ("under_way", Some("under-way")),
            ("Under way", Some("under-way")),
            ("urbna-260302-1", Some("urban-260302-1")),
            // Another number is another case; a short word has no slips; a label is no slip.
            ("urban-260302-2", None),
            ("urban-260303-1", None),
            ("b", None),
            ("repeal", None),
            ("投诉", None),
            ("", None),
        ] {
            assert_eq!(slip(written, known), meant, "{written}");
        }
        assert_eq!(slip("water-x", ["water-a", "water-b"]), None, "two are as near");
        assert_eq!(slip("departement", ["title", "department", "due"]), Some("department"));
    }

    #[test]
    fn among_many_words_a_slip_at_either_end_is_found() {
        let words: Vec<String> =
            (0..900).map(|n| format!("{}office-{}end", "x".repeat(n % 7), "y".repeat(n))).collect();
        let odd = ["transport", "inquiries"];
        let vocabulary = Vocabulary::new(words.iter().map(String::as_str).chain(odd));
        for (written, meant) in [("transprot", "transport"), ("rtansport", "transport"), ("inquirie", "inquiries")] {
            assert_eq!(vocabulary.slip(written), Some(meant));
        }
        assert!(vocabulary.has("transport") && !vocabulary.has("Transport"));
        assert_eq!(Vocabulary::default().slip("b"), None);
    }
}
