// SPDX-License-Identifier: MIT
// Search over names, instructions, bytes and C# lines.

const MOST_RESULTS = 60;

class Search {
  constructor(input, list) {
    Object.assign(this, { input, list, results: [], chosen: -1 });
    input.addEventListener('input', () => this.find());
    input.addEventListener('focus', () => this.find());
    input.addEventListener('keydown', (event) => this.key(event));
    document.addEventListener('click', (event) => { if (!event.target.closest('.search')) this.close(); });
  }

  find() {
    const words = this.input.value.trim().toLowerCase();
    this.results = words ? searchModule(App.module, words) : [];
    this.chosen = this.results.length ? 0 : -1;
    this.draw(words);
  }

  draw(words) {
    replace(this.list, this.results.map((result, i) => h('li', { role: 'option', id: 'result-' + i, 'aria-selected': String(i === this.chosen), onclick: () => this.open(result) }, h('span.kind', null, result.kind), h('span.found', null, shortName(result.text)), h('span.line', null, shortName(result.detail)))),
      words && !this.results.length ? h('li.nothing', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, 'Nothing found') : null);
    this.list.hidden = !words;
    this.input.setAttribute('aria-expanded', String(Boolean(words)));
    if (this.chosen >= 0) this.input.setAttribute('aria-activedescendant', 'result-' + this.chosen);
    else this.input.removeAttribute('aria-activedescendant');
  }

  key(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && this.results.length) {
      this.chosen = (this.chosen + by + this.results.length) % this.results.length;
      this.draw(this.input.value);
      this.list.children[this.chosen].scrollIntoView({ block: 'nearest' });
      event.preventDefault();
    } else if (event.key === 'Enter' && this.chosen >= 0) {
      this.open(this.results[this.chosen]);
    } else if (event.key === 'Escape') {
      this.close();
      this.input.blur();
    } else {
      return;
    }
    event.stopPropagation();
  }

  open(result) {
    this.close();
    this.input.blur();
    App.go(result.href);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}

/** Names first, those that begin so before those that hold it; then lines, bytes, instructions. */
function searchModule(module, words) {
  const results = [];
  const names = [...module.placeOf.keys()].filter((name) => name.toLowerCase().includes(words)).sort((a, b) => b.toLowerCase().startsWith(words) - a.toLowerCase().startsWith(words) || a.length - b.length);
  for (const name of names.slice(0, MOST_RESULTS / 2)) {
    const place = module.placeOf.get(name);
    const row = module.rowAround(place.section, place.offset);
    if (row) results.push({ kind: 'name', text: name, detail: module.sections[place.section].name + '+0x' + hex(place.offset), href: module.linkTo(row) });
  }
  const bytes = /^(?:[0-9a-f]{2}\s*)+$/.test(words) ? words.replace(/\s+/g, '').replace(/../g, '$& ').trim() : null;
  for (const row of module.rows) {
    if (results.length >= MOST_RESULTS) break;
    const line = module.lineOf(row);
    const found = row.text.toLowerCase().includes(words) || row.relocation.toLowerCase().includes(words) ? 'code' : /[.:]/.test(words) && line.toLowerCase().includes(words) ? 'line' : bytes && module.bytesOf(row).includes(bytes) ? 'bytes' : row.source.toLowerCase().includes(words) ? 'C#' : null;
    if (found) results.push({ kind: found, text: found === 'bytes' ? module.bytesOf(row) + '  ' + row.text : found === 'C#' ? row.source : row.text, detail: module.placeText(row.section, row.offset) + (line ? ' · ' + module.shortLine(line) : ''), href: module.linkTo(row) });
  }
  return results;
}
