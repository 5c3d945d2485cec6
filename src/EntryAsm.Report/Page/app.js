// SPDX-License-Identifier: MIT
// Which view is shown, for which address; keys; what the page remembers.

const Settings = { view: 'graph', showBytes: true, showSource: { graph: false, lines: true, path: true }, showRegisters: false };

const App = {
  modules: [], moduleNumber: 0, view: null, address: '',

  get module() { return this.modules[this.moduleNumber]; },

  start() {
    const data = JSON.parse(visible(document.getElementById('data').textContent));
    this.raw = data.modules;
    this.main = document.getElementById('main');
    this.live = document.getElementById('live');
    new Search(document.getElementById('search'), document.getElementById('results'));
    this.readTheme();
    window.addEventListener('hashchange', () => this.route());
    document.addEventListener('keydown', (event) => this.key(event));
    document.getElementById('skip').addEventListener('click', (event) => { event.preventDefault(); this.main.focus(); });
    this.route();
  },

  open(number) {
    this.moduleNumber = number;
    this.modules[number] = this.modules[number] || new Module(this.raw[number]);
    this.drawNavigation();
  },

  /** Shows what the address says: #/module/view/what. */
  route(isAgain = false) {
    if (location.hash === this.address && this.view && !isAgain) return;
    this.address = location.hash;
    const [number, name = 'overview', ...parts] = location.hash.replace(/^#\/?/, '').split('/').map((part) => { try { return decodeURIComponent(part); } catch { return part; } });
    const wanted = Number(number) || 0;
    if (!this.view || wanted !== this.moduleNumber) this.open(wanted < this.raw.length ? wanted : 0);
    this.show(name, parts);
  },

  show(name, parts) {
    const { module } = this;
    if (name === 'at' || name === 'line' || name === 'routine') {
      const row = name === 'line' ? rowOfLine(module, parts[0] || '') : rowOfPlace(module, parts[0] || '');
      if (row) return this.showRoutine(row.routine).select(row);
      return this.display(new MissingView(parts[0] || ''));
    }
    const entry = name === 'path' ? module.flow.entries[Number(parts[0]) || 0] : null;
    if (entry) return this.display(new PathView(module, entry, (parts[2] || '').split('.').filter(Boolean).map((choice) => choice.split('-').map(Number)), Number(parts[1]) || 0));
    this.display(name === 'tables' ? new TablesView(module, parts[0]) : name === 'changes' ? new ChangesView(module, parts[0]) : new OverviewView(module));
    return this.view;
  },

  showRoutine(routine) {
    if (!(this.view instanceof RoutineView) || this.view.routine !== routine) this.display(new RoutineView(this.module, routine));
    return this.view;
  },

  display(view) {
    this.view = view;
    replace(this.main, view.element);
    document.title = view.title.slice(0, 120) + ' · ' + this.module.name.slice(0, 120);
    this.main.scrollTop = 0;
    if (view.shown) view.shown();
    this.drawNavigation();
  },

  go(address, isStep = false) {
    if (isStep) {
      this.remember(address);
      this.address = '';
      this.route();
    } else {
      location.hash = address;
    }
  },

  /** Puts an address into the bar without a step of the history. */
  remember(address) {
    this.address = address;
    history.replaceState(null, '', address);
  },

  say(text) { this.live.textContent = text.slice(0, 600); },

  drawNavigation() {
    const { module } = this;
    const isAt = (kind) => this.view instanceof kind;
    const item = (name, href, isCurrent) => h('li', null, h('a', { href, 'aria-current': isCurrent ? 'page' : null }, name));
    const routines = module.routines.filter((routine) => routine.rows.some((row) => row.kind === ITEM.instruction));
    replace(document.getElementById('views'), item('Overview', link('overview'), isAt(OverviewView)), routines.length ? item('Routines', routineLink(module, routines[0]), isAt(RoutineView)) : null, module.flow.entries.length ? item('Paths', link('path', 0), isAt(PathView)) : null,
      item('Tables', link('tables'), isAt(TablesView)), module.raw.isCompared ? item('Changes', link('changes'), isAt(ChangesView)) : null);
    replace(document.getElementById('modules'), this.raw.length < 2 ? null : h('select', { 'aria-label': 'Module', onchange: (event) => this.go('#/' + event.target.selectedIndex + '/overview') }, this.raw.map((raw, i) => h('option', { selected: i === this.moduleNumber }, shortName(raw.name)))));
    const side = document.getElementById('side');
    if (side.dataset.module !== String(this.moduleNumber)) this.drawSide(side, routines);
    side.hidden = !routines.length;
    const current = isAt(RoutineView) ? this.view.routine : null;
    side.querySelectorAll('a').forEach((a) => (current && a.dataset.routine === String(current.index) ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current')));
    const mark = side.querySelector('[aria-current]');
    if (mark) mark.scrollIntoView({ block: 'nearest' });
  },

  drawSide(side, routines) {
    side.dataset.module = String(this.moduleNumber);
    const worst = new Map();
    for (const finding of this.module.check.findings) {
      const row = this.module.rowAround(finding.section, finding.offset);
      if (row && worst.get(row.routine) !== 'error') worst.set(row.routine, finding.severity);
    }
    let section = -1;
    replace(side, h('h2.unseen', null, 'Routines'), h('ul', null, routines.map((routine) => {
      const heading = routine.section !== section ? h('li.section-name', null, shortName(this.module.sections[routine.section].name)) : null;
      section = routine.section;
      return [heading, h('li', null, h('a' + (worst.has(routine) ? '.has-' + worst.get(routine) : ''), { href: routineLink(this.module, routine), 'data-routine': routine.index, title: routine.name.slice(0, 500) }, shortName(routine.name)))];
    })));
  },

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
    if (event.key === '/') {
      document.getElementById('search').focus();
    } else if (event.key === 't') {
      this.nextTheme();
    } else if (!this.view.key || event.target.closest('header.bar, #side') || !this.view.key(event)) {
      return;
    }
    event.preventDefault();
  },

  readTheme() {
    document.getElementById('theme').addEventListener('click', () => this.nextTheme());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.setTheme(this.theme));
    window.addEventListener('beforeprint', () => { document.documentElement.dataset.colours = 'light'; if (this.view.print) this.view.print(true); });
    window.addEventListener('afterprint', () => { this.setTheme(this.theme); if (this.view.print) this.view.print(false); });
    this.setTheme('auto');
  },

  nextTheme() { this.setTheme({ auto: 'light', light: 'dark', dark: 'auto' }[this.theme]); },

  setTheme(theme) {
    this.theme = theme;
    document.documentElement.dataset.colours = theme === 'auto' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : theme;
    const button = document.getElementById('theme');
    button.textContent = { auto: '◐', light: '☀', dark: '☾' }[theme];
    button.setAttribute('aria-label', 'Colours: ' + { auto: 'as the system', light: 'light', dark: 'dark' }[theme]);
  },
};

/** Controls, characters without width, and those that turn the order of others around. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** In JSON: characters that are not seen as their escapes, since a name may hold any. */
function visible(json) {
  return json.replace(/\\(?:u([0-9a-f]{4})|(.))|[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gi, (whole, code, letter) => (
    code ? (HIDDEN.test(String.fromCharCode(parseInt(code, 16))) ? '\\' + whole : whole) : letter ? ('bfnrt'.includes(letter) ? '\\' + whole : whole) : '\\\\u' + hex(whole.charCodeAt(0), 4)));
}

class MissingView {
  constructor(what) { this.element = h('div.overview', null, h('header.view-head', null, h('h1', null, 'Not here'), h('p.facts', null, 'This module has no instruction at ', h('code', null, shortName(what)), '. It may have moved: search for its name.'))); }

  get title() { return 'Not here'; }
}

function rowOfPlace(module, text) {
  const place = module.resolve(text);
  return place && module.rowAround(place.section, place.offset);
}

/** The first row of a C# line; the file may be told by its last part. */
function rowOfLine(module, line) { return module.rows.find((row) => module.lineOf(row) === line) || module.rows.find((row) => module.lineOf(row).endsWith('/' + line)); }

App.start();
