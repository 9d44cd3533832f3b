"""The pages about people: administrators change, auditors read, everybody reads of themselves."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Entry, Role, RoleGrant, Substitution, Unit, User
from assessments.people.granting import propose_roles
from tests.builders import make_case
from tests.people import made

WHY = {"reason": "The work asks for it."}


def at(name, *args):
    return reverse(f"people:{name}", args=args)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def desk(adam, as_person):
    return as_person(adam)


def test_two_administrators_give_a_role_through_the_pages(mina, adam, amina, as_person):
    proposer, other = as_person(adam), as_person(amina)

    answer = proposer.post(at("roles", mina.pk), {"roles": ["supervisor"], **WHY})
    assert answer.url == at("person", mina.pk)
    page = text(proposer.get(at("person", mina.pk)))
    assert "You proposed it, so another administrator confirms it." in page
    other_page = text(other.get(at("people")))
    assert "Roles of Mina" in other_page
    assert "<del>officer</del> <ins>supervisor</ins>" in other_page
    other.post(at("confirm", RoleGrant.objects.get().pk))

    mina.refresh_from_db()
    assert mina.roles == ["supervisor"]
    assert "confirmed these roles for Mina: supervisor" in text(other.get(at("person", mina.pk)))


def test_ones_own_proposal_is_refused_with_a_sentence(mina, adam, amina, desk):
    grant = propose_roles(mina, roles=["head"], reason="Why.", by=adam)

    answer = desk.post(at("confirm", grant.pk))

    assert answer.status_code == 403
    assert "neither who proposed it nor who it is about" in text(answer)


def test_an_administrator_alone_is_told_before_and_after(mina, desk):
    assert "You are the only administrator" in text(desk.get(at("roles", mina.pk)))

    page = desk.post(at("roles", mina.pk), {"roles": ["head"], **WHY}, follow=True)

    assert "waits for the review of a second administrator" in text(page)
    assert "Done by one administrator alone, to be reviewed" in text(desk.get(at("people")))


def test_the_second_administrator_reviews_it(mina, adam, amina, as_person, desk):
    User.objects.filter(pk=amina.pk).update(is_active=False)
    grant = propose_roles(mina, roles=["head"], reason="Why.", by=adam)
    assert desk.get(at("review", grant.pk)).status_code == 404
    ada = as_person(made("ada", Role.ADMINISTRATOR))
    assert "Review it" in text(ada.get(at("people")))

    ada.post(at("review", grant.pk), {"finding": "In order: Mina heads the unit."})

    grant.refresh_from_db()
    assert (grant.reviewed_by.username, grant.review) == ("ada", "In order: Mina heads the unit.")
    assert "to be reviewed" not in text(ada.get(at("people")))


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"roles": ["head"]}, "Give the reason. The trail keeps it."),
        ({"roles": ["officer"], **WHY}, "These are the roles the person holds already."),
        ({"roles": ["auditor", "head"], **WHY}, "An auditor looks at the work of others."),
        ({"roles": ["officer", "head"], **WHY}, "Say why one person is to hold several roles."),
        ({"roles": ["king"], **WHY}, "no longer there"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(form, sentence, mina, desk):
    page = desk.post(at("roles", mina.pk), form)

    assert page.status_code == 200
    assert sentence in text(page)
    assert form.get("reason", "") in text(page)
    assert not RoleGrant.objects.exists()


def test_a_person_is_added_with_a_password_that_is_shown_once(desk, adam, amina):
    north = Unit.objects.create(name="North")
    form = {"username": "nora", "name": "Nora North", "unit": north.pk, "roles": ["officer"]}

    page = desk.post(at("add"), form | WHY)

    (password,) = re.findall(r'<code dir="ltr">([a-z0-9-]{35})</code>', text(page))
    nora = User.objects.get(username="nora")
    assert nora.check_password(password)
    assert (nora.roles, nora.unit) == ([], north)
    assert RoleGrant.objects.get().after == ["officer"]
    assert password not in text(desk.get(at("person", nora.pk)))
    assert not [entry for entry in Entry.objects.all() if password in entry.facts.body]


def test_who_forgot_their_password_is_given_one_that_is_shown_once(mina, adam, desk, as_person):
    theirs = as_person(mina)

    page = desk.post(at("password", mina.pk), {"because": "She came to my desk."})

    (password,) = re.findall(r'<code dir="ltr">([a-z0-9-]{35})</code>', text(page))
    mina.refresh_from_db()
    assert mina.check_password(password)
    assert theirs.get("/").status_code == 302
    shown = text(desk.get(at("person", mina.pk)))
    assert "gave Mina a password for one sign-in" in shown
    assert "She came to my desk." in shown
    assert password not in shown


def test_nobody_gives_themselves_a_password_nor_without_saying_why(mina, adam, desk):
    assert desk.get(at("password", adam.pk)).status_code == 404
    assert "Give the reason." in text(desk.post(at("password", mina.pk), {"because": " "}))
    assert "Give another password" not in text(desk.get(at("person", adam.pk)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "MINA"}, "Somebody has this user name already."),
        ({"username": "mina"}, "Somebody has this user name already."),
        ({"username": "manage.py"}, "The program itself goes by this name."),
        ({"username": "a b"}, "A user name is made of letters"),
        ({"username": ""}, "Write the name with which the person signs in."),
        ({"name": ""}, "Write the name as records are to show it."),
        ({"roles": ["head"], "reason": ""}, "Say why the person is to have these roles."),
    ],
)
def test_nobody_is_added_by_half(change, sentence, mina, desk, adam):
    page = desk.post(at("add"), {"username": "nora", "name": "Nora", **WHY, **change})

    assert sentence in text(page)
    assert User.objects.count() == 2


def test_a_person_leaves_and_comes_back(mina, amina, desk, as_person):
    other = as_person(amina)
    desk.post(at("deactivate", mina.pk), {"because": "On loan to customs."})
    page = text(desk.get(at("person", mina.pk)))
    assert "On loan to customs." in page
    assert desk.get(at("deactivate", mina.pk)).status_code == 404

    desk.post(at("roles", mina.pk), {"roles": ["officer"], "reason": "Back."})
    other.post(at("confirm", RoleGrant.objects.get().pk))

    mina.refresh_from_db()
    assert mina.is_active


def test_the_last_administrator_is_told_why_they_stay(desk, adam):
    page = desk.post(at("deactivate", adam.pk), {"because": "Retired."})

    assert "This is the last administrator." in text(page)


def test_who_changes_their_own_roles_signs_in_again(desk, adam):
    answer = desk.post(
        at("roles", adam.pk),
        {"roles": ["administrator", "head"], "why_several": "We are two.", **WHY},
    )

    assert answer.url == reverse("sign-in")
    assert "The change has effect" in text(desk.get(reverse("sign-in")))
    adam.refresh_from_db()
    assert adam.roles == ["head", "administrator"]


def test_the_reason_for_several_roles_is_shown_to_the_auditor(mina, adam, ana, as_person):
    propose_roles(
        mina, roles=["officer", "head"], reason="Why.", why_several="We are few.", by=adam
    )

    assert "We are few." in text(as_person(ana).get(at("person", mina.pk)))


def test_a_person_changes_the_unit(mina, desk):
    north = Unit.objects.create(name="North")
    closed = Unit.objects.create(name="Old", closed_at=timezone.now())
    assert "Old" not in text(desk.get(at("move", mina.pk)))

    desk.post(at("move", mina.pk), {"unit": closed.pk, "because": "Why."})
    desk.post(at("move", mina.pk), {"unit": north.pk, "because": "Asked for."})

    mina.refresh_from_db()
    assert mina.unit == north
    page = text(desk.get(at("person", mina.pk)))
    assert "moved Mina from the whole authority to North" in page
    again = desk.post(at("move", mina.pk), {"unit": north.pk, "because": "Again."})
    assert "This is the unit the person belongs to already." in text(again)


def test_units_are_added_renamed_and_closed(desk, mina):
    desk.post(at("units"), {"name": "North"})
    north = Unit.objects.get()
    assert "A unit of this name" in text(desk.post(at("units"), {"name": "North"}))
    desk.post(at("rename", north.pk), {"name": "North and West"})
    desk.post(at("move", mina.pk), {"unit": north.pk, "because": "Asked for."})

    refused = desk.post(at("close", north.pk))
    assert refused.status_code == 409
    assert "There are people at work or open cases in this unit." in text(refused)

    desk.post(at("move", mina.pk), {"unit": "", "because": "Asked for."})
    desk.post(at("close", north.pk))
    assert "Closed on" in text(desk.get(at("units")))
    assert desk.get(at("rename", north.pk)).status_code == 404
    told = Entry.objects.filter(action__startswith="unit_").order_by("id")
    assert list(told.values_list("action", flat=True)) == [
        "unit_added", "unit_renamed", "unit_changed", "unit_changed", "unit_closed",
    ]  # fmt: skip


def substitute_form(stands_in, **more):
    day = timezone.localdate()
    days = {"first": day.isoformat(), "last": day.isoformat()}
    return {"role": "officer", "substitute": stands_in.pk, "reason": "Leave.", **days, **more}


def test_an_officer_names_their_own_substitute_and_ends_it(mina, omar, sofia, as_person):
    own = as_person(mina)
    assert "Sofia" not in text(own.get(at("substitute", mina.pk)))

    own.post(at("substitute", mina.pk), substitute_form(omar))
    page = text(own.get(at("person", mina.pk)))
    assert "Omar stands in for Mina as officer" in page
    assert "named Omar to stand in for Mina as officer" in page
    assert "Omar stands in for Mina" in text(as_person(omar).get(at("person", omar.pk)))
    made_of = Substitution.objects.get()
    assert as_person(omar).post(at("end", made_of.pk)).status_code == 404
    own.post(at("end", made_of.pk))

    assert "stands in for Mina as officer</h3>" not in text(own.get(at("person", mina.pk)))


def test_an_administrator_delegates_and_another_confirms(sofia, mina, amina, desk, as_person):
    desk.post(at("substitute", sofia.pk), substitute_form(mina, role="supervisor"))

    assert "it counts once a second administrator has confirmed it" in text(
        desk.get(at("person", sofia.pk))
    )
    assert "Mina as supervisor for Sofia" in text(as_person(amina).get(at("people")))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"first": "2026-06-31"}, "Enter the day as year, month and day"),
        ({"last": "2020-01-01"}, "Choose a last day that is not before the first"),
        ({"substitute": "0"}, "is not offered here"),
        ({"role": "head"}, "is not offered here"),
        ({"reason": ""}, "Give the reason."),
    ],
)
def test_a_substitution_that_cannot_be_is_explained(change, sentence, mina, omar, as_person):
    page = as_person(mina).post(at("substitute", mina.pk), substitute_form(omar, **change))

    assert sentence in text(page)
    assert not Substitution.objects.exists()


def test_the_list_is_searched_filtered_and_turned_over(desk, adam):
    north = Unit.objects.create(name="North")
    for number in range(120):
        made(f"p{number:03}", Role.OFFICER, unit=north if number % 2 else None)
    made("gone", Role.HEAD, is_active=False)

    def found(query=""):
        page = desk.get(at("people") + query)
        later = re.search(r'href="(\?[^"]*after[^"]*)"', text(page))
        earlier = re.search(r'href="(\?[^"]*before[^"]*)"', text(page))
        links = [one and one[1].replace("&amp;", "&") for one in (earlier, later)]
        return [one.username for one in page.context["page"].people], *links

    first, none, on = found()
    second, back, further = found(on)
    third, _back, last = found(further)
    assert first + second + third == ["adam", *(f"p{number:03}" for number in range(120))]
    assert (none, last) == (None, None)
    assert found(back) == (first, None, on)
    assert found("?q=P01")[0] == [f"p01{digit}" for digit in range(10)]
    assert found("?role=administrator")[0] == ["adam"]
    assert found(f"?unit={north.pk}")[0][:2] == ["p001", "p003"]
    assert found("?state=left")[0] == ["gone"]
    assert found("?q=nobody")[0] == []
    assert found("?after=999999999999999999999&before=x&unit=x&role=x&state=x")[0]


def test_each_page_asks_the_same_however_many_people(
    desk, adam, amina, mina, django_assert_max_num_queries
):
    for number in range(8):
        someone = made(f"p{number}", Role.OFFICER)
        propose_roles(someone, roles=["head"], reason="Why.", by=adam)

    with django_assert_max_num_queries(9):
        desk.get(at("people"))
    with django_assert_max_num_queries(11):
        desk.get(at("person", mina.pk))


WHO = ("mina", "omar", "sofia", "li", "helen", "ana", "amina")


@pytest.mark.parametrize(
    ("method", "page", "may"),
    [
        ("get", "person", {"mina", "ana", "amina"}),
        ("get", "roles", {"amina"}),
        ("get", "move", {"amina"}),
        ("get", "deactivate", {"amina"}),
        ("get", "substitute", {"mina", "amina"}),
        ("post", "confirm", {"amina"}),
        ("post", "withdraw", {"amina"}),
        ("get", "review", set()),
        ("post", "end", {"mina", "amina"}),
        ("get", "rename", {"amina"}),
        ("post", "close", {"amina"}),
        ("get", "confirm", None),
        ("get", "withdraw", None),
        ("get", "end", None),
        ("get", "close", None),
    ],
)
def test_each_page_is_there_for_those_it_is_for(method, page, may, request, adam, as_person):
    people = {who: request.getfixturevalue(who) for who in WHO}
    mina = people["mina"]
    found = set()
    for who, person in people.items():
        args = {
            "confirm": RoleGrant, "withdraw": RoleGrant, "review": RoleGrant,
            "end": Substitution, "rename": Unit, "close": Unit,
        }  # fmt: skip
        key = one_of(args[page], mina, people["omar"], adam) if page in args else mina.pk
        status = getattr(as_person(person), method)(at(page, key)).status_code
        if status != 404:
            found.add(who)
        assert status == 405 or may is not None
    assert found == (set(WHO) if may is None else may)


def one_of(kind, mina, omar, adam):
    """A new row to act on, so that no act meets what another has settled."""
    if kind is RoleGrant:
        RoleGrant.objects.waiting().update(withdrawn_by=adam, withdrawn_at=timezone.now())
        return propose_roles(mina, roles=["head"], reason="Why.", by=adam).pk
    if kind is Substitution:
        day = timezone.localdate()
        return Substitution.objects.create(
            absent=mina, substitute=omar, role="officer", from_on=day, until_on=day,
            reason="Leave.", made_by=mina,
        ).pk  # fmt: skip
    return Unit.objects.create(name=f"Unit {Unit.objects.count()}").pk


def test_an_administrator_sees_nothing_of_a_case_there(mina, adam, desk):
    case = make_case("s04", mina)

    for page in (at("people"), at("person", mina.pk), at("units")):
        assert case.reference not in text(desk.get(page))


def test_somebody_without_roles_has_a_page_to_begin_on(as_person, db):
    browser = as_person(made("nora"))

    assert browser.get("/", follow=True).status_code == 200
    assert "People" not in text(browser.get("/standards/")).split("</nav>")[0]
