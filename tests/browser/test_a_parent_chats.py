"""What a parent does on the page, in a real browser."""

from __future__ import annotations

import pytest
from browser_steps import Gateway, NewContext, ask
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser


def answer_titled(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_a_parent_asks_and_reads_the_answer(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    ask(page, "How do I ask for an assessment?")
    answer_titled(page, "How to ask for an assessment")
    newest = page.get_by_role("region", name="New messages")
    expect(newest).to_contain_text("How do I ask for an assessment?")
    expect(newest).to_contain_text("Write to the council's SEND team.")
    expect(newest).to_contain_text("Monday 19 October 2026")
    expect(newest.get_by_role("link", name="0300 555 0100")).to_have_attribute("href", "tel:03005550100")
    expect(page.get_by_label("Your message")).to_have_value("")
    expect(page.locator("[data-id]:focus")).to_contain_text("How to ask for an assessment")
    assert "staff only" not in page.content()


def test_a_parent_starts_with_an_example(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    page.get_by_role("button", name="Find activities near me").click()
    answer_titled(page, "2 activities near SK8")
    expect(page.get_by_role("button", name="Find activities near me")).to_be_hidden()


def test_a_parent_clicks_a_quick_reply(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    ask(page, "assessment")
    page.get_by_role("button", name="What happens next?").click()
    answer_titled(page, "What happens next")
    assert gateway.engine.received == ["assessment", "What happens next?"]


def test_a_parent_reloads_and_still_sees_the_conversation(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    assert page.context.cookies() == []
    ask(page, "assessment")
    answer_titled(page, "How to ask for an assessment")
    page.reload(wait_until="networkidle")
    expect(page.get_by_text("assessment", exact=True)).to_have_count(1)
    expect(page.get_by_role("heading", name="How to ask for an assessment")).to_have_count(1)
    expect(page.get_by_text("Or start with one of these")).to_be_hidden()
    assert [cookie["name"] for cookie in page.context.cookies()] == ["fingerpost_session"]


def test_a_parent_comes_back_from_a_link_and_sees_everything_once(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    ask(page, "assessment")
    answer_titled(page, "How to ask for an assessment")
    page.goto(f"{gateway.address}/static/icon.svg")
    page.go_back(wait_until="networkidle")
    expect(page.get_by_role("heading", name="How to ask for an assessment")).to_have_count(1)


def test_another_person_never_sees_the_conversation(page: Page, gateway: Gateway, new_context: NewContext) -> None:
    page.goto(gateway.address)
    ask(page, "assessment")
    answer_titled(page, "How to ask for an assessment")
    stranger = new_context().new_page()
    stranger.goto(gateway.address)
    expect(stranger.get_by_role("heading", name="How to ask for an assessment")).to_have_count(0)


def test_a_parent_opens_the_sources(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    ask(page, "assessment")
    source = page.get_by_role("link", name="Children and Families Act 2014, section 36")
    expect(source).to_be_hidden()
    page.get_by_text("Where this comes from").click()
    expect(source).to_be_visible()
    expect(source).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(page.get_by_text("Checked: Thursday 1 October 2026")).to_be_visible()


def test_a_parent_copies_what_to_say(gateway: Gateway, new_context: NewContext) -> None:
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=gateway.address)
    page = context.new_page()
    page.goto(gateway.address)
    ask(page, "assessment")
    page.get_by_role("button", name="Copy these words").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (
        "I am asking for an EHC needs assessment for my child.\n\nPlease tell me your decision within 6 weeks."
    )


def test_a_script_in_a_feed_or_a_message_stays_text(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    ask(page, "activities <img src=x onerror=\"document.title='taken over'\"><b>now</b>")
    answer_titled(page, "2 activities near SK8")
    expect(page.get_by_text("<b>now</b>")).to_be_visible()
    newest = page.get_by_role("region", name="New messages")
    assert newest.locator("script, img, b:text('now')").count() == 0
    assert newest.locator("a[href^='javascript']").count() == 0
    expect(newest.get_by_text("Sample data")).to_be_visible()
    assert "taken over" not in page.title()


def test_a_parent_uses_the_keyboard_only(gateway: Gateway, new_context: NewContext) -> None:
    page = new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(gateway.address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the chat")).to_be_focused()
    page.keyboard.press("Enter")
    question = page.get_by_label("Your message")
    for _ in range(5):
        page.keyboard.press("Tab")
        if question.evaluate("box => box === document.activeElement"):
            break
    expect(question).to_be_focused()
    page.keyboard.type("first line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second line")
    page.keyboard.press("Enter")
    answer_titled(page, "How to ask for an assessment")
    assert gateway.engine.received == ["first line\nsecond line"]
    choice = page.get_by_role("button", name="What happens next?")
    for _ in range(15):
        page.keyboard.press("Tab")
        if choice.evaluate("button => button === document.activeElement"):
            break
    expect(choice).to_be_focused()
    page.keyboard.press("Enter")
    answer_titled(page, "What happens next")


def test_a_parent_sends_nothing_and_is_told_kindly(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Error: Please write your question first.")
    expect(page).to_have_title("Error: Fingerpost: find the next step for your child")
    expect(page.get_by_label("Your message")).to_be_focused()
    ask(page, "assessment")
    answer_titled(page, "How to ask for an assessment")
    expect(page).to_have_title("Fingerpost: find the next step for your child")


def test_a_parent_writes_too_much_and_keeps_every_word(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    question = page.get_by_label("Your message")
    question.fill("a" * 3300)
    expect(page.get_by_text("700 characters left")).to_be_visible()
    question.fill("a" * 4001)
    expect(page.get_by_text("1 character too many")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("too long")
    expect(question).to_have_value("a" * 4001)


def test_a_parent_sees_the_starting_page_turn_into_the_chat(page: Page, starting_gateway: Gateway) -> None:
    page.goto(starting_gateway.address)
    expect(page.get_by_text("Fingerpost is starting up.")).to_be_visible()
    expect(page.get_by_role("heading", name="Help right now")).to_be_visible()
    starting_gateway.engine.is_ready = True
    expect(page.get_by_text("Fingerpost is ready. Ask your question.")).to_be_visible()
    expect(page.get_by_text("Fingerpost is starting up.")).to_be_hidden()
    ask(page, "assessment")
    answer_titled(page, "How to ask for an assessment")


def test_someone_in_crisis_gets_help_while_the_service_is_starting(page: Page, starting_gateway: Gateway) -> None:
    page.goto(starting_gateway.address)
    ask(page, "I want to kill myself")
    urgent = page.locator(".message-emergency")
    expect(urgent.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    assert starting_gateway.engine.received == []


def test_a_parent_loses_the_network_and_tries_again_without_a_double_message(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline. You can write, but not send yet.")).to_be_visible()
    ask(page, "assessment")
    expect(page.get_by_role("alert")).to_contain_text("You are offline. Your message is still in the box.")
    expect(page.get_by_label("Your message")).to_have_value("assessment")
    expect(page.locator(".message")).to_have_count(0)
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    answer_titled(page, "How to ask for an assessment")
    expect(page.locator(".message")).to_have_count(2)
    expect(page.get_by_label("Your message")).to_have_value("")
    expect(page.get_by_role("alert")).to_be_empty()
    assert gateway.engine.received == ["assessment"]


def test_a_parent_loses_only_the_answer_and_tries_again_without_a_double_message(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    ask(page, "first")
    answer_titled(page, "How to ask for an assessment")

    def deliver_but_lose_the_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort("connectionreset")
        else:
            route.fallback()

    page.route("**/api/messages*", deliver_but_lose_the_answer)
    page.get_by_role("button", name="What happens next?").click()
    expect(page.get_by_role("alert")).to_contain_text("Your choice was not sent.")
    ask(page, "second")
    expect(page.get_by_role("alert")).to_contain_text("Your message is still in the box.")
    page.unroute("**/api/messages*")
    page.get_by_role("button", name="Try again").last.click()
    expect(page.locator(".message-family")).to_have_count(3)
    expect(page.locator(".message-assistant")).to_have_count(3)
    expect(page.get_by_label("Your message")).to_have_value("")
    assert gateway.engine.received == ["first", "What happens next?", "second"]


def test_a_parent_keeps_what_they_wrote_when_the_server_answers_with_a_fault(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)
    page.route("**/api/messages", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    ask(page, "assessment")
    expect(page.get_by_role("alert")).to_contain_text("We could not reach Fingerpost.")
    expect(page.get_by_label("Your message")).to_have_value("assessment")
    page.unroute("**/api/messages")
    page.get_by_role("button", name="Send", exact=True).click()
    answer_titled(page, "How to ask for an assessment")
    assert gateway.engine.received == ["assessment"]
