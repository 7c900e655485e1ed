"""The crisis check as people meet it: in their own words, misspelt, in long messages, with the content file gone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from fingerpost import safety
from fingerpost.reply import Reply
from fingerpost.safety import crisis_texts

MESSAGES = Path(__file__).parent.parent / "nlu" / "development" / "crisis_patterns.yml"
CONTENT_FILE = crisis_texts.CONTENT_FILE
KINDS = (
    "self_harm_or_suicide",
    "abuse_or_neglect",
    "violence_at_home",
    "missing_child",
    "medical_emergency",
    "parent_at_breaking_point",
)
ALLOWED_NUMBERS = {
    "999",
    "111",
    "0800 1111",
    "85258",
    "116 123",
    "0808 800 5000",
    "0808 2000 247",
    "0808 802 5544",
}
WIDE_ENOUGH = 0.99
FALSE_ALARMS_AT_MOST = 0.05


def _messages(*, crisis: bool, part: str) -> list[tuple[str, str]]:
    """The kind and the text of each message that is a crisis, or of each that only sounds like one."""
    written = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
    return [(one["kind"], one["text"]) for one in written if (one["crisis"], one["patterns"]) == (crisis, part)]


def _content() -> dict[str, Any]:
    return yaml.safe_load(CONTENT_FILE.read_text(encoding="utf-8"))


def _examples() -> list[tuple[str, str]]:
    return [(kind["id"], group["example"]) for kind in _content()["kinds"] for group in kind.get("patterns", ())]


def _all_words(reply: Reply) -> str:
    contacts = " | ".join(f"{c.name} {c.why} {c.phone} {c.text_message} {c.note}" for c in reply.contacts)
    return f"{reply.title} {reply.text} {' '.join(reply.steps)} {contacts}"


def _replies() -> list[Reply]:
    return [safety.crisis_reply(kind) for kind in (*KINDS, "general")]


@pytest.fixture
def content_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A content file of the test's own, absent until the test writes it."""
    path = tmp_path / "crisis.yml"
    monkeypatch.setattr(crisis_texts, "CONTENT_FILE", path)
    crisis_texts.current_texts.cache_clear()
    yield path
    crisis_texts.current_texts.cache_clear()


# What is caught and what is left alone


@pytest.mark.parametrize("part", ["seen", "held_out"])
def test_people_in_a_crisis_get_the_crisis_reply(part: str) -> None:
    messages = _messages(crisis=True, part=part)
    missed = [message for _, message in messages if safety.check(message) is None]
    assert 1 - len(missed) / len(messages) >= WIDE_ENOUGH, missed


@pytest.mark.parametrize("part", ["seen", "held_out"])
def test_people_with_an_ordinary_question_are_left_alone(part: str) -> None:
    messages = _messages(crisis=False, part=part)
    flagged = [message for _, message in messages if safety.check(message) is not None]
    assert len(flagged) / len(messages) <= FALSE_ALARMS_AT_MOST, flagged


def test_the_lists_are_long_enough_to_mean_something() -> None:
    assert len(_messages(crisis=True, part="seen")) + len(_messages(crisis=True, part="held_out")) >= 150
    assert len(_messages(crisis=False, part="seen")) + len(_messages(crisis=False, part="held_out")) >= 200


def test_the_reply_nearly_always_fits_the_kind_of_crisis() -> None:
    messages = _messages(crisis=True, part="seen") + _messages(crisis=True, part="held_out")
    other = [(kind, message) for kind, message in messages if safety.kind_of_crisis(message) not in (kind, None)]
    assert len(other) / len(messages) <= 0.1, other


@pytest.mark.parametrize(("kind", "example"), _examples())
def test_the_example_of_each_group_of_patterns_is_caught(kind: str, example: str) -> None:
    assert safety.kind_of_crisis(example) is not None, kind


# How people type


@pytest.mark.parametrize(
    "message",
    [
        "I WANT TO DIE",
        "i want to diiiiieeee",
        "i w a n t t o d i e",
        "i   want\tto\ndie",
        "i want to d i e",
        "I want to d\u200bi\u200be",
        "i wan\u00adt to die",
        "I don\u2019t want to be here anymore",
        "I don`t want to be here anymore",
        "i dont want 2 live, kms",
        "\U0001f62d i want to \U0001f62d die \U0001f62d",
        "í wánt tö díe",
        "i w\u0430nt to di\u0435",
        "ｉ ｗａｎｔ ｔｏ ｄｉｅ",
        "k1ll myself",
        "s*icide",
        "su!cide",
        "i want to die\x00\x07",
        "I. want. to. die.",
        "killlll myself",
        "suicde",
        "selfharming again",
        "he's got a nife",
    ],
)
def test_odd_typing_does_not_hide_a_crisis(message: str) -> None:
    assert safety.check(message) is not None


@pytest.mark.parametrize(
    "message", ["", " ", "\n\n", "\U0001f600\U0001f600", "\x00\x01\x02", "...", "'", "\ud800", "ﷺ"]
)
def test_a_message_without_words_is_no_crisis(message: str) -> None:
    assert safety.check(message) is None


@pytest.mark.parametrize(
    "filler",
    ["how do I apply for a plan. ", "how do i apply for a plan ", "a ", "i want to ", "self harm policy ", ". ", "a"],
)
def test_a_crisis_at_the_end_of_a_very_long_message_is_found(filler: str) -> None:
    long_message = (filler * 50_000)[:50_000]
    assert safety.check(long_message) is None
    assert safety.check(f"{long_message} . My son said he wants to kill himself") is not None


# A harmless phrase shields its own clause, never the next one


@pytest.mark.parametrize(
    "message",
    [
        "This form is killing me and I want to die",
        "The paperwork is killing me. Also he has taken an overdose.",
        "She was discharged after self-harm last year. Last night she did it again, she is cutting her arms.",
        "what is your self harm policy? my daughter is self harming and I'm scared",
        "He self harmed last year but now he says he wants to die",
        "he used to self harm and tonight he has self harmed again",
        "his SATs are killing me lol. seriously though he says he wants to be dead",
        "I am not suicidal but I don't want to be here anymore",
        "How do I apply for transport? Also my partner hits me.",
        "we need a draft plan by friday and i have been cutting myself",
        "my other son ran off last year. now my daughter has gone missing",
        "He is doing well at school now but at home he said he is going to hang himself",
    ],
)
def test_a_crisis_beside_something_harmless_is_still_found(message: str) -> None:
    assert safety.check(message) is not None


# What is said


@pytest.mark.parametrize("kind", [*KINDS, "general"])
def test_every_crisis_reply_says_999_what_this_is_and_offers_to_go_on(kind: str) -> None:
    reply = safety.crisis_reply(kind)
    assert (reply.topic, reply.urgency) == ("crisis", "emergency")
    assert "999" in reply.text.split("\n\n")[0] + reply.text.split("\n\n")[1] + reply.title
    assert "automated assistant, not an emergency service" in reply.text
    assert "still here" in reply.text
    assert reply.steps
    assert reply.contacts[0].phone == "999"


def test_a_child_who_is_hurt_at_home_sees_childline() -> None:
    reply = safety.check("my dad hits me")
    assert reply is not None
    assert any(contact.phone == "0800 1111" for contact in reply.contacts)


def test_a_parent_hurt_by_a_partner_sees_the_domestic_abuse_helpline() -> None:
    reply = safety.check("my husband beats me")
    assert reply is not None
    assert any(contact.phone == "0808 2000 247" for contact in reply.contacts)


def test_a_kind_that_is_not_known_gets_the_general_reply() -> None:
    assert safety.crisis_reply("something else") == safety.crisis_reply("general")


def test_only_checked_numbers_appear() -> None:
    text = CONTENT_FILE.read_text(encoding="utf-8")
    shown = " | ".join(_all_words(reply) for reply in _replies())
    for words in (shown, text):
        found = re.findall(r"\b0\d[\d ]{5,}\d\b|\b1\d\d 1\d\d\b|\b\d{5}\b", words)
        assert {" ".join(number.split()) for number in found} <= ALLOWED_NUMBERS
    three_digits = set(re.findall(r"(?:call|ring|phone|dial) (\d{3})\b", shown, flags=re.IGNORECASE))
    assert three_digits <= {"999", "111"}


def test_the_home_page_contacts_are_the_six_national_ones() -> None:
    shown = [contact.phone or contact.text_message for contact in safety.emergency_contacts()]
    assert shown == ["999", "111, option 2", "0800 1111", "SHOUT to 85258", "116 123", "0808 800 5000"]


def test_crisis_replies_use_short_sentences() -> None:
    for reply in _replies():
        sentences = re.split(r"(?<=[.!?])\s+", f"{reply.text} {' '.join(reply.steps)}")
        lengths = [len(sentence.split()) for sentence in sentences]
        assert max(lengths) <= 25, [s for s in sentences if len(s.split()) > 25]
        assert sum(lengths) / len(lengths) <= 13


def test_a_crisis_reply_never_repeats_what_the_person_wrote() -> None:
    reply = safety.check("Zebedee wants to die")
    assert reply is not None
    assert "zebedee" not in str(reply.to_dict()).lower()


# It cannot fail


BROKEN = {
    "empty": "",
    "not YAML": "kinds: [",
    "a list": "- one\n- two",
    "no contacts": "kinds: []",
    "bad pattern": None,
    "not text": b"\xff\xfe\x00\x80",
}


def _broken(name: str) -> bytes:
    if name != "bad pattern":
        words = BROKEN[name]
        return words if isinstance(words, bytes) else str(words).encode()
    content = _content()
    content["kinds"][0]["patterns"][0]["words"].append("((( [")
    return yaml.safe_dump(content).encode()


@pytest.mark.parametrize("name", ["missing", *BROKEN])
def test_with_the_content_file_missing_or_broken_the_same_numbers_are_given(name: str, content_file: Path) -> None:
    if name != "missing":
        content_file.write_bytes(_broken(name))
    for message in ("i want to die", "he is not breathing", "my dad hits me", "i can't cope any more", "he's run off"):
        reply = safety.check(message)
        assert reply is not None, message
        assert reply.urgency == "emergency"
        assert "automated assistant" in reply.text
    assert safety.check("how do I ask for an EHC plan") is None
    shown = [contact.phone or contact.text_message for contact in safety.emergency_contacts()]
    assert shown == ["999", "111, option 2", "0800 1111", "SHOUT to 85258", "116 123", "0808 800 5000"]
    assert safety.crisis_reply("general").contacts


def test_the_real_content_file_is_in_use_and_not_the_short_text() -> None:
    assert {kind.id for kind in crisis_texts.current_texts().kinds} == {*KINDS, "general"}
    assert safety.crisis_reply("general").title != crisis_texts._FALLBACK["kinds"][-1]["title"]


def test_the_crisis_check_needs_nothing_but_yaml_and_the_standard_library() -> None:
    program = (
        "import sys; from fingerpost import safety; assert safety.check('i want to die');"
        "print(*sorted({m.split('.')[0] for m in sys.modules} - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", _with_path(program)], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if "cython" not in name}
    assert loaded <= {"fingerpost", "yaml", "_yaml", "__main__"}


def _with_path(program: str) -> str:
    project = Path(safety.__file__).parent.parent.parent
    packages = Path(yaml.__file__).parent.parent
    return f"import sys; sys.path[:0] = [{str(project)!r}, {str(packages)!r}]; {program}"
