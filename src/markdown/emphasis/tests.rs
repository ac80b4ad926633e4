//! Where no sign is judged in another way the pairing must be the parser's own.

use proptest::prelude::*;
use pulldown_cmark::{CowStr, Options, Parser, Tag, TagEnd};

use super::*;

fn parsed(text: &str) -> Vec<Item<'_>> {
    Parser::new_ext(text, Options::empty())
        .into_offset_iter()
        .map(|(event, span)| Item { piece: Piece::Md(event), span })
        .collect()
}

/// Returns the run as one string, pairs as brackets.
fn shown(items: &[Item<'_>]) -> String {
    let show = |item: &Item| match &item.piece {
        Piece::Md(Event::Text(CowStr::Borrowed(text))) => (*text).to_owned(),
        Piece::Md(Event::Start(Tag::Strong)) => "<<".into(),
        Piece::Md(Event::End(TagEnd::Strong)) => ">>".into(),
        Piece::Md(Event::Start(Tag::Emphasis)) => "<".into(),
        Piece::Md(Event::End(TagEnd::Emphasis)) => ">".into(),
        piece => format!("{piece:?}"),
    };
    items.iter().map(show).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pairs_as_the_parser_does(text in "x[*a .]{0,24}") {
        let mut items = parsed(&text);
        items.pop();
        let before = shown(&items[1..]);
        let mut tokens = Tokens::read(&text, &items[1..], Manner::Official).expect("ranges as expected");
        if tokens.signs.iter().any(|sign| sign.differs) {
            return Ok(());
        }
        tokens.frames.iter().for_each(|frame| pair(&mut tokens.signs, frame));
        let run = items.split_off(1);
        let mut after = vec![];
        write(&text, run, &tokens, &mut after);
        prop_assert_eq!(before, shown(&after), "{}", text);
    }
}
