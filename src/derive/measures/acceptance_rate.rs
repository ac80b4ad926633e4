//! Acceptance rate.

use super::{Cohort, Formula, Measure, Set, Window, Words};

pub static MEASURE: Measure = Measure {
    id: "acceptance_rate",
    formula: Formula::Share { part: Set::AcceptedInTime, all: Set::AcceptanceDue },
    window: Window::Received,
    cohort: Cohort::Every,
    en: Words {
        name: "Acceptance rate",
        short: "Accepted",
        definition: "Of the registered cases whose time for accepting has passed, those accepted in it. Where the rule sets no such time, it is the term itself. Cases withdrawn in that time are left out, and those in which work began in it without a recorded acceptance.",
    },
    zh: Words {
        name: "受理率",
        short: "受理率",
        definition: "受理期限已届满的登记来信中，在该期限内受理的比例。规则未定受理期限的，以办理期限为准。期限内撤回的，以及期限内已开始办理但无受理记录的，分子分母均不计。",
    },
};
