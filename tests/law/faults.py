"""Where the faults of a text are, for the tests of reading case files."""

import json

from assessments.reference.case_format import CaseFileFaults, read
from tests.law.cases import clear_case


def places(text):
    """The places of the faults found in a text, or None if it is a good case file."""
    try:
        read(text)
    except CaseFileFaults as refused:
        for fault in refused.faults:
            assert fault.message.strip()
        return [fault.at for fault in refused.faults]
    return None


def written(**changes):
    return json.dumps(clear_case() | changes)


def replaced(old, new):
    text = written()
    assert old in text
    return text.replace(old, new, 1)
