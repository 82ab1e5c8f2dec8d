/** What stands behind the records: who found what, what was refused, the answer itself, and how to ask for it. */

import { byId, h, refill } from "./dom.js";
import { inOneLine } from "./facts.js";
import { member, number, percent, t } from "./i18n.js";
import { fieldName } from "./record.js";
import { finder } from "./value.js";

/** The sections of the report on one answer to `request`, which was asked of `address`. */
export function reportOf(extraction, facts, { address, request, needsKey }) {
  return [
    extraction.rejections.length ? fold("report.refused", () => refused(extraction.rejections), true) : null,
    facts.length ? fold("report.who", () => whoFoundWhat(extraction, facts)) : null,
    fold("report.json", () => copyable(JSON.stringify(extraction, null, 2))),
    fold("report.curl", () => copyable(curl(address, request, needsKey))),
  ];
}

/** A shell command that asks the same: a line of JSON cannot end the here-document, whatever the article holds. */
export function curl(address, request, needsKey) {
  return [
    `curl '${address}' \\`,
    "  -H 'Content-Type: application/json' \\",
    ...(needsKey ? ['  -H "Authorization: Bearer $TREATY_RECORDS_KEY" \\'] : []),
    "  --data-binary @- <<'JSON'",
    JSON.stringify(request),
    "JSON",
  ].join("\n");
}

function fold(name, content, open = false) {
  const body = h("div", { class: "fold" });
  const fill = () => body.hasChildNodes() || refill(body, content());
  if (open) fill();
  return h("details", { open, ontoggle: fill }, h("summary", {}, h("h3", {}, t(name))), body);
}

function whoFoundWhat({ usage }, facts) {
  const head = ["report.field", "report.value", "report.finder", "report.precision"];
  const rows = facts.map((fact) => [
    fieldName(fact.field),
    inOneLine(fact),
    finder(fact.value.origin),
    h("span", { class: "measure" }, precision(fact.value.origin)),
  ]);
  return [table(head, rows), usage.llm_calls || usage.cached ? h("p", { class: "note" }, cost(usage)) : null];
}

function precision({ method, confidence }) {
  if (method !== "rule") return "";
  return confidence === null ? t("report.unmeasured") : percent(confidence);
}

function cost({ model, llm_calls: calls, prompt_tokens: prompt, completion_tokens: completion, llm_ms: ms, cached }) {
  if (cached) return t("report.cached");
  const amounts = { calls, prompt: number(prompt), completion: number(completion), ms: number(Math.round(ms)) };
  return t("report.tokens", { model, count: calls, ...amounts });
}

function refused(rejections) {
  const head = ["report.field", "report.value", "report.quote", "report.verdict"];
  const rows = rejections.map(({ pointer, value, quote, verdict }) => {
    const field = pointer.split("/")[2] ?? "";
    return [[fieldName(field), h("code", { class: "pointer" }, pointer)], value, quote, member("Verdict", verdict)];
  });
  return [h("p", {}, t("report.refused_intro")), table(head, rows)];
}

function table(head, rows) {
  return h(
    "div",
    { class: "table", tabindex: "0", role: "region", "aria-label": head.map((name) => t(name)).join(", ") },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head.map((name) => h("th", { scope: "col" }, t(name))),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(([first, ...others]) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, first),
            others.map((cell) => h("td", {}, cell)),
          ),
        ),
      ),
    ),
  );
}

function copyable(words) {
  const shown = h("pre", { tabindex: "0" }, words);
  const copy = async () => {
    const copied = await navigator.clipboard?.writeText(words).then(
      () => true,
      () => false,
    );
    if (!copied) getSelection().selectAllChildren(shown);
    byId("status").textContent = button.textContent = t(copied ? "report.copied" : "report.selected");
  };
  const button = h("button", { type: "button", class: "copy", onclick: copy }, t("report.copy"));
  return [button, shown];
}
