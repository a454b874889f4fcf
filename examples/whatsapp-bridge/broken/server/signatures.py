"""Proofs that a webhook was sent by whom it claims."""

import base64
import hashlib
import hmac
from collections.abc import Mapping


def is_internal(sent: str | None, secret: str | None) -> bool:
    """Whether the bridge sent our secret; an unset secret equals nothing."""
    if not sent or not secret:
        return False
    return hmac.compare_digest(sent.encode(), secret.encode())


def twilio_signature(token: str, url: str, form: Mapping[str, str]) -> str:
    """The X-Twilio-Signature of a form post (twilio.com/docs/usage/security)."""
    signed = url + "".join(name + form[name] for name in sorted(form))
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def is_from_twilio(sent: str | None, token: str | None, url: str, form: Mapping[str, str]) -> bool:
    """Whether Twilio signed this post; without a token nothing is believed."""
    if not sent or not token:
        return False
    return hmac.compare_digest(sent.encode(), twilio_signature(token, url, form).encode())
