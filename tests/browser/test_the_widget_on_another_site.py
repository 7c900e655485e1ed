"""The widget on a site of another origin that has a strict content security policy."""

from __future__ import annotations

import pytest
from browser_steps import Gateway, NewContext, ask
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def open_widget(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.partner)
    page.get_by_role("button", name="Ask for help").click()
    expect(page.get_by_label("Your message")).to_be_focused()


def test_a_parent_uses_the_widget_and_finds_the_conversation_after_a_reload(page: Page, gateway: Gateway) -> None:
    open_widget(page, gateway)
    ask(page, "assessment")
    expect(page.get_by_role("heading", name="How to ask for an assessment")).to_be_visible()
    page.get_by_role("button", name="What happens next?").click()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    open_widget(page, gateway)
    expect(page.locator(".message")).to_have_count(4)
    assert gateway.engine.received == ["assessment", "What happens next?"]
    assert page.context.cookies() == []


def test_a_parent_closes_the_widget_with_escape_and_opens_it_again(page: Page, gateway: Gateway) -> None:
    open_widget(page, gateway)
    page.get_by_label("Your message").fill("half a sentence")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    opener = page.get_by_role("button", name="Ask for help")
    expect(opener).to_be_focused()
    opener.press("Enter")
    expect(page.get_by_label("Your message")).to_have_value("half a sentence")


def test_the_widget_takes_the_colours_of_the_site(page: Page, gateway: Gateway) -> None:
    open_widget(page, gateway)
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_css("background-color", "rgb(91, 42, 134)")


def test_a_parent_sees_that_the_widget_cannot_reach_the_service(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.partner)
    page.route(f"{gateway.address}/**", lambda route: route.abort())
    page.get_by_role("button", name="Ask for help").click()
    expect(page.get_by_text("We could not reach Fingerpost. Call 999 if someone is in danger.")).to_be_visible()
    page.unroute(f"{gateway.address}/**")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_label("Your message")).to_be_visible()


def test_the_example_page_shows_the_widget_on_our_own_site(new_context: NewContext, gateway: Gateway) -> None:
    page = new_context().new_page()
    page.goto(f"{gateway.address}/static/example-host.html")
    page.get_by_role("button", name="Ask for help").click()
    ask(page, "assessment")
    expect(page.get_by_role("heading", name="How to ask for an assessment")).to_be_visible()
