"""The working copy in Word: all that the record tells, marked as what it is not."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from assessments.records.word import record_docx
from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit

from . import hostile, snapshots
from .reading import squeezed


def words_of(body):
    document = Document(BytesIO(body))
    told = [paragraph.text for paragraph in document.paragraphs]
    cells = document.element.body.iter(qn("w:t"))
    return squeezed(" ".join([*told, *(cell.text or "" for cell in cells)]))


@pytest.mark.parametrize("name", ["s04", "s17", "s26"])
def test_the_working_copy_has_every_reason_of_the_record_and_says_what_it_is(name):
    body = record_docx(snapshots.decided(snapshots.example(name)))

    words = words_of(body)
    reasons = [one for one in reasons_in(snapshots.example(name)) if squeezed(one) not in words]
    head = Document(BytesIO(body)).sections[0].header.paragraphs[0].text

    assert reasons == []
    assert "Working copy, not the record" in head


def reasons_in(node):
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "reason" and value:
                yield value
            yield from reasons_in(value)
    elif isinstance(node, list):
        for one in node:
            yield from reasons_in(one)


def test_hostile_texts_and_arabic_do_no_harm():
    assert Document(BytesIO(record_docx(hostile.snapshot())))
    arabic = Document(BytesIO(record_docx(hostile.arabic())))
    assert arabic.element.body.find(".//" + qn("w:p")) is not None


def test_who_sees_the_decided_case_takes_a_working_copy(mina, sofia, omar, as_person):
    case = make_case("s17", mina)
    submission = submit(case, {"1": "refuse"}, by=mina)
    decide_case(submission, lines={"1": Line("refuse", "Too near.")}, by=sofia)
    address = reverse("records:word", args=[case.reference])

    page = as_person(sofia).get(address)

    assert "WORKING-COPY.docx" in page["Content-Disposition"]
    assert "Toonear." in words_of(page.content)
    assert as_person(omar).get(address).status_code == 404
