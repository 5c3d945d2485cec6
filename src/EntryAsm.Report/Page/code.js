// SPDX-License-Identifier: MIT
// One instruction as text: mnemonic, registers and numbers in their colours, names as links.

const TOKENS = /([A-Za-z_.$][\w.$@]*)|(-?0x[0-9a-f]+|-?\d+)|([^\w.$]+)/gi;
const REGISTER = /^(?:[re]?(?:ax|bx|cx|dx|si|di|bp|sp|ip)|[abcd][lh]|(?:si|di|bp|sp)l|r(?:8|9|1[0-5])[dwb]?l?|[cdefgs]s|cr\d|dr\d|st\d?|mm\d|[xyz]mm\d+|k\d|bnd\d)$/;
const WIDTH = /^(?:@?byte|word|dword|qword|fword|tbyte|ptr|[xyz]mmword|dot)$/;

/** The text of a row, as elements. */
function instructionText(module, row) {
  const space = row.text.indexOf(' ');
  const mnemonic = space < 0 ? row.text : row.text.slice(0, space);
  const isCode = row.kind === ITEM.instruction;
  return [h(isCode ? 'b.mnemonic.flow' + row.flow : 'b.directive', null, mnemonic), space < 0 ? null : operands(module, row.text.slice(space))];
}

function operands(module, text) {
  const longest = longestName(module, text);
  if (longest) return [operands(module, text.slice(0, longest.start)), nameLink(module, longest.name), operands(module, text.slice(longest.start + longest.name.length))];
  return Array.from(text.matchAll(TOKENS), ([whole, word, number]) => {
    if (number) return h('span.number', null, whole);
    if (word) return word.split('.').flatMap((part, i) => [i ? '.' : null, REGISTER.test(part) ? h('span.register', null, part) : WIDTH.test(part) ? h('span.width', null, part) : h('span.symbol', null, part)]);
    return whole;
  });
}

/** The first name of this object in a text, the longest where several begin there. */
function longestName(module, text) {
  for (const { 0: word, index } of text.matchAll(/[^\s,:*[\]()]+/g)) if (module.placeOf.has(word)) return { start: index, name: word };
  return null;
}

function nameLink(module, name) {
  const place = module.placeOf.get(name);
  const row = module.rowAround(place.section, place.offset);
  return row ? h('a.name', { href: module.linkTo(row), tabindex: '-1' }, name) : h('span.name', null, name);
}

/** What a row's relocation, if it has one, says: its type, and a link where the symbol is in this object. */
function relocationText(module, row) {
  return row.relocation.split(/( )/).map((word) => (module.placeOf.has(word) ? nameLink(module, word) : word));
}

/** The C# line that made a row: its text where it is known and wanted, else its place. */
function sourceOf(module, row, view) {
  const line = module.lineOf(row);
  if (!line) return null;
  return Settings.showSource[view] && row.source ? h('span.line.source', { title: line }, row.source) : h('span.line', { title: row.source ? line + '\n' + row.source : line }, module.shortLine(line));
}

const LONGEST_NAME = 72;

/** A name in a width that people can read; all of it is in the title. */
function shortName(name) { return name.length <= LONGEST_NAME ? name : name.slice(0, LONGEST_NAME - 1) + '…'; }
