// SPDX-License-Identifier: MIT
// The state of the machine before an instruction: badges, the stack drawn, registers.

const PROCESSOR_FRAME = { '-8': 'ss', '-16': 'rsp', '-24': 'rflags', '-32': 'cs', '-40': 'rip' };
const SORTS = {
  u: 'not known', n: 'a number', r: 'as it was at the entry', k: 'an address in a stack', s: 'an address of a symbol', m: 'loaded from memory', t: 'a return address',
  p: 'as it was, unless a function that was given its address has changed it', j: 'not the same on all paths that meet here', x: 'computed',
};

/** Everything known before a visit; with another visit, what differs from there is marked. What is decided of features is that of the path, if there is one. */
function machineState(module, number, before, decided) {
  const flow = module.flow;
  const visit = flow.visits[number];
  const earlier = before === null || before === undefined ? null : flow.visits[before];
  return h('div.machine', null, badges(flow.world(visit), earlier && flow.world(earlier)), featureBadges(new Map([...flow.world(visit).features, ...(decided || [])])), stackPicture(module, visit, earlier), registerTable(module, visit, earlier));
}

function badges(world, earlier) {
  const words = { gs: { '1': 'kernel', '0': 'user' }, cr3: { '1': 'kernel', '0': 'user' }, interrupts: { '1': 'on', '0': 'off' }, direction: { '1': 'set', '0': 'clear' }, access: { '1': 'set', '0': 'clear' } };
  const names = {
    gs: ['GS', 'whose base gs has'], cr3: ['CR3', 'whose page tables are in force'], interrupts: ['IF', 'interrupts'], direction: ['DF', 'the direction flag'], access: ['AC', 'access to user memory under SMAP'],
  };
  return h('ul.badges', { 'aria-label': 'Processor' }, Object.keys(names).map((key) => {
    const word = words[key][world[key]] || '?';
    const changed = earlier && earlier[key] !== world[key];
    return h('li.badge.' + key + '-' + (word === '?' ? 'unknown' : word) + (changed ? '.changed' : ''), { title: names[key][1] + ': ' + (word === '?' ? 'not known, or either' : word) }, h('span', null, names[key][0]), ' ', h('b', null, word));
  }));
}

function featureBadges(features) {
  if (!features.size) return null;
  return h('ul.badges.features', { 'aria-label': 'Processor features on this path' }, [...features].map(([name, isThere]) => h('li.badge.feature-' + (isThere ? 'on' : 'off'), { title: name + (isThere ? ': this is a path of processors with it' : ': this is a path of processors without it') },
    h('span', null, shortFeature(name)), ' ', h('b', null, isThere ? 'on' : 'off'))));
}

function stackPicture(module, visit, earlier) {
  const stack = module.flow.stackOf(visit);
  if (!stack) return h('p.no-stack', null, 'It is not known here which stack rsp points into.');
  const old = earlier && module.flow.stackOf(earlier);
  const entry = module.flow.entries.find((found) => found.stack === stack.baseNumber && isEntryOf(module, found, visit));
  const isFrame = stack.base.text === 'frame';
  const border = entry ? entry.rsp : stack.base.text === 'stack' ? -8 : isFrame ? -40 : null;
  const list = h('ol.stack', { 'aria-label': 'Stack, from the highest address down' });
  for (const slot of stack.slots) {
    if (slot.offset + 8 === border && border !== null) list.append(h('li.border', null, isFrame ? 'pushed by the processor ↑' : 'the caller ↑'));
    list.append(slotRow(slot, stack, old, isFrame));
  }
  if (stack.slots.length === 0) list.append(h('li.empty', null, 'nothing that this code has pushed'));
  else if (border !== null && stack.rsp === border) list.append(h('li.border', null, isFrame ? 'pushed by the processor ↑' : 'the caller ↑'));
  const popped = old && old.baseNumber === stack.baseNumber && old.rsp < stack.rsp ? old.slots.filter((slot) => slot.offset < stack.rsp) : [];
  list.append(h('li.rsp', null, h('b', null, 'rsp'), h('span', null, baseText(stack) + plus(stack.rsp))));
  popped.slice(0, 6).forEach((slot) => list.append(h('li.slot.popped', { 'aria-hidden': 'true' }, h('span.at', null, ''), h('span.value', null, slot.value.text), h('span.role', null, 'popped'))));
  return h('figure.stack-figure', null, h('figcaption', null, 'Stack ', h('code', null, shortName(baseText(stack)))), list);
}

function isEntryOf(module, entry, visit) {
  const state = module.flow.states[entry.state];
  return state.first < state.end && module.rows[module.flow.visits[state.first].row].routine === module.rows[visit.row].routine;
}

const baseText = (stack) => ({ frame: 'interrupt frame', stack: 'caller’s stack' }[stack.base.text] || ({ r: stack.base.text + ' at the entry', j: 'differs between paths', m: stack.base.text }[stack.base.sort] || stack.base.text));

function slotRow(slot, stack, old, isFrame) {
  const before = old && old.baseNumber === stack.baseNumber ? old.slots.find((other) => other.offset === slot.offset) : null;
  const isNew = old && (!before || before.value !== slot.value);
  const role = roleOf(slot, isFrame);
  return h('li.slot.sort-' + slot.value.sort + (isNew ? '.changed' : ''), { title: slot.value.text + ': ' + SORTS[slot.value.sort] },
    h('span.at', null, 'rsp' + (slot.offset === stack.rsp ? '' : '+0x' + hex(slot.offset - stack.rsp))), h('span.value', null, shortName(slot.value.text)), h('span.role', null, role));
}

/** What a slot is, by what the processor put there or by what it holds. */
function roleOf(slot, isFrame) {
  const name = isFrame && PROCESSOR_FRAME[slot.offset];
  if (name) return name === slot.value.text.replace(/'$/, '') ? 'processor' : 'processor: ' + name;
  return { r: slot.value.text === 'error-code' ? 'processor' : 'saved', p: /^-?\d/.test(slot.value.text) ? 'number' : 'saved', t: 'return address', n: 'number', s: 'address', k: 'stack address', m: 'from memory', j: 'varies', u: 'unknown', x: 'computed' }[slot.value.sort];
}

function registerTable(module, visit, earlier) {
  const set = module.flow.registerSets[visit.registers];
  const old = earlier && module.flow.registerSets[earlier.registers];
  return h('details.registers', { open: Settings.showRegisters, ontoggle: (event) => { Settings.showRegisters = event.target.open; } }, h('summary', null, 'Registers'),
    h('dl', null, REGISTERS.map((name, i) => {
      const value = module.flow.values[set[i]];
      return h('div.register-row.sort-' + value.sort + (old && old[i] !== set[i] ? '.changed' : ''), { title: SORTS[value.sort] }, h('dt', null, name), h('dd', null, value.sort === 'r' && value.text === name ? 'unchanged' : shortName(value.text)));
    })));
}

function plus(number) { return number === 0 ? '' : (number < 0 ? '−0x' : '+0x') + hex(Math.abs(number)); }

/** The same in a sentence, for those who listen. */
function spokenState(module, number) {
  const visit = module.flow.visits[number];
  const world = module.flow.world(visit);
  const stack = module.flow.stackOf(visit);
  const whose = (value) => (value === 1 ? 'the kernel’s' : value === 0 ? 'the user’s' : 'not known');
  const top = stack && stack.slots.length ? ', on top ' + stack.slots[stack.slots.length - 1].value.text : '';
  return module.rowOf(number).text + '. ' + (stack ? plural(stack.slots.length, 'slot') + ' on the stack' + top : 'stack not known') + '. GS ' + whose(world.gs) + ', CR3 ' + whose(world.cr3) + '.';
}
