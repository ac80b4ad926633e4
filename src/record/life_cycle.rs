//! The life of a case as a state machine (DOMAIN 1.3, DESIGN 2).
//!
//! [`next`] is the whole table: which state an event leads to, or that it cannot happen. A
//! later event implies missing earlier ones: a bare `replied` is fine after receipt.

use super::words::{EventKind, State};

/// Returns whether an event changes the state of a case; the others are marks.
pub fn changes_state(kind: EventKind) -> bool {
    kind <= EventKind::Merged
}

/// Returns the state after an event, `None` when it cannot happen in `state`.
///
/// Marks leave the state as it is; which state a mark needs is told by `mark_allowed`.
pub fn next(state: State, event: EventKind) -> Option<State> {
    use EventKind as E;
    use State as S;
    let after = match (state, event) {
        (S::Received, E::Accepted) => S::Accepted,
        (S::Received | S::Accepted, E::NotAccepted) => S::NotAccepted,
        (
            S::Received
            | S::Accepted
            | S::Returned
            | S::Transferred
            | S::Clarified
            | S::Reopened
            | S::Reviewed
            | S::Assigned,
            E::Assigned,
        ) => S::Assigned,
        (S::Assigned | S::Accepted, E::Returned) => S::Returned,
        (S::Assigned | S::Accepted, E::Transferred) => S::Transferred,
        (S::Received | S::Accepted | S::Assigned, E::ClarificationAsked) => S::AwaitingAsker,
        (S::AwaitingAsker, E::Clarified) => S::Clarified,
        (S::AwaitingAsker, E::Lapsed) => S::Lapsed,
        (S::Received | S::Accepted | S::Assigned | S::Clarified | S::Replied | S::Reopened, E::Replied) => S::Replied,
        (S::Replied | S::Reviewed, E::Concluded) => S::Concluded,
        (S::Replied | S::Concluded | S::Lapsed, E::Reopened) => S::Reopened,
        (S::Replied | S::Concluded, E::ReviewStarted) => S::UnderReview,
        (S::UnderReview, E::ReviewEnded) => S::Reviewed,
        (
            S::Received
            | S::Accepted
            | S::Assigned
            | S::Returned
            | S::Transferred
            | S::AwaitingAsker
            | S::Clarified
            | S::Reopened,
            E::Withdrawn,
        ) => S::Withdrawn,
        (S::Received | S::Accepted | S::Assigned, E::Merged) => S::Merged,
        (state, mark) if !changes_state(mark) && mark_allowed(state, mark) => state,
        _ => return None,
    };
    Some(after)
}

/// Returns whether a mark can be set in a state: what has ended is not extended, what has no
/// reply is not corrected or rated.
fn mark_allowed(state: State, mark: EventKind) -> bool {
    let running = !has_ended(state) && state != State::Replied;
    match mark {
        EventKind::Extended | EventKind::HoldingReply => running,
        EventKind::Corrected | EventKind::Rated => answered(state),
        _ => true,
    }
}

fn answered(state: State) -> bool {
    matches!(
        state,
        State::Replied | State::Concluded | State::UnderReview | State::Reviewed | State::Reopened | State::Assigned
    )
}

/// Returns whether nobody owes anything any more.
pub fn has_ended(state: State) -> bool {
    matches!(state, State::NotAccepted | State::Concluded | State::Lapsed | State::Withdrawn | State::Merged)
}

/// Returns whether a substantive reply is still owed in this state.
pub fn owes_reply(state: State) -> bool {
    !has_ended(state) && !matches!(state, State::Replied | State::UnderReview | State::Reviewed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_reply_may_follow_receipt() {
        assert_eq!(next(State::Received, EventKind::Replied), Some(State::Replied));
        assert_eq!(next(State::Received, EventKind::Concluded), None);
    }

    #[test]
    fn marks_keep_the_state() {
        assert_eq!(next(State::Assigned, EventKind::Supervised), Some(State::Assigned));
        assert_eq!(next(State::Concluded, EventKind::Extended), None);
        assert_eq!(next(State::Received, EventKind::Rated), None);
    }

    #[test]
    fn end_states_end() {
        for state in [State::NotAccepted, State::Withdrawn, State::Merged] {
            for kind in EventKind::ALL.iter().filter(|k| changes_state(**k)) {
                assert_eq!(next(state, *kind), None, "{state:?} {kind:?}");
            }
        }
    }
}
