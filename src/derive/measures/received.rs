//! Cases that a reply is owed to.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "received",
    formula: Formula::Count(Set::Received),
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Cases owed a reply",
        short: "Owed a reply",
        definition: "All cases registered, without those that the asker withdrew before they were due, those that lapsed because the asker did not answer a question, and those declined within the time for accepting. Acceptance is not required: a case that nobody took up stays in. A merged case is counted with the one it joined. How many left this number is printed beside it.",
    },
    zh: Words {
        name: "应答复数",
        short: "应答复",
        definition: "全部登记的来信，不含期限届满前撤回的、逾期不补正而终结的和受理期限内不予受理的。不以受理为前提：无人受理的来信同样计入。合并的来信随所并入的计一次。不计入的件数一并列出。",
    },
};
