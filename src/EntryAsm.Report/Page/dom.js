// SPDX-License-Identifier: MIT
// Elements are made, never parsed: no name in the data can become markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element: h('td.number', {title: '...'}, 'text', child). */
function h(tag, attributes, ...children) { return make(document.createElement(tag.split('.')[0]), tag, attributes, children); }

function svg(tag, attributes, ...children) { return make(document.createElementNS(SVG, tag.split('.')[0]), tag, attributes, children); }

function make(element, tag, attributes, children) {
  const classes = tag.split('.').slice(1);
  if (classes.length) element.setAttribute('class', classes.join(' '));
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

function replace(element, ...children) {
  element.replaceChildren();
  return add(element, children);
}

const plural = (count, one, many = one + 's') => count.toLocaleString('en-US') + ' ' + (count === 1 ? one : many);

/** A table whose columns can be sorted. Rows are lists of cells; a cell is a text, a number, or {text, href, sort}. */
function sortableTable(caption, columns, rows, options = {}) {
  let sorted = -1, down = false;
  const body = h('tbody');
  const heads = columns.map((column, i) => h('th', { scope: 'col' }, h('button.sort', { type: 'button', onclick: () => sort(i) }, column)));
  const order = (cell) => (cell !== null && typeof cell === 'object' ? (cell.sort !== undefined ? cell.sort : cell.text) : cell);
  const fill = () => replace(body, rows.map((row) => h('tr', null, row.map((cell) => h(typeof order(cell) === 'number' ? 'td.number' : 'td', null,
    cell !== null && typeof cell === 'object' ? (cell.href ? h('a', { href: cell.href }, cell.text) : cell.node || cell.text) : String(cell))))));
  function sort(column) {
    down = sorted === column && !down;
    sorted = column;
    rows = rows.slice().sort((a, b) => {
      const [x, y] = [order(a[column]), order(b[column])];
      return (down ? -1 : 1) * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'en', { numeric: true }));
    });
    heads.forEach((head, i) => (i === column ? head.setAttribute('aria-sort', down ? 'descending' : 'ascending') : head.removeAttribute('aria-sort')));
    fill();
  }
  fill();
  return h('div.table-wrap', { tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', { class: options.class }, h('caption.unseen', null, caption), h('thead', null, h('tr', null, heads)), body));
}
