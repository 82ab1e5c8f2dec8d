/** A value of a record, and behind it what proves it and who found it. */

import { dateInWords } from "./calendar.js";
import { h } from "./dom.js";
import { colour, words } from "./facts.js";
import { member, percent, t } from "./i18n.js";

const CONTEXT = 36;
const WORDINGS = new Set(["title", "aliases", "related", "claims"]);

/** One value that opens; `sources` are the article's `{title, text, language}`, `wrap` is put around its button. */
export function valueItem(fact, sources, { tag = "li", wrap = (button) => button, mark = null } = {}) {
  const [main, beside] = words(fact);
  const proofId = `proof${fact.id.replaceAll("/", "-")}`;
  const proof = h("div", { class: "proof", id: proofId, hidden: true });
  const button = h(
    "button",
    { type: "button", class: "value-head", "aria-expanded": "false", "aria-controls": proofId, onclick: toggle },
    mark,
    h("span", { class: "main", lang: WORDINGS.has(fact.field) ? sources.language : null }, main),
    beside ? ["\u2002", h("span", { class: "beside" }, beside)] : null,
  );
  const item = h(tag, { class: "value", "data-facts": fact.id }, wrap(button), proof);
  item.style.setProperty("--field", colour(fact.field));
  return item;

  function toggle() {
    if (!proof.hasChildNodes()) proof.append(proofOf(fact, sources));
    proof.hidden = !proof.hidden;
    button.ariaExpanded = String(!proof.hidden);
  }
}

/** Who found a fact: a rule or a model, with its id. */
export function finder({ method, name }) {
  return [h("span", { class: "beside" }, t(`proof.${method}`)), " ", h("code", {}, name)];
}

function proofOf(fact, sources) {
  const { evidence, origin, date, effective_date: effective } = fact.value;
  return h(
    "dl",
    {},
    row(
      "proof.proved",
      h(
        "ul",
        { class: "quotes" },
        evidence.map((stretch) => h("li", {}, quoteButton(stretch, sources))),
      ),
    ),
    row("proof.found", finder(origin), h("span", { class: "note" }, precision(origin))),
    date ? row("proof.date", dateNote(date)) : null,
    effective ? row("proof.effective", dateNote(effective)) : null,
    row("proof.pointer", h("code", {}, `/records${fact.id}`)),
  );
}

function precision({ method, confidence }) {
  if (method !== "rule") return "";
  return confidence === null ? t("proof.unmeasured") : t("proof.precision", { percent: percent(confidence) });
}

function row(name, ...content) {
  return [h("dt", {}, t(name)), h("dd", {}, content)];
}

function dateNote({ edtf, basis }) {
  return [h("code", { title: dateInWords(edtf) }, edtf), " ", h("span", { class: "note" }, member("DateBasis", basis))];
}

function quoteButton({ source, start, end, quote }, sources) {
  const text = sources[source];
  const label = t("proof.show", { quote });
  return h(
    "button",
    { type: "button", class: "quote", "aria-label": label, "data-show": `${source}:${start}` },
    source === "title" ? h("span", { class: "tag" }, t("proof.in_title")) : null,
    before(text.slice(Math.max(0, start - CONTEXT), start), start > CONTEXT),
    h("b", {}, oneLine(quote)),
    after(text.slice(end, end + CONTEXT), end + CONTEXT < text.length),
  );
}

function before(words, cut) {
  return cut ? `… ${oneLine(words.replace(/^\S*\s/, ""))}` : oneLine(words);
}

function after(words, cut) {
  return cut ? `${oneLine(words.replace(/\s\S*$/, ""))} …` : oneLine(words);
}

const oneLine = (words) => words.replace(/\s+/g, " ").toWellFormed();
