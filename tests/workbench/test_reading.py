"""What the page shows of an article that was read, in a real browser."""

import json
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.workbench.conftest import read

Open = Callable[..., Page]

SHOWN = """() => Object.fromEntries([...document.querySelectorAll("#article .mark")].flatMap((mark) =>
  mark.dataset.facts.split(" ").map((id) => [id, mark])).reduce((found, [id, mark]) =>
    found.set(id, (found.get(id) ?? "") + mark.textContent), new Map()))"""
HOSTILE = (
    "<script>alert('script')</script><img src=x onerror=\"alert('img')\"> Norway & <b>Chile</b> signed the "
    "<svg onload=alert('svg')>\"Treaty of <i>Oslo</i>\" in Oslo on 3 May 2021. "
    "'\"><iframe srcdoc=\"<script>alert('frame')</script>\"> javascript:alert('url') {{7*7}} ${7*7} "
    "Norway's minister said the treaty <a href=//elsewhere.example>would</a> fail.\nJSON\n'; exit 1; '"
)
EMOJI = (
    "🇨🇱🇵🇪🎉 Chile and Peru 👩‍👩‍👧 signed the “Treaty of 𝕷ima” 🖋️ in Lima on 3 May 2021. 🎈 Peru has not yet ratified it."
)
ARTICLES = ["de-tune-b-009", "en-tune-012", "fr-tune-003", "pl-tune-003", "uk-tune-002", "ru-tune-005", "es-tune-001"]


@pytest.fixture
def page(open_page: Open, address: str) -> Page:
    return open_page(address)


def utf16(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def facts(answer: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, record in enumerate(answer["records"]):
        for field, value in record.items():
            if isinstance(value, list):
                yield from ((f"/{number}/{field}/{index}", fact) for index, fact in enumerate(value))
            elif value and field != "coverage":
                yield f"/{number}/{field}", value


def expected_highlights(answer: dict[str, Any], article: dict[str, Any]) -> dict[str, str]:
    """All that proves a fact, headline first, in the order of the text, what overlaps once."""
    shown = {}
    for name, fact in facts(answer):
        shown[name] = ""
        for source in ("title", "text"):
            covered = sorted(
                {at for e in fact["evidence"] if e["source"] == source for at in range(e["start"], e["end"])}
            )
            units = (article.get(source) or "").encode("utf-16-le")
            shown[name] += b"".join(units[2 * at : 2 * at + 2] for at in covered).decode("utf-16-le")
    return shown


def test_what_is_highlighted_is_the_evidence(page: Page, articles: dict[str, Any]) -> None:
    for name in ARTICLES:
        answer = read(page, articles[name])
        assert answer["records"], name
        assert page.evaluate(SHOWN) == expected_highlights(answer, articles[name]), name
        assert page.locator("#article [data-source=text]").evaluate("e => e.textContent") == articles[name]["text"]
        page.get_by_role("button", name="Edit").click()


def test_offsets_count_as_the_browser_counts(page: Page) -> None:
    article = {"text": EMOJI, "title": "🎊 Chile signs"}
    answer = read(page, article)
    evidence = [e for _, fact in facts(answer) for e in fact["evidence"]]
    assert answer["offsets"] == "utf16"
    assert any(EMOJI.find(e["quote"]) != e["start"] for e in evidence)
    assert all(utf16(article[e["source"]], e["start"], e["end"]) == e["quote"] for e in evidence)
    assert page.evaluate(SHOWN) == expected_highlights(answer, article)


def test_a_hostile_article_stays_text(page: Page) -> None:
    article = {"text": HOSTILE, "title": "<img src=x onerror=alert('title')>"}
    answer = read(page, article)
    assert answer["records"]
    for summary in page.locator("#report summary").all():
        summary.click()
    for value in page.locator(".value-head").all():
        value.click()
    page.locator(".mark").first.click()
    assert page.locator("#article [data-source=text]").evaluate("e => e.textContent") == HOSTILE
    assert page.locator("main :is(script, img, iframe, b:not(.quote b), i, a[href*=elsewhere])").count() == 0
    assert page.evaluate(SHOWN) == expected_highlights(answer, article)


def unfold(page: Page, name: str) -> Locator:
    page.get_by_text(name).click()
    fold = page.locator("details", has_text=name).locator(".fold")
    expect(fold).not_to_be_empty()
    return fold


def test_the_curl_command_asks_the_same(page: Page) -> None:
    answer = read(page, {"text": HOSTILE, "published_at": "2021-05-04"})
    shown = unfold(page, "The answer as JSON").locator("pre").text_content()
    command = unfold(page, "The same by curl").locator("pre").text_content()
    assert json.loads(shown or "") == answer
    told = subprocess.run(["/bin/sh", "-c", command or ""], capture_output=True, check=True, timeout=20)
    assert json.loads(told.stdout)["records"] == answer["records"]


LIT = """() => {
    const runs = [];
    let last = null;
    for (const mark of document.querySelectorAll("#article .mark.lit")) {
        if (last && last.nextSibling === mark) runs[runs.length - 1] += mark.textContent;
        else runs.push(mark.textContent);
        last = mark;
    }
    return runs;
}"""


def lit(page: Page) -> set[str]:
    """The stretches of the article that are lit; a passage in which others lie is in pieces, and one stretch."""
    return set(page.evaluate(LIT))


def test_pointing_at_a_value_lights_its_passages(page: Page, articles: dict[str, Any]) -> None:
    answer = read(page, articles["en-tune-001"])
    chosen = next(i for i, event in enumerate(answer["records"][0]["events"]) if event["date"] and event["place"])
    quotes = {e["quote"] for e in answer["records"][0]["events"][chosen]["evidence"]}
    page.locator(".values.events .value").nth(chosen).hover()
    assert lit(page) == quotes
    expect(page.locator(f'.timeline .event[data-facts="/0/events/{chosen}"]')).to_have_class("event lit")
    page.mouse.move(1, 1)
    assert lit(page) == set()
    page.locator(".values.events .value button").nth(chosen).focus()
    assert lit(page) == quotes


def test_a_passage_shows_its_facts(page: Page, articles: dict[str, Any]) -> None:
    answer = dict(facts(read(page, articles["en-tune-001"])))
    passage = page.locator('.mark[data-facts*="/parties/"][data-facts*="/events/"]').first
    ids = sorted((passage.get_attribute("data-facts") or "").split())
    passage.click()
    window = page.get_by_role("dialog", name="What this passage proves")
    expect(window).to_be_visible()
    told = window.get_by_role("button")
    assert sorted(button.get_attribute("data-facts") or "" for button in told.all()) == ids
    for name in ids:
        button = window.locator(f'[data-facts="{name}"]')
        expect(button).to_contain_text(name.split("/")[2].capitalize())
        expect(button).to_contain_text(answer[name]["origin"]["name"])
        button.hover()
        quotes = {quote["quote"] for quote in answer[name]["evidence"]} - {articles["en-tune-001"]["title"]}
        assert all(any(quote in stretch for stretch in lit(page)) for quote in quotes)
    window.locator(f'[data-facts="{ids[-1]}"]').click()
    expect(window).to_be_hidden()
    expect(page.locator(f'.value[data-facts="{ids[-1]}"] button').first).to_be_focused()


def test_everything_can_be_reached_by_keyboard(page: Page, articles: dict[str, Any]) -> None:
    page.locator("#text").focus()
    page.keyboard.insert_text(articles["en-tune-001"]["text"])
    page.keyboard.press("Control+Enter")
    expect(page.locator("#article-heading")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("Read: ")
    stops = page.locator("#legend button").count() + 2
    for _ in range(stops):
        page.keyboard.press("Tab")
    marks = page.locator("#article .mark")
    expect(marks.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(marks.last).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    window = page.get_by_role("dialog")
    expect(window.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(marks.first).to_be_focused()
    page.keyboard.press("Tab")
    title = page.locator("#records .value-head").first
    expect(title).to_be_focused()
    page.keyboard.press("Enter")
    expect(title).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".mark:focus")).to_have_count(1)


def test_a_field_can_be_hidden(page: Page, articles: dict[str, Any]) -> None:
    answer = read(page, articles["en-tune-001"])
    count = sum(len(record["parties"]) for record in answer["records"])
    parties = page.get_by_role("button", name=f"Parties {count}")
    parties.click()
    expect(parties).to_have_attribute("aria-pressed", "false")
    shown = page.evaluate(SHOWN)
    assert not any("/parties/" in name for name in shown)
    assert len(shown) == sum(1 for _ in facts(answer)) - count
    parties.click()
    assert page.evaluate(SHOWN) == expected_highlights(answer, articles["en-tune-001"])


def test_what_is_missing_has_its_reason(page: Page, articles: dict[str, Any]) -> None:
    answer = read(page, articles["en-tune-001"])
    coverage = {name: entry for name, entry in answer["records"][0]["coverage"].items() if entry["outcome"] != "found"}
    told = page.locator(".coverage").inner_text()
    assert coverage
    for name in coverage:
        assert name.capitalize() in told
    rows = unfold(page, "Who found what").locator("tbody tr")
    names = {fact["origin"]["name"] for _, fact in facts(answer)}
    assert rows.count() == sum(1 for _ in facts(answer))
    assert set(rows.locator("td code").all_text_contents()) == names


def test_an_article_about_no_treaty_says_so(page: Page) -> None:
    read(page, {"text": "The weather is fine."})
    expect(page.locator("#records")).to_have_text("The article reports on no international agreement.")
    page.get_by_role("button", name="Edit").click()
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value("The weather is fine.")
