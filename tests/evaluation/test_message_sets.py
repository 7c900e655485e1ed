"""Somebody who writes messages to measure on learns in a sentence what a file still needs."""

from __future__ import annotations

import pytest

from bot.evaluation.message_sets import (
    CrisisMessage,
    EntitiesMessage,
    MessagesError,
    NeedsMessage,
    ScopeMessage,
    TopicMessage,
    load,
)

SCOPE = """- {text: bin day, in_scope: false, kind: council}
- {text: bus to school, in_scope: true, kind: plain}
"""


def test_each_file_gives_its_kind_of_messages(tmp_path):
    (tmp_path / "topics.yml").write_text(
        "nlu:\n- intent: benefits\n  examples: |\n    - dla form\n    - - what is PIP\n"
    )
    (tmp_path / "needs.yml").write_text("- {text: dla and a bus, needs: [benefits, school_transport]}\n")
    (tmp_path / "crisis.yml").write_text("- {text: help him, crisis: true, kind: plain}\n")
    (tmp_path / "scope.yml").write_text(SCOPE)
    (tmp_path / "entities.yml").write_text("- {text: he is 7, entities: {age: 7}}\n")
    assert load(tmp_path, ["topics", "needs", "crisis", "scope", "entities"]) == {
        "topics": [TopicMessage("dla form", "benefits"), TopicMessage("- what is PIP", "benefits")],
        "needs": [NeedsMessage("dla and a bus", ("benefits", "school_transport"))],
        "crisis": [CrisisMessage("help him", True, "plain")],
        "scope": [ScopeMessage("bin day", False, "council"), ScopeMessage("bus to school", True, "plain")],
        "entities": [EntitiesMessage("he is 7", {"age": 7})],
    }


def test_more_messages_of_one_kind_may_stand_in_files_of_their_own(tmp_path):
    (tmp_path / "crisis.yml").write_text("- {text: help him, crisis: true, kind: plain}\n")
    (tmp_path / "crisis_second_pass.yml").write_text("- {text: he is well, crisis: false, kind: past}\n")
    (tmp_path / "crises.yml").write_text("- {text: not read, crisis: false, kind: past}\n")
    assert load(tmp_path, ["crisis"]) == {
        "crisis": [CrisisMessage("help him", True, "plain"), CrisisMessage("he is well", False, "past")]
    }


def test_a_file_that_is_not_there_is_left_out(tmp_path):
    assert load(tmp_path, ["topics", "needs"]) == {}


@pytest.mark.parametrize(
    ("name", "written", "sentence"),
    [
        ("needs", "- text: dla\n- needs: [benefits]\n", "message 1 in .*needs.yml needs `needs`, as a list of topics"),
        ("needs", "- {text: dla, needs: [dla]}\n", "needs.yml names the topic dla; use one of content/topics.yml"),
        ("crisis", "- {text: oh, crisis: perhaps, kind: x}\n", "message 1 in .* needs `crisis`, as true or false"),
        ("scope", SCOPE.splitlines()[0], "scope.yml needs messages that are in scope and messages that are not"),
        ("scope", "- just text\n", "message 1 in .*scope.yml needs `text`, as text"),
        ("scope", "text: bin day\n", "scope.yml needs a list of messages, each beginning with a dash"),
        ("entities", "- {text: he is 7, entities: [7]}\n", "message 1 in .* needs `entities`, as names with values"),
        ("topics", "- {text: dla, topic: benefits}\n", "topics.yml needs `nlu` with an `intent` and `examples`"),
        ("topics", "nlu:\n- intent: benefits\n", "topics.yml needs `nlu` with an `intent` and `examples`"),
        ("topics", "nlu: []\n", "topics.yml has no messages; write some or take the file away"),
        ("topics", "nlu:\n- {intent: dla, examples: '- pip'}\n", "topics.yml names the topic dla"),
        ("crisis", "- {text: oh\n", "crisis.yml is not valid YAML near line"),
        ("crisis", b"- {text: \xff}\n", "crisis.yml is not text in UTF-8; save it again in that encoding"),
    ],
)
def test_a_file_that_does_not_fit_says_where_and_what_to_do(tmp_path, name, written, sentence):
    content = written if isinstance(written, bytes) else written.encode()
    (tmp_path / f"{name}.yml").write_bytes(content)
    with pytest.raises(MessagesError, match=sentence):
        load(tmp_path, [name])
