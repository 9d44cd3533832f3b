"""What made cases are about: plausible words in six scripts (fixtures/bench/texts.json)."""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any, NamedTuple

from attwizard.steps import ROOT

FILE = ROOT / "fixtures" / "bench" / "texts.json"


class Text(NamedTuple):
    """What a case says, in one script."""

    script: str
    title: str
    end_user: str
    end_use: str
    items: tuple[str, str]


@cache
def banks() -> dict[str, dict[str, Any]]:
    """The words of each script; `search` are words to look for."""
    return dict(json.loads(FILE.read_text()))


def text(chance: Random) -> Text:
    """Every second one in Latin letters, the others in each of the other scripts alike."""
    latin, *others = banks()
    script = latin if chance.random() < 0.5 else chance.choice(others)
    bank = banks()[script]
    user = chance.choice(bank["users"])
    kind, goods, more = chance.choice(bank["kinds"]), *chance.sample(bank["goods"], 2)
    return Text(
        script=script,
        title=bank["title"].format(kind=kind, goods=goods, user=user),
        end_user=bank["user"].format(user=user, place=chance.choice(bank["places"])),
        end_use=chance.choice(bank["uses"]),
        items=(f"{kind} {goods}", more),
    )
