"""Everybody of the table of who may do what, with what each is to the case."""

from typing import NamedTuple


class Person(NamedTuple):
    """Roles, unit, and what somebody is to the case; `part` tells what keeps them from acting.

    `let_in` is made before the case is submitted, `stands_in` is for the person of that name.
    """

    roles: str
    unit: str  # "aviation" is the case's
    works: str = ""  # holds: as the officer; helps: as a colleague
    reads: bool = False
    reviews: str = ""  # in which roles the case is theirs to review
    leads: str = ""  # in which roles they say who else reviews it
    audits: bool = False
    part: str = ""  # undeclared, interested, worked
    let_in: str = ""
    stands_in: str = ""


PEOPLE = {
    # officers
    "own": Person("officer", "aviation", works="holds"),
    "colleague": Person("officer", "naval", works="helps", let_in="colleague"),
    "colleague, nothing declared": Person(
        "officer", "naval", works="helps", part="undeclared", let_in="colleague"
    ),
    "colleague with an interest": Person(
        "officer", "naval", works="helps", part="interested", let_in="colleague"
    ),
    "officer who reads": Person("officer", "naval", reads=True, let_in="reader"),
    "officer who read": Person("officer", "naval", let_in="reader, ended"),
    "officer of the unit": Person("officer", "aviation"),
    "officer of another unit": Person("officer", "naval"),
    "officer of no unit": Person("officer", ""),
    "officer before": Person("officer", "aviation", part="worked", let_in="handed over"),
    "stands in for own": Person("officer", "naval", works="holds", stands_in="own"),
    "stands in, nothing declared": Person(
        "officer", "naval", works="holds", part="undeclared", stands_in="own"
    ),
    "stands in with an interest": Person(
        "officer", "naval", works="holds", part="interested", stands_in="own"
    ),
    "stood in for own": Person("officer", "naval", stands_in="own, past"),
    "will stand in for own": Person("officer", "naval", stands_in="own, future"),
    # supervisors
    "supervisor": Person("supervisor", "aviation", reviews="supervisor", leads="supervisor"),
    "supervisor of another unit": Person("supervisor", "naval"),
    "supervisor of no unit": Person("supervisor", "", reviews="supervisor", leads="supervisor"),
    "supervisor assigned": Person("supervisor", "naval", reviews="supervisor", let_in="supervisor"),
    "supervisor no longer assigned": Person("supervisor", "naval", let_in="supervisor, ended"),
    "supervisor who reads": Person("supervisor", "naval", reads=True, let_in="reader"),
    "supervisor who worked on it": Person(
        "officer supervisor",
        "aviation",
        reviews="supervisor",
        leads="supervisor",
        part="worked",
        let_in="colleague, ended",
    ),
    "supervisor with an interest": Person(
        "supervisor", "aviation", reviews="supervisor", leads="supervisor", part="interested"
    ),
    "stands in for the supervisor": Person(
        "officer", "naval", reviews="supervisor", leads="supervisor", stands_in="supervisor"
    ),
    "stands in for the assigned": Person(
        "officer", "naval", reviews="supervisor", stands_in="supervisor assigned"
    ),
    "stood in for the supervisor": Person("officer", "naval", stands_in="supervisor, past"),
    "is to stand in for the supervisor": Person(
        "officer", "naval", stands_in="supervisor, unconfirmed"
    ),
    "worked, stands in for the supervisor": Person(
        "officer",
        "naval",
        reviews="supervisor",
        leads="supervisor",
        part="worked",
        let_in="colleague, ended",
        stands_in="supervisor",
    ),
    # legal advisers
    "legal adviser": Person("legal", "aviation", reviews="legal"),
    "legal adviser of another unit": Person("legal", "naval"),
    "legal adviser of no unit": Person("legal", "", reviews="legal"),
    "legal adviser assigned": Person("legal", "naval", reviews="legal", let_in="legal"),
    "legal adviser no longer assigned": Person("legal", "naval", let_in="legal, ended"),
    "legal adviser with an interest": Person(
        "legal", "aviation", reviews="legal", part="interested"
    ),
    "stands in for the legal adviser": Person(
        "supervisor", "naval", reviews="legal", stands_in="legal adviser"
    ),
    "stood in for the legal adviser": Person("officer", "naval", stands_in="legal adviser, past"),
    # heads
    "head": Person("head", "", reviews="head", leads="head"),
    "head of the unit": Person("head", "aviation", reviews="head", leads="head"),
    "head of another unit": Person("head", "naval"),
    "head assigned": Person("head", "naval", reviews="head", let_in="head"),
    "head with an interest": Person("head", "", reviews="head", leads="head", part="interested"),
    "stands in for the head": Person(
        "officer", "naval", reviews="head", leads="head", stands_in="head"
    ),
    # auditors
    "auditor": Person("auditor", "aviation", audits=True),
    "auditor of another unit": Person("auditor", "naval"),
    "auditor of no unit": Person("auditor", "", audits=True),
    "auditor who reads": Person("auditor", "naval", reads=True, let_in="reader"),
    # editors
    "editor": Person("editor", "aviation"),
    "editor of no unit": Person("editor", ""),
    # administrators
    "administrator": Person("administrator", "aviation"),
    "administrator of no unit": Person("administrator", ""),
    "administrator let in": Person("administrator", "naval", let_in="reader"),
    "administrator assigned": Person("administrator", "naval", let_in="supervisor"),
    "auditor who administers": Person("auditor administrator", "aviation", audits=True),
    # several roles in one person, as in a small authority
    "everything": Person(
        "officer supervisor legal head administrator",
        "aviation",
        reviews="supervisor legal head",
        leads="supervisor head",
    ),
}
