"""Every combination of answers within a rule, and pairs across rules, against a second reading."""

from copy import deepcopy
from itertools import combinations, product

from assessments.law import rule
from tests.law.cases import LINES, clear_case, exemption, item, risk
from tests.law.oracle import expected

BLANK = {"answer": ""}
MEASURES = [{"text": "Marking."}]


def agrees(case):
    result = rule(case).as_json()
    result.pop("trace")
    return result == expected(case)


def test_scope():
    answers = ["in", "out", "excluded", "undetermined", "", None]
    articles = ["2.1.a", "2.1.h", "3", "4", "outside"]
    for answer, first, second in product(answers, articles, articles):
        case = clear_case() | {"scope": {"answer": answer}}
        case["items"] = [item("1", first), item("2", second)]

        assert agrees(case)


def test_article_6():
    named = [{}, {"items": ["1"]}, {"items": ["2"]}]
    claims = [None, exemption(), exemption(end_user="Another")]
    prohibitions = [{"answer": word} for word in ("clear", "prohibits", "unknown", "")]
    prohibitions += [{"answer": "exempt", "exemption": claim} for claim in claims]
    words = ["no_indication", "indications", "knowledge", "unknown", ""]
    first = [node | names for node in prohibitions for names in named]
    last = [{"answer": word} | names for word in words for names in named]
    for one, two, three in product(first, first, last):
        case = clear_case() | {"article_6": {"6.1": one, "6.2": two, "6.3": three}}
        case["items"] = [item("1"), item("2"), item("3", "outside")]

        assert agrees(case)


def test_diversion():
    answers = ["low", "elevated_mitigated", "high_unmitigated", "unknown", ""]
    activities = ["export", "import", "transit", "trans_shipment", "brokering"]
    switch = [True, False]
    for answer, measures, activity, bars, covers, for_all, seven in product(
        answers, [[], [{}], MEASURES], activities, switch, switch, switch, switch
    ):
        case = clear_case() | {"diversion": {"answer": answer, "measures": measures}}
        case["items"] = [item("1"), item("2", "3"), item("3", "4")]
        case["transfer"]["activity"] = activity
        case["standards"] = {
            "high_diversion_bars": bars,
            "diversion_covers_ammunition_and_parts": covers,
            "diversion_for_all_transfers": for_all,
            "article_7_for_all_transfers": seven,
        }

        assert agrees(case)


def test_the_five_lines():
    risks = [[], [risk("a")], [risk("a", gbv=True)], [risk("a"), risk("b", gbv=True)]]
    answers = ["none", "identified", "unknown", ""]
    contributions = ["some", "unknown", ""]
    crimes = ["no_indication", "indications"]
    for line, listed, answer, other, contribution, crime in product(
        LINES, risks, answers, answers, contributions, crimes
    ):
        case = clear_case() | {"risks": [each | {"line": line} for each in listed]}
        case["article_6"]["6.3"] = {"answer": crime}
        case["article_7"]["contribution"] = {"answer": contribution}
        case["article_7"]["lines"] |= {"7.1.b.ii": {"answer": other}, line: {"answer": answer}}

        assert agrees(case)


def test_the_six_steps():
    findings = ["documented", "credible", "isolated", "none_found", ""]
    severities = ["serious", "not_serious", "undetermined", "", None]
    forms = [
        {"code": "SV-1", "finding": f, "severity": s} for f, s in product(findings, severities)
    ]
    lists = [[], *([form] for form in forms), *([forms[0], form] for form in forms)]
    states = ["partial", "unknown", ""]
    links = ["no_credible_link", "identified", "unknown", ""]
    for listed, step_1, state, link, risks in product(
        lists, ["complete", "gaps", ""], states, links, [[], [risk(gbv=True)]]
    ):
        case = clear_case() | {"risks": risks}
        case["gbv"] = {"step_1": {"answer": step_1}, "forms": listed}
        case["gbv"] |= {"step_3": {"state": state}, "step_4": {"answer": link}}

        assert agrees(case)


def test_a_risk():
    mitigations = ["none_required", "none_available", "adequate", "partial", "pending", "rejected"]
    mitigations += ["unknown", ""]
    switch = [True, False]
    nodes = [
        {"answer": answer, "relied_on": relied, "condition_precedent": first, "measures": listed}
        for answer, relied, first, listed in product(mitigations, switch, switch, [[], MEASURES])
    ]
    for line, gbv, modes, node, overriding, weighed in product(
        [None, "7.1.a", "7.1.b.iv"], switch, [[], ["commit"]], nodes, ["no", "yes", ""], switch
    ):
        answer = {"answer": overriding, "weighed_against_contribution": weighed}
        case = clear_case() | {
            "risks": [risk("r", line, gbv=gbv, modes=modes, mitigation=node, overriding=answer)]
        }

        assert agrees(case)


def test_weighing():
    readings, switch = ["threshold", "weighing"], [True, False]
    contributions = ["none", "some", "substantial", "unknown", ""]
    answers = ["no", "yes", "undetermined", ""]
    for reading, national, contribution, answer, gbv in product(
        readings, switch, contributions, answers, switch
    ):
        overriding = {"answer": answer, "weighed_against_contribution": True}
        case = clear_case() | {"risks": [risk("r", None, gbv=gbv, overriding=overriding)]}
        case["article_7"]["contribution"] = {"answer": contribution}
        case["standards"] = {"overriding_reading": reading, "gbv_is_national_ground": national}

        assert agrees(case)


def changes():
    """Answers in every place, each as a change to a case: (path, value)."""
    answers = {
        ("scope",): ["out", "excluded", "undetermined", ""],
        ("article_6", "6.1"): ["exempt", "prohibits", "unknown", ""],
        ("article_6", "6.2"): ["exempt", "prohibits", "unknown", ""],
        ("article_6", "6.3"): ["indications", "knowledge", "unknown", ""],
        ("diversion",): ["elevated_mitigated", "high_unmitigated", "unknown", ""],
        ("article_7", "contribution"): ["none", "substantial", "unknown", ""],
        **{("article_7", "lines", line): ["identified", "unknown", ""] for line in LINES},
        ("gbv", "step_1"): ["gaps", ""],
        ("gbv", "step_4"): ["no_credible_link", "identified", "unknown", ""],
    }
    for path, words in answers.items():
        yield from ((path, {"answer": word}) for word in words)
    for place in ("6.1", "6.2"):
        yield ("article_6", place), {"answer": "exempt", "exemption": exemption()}
        yield ("article_6", place), {"answer": "prohibits", "items": ["2"]}
    yield ("diversion",), {"answer": "elevated_mitigated", "measures": MEASURES}
    yield ("items",), [item("1"), item("2", "3"), item("3", "outside")]
    yield ("decision_date",), None
    for activity in ("import", "transit", "trans_shipment", "brokering"):
        yield ("transfer", "activity"), activity
    for name in ("diversion_covers_ammunition_and_parts", "diversion_for_all_transfers"):
        yield ("standards", name), False
    for name in ("article_7_for_all_transfers", "gbv_is_national_ground"):
        yield ("standards", name), True
    yield ("standards", "high_diversion_bars"), False
    yield ("standards", "overriding_reading"), "weighing"
    for severity in ("serious", "not_serious", "undetermined", None):
        form = {"code": "SV-1", "finding": "isolated", "severity": severity}
        yield ("gbv", "forms"), [form, {"code": "CH-1", "finding": "none_found"}]
    yield ("gbv", "forms"), []
    for state in ("effective", "unknown", ""):
        yield ("gbv", "step_3"), {"state": state}
    for line in (*LINES, None):
        yield ("risks",), [risk("r1", line), risk("r2", line, gbv=True, items=["2"])]
        yield ("risks",), [risk("r1", line, gbv=True, modes=[])]
    yield ("risks", 0, "overriding"), {"answer": "yes"}
    yield ("risks", 0, "overriding"), {"answer": "no", "weighed_against_contribution": True}
    for answer in ("adequate", "pending", "rejected", "none_available", "unknown", ""):
        yield ("risks", 0, "mitigation"), {"answer": answer}
        yield (
            ("risks", 0, "mitigation"),
            {"answer": answer, "relied_on": True, "measures": MEASURES},
        )


def changed(case, path, value):
    *parents, last = path
    node = case
    for key in parents:
        node = node[key]
    if value is None:
        node.pop(last, None)
    else:
        node[last] = deepcopy(value)


def test_pairs_across_rules():
    for pair in combinations(list(changes()), 2):
        case = clear_case() | {"standards": {}, "risks": [risk()]}
        case["items"].append(item("2", "4"))
        case["article_7"]["lines"]["7.1.b.i"] = {"answer": "identified"}
        for path, value in pair:
            changed(case, path, value)

        assert agrees(case), pair


def test_every_change_alone_is_a_change():
    """Otherwise the pairs would look at less than they seem to."""
    paths = [path for path, _ in changes()]

    assert len(paths) > 80
    assert len({str(change) for change in changes()}) == len(paths)
