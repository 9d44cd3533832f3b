"""What each entry of the trace says about risks, and what remains permitted (rules 8 to 11)."""

import pytest

from assessments.law import LINES
from tests.law.cases import risk
from tests.law.tracing import IDENTIFIED, STEPS, entries, said

MEASURES = {"answer": "partial", "relied_on": True, "measures": [{"code": "M15"}]}
WEIGHED = {"answer": "no", "weighed_against_contribution": True}
RELIED = {"risk:r1.mitigation": "partial", "risk:r1.mitigation.relied_on": True}
LINES_AS_ANSWERED = dict.fromkeys(LINES, "none") | {"7.1.b.i": "identified"}


def with_risk(**changes):
    return {
        "article_7/lines/7.1.b.i": IDENTIFIED,
        "risks": [risk(items=["2"], line=changes.pop("line", "7.1.b.i"), **changes)],
    }


NATIONAL = {"standards": {"gbv_is_national_ground": True}}


@pytest.mark.parametrize(
    ("number", "changes", "expected"),
    [
        said(
            8,
            with_risk(line=None),
            ("article 7(1)", "2", {"risk:r1.line": None}, "open_unmapped"),
        ),
        said(
            8,
            with_risk(line=None, gbv=True),
            ("six_steps_mapped_to_a_line", "2", {"risk:r1.line": None}, "open_unmapped"),
        ),
        said(
            8,
            with_risk(modes=[]),
            ("article 7(1)(b)", "2", {"risk:r1.modes": None}, "open_missing"),
        ),
        said(
            8,
            with_risk(modes=[], line="7.1.a", gbv=True),
            ("article 7(4)", "2", {"risk:r1.modes": None}, "open_missing"),
        ),
        said(
            8,
            with_risk(modes=[], line=None, gbv=True) | NATIONAL,
            ("gbv_is_national_ground", "2", {"risk:r1.modes": None}, "open_missing"),
        ),
        said(
            8,
            with_risk(mitigation=None, overriding={"answer": "undetermined"}),
            ("article 7(2)", "2", {"risk:r1.mitigation": None}, "open_missing"),
            ("article 7(3)", "2", {"risk:r1.overriding": "undetermined"}, "open_unknown"),
        ),
        said(
            8,
            with_risk(mitigation={"answer": "unknown"}, overriding=None, line=None, gbv=True)
            | NATIONAL,
            ("gbv_is_national_ground", "2", {"risk:r1.mitigation": "unknown"}, "open_unknown"),
            ("gbv_is_national_ground", "2", {"risk:r1.overriding": None}, "open_missing"),
        ),
        said(
            8,
            with_risk(overriding={"answer": "yes"}),
            (
                "article 7(2)",
                "2",
                {"risk:r1.mitigation": "none_required", "risk:r1.overriding": "yes"},
                "open_contradiction",
            ),
        ),
        said(
            8,
            with_risk(mitigation={"answer": "rejected", "relied_on": True}),
            (
                "article 7(2)",
                "2",
                {"risk:r1.mitigation": "rejected", "risk:r1.mitigation.relied_on": True},
                "open_contradiction",
            ),
            (
                "article 7(2)",
                "2",
                {
                    "risk:r1.mitigation": "rejected",
                    "risk:r1.mitigation.relied_on": True,
                    "risk:r1.mitigation.measures": None,
                },
                "open_no_measure_described",
            ),
        ),
        said(
            8,
            with_risk(mitigation={"answer": "pending"}),
            (
                "article 7(2)",
                "2",
                {"risk:r1.mitigation": "pending", "risk:r1.overriding": "no"},
                "open_pending_measure",
            ),
        ),
        said(
            8,
            with_risk(overriding=WEIGHED),
            (
                "weighing",
                "2",
                {
                    "risk:r1.overriding": "no",
                    "risk:r1.overriding.weighed_against_contribution": True,
                    "overriding_reading": "threshold",
                    "7.1.a.contribution": "some",
                },
                "open_contradiction",
            ),
        ),
        said(
            8,
            with_risk(overriding=WEIGHED)
            | {
                "standards": {"overriding_reading": "weighing"},
                "article_7/contribution": {"answer": "substantial"},
            },
            (
                "weighing",
                "2",
                {
                    "risk:r1.overriding": "no",
                    "risk:r1.overriding.weighed_against_contribution": True,
                },
                "sign_off_legal_and_head",
            ),
        ),
        said(
            9,
            with_risk(mitigation=MEASURES, overriding={"answer": "yes"}),
            (
                "article 7(3)",
                "2",
                {"risk:r1.mitigation": "partial", "risk:r1.overriding": "yes"},
                "refuse_only",
            ),
        ),
        said(
            10,
            with_risk(mitigation=MEASURES)
            | {"diversion": {"answer": "elevated_mitigated", "measures": [{"code": "M1"}]}},
            ("article 11(2)", "1", {"11.2": "elevated_mitigated"}, "measures_relied_on"),
            (
                "diversion_covers_ammunition_and_parts",
                "2",
                {"11.2": "elevated_mitigated"},
                "measures_relied_on",
            ),
            ("article 7(2)", "2", RELIED, "measures_relied_on"),
        ),
        said(
            10,
            with_risk(mitigation=MEASURES, line=None, gbv=True)
            | NATIONAL
            | {
                "gbv": STEPS | {"step_3": {"state": "partial"}},
                "article_7/lines/7.1.b.i": {"answer": "none"},
            },
            ("gbv_is_national_ground", "2", RELIED, "measures_relied_on"),
        ),
        said(
            11,
            with_risk(),
            ("article 7(3)", "2", {"risk:r1.overriding": "no"}, "risk_not_overriding"),
            (
                "article 7(3)",
                "1",
                LINES_AS_ANSWERED,
                "no_risk",
            ),
        ),
    ],
)
def test_risks_and_what_remains_permitted(number, changes, expected):
    assert list(entries(changes, number)) == expected
