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
         "withheld", "removed", "rated", "note"}
# The state that each event leads to; transitions were checked when the site was built.
LEADS_TO = {"accepted": "accepted", "not_accepted": "not_accepted", "assigned": "assigned",
            "returned": "returned", "transferred": "transferred",
            "clarification_asked": "awaiting_asker", "clarified": "clarified",
            "replied": "replied", "concluded": "concluded", "reopened": "reopened",
            "review_started": "under_review", "review_ended": "reviewed", "lapsed": "lapsed",
            "withdrawn": "withdrawn", "merged": "merged"}
ENDED = {"not_accepted", "concluded", "lapsed", "withdrawn", "merged"}
ANSWERED = {"replied", "under_review", "reviewed"}


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


class Calendar:
    """Working days: the week, and the days that differ from it, as known on a day."""

    def __init__(self):
        self.special = {}
        self.years = set()
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
            calendar.years.add(int(row["year"]))
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
            case["events"] = events[case["id"]]
            case["promises"] = promises[case["id"]]
            case["topics"] = case["topics"].split()
        self.published = table(os.path.join(data, "measures.csv"))
        self.as_of = day(self.published[0]["as_of"])


# ---- When a reply is due -------------------------------------------------------------------

class Due:
    """The end of a term: the first moment after it, and the same without extensions."""

    def __init__(self, rule, calendar):
        self.rule, self.calendar = rule, calendar
        self.end = self.base = None
        # The day that the term counts from.
        self.zero = None
        self.stopped = False

    def on(self):
        return last_day(self.end)


def last_day(moment):
    midnight = moment.hour == 0 and moment.minute == 0
    return moment.date() - DAY if midnight else moment.date()


def hour(moment):
    return "" if moment.hour == 0 and moment.minute == 0 else moment.strftime("%H:%M")


def met(end, when, time):
    """Hours are compared where both are known."""
    if time and hour(end) and when == last_day(end):
        return time <= hour(end)
    return when <= last_day(end)


def after(when):
    return datetime(when.year, when.month, when.day) + DAY


def term_end(rule, calendar, known, end, term):
    """The end of a term that starts at the end of another."""
    count, unit, when = term["count"], term["unit"], last_day(end)
    if unit == "hours":
        return end + timedelta(hours=count)
    if unit == "working-days":
        return after(calendar.add(when, count, known))
    when = when + count * DAY if unit == "days" else months_later(when, count)
    return after(when if rule["roll"] == "stays" else calendar.roll(when, known))


def start_of(rule, case, events):
    first = {}
    for event in events:
        first.setdefault(event["type"], (event["on"], event["time"]))
    received = (case["received"], case["received_at"])
    if rule["from"] == "received":
        return received
    if rule["from"] == "accepted":
        implied = "assigned" in first or "replied" in first
        return first.get("accepted") or (received if implied else None)
    return first.get("assigned") or (received if "replied" in first else None)


def due_date(site, case, events, department, reopened, as_of):
    for rule in site.rules["deadlines"]:
        start = reopened or start_of(rule, case, events)
        if (start and (not rule["kinds"] or case["kind"] in rule["kinds"])
                and (not rule["departments"] or department in rule["departments"])
                and (not rule["urgency"] or case["urgency"] in rule["urgency"])
                and day(rule["valid_from"]) <= start[0]
                and (not rule["valid_to"] or start[0] <= day(rule["valid_to"]))):
            break
    else:
        return None
    calendar = site.calendars[rule["calendar"]] if rule["calendar"] else Calendar()
    known = start[0]
    due = count_term(rule, calendar, known, start, events)
    # A day off announced while the term runs moves its end; one announced later does not.
    while True:
        limit = min(due.on(), as_of)
        coming = [a for a in calendar.announcements if known < a <= limit]
        if not coming:
            return due
        known = coming[0]
        due = count_term(rule, calendar, known, start, events)


def count_term(rule, calendar, known, start, events):
    due = Due(rule, calendar)
    when, time = start
    if rule["cut_off"] and time and time >= rule["cut_off"]:
        when, time = calendar.add(when, 1, known), ""

    def from_start(when, time):
        zero = after(when)
        if rule["within"]["unit"] == "hours" and time:
            zero = datetime.fromisoformat(f"{when}T{time}")
        return term_end(rule, calendar, known, zero, rule["within"])

    due.zero, due.end = when, from_start(when, time)
    due.base = due.end
    extended, asked, paused = 0, None, timedelta()
    for event in events:
        kind = event["type"]
        if kind == "replied":
            break
        if kind == "clarification_asked" and rule["clarification"] != "runs-on":
            asked = event["on"]
        elif kind == "clarified" and asked:
            if rule["clarification"] == "restarts":
                when, time = event["on"], event["time"]
                due.zero, due.end = when, from_start(when, time)
                due.base = due.end
                extended, paused = 0, timedelta()
            else:
                paused += event["on"] - asked
                due.end, due.base = (pause(rule, calendar, known, e, asked, event["on"]) for e in (due.end, due.base))
                # A term in days or months rolls once, at its end: the pause is added to the term.
                count, unit = rule["within"]["count"], rule["within"]["unit"]
                if unit in ("days", "months"):
                    plain = when + count * DAY if unit == "days" else months_later(when, count)
                    plain += paused
                    due.base = after(plain if rule["roll"] == "stays" else calendar.roll(plain, known))
                    due.end = due.end if extended else due.base
            asked = None
        elif kind == "extended" and event["within"] and met(due.end, event["on"], event["time"]):
            count, unit = event["within"].split()
            most, count = rule["extension"], int(count)
            if not most:
                count = 0
            elif most["unit"] == unit:
                count = min(count, max(most["count"] - extended, 0))
            if count:
                due.end = term_end(rule, calendar, known, due.end, {"count": count, "unit": unit})
                extended += count
    due.stopped = asked is not None
    return due


def pause(rule, calendar, known, end, asked, answered):
    unit, when = rule["within"]["unit"], last_day(end)
    if unit == "working-days":
        return after(calendar.add(when, calendar.between(asked - DAY, answered - DAY, known), known))
    gap = answered - asked
    if unit == "hours":
        return end + gap
    when += gap
    return after(when if rule["roll"] == "stays" else calendar.roll(when, known))


# ---- Where a case stands -------------------------------------------------------------------

class Status:
    pass


def status(site, case, as_of):
    s = Status()
    past = [e for e in case["events"] if e["on"] <= as_of]
    s.past, s.state = past, "received"
    s.accepted = s.assigned = s.first = s.concluded = s.last_outcome = s.rating = None
    s.supervised, lead = False, case["department"]
    s.department = None
    for event in past:
        kind = event["type"]
        s.state = LEADS_TO.get(kind, s.state)
        if kind == "accepted":
            s.accepted = s.accepted or event["on"]
        elif kind in ("assigned", "transferred"):
            if kind == "assigned":
                s.assigned = s.assigned or event["on"]
            if event["department"] and event["role"] != "assist":
                lead = event["department"]
        elif kind == "replied" and not s.first:
            s.first, s.department = event, lead
        elif kind == "concluded":
            s.concluded, s.last_outcome = event["on"], event["outcome"]
        elif kind == "reopened":
            s.concluded = None
        elif kind == "rated":
            s.rating = event["rating"]
        elif kind == "supervised":
            s.supervised = True
        elif kind == "supervision_closed":
            s.supervised = False
    s.department = s.department or lead
    s.supervised = s.supervised and s.state not in ENDED
    s.open = s.state not in ENDED and s.state not in ANSWERED
    rounds = [i for i, e in enumerate(past) if e["type"] == "reopened"]
    if rounds:
        again = past[rounds[-1]]
        s.due = due_date(site, case, past[rounds[-1]:], lead, (again["on"], again["time"]), as_of)
        s.first_due = due_date(site, case, past[:rounds[0]], s.department, None, as_of)
        s.first_due = s.first_due or s.due
    else:
        s.due = s.first_due = due_date(site, case, past, lead, None, as_of)
    s.reopened = bool(rounds)
    running = s.open and s.due and not s.due.stopped
    s.overdue = bool(running and s.due.on() < as_of)
    s.soon = bool(running and not s.overdue and s.due.calendar.between(as_of, s.due.on(), as_of) <= 3)
    return s


def has(s, kind):
    return any(e["type"] == kind for e in s.past)


def received(s):
    if s.state in ("not_accepted", "merged") or not (s.accepted or s.assigned or s.first):
        return False
    if s.state in ("withdrawn", "lapsed"):
        end = [e for e in s.past if e["type"] in ("withdrawn", "lapsed")][-1]
        return s.first_due is not None and end["on"] > s.first_due.on()
    return True


def days_to(s, case, when):
    """Working days in (received, when], without those in which the asker's answer was awaited."""
    calendar = s.first_due.calendar if s.first_due else Calendar()
    count, asked = calendar.between(case["received"], when, when), None
    for event in s.past:
        if event["on"] > when:
            break
        if event["type"] == "clarification_asked":
            asked = event["on"]
        elif event["type"] == "clarified" and asked:
            count = max(count - calendar.between(asked - DAY, event["on"] - DAY, when), 0)
            asked = None
    if asked:
        count = max(count - calendar.between(asked - DAY, when, when), 0)
    return count


def sets_of(site, case, s):
    """The sets a case is in, by the definitions of `rules.json`."""
    into, as_of = set(), site.as_of
    put = lambda name, is_in: is_in and into.add(name)
    got, first = received(s), s.first
    put("registered", True)
    put("decided", s.accepted or has(s, "not_accepted"))
    put("accepted", s.accepted)
    for state in ("not_accepted", "withdrawn", "lapsed"):
        put(state, s.state == state)
    put("assigned", s.accepted and s.assigned)
    put("assignment_known", s.accepted and (s.assigned or not first))
    put("open", s.open)
    put("due_soon", s.soon)
    put("overdue", s.overdue)
    put("very_overdue", s.overdue and s.due.calendar.between(s.due.on(), as_of, as_of) > 20)
    last = max([case["received"]] + [e["on"] for e in s.past[-1:]])
    put("asleep", s.open and months_later(last, 6) <= as_of)
    put("supervised_now", s.supervised)
    put("reopened", s.reopened)
    for mark in ("corrected", "redacted", "withheld", "removed"):
        put(mark, has(s, mark))
    if not got:
        return into, None, None
    put("received", True)
    put("replied", first)
    put("holding_only", not first and has(s, "holding_reply"))
    due = s.first_due
    mature = bool(due and due.on() < as_of and not (due.stopped and not first))
    put("mature", mature)
    put("provisional", not mature)
    put("on_time", mature and first and met(due.end, first["on"], first["time"]))
    put("on_time_base", mature and first and met(due.base, first["on"], first["time"]))
    ever = has(s, "concluded")
    put("concluded", s.concluded)
    put("ever_concluded", ever)
    put("extended", has(s, "extended"))
    put("suspended", has(s, "clarification_asked"))
    put("transferred", has(s, "transferred"))
    put("returned", has(s, "returned"))
    closed = None
    for event in s.past:
        if event["type"] == "concluded":
            closed = event["on"]
        elif event["type"] == "reopened":
            put("reopened_soon", ever and closed and (event["on"] - closed).days <= 90)
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
    if ever and s.rating:
        put("rated", True)
        put(s.rating, True)
    if s.concluded and s.last_outcome:
        put("outcome_" + s.last_outcome, True)
        put("resolvable", s.last_outcome in ("granted", "part", "refused"))
    if not (mature or due is None):
        return into, None, None
    time = lambda end: ("taken" if end else "running", days_to(s, case, end or as_of))
    return into, time(first and first["on"]), time(s.concluded)


class Tally:
    def __init__(self):
        self.counts = defaultdict(int)
        self.times = {"first_reply": [], "concluded": []}

    def add(self, into, sums, reply, conclusion):
        for name in into:
            self.counts[name] += 1
        for name, n in sums.items():
            self.counts[name] += n
        for name, time in (("first_reply", reply), ("concluded", conclusion)):
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
        return "suppressed" if whole < site.minimum else tenths(part * 1000 // whole)
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


def tallies(site):
    """(group, id, month) → tally; and what the other tables need of each case."""
    groups, known = defaultdict(Tally), []
    order = {"transfers": 0, "promises_kept": 0, "promises_kept_late": 0, "promises_missed": 0, "promises_running": 0}
    for case in site.cases:
        s = status(site, case, site.as_of)
        known.append((case, s))
        if s.state == "merged" or case["received"] > site.as_of:
            continue
        into, reply, conclusion = sets_of(site, case, s)
        sums = dict(order, transfers=sum(e["type"] in ("transferred", "returned") for e in s.past))
        for due, done in case["promises"]:
            if done and done <= site.as_of:
                sums["promises_kept_late" if due and done > due else "promises_kept"] += 1
            else:
                sums["promises_missed" if due and due < site.as_of else "promises_running"] += 1
        month = case["received"].strftime("%Y-%m")
        keys = [("site", ""), ("kind", case["kind"])]
        if s.department in site.departments:
            keys.append(("department", s.department))
        keys.extend(("topic", topic) for topic in case["topics"] if topic in site.topics)
        for group, name in keys:
            for period in ("", month):
                groups[group, name, period].add(into, sums, reply, conclusion)
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
            y in s.due.calendar.years for y in range(s.due.zero.year, s.due.on().year + 1))
        again = {"as_of": str(site.as_of), "id": name, "department": s.department, "received": str(case["received"]),
                 "state": s.state, "due": str(running.on()) if running else "",
                 "due_at": hour(running.end) if running else "", "rule": s.due.rule["id"] if s.due else "",
                 "provisional": str(bool(years)).lower(), "overdue": str(s.overdue).lower(),
                 "supervised": str(s.supervised).lower()}
        for column, published in row.items():
            out.cell(f"open.csv {name} {column}", published, again.get(column))


FLOW = ("received", "accepted", "assigned", "replied", "concluded", "supervised", "reopened", "open_at_end",
        "overdue_at_end")


def flow(site, known):
    """What happened in each week and month that is over: (period, department) → numbers."""
    numbers = defaultdict(lambda: defaultdict(int))

    def add(when, department, column, months_only=False):
        year, week, _ = when.isocalendar()
        monday = when - when.weekday() * DAY
        periods = [(when.strftime("%Y-%m"), months_later(when.replace(day=1), 1) - DAY)]
        if not months_only:
            periods.append((f"{year:04}-w{week:02}", monday + 6 * DAY))
        for name, last in periods:
            if last <= site.as_of:
                for key in ((name, ""), (name, department)) if department in site.departments else ((name, ""),):
                    numbers[key][column] += 1

    for case, s in known:
        if s.state == "merged" or case["received"] > site.as_of:
            continue
        add(case["received"], s.department, "received")
        settled = case["received"]
        for event in s.past:
            kind = event["type"]
            if kind not in MARKS:
                settled = event["on"]
            if kind in ("accepted", "replied", "concluded", "supervised", "reopened") or (
                    kind == "assigned" and event["role"] != "assist"):
                add(event["on"], s.department, kind)
            elif kind in ("corrected", "review_started"):
                add(event["on"], s.department, "named")
        first = case["received"].replace(day=1)
        while True:
            following = months_later(first, 1)
            end = following - DAY
            if end > site.as_of or (end >= settled and not s.open):
                break
            then = status(site, case, end)
            if then.open:
                add(end, s.department, "open_at_end", True)
                if then.overdue:
                    add(end, s.department, "overdue_at_end", True)
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


GROUNDS = ("state_secret law_forbids stability third_party internal_affairs process_information enforcement_file "
           "administrative_query not_kept needs_making still_unclear petition_or_report repeated public_publication "
           "mass_requests confirm_again not_corrected_in_time fee_not_paid other_ground").split()
PARTS = {"refused": GROUNDS[:8], "unable": GROUNDS[8:11], "not_handled": GROUNDS[11:16], "other": GROUNDS[16:]}


def row_of(event):
    kind, outcome, ground = event["type"], event["outcome"], event["ground"]
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
            ends = [e for e in s.past if e["type"] in ("concluded", "lapsed", "withdrawn", "not_accepted")]
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
        for row in rows:
            for column, published in list(row.items())[1:]:
                out.cell(f"foi-{year}.csv {row['row']} {column}", published, str(counts[row["row"], column]))
        for column in list(rows[0])[1:]:
            cell = {row["row"]: int(row[column]) for row in rows}
            came, went = cell["new"] + cell["carried_over"], cell["total"] + cell["carried_forward"]
            if came != went:
                print(f"note: foi-{year}.csv {column} does not balance: {came} came, {went} went or are left")
    return tables


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
                 "uk_processed": done, "uk_late": late, "uk_extended": has(s, "extended"), "uk_review": review}
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
    text = re.sub(r"[,\u202f\u00a0\u2009\s]", "", text).replace("≥", ">=").replace("%", "")
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
    found = re.findall(r"(?:≥)?\d+(?:[,\u202f\u00a0\u2009]\d{3})*(?:\.\d+)?", text)
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
