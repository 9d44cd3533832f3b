"""A second reading of the law, written from its text and not from the program.

It is naive on purpose: the file is asked again and again, item by item and sentence by sentence,
with nothing but dictionaries and loops. Where it and the program differ, one of them misread.
"""

from tests.law.oracle_words import DEFAULTS, LINES, answer, blank, get, openness, squeezed


class Reading:
    """The outcome of one case, gathered while the rules are read from the top."""

    def __init__(self, case):
        self.case = case
        self.standards = DEFAULTS | (case.get("standards") or {})
        self.ids = [item["id"] for item in case["items"]]
        self.article = {item["id"]: item["article"] for item in case["items"]}
        self.points = set()
        self.sign_offs = set()
        self.result = {}
        self.only_refuse = set()
        self.not_plain = set()
        self.activity = case["transfer"]["activity"]
        self.risks = case.get("risks") or []
        self.read()

    def expected(self):
        return {
            "items": {item: self.result[item] for item in self.ids},
            "complete": not self.points,
            "open_points": [list(point) for point in sorted(self.points)],
            "sign_offs": sorted(self.sign_offs),
        }

    def point(self, code, where, items, item=""):
        self.points.add((code, where, item))
        self.only_refuse |= set(items)

    def read(self):
        in_scope = self.rule_1()
        if not in_scope:
            return
        by_rule_2 = self.rule_2(in_scope)
        by_rule_3 = self.rule_3([i for i in in_scope if i not in by_rule_2])
        for item in by_rule_2 | by_rule_3:
            self.result[item] = ["prohibited"]
        self.left = [i for i in in_scope if i not in by_rule_2 and i not in by_rule_3]
        if not self.left:
            return
        self.rule_4()
        self.rule_5()
        if self.rule_6():
            self.rule_7()
            self.rule_7_six_steps()
            for risk in self.risks:
                self.rules_8_and_9(risk)
        for item in self.left:
            self.result[item] = self.remaining(item)

    # Rule 1

    def rule_1(self):
        given = answer(self.case.get("scope"))
        all_outside = all(article == "outside" for article in self.article.values())
        if given == "excluded" or (given == "out" and all_outside):
            if given == "excluded":
                self.sign_offs.add("legal")
            self.result = {item: ["outside_treaty"] for item in self.ids}
            return []
        if given != "in":
            code = "contradiction" if given == "out" else openness(given)
            self.point(code, "scope", [])
            self.result = {item: ["refuse"] for item in self.ids}
            return []
        for item in self.ids:
            if self.article[item] == "outside":
                self.result[item] = ["outside_treaty"]
        return [item for item in self.ids if self.article[item] != "outside"]

    # Rules 2 to 4

    def is_concerned(self, place, item):
        named = get(self.case, "article_6", place, "items")
        return not named or item in named

    def given_6(self, place):
        return answer(get(self.case, "article_6", place))

    def rule_2(self, in_scope):
        prohibited = set()
        for item in in_scope:
            for place, word in (("6.1", "prohibits"), ("6.2", "prohibits"), ("6.3", "knowledge")):
                if self.given_6(place) == word and self.is_concerned(place, item):
                    prohibited.add(item)
        return prohibited

    def rule_3(self, items):
        prohibited = set()
        for place in ("6.1", "6.2"):
            concerned = [item for item in items if self.is_concerned(place, item)]
            if self.given_6(place) != "exempt" or not concerned:
                continue
            claim = get(self.case, "article_6", place, "exemption") or {}
            today = self.case.get("decision_date")
            if (
                blank(claim.get("reference"))
                or blank(claim.get("end_user"))
                or blank(claim.get("valid_until"))
                or not claim.get("quantities")
                or not today
            ):
                self.point("missing", place, concerned)
                continue
            for item in concerned:
                if not self.fits(claim, today, item):
                    prohibited.add(item)
                    self.point("exemption_invalid", place, [], item)
        return prohibited

    def fits(self, claim, today, item):
        quantity = next(row["quantity"] for row in self.case["items"] if row["id"] == item)
        until = [int(part) for part in claim["valid_until"].split("-")]
        return (
            until >= [int(part) for part in today.split("-")]
            and squeezed(claim["end_user"]) == squeezed(self.case["transfer"]["end_user"]["name"])
            and item in claim["quantities"]
            and quantity <= claim["quantities"][item]
        )

    def rule_4(self):
        for place in ("6.1", "6.2", "6.3"):
            concerned = [item for item in self.left if self.is_concerned(place, item)]
            if openness(self.given_6(place)) and concerned:
                self.point(openness(self.given_6(place)), place, concerned)
        if self.has_indications():
            self.sign_offs.add("legal")

    def has_indications(self):
        concerned = [item for item in self.left if self.is_concerned("6.3", item)]
        return self.given_6("6.3") == "indications" and bool(concerned)

    # Rules 5 and 6

    def rule_5(self):
        if self.activity != "export" and not self.standards["diversion_for_all_transfers"]:
            return
        asked = []
        for item in self.left:
            is_arm = self.article[item].startswith("2.1")
            if is_arm or self.standards["diversion_covers_ammunition_and_parts"]:
                asked.append(item)
        if not asked:
            return
        given = answer(self.case.get("diversion"))
        if openness(given):
            self.point(openness(given), "11.2", asked)
        if given == "elevated_mitigated":
            if not self.lists_measure(self.case["diversion"]):
                self.point("no_measure_described", "11.2", asked)
            self.not_plain |= set(asked)
        if given == "high_unmitigated":
            if self.standards["high_diversion_bars"]:
                self.only_refuse |= set(asked)
            else:
                self.not_plain |= set(asked)

    def lists_measure(self, node):
        for measure in get(node, "measures") or []:
            if not blank(measure.get("code")) or not blank(measure.get("text")):
                return True
        return False

    def rule_6(self):
        others = ("transit", "trans_shipment", "brokering")
        also = self.standards["article_7_for_all_transfers"]
        self.seven = self.activity == "export" or (also and self.activity in others)
        return self.seven

    # Rule 7

    def rule_7(self):
        if answer(get(self.case, "article_7", "contribution")) is None:
            self.point("missing", "7.1.a.contribution", self.left)
        given = {line: answer(get(self.case, "article_7", "lines", line)) for line in LINES}
        for line in LINES:
            on_it = [risk for risk in self.risks if risk.get("line") == line]
            if openness(given[line]):
                self.point(openness(given[line]), line, self.left)
            if given[line] == "identified" and not on_it:
                self.point("no_risk_described", line, self.left)
            if given[line] == "none" and [risk for risk in on_it if not risk["gbv"]]:
                self.point("contradiction", line, self.left)
        if self.has_indications() and given["7.1.b.i"] == given["7.1.b.ii"] == "none":
            self.point("contradiction", "6.3", self.left)

    def rule_7_six_steps(self):
        step_1 = answer(get(self.case, "gbv", "step_1"))
        step_3 = get(self.case, "gbv", "step_3", "state")
        step_4 = answer(get(self.case, "gbv", "step_4"))
        forms = get(self.case, "gbv", "forms") or []
        if openness(step_1):
            self.point(openness(step_1), "7.4.step_1", self.left)
        if step_1 == "complete" and (not forms or [f for f in forms if not f.get("finding")]):
            self.point("missing", "7.4.step_1", self.left)
        serious = False
        for form in forms:
            if form.get("finding") in ("documented", "credible", "isolated"):
                severity = form.get("severity") or None
                if openness(severity):
                    self.point(openness(severity), "7.4.step_2", self.left)
                if severity == "serious":
                    serious = True
        from_six_steps = [risk for risk in self.risks if risk["gbv"]]
        if serious:
            if blank(step_3):
                self.point("missing", "7.4.step_3", self.left)
            if openness(step_4):
                self.point(openness(step_4), "7.4.step_4", self.left)
            if step_4 == "identified" and step_3 == "unknown":
                self.point("unknown", "7.4.step_3", self.left)
            if step_4 == "identified" and not from_six_steps:
                self.point("no_risk_described", "7.4.step_4", self.left)
            if step_4 == "no_credible_link" and from_six_steps:
                self.point("contradiction", "7.4.step_4", self.left)
        elif step_4 == "identified" or from_six_steps:
            self.point("contradiction", "7.4.step_4", self.left)

    # Rules 8 and 9

    def touches(self, risk, item):
        return not risk.get("items") or item in risk["items"]

    def rules_8_and_9(self, risk):
        items = [item for item in self.left if self.touches(risk, item)]
        if not items:
            return

        def wrong(code, part):
            self.point(code, f"risk:{risk['id']}.{part}", items)

        line = risk.get("line")
        if line is None and not (risk["gbv"] and self.standards["gbv_is_national_ground"]):
            wrong("unmapped", "line")
        if (risk["gbv"] or (line or "").startswith("7.1.b")) and not risk.get("modes"):
            wrong("missing", "modes")
        node = risk.get("mitigation") or {}
        mitigation, overriding = answer(node), answer(risk.get("overriding"))
        relied_on, precedent = node.get("relied_on"), node.get("condition_precedent")
        if openness(mitigation):
            wrong(openness(mitigation), "mitigation")
        if openness(overriding):
            wrong(openness(overriding), "overriding")
        if mitigation == "none_required" and overriding == "yes":
            wrong("contradiction", "mitigation")
        if relied_on and mitigation not in ("adequate", "partial", "pending"):
            wrong("contradiction", "mitigation")
        if relied_on and not self.lists_measure(node):
            wrong("no_measure_described", "mitigation")
        if mitigation == "pending" and overriding == "no" and not (relied_on and precedent):
            wrong("pending_measure", "mitigation")
        if get(risk, "overriding", "weighed_against_contribution"):
            is_permitted = (
                self.standards["overriding_reading"] == "weighing"
                and answer(get(self.case, "article_7", "contribution")) == "substantial"
                and overriding == "no"
            )
            if is_permitted:
                self.sign_offs |= {"legal", "head"}
            else:
                wrong("contradiction", "overriding")
        if overriding == "yes" and not openness(mitigation) and mitigation != "none_required":
            self.only_refuse |= set(items)

    # Rules 6, 10 and 11

    def remaining(self, item):
        if item in self.only_refuse:
            return ["refuse"]
        if item in self.not_plain:
            return ["refuse", "authorise_with_measures"]
        if not self.seven:
            return ["refuse", "authorise_with_measures", "authorise"]
        touching = [risk for risk in self.risks if self.touches(risk, item)]
        if [risk for risk in touching if get(risk, "mitigation", "relied_on")]:
            return ["refuse", "authorise_with_measures"]
        if touching:
            return ["refuse", "authorise_with_measures", "authorise"]
        return ["refuse", "authorise"]


def expected(case):
    """What the second reading expects of a case: the result without its trace."""
    return Reading(case).expected()
