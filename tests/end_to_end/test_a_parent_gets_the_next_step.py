"""Ten messages in a real browser against the whole of Fingerpost: gateway, engine, actions, sample data."""

from __future__ import annotations

import io
import os

import httpx
import psutil
import pytest
from PIL import Image

from fingerpost.settings import PROJECT_ROOT

pytestmark = [pytest.mark.engine, pytest.mark.browser]
IMAGES = PROJECT_ROOT / "docs" / "images"

# What a parent types, and the heading of the answer.
TEN_MESSAGES = [
    ("hello", "Hello"),
    ("swimming for my 7 year old near SK8 1AB on saturdays", "Services near you"),
    ("who do I write to about the school taxi in Stockport", "Who to contact"),
    ("how do I ask the council for an EHC needs assessment?", "Asking for an EHC needs assessment"),
    ("they got it on 7 September 2026", "Asking for an EHC needs assessment"),
    ("they have said no to assessing her, the letter is dated 20 October 2026", "The council refused to assess"),
    ("can you say that more simply please", "The council refused to assess: in short"),
    ("the speech therapy in his plan just isnt happening", "The help in the plan is not happening"),
    ("what happens at the annual review meeting", "The annual review"),
    ("i cant keep him safe tonight, he says he wants to die", "You are not alone. Please get help now"),
]


@pytest.fixture(scope="module")
def conversation(fingerpost, browser):
    """The page after all ten messages, and the heading of each answer."""
    page = browser.new_page(viewport={"width": 430, "height": 900})
    page.goto(fingerpost.address)
    headings, screens = [], []
    for text, _ in TEN_MESSAGES:
        answers = page.locator(".message-assistant").count()
        page.get_by_role("textbox").fill(text)
        page.get_by_role("button", name="Send", exact=True).click()
        page.locator(".message-assistant").nth(answers).wait_for()
        headings.append(page.locator(".message-assistant").nth(answers).locator("h3").inner_text())
        screens.append(page.screenshot())
    if os.environ.get("FINGERPOST_WRITE_IMAGES") == "1":
        (IMAGES / "chat.png").write_bytes(screens[1])
        _sheet(screens).save(IMAGES / "ten-messages.png", optimize=True)
    yield page, headings
    page.close()


def _sheet(screens: list[bytes]) -> Image.Image:
    """All screens side by side, five in a row."""
    images = [Image.open(io.BytesIO(screen)).convert("RGB") for screen in screens]
    width, height = images[0].size
    sheet = Image.new("RGB", (5 * width, -(-len(images) // 5) * height), "white")
    for position, image in enumerate(images):
        sheet.paste(image, (position % 5 * width, position // 5 * height))
    return sheet.quantize(128)


def test_each_of_ten_messages_gets_its_answer(conversation):
    _, headings = conversation
    assert headings == [title for _, title in TEN_MESSAGES]


def test_the_dates_are_worked_out_from_the_day_the_parent_told(conversation):
    page, _ = conversation
    assert page.get_by_text("Monday 19 October 2026").count() == 1
    assert page.get_by_text("Monday 25 January 2027").count() == 1
    assert page.get_by_text("Sunday 20 December 2026").count() >= 1


def test_the_history_survives_a_reload(conversation):
    page, headings = conversation
    page.reload()
    assert page.locator(".message-assistant h3").all_inner_texts() == headings


def test_a_parent_is_answered_again_after_the_engine_died(fingerpost):
    supervisor = psutil.Process(fingerpost.process.pid)
    engine = next(child for child in supervisor.children() if "bot.engine" in child.cmdline())
    engine.kill()
    engine.wait()
    crisis = httpx.post(f"{fingerpost.address}/api/messages", json={"text": "my dad hits me and im scared"}, timeout=30)
    assert "0800 1111" in crisis.text
    fingerpost.wait_until_ready()
    reply = httpx.post(f"{fingerpost.address}/api/messages", json={"text": "what is an annual review"}, timeout=30)
    assert "The annual review" in reply.text
    assert "The engine stopped unexpectedly. It is being started again." in fingerpost.said()


def test_the_engine_refuses_whoever_does_not_know_the_secret(fingerpost):
    supervisor = psutil.Process(fingerpost.process.pid)
    engine = next(child for child in supervisor.children() if "bot.engine" in child.cmdline())
    listening = [one.laddr for one in engine.net_connections() if one.status == psutil.CONN_LISTEN]
    assert [address.ip for address in listening] == ["127.0.0.1"]
    door = f"http://127.0.0.1:{listening[0].port}"
    refused = httpx.post(f"{door}/webhooks/fingerpost/message", json={"conversation": "web:x", "text": "hello"})
    assert refused.status_code == 403
    assert httpx.get(f"{door}/conversations/web:x/tracker").status_code == 404
