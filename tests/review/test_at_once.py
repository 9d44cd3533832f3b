"""Fifty supervisors press the same button at once: one decides, and the others are told."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.urls import reverse

from assessments.audit.verifying import verify
from assessments.models import Case, Decision, DecisionLine, Entry, Role
from tests.builders import make_case, submit
from tests.people import made
from tests.review.test_reviewing import PARTIAL, decision

AT_ONCE = 50
MOVED_ON = "The case has moved on since you opened this page."


@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_of_fifty_decisions_at_once_one_is_made_and_forty_nine_are_told_why_not(mina, as_person):
    submission = submit(make_case("s04", mina), PARTIAL, by=mina)
    address = reverse("review:decide", args=[submission.case.reference])
    people = [made(f"supervisor{number}", Role.SUPERVISOR) for number in range(AT_ONCE)]
    browsers = [as_person(one) for one in people]
    start, servers = threading.Barrier(AT_ONCE), set()

    def decide(browser):
        connection.ensure_connection()
        servers.add(connection.connection.info.backend_pid)
        start.wait()
        try:
            return browser.post(address, decision(submission))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(decide, browsers))

    assert len(servers) == AT_ONCE
    assert Counter(one.status_code for one in answers) == {302: 1, 409: AT_ONCE - 1}
    assert all(MOVED_ON in one.text for one in answers if one.status_code == 409)
    (winner,) = (
        person for person, one in zip(people, answers, strict=True) if one.status_code == 302
    )
    assert Decision.objects.get().decided_by == winner
    assert Entry.objects.get(action="decided").actor == winner.username
    assert DecisionLine.objects.count() == 2
    assert Case.objects.get().status == "decided"
    assert verify()[0].problems == []
