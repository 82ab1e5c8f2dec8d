/** The workbench: what the reader does, and what is shown of it. */

import { ask, Problem, useKey } from "./api.js";
import { passageOf, showArticle, walkByArrows } from "./article.js";
import { acceptFiles, enter, offerLanguages, requestOf } from "./compose.js";
import { byId, h, refill } from "./dom.js";
import { factsOf } from "./facts.js";
import { language, member, preferred, speak, t } from "./i18n.js";
import { about, legend, summary } from "./overview.js";
import { showPassage } from "./passage.js";
import { hideProblem, showProblem } from "./problem.js";
import { recordCard } from "./record.js";
import { reportOf } from "./report.js";
import { idsOf, spotlight } from "./spotlight.js";

const LINGER = 250;

const page = {
  languages: [],
  needsKey: false,
  request: null,
  extraction: null,
  facts: [],
  hidden: new Set(),
  problem: null,
  reading: null,
  lingering: null,
};
const tell = (words) => (byId("status").textContent = words);

async function start() {
  await speak(preferred());
  byId("compose").addEventListener("submit", read);
  byId("compose").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("compose").requestSubmit();
  });
  byId("key").addEventListener("change", () => {
    useKey(byId("key").value);
    learn();
  });
  byId("example").addEventListener("click", takeExample);
  byId("edit").addEventListener("click", () => compose());
  byId("article").addEventListener("click", ({ target }) => openPassage(target));
  byId("article").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (openPassage(event.target)) event.preventDefault();
  });
  byId("reading").addEventListener("click", ({ target }) => showEvidence(target.closest("[data-show]")));
  byId("records").addEventListener("focusin", ({ target }) => bringIntoView(target.closest(".value")));
  byId("records").addEventListener("pointerover", linger);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => translate(button.dataset.language));
  }
  spotlight(byId("reading"));
  walkByArrows(byId("article"));
  acceptFiles((text, words) => {
    if (text !== null) compose({ text });
    tell(words);
  });
  markLanguage();
  document.documentElement.dataset.ready = "";
  await learn();
}

/** Asks what the service can do; that it wants a key is learned here too. */
async function learn() {
  const health = await ask("health/ready").catch(() => null);
  byId("model-field").hidden = !["up", "degraded"].includes(health?.parts.llm);
  try {
    const { languages } = await ask("v1/languages");
    page.languages = languages.map(({ code }) => code);
    offerLanguages(page.languages);
  } catch (error) {
    if (error.told?.status === 401) wantKey();
  }
}

function wantKey() {
  page.needsKey = true;
  byId("key-field").hidden = false;
}

async function read(event) {
  event.preventDefault();
  page.reading?.abort();
  const reading = (page.reading = new AbortController());
  useKey(byId("key").value);
  busy(true);
  try {
    const request = requestOf();
    const extraction = await ask("v1/extractions", { body: JSON.stringify(request), signal: reading.signal });
    Object.assign(page, { request, extraction, facts: factsOf(extraction), problem: null });
    show();
    scrollTo(0, 0);
    byId("article-heading").focus({ preventScroll: true });
    tell(t("records.read", { summary: summary(extraction, page.facts).join(", ") }));
    if (!page.languages.length) learn();
  } catch (error) {
    if (error.name === "AbortError") return;
    if (!(error instanceof Problem)) throw error;
    page.problem = error.told;
    if (error.told.status === 401) wantKey();
    show();
    byId(error.told.status === 401 ? "key" : "problem").focus();
  } finally {
    if (page.reading === reading) busy(false);
  }
}

function busy(is) {
  byId("compose").ariaBusy = String(is);
  byId("compose").querySelector("[type=submit] span").textContent = t(is ? "form.reading" : "form.read");
  if (is) tell(t("form.reading"));
}

function compose(article) {
  page.extraction = null;
  show();
  if (article) enter(article);
  byId("text").focus();
}

async function takeExample() {
  const examples = await ask("workbench/examples.json");
  compose(examples[language]);
}

async function translate(code) {
  await speak(code);
  history.replaceState(null, "", `?lang=${code}`);
  markLanguage();
  offerLanguages(page.languages);
  show();
}

function markLanguage() {
  for (const button of document.querySelectorAll("[data-language]")) {
    button.ariaPressed = String(button.dataset.language === language);
  }
}

function show() {
  const { problem, extraction, request, facts } = page;
  hideProblem(byId("problem"));
  if (problem) showProblem(byId("problem"), problem, (field) => field.focus());
  byId("compose").hidden = Boolean(extraction);
  byId("reading").hidden = !extraction;
  if (!extraction) return;
  const sources = { text: request.text, title: request.title ?? "", language: extraction.article.language };
  showArticleAgain();
  refill(byId("article-facts"), about(extraction.article));
  refill(byId("legend"), legend(facts, page.hidden, toggle));
  refill(byId("summary"), summary(extraction, facts).join(" · "));
  const context = { total: extraction.records.length, sources, publishedAt: request.published_at };
  refill(
    byId("records"),
    extraction.notices.map(({ code }) => h("p", { class: "notice" }, member("NoticeCode", code))),
    extraction.records.map((record, index) =>
      recordCard(
        record,
        facts.filter((fact) => fact.record === record),
        { ...context, number: index + 1 },
      ),
    ),
    context.total ? null : h("p", { class: "none" }, t("records.none")),
  );
  const address = new URL("v1/extractions", document.baseURI).href;
  refill(byId("report"), reportOf(extraction, facts, { address, request, needsKey: page.needsKey }));
  byId("versions").textContent = t("page.versions", extraction.versions);
}

function showArticleAgain() {
  const { text, title } = page.request;
  const article = { text, title, language: page.extraction.article.language };
  showArticle(
    byId("article"),
    article,
    page.facts.filter(({ field }) => !page.hidden.has(field)),
  );
}

function toggle(field) {
  if (!page.hidden.delete(field)) page.hidden.add(field);
  showArticleAgain();
}

/** The facts of a passage; true if `element` is one. */
function openPassage(element) {
  const passage = element.closest(".mark");
  if (!passage) return false;
  const ids = new Set(idsOf(passage));
  showPassage(
    byId("passage"),
    passage,
    page.facts.filter(({ id }) => ids.has(id)),
    goToValue,
  );
  return true;
}

function goToValue({ id }) {
  const value = byId("records").querySelector(`.value[data-facts="${id}"] button`);
  value.focus();
  value.scrollIntoView({ block: "center" });
}

function showEvidence(button) {
  if (!button) return;
  const [source, start] = button.dataset.show.split(":");
  const passage = passageOf(byId("article"), { source, start });
  passage?.focus();
  passage?.scrollIntoView({ block: "center" });
}

/** Whoever stays on a value wants to see its passages. */
function linger({ target }) {
  clearTimeout(page.lingering);
  page.lingering = setTimeout(() => bringIntoView(target.closest(".value")), LINGER);
}

/** Scrolls the article, and never the page, to the first passage of a value. */
function bringIntoView(value) {
  const pane = byId("article");
  const passage = value && pane.querySelector(`.mark[data-facts~="${value.dataset.facts}"]`);
  if (!passage || pane.scrollHeight <= pane.clientHeight) return;
  const [inner, outer] = [passage.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    pane.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}

await start();
