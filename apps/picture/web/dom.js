const SVG = 'http://www.w3.org/2000/svg';

/** An element; children that are texts become text nodes, so nothing that is received is ever read as HTML. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== ''));
  return element;
}

/**
 * Makes the list's children match the items: what has not changed stays (and keeps focus and scroll), the rest is
 * built anew. `version` says whether an item looks the same as before.
 */
export function keyed(list, items, { key, version, build }) {
  const before = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const focused = list.contains(document.activeElement)
    ? document.activeElement.closest('[data-key]')?.dataset.key
    : undefined;
  const after = items.map((item) => {
    const [id, look] = [String(key(item)), String(version(item))];
    const known = before.get(id);
    if (known?.dataset.version === look) return known;

    const element = build(item);
    element.dataset.key = id;
    element.dataset.version = look;
    return element;
  });
  if (after.length === list.children.length && after.every((element, i) => element === list.children[i])) return;

  list.replaceChildren(...after);
  if (focused === undefined) return;
  const again = after.find((element) => element.dataset.key === focused);
  (again?.matches('button, a') ? again : again?.querySelector('button, a, summary'))?.focus({ preventScroll: true });
}
