/** Overlapping stretches of a text, cut into pieces that each have one set of facts over them. */

/**
 * @param {number} length of the text, in UTF-16 units as all offsets here
 * @param {{start: number, end: number, fact: object}[]} stretches
 * @param {number[]} cuts further places to cut at
 * @returns {{start: number, end: number, bands: object[]}[]} the whole text, without gaps; `bands` are the stretches
 *   over the piece, those of one field and the same ends as one, each with a `lane` that it keeps from end to end and
 *   shares with no other band over the same place
 */
export function pieces(length, stretches, cuts = []) {
  const bands = inLanes(bandsOf(stretches));
  const places = new Set([0, length, ...cuts]);
  for (const { start, end } of bands) places.add(start).add(end);
  const borders = [...places].sort((a, b) => a - b);
  const found = [];
  let next = 0;
  let open = [];
  for (let index = 0; index + 1 < borders.length; index++) {
    const [start, end] = [borders[index], borders[index + 1]];
    open = open.filter((band) => band.end > start);
    while (next < bands.length && bands[next].start === start) open.push(bands[next++]);
    found.push({ start, end, bands: [...open] });
  }
  return found;
}

function bandsOf(stretches) {
  const bands = new Map();
  for (const { start, end, fact } of stretches) {
    const name = `${fact.field} ${start} ${end}`;
    const band = bands.get(name) ?? { field: fact.field, start, end, derived: true, facts: [] };
    band.facts.push(fact);
    band.derived &&= fact.value.origin.method === "derived";
    bands.set(name, band);
  }
  return [...bands.values()];
}

function inLanes(bands) {
  bands.sort((a, b) => a.start - b.start || a.derived - b.derived || b.end - a.end);
  const ends = [];
  for (const band of bands) {
    const free = ends.findIndex((end) => end <= band.start);
    band.lane = free < 0 ? ends.length : free;
    ends[band.lane] = band.end;
  }
  return bands;
}
