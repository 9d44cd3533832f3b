"""Writes any case file that the schema allows, choice by choice."""

from tests.law.choosing import Choosing
from tests.law.coherence import LINES, Coherence

ARTICLES = (*(f"2.1.{letter}" for letter in "abcdefgh"), "3", "4", "outside")
BLANKS = (None, "")


class Writer(Choosing):
    """Writes one case file: `Writer(random.Random(7)).case()`."""

    # Answers

    def answer(self, calm, *others):
        """One answer: the harmless one, another, or a blank."""
        if self.calm():
            return calm
        return self.chance.choice((calm, *others, *BLANKS))

    def node(self, calm, *others):
        """An answer with its reasons; the node itself may be null, or have no answer at all."""
        if not self.calm() and self.maybe(0.08):
            return None
        node = {"answer": self.answer(calm, *others)}
        if not self.calm() and self.maybe(0.06):
            del node["answer"]
        return self.sometimes(node, reason=self.text, missing=self.text)

    def place(self, whole, key, write):
        """Put a part into the case, or, now and then, leave it out."""
        if self.calm() or self.maybe(0.9):
            whole[key] = write()

    # The case

    def case(self):
        self.items = self.item_list()
        self.item_names = [each["id"] for each in self.items]
        case = {
            "format": "att-case/1",
            "title": self.text(least=1, most=200),
            "transfer": self.transfer(),
            "items": self.items,
        }
        for key, write in (
            ("decision_date", self.day),
            ("scope", lambda: self.node("in", "in", "in", "out", "excluded", "undetermined")),
            ("article_6", self.article_6),
            ("article_7", self.article_7),
            ("gbv", self.gbv),
            ("diversion", self.diversion),
            ("risks", self.risks),
        ):
            self.place(case, key, write)
        self.sometimes(
            case,
            0.5,
            reference=lambda: self.text(most=40),
            language=lambda: self.chance.choice(("ar", "en", "es", "fr", "ru", "zh-hans")),
            standards=self.standards,
            evidence=self.evidence,
            guidance_edition=self.text,
        )
        return Coherence(self).given_to(case) if self.maybe() else case

    def item_list(self):
        names = self.names(4) or ["1"]
        return [self.item(name) for name in names]

    def item(self, name):
        item = {
            "id": name,
            "description": self.text(least=1),
            "article": "2.1.h" if self.calm() else self.chance.choice(ARTICLES),
            "quantity": 10 if self.calm() else self.number(),
        }
        return self.sometimes(
            item,
            control_list_entry=self.text,
            unit=self.text,
            value=lambda: self.chance.choice((0, 0.0, 1e300, self.number())),
            currency=lambda: "XTS",
            reason=self.text,
        )

    def party(self):
        return self.sometimes(
            {"name": self.text(least=1)},
            role=self.text,
            type=self.text,
            country=self.state,
        )

    def transfer(self):
        activities = ("export", "import", "transit", "trans_shipment", "brokering")
        transfer = {
            "activity": "export" if self.calm() or self.maybe() else self.chance.choice(activities),
            "recipient_state": self.state(),
            "end_user": self.party(),
        }
        return self.sometimes(
            transfer,
            end_use=self.text,
            parties=lambda: [self.party() for _ in range(self.chance.randint(0, 2))],
            route=lambda: [self.state() for _ in range(self.chance.randint(0, 3))],
        )

    def standards(self):
        switch = (True, False)
        return self.sometimes(
            {},
            0.5,
            article_7_for_all_transfers=lambda: self.chance.choice(switch),
            diversion_covers_ammunition_and_parts=lambda: self.chance.choice(switch),
            diversion_for_all_transfers=lambda: self.chance.choice(switch),
            high_diversion_bars=lambda: self.chance.choice(switch),
            gbv_is_national_ground=lambda: self.chance.choice(switch),
            overriding_reading=lambda: self.chance.choice(("threshold", "weighing")),
            overriding_threshold=self.text,
        )

    def article_6(self):
        answers = {}
        for place in ("6.1", "6.2"):
            self.place(answers, place, self.prohibition)
        self.place(
            answers,
            "6.3",
            lambda: self.concerning(
                self.node("no_indication", "indications", "knowledge", "unknown")
            ),
        )
        return answers

    def prohibition(self):
        node = self.node("clear", "exempt", "exempt", "prohibits", "unknown")
        if node is not None and (node.get("answer") == "exempt" or self.maybe(0.1)):
            self.place(node, "exemption", self.exemption)
        return self.concerning(node)

    def concerning(self, node):
        if node is not None and self.maybe(0.3):
            node["items"] = self.some_of(self.item_names)
        return node

    def exemption(self):
        if not self.calm() and self.maybe(0.1):
            return None
        exemption = {}
        for key, write in (
            ("reference", self.text),
            ("end_user", self.text),
            ("valid_until", self.day),
            ("quantities", self.quantities),
        ):
            self.place(exemption, key, write)
        return exemption

    def quantities(self):
        quantities = {
            name: 10 if self.calm() else self.chance.choice((-1, 0, self.number()))
            for name in self.item_names
            if self.calm() or self.maybe()
        }
        return self.sometimes(quantities, 0.1, **{"no such item": self.number, "": self.number})

    def article_7(self):
        article_7 = {}
        others = ("none", "substantial", "unknown")
        self.place(article_7, "contribution", lambda: self.node("some", *others))
        self.place(article_7, "lines", self.lines)
        return article_7

    def lines(self):
        lines = {}
        for line in LINES:
            self.place(lines, line, lambda: self.node("none", "identified", "unknown"))
        return lines

    def gbv(self):
        gbv = {}
        self.place(gbv, "step_1", lambda: self.node("complete", "gaps"))
        self.place(gbv, "forms", lambda: [self.form() for _ in range(self.chance.randint(0, 3))])
        self.place(gbv, "step_3", self.step_3)
        others = ("identified", "unknown")
        self.place(gbv, "step_4", lambda: self.node("no_credible_link", *others))
        return gbv

    def form(self):
        findings = ("documented", "credible", "isolated", "none_found")
        severities = ("serious", "serious", "not_serious", "undetermined", *BLANKS)
        form = {"code": self.chance.choice(("SV-1", "CH-1", "no such code", ""))}
        self.place(form, "finding", lambda: self.chance.choice(findings))
        self.place(form, "severity", lambda: self.chance.choice(severities))
        return self.sometimes(form, perpetrators=self.text, period=self.text, reason=self.text)

    def step_3(self):
        if not self.calm() and self.maybe(0.1):
            return None
        others = ("effective", "ineffective", "none", "unknown")
        node = {}
        self.place(node, "state", lambda: self.answer("partial", *others))
        self.place(node, "end_user", lambda: self.answer("partial", *others))
        return self.sometimes(node, reason=self.text, missing=self.text)

    def diversion(self):
        node = self.node(
            "low", "elevated_mitigated", "elevated_mitigated", "high_unmitigated", "unknown"
        )
        if node is None:
            return node
        return self.sometimes(
            node,
            0.4,
            if_diverted=self.text,
            measures=self.measures,
            condition_precedent=lambda: self.maybe(),
        )

    def measures(self):
        count = self.chance.randint(0, 2)
        return [self.sometimes({}, 0.6, code=self.text, text=self.text) for _ in range(count)]

    def risks(self):
        return [self.risk(name) for name in self.names(3)]

    def risk(self, name):
        risk = {"id": name, "gbv": self.maybe(0.4)}
        self.place(risk, "line", lambda: self.chance.choice((*LINES, *LINES, None)))
        self.place(risk, "modes", lambda: self.some_of(("commit", "facilitate")))
        self.place(risk, "mitigation", self.mitigation)
        self.place(risk, "overriding", self.overriding)
        self.concerning(risk)
        return self.sometimes(
            risk,
            description=self.text,
            actors=lambda: self.some_of(("state", "non_state", "private")),
            who=self.text,
        )

    def mitigation(self):
        others = (
            "none_available",
            "adequate",
            "partial",
            "pending",
            "pending",
            "rejected",
            "unknown",
        )
        node = self.node("none_required", *others)
        if node is None:
            return node
        return self.sometimes(
            node,
            0.5,
            relied_on=lambda: self.maybe(),
            condition_precedent=lambda: self.maybe(),
            measures=self.measures,
        )

    def overriding(self):
        node = self.node("no", "yes", "undetermined")
        if node is None:
            return node
        return self.sometimes(node, 0.3, weighed_against_contribution=lambda: self.maybe())

    def evidence(self):
        return [self.source(name) for name in self.names(2)]

    def source(self, name):
        return self.sometimes(
            {"id": name, "title": self.text()},
            0.4,
            source_class=self.text,
            reliability=lambda: self.chance.choice("ABCDEF"),
            credibility=lambda: self.chance.choice("123456"),
            published_on=self.day,
            url=self.text,
            stance=lambda: self.chance.choice(("for", "against")),
            supports=lambda: self.some_of(
                ("6.3", "7.1.b.i", "risk:r1.mitigation", "no such place")
            ),
        )
