// SPDX-License-Identifier: MIT
// Old and new side by side. What only moved is not marked: rows are compared by what they do and what they point at.

const FAR = 4;

class ChangesView {
  constructor(module, name) {
    const { changes } = module;
    const marked = (change) => change.rows.filter(([isChanged]) => isChanged).length;
    this.chosen = name;
    this.element = h('div.changes', null, h('header.view-head', null, h('h1', null, 'Changes'),
      h('p.facts', null, !module.raw.isCompared ? 'Nothing was compared: entryasm report NEW --against OLD.' : changes.length ? plural(changes.length, 'routine differs', 'routines differ') + '. Code that only moved is not shown.' : 'No routine differs: what code there is may have moved.'),
      changes.length ? h('ul.change-list', null, changes.map((change) => h('li', null, h('a', { href: link('changes', change.name) }, shortName(change.name)), ' ', h('span.facts', null, change.what, ', ', plural(marked(change), 'line'))))) : null),
    changes.map((change) => h('section.panel.change', { id: 'change-' + change.name }, h('h2', { title: change.name }, shortName(change.name), ' ', h('small', null, change.what)), sideBySide(module, change))));
  }

  get title() { return 'Changes'; }

  shown() {
    const section = this.chosen && document.getElementById('change-' + this.chosen);
    if (section) section.scrollIntoView();
  }
}

/** The lines near a change; runs of lines that are the same are folded. */
function sideBySide(module, change) {
  const near = new Set();
  change.rows.forEach(([isChanged], i) => { if (isChanged) for (let at = i - FAR; at <= i + FAR; at++) near.add(at); });
  const place = module.placeOf.get(change.name);
  const body = h('tbody');
  for (let i = 0; i < change.rows.length; i++) {
    if (near.has(i)) { body.append(changeRow(module, place, change.rows[i])); continue; }
    let end = i;
    while (end < change.rows.length && !near.has(end)) end++;
    body.append(fold(module, place, change.rows.slice(i, end), body));
    i = end - 1;
  }
  return h('div.table-wrap', { tabindex: '0', role: 'region', 'aria-label': 'Changes of ' + shortName(change.name) }, h('table.diff', null, h('caption.unseen', null, 'Changes of ', shortName(change.name)),
    h('thead', null, h('tr', null, ['old', 'old code', 'new', 'new code'].map((name) => h('th', { scope: 'col' }, name)))), body));
}

function fold(module, place, rows) {
  const element = h('tr.fold', null, h('td', { colspan: '4' }, h('button', { type: 'button', onclick: () => element.replaceWith(...rows.map((row) => changeRow(module, place, row))) }, plural(rows.length, 'line') + ' the same')));
  return element;
}

function changeRow(module, place, [isChanged, oldOffset, oldText, newOffset, newText]) {
  const kind = !isChanged ? '' : oldOffset < 0 ? '.added' : newOffset < 0 ? '.removed' : '.changed';
  const row = place && newOffset >= 0 ? module.rowAt(place.section, newOffset) : null;
  const offset = (number) => (number < 0 ? '' : hex(number, 4));
  const word = { '.added': 'added: ', '.removed': 'removed: ', '.changed': 'changed: ' }[kind];
  return h('tr' + kind, null, h('td.offset', null, offset(oldOffset)), h('td.old', null, oldText && kind ? h('span.unseen', null, kind === '.removed' ? word : 'was: ') : null, shortName(oldText)),
    h('td.offset', null, row ? h('a', { href: module.linkTo(row) }, offset(newOffset)) : offset(newOffset)), h('td.new', null, newText && kind && kind !== '.removed' ? h('span.unseen', null, word) : null, shortName(newText)));
}
