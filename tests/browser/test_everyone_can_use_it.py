"""Accessibility in each state of the chat: axe-core, narrow screens, target sizes, people's own settings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_steps import Gateway, NewContext, ask
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def home(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.address)


def after_an_answer(page: Page, gateway: Gateway) -> None:
    home(page, gateway)
    ask(page, "assessment")
    page.get_by_text("Where this comes from").click()


def after_services(page: Page, gateway: Gateway) -> None:
    home(page, gateway)
    ask(page, "activities")
    expect(page.get_by_role("heading", name="2 activities near SK8")).to_be_visible()


def after_an_error(page: Page, gateway: Gateway) -> None:
    home(page, gateway)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Error")


def in_an_emergency(page: Page, gateway: Gateway) -> None:
    home(page, gateway)
    ask(page, "I want to kill myself")
    expect(page.locator(".message-emergency")).to_be_visible()


def with_the_widget_open(page: Page, gateway: Gateway) -> None:
    page.goto(gateway.partner)
    page.get_by_role("button", name="Ask for help").click()
    ask(page, "assessment")
    expect(page.get_by_role("heading", name="How to ask for an assessment")).to_be_visible()


State = Callable[[Page, Gateway], None]
STATES = [home, after_an_answer, after_services, after_an_error, in_an_emergency, with_the_widget_open]


def assert_no_violation(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_violation(state: State, colours: str, gateway: Gateway, new_context: NewContext) -> None:
    page = new_context(color_scheme=colours, viewport={"width": 390, "height": 844}).new_page()
    state(page, gateway)
    assert_no_violation(page)


def test_axe_finds_no_violation_while_starting(page: Page, starting_gateway: Gateway) -> None:
    home(page, starting_gateway)
    expect(page.get_by_text("Fingerpost is starting up.")).to_be_visible()
    assert_no_violation(page)


# 320 pixels is also what is left of 1280 pixels at 400 % zoom.
@pytest.mark.parametrize("state", STATES)
def test_nobody_scrolls_sideways_at_320_pixels(state: State, gateway: Gateway, new_context: NewContext) -> None:
    page = new_context(viewport={"width": 320, "height": 640}).new_page()
    state(page, gateway)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    panel = page.locator(".panel")
    if panel.count():
        assert panel.evaluate("panel => panel.scrollWidth - panel.clientWidth") == 0


@pytest.mark.parametrize("state", STATES)
def test_everything_to_press_is_at_least_24_pixels(state: State, page: Page, gateway: Gateway) -> None:
    state(page, gateway)
    sizes = page.locator("button, textarea, summary, .reach a, .people a").evaluate_all(
        "found => found.filter(one => one.checkVisibility())"
        ".map(one => [one.textContent.trim(), one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"
    )
    assert sizes == []


def test_nothing_moves_for_people_who_asked_for_less_motion(gateway: Gateway, new_context: NewContext) -> None:
    page = new_context(reduced_motion="reduce").new_page()
    home(page, gateway)
    page.route("**/api/messages", lambda route: None)
    ask(page, "assessment")
    status = page.get_by_role("status").filter(has_text="Finding the answer")
    expect(status).to_be_visible()
    assert status.evaluate("line => getComputedStyle(line, '::before').animationName") == "none"
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_attribute("aria-disabled", "true")


def test_buttons_keep_their_edge_in_forced_colours(gateway: Gateway, new_context: NewContext) -> None:
    page = new_context(forced_colors="active").new_page()
    home(page, gateway)
    send = page.get_by_role("button", name="Send", exact=True)
    assert send.evaluate("button => getComputedStyle(button).borderStyle") == "solid"
    assert send.evaluate("button => getComputedStyle(button).borderColor") != "rgba(0, 0, 0, 0)"
