"""Makes a site of N cases for gongkai and the same content for Hugo.

usage: generate.py N FOLDER [LANGUAGES] [SEED]

FOLDER/gongkai is a site in our form, in one language or two; FOLDER/hugo and FOLDER/eleventy
hold the same cases with everything a theme needs already computed in front matter (state, dates
in words, track, timeline), so that Hugo and Eleventy do less work than we do, not more. Departments and topics are skewed (a few get most cases),
a third of the cases is Chinese, lengths are those of real municipal replies.
"""
import datetime as dt
import json
import pathlib
import random
import sys

N, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
languages, seed = ([int(a) for a in sys.argv[3:]] + [1, 1][len(sys.argv) - 3:])[:2]
rng = random.Random(seed)
DEPARTMENTS = [("urban", "Urban Management Bureau"), ("transport", "Transport Bureau"), ("housing", "Housing Bureau"), ("education", "Education Bureau"), ("water", "Water Bureau"), ("ecology", "Ecology Bureau"), ("police", "Public Security Bureau"), ("health", "Health Commission"), ("market", "Market Supervision Bureau"), ("culture", "Culture and Tourism Bureau"), ("land", "Land Bureau"), ("hr", "Human Resources Bureau")]
TOPICS = [(f"topic-{i:02d}", name) for i, name in enumerate("Street lighting,Buses,Parking,Noise,Water supply,Heating,Schools,Kindergartens,Air,Rivers,Parks,Trees,Lifts,Pensions,Medical insurance,Business licences,Markets,Housing fund,Roads,Rubbish,Dogs,Libraries,Sport,Festivals".split(","))]
EN = "The lamp in front of number twelve has been dark since Monday evening.|Our team went out the next morning and found water in the junction box.|Nobody at the counter could tell me which form is the right one.|The contractor has been told to repair the pavement before the end of the month.|I have written twice and rung the hotline three times without an answer.|Under the rules a fault of this kind is mended within five working days.|We measured the noise on two nights and it was above the limit both times.|The bus passes the stop without halting when the bay is full of parked cars.|From the first of next month the line runs every twelve minutes until nine.|Please tell us who is in charge and by when we may expect a result.|The file was returned because one signature was missing; it is complete now.|A new cable costs less than the repairs of the last two winters together.".split("|")
ZH = "小区门口的路灯从周一晚上起一直不亮。|我局次日派员到现场检查，发现接线箱进水。|窗口工作人员说不清楚应当填写哪一张表格。|已责成施工单位在本月底前恢复路面。|我写过两次信，打过三次热线，一直没有回音。|按照规定，此类故障应在五个工作日内修复。|两次夜间监测，噪声均超过限值。|公交车进站时站台被占，常常不停车就开走。|自下月一日起，该线路每十二分钟一班，末班延至二十一点。|请问由哪个部门负责，什么时候能有结果？|材料因缺少一处签字被退回，现已补齐。|换一根新电缆的费用低于近两个冬天维修费的总和。".split("|")
MONTHS = "January February March April May June July August September October November December".split()
START = dt.date(2021, 1, 4)
END = dt.date(2026, 6, 1)


def skewed(items):
    return items[min(int(rng.paretovariate(0.9)) - 1, len(items) - 1)]


def text(pool, sentences, joint):
    paragraphs, left = [], sentences
    while left > 0:
        take = min(left, rng.randint(2, 4))
        paragraphs.append(joint.join(rng.choice(pool) for _ in range(take)))
        left -= take
    if rng.random() < 0.3:
        paragraphs.append("\n".join(f"- {rng.choice(pool)}" for _ in range(3)))
    if rng.random() < 0.4:
        paragraphs[0] = f"**{rng.choice(pool)[:12]}** " + paragraphs[0]
    return "\n\n".join(paragraphs)


def words(date):
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


ours, hugo, eleventy = folder / "gongkai", folder / "hugo", folder / "eleventy"
write(ours / "site-config.yaml", "title: Bench City\npublisher: City Hall\nbase_url: https://bench.example/\nlanguages: [en" + (", {code: zh-Hans, records: all}" if languages == 2 else "") + "]\ntimezone: UTC\nas_of: 2026-06-30\n")
write(ours / "content/departments.yaml", "".join(f"- {{id: {i}, name: {n}}}\n" for i, n in DEPARTMENTS))
write(ours / "content/topics.yaml", "".join(f"- {{id: {i}, label: {n}}}\n" for i, n in TOPICS))
write(ours / "content/rules/deadlines.yaml", "- {id: ordinary, name: Ordinary term, applies: {kind: [consult, complaint, suggestion, help]}, from: accepted, within: 10 working-days, basis: Service promise, statutory: false, valid_from: 2020-01-01}\n")
per_day = {}
for number in range(N):
    received = START + dt.timedelta(days=int((END - START).days * number / N))
    (department, department_name), (topic, topic_name) = skewed(DEPARTMENTS), skewed(TOPICS)
    per_day[(department, received)] = serial = per_day.get((department, received), 0) + 1
    identity = f"{department}-{received:%y%m%d}-{serial}"
    chinese = rng.random() < 0.33
    pool, joint = (ZH, "") if chinese else (EN, " ")
    title = rng.choice(pool).rstrip(".。？?")[:48]
    kind = rng.choice(["consult", "complaint", "suggestion", "help"])
    accepted, assigned = received + dt.timedelta(days=1), received + dt.timedelta(days=2)
    replied = received + dt.timedelta(days=rng.randint(4, 20))
    concluded = replied + dt.timedelta(days=5)
    answered = rng.random() < 0.97
    question, reply = text(pool, rng.randint(3, 8), joint), text(pool, rng.randint(6, 16), joint)
    reference = f"12345-{received:%Y%m%d}-{number:06d}"
    # The site's one language is English; the text of a case may be in another, as titles are.
    head = f'---\ntitle: "{title}"\nkind: {kind}\nchannel: hotline\nreferences: ["{reference}"]\ndepartment: {department}\ntopics: [{topic}]\nreceived: {received}\naccepted: {accepted}\n'
    events = f"events:\n  - {{on: {assigned}, type: assigned, department: {department}}}\n"
    if answered:
        head += f"replied: {replied}\npublished: {replied}\n"
        events += f"  - {{on: {concluded}, type: concluded, outcome: done}}\n"
    body = f"---\n## Question\n\n{question}\n" + (f"\n## Reply\n\n{reply}\n" if answered else "")
    write(ours / f"content/replies/{received.year}/{identity}.md", head + events + body)
    month = f"{received:%Y-%m}"
    stations = [("Received", received), ("Accepted", accepted), ("Assigned", assigned)] + ([("Replied", replied), ("Concluded", concluded)] if answered else [])
    front = {
        "title": title, "date": str(received), "url": f"/replies/{identity}.html", "identity": identity, "kind": kind.capitalize(),
        "departmentName": department_name, "topicName": topic_name, "reference": reference, "monthName": f"{MONTHS[received.month - 1]} {received.year}",
        "received": words(received), "state": f"Concluded {words(concluded)}" if answered else "Overdue", "answered": answered,
        "sentence": f"{department_name} replied on {words(replied)}, after 8 working days." if answered else f"{department_name} owes a reply.",
        "track": [{"name": n, "on": words(d)} for n, d in stations], "replied": words(replied),
        "departments": [department], "topics": [topic], "months": [month], "deptmonths": [f"{department}-{month}"], "topicmonths": [f"{topic}-{month}"], "refmonths": [month],
    }
    if languages == 2:
        continue
    body = f"<!--question-->\n\n{question}\n\n<!--reply-->\n\n{reply if answered else ''}\n"
    write(eleventy / f"content/replies/{received.year}/{identity}.md", "---json\n" + json.dumps(front | {"permalink": front["url"][1:], "layout": "case.njk"}, ensure_ascii=False) + f"\n---\n{body}")
    write(hugo / f"content/replies/{received.year}/{identity}.md", json.dumps(front, ensure_ascii=False) + "\n\n" + body)
write(folder / "names.json", json.dumps({"departments": dict(DEPARTMENTS), "topics": dict(TOPICS)}))
