/** The life of a treaty as a drawing: a row an event, as precise as its date is. */

import { dayNumber } from "./calendar.js";
import { h, svg } from "./dom.js";
import { dated, eventName } from "./facts.js";
import { member, t } from "./i18n.js";
import { scaleOf } from "./scale.js";
import { bar, effect, point } from "./signs.js";

const ROW = 26;
const TALL_ROW = 44;
const TOP = 26;
const GAP = 11;
const SHORTEST_BAR = 12;
const FONT = '14px "Source Sans", system-ui, sans-serif';

let drawing = 0;

/** A figure of events, drawn anew whenever its width changes. */
export function timeline(events, publishedAt) {
  const figure = h("figure", { class: "timeline" });
  let drawn = 0;
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width && width !== drawn) figure.replaceChildren(draw(events, publishedAt, (drawn = width)), key(events, publishedAt));
  }).observe(figure);
  return figure;
}

function draw(events, publishedAt, width) {
  const published = publishedAt ? dayNumber(publishedAt) : null;
  const spans = events.flatMap(({ value }) => [spanOf(value.date), spanOf(value.effective_date)]).filter(Boolean);
  if (published !== null && spans.length) spans.push([published, published]);
  const scale = spans.length ? scaleOf(spans, width) : null;
  const rows = [];
  let y = TOP;
  for (const fact of events) {
    const [row, height] = eventRow(fact, scale, width, y);
    rows.push(row);
    y += height;
  }
  const ids = [`timeline-title-${++drawing}`, `timeline-events-${drawing}`];
  return svg(
    "svg",
    { width, height: y + 2, viewBox: `0 0 ${width} ${y + 2}`, role: "img", "aria-labelledby": ids.join(" ") },
    svg("title", { id: ids[0] }, t("timeline.heading")),
    svg("desc", { id: ids[1] }, events.map(spoken).join("; ")),
    scale ? grid(scale, y, width) : null,
    scale && published !== null ? articleLine(scale.at(published), y) : null,
    rows,
  );
}

function grid({ ticks, breaks }, height, width) {
  return svg(
    "g",
    { class: "grid" },
    ticks.map(({ x, label }) => [
      svg("line", { x1: x, x2: x, y1: 16, y2: height }),
      svg("text", { x: Math.min(Math.max(x, 16), width - 16), y: 10, "text-anchor": "middle" }, label),
    ]),
    breaks.map((x) => svg("path", { class: "break", d: `M${x - 5} 14l4 -10m4 10l4 -10` })),
  );
}

function articleLine(x, height) {
  return svg("line", { class: "article-day", x1: x, x2: x, y1: 16, y2: height });
}

function eventRow(fact, scale, width, y) {
  const { date, effective_date: effective, status } = fact.value;
  const name = eventName(fact.value, fact.record);
  const span = spanOf(date);
  const middle = y + ROW / 2;
  const group = svg("g", { class: "event", "data-facts": fact.id });
  const finish = (height, ...parts) => {
    group.append(svg("rect", { class: "ground", x: 0, y, width, height }), ...parts);
    return [group, height];
  };
  if (!span) {
    const [text, length] = label(name, date, width);
    const from = 14 + GAP + length;
    place(text, 14 + GAP, middle);
    const line = svg("line", { class: "sometime", x1: Math.min(from + 8, width), x2: width, y1: middle, y2: middle });
    return finish(ROW, line, point(7, middle, status), text);
  }
  const [left, right, sign] = signOn(scale, date, span, status, width);
  const reach = effective ? Math.max(right, scale.at(spanOf(effective)[0]) + 6) : right;
  const [text, length] = label(name, date, width);
  const height = reach + GAP + length <= width || left - GAP - length >= 0 ? ROW : TALL_ROW;
  const base = y + height - ROW / 2;
  if (height === TALL_ROW) place(text, Math.max(0, Math.min(left, width - length)), y + 14);
  else if (reach + GAP + length <= width) place(text, reach + GAP, base);
  else place(text, left - GAP - length, base);
  return finish(height, ...effectOn(scale, effective, right, base), sign(base), text);
}

function signOn(scale, date, [from, to], status, width) {
  const open = date.latest === null;
  if (from === to && !open) {
    const x = Math.min(Math.max(scale.at(from), 6), width - 6);
    return [x - 6, x + 6, (y) => point(x, y, status)];
  }
  const ends = open ? [scale.at(from), width] : [scale.at(from), scale.at(to + 1)];
  const left = Math.max(0, Math.min(ends[0], width - SHORTEST_BAR));
  const right = Math.min(width, Math.max(ends[1], left + SHORTEST_BAR));
  return [left, right, (y) => bar(left, right, y, status, open)];
}

function effectOn(scale, effective, from, y) {
  const span = spanOf(effective);
  if (!span) return [];
  const x = scale.at(span[0]);
  return [svg("line", { class: "until-effect", x1: from, x2: x, y1: y, y2: y }), effect(x, y)];
}

function label(name, date, width) {
  const when = dated(date);
  const long = measure(`${name}  ${when}`) + 6;
  const short = long > width - 40;
  const text = svg("text", {}, svg("tspan", { class: "name" }, name), short ? null : svg("tspan", { dx: 6 }, when));
  return [text, short ? measure(name) + 4 : long];
}

function place(text, x, y) {
  text.setAttribute("x", x);
  text.setAttribute("y", y + 4.5);
}

function key(events, publishedAt) {
  const signs = [...new Set(events.map(({ value }) => value.status))].map((status) => [
    point(8, 7, status),
    member("EventStatus", status),
  ]);
  if (events.some(({ value }) => isSpan(value.date))) signs.push([bar(0, 16, 7, "occurred"), t("timeline.span")]);
  if (events.some(({ value }) => value.effective_date)) signs.push([effect(8, 7), t("timeline.effective")]);
  if (publishedAt && events.some(({ value }) => spanOf(value.date))) {
    signs.push([svg("line", { class: "article-day", x1: 8, x2: 8, y1: 0, y2: 14 }), t("timeline.article")]);
  }
  const picture = { width: 16, height: 14, viewBox: "0 0 16 14", "aria-hidden": "true" };
  return h("figcaption", {}, signs.map(([sign, meaning]) => h("span", {}, svg("svg", picture, sign), meaning)));
}

function spanOf(date) {
  if (!date || (date.earliest === null && date.latest === null)) return null;
  return [dayNumber(date.earliest ?? date.latest), dayNumber(date.latest ?? date.earliest)];
}

function isSpan(date) {
  const span = spanOf(date);
  return span !== null && span[0] !== span[1];
}

function spoken({ value, record }) {
  return `${eventName(value, record)}, ${dated(value.date)}, ${member("EventStatus", value.status)}`;
}

const canvas = document.createElement("canvas").getContext("2d");

function measure(words) {
  canvas.font = FONT;
  return canvas.measureText(words).width * 1.04;
}
