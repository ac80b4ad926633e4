//! The life of a case as a state machine (DOMAIN 1.3, DESIGN 2).
//!
//! What happened can be recorded: an event is refused only when it contradicts what came
//! before it. [`Life::step`] is the whole table. A later event implies missing earlier ones: a
//! bare `replied` is fine after receipt, a transfer needs no assignment before it.
//!
//! A round begins with receipt, with a reopening, and with a review that sets an answer aside;
//! in each a reply is owed until a substantive one is given or the round ends.

use super::case::Event;
use super::words::{EventKind, ReviewResult, State};

/// Returns whether an event changes the state of a case; the others are marks.
pub fn changes_state(kind: EventKind) -> bool {
    kind <= EventKind::Merged
}

/// Returns whether an event begins a new round.
pub fn begins_round(event: &Event) -> bool {
    match event.kind {
        EventKind::Reopened => true,
        EventKind::ReviewEnded => event.more.as_deref().and_then(|m| m.review_result) == Some(ReviewResult::SetAside),
        _ => false,
    }
}

/// An event that contradicts those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction;

/// Where a case stands while its events are gone through.
#[derive(Debug, Clone, Copy)]
pub struct Life {
    /// The state without the review that goes on beside it.
    state: State,
    /// A question to the asker, or to a third party, has no answer yet; a review has no end.
    asked: bool,
    third_party_asked: bool,
    under_review: bool,
    /// Nothing has ended the case since the review began.
    review_shown: bool,
    /// There is a reply, holding or substantive, that a correction could correct.
    replied: bool,
    /// There is something that a reopening could reopen.
    decided: bool,
    /// In this round.
    answered: bool,
    concluded: bool,
}

impl Default for Life {
    fn default() -> Self {
        Self {
            state: State::Received,
            asked: false,
            third_party_asked: false,
            under_review: false,
            review_shown: false,
            replied: false,
            decided: false,
            answered: false,
            concluded: false,
        }
    }
}

impl Life {
    /// Returns the state.
    pub fn state(&self) -> State {
        if self.review_shown { State::UnderReview } else { self.state }
    }

    /// Returns whether a substantive reply is owed: a review of silence does not end the duty.
    pub fn owes_reply(&self) -> bool {
        !self.answered && !has_ended(self.state)
    }

    /// Goes through one event.
    ///
    /// # Errors
    /// The event contradicts what came before it; nothing is changed then.
    pub fn step(&mut self, event: &Event) -> Result<(), Contradiction> {
        if self.contradicts(event.kind) {
            return Err(Contradiction);
        }
        self.state = self.after(event);
        self.remember(event);
        Ok(())
    }

    fn contradicts(&self, kind: EventKind) -> bool {
        use EventKind as E;
        let over = matches!(self.state, State::Withdrawn | State::Merged | State::Lapsed);
        let goes_on = matches!(kind, E::Reopened | E::ReviewStarted | E::ReviewEnded) || !changes_state(kind);
        match kind {
            _ if over && !goes_on => true,
            E::Clarified => !self.asked,
            E::ReviewEnded => !self.under_review,
            E::ThirdPartyAnswered => !self.third_party_asked,
            E::Reopened => !self.decided,
            E::Concluded => self.concluded,
            E::Corrected => !self.replied,
            _ => false,
        }
    }

    fn remember(&mut self, event: &Event) {
        use EventKind as E;
        match event.kind {
            E::ClarificationAsked => self.asked = true,
            E::Clarified => self.asked = false,
            E::ThirdPartyAsked => self.third_party_asked = true,
            E::ThirdPartyAnswered => self.third_party_asked = false,
            E::ReviewStarted => (self.under_review, self.review_shown) = (true, true),
            // What a review decided can be concluded anew.
            E::ReviewEnded => (self.under_review, self.review_shown, self.concluded) = (false, false, false),
            E::HoldingReply => self.replied = true,
            E::Replied => (self.replied, self.decided, self.answered) = (true, true, true),
            E::Concluded => (self.decided, self.concluded, self.review_shown) = (true, true, false),
            E::NotAccepted => self.decided = true,
            E::Withdrawn | E::Merged | E::Lapsed => (self.decided, self.review_shown) = (true, false),
            _ => {}
        }
        if begins_round(event) {
            (self.answered, self.concluded, self.asked, self.third_party_asked) = (false, false, false, false);
            (self.decided, self.review_shown) = (true, false);
        }
    }

    fn after(&self, event: &Event) -> State {
        use EventKind as E;
        use State as S;
        let runs = !self.answered && !has_ended(self.state);
        // An acceptance after a refusal, or work on what was refused, takes the refusal back.
        let starts = runs || self.state == S::NotAccepted;
        let waits = self.state == S::AwaitingAsker && self.asked;
        match event.kind {
            _ if begins_round(event) => S::Reopened,
            E::Accepted if matches!(self.state, S::Received | S::NotAccepted) => S::Accepted,
            E::NotAccepted if runs => S::NotAccepted,
            E::Assigned if starts && !waits => S::Assigned,
            E::Returned if starts && !waits => S::Returned,
            E::Transferred if starts && !waits => S::Transferred,
            E::ClarificationAsked if runs => S::AwaitingAsker,
            E::Clarified if self.state == S::AwaitingAsker => S::Clarified,
            E::Replied if self.state != S::Concluded => S::Replied,
            E::Concluded => S::Concluded,
            E::ReviewEnded if self.state == S::Replied => S::Reviewed,
            E::Lapsed => S::Lapsed,
            E::Withdrawn => S::Withdrawn,
            E::Merged => S::Merged,
            _ => self.state,
        }
    }
}

/// Returns whether nobody owes anything any more.
pub fn has_ended(state: State) -> bool {
    matches!(state, State::NotAccepted | State::Concluded | State::Lapsed | State::Withdrawn | State::Merged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::case::{EventFacts, Written};
    use EventKind as E;

    fn event(kind: E) -> Event {
        Event { on: jiff::civil::date(2026, 3, 2), time: None, kind, written: Written::Listed(0), more: None }
    }

    fn set_aside() -> Event {
        let more = EventFacts { review_result: Some(ReviewResult::SetAside), ..EventFacts::default() };
        Event { more: Some(Box::new(more)), ..event(E::ReviewEnded) }
    }

    /// Goes through events; `None` where one contradicts those before it.
    fn lived(events: &[E]) -> Option<Life> {
        let mut life = Life::default();
        events.iter().try_for_each(|kind| life.step(&event(*kind))).ok()?;
        Some(life)
    }

    #[test]
    fn what_happened_can_be_recorded() {
        // Sequences of public bodies, each with its last state and whether a reply is owed.
        let cases: &[(&[E], State, bool)] = &[
            (&[E::Replied], State::Replied, false),
            (&[E::Transferred, E::Replied], State::Replied, false),
            (&[E::Concluded], State::Concluded, false),
            (&[E::Accepted, E::ReviewStarted], State::UnderReview, true),
            (&[E::Accepted, E::ReviewStarted, E::ReviewEnded], State::Accepted, true),
            (&[E::NotAccepted, E::ReviewStarted], State::UnderReview, false),
            (&[E::NotAccepted, E::ReviewStarted, E::ReviewEnded], State::NotAccepted, false),
            (&[E::NotAccepted, E::Accepted], State::Accepted, true),
            (&[E::ClarificationAsked, E::Clarified, E::ClarificationAsked], State::AwaitingAsker, true),
            (&[E::ClarificationAsked, E::Assigned], State::AwaitingAsker, true),
            (&[E::ClarificationAsked, E::Replied, E::Clarified], State::Replied, false),
            (&[E::Replied, E::Concluded, E::ReviewStarted, E::ReviewEnded], State::Concluded, false),
            (&[E::Replied, E::ReviewStarted, E::ReviewEnded, E::Concluded], State::Concluded, false),
            (&[E::Replied, E::Replied, E::Concluded, E::Replied], State::Concluded, false),
            (&[E::Replied, E::Reopened, E::Reopened], State::Reopened, true),
            (&[E::Lapsed, E::Reopened], State::Reopened, true),
            (&[E::Withdrawn, E::Reopened, E::Replied], State::Replied, false),
            (&[E::Replied, E::Assigned, E::Rated, E::Extended], State::Replied, false),
            (&[E::Merged, E::Note, E::Supervised], State::Merged, false),
            (&[E::ThirdPartyAsked, E::ThirdPartyAnswered, E::Replied], State::Replied, false),
        ];
        for (events, state, owed) in cases {
            let life = lived(events).unwrap_or_else(|| panic!("{events:?}"));
            assert_eq!((life.state(), life.owes_reply()), (*state, *owed), "{events:?}");
        }
    }

    #[test]
    fn contradictions_are_refused() {
        let cases: &[&[E]] = &[
            &[E::Clarified],
            &[E::ClarificationAsked, E::Clarified, E::Clarified],
            &[E::ReviewEnded],
            &[E::ThirdPartyAnswered],
            &[E::Reopened],
            &[E::Accepted, E::Assigned, E::HoldingReply, E::Reopened],
            &[E::Replied, E::Concluded, E::Concluded],
            &[E::Corrected],
            &[E::Withdrawn, E::Assigned],
            &[E::Merged, E::Replied],
            &[E::Lapsed, E::Clarified],
        ];
        for events in cases {
            assert!(lived(events).is_none(), "{events:?}");
        }
    }

    #[test]
    fn a_review_that_sets_an_answer_aside_begins_a_round() {
        let mut life = lived(&[E::Replied, E::Concluded, E::ReviewStarted]).expect("no contradiction");
        life.step(&set_aside()).expect("the review had begun");
        assert_eq!((life.state(), life.owes_reply()), (State::Reopened, true));
        life.step(&event(E::Replied)).expect("a reply is owed");
        life.step(&event(E::Concluded)).expect("a new round has a conclusion of its own");
    }
}
