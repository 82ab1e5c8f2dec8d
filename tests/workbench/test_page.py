"""The page around the article, in a real browser: form, languages, keys, problems, and whether everyone can use it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from schemas.vocabulary import RecordField
from service.offer import Gap
from service.pipeline import find
from service.settings import Settings
from tests.fake_llm import say
from tests.verify.articles import GERMAN
from tests.workbench.conftest import KEY, STRINGS, Packs, read, serving

Open = Callable[..., Page]

SCHEMES = ("light", "dark")
DROP = """([name, type, bytes]) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], name, { type }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: files }));
  }
}"""
PAIRS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const style = getComputedStyle(document.documentElement);
  const light = (...layers) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const layer of layers) {
      document.body.style.color = layer;
      canvas.fillStyle = getComputedStyle(document.body).color;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const found = {};
  const fields = [...style].filter((name) => name.startsWith("--field-") && name !== "--field-light");
  for (const ground of ["--paper", "--sheet"]) {
    for (const ink of ["--ink", "--quiet", "--accent", "--alarm"]) {
      found[`${ink} on ${ground}`] = contrast(light(`var(${ink})`), light(`var(${ground})`)) / 4.5;
    }
    found[`--edge on ${ground}`] = contrast(light("var(--edge)"), light(`var(${ground})`)) / 3;
  }
  found["--on-accent on --accent"] = contrast(light("var(--on-accent)"), light("var(--accent)")) / 4.5;
  found["--ink on --alarm-ground"] = contrast(light("var(--ink)"), light("var(--alarm-ground)")) / 4.5;
  found["--alarm on --alarm-ground"] = contrast(light("var(--alarm)"), light("var(--alarm-ground)")) / 4.5;
  for (const field of fields) {
    found[`${field} on --sheet`] = contrast(light(`var(${field})`), light("var(--sheet)")) / 3;
    for (const strength of ["--tint-strength", "--lit-strength"]) {
      const tint = `color-mix(in oklab, var(${field}) var(${strength}), transparent)`;
      found[`--ink on ${field} ${strength}`] = contrast(light("var(--ink)"), light("var(--sheet)", tint)) / 4.5;
    }
    const quiet = `color-mix(in oklab, var(${field}) var(--tint-strength), transparent)`;
    found[`--quiet on ${field}`] = contrast(light("var(--quiet)"), light("var(--sheet)", quiet)) / 4.5;
  }
  return found;
}"""


@pytest.fixture
def page(open_page: Open, address: str) -> Page:
    return open_page(address)


@pytest.fixture
def lying(packs: Packs, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service whose rules miss related treaties, and whose model tells one truth of them and one lie."""
    monkeypatch.setattr("service.pipeline.find", lambda document: find(document)._replace(related=()))
    monkeypatch.setattr(
        "service.pipeline.open_fields",
        lambda document, *_: [Gap(0, RecordField.RELATED, (len(document.sentences) - 1,))],
    )
    offers = say({"related": [{"title": f"Vertrag vom {day}. November 1932"} for day in (5, 15)]})
    with serving(Settings(), packs, lambda _: offers) as opened:
        yield opened


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1300), ("dark", 320)])
def test_everyone_can_use_it(open_page: Open, address: str, articles: dict[str, Any], scheme: str, width: int) -> None:
    page = open_page(address, color_scheme=scheme, size=(width, 800))
    page.get_by_role("button", name="Read the article").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    read(page, articles["en-tune-012"])
    page.locator(".value-head").first.click()
    page.locator("summary").first.click()
    page.locator(".mark").first.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_are_told_apart(open_page: Open, address: str, scheme: str) -> None:
    """Text 4.5 : 1, lines 3 : 1 (WCAG 2.2); each figure is the share of what is needed."""
    shares = open_page(address, color_scheme=scheme).evaluate(PAIRS)
    assert len(shares) > 50
    assert {pair: share for pair, share in shares.items() if share < 1} == {}


def test_the_language_is_the_readers_and_can_be_changed(
    open_page: Open, address: str, articles: dict[str, Any]
) -> None:
    page = open_page(address, locale="de-AT")
    expect(page.get_by_role("button", name="Artikel lesen")).to_be_visible()
    page.get_by_role("button", name="English").click()
    answer = read(page, articles["de-tune-a-007"])
    heading, kind = page.locator("#records-heading"), page.locator(".values.kind .value-head")
    expect(heading).to_have_text("What it says")
    expect(kind).to_have_text(STRINGS["en"]["TreatyKind"][answer["records"][0]["kind"]["value"]])
    page.get_by_role("button", name="Deutsch").click()
    expect(heading).to_have_text("Was er sagt")
    expect(kind).to_have_text(STRINGS["de"]["TreatyKind"][answer["records"][0]["kind"]["value"]])
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("#article").get_attribute("lang") == "de"
    page.get_by_role("button", name="Ändern").click()
    expect(page.locator("#text")).to_have_value(articles["de-tune-a-007"]["text"])
    page.reload()
    expect(page.get_by_role("button", name="Artikel lesen")).to_be_visible()


def test_a_problem_names_the_field(page: Page) -> None:
    page.get_by_role("button", name="Read the article").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Problem 422")
    expect(alert).to_contain_text("Article: is missing")
    expect(alert).to_be_focused()
    expect(alert.get_by_role("link", name="More about this problem")).to_have_attribute(
        "href", "problems/invalid-request"
    )
    expect(page.locator("#text")).to_have_attribute("aria-invalid", "true")
    alert.get_by_role("button", name="Article").click()
    expect(page.locator("#text")).to_be_focused()
    read(page, {"text": "Norway and Chile signed a treaty in Oslo on 3 May 2021."})
    expect(alert).to_be_hidden()
    expect(page.locator("[aria-invalid]")).to_have_count(0)


@pytest.mark.parametrize("text", ["a\ud800b", "a\x00b", "a" * 200_001], ids=["half a pair", "NUL", "too long"])
def test_a_text_that_is_refused_is_a_problem(page: Page, text: str) -> None:
    page.evaluate(
        "codes => document.querySelector('#text').value = String.fromCharCode(...codes)", [*map(ord, text[:5])]
    )
    if len(text) > 5:
        page.fill("#text", text)
    page.get_by_role("button", name="Read the article").click()
    expect(page.get_by_role("alert")).to_contain_text("Problem 4")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        pytest.param(None, "The service cannot be reached", id="nobody answers"),
        pytest.param(
            (502, "text/html", "<h1>Bad gateway</h1>"), "The answer could not be read", id="a gateway answers"
        ),
        pytest.param(
            (429, "application/problem+json", '{"title": "Slow down"}'), "Slow downTry again in 7 s.", id="429"
        ),
    ],
)
def test_what_is_no_answer_is_a_problem(page: Page, answer: tuple[int, str, str] | None, told: str) -> None:
    def reply(route: Any) -> None:
        if answer is None:
            return route.abort()
        status, kind, body = answer
        return route.fulfill(status=status, content_type=kind, body=body, headers={"Retry-After": "7"})

    page.route("**/v1/extractions", reply)
    page.fill("#text", "Norway and Chile signed a treaty.")
    page.get_by_role("button", name="Read the article").click()
    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(page.get_by_role("button", name="Read the article")).to_be_enabled()


def test_a_key_is_asked_for_and_kept_in_memory_only(open_page: Open, guarded: str, articles: dict[str, Any]) -> None:
    page = open_page(guarded)
    field = page.get_by_label("API key")
    expect(field).to_be_visible()
    for wrong in ("", "tr_wrong"):
        field.fill(wrong)
        page.fill("#text", "Norway and Chile signed a treaty.")
        page.get_by_role("button", name="Read the article").click()
        expect(page.get_by_role("alert")).to_contain_text("No valid key")
        expect(field).to_be_focused()
    field.fill(KEY)
    answer = read(page, articles["en-tune-001"])
    expect(page.locator(".record-title")).to_have_text(answer["records"][0]["title"]["value"])
    expect(page.locator("#language option[value=uk]")).to_have_text("Ukrainian")
    page.get_by_text("The same by curl").click()
    expect(page.locator(".report pre")).to_contain_text("Authorization: Bearer $TREATY_RECORDS_KEY")
    assert KEY not in page.content()
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.reload()
    expect(field).to_have_value("")


def test_what_the_model_offered_is_judged_in_the_open(open_page: Open, lying: str) -> None:
    page = open_page(lying)
    expect(page.get_by_label("Who reads")).to_have_value("auto")
    answer = read(page, {"text": GERMAN, "published_at": "2021-05-04"})
    assert [refused["verdict"] for refused in answer["rejections"]] == ["quote_missing"]
    refused = page.locator("details", has_text="What was refused, and why").locator("tbody tr")
    expect(refused.locator("td")).to_have_text(
        [
            "Vertrag vom 15. November 1932",
            "Vertrag vom 15. November 1932",
            "The quote does not stand in the article.",
        ]
    )
    page.locator(".values.related .value-head").click()
    expect(page.locator(".values.related .proof")).to_contain_text("model scripted")
    expect(page.locator("#summary")).to_have_text(re.compile(r" · 1 by the model · .* · 1 refused · "))
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Who reads").select_option("off")
    assert read(page, {"text": GERMAN})["usage"]["llm_calls"] == 0


FILES = [
    pytest.param(
        "bericht.txt", "text/plain", "Ein Übereinkommen.".encode(), "Ein Übereinkommen.", "in the form.", id="utf-8"
    ),
    pytest.param(
        "alt.md", "", "Ein Übereinkommen.".encode("cp1252"), "Ein Übereinkommen.", "Windows-1252", id="cp1252"
    ),
    pytest.param("<b>.png", "image/png", b"\x89PNG", "", "<b>.png is no text file.", id="a picture"),
]


@pytest.mark.parametrize(("name", "kind", "content", "text", "told"), FILES)
def test_a_file_can_be_dropped_or_opened(
    page: Page, name: str, kind: str, content: bytes, text: str, told: str
) -> None:
    read(page, {"text": "Norway and Chile signed a treaty."})
    page.evaluate(DROP, [name, kind, list(content)])
    expect(page.get_by_role("status")).to_contain_text(told)
    if not text:
        page.get_by_role("button", name="Edit").click()
    expect(page.locator("#text")).to_have_value(text or "Norway and Chile signed a treaty.")
    page.fill("#text", "")
    page.get_by_label("open one").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    expect(page.locator("#text")).to_have_value(text)
    expect(page.get_by_role("status")).to_contain_text(told)


def test_an_example_is_at_hand(page: Page) -> None:
    page.get_by_role("button", name="take an example").click()
    expect(page.locator("#text")).not_to_be_empty()
    page.get_by_role("button", name="Read the article").click()
    expect(page.locator(".record").first).to_be_visible()
