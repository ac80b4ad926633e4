//! What is found, what is not, and that it stays quick.

use super::*;
use PersonalData as P;
use PersonalDataPack as Pack;

fn scan(text: &str, form: Form, packs: &[Pack], citizens: &[Range<usize>]) -> Vec<Hit> {
    let own = ["city.example".to_owned()];
    let scan = Scan { packs: Packs::of(packs), own_domains: &own };
    // What stands in a source is found in a finished file as well.
    let mut finished = Vec::new();
    scan.finished(text.as_bytes(), form, &mut |shown| finished.push((shown.kind, shown.value)));
    // Each look shows a bounded part, so that a long text need not be held against itself here.
    let held = if text.len() < 10_000 { scan.values(text, form) } else { Vec::new() };
    for shown in held {
        assert!(finished.contains(&(shown.kind, shown.value.clone())), "{shown:?} in {text}: {finished:?}");
    }
    scan.text(text, form, citizens)
}

fn kinds_in(text: &str, packs: &[Pack]) -> Vec<P> {
    scan(text, Form::Prose, packs, &[]).into_iter().map(|hit| hit.kind).collect()
}

fn kinds(text: &str) -> Vec<P> {
    kinds_in(text, &[Pack::Cn])
}

/// What is found in a citizen's words.
fn soft(text: &str, packs: &[Pack]) -> Vec<P> {
    scan(text, Form::Prose, packs, std::slice::from_ref(&(0..text.len()))).into_iter().map(|hit| hit.kind).collect()
}

/// A number with the digit that Luhn's rule asks for.
fn card(stem: &str) -> String {
    let numbers = ('0'..='9').map(|last| format!("{stem}{last}"));
    let fits = |number: &String| numbers::luhn(&number.bytes().map(|b| b - b'0').collect::<Vec<_>>());
    numbers.into_iter().find(fits).unwrap()
}

const ID: &str = "11010519491231002X";

#[test]
fn numbers_are_confirmed_before_they_are_reported() {
    // The example of GB 11643-1999.
    assert_eq!(kinds("身份证11010519491231002X。"), [P::ResidentId]);
    assert_eq!(kinds("１１０１０５１９４９１２３１００２Ｘ"), [P::ResidentId]);
    assert_eq!(kinds("110105194912310021"), []);
    assert_eq!(kinds("call 138-0013-8000 or +86 13800138000"), [P::Mobile, P::Mobile]);
    assert_eq!(kinds(&format!("pay to {}", card("622202000000000000"))), [P::BankCard]);
    assert_eq!(kinds("order 20260302011712345678"), []);
    assert_eq!(kinds("12345-20260302-0117"), []);
    assert_eq!(kinds("hotline 12345, 110"), []);
}

#[test]
fn addresses_of_the_site_are_fine() {
    assert_eq!(kinds("write to mail@city.example or a@b.city.example"), []);
    assert_eq!(kinds("write to someone@elsewhere.example"), [P::Email]);
    assert_eq!(kinds("some&#111;ne%40else\\u0077here.example"), [P::Email]);
    for text in ["@ noon", "photo@2x.png", "npm i tera@2.4.0", "https://x.example/@user", "a@b"] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn a_hit_never_shows_the_value_and_stands_where_the_source_has_it() {
    let text = "我的号码 138\\-0013\\-8000，身份证11010519491231002X";
    let hits = scan(text, Form::Prose, &[Pack::Cn], &[]);
    assert_eq!(hits[1].masked, "1*****************");
    let bytes = |hit: &Hit| match &hit.at {
        Where::Bytes(bytes) => text[bytes.clone()].to_owned(),
        Where::Name | Where::Inside(_) => String::new(),
    };
    assert_eq!(hits.iter().map(bytes).collect::<Vec<_>>(), ["138\\-0013\\-8000", ID]);
}

#[test]
fn markup_hides_nothing() {
    for text in [
        r"138\-1234\-5678",
        "138&#49;2345678",
        "138&#x31;2345678",
        "1381234\u{200B}5678",
        "138**1234**5678",
        "138*1234*5678",
        "138`1234`5678",
        "1381234<!-- x -->5678",
        "<!-- 13812345678 -->",
        "<!-- a -->1<!-- 138-1234-5678 -->",
        "138<b>1234</b>5678",
        "%31%33%38%31%32%33%34%35%36%37%38",
        "[call](tel:%2B8613812345678)",
        "\"\\u0031\\x338\\U000000312345678\"",
        "１３８１２３４５６７８",
        "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
        "١٣٨١٢٣٤٥٦٧٨",
        "138\u{A0}1234\u{3000}5678",
        "138–1234–5678",
        "138 - 1234 - 5678",
        "138.1234.5678",
        "138\n1234 5678",
        "138_1234_5678",
        "(138) 1234-5678 手机 13812345678",
        "1\u{FE0F}\u{20E3}3812345678",
        "13812345678",
        "0086 138 1234 5678",
        "008613812345678",
        "+86-138-1234-5678",
        "86 13812345678",
        "| 张三 | 13812345678 |",
        "# phone: 13812345678",
    ] {
        assert_eq!(kinds(text), [P::Mobile], "{text}");
    }
    assert_eq!(kinds("110105 19491231 002X"), [P::ResidentId]);
    assert_eq!(kinds("110105-1949-1231-002x"), [P::ResidentId]);
    assert_eq!(kinds(&format!("6222–{}", &card("622202000000000")[4..])), [P::BankCard]);
}

#[test]
fn a_number_beside_another_is_found() {
    let both = format!("张三 {ID} 13812345678");
    assert_eq!(kinds(&both), [P::ResidentId, P::Mobile]);
    for text in [
        "2026-03-02 13812345678",
        "13812345678 12号楼",
        "13812345678 12",
        "3栋 138-1234-5678",
        "2026.3.2 13812345678",
        "2026/3/2 13812345678 3",
        "Tel.13812345678",
        "tel13812345678",
        "Mobile: 13812345678.",
        "1. 13812345678",
        "电话13812345678.2.请处理",
        "13812345678/029",
        "12:30 13812345678",
        "No.5 13812345678",
    ] {
        assert_eq!(kinds(text), [P::Mobile], "{text}");
    }
    for text in ["13812345678元旦期间", "13812345678 万女士", "13812345678亿达小区"] {
        assert_eq!(kinds(text), [P::Mobile], "{text}");
    }
    assert_eq!(kinds("13812345678 13912345678"), [P::Mobile, P::Mobile]);
    assert_eq!(kinds("13812345678-13912345678"), [P::Mobile, P::Mobile]);
}

#[test]
fn numbers_that_are_no_telephones() {
    for text in [
        "14717087130.6983",
        "3.13812345678",
        "13812345678元",
        "13812345678 万元",
        "￥13812345678",
        "EUR 13812345678",
        "13812345678.50 EUR",
        "https://x.example/a/13812345678.html",
        "https://x.example/a?id=13812345678",
        "/art/2026/13812345678.html",
        "编号：13812345678",
        "第13812345678号",
        "213812345678",
        "1381234567890",
        "a13812345678",
        "13800138000a9f3",
        "138,1234,5678",
        "16 2024-05-01 3",
        "v1.38.1234.5678.2",
        "138 1234 5678 9012 3456 7890 1234",
        "10.1000/1381234",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
    for text in ["https://x.example/?phone=13812345678", "https://wa.me/8613812345678", "<tel:13812345678>"] {
        assert_eq!(kinds(text), [P::Mobile], "{text}");
    }
}

#[test]
fn columns_of_numbers_are_quantities() {
    let table = |text: &str| scan(text, Form::Table, &[Pack::Cn], &[]).len();
    assert_eq!(table("year,gdp\n2003,14717087130.6983\n2004,16886890000\n2005,17507655685.0\n"), 0);
    assert_eq!(table("year;gdp\n2003;9717087130\n2004;16886890000\n"), 0);
    assert_eq!(table("\"year\",\"gdp\"\n\"2003\",\"16886890000\"\n\"2004\",\"-5\"\n"), 0);
    assert_eq!(table("name,手机\nA,13812345678\n"), 1);
    assert_eq!(table("name,phone\nA,13812345678\nB,02987654321\n"), 1);
    assert_eq!(table("name,tel\nA,13812345678\nB,7\n"), 1);
    assert_eq!(table("name,note\nA,call 13812345678\nB,7\n"), 1);
    assert_eq!(table("name,x\nA,13812345678\nB,none\n"), 1);
    assert_eq!(table("姓名,身份证号\n张三,110105491231002\n李四,110105194912310021\n"), 1);
    assert_eq!(table("a,n\nx,110105491231002\ny,12\n"), 0);
    assert_eq!(table("年份,产值\n年,元\n2003,9886890000\n2004,16886890000\n"), 0, "a row of units");
    assert_eq!(table("year,gdp\n2003,:\n2004,16886890000\n2005,n.a.\n2006,986890000\n"), 0);
    assert_eq!(table("姓名,联系\n,手机\nA,13812345678\nB,5\n"), 1, "named in the second row");
    // Whole numbers that all look so: the dataset must say what they are.
    let hits = scan("year,gdp\n2003,16886890000\n", Form::Table, &[Pack::Cn], &[]);
    assert_eq!(hits[0].column.as_deref(), Some("gdp"));
}

#[test]
fn json_tells_numbers_from_texts() {
    let json = |text: &str| scan(text, Form::Json, &[Pack::Cn], &[]).len();
    assert_eq!(json(r#"{"gdp": 14717087130, "all": [16886890000, 17507655685]}"#), 0);
    assert_eq!(json(r#"{"phone": 13812345678, "tel": "13812345678", "phones": [13812345678, 13912345678]}"#), 4);
    assert_eq!(json(r#"{"note": "\u0031\u0033812345678"}"#), 1);
    assert_eq!(json("[13812345678]"), 1);
}

/// A number is looked at with what stands around it; what ends behind that is not taken for something else.
#[test]
fn nothing_is_cut_where_a_look_ends() {
    let own = vec!["city.example".to_owned()];
    let scan = Scan { packs: Packs::of(&[Pack::Cn]), own_domains: &own };
    for gap in 0..200 {
        let line = format!("{{\"text\":\"Ring 13800138000 {} site@city.example\"}}", &"word ".repeat(40)[..gap]);
        let mut all = std::collections::BTreeSet::new();
        scan.finished(line.as_bytes(), Form::Json, &mut |shown| {
            all.insert(shown.value);
        });
        assert_eq!(all.into_iter().collect::<Vec<_>>(), ["13800138000"], "{gap}");
    }
}

#[test]
fn tags_of_an_attachment_are_not_shown() {
    let markup = |text: &str| scan(text, Form::Markup, &[Pack::Cn], &[]).len();
    assert_eq!(markup("<td>138<b>1234</b>5678</td><td>5</td>"), 1);
    assert_eq!(markup("<a href=\"tel:13812345678\">call</a>"), 1);
    assert_eq!(markup("<path d=\"M138 1234 5678\"/>"), 0);
    assert_eq!(markup("<td>138</td><td>1234</td><td>5678</td>"), 0);
}

#[test]
fn names_of_files_are_scanned() {
    let own = [];
    let scan = Scan { packs: Packs::default(), own_domains: &own };
    for name in
        ["a.files/13812345678.pdf", "a.files/张三_13812345678.txt", "a.files/138-1234-5678.html", "%31%33812345678/x"]
    {
        assert_eq!(scan.name(name).len(), 1, "{name}");
    }
    for name in ["content/replies/2026/urban-260302-1.md", "20260302123456789.pdf", "IMG_20260302_123456.jpg"] {
        assert_eq!(scan.name(name).len(), 0, "{name}");
    }
}

#[test]
fn papers_are_found_where_they_are_named() {
    assert_eq!(kinds("护照号：E12345678"), [P::Passport]);
    assert_eq!(kinds("港澳居民来往内地通行证H12345678"), [P::Passport]);
    assert_eq!(kinds("型号E12345678"), []);
    assert_eq!(kinds("身份证110105491231002"), [P::ResidentId]);
    assert_eq!(kinds("张三 110105491231002 13812345678"), [P::ResidentId, P::Mobile]);
    assert_eq!(kinds("单号110105491231002"), []);
    assert_eq!(kinds("190105491231002"), [], "no such province");
    assert_eq!(kinds("110105491331002"), [], "no such month");
    assert_eq!(kinds("身份证号码：110105194912310021"), [P::ResidentId]);
}

#[test]
fn foreign_cards_must_fit_and_be_no_id() {
    let visa = card("453201511283036");
    assert_eq!(kinds(&visa), [P::BankCard]);
    assert_eq!(kinds(&card("555555555555444")), [P::BankCard]);
    assert_eq!(kinds(&format!("https://x.example/p/{visa}")), []);
    assert_eq!(kinds("4532015112830360"), []);
    assert_eq!(kinds("11111111-2222-3333-4444-555555555555"), []);
}

#[test]
fn numbers_of_the_united_kingdom() {
    let uk = |text: &str| kinds_in(text, &[Pack::Uk]);
    for text in ["AB 12 34 56 C", "AB123456C", "AB-12-34-56-C", "(nino: AB123456D)"] {
        assert_eq!(uk(text), [P::NationalId], "{text}");
    }
    for text in ["GB 12 34 56 C", "AB123456E", "XAB123456C", "ab123456c", "AB123456CD"] {
        assert_eq!(uk(text), [], "{text}");
    }
    for text in
        ["07700 900123", "07700900123", "+44 7700 900123", "+44 (0)7700 900123", "0044 7700 900 123", "447700900123"]
    {
        assert_eq!(uk(text), [P::Mobile], "{text}");
    }
    assert_eq!(uk("020 7946 0000"), []);
    assert_eq!(uk("b8a9477d-836c-491f-857e-07937918959b"), []);
    assert_eq!(uk("passport no. 123456789"), [P::Passport]);
    assert_eq!(uk("NHS number 943 476 5919"), [P::NationalId]);
    assert_eq!(uk("GB29 NWBK 6016 1331 9268 19"), [P::Iban]);
    assert_eq!(soft("I live at 12 Acacia Avenue, London SW1A 1AA.", &[Pack::Uk]), [P::Address]);
    assert_eq!(soft("The lamps of SW1A 1AA are dark.", &[Pack::Uk]), []);
    for text in ["ring 020 7946 0000", "(01632) 960001", "0161 496 0000"] {
        assert_eq!(soft(text, &[Pack::Uk]), [P::Landline], "{text}");
    }
    // Numbers of another country are left to its pack.
    assert_eq!(uk("13812345678"), []);
}

#[test]
fn numbers_of_germany_europe_and_australia() {
    let de = |text: &str| kinds_in(text, &[Pack::De]);
    assert_eq!(de("Steuer-ID 86 095 742 719"), [P::NationalId]);
    assert_eq!(de("Rentenversicherung 15 070649 C 103"), [P::NationalId]);
    assert_eq!(de("Personalausweis L01X00T47"), [P::NationalId]);
    for text in ["0151 23456789", "0171/1234567", "+49 151 23456789", "0049 171 1234567", "4915123456789"] {
        assert_eq!(de(text), [P::Mobile], "{text}");
    }
    assert_eq!(de("030 1234567"), []);
    assert_eq!(de("DE89 3704 0044 0532 0130 00"), [P::Iban]);
    assert_eq!(de("DE89370400440532013001"), []);
    assert_eq!(soft("Ich wohne Hauptstraße 12, 10115 Berlin.", &[Pack::De]), [P::Address]);
    let eu = |text: &str| kinds_in(text, &[Pack::Eu]);
    assert_eq!(eu("DNI 12345678Z"), [P::NationalId]);
    assert_eq!(eu("12345678A"), []);
    assert_eq!(eu("+55544957E-13"), []);
    assert_eq!(eu("X1234567L"), [P::NationalId]);
    assert_eq!(eu("2 55 08 14 168 025 38"), [P::NationalId]);
    assert_eq!(eu("RSSMRA85T10A562S"), [P::NationalId]);
    let au = |text: &str| kinds_in(text, &[Pack::Au]);
    assert_eq!(au("TFN 123 456 782"), [P::NationalId]);
    assert_eq!(au("Medicare 2123 45670 1"), [P::NationalId]);
    for text in ["0412 345 678", "0412345678", "+61 412 345 678", "61412345678"] {
        assert_eq!(au(text), [P::Mobile], "{text}");
    }
    assert_eq!(soft("Telefon 030 1234567", &[Pack::De]), [P::Landline]);
    assert_eq!(soft("089/123456", &[Pack::De]), [P::Landline]);
    assert_eq!(soft("(02) 9876 5432", &[Pack::Au]), [P::Landline]);
    assert_eq!(soft("at 12 Smith Street, Carlton VIC 3053", &[Pack::Au]), [P::Address]);
}

#[test]
fn citizens_words_are_looked_at_more_closely() {
    let cn = |text: &str| soft(text, &[Pack::Cn]);
    for (text, kind) in [
        ("我叫张三，住得近", P::Name),
        ("本人姓名：李四", P::Name),
        ("My name is Mary Example", P::Name),
        ("住在人民路12号", P::Address),
        ("河东村3组8号", P::Address),
        ("3栋502室", P::Address),
        ("2单元301户", P::Address),
        ("请打029-87654321", P::Landline),
        ("电话 02987654321", P::Landline),
        ("京A·D1234", P::NumberPlate),
        ("沪AD12345", P::NumberPlate),
    ] {
        assert_eq!(cn(text), [kind], "{text}");
        assert_eq!(kinds(text), [], "in a reply: {text}");
    }
    for text in [
        "我叫了救护车",
        "我叫张某",
        "my name is withheld",
        "地铁2号线",
        "人民路12号线",
        "文件第12号",
        "12345热线",
        "5号楼",
        "2026年3月2号",
        "新A级标准",
        "川A股",
        "路灯12盏",
    ] {
        assert_eq!(cn(text), [], "{text}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test that takes time looks at the clock")]
fn the_time_grows_with_the_length_only() {
    let parts = [
        "1 ",
        "138 ",
        "13812345678 ",
        "1-",
        "&#49;",
        "<!--",
        "<a ",
        "\\u0031",
        "a@",
        "%31",
        "我叫张",
        "人民路12号",
        "AB12",
        "9 9\n",
        "京A",
        "(1)",
        "1\n",
    ];
    for part in parts {
        let long = part.repeat(40_000 / part.len());
        let started = std::time::Instant::now();
        for form in [Form::Prose, Form::Table, Form::Json, Form::Markup] {
            let all = [Pack::Cn, Pack::Uk, Pack::De, Pack::Eu, Pack::Au];
            scan(&long, form, &all, std::slice::from_ref(&(0..long.len())));
        }
        assert!(started.elapsed().as_secs() < 5, "{part}: {:?}", started.elapsed());
    }
}

proptest::proptest! {
    /// Text of the marks that the scan knows makes no detector fail, and hits lie on borders of
    /// characters.
    #[test]
    fn no_text_makes_the_scan_fail(parts in proptest::collection::vec("[0-9A-Z]{0,18}|[ .,;:/@%&#\\\\<>*_|()'\"-]{1,3}|路|号|室|我叫|王|京A|my name is |[０-９]{1,11}|\\PC|\n|&#4|%3|\\\\u003|<!--|-->", 0..40)) {
        let text = parts.concat();
        let all = [Pack::Cn, Pack::Uk, Pack::De, Pack::Eu, Pack::Au];
        for form in [Form::Prose, Form::Table, Form::Json, Form::Markup] {
            for hit in scan(&text, form, &all, std::slice::from_ref(&(0..text.len()))) {
                if let Where::Bytes(bytes) = hit.at {
                    assert!(text.get(bytes.clone()).is_some_and(|part| !part.is_empty()), "{text} {bytes:?}");
                }
            }
        }
        Scan { packs: Packs::of(&all), own_domains: &[] }.name(&text);
    }
}

#[test]
fn a_finished_page_is_read_as_it_is_shown() {
    let own = ["city.example".to_owned()];
    let finished = |text: &str, form| {
        let mut all = Vec::new();
        let scan = Scan { packs: Packs::default(), own_domains: &own };
        scan.finished(text.as_bytes(), form, &mut |shown| all.push(shown.value));
        all.sort();
        all.dedup();
        all
    };
    let frame = "<nav><a href='../2026/urban-260302-0142.html'>2026-03-02</a></nav>\n".repeat(40);
    let page = |body: &str| finished(&format!("{frame}<p>{body}</p>{frame}"), Form::Markup);
    for body in [
        "138<a href=\"https://x.example/a-long-way-to-go\">0013</a>8000",
        "138&nbsp;0013&#45;8000",
        "１３８００１３８０００",
        "138<wbr>0013<wbr>8000",
        "<img alt=\"13800138000\">",
        "<a href=\"tel:13800138000\">call</a>",
    ] {
        assert_eq!(page(body), ["13800138000"], "{body}");
    }
    assert_eq!(page("write to someone&#64;elsewhere.example"), ["someone@elsewhere.example"]);
    assert_eq!(page("write to mail@city.example"), [""; 0]);
    assert_eq!(page("护照号码 <b>G12345678</b>"), ["g12345678"]);
    assert_eq!(page(ID), [ID.to_lowercase()]);
    // What stands apart is no number.
    for body in
        ["<td>138</td><td>0013</td><td>8000</td>", "2026-03-02 – 2026-03-09", "12345-20260302-0142", "G12345678"]
    {
        assert_eq!(page(body), [""; 0], "{body}");
    }
    assert_eq!(finished("{\"text\":\"\\u00313800138000\"}", Form::Json), ["13800138000"]);
    assert_eq!(finished("a,13800138000\r\n", Form::Table), ["13800138000"]);
}
