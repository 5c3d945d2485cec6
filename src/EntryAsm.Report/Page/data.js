// SPDX-License-Identifier: MIT
// The module's data, and what is looked up in it. A place is a section and an offset; a visit is one instruction in one state of the machine.

const FLOW = { next: 0, jump: 1, branch: 2, call: 3, ret: 4, indirectJump: 5, indirectCall: 6, stop: 7 };
const EDGE = { next: 0, taken: 1, call: 2, ret: 3, alternative: 4, fault: 5, staticBranch: 6 };
const ITEM = { instruction: 0, data: 1, align: 2, fill: 3 };
const REGISTERS = ['rax', 'rcx', 'rdx', 'rbx', 'rsp', 'rbp', 'rsi', 'rdi', 'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15'];

const hex = (n, digits = 0) => n.toString(16).padStart(digits, '0');

class Module {
  constructor(raw) {
    Object.assign(this, { raw, name: raw.name, files: raw.files, sections: raw.sections, tables: raw.tables, gates: raw.gates, check: raw.check, changes: raw.changes });
    this.rows = raw.rows.map((r, index) => ({
      index, section: r[0], offset: r[1], length: r[2], kind: r[3], text: raw.texts[r[4]], file: r[5], lineNumber: r[6], relocation: raw.texts[r[7]], flow: r[8],
      target: r[9] < 0 ? null : { section: r[9], offset: r[10] }, source: raw.texts[r[11]],
    }));
    this.hasSources = this.rows.some((row) => row.source);
    this.readPlaces();
    this.readRoutines();
    this.readAlternatives();
    this.flow = new Flow(raw.flow);
    this.visitsOf = new Map();
    this.flow.visits.forEach((visit, i) => push(this.visitsOf, visit.row, i));
    this.findingsAt = new Map();
    this.check.findings.forEach((finding) => push(this.findingsAt, this.key(finding.section, finding.offset), finding));
  }

  key(section, offset) { return section + ':' + offset; }

  readPlaces() {
    this.rowByPlace = new Map();
    for (const row of this.rows) if (row.length || !this.rowByPlace.has(this.key(row.section, row.offset))) this.rowByPlace.set(this.key(row.section, row.offset), row);
    this.namesAt = new Map();
    this.placeOf = new Map();
    for (const [section, offset, name, isSymbol] of this.raw.names) {
      push(this.namesAt, this.key(section, offset), { name, isSymbol: isSymbol === 1 });
      if (!this.placeOf.has(name)) this.placeOf.set(name, { section, offset });
    }
    this.sections.forEach((section, index) => { if (!this.placeOf.has(section.name)) this.placeOf.set(section.name, { section: index, offset: 0 }); });
    this.symbols = this.raw.symbols.map(([name, kind, section, value, size, line]) => ({ name, kind, section, value, size, line }));
  }

  readRoutines() {
    this.routines = this.raw.routines.map(([section, start, end, name], index) => ({ index, section, start, end, name, size: end - start, rows: [] }));
    let at = 0;
    for (const row of this.rows) {
      while (at + 1 < this.routines.length && (this.routines[at + 1].section < row.section || (this.routines[at + 1].section === row.section && this.routines[at + 1].start <= row.offset))) at++;
      row.routine = this.routines[at];
      row.routine.rows.push(row);
    }
  }

  readAlternatives() {
    this.alternativesAt = new Map();
    this.replaces = new Map();
    for (const [section, offset, length, newSection, newOffset, newLength, feature, name, isMissing] of this.raw.alternatives) {
      const site = { section, offset, length, feature: shortFeature(feature), name, isMissing, replacement: { section: newSection, offset: newOffset, length: newLength } };
      push(this.alternativesAt, this.key(section, offset), site);
      for (const row of this.rowsIn(newSection, newOffset, newOffset + newLength)) this.replaces.set(row.index, site);
    }
  }

  rowsIn(section, start, end) {
    const first = this.rowByPlace.get(this.key(section, start));
    const result = [];
    for (let i = first ? first.index : this.rows.length; i < this.rows.length && this.rows[i].section === section && this.rows[i].offset < end; i++) result.push(this.rows[i]);
    return result;
  }

  rowAt(section, offset) { return this.rowByPlace.get(this.key(section, offset)) || null; }

  /** The row that holds an offset. */
  rowAround(section, offset) {
    return this.rowAt(section, offset) || this.rows.find((row) => row.section === section && row.offset <= offset && offset < row.offset + row.length) || null;
  }

  bytesOf(row) {
    const all = this.sections[row.section].bytes;
    return all.slice(2 * row.offset, 2 * (row.offset + row.length)).replace(/../g, '$& ').trim();
  }

  lineOf(row) { return row.lineNumber ? (this.files[row.file] || '') + ':' + row.lineNumber : ''; }

  shortLine(line) { return line.slice(line.lastIndexOf('/') + 1); }

  /** A place as a name and what is added to it. */
  placeText(section, offset) {
    const row = this.rowAround(section, offset);
    if (!row) return this.sections[section].name + '+0x' + hex(offset);
    let best = row.routine.start, name = row.routine.name;
    for (let at = row.offset; at >= row.routine.start; at--) {
      const symbol = (this.namesAt.get(this.key(section, at)) || []).find((found) => found.isSymbol);
      if (symbol) { best = at; name = symbol.name; break; }
    }
    return offset === best ? name : name + '+0x' + hex(offset - best);
  }

  /** The place that a text such as error_entry+0x1c names; null where there is none. */
  resolve(text) {
    const match = /^(.*?)(?:\+(?:0x)?([0-9a-f]+))?$/i.exec(text);
    const whole = this.placeOf.get(text);
    if (whole) return whole;
    const base = match && this.placeOf.get(match[1]);
    return base ? { section: base.section, offset: base.offset + parseInt(match[2] || '0', 16) } : null;
  }

  /** The row of a visit; where a row is several instructions, the one that is visited. */
  rowOf(number) {
    const visit = this.flow.visits[number];
    return visit.inside ? { ...this.rows[visit.row], ...visit.inside, kind: ITEM.instruction, length: 0 } : this.rows[visit.row];
  }

  /** The deep link of a row. */
  linkTo(row) { return link('at', this.sections[row.section].name + '+0x' + hex(row.offset)); }
}

/** States and how they follow each other. */
class Flow {
  constructor(raw) {
    this.raw = raw;
    this.values = raw.values.map(([text, sort]) => ({ text, sort }));
    this.visits = [];
    this.states = raw.states.map((numbers, state) => {
      const first = this.visits.length;
      for (let i = 0; i < numbers.length; i += 4) this.visits.push({ row: numbers[i], stack: numbers[i + 1], registers: numbers[i + 2], world: numbers[i + 3], state });
      return { first, end: this.visits.length };
    });
    this.out = new Map();
    for (const [visit, offset, text] of raw.inside) this.visits[visit].inside = { offset, text };
    for (const [by, to, kind, caller] of raw.edges) push(this.out, by, { to, kind, caller });
    this.exits = new Map(raw.exits);
    this.entries = raw.entries.map(([name, section, offset, kind, vector, state, stack, rsp], index) => ({ index, name, section, offset, kind, vector, state, stack, rsp }));
    this.registerSets = [];
    let set = new Array(REGISTERS.length).fill(0);
    for (const changes of raw.registers) {
      set = set.slice();
      for (let i = 0; i < changes.length; i += 2) set[changes[i]] = changes[i + 1];
      this.registerSets.push(set);
    }
  }

  /** The slots of a picture from the highest address down, and which stack they lie on. */
  stackOf(visit) {
    if (visit.stack < 0) return null;
    const slots = [];
    let node = this.raw.stacks[visit.stack];
    while (node[0] >= 0) {
      slots.push(this.values[node[1]]);
      node = this.raw.stacks[node[0]];
    }
    slots.reverse();
    const top = node[2];
    return { base: this.values[node[1]], baseNumber: node[1], top, rsp: top - 8 * slots.length, slots: slots.map((value, i) => ({ offset: top - 8 * (i + 1), value })) };
  }

  world(visit) {
    const [gs, cr3, interrupts, direction, access, ...decided] = this.raw.worlds[visit.world];
    return { gs, cr3, interrupts, direction, access, features: new Map(decided.flatMap((name, i) => (i % 2 ? [] : [[name, decided[i + 1]]]))) };
  }

  exitOf(number) { return this.exits.get(number) || null; }

  /** Where a path can go on behind a visit, given the calls it is in. */
  next(number, calls) {
    const visit = this.visits[number];
    const result = [];
    if (number + 1 < this.states[visit.state].end) result.push({ visit: number + 1, kind: EDGE.next, calls });
    for (const edge of this.out.get(number) || []) {
      const to = this.states[edge.to];
      if (to.first === to.end) continue;
      if (edge.kind === EDGE.ret && edge.caller >= 0) {
        if (calls && calls.call !== edge.caller) continue;
        result.push({ visit: to.first, kind: edge.kind, calls: calls ? calls.outer : null });
      } else {
        result.push({ visit: to.first, kind: edge.kind, calls: edge.kind === EDGE.call ? { call: number, outer: calls } : calls });
      }
    }
    return result.sort((a, b) => a.kind - b.kind);
  }
}

/** X86_FEATURE_SMAP is SMAP to those who read of it. */
const shortFeature = (name) => name.replace(/\bX86_(?:FEATURE_)?/, '');

/** What a step tells of features: that of the replacement it goes to, else those of all it leaves out. The last row of a place wins, so it is asked first. */
function decidedBy(module, number, option) {
  const row = module.rows[module.flow.visits[number].row];
  const to = module.rows[module.flow.visits[option.visit].row];
  const own = module.replaces.get(row.index);
  const result = [];
  for (const site of (module.alternativesAt.get(module.key(row.section, row.offset)) || []).slice().reverse()) {
    if (site === own) continue;
    const place = site.replacement.length ? site.replacement : { section: site.section, offset: site.offset + site.length };
    const isTaken = option.kind === EDGE.alternative && to.section === place.section && to.offset === place.offset;
    result.push([site.name, isTaken !== site.isMissing]);
    if (isTaken) break;
  }
  return result;
}

function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** An address in this page: a view of the module that is shown, and what of it. */
function link(...parts) { return '#/' + [App.moduleNumber, ...parts].map((part) => encodeURIComponent(part)).join('/'); }
