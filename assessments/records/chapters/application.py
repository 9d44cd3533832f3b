"""Chapters 1 to 4: what this record is about, who and what, the transfer, the standards."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.cases import naming, places, terms, wording
from assessments.cases.bars import KINDS
from assessments.cases.flow.lanes import quantity
from assessments.records.blocks import Answer, Cell, Chapter, Pairs, Reason, Table, rows
from assessments.records.facts import NOTHING, Facts, Node, day, moment
from assessments.records.questions import meta, wording_of


def identity(facts: Facts) -> Chapter:
    """1: identity and version."""
    snap = facts.snapshot
    people = snap.get("people") or NOTHING
    pairs = (
        (_("Reference"), naming.latin(snap.get("reference") or "")),
        (_("Title"), snap.get("title") or facts.case.get("title") or ""),
        (_("Status"), status(facts)),
        (_("Authority"), snap.get("authority") or ""),
        (_("Officer"), people.get("officer") or ""),
        (_("Colleagues"), naming.listed(people.get("colleagues") or ())),
        (_("Submitted"), _submitted(snap, people)),
        (_("Decided"), _decided(facts)),
        (_("Language"), str(terms.LANGUAGES.get(snap.get("language"), ""))),
        (_("Treaty"), _("Arms Trade Treaty, Articles 2 to 4, 6, 7, 11(2) and 12")),
    )
    return Chapter("identity", _("This record"), (_pairs(_("This record"), pairs),))


def status(facts: Facts) -> str:
    """Where the case stands, in a sentence."""
    if facts.decision:
        return _("Decided on %(day)s") % {"day": day(facts.decision.get("on"))}
    return str(terms.STATUSES[facts.snapshot.get("status") or "draft"].label)


def _submitted(snap: Node, people: Node) -> str:
    if not snap.get("submitted_at"):
        return ""
    told = {
        "moment": moment(snap["submitted_at"]),
        "name": naming.isolated(people.get("submitted_by") or ""),
        "number": snap.get("submissions") or 1,
    }
    if told["number"] == 1:
        return _("%(moment)s by %(name)s") % told
    return _("%(moment)s by %(name)s, submission %(number)d") % told


def _decided(facts: Facts) -> str:
    if not facts.decision:
        return ""
    told = {
        "moment": moment(facts.decision.get("at")),
        "name": naming.isolated(facts.decision.get("by") or ""),
    }
    return _("%(moment)s by %(name)s") % told


def _pairs(caption: str, pairs) -> Pairs:
    return Pairs(caption, tuple((name, Cell(words)) for name, words in pairs if words))


def parties_and_items(facts: Facts) -> Chapter:
    """2: parties, and the table of items with why each is classified so."""
    return Chapter(
        "parties",
        _("Parties and items"),
        (_parties(facts), _items(facts), *_classifications(facts)),
    )


def _parties(facts: Facts) -> Table:
    transfer = facts.case.get("transfer") or NOTHING
    end_user = {**(transfer.get("end_user") or NOTHING), "role": _("End user")}
    exporter = facts.content("application").get("exporter")
    applicant = [{"role": _("Exporter or applicant"), "name": exporter}] if exporter else []
    parties = [*applicant, end_user, *(transfer.get("parties") or ())]
    return Table(
        _("Parties"),
        (_("Role"), _("Name"), _("Kind"), _("State")),
        rows(
            (
                capfirst(party.get("role") or ""),
                party.get("name") or "",
                capfirst(party.get("type") or ""),
                facts.state(party.get("country")),
            )
            for party in parties
        ),
        manner="parties",
        is_caption_shown=True,
    )


def _items(facts: Facts) -> Table:
    """Without the columns of control list and value where no item has either."""
    items = facts.items.values()
    is_full = any(one.get("control_list_entry") or _value(one) for one in items)
    first, last = (_("Item"), _("Description"), _("Article")), (_("Quantity"),)
    if is_full:
        last = (_("Control list"), _("Quantity"), _("Value"))
    return Table(
        _("Items"),
        first + last,
        rows(_full_item(one) if is_full else _item(one) for one in items),
        manner="items" if is_full else "listed",
        is_caption_shown=True,
    )


def _full_item(item: Node) -> Iterator[Cell | str]:
    *first, amount = _item(item)
    yield from first
    yield item.get("control_list_entry") or ""
    yield amount
    yield _value(item)


def _item(item: Node) -> Iterator[Cell | str]:
    article = item.get("article") or ""
    yield Cell(naming.latin(item["id"]), is_bold=True)
    yield item.get("description") or ""
    number = naming.latin(places.article(article))
    yield " · ".join(filter(None, (number, str(wording.value("article", article).label))))
    yield quantity(item)


def _value(item: Node) -> str:
    if item.get("value") is None:
        return ""
    told = {"amount": wording.number(item["value"]), "currency": item.get("currency") or ""}
    return (_("%(amount)s %(currency)s") % told).strip()


def _classifications(facts: Facts) -> Iterator[Answer]:
    for name, item in facts.items.items():
        kept = facts.answer("item", name)
        if item.get("reason"):
            yield Answer(
                cite=naming.latin("2(1), 3, 4"),
                title=_("Why %(item)s is classified so") % {"item": facts.item_names[name]},
                standing="treaty",
                asked=wording_of(kept, ("reason",)),
                reasons=(Reason("", item["reason"]),),
                meta=tuple(meta(facts, kept)),
            )


def transfer(facts: Facts) -> Chapter:
    """3: the transfer."""
    told = facts.case.get("transfer") or NOTHING
    more = facts.content("application")
    route = naming.listed(facts.state(code) for code in told.get("route") or ())
    pairs = (
        (_("Activity"), str(wording.value("activity", told.get("activity")).label)),
        (_("Recipient State"), facts.state(told.get("recipient_state"))),
        (_("End user"), (told.get("end_user") or NOTHING).get("name") or ""),
        (_("End use"), told.get("end_use") or ""),
        (_("States on the way"), route),
        (_("Carrier"), more.get("carrier") or ""),
        (_("Vessel or flight"), more.get("vessel") or ""),
        (_("Flag"), facts.state(more.get("flag"))),
        (_("Received"), day(more.get("received_on"))),
        (_("Entered"), " ".join(meta(facts, facts.answer("application")))),
    )
    return Chapter("transfer", _("The transfer"), (_pairs(_("The transfer"), pairs),))


def standards(facts: Facts) -> Chapter:
    """4: the national choices in force, and the edition of the guidance."""
    version = facts.snapshot.get("standards") or NOTHING
    table = _choices(facts, version.get("reasons") or NOTHING)
    pairs = _pairs(
        _("Versions"),
        (
            (_("Standards"), _version(version)),
            (_("Guidance"), _edition(facts)),
            (_("Digest of the guidance"), (facts.snapshot.get("edition") or {}).get("digest")),
        ),
    )
    lede = _(
        "The Treaty binds. The guidance is voluntary. Where this authority asks more than the"
        " Treaty, its own standards say so. The record tells the three apart by the mark beside"
        " each question."
    )
    return Chapter("standards", _("Standards in force"), (table, pairs), lede)


def _choices(facts: Facts, reasons: Node) -> Table:
    """Each choice, with the authority's reason where it gave one."""
    heads = (_("Question left to the State"), _("Choice in force"))
    body = [
        (_standard_question(facts, key), chosen(facts, key), reasons.get(key) or "")
        for key in facts.standards
    ]
    lifted = (facts.snapshot.get("standards") or NOTHING).get("bars_lifted") or ()
    body += [
        (str(kind.question), _("No"), reasons.get(kind.code) or "")
        for kind in KINDS
        if kind.code in lifted
    ]
    if any(reason for *_others, reason in body):
        heads = (*heads, _("Reason"))
    return Table(
        _("National choices in force"),
        heads,
        rows(row[: len(heads)] for row in body),
        manner="standards" if len(heads) > 2 else "",
        is_caption_shown=True,
    )


def _standard_question(facts: Facts, key: str) -> str:
    found = facts.edition.standard(key) if facts.edition else None
    return found.question if found else key


def chosen(facts: Facts, key: str) -> str:
    """The choice in force for one standard, in the words of the edition."""
    value = facts.standards.get(key)
    found = facts.edition.standard(key) if facts.edition else None
    choice = found.choice(value) if found else None
    if choice:
        return choice.label
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value or _("Not set"))


def _version(version: Node) -> str:
    if not version.get("number"):
        return ""
    told = {
        "number": version["number"],
        "moment": moment(version.get("confirmed_at")),
        "name": naming.isolated(version.get("confirmed_by") or ""),
    }
    if told["name"] and told["moment"]:
        return _("Version %(number)s, confirmed by %(name)s, %(moment)s") % told
    return _("Version %(number)s, as shipped") % told


def _edition(facts: Facts) -> str:
    edition = facts.snapshot.get("edition") or NOTHING
    told = {"title": edition.get("title") or "", "id": naming.latin(edition.get("id") or "")}
    return _("%(title)s (%(id)s), voluntary") % told if told["id"] else ""
