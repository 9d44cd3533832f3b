"""The short code of a record: what is printed on it leads to the page that verifies it."""

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LENGTH, GROUP = 12, 4  # 60 bits
MEANT = str.maketrans("ILO", "110", "- ")


def code_of(snapshot_digest: str) -> str:
    """The code of the record made from the snapshot with this digest: "7K3M-Q9PX-2BTV"."""
    hashed = hashlib.sha256(f"attwizard record {snapshot_digest}".encode()).digest()
    number = int.from_bytes(hashed, "big")
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str:
    """The code as somebody typed it from paper, put right; "" for what is none."""
    letters = typed.strip().upper().translate(MEANT)
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return ""
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))
