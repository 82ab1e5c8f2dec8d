/** A record as a card: its title, its life as a timeline, then field by field what is known and why the rest is not. */

import { h } from "./dom.js";
import { colour, FIELDS } from "./facts.js";
import { member, t } from "./i18n.js";
import { eventSign } from "./signs.js";
import { timeline } from "./timeline.js";
import { valueItem } from "./value.js";

const ROWS = FIELDS.filter((field) => field !== "title");

/** The card of record `number` of `total`; `facts` are those of this record. */
export function recordCard(record, facts, { number, total, sources, publishedAt }) {
  const headingId = `record-${number}`;
  const title = facts.find(({ field }) => field === "title");
  const heading = { id: headingId, class: "record-title" };
  const events = facts.filter(({ field }) => field === "events");
  return h(
    "article",
    { class: "record", "aria-labelledby": headingId },
    total > 1 ? h("p", { class: "eyebrow" }, t("records.number", { number, total })) : null,
    title
      ? valueItem(title, sources, { tag: "div", wrap: (button) => h("h3", heading, button) })
      : h("h3", { ...heading, class: "record-title untitled" }, t("records.untitled")),
    events.length ? timeline(events, publishedAt) : null,
    h(
      "dl",
      { class: "fields" },
      ROWS.map((field) => fieldRow(field, facts, sources)),
    ),
    notFound(record.coverage),
  );
}

/** The name of a field beside its colour. */
export function fieldName(field) {
  const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.setProperty("--field", colour(field));
  return [swatch, member("RecordField", field)];
}

function fieldRow(field, facts, sources) {
  const own = facts.filter((fact) => fact.field === field);
  if (!own.length) return null;
  const items = own.map((fact) =>
    valueItem(fact, sources, { mark: field === "events" ? eventSign(fact.value) : null }),
  );
  return [h("dt", {}, fieldName(field)), h("dd", {}, h("ul", { class: `values ${field}` }, items))];
}

function notFound(coverage) {
  const groups = new Map();
  for (const field of FIELDS) {
    const { outcome, reason } = coverage[field];
    if (outcome === "found") continue;
    const why = reason ? `${member("Outcome", outcome)} (${member("Reason", reason)})` : member("Outcome", outcome);
    groups.set(why, [...(groups.get(why) ?? []), member("RecordField", field)]);
  }
  if (!groups.size) return null;
  return h(
    "section",
    { class: "coverage" },
    h("h4", {}, t("coverage.heading")),
    h(
      "dl",
      {},
      [...groups].map(([why, fields]) => [h("dt", {}, why), h("dd", {}, fields.join(", "))]),
    ),
  );
}
