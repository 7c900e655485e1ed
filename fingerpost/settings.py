"""All settings in one object, read from the environment (`FINGERPOST_*`) and from `.env`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pydantic

if pydantic.VERSION.startswith("1."):
    from pydantic import BaseSettings
else:  # on newer Pythons settings live in their own package
    from pydantic_settings import BaseSettings  # type: ignore[no-redef, unused-ignore]

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting with a default that works on one machine; `.env.example` explains each.

    Raises `pydantic.ValidationError`, naming the variable, when a value does not fit its type.
    """

    if pydantic.VERSION.startswith("1."):

        class Config:
            env_prefix = "FINGERPOST_"
            env_file = ".env"
            extra = "ignore"

    else:
        model_config = {"env_prefix": "FINGERPOST_", "env_file": ".env", "extra": "ignore"}

    host: str = "127.0.0.1"
    port: int = 8000
    engine_port: int = 5105
    data_directory: Path = PROJECT_ROOT / "var"
    content_directory: Path = PROJECT_ROOT / "content"
    model_directory: Path = PROJECT_ROOT / "models"
    directory_url: str = ""
    private_url: str = ""
    secret_key: str = ""
    secure_cookies: bool = False
    allowed_origins: str = ""
    engine_timeout_seconds: float = 10.0
    message_limit_characters: int = 4000
    messages_per_ten_seconds: int = 10
    messages_per_hour: int = 300
    feed_allow_private_addresses: bool = False
    feed_requests_per_second: float = 4.0

    def directory_database(self) -> str:
        """The SQLAlchemy address of the public directory database."""
        return self.directory_url or f"sqlite:///{self.data_directory / 'directory.db'}"

    def private_database(self) -> str:
        """The SQLAlchemy address of the private database (conversations, cases, access, audit)."""
        return self.private_url or f"sqlite:///{self.data_directory / 'private.db'}"

    def origins(self) -> list[str]:
        """The web origins that may embed the chat widget, as written in `FINGERPOST_ALLOWED_ORIGINS`."""
        return [origin.strip().rstrip("/") for origin in self.allowed_origins.split(",") if origin.strip()]


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
