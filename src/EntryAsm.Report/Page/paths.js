// SPDX-License-Identifier: MIT
// A path: from an entry to where it leaves, instruction by instruction.

const MOST_STEPS = 6000;

/** The first path from a visit that leaves, the way straight on before the way of a branch; where none leaves, the first that ends. */
function findPath(module, start, calls) {
  const flow = module.flow;
  const frames = [{ visit: start, calls, options: flow.next(start, calls), at: 0 }];
  const seen = new Set([stepKey(frames[0])]);
  let ended = null;
  for (let tries = 0; frames.length && tries < MOST_STEPS * 4; tries++) {
    const top = frames[frames.length - 1];
    const exit = flow.exitOf(top.visit);
    if (exit === 'leaves') return steps(frames);
    if (exit && !ended) ended = steps(frames);
    let next = null;
    while (!next && top.at < top.options.length && frames.length < MOST_STEPS) {
      const option = top.options[top.at++];
      if (!seen.has(stepKey(option))) next = option;
    }
    if (!next) { frames.pop(); continue; }
    seen.add(stepKey(next));
    frames.push({ visit: next.visit, calls: next.calls, options: flow.next(next.visit, next.calls), at: 0 });
  }
  return ended || [{ visit: start, calls, options: [], chosen: 0 }];
}

const stepKey = (step) => step.visit + '|' + callKey(step.calls);
const callKey = (calls) => (calls ? calls.call + '<' + callKey(calls.outer) : '');
const steps = (frames) => frames.map((frame, i) => ({ visit: frame.visit, calls: frame.calls, options: frame.options, chosen: i + 1 < frames.length ? frame.at - 1 : -1 }));

const ENTRY_KINDS = {
  Function: 'called', Interrupt: 'vector', Syscall: 'SYSCALL', SyscallCompat: 'SYSCALL of 32-bit code', Sysenter: 'SYSENTER', FredUser: 'FRED from ring 3', FredKernel: 'FRED from ring 0', Start: 'start', SavedRegisters: 'saved registers',
  'kernel code': 'from the kernel',
};

function entryLabel(entry) {
  const kind = ENTRY_KINDS[entry.kind] || entry.kind;
  return (entry.vector >= 0 ? 'vector ' + entry.vector : kind) + ': ' + shortName(entry.name);
}

class PathView {
  constructor(module, entry, choices, position) {
    Object.assign(this, { module, entry, choices, position: 0 });
    this.inspector = h('aside.inspector', { 'aria-label': 'Chosen instruction' });
    this.list = h('ol.path');
    this.element = h('div.split', null, h('section.code-pane', { 'aria-label': 'Path' }, this.heading(), h('div.path-scroll', { tabindex: '0', role: 'region', 'aria-label': 'Instructions of the path' }, this.list)), this.inspector);
    this.walk();
    this.choose(Math.min(position, this.steps.length - 1));
  }

  get title() { return 'Path of ' + this.entry.name; }

  /** Once it stands in the page, the chosen step is brought into view. */
  shown() { this.list.querySelector('[aria-current]').scrollIntoView({ block: 'center' }); }

  heading() {
    const entries = this.module.flow.entries;
    return h('header.view-head', null, h('h1', { title: this.entry.name }, 'Path of ', shortName(this.entry.name)),
      h('p.facts', null, h('label', null, 'Entry ', h('select', { onchange: (event) => App.go(link('path', event.target.selectedIndex)) }, entries.map((entry) => h('option', { selected: entry === this.entry }, entryLabel(entry))))),
        sourceSwitch(this.module, 'path', () => App.route(true)), h('span.hint', null, h('kbd', null, '↓'), ' ', h('kbd', null, '↑'), ' step, ', h('kbd', null, '←'), ' ', h('kbd', null, '→'), ' another way at the chosen branch')));
  }

  /** The path that the choices describe: the first path, and at some steps another way. */
  walk() {
    this.steps = findPath(this.module, this.module.flow.states[this.entry.state].first, null);
    for (const [at, chosen] of this.choices) {
      const step = this.steps[at];
      if (!step || !step.options[chosen]) break;
      step.chosen = chosen;
      const option = step.options[chosen];
      this.steps = [...this.steps.slice(0, at + 1), ...findPath(this.module, option.visit, option.calls)];
    }
    this.draw();
  }

  draw() {
    let routine = null;
    replace(this.list, this.steps.map((step, i) => {
      const row = this.module.rowOf(step.visit);
      const heading = row.routine === routine ? null : h('li.path-routine', { title: row.routine.name }, '› '.repeat(Math.min(6, depth(step.calls))), h('a', { href: this.module.linkTo(row), tabindex: '-1' }, shortName(row.routine.name)));
      routine = row.routine;
      return [heading, this.stepElement(step, row, i)];
    }), this.end());
  }

  stepElement(step, row, i) {
    const { module } = this;
    return h('li.row' + (module.findingsAt.has(module.key(row.section, row.offset)) ? '.has-finding' : ''), { 'data-step': i, onclick: (event) => { if (!event.target.closest('a, button')) this.choose(i); } },
      h('span.step', null, i + 1), h('a.offset', { href: module.linkTo(row), tabindex: '-1' }, hex(row.offset, 4)), h('span.text', null, row.text.length > 200 ? shortName(row.text) : instructionText(module, row)),
      step.options.length > 1 ? h('span.ways', { role: 'group', 'aria-label': 'Ways on' }, step.options.map((option, at) => h('button.way', { type: 'button', tabindex: '-1', 'aria-pressed': String(at === step.chosen), onclick: () => this.turn(i, at) }, wayText(module, row, option)))) : null,
      sourceOf(module, row, 'path'));
  }

  end() {
    const last = this.steps[this.steps.length - 1];
    const exit = this.module.flow.exitOf(last.visit);
    return h('li.path-end', null, 'The path ', exit || 'is not followed further', ', after ', plural(this.steps.length, 'instruction'), '.');
  }

  /** What the steps before the chosen one decided of processor features. */
  decided() { return new Map(this.steps.slice(0, this.position).flatMap((step) => (step.options[step.chosen] ? decidedBy(this.module, step.visit, step.options[step.chosen]) : []))); }

  turn(at, chosen) {
    this.choices = [...this.choices.filter(([step]) => step < at), [at, chosen]];
    this.walk();
    this.choose(at);
  }

  choose(position) {
    const before = this.position;
    this.position = position;
    this.list.querySelectorAll('[aria-current]').forEach((element) => element.removeAttribute('aria-current'));
    const element = this.list.querySelector('[data-step="' + position + '"]');
    element.setAttribute('aria-current', 'true');
    element.scrollIntoView({ block: 'nearest' });
    const { visit } = this.steps[position];
    replace(this.inspector, instructionPanel(this.module, this.module.rowOf(visit), visit, position > 0 ? this.steps[position - 1].visit : null, null, this.decided()));
    App.remember(link('path', this.entry.index, position, this.choices.map((choice) => choice.join('-')).join('.')));
    if (before !== position) App.say(spokenState(this.module, visit));
  }

  key(event) {
    const step = this.steps[this.position];
    const moves = {
      ArrowDown: () => { if (this.position + 1 < this.steps.length) this.choose(this.position + 1); }, ArrowUp: () => { if (this.position > 0) this.choose(this.position - 1); },
      ArrowRight: () => this.turnBy(step, 1), ArrowLeft: () => this.turnBy(step, -1), Home: () => this.choose(0), End: () => this.choose(this.steps.length - 1),
    };
    if (!moves[event.key]) return false;
    moves[event.key]();
    return true;
  }

  turnBy(step, by) { if (step.options.length > 1) this.turn(this.position, (Math.max(0, step.chosen) + by + step.options.length) % step.options.length); }
}

const depth = (calls) => (calls ? 1 + depth(calls.outer) : 0);

function wayText(module, row, option) {
  const to = module.rowOf(option.visit);
  const place = shortName(module.placeText(to.section, to.offset));
  switch (option.kind) {
    case EDGE.taken: return row.target ? 'taken' : 'to ' + place;
    case EDGE.call: return 'into ' + place;
    case EDGE.ret: return 'to ' + place;
    case EDGE.alternative: return 'with ' + (featureOf(module, row, to) || 'the feature');
    case EDGE.fault: return 'fault → ' + place;
    case EDGE.staticBranch: return 'key on → ' + place;
    default: return row.flow === FLOW.branch ? 'not taken' : module.alternativesAt.has(module.key(row.section, row.offset)) ? 'original' : 'goes on';
  }
}

function featureOf(module, row, to) {
  const sites = module.alternativesAt.get(module.key(row.section, row.offset)) || [];
  const found = sites.find((site) => site.replacement.section === to.section && site.replacement.offset === to.offset) || sites.find((site) => site.replacement.length === 0);
  return found && found.feature;
}
