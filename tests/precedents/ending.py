"""A decided case whose time is over, destroyed by two people."""

from assessments.models import Case
from assessments.retention.disposing import confirm_disposal, propose_disposal
from tests.database import as_owner


def destroyed(case, proposer, confirmer):
    with as_owner() as cursor:
        cursor.execute(
            "update assessments_decision set decided_on = decided_on - interval '11 years'"
            " where case_id = %s",
            [case.pk],
        )
    old = Case.objects.get(pk=case.pk)
    confirm_disposal(propose_disposal(old, reason="Over.", by=proposer), by=confirmer)
