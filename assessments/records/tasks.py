"""What the worker does: make the record of a decision, however often that has to be tried.

A job is put into the queue by the transaction that records the decision, so that there is one for
every decision and none for what was rolled back. Making a record twice has one effect.
"""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from assessments.cases.waiting_work import MAKE_RECORD
from assessments.models import Case

from .issuing import issue_record

QUEUE = "records"
TRIES = 12  # the last one some days after the first
STALLED = 60  # seconds without a sign of life of the worker


@app.task(
    queue=QUEUE,
    name=MAKE_RECORD,
    retry=RetryStrategy(max_attempts=TRIES, exponential_wait=3),
)
def make_record(case: str) -> None:
    """The record of a decided case, in the name of who decided."""
    found = Case.objects.select_related("decision__decided_by").get(pk=case)
    issue_record(found, by=found.decision.decided_by)


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="take_up_again", queueing_lock="take_up_again", pass_context=True)
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker died are given to another."""
    jobs = await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=STALLED)
    for job in jobs:
        await app.job_manager.retry_job(job)


def make_later(case: Case) -> None:
    """Put it into the queue, as part of the transaction that is under way."""
    make_record.configure(lock=f"record {case.pk}").defer(case=str(case.pk))
