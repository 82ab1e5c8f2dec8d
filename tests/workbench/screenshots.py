"""`make screenshots`: the pictures of docs/workbench.md, of articles of our own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from service.lang.loader import load_packs
from service.settings import Settings
from tests.workbench.conftest import CHROMIUM, CORPUS, FLAGS, serving

IMAGES = Path(__file__).parents[2] / "docs" / "images"
WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 390, "height": 844}


def point_at_an_event(page: Page) -> None:
    page.locator(".timeline .event").nth(2).hover()


def open_a_value(page: Page) -> None:
    page.locator(".values.parties .value-head").first.click()


def open_a_passage(page: Page) -> None:
    page.locator(".mark").nth(4).click()


def scroll_to_the_record(page: Page) -> None:
    page.locator(".record").nth(1).evaluate("card => scrollTo(0, card.getBoundingClientRect().top + scrollY - 12)")


PICTURES: dict[str, tuple[str, str, str, dict[str, int], Callable[[Page], None]]] = {
    "wide-light": ("en-tune-001", "en", "light", WIDE, point_at_an_event),
    "wide-dark": ("de-tune-a-007", "de", "dark", WIDE, open_a_value),
    "narrow-light": ("de-tune-b-009", "de", "light", NARROW, open_a_passage),
    "narrow-dark": ("de-tune-b-009", "en", "dark", NARROW, scroll_to_the_record),
}


def main() -> None:
    lines = [line for file in CORPUS.glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()]
    articles = {article["id"]: article for article in map(json.loads, lines)}
    IMAGES.mkdir(exist_ok=True)
    with serving(Settings(), load_packs()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (article, language, scheme, size, act) in PICTURES.items():
            page = _read(browser, f"{address}/?lang={language}", articles[article], color_scheme=scheme, viewport=size)
            act(page)
            page.wait_for_timeout(500)
            page.screenshot(path=IMAGES / f"workbench-{name}.png")
        browser.close()


def _read(browser: Browser, address: str, article: dict[str, Any], **options: Any) -> Page:
    page = browser.new_context(reduced_motion="reduce", **options).new_page()
    page.goto(address)
    page.wait_for_selector("#language option[value=de]", state="attached")
    page.fill("#title", article["title"] or "")
    page.fill("#text", article["text"])
    page.fill("#published_at", article["published_at"] or "")
    page.locator("[type=submit]").click()
    page.locator(".timeline svg").first.wait_for()
    return page


if __name__ == "__main__":
    main()
