// SPDX-License-Identifier: MIT
// A routine: its blocks or its lines, and beside them the machine before the instruction that is chosen.

class RoutineView {
  constructor(module, routine) {
    Object.assign(this, { module, routine, selected: null, visit: null, trail: [] });
    this.inspector = h('aside.inspector', { 'aria-label': 'Chosen instruction' });
    this.code = h('div.code');
    this.element = h('div.split', null, h('section.code-pane', { 'aria-label': 'Code' }, this.heading(), this.toolbar(), this.code), this.inspector);
    this.drawCode();
    this.inspect();
  }

  get title() { return this.routine.name; }

  heading() {
    const { module, routine } = this;
    const symbol = module.symbols.find((found) => found.name === routine.name && found.section === routine.section);
    const ways = module.flow.entries.filter((entry) => entry.section === routine.section && entry.offset >= routine.start && entry.offset < routine.end).slice(0, 4);
    return h('header.view-head', null, h('h1', { title: routine.name }, shortName(routine.name)),
      h('p.facts', null, module.sections[routine.section].name + '+0x' + hex(routine.start), ' · ', plural(routine.size, 'byte'), symbol ? ' · ' + symbol.kind : '', symbol && symbol.line ? ' · ' + symbol.line : ''),
      ways.length ? h('p.facts', null, 'Paths: ', ways.map((entry, i) => [i ? ', ' : '', h('a', { href: link('path', entry.index) }, entryLabel(entry))])) : null);
  }

  toolbar() {
    const choice = (name, value) => h('button.choice', { type: 'button', 'aria-pressed': String(Settings.view === value), onclick: () => { Settings.view = value; this.redraw(); } }, name);
    return h('div.toolbar', { role: 'toolbar', 'aria-label': 'How code is shown' }, h('span.choices', null, choice('Graph', 'graph'), choice('Lines', 'lines')),
      h('button.choice', { type: 'button', 'aria-pressed': String(Settings.showBytes), onclick: () => { Settings.showBytes = !Settings.showBytes; this.redraw(); } }, 'Bytes'),
      sourceSwitch(this.module, Settings.view, () => this.redraw()),
      h('span.hint', null, h('kbd', null, '↓'), ' ', h('kbd', null, '↑'), ' step, ', h('kbd', null, '←'), ' ', h('kbd', null, '→'), ' other branch'));
  }

  redraw() {
    this.element.querySelector('.toolbar').replaceWith(this.toolbar());
    this.drawCode();
    this.mark();
  }

  drawCode() {
    const graph = Settings.view === 'graph' && !this.isPrinting ? blocksOf(this.module, this.routine) : null;
    const isTooLarge = graph !== null && graph.blocks.length > MOST_BLOCKS;
    const rowElement = (row) => codeRow(this.module, row, graph !== null && !isTooLarge);
    replace(this.code, isTooLarge ? h('p.note', { role: 'note' }, plural(graph.blocks.length, 'block') + ' are too many for a graph; these are the lines.') : null,
      graph && !isTooLarge ? routineGraph(this.module, this.routine, graph, rowElement) : this.lines(rowElement));
  }

  /** A graph is wider than paper: what is printed are the lines. */
  print(isPrinting) {
    this.isPrinting = isPrinting;
    this.drawCode();
    this.mark();
  }

  lines(rowElement) {
    const items = this.routine.rows.filter((row) => row.length || row === this.selected).map((row) => [namesOf(this.module, row).map((name) => h(name.isSymbol ? 'li.label.symbol' : 'li.label', { title: name.name }, shortName(name.name))), rowElement(row)]);
    return h('div.lines-scroll', { tabindex: '0', role: 'region', 'aria-label': 'Lines of ' + shortName(this.routine.name) }, h('ol.lines', null, items));
  }

  /** Chooses a row, in the first state that comes there or in one that is given. */
  select(row, visit = null) {
    this.selected = row;
    const visits = this.module.visitsOf.get(row.index) || [];
    this.visit = visit !== null ? visit : visits.length ? visits[0] : null;
    this.trail = this.visit === null ? [] : [{ visit: this.visit, calls: null }];
    this.mark();
    this.inspect();
  }

  mark() {
    this.element.querySelectorAll('.row[aria-current]').forEach((element) => element.removeAttribute('aria-current'));
    const element = this.selected && this.code.querySelector('[data-row="' + this.selected.index + '"]');
    if (!element) return;
    element.setAttribute('aria-current', 'true');
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const block = element.closest('.block');
    if (block) centre(block.closest('.graph-scroll'), block);
  }

  inspect(before = null) { replace(this.inspector, instructionPanel(this.module, this.selected || this.routine.rows[0], this.selected ? this.visit : null, before, (visit) => this.select(this.selected, visit), this.decided())); }

  /** What the steps so far decided of processor features. */
  decided() { return new Map(this.trail.slice(1).flatMap(({ options, chosen }, i) => (options[chosen] ? decidedBy(this.module, this.trail[i].visit, options[chosen]) : []))); }

  key(event) {
    const steps = { ArrowDown: () => this.forward(), ArrowUp: () => this.back(), ArrowRight: () => this.other(1), ArrowLeft: () => this.other(-1) };
    if (!steps[event.key]) return false;
    if (!this.selected) App.go(this.module.linkTo(this.routine.rows[0]), true);
    else steps[event.key]();
    return true;
  }

  forward() {
    const here = this.trail[this.trail.length - 1];
    if (!here) return this.step(this.module.rows[this.selected.index + 1]);
    const options = this.module.flow.next(here.visit, here.calls);
    if (!options.length) return App.say(this.module.flow.exitOf(here.visit) || 'The path ends here.');
    this.take(options[0], options);
  }

  take(option, options) {
    this.trail.push({ visit: option.visit, calls: option.calls, options, chosen: options.indexOf(option) });
    this.show(this.trail[this.trail.length - 2].visit);
  }

  back() {
    if (this.trail.length > 1) {
      this.trail.pop();
      return this.show(null);
    }
    if (this.selected.index > 0) this.step(this.module.rows[this.selected.index - 1]);
  }

  /** The other way at the last place where the path could go on in more than one. */
  other(by) {
    for (let i = this.trail.length - 1; i > 0; i--) {
      const { options, chosen } = this.trail[i];
      if (options.length < 2) continue;
      this.trail.length = i;
      return this.take(options[(chosen + by + options.length) % options.length], options);
    }
    const visits = this.module.visitsOf.get(this.selected.index) || [];
    if (visits.length > 1) this.select(this.selected, visits[(visits.indexOf(this.visit) + by + visits.length) % visits.length]);
  }

  step(row) { if (row) App.go(this.module.linkTo(row), true); }

  /** Shows the end of the trail, in whatever routine it is. */
  show(before) {
    const visit = this.trail[this.trail.length - 1].visit;
    const row = this.module.rows[this.module.flow.visits[visit].row];
    const view = row.routine === this.routine ? this : App.showRoutine(row.routine);
    Object.assign(view, { trail: this.trail, selected: row, visit });
    view.mark();
    view.inspect(before);
    App.remember(this.module.linkTo(row));
    App.say(spokenState(this.module, visit));
  }
}

/** A button that shows C# lines in place of their numbers; where no line could be read there is none. */
function sourceSwitch(module, view, redraw) {
  if (!module.hasSources) return null;
  return h('button.choice', { type: 'button', 'aria-pressed': String(Settings.showSource[view]), onclick: () => { Settings.showSource[view] = !Settings.showSource[view]; redraw(); } }, 'C#');
}

/** Brings a block into view from side to side. */
function centre(scroller, block) {
  const [left, right] = [block.offsetLeft, block.offsetLeft + block.offsetWidth];
  if (left < scroller.scrollLeft || right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = Math.min(left - 12, (left + right - scroller.clientWidth) / 2);
}

/** A row of code: offset, bytes, instruction, C# line, and marks of what is known of it. */
function codeRow(module, row, isGraph) {
  const findings = module.findingsAt.get(module.key(row.section, row.offset)) || [];
  const alternatives = module.alternativesAt.get(module.key(row.section, row.offset)) || [];
  return [h('li.row' + (findings.length ? '.has-' + findings[0].severity : '') + (module.visitsOf.has(row.index) || row.kind !== ITEM.instruction ? '' : '.unreached'),
    { 'data-row': row.index, onclick: (event) => { if (!event.target.closest('a')) App.go(module.linkTo(row), true); } },
    h('a.offset', { href: module.linkTo(row), tabindex: '-1' }, hex(row.offset, 4)), Settings.showBytes ? h('span.bytes', null, shortBytes(module.bytesOf(row))) : null,
    h('span.text', { title: row.text.length > LONGEST_NAME ? row.text.slice(0, 2000) : null }, row.text.length > 200 ? shortName(row.text) : instructionText(module, row)),
    findings.length ? h('span.flag', { title: findings.map((finding) => finding.id + ' ' + finding.title).join('\n') }, '⚑') : null, sourceOf(module, row, isGraph ? 'graph' : 'lines')),
  alternatives.map((site) => h('li.alternative', null, '⇄ ', h('span.feature', null, site.feature), ' ', replacementLink(module, site)))];
}

function replacementLink(module, site) {
  const rows = module.rowsIn(site.replacement.section, site.replacement.offset, site.replacement.offset + site.replacement.length);
  return rows.length ? h('a', { href: module.linkTo(rows[0]), tabindex: '-1' }, shortName(rows[0].text) + (rows.length > 1 ? ' …' : '')) : h('i', null, 'nothing');
}

const shortBytes = (bytes) => (bytes.length <= 26 ? bytes : bytes.slice(0, 24) + '…');

/** What is known of one instruction, and the machine before it. */
function instructionPanel(module, row, visit, before, choose, decided) {
  const visits = module.visitsOf.get(row.index) || [];
  if (visit === null && visits.length) visit = visits[0];
  const findings = module.findingsAt.get(module.key(row.section, row.offset)) || [];
  return [h('header.panel-head', null, h('p.place', null, h('a', { href: module.linkTo(row), title: 'Link to this instruction' }, shortName(module.placeText(row.section, row.offset)))),
    h('h2.instruction', null, row.text.length > 400 ? shortName(row.text) : instructionText(module, row)), facts(module, row)),
  findings.map((finding) => findingBox(module, finding)), alternativeTabs(module, row), stateChooser(module, row, visits, visit, choose),
  visit === null ? h('p.no-stack', null, row.kind === ITEM.instruction ? 'No path that the analysis knows of leads here.' : 'Data: nothing is executed here.') : machineState(module, visit, before, decided)];
}

function facts(module, row) {
  const line = module.lineOf(row);
  const target = row.target && module.rowAround(row.target.section, row.target.offset);
  const fact = (name, ...value) => h('div', null, h('dt', null, name), h('dd', null, value));
  return h('dl.facts', null, fact('Bytes', h('code', null, module.bytesOf(row) || '—')), line ? fact('C#', h('a', { href: link('line', line) }, line), row.source ? h('code.source', null, row.source) : null) : null, row.relocation ? fact('Relocation', h('code', null, relocationText(module, row))) : null,
    target ? fact('Target', h('a', { href: module.linkTo(target) }, shortName(module.placeText(row.target.section, row.target.offset)))) : null, tableMarks(module, row).map(([title, text]) => fact(title, text)));
}

/** Rows of the tables whose first column is this instruction. */
function tableMarks(module, row) {
  return module.tables.filter((table) => table.title !== 'Alternatives').flatMap((table) => table.rows.filter(([first]) => Array.isArray(first) && first[1] === row.section && first[2] === row.offset)
    .map((cells) => [table.title, cells.slice(1, -1).filter((cell) => cell !== '').map((cell, i) => [i ? ', ' : '', tableCellLink(module, cell)])]));
}

function stateChooser(module, row, visits, visit, choose) {
  if (visits.length < 2 || !choose) return null;
  const words = { '1': 'kernel', '0': 'user', '-1': '?' };
  const describe = (number, i) => {
    const world = module.flow.world(module.flow.visits[number]);
    const stack = module.flow.stackOf(module.flow.visits[number]);
    return (i + 1) + ' of ' + visits.length + ': GS ' + words[world.gs] + ', CR3 ' + words[world.cr3] + (stack ? ', ' + baseText(stack) + plus(stack.rsp) : '');
  };
  return h('label.states', null, 'State ', h('select', { onchange: (event) => choose(visits[event.target.selectedIndex]) }, visits.map((number, i) => h('option', { selected: number === visit }, describe(number, i).slice(0, 120)))));
}

/** The original and what may stand in its place, as tabs by feature. */
function alternativeTabs(module, row) {
  const site = module.replaces.get(row.index);
  const at = site || { section: row.section, offset: row.offset };
  const sites = module.alternativesAt.get(module.key(at.section, at.offset)) || [];
  if (!sites.length) return null;
  const tabs = [{ name: 'original', rows: module.rowsIn(at.section, at.offset, at.offset + sites[0].length), isShown: !site },
    ...sites.map((found) => ({ name: found.feature, rows: module.rowsIn(found.replacement.section, found.replacement.offset, found.replacement.offset + found.replacement.length), isShown: found === site }))];
  return tabList('Alternatives by CPU feature', tabs.map((tab) => ({
    name: tab.name, isShown: tab.isShown,
    content: () => (tab.rows.length ? h('ol.lines', null, tab.rows.map((found) => h('li.row', { 'aria-current': found === row ? 'true' : null }, h('a.offset', { href: module.linkTo(found) }, hex(found.offset, 4)), h('span.text', null, instructionText(module, found))))) : h('p', null, 'No instruction: the original is skipped, padded with NOPs.')),
  })));
}

function tabList(label, tabs) {
  const panel = h('div.tab-panel', { role: 'tabpanel', tabindex: '0', 'aria-label': label });
  const buttons = tabs.map((tab, i) => h('button', { type: 'button', role: 'tab', onclick: () => show(i) }, tab.name));
  const show = (shown) => {
    buttons.forEach((button, i) => { button.setAttribute('aria-selected', String(i === shown)); button.tabIndex = i === shown ? 0 : -1; });
    replace(panel, tabs[shown].content());
  };
  const list = h('div.tabs', { role: 'tablist', 'aria-label': label, onkeydown: (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.stopPropagation();
    const next = (buttons.indexOf(document.activeElement) + by + buttons.length) % buttons.length;
    show(next);
    buttons[next].focus();
  } }, buttons);
  show(Math.max(0, tabs.findIndex((tab) => tab.isShown)));
  return h('section.alternatives', null, list, panel);
}
