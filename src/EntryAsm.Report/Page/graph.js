// SPDX-License-Identifier: MIT
// The control flow of a routine as blocks and edges, placed by dagre.

/** Cuts a routine into blocks: a run of rows that is entered at its first and left at its last. */
function blocksOf(module, routine) {
  const rows = routine.rows.filter((row) => row.length);
  const isInside = (place) => place && place.section === routine.section && place.offset >= routine.start && place.offset < routine.end;
  const switches = staticBranchesOf(module, routine);
  const patched = patchedWays(module, rows, isInside);
  const leaders = new Set([routine.start]);
  for (const row of rows) {
    if (isInside(row.target)) leaders.add(row.target.offset);
    if (isInside(switches.get(row.offset))) leaders.add(switches.get(row.offset).offset);
    if (endsBlock(row) || switches.has(row.offset) || patched.has(row.offset)) leaders.add(row.offset + row.length);
    for (const to of patched.get(row.offset) || []) leaders.add(to);
    if ((module.namesAt.get(module.key(row.section, row.offset)) || []).some((name) => name.isSymbol)) leaders.add(row.offset);
  }
  const blocks = [];
  for (const row of rows) {
    if (!blocks.length || leaders.has(row.offset)) blocks.push({ index: blocks.length, start: row.offset, rows: [] });
    blocks[blocks.length - 1].rows.push(row);
  }
  return { blocks, edges: edgesOf(blocks, isInside, switches, patched) };
}

function endsBlock(row) { return row.flow !== FLOW.next && row.flow !== FLOW.call && row.flow !== FLOW.indirectCall; }

/** Ways that only alternatives open: behind a jump that is patched out, or where a replacement jumps to. By the offset of the row that is left. */
function patchedWays(module, rows, isInside) {
  const result = new Map();
  for (const row of rows) {
    for (const site of module.alternativesAt.get(module.key(row.section, row.offset)) || []) {
      const last = module.rowsIn(site.replacement.section, site.replacement.offset, site.replacement.offset + site.replacement.length).pop();
      const leaving = module.rowsIn(site.section, site.offset, site.offset + site.length).find(endsBlock);
      const behind = { section: site.section, offset: site.offset + site.length };
      if (last && isInside(last.target)) push(result, row.offset, last.target.offset);
      if (leaving && !(last && endsBlock(last) && last.flow !== FLOW.branch) && isInside(behind)) push(result, leaving.offset, behind.offset);
    }
  }
  return result;
}

function staticBranchesOf(module, routine) {
  const table = module.tables.find((found) => found.title === 'Static branches');
  const result = new Map();
  for (const [code, target] of table ? table.rows : []) if (Array.isArray(code) && Array.isArray(target) && code[1] === routine.section) result.set(code[2], { section: target[1], offset: target[2] });
  return result;
}

function edgesOf(blocks, isInside, switches, patched) {
  const byStart = new Map(blocks.map((block) => [block.start, block]));
  const edges = [];
  const link = (from, offset, kind) => { const to = byStart.get(offset); if (to) edges.push({ from: from.index, to: to.index, kind }); };
  for (const block of blocks) {
    const last = block.rows[block.rows.length - 1];
    const end = last.offset + last.length;
    if (isInside(last.target) && (last.flow === FLOW.jump || last.flow === FLOW.branch)) link(block, last.target.offset, last.flow === FLOW.branch ? 'taken' : 'jump');
    if (isInside(switches.get(last.offset))) link(block, switches.get(last.offset).offset, 'switched');
    for (const to of new Set(patched.get(last.offset) || [])) link(block, to, 'patched');
    if (!endsBlock(last) || last.flow === FLOW.branch) link(block, end, last.flow === FLOW.branch ? 'not-taken' : 'next');
  }
  return edges;
}

const EDGE_KINDS = ['next', 'jump', 'taken', 'not-taken', 'switched', 'patched'];

/** What the colours of edges say, of those that are there. */
function edgeLegend(graph) {
  const words = { jump: 'jump', taken: 'taken', 'not-taken': 'not taken', switched: 'static branch', patched: 'patched in' };
  return h('ul.edges', { 'aria-label': 'Edges' }, Object.keys(words).filter((kind) => graph.edges.some((edge) => edge.kind === kind)).map((kind) => h('li', null, svg('svg', { width: 22, height: 8, 'aria-hidden': 'true' }, svg('path.edge.' + kind, { d: 'M0 4 L22 4' })), ' ', words[kind])));
}

/** To place more takes too long, and nobody reads it. */
const MOST_BLOCKS = 400;

const LINE = 20, PAD = 8, LETTER = 7.25, NAME_LINE = 22;

/** Where each block and edge goes; the widths of blocks are counted in letters. */
function layoutGraph(module, graph) {
  const g = new dagre.graphlib.Graph({ multigraph: true });
  g.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 36, marginx: 12, marginy: 12 });
  g.setDefaultEdgeLabel(() => ({}));
  for (const block of graph.blocks) {
    block.names = namesOf(module, block.rows[0]);
    block.lines = block.rows.reduce((sum, row) => sum + 1 + (module.alternativesAt.get(module.key(row.section, row.offset)) || []).length, 0);
    block.bytes = Math.min(9, Math.max(...block.rows.map((row) => row.length)));
    const letters = Math.max(...block.rows.map((row) => rowLetters(module, row, block.bytes)), ...block.names.map((name) => Math.min(name.name.length, LONGEST_NAME) + 2));
    g.setNode(String(block.index), { width: Math.min(Settings.showSource.graph ? 1000 : 760, Math.max(240, letters * LETTER + 2 * PAD + 16)), height: block.lines * LINE + block.names.length * NAME_LINE + 2 * PAD });
  }
  graph.edges.forEach((edge, i) => g.setEdge(String(edge.from), String(edge.to), { weight: edge.kind === 'taken' || edge.kind === 'switched' ? 1 : 4 }, String(i)));
  // What no edge leads to stands below the code before it, not beside the entry.
  const reached = new Set(graph.edges.map((edge) => edge.to));
  for (const block of graph.blocks) if (block.index && !reached.has(block.index)) g.setEdge(String(block.index - 1), String(block.index), { weight: 0 }, 'order');
  dagre.layout(g);
  return g;
}

function rowLetters(module, row, bytes) { return 7 + (Settings.showBytes ? bytes * 3 + 1 : 0) + Math.min(row.text.length, 64) + sourceLetters(module, row) + 3; }

function sourceLetters(module, row) { return Settings.showSource.graph && row.source ? Math.min(row.source.length, 56) : module.shortLine(module.lineOf(row)).length; }

function namesOf(module, row) { return module.namesAt.get(module.key(row.section, row.offset)) || []; }

/** The graph as one figure: edges drawn below, blocks of real text above. */
function routineGraph(module, routine, graph, rowElement) {
  const layout = layoutGraph(module, graph);
  const { width, height } = layout.graph();
  const canvas = svg('svg', { width: Math.ceil(width), height: Math.ceil(height), 'aria-hidden': 'true' }, arrowHeads(), graph.edges.map((edge, i) => edgePath(edge, layout.edge(String(edge.from), String(edge.to), String(i)))));
  const blocks = graph.blocks.map((block) => {
    const place = layout.node(String(block.index));
    return h('li.block' + (block.rows.some((row) => module.visitsOf.has(row.index)) ? '' : '.unreached'),
      { style: 'left:' + Math.round(place.x - place.width / 2) + 'px;top:' + Math.round(place.y - place.height / 2) + 'px;width:' + Math.round(place.width) + 'px;height:' + Math.round(place.height) + 'px;--bytes:' + block.bytes * 3 + 'ch' },
      block.names.map((name) => h(name.isSymbol ? 'div.label.symbol' : 'div.label', { title: name.name }, shortName(name.name))), h('ol', null, block.rows.map(rowElement)));
  });
  return h('div.graph-scroll', { tabindex: '0', role: 'region', 'aria-label': 'Control flow of ' + shortName(routine.name) },
    edgeLegend(graph),
    h('div.graph', { style: 'width:' + Math.ceil(width) + 'px;height:' + Math.ceil(height) + 'px' }, canvas, h('ol.blocks', null, blocks)));
}

function arrowHeads() {
  return svg('defs', null, EDGE_KINDS.map((kind) => svg('marker.head.' + kind, { id: 'head-' + kind, viewBox: '0 0 8 8', refX: '7', refY: '4', markerWidth: '7', markerHeight: '7', orient: 'auto' }, svg('path', { d: 'M0 0 L8 4 L0 8 z' }))));
}

function edgePath(edge, { points }) {
  let path = 'M' + point(points[0]);
  for (let i = 1; i < points.length - 1; i++) {
    const middle = { x: (points[i].x + points[i + 1].x) / 2, y: (points[i].y + points[i + 1].y) / 2 };
    path += i === points.length - 2 ? ' Q' + point(points[i]) + ' ' + point(points[i + 1]) : ' Q' + point(points[i]) + ' ' + point(middle);
  }
  if (points.length === 2) path += ' L' + point(points[1]);
  return svg('path.edge.' + edge.kind, { d: path, 'marker-end': 'url(#head-' + edge.kind + ')' });
}

const point = ({ x, y }) => Math.round(x * 10) / 10 + ' ' + Math.round(y * 10) / 10;
