//! The filters that templates have besides the engine's own: dates, numbers and phrases in
//! the language of the page.

use crate::words::{Strings, grouped};
use std::sync::Arc;
use tera::{Kwargs, State, Tera, TeraResult, Value};

/// Registers all filters, in the language of the strings.
pub fn register(tera: &mut Tera, strings: &Arc<Strings>) {
    let own = strings.clone();
    let date = move |text: &str, _: Kwargs, _: &State| text.parse().map_or_else(|_| text.to_owned(), |d| own.date(d));
    tera.register_filter("date", date);
    let own = strings.clone();
    tera.register_filter("month", move |text: &str, _: Kwargs, _: &State| own.month(text));
    let own = strings.clone();
    tera.register_filter("num", move |value: Value, _: Kwargs, _: &State| {
        grouped(&value.to_string(), own.text("dates.thousands"))
    });
    tera.register_filter("pct", |text: &str, _: Kwargs, _: &State| {
        format!("{}%", text.strip_suffix(".0").unwrap_or(text))
    });
    tera.register_filter("fill", |text: &str, kwargs: Kwargs, _: &State| fill(text, &kwargs));
    let own = strings.clone();
    tera.register_filter("plural", move |value: Value, kwargs: Kwargs, _: &State| {
        plural(&value, &kwargs, own.text("dates.thousands"))
    });
}

/// Replaces `{name}` by the argument of that name; one that is missing is an error.
fn fill(text: &str, kwargs: &Kwargs) -> TeraResult<String> {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        filled.push_str(&rest[..open]);
        let name = &rest[open + 1..open + close];
        let value: Option<Value> = kwargs.get(name)?;
        let Some(value) = value else {
            return Err(tera::Error::message(format!("`{text}` needs a value for `{name}`")));
        };
        filled.push_str(&value.to_string());
        rest = &rest[open + close + 1..];
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Chooses the form for a number and puts the number, and whatever else it names, into it.
fn plural(value: &Value, kwargs: &Kwargs, thousands: &str) -> TeraResult<String> {
    let n: Value = kwargs.must_get("n")?;
    let n = n.to_string();
    let text = match value.as_map() {
        Some(_) => {
            let form = if n == "1" { "one" } else { "other" };
            value.get_from_path(form).and_then(Value::as_str).unwrap_or_default()
        }
        None => value.as_str().unwrap_or_default(),
    };
    fill(&text.replace("{n}", &grouped(&n, thousands)), kwargs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_take_the_form_and_the_separator_of_the_language() {
        let phrase =
            Value::from_serializable(&serde_json::json!({ "one": "{n} case, {more}", "other": "{n} cases, {more}" }));
        let said = |n: u32, thousands: &str| {
            let kwargs = Kwargs::from([("n", Value::from(n)), ("more", Value::from("open"))]);
            plural(&phrase, &kwargs, thousands).unwrap()
        };
        assert_eq!(said(1, ","), "1 case, open");
        assert_eq!(said(0, ","), "0 cases, open");
        assert_eq!(said(123_456, ","), "123,456 cases, open");
        assert_eq!(said(123_456, "\u{202F}"), "123\u{202F}456 cases, open");
        let node = serde_yaml::from_str("dates: {thousands: '.'}\nclock: {days: {one: '{n} day', other: '{n} days'}}")
            .unwrap();
        assert_eq!(Strings::new("de", node).counted("clock.days", 12_345), "12.345 days");
    }

    #[test]
    fn numbers_are_grouped_from_ten_thousand() {
        assert_eq!(grouped("1234", ","), "1234");
        assert_eq!(grouped("12345", ","), "12,345");
        assert_eq!(grouped("-1234567", " "), "-1 234 567");
        assert_eq!(grouped("12.5", ","), "12.5");
    }
}
