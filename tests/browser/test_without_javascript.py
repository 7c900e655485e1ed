"""The same chat by form posts alone."""

from __future__ import annotations

import pytest
from browser_steps import Gateway, NewContext, ask
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def plain_page(new_context: NewContext) -> Page:
    return new_context(java_script_enabled=False).new_page()


def test_a_parent_asks_without_javascript(plain_page: Page, gateway: Gateway) -> None:
    plain_page.goto(gateway.address)
    ask(plain_page, "How do I ask for an assessment?")
    expect(plain_page).to_have_url(f"{gateway.address}/#newest")
    expect(plain_page.get_by_role("heading", name="How to ask for an assessment")).to_be_visible()
    expect(plain_page.get_by_role("button", name="Copy these words")).to_be_hidden()
    plain_page.get_by_role("button", name="What happens next?").click()
    expect(plain_page.get_by_role("heading", name="What happens next")).to_be_visible()
    expect(plain_page.get_by_role("region", name="Earlier messages")).to_contain_text("How to ask for an assessment")
    assert gateway.engine.received == ["How do I ask for an assessment?", "What happens next?"]


def test_a_parent_starts_with_an_example_without_javascript(plain_page: Page, gateway: Gateway) -> None:
    plain_page.goto(gateway.address)
    plain_page.get_by_role("button", name="Find activities near me").click()
    expect(plain_page.get_by_role("heading", name="2 activities near SK8")).to_be_visible()


def test_a_parent_sends_too_much_without_javascript_and_keeps_every_word(plain_page: Page, gateway: Gateway) -> None:
    plain_page.goto(gateway.address)
    ask(plain_page, "a" * 4001)
    expect(plain_page.get_by_role("alert")).to_contain_text("Error:")
    expect(plain_page).to_have_title("Error: Fingerpost: find the next step for your child")
    expect(plain_page.get_by_label("Your message")).to_have_value("a" * 4001)


def test_a_parent_without_javascript_sees_the_starting_page_look_again_by_itself(
    plain_page: Page, starting_gateway: Gateway
) -> None:
    plain_page.goto(starting_gateway.address)
    expect(plain_page.locator("noscript .banner")).to_be_visible()
    assert plain_page.locator("meta[http-equiv=refresh]").count() == 1
    starting_gateway.engine.is_ready = True
    expect(plain_page.locator("meta[http-equiv=refresh]")).to_have_count(0, timeout=30_000)
