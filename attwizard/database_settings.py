"""The settings of the databases: the one that counts, and a copy of it that auditors read from."""

from . import environment

APPLICATION_DATABASE, OWNER_DATABASE = environment.databases()
APPLICATION_ROLE = APPLICATION_DATABASE["USER"] if APPLICATION_DATABASE else ""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_ROUTERS = ["assessments.audit.replica.Router"]
DATABASES = {}
if APPLICATION_DATABASE:
    # manage.py asks for the owner for the few commands that change tables.
    AS_OWNER = environment.truth("ATTWIZARD_AS_OWNER")
    KEPT = {
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Behind PgBouncer each transaction may come to another session of the server.
        "DISABLE_SERVER_SIDE_CURSORS": environment.truth("DATABASE_POOLED"),
    }
    DATABASES["default"] = {**(OWNER_DATABASE if AS_OWNER else APPLICATION_DATABASE), **KEPT}
    if REPLICA_DATABASE := environment.replica():
        DATABASES["replica"] = {**REPLICA_DATABASE, **KEPT}
