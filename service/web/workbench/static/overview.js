/** An answer at a glance: what was read, how much was found and by whom, and which colour is which field. */

import { dateInWords } from "./calendar.js";
import { h } from "./dom.js";
import { colour, FIELDS } from "./facts.js";
import { languageName, member, number, t } from "./i18n.js";

/** What the answer says of the article, in one line. */
export function about({ published_at: published, language, length }) {
  return [
    published ? dateInWords(published.slice(0, 10)) : t("article.undated"),
    language ? languageName(language) : t("article.unknown_language"),
    t("article.characters", { count: length }),
  ].join(" · ");
}

/** What was found, as a list of short phrases. */
export function summary({ records, rejections, usage }, facts) {
  const by = (method) => facts.filter(({ value }) => value.origin.method === method).length;
  const counted = {
    "records.by_rules": by("rule"),
    "records.by_model": by("llm"),
    "records.derived": by("derived"),
    "records.refused": rejections.length,
  };
  return [
    t("records.count", { count: records.length }),
    t("records.values", { count: facts.length }),
    ...Object.entries(counted)
      .filter(([, count]) => count)
      .map(([name, count]) => t(name, { count })),
    t("records.milliseconds", { count: Math.round(usage.total_ms) }),
  ];
}

/** A button a field that has facts, pressed unless it is hidden; `toggle` is called with the field. */
export function legend(facts, hidden, toggle) {
  const present = FIELDS.filter((field) => facts.some((fact) => fact.field === field));
  const dotted = facts.some(({ value }) => value.origin.method === "derived");
  return [
    present.map((field) => fieldButton(field, facts, !hidden.has(field), toggle)),
    dotted ? h("span", { class: "hint" }, t("article.dotted")) : null,
  ];
}

function fieldButton(field, facts, shown, toggle) {
  const press = ({ currentTarget }) => {
    toggle(field);
    currentTarget.ariaPressed = String(currentTarget.ariaPressed !== "true");
  };
  const button = h(
    "button",
    { type: "button", "aria-pressed": String(shown), onclick: press },
    member("RecordField", field),
    h("span", { class: "count" }, number(facts.filter((fact) => fact.field === field).length)),
  );
  button.style.setProperty("--field", colour(field));
  return button;
}
