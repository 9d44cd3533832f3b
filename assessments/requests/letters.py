"""The words of a request and of a reminder, as they leave the authority by other ways than this."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.cases import places, wording
from assessments.models import Act, Case, InformationRequest
from assessments.models.text import showable
from assessments.reference.editions import countries

from . import templates


def letter(request: InformationRequest, on: date) -> str:
    """The request as plain text: what is asked, of whom, by when. Numbers run through it."""
    head = (*head_of(request, on), "", request.introduction, "")
    answer = _(
        "Please answer by %(day)s, and name the number of the question. If something cannot be"
        " answered, please say which question it is and why."
    ) % {"day": date_format(request.due_on)}
    return "\n".join((*head, *asked(request), answer))


def introduction(case: Case, addressee: str) -> str:
    """How a request begins, for the officer to change: why it is asked, and of which transfer."""
    return f"{templates.opening(addressee)}\n\n" + "\n".join(transfer(case))


def transfer(case: Case) -> Iterator[str]:
    """The transfer in a few lines, as far as the application is filled in."""
    told = (
        (_("Activity: %(words)s"), str(wording.value("activity", case.activity).label)),
        (_("Recipient: %(words)s"), countries().get(case.recipient_state, "")),
        (_("End user: %(words)s"), case.end_user),
    )
    yield from (line % {"words": words} for line, words in told if words)
    items = case.answers.filter(step="item", content__isnull=False).order_by("position", "pk")
    for item in items.values_list("content", flat=True):
        amount = f"{wording.number(item.get('quantity'))} {item.get('unit') or ''}".strip()
        words = {"name": item.get("description") or item["id"], "amount": amount}
        yield showable(_("Item: %(name)s, %(amount)s") % words)


def reminder(request: InformationRequest, on: date) -> str:
    """The reminder as plain text, with the questions once more. `request` is told of its acts."""
    words = _(
        "On %(sent)s we asked for the information below and have no answer yet; it is due on"
        " %(due)s. Please answer, or say what stands in the way."
    ) % {"sent": date_format(request.sent_on), "due": date_format(request.due_on)}
    return "\n".join((*head_of(request, on), _("Reminder"), "", words, "", *asked(request))).strip()


def text_of(request: InformationRequest, on: date) -> str:
    """What was sent, word by word; of a draft what would be sent on the day."""
    sent = request.acts.filter(kind=Act.SENT).values_list("text", flat=True).first()
    return sent or letter(request, on)


def head_of(request: InformationRequest, on: date) -> Iterator[str]:
    """Who asks whom, in which matter."""
    yield settings.AUTHORITY_NAME
    yield _("Request for information %(reference)s") % {"reference": reference(request)}
    yield _("Classification: %(words)s") % {"words": request.get_classification_display()}
    yield _("To: %(name)s") % {"name": request.name}
    yield date_format(on)


def reference(request: InformationRequest) -> str:
    """How the request is named in letters: the case and its number in it."""
    return f"{request.case.reference} / {request.number}"


def asked(request: InformationRequest) -> Iterator[str]:
    """The questions under what each is about, numbered through."""
    number = 0
    for one in request.questions:
        article = places.article(one["place"])
        title = places.title(one["place"])
        yield (
            _("%(title)s (Article %(article)s)") % {"title": title, "article": article}
            if (article)
            else title
        )
        for words in filter(str.strip, one["words"].splitlines()):
            number += 1
            yield f"{number}. {words.strip()}"
        yield ""
