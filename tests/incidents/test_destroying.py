"""When a case is destroyed, what it said of incidents goes too; the register stays."""

from assessments.incidents.of_case import leave_out
from assessments.models import IncidentLink, IncidentVersion
from assessments.retention.disposing import confirm_disposal, propose_disposal
from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit
from tests.incidents.making import make_incident
from tests.retention.test_retention import CANARY, grown_old, sing, where_it_sings

REFUSED = {item: Line("refuse", f"{CANARY} reasons") for item in "12"}


def test_no_word_of_the_case_stays_in_its_links(mina, sofia, edith, ana, adam, as_owner):
    case = make_case("s04", mina, change=sing)
    left_out = make_incident(edith)
    leave_out(case, left_out, reason=f"{CANARY} another force", by=mina)
    decide_case(submit(case, {"1": "refuse", "2": "refuse"}, by=mina), lines=REFUSED, by=sofia)

    proposal = propose_disposal(grown_old(case, as_owner), reason="Archive rule 7.", by=adam)
    confirm_disposal(proposal, by=ana)

    assert where_it_sings() == []
    assert not IncidentLink.objects.exists()
    assert IncidentVersion.objects.get() == left_out
