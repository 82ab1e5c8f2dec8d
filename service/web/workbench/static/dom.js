/** Elements made by hand: strings among the children become text nodes, so nothing an article holds is ever markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; a function as attribute listens, `true` is a bare attribute, null and false are left out. */
export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Puts other children into an element, those left out that are null or false. */
export function refill(element, ...children) {
  element.replaceChildren();
  return fill(element, {}, children);
}

export const byId = (id) => document.getElementById(id);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}
