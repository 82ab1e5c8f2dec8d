/** What one highlighted passage proves, in a small window beside it. */

import { h, refill } from "./dom.js";
import { colour, words } from "./facts.js";
import { member } from "./i18n.js";
import { finder } from "./value.js";

const MARGIN = 8;

/** Opens `window` below `passage`; `go` is called with the fact that the reader chooses. */
export function showPassage(window, passage, facts, go) {
  refill(
    window,
    h("p", { class: "passage-quote" }, passage.textContent.trim()),
    h(
      "ul",
      {},
      facts.map((fact) =>
        h(
          "li",
          {},
          factButton(fact, () => choose(fact)),
        ),
      ),
    ),
  );
  window.showPopover({ source: passage });
  place(window, passage.getClientRects()[0]);
  window.querySelector("button").focus();

  function choose(fact) {
    window.hidePopover();
    go(fact);
  }
}

function factButton(fact, onclick) {
  const [main, beside] = words(fact);
  const button = h(
    "button",
    { type: "button", "data-facts": fact.id, onclick },
    h("span", { class: "field-name" }, member("RecordField", fact.field)),
    h("span", { class: "main" }, main),
    beside ? h("span", { class: "beside" }, beside) : null,
    h("span", { class: "found" }, finder(fact.value.origin)),
  );
  button.style.setProperty("--field", colour(fact.field));
  return button;
}

function place(window, { left, top, bottom }) {
  const { width, height } = window.getBoundingClientRect();
  const below = bottom + MARGIN;
  const room = below + height + MARGIN <= innerHeight || top < height;
  window.style.setProperty("left", `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`);
  window.style.setProperty("top", `${Math.max(MARGIN, room ? below : top - height - MARGIN)}px`);
}
