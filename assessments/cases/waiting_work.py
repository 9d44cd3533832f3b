"""Work for the worker, as the pages about a case tell of it."""

from django.db.models import Max
from procrastinate.contrib.django.models import ProcrastinateJob

from assessments.models import Case

MAKE_RECORD = "make_record"  # the name of the task in records/tasks.py


def failures(case: Case) -> int:
    """How often making the record of a decided case has failed so far."""
    jobs = ProcrastinateJob.objects.filter(task_name=MAKE_RECORD, args__case=str(case.pk))
    return jobs.aggregate(tries=Max("attempts"))["tries"] or 0
