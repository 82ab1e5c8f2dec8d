/** The article with its evidence highlighted: a line below the words for each field, in lanes where they overlap. */

import { h, refill } from "./dom.js";
import { colour } from "./facts.js";
import { member } from "./i18n.js";
import { pieces } from "./pieces.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Fills `root`. What it then holds under data-source is the source, character by character. */
export function showArticle(root, { title, text, language }, facts) {
  root.lang = language ?? "";
  refill(
    root,
    title ? h("h3", { "data-source": "title" }, marked(title, "title", facts, [])) : null,
    h("div", { "data-source": "text" }, paragraphs(text, facts)),
  );
  const first = root.querySelector(".mark");
  first?.setAttribute("tabindex", "0");
  root.tabIndex = first ? -1 : 0;
}

/** The first piece of an evidence in an article that is shown. */
export function passageOf(root, { source, start }) {
  return root.querySelector(`[data-at="${source}:${start}"]`);
}

/** Makes one stop for the tab key of all passages; arrows lead from one to the next. */
export function walkByArrows(root) {
  root.addEventListener("keydown", (event) => {
    const passages = [...root.querySelectorAll(".mark")];
    const here = passages.indexOf(event.target);
    if (here < 0) return;
    const last = passages.length - 1;
    const next = { Home: 0, End: last }[event.key] ?? here + (STEPS[event.key] ?? Number.NaN);
    if (passages[next]) {
      event.preventDefault();
      passages[next].focus();
    }
  });
  root.addEventListener("focusin", ({ target }) => {
    if (!target.matches(".mark")) return;
    root.querySelector('.mark[tabindex="0"]')?.setAttribute("tabindex", "-1");
    target.setAttribute("tabindex", "0");
  });
}

function paragraphs(text, facts) {
  const cuts = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  const found = [];
  let line = [];
  for (const node of marked(text, "text", facts, cuts)) {
    line.push(node);
    if (node.textContent.endsWith("\n")) found.push(line.splice(0));
  }
  found.push(line);
  return found.map((nodes) =>
    nodes.some(({ textContent }) => textContent.trim()) ? h("p", {}, nodes) : h("div", { class: "blank" }, nodes),
  );
}

function marked(text, source, facts, cuts) {
  const stretches = facts.flatMap((fact) =>
    fact.value.evidence
      .filter((evidence) => evidence.source === source)
      .map(({ start, end }) => ({ start, end, fact })),
  );
  return pieces(text.length, stretches, cuts).map((piece) => {
    const words = text.slice(piece.start, piece.end);
    return piece.bands.length
      ? passage(words, `${source}:${piece.start}`, piece.bands)
      : document.createTextNode(words);
  });
}

function passage(words, at, bands) {
  const facts = bands.flatMap((band) => band.facts);
  const fields = [...new Set(facts.map(({ field }) => member("RecordField", field)))];
  const element = h(
    "span",
    {
      class: "mark",
      role: "button",
      tabindex: "-1",
      "aria-haspopup": "dialog",
      "aria-description": fields.join(", "),
      "data-at": at,
      "data-facts": facts.map(({ id }) => id).join(" "),
    },
    words,
  );
  for (const { lane, field, derived } of bands)
    element.style.setProperty(`--lane-${lane}`, line(colour(field), derived));
  const shortest = bands.reduce((best, band) => (band.end - band.start < best.end - best.start ? band : best));
  element.style.setProperty("--tint", colour(shortest.field));
  return element;
}

function line(hue, derived) {
  return derived
    ? `repeating-linear-gradient(90deg, ${hue} 0 2px, transparent 2px 5px)`
    : `linear-gradient(${hue}, ${hue})`;
}
