// SPDX-License-Identifier: MIT
// The tables of the object, and its symbols.

class TablesView {
  constructor(module, title) {
    const all = [...module.tables.map((table) => ({ title: table.title, what: table.what, columns: table.columns, rows: table.rows.map((row) => row.map((cell) => tableCell(module, cell))) })), symbolTable(module), routineTable(module)];
    this.element = h('div.tables', null, h('header.view-head', null, h('h1', null, 'Tables'), h('p.facts', null, all.map((table, i) => [i ? ' · ' : '', h('a', { href: link('tables', table.title) }, table.title), ' ', h('span.count', null, String(table.rows.length))]))),
      all.map((table) => h('section.panel', { id: 'table-' + table.title }, h('h2', null, table.title), h('p.what', null, plural(table.rows.length, 'row') + ': ' + table.what + '.'), sortableTable(table.title, table.columns, table.rows))));
    this.chosen = title;
  }

  get title() { return 'Tables'; }

  shown() {
    const section = this.chosen && document.getElementById('table-' + this.chosen);
    if (section) section.scrollIntoView();
  }
}

/** A cell of the data as a cell of the page: places are links, C# lines too. */
function tableCell(module, cell) {
  if (Array.isArray(cell)) {
    const row = module.rowAround(cell[1], cell[2]);
    return row ? { text: shortName(cell[0]), href: module.linkTo(row) } : shortName(cell[0]);
  }
  if (typeof cell === 'string' && /:\d+$/.test(cell)) return { text: module.shortLine(cell), href: link('line', cell) };
  return typeof cell === 'string' ? shortName(cell) : cell;
}

function tableCellLink(module, cell) {
  const made = tableCell(module, cell);
  return typeof made === 'object' ? h('a', { href: made.href }, made.text) : String(made);
}

function symbolTable(module) {
  return {
    title: 'Symbols', what: 'what the object defines, and what it wants of others', columns: ['name', 'kind', 'section', 'offset', 'size', 'line'],
    rows: module.symbols.map((symbol) => {
      const row = symbol.section >= 0 ? module.rowAt(symbol.section, symbol.value) : null;
      return [row ? { text: shortName(symbol.name), href: module.linkTo(row) } : shortName(symbol.name), symbol.kind, symbol.section >= 0 ? shortName(module.sections[symbol.section].name) : '', symbol.section === -1 ? '' : { text: '0x' + hex(symbol.value), sort: symbol.value },
        symbol.size, tableCell(module, symbol.line)];
    }),
  };
}

function routineTable(module) {
  return {
    title: 'Routines', what: 'runs of code under one symbol', columns: ['name', 'section', 'offset', 'bytes', 'instructions', 'not reached'],
    rows: module.routines.map((routine) => {
      const code = routine.rows.filter((row) => row.kind === ITEM.instruction);
      return [{ text: shortName(routine.name), href: routineLink(module, routine) }, shortName(module.sections[routine.section].name), { text: '0x' + hex(routine.start), sort: routine.start }, routine.size, code.length, code.filter((row) => !module.visitsOf.has(row.index)).length];
    }),
  };
}
