"""What is kept of a conversation, for how long; the secrets of an installation; the limits."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.gateway.conversations import Conversations, StoreUnavailable
from bot.gateway.limits import Limits
from bot.gateway.secrets import engine_secret, session_secret
from fingerpost.reply import Choice, Reply
from fingerpost.settings import PROJECT_ROOT, Settings


@pytest.fixture
def kept(tmp_path):
    return Conversations(f"sqlite:///{tmp_path}/private.db")


def test_a_reply_comes_back_as_it_was(kept):
    reply = Reply(title="A title", text="Some text", steps=("one", "two"), choices=(Choice("Yes", "affirm"),))
    kept.add_family_message("web:a", "Grüße 👩‍👧")
    added = kept.add_replies("web:a", [reply])

    family, assistant = kept.history("web:a")
    assert family.text == "Grüße 👩‍👧"
    assert assistant == added[0]
    assert assistant.reply == reply
    assert [choice.title for choice in assistant.choices] == ["Yes"]
    assert assistant.sent.utcoffset() == timedelta(0)


def test_writers_at_the_same_time_never_get_the_same_id(kept):
    with ThreadPoolExecutor(8) as pool:
        messages = list(pool.map(lambda n: kept.add_family_message("web:a", str(n)), range(40)))

    assert sorted(message.id for message in messages) == list(range(1, 41))


def test_two_processes_can_bring_a_new_database_up_to_date_at_once(tmp_path):
    address = f"sqlite:///{tmp_path}/new.db"
    program = "import sys; from bot.gateway.conversations import Conversations; Conversations(sys.argv[1]).prepare()"
    starts = [
        subprocess.Popen([sys.executable, "-c", program, address], env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)})
        for _ in range(3)
    ]
    assert [process.wait() for process in starts] == [0, 0, 0]
    assert Conversations(address).history("web:a") == []


def test_a_very_long_conversation_shows_its_newest_part(kept):
    for n in range(250):
        kept.add_family_message("web:a", str(n))
    history = kept.history("web:a")
    assert len(history) == 200
    assert history[-1].text == "249"


def test_a_reply_of_another_version_does_not_break_the_history(kept):
    from sqlalchemy import text

    from fingerpost.store import session

    kept.add_replies("web:a", [Reply(text="old")])
    with session(kept.address) as current:
        current.execute(text("UPDATE messages SET body = :body"), {"body": json.dumps({"reply": {"version": 99}})})

    assert "can no longer be shown" in kept.history("web:a")[0].reply.text


def test_old_conversations_are_forgotten_whole_and_young_ones_stay(kept):
    kept.add_family_message("web:old", "hello")
    kept.add_replies("web:old", [Reply(text="hello", choices=(Choice("Yes", "affirm"),))])
    assert kept.forget_older_than(timedelta(days=30)) == 0

    assert kept.forget_older_than(timedelta(seconds=-1)) == 1
    assert kept.history("web:old") == []
    assert kept.choice_titled("web:old", "Yes") is None


def test_a_state_that_does_not_exist_is_refused(kept):
    with pytest.raises(ValueError, match="with_staff"):
        kept.set_state("web:a", "asleep")


def test_a_database_error_carries_none_of_the_words(kept, monkeypatch):
    from sqlalchemy import text

    from fingerpost.store import session

    kept.prepare()
    with session(kept.address) as current:
        current.execute(text("DROP TABLE offered_choices"))
        current.execute(text("DROP TABLE messages"))

    with pytest.raises(StoreUnavailable) as failure:
        kept.add_family_message("web:a", "a secret")
    assert "secret" not in str(failure.value)
    assert failure.value.__suppress_context__


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    settings = Settings(data_directory=tmp_path / "new", secret_key="")
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(engine_secret, [settings] * 8))

    assert len(secrets) == 1
    assert session_secret(settings) not in secrets
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_a_secret_key_of_the_settings_is_used_and_never_written(tmp_path):
    settings = Settings(data_directory=tmp_path, secret_key="one from the settings")
    other = Settings(data_directory=tmp_path, secret_key="another")

    assert engine_secret(settings) == engine_secret(settings) != engine_secret(other)
    assert "one from the settings" not in engine_secret(settings)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_secret_key_is_said_in_one_sentence(tmp_path):
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ValueError, match="Delete the file and start again"):
        engine_secret(Settings(data_directory=tmp_path, secret_key=""))


def test_the_addresses_of_one_household_count_together(tmp_path):
    limits = Limits(Settings(data_directory=tmp_path, messages_per_ten_seconds=1))
    waits = [limits.seconds_to_wait(f"web:{n}", f"2001:db8::{n}") for n in range(7)]

    assert waits[:6] == [0] * 6
    assert 1 <= waits[6] <= 11
    assert limits.seconds_to_wait("web:8", "2001:db8:1::1") == 0
    assert limits.seconds_to_wait("web:9", "testclient") == 0
