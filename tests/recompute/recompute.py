#!/usr/bin/env python3
"""Recomputes every figure of a published site from its data files alone.

    python3 recompute.py [SITE] [--no-pages]

SITE is the folder of the site, by default the one above the folder this file stands in. Read
are only the files under `data/`: cases, events, promises, rules and calendars. From these
every case is replayed up to the day of the figures, and `open.csv`, `measures.csv`,
`flow.csv` and the statutory tables are made again and compared cell by cell; then every
figure that a page prints is compared with what was recomputed. A page marks a figure with
`data-f`, the column, inside an element with `data-g`, the group: `department/urban/2026-03`; a
sentence bears `data-n`, the columns whose numbers stand in it.

Python 3.9 or newer, standard library only. Exit code 0: no difference; 1: some; 2: files
are missing.
"""

import csv
import glob
import json
import os
import re
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

DAY = timedelta(days=1)
MARKS = {"extended", "supervised", "supervision_closed", "holding_reply", "corrected", "redacted",
         "withheld", "removed", "rated", "third_party_asked", "third_party_answered", "note"}
ENDED = {"not_accepted", "concluded", "lapsed", "withdrawn", "merged"}
OVER = {"withdrawn", "merged", "lapsed"}


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


class Calendar:
    """Working days: the week, and the days that differ from it, as known on a day."""

    def __init__(self):
        self.special = {}
        self.years = {}
        self.announcements = []
        self.work = {}

    def working(self, when, known):
        special = self.special.get(when)
        if special and (special[1] is None or special[1] <= known):
            return not special[0]
        return when.weekday() < 5

    def add(self, when, count, known):
        while count > 0:
            when += DAY
            count -= self.working(when, known)
        return when

    def between(self, after, upto, known):
        """Working days in (after, upto]."""
        count = 0
        while after < upto:
            after += DAY
            count += self.working(after, known)
        return count

    def roll(self, when, known):
        return when if self.working(when, known) else self.add(when, 1, known)


def months_later(when, count):
    month = when.month - 1 + count
    year, month = when.year + month // 12, month % 12 + 1
    for last in (when.day, 30, 29, 28):
        try:
            return date(year, month, min(when.day, last))
        except ValueError:
            continue


class Site:
    def __init__(self, root):
        data = os.path.join(root, "data")
        self.root, self.data = root, data
        self.rules = json.load(open(os.path.join(data, "rules.json"), encoding="utf-8"))
        self.minimum = max(self.rules["minimum_cases"], 1)
        self.calendars = defaultdict(Calendar)
        for row in table(os.path.join(data, "calendars.csv")):
            calendar = self.calendars[row["calendar"]]
            # A year is known from the first day on which anything of it was announced.
            told = calendar.years.setdefault(int(row["year"]), [])
            if row["date"]:
                told.append(day(row["announced"]) or date.min)
            if row["date"]:
                calendar.special[day(row["date"])] = (row["off"] == "true", day(row["announced"]))
                if row["announced"]:
                    calendar.announcements.append(day(row["announced"]))
        for calendar in self.calendars.values():
            calendar.announcements = sorted(set(calendar.announcements))
        self.departments = [row["id"] for row in table(os.path.join(data, "departments.csv"))]
        self.topics = [row["id"] for row in table(os.path.join(data, "topics.csv"))]
        self.cases = []
        for path in sorted(glob.glob(os.path.join(data, "replies-*.csv"))):
            self.cases.extend(table(path))
        events = defaultdict(list)
        for path in sorted(glob.glob(os.path.join(data, "events-*.csv"))):
            for row in table(path):
                row["on"] = day(row["on"])
                events[row["case"]].append(row)
        promises = defaultdict(list)
        for row in table(os.path.join(data, "promises.csv")):
            promises[row["case"]].append((day(row["due"]), day(row["done"])))
        for case in self.cases:
            case["received"] = day(case["received"])
            case["published"] = day(case["published"])
            case["events"] = events[case["id"]]
            case["promises"] = promises[case["id"]]
            case["topics"] = case["topics"].split()
        self.joined = defaultdict(list)
        for case in self.cases:
            for event in case["events"]:
                if event["type"] == "merged":
                    self.joined[event["into"]].append((event["on"], case))
        self.published = table(os.path.join(data, "measures.csv"))
        self.as_of = day(self.published[0]["as_of"])


# ---- When a reply is due -------------------------------------------------------------------

class Due:
    """The end of a term: the first moment after it, and the same without extensions."""

    def __init__(self, rule, calendar):
        self.rule, self.calendar = rule, calendar
        self.end = self.base = self.first_end = None
        # The day that the term counts from.
        self.zero = None
        # Since when the clock stands still, and the periods in which it did.
        self.stopped = None
        self.waits = []

    def on(self):
        return last_day(self.end)


def last_day(moment):
    midnight = moment.hour == 0 and moment.minute == 0
    return moment.date() - DAY if midnight else moment.date()


def hour(moment):
    return "" if moment.hour == 0 and moment.minute == 0 else moment.strftime("%H:%M")


def met(end, when, time):
    """On the day on which a term ends at an hour, what has no hour is not known to be in time."""
    if hour(end) and when == last_day(end):
        return bool(time) and time <= hour(end)
    return when <= last_day(end)


def after(when):
    return datetime(when.year, when.month, when.day) + DAY


def later(calendar, known, end, term):
    """So much later than the end of a term, before anything rolls."""
    count, unit, when = term["count"], term["unit"], last_day(end)
    time = end - after(when) + DAY if hour(end) else DAY
    start_of_day = lambda d: datetime(d.year, d.month, d.day)
    if unit == "hours":
        return end + timedelta(hours=count)
    if unit == "working-days":
        return start_of_day(calendar.add(when, count, known)) + time
    return start_of_day(when + count * DAY if unit == "days" else months_later(when, count)) + time


def rolled(rule, calendar, known, end, units):
    if hour(end) or rule["roll"] == "stays" or not {"days", "months"} & set(units):
        return end
    return after(calendar.roll(last_day(end), known))


def term_from(rule, calendar, known, start, term):
    """The end of a term of its own, from a day and, for hours, its hour."""
    when, time = start
    zero = datetime.fromisoformat(f"{when}T{time}") if time and term["unit"] == "hours" else after(when)
    return rolled(rule, calendar, known, later(calendar, known, zero, term), [term["unit"]])


def origin(site, case, as_of):
    """Receipt, acceptance and assignment: the earliest of the case and of those merged into it."""
    seen, todo, best = {case["id"]}, [(case, 0)], {}
    while todo:
        one, depth = todo.pop()
        times = {"received": (one["received"], one["received_at"])}
        for event in one["events"]:
            if event["on"] <= as_of and event["type"] in ("accepted", "assigned"):
                times.setdefault(event["type"], (event["on"], event["time"]))
        for name, at in times.items():
            if name not in best or at[0] < best[name][0]:
                best[name] = at
        # Mergers are followed a hundred times.
        for on, other in site.joined[one["id"]] if site and depth < 100 else ():
            if on <= as_of and other["id"] not in seen:
                seen.add(other["id"])
                todo.append((other, depth + 1))
    return best


def first_department(case):
    for event in case["events"]:
        if leads(event):
            return event["department"]
    return case["department"]


def leads(event):
    return event["type"] in ("assigned", "transferred") and event["department"] and event["role"] != "assist"


def rule_of(site, case, received):
    """The rule is chosen by the day of receipt and the department first in charge."""
    for rule in site.rules["deadlines"]:
        if ((not rule["kinds"] or case["kind"] in rule["kinds"])
                and (not rule["departments"] or first_department(case) in rule["departments"])
                and (not rule["urgency"] or case["urgency"] in rule["urgency"])
                and day(rule["valid_from"]) <= received
                and (not rule["valid_to"] or received <= day(rule["valid_to"]))):
            return rule
    return None


def begins_round(event):
    return event["type"] == "reopened" or (event["type"] == "review_ended" and event["result"] == "set_aside")


def rounds_of(past):
    starts = [0] + [i for i, e in enumerate(past) if i > 0 and begins_round(e)]
    return [past[a:b] for a, b in zip(starts, starts[1:] + [len(past)])]


def due_date(site, rule, start, events, begun, as_of):
    """When the reply of a round is due; `begun` is the moment that a later round began."""
    calendar = site.calendars[rule["calendar"]] if rule["calendar"] else Calendar()
    known = (begun or start["received"])[0]
    due = count_term(rule, calendar, known, start, events, begun)
    # A day off announced while the term runs moves its end; one announced later does not.
    while True:
        limit = min(due.on(), as_of)
        coming = [a for a in calendar.announcements if known < a <= limit]
        if not coming:
            return due
        known = coming[0]
        due = count_term(rule, calendar, known, start, events, begun)


class Term:
    """What moves a term: where it starts, how long it stood still, by how much it was extended."""

    def __init__(self, rule, calendar, known, start):
        self.rule, self.calendar, self.known = rule, calendar, known
        when, time = start
        if rule["cut_off"] and time and time >= rule["cut_off"]:
            when, time = calendar.add(when, 1, known), ""
        self.zero, self.time = when, time
        self.days, self.lost, self.extensions = 0, timedelta(), []

    def unrolled(self):
        within, calendar, known = self.rule["within"], self.calendar, self.known
        if within["unit"] == "hours":
            zero = datetime.fromisoformat(f"{self.zero}T{self.time}") if self.time else after(self.zero)
            return zero + timedelta(hours=within["count"]) + self.lost
        if within["unit"] == "working-days":
            return after(calendar.add(self.zero, within["count"] + self.days, known))
        return later(calendar, known, after(self.zero), within) + self.days * DAY

    def base(self):
        return rolled(self.rule, self.calendar, self.known, self.unrolled(), [self.rule["within"]["unit"]])

    def end(self):
        """Extensions are added to the unrolled end, up to the latest day that the rule allows."""
        moved, units, most = self.unrolled(), [self.rule["within"]["unit"]], self.rule["extension"]
        latest = moved
        for term in self.extensions:
            moved = later(self.calendar, self.known, moved, term)
        if most:
            latest = later(self.calendar, self.known, latest, most)
        roll = lambda end, more: rolled(self.rule, self.calendar, self.known, end, units + more)
        return min(roll(moved, [t["unit"] for t in self.extensions]), roll(latest, [most["unit"]] if most else []))

    def stood_still(self, stop, answer):
        """Gives back the days of the term in [stop, answer); day 0 is none of them."""
        if self.rule["within"]["unit"] == "hours":
            if stop[1] and answer[1]:
                zero = datetime.fromisoformat(f"{self.zero}T{self.time}") if self.time else after(self.zero)
                begun = max(datetime.fromisoformat(f"{stop[0]}T{stop[1]}"), zero)
                self.lost += max(datetime.fromisoformat(f"{answer[0]}T{answer[1]}") - begun, timedelta())
            else:
                self.lost += max(answer[0] - max(stop[0], self.zero), timedelta())
            return
        first = max(stop[0], self.zero + DAY)
        if answer[0] > first:
            if self.rule["within"]["unit"] == "working-days":
                self.days += self.calendar.between(first - DAY, answer[0] - DAY, self.known)
            else:
                self.days += (answer[0] - first).days


def count_term(rule, calendar, known, start, events, begun):
    due = Due(rule, calendar)
    at = begun
    if not at:
        at = start["received"]
        if rule["from"] != "received":
            if rule["accept_within"]:
                end = term_from(rule, calendar, known, at, rule["accept_within"])
                at = (last_day(end), hour(end))
            recorded = start.get("accepted" if rule["from"] == "accepted" else "assigned")
            if recorded:
                end = Term(rule, calendar, known, at).end()
                unknown = hour(end) and not recorded[1] and recorded[0] == last_day(end)
                # What comes after the end of a term cannot move it, and cannot start it anew.
                if met(end, *recorded) or unknown:
                    at = recorded
    term = Term(rule, calendar, known, at)
    waiting, standing = set(), None
    for event in events:
        kind, now = event["type"], (event["on"], event["time"])
        if kind in ("replied", "concluded", "lapsed", "withdrawn", "merged"):
            break
        stops = (kind == "clarification_asked" and rule["clarification"] != "runs-on") or (
            kind == "third_party_asked" and rule["third_party"] == "stops")
        if stops and (standing or met(term.end(), *now)):
            waiting.add(kind)
            standing = standing or now
        elif kind == "clarified" and "clarification_asked" in waiting:
            waiting.discard("clarification_asked")
            if rule["clarification"] == "restarts":
                due.waits.append((standing[0], now[0]))
                if now[0] >= term.zero:
                    term = Term(rule, calendar, known, now)
                standing = now if waiting else None
            elif not waiting:
                due.waits.append((standing[0], now[0]))
                term.stood_still(standing, now)
                standing = None
        elif kind == "third_party_answered" and "third_party_asked" in waiting:
            waiting.discard("third_party_asked")
            if not waiting:
                due.waits.append((standing[0], now[0]))
                term.stood_still(standing, now)
                standing = None
        elif kind == "extended" and event["within"] and (standing or met(term.end(), *now)):
            count, unit = event["within"].split()
            term.extensions.append({"count": int(count), "unit": unit})
    due.known = known
    due.zero, due.end, due.base = term.zero, term.end(), term.base()
    due.first_end = Term(rule, calendar, known, (term.zero, term.time)).base()
    due.stopped = standing[0] if standing else None
    if standing:
        due.waits.append((standing[0], date.max))
    return due


# ---- Where a case stands -------------------------------------------------------------------

class Status:
    pass


def live(s, case, past):
    """Goes through the events: the state, whether a reply is owed, and the facts of figures."""
    state, review = "received", False
    s.accepted = s.assigned = s.first = s.last_reply = s.concluded = s.last_outcome = s.rating = None
    s.supervised, s.owner, s.department = False, first_department(case), None
    s.reopened = answered = asked = False
    for event in past:
        kind = event["type"]
        runs = not answered and state not in ENDED
        waits = state == "awaiting_asker" and asked
        if leads(event):
            s.owner = event["department"]
        if begins_round(event):
            state, s.reopened, answered, asked, review = "reopened", True, False, False, False
            s.concluded = s.last_outcome = None
        elif kind == "accepted":
            s.accepted = s.accepted or event["on"]
            state = kind if state in ("received", "not_accepted") else state
        elif kind == "not_accepted":
            state = kind if runs else state
        elif kind in ("assigned", "returned", "transferred"):
            if kind == "assigned":
                s.assigned = s.assigned or event["on"]
            state = kind if (runs or state == "not_accepted") and not waits else state
        elif kind == "clarification_asked":
            asked, state = True, "awaiting_asker" if runs else state
        elif kind == "clarified":
            asked, state = False, kind if state == "awaiting_asker" else state
        elif kind == "replied":
            answered, state = True, kind if state != "concluded" else state
            if not s.first:
                s.first, s.department = event, s.owner
            s.last_reply = event["on"]
        elif kind == "concluded":
            state, s.concluded, s.last_outcome, review = kind, event["on"], event["outcome"], False
        elif kind == "review_started":
            review = True
        elif kind == "review_ended":
            review, state = False, "reviewed" if state == "replied" else state
        elif kind in OVER:
            state, review = kind, False
        elif kind == "rated":
            s.rating = event["rating"]
        elif kind == "supervised":
            s.supervised = True
        elif kind == "supervision_closed":
            s.supervised = False
    s.department = s.department or s.owner
    s.open = not answered and state not in ENDED
    s.state = "under_review" if review else state
    s.supervised = s.supervised and s.state not in ENDED


def status(site, case, as_of):
    s = Status()
    s.past = past = [e for e in case["events"] if e["on"] <= as_of]
    live(s, case, past)
    rounds, start = rounds_of(past), origin(site, case, as_of)
    rule = rule_of(site, case, start["received"][0])
    begun = lambda i: (rounds[i][0]["on"], rounds[i][0]["time"]) if i else None
    term = lambda i: due_date(site, rule, start, rounds[i], begun(i), as_of) if rule else None
    s.calendar = site.calendars[rule["calendar"]] if rule and rule["calendar"] else (
        Calendar() if rule or not site.rules["calendar"] else site.calendars[site.rules["calendar"]])
    counted, s.first_due = 0, term(0)
    s.limit = None
    if rule:
        within = rule["accept_within"]
        limit = within and term_from(rule, s.calendar, start["received"][0], start["received"], within)
        s.limit = min(last_day(end) for end in (limit, s.first_due.first_end) if end)
    s.excused = excused(rounds[0], s.first_due, s.limit)
    while s.excused and counted < len(rounds) - 1:
        counted += 1
        s.first_due = term(counted)
        s.excused = excused(rounds[counted], s.first_due, s.limit)
    s.due = s.first_due if counted == len(rounds) - 1 else term(len(rounds) - 1)
    # Once late, a case counts for the department that had it when the term ended.
    late = s.first_due and not s.first_due.stopped and s.first_due.on() < as_of
    if late and not (s.first and s.first["on"] <= s.first_due.on()):
        had = [e["department"] for e in past if leads(e) and e["on"] <= s.first_due.on()]
        s.department = had[-1] if had else first_department(case)
    s.counted_from = begun(counted)[0] if counted else start["received"][0]
    running = s.open and s.due and not s.due.stopped
    s.overdue = bool(running and s.due.on() < as_of)
    s.soon = bool(running and not s.overdue and s.calendar.between(as_of, s.due.on(), as_of) <= 3)
    s.passed_on = passed_on(site, case, past)
    return s


def excused(events, due, limit):
    """Whether a round without a reply ended so that the case leaves the rates."""
    if any(e["type"] == "replied" for e in events):
        return False
    exits = [(i, e) for i, e in enumerate(events) if e["type"] in ("withdrawn", "lapsed", "not_accepted")]
    if not exits:
        return False
    place, last = exits[-1]
    if due is None:
        return True
    stood = bool(due.stopped and due.stopped <= last["on"])
    if last["type"] == "withdrawn":
        return stood or last["on"] < due.on()
    if last["type"] == "lapsed":
        return stood or last["on"] <= due.on()
    in_time = last["on"] < limit or (bool(due.rule["accept_within"]) and last["on"] == limit)
    return in_time and not any(e["type"] in ("accepted", "assigned", "transferred") for e in events[place + 1:])


def passed_on(site, case, past):
    """Departments that passed the case on when more than four fifths of the term were over."""
    lead, found = None, []
    for i, event in enumerate(past):
        if not leads(event):
            continue
        if lead and lead != event["department"] and lead not in found and late_in_term(site, case, past, i):
            found.append(lead)
        lead = event["department"]
    return found


def late_in_term(site, case, past, place):
    on = past[place]["on"]
    first = max([i for i in range(1, place + 1) if begins_round(past[i])] + [0])
    start = origin(site, case, on)
    rule, before = rule_of(site, case, start["received"][0]), past[first:place]
    if not rule or any(e["type"] == "replied" for e in before):
        return False
    begun = (past[first]["on"], past[first]["time"]) if first else None
    due = due_date(site, rule, start, before, begun, on)
    working = rule["within"]["unit"] == "working-days"
    days = lambda to: due.calendar.between(due.zero, to, on) if working else (to - due.zero).days
    return not due.stopped and days(on) * 5 > days(due.on()) * 4


def has(s, kind):
    return any(e["type"] == kind for e in s.past)


def days_to(s, when):
    """Working days in (start, when], without those in which an answer was awaited."""
    count = s.calendar.between(s.counted_from, when, when)
    for stop, answer in s.first_due.waits if s.first_due else ():
        count -= s.calendar.between(max(stop - DAY, s.counted_from), min(answer - DAY, when), when)
    return max(count, 0)


def acceptance(s, as_of):
    """Whether the time for accepting has passed, and whether the case was accepted in it."""
    if not s.limit or s.limit >= as_of:
        return False, False
    by_then = {e["type"] for e in s.past if e["on"] <= s.limit}
    accepted = "accepted" in by_then
    out = by_then & {"withdrawn", "lapsed", "assigned", "transferred", "replied", "holding_reply"}
    return accepted or not out, accepted


def asleep(case, s, as_of):
    """Whether a case is open and nothing has been recorded for six months."""
    last = max([case["received"]] + [e["on"] for e in s.past[-1:]])
    return s.open and months_later(last, 6) <= as_of


def sets_of(site, case, s):
    """The sets a case is in, by the definitions of `rules.json`."""
    into, as_of = set(), site.as_of
    put = lambda name, is_in: is_in and into.add(name)
    if s.state == "merged":
        return {"merged"} | ({"merged_late", "received", "mature"} if s.merged_late else set()), None, None, None
    got, first, due = not s.excused, s.first, s.first_due
    put("registered", True)
    put("accepted", s.accepted)
    time_passed, in_time = acceptance(s, as_of)
    put("acceptance_due", time_passed)
    put("accepted_in_time", in_time)
    put("excused", s.excused)
    put("clarifying", s.open and s.due and s.due.stopped)
    put("passed_on", s.passed_on)
    for state in ("not_accepted", "withdrawn", "lapsed"):
        put(state, s.state == state)
    in_term = lambda when: when and (not due or due.stopped or when <= due.on())
    put("assigned", s.accepted and in_term(s.assigned))
    put("assignment_known", s.accepted and (in_term(s.assigned) or not in_term(first and first["on"])))
    put("open", s.open)
    put("due_soon", s.soon)
    put("overdue", s.overdue)
    put("very_overdue", s.overdue and s.calendar.between(s.due.on(), as_of, as_of) > 20)
    put("asleep", asleep(case, s, as_of))
    put("supervised_now", s.supervised)
    put("reopened", s.reopened)
    for mark in ("corrected", "redacted", "withheld", "removed"):
        put(mark, has(s, mark))
    if not got:
        return into, None, None, None
    put("received", True)
    put("replied", first)
    put("holding_only", not first and has(s, "holding_reply"))
    mature = bool(due and due.on() < as_of and not (due.stopped and not first))
    put("mature", mature)
    put("provisional", not mature)
    put("on_time", mature and first and met(due.end, first["on"], first["time"]))
    put("on_time_base", mature and first and met(due.base, first["on"], first["time"]))
    ever = first and has(s, "concluded")
    put("concluded", first and s.concluded)
    put("ever_concluded", ever)
    put("extended", has(s, "extended"))
    put("suspended", has(s, "clarification_asked"))
    put("transferred", has(s, "transferred"))
    put("returned", has(s, "returned"))
    closed = None
    for event in s.past if first else ():
        if event["type"] in ("concluded", "replied"):
            closed = event["on"]
        elif begins_round(event):
            put("reopened_soon", closed and (event["on"] - closed).days <= 90)
            closed = None
    all_met, passed = True, False
    for i, event in enumerate(s.past):
        if event["type"] == "supervised":
            put("supervised", True)
            put("supervised_" + (event["level"] or "remind"), True)
            set_day = day(event["due"])
            if set_day and set_day < as_of:
                passed = True
                ends = [e["on"] for e in s.past[i:] if e["type"] in ("replied", "concluded", "supervision_closed")]
                all_met = all_met and bool(ends) and ends[0] <= set_day
    put("supervision_due", passed)
    put("supervision_met", passed and all_met)
    put("rateable", ever or s.rating)
    if s.rating:
        put("rated", True)
        put(s.rating, True)
    if first and s.concluded and s.last_outcome:
        put("outcome_" + s.last_outcome, True)
        put("resolvable", case["kind"] == "foi" and s.last_outcome in ("granted", "part", "refused"))
        put("foi_granted", case["kind"] == "foi" and s.last_outcome == "granted")
    public = None
    if first and case["published"] and case["published"] <= as_of:
        public = ("taken", max((case["published"] - first["on"]).days, 0))
    if not mature:
        return into, None, None, public
    time = lambda end: ("taken" if end else "running", days_to(s, end or as_of))
    return into, time(first and first["on"]), time(first and s.concluded), public


# What speaks of the day of the figures: it counts for the department that owes the reply.
MOVED = {"passed_on", "transferred", "returned"}
OWED = {"open", "due_soon", "overdue", "very_overdue", "asleep", "clarifying", "supervised_now"}


class Tally:
    def __init__(self):
        self.counts = defaultdict(int)
        self.times = {"first_reply": [], "concluded": [], "published": []}

    def add(self, into, sums=(), reply=None, conclusion=None, public=None):
        for name in into:
            self.counts[name] += 1
        for name, n in dict(sums).items():
            self.counts[name] += n
        for name, time in (("first_reply", reply), ("concluded", conclusion), ("published", public)):
            if time:
                self.times[name].append(time)
        if reply and reply[0] == "taken":
            self.counts[bin_of(reply[1])] += 1

    def and_(self, other):
        for name, n in other.counts.items():
            self.counts[name] += n
        for name, times in other.times.items():
            self.times[name].extend(times)


def bin_of(days):
    for low, high in ((0, 2), (3, 5), (6, 10), (11, 15), (16, 20), (21, 30)):
        if low <= days <= high:
            return f"reply_days_{low}_{high}"
    return "reply_days_over_30"


def tenths(n):
    return f"{n // 10}.{n % 10}"


def value(site, measure, tally):
    formula = measure["formula"]
    if "count" in formula:
        return str(tally.counts[formula["count"]])
    if "part" in formula:
        part, whole = tally.counts[formula["part"]], tally.counts[formula["all"]]
        if whole < site.minimum:
            return "suppressed"
        return "<0.1" if part and part * 1000 < whole else tenths(part * 1000 // whole)
    times = tally.times[formula["days_to"]]
    taken = sorted(days for kind, days in times if kind == "taken")
    running = [days for kind, days in times if kind == "running"]
    if formula["at"] == "mean_of_ended":
        return "suppressed" if len(taken) < site.minimum else tenths(sum(taken) * 10 // len(taken))
    if len(times) < site.minimum:
        return "suppressed"
    rank = -(-len(times) * formula["at"]["percentile"] // 100)
    if rank > len(taken) or (running and taken[rank - 1] > min(running)):
        return f">={min(running)}"
    return str(taken[rank - 1])


def merged_late(site, known):
    """Marks cases merged when they were late whose lateness no other case carries. A case carries
    that of one merged into it by the same department, if it is late for that reason alone."""
    found, late, carrying = {case["id"]: (case, s) for case, s in known}, [], set()
    for case, s in known:
        s.merged_late = False
        merged = [i for i, e in enumerate(s.past) if e["type"] == "merged"]
        if s.state == "merged" and was_late(site, case, s.past, s.past[merged[0]]["on"], origin):
            late.append((s.past[merged[0]]["on"], case["id"]))
    for _, name in sorted(late):
        into, seen = name, set()
        while into in found and into not in seen:
            seen.add(into)
            merged = [e for e in found[into][1].past if e["type"] == "merged"]
            if not merged:
                break
            into = merged[0]["into"]
        carried = False
        if into in found and into not in carrying and found[into][1].state != "merged":
            case, s = found[into]
            facts = sets_of(site, case, s)[0]
            carried = ("mature" in facts and "on_time" not in facts and s.department == found[name][1].department
                       and not was_late(site, case, s.past, site.as_of, own_origin))
        if carried:
            carrying.add(into)
        found[name][1].merged_late = not carried


def was_late(site, case, past, on, counted_from):
    """Whether the first round of a case was over without a reply in time on a day."""
    start, events = counted_from(site, case, on), [e for e in past if e["on"] <= on]
    rule = rule_of(site, case, start["received"][0])
    if not rule:
        return False
    due = due_date(site, rule, start, rounds_of(events)[0], None, on)
    answered = any(e["type"] == "replied" and met(due.end, e["on"], e["time"]) for e in rounds_of(events)[0])
    return not due.stopped and due.on() < on and not answered


def own_origin(site, case, as_of):
    return origin(None, case, as_of)


def movers(case, s):
    """The departments that handed a case on, and how."""
    lead, moves = first_department(case), defaultdict(list)
    for event in s.past:
        if event["type"] in ("transferred", "returned"):
            moves[lead].append(event["type"])
        elif leads(event) and event["department"] != lead:
            moves[lead]
        lead = event["department"] if leads(event) else lead
    return sorted(moves.items())


def tallies(site):
    """(group, id, month) → tally; and what the other tables need of each case."""
    groups = defaultdict(Tally)
    order = {"transfers": 0, "promises_kept": 0, "promises_kept_late": 0, "promises_missed": 0, "promises_running": 0}
    known = [(case, status(site, case, site.as_of)) for case in site.cases]
    merged_late(site, known)
    for case, s in known:
        if case["received"] > site.as_of:
            continue
        into, *times = sets_of(site, case, s)
        sums = {}
        if s.state != "merged":
            sums = dict(order, transfers=sum(e["type"] in ("transferred", "returned") for e in s.past))
            made = [e["on"] for e in case["events"] if e["type"] in ("replied", "holding_reply")]
            for due, done in () if made and made[0] > site.as_of else case["promises"]:
                if done and done <= site.as_of:
                    sums["promises_kept_late" if due and done > due else "promises_kept"] += 1
                else:
                    sums["promises_missed" if due and due < site.as_of else "promises_running"] += 1
        month = case["received"].strftime("%Y-%m")
        keys = [("site", ""), ("kind", case["kind"])]
        keys.extend(("topic", topic) for topic in case["topics"] if topic in site.topics)
        for period in ("", month):
            for group, name in keys:
                groups[group, name, period].add(into, sums, *times)
            if s.department in site.departments:
                own = {name: n for name, n in dict(sums).items() if name != "transfers"}
                groups["department", s.department, period].add(into - OWED - MOVED, own, *times)
            if s.owner in site.departments and into & OWED:
                groups["department", s.owner, period].add(into & OWED)
            for name, kinds in movers(case, s) if s.state != "merged" else ():
                if name in site.departments:
                    what = {k for k in kinds if k in into} | ({"passed_on"} & into if name in s.passed_on else set())
                    groups["department", name, period].add(what, {"transfers": len(kinds)} if sums else {})
    # Records that are not published are counted by the city alone: nobody can recount them.
    for row in site.published:
        if int(row["held_back"]):
            groups[row["group"], row["id"], row["month"]].counts["held_back"] = int(row["held_back"])
    return groups, known


# ---- Comparing -----------------------------------------------------------------------------

class Compared:
    def __init__(self):
        self.figures, self.differences = 0, []

    def cell(self, where, published, recomputed):
        self.figures += 1
        if published != recomputed:
            self.differences.append(f"{where}: published {published!r}, recomputed {recomputed!r}")


def check_measures(site, groups, out):
    measures = {m["id"]: m for m in site.rules["measures"]}
    rows = {(r["group"], r["id"], r["month"]): r for r in site.published}
    for key in sorted(set(rows) | set(groups)):
        row, tally = rows.get(key), groups.get(key)
        if row is None or tally is None:
            if tally is None and key == ("site", "", ""):
                tally = Tally()
            else:
                out.differences.append(f"measures.csv {key}: {'no row' if row is None else 'no cases'}")
                continue
        for column, published in list(row.items())[4:]:
            measure = measures.get(column)
            counted = measure is None or "count" in measure["formula"]
            recomputed = str(tally.counts[column]) if counted else value(site, measure, tally)
            out.cell(f"measures.csv {'/'.join(key)} {column}", published, recomputed)


def check_open(site, known, out):
    rows = {row["id"]: row for row in table(os.path.join(site.data, "open.csv"))}
    opened = {case["id"]: (case, s) for case, s in known if s.open and case["received"] <= site.as_of}
    for name in sorted(set(rows) ^ set(opened)):
        out.differences.append(f"open.csv {name}: {'not open' if name in rows else 'missing'}")
    for name in set(rows) & set(opened):
        row, (case, s) = rows[name], opened[name]
        running = s.due if s.due and not s.due.stopped else None
        years = s.due and s.due.rule["calendar"] and not all(
            y in s.due.calendar.years and min(s.due.calendar.years[y], default=date.min) <= s.due.known
            for y in range(s.due.zero.year, s.due.on().year + 1))
        again = {"as_of": str(site.as_of), "id": name, "department": s.owner, "received": str(case["received"]),
                 "state": s.state, "due": str(running.on()) if running else "",
                 "due_at": hour(running.end) if running else "", "rule": s.due.rule["id"] if s.due else "",
                 "provisional": str(bool(years)).lower(), "overdue": str(s.overdue).lower(),
                 "topics": " ".join(case["topics"]), "asleep": str(asleep(case, s, site.as_of)).lower(),
                 "supervised": str(s.supervised).lower()}
        for column, published in row.items():
            out.cell(f"open.csv {name} {column}", published, again.get(column))


FLOW = ("received", "accepted", "assigned", "replied", "concluded", "supervised", "reopened", "open_at_end",
        "overdue_at_end")


def flow(site, known):
    """What happened in each week and month that is over: (period, department) → numbers.

    A period stays as it was when it was over: what was published or corrected later is counted
    apart, and a case counts for the department in charge on the day."""
    numbers = defaultdict(lambda: defaultdict(int))

    def periods(when, months_only=False):
        year, week, _ = when.isocalendar()
        monday = when - when.weekday() * DAY
        yield when.strftime("%Y-%m"), months_later(when.replace(day=1), 1) - DAY
        if not months_only:
            yield f"{year:04}-w{week:02}", monday + 6 * DAY

    def keys(name, department):
        return ((name, ""), (name, department)) if department in site.departments else ((name, ""),)

    for case, s in known:
        if case["received"] > site.as_of:
            continue
        merged = next((e["on"] for e in s.past if e["type"] == "merged"), None)
        told = set()

        def later_on(cell, when):
            cell["later_on"] = max(cell["later_on"] or when, when)

        def add(when, department, column, months_only=False):
            for name, last in periods(when, months_only):
                if last > site.as_of or (merged and merged <= last):
                    continue
                for key in keys(name, department):
                    if case["published"] and case["published"] > last:
                        later_on(numbers[key], case["published"])
                        numbers[key]["later_cases"] += key not in told
                        told.add(key)
                    else:
                        numbers[key][column] += 1

        owner, replied = first_department(case), None
        add(case["received"], owner, "received")
        settled = case["received"]
        for event in s.past:
            kind, owner = event["type"], event["department"] if leads(event) else owner
            if kind not in MARKS:
                settled = event["on"]
            if kind in ("accepted", "replied", "concluded", "supervised", "reopened") or (
                    kind == "assigned" and event["role"] != "assist"):
                add(event["on"], owner, kind)
            elif kind in ("corrected", "review_started"):
                add(event["on"], owner, "named")
            if kind == "replied":
                replied = event["on"], owner
            elif kind == "corrected" and replied:
                for name, last in periods(replied[0]):
                    if last < event["on"] and not (merged and merged <= last) and not (
                            case["published"] and case["published"] > last):
                        for key in keys(name, replied[1]):
                            numbers[key]["later_corrected"] += 1
                            later_on(numbers[key], event["on"])
        first = case["received"].replace(day=1)
        while True:
            following = months_later(first, 1)
            end = following - DAY
            if end > site.as_of or (end >= settled and not s.open):
                break
            then = status(site, case, end)
            if then.open:
                add(end, then.owner, "open_at_end", True)
                if then.overdue:
                    add(end, then.owner, "overdue_at_end", True)
            first = following
    return numbers


def check_flow(site, numbers, out):
    rows = {(row["period"], row["department"]): row for row in table(os.path.join(site.data, "flow.csv"))}
    for key in sorted(set(rows) ^ set(numbers)):
        out.differences.append(f"flow.csv {key}: {'nothing happened' if key in rows else 'missing'}")
    for key in set(rows) & set(numbers):
        for column in FLOW:
            empty = "w" in key[0] and column.endswith("_at_end")
            recomputed = "" if empty else str(numbers[key][column])
            out.cell(f"flow.csv {'/'.join(key)} {column}", rows[key][column], recomputed)
        for column in ("later_cases", "later_corrected", "later_on"):
            recomputed = str(numbers[key][column] or ("" if column == "later_on" else 0))
            out.cell(f"flow.csv {'/'.join(key)} {column}", rows[key][column], recomputed)


GROUNDS = ("state_secret law_forbids stability third_party internal_affairs process_information enforcement_file "
           "administrative_query not_kept needs_making still_unclear petition_or_report repeated public_publication "
           "mass_requests confirm_again not_corrected_in_time fee_not_paid other_ground").split()
PARTS = {"refused": GROUNDS[:8], "unable": GROUNDS[8:11], "not_handled": GROUNDS[11:16], "other": GROUNDS[16:]}


def row_of(event):
    kind, outcome, ground = event["type"], event["outcome"], event["ground"]
    if kind == "replied":
        return None
    if kind == "lapsed":
        return ground or "not_corrected_in_time"
    if kind in ("withdrawn", "not_accepted") or outcome in ("withdrawn", "not_responsible"):
        return "other_ground"
    if outcome in ("granted", "part"):
        return outcome
    if outcome in ("not_held", "duplicate"):
        return {"not_held": "not_kept", "duplicate": "repeated"}[outcome]
    allowed = {"refused": PARTS["refused"], "cannot_provide": PARTS["unable"], "not_handled": PARTS["not_handled"]}
    return ground if ground in allowed.get(outcome, ()) else None


def check_annual(site, known, out):
    """Compares the statutory tables; returns {year: counts} for the pages that print them."""
    tables = {}
    for path in sorted(glob.glob(os.path.join(site.data, "foi-*.csv"))):
        rows, year = table(path), int(re.search(r"(\d{4})\.csv$", path).group(1))
        if "natural" not in rows[0]:
            tables[year] = check_quarterly(site, known, year, rows, out)
            continue
        counts = tables[year] = defaultdict(int)
        for case, s in known:
            if case["kind"] != "foi" or s.state == "merged" or case["received"].year > year or not case["applicant"]:
                continue
            kinds = ["concluded", "lapsed", "withdrawn", "not_accepted"]
            # Answered without a recorded outcome: ended, in a row that nobody can tell.
            kinds += [] if has(s, "concluded") else ["replied"]
            ends = [e for e in s.past if e["type"] in kinds]
            if ends and ends[0]["on"].year < year:
                continue
            names = ["new" if case["received"].year == year else "carried_over"]
            if ends and ends[0]["on"].year == year:
                row = row_of(ends[0])
                names += [row, "total"] + [part for part, grounds in PARTS.items() if row in grounds] if row else []
            else:
                names.append("carried_forward")
            for name in names:
                counts[name, case["applicant"]] += 1
                counts[name, "all"] += 1
        reviews = reviews_of(known, year)
        others, rows = [r for r in rows if not r["natural"]], [r for r in rows if r["natural"]]
        # Documents are counted from policies, which are no part of the data of cases.
        for row in (r for r in others if not r["row"].startswith(("doc_", "entered_"))):
            out.cell(f"foi-{year}.csv {row['row']}", row["all"], str(reviews[row["row"]]))
        for row in rows:
            for column, published in list(row.items())[1:]:
                out.cell(f"foi-{year}.csv {row['row']} {column}", published, str(counts[row["row"], column]))
        for column in list(rows[0])[1:]:
            cell = {row["row"]: int(row[column]) for row in rows}
            came, went = cell["new"] + cell["carried_over"], cell["total"] + cell["carried_forward"]
            if came != went:
                print(f"note: foi-{year}.csv {column} does not balance: {came} came, {went} went or are left")
    return tables


def reviews_of(known, year):
    """Reconsiderations and court cases of a year: by result, or pending at its end."""
    counts = defaultdict(int)
    results = {"upheld": "upheld", "set_aside": "corrected", "corrected": "corrected"}
    for case, s in known:
        if case["kind"] != "foi" or s.state == "merged":
            continue
        before = False
        for i, event in enumerate(s.past):
            if event["type"] != "review_started" or event["review"] not in ("administrative", "litigation"):
                continue
            administrative = event["review"] == "administrative"
            kind = "reconsideration" if administrative else "litigation_after" if before else "litigation_direct"
            before = before or administrative
            ends = [e for e in s.past[i + 1:] if e["type"] == "review_ended"]
            if ends and ends[0]["on"].year == year:
                counts[f"{kind}_review_{results.get(ends[0]['result'], 'other')}"] += 1
            elif event["on"].year <= year and (not ends or ends[0]["on"].year > year):
                counts[f"{kind}_review_pending"] += 1
    return counts


def check_quarterly(site, known, year, rows, out):
    counts = defaultdict(int)
    for case, s in known:
        if case["kind"] != "foi" or s.state == "merged" or case["received"].year != year:
            continue
        quarter = f"q{(case['received'].month + 2) // 3}"
        due = s.first_due
        done = bool(s.first) or s.state in ("not_accepted", "lapsed", "withdrawn")
        stopped = not done and bool(due and due.stopped)
        ends = [e["outcome"] for e in s.past if e["type"] == "concluded"]
        late = due and (not met(due.end, s.first["on"], s.first["time"]) if s.first
                        else due.on() < site.as_of and not due.stopped)
        review = any(e["type"] == "review_started" and e["review"] in ("", "internal") for e in s.past)
        facts = {"uk_received": True, "uk_not_yet": not done and not stopped, "uk_suspended": stopped,
                 "uk_processed": done, "uk_late": late,
                 "uk_in_time": bool(due and s.first and met(due.end, s.first["on"], s.first["time"])), "uk_extended": has(s, "extended"), "uk_review": review}
        facts.update({f"uk_{o}": ends[:1] == [o] for o in ("granted", "part", "not_held", "refused")})
        for name, is_so in facts.items():
            counts[name, quarter] += bool(is_so)
    for row in rows:
        for column, published in list(row.items())[1:]:
            out.cell(f"foi-{year}.csv {row['row']} {column}", published, str(counts[row["row"], column]))
    return counts


# ---- Pages ---------------------------------------------------------------------------------

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """Collects (group, column, text) of every figure a page prints."""

    def __init__(self):
        super().__init__()
        self.groups, self.stack, self.figures, self.open = [], [], [], []

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        attributes = dict(attributes)
        group = attributes.get("data-g", self.groups[-1] if self.groups else None)
        marked = "data-f" in attributes or "data-n" in attributes
        if tag == "small" or marked:
            # What follows belongs to the inner figure, or is a remark.
            for figure in self.open:
                figure["closed"] = True
        self.groups.append(group)
        figure = None
        if marked:
            figure = {"group": group, "column": attributes.get("data-f"), "columns": attributes.get("data-n", "").split(),
                      "text": "", "closed": False}
            self.figures.append(figure)
            self.open.append(figure)
        self.stack.append((tag, figure))

    def handle_endtag(self, tag):
        while self.stack:
            name, figure = self.stack.pop()
            self.groups.pop()
            if figure:
                self.open.remove(figure)
            if name == tag:
                break

    def handle_data(self, text):
        for figure in self.open[-1:]:
            if not figure["closed"]:
                figure["text"] += text


def number(text):
    """A printed figure as data has it."""
    text = re.sub(r"[,\u202f\u00a0\u2009\s]", "", text).replace("≥", ">=").replace("%", "").replace("&lt;", "<")
    return text if re.search(r"\d", text) else "suppressed"


def same(printed, recomputed):
    if printed == recomputed:
        return True
    try:
        return float(printed) == float(recomputed)
    except ValueError:
        return False


def wilson(part, whole):
    """The Wilson interval of 95 %, in percent, to the nearest tenth."""
    z = 1.959963984540054
    p, n = part / whole, whole
    middle, half = p + z * z / (2 * n), z * ((p * (1 - p) + z * z / (4 * n)) / n) ** 0.5
    return tuple(round((middle + sign * half) / (1 + z * z / n) * 1000) / 10 for sign in (-1, 1))


def group_tally(groups, name, cache):
    """The tally of a group as pages name it; months may be a range."""
    if name not in cache:
        group, one, months = name.split("/")
        if ".." in months:
            low, high = months.split("..")
            tally = Tally()
            for (g, i, month), other in groups.items():
                if g == group and i == one and low <= (month or "") <= high:
                    tally.and_(other)
            cache[name] = tally
        else:
            cache[name] = groups.get((group, one, months)) or Tally()
    return cache[name]


def figure_again(site, groups, numbers, ahead, foi, measures, cache, group, column):
    """A figure of a group worked out from the data, as data has it."""
    kind, one, period = group.split("/")
    if kind == "flow":
        return str(numbers[period, one][column])
    if kind == "foi":
        return str(foi[int(period)][tuple(column.split(":"))])
    if kind == "calendar":
        return str(ahead)
    tally = group_tally(groups, group, cache)
    if column.endswith(":share"):
        part, whole = (t.counts[column[:-6]] for t in (tally, group_tally(groups, f"site//{period}", cache)))
        return tenths(part * 1000 // whole)
    measure = measures.get(column)
    # Sums of columns are written with a plus.
    return value(site, measure, tally) if measure else str(sum(tally.counts[part] for part in column.split("+")))


def numbers_in(text):
    """The numbers of a sentence, without the marks that divide thousands."""
    found = re.findall(r"[≥<]?\s?\d+(?:[,\u202f\u00a0\u2009]\d{3})*(?:\.\d+)?", text)
    return [number(n) for n in found]


def check_pages(site, groups, numbers, known, foi, out):
    measures = {m["id"]: m for m in site.rules["measures"]}
    cache, pages = {}, 0
    ahead = sum(bool(s.open and s.due and not s.due.stopped and not s.overdue) for _, s in known)
    for folder, _, files in os.walk(site.root):
        for file in sorted(files):
            if not file.endswith(".html"):
                continue
            path = os.path.join(folder, file)
            with open(path, encoding="utf-8") as handle:
                text = handle.read()
            if "data-f=" not in text and "data-n=" not in text:
                continue
            pages += 1
            page = Page()
            page.feed(text)
            for figure in page.figures:
                where = f"{os.path.relpath(path, site.root)} {figure['group']} {figure['column']}"
                group, column, printed = figure["group"], figure["column"], figure["text"]
                if not group:
                    out.differences.append(f"{where}: no group")
                    continue
                again = lambda column: figure_again(site, groups, numbers, ahead, foi, measures, cache, group, column)
                if figure["columns"]:
                    left = numbers_in(printed)
                    for column in figure["columns"]:
                        out.figures += 1
                        match = next((n for n in left if same(n, again(column))), None)
                        if match is None:
                            out.differences.append(f"{where} {column}: {again(column)} is not in {printed.strip()!r}")
                        else:
                            left.remove(match)
                    continue
                if column.endswith(":range"):
                    tally = group_tally(groups, group, cache)
                    formula = measures[column[:-6]]["formula"]
                    ends = wilson(tally.counts[formula["part"]], tally.counts[formula["all"]])
                    printed_ends = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", printed)]
                    out.figures += 1
                    if any(abs(a - b) > 0.0001 for a, b in zip(ends, printed_ends)) or len(printed_ends) != 2:
                        out.differences.append(f"{where}: printed {printed_ends}, recomputed {ends}")
                    continue
                out.figures += 1
                if not same(number(printed), again(column)):
                    out.differences.append(f"{where}: printed {printed!r}, recomputed {again(column)!r}")
    return pages


def main(arguments):
    named = [a for a in arguments if not a.startswith("--")]
    root = named[0] if named else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    try:
        site = Site(root)
    except (OSError, IndexError) as error:
        print(f"cannot read the data: {error}", file=sys.stderr)
        return 2
    out = Compared()
    groups, known = tallies(site)
    numbers = flow(site, known)
    check_measures(site, groups, out)
    check_open(site, known, out)
    check_flow(site, numbers, out)
    foi = check_annual(site, known, out)
    pages = 0 if "--no-pages" in arguments else check_pages(site, groups, numbers, known, foi, out)
    for difference in out.differences[:50]:
        print(difference)
    if len(out.differences) > 50:
        print(f"and {len(out.differences) - 50} more")
    verdict = f"{len(out.differences):,} differences" if out.differences else "no difference"
    print(f"{out.figures:,} figures of {len(site.cases):,} cases recomputed, on {pages:,} pages: {verdict}.")
    return 1 if out.differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
