//! The numbers of a part of a text: groups of digits, and what stands between and beside them.
//!
//! ```text
//! number = group { gap group }
//! gap    = one to three of: space, line end, "-", ".", "_", "/", "(", ")", "·"
//! ```
//! A detector asks for each group whether a number of its kind begins there; a number takes
//! whole groups only, so that a date or a house number beside a telephone number hides nothing.

use super::shown::Seen;

/// A run of digits.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// Places among the characters.
    start: usize,
    end: usize,
    /// Place of its first digit among all digits.
    at: usize,
}

/// What stands between two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    Space,
    Dash,
    Dot,
    Slash,
    /// A bracket, as round an area code.
    Round,
    /// Nothing that people put into a number.
    Wall,
}

/// The groups of a part of a text.
#[derive(Debug, Default)]
pub struct Numbers {
    groups: Vec<Group>,
    digits: Vec<u8>,
    /// What stands after each group.
    gaps: Vec<Gap>,
    /// For each group, the digits of all groups between the walls on its sides.
    chains: Vec<usize>,
}

impl Numbers {
    /// Finds the groups of a text.
    pub fn find(&mut self, chars: &[Seen]) {
        self.groups.clear();
        self.digits.clear();
        self.gaps.clear();
        let mut inside = false;
        for (at, seen) in chars.iter().enumerate() {
            let Some(digit) = seen.c.to_digit(10).filter(|_| seen.c.is_ascii()) else {
                inside = false;
                continue;
            };
            if !inside {
                self.groups.push(Group { start: at, end: at, at: self.digits.len() });
            }
            inside = true;
            if let Some(group) = self.groups.last_mut() {
                group.end = at + 1;
            }
            self.digits.push(u8::try_from(digit).unwrap_or(0));
        }
        let next = self.groups.iter().skip(1).map(|g| g.start);
        self.gaps.extend(self.groups.iter().zip(next).map(|(g, next)| gap(&chars[g.end..next])));
        if !self.groups.is_empty() {
            self.gaps.push(Gap::Wall);
        }
        self.link();
    }

    fn link(&mut self) {
        self.chains.clear();
        let mut first = 0;
        for (at, gap) in self.gaps.iter().enumerate() {
            if *gap == Gap::Wall {
                let sum = self.groups[first..=at].iter().map(|g| g.end - g.start).sum();
                self.chains.resize(at + 1, sum);
                first = at + 1;
            }
        }
    }

    /// Returns how many digits a group has together with those it may make a number with.
    pub fn chain(&self, group: usize) -> usize {
        self.chains[group]
    }

    /// Returns how many groups there are.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Returns the place of the first character of a group.
    pub fn start(&self, group: usize) -> usize {
        self.groups[group].start
    }

    /// Returns the place behind the last character of a group.
    pub fn end(&self, group: usize) -> usize {
        self.groups[group].end
    }

    /// Returns how many digits a group has.
    pub fn width(&self, group: usize) -> usize {
        self.groups[group].end - self.groups[group].start
    }

    /// Returns the digits of `count` groups.
    pub fn digits(&self, first: usize, count: usize) -> &[u8] {
        let last = self.groups[first + count - 1];
        &self.digits[self.groups[first].at..last.at + (last.end - last.start)]
    }

    /// Returns what stands behind a group.
    pub fn gap(&self, group: usize) -> Gap {
        self.gaps[group]
    }

    /// Returns what stands before a group.
    pub fn gap_before(&self, group: usize) -> Gap {
        group.checked_sub(1).map_or(Gap::Wall, |before| self.gaps[before])
    }

    /// Returns how many groups from `first` have these widths, with gaps of the kinds allowed.
    pub fn fits(&self, first: usize, widths: &[usize], gaps: &[Gap]) -> bool {
        first + widths.len() <= self.len()
            && widths.iter().enumerate().all(|(i, width)| self.width(first + i) == *width)
            && (first..first + widths.len() - 1).all(|i| gaps.contains(&self.gaps[i]))
    }

    /// Returns how many groups from `first` have `wanted` digits together, walls apart.
    pub fn reach(&self, first: usize, wanted: usize) -> Option<usize> {
        let mut sum = 0;
        for group in first..self.len() {
            sum += self.width(group);
            if sum >= wanted {
                return (sum == wanted).then_some(group + 1 - first);
            }
            if !matches!(self.gaps[group], Gap::Space | Gap::Dash | Gap::Dot) {
                return None;
            }
        }
        None
    }

    /// Returns whether groups stand alone, and nothing but single spaces and hyphens in them.
    pub fn whole(&self, first: usize, count: usize) -> bool {
        let last = first + count - 1;
        self.gap_before(first) == Gap::Wall
            && self.gaps[last] == Gap::Wall
            && (first..last).all(|i| {
                matches!(self.gaps[i], Gap::Space | Gap::Dash) && self.groups[i + 1].start == self.groups[i].end + 1
            })
    }
}

pub(super) fn gap(between: &[Seen]) -> Gap {
    if between.is_empty() || between.len() > 3 {
        return Gap::Wall;
    }
    let mut kind = Gap::Space;
    for seen in between {
        kind = match (seen.c, kind) {
            (' ' | '\n', kind) => kind,
            ('-' | '_' | '·', Gap::Space | Gap::Dash) => Gap::Dash,
            ('.', Gap::Space) => Gap::Dot,
            ('/', Gap::Space) => Gap::Slash,
            ('(' | ')', Gap::Space | Gap::Round | Gap::Dash) | ('-', Gap::Round) => Gap::Round,
            _ => return Gap::Wall,
        };
    }
    kind
}

/// Returns whether the last digit makes the sum of Luhn's rule end in 0.
pub fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, d)| {
            let doubled = u32::from(*d) * if i % 2 == 1 { 2 } else { 1 };
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// What stands beside a candidate; asked of candidates only, so it may look more closely.
pub struct Beside<'a> {
    pub chars: &'a [Seen],
    pub start: usize,
    pub end: usize,
}

/// How far a word may stand from the number that it is about.
const NEAR: usize = 16;

impl Beside<'_> {
    /// Returns the character `back` places before.
    fn before(&self, back: usize) -> Option<char> {
        self.start.checked_sub(back).map(|at| self.chars[at].c)
    }

    /// Returns the character `on` places behind.
    fn after(&self, on: usize) -> Option<char> {
        self.chars.get(self.end + on).map(|seen| seen.c)
    }

    /// Returns the `count` characters before, in lower case, up to the end of a sentence.
    fn words_before(&self, count: usize) -> String {
        let from = self.start.saturating_sub(count);
        let near: String = self.chars[from..self.start].iter().map(|seen| seen.c.to_ascii_lowercase()).collect();
        let cut = near.rfind(['。', '；', ';', '|', '\n', '，', '!', '！', '?', '？']).map_or(0, |at| at + 1);
        near.get(cut..).map_or_else(|| near.clone(), str::to_owned)
    }

    /// Returns whether one of the words stands shortly before.
    pub fn said(&self, words: &[&str]) -> bool {
        let near = self.words_before(NEAR);
        words.iter().any(|word| near.contains(word))
    }

    /// Returns whether one of the words stands somewhat before; for names of papers.
    pub fn named(&self, words: &[&str]) -> bool {
        let near = self.words_before(NEAR * 3);
        words.iter().any(|word| near.contains(word))
    }

    /// Returns whether the number is a part of a longer word, or of a decimal.
    pub fn part_of_more(&self) -> bool {
        self.glued_before() || self.glued_behind() || self.decimal()
    }

    /// Letters right before, unless they are a word that introduces a number.
    pub fn glued_before(&self) -> bool {
        const WORDS: [&str; 28] = [
            "tel", "phone", "mobile", "mob", "cell", "call", "ph", "m", "t", "p", "fax", "id", "no", "num", "number",
            "nr", "card", "sfz", "wechat", "wx", "vx", "v", "qq", "whatsapp", "handy", "mobil", "telefon", "or",
        ];
        let letters: Vec<char> =
            (1..=10).map_while(|back| self.before(back)).take_while(char::is_ascii_alphabetic).collect();
        if letters.is_empty() {
            return false;
        }
        let word: String = letters.iter().rev().map(char::to_ascii_lowercase).collect();
        let longer = self.before(letters.len() + 1).is_some_and(|c| c.is_ascii_digit());
        longer || !WORDS.contains(&word.as_str())
    }

    /// A word behind that holds further digits is a code: `13800138000a9`.
    fn glued_behind(&self) -> bool {
        let mut word = (0..40).map_while(|on| self.after(on)).take_while(char::is_ascii_alphanumeric);
        let code = self.before(1) == Some('-') && self.before(2).is_some_and(|c| c.is_ascii_alphanumeric());
        (code || word.any(|c| c.is_ascii_digit())) && self.after(0).is_some_and(|c| c.is_ascii_alphabetic())
    }

    /// `3.13800138000`, `14717087130.6983`: one point between digits, with no third part.
    pub fn decimal(&self) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let point = |c: Option<char>| matches!(c, Some('.' | ','));
        let fraction = point(self.before(1)) && self.before(1) == Some('.') && digit(self.before(2));
        let whole = self.after(0) == Some('.') && digit(self.after(1)) && {
            let rest = (1..24).map_while(|on| self.after(on)).find(|c| !c.is_ascii_digit());
            // `...000.2.` and `...000.2、` go on with the next item of a list.
            !matches!(rest, Some('.' | '、' | ')' | '）'))
        };
        fraction || whole
    }

    /// Returns whether the number says how much: a currency before, a unit behind.
    pub fn quantity(&self) -> bool {
        const BEFORE: [&str; 16] =
            ["￥", "¥", "$", "€", "£", "usd", "eur", "gbp", "cny", "rmb", "aud", "chf", "jpy", "hkd", "us$", "人民币"];
        const BEHIND: [&str; 52] = [
            "万元",
            "亿元",
            "万美",
            "亿美",
            "万欧",
            "亿欧",
            "万人",
            "亿人",
            "万吨",
            "亿吨",
            "万平",
            "万千",
            "亿千",
            "万户",
            "万次",
            "万亩",
            "美元",
            "欧元",
            "英镑",
            "港元",
            "日元",
            "平方",
            "立方",
            "公顷",
            "公里",
            "千米",
            "千瓦",
            "人次",
            "户次",
            "%",
            "‰",
            "￥",
            "€",
            "£",
            "$",
            "eur",
            "usd",
            "gbp",
            "cny",
            "rmb",
            "aud",
            "kwh",
            "mwh",
            "gwh",
            "m²",
            "m³",
            "km²",
            "tonne",
            "byte",
            "people",
            "inhabitants",
            "字节",
        ];
        let before = self.words_before(6);
        let before = before.trim_end();
        let behind: String = (0..12).map_while(|on| self.after(on)).map(|c| c.to_ascii_lowercase()).collect();
        let behind = behind.trim_start_matches([' ', '"', ')', '）']);
        // `元` is a unit, `元旦` is New Year.
        let short = ["元", "万", "亿", "吨"].iter().any(|unit| {
            let rest = behind.strip_prefix(unit);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c)))
        });
        short || BEFORE.iter().any(|word| before.ends_with(word)) || BEHIND.iter().any(|word| behind.starts_with(word))
    }

    /// Returns whether the number names a document or an order: `编号 13800138000`, `第…号`.
    pub fn reference(&self) -> bool {
        const BEFORE: [&str; 14] = [
            "编号",
            "单号",
            "流水号",
            "文号",
            "案号",
            "受理号",
            "工单",
            "代码",
            "条码",
            "批号",
            "isbn",
            "doi",
            "ref",
            "invoice",
        ];
        let near = self.words_before(8);
        let numbered = self.after(0) == Some('号') && !matches!(self.after(1), Some('楼' | '码' | '机' | '院' | '微'));
        numbered || BEFORE.iter().any(|word| near.contains(word))
    }

    /// Returns whether the number is an id in an address of the web, and not what one of its
    /// keys calls a telephone.
    pub fn in_url(&self) -> bool {
        let in_url = |seen: &&Seen| {
            seen.c.is_ascii_graphic() && !matches!(seen.c, '"' | '\'' | '<' | '>' | '(' | ')' | '|' | '`')
        };
        let from = self.start.saturating_sub(300);
        let token: Vec<char> =
            self.chars[from..self.start].iter().rev().take_while(in_url).map(|seen| seen.c).collect();
        let token: String = token.into_iter().rev().map(|c| c.to_ascii_lowercase()).collect();
        if is_phone_key(&token) {
            return false;
        }
        let paged = [".htm", ".shtml", ".asp", ".jsp", ".php", "/"];
        let behind: String = (0..6).map_while(|on| self.after(on)).collect();
        let path = token.ends_with('/') && token.len() > 1 && paged.iter().any(|end| behind.starts_with(end));
        token.contains("://") || token.starts_with("www.") || path
    }
}

/// Returns whether the last key of a query, or the scheme, is about telephones.
fn is_phone_key(token: &str) -> bool {
    let last = token.rsplit(['?', '&', '#', '/', ';']).next().unwrap_or_default();
    is_phone_name(last.trim_end_matches(['=', ':', '+'])) || token.ends_with("wa.me/") || token.contains("tel:")
}

/// Returns whether a name of a column or key is about telephones.
pub fn is_phone_name(name: &str) -> bool {
    const PARTS: [&str; 14] = [
        "手机", "电话", "联系", "号码", "热线", "微信", "phone", "mobile", "telefon", "whatsapp", "handy", "contact",
        "hotline", "mobil",
    ];
    const WORDS: [&str; 7] = ["tel", "cell", "mob", "sms", "fax", "msisdn", "sjh"];
    let name = name.to_lowercase();
    PARTS.iter().any(|part| name.contains(part))
        || name.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// Words that introduce a telephone number in a text.
pub const PHONE_WORDS: &[&str] = &[
    "电话", "手机", "联系", "致电", "拨打", "微信", "机号", "tel", "phone", "mobile", "call ", "cell", "whatsapp",
    "handy", "mobil", "reach me", "ring ", "text me",
];
