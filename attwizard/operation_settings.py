"""The settings of running it: what is logged and how, whom backups are encrypted to."""

from . import environment

# Backups: age public keys
BACKUP_RECIPIENTS = environment.words("BACKUP_RECIPIENTS")

# What must not fill up: a folder on each disk that the database or the program write to.
WATCHED_FOLDERS = environment.words("WATCHED_FOLDERS", default="/")

# Error reporting and logging: to standard error, for the journal of the machine to keep. Of JSON
# there is a line for each request, too.
LOG_FORMAT = environment.choice(
    "LOG_FORMAT",
    ("json", "line"),
    default="line" if environment.truth("ATTWIZARD_DEMONSTRATION") else "json",
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "assessments.operations.logs.JsonLines"},
        "line": {
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        },
    },
    "filters": {"refusals": {"()": "attwizard.refusals_logged.WithoutTraceback"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "attwizard.access": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
