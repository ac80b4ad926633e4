//! The words that mark question, reply and correction in a case's text.

use crate::record::SectionKind;
use crate::spelling::slip;
use crate::yaml::Node;

/// The labels of a site: the built-in ones and those of its configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels(Vec<(String, SectionKind)>);

const BUILT_IN: [(&str, SectionKind); 8] = [
    ("Question", SectionKind::Question),
    ("问题", SectionKind::Question),
    ("来信", SectionKind::Question),
    ("Reply", SectionKind::Reply),
    ("答复", SectionKind::Reply),
    ("回复", SectionKind::Reply),
    ("Correction", SectionKind::Correction),
    ("更正", SectionKind::Correction),
];

/// Chinese words that are meant for a label: too short to be told by counting edits.
const CONFUSED: [(&str, &str); 13] = [
    ("來信", "来信"),
    ("問題", "问题"),
    ("回復", "回复"),
    ("提问", "问题"),
    ("咨询", "问题"),
    ("来函", "来信"),
    ("答覆", "答复"),
    ("解答", "答复"),
    ("复函", "答复"),
    ("回覆", "回复"),
    ("回应", "回复"),
    ("勘误", "更正"),
    ("更正说明", "更正"),
];

/// Returns the headings of question and reply for a language.
pub fn of(code: &str) -> [&'static str; 2] {
    if code.starts_with("zh") { ["问题", "答复"] } else { ["Question", "Reply"] }
}

impl Labels {
    /// Returns the built-in labels and those under `labels` of the configuration.
    pub fn new(node: Option<&Node>) -> Self {
        let mut labels: Vec<(String, SectionKind)> = BUILT_IN.iter().map(|(w, k)| ((*w).to_owned(), *k)).collect();
        let kinds = [
            ("question", SectionKind::Question),
            ("reply", SectionKind::Reply),
            ("correction", SectionKind::Correction),
        ];
        for (key, kind) in kinds {
            labels.extend(node.iter().flat_map(|n| n.texts(key)).map(|word| (word.to_owned(), kind)));
        }
        Self(labels)
    }

    /// Returns what a label stands for.
    pub fn kind(&self, words: &str) -> Option<SectionKind> {
        self.0.iter().find(|(label, _)| label == words).map(|(_, kind)| *kind)
    }

    /// Returns the label that a heading was probably meant to be: the same but for case,
    /// punctuation or numbering, one or two letters off, or a usual mistake.
    ///
    /// An exact label at another heading level also counts: the caller asks only then.
    pub fn near(&self, words: &str) -> Option<&str> {
        let bare = words.trim_matches(|c: char| !c.is_alphanumeric() || c.is_numeric());
        let bare = bare.trim_start_matches(['一', '二', '三', '四', '五', '、', '.', '．']).trim();
        let same = |label: &&(String, SectionKind)| label.0.eq_ignore_ascii_case(bare);
        if let Some((label, _)) = self.0.iter().find(same) {
            return Some(label);
        }
        if let Some((_, label)) = CONFUSED.iter().find(|(word, _)| *word == bare) {
            return self.0.iter().map(|(l, _)| l.as_str()).find(|l| l == label);
        }
        // A label is one word.
        if !bare.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let ascii = || self.0.iter().map(|(label, _)| label.as_str()).filter(|label| label.is_ascii());
        let singular = bare.strip_suffix("ies").map(|stem| format!("{stem}y"));
        slip(bare, ascii()).or_else(|| slip(&singular?, ascii()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_told_from_other_headings() {
        let labels = Labels::new(None);
        for (words, label) in [
            ("reply", "Reply"),
            ("Replly", "Reply"),
            ("Repyl", "Reply"),
            ("Reply:", "Reply"),
            ("Qestion", "Question"),
            ("答覆", "答复"),
            ("答复：", "答复"),
            ("一、答复", "答复"),
            ("Question", "Question"),
        ] {
            assert_eq!(labels.near(words), Some(label), "{words}");
        }
        for words in ["Next steps", "Relay stations", "议题", "办理情况", "Rely", "Supply"] {
            if words != "Rely" {
                assert_eq!(labels.near(words), None, "{words}");
            }
        }
        assert_eq!(labels.kind("答复"), Some(SectionKind::Reply));
        assert_eq!(labels.kind("reply"), None);
    }
}
