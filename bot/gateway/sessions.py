"""Signed session tokens: the only way in to a web conversation."""

from __future__ import annotations

import hashlib
import re
import secrets

from itsdangerous import BadData, URLSafeTimedSerializer

SESSION_SECONDS = 30 * 24 * 60 * 60
_WEB_CONVERSATION = re.compile(r"web:[0-9a-f]{32}")


def new_conversation() -> str:
    """A conversation id that nobody can guess: `web:` and 32 hexadecimal digits."""
    return f"web:{secrets.token_hex(16)}"


class Sessions:
    """Makes and checks session tokens, which last 30 days from when they were made."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeTimedSerializer(
            secret, salt="web session", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def token(self, conversation: str) -> str:
        """The signed token for this conversation, safe in a cookie or a header."""
        return str(self._serializer.dumps(conversation))

    def conversation(self, token: str) -> str | None:
        """The conversation this token opens; None when it is missing, forged, changed or too old."""
        try:
            conversation = self._serializer.loads(token, max_age=SESSION_SECONDS)
        except BadData:
            return None
        if not isinstance(conversation, str) or not _WEB_CONVERSATION.fullmatch(conversation):
            return None
        return conversation
