"""One digest for one content: of any JSON value, the same before and after PostgreSQL kept it."""

import hashlib
import json
from decimal import Decimal
from typing import Any


def digest(value: Any) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode("ascii")).hexdigest()


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces, ASCII only, and each number written in one way."""
    return json.dumps(by_value(value), sort_keys=True, separators=(",", ":"), allow_nan=False)


def by_value(value: Any) -> Any:
    """Whole numbers as int: PostgreSQL gives 1e22 back as its digits, and so does this."""
    if isinstance(value, float) and value.is_integer():
        return int(Decimal(repr(value)))
    if isinstance(value, dict):
        return {key: by_value(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [by_value(entry) for entry in value]
    return value
