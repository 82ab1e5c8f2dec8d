/** The facts of an answer as one list, and each of them in words. */

import { dateInWords, durationInWords } from "./calendar.js";
import { member, t } from "./i18n.js";

/** The fields of a record, in the contract's order. */
export const FIELDS = [
  "title",
  "aliases",
  "kind",
  "participation",
  "parties",
  "signatories",
  "events",
  "status",
  "obligations",
  "term",
  "related",
  "claims",
];

const ENUMERATIONS = { kind: "TreatyKind", participation: "Participation", status: "TreatyStatus" };

/** All facts: `{id, field, record, value}`; the id is the JSON Pointer below /records. */
export function factsOf(extraction) {
  return extraction.records.flatMap((record, number) =>
    FIELDS.flatMap((field) => {
      const values = Array.isArray(record[field]) ? record[field] : [record[field]];
      const single = !Array.isArray(record[field]);
      return values
        .map((value, index) => ({ id: `/${number}/${field}${single ? "" : `/${index}`}`, field, record, value }))
        .filter(({ value }) => value);
    }),
  );
}

/** The colour of a field, for style. */
export const colour = (field) => `var(--field-${field})`;

/** A fact as `[main words, what else is said]`. */
export function words({ field, value, record }) {
  switch (field) {
    case "parties":
      return [value.name, list(value.code, value.type !== "state" && member("PartyType", value.type))];
    case "signatories":
      return [
        value.name,
        list(value.role, value.party && t("records.signed_for", { party: partyName(record, value.party) })),
      ];
    case "events":
      return [eventName(value, record), eventCircumstances(value)];
    case "obligations":
      return [member("ObligationCategory", value.category), ""];
    case "term":
      return [term(value), ""];
    case "related":
      return [value.title, list(member("Relation", value.relation), value.date && dateInWords(value.date.edtf))];
    case "claims":
      return [value.text, list(value.attributed_to ?? t("records.reportedly"), value.hedged && t("records.hedged"))];
    default:
      return [ENUMERATIONS[field] ? member(ENUMERATIONS[field], value.value) : value.value, ""];
  }
}

/** A fact in one line. */
export const inOneLine = (fact) => list(...words(fact));

/** The kind of an event, with the party that acted alone. */
export function eventName(event, record) {
  return list(member("EventType", event.type), event.party && partyName(record, event.party));
}

/** A date in words, or that there is none. */
export function dateOrNone(date) {
  return date ? dateInWords(date.edtf) : t("timeline.none");
}

function eventCircumstances(event) {
  return list(
    event.date && dateInWords(event.date.edtf),
    event.place && t("records.place", { place: event.place }),
    event.actor && t("records.acted", { actor: event.actor }),
    event.effective_date && t("records.effective", { date: dateInWords(event.effective_date.edtf) }),
  );
}

function term(value) {
  if (value.duration) return durationInWords(value.duration);
  if (value.date) return t("date.until", { date: dateInWords(value.date.edtf) });
  return member("TermKind", value.kind);
}

function partyName(record, code) {
  return record.parties.find((party) => party.code === code)?.name ?? code;
}

function list(...parts) {
  return parts.filter(Boolean).join(", ");
}
