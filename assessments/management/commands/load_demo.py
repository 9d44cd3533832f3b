"""`manage.py load_demo`: demonstration people, and cases in every state, made by the real acts."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, record
from assessments.cases.declaring import declare
from assessments.cases.opening import add_file, withdraw_case
from assessments.incidents import loading
from assessments.incidents.reading import read_incidents
from assessments.lists.loading import keep_file, load_list
from assessments.lists.reading import FOLDER as LISTS
from assessments.lists.reading import read_list
from assessments.management.demo_profiles import adopt_profile, load_profiles
from assessments.management.demo_requests import send_request
from assessments.management.demo_sources import load_sources, take_source
from assessments.models import Case, ListSource, Purpose, Role, Submission, User
from assessments.people.granting import confirm_grant, give_by_command, propose_roles
from assessments.people.roles import administrators
from assessments.records.engine import LibrariesMissing
from assessments.records.issuing import issue_record
from assessments.reference.case_format import read
from assessments.review.deciding import Line, decide_case
from assessments.review.returning import return_case
from assessments.review.undertakings import Undertaking
from assessments.wizard.answers import Key, confirm_again, keep_draft, save_answer
from assessments.wizard.exporting import in_order
from assessments.wizard.finishing import part_of
from assessments.wizard.importing import import_case
from assessments.wizard.parts import asked, bound
from assessments.wizard.progress import asked_steps
from assessments.wizard.recommending import KEY, RecommendationForm
from assessments.wizard.route import Route
from assessments.wizard.submitting import submit_case

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
PROGRAM = "manage.py"
DEMONSTRATED = "They show what this role does in the demonstration."
DAY = re.compile(r"today([+-]\d+)?")


class Command(BaseCommand):
    """What is there already is left as it is, whatever people have made of it since."""

    help = _("Load the demonstration people and cases; only in demonstration mode.")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for every case that was made."""
        if not settings.DEMONSTRATION:
            raise CommandError(
                _("This is no demonstration: people and cases for one are not loaded here.")
            )
        people = load_people(json.loads((FOLDER / "people.json").read_text()))
        for path in sorted([*LISTS.glob("*.json"), *FOLDER.glob("lists/*.json")]):
            if not path.name.endswith(".schema.json"):
                load_shipped(path)
        load_incidents(people["elder"])
        sources = json.loads((FOLDER / "sources.json").read_text())["sources"]
        load_sources(dated(sources, timezone.localdate()), by=people["elder"])
        profiles = list(stories("profiles"))
        load_profiles(profiles, people, later=False)
        for story in stories("cases"):
            case = there(story)
            if case is None:
                case = Telling(story, people).case
                self.stdout.write(f"{case.reference} {case.title}")
            if story.get("record"):
                self.record(case, by=people[story["decide"]["by"]])
        load_profiles(profiles, people, later=True)

    def record(self, case: Case, *, by: User) -> None:
        """Without the libraries for it the case stays decided; it can be recorded later."""
        try:
            issue_record(case, by=by)
        except LibrariesMissing as missing:
            self.stderr.write(f"{case.reference}: {missing}")


def load_incidents(editor: User) -> None:
    """Fictional ones, before the cases that show them; those that are there stay as they are."""
    told = dated(json.loads((FOLDER / "incidents.json").read_text()), timezone.localdate())
    plan = loading.compare(read_incidents(json.dumps(told)))
    loading.load(loading.Plan(added=plan.added), by=editor)


def stories(folder: str) -> Iterator[dict[str, Any]]:
    """What a folder of the demonstration tells, from today."""
    for path in sorted(FOLDER.glob(f"{folder}/*.json")):
        yield dated(json.loads(path.read_text()), timezone.localdate())


def load_people(given: dict[str, Any]) -> dict[str, User]:
    """Everybody by their user name, those made who are missing, administrators first."""
    there = {user.username: user for user in User.objects.filter(is_demonstration=True)}
    missing = [person for person in given["people"] if person["username"] not in there]
    if missing:
        password = make_password(given["password"])  # one for all, and on the sign-in page
        for person in sorted(missing, key=lambda one: Role.ADMINISTRATOR not in one["roles"]):
            there[person["username"]] = load_person(password=password, **person)
    return there


@transaction.atomic
def load_person(*, roles: list[str], **person: Any) -> User:
    """With roles given by the acts of the pages, as far as there are administrators for them."""
    user = User.objects.create(is_demonstration=True, **person)
    record(Verb.PERSON_ADDED, None, by=PROGRAM, person=user.username, name=user.name)
    first, *others = [*administrators().order_by("joined_at", "pk"), None]
    if first is None:
        give_by_command(user, roles=roles, by=PROGRAM)
    else:
        grant = propose_roles(user, roles=roles, reason=DEMONSTRATED, by=first)
        if others[0]:
            confirm_grant(grant, by=others[0])
    user.refresh_from_db()
    return user


def load_shipped(path: Path) -> None:
    """A list that is shipped, unless it is there; days of the demonstration count from today."""
    content = dated(json.loads(path.read_text()), timezone.localdate())
    if not ListSource.objects.filter(key=content["key"]).exists():
        body = json.dumps(content, ensure_ascii=False).encode()
        load_list(read_list(body), keep_file(body), by=None)


def dated(value: Any, today: date) -> Any:
    """The same story told from today: "today-12" is twelve days ago."""
    if isinstance(value, dict):
        return {key: dated(entry, today) for key, entry in value.items()}
    if isinstance(value, list):
        return [dated(entry, today) for entry in value]
    if isinstance(value, str) and (found := DAY.fullmatch(value)):
        return f"{today + timedelta(days=int(found[1] or 0))}"
    return value


def there(story: dict[str, Any]) -> Case | None:
    """The case that an earlier run has made of the story."""
    mark = story["case"]["reference"]
    cases = Case.objects.filter(officer__is_demonstration=True, imported__reference=mark)
    return cases.order_by("opened_at").first()


class Telling:
    """One story, told from intake to where it ends."""

    @transaction.atomic
    def __init__(self, story: dict[str, Any], people: dict[str, User]):
        self.story, self.people = story, people
        self.officer = people[story["officer"]]
        self.case = import_case(read(json.dumps(story["case"])), by=self.officer)
        declare(self.case, purpose=Purpose.ASSESS, by=self.officer)
        self.intake()
        for state in story.get("adopts", ()):
            adopt_profile(self.case, state, by=self.officer)
        for source in story.get("takes", ()):
            take_source(self.case, source, by=self.officer)
        self.confirm()
        for told in story.get("requests", ()):
            send_request(self.case, told, by=self.officer)
        for step, draft in story.get("drafts", {}).items():
            seen = Route(self.case).answers.version(step)
            keep_draft(self.case, (step, ""), draft=draft, seen_version=seen, by=self.officer)
        if because := story.get("withdrawn"):
            withdraw_case(self.case, by=self.officer, because=because)
        if "recommend" in story:
            self.review(self.submit())
        self.case.refresh_from_db()

    def intake(self) -> None:
        """Papers that came with the application."""
        for file in self.story.get("files", ()):
            add_file(
                self.case,
                by=self.officer,
                name=file["name"],
                kind=file["kind"],
                content_type="text/plain",
                body=file["text"].encode(),
            )

    def confirm(self) -> None:
        """Every answer that the story has confirmed, then the lists, in the order of the steps."""
        route = Route(self.case)
        for answer in in_order(route.answers.waiting()):
            if self.is_confirmed(answer.step):
                self.confirm_one(route, answer.key)
        route = Route(self.case)
        for step in asked_steps(route):
            if route.answers.get(step.name) is None and self.is_confirmed(step.name):
                form = step.form(route=route, prefix=step.name)
                self.save((step.name, ""), {}, 0, form)

    def is_confirmed(self, step: str) -> bool:
        return step in self.story.get("confirm", [step])

    def confirm_one(self, route: Route, key: Key) -> None:
        """As it was imported, or with what a case file cannot carry."""
        answer = route.answers.by_key[key]
        more = self.story.get("also", {}).get("/".join(filter(None, key)), {})
        answer.content = {**answer.content, **more}
        form = bound(part_of(route, key))
        if not form.is_valid():
            raise CommandError(f"{self.case.title}: {key}: {form.errors.as_text()}")
        if more:
            self.save(key, answer.content, answer.version, form)
        else:
            wording = asked(form)
            confirm_again(
                self.case, key, seen_version=answer.version, by=self.officer, asked=wording
            )

    def save(self, key: Key, content: dict[str, Any], seen: int, form) -> None:
        save_answer(
            self.case,
            key,
            content=content,
            seen_version=seen,
            by=self.officer,
            asked=asked(form),
        )

    def submit(self) -> Submission:
        form = RecommendationForm(route=Route(self.case), prefix=KEY[0])
        self.save(KEY, self.story["recommend"], 0, form)
        return submit_case(self.case, by=self.officer)

    def review(self, submission: Submission) -> None:
        """Returned, decided, or left waiting."""
        if returned := self.story.get("returned"):
            by = self.people[returned["by"]]
            return_case(submission, reasons=returned["reasons"], by=by)
        if decided := self.story.get("decide"):
            by = self.people[decided["by"]]
            lines = {item: Line(**line) for item, line in decided["lines"].items()}
            kept = undertakings(decided.get("undertakings", {}))
            declare(self.case, purpose=Purpose.DECIDE, by=by)
            decide_case(submission, lines=lines, undertakings=kept, by=by)


def undertakings(told: dict[str, Any]) -> dict[str, Undertaking]:
    """By the key of the measure; without a day it is due before anything ships."""
    return {
        key: Undertaking(
            **{**one, "due_on": (day := one.get("due_on")) and date.fromisoformat(day)}
        )
        for key, one in told.items()
    }
