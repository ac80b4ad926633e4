#!/usr/bin/env python3
"""Writes a site of cases with random valid lives: every event, every state, every kind.

    python3 generate.py DIR COUNT [SEED] [--config china-annual|uk-quarterly] [--rules uk|de|eu|au]

The rules and calendars are those of the example site, or those that `gongkai init` has for a
country. The same arguments give the same files.
"""

import glob
import os
import random
import shutil
import sys
from datetime import date, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = os.path.join(HERE, "..", "..", "content", "rules")
COUNTRIES = os.path.join(HERE, "..", "..", "src", "cli", "rules")
AS_OF = date(2026, 6, 30)
DEPARTMENTS = ["government-office", "supervision-office", "urban-management", "parks-greening", "transport",
               "education", "housing", "human-resources", "medical-insurance", "ecology-bureau",
               "market-regulation", "water-resources", "water-bureau", "public-security", "culture-tourism",
               "natural-resources"]
TOPICS = [f"topic-{n}" for n in range(1, 13)]
KINDS = ["consult", "complaint", "suggestion", "help", "thanks", "report", "foi", "petition"]
OUTCOMES = ["granted", "part", "refused", "not_held", "cannot_provide", "not_handled", "done", "planned",
            "not_feasible", "not_responsible", "duplicate", "withdrawn"]
GROUNDS = {"refused": ["state_secret", "law_forbids", "stability", "third_party", "internal_affairs",
                       "process_information", "enforcement_file", "administrative_query"],
           "cannot_provide": ["not_kept", "needs_making", "still_unclear"],
           "not_handled": ["petition_or_report", "repeated", "public_publication", "mass_requests", "confirm_again"],
           "lapsed": ["not_corrected_in_time", "fee_not_paid", "other_ground"]}
# What may follow each state, and how likely: what happens, and now and then what should not.
NEXT = {
    "received": [("accepted", 60), ("assigned", 10), ("replied", 8), ("clarification_asked", 5), ("not_accepted", 5),
                 ("withdrawn", 3), ("merged", 2), ("transferred", 3), ("concluded", 1), ("review_started", 1),
                 ("lapsed", 1), (None, 12)],
    "accepted": [("assigned", 60), ("replied", 10), ("clarification_asked", 8), ("returned", 4), ("transferred", 4),
                 ("withdrawn", 3), ("not_accepted", 4), ("merged", 2), ("review_started", 2), (None, 7)],
    "assigned": [("replied", 58), ("clarification_asked", 8), ("returned", 6), ("transferred", 8), ("assigned", 5),
                 ("withdrawn", 3), ("merged", 2), ("accepted", 2), ("review_started", 2), ("concluded", 1), (None, 10)],
    "returned": [("assigned", 80), ("replied", 5), ("withdrawn", 5), (None, 10)],
    "transferred": [("assigned", 75), ("replied", 10), ("withdrawn", 5), (None, 10)],
    "awaiting_asker": [("clarified", 55), ("lapsed", 15), ("withdrawn", 5), ("replied", 5), ("assigned", 5),
                       ("clarification_asked", 3), (None, 15)],
    "clarified": [("replied", 50), ("assigned", 35), ("clarification_asked", 6), ("withdrawn", 5), (None, 10)],
    "replied": [("concluded", 65), ("replied", 5), ("reopened", 12), ("review_started", 6), ("assigned", 3),
                ("withdrawn", 1), ("clarified", 1), (None, 10)],
    "concluded": [("reopened", 12), ("review_started", 8), ("replied", 2), (None, 80)],
    "reopened": [("assigned", 55), ("replied", 25), ("withdrawn", 3), ("lapsed", 2), (None, 15)],
    "under_review": [("review_ended", 75), ("replied", 5), (None, 20)],
    "reviewed": [("concluded", 60), ("assigned", 25), (None, 15)],
    "lapsed": [("reopened", 25), (None, 75)],
    "withdrawn": [("reopened", 10), (None, 90)],
    "not_accepted": [("accepted", 8), ("assigned", 4), ("review_started", 10), ("reopened", 5), (None, 73)],
}
STATE = {"clarification_asked": "awaiting_asker", "review_started": "under_review"}


def choose(pick, weighted):
    return pick.choices([name for name, _ in weighted], [weight for _, weight in weighted])[0]


def life(pick, number, received, kind):
    """The events of one case, and the department in charge at the end."""
    events, state, when = [], "received", received
    department, before = pick.choice(DEPARTMENTS), "received"
    answered = asked = concluded = False

    def add(name, **more):
        # Two events of one day keep their order in the file; hours would put them in their own. On the day
        # of receipt they could lie before it.
        alone = when != received and (not events or str(events[-1]["on"])[:10] != str(when))
        hour = f" {pick.randint(0, 11):02}:{pick.randint(0, 59):02}" if alone and pick.random() < 0.2 else ""
        events.append({"on": f"{when}{hour}", "type": name, **more})

    while True:
        marks(pick, add, state, when, any(e["type"] in ("replied", "holding_reply") for e in events))
        name = choose(pick, NEXT[state]) if state in NEXT else None
        # Contradictions are refused: an answer needs a question, a round has one conclusion.
        if (name == "clarified" and not asked) or (name == "concluded" and concluded) or (
                name == "merged" and number == 0):
            name = None
        gap = timedelta(days=int(pick.expovariate(1 / 6)) if pick.random() < 0.9 else pick.randint(20, 200))
        if name is None or when + gap > AS_OF:
            return events, department
        when += max(gap, timedelta(days=1)) if events or gap else gap
        if when > AS_OF:
            return events, department
        more = {}
        if name in ("assigned", "transferred"):
            department = more["department"] = pick.choice(DEPARTMENTS)
            if name == "assigned" and pick.random() < 0.2:
                more["due"] = str(when + timedelta(days=pick.randint(2, 20)))
        if name in ("not_accepted", "returned", "transferred", "reopened"):
            more["reason"] = "as it was"
        if name == "reopened":
            more["by"] = pick.choice(["asker", "supervisor"])
        if name == "merged":
            more["into"] = f"reply:c-{pick.randrange(number)}"
        if name == "concluded":
            more["outcome"] = pick.choice(OUTCOMES[:6] if kind == "foi" else OUTCOMES)
            if kind == "foi" and more["outcome"] in GROUNDS:
                more["ground"] = pick.choice(GROUNDS[more["outcome"]])
        if name == "lapsed" and pick.random() < 0.5:
            more["ground"] = pick.choice(GROUNDS["lapsed"])
        if name == "review_started" and pick.random() < 0.7:
            more["kind"] = pick.choice(["internal", "fucha", "fuhe", "mediation", "administrative", "litigation"])
        if name == "review_ended" and pick.random() < 0.8:
            more["result"] = pick.choice(["upheld", "set_aside", "corrected", "other", "as agreed by both"])
        add(name, **more)
        if name == "review_started":
            before = state
        asked = (asked or name == "clarification_asked") and name != "clarified"
        answered, concluded = answered or name == "replied", concluded or name == "concluded"
        if name == "reopened" or more.get("result") == "set_aside":
            state, answered, asked, concluded = "reopened", False, False, False
        elif name == "review_ended":
            state, concluded = "reviewed" if answered else before, False
        elif name in ("accepted", "assigned", "replied", "withdrawn", "clarified") and state in (
                "replied", "concluded", "under_review") and name != "withdrawn":
            pass
        else:
            state = STATE.get(name, name)
        if name == "assigned" and pick.random() < 0.1:
            add("assigned", department=pick.choice(DEPARTMENTS), role="assist")


def marks(pick, add, state, when, answered):
    running = state not in ("not_accepted", "concluded", "lapsed", "withdrawn", "merged", "replied")
    if running and pick.random() < 0.08:
        unit = pick.choice(["working-days", "working-days", "days"])
        add("extended", within=f"{pick.choice([3, 5, 10, 20, 40])} {unit}", by="government-office")
    if pick.random() < 0.04:
        add("third_party_asked")
        if pick.random() < 0.5:
            add("third_party_answered")
    if running and pick.random() < 0.06:
        add("holding_reply")
    if running and pick.random() < 0.08:
        more = {"due": str(when + timedelta(days=pick.randint(0, 15)))} if pick.random() < 0.6 else {}
        add("supervised", level=pick.choice(["remind", "notice", "yellow", "red", "leader"]),
            by="supervision-office", reason="it took long", **more)
        if pick.random() < 0.3:
            add("supervision_closed", result="done")
    if state in ("replied", "concluded"):
        if pick.random() < 0.4:
            add("rated", rating=pick.choice(["satisfied", "basically", "dissatisfied"]))
        if answered and pick.random() < 0.05:
            add("corrected", reason="a wrong number")
    if pick.random() < 0.03:
        add(pick.choice(["note", "redacted"]))


def case(pick, number, received, hidden):
    kind = pick.choice(KINDS)
    events, department = life(pick, number, received, kind)
    head = [f"title: Case {number}", f"kind: {kind}", f"department: {department}",
            f"received: {received}" + (f" {pick.randint(0, 23):02}:15" if pick.random() < 0.3 else ""),
]
    # Most are public at once, some later, some do not say.
    public = received + timedelta(days=pick.choice([0, 0, 0, 1, 3, 20, 60]))
    if pick.random() < 0.9 and public <= AS_OF:
        head.append(f"published: {public}")
    if pick.random() < 0.01:
        head.append("draft: true")
    head.append(f"topics: [{', '.join(pick.sample(TOPICS, pick.randint(0, 3)))}]")
    if pick.random() < 0.3:
        head.append(f"channel: {pick.choice(['web', 'hotline', 'letter', 'visit', 'app', 'media', 'meeting'])}")
    if pick.random() < 0.3:
        head.append("urgency: urgent")
    if kind == "foi":
        head.append(f"applicant: {pick.choice(['natural', 'business', 'research', 'social', 'legal', 'other'])}")
    if hidden:
        head += [f"visibility: {hidden}", "visibility_reason: a person asked"]
        if hidden in ("withheld", "removed"):
            events.append({"on": AS_OF, "type": hidden})
    promises = []
    for _ in range(pick.choice([0, 0, 0, 1, 2])):
        due = received + timedelta(days=pick.randint(5, 300))
        done = due + timedelta(days=pick.randint(-20, 20))
        promise = ["text: it will be mended"]
        if pick.random() < 0.8:
            promise.append(f"due: {due}")
        if pick.random() < 0.6 and received <= done <= AS_OF:
            promise.append(f"done: {done}")
        promises.append("  - {" + ", ".join(promise) + "}")
    if promises:
        head += ["promises:"] + promises
    if events:
        head.append("events:")
        head += ["  - {" + ", ".join(f"{key}: {value}" for key, value in event.items()) + "}" for event in events]
    text = ["## Question", "", f"What of matter {number}?", ""]
    for event in events:
        if event["type"] in ("replied", "holding_reply"):
            text += ["## Reply", "", "It is in hand.", ""]
        if event["type"] == "corrected":
            text += ["## Correction", "", "It is in hand, and done.", ""]
    if hidden in ("withheld", "removed"):
        text = []
    return "---\n" + "\n".join(head) + "\n---\n" + "\n".join(text)


def main(arguments):
    given = {"--config": "china-annual", "--rules": None}
    for option in given:
        if option in arguments:
            at = arguments.index(option)
            given[option] = arguments[at + 1]
            del arguments[at:at + 2]
    form, country = given["--config"], given["--rules"]
    folder, count = arguments[0], int(arguments[1])
    pick = random.Random(int(arguments[2]) if len(arguments) > 2 else 1)
    content = os.path.join(folder, "content")
    os.makedirs(os.path.join(content, "replies"), exist_ok=True)
    if country:
        os.makedirs(os.path.join(content, "rules"), exist_ok=True)
        shutil.copy(os.path.join(COUNTRIES, f"{country}.yaml"), os.path.join(content, "rules", "deadlines.yaml"))
        for path in sorted(glob.glob(os.path.join(COUNTRIES, f"calendar-{country}-*.yaml"))):
            shutil.copy(path, os.path.join(content, "rules"))
    else:
        shutil.copytree(RULES, os.path.join(content, "rules"), dirs_exist_ok=True)

    def write(path, text):
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    write("site-config.yaml", "title: Test City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en, zh-Hans]\n"
          f"timezone: Asia/Shanghai\nas_of: {AS_OF}\nminimum_cases: 10\nstatutory_table: {form}\n")
    write("content/departments.yaml", "".join(f"- {{id: {d}, name: {d.title()}}}\n" for d in DEPARTMENTS))
    write("content/topics.yaml", "".join(f"- {{id: {t}, label: {t.title()}}}\n" for t in TOPICS))
    first = date(2023, 12, 1)
    for number in range(count):
        received = first + timedelta(days=pick.randint(0, (AS_OF - first).days))
        hidden = choose(pick, [(None, 95), ("noindex", 2), ("withheld", 1), ("removed", 2)])
        write(f"content/replies/{received.year}/c-{number}.md", case(pick, number, received, hidden))


if __name__ == "__main__":
    main(sys.argv[1:])
