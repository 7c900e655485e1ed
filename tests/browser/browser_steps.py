"""What the browser tests share: the gateway under test, and the steps that people take."""

from __future__ import annotations

from collections.abc import Callable

from browser_engine import StubEngine
from playwright.sync_api import BrowserContext, Page

NewContext = Callable[..., BrowserContext]


class Gateway:
    """A running gateway: its address, its engine, and the web origin that may embed its widget."""

    def __init__(self, address: str, engine: StubEngine, partner: str) -> None:
        self.address = address
        self.engine = engine
        self.partner = partner


def ask(page: Page, text: str) -> None:
    """Type a message and press Send."""
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
