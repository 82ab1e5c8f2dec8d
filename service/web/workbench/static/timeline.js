/** The life of a treaty as a drawing: a row an event, as precise as its date is. */

import { dayNumber } from "./calendar.js";
import { h, refill, svg } from "./dom.js";
import { dateOrNone, eventName } from "./facts.js";
import { member, t } from "./i18n.js";
import { scaleOf } from "./scale.js";
import { bar, effect, point } from "./signs.js";

const ROW = 26;
const TALL_ROW = 44;
const TOP = 26;
const SEPARATION = 8;
const GAP = 11;
const SHORTEST_BAR = 12;
const ZIGZAG = "l4 3l-8 6l4 3";
const FONT = '14px "Source Sans", system-ui, sans-serif';

let drawing = 0;

/** A figure of events, drawn anew whenever its width changes. */
export function timeline(events, publishedAt) {
  const figure = h("figure", { class: "timeline" });
  let drawn = 0;
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width && width !== drawn) refill(figure, draw(events, publishedAt, (drawn = width)), key(events, publishedAt));
  }).observe(figure);
  return figure;
}

function draw(events, publishedAt, width) {
  const dated = events.filter(({ value }) => spanOf(value.date)).sort(byDate);
  const undated = events.filter(({ value }) => !spanOf(value.date));
  const spans = dated.flatMap(({ value }) => [spanOf(value.date), spanOf(value.effective_date)]).filter(Boolean);
  const published = publishedAt && spans.length ? dayNumber(publishedAt) : null;
  if (published !== null) spans.push([published, published]);
  const scale = spans.length ? scaleOf(spans, width) : null;
  let y = scale ? TOP : 0;
  const add = ([row, height]) => {
    y += height;
    return row;
  };
  const above = dated.map((fact) => add(datedRow(fact, scale, width, y)));
  const axis = y;
  if (dated.length && undated.length) y += SEPARATION;
  const below = undated.map((fact) => add(undatedRow(fact, width, y)));
  const ids = [`timeline-title-${++drawing}`, `timeline-events-${drawing}`];
  return svg(
    "svg",
    { width, height: y + 2, viewBox: `0 0 ${width} ${y + 2}`, role: "img", "aria-labelledby": ids.join(" ") },
    svg("title", { id: ids[0] }, t("timeline.heading")),
    svg("desc", { id: ids[1] }, events.map(spoken).join("; ")),
    scale ? grid(scale, axis, width) : null,
    published === null ? null : articleLine(scale.at(published), axis),
    above,
    below,
  );
}

function grid({ ticks, breaks }, height, width) {
  return svg(
    "g",
    { class: "grid" },
    ticks.map(({ x, label }) => {
      const half = measure(label) / 2;
      return [
        svg("line", { x1: x, x2: x, y1: 16, y2: height }),
        svg("text", { x: Math.min(Math.max(x, half), width - half), y: 10, "text-anchor": "middle" }, label),
      ];
    }),
    breaks.map((x) => svg("path", { class: "break", d: `M${x} 0${ZIGZAG.repeat(2)}` })),
  );
}

function articleLine(x, height) {
  return svg("line", { class: "article-day", x1: x, x2: x, y1: 16, y2: height });
}

function datedRow(fact, scale, width, y) {
  const { date, effective_date: effective, status } = fact.value;
  const [left, right, sign] = signOn(scale, date, status, width);
  const reach = effective ? Math.max(right, scale.at(spanOf(effective)[0]) + 6) : right;
  const [text, length] = label(fact, width);
  const fitsRight = reach + GAP + length <= width;
  const fitsLeft = left - GAP - length >= 0;
  const height = fitsRight || fitsLeft ? ROW : TALL_ROW;
  const base = y + height - ROW / 2;
  if (fitsRight) place(text, reach + GAP, base);
  else if (fitsLeft) place(text, left - GAP - length, base);
  else place(text, Math.max(0, Math.min(left, width - length)), y + ROW / 2);
  return row(fact, width, y, height, effectOn(scale, effective, right, base), sign(base), text);
}

function undatedRow(fact, width, y) {
  const [text] = label(fact, width);
  place(text, 12 + GAP, y + ROW / 2);
  return row(fact, width, y, ROW, point(6, y + ROW / 2, fact.value.status), text);
}

function row(fact, width, y, height, ...parts) {
  const ground = svg("rect", { class: "ground", x: 0, y, width, height });
  return [svg("g", { class: "event", "data-facts": fact.id }, ground, parts), height];
}

function signOn(scale, date, status, width) {
  const [from, to] = spanOf(date);
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

function label({ value, record }, width) {
  const name = eventName(value, record);
  const when = dateOrNone(value.date);
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
  return h(
    "figcaption",
    {},
    signs.map(([sign, meaning]) => h("span", {}, svg("svg", picture, sign), meaning)),
  );
}

function byDate({ value: a }, { value: b }) {
  const [[from, to], [otherFrom, otherTo]] = [spanOf(a.date), spanOf(b.date)];
  return from - otherFrom || to - otherTo;
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
  return `${eventName(value, record)}, ${dateOrNone(value.date)}, ${member("EventStatus", value.status)}`;
}

const canvas = document.createElement("canvas").getContext("2d");

function measure(words) {
  canvas.font = FONT;
  return canvas.measureText(words).width * 1.04;
}
