"""Rig: hostile requests to every form and address, in every role.

No answer of 5xx, no traceback in the log, every refusal a page with a sentence, none that takes
long, no markup of theirs on a page. What a request did is undone, and the next one finds the same.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import override_settings

from attwizard.bench.cases import TO_THE_END
from attwizard.steps import ROOT

from . import crawling, honest
from .attacking import Attack, Attacker, Target
from .judging import faults_of, listening
from .rigging import Outcome, Rig
from .stage import Stage

SLOW = 5.0  # seconds of work of our own; a statement may take as long in the database
CHUNK = 250
ENOUGH = 60  # requests, among which some are bent where it hurts
PROCESSES = 3  # two cores, and the database's answers to wait for
FOLDERS = ("contract/examples", "lists", "incidents", "guidance", "demo/lists")
# They would be undone with what they are in, and need a transaction that is theirs alone.
ALONE = frozenset({"auditing:verification"})
CALM = {
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 86_400,
    "SESSION_IDLE_MINUTES": 1_440,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}


@dataclass
class Found:
    """What some requests led to; `faults` by what they have in common."""

    answers: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)
    views: set[str] = field(default_factory=set)
    slowest: float = 0.0

    def add(self, other: Found) -> None:
        self.answers += other.answers
        self.faults = {**other.faults, **self.faults}
        self.views |= other.views
        self.slowest = max(self.slowest, other.slowest)


@dataclass
class World:
    """Who attacks what, with what files."""

    people: list[str]
    targets: list[Target]
    files: list[bytes]


def work(stage: Stage, cycles: int) -> Outcome:
    """The demonstration, read by everybody, then attacked; in short, two cases and three people."""
    if cycles <= CHUNK:
        stage.case()
        stage.case(**TO_THE_END)
        world = read(["alder", "maple", crawling.NOBODY], crawling.FEW)
        return outcome(world, Team(world).attack(0, cycles))
    call_command("load_demo", verbosity=0, stdout=io.StringIO())
    stage.note("reading every page as everybody")
    world = read(crawling.people(), crawling.ALL)
    return outcome(world, by_processes(stage, world, cycles))


def by_processes(stage: Stage, world: World, cycles: int) -> Found:
    """Chunk by chunk, each with a luck of its own; SIGINT to this process ends it early."""
    found = Found()
    chunks = [(number, min(CHUNK, cycles - number)) for number in range(0, cycles, CHUNK)]
    with pool(world) as workers, contextlib.suppress(KeyboardInterrupt):  # then, what was found
        for part in workers.imap_unordered(attacked, chunks):
            with (stage.folder / "faults").open("a") as told:  # as they come, for who cannot wait
                told.writelines(f"{fault}\n" for fault in part.faults.values())
            found.add(part)
            tried = found.answers.total()
            stage.note(f"{tried:,} of {cycles:,}, {len(found.faults)} faults")
    return found


def outcome(world: World, found: Found) -> Outcome:
    kinds = Counter(f"{status // 100}xx" for status in found.answers.elements())
    return Outcome(
        found.answers.total(),
        sorted(found.faults.values()),
        {
            "addresses by name": len(found.views),
            "sorts of forms and pages": len({target.sort for target in world.targets}),
            "people": len(world.people),
            **{f"answers {kind}": count for kind, count in sorted(kinds.items())},
            "slowest answer, s": round(found.slowest, 2),
        },
    )


def read(people: list[str], breadth: crawling.Breadth) -> World:
    """Every page as everybody sees it, once what can be begun was begun."""
    files = sound_files()
    with listening(), override_settings(**CALM):
        browsers = crawling.clients(people)
        if breadth is crawling.ALL:
            seen = crawling.targets(browsers, crawling.ONE_OF_A_SORT)
            honest.begin_all(seen, browsers, files)
        return World(people, crawling.targets(browsers, breadth), files)


def sound_files() -> list[bytes]:
    """What the application ships, of each kind that it reads."""
    found = [each for folder in FOLDERS for each in sorted((ROOT / "fixtures" / folder).glob("*"))]
    return [each.read_bytes() for each in found if each.suffix in (".json", ".csv")]


@contextmanager
def pool(world: World) -> Iterator[Any]:
    """Processes that share no connection with this one."""
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(PROCESSES, begin, (world,)) as workers:
        yield workers


team: Team


def begin(world: World) -> None:
    global team
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connections.close_all()
    team = Team(world)
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = %s", [int(SLOW * 1_000)])


def attacked(chunk: tuple[int, int]) -> Found:
    return team.attack(*chunk)


class Team:
    """Everybody in a browser, and how long each sort of page has taken so far."""

    def __init__(self, world: World):
        self.world = world
        self.sorts: dict[tuple[str, ...], list[Target]] = {}
        for target in world.targets:
            self.sorts.setdefault(target.sort, []).append(target)
        self.spent: Counter[tuple[str, ...]] = Counter()

    def sign_in(self) -> None:
        """Anew for each chunk: that somebody is there is written down once a minute."""
        self.browsers = crawling.clients(self.world.people)
        self.checked = crawling.clients(self.world.people)
        for client in self.checked.values():
            client.handler.enforce_csrf_checks = True

    def attack(self, seed: int, number: int) -> Found:
        luck, found = random.Random(seed), Found()
        self.sign_in()
        attacker = Attacker(luck, self.world.people, self.world.files)
        with override_settings(**CALM), listening() as said:
            for _request in range(number):
                sort = self.sort(luck)
                target = luck.choice(self.sorts[sort])
                self.one(attacker.attack(target), target, sort, found, said)
        return found

    def sort(self, luck: random.Random) -> tuple[str, ...]:
        """Of three by chance the one that took less of our time so far: a PDF takes a second."""
        return min(luck.choices(list(self.sorts), k=3), key=self.spent.__getitem__)

    def one(self, attack: Attack, target: Target, sort, found: Found, said: list[str]) -> None:
        answer, took, faults = self.sent(attack, target, said)
        self.spent[sort] += took
        found.slowest = max(found.slowest, took)
        found.views.add(target.view)
        found.answers[answer.status_code if answer is not None else 599] += 1
        for fault in faults:
            found.faults.setdefault(f"{target.view} {fault}", f"{fault}: {attack.told()}")

    def sent(self, attack: Attack, target: Target, said: list[str]):
        """The answer, its seconds, and what is wrong with it."""
        said.clear()
        client = (self.checked if attack.checks_csrf else self.browsers)[attack.person]
        cookies = client.cookies.copy()
        began = time.process_time()
        try:
            with undone(target.view not in ALONE):
                answer = client.request(**attack.environ())
        except Exception as fault:
            last = traceback.extract_tb(fault.__traceback__)[-1]
            return None, time.process_time() - began, [f"{fault!r:.200} {last.name}:{last.lineno}"]
        finally:
            client.cookies = cookies
        took = time.process_time() - began
        slow = [f"took {took:.0f} s"] if took > SLOW else []
        return answer, took, [*said, *slow, *faults_of(answer, attack)]


@contextmanager
def undone(is_undone: bool) -> Iterator[None]:
    """What is done within is checked as at a commit, and left undone."""
    if not is_undone:
        yield
        return
    block = transaction.atomic()
    block._from_testcase = True  # durable transactions may be within, as in Django's own tests
    with block:
        yield
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
        transaction.set_rollback(True)


def control(stage: Stage, cycles: int) -> Outcome:
    """A view that believes what it is sent, among the others."""
    with override_settings(ROOT_URLCONF="attwizard.rigs.naive"):
        people = crawling.people()
        naive = [Target("naive", name, "GET", "/naive/?number=1") for name in people]
        world = World(people, naive, [])
        return outcome(world, Team(world).attack(0, max(cycles, ENOUGH)))


RIG = Rig(
    name="fuzz",
    says="hostile requests to every form and address, in every role",
    unit="requests",
    short=120,
    usual=20_000,
    work=work,
    control=control,
)
