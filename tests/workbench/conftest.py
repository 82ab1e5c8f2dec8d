"""The real service on a free port of loopback, and the Chromium of this machine to look at its page."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any
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
from tests.fake_llm import FakeModel
from tests.fake_llm.replies import Reply
from tests.fake_llm.server import Asked

Packs = Mapping[str, CompiledPack]

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


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens the page at an address; once the test is over, nothing may have gone wrong or elsewhere."""
    wrong: list[str] = []
    contexts = []

    def visit(address: str, path: str = "/", **options: Any) -> Page:
        context = browser.new_context(
            **{"locale": "en-US", "reduced_motion": "reduce", "viewport": {"width": 1300, "height": 900}, **options}
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: wrong.append(request.url) if _is_elsewhere(request.url, address) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("console", lambda message: wrong.append(message.text) if _is_wrong(message) else None)
        page.goto(f"{address}{path}")
        page.wait_for_selector("#language option[value=de], #key-field:not([hidden])", state="attached")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert wrong == []


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
