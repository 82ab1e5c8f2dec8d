/** A problem (RFC 9457) as people read it, and the fields of the form that it is about. */

import { byId, h, refill } from "./dom.js";
import { known, t } from "./i18n.js";

/** Shows a problem in `root`; marks the fields that it names, and calls `go` when the reader wants to see one. */
export function showProblem(root, told, go) {
  const heading = known(`problem.${told.name}`);
  const detail = known(`problem.${told.name.replaceAll("-", "_")}_detail`);
  const more = [
    told.type?.startsWith("/") && h("a", { href: told.type.slice(1) }, t("problem.more")),
    told.request_id && h("span", {}, t("problem.request", { id: told.request_id })),
  ].filter(Boolean);
  refill(
    root,
    h("p", { class: "eyebrow" }, told.status ? t("problem.status", { status: told.status }) : t("problem.local")),
    h("h2", { lang: heading ? null : "en" }, heading ?? told.title),
    !told.errors?.length && (detail || told.detail)
      ? h("p", { lang: detail ? null : "en" }, detail ?? told.detail)
      : null,
    told.errors?.length
      ? h(
          "ul",
          {},
          told.errors.map((violation) => h("li", {}, complaint(violation, go))),
        )
      : null,
    told.retryAfter ? h("p", {}, t("problem.again", { seconds: told.retryAfter })) : null,
    more.length ? h("p", { class: "meta" }, more) : null,
  );
  root.hidden = false;
  for (const { pointer } of told.errors ?? []) fieldOf(pointer)?.setAttribute("aria-invalid", "true");
}

export function hideProblem(root) {
  root.hidden = true;
  root.replaceChildren();
  for (const field of document.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

function complaint({ pointer, detail }, go) {
  const field = fieldOf(pointer);
  const missing = field && !field.value;
  const words = h("span", { lang: missing ? null : "en" }, missing ? t("problem.missing") : detail);
  if (!field) return [h("code", {}, pointer || t("problem.whole")), ": ", words];
  return [
    h("button", { type: "button", class: "link", onclick: () => go(field) }, field.labels[0].textContent),
    ": ",
    words,
  ];
}

function fieldOf(pointer) {
  const field = byId(pointer.split("/").pop());
  return field?.matches("#compose :is(input, textarea, select)") ? field : null;
}
