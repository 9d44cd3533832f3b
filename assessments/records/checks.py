"""For `check --deploy`: whether records can be sealed as the settings say."""

from typing import Any

from django.core.checks import CheckMessage, Error, Info

from . import seal_key, sealing


def records_can_be_sealed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Signs in to the token, where the key lies on one, and looks the key up."""
    if not seal_key.is_sealing():
        return [Info("Records will bear no seal: no key is set.", id="attwizard.I001")]
    try:
        seal_key.own_certificate()
        with sealing.signer():
            return []
    except seal_key.SealTrouble as trouble:
        return [Error(trouble.sentence, id="attwizard.E030")]
