"""A snapshot to the document that the PDF is made of."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Edition

from .chapters import chapters
from .facts import Facts, at, day
from .summary import ledger_phrase, summary

LANGUAGE_TAGS = {"zh-hans": "zh-Hans"}
# Words that end in white space may be broken after the first of them by the layout engine.
TRAILING = re.compile(r"(?<=[^>\s])\s+(?=</)")
SHOWN_OF_DIGEST = 24  # characters at the foot of a page; the whole of it is on the first


def record_html(
    snapshot: Mapping[str, Any], *, draft: bool = False, unlettered: frozenset[str] = frozenset()
) -> str:
    """The document, in the language of the snapshot; *unlettered* characters by their number."""
    language = snapshot.get("language") or "en"
    with translation.override(language):
        facts = Facts.of(snapshot, draft=draft, unlettered=unlettered)
        context = {
            "facts": facts,
            "draft": draft,
            "summary": None if facts.is_short else summary(facts),
            "title": title(facts),
            "ledger": ledger_phrase(facts),
            "chapters": tuple(enumerate(chapters(facts), start=1)),
            "language": LANGUAGE_TAGS.get(language, language),
            "square": square(facts),
            "made": made_at(snapshot).isoformat().replace("+00:00", "Z"),
            **_running(facts),
        }
        return TRAILING.sub("", render_to_string("records/record.html", context))


TITLES = {
    Edition.FULL: gettext_lazy("Decision record"),
    Edition.AUDITOR: gettext_lazy("Decision record, auditor edition"),
    Edition.EXPORTER: gettext_lazy("Notice of decision"),
    Edition.PUBLIC: gettext_lazy("Public notice of decision"),
}


def title(facts: Facts) -> str:
    """What the document is called."""
    return _("Draft of a decision record") if facts.is_draft else str(TITLES[facts.edition_for])


def square(facts: Facts) -> str:
    """The QR code that leads to the page of verification, as SVG; "" on a draft."""
    if not facts.code:
        return ""
    site = facts.snapshot.get("site") or ""
    content = f"{site}/verify/{facts.code}/" if site else f"attwizard:{facts.code}"
    title = _("QR code: %(content)s") % {"content": content}
    drawn = segno.make(content, error="m", micro=False)
    return mark_safe(drawn.svg_inline(border=0, dark="#1d1b18", title=title, omitsize=True))


def _running(facts: Facts) -> dict[str, str]:
    """What stands at the head and foot of every page."""
    shown = facts.digest[:SHOWN_OF_DIGEST]
    before, between, after = _page_of_pages()
    return {
        "status_words": _status(facts),
        "digest_words": " ".join(shown[start : start + 4] for start in range(0, len(shown), 4)),
        "page_before": before,
        "page_between": between,
        "page_after": after,
    }


def _page_of_pages() -> list[str]:
    """The words round the two numbers, which only the layout knows."""
    return _("Page %(page)s of %(pages)s").replace("%(pages)s", "%(page)s").split("%(page)s")


def _status(facts: Facts) -> str:
    if facts.is_draft:
        return _("Draft copy, no decision")
    if facts.decision:
        return _("Decided on %(day)s") % {"day": day(facts.decision.get("on"))}
    return _("Not decided")


def made_at(snapshot: Mapping[str, Any]) -> datetime:
    """The moment the document bears: that of the last thing it tells, never the clock's."""
    moments = [(snapshot.get("decision") or {}).get("at"), snapshot.get("submitted_at")]
    moments += [answer.get("confirmed_at") for answer in snapshot.get("answers") or ()]
    moments += [event.get("at") for event in snapshot.get("timeline") or ()]
    found = [moment for written in moments if written and (moment := at(written))]
    return max(found, default=datetime(2000, 1, 1, tzinfo=UTC)).replace(microsecond=0)
