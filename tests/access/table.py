"""The table of who may do what with a case, written by hand and read by nothing but the tests.

People first: what each is to the case, whatever the state it is in. Then what that opens, by state.
Then every address with what it answers to those for whom it opens; everybody else is told 404.
"""

from typing import NamedTuple

from tests.access.cast import PEOPLE, Person

STATES = ("draft", "submitted", "returned", "decided", "closed", "withdrawn")
EDITABLE = ("draft", "returned")
SEEN_BY_REVIEWERS = ("submitted", "returned", "decided", "closed")
DECIDED = ("decided", "closed")


def sees(who: Person, state: str) -> bool:
    return bool(
        who.works
        or who.reads
        or (who.reviews and state in SEEN_BY_REVIEWERS)
        or (who.audits and state in DECIDED)
    )


# What an address is for, and what it answers there: `opens(who, state)` gives a key of `answers`.


def seeing(who, state):
    return "open" if sees(who, state) else ""


def seeing_decided(who, state):
    return state if state in DECIDED and sees(who, state) else ""


def editing(who, state):
    """Officers and colleagues, after their declaration, while it is a draft or returned."""
    return (who.part or "open") if who.works and state in EDITABLE else ""


def holding(who, state):
    """The officer and who stands in, also with an interest: they give the case away."""
    return "open" if who.works == "holds" and state in EDITABLE else ""


def splitting(who, state):
    return (who.part or "open") if who.works == "holds" and state in EDITABLE else ""


def withdrawing(who, state):
    if who.works != "holds":
        return ""
    if who.part == "interested":
        return "interested"
    return "open" if state in ("draft", "submitted", "returned") else ""


def sharing(who, state):
    """With whom the officer shares a case for reading is theirs to say at any time."""
    if who.works != "holds":
        return ""
    return "interested" if who.part == "interested" else "open"


def taking_back(who, state):
    """Colleagues come and go while the case is in its officers' hands."""
    opened = sharing(who, state)
    return "moved on" if opened == "open" and state not in EDITABLE else opened


def submitting(who, state):
    if not who.works:
        return ""
    return "moved on" if state not in EDITABLE else who.part or "open"


def reviewing(*roles):
    def opens(who, state):
        if not set(roles) & set(who.reviews.split()) or state not in SEEN_BY_REVIEWERS:
            return ""
        if who.part == "worked":
            return ""
        if who.part == "interested":
            return "interested"
        return "open" if state == "submitted" else "moved on"

    return opens


def copying(who, state):
    """The DRAFT copy: whoever works on it, and its supervisors."""
    supervises = "supervisor" in who.reviews and state in SEEN_BY_REVIEWERS
    return "open" if (who.works or supervises) and state not in DECIDED else ""


def issuing(who, state):
    supervises = "supervisor" in who.reviews
    return "open" if (who.works or supervises) and state in DECIDED else ""


def correcting(who, state):
    supervises = "supervisor" in who.reviews and who.part != "worked"
    return "open" if supervises and state in DECIDED else ""


def starting_from(who, state):
    """A copy of one's own, of any case that an officer may see."""
    return "open" if "officer" in who.roles.split() and sees(who, state) else ""


def leading(*roles):
    """Whoever answers for the unit says who reviews; also to leave it to somebody else."""

    def opens(who, state):
        is_one = set(roles) & set(who.leads.split()) and who.part != "worked"
        return "open" if is_one and state in ("submitted", "returned") else ""

    return opens


def moving(who, state):
    opened = leading("supervisor")(who, state)
    return "interested" if opened and who.part == "interested" else opened


def declaring(who, state):
    if who.works and state in EDITABLE:
        return "interested" if who.part == "interested" else "open"
    if who.works or who.part == "worked" or not who.reviews or state != "submitted":
        return ""
    return "interested" if who.part == "interested" else "open"


def noting(who, state):
    """All who see it write notes, until it has ended."""
    if not sees(who, state):
        return ""
    return "open" if state in ("draft", "submitted", "returned") else "moved on"


def answering(who, state):
    """What the reviewer wants mended; a draft has nothing to answer, for whoever may edit it."""
    opened = editing(who, state)
    return "" if opened == "open" and state == "draft" else opened


def looking(who, state):
    """At what is new for a case: those who work on it; once it is handed over, its supervisors."""
    if state in EDITABLE:
        return editing(who, state)
    supervises = "supervisor" in who.reviews.split() and state in SEEN_BY_REVIEWERS
    if state == "withdrawn" or not (who.works or supervises):
        return ""
    return "interested" if who.part == "interested" else "open"


def following(who, state):
    """Requests are followed up by whoever works on the case, until it has ended."""
    if not who.works or state not in (*EDITABLE, "submitted"):
        return ""
    if who.part == "undeclared" and state == "submitted":
        return ""
    return who.part or "open"


def holding_back(who, state):
    """For a court: legal advisers, the head and auditors who see it, in their own name."""
    is_one = {"legal", "head", "auditor"} & set(who.roles.split())
    return "open" if is_one and sees(who, state) else ""


def clearing(who, state):
    """Interests of others, for supervisors of the unit who have no part in the case."""
    return "open" if "supervisor" in who.leads.split() and not who.part else ""


def looking_again(who, state):
    """A waived sign-off in a case of the unit on which none of them worked."""
    may = who.audits or set(who.leads.split()) & {"supervisor", "head"}
    return "open" if may else ""


def for_roles(*roles):
    def opens(who, state):
        return "open" if set(roles) & roles_today(who) else ""

    return opens


def in_own_role(*roles):
    def opens(who, state):
        return "open" if set(roles) & set(who.roles.split()) else ""

    return opens


STANDS_IN_AS = {
    "own": "officer",
    "supervisor": "supervisor",
    "supervisor assigned": "supervisor",
    "legal adviser": "legal",
    "head": "head",
    "auditor": "auditor",
}


def roles_today(who: Person) -> set[str]:
    return {*who.roles.split(), STANDS_IN_AS.get(who.stands_in, "")}


def everybody(who, state):
    return "open"


def themselves_or(*roles):
    """The person whom it is about, and those who are this today."""

    def opens(who, state):
        return "open" if who is PEOPLE["own"] else in_own_role(*roles)(who, state)

    return opens


def with_an_app(who, state):
    return "with" if who is PEOPLE["own"] else "without"


class Address(NamedTuple):
    """For whom it opens, and the status it answers by, for GET and for POST of an empty form.

    None: no such method (405). A number: to everybody for whom it opens.
    """

    opens: object
    get: object
    post: object = None
    args: tuple = ("reference",)
    post_opens: object = None


ASKS, NO = 302, 403  # leads to the declaration; has an interest
EDIT_GET = {"open": 200, "undeclared": ASKS, "interested": NO}
EDIT_POST = {"open": 200, "undeclared": ASKS, "interested": NO}
TWO_TEXTS = {"open": 409, "undeclared": 409, "interested": NO}  # an empty form on what is answered
LEADS_ON = {"open": 302, "undeclared": ASKS, "interested": NO}
BAD = {"open": 400, "undeclared": 400, "interested": NO}
REVIEW = {"open": 200, "interested": NO, "moved on": 409}
NO_MATCH = {**EDIT_GET, "open": 404}
CASE = {
    "screening:screening": Address(seeing, 200),
    "screening:match": Address(  # none of the case is like anybody listed
        following,
        NO_MATCH,
        NO_MATCH,
        ("reference", "0" * 32, "1"),
    ),
    "wizard:case": Address(seeing, 200),
    "wizard:answers": Address(seeing, 200),
    "wizard:export": Address(seeing, 200),
    "wizard:download_case_file": Address(seeing, 200),
    "wizard:copy": Address(starting_from, 200, 302),
    "wizard:split": Address(splitting, EDIT_GET, EDIT_POST),
    "wizard:take_over": Address(editing, EDIT_GET, EDIT_POST),
    "wizard:profiles": Address(seeing, 200),
    "wizard:adopt": Address(
        editing, EDIT_GET, {**EDIT_POST, "open": 409}, ("reference", "newest version")
    ),
    "wizard:look_at_profile": Address(
        looking, EDIT_GET, EDIT_POST, ("reference", "newest version")
    ),
    "wizard:set_aside": Address(editing, EDIT_GET, EDIT_POST, ("reference", "adoption")),
    "wizard:assess": Address(editing, LEADS_ON, BAD),
    "wizard:step": Address(editing, EDIT_GET, BAD, ("reference", "6-1")),
    "wizard:recommend": Address(editing, EDIT_GET, TWO_TEXTS),
    "wizard:submit": Address(
        submitting, None, {"open": 302, "undeclared": ASKS, "interested": NO, "moved on": 409}
    ),
    "wizard:again": Address(editing, EDIT_GET, {"open": 404, "undeclared": ASKS, "interested": NO}),
    "wizard:rows": Address(editing, EDIT_GET, TWO_TEXTS, ("reference", "form")),
    "wizard:rows_of": Address(editing, EDIT_GET, TWO_TEXTS, ("reference", "overriding", "7.1.b.i")),
    "wizard:row": Address(editing, EDIT_GET, TWO_TEXTS, ("reference", "item", "1")),
    "wizard:also_six": Address(
        editing, None, {"open": 400, "undeclared": ASKS, "interested": NO}, ("reference", "r1")
    ),
    "wizard:sources": Address(
        editing, EDIT_GET, {"open": 404, "undeclared": ASKS, "interested": NO}
    ),
    "wizard:register_source": Address(
        editing,
        EDIT_GET,
        {"open": 200, "undeclared": ASKS, "interested": NO},
        ("reference", "s1"),
    ),
    "wizard:newest_revision": Address(
        editing, None, {"open": 400, "undeclared": ASKS, "interested": NO}, ("reference", "s2")
    ),
    "cases:declare": Address(
        declaring, {"open": 200, "interested": NO}, {"open": 200, "interested": NO}
    ),
    "cases:withdraw": Address(
        withdrawing, {"open": 200, "interested": NO}, {"open": 200, "interested": NO}
    ),
    "cases:hand_over": Address(holding, 200, 200),
    "cases:colleagues": Address(seeing, 200, {"open": 200, "interested": NO}, post_opens=sharing),
    "cases:remove_colleague": Address(
        taking_back,
        None,
        {"open": 302, "interested": NO, "moved on": 409},
        ("reference", "colleague"),
    ),
    "cases:remove_reader": Address(
        sharing, None, {"open": 302, "interested": NO}, ("reference", "reader")
    ),
    "cases:assign": Address(leading("supervisor", "head"), 200, 200),
    "cases:unassign": Address(
        leading("supervisor", "head"), None, 302, ("reference", "assignment")
    ),
    "cases:move": Address(moving, {"open": 200, "interested": NO}, {"open": 200, "interested": NO}),
    "cases:files": Address(editing, EDIT_GET, EDIT_POST),
    "cases:file": Address(seeing, 200, args=("reference", "file")),
    "cases:remove_file": Address(editing, None, LEADS_ON, ("reference", "file")),
    "cases:clear_interest": Address(clearing, 200, 200, ("declaration",)),
    "precedents:of_case": Address(seeing, 200),
    "records:record": Address(seeing_decided, {"decided": 409, "closed": 200}),
    "records:draft": Address(copying, 200),
    "records:editions": Address(seeing_decided, {"decided": 200, "closed": 200}),
    "records:edition": Address(seeing_decided, 404, args=("reference", "code")),
    "records:make_edition": Address(seeing_decided, None, 404, ("reference", "no edition")),
    "records:word": Address(seeing_decided, {"decided": 200, "closed": 200}),
    "records:correct": Address(correcting, 200, 200),
    "records:issue": Address(issuing, None, 302),
    "review:review": Address(
        reviewing("supervisor", "legal", "head"), REVIEW, REVIEW, post_opens=reviewing("supervisor")
    ),
    "review:return": Address(reviewing("supervisor"), REVIEW, REVIEW),
    "review:decide": Address(reviewing("supervisor"), REVIEW, REVIEW),
    "review:sign_off": Address(reviewing("legal"), REVIEW, REVIEW, ("reference", "legal")),
    "review:waiver": Address(looking_again, 200, 200, ("waiver",)),
    "cases:notes": Address(seeing, 200, {"open": 200, "moved on": 409}, post_opens=noting),
    "review:comments": Address(answering, EDIT_GET, EDIT_POST),
    "lists:case": Address(seeing, 200, EDIT_POST, post_opens=looking),
    "incidents:of_case": Address(seeing, 200, EDIT_POST, post_opens=editing),
    "incidents:leave_out": Address(editing, EDIT_GET, EDIT_POST, ("reference", "incident")),
    "requests:requests": Address(seeing, 200),
    "requests:new": Address(editing, EDIT_GET, EDIT_POST),
    "requests:request": Address(seeing, 200, args=("reference", 1)),
    "requests:edit": Address(editing, EDIT_GET, EDIT_POST, ("reference", 1)),
    "requests:letter": Address(seeing, 200, args=("reference", 2)),
    "requests:text": Address(seeing, 200, args=("reference", 2)),
    "requests:act": Address(following, EDIT_GET, EDIT_POST, ("reference", 2, "answered")),
    "retention:holds": Address(holding_back, 200, 200),
    "retention:lift": Address(holding_back, 200, 200, ("reference", "hold")),
}
ALL = everybody
ADMINISTRATOR = in_own_role("administrator")
AUDITOR = in_own_role("auditor")
EDITOR = in_own_role("editor")
PERSON = ("own",)
READS_REGISTERS = for_roles("officer", "supervisor", "legal", "head", "auditor", "editor")
WRITES_SOURCES = for_roles("officer", "editor")
# Nobody destroys a case in the name of somebody else.
PROPOSES = in_own_role("administrator", "head")
CONFIRMS = in_own_role("head", "auditor")
ELSEWHERE = {
    "cases:home": Address(ALL, 302, args=()),
    "cases:mine": Address(for_roles("officer"), 200, args=()),
    "cases:to_review": Address(for_roles("supervisor", "legal", "head"), 200, args=()),
    "cases:decided": Address(
        for_roles("officer", "auditor", "supervisor", "legal", "head"), 200, args=()
    ),
    "precedents:search": Address(
        for_roles("officer", "auditor", "supervisor", "legal", "head"), 200, args=()
    ),
    "cases:open": Address(in_own_role("officer"), 200, 200, ()),
    "requests:out": Address(for_roles("officer", "supervisor", "legal", "head"), 200, args=()),
    "cases:interests": Address(for_roles("supervisor"), 200, args=()),
    "review:waivers": Address(for_roles("supervisor", "head", "auditor"), 200, args=()),
    "wizard:practise": Address(in_own_role("officer"), None, 302, ("example",)),
    "wizard:import": Address(in_own_role("officer"), 200, 200, ()),
    "incidents:register": Address(ALL, 200, args=()),
    "incidents:pattern": Address(ALL, 200, args=()),
    "incidents:incident": Address(
        ALL, 200, 200, ("incident",), post_opens=for_roles("officer", "legal", "editor")
    ),
    "incidents:add": Address(for_roles("editor"), 200, 200, ()),
    "incidents:correct": Address(for_roles("editor"), 200, 200, ("incident",)),
    "records:verify": Address(ALL, 200, 200, args=()),
    "records:verified": Address(ALL, 404, args=("code",)),
    "reference:sources": Address(ALL, 200, args=()),
    "evidence:sources": Address(READS_REGISTERS, 200, args=()),
    "evidence:source": Address(READS_REGISTERS, 200, args=("source",)),
    "evidence:revision": Address(READS_REGISTERS, 200, args=("source", 1)),
    "evidence:file": Address(READS_REGISTERS, 404, args=("source", 1, "no-such-file")),
    "evidence:add": Address(WRITES_SOURCES, 200, 200, ()),
    "evidence:revise": Address(WRITES_SOURCES, 200, 200, ("source",)),
    "evidence:confirm": Address(WRITES_SOURCES, 200, 200, ("source",)),
    "reference:guidance": Address(ALL, 200, args=()),
    "reference:security": Address(ALL, 200, args=()),
    "reference:protection": Address(ALL, 200, args=()),
    "reference:conformance": Address(ALL, 200, args=()),
    "standards:standards": Address(ALL, 200, args=()),
    "standards:propose": Address(ADMINISTRATOR, 200, 200, ()),
    "standards:confirm": Address(ADMINISTRATOR, None, 409, ("standards",)),
    "standards:withdraw": Address(ADMINISTRATOR, None, 409, ("standards",)),
    "retention:due": Address(for_roles("legal", "head", "auditor", "administrator"), 200, args=()),
    "retention:propose": Address(PROPOSES, 200, 200, ("due case",)),
    "retention:confirm": Address(CONFIRMS, 200, 302, ("proposal",)),
    "retention:withdraw": Address(
        in_own_role("administrator", "head", "auditor"), None, 302, ("proposal",)
    ),
    "auditing:trail": Address(AUDITOR, 200, args=()),
    "auditing:entry": Address(AUDITOR, 200, args=("entry",)),
    "auditing:flags": Address(AUDITOR, 200, args=()),
    "auditing:records": Address(AUDITOR, 200, args=()),
    "auditing:archive": Address(AUDITOR, 400, args=()),
    "auditing:verification": Address(AUDITOR, 200, 302, ()),
    "people:people": Address(in_own_role("administrator", "auditor"), 200, args=()),
    "people:add": Address(ADMINISTRATOR, 200, 200, ()),
    "people:person": Address(themselves_or("administrator", "auditor"), 200, args=PERSON),
    "people:roles": Address(ADMINISTRATOR, 200, 200, PERSON),
    "people:move": Address(ADMINISTRATOR, 200, 200, PERSON),
    "people:password": Address(ADMINISTRATOR, 200, 200, PERSON),
    "people:deactivate": Address(ADMINISTRATOR, 200, 200, PERSON),
    "people:substitute": Address(themselves_or("administrator"), 200, 200, PERSON),
    "people:end": Address(themselves_or("administrator"), None, 302, ("substitution",)),
    "people:confirm": Address(ADMINISTRATOR, None, 302, ("grant",)),
    "people:withdraw": Address(ADMINISTRATOR, None, 302, ("grant",)),
    "people:review": Address(ADMINISTRATOR, 200, 200, ("waived grant",)),
    "people:units": Address(ADMINISTRATOR, 200, 200, ()),
    "people:rename": Address(ADMINISTRATOR, 200, 200, ("unit",)),
    "people:close": Address(ADMINISTRATOR, None, 302, ("empty unit",)),
    # Of one's own sign-in; "own" has an authenticator app, the others have nothing.
    "account": Address(ALL, 200, args=()),
    "password": Address(ALL, 200, 200, ()),
    "end-sessions": Address(ALL, None, 302, ()),
    "again": Address(ALL, 200, 403, ()),
    "stay": Address(ALL, None, 302, ()),
    "session-left": Address(ALL, 200, args=()),
    "carry-on": Address(ALL, 302, 302, ()),
    "second-factor": Address(ALL, 200, args=()),
    "add-app": Address(with_an_app, *2 * [{"with": 302, "without": 200}], ()),
    "app-picture": Address(ALL, 200, args=()),
    "add-passkey": Address(ALL, 200, 200, ()),
    "remove-factor": Address(themselves_or(), 200, 302, ("factor",)),
    "recovery-codes": Address(themselves_or(), None, 200, ()),
}
# Open without a person: what they answer to nobody, by GET and by an empty POST.
PROVIDER = ("some-provider",)
FOR_STRANGERS = {
    "sign-in": Address(ALL, 200, 200, ()),
    "account_login": Address(ALL, 200, 200, ()),
    "sign-in-passkey": Address(ALL, None, 200, ()),
    "mfa_authenticate": Address(ALL, 302, 302, ()),
    "openid_connect_login": Address(ALL, None, 404, PROVIDER),
    "openid_connect_callback": Address(ALL, 404, None, PROVIDER),
    "sign-out": Address(ALL, None, 302, ()),
    "set_language": Address(ALL, 302, 302, ()),
}


def expected(address: Address, method: str, who: Person, state: str) -> int:
    """The status that the address answers by."""
    answers = address.get if method == "get" else address.post
    if answers is None:
        return 405
    opens = (method == "post" and address.post_opens) or address.opens
    opened = opens(who, state)
    if not opened:
        return 404
    return answers if isinstance(answers, int) else answers[opened]
