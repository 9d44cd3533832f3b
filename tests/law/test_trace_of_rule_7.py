"""What each entry of the trace says under Article 7 as a whole (rule 7)."""

import pytest

from tests.law.cases import risk
from tests.law.tracing import IDENTIFIED, STEPS, entries, said

ANY = "12"
BAR = "six_steps_bar"


@pytest.mark.parametrize(
    ("number", "changes", "expected"),
    [
        said(
            7,
            {"article_7/contribution": {"answer": ""}},
            ("article 7(1)(a)", ANY, {"7.1.a.contribution": None}, "open_missing"),
        ),
        said(
            7,
            {"article_7/lines/7.1.a": {"answer": "unknown"}, "article_7/lines/7.1.b.iv": None},
            ("article 7(1)(a)", ANY, {"7.1.a": "unknown"}, "open_unknown"),
            ("article 7(1)(b)(iv)", ANY, {"7.1.b.iv": None}, "open_missing"),
        ),
        said(
            7,
            {"article_7/lines/7.1.b.iii": IDENTIFIED},
            ("article 7(1)(b)(iii)", ANY, {"7.1.b.iii": "identified"}, "open_no_risk_described"),
        ),
        said(
            7,
            {"article_6/6.3": {"answer": "indications", "items": ["2"]}},
            (
                "article 7(1)(b)",
                ANY,
                {"6.3": "indications", "7.1.b.i": "none", "7.1.b.ii": "none"},
                "open_contradiction",
            ),
        ),
        said(
            7,
            {"gbv/step_1": {"answer": "gaps"}},
            (BAR, ANY, {"7.4.step_1": "gaps"}, "open_unknown"),
        ),
        said(7, {"gbv/step_1": None}, (BAR, ANY, {"7.4.step_1": None}, "open_missing")),
        said(
            7,
            {"gbv/forms": []},
            (BAR, ANY, {"7.4.step_1": "complete", "7.4.forms": []}, "open_missing"),
        ),
        said(
            7,
            {
                "gbv/forms": [
                    {"code": "B", "finding": "isolated", "severity": "undetermined"},
                    {"code": "A", "finding": "documented", "severity": None},
                ]
            },
            (BAR, ANY, {"7.4.step_2": None, "7.4.forms": ["A"]}, "open_missing"),
            (BAR, ANY, {"7.4.step_2": "undetermined", "7.4.forms": ["B"]}, "open_unknown"),
        ),
        said(
            7,
            {"gbv": STEPS | {"step_3": {"end_user": "partial"}}},
            (BAR, ANY, {"7.4.step_3": None}, "open_missing"),
            ("article 7(4)", ANY, {"7.4.step_4": "identified"}, "open_no_risk_described"),
        ),
        said(
            7,
            {"gbv": STEPS, "risks": [risk("r1", "7.1.a", gbv=True)]},
            (BAR, ANY, {"7.4.step_3": "unknown", "7.4.step_4": "identified"}, "open_unknown"),
        ),
        said(
            7,
            {"gbv": STEPS | {"step_4": {"answer": "unknown"}}},
            ("article 7(4)", ANY, {"7.4.step_4": "unknown"}, "open_unknown"),
        ),
        said(
            7,
            {"gbv": STEPS | {"step_4": None}},
            ("article 7(4)", ANY, {"7.4.step_4": None}, "open_missing"),
        ),
        said(
            7,
            {
                "gbv": STEPS | {"step_4": {"answer": "no_credible_link"}},
                "risks": [risk("r2", gbv=True), risk("r1", gbv=True)],
            },
            (
                "article 7(4)",
                ANY,
                {"7.4.step_4": "no_credible_link", "risk:r1.gbv": True, "risk:r2.gbv": True},
                "open_contradiction",
            ),
        ),
        said(
            7,
            {"risks": [risk(gbv=True)]},
            ("article 7(4)", ANY, {"7.4.step_4": None, "risk:r1.gbv": True}, "open_contradiction"),
        ),
    ],
)
def test_whether_the_assessment_is_whole(number, changes, expected):
    assert list(entries(changes, number)) == expected
