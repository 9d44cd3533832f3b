"""The red flags as questions to the database: one statement each, over the decisions of a period.

What a flag looks for stands in `questions/`, as SQL that ends with a table `flagged` of references
and facts. The answer has rows of `cases` (references, at most ten), `facts` (for the sentence) and
`found` (how many rows there are in all, of which the first are given).
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("questions")

DECIDED = """
with decided as materialized (
  select d.*, c.reference, c.recipient_state, c.end_user, c.activity
    from assessments_decision d join assessments_case c on c.id = d.case_id
    where d.decided_at >= %(begin)s and d.decided_at < %(end)s
),
"""
ENDING = """
select coalesce((array_agg(distinct reference order by reference)
      filter (where reference is not null))[1:10], '{}') as cases, facts,
    count(*) over () as found
  from flagged group by facts order by facts::text limit 25
"""


@cache
def query(name: str) -> str:
    """The whole statement of a flag."""
    return "\n".join((DECIDED, (FOLDER / f"{name}.sql").read_text(), ENDING))
