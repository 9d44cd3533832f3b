"""What proves that ledger and records are as they were: keys, certificates, a time server."""

from . import environment

# Anchors of the ledger: the key that signs them, and the public ones that they are checked with.
ANCHOR_KEY_FILE = environment.text("ANCHOR_KEY_FILE", default="")
ANCHOR_PUBLIC_KEY_FILES = environment.words("ANCHOR_PUBLIC_KEY_FILES")

# The seal of records: the authority's key (PKCS#12) and what opens it, or where it is on a token
# (PKCS#11); former certificates, a time server, and the address of this server that is printed on
# records beside their code.
SEAL_KEY_FILE = environment.text("SEAL_KEY_FILE", default="")
SEAL_PASSPHRASE_FILE = environment.text("SEAL_PASSPHRASE_FILE", default="")
SEAL_TOKEN = environment.seal_token()
SEAL_CERTIFICATE_FILES = environment.words("SEAL_CERTIFICATE_FILES")
SEAL_TIMESTAMP_URL = environment.text("SEAL_TIMESTAMP_URL", default="")
SITE_ADDRESS = environment.text("SITE_ADDRESS", default="").rstrip("/")
