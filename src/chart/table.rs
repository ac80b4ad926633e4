//! The table behind a figure: every value, with equal decimals, newest first.

use super::{Axis, Data, Unit, number};
use crate::escape::markup::Html;
use crate::words::Strings;

/// Returns the table behind a figure, folded.
pub fn folded(data: &Data, places: u8, strings: &Strings) -> Html {
    let counted = |key: &str, n: usize| strings.counted(key, u32::try_from(n).unwrap_or(u32::MAX));
    let mut html = Html::default();
    let name = strings.fill("chart.table", &[("rows", &counted("chart.rows", data.axis.len()))]);
    html.own("<details><summary>").text(&name).own("</summary><section class=\"scroll\" tabindex=\"0\" aria-label=\"");
    html.text(&name).own("\"><table class=\"data\"><thead><tr><th scope=\"col\">").text(&data.axis_name).own("</th>");
    for series in &data.series {
        let head = if series.name.is_empty() { &data.measure } else { &series.name };
        html.own("<th scope=\"col\" class=\"n\">").text(head);
        let unit = match &data.unit {
            Unit::None => "",
            Unit::Percent => "%",
            Unit::Named(unit) => unit,
        };
        if !unit.is_empty() {
            html.own("<small>").text(unit).own("</small>");
        }
        html.own("</th>");
    }
    html.own("</tr></thead><tbody>");
    let rows = data.axis.len();
    let newest = matches!(data.axis, Axis::Times(_));
    for row in 0..rows {
        let at = if newest { rows - 1 - row } else { row };
        html.own("<tr><th scope=\"row\">").text(&data.axis.name(at, strings)).own("</th>");
        for series in &data.series {
            html.own("<td class=\"n\">");
            let cell = series.cells[at];
            match cell.value {
                Some(value) => html.text(&number::plain(value, places, strings)),
                None => html.text(super::paint::absent(cell.status, strings)),
            };
            if let Some((mark, word)) = cell.mark() {
                html.own(" <abbr title=\"").text(strings.text(word)).own("\">");
                html.text(strings.text(mark)).own("</abbr>");
            }
            html.own("</td>");
        }
        html.own("</tr>");
    }
    html.own("</tbody></table></section></details>");
    html
}
