"""The statements that write answers: the case held, and a row changed by compare-and-set."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.cases.refusals import Refusal
from assessments.models import Answer, Case

Key = tuple[str, str]

# Written out: both are part of every save, and a queryset would take longer than its statement.
HOLD = "update assessments_case set updated_at = %s where id = %s"
HOLD_AS_LOADED = f"{HOLD} and updated_at = %s"
WRITE = """update assessments_answer set version = version + 1, {}
  where case_id = %s and step = %s and "row" = %s and version = %s"""


class StaleAnswer(Refusal):
    """Somebody saved this step since the page was made. `keys` says which rows."""

    sentence = _("This step was changed since you opened it. Compare both texts before saving.")

    def __init__(self, keys: Iterable[Key] = ()):
        super().__init__()
        self.keys = set(keys)


def hold(case: Case) -> bool:
    """Show the case as just worked on, and hold it: saves of one case queue up from here on.

    First in each act: rows lock their case too (migration 0003), and who locks it last of all
    waits in a ring with those who wait for the row. Gives whether it stands as it was loaded.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(HOLD_AS_LOADED, [now, case.pk, case.updated_at])
        if cursor.rowcount:
            return True
        cursor.execute(HOLD, [now, case.pk])
    return False


def queue_up(case: Case) -> None:
    """Hold the case for a draft, of which the lists show nothing."""
    Case.objects.select_for_update(of=("self",)).only("pk").get(pk=case.pk)


def write(case: Case, key: Key, seen_version: int, **changes: Any) -> int:
    """Compare and set: the row is written if it still has the version that was seen."""
    if seen_version == 0:
        return insert(case, key, changes)
    with connection.cursor() as cursor:
        set_columns(cursor, case, key, seen_version, changes)
        if not cursor.rowcount:
            raise StaleAnswer([key])
    return seen_version + 1


def set_columns(cursor, case: Case, key: Key, seen: int, changes: dict[str, Any]) -> None:
    """Send the statement that changes a row which still has the version that was seen."""
    fields = [Answer._meta.get_field(name) for name in changes]
    columns = ", ".join(f"{field.column} = %s" for field in fields)
    values = zip(fields, changes.values(), strict=True)
    written = [field.get_db_prep_save(value, connection) for field, value in values]
    cursor.execute(WRITE.format(columns), [*written, case.pk, *key, seen])


def insert(case: Case, key: Key, changes: dict[str, Any]) -> int:
    """A new row, at the end of its list."""
    step, row = key
    last = case.answers.filter(step=step).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    try:
        with transaction.atomic():
            Answer.objects.create(case=case, step=step, row=row, position=position, **changes)
    except IntegrityError as error:
        if "one_answer_a_step_or_row" not in str(error):
            raise
        raise StaleAnswer([key]) from error
    return 1
