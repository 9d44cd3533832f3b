"""What each entry of the trace says under scope, Article 6 and diversion (rules 1 to 6)."""

import pytest

from tests.law.cases import exemption, item
from tests.law.tracing import entries, said

SCOPE = "article 2(1), 3, 4"
OUTSIDE = [item("1"), item("2", "outside")]


@pytest.mark.parametrize(
    ("number", "changes", "expected"),
    [
        said(1, {}, (SCOPE, "12", {"scope": "in"}, "in_scope")),
        said(
            1,
            {"items": OUTSIDE},
            (SCOPE, "1", {"scope": "in"}, "in_scope"),
            (SCOPE, "2", {"item:2.article": "outside"}, "outside_treaty"),
        ),
        said(
            1,
            {"scope/answer": "excluded"},
            ("article 2(3)", "12", {"scope": "excluded"}, "outside_treaty"),
            ("legal_sign_off_for_exclusion", "12", {"scope": "excluded"}, "sign_off_legal"),
        ),
        said(
            1,
            {"scope/answer": "out", "items": [item("1", "outside")]},
            (SCOPE, "1", {"scope": "out"}, "outside_treaty"),
        ),
        said(
            1,
            {"scope/answer": "out", "items": OUTSIDE},
            (SCOPE, "12", {"scope": "out", "item:1.article": "2.1.h"}, "open_contradiction"),
        ),
        said(
            1,
            {"scope/answer": "undetermined"},
            (SCOPE, "12", {"scope": "undetermined"}, "open_unknown"),
        ),
        said(1, {"scope": None}, (SCOPE, "12", {"scope": None}, "open_missing")),
        said(
            2,
            {
                "article_6/6.1": {"answer": "prohibits", "items": ["2"]},
                "article_6/6.2": {"answer": "prohibits"},
                "article_6/6.3": {"answer": "knowledge", "items": ["1"]},
            },
            ("article 6(1)", "2", {"6.1": "prohibits"}, "prohibited"),
            ("article 6(2)", "12", {"6.2": "prohibits"}, "prohibited"),
            ("article 6(3)", "1", {"6.3": "knowledge"}, "prohibited"),
        ),
        said(
            3,
            {"article_6/6.2": {"answer": "exempt"}, "decision_date": ""},
            (
                "article 6(2)",
                "12",
                {
                    "6.2": "exempt",
                    "6.2.exemption.reference": None,
                    "6.2.exemption.end_user": None,
                    "6.2.exemption.valid_until": None,
                    "6.2.exemption.quantities": None,
                    "decision_date": None,
                },
                "open_missing",
            ),
        ),
        said(
            3,
            {"article_6/6.1": {"answer": "exempt", "exemption": exemption(reference="\t")}},
            (
                "article 6(1)",
                "12",
                {"6.1": "exempt", "6.1.exemption.reference": None},
                "open_missing",
            ),
        ),
        said(
            3,
            {
                "article_6/6.1": {
                    "answer": "exempt",
                    "exemption": exemption(valid_until="2026-05-31", end_user="Navy"),
                    "items": ["2"],
                }
            },
            (
                "article 6(1)",
                "2",
                {
                    "6.1": "exempt",
                    "6.1.exemption.valid_until": "2026-05-31",
                    "decision_date": "2026-06-01",
                    "6.1.exemption.end_user": "Navy",
                    "end_user": "Army of State A",
                    "6.1.exemption.quantities.2": None,
                    "item:2.quantity": 10,
                },
                "prohibited",
            ),
        ),
        said(
            4,
            {
                "article_6/6.1": {"answer": "unknown", "items": ["2"]},
                "article_6/6.2": None,
                "article_6/6.3/answer": "",
            },
            ("article 6(1)", "2", {"6.1": "unknown"}, "open_unknown"),
            ("article 6(2)", "12", {"6.2": None}, "open_missing"),
            ("article 6(3)", "12", {"6.3": None}, "open_missing"),
        ),
        said(
            4,
            {"article_6/6.3": {"answer": "indications", "items": ["2"]}},
            ("legal_sign_off_for_indications", "2", {"6.3": "indications"}, "sign_off_legal"),
        ),
        said(
            5,
            {"diversion/answer": "unknown"},
            ("article 11(2)", "1", {"11.2": "unknown"}, "open_unknown"),
            ("diversion_covers_ammunition_and_parts", "2", {"11.2": "unknown"}, "open_unknown"),
        ),
        said(
            5,
            {
                "diversion": {"answer": "elevated_mitigated", "measures": [{"text": " "}]},
                "transfer/activity": "import",
            },
            (
                "diversion_for_all_transfers",
                "12",
                {"11.2": "elevated_mitigated", "11.2.measures": None},
                "open_no_measure_described",
            ),
            (
                "diversion_for_all_transfers",
                "12",
                {"11.2": "elevated_mitigated"},
                "not_plainly_authorised",
            ),
        ),
        said(
            5,
            {"diversion/answer": "high_unmitigated", "items": [item("1")]},
            ("high_diversion_bars", "1", {"11.2": "high_unmitigated"}, "refuse_only"),
        ),
        said(
            5,
            {
                "diversion/answer": "high_unmitigated",
                "items": [item("1")],
                "standards": {"high_diversion_bars": False},
            },
            ("article 11(2)", "1", {"11.2": "high_unmitigated"}, "not_plainly_authorised"),
        ),
        said(6, {}, ("article 7(1)", "12", {"activity": "export"}, "article_7_applies")),
        said(
            6,
            {"transfer/activity": "transit", "standards": {"article_7_for_all_transfers": True}},
            (
                "article_7_for_all_transfers",
                "12",
                {"activity": "transit"},
                "article_7_applies",
            ),
        ),
        said(
            6,
            {"transfer/activity": "import", "standards": {"article_7_for_all_transfers": True}},
            ("article 7(1)", "12", {"activity": "import"}, "article_7_does_not_apply"),
        ),
    ],
)
def test_scope_article_6_and_diversion(number, changes, expected):
    assert list(entries(changes, number)) == expected
