/** Whatever shows facts names them in data-facts; pointing at it or focusing it lights all that share one of them. */

import { colour } from "./facts.js";

/** Lights what belongs together within `root`, whatever it holds at the time. */
export function spotlight(root) {
  let lit = new Set();
  root.addEventListener("pointerover", ({ target }) => light(namer(target) ?? namer(document.activeElement)));
  root.addEventListener("pointerleave", () => light(namer(document.activeElement)));
  root.addEventListener("focusin", ({ target }) => light(namer(target)));
  root.addEventListener("focusout", () => light(null));

  function light(element) {
    const next = new Set();
    for (const id of element && root.contains(element) ? idsOf(element) : []) {
      for (const shown of root.querySelectorAll(`[data-facts~="${id}"]`)) {
        if (!next.has(shown)) shown.style.setProperty("--lit", colour(fieldOf(id)));
        next.add(shown);
      }
    }
    for (const shown of lit) if (!next.has(shown)) shown.classList.remove("lit");
    for (const shown of next) shown.classList.add("lit");
    lit = next;
  }
}

/** The ids of the facts that an element shows. */
export const idsOf = (element) => element.dataset.facts.split(" ");

const fieldOf = (id) => id.split("/")[2];

const namer = (element) => element?.closest("[data-facts]") ?? null;
