"""Snapshots for tests, made of the examples of the contract as the wizard and the review would."""

import copy
import json
import pathlib
from typing import Any

from assessments.law import rule
from assessments.reference import editions
from assessments.wizard.case_file import fragments
from assessments.wizard.snapshot import FORMAT, place

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "contract" / "examples"
QUESTIONS = {
    "answer": "Asked in a test: what is the answer?",
    "7_1_b_i": "Asked in a test: could the items be used against humanitarian law?",
    "state": "Asked in a test: what does the State do?",
    "end_user": "Asked in a test: and the end user?",
    "severity": "Asked in a test: are these acts serious?",
    "description": "Asked in a test: describe the risk.",
}
ANSWERED, SUBMITTED, DECIDED = (f"2026-0{n}-01T10:55:00+00:00" for n in (4, 5, 6))
CHOSEN = ("authorise_with_measures", "authorise", "refuse", "prohibited", "outside_treaty")


def names() -> list[str]:
    """The names of all examples."""
    found = EXAMPLES.glob("*.json")
    return sorted(path.stem for path in found if not path.stem.endswith(".expected"))


def example(name: str) -> dict[str, Any]:
    """The case file of an example: "s04" is enough of its name."""
    (stem,) = (each for each in names() if each.startswith(name))
    return json.loads((EXAMPLES / f"{stem}.json").read_text(encoding="utf-8"))


def snapshot(case: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A submitted case that nobody has decided yet."""
    ruling = rule(case)
    edition = editions.edition("2026-1")
    made = {
        "format": FORMAT,
        "reference": "2026-00042",
        "title": case["title"],
        "status": "submitted",
        "language": "en",
        "authority": "Export Control Authority",
        "demonstration": True,
        "case_file": copy.deepcopy(case),
        "standards": {
            "number": 2,
            "choices": case["standards"],
            "confirmed_at": ANSWERED,
            "confirmed_by": "F. Fir",
            "proposed_by": "G. Gorse",
        },
        "edition": {"id": edition.id, "title": edition.title, "digest": edition.digest},
        "answers": [answer(*key, content) for key, _position, content in fragments(case)],
        "ruling": ruling.as_json(),
        "ruled_on": "2026-06-01",
        "asked": sorted(ruling.asked),
        "recommendation": {
            item: {"decision": chosen(permitted), "reasons": f"Recommended of {item}: as assessed."}
            for item, permitted in ruling.permits.items()
        },
        "files": [],
        "people": {"officer": "A. Alder", "submitted_by": "A. Alder"},
        "submitted_at": SUBMITTED,
        "submissions": 1,
        "returns": [],
        "sign_offs": [],
        "timeline": [
            {"at": ANSWERED, "actor": "A. Alder", "verb": "opened", "facts": {}},
            {"at": SUBMITTED, "actor": "A. Alder", "verb": "submitted", "facts": {}},
        ],
    }
    return {**made, **changes}


def decided(case: dict[str, Any], outcomes: dict[str, str] | None = None) -> dict[str, Any]:
    """The same after a second person has decided, item by item."""
    made = snapshot(case, status="decided")
    permits = made["ruling"]["items"]
    outcomes = outcomes or {item: chosen(permitted) for item, permitted in permits.items()}
    made["timeline"].append({"at": DECIDED, "actor": "C. Cedar", "verb": "decided", "facts": {}})
    made["decision"] = {
        "at": DECIDED,
        "on": "2026-06-01",
        "by": "C. Cedar",
        "lines": [
            {
                "item": item,
                "outcome": outcome,
                "permitted": permits[item],
                "reasons": f"Decided of {item}: the assessment holds.",
            }
            for item, outcome in outcomes.items()
        ],
        "conditions": list(conditions(case, outcomes)),
    }
    made["years_kept"] = 10
    made["ledger"] = {"seq": 4711, "hash": "ab" * 32}
    return made


def conditions(case, outcomes):
    """A condition for each measure relied on for an item that is authorised."""
    for risk in case.get("risks", []):
        mitigation = risk.get("mitigation") or {}
        items = [i for i in risk.get("items") or outcomes if outcomes[i].startswith("authorise")]
        for measure in mitigation.get("measures", []) if mitigation.get("relied_on") else ():
            if items:
                yield {
                    "items": items,
                    "rests_on": f"risk:{risk['id']}.mitigation",
                    "is_precedent": False,
                    "owner": "Ministry of Defence of the recipient",
                    "due_on": "2026-12-01",
                    "proof": "The report of the embassy.",
                    "consequence": "The authorisation is suspended.",
                    **measure,
                }


def chosen(permitted) -> str:
    """The first of the permitted decisions, authorisation before refusal."""
    return next(each for each in CHOSEN if each in permitted)


def answer(step: str, row: str, content: dict[str, Any]) -> dict[str, Any]:
    """An answer as a snapshot holds it, with the wording asked."""
    return {
        "step": step,
        "row": row,
        "place": place(step, row),
        "content": content,
        "asked": {"language": "en", "edition": "2026-1", "questions": QUESTIONS},
        "confirmed": True,
        "confirmed_at": ANSWERED,
        "confirmed_by": "A. Alder",
        "version": 1,
        "taken_from": "",
    }
