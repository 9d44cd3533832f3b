"""Several people save at once: one is saved, the others keep their text and are told."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client

from assessments.guidance.considering import Beside
from assessments.models import Answer, Case, Entry
from assessments.wizard.answers import StaleAnswer, hold, keep_draft, save_answer
from assessments.wizard.parts import Posted, make_part, save
from assessments.wizard.route import Route
from assessments.wizard.steps import BY_NAME
from tests.builders import make_case
from tests.wizard.pages import fields_of, step

EIGHT = 8


@pytest.mark.django_db(transaction=True)
def test_of_eight_saves_of_one_version_one_is_saved_and_seven_see_both_texts(mina):
    case = make_case("s04", mina)
    address = step(case, "6-1")
    browsers = [Client() for _ in range(EIGHT)]
    for browser in browsers:
        browser.force_login(mina)
    page = fields_of(browsers[0].get(address))

    def save(number):
        try:
            posted = {**page, "6-1-reason": f"Text {number}"}
            return browsers[number].post(address, posted).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(EIGHT) as pool:
        answers = sorted(pool.map(save, range(EIGHT)))

    assert answers == [302] + [409] * (EIGHT - 1)
    assert Answer.objects.get(case=case, step="6-1").version == 2
    assert Entry.objects.filter(case_id=case.pk, action="answered").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_first_saves_of_a_step_one_makes_the_row(mina):
    case = make_case("s04", mina)
    Answer.objects.filter(case=case, step="6-2").delete()
    browsers = [Client() for _ in range(EIGHT)]
    for browser in browsers:
        browser.force_login(mina)
    page = fields_of(browsers[0].get(step(case, "6-2")))

    def save(number):
        try:
            posted = {**page, "6-2-answer": "clear", "6-2-reason": f"Text {number}"}
            return browsers[number].post(step(case, "6-2"), posted).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(EIGHT) as pool:
        answers = sorted(pool.map(save, range(EIGHT)))

    assert answers == [302] + [409] * (EIGHT - 1)
    assert Answer.objects.filter(case=case, step="6-2").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_draft_waits_for_a_save_of_the_case_instead_of_in_a_ring_with_it(mina):
    case = make_case("s04", mina)

    def type_on():
        try:
            keep_draft(case, ("6-1", ""), draft={"reason": ["x"]}, seen_version=1, by=mina)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        hold(case)
        typing = pool.submit(type_on)
        wait_until_somebody_waits()
        save_answer(case, ("6-1", ""), content={"answer": "clear"}, seen_version=1, by=mina)
    with pytest.raises(StaleAnswer):
        typing.result()


WAITING = """
select count(*) from pg_locks join pg_stat_activity using (pid)
  where not granted and datname = current_database()
"""


def wait_until_somebody_waits():
    for _try in range(100):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("Nobody came to wait.")


@pytest.mark.django_db
def test_what_a_change_opens_is_worked_out_on_what_stands_when_it_is_saved(mina):
    """The lines were confirmed by a colleague after this page was made, on the old 6(3)."""
    case = make_case("s04", mina)
    Answer.objects.filter(case=case, step="lines").update(is_confirmed=False)
    page = Route(Case.objects.get(pk=case.pk))
    lines = Answer.objects.get(case=case, step="lines")
    save_answer(
        case, lines.key, content=lines.content, seen_version=lines.version, by=mina, asked={}
    )

    posted = QueryDict("6-3-answer=indications&6-3-reason=Found")
    part = make_part(page, ("6-3", ""), BY_NAME["6-3"].form, Posted(posted, {"6-3": 1}))
    assert part.form.is_valid()
    save(page, [part], (), by=mina, beside=Beside(page.case, "scope", "", part.key))

    assert Answer.objects.get(case=case, step="lines").reopened == ["7.1.b.i", "7.1.b.ii"]
