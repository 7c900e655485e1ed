"""Whether a confidence means what it says: a table, one number, and a picture that a screen reader can tell."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bot.evaluation.calibration import calibration, measure
from bot.evaluation.diagram import reliability_diagram
from bot.evaluation.message_sets import TopicMessage

SVG = {"": "http://www.w3.org/2000/svg"}


def test_bins_count_messages_and_the_error_weighs_them():
    figures = calibration([0.05, 0.65, 0.65, 1.0], [False, True, False, True])
    used = {round(one.low, 1): one for one in figures.bins if one.messages}
    assert {low: one.messages for low, one in used.items()} == {0.0: 1, 0.6: 2, 0.9: 1}
    assert (used[0.6].confidence, used[0.6].right) == pytest.approx((0.65, 0.5))
    assert (used[0.9].confidence, used[0.9].right) == (1.0, 1.0)
    assert figures.expected_error == pytest.approx((0.05 + 2 * 0.15 + 0) / 4)


def test_an_empty_bin_says_so_instead_of_zero():
    table = calibration([0.95], [True]).tables()[0]
    assert table.rows[0] == ("0.0 to 0.1", "0", "–", "–")
    assert table.rows[-1] == ("expected calibration error", "1", "0.050", "")
    assert len(table.rows) == 10 + 1


def test_the_confidence_judged_is_that_of_the_first_topic_heard(reading):
    message = TopicMessage("she wants to die", "crisis")
    figures = measure([message], {message.text: reading("benefits", "crisis", decision="crisis", confidence=0.35)})
    assert [(round(one.low, 1), one.right) for one in figures.bins if one.messages] == [(0.3, 0.0)]


def test_the_picture_says_in_words_what_it_shows():
    figures = calibration([0.05, 0.65, 0.65, 1.0], [False, True, False, True])
    picture = ElementTree.fromstring(reliability_diagram(figures))
    ids = {element.get("id"): element.text or "" for element in picture}
    assert picture.get("role") == "img"
    title, description = (ids[name] for name in (picture.get("aria-labelledby") or "").split())
    assert title == "How often messages are heard rightly, by confidence"
    assert "Confidence 0.6 to 0.7: 2 messages, 50% right." in description
    assert "0.1 to 0.2" not in description


def test_the_picture_has_a_bar_as_high_as_the_share_for_each_bin_with_messages():
    picture = ElementTree.fromstring(reliability_diagram(calibration([0.65, 0.65, 0.95], [True, False, True])))
    background, half, whole = picture.findall("rect", SVG)
    assert background.get("fill") == "white"
    assert float(whole.get("height", 0)) == 2 * float(half.get("height", 0)) > 0
