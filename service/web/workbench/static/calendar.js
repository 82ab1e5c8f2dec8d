/** Dates (EDTF) and durations (ISO 8601) in words, exactly as precise as they are. */

import { language, t } from "./i18n.js";

const POINT = /^(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([~?%])?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;
const MILLISECONDS = 86_400_000;

/** `2024-11` as "November 2024", `XXXX-11-11` as "11 November, year not known"; what is no EDTF as it stands. */
export function dateInWords(edtf) {
  const [start, end] = edtf.split("/");
  if (end === undefined) return point(start);
  if (end === "" || end === "..") return t("date.from", { date: point(start) });
  if (start === "" || start === "..") return t("date.until", { date: point(end) });
  if (DAY.test(start) && DAY.test(end)) return format({ dateStyle: "long" }).formatRange(utc(start), utc(end));
  return t("date.span", { start: point(start), end: point(end) });
}

/** `P1Y6M` as "1 year, 6 months". */
export function durationInWords(iso) {
  const [, ...amounts] = DURATION.exec(iso) ?? [];
  const words = ["years", "months", "weeks", "days"]
    .map((unit, index) => [unit, Number(amounts[index])])
    .filter(([, amount]) => amount)
    .map(([unit, amount]) => t(`duration.${unit}`, { count: amount }));
  return words.join(", ") || iso;
}

/** An ISO date or date-time as the number of its day. */
export const dayNumber = (iso) => Math.round(utc(iso.slice(0, 10)) / MILLISECONDS);

/** The date of a day number. */
export const dateOf = (day) => new Date(day * MILLISECONDS);

export const format = (options) => new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });

function point(edtf) {
  const [, year, month, day, qualifier] = POINT.exec(edtf) ?? [];
  if (year === undefined) return edtf;
  const date = unqualified(year, month, day);
  const about = qualifier === "~" || qualifier === "%" ? t("date.about", { date }) : date;
  return qualifier === "?" || qualifier === "%" ? t("date.uncertain", { date: about }) : about;
}

function unqualified(year, month, day) {
  const parts = {
    month: month && month !== "XX" ? "long" : undefined,
    day: day && day !== "XX" ? "numeric" : undefined,
  };
  if (year === "XXXX") {
    return t("date.no_year", {
      date: parts.month ? format(parts).format(utc(`2000-${month}-${parts.day ? day : "01"}`)) : "",
    });
  }
  if (year.endsWith("XX")) return t("date.years", { from: year.replace("XX", "00"), to: year.replace("XX", "99") });
  if (year.endsWith("X")) return t("date.decade", { year: year.replace("X", "0") });
  if (!parts.month) return year;
  return format({ ...parts, year: "numeric" }).format(utc(`${year}-${month}-${parts.day ? day : "01"}`));
}

function utc(iso) {
  return new Date(`${iso}T00:00:00Z`);
}
