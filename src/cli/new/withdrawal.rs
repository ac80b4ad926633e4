//! Taking a record of any kind down, and putting right what is neither a case nor a dataset.

use super::additions::{Adder, file_of};
use super::form::Question;
use super::pick::Pick;
use super::records::Files;
use super::yaml::{quoted, with_item, with_key};
use crate::cli::Failure;
use crate::record::fields;
use crate::record::kind::{self, FileKind};
use crate::record::words::{ReasonClass, Removal, Visibility};
use crate::source::front_matter;
use crate::yaml::schema::{Field, Ty, may, must};

/// How it is taken down: a case may be withheld too.
const HOW: &[Field] = &[must(
    "type",
    Ty::Choice(Removal::LIST),
    "withdrawn: readable under a notice; removed: only a notice stays; withheld: not shown for a time",
    "withdrawn 停用，正文仍可阅读；removed 撤下，只留说明；withheld 暂不公开",
)];

/// The keys of a correction of a policy, digest or page, as they are asked for.
const MENDED: &[Field] = &[
    must("on", Ty::Date, "day of it", "日期"),
    must("what", Ty::Text, "what was changed", "更正了什么"),
    must("reason", Ty::Text, "why", "理由"),
    may("class", Ty::Choice(ReasonClass::LIST), "class of reason", "理由类别"),
];

impl Adder<'_, '_> {
    /// Returns the main file of a record of any kind, or of an edition.
    pub(super) fn record(&self, named: &str) -> Result<String, Failure> {
        match file_of(named, self.site, &|path| self.exists(path)) {
            Some(file) => Ok(file),
            None => self.case(named),
        }
    }

    /// Takes a record out of sight, or leaves it to be read under a notice: its address stays, and says why.
    pub fn withdrawal(&mut self, named: &str) -> Result<Files, Failure> {
        let file = self.record(named)?;
        let is_case = matches!(kind::of(&file), FileKind::Case { .. });
        let mut picks = Pick::words(Removal::LIST);
        if is_case {
            let hides = |pick: &Pick| pick.id == Visibility::Withheld.word();
            picks.extend(Pick::words(Visibility::LIST).into_iter().filter(hides));
        }
        // Of a case most are withheld for a time first.
        let first = if is_case { Visibility::Withheld.word() } else { Removal::Withdrawn.word() };
        let kind = self.form.needed(&Question::of(HOW, "type").among(&picks).proposing(first))?;
        if kind == Visibility::Withheld.word() {
            return self.withholding(&file);
        }
        let today = self.form.today.clone();
        let on = self.form.needed(&Question::of(fields::TAKEN_DOWN, "on").proposing(today))?;
        let class = Question::of(fields::TAKEN_DOWN, "class").among(&Pick::words(ReasonClass::LIST));
        let class = self.form.needed(&class)?;
        let reason = self.form.needed(&Question::of(fields::TAKEN_DOWN, "reason"))?;
        let by = self.form.needed(&Question::of(fields::TAKEN_DOWN, "by"))?;
        let mut basis = Question::of(fields::TAKEN_DOWN, "basis");
        basis.required = kind == Removal::Removed.word();
        let basis = self.form.answer(&basis)?;
        let instead = self.form.answer(&Question::of(fields::TAKEN_DOWN, "instead"))?;
        let mut value =
            format!("{{type: {kind}, on: {on}, class: {class}, reason: {}, by: {}", quoted(&reason), quoted(&by));
        value.extend(basis.map(|basis| format!(", basis: {}", quoted(&basis))));
        value.extend(instead.map(|instead| format!(", instead: {}", quoted(&instead))));
        value.push('}');
        let text = self.read(&file)?;
        let made = changed(&file, &text, |yaml| with_key(yaml, "withdrawal", &value));
        let made = made.ok_or_else(|| self.by_hand(&file, "withdrawal", &value))?;
        if kind == Removal::Removed.word() {
            self.form.tell(
                "A notice alone will stand at the address, and its attachments go. The text stays in the file and in git: \
                 where others can read the repository, take it out of both.",
                "原网址只显示说明，附件一并撤下。正文仍在文件和 git 历史中，如果仓库对外可读，还须从这两处清除。",
            );
        } else {
            self.form.tell(
                "The page can still be read, under a notice with the day and the reason.",
                "正文仍可阅读，页首注明日期和理由。",
            );
        }
        Ok(vec![(file, made)])
    }

    /// Notes what was put right in a policy, digest or page.
    pub(super) fn mended(&mut self, file: String) -> Result<Files, Failure> {
        let today = self.form.today.clone();
        let on = self.form.needed(&Question::of(MENDED, "on").proposing(today))?;
        let what = self.form.needed(&Question::of(MENDED, "what"))?;
        let reason = self.form.needed(&Question::of(MENDED, "reason"))?;
        let class = Question::of(MENDED, "class").among(&Pick::words(ReasonClass::LIST));
        let class = self.form.answer(&class)?;
        let class = class.map_or_else(String::new, |class| format!(", class: {class}"));
        let item = format!("{{on: {on}, what: {}, reason: {}{class}}}", quoted(&what), quoted(&reason));
        let text = self.read(&file)?;
        let made = changed(&file, &text, |yaml| with_item(yaml, "corrections", &item));
        let made = made.ok_or_else(|| self.by_hand(&file, "corrections", &item))?;
        Ok(vec![(file, made)])
    }

    fn withholding(&mut self, file: &str) -> Result<Files, Failure> {
        let text = self.read(file)?;
        let visibility = Visibility::Withheld.word();
        let mut reason = Question::of(fields::CASE, "visibility_reason");
        (reason.required, reason.meaning) = (true, ["why; readers see it", "理由，读者可见"]);
        let reason = self.form.needed(&reason)?;
        let mut item = self.on(visibility)?;
        if let Some(basis) = self.form.answer(&Question::of(fields::TAKEN_DOWN, "basis"))? {
            item.push_str(&format!(", basis: {}", quoted(&basis)));
        }
        let (file, text) = self.with_event(file, &text, &format!("{{{item}}}"))?;
        let files =
            vec![self.with_keys(file, text, &[("visibility", visibility), ("visibility_reason", &quoted(&reason))])?];
        self.form.tell(
            "The page will say why and nothing else. The text stays in the file and in git: where others can read \
             the repository, take it out of both.",
            "网页只显示理由。正文仍在文件和 git 历史中，如果仓库对外可读，还须从这两处清除。",
        );
        Ok(files)
    }
}

/// Changes the keys of a file: all of it, or those above its text.
fn changed(file: &str, text: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    if file.ends_with(".yaml") {
        return change(text);
    }
    let yaml = front_matter::split(text)?.yaml;
    Some(format!("{}{}{}", &text[..yaml.start], change(&text[yaml.clone()])?, &text[yaml.end..]))
}
