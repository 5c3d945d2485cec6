// SPDX-License-Identifier: MIT
// The first view: how much there is, ways in, what the checker found, code bytes by routine, the descriptor table.

class OverviewView {
  constructor(module) {
    this.element = h('div.overview', null, h('header.view-head', null, h('h1', { title: module.name }, shortName(module.name)), summary(module)), tiles(module), codeMap(module), gateSection(module), findingSection(module), entrySection(module), sectionTable(module));
  }

  get title() { return 'Overview'; }
}

function summary(module) {
  const { check, flow } = module;
  return h('p.facts', null, 'Followed ', plural(check.entries, 'entry', 'entries'), ' over ', plural(check.instructions, 'instruction'), ' to ', plural(check.paths, 'end'), ' of paths. Not proved: ', String(check.unknowns), '.',
    flow.raw.isComplete ? '' : ' The analysis ran out of its budget: some paths were not followed to their end.');
}

function tiles(module) {
  const code = module.routines.reduce((sum, routine) => sum + routine.size, 0);
  const relocations = module.sections.reduce((sum, section) => sum + section.relocations, 0);
  const count = (severity) => module.check.findings.filter((finding) => finding.severity === severity).length;
  const tile = (number, text, href, kind = '') => h('li' + kind, null, h(href ? 'a' : 'div', { href }, h('b', null, number.toLocaleString('en-US')), ' ', h('span', null, text)));
  return h('ul.tiles', null, tile(code, 'bytes of code'), tile(module.routines.length, 'routines'), tile(relocations, 'relocations'), tile(module.gates.length, 'gates'),
    tile(module.tables.reduce((sum, table) => sum + table.rows.length, 0), 'rows of tables', link('tables')),
    tile(count('error'), 'errors', null, count('error') ? '.error' : '.good'), tile(count('warning'), 'warnings', null, count('warning') ? '.warning' : '.good'),
    module.raw.isCompared ? tile(module.changes.length, 'routines differ', link('changes')) : null);
}

function panel(title, what, ...content) { return h('section.panel', null, h('h2', null, title), what ? h('p.what', null, what) : null, content); }

/** Routines as areas: as large as their code, in the order of their size. */
function codeMap(module) {
  const routines = module.routines.filter((routine) => routine.size > 0).sort((a, b) => b.size - a.size || a.index - b.index);
  if (!routines.length) return panel('Code by routine', 'This module has no code.');
  const width = 1000, height = routines.length < 5 ? 120 : 320;
  const worst = new Map();
  for (const finding of module.check.findings) {
    const row = module.rowAround(finding.section, finding.offset);
    if (row && worst.get(row.routine) !== 'error') worst.set(row.routine, finding.severity);
  }
  const boxes = squarify(routines.map((routine) => ({ routine, size: routine.size })), { x: 0, y: 0, width, height });
  const percent = (value, all) => (100 * value / all).toFixed(3) + '%';
  return panel('Code by routine', 'Areas are bytes; a coloured corner marks findings.', mapLegend(module, routines), h('ul.map', { style: 'height:' + height + 'px' }, boxes.map(({ item, x, y, width: w, height: t }) => h('li' + (worst.has(item.routine) ? '.has-' + worst.get(item.routine) : ''),
    { style: 'left:' + percent(x, width) + ';top:' + percent(y, height) + ';width:' + percent(w, width) + ';height:' + percent(t, height) },
    h('a.section' + item.routine.section % 6, { href: routineLink(module, item.routine), title: item.routine.name.slice(0, 500) + ': ' + plural(item.size, 'byte') }, w > 46 && t > 18 ? [shortName(item.routine.name), w > 80 && t > 36 ? h('small', null, String(item.size)) : null] : h('span.unseen', null, shortName(item.routine.name)))))));
}

/** Which colour is which section; a single one needs no telling. */
function mapLegend(module, routines) {
  const sections = [...new Set(routines.map((routine) => routine.section))].sort((a, b) => a - b);
  return sections.length < 2 ? null : h('ul.legend', null, sections.map((section) => h('li', null, h('i.section' + section % 6), ' ', h('code', null, shortName(module.sections[section].name)))));
}

const routineLink = (module, routine) => (routine.rows.length ? module.linkTo(routine.rows[0]) : link('overview'));

/** Squarified treemap (Bruls, Huizing, van Wijk): rows of boxes along the shorter side, as square as they come. */
function squarify(items, area) {
  const boxes = [];
  let { x, y, width, height } = area;
  let left = items.reduce((sum, item) => sum + item.size, 0);
  for (let start = 0; start < items.length;) {
    const side = Math.min(width, height), scale = width * height / left;
    let end = start + 1, sum = items[start].size;
    const worst = (total, last) => { const thick = total * scale / side; return Math.max(thick * thick / (items[start].size * scale), items[start].size * scale / (thick * thick), thick * thick / (last * scale), last * scale / (thick * thick)); };
    while (end < items.length && worst(sum + items[end].size, items[end].size) <= worst(sum, items[end - 1].size)) sum += items[end++].size;
    const thick = sum * scale / side;
    let at = 0;
    for (; start < end; start++) {
      const long = items[start].size * scale / thick;
      boxes.push(width >= height ? { item: items[start], x, y: y + at, width: thick, height: long } : { item: items[start], x: x + at, y, width: long, height: thick });
      at += long;
    }
    if (width >= height) { x += thick; width -= thick; } else { y += thick; height -= thick; }
    left -= sum;
  }
  return boxes;
}

/** Names of exceptions (Intel SDM vol. 3, table 6-1; AMD APM vol. 2, table 8-1). */
const EXCEPTIONS = ['#DE', '#DB', 'NMI', '#BP', '#OF', '#BR', '#UD', '#NM', '#DF', '', '#TS', '#NP', '#SS', '#GP', '#PF', '', '#MF', '#AC', '#MC', '#XM', '#VE', '#CP', '', '', '', '', '', '', '#HV', '#VC', '#SX', ''];

function gateSection(module) {
  if (!module.gates.length) return null;
  const set = new Set(module.gates.map(([vector]) => vector));
  const grid = h('div.vectors', { role: 'img', 'aria-label': plural(set.size, 'vector') + ' of 256 have a gate' }, Array.from({ length: 256 }, (_, vector) => h('i' + (set.has(vector) ? '.set' : ''), { title: 'vector ' + vector + (set.has(vector) ? '' : ': no gate') })));
  const cards = module.gates.slice().sort((a, b) => a[0] - b[0]).map(([vector, name, section, value, hasErrorCode, ist, dpl, type]) => {
    const row = section >= 0 ? module.rowAround(section, value) : null;
    const entry = module.flow.entries.find((found) => found.vector === vector && found.name === name);
    return h('li.gate', null, h('span.vector', null, String(vector)), h('span.exception', null, EXCEPTIONS[vector] || '0x' + hex(vector, 2)), row ? h('a.entry', { href: module.linkTo(row), title: name }, shortName(name)) : h('span.entry', { title: name }, shortName(name)),
      h('span.marks', null, hasErrorCode ? h('span.mark.pushes', { title: 'the processor pushes an error code' }, 'error code') : null, ist ? h('span.mark.ist', { title: 'on a stack of the interrupt stack table' }, 'IST ' + ist) : null,
        dpl ? h('span.mark.dpl', { title: 'INT n may raise it from ring ' + dpl }, 'DPL ' + dpl) : null, type === 'trap' ? h('span.mark', { title: 'interrupts stay as they are' }, 'trap') : null, entry ? h('a.mark.go', { href: link('path', entry.index) }, 'path') : null));
  });
  return panel('Descriptor table', plural(module.gates.length, 'gate') + ': vector, entry, error code, interrupt stack, privilege.', h('div.gates', null, grid, h('ol.cards', null, cards)));
}

function findingSection(module) {
  const findings = module.check.findings;
  return panel('Findings', findings.length ? 'What the checker found, each with the path that leads there.' : 'The checker found nothing.', findings.length ? h('div.findings', null, findings.map((finding) => findingBox(module, finding))) : null);
}

function findingBox(module, finding) {
  const row = module.rowAround(finding.section, finding.offset);
  const message = finding.message.replace(/ \[path: [^]*\]$/, '');
  return h('details.finding.' + finding.severity, null, h('summary', null, h('span.severity', null, finding.severity), ' ', h('b', null, finding.id), ' ', shortName(message.length > 72 && message.length < 400 ? '' : message), message.length > 72 && message.length < 400 ? message : ''),
    h('p', null, row ? h('a', { href: module.linkTo(row) }, shortName(finding.place)) : shortName(finding.place), finding.line ? [' · ', h('a', { href: link('line', finding.line) }, finding.line)] : null),
    finding.path.length ? h('ol.finding-path', null, finding.path.map(([place, text, line]) => {
      const at = module.resolve(place);
      const step = at && module.rowAround(at.section, at.offset);
      return h('li', null, step ? h('a', { href: module.linkTo(step) }, shortName(place)) : shortName(place), ' ', shortName(text), line ? h('span.line', null, ' ' + module.shortLine(line)) : null);
    })) : null);
}

function entrySection(module) {
  if (!module.flow.entries.length) return null;
  return panel('Ways in', 'Where execution comes from outside; each has a path to step through.', sortableTable('Ways in', ['entry', 'how', 'vector', 'place'], runsOf(module.flow.entries).map(({ first, last }) => [
    { text: shortName(first.name), href: link('path', first.index) }, ENTRY_KINDS[first.kind] || first.kind, first.vector < 0 ? '' : first === last ? first.vector : { text: first.vector + ' to ' + last.vector, sort: first.vector },
    shortName(module.sections[first.section].name) + '+0x' + hex(first.offset)])));
}

/** Stubs under one name, a vector each, count as one way in. */
function runsOf(entries) {
  const runs = [];
  for (const entry of entries) {
    const run = runs[runs.length - 1];
    if (run && entry.vector >= 0 && run.last.name === entry.name && run.last.kind === entry.kind && run.last.vector + 1 === entry.vector) run.last = entry;
    else runs.push({ first: entry, last: entry });
  }
  return runs;
}

function sectionTable(module) {
  return panel('Sections', null, sortableTable('Sections', ['section', 'flags', 'type', 'alignment', 'bytes', 'relocations'], module.sections.filter((section) => section.size || section.relocations)
    .map((section) => [shortName(section.name), section.flags, section.type, section.align, section.size, section.relocations])));
}
