"""How it is protected: levels, parts of a case, connections, keys, logs, costly parts, limits."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .ruled import Ruled

LEVELS = Ruled(
    "levels",
    _("Levels of protection"),
    "",
    (_("Level"), _("Who reads"), _("In logs"), _("Encrypted"), _("Against alteration"), _("Kept")),
    (
        (
            _("Secret"),
            _("Nobody."),
            _("Never."),
            _("Passwords hashed by Argon2id, secrets of apps encrypted; keys in files."),
            _("A change is an entry of the ledger."),
            _("Until another one takes its place."),
        ),
        (
            _("Case"),
            _("By unit, assignment or sharing by name; auditors once it is decided."),
            _("Reference and page in the security log; what was written, never."),
            _("On the way by TLS; at rest by the disks and backups of the authority."),
            _("Frozen at submission, bound by digest, and noted in the ledger."),
            _("Ten years from its end, longer by setting or hold; then two people destroy it."),
        ),
        (
            _("Internal"),
            _(
                "Everybody signed in, administrators or auditors, as the page says; a source above"
                " “restricted”, or that could lead to a survivor, those before whom a case is that"
                " uses it."
            ),
            _("User names and network addresses."),
            _("As above."),
            _("The ledger is chained; roles want two administrators, where there are two."),
            _("As long as the ledger."),
        ),
    ),
)

PARTS = Ruled(
    "parts",
    _("Parts of a case, and who reads and writes each"),
    _("Beyond who sees the case as a whole."),
    (_("Part"), _("Reads"), _("Writes")),
    (
        (
            _("What is typed and not confirmed"),
            _("Its officers."),
            _("Its officers, while the case is a draft or returned."),
        ),
        (
            _("Answers and the recommendation"),
            _("Whoever sees the case."),
            _("Its officers, while the case is a draft or returned."),
        ),
        (
            _("Verdicts, comments and the decision"),
            _("Whoever sees the case."),
            _("Supervisors of the unit or assigned, who did not work on it, once it is submitted."),
        ),
        (
            _("Sign-offs"),
            _("Whoever sees the case."),
            _("Whoever holds the role that the ruling names, once for each submission."),
        ),
        (
            _("Facts of its entries in the ledger"),
            _("Auditors, once it is decided."),
            _("Nobody; two people destroy them when their time is over."),
        ),
    ),
)

CONNECTIONS = Ruled(
    "connections",
    _("Connections"),
    _("There are no others: no mail, no update, no measuring of visitors, no address in a text."),
    (_("From"), _("To"), _("What for"), _("How")),
    (
        (
            _("Browser"),
            _("Proxy of the authority"),
            _("Every page"),
            _("TLS, and nothing else for a year after the first time."),
        ),
        (_("Proxy"), _("Web process"), _("Every page"), _("On the same machine.")),
        (
            _("Web process"),
            "PostgreSQL",
            _("Everything that is kept"),
            _("A role that owns nothing; TLS as its address says."),
        ),
        (
            _("Web process"),
            _("Identity provider, if there is one"),
            _("Signing in"),
            _("TLS with a certificate that holds; sent elsewhere, it does not follow."),
        ),
        (
            _("Worker"),
            _("Time server, if one is set"),
            _("When a record was sealed: the digest of its seal, nothing of the case"),
            _("As its address says (SEAL_TIMESTAMP_URL); its answer is signed."),
        ),
    ),
)

KEYS = Ruled(
    "keys",
    _("Keys and algorithms"),
    _("A key serves one purpose. It is replaced every two years, and at once if it may be known."),
    (_("Key"), _("What it does"), _("Algorithm"), _("Who holds it"), _("How it is replaced")),
    (
        (
            _("Signing key of the application"),
            _("Signs what pages carry; encrypts secrets of apps, by a key made from it."),
            "HMAC-SHA-256; HKDF, AES-128-CBC, HMAC-SHA-256",
            _("The web process (SECRET_KEY_FILE)."),
            _("A new file; the former is named in SECRET_KEY_FALLBACK_FILES and still opens."),
        ),
        (
            _("Key of the anchors"),
            _("Signs where the ledger stands."),
            "Ed25519",
            _("The account that makes anchors (ANCHOR_KEY_FILE); the web process does not."),
            _("A new file; its public key joins the former ones in ANCHOR_PUBLIC_KEY_FILES."),
        ),
        (
            _("Key of the seal"),
            _("Seals the records."),
            "ECDSA P-256, or RSA 3072 and more, with SHA-256",
            _("The worker, and the web process where it makes one at once (SEAL_KEY_FILE)."),
            _("A new file; its former certificate is named in SEAL_CERTIFICATE_FILES."),
        ),
        (
            _("Secret for the identity provider"),
            _("Shows the provider who asks."),
            "TLS",
            _("The web process (OIDC_SECRET_FILE), and the provider."),
            _("As the provider says."),
        ),
        (
            _("Passwords of the database roles"),
            _("Open the database."),
            "SCRAM-SHA-256",
            _("The web process for its role; whoever migrates for the owner."),
            _("In PostgreSQL, then in DATABASE_URL; none is needed over a local socket."),
        ),
        (
            _("No key: chain and digests"),
            _("Bind entries, submissions, files and records."),
            "SHA-256",
            _("Nobody."),
            _("The frame of the ledger names its version; another one would follow it."),
        ),
        (
            _("No key: passwords"),
            _("Are kept so that they cannot be read."),
            "Argon2id",
            _("Nobody."),
            _("Hashed anew at the next sign-in when the setting changes."),
        ),
    ),
)

LOGS = Ruled(
    "logs",
    _("What is logged, and where"),
    _("Times are in UTC in the ledger, and with their distance to UTC everywhere else."),
    (_("Log"), _("What"), _("Form"), _("Where, and who reads it"), _("Kept")),
    (
        (
            _("Ledger"),
            _("Every act, sign-in, reading, download and refusal, with person and moment."),
            _("Rows of the database, chained."),
            _("The database; auditors, on the page “Trail”."),
            _("Rows for good; facts of a case as long as the case."),
        ),
        (
            _("Security log"),
            _("Each page refused to somebody: who, page, method, status, and case if of one."),
            _("A JSON object in a line, named attwizard.security."),
            _("Standard error, which the machine keeps and forwards."),
            _("As the machine is set."),
        ),
        (
            _("Faults"),
            _("What was not expected, with its trace; addresses that are not there."),
            _("Lines of text with time, level and place."),
            _("Standard error."),
            _("As the machine is set."),
        ),
        (
            _("Log of the proxy"),
            _("Addresses of pages: references, and words of a search."),
            _("As the proxy is set."),
            _("The machine; to be read by as few as the cases themselves."),
            _("As the machine is set."),
        ),
    ),
)

COSTLY = Ruled(
    "costly",
    _("What costs much, and what is risky"),
    "",
    (_("Part"), _("Why"), _("What bounds it")),
    (
        (
            _("Making a record (WeasyPrint, pango, harfbuzz)"),
            _("Seconds of a processor; libraries in C read hostile text."),
            _("Made once and kept; it fetches nothing. It is not yet a process of its own."),
        ),
        (
            _("Hashing a password (Argon2id)"),
            _("Costly on purpose."),
            _("Attempts are counted before it, over all processes."),
        ),
        (
            _("Verification and red flags"),
            _("Read the whole ledger or a year of cases."),
            _("Ten seconds a page; a limit on each question to the database."),
        ),
        (
            _("Reading case files (orjson, jsonschema-rs)"),
            _("Compiled parsers read what others wrote."),
            _("Size; the schema; nothing counts before an officer confirms it."),
        ),
        (
            _("Telling the kind of a file (zipfile)"),
            _("Office papers are packed, and may be made to burst."),
            _("The list of contents is read and bounded; nothing is unpacked."),
        ),
        (
            _("Passkeys and tokens (fido2, PyJWT, cryptography)"),
            _("Everybody's sign-in rests on them."),
            _("Malformed answers are refused; only named algorithms are taken."),
        ),
    ),
)


def limits() -> Ruled:
    """As they are set here."""
    return Ruled(
        "limits",
        _("Limits"),
        "",
        (_("Of what"), _("How much")),
        (
            (_("Session without activity"), _("%s minutes") % settings.SESSION_IDLE_MINUTES),
            (_("Session, whatever one does"), _("%s hours") % settings.SESSION_HOURS),
            (_("Sessions of one person at once"), _("Any number; each is listed and can be ended")),
            (
                _("Wrong passwords and codes"),
                _("20 a minute from one address, 10 in five minutes under one name"),
            ),
            (
                _("Password given by an administrator"),
                _("One sign-in within %s days") % settings.ONE_TIME_PASSWORD_DAYS,
            ),
            (_("File of a case"), _("10 MB; of a kind that the form names, and stored as it is")),
            (_("Files of a case together"), _("200 MB")),
            (_("Office paper, if it were unpacked"), _("100 MB, 5,000 parts")),
            (_("Case file that is imported"), _("5 MB")),
            (
                _("Anything that is posted"),
                _("%s MB") % (settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2),
            ),
            (_("Substitution"), _("366 days")),
            (_("Cases, after their end"), _("%s years at least") % settings.RETENTION_YEARS),
        ),
    )


TABLES = (LEVELS, PARTS, CONNECTIONS, KEYS, LOGS, COSTLY)
