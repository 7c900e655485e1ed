"""Who may open a conversation, from which website."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.sessions import SESSION_SECONDS, Sessions, new_conversation

from .conftest import another_browser, say, shown

COUNCIL = {"Origin": "https://council.example", "Sec-Fetch-Site": "cross-site"}


def test_a_session_token_opens_its_conversation_and_nothing_else():
    sessions = Sessions("a secret")
    conversation = new_conversation()
    token = sessions.token(conversation)

    assert sessions.conversation(token) == conversation
    assert Sessions("another secret").conversation(token) is None
    assert sessions.conversation(token[:-2] + "xx") is None
    assert sessions.conversation(conversation) is None
    assert sessions.conversation("") is None
    assert sessions.conversation("ü\x00.a.b") is None
    assert sessions.conversation(sessions.token("tg:12345")) is None
    assert sessions.conversation(sessions.token(["web:"])) is None


def test_a_session_ends_after_thirty_days(monkeypatch):
    import time

    sessions = Sessions("a secret")
    token = sessions.token(new_conversation())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + SESSION_SECONDS + 5)

    assert sessions.conversation(token) is None


@pytest.mark.parametrize("change", ["forged", "web:" + "0" * 32, "signature", ""])
def test_a_forged_cookie_never_opens_a_conversation(parent, app, change):
    say(parent, "a private matter")
    genuine = parent.cookies["fingerpost_session"]
    forged = genuine[:-3] + "AAA" if change == "signature" else change
    other = another_browser(app)
    other.cookies.set("fingerpost_session", forged)

    assert "a private matter" not in other.get("/").text
    assert other.get("/api/messages").json()["messages"] == []
    answer = say(other, "hello")
    assert answer.status_code == 200
    assert "set-cookie" in answer.headers
    assert "a private matter" not in other.get("/").text


def test_sessions_survive_a_restart_of_the_gateway(settings, engine):
    with TestClient(create_app(settings, engine)) as before:
        say(before, "before the restart")
        cookie = before.cookies["fingerpost_session"]
    with TestClient(create_app(settings, engine)) as after:
        after.cookies.set("fingerpost_session", cookie)
        assert "before the restart" in after.get("/").text


def test_the_embedded_widget_goes_on_with_the_token_it_was_given(parent, engine):
    first = say(parent, "from the council page", **COUNCIL)
    token = first.json()["session"]
    assert token
    assert "set-cookie" not in first.headers
    assert first.headers["access-control-allow-origin"] == "https://council.example"

    second = say(parent, "and more", Authorization=f"Bearer {token}", **COUNCIL)

    assert second.json()["session"] is None
    history = parent.get("/api/messages", headers={"Authorization": f"Bearer {token}", **COUNCIL})
    assert "from the council page" in shown(history)
    assert "and more" in shown(history)


def test_a_widget_on_a_page_of_our_own_website_keeps_its_conversation(parent, app):
    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    token = say(parent, "from our own page", **own).json()["session"]
    widget = another_browser(app)

    say(widget, "and more", Authorization=f"Bearer {token}", **own)

    assert "and more" in parent.get("/").text


def test_the_widget_cannot_use_the_cookie_of_our_own_page(parent):
    say(parent, "on our own page")
    assert parent.get("/api/messages", headers=COUNCIL).json()["messages"] == []


def test_a_forged_widget_token_opens_nothing(parent):
    say(parent, "on our own page")
    answer = parent.get("/api/messages", headers={"Authorization": "Bearer forged", **COUNCIL})
    assert answer.json()["messages"] == []


def test_the_widget_is_allowed_only_where_the_settings_say_so(parent, engine):
    question = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}

    allowed = parent.options("/api/messages", headers={"Origin": "https://council.example", **question})
    refused = parent.options("/api/messages", headers={"Origin": "https://evil.example", **question})
    sent = say(parent, "hello", Origin="https://evil.example")

    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == "https://council.example"
    assert "access-control-allow-origin" not in refused.headers
    assert sent.status_code == 403
    assert "access-control-allow-origin" not in sent.headers
    assert engine.heard == []


def test_errors_can_be_read_by_the_widget_too(parent, monkeypatch):
    from bot.gateway.assistant import Assistant

    async def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(Assistant, "take_turn", fail)
    assert say(parent, "hello", **COUNCIL).headers["access-control-allow-origin"] == "https://council.example"


@pytest.mark.parametrize(
    "path", ["/", "/api/state", "/api/messages", "/widget.js", "/static/chat.css", "/nowhere", "/health", "/chat"]
)
def test_every_response_has_the_security_headers(parent, path):
    headers = parent.get(path, follow_redirects=False).headers

    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_what_a_family_sees_is_never_cached_and_scripts_are_checked_each_time(parent):
    assert parent.get("/").headers["cache-control"] == "no-store"
    script = parent.get("/widget.js")
    assert script.headers["cache-control"] == "no-cache"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "javascript" in script.headers["content-type"]

    again = parent.get("/widget.js", headers={"If-None-Match": script.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/static/../rendering.py", "/static/%2e%2e/rendering.py", "/static//etc/passwd"])
def test_only_static_files_are_served(parent, path):
    assert parent.get(path).status_code == 404


def test_an_unknown_address_leads_to_the_start(parent):
    page = parent.get("/nowhere")
    assert page.status_code == 404
    assert "no page at this address" in page.text
    assert "999" in page.text
    assert parent.get("/api/nowhere").json()["error"]
    assert parent.delete("/api/messages").status_code == 405
