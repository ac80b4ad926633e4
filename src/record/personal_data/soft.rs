//! What says who a citizen is without being a number: the address of a home, a name.
//!
//! Asked of citizens' text only, and reported as something to look at: a street with a number
//! may as well be where the lamp is dark.

use super::shown::Seen;
use super::{Found, Packs, found};
use crate::record::words::{PersonalData, PersonalDataPack as Pack};

/// The surnames of nineteen in twenty people in China.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常傅康温牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简连芦麦褚娄窦戚岑党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊";

/// Returns what begins or ends at a character.
pub fn at(chars: &[Seen], i: usize, packs: Packs) -> Option<Found> {
    match chars[i].c {
        '我' | '本' | '叫' => name_cn(chars, i),
        '号' if packs.has(Pack::Cn) => door_cn(chars, i),
        '室' | '户' if packs.has(Pack::Cn) => room_cn(chars, i),
        'm' | 'M' => name_after(chars, i, &["my name is ", "mein name ist "]),
        'I' | 'i' => name_after(chars, i, &["i am called ", "ich heiße ", "ich heisse "]),
        c if packs.has(Pack::Uk) && c.is_ascii_uppercase() => postcode(chars, i),
        c if packs.has(Pack::Au) && c.is_ascii_uppercase() => australian(chars, i),
        c if (packs.has(Pack::De) || packs.has(Pack::Eu)) && c.is_ascii_digit() => german(chars, i),
        _ => None,
    }
}

/// Returns whether a line without digits may say a name.
pub fn may_name(line: &str) -> bool {
    if line.is_ascii() {
        return ["name is", "am called", "heiss"].iter().any(|words| line.contains(words));
    }
    ["叫", "姓名", "名字", "name is", "am called", "heiß"].iter().any(|words| line.contains(words))
}

fn starts(chars: &[Seen], i: usize, words: &str) -> bool {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    words.chars().zip(i..).all(|(word, at)| chars.get(at).is_some_and(|seen| lower(seen.c) == word))
}

/// `我叫张三`, `本人姓名：张三`; not `我叫了救护车`, not `张某`.
fn name_cn(chars: &[Seen], i: usize) -> Option<Found> {
    const LEADS: [&str; 7] = ["我叫", "我的名字叫", "我的名字是", "我名叫", "我姓名", "本人姓名", "本人叫"];
    let lead = LEADS.iter().find(|lead| starts(chars, i, lead))?.chars().count();
    let gap =
        chars[i + lead..].iter().take(3).take_while(|seen| matches!(seen.c, ':' | ' ' | '是' | '为' | '叫')).count();
    let from = i + lead + gap;
    let han = |at: usize| chars.get(at).is_some_and(|seen| ('\u{4E00}'..='\u{9FFF}').contains(&seen.c));
    let surname = chars.get(from).is_some_and(|seen| SURNAMES.contains(seen.c));
    let masked = chars.get(from + 1).is_some_and(|seen| matches!(seen.c, '某' | '先' | '女' | '师' | '车'));
    let fits = surname && han(from + 1) && !masked;
    fits.then(|| found(PersonalData::Name, i..from + 2, 0, "***".to_owned()))
}

/// `my name is Mary`: a capital follows.
fn name_after(chars: &[Seen], i: usize, leads: &[&str]) -> Option<Found> {
    let fresh = i.checked_sub(1).is_none_or(|before| !chars[before].c.is_alphanumeric());
    let lead = leads.iter().find(|lead| fresh && starts(chars, i, lead))?.chars().count();
    let from = i + lead;
    let letters = chars[from..].iter().take_while(|seen| seen.c.is_alphabetic()).count();
    let capital = chars.get(from).is_some_and(|seen| seen.c.is_uppercase()) && letters >= 2;
    capital.then(|| found(PersonalData::Name, i..from + letters, 0, "***".to_owned()))
}

fn digits_before(chars: &[Seen], i: usize) -> usize {
    chars[..i].iter().rev().take(5).take_while(|seen| seen.c.is_ascii_digit()).count()
}

/// `人民路12号`, `河东村3组8号`: a way, a number, `号`.
fn door_cn(chars: &[Seen], i: usize) -> Option<Found> {
    let mut digits = digits_before(chars, i);
    if !(1..=4).contains(&digits) || chars.get(i + 1).is_some_and(|seen| "线文令公通召码机院厅窗楼".contains(seen.c))
    {
        return None;
    }
    // `12-3号`, `12附3号`
    if let Some(mark) = i.checked_sub(digits + 1).filter(|at| matches!(chars[*at].c, '-' | '附' | '之')) {
        digits += 1 + digits_before(chars, mark);
    }
    let way = i.checked_sub(digits + 1)?;
    let fits = "路街巷弄里道村组屯庄胡同队坊径".contains(chars[way].c);
    fits.then(|| found(PersonalData::Address, way..i + 1, 0, "***".to_owned()))
}

/// `3栋502室`, `2单元301户`: a house and a room in it.
fn room_cn(chars: &[Seen], i: usize) -> Option<Found> {
    let digits = digits_before(chars, i);
    let house = i.checked_sub(digits + 1).filter(|_| (3..=4).contains(&digits))?;
    let fits = "栋幢元座号楼弄".contains(chars[house].c);
    fits.then(|| found(PersonalData::Address, house..i + 1, 0, "***".to_owned()))
}

/// A postcode of the United Kingdom with the number of a house shortly before it.
fn postcode(chars: &[Seen], i: usize) -> Option<Found> {
    let c = |at: usize| chars.get(at).map_or(' ', |seen| seen.c);
    if i > 0 && chars[i - 1].c.is_ascii_alphanumeric() {
        return None;
    }
    let area = (i..i + 2).take_while(|at| c(*at).is_ascii_uppercase()).count();
    let district = (i + area..i + area + 2).take_while(|at| c(*at).is_ascii_digit()).count();
    let letter = usize::from(district == 1 && c(i + area + district).is_ascii_uppercase());
    let gap = i + area + district + letter;
    let inward = gap + usize::from(c(gap) == ' ');
    let fits = district > 0
        && c(inward).is_ascii_digit()
        && c(inward + 1).is_ascii_uppercase()
        && c(inward + 2).is_ascii_uppercase()
        && !c(inward + 3).is_ascii_alphanumeric();
    (fits && house_before(chars, i, 70)).then(|| found(PersonalData::Address, i..inward + 3, 0, "***".to_owned()))
}

/// A number and a capitalised word: `12 Acacia Avenue`, `4a Mill Lane`.
fn house_before(chars: &[Seen], i: usize, reach: usize) -> bool {
    let near = &chars[i.saturating_sub(reach)..i];
    (0..near.len()).any(|at| {
        let digits = near[at..].iter().take_while(|seen| seen.c.is_ascii_digit()).count();
        let fresh = at == 0 || !near[at - 1].c.is_alphanumeric();
        let letter = usize::from(near.get(at + digits).is_some_and(|seen| seen.c.is_ascii_lowercase()));
        let after = at + digits + letter;
        let next = |n: usize| near.get(after + n).map_or(' ', |seen| seen.c);
        fresh && (1..=4).contains(&digits) && next(0) == ' ' && next(1).is_uppercase() && next(2).is_lowercase()
    })
}

/// `12 Smith Street, Carlton VIC 3053`.
fn australian(chars: &[Seen], i: usize) -> Option<Found> {
    const STATES: [&str; 8] = ["NSW", "VIC", "QLD", "WA", "SA", "TAS", "ACT", "NT"];
    let c = |at: usize| chars.get(at).map_or(' ', |seen| seen.c);
    let state = STATES.iter().find(|state| state.chars().enumerate().all(|(n, want)| c(i + n) == want))?.len();
    let code = i + state + 1;
    let fits =
        c(i + state) == ' ' && (code..code + 4).all(|at| c(at).is_ascii_digit()) && !c(code + 4).is_ascii_digit();
    (fits && house_before(chars, i, 70)).then(|| found(PersonalData::Address, i..code + 4, 0, "***".to_owned()))
}

/// `Hauptstraße 12, 10115 Berlin`: a street and a number shortly before a postcode and a town.
fn german(chars: &[Seen], i: usize) -> Option<Found> {
    let c = |at: usize| chars.get(at).map_or(' ', |seen| seen.c);
    let fresh = i == 0 || !chars[i - 1].c.is_alphanumeric();
    let fits = fresh && (i..i + 5).all(|at| c(at).is_ascii_digit()) && c(i + 5) == ' ' && c(i + 6).is_uppercase();
    if !fits {
        return None;
    }
    let near: String = chars[i.saturating_sub(40)..i].iter().flat_map(|seen| seen.c.to_lowercase()).collect();
    let street = ["straße", "strasse", "str.", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer"]
        .iter()
        .filter_map(|way| near.rfind(way).map(|at| at + way.len()))
        .max()?;
    let number = near[street..].trim_start().chars().next().is_some_and(|c| c.is_ascii_digit());
    number.then(|| found(PersonalData::Address, i..i + 5, 0, "***".to_owned()))
}
