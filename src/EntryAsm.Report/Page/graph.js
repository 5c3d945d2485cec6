// SPDX-License-Identifier: MIT
// The control flow of a routine as blocks and edges, placed by dagre.

/** Cuts a routine into blocks: a run of rows that is entered at its first and left at its last. */
function blocksOf(module, routine) {
  const rows = routine.rows.filter((row) => row.length);
  const isInside = (place) => place && place.section === routine.section && place.offset >= routine.start && place.offset < routine.end;
  const switches = staticBranchesOf(module, routine);
  const leaders = new Set([routine.start]);
  for (const row of rows) {
    if (isInside(row.target)) leaders.add(row.target.offset);
    if (isInside(switches.get(row.offset))) leaders.add(switches.get(row.offset).offset);
    if (endsBlock(row) || switches.has(row.offset)) leaders.add(row.offset + row.length);
    if ((module.namesAt.get(module.key(row.section, row.offset)) || []).some((name) => name.isSymbol)) leaders.add(row.offset);
  }
  const blocks = [];
  for (const row of rows) {
    if (!blocks.length || leaders.has(row.offset)) blocks.push({ index: blocks.length, start: row.offset, rows: [] });
    blocks[blocks.length - 1].rows.push(row);
  }
  return { blocks, edges: edgesOf(blocks, isInside, switches) };
}

function endsBlock(row) { return row.flow !== FLOW.next && row.flow !== FLOW.call && row.flow !== FLOW.indirectCall; }

function staticBranchesOf(module, routine) {
  const table = module.tables.find((found) => found.title === 'Static branches');
  const result = new Map();
  for (const [code, target] of table ? table.rows : []) if (Array.isArray(code) && Array.isArray(target) && code[1] === routine.section) result.set(code[2], { section: target[1], offset: target[2] });
  return result;
}

function edgesOf(blocks, isInside, switches) {
  const byStart = new Map(blocks.map((block) => [block.start, block]));
  const edges = [];
  const link = (from, offset, kind) => { const to = byStart.get(offset); if (to) edges.push({ from: from.index, to: to.index, kind }); };
  for (const block of blocks) {
    const last = block.rows[block.rows.length - 1];
    const end = last.offset + last.length;
    if (isInside(last.target) && (last.flow === FLOW.jump || last.flow === FLOW.branch)) link(block, last.target.offset, last.flow === FLOW.branch ? 'taken' : 'jump');
    if (isInside(switches.get(last.offset))) link(block, switches.get(last.offset).offset, 'switched');
    if (!endsBlock(last) || last.flow === FLOW.branch) link(block, end, last.flow === FLOW.branch ? 'not-taken' : 'next');
  }
  return edges;
}

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
    g.setNode(String(block.index), { width: Math.min(760, Math.max(240, letters * LETTER + 2 * PAD + 16)), height: block.lines * LINE + block.names.length * NAME_LINE + 2 * PAD });
  }
  graph.edges.forEach((edge, i) => g.setEdge(String(edge.from), String(edge.to), { weight: edge.kind === 'taken' || edge.kind === 'switched' ? 1 : 4 }, String(i)));
  dagre.layout(g);
  return g;
}

function rowLetters(module, row, bytes) { return 7 + (Settings.showBytes ? bytes * 3 + 1 : 0) + Math.min(row.text.length, 64) + module.shortLine(module.lineOf(row)).length + 3; }

function namesOf(module, row) { return module.namesAt.get(module.key(row.section, row.offset)) || []; }

/** The graph as one figure: edges drawn below, blocks of real text above. */
function routineGraph(module, routine, rowElement) {
  const graph = blocksOf(module, routine);
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
    h('div.graph', { style: 'width:' + Math.ceil(width) + 'px;height:' + Math.ceil(height) + 'px' }, canvas, h('ol.blocks', null, blocks)));
}

function arrowHeads() {
  return svg('defs', null, ['next', 'jump', 'taken', 'not-taken', 'switched'].map((kind) => svg('marker.head.' + kind, { id: 'head-' + kind, viewBox: '0 0 8 8', refX: '7', refY: '4', markerWidth: '7', markerHeight: '7', orient: 'auto' }, svg('path', { d: 'M0 0 L8 4 L0 8 z' }))));
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
