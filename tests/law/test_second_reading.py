"""The law against a second reading of its text, over very many generated cases."""

import pytest

from assessments.law import rule
from tests.law.cases import case_from
from tests.law.oracle import expected

BATCHES, BATCH = 10, 1000


@pytest.mark.parametrize("batch", range(BATCHES))
def test_both_readings_agree(batch):
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        case = case_from(seed)

        result = rule(case).as_json()

        result.pop("trace")
        assert result == expected(case), seed
