/** The form: an article typed, pasted, dropped or opened. */

import { byId, h } from "./dom.js";
import { language, languageName, t } from "./i18n.js";

const TEXT_FILE = /\.(txt|text|md)$/i;
const OPTIONAL = ["title", "published_at", "language"];

/** What the form holds, as the service wants it; offsets in the unit of this language's strings. */
export function requestOf() {
  const request = { text: byId("text").value };
  for (const name of OPTIONAL) if (byId(name).value) request[name] = byId(name).value;
  request.options = { offsets: "utf16", ...(byId("model-field").hidden ? {} : { llm: byId("llm").value }) };
  return request;
}

/** Puts an article into the form. */
export function enter({ title = "", text, published_at: published = "", language: code = "" }) {
  Object.assign(byId("title"), { value: title });
  Object.assign(byId("text"), { value: text });
  Object.assign(byId("published_at"), { value: published });
  Object.assign(byId("language"), { value: code });
}

/** Offers the languages that there are rules for, by their names. */
export function offerLanguages(codes) {
  const select = byId("language");
  const chosen = select.value;
  const options = codes.map((code) => h("option", { value: code }, languageName(code)));
  options.sort((a, b) => a.text.localeCompare(b.text, language));
  select.replaceChildren(select.options[0], ...options);
  select.value = chosen;
}

/** Takes text files that are opened or dropped anywhere; calls `done` with the text, or null, and what to say of it. */
export function acceptFiles(done) {
  const file = byId("file");
  file.addEventListener("change", () => file.files[0] && take(file.files[0], done));
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    });
  }
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!relatedTarget) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    const dropped = event.dataTransfer?.files[0];
    if (!dropped) return;
    event.preventDefault();
    take(dropped, done);
  });
}

async function take(file, done) {
  const { name } = file;
  if (!file.type.startsWith("text/") && !TEXT_FILE.test(name)) return done(null, t("form.not_text", { name }));
  const bytes = await file.arrayBuffer();
  try {
    return done(new TextDecoder("utf-8", { fatal: true }).decode(bytes), t("form.dropped", { name }));
  } catch {
    return done(new TextDecoder("windows-1252").decode(bytes), t("form.not_utf8", { name }));
  }
}
