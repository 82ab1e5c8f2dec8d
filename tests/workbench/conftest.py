"""The real service on a free port of loopback, and the Chromium of this machine to look at its page."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from service.app import create_app
from service.fallback import Fallback
from service.lang.loader import CompiledPack, load_packs
from service.pipeline import Pipeline
from service.settings import LlmSettings, Settings
from service.web.auth import hash_key
from service.web.workbench import STATIC
from tests.fake_llm import FakeModel
from tests.fake_llm.replies import Reply
from tests.fake_llm.server import Asked

Packs = Mapping[str, CompiledPack]
Scheme = Literal["light", "dark"]

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KEY = "tr_key-of-the-tests"
LANGUAGES = ("en", "de")
STRINGS = {code: json.loads((STATIC / "strings" / f"{code}.json").read_text(encoding="utf-8")) for code in LANGUAGES}
CORPUS = Path(__file__).parents[1] / "corpus" / "tune"


@pytest.fixture(scope="session")
def packs() -> Packs:
    """The language packs, compiled once for all services here."""
    return load_packs()


@pytest.fixture(scope="session")
def articles() -> dict[str, dict[str, Any]]:
    """Articles of our own, by their ids."""
    lines = [line for file in sorted(CORPUS.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    return {article["id"]: article for article in map(json.loads, lines)}


@contextmanager
def serving(settings: Settings, packs: Packs, reply: Callable[[Asked], Reply] | None = None) -> Iterator[str]:
    """A service in a thread of its own, with its address; `reply` speaks for a model."""
    leave = threading.Event()

    async def serve(listening: socket.socket) -> None:
        async with AsyncExitStack() as stack:
            model = await stack.enter_async_context(FakeModel(reply)) if reply else None
            fallback = Fallback.build(LlmSettings(base_url=model.url, model="scripted")) if model else None
            application = create_app(settings, Pipeline(packs, fallback))
            server = uvicorn.Server(uvicorn.Config(application, log_config=None))
            running = asyncio.create_task(server.serve(sockets=[listening]))
            await asyncio.to_thread(leave.wait)
            server.should_exit = True
            await running
            if fallback:
                await fallback.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: asyncio.run(serve(listening)))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            leave.set()
            thread.join(30)


@pytest.fixture(scope="session")
def address(packs: Packs) -> Iterator[str]:
    """A service without keys."""
    with serving(Settings(), packs) as opened:
        yield opened


@pytest.fixture(scope="session")
def guarded(packs: Packs) -> Iterator[str]:
    """A service that wants KEY."""
    with serving(Settings(api_keys={"tests": hash_key(KEY)}), packs) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Tabs:
    """A tab of the browser for each locale, and all that went wrong or elsewhere in them."""

    def __init__(self, browser: Browser) -> None:
        self.wrong: list[str] = []
        self._browser = browser
        self._tabs: dict[str, Page] = {}
        self._address = ""

    def open(
        self,
        address: str,
        *,
        locale: str = "en-US",
        color_scheme: Scheme = "light",
        size: tuple[int, int] = (1300, 900),
    ) -> Page:
        """The page at an address, loaded anew."""
        self._address = address
        page = self._tabs.get(locale) or self._new(locale)
        page.unroute_all()
        page.emulate_media(color_scheme=color_scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(address)
        page.wait_for_selector("#language option[value=de], #key-field:not([hidden])", state="attached")
        return page

    def leave(self) -> list[str]:
        """Leaves all pages, and tells what went wrong in them."""
        for page in self._tabs.values():
            page.goto("about:blank")
        wrong, self.wrong = self.wrong, []
        return wrong

    def _new(self, locale: str) -> Page:
        page = self._tabs[locale] = self._browser.new_context(locale=locale).new_page()
        page.on("request", lambda request: self._note(request.url, _is_elsewhere(request.url, self._address)))
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("dialog", lambda dialog: self._note(dialog.message) or dialog.dismiss())
        page.on("console", lambda message: self._note(message.text, _is_wrong(message)))
        return page

    def _note(self, what: str, is_wrong: bool = True) -> None:
        if is_wrong:
            self.wrong.append(what)


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def open_page(tabs: Tabs) -> Iterator[Callable[..., Page]]:
    """Opens the page at an address; once the test is over, nothing may have gone wrong or elsewhere."""
    yield tabs.open
    assert tabs.leave() == []


def _is_elsewhere(url: str, address: str) -> bool:
    return urlsplit(url)[:2] != urlsplit(address)[:2]


def _is_wrong(message: Any) -> bool:
    return message.type in ("error", "warning") and not message.text.startswith("Failed to load resource")


def read(page: Page, article: dict[str, Any]) -> dict[str, Any]:
    """Enters an article, has it read, and gives the answer that the page got."""
    page.fill("#title", article.get("title") or "")
    page.fill("#text", article["text"])
    page.fill("#published_at", article.get("published_at") or "")
    with page.expect_response("**/v1/extractions") as answer:
        page.get_by_role("button", name="Read the article").click()
    page.wait_for_selector("#reading:not([hidden])")
    given: dict[str, Any] = answer.value.json()
    return given
