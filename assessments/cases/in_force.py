"""The standards of the authority as they are today."""

from assessments.models import StandardsVersion


def in_force() -> StandardsVersion:
    """The version that was confirmed last."""
    return StandardsVersion.objects.filter(confirmed_at__isnull=False).latest("number")
