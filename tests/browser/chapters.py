"""The chapters of an assessment, typed by hand in the words of the pages, as a case file has them.

Each begins on its first page and ends where the next one begins.
"""

STATES = {"XA": "State A (fictional)", "XB": "State B (fictional)"}
ARTICLES = {
    "2.1.b": "2(1)(b) – Armoured combat vehicles",
    "2.1.h": "2(1)(h) – Small arms and light weapons",
    "3": "3 – Ammunition and munitions",
}
SCOPE = {"in": "Inside the Treaty"}
SIX = {
    "6.1": ("Security Council measures", {"clear": "No measure applies"}),
    "6.2": ("Other international agreements", {"clear": "No obligation is breached"}),
    "6.3": ("Knowledge of atrocity crimes", {"no_indication": "No indication"}),
}
DIVERSION = {"low": "Low"}
LINES = {
    "7.1.a": "Could it undermine peace and security?",
    "7.1.b.i": "international humanitarian law?",
    "7.1.b.ii": "international human rights law?",
    "7.1.b.iii": "terrorism conventions",
    "7.1.b.iv": "organised crime?",
}
FOUND = {"none": "None found", "identified": "A potential is identified"}
CONTRIBUTION = {"some": "It contributes something"}
ON_LINE = {
    "7.1.b.i": "7(1)(b)(i) – International humanitarian law",
    "7.1.b.ii": "7(1)(b)(ii) – International human rights law",
}
MODES = {"commit": "Commit", "facilitate": "Facilitate"}
FINDINGS = {"documented": "Documented"}
SEVERITY = {"serious": "Serious"}
ACTION = {"ineffective": "Without effect", "partial": "In part"}
LINK = {"identified": "A potential risk is identified"}
MITIGATION = {"adequate": "Yes, adequately", "partial": "In part"}
OVERRIDING = {"no": "No", "yes": "Yes"}


# What the form asks for and the example leaves out.
CLASSIFIED = "As the control list has it."
GRAVITY = "By the gravity of the act."


def reasoned(desk, words, answer):
    """One question with its reasons, and on."""
    desk.choose(words[answer["answer"]])
    desk.write("Reasons", answer["reason"])
    desk.go_on()


def application(desk, file):
    """From the list of cases to the end of scope."""
    transfer = file["transfer"]
    desk.follow("Open a case")
    desk.choose("No, none that I know of")
    desk.press("Open the case")
    desk.is_on("The transfer")
    desk.write("Title of the case", file["title"])
    desk.choose("Export")
    desk.pick("Recipient State", STATES[transfer["recipient_state"]])
    desk.write("End user", transfer["end_user"]["name"])
    desk.write("Kind of end user", transfer["end_user"]["type"])
    desk.write("End use", transfer["end_use"])
    desk.go_on()
    desk.is_on("Other parties and files")
    desk.go_on()
    for item in file["items"]:
        add_item(desk, item)
    desk.go_on()
    desk.is_on("Scope")
    reasoned(desk, SCOPE, file["scope"])


def add_item(desk, item):
    desk.is_on("Items")
    desk.follow("Add an item")
    desk.write("What is it?", item["description"])
    desk.pick("Under which article does it fall?", ARTICLES[item["article"]])
    desk.write("Quantity", str(item["quantity"]))
    desk.write("Unit", item["unit"])
    desk.write("Why is it classified so?", CLASSIFIED)
    desk.go_on()


def prohibitions(desk, file):
    for place, (title, words) in SIX.items():
        desk.is_on(title)
        reasoned(desk, words, file["article_6"][place])


def diversion_and_lines(desk, file):
    desk.is_on("Diversion")
    reasoned(desk, DIVERSION, file["diversion"])
    desk.is_on("Peace and security, and the five negative consequences")
    contribution, lines = file["article_7"]["contribution"], file["article_7"]["lines"]
    desk.choose(CONTRIBUTION[contribution["answer"]], of="Could the transfer contribute")
    desk.write("Reasons on the contribution", contribution["reason"])
    for place, question in LINES.items():
        desk.choose(FOUND[lines[place]["answer"]], of=question)
        article = ON_LINE.get(place, "").partition(" ")[0] or printed(place)
        desk.write(f"Reasons on {article}", lines[place]["reason"])
    desk.go_on()


def printed(place):
    """ "7.1.b.iii" as "7(1)(b)(iii)"."""
    article, *rest = place.split(".")
    return article + "".join(f"({part})" for part in rest)


def engaged_line(desk, file):
    desk.is_on("Serious violations of international humanitarian law")
    describe_risks(desk, file, from_six_steps=False)
    desk.go_on()


def describe_risks(desk, file, *, from_six_steps):
    """The page of a line knows the line of its risks; that of step 4 asks."""
    for risk in file["risks"]:
        if risk["gbv"] != from_six_steps:
            continue
        desk.follow("Describe a risk")
        if from_six_steps:
            desk.pick("Which line of Article 7(1) does it lead to?", ON_LINE[risk["line"]])
        desk.tick(*(MODES[mode] for mode in risk["modes"]))
        desk.tick(*(named(file, item) for item in risk["items"]))
        desk.write("Describe the risk", risk["description"])
        desk.go_on()


def named(file, key):
    (item,) = (item for item in file["items"] if item["id"] == key)
    return f"{key}. {item['description']}"


def six_steps(desk, file):
    """Steps 1 to 4: forms found, their seriousness, what is done about it, the link."""
    forms, gbv = file["gbv"]["forms"], file["gbv"]
    desk.is_on("Forms of violence found")
    desk.follow("Tick the forms found")
    for form in forms:
        desk.tick("Listed", of=form["code"])
        desk.pick("Finding", FINDINGS[form["finding"]], of=form["code"])
    desk.go_on()
    reasoned(desk, {"complete": "The list is complete"}, gbv["step_1"])
    desk.is_on("Seriousness, form by form")
    desk.follow("Answer for all forms on one page")
    for form in forms:
        desk.choose(SEVERITY[form["severity"]], of=form["code"])
        desk.write("Reasons", GRAVITY, of=form["code"])
    desk.go_on()
    desk.go_on()
    desk.is_on("What the State and the end user do about it")
    desk.choose(ACTION[gbv["step_3"]["state"]], of="How does the State")
    desk.choose(ACTION[gbv["step_3"]["end_user"]], of="And the end user")
    desk.write("Reasons", gbv["step_3"]["reason"])
    desk.go_on()
    desk.is_on("Link between the items and the acts")
    describe_risks(desk, file, from_six_steps=True)
    reasoned(desk, LINK, gbv["step_4"])


def mitigation(desk, file):
    """Step 5, risk by risk: each page leads to the next."""
    desk.is_on("Mitigation, risk by risk")
    desk.follow("Risk 1")
    for risk in file["risks"]:
        answer = risk["mitigation"]
        for number, measure in enumerate(answer["measures"], 1):
            desk.pick(f"Measure {number}", measure["code"])
        desk.choose(MITIGATION[answer["answer"]])
        if answer["relied_on"]:
            desk.tick("The assessment relies on these measures")
        desk.write("Reasons, and the risk that stays", answer["reason"])
        desk.go_on()
    desk.go_on()


def overriding(desk, file):
    """Step 6, line by line, with all risks of a line on one page."""
    desk.is_on("Overriding risk, line by line")
    desk.follow("International humanitarian law 7(1)(b)(i)")
    for place in ON_LINE:
        for number, risk in enumerate(file["risks"], 1):
            if risk["line"] == place:
                answer = risk["overriding"]
                desk.choose(OVERRIDING[answer["answer"]], of=f"Risk {number}")
                desk.write("Reasons", answer["reason"], of=f"Risk {number}")
        desk.go_on()
    desk.go_on()
