"""The scripts that compute: dates in words, overlapping stretches, places on a line; run in a browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

Open = Callable[..., Page]

DATES = [
    ("en", "2024-11-11", "November 11, 2024"),
    ("de", "2024-11-11", "11. November 2024"),
    ("de", "2024-06", "Juni 2024"),
    ("en", "2024-06-XX", "June 2024"),
    ("en", "2024", "2024"),
    ("en", "2024-XX-XX", "2024"),
    ("en", "0843", "0843"),
    ("de", "196X", "1960er Jahre"),
    ("en", "19XX", "1900 to 1999"),
    ("en", "2024-11~", "about November 2024"),
    ("de", "2024-11-11?", "11. November 2024, unsicher"),
    ("en", "2024%", "about 2024, uncertain"),
    ("de", "XXXX-11-11", "11. November, Jahr unbekannt"),
    ("en", "XXXX-02-29", "February 29, year not known"),
    ("en", "XXXX-11", "November, year not known"),
    ("de", "2024-11-11/2024-11-13", "11.–13. November 2024"),
    ("en", "2024-11/2025-02", "November 2024 to February 2025"),
    ("de", "2024-11-11/..", "ab 11. November 2024"),
    ("en", "../2024", "until 2024"),
    ("en", "nonsense", "nonsense"),
]
DURATIONS = [
    ("en", "P10Y", "10 years"),
    ("de", "P1Y6M", "1 Jahr, 6 Monate"),
    ("de", "P2W1D", "2 Wochen, 1 Tag"),
    ("en", "P", "P"),
]

OVERLAPS = """async () => {
  const { pieces } = await import("/workbench/pieces.js");
  let seed = 7;
  const draw = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let round = 0; round < 300; round++) {
    const length = 1 + draw(40);
    const stretches = Array.from({ length: draw(9) }, (_, index) => {
      const start = draw(length);
      const field = ["events", "status", "claims"][draw(3)];
      const method = ["rule", "derived"][draw(2)];
      const fact = { id: index, field, value: { origin: { method } } };
      return { start, end: start + 1 + draw(length - start), fact };
    });
    const cuts = [draw(length)];
    const found = pieces(length, stretches, cuts);
    const lanes = new Map();
    let at = 0;
    for (const { start, end, bands } of found) {
      if (start !== at || end <= start) return `gap at ${at} in round ${round}`;
      at = end;
      const there = bands.flatMap(({ facts }) => facts.map(({ id }) => id)).sort();
      const due = stretches.filter((s) => s.start <= start && end <= s.end).map(({ fact }) => fact.id).sort();
      if (String(there) !== String(due)) return `${there} for ${due} in round ${round}`;
      const touched = stretches.filter((s) => s.start < end && start < s.end);
      if (touched.length !== due.length) return `a stretch ends within a piece in round ${round}`;
      if (new Set(bands.map(({ lane }) => lane)).size !== bands.length) return `a lane is shared in round ${round}`;
      for (const band of bands) {
        if ((lanes.get(band) ?? band.lane) !== band.lane) return `a lane changes in round ${round}`;
        lanes.set(band, band.lane);
      }
    }
    if (at !== length || !found.some(({ start }) => start === cuts[0])) return `not all of round ${round}`;
  }
  return "all right";
}"""

DRAW = """async ([events, published, width]) => {
  const { timeline } = await import("/workbench/timeline.js");
  const record = { parties: [{ code: "CHL", name: "Chile" }] };
  const facts = events.map((value, index) => ({ id: `/0/events/${index}`, field: "events", record, value }));
  const figure = timeline(facts, published);
  figure.style.width = `${width}px`;
  document.querySelector("main").replaceChildren(figure);
  await new Promise((done) => setTimeout(() => requestAnimationFrame(done), 50));
  const left = figure.getBoundingClientRect().left;
  const box = (element) => {
    if (!element) return null;
    const { x, width, y } = element.getBoundingClientRect();
    return { from: x - left, to: x - left + width, y };
  };
  return {
    article: box(figure.querySelector("line.article-day")),
    breaks: figure.querySelectorAll(".break").length,
    ticks: [...figure.querySelectorAll(".grid text")].map(({ textContent }) => textContent),
    spoken: figure.querySelector("desc").textContent,
    wide: Math.max(...[...figure.querySelectorAll("text")].map((text) => box(text).to)),
    rows: [...figure.querySelectorAll(".event")].map((row) => [row.dataset.facts.split("/").pop(), {
      sign: box(row.querySelector(".sign > :first-child")),
      shape: row.querySelector(".sign > :first-child").tagName,
      classes: row.querySelector(".sign").getAttribute("class"),
      crossed: Boolean(row.querySelector(".cross")),
      effect: box(row.querySelector(".effect")),
      words: row.querySelector("text").textContent,
    }]),
  };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="en-US", viewport={"width": 1000, "height": 900})
    opened = context.new_page()
    opened.goto(address)
    opened.wait_for_selector("html[data-ready]", state="attached")
    yield opened
    context.close()


@pytest.mark.parametrize("code", ["en", "de"])
def test_dates_are_as_precise_as_they_are(page: Page, code: str) -> None:
    words = """async ([code, dates, durations]) => {
      const { speak } = await import("/workbench/i18n.js");
      const { dateInWords, durationInWords } = await import("/workbench/calendar.js");
      await speak(code);
      const said = [dates.map(dateInWords), durations.map(durationInWords)];
      await speak("en");
      return said;
    }"""
    dates, durations = ([case for case in cases if case[0] == code] for cases in (DATES, DURATIONS))
    said = page.evaluate(words, [code, [edtf for _, edtf, _ in dates], [iso for _, iso, _ in durations]])
    assert said == [[expected for *_, expected in cases] for cases in (dates, durations)]


def test_overlaps_are_cut_into_pieces(page: Page) -> None:
    assert page.evaluate(OVERLAPS) == "all right"


def event(edtf: str | None, bounds: tuple[str | None, str | None] = (None, None), **more: Any) -> dict[str, Any]:
    date = edtf and {"edtf": edtf, "earliest": bounds[0], "latest": bounds[1], "basis": "stated"}
    return {"type": "signature", "status": "occurred", "party": None, "date": date, "effective_date": None, **more}


def day(iso: str, **more: Any) -> dict[str, Any]:
    return event(iso, (iso, iso), **more)


def test_a_timeline_keeps_order_precision_and_realis(page: Page) -> None:
    events = [
        event("2024-06", ("2024-06-01", "2024-06-30"), status="planned"),
        day("2024-01-10"),
        day("2024-03-01", status="rejected", party="CHL"),
        event(None),
        event("XXXX-11-11", status="planned"),
        event("2024-12-01/..", ("2024-12-01", None), status="planned"),
        day("2024-02-01", effective_date={"edtf": "2024-08-01", "earliest": "2024-08-01", "latest": "2024-08-01"}),
    ]
    drawn = page.evaluate(DRAW, [events, "2024-04-15T10:00:00Z", 600])
    rows = dict(drawn["rows"])
    assert list(rows) == ["1", "6", "2", "0", "5", "3", "4"]
    assert [rows[name]["shape"] for name in ("1", "2", "3", "0", "5")] == ["circle", "circle", "circle", "path", "path"]
    assert [name for name, row in rows.items() if row["crossed"]] == ["2"]
    assert [name for name, row in rows.items() if "planned" in row["classes"]] == ["0", "5", "4"]
    middle = {name: (row["sign"]["from"] + row["sign"]["to"]) / 2 for name, row in rows.items()}
    per_day = (middle["2"] - middle["1"]) / 51
    assert middle["6"] - middle["1"] == pytest.approx(22 * per_day, abs=1)
    assert drawn["article"]["from"] - middle["1"] == pytest.approx(96 * per_day, abs=1)
    assert rows["0"]["sign"]["from"] - middle["1"] == pytest.approx(143 * per_day, abs=2)
    assert rows["0"]["sign"]["to"] - rows["0"]["sign"]["from"] == pytest.approx(30 * per_day, abs=3)
    assert rows["5"]["sign"]["to"] == pytest.approx(600, abs=2)
    assert (rows["6"]["effect"]["from"] + rows["6"]["effect"]["to"]) / 2 - middle["6"] == pytest.approx(
        182 * per_day, abs=1
    )
    assert rows["3"]["sign"]["y"] > max(rows[name]["sign"]["y"] for name in ("1", "6", "2", "0", "5"))
    assert rows["3"]["words"] == "Signatureno date"
    assert rows["4"]["words"] == "SignatureNovember 11, year not known"
    assert rows["2"]["words"] == "Signature, ChileMarch 1, 2024"
    assert drawn["ticks"]
    assert "Signature, Chile, March 1, 2024, rejected" in drawn["spoken"]


def test_a_long_silence_is_a_break_and_not_a_squeeze(page: Page) -> None:
    events = [day("1963-01-22"), day("2019-01-22"), day("2019-09-01"), event("2020", ("2020-01-01", "2020-12-31"))]
    drawn = page.evaluate(DRAW, [events, None, 500])
    rows = dict(drawn["rows"])
    assert drawn["breaks"] == 1
    assert rows["2"]["sign"]["from"] - rows["1"]["sign"]["from"] > 50
    assert page.evaluate(DRAW, [events[1:], None, 500])["breaks"] == 0


@pytest.mark.parametrize("width", [240, 320, 600])
def test_words_stay_within_the_drawing(page: Page, width: int) -> None:
    events = [day(f"20{year}-06-01", type="exchange_of_instruments", party="CHL") for year in range(10, 25)]
    assert page.evaluate(DRAW, [events, "2018-01-01", width])["wide"] <= width


def test_nothing_dated_needs_no_axis(page: Page) -> None:
    drawn = page.evaluate(DRAW, [[event(None)], "2018-01-01", 400])
    assert drawn["ticks"] == []
    assert drawn["article"] is None
