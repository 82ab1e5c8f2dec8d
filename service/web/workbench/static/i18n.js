/** The words of the page in the reader's language; they stand in strings/*.json. */

const LANGUAGES = ["en", "de"];
const PLACEHOLDER = /\{(\w+)\}/g;

let strings = {};
export let language = "en";

/** The language that the address asks for by `?lang=`, else the reader's first one that there is. */
export function preferred() {
  const wanted = [new URLSearchParams(location.search).get("lang"), ...navigator.languages];
  return wanted.map((tag) => tag?.slice(0, 2).toLowerCase()).find((code) => LANGUAGES.includes(code)) ?? "en";
}

/** Takes up a language, and puts its words into everything that index.html marks by data-t. */
export async function speak(code) {
  const answer = await fetch(`workbench/strings/${code}.json`);
  strings = await answer.json();
  language = code;
  document.documentElement.lang = code;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) element.ariaLabel = t(element.dataset.tLabel);
  for (const element of document.querySelectorAll("[data-t-placeholder]")) {
    element.placeholder = t(element.dataset.tPlaceholder);
  }
}

/** The words under a dotted name, with `{values}` filled in; `count` chooses between singular and plural. */
export function t(name, values = {}) {
  let words = known(name) ?? name;
  if (typeof words === "object") words = words[new Intl.PluralRules(language).select(values.count)] ?? words.other;
  return words.replace(PLACEHOLDER, (_, key) => (key === "count" ? number(values.count) : values[key]));
}

/** A member of one of the contract's enumerations in words; one that is not known yet as its own name. */
export function member(enumeration, value) {
  return known(`${enumeration}.${value}`) ?? value.replaceAll("_", " ");
}

/** The words under a dotted name, or undefined. */
export function known(name) {
  return name.split(".").reduce((found, part) => found?.[part], strings);
}

export const number = (value) => new Intl.NumberFormat(language).format(value);

export const percent = (value) => new Intl.NumberFormat(language, { style: "percent" }).format(value);

/** The name of a language, given its ISO 639-1 code. */
export function languageName(code) {
  return new Intl.DisplayNames(language, { type: "language" }).of(code);
}
