"""What a message says in passing: how much of it is found, and how much of what is found was said."""

from __future__ import annotations

import pytest

from bot.evaluation import entities
from bot.evaluation.message_sets import EntitiesMessage


def figures_for(reading, *told_and_found):
    messages = [EntitiesMessage(f"message {number}", told) for number, (told, _) in enumerate(told_and_found)]
    readings = {
        f"message {number}": reading("greet", entities=found) for number, (_, found) in enumerate(told_and_found)
    }
    return entities.measure(messages, readings).kinds


def counts(kind):
    return kind.precision.count, kind.precision.total, kind.recall.total


def test_each_need_and_each_date_counts_by_itself(reading):
    kinds = figures_for(reading, ({"need": ["ASD", "SLCN"], "age": 7}, {"need": ["slcn", "HI"], "age": 8}))
    assert counts(kinds["need"]) == (1, 2, 2)
    assert counts(kinds["age"]) == (0, 1, 1)
    assert counts(kinds["all"]) == (1, 3, 3)
    assert kinds["need"].f1 == pytest.approx(0.5)


def test_what_was_found_but_never_said_costs_precision_alone(reading):
    kinds = figures_for(reading, ({}, {"place": "Reading"}), ({"place": "Leeds"}, {"place": "leeds"}))
    assert counts(kinds["place"]) == (1, 2, 1)
    assert kinds["place"].recall.value == 1


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"what": "swimming"}, {"what": "swimming lessons"}),
        ({"place": "Deal"}, {"place": "Deal, Kent"}),
        ({"cost": 10}, {"cost": 10.0}),
        ({"day": "saturday"}, {"day": "Saturday"}),
        ({"need": "ASD"}, {"need": ["ASD"]}),
    ],
)
def test_other_ways_of_saying_the_same_are_right(reading, told, found):
    (name,) = told
    assert counts(figures_for(reading, (told, found))[name]) == (1, 1, 1)


def test_one_answer_is_right_once_however_much_was_expected(reading):
    kinds = figures_for(reading, ({"what": ["swimming", "swimming lessons"]}, {"what": "swimming"}))
    assert counts(kinds["what"]) == (1, 1, 2)


def test_an_entity_that_only_sounds_alike_is_wrong(reading):
    assert counts(figures_for(reading, ({"postcode": "SK8 1AB"}, {"postcode": "SK8"}))["postcode"]) == (0, 1, 1)
