"""Whom a case names is screened; each match is dealt with, and holds back until it is cleared."""

from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.audit.trail import Verb, entries_of, facts_of
from assessments.cases.bars import MATCH_NOT_CLEARED
from assessments.cases.declaring import declare
from assessments.cases.refusals import Barred
from assessments.models import ListFlag, MatchVerdict, Purpose, ScreeningMatch, ScreeningRun
from assessments.records.document import record_html
from assessments.review.deciding import Line
from assessments.screening.keeping import DealtWithMeanwhile, deal_with, keep_screening
from assessments.screening.of_case import screen
from assessments.wizard.route import Route
from assessments.wizard.splitting import split_case
from tests.builders import decide_case, make_case, submit
from tests.lists.made import loaded
from tests.wizard.pages import fields_of

pytestmark = pytest.mark.django_db

LIKE = "Mohammed al-Khatibi"
LISTED = {"key": "p1", "kind": "person", "name": "Muhammad Al Khatibi"}
RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}
LINES = {item: Line(outcome, "As reasoned.") for item, outcome in RECOMMENDED.items()}
REFUSED = {item: Line("refuse", "Not now.") for item in RECOMMENDED}


def naming(*parties, **end_user):
    """The example with these parties instead of its own."""

    def change(file):
        file["transfer"]["parties"] = list(parties)
        file["transfer"]["end_user"] |= end_user

    return change


def case_of(mina, *parties, **end_user):
    parties = parties or ({"name": LIKE, "role": "consignee", "country": "XB"},)
    return make_case("s04", mina, change=naming(*parties, **end_user))


def today():
    return timezone.localdate()


def matches(case):
    return screen(case, today()).matches


def clear(case, by, *, finding="cleared", reason="Another year of birth.", seen=0):
    (match,) = matches(case)
    return deal_with(case, match, finding=finding, reason=reason, seen=seen, by=by)


def bars(case):
    return [bar.words for bar in Route(case).bars if bar.code == MATCH_NOT_CLEARED]


def test_parties_are_found_on_lists_and_told_what_agrees(mina):
    loaded(LISTED)
    case = case_of(mina)

    (match,) = matches(case)

    assert (match.subject.name, match.subject.part) == (LIKE, "consignee")
    assert "“Mohammed” and “Muhammad” have the same" in " ".join(match.sentences)
    assert "“Khatibi” stands in both names." in match.sentences


def test_everybody_whom_the_case_names_is_screened(mina):
    loaded(
        *(
            {"key": str(number), "kind": "entity", "name": name}
            for number, name in enumerate(("Zarya Export LLC", "Northwind Carriers", "Orel Guards"))
        ),
        {"key": "v", "kind": "vessel", "name": "Silver Moon", "identifiers": {"imo": "9074729"}},
    )
    case = case_of(mina, name="Orel Guard")
    application = case.answers.get(step="application")
    application.content |= {
        "exporter": "ООО Заря Экспорт",
        "carrier": "North Wind Carriers Ltd",
        "vessel": "MV Hopeful, IMO 9074729",
    }
    application.save()

    found = {match.subject.role: match.sentences[0] for match in matches(case)}

    assert found.keys() == {"applicant", "end_user", "carrier", "vessel"}
    assert found["vessel"] == "The number is the same: IMO 9074729."
    assert any("MV Hopeful" in words and "Silver Moon" in words for words in bars(case))


def test_denials_count_by_their_end_user_and_brokers_once_they_are_struck_off(mina):
    loaded(
        {"key": "d", "kind": "denial", "name": "Denial 7", "about": {"end_user": "Orel Guards"}},
        key="denials",
        kind="denial_partner",
    )
    loaded(
        {"key": "b1", "kind": "broker", "name": "Harrier Freight"},
        {"key": "b2", "kind": "broker", "name": "Kestrel Brokers", "valid_until": "2020-01-01"},
        key="brokers",
        kind="brokers",
    )
    case = case_of(
        mina,
        {"name": "Harrier Freight", "role": "broker"},
        {"name": "Kestrel Brokers", "role": "broker"},
        name="Orel Guards",
    )

    assert {match.subject.name for match in matches(case)} == {"Orel Guards", "Kestrel Brokers"}


def test_what_is_no_longer_in_force_is_not_compared(mina):
    loaded({**LISTED, "valid_until": "2020-01-01"})

    assert matches(case_of(mina)) == []


def test_a_match_holds_back_until_it_is_cleared_and_a_confirmed_one_as_well(mina):
    loaded(LISTED)
    case = case_of(mina)
    assert bars(case) == [
        "Consignee “Mohammed al-Khatibi” is like “Muhammad Al Khatibi” of a list, and nobody"
        " cleared it."
    ]

    clear(case, mina, finding="confirmed")
    assert "is confirmed to be" in bars(case)[0]

    clear(case, mina, seen=1)
    assert bars(case) == []
    told = [facts_of(entry)["listed"] for entry in entries_of(case, verbs=[Verb.MATCH_CLEARED])]
    assert told == ["Muhammad Al Khatibi"]


def test_a_changed_entry_or_party_asks_again_and_an_unchanged_one_does_not(mina):
    loaded(LISTED)
    case = case_of(mina)
    clear(case, mina)

    loaded(LISTED, {"key": "p2", "kind": "person", "name": "Nobody Else"})
    assert bars(case) == []
    loaded({**LISTED, "text": "Now with another reason."})
    assert len(bars(case)) == 1
    clear(case, mina)
    party = case.answers.get(step="party")
    party.content |= {"country": "XC"}
    party.save()
    assert len(bars(case)) == 1


def test_two_who_deal_with_a_match_at_once_do_not_overwrite_one_another(mina):
    loaded(LISTED)
    case = case_of(mina)
    clear(case, mina)

    with pytest.raises(DealtWithMeanwhile), transaction.atomic():
        clear(case, mina, finding="confirmed")

    assert MatchVerdict.objects.get().finding == "cleared"


def test_nothing_is_authorised_past_a_match_that_came_after_the_submission(mina, sofia):
    case = case_of(mina)
    submission = submit(case, RECOMMENDED, by=mina)
    loaded(LISTED)

    with pytest.raises(Barred, match="is like"), transaction.atomic():
        decide_case(submission, lines=LINES, by=sofia)
    case.refresh_from_db()
    clear(case, mina)
    decision = decide_case(submission, lines=LINES, by=sofia)

    (told,) = decision.snapshot["screening"]["matches"]
    assert (told["name"], told["finding"], told["by"]) == ("Muhammad Al Khatibi", "cleared", "Mina")
    assert submission.content["screening"]["matches"] == []
    printed = " ".join(record_html(decision.snapshot).split())
    assert "Measures of the Council, load 1, as of" in printed
    assert "nothing that stands in the way. Another year of birth." in printed


def test_what_is_refused_is_refused_whatever_matches(mina, sofia):
    loaded(LISTED)
    submission = submit(case_of(mina), RECOMMENDED, by=mina)

    decision = decide_case(submission, lines=REFUSED, by=sofia)

    assert decision.snapshot["screening"]["matches"][0]["finding"] == ""


@pytest.fixture
def past_python(monkeypatch):
    """Whoever goes round the rules of Python meets those of the database."""
    monkeypatch.setattr("assessments.review.deciding.check_bars", lambda *_given: None)
    return monkeypatch


def test_the_database_refuses_what_python_would_let_pass(mina, sofia, past_python):
    loaded(LISTED)
    submission = submit(case_of(mina), RECOMMENDED, by=mina)

    with pytest.raises(IntegrityError, match="not cleared"), transaction.atomic():
        decide_case(submission, lines=LINES, by=sofia)

    case = submission.case
    case.refresh_from_db()
    past_python.setattr("assessments.review.deciding.keep_screening", screen_without_keeping)
    clear(case, mina)
    loaded(LISTED, {"key": "p2", "kind": "person", "name": "Nobody Else"})
    with pytest.raises(IntegrityError, match="not cleared"), transaction.atomic():
        decide_case(submission, lines=LINES, by=sofia)  # cleared, but not screened since


def screen_without_keeping(case, *, on, by):
    return screen(case, on)


def test_an_authority_may_do_without_the_bar(mina, sofia):
    loaded(LISTED)
    case = case_of(mina)
    route = Route(case)
    route.standards.bars_lifted = [MATCH_NOT_CLEARED]

    assert [bar for bar in route.bars if bar.code == MATCH_NOT_CLEARED] == []


def test_what_was_found_stays_as_it_is(mina):
    loaded(LISTED)
    case = case_of(mina)
    clear(case, mina)
    keep_screening(case, on=today(), by=mina)

    for rows in (MatchVerdict.objects, ScreeningMatch.objects, ScreeningRun.objects):
        for change in (lambda rows=rows: rows.update(id=0), partial(raw_delete, rows)):
            with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                change()


def raw_delete(rows):
    rows.all()._raw_delete(rows.db)


def test_a_load_that_changes_what_is_found_flags_the_cases_it_touches(mina):
    first, other = case_of(mina), make_case("s04", mina)

    load = loaded(LISTED)

    flag = ListFlag.objects.get()
    assert (flag.case, flag.load) == (first, load)
    assert first != other
    clear(first, mina)
    ended = loaded()
    assert ListFlag.objects.get(load=ended).case == first


def test_how_a_match_was_dealt_with_goes_along_with_a_split(mina):
    loaded(LISTED)
    case = case_of(mina)
    clear(case, mina, finding="confirmed")
    clear(case, mina, seen=1)

    new = split_case(case, items=["2"], by=mina)

    (match,) = matches(new)
    assert [verdict.finding for verdict in match.verdicts] == ["confirmed", "cleared"]
    assert bars(new) == bars(case) == []


def test_the_page_shows_both_sides_and_a_reason_is_asked_for(mina, as_person):
    loaded(LISTED, next_check="2026-01-20")
    case = case_of(mina)
    browser = as_person(mina)
    page = browser.get(f"/cases/{case.reference}/screening/").content.decode()
    for words in (LIKE, "Muhammad Al Khatibi", "To be looked at", "Check overdue"):
        assert words in page
    (match,) = matches(case)
    address = f"/cases/{case.reference}/screening/{match.subject.key}/{match.entry_id}/"

    posted = fields_of(browser.get(address)) | {"finding": "cleared"}
    again = browser.post(address, posted)
    assert "Say how you know" in again.content.decode()
    done = browser.post(address, posted | {"reason": "Another year of birth."})

    assert done.status_code == 302
    page = browser.get(f"/cases/{case.reference}/screening/").content.decode()
    assert "Another year of birth." in page
    moved = browser.post(address, posted | {"reason": "Also mine.", "finding": "confirmed"})
    assert "Somebody dealt with this match" in moved.content.decode()
    assert "Also mine." in moved.content.decode()


def test_a_name_that_no_page_can_hold_is_shown_as_far_as_one_can(mina, sofia, as_person):
    loaded(LISTED)
    case = case_of(mina, {"name": f"{LIKE} \ud800\x00", "role": "\udfff"})
    browser = as_person(mina)

    for page in ("", "screening/", "assess/6-1/"):
        assert browser.get(f"/cases/{case.reference}/{page}").status_code == 200
    clear(case, mina)
    decision = decide_case(submit(case, RECOMMENDED, by=mina), lines=LINES, by=sofia)
    assert decision.snapshot["screening"]["matches"][0]["finding"] == "cleared"


def test_the_case_page_and_the_question_on_the_council_lead_there(mina, as_person):
    loaded(LISTED)
    case = case_of(mina)
    browser = as_person(mina)

    for page in ("", "assess/6-1/"):
        words = browser.get(f"/cases/{case.reference}/{page}").content.decode()
        assert "One match is not cleared" in words
        assert f"/cases/{case.reference}/screening/" in words


def test_the_reviewer_sees_how_each_match_was_dealt_with(mina, sofia, as_person):
    loaded(LISTED)
    case = case_of(mina)
    clear(case, mina)
    submit(case, RECOMMENDED, by=mina)
    declare(case, purpose=Purpose.DECIDE, by=sofia)
    browser = as_person(sofia)

    for page in (f"/review/{case.reference}/", f"/cases/{case.reference}/screening/"):
        words = browser.get(page).content.decode()
        assert "Another year of birth." in words
        assert "Clear or confirm it" not in words


def test_the_questions_to_the_database_do_not_grow_with_matches_and_entries(mina, as_person):
    one, many = case_of(mina), case_of(mina, *({"name": f"{LIKE} {n}"} for n in range(30)))
    browser = as_person(mina)

    def asked(case, page):
        browser.get(f"/cases/{case.reference}/{page}")
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/cases/{case.reference}/{page}")
        return len(queries)

    entries = [{**LISTED, "key": str(number)} for number in range(20)]
    loaded(*entries)
    for case in (one, many):
        keep_screening(case, on=today(), by=mina)
        for match in matches(case)[:40]:
            deal_with(case, match, finding="cleared", reason="No.", seen=0, by=mina)

    for page in ("", "assess/6-1/", "screening/"):
        assert asked(one, page) == asked(many, page)


def test_an_interest_keeps_from_it(mina, omar, as_person):
    loaded(LISTED)
    case = case_of(mina)
    (match,) = matches(case)

    address = f"/cases/{case.reference}/screening/{match.subject.key}/{match.entry_id}/"
    assert as_person(omar).get(address).status_code == 404
    declare(case, purpose=Purpose.ASSESS, by=mina)
    assert as_person(mina).get(address).status_code == 200
