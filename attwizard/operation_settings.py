"""The settings of running it: what is logged and how, whom backups are encrypted to."""

from . import environment

# Backups: age public keys
BACKUP_RECIPIENTS = environment.words("BACKUP_RECIPIENTS")

# Error reporting and logging: to standard error, for the journal of the machine to keep.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
