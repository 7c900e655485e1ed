"""A parent talks on the web: messages, choices, history."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest

from fingerpost.reply import Choice

from .conftest import another_browser, say, shown

CLUB = Choice("Find a club", "find_service", {"what": "club"})
MONEY = Choice("Money and benefits", "benefits")


def choice_ids(html: str) -> dict[str, str]:
    pairs = re.findall(r'<button[^>]*name="choice"[^>]*value="([^"]+)"[^>]*>\s*([^<]+?)\s*</button>', html)
    return {title: made for made, title in pairs}


def test_a_parent_sees_her_words_and_the_answer(parent, engine):
    answer = say(parent, "How do I ask for a plan?")

    assert answer.status_code == 200
    assert [message["sender"] for message in answer.json()["messages"]] == ["family", "assistant"]
    assert "You said: How do I ask for a plan?" in shown(answer)
    assert answer.json()["engine"] == "ready"
    assert engine.heard == ["How do I ask for a plan?"]


def test_the_conversation_is_still_there_after_a_reload(parent):
    say(parent, "My first question")
    say(parent, "My second question")

    page = parent.get("/").text

    assert page.index("My first question") < page.index("My second question")


def test_message_ids_grow_and_only_newer_messages_come_when_asked(parent):
    first = say(parent, "one").json()["messages"]
    second = say(parent, "two").json()["messages"]

    ids = [message["id"] for message in first + second]
    assert ids == sorted(set(ids))
    newer = parent.get("/api/messages", params={"after": first[-1]["id"]}).json()["messages"]
    assert [message["id"] for message in newer] == [message["id"] for message in second]


def test_no_cookie_before_the_first_message(parent):
    assert "set-cookie" not in parent.get("/").headers
    assert "set-cookie" not in parent.get("/api/state").headers
    assert "set-cookie" not in parent.get("/api/messages").headers

    cookie = say(parent, "hello").headers["set-cookie"]

    assert cookie.startswith("fingerpost_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert "set-cookie" not in say(parent, "hello again").headers


def test_the_cookie_is_for_https_only_where_the_settings_say_so(settings, engine):
    from starlette.testclient import TestClient

    from bot.gateway.app import create_app

    settings.secure_cookies = True
    with TestClient(create_app(settings, engine)) as browser:
        assert "Secure" in say(browser, "hello").headers["set-cookie"]


def test_a_quick_reply_acts_as_the_choice_that_was_offered(parent, engine):
    engine.offers = (CLUB, MONEY)
    offered = choice_ids(shown(say(parent, "hello")))

    answer = parent.post("/api/messages", json={"choice": offered["Find a club"]})

    assert answer.status_code == 200
    assert engine.heard[-1] == CLUB
    assert "Find a club" in answer.json()["messages"][0]["html"]


def test_what_a_choice_does_never_leaves_the_server(parent, engine):
    engine.offers = (CLUB,)
    assert "find_service" not in say(parent, "hello").text
    assert "find_service" not in parent.get("/").text


@pytest.mark.parametrize("typed", ["Find a club", "find a CLUB ", "find  a club"])
def test_typing_the_words_of_a_quick_reply_is_choosing_it(parent, engine, typed):
    engine.offers = (CLUB,)
    say(parent, "hello")

    say(parent, typed)

    assert engine.heard[-1] == CLUB


def test_the_words_of_an_older_quick_reply_are_just_words(parent, engine):
    engine.offers = (CLUB,)
    say(parent, "hello")
    engine.offers = ()
    say(parent, "something else")

    say(parent, "Find a club")

    assert engine.heard[-1] == "Find a club"


def test_an_older_quick_reply_can_still_be_pressed(parent, engine):
    engine.offers = (CLUB, MONEY)
    offered = choice_ids(shown(say(parent, "hello")))
    engine.offers = ()
    say(parent, "something else")

    assert parent.post("/api/messages", json={"choice": offered["Money and benefits"]}).status_code == 200
    assert engine.heard[-1] == MONEY


def test_the_page_offers_open_choices_after_a_reload_but_not_used_ones(parent, engine):
    engine.offers = (CLUB, MONEY)
    offered = choice_ids(shown(say(parent, "hello")))
    engine.offers = ()
    parent.post("/api/messages", json={"choice": offered["Find a club"]})

    assert list(choice_ids(parent.get("/").text)) == ["Money and benefits"]


def test_two_families_never_see_each_other(parent, app, engine):
    say(parent, "about my son Alex")
    other = another_browser(app)
    say(other, "about my daughter Zebedine")

    assert "Alex" not in other.get("/").text
    assert "Zebedine" not in parent.get("/").text
    assert "Alex" not in other.get("/api/messages").text
    assert len({conversation for conversation, _ in engine.received}) == 2


async def test_messages_sent_at_once_are_answered_one_at_a_time_in_order(app, engine):
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as browser:
        await browser.post("/api/messages", json={"text": "first"})
        engine.is_held = True
        sent = [asyncio.create_task(browser.post("/api/messages", json={"text": f"number {n}"})) for n in range(8)]
        while len(engine.heard) < 2:
            await asyncio.sleep(0.01)
        engine.is_held = False
        await asyncio.gather(*sent)
        messages = (await browser.get("/api/messages")).json()["messages"]
    await app.state.gateway.close()

    assert [message["sender"] for message in messages] == ["family", "assistant"] * 9
    for asked, answered in zip(messages[::2], messages[1::2], strict=True):
        words = re.search(r"number \d|first", asked["html"]).group()
        assert f"You said: {words}" in answered["html"]
    assert engine.heard == ["first", *(f"number {n}" for n in range(8))]


async def test_a_slow_answer_in_one_conversation_does_not_hold_up_another(app, engine):
    transport = httpx.ASGITransport(app=app)
    held, release = asyncio.Event(), asyncio.Event()
    plain_send = engine.send

    async def send(conversation, *, text=None, choice=None):
        if text == "slow":
            held.set()
            await release.wait()
        return await plain_send(conversation, text=text, choice=choice)

    engine.send = send
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://testserver") as one,
        httpx.AsyncClient(transport=transport, base_url="http://testserver") as other,
    ):
        waiting = asyncio.create_task(one.post("/api/messages", json={"text": "slow"}))
        await held.wait()
        quick = await other.post("/api/messages", json={"text": "quick"})
        assert "You said: quick" in quick.text
        assert not waiting.done()
        release.set()
        assert "You said: slow" in (await waiting).text
    await app.state.gateway.close()


def test_a_message_for_an_adviser_is_kept_and_not_sent_to_the_engine(parent, app, engine, settings):
    from bot.gateway.conversations import Conversations

    say(parent, "hello")
    conversation = engine.received[0][0]
    kept = Conversations(settings.private_database())
    kept.set_state(conversation, "queued")

    waiting = say(parent, "are you there?")
    kept.set_state(conversation, "with_staff")
    with_staff = say(parent, "still there?")

    assert "adviser" in shown(waiting)
    assert [message["sender"] for message in with_staff.json()["messages"]] == ["family"]
    assert engine.heard == ["hello"]
    assert "are you there?" in parent.get("/").text


def test_a_closed_conversation_goes_on_with_the_assistant(parent, engine, settings):
    from bot.gateway.conversations import Conversations

    say(parent, "hello")
    kept = Conversations(settings.private_database())
    kept.set_state(engine.received[0][0], "closed")

    assert "You said: one more thing" in shown(say(parent, "one more thing"))
    assert kept.state(engine.received[0][0]) == "bot"


async def test_the_assistant_works_without_a_server_and_without_limits(engine, tmp_path):
    from bot.gateway.assistant import Assistant
    from bot.gateway.conversations import Conversations

    engine.offers = (CLUB,)
    assistant = Assistant(engine, Conversations(f"sqlite:///{tmp_path}/chat.db"), message_limit=4000)

    for n in range(50):
        messages = await assistant.receive("test:one", text=f"number {n}")
        assert [message.reply.text for message in messages] == [f"You said: number {n}"]
    chosen = await assistant.receive("test:one", choice=messages[0].choices[0].id)
    empty = await assistant.receive("test:two", text=" ")

    assert chosen[0].reply.text == "You chose: Find a club"
    assert "no words" in empty[0].reply.text
