"""The threat model: what is protected, whom it trusts how far, against whom, and what is lost when
a part of it falls. True to what is built; a change of the one is a change of the other.
"""

from django.utils.translation import gettext_lazy as _

from .ruled import Ruled

ASSETS = Ruled(
    "assets",
    _("What is protected"),
    _("The levels say how; they are on the page “Protection”."),
    (_("What"), _("Level"), _("Who reads it")),
    (
        (
            _("Sources and methods of intelligence that an assessment quotes"),
            _("Case"),
            _(
                "Whoever sees the case; of the register of sources, those before whom a case is"
                " that uses them. They have no fence of their own within a case."
            ),
        ),
        (
            _("Commercial secrets of the applicant, and the files of a case"),
            _("Case"),
            _("Whoever sees the case; each download is an entry of the ledger."),
        ),
        (
            _("What is told of survivors of violence"),
            _("Case"),
            _("Whoever sees the case. The guidance asks to name nobody."),
        ),
        (
            _("The decision, its reasons and its record"),
            _("Case"),
            _("Whoever sees the case once it is decided, auditors among them. It must not change."),
        ),
        (
            _("Who did what, and when: the ledger"),
            _("Internal"),
            _("Auditors; of a case that is not decided they see the acts and not what they say."),
        ),
        (
            _("Names, roles, units and sessions of officers"),
            _("Internal"),
            _("Administrators and auditors; sessions only the person themselves."),
        ),
        (
            _("Passwords, secrets of authenticator apps, recovery codes, keys"),
            _("Secret"),
            _("Nobody."),
        ),
    ),
)

PARTIES = Ruled(
    "parties",
    _("Who takes part, and how far each is trusted"),
    _("Nobody is trusted with a decision alone."),
    (_("Who"), _("Trusted to"), _("Not trusted to")),
    (
        (
            _("Officer"),
            _("Tell the truth about the case that they assess."),
            _("Decide it, change it once it is submitted, or see cases of others."),
        ),
        (
            _("Supervisor"),
            _("Decide what another person assessed, with reasons."),
            _("Decide what the law does not permit, or change the officer's text."),
        ),
        (
            _("Legal adviser and head"),
            _("Sign off exactly what they read."),
            _("Sign off a case that they worked on; a change voids what they signed."),
        ),
        (
            _("Auditor"),
            _("Read decided cases and the trail, verify the ledger, hold a case for a court."),
            _("Hold a role that assesses or decides, or destroy a case alone."),
        ),
        (
            _("Administrator"),
            _("Look after people, units and standards."),
            _("Read a case, or give a role alone where a second administrator is at work."),
        ),
        (
            _("Whoever runs the server and owns the database"),
            _("Keep it running, backed up, and the keys apart."),
            _("Alter the past: they can, and the anchors kept elsewhere show it."),
        ),
        (
            _("Whoever keeps the anchors"),
            _("Keep them where nobody named above can reach them."),
            _("Anything else: an anchor tells nothing of a case."),
        ),
        (
            _("Identity provider, if there is one"),
            _("Say who signed in, and that it was with a second factor."),
            _("Bring in somebody whom nobody linked, or confirm an act."),
        ),
        (
            _("The applicant"),
            _("Nothing: they have no account. What they sent is typed or uploaded."),
            _("Be harmless: every text and every file is taken for hostile."),
        ),
    ),
)

ADVERSARIES = Ruled(
    "adversaries",
    _("Against whom"),
    "",
    (_("Who"), _("Can"), _("Must not be able to"), _("What stops them")),
    (
        (
            _("A party that challenges the decision in court"),
            _("Obtain disclosure, hire experts."),
            _("Show that the record could have been altered unnoticed."),
            _(
                "The record is made once from what was frozen at the decision, and prints position"
                " and hash of the ledger; signed anchors stand outside; a program of one file"
                " checks the ledger without us. The PDF itself bears no seal yet."
            ),
        ),
        (
            _("A curious officer"),
            _("Sign in, guess addresses."),
            _("Read cases outside their unit and circle, or approve a case of their own."),
            _(
                "One module answers who may; a stranger is told that there is no such page; the"
                " database refuses one person in both parts; readings and refusals are entries."
            ),
        ),
        (
            _("A corrupt officer with a corrupt supervisor"),
            _("Agree on a wrong decision and give reasons for it."),
            _("Decide what the law closes, or remove the traces."),
            _(
                "The ruling is computed and its sign-offs are asked for by the database; the ledger"
                " is read by auditors, who are shown red flags. Well-told lies are not found by"
                " a program."
            ),
        ),
        (
            _("An administrator of the database or the server"),
            _("Read everything, switch guards off, restore an old backup."),
            _("Do so without its being noticed."),
            _(
                "Anchors that they cannot reach, printed records, and verification from the first"
                " row. What they read is not noticed."
            ),
        ),
        (
            _("An attacker from the network"),
            _("Send anything, exploit a fault in the application or a library."),
            _("Get in, run a program, or change the past."),
            _(
                "Every page asks for sign-in, with a second factor from all who review, audit or"
                " administer, and from officers by setting; attempts are counted; no scripts run"
                " but ours; the application's role owns nothing in the database."
            ),
        ),
        (
            _("A foreign state"),
            _("All of it, and phishing, and patience."),
            _("Sign in with what was phished."),
            _(
                "Passkeys, which work at this address alone. Codes of an app can be phished while"
                " they last; acts ask for another one."
            ),
        ),
        (
            _("An honest mistake"),
            _("Press twice, go back, work in two tabs, restore the wrong backup."),
            _("Lose or double a decision, or lose what was typed."),
            _(
                "Versions on every answer, one transaction for each act, drafts that outlive the"
                " session; after a restore, verification against the anchors."
            ),
        ),
    ),
)

ASSUMPTIONS = (
    _("The server is run by somebody who does not also keep the anchors."),
    _("TLS is ended by a proxy on the same machine."),
    _("Disks and backups are encrypted by the machine; the application does not do it."),
    _("The clock of the server is right; a clock set back breaks nothing, but misleads."),
    _("Officers' machines are kept in order; who controls a machine controls its sessions."),
    _("At least two people decide, and in the end at least two administer."),
    _("Python, PostgreSQL, the libraries of the lock file and the mathematics hold."),
)

COMPROMISE = Ruled(
    "compromise",
    _("What falls with each part"),
    _("Suppose that an attacker has taken over the part. Then:"),
    (_("Part"), _("They have"), _("They do not have, or are found out")),
    (
        (
            _("The web process"),
            _(
                "Everything that is in the database, to read; the signing key, and with it the"
                " secrets of authenticator apps; false entries in anybody's name from now on."
            ),
            _(
                "The past: entries, submissions, decisions and records are closed to its role. Two"
                " people, sign-offs and the ruling are asked for by the database."
            ),
        ),
        (
            _("The making of records"),
            _(
                "What the web process has: records are made in it. A text that breaks WeasyPrint"
                " breaks it there."
            ),
            _("Files and the network through a text: it fetches its own pictures alone."),
        ),
        (
            _("The owner of the database"),
            _("Everything to read, and the past to rewrite, as a whole."),
            _("Anchors kept elsewhere and printed records, which then no longer agree."),
        ),
        (
            _("A backup"),
            _("Everything in it, unless it was encrypted; hashes of passwords, not passwords."),
            _("The signing key, and with it secrets of apps; anything later than the backup."),
        ),
        (
            _("An officer's machine"),
            _(
                "What this officer sees, and their drafts, until the session ends: by time, or when"
                " an administrator or they themselves end it."
            ),
            _(
                "Submitting, signing off and deciding, each of which asks again for the password"
                " and, where there is one, the second factor."
            ),
        ),
        (
            _("An administrator's account"),
            _(
                "Lists of people; another password for somebody who has no second factor, and so"
                " what that person sees. While nobody else administers: every role."
            ),
            _(
                "Cases, by itself; roles without a second administrator. Each act is an entry, and"
                " the person finds that their password no longer works."
            ),
        ),
        (
            _("The key of the anchors"),
            _("Anchors that look true, of a ledger that is not."),
            _("Anchors made before, which are kept elsewhere and still contradict it."),
        ),
        (
            _("The key of the seal"),
            _("Records that look sealed by the authority."),
            _("Records issued before; here, by code or file, a false one is known by no digest."),
        ),
        (
            _("The identity provider"),
            _("Every account that is linked to it, with a second factor claimed."),
            _("Accounts that are not linked; acts, which ask for what this application knows."),
        ),
    ),
)

TABLES = (ASSETS, PARTIES, ADVERSARIES)
