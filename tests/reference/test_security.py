"""The pages on security: whole, open to all who are signed in, and true to what is set."""

import html
import pathlib
import re

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.cases.file_contents import LARGEST_UNPACKED, MOST_PARTS
from assessments.cases.forms import LARGEST_FILE, LARGEST_TOGETHER
from assessments.models import Role
from assessments.people.substituting import LONGEST
from assessments.reference import conformance, protection, threats
from assessments.sign_in.breached import is_made_of_names
from assessments.wizard.importing import LARGEST

README = pathlib.Path(settings.BASE_DIR, "README.md").read_text()


@pytest.fixture
def page(mina, as_person):
    """`page("reference:security")` is what the page says, without its tags."""

    def read(name, **asked):
        answer = as_person(mina).get(reverse(name), asked)
        assert answer.status_code == 200
        return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))

    return read


def cells(*tables):
    return [str(cell) for table in tables for row in table.rows for cell in row]


@pytest.mark.django_db
def test_the_threat_model_is_told_whole(page):
    said = page("reference:security")

    for cell in cells(*threats.TABLES, threats.COMPROMISE):
        assert cell in said
    assert all(str(one) in said for one in threats.ASSUMPTIONS)
    levels = {str(row[0]) for row in protection.LEVELS.rows}
    assert {str(row[1]) for row in threats.ASSETS.rows} == levels


@pytest.mark.django_db
def test_protection_is_told_whole(page):
    said = page("reference:protection")

    for cell in cells(*protection.TABLES, protection.limits()):
        assert cell in said


@pytest.mark.parametrize("table", [*threats.TABLES, threats.COMPROMISE, *protection.TABLES])
def test_every_row_has_as_many_cells_as_there_are_heads(table):
    assert {len(row) for row in table.rows} == {len(table.heads)}


def test_keys_are_told_by_the_settings_that_name_them():
    said = " ".join(cells(protection.KEYS))

    for name in ("SECRET_KEY_FILE", "SECRET_KEY_FALLBACK_FILES", "ANCHOR_KEY_FILE"):
        assert name in said
        assert f"`{name}`" in README
    assert "OIDC_SECRET_FILE" in said
    assert "`OIDC_SECRET_FILE`" in README


def test_limits_are_those_that_hold():
    said = {str(of): str(much) for of, much in protection.limits().rows}

    assert said["Session without activity"] == f"{settings.SESSION_IDLE_MINUTES} minutes"
    assert said["Session, whatever one does"] == f"{settings.SESSION_HOURS} hours"
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"] == "20/m/ip,10/5m/key"
    assert said["Wrong passwords and codes"].startswith("20 a minute from one address, 10 in five")
    assert said["File of a case"].startswith(f"{LARGEST_FILE // 1024**2} MB;")
    assert said["Files of a case together"] == f"{LARGEST_TOGETHER // 1024**2} MB"
    unpacked = f"{LARGEST_UNPACKED // 1024**2} MB, {MOST_PARTS:,} parts"
    assert said["Office paper, if it were unpacked"] == unpacked
    assert said["Case file that is imported"] == f"{LARGEST // 1024**2} MB"
    assert said["Anything that is posted"] == "12 MB"
    assert said["Substitution"] == f"{LONGEST} days"
    assert said["Cases, after their end"] == f"{settings.RETENTION_YEARS} years at least"


def test_readme_says_what_is_set():
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"] == "20/m/ip,10/5m/key"
    assert "10 in five minutes under one name, 20 a minute from one address" in README
    assert (settings.SESSION_IDLE_MINUTES, settings.SESSION_HOURS) == (30, 10)
    assert "30 minutes without activity and after 10 hours" in README
    assert "any number of times at once" in README
    assert settings.ONE_TIME_PASSWORD_DAYS == 7
    assert "one sign-in within seven days" in README
    assert is_made_of_names("attwizard password")
    assert "names of the person, the authority, *attwizard* or *password*" in README
    for way in ("password", "passkey", "authenticator app", "OpenID Connect"):
        assert way in README
    assert "A host name of its own" in README
    roles = README.partition("## Roles")[2].partition("## ")[0]
    assert all(re.search(rf"^\|.*\b{role}\b.*\|.*\|$", roles, re.M) for role in Role)


@pytest.mark.django_db
@pytest.mark.parametrize("status", conformance.STATUSES)
def test_requirements_are_shown_by_their_status(page, status):
    said = page("reference:conformance", status=status)

    for row in conformance.requirements():
        assert (f" {row.id} " in said) == (row.status == status), row.id


@pytest.mark.django_db
def test_gaps_are_shown_first_and_an_unknown_status_is_no_page(page, mina, as_person):
    gap = next(row for row in conformance.requirements() if row.status == conformance.GAP)

    assert gap.reason in page("reference:conformance")
    address = reverse("reference:conformance")
    assert as_person(mina).get(address, {"status": "perfect"}).status_code == 404


@pytest.mark.django_db
def test_an_auditor_is_led_from_the_verification_to_what_it_proves(ana, as_person):
    said = as_person(ana).get(reverse("auditing:verification")).content.decode()

    assert f'href="{reverse("reference:security")}"' in said
