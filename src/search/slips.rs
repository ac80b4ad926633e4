//! What may have been meant by a question that found nothing.
//!
//! ```text
//! words  = words of titles, the commonest first, as one text with blanks between
//! sounds = [pairs, syllables]      pairs of Chinese characters of titles, the commonest first, without
//!                                  anything between; "gong公工 ji鸡积": characters by how they are read
//! ```
//! A word that nothing has may be one of titles, or of its own shard, that is one letter away; two
//! characters that no title has in a row may be two that sound alike. Each proposal is tried: it finds
//! something. The script of the search page proposes the same.

use super::ask::{Index, Wish, torn};
use super::normal::{normal, normal_with_places};
use super::shard::{self, Entry};
use super::texts;
use super::tokens::{self, Kind, Token};
use pinyin::ToPinyin as _;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

/// Names of the files.
pub const WORDS: &str = "words";
pub const SOUNDS: &str = "sounds";

/// Words that are told.
const MOST_WORDS: usize = 4_000;
/// Pairs that are told.
const MOST_PAIRS: usize = 6_000;
/// Proposals that are made, and those that are tried for them.
const MADE: usize = 3;
const TRIED: usize = 12;

/// Titles that are counted at once.
const CHUNK: usize = 4_096;

/// Returns whether a normalised word is one that is corrected: four Latin or Cyrillic letters or more.
fn is_spelt(word: &[char]) -> bool {
    let letter =
        |c: &char| matches!(c, 'a'..='z' | '\u{E0}'..='\u{24F}' | '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}');
    word.len() > 3 && word.iter().all(letter)
}

fn is_chinese(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Returns the normalised form of a Chinese character, which is one.
fn one(c: char) -> char {
    let mut chars = Vec::with_capacity(1);
    normal(c.encode_utf8(&mut [0; 4]), &mut chars);
    chars.first().copied().unwrap_or(c)
}

/// Returns the words of titles, the commonest first.
pub fn words(titles: &[&str]) -> String {
    let count = |titles: &[&str]| {
        let mut counts = HashMap::<Box<[char]>, (u32, usize)>::new();
        let mut chars = Vec::new();
        for (at, title) in titles.iter().enumerate() {
            chars.clear();
            normal(title, &mut chars);
            tokens::each(&chars, 0, &mut |kind, term, _, _, _| {
                if kind != Kind::Word || !is_spelt(term) {
                    return;
                }
                // Each title counts once.
                match counts.get_mut(term) {
                    Some((_, last)) if *last == at => {}
                    Some((count, last)) => (*count, *last) = (*count + 1, at),
                    None => drop(counts.insert(term.into(), (1, at))),
                }
            });
        }
        counts
    };
    let of_chunks: Vec<_> = titles.par_chunks(CHUNK).map(count).collect();
    let mut all = HashMap::<Box<[char]>, u32>::new();
    for (word, (count, _)) in of_chunks.into_iter().flatten() {
        *all.entry(word).or_default() += count;
    }
    let mut all: Vec<(Box<[char]>, u32)> = all.into_iter().collect();
    all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let words = all.into_iter().take(MOST_WORDS).map(|(word, _)| word.iter().collect::<String>());
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the pairs of Chinese characters of titles, the commonest first, and how characters are read.
pub fn sounds(titles: &[&str]) -> (String, String) {
    let pairs = pairs(titles);
    // Level 1 of GB 2312: the characters that people write.
    let rows = (0xB0..=0xD7u8).flat_map(|row| (0xA1..=0xFEu8).map(move |cell| [row, cell]));
    let bytes: Vec<u8> = rows.filter(|bytes| *bytes <= [0xD7, 0xF9]).flatten().collect();
    let level = encoding_rs::GBK.decode_without_bom_handling(&bytes).0;
    let chars: BTreeSet<char> = level.chars().chain(pairs.chars()).filter(|c| is_chinese(*c)).collect();
    let mut syllables = BTreeMap::<String, String>::new();
    for c in chars {
        if let Some(sound) = c.to_pinyin() {
            let plain = sound.plain().replace('ü', "v").replace('ê', "e");
            syllables.entry(plain).or_default().push(c);
        }
    }
    (pairs, syllables.into_iter().map(|(sound, own)| sound + &own).collect::<Vec<_>>().join(" "))
}

fn pairs(titles: &[&str]) -> String {
    let code = |c: char| u32::from(c) - 0x4E00;
    let of_chunk = |titles: &[&str]| {
        let (mut all, mut chars) = (Vec::<u32>::new(), Vec::new());
        for title in titles {
            chars.clear();
            chars.extend(title.chars());
            let from = all.len();
            for pair in chars.windows(2).filter(|pair| pair.iter().all(|c| is_chinese(*c))) {
                let pair = code(pair[0]) << 16 | code(pair[1]);
                if !all[from..].contains(&pair) {
                    all.push(pair);
                }
            }
        }
        all
    };
    let mut all: Vec<u32> = titles.par_chunks(CHUNK).flat_map_iter(of_chunk).collect();
    all.par_sort_unstable();
    let mut counted: Vec<(usize, u32)> = all.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
    counted.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let chars = counted.into_iter().take(MOST_PAIRS).flat_map(|(_, pair)| [pair >> 16, pair & 0xFFFF]);
    chars.filter_map(|code| char::from_u32(code + 0x4E00)).collect()
}

/// A change of a question: the bytes from one place to another become a text.
type Edit = (usize, usize, String);

/// What is known of titles.
struct Known {
    words: Vec<String>,
    /// As titles have them, the commonest first, and normalised.
    pairs: Vec<(String, [char; 2])>,
    /// Of normalised characters.
    syllables: HashMap<char, String>,
}

/// Proposals for a question.
#[derive(Default)]
struct Made {
    /// By their terms: two ways to write one are one.
    tried: BTreeSet<Vec<String>>,
    good: Vec<String>,
}

impl Made {
    fn is_enough(&self) -> bool {
        self.tried.len() >= TRIED || self.good.len() >= MADE
    }
}

impl Index<'_> {
    /// Returns questions that may have been meant by one that found nothing; each finds something.
    ///
    /// # Errors
    /// When a file cannot be read, or is not what an index has.
    pub fn slips(&self, question: &str) -> io::Result<Vec<String>> {
        let (mut chars, mut places) = (Vec::new(), Vec::new());
        normal_with_places(question, &mut chars, &mut places);
        let known = self.known(chars.iter().copied().any(is_chinese))?;
        let all = tokens::tokens(&chars);
        let bytes = |token: &Token| (places[token.from].0, places[token.to - 1].1);
        let mut parts: Vec<Vec<Edit>> = Vec::new();
        for token in all.iter().filter(|token| token.kind == Kind::Word) {
            let (from, to) = bytes(token);
            let near = self.near_words(&known, &token.term, to == question.len())?;
            parts.extend(near.map(|words| words.into_iter().map(|word| (from, to, word)).collect()));
        }
        let titles: BTreeSet<[char; 2]> = known.pairs.iter().map(|(_, pair)| *pair).collect();
        let pairs: Vec<&Token> = all.iter().filter(|token| token.kind == Kind::Pair).collect();
        for run in pairs.chunk_by(|a, b| b.from < a.to) {
            let whole = &question[bytes(run[0]).0..bytes(run[run.len() - 1]).1];
            let strange = run.iter().map(|pair| (bytes(pair), [chars[pair.from], chars[pair.from + 1]]));
            let strange = strange.filter(|(_, pair)| pair.iter().all(|c| is_chinese(*c)) && !titles.contains(pair));
            let strange: Vec<_> = strange.collect();
            if !strange.is_empty() && !self.finds(whole)? {
                parts.push(known.alike(&strange));
            }
        }
        let mut made = Made::default();
        if !parts.is_empty() && parts.iter().all(|edits| !edits.is_empty()) {
            parts.sort_by_key(|edits| edits[0].0);
            self.propose(&parts, question.to_owned(), &mut made)?;
        }
        Ok(made.good)
    }

    fn known(&self, is_chinese: bool) -> io::Result<Known> {
        let read = |name: &str| -> io::Result<serde_json::Value> {
            let script = self.read(name)?;
            texts::handed(&script).and_then(|json| serde_json::from_str(json).ok()).ok_or_else(|| torn(name))
        };
        let words = read(WORDS)?;
        let words = words.as_str().unwrap_or_default().split(' ').map(str::to_owned).collect();
        let mut known = Known { words, pairs: Vec::new(), syllables: HashMap::new() };
        if is_chinese {
            let (pairs, syllables): (String, String) =
                serde_json::from_value(read(SOUNDS)?).map_err(|_| torn(SOUNDS))?;
            let pairs: Vec<char> = pairs.chars().collect();
            let pairs = pairs.chunks_exact(2).map(|pair| (pair.iter().collect(), [pair[0], pair[1]].map(one)));
            known.pairs = pairs.collect();
            for group in syllables.split(' ') {
                let (sound, own) = group.split_at(group.find(|c: char| !c.is_ascii()).unwrap_or(group.len()));
                known.syllables.extend(own.chars().map(|c| (one(c), sound.to_owned())));
            }
        }
        Ok(known)
    }

    /// Returns words that are one letter away from a word that nothing has; none for any other.
    fn near_words(&self, known: &Known, term: &str, prefix: bool) -> io::Result<Option<Vec<String>>> {
        let is_near = |word: &str| word.len().abs_diff(term.len()) < 5 && strsim::osa_distance(word, term) == 1;
        if !is_spelt(&term.chars().collect::<Vec<_>>()) || self.look(term, prefix)?.most > 0 {
            return Ok(None);
        }
        let mut near: Vec<String> = known.words.iter().filter(|word| is_near(word)).cloned().collect();
        let beginning: String = term.chars().take(4).collect();
        let mut own = BTreeSet::new();
        for space in &self.settings.spaces {
            for name in shard::names_of(space.at(term), &self.root.split) {
                let script = self.read(&name)?;
                let text = texts::handed_text(&script).ok_or_else(|| torn(&name))?;
                let entries = Entry::read(text).ok_or_else(|| torn(&name))?;
                let terms = entries.into_iter().map(|entry| entry.term.into_owned());
                own.extend(terms.filter(|own| own.starts_with(&beginning) && is_near(own) && !near.contains(own)));
            }
        }
        let counted: io::Result<Vec<_>> =
            own.into_iter().map(|own| Ok((std::cmp::Reverse(self.look(&own, false)?.most), own))).collect();
        let mut counted = counted?;
        counted.sort();
        near.extend(counted.into_iter().map(|(_, own)| own));
        Ok(Some(near))
    }

    /// Returns whether something has all of a question.
    fn finds(&self, question: &str) -> io::Result<bool> {
        let answer = self.ask(question, &Wish { want: Some(1), ..Wish::default() })?;
        Ok(answer.total > 0 && !answer.near)
    }

    /// Tries the edits of each part together, those of the first part changing first. What is changed at
    /// the end moves nothing before it.
    fn propose(&self, parts: &[Vec<Edit>], question: String, made: &mut Made) -> io::Result<()> {
        let Some((last, parts)) = parts.split_last() else {
            let mut chars = Vec::new();
            normal(&question, &mut chars);
            let terms = tokens::tokens(&chars).into_iter().map(|token| token.term);
            if made.tried.insert(terms.collect()) && self.finds(&question)? {
                made.good.push(question.trim().to_owned());
            }
            return Ok(());
        };
        for (from, to, text) in last {
            if made.is_enough() {
                break;
            }
            self.propose(parts, [&question[..*from], text, &question[*to..]].concat(), made)?;
        }
        Ok(())
    }
}

impl Known {
    /// Returns edits that make pairs of titles of pairs that sound like them, the commonest first.
    fn alike(&self, strange: &[((usize, usize), [char; 2])]) -> Vec<Edit> {
        let sound = |c: &char| self.syllables.get(c);
        let mut all = Vec::new();
        for (written, pair) in &self.pairs {
            for ((from, to), own) in strange {
                if pair.iter().zip(own).all(|(a, b)| sound(a) == sound(b)) {
                    all.push((*from, *to, written.clone()));
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::texts::Document;
    use super::*;

    const TITLES: &[&str] = &[
        "Lamps of Mill Street",
        "Streets and lanes",
        "Opening hours of the library",
        "The footbridge of Brücke 7",
        "Улица Мира",
        "住房公积金查询",
        "公积金",
        "路燈不亮",
        "电梯年检",
        "停车管理条例",
    ];

    #[test]
    fn words_of_titles_are_told_the_commonest_first() {
        assert_eq!(words(TITLES), "street brucke footbridge hour lamp lane library mill opening мира улица");
        assert_eq!(words(&["ways ways ways", "lanes, a1234", "Lane"]), "lane");
        assert_eq!(words(&[]), "");
    }

    #[test]
    fn pairs_of_titles_are_told_and_how_characters_sound() {
        let (pairs, syllables) = sounds(TITLES);
        assert!(pairs.starts_with("公积积金"), "{pairs}");
        assert!(pairs.contains("路燈"), "{pairs}");
        let group = |c: char| syllables.split(' ').find(|group| group.contains(c)).unwrap();
        assert!(group('公').starts_with("gong") && group('公').contains('攻') && group('公').contains('工'));
        assert!(syllables.chars().filter(|c| is_chinese(*c)).count() >= 3_755, "all of level 1");
        let names: Vec<&str> = syllables.split(' ').map(|group| group.trim_end_matches(is_chinese)).collect();
        assert!(names.is_sorted() && names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase())));
        assert!(names.contains(&"nv") && !names.contains(&""));
        assert!(sounds(&["丌丌丌"]).1.contains('丌'), "what no list has, and a title");
    }

    #[test]
    fn what_is_meant_finds_something() {
        let bodies = ["the lantern glimmers".to_owned(), "电来提出".to_owned()];
        let documents = TITLES.iter().zip(0u32..).map(|(title, number)| {
            let texts = bodies.iter().take(usize::from(number == 1) * 2).cloned().collect();
            (number, Document { titles: vec![(*title).to_owned()], texts, ..Document::default() })
        });
        super::super::tests::with_index(&documents.collect(), &words(TITLES), &sounds(TITLES), &|index| {
            for (question, meant) in [
                ("stret", &["street"][..]),
                ("Stret LAMPS", &["street LAMPS"]),
                ("lane libary", &[]),
                ("mil lampps", &[]),
                ("footbrige", &["footbridge"]),
                ("footbirdge", &["footbridge"]),
                ("Libaries hour", &["library hour"]),
                ("openin", &[]),
                ("lanterm", &["lantern"]),
                ("glimmmers ", &["glimmer"]),
                ("Bruecke", &["brucke"]),
                ("улитца", &["улица"]),
                ("stret lampq", &["street lamp"]),
                ("公鸡金", &["公积金"]),
                ("住房公鸡金", &["住房公积金"]),
                ("查询 公鸡金", &["查询 公积金"]),
                ("路登", &["路燈"]),
                ("条力", &["条例"]),
                ("路灯步亮", &["路灯不亮"]),
                ("停车关理", &["停车管理"]),
                ("电提", &["电梯"]),
                ("电提 mill", &[]),
                ("公积金 xqzzy", &[]),
                ("xqzzyk", &[]),
                ("乒乓球", &[]),
                ("", &[]),
                ("-", &[]),
            ] {
                assert_eq!(index.slips(question).unwrap(), meant, "{question}");
            }
        });
    }
}
