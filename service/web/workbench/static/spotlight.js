/** Whatever shows facts names them in data-facts; pointing at one, or moving the focus to it, lights all that share a fact. */

import { colour } from "./facts.js";

export class Spotlight {
  #root;
  #fields = new Map();
  #showing = new Map();
  #lit = new Set();

  constructor(root) {
    this.#root = root;
    root.addEventListener("pointerover", ({ target }) => this.#light(namer(target) ?? namer(document.activeElement)));
    root.addEventListener("pointerleave", () => this.#light(namer(document.activeElement)));
    root.addEventListener("focusin", ({ target }) => this.#light(namer(target)));
    root.addEventListener("focusout", () => this.#light(null));
  }

  /** Learns what stands on the page now. */
  learn(facts) {
    this.#fields = new Map(facts.map(({ id, field }) => [id, field]));
    this.#showing = new Map(facts.map(({ id }) => [id, []]));
    for (const element of this.#root.querySelectorAll("[data-facts]")) {
      for (const id of idsOf(element)) this.#showing.get(id)?.push(element);
    }
  }

  #light(element) {
    const ids = element && this.#root.contains(element) ? idsOf(element) : [];
    const lit = new Set();
    for (const id of ids) {
      for (const shown of this.#showing.get(id) ?? []) {
        if (!lit.has(shown)) shown.style.setProperty("--lit", colour(this.#fields.get(id)));
        lit.add(shown);
      }
    }
    for (const element of this.#lit) if (!lit.has(element)) element.classList.remove("lit");
    for (const element of lit) element.classList.add("lit");
    this.#lit = lit;
  }
}

/** The ids of the facts that an element shows. */
export const idsOf = (element) => element.dataset.facts.split(" ");

const namer = (element) => element?.closest("[data-facts]") ?? null;
