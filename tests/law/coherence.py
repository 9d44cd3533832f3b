"""Makes a generated case file agree with itself, so that it gets as far as a decision."""

LINES = ("7.1.a", "7.1.b.i", "7.1.b.ii", "7.1.b.iii", "7.1.b.iv")


class Coherence:
    """Mends what contradicts, nearly always; now and then a contradiction is left standing."""

    def __init__(self, choosing):
        self.choosing = choosing

    def given_to(self, case):
        risks = case.get("risks") or []
        for risk in risks:
            if self.usually():
                self.work_through(risk)
        if self.usually():
            self.fit_lines(case, risks)
        if self.usually():
            self.fit_six_steps(case, [risk for risk in risks if risk["gbv"]])
        return case

    def usually(self):
        return self.choosing.maybe(0.9)

    def work_through(self, risk):
        choose = self.choosing.chance.choice
        if not risk.get("line") and self.choosing.maybe(0.8):
            risk["line"] = choose(LINES)
        risk["modes"] = risk.get("modes") or ["facilitate"]
        overriding = choose(("no", "no", "no", "yes"))
        risk["overriding"] = {"answer": overriding, "reason": ""}
        if self.choosing.maybe(0.2):
            risk["overriding"]["weighed_against_contribution"] = True
        risk["mitigation"] = self.mitigation(overriding)

    def mitigation(self, overriding):
        choose = self.choosing.chance.choice
        if self.choosing.maybe():
            answers = ("none_available", "rejected", "partial", "adequate")
            return {"answer": choose(answers) if overriding == "yes" else "none_required"}
        return {
            "answer": choose(("adequate", "partial", "pending")),
            "relied_on": True,
            "condition_precedent": True,
            "measures": [{"code": "M15", "text": ""}],
        }

    def fit_lines(self, case, risks):
        general = {risk.get("line") for risk in risks if not risk["gbv"]}
        lines = {line: {"answer": "identified" if line in general else "none"} for line in LINES}
        contribution = self.choosing.chance.choice(("some", "substantial", "unknown"))
        case["article_7"] = {"contribution": {"answer": contribution}, "lines": lines}

    def fit_six_steps(self, case, gbv_risks):
        severity = "serious" if gbv_risks or self.choosing.maybe() else "not_serious"
        case["gbv"] = {
            "step_1": {"answer": "complete"},
            "forms": [{"code": "SV-1", "finding": "documented", "severity": severity}],
            "step_3": {"state": "partial"},
            "step_4": {"answer": "identified" if gbv_risks else "no_credible_link"},
        }
