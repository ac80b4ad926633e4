//! The closed lists of words that content uses, each with the word written in files.
//!
//! Their meaning is DOMAIN 1; their names for readers are in the theme's strings.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($variant),* }

        impl $name {
            /// All words as written in files, in their order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// All values, in the order of [`Self::WORDS`].
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the word written in files.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Returns the value of a word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// Which statutory table of requests for information a site publishes: that of article 50 of
    /// China's regulation on open government information, by year, or that of the British cabinet
    /// office, by quarter.
    StatutoryForm { ChinaAnnual = "china-annual", UkQuarterly = "uk-quarterly" }
}

words! {
    /// What the citizen wants.
    Kind {
        Consult = "consult", Complaint = "complaint", Suggestion = "suggestion", Help = "help",
        Thanks = "thanks", Report = "report", Foi = "foi", Petition = "petition",
    }
}
words! {
    /// The way the matter came in.
    Channel {
        Web = "web", Hotline = "hotline", Letter = "letter", Visit = "visit", App = "app",
        Media = "media", Meeting = "meeting",
    }
}
words! {
    /// How pressing it is.
    Urgency { Ordinary = "ordinary", Urgent = "urgent" }
}
words! {
    /// Who may see a record, and how.
    Visibility { Normal = "normal", NoIndex = "noindex", Withheld = "withheld", Removed = "removed" }
}

impl Visibility {
    /// Returns whether nothing but a stub is shown.
    pub fn is_hidden(self) -> bool {
        matches!(self, Self::Withheld | Self::Removed)
    }
}

words! {
    /// What happened to a case: first the events that change its state, then the marks.
    EventKind {
        Accepted = "accepted", NotAccepted = "not_accepted", Assigned = "assigned",
        Returned = "returned", Transferred = "transferred",
        ClarificationAsked = "clarification_asked", Clarified = "clarified",
        Replied = "replied", Concluded = "concluded", Reopened = "reopened",
        ReviewStarted = "review_started", ReviewEnded = "review_ended", Lapsed = "lapsed",
        Withdrawn = "withdrawn", Merged = "merged",
        Extended = "extended", Supervised = "supervised", SupervisionClosed = "supervision_closed",
        HoldingReply = "holding_reply", Corrected = "corrected", Redacted = "redacted",
        Withheld = "withheld", Removed = "removed", Rated = "rated",
        ThirdPartyAsked = "third_party_asked", ThirdPartyAnswered = "third_party_answered", Note = "note",
    }
}
words! {
    /// Where a case stands.
    State {
        Received = "received", NotAccepted = "not_accepted", Accepted = "accepted",
        Assigned = "assigned", Returned = "returned", Transferred = "transferred",
        AwaitingAsker = "awaiting_asker", Clarified = "clarified", Replied = "replied",
        Concluded = "concluded", Reopened = "reopened", UnderReview = "under_review",
        Reviewed = "reviewed", Lapsed = "lapsed", Withdrawn = "withdrawn", Merged = "merged",
    }
}
words! {
    /// What came of a case.
    Outcome {
        Granted = "granted", Part = "part", Refused = "refused", NotHeld = "not_held",
        CannotProvide = "cannot_provide", NotHandled = "not_handled", Done = "done",
        Planned = "planned", NotFeasible = "not_feasible", NotResponsible = "not_responsible",
        Duplicate = "duplicate", Withdrawn = "withdrawn",
    }
}
words! {
    /// Class of who asks for government information: the columns of China's annual table
    /// (国办公开办函〔2021〕30号).
    Applicant {
        Natural = "natural", Business = "business", Research = "research", Social = "social",
        Legal = "legal", Other = "other",
    }
}
words! {
    /// The ground of an outcome: the rows of China's annual table, in its order.
    Ground {
        StateSecret = "state_secret", LawForbids = "law_forbids", Stability = "stability",
        ThirdParty = "third_party", InternalAffairs = "internal_affairs",
        ProcessInformation = "process_information", EnforcementFile = "enforcement_file",
        AdministrativeQuery = "administrative_query",
        NotKept = "not_kept", NeedsMaking = "needs_making", StillUnclear = "still_unclear",
        PetitionOrReport = "petition_or_report", Repeated = "repeated",
        PublicPublication = "public_publication", MassRequests = "mass_requests",
        ConfirmAgain = "confirm_again",
        NotCorrectedInTime = "not_corrected_in_time", FeeNotPaid = "fee_not_paid",
        OtherGround = "other_ground",
    }
}
words! {
    /// What a question to the asker does to the clock.
    Pause { Stops = "stops", Restarts = "restarts", RunsOn = "runs-on" }
}
words! {
    /// What asking a third party does to the clock.
    ThirdParty { Stops = "stops", RunsOn = "runs-on" }
}
words! {
    /// What happens to a term that ends on a day off.
    Roll { NextWorkingDay = "next-working-day", Stays = "stays" }
}
words! {
    /// How strongly a case is supervised.
    Level { Remind = "remind", Notice = "notice", Yellow = "yellow", Red = "red", Leader = "leader" }
}
words! {
    /// The asker's verdict.
    Rating { Satisfied = "satisfied", Basically = "basically", Dissatisfied = "dissatisfied" }
}
words! {
    /// Part a department plays in a case.
    Role { Lead = "lead", Assist = "assist" }
}
words! {
    /// Who reopened a case.
    Reopener { Asker = "asker", Supervisor = "supervisor" }
}
words! {
    /// The kind of review.
    Review {
        Internal = "internal", Fucha = "fucha", Fuhe = "fuhe", Mediation = "mediation",
        Administrative = "administrative", Litigation = "litigation",
    }
}
words! {
    /// What came of a review: `set_aside` begins a new round; `other` is what ended without a
    /// decision on the answer.
    ReviewResult {
        Upheld = "upheld", SetAside = "set_aside", Corrected = "corrected", Other = "other",
    }
}
words! {
    /// The kind of a policy document.
    PolicyKind {
        Rules = "rules", Measures = "measures", Notice = "notice", Opinions = "opinions",
        Plan = "plan", Standard = "standard",
    }
}
words! {
    /// What one policy does to another.
    RelationKind {
        Repeals = "repeals", Amends = "amends", Replaces = "replaces",
        Implements = "implements", Interprets = "interprets", Corrects = "corrects",
    }
}
words! {
    /// How far an edition changes the text before it.
    Change { Major = "major", Minor = "minor" }
}
words! {
    /// How often a dataset is renewed.
    Frequency {
        Daily = "daily", Weekly = "weekly", Monthly = "monthly", Quarterly = "quarterly",
        Annual = "annual", Irregular = "irregular",
    }
}
words! {
    /// The type of a column.
    ColumnType {
        String = "string", Integer = "integer", Number = "number", Boolean = "boolean",
        Date = "date", Year = "year", YearMonth = "yearmonth",
    }
}
words! {
    /// Why a dataset was revised.
    RevisionKind { Scheduled = "scheduled", Correction = "correction" }
}
words! {
    /// How far an improvement has come.
    Progress { Done = "done", UnderWay = "under-way", Planned = "planned", NotFeasible = "not-feasible" }
}
words! {
    /// Where a department stands today.
    DepartmentStatus { Live = "live", Renamed = "renamed", Merged = "merged", Closed = "closed" }
}
words! {
    /// The day a deadline counts from.
    Start { Received = "received", Accepted = "accepted", Assigned = "assigned" }
}
words! {
    /// A kind of personal data that the scan knows.
    PersonalData {
        ResidentId = "resident-id", Mobile = "mobile", BankCard = "bank-card", Email = "email",
        Passport = "passport", NationalId = "national-id", Iban = "iban", Landline = "landline",
        NumberPlate = "number-plate", Address = "address", Name = "name",
    }
}
words! {
    /// A country whose personal data the scan knows.
    PersonalDataPack { Cn = "cn", Uk = "uk", De = "de", Eu = "eu", Au = "au" }
}
