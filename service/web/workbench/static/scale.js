/** From days to places on a line; where nothing happens for most of the time, the line is broken. */

import { dateOf, format } from "./calendar.js";

const MOST_OF_IT = 0.6;
const BROKEN = 0.5;
const PADDING = 0.04;
const LONE_DAYS = 15;
const TICK_PIXELS = 96;
const STEPS = [
  ...[1, 2, 7].map((days) => ({ days, label: { day: "numeric", month: "short", year: "numeric" } })),
  ...[1, 3, 6].map((months) => ({ months, label: { month: "short", year: "numeric" } })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((years) => ({ months: 12 * years, label: { year: "numeric" } })),
];

/**
 * @param {[number, number][]} spans of days that must be on the line
 * @returns {{at: (day: number) => number, breaks: number[], ticks: {x: number, label: string}[]}} in pixels
 */
export function scaleOf(spans, width) {
  const stretches = stretchesOf(spans);
  const units = stretches.reduce((sum, { size }) => sum + size, 0);
  const pixels = width / units;
  let left = 0;
  for (const stretch of stretches) {
    stretch.left = left;
    left += stretch.size * pixels;
    stretch.right = left;
  }
  const at = (day) => {
    const found = stretches.find(({ to }) => day <= to) ?? stretches.at(-1);
    const { from, to, left, right } = found;
    return left + ((day - from) / (to - from)) * (right - left);
  };
  return {
    at,
    breaks: stretches.filter(({ broken }) => broken).map(({ left, right }) => (left + right) / 2),
    ticks: stretches.filter(({ broken }) => !broken).flatMap(ticksOn),
  };
}

function stretchesOf(spans) {
  const first = Math.min(...spans.map(([from]) => from));
  const last = Math.max(...spans.map(([, to]) => to));
  const whole = last - first;
  const padding = whole ? whole * PADDING : LONE_DAYS;
  const [from, to] = longestGap(spans);
  const rest = whole - (to - from);
  if (to - from < MOST_OF_IT * whole || rest === 0) {
    return [{ from: first - padding, to: last + padding, size: whole + 2 * padding }];
  }
  const edge = rest * PADDING;
  return [
    { from: first - edge, to: from + edge, size: from - first + 2 * edge },
    { from: from + edge, to: to - edge, size: rest * BROKEN, broken: true },
    { from: to - edge, to: last + edge, size: last - to + 2 * edge },
  ];
}

function longestGap(spans) {
  let longest = [0, 0];
  let reached = Infinity;
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (from - reached > longest[1] - longest[0]) longest = [reached, from];
    reached = reached === Infinity ? to : Math.max(reached, to);
  }
  return longest;
}

function ticksOn({ from, to, left, right }) {
  const perDay = (right - left) / (to - from);
  const step = STEPS.find(({ days = 0, months = 0 }) => (days + months * 30) * perDay >= TICK_PIXELS) ?? STEPS.at(-1);
  const label = format(step.label);
  return days(step, from, to).map((day) => ({ x: left + (day - from) * perDay, label: label.format(dateOf(day)) }));
}

function days({ days: every, months }, from, to) {
  const found = [];
  if (every) {
    for (let day = Math.ceil(from); day <= to; day += every) found.push(day);
    return found;
  }
  const start = dateOf(Math.floor(from));
  let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  for (;;) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    const day = date / 86_400_000;
    if (day > to) return found;
    if (day >= from) found.push(day);
    month += months;
  }
}
