/** The signs of events: filled for what occurred, dashed for what is planned, crossed for what was rejected. */

import { svg } from "./dom.js";
import { member } from "./i18n.js";

const RADIUS = 5;
const CROSS = 3;

/** The sign of a day, around (x, y). */
export function point(x, y, status) {
  return svg("g", { class: `sign ${status}` }, svg("circle", { cx: x, cy: y, r: RADIUS }), cross(x, y, status));
}

/** The sign of a month, a year or an interval, from x to `right`; one whose end is not known runs out in an arrow. */
export function bar(x, right, y, status, open = false) {
  const shape = open
    ? `M${x} ${y - 4}H${right - 6}L${right} ${y}L${right - 6} ${y + 4}H${x}Z`
    : `M${x + 4} ${y - 4}H${right - 4}a4 4 0 0 1 0 8H${x + 4}a4 4 0 0 1 0 -8Z`;
  return svg("g", { class: `sign span ${status}` }, svg("path", { d: shape }), cross((x + right) / 2, y, status));
}

/** When an act takes effect, apart from its own date. */
export function effect(x, y) {
  return svg("path", { class: "effect", d: `M${x - 5} ${y}L${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}Z` });
}

/** The sign of an event as a small picture with a name. */
export function eventSign({ status }) {
  const picture = { class: "event-sign", width: 14, height: 14, viewBox: "-7 -7 14 14", role: "img" };
  return svg("svg", { ...picture, "aria-label": member("EventStatus", status) }, point(0, 0, status));
}

function cross(x, y, status) {
  if (status !== "rejected") return null;
  const d = `M${x - CROSS} ${y - CROSS}l${2 * CROSS} ${2 * CROSS}m0 ${-2 * CROSS}l${-2 * CROSS} ${2 * CROSS}`;
  return svg("path", { class: "cross", d });
}
