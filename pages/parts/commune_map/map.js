// The commune map: small areas drawn from a static layer and coloured by one small table.
//
// Python sends a message at every rerun (its format stands in wire.py). Geometry and words come
// by address, once. What a person does here is painted at once and told to Python after it.
// Text is only ever set as textContent: names come from files.

const SVG = "http://www.w3.org/2000/svg";
const STATES = { z: "zero", n: "nothing_reported", d: "no_data", a: "not_assigned" };
const PRECISIONS = { e: "exact", v: "village", c: "commune" };
const MAX_ZOOM = 16;
const CROWD = 150; // from how many works on they are drawn small until one zooms in
const STEP = 1.6; // one press of a zoom button
const NAMES_FROM = 1.8; // the zoom from which communes are named
const MOTION_MS = 220;
const DOUBLE_MS = 300;
const ECHO_MS = 5000; // how long an answer of the server to what was told may take

const fetched = new Map(); // address -> promise of its content, shared by all maps of the window
const maps = new WeakMap(); // shadow root -> the map drawn in it
const views = new Map(); // key of a map -> its view, so that it survives leaving the page

/** Draw or repaint one map. Called by the loader at every change of data or theme. */
export async function draw(component, base) {
  const { data: message, parentElement: root } = component;
  const map = maps.get(root) ?? open(root, message);
  Object.assign(map, { component, message, base, folder: `${base}app/static/` });
  const [frame, sheet] = await Promise.all([
    json(map.folder + message.frame),
    styleSheet(map.folder + message.style),
  ]);
  map.frame = frame;
  root.adoptedStyleSheets = [sheet];
  const view = heard(map, "view", message.view);
  const [layer, points] = await Promise.all([layerNamed(map, view), pointsOf(map)]);
  if (map.message === message) receive(map, view, layer, points);
  return () => setTimeout(() => root.host.isConnected || close(map, root));
}

// ---------------------------------------------------------------- what is fetched by address

function once(address, load) {
  if (!fetched.has(address)) {
    const content = load(address);
    fetched.set(address, content);
    content.catch(() => fetched.delete(address));
  }
  return fetched.get(address);
}

// The name carries the content's hash, so what the browser has is never stale.
async function get(address) {
  const response = await fetch(address, { cache: "force-cache" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

const json = (address) => once(address, async (it) => (await get(it)).json());

const styleSheet = (address) =>
  once(address, async (it) => new CSSStyleSheet().replace(await (await get(it)).text()));

function layerNamed(map, view) {
  const known = map.frame.layers.find((layer) => layer.view === view) ?? map.frame.layers[0];
  return json(map.folder + known.file).then((layer) => prepared(layer, known));
}

// Python sends its arrays in the order of the codes: the same order is made here.
function prepared(layer, known) {
  if (layer.codes) return layer;
  layer.communes.sort((a, b) => (a.code < b.code ? -1 : 1));
  layer.codes = layer.communes.map((commune) => commune.code);
  layer.byCode = new Map(layer.communes.map((commune) => [commune.code, commune]));
  layer.districtNames = new Map(layer.districts.map(({ code, name }) => [code, name]));
  return Object.assign(layer, { source: known.source, licence: known.licence });
}

function pointsOf(map) {
  const { points } = map.message;
  return points ? json(map.base + points.address) : null;
}

// ---------------------------------------------------------------- elements

function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function shape(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function text(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

function open(root, message) {
  root.querySelector(".commune-map")?.remove();
  // Holds the place until the first map is there, so that the page does not jump.
  root.host.style.minHeight = `${message.height}px`;
  const map = {
    key: message.key,
    parts: {},
    paths: new Map(), // commune code -> its element
    rows: new Map(), // commune code -> what is known of it
    labels: new Map(),
    view: views.get(message.key) ?? { zoom: 1, x: 0.5, y: 0.5 },
    size: { width: 0, height: 0 },
    told: new Map(),
    chosen: [],
    viewName: message.view,
    measure: message.measure,
  };
  maps.set(root, map);
  return map;
}

function close(map, root) {
  map.resizing?.disconnect();
  maps.delete(root);
}

/** The empty map: every part once, named in map.parts. */
function build(map) {
  const { parts } = map;
  parts.figure = element("figure", { class: "commune-map" });
  parts.figure.append(heading(parts), controls(map), body(map), footing(parts));
  map.component.parentElement.append(parts.figure);
  map.component.parentElement.host.style.minHeight = "";
  map.resizing = new ResizeObserver(() => resize(map));
  map.resizing.observe(parts.stage);
  listen(map);
}

function heading(parts) {
  parts.title = element("p", { class: "title" });
  parts.subtitle = element("p", { class: "subtitle" });
  return element("figcaption", {}, parts.title, parts.subtitle);
}

function controls(map) {
  const bar = element("div", { class: "controls" });
  bar.append(picker(map, "measure"), picker(map, "layer"));
  return bar;
}

function picker(map, name) {
  const word = element("span");
  const select = element("select", { name });
  map.parts[name] = select;
  map.parts[`${name}Word`] = word;
  return element("label", { class: "picker" }, word, select);
}

function body(map) {
  const { parts } = map;
  parts.stage = element("div", { class: "stage" });
  parts.tooltip = element("div", { class: "tooltip", hidden: "", "aria-hidden": "true" });
  parts.hint = element("div", { class: "hint", "aria-hidden": "true" });
  parts.scale = element("div", { class: "scale", "aria-hidden": "true" });
  parts.legend = element("div", { class: "legend", role: "group" });
  parts.stage.append(drawing(parts), zoomButtons(map), parts.scale, parts.hint, parts.tooltip);
  return element("div", { class: "body" }, parts.stage, parts.legend);
}

function footing(parts) {
  parts.source = element("p", { class: "source" });
  parts.help = element("p", { class: "unseen", id: "help" });
  parts.live = element("p", { class: "unseen", "aria-live": "polite" });
  return element("div", {}, parts.source, parts.help, parts.live);
}

function drawing(parts) {
  parts.communes = shape("g", { class: "communes" });
  parts.districts = shape("path", { class: "districts" });
  parts.border = shape("path", { class: "border" });
  parts.chosen = shape("g", { class: "chosen" });
  parts.hovered = shape("path", { class: "hovered" });
  parts.focused = shape("g", { class: "focused" }, shape("path"), shape("path"));
  parts.scene = shape("g", {}, parts.communes, parts.districts, parts.border);
  parts.scene.append(parts.chosen, parts.hovered, parts.focused);
  parts.signs = shape("g", { class: "signs", "aria-hidden": "true" });
  parts.points = shape("g", { class: "points", "aria-hidden": "true" });
  parts.labels = shape("g", { class: "labels", "aria-hidden": "true" });
  parts.patterns = patterns();
  const defs = shape("defs", {}, ...parts.patterns, ...patterns("legend-"));
  // In focus by a click on empty ground, so that the wheel is the map's; never a tab stop.
  parts.svg = shape("svg", { role: "group", tabindex: "-1", "aria-describedby": "help" }, defs);
  parts.svg.append(parts.scene, parts.signs, parts.points, parts.labels);
  return parts.svg;
}

// Hatch and dots are kept at the same size on the screen whatever the zoom: see applyView. The
// legend has its own pair, which no zoom touches.
function patterns(prefix = "") {
  const box = { width: 6, height: 6, patternUnits: "userSpaceOnUse" };
  const ground = () => shape("rect", { width: 6, height: 6, class: "ground" });
  const line = shape("path", { d: "M-1,7L7,-1M-1,1L1,-1M5,7L7,5", class: "line" });
  const dot = shape("circle", { cx: 3, cy: 3, r: 1.1, class: "dot" });
  return [
    shape("pattern", { id: `${prefix}hatch`, ...box }, ground(), line),
    shape("pattern", { id: `${prefix}dots`, ...box }, ground(), dot),
  ];
}

function zoomButtons(map) {
  const box = element("div", { class: "buttons" });
  const signs = { zoom_in: "M3,8H13M8,3V13", zoom_out: "M3,8H13", zoom_reset: "M3,6V3H6M10,3H13V6M13,10V13H10M6,13H3V10" };
  for (const [name, d] of Object.entries(signs)) {
    const sign = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, shape("path", { d }));
    map.parts[name] = element("button", { type: "button" }, sign);
    box.append(map.parts[name]);
  }
  return box;
}

// ---------------------------------------------------------------- a message arrives

function receive(map, view, layer, points) {
  if (!map.parts.figure) build(map);
  const { message } = map;
  const before = map.chosen;
  map.chosen = heard(map, "choose", message.chosen);
  map.measure = heard(map, "measure", message.measure);
  map.points = points;
  paintTheme(map);
  paintWords(map);
  showLayer(map, view, layer);
  if (String(before) !== String(map.chosen)) meet(map, layer.byCode.get(map.chosen[0]));
  whenIdle(() => map.frame.layers.forEach(({ view }) => layerNamed(map, view).catch(() => null)));
}

// The other layer is fetched before it is asked for, so that a change to it is one paint.
const whenIdle = (work) => (window.requestIdleCallback ?? setTimeout)(work);

// A commune chosen elsewhere, by the search box or the Back button, comes into sight.
function meet(map, commune) {
  if (!commune) return;
  setStop(map, commune.code);
  keepInSight(map, commune);
}

// What a person did is true here until the server has had the time to say the same: a message
// that was on its way before it must not undo it.
function heard(map, name, said) {
  const told = map.told.get(name);
  if (!told || Date.now() > told.until) return said;
  if (told.value === JSON.stringify(said)) map.told.delete(name);
  return JSON.parse(told.value);
}

function tell(map, name, value) {
  map.told.set(name, { value: JSON.stringify(value), until: Date.now() + ECHO_MS });
  map.component.setTriggerValue(name, value);
}

function showLayer(map, view, layer) {
  const before = map.layer;
  map.viewName = view;
  if (before !== layer) {
    cancelAnimationFrame(map.moving);
    map.moving = null;
    if (before) map.view = sameplace(map.goal ?? map.view, before, layer);
    map.layer = layer;
    drawLayer(map);
  }
  paintPickers(map);
  readTable(map);
  paintCommunes(map);
  paintSigns(map);
  paintPoints(map);
  paintChosen(map);
  paintLegend(map);
  resize(map);
  if (map.spoken) focused(map, map.paths.get(map.spoken));
}

// The commune in the middle of the old layer stays in the middle of the new one.
function sameplace(view, before, after) {
  const [left, top, width, height] = before.viewBox;
  const middle = { x: left + view.x * width, y: top + view.y * height };
  const there = after.byCode.get(nearest(before.communes, middle)?.code);
  if (!there || view.zoom < 1.05) return view;
  const [newLeft, newTop, newWidth, newHeight] = after.viewBox;
  return { ...view, x: (there.x - newLeft) / newWidth, y: (there.y - newTop) / newHeight };
}

function nearest(communes, { x, y }) {
  let best = null;
  for (const commune of communes) {
    const away = Math.hypot(commune.x - x, commune.y - y);
    if (!best || away < best.away) best = { code: commune.code, away };
  }
  return best;
}

function drawLayer(map) {
  const { parts, layer } = map;
  parts.svg.dataset.view = layer.view;
  const kept = new Set(layer.codes);
  for (const [code, path] of map.paths) if (!kept.has(code)) forget(map, code, path);
  for (const commune of layer.communes) pathOf(map, commune.code).setAttribute("d", commune.d);
  parts.districts.setAttribute("d", layer.districts.map(({ d }) => d).join(""));
  parts.border.setAttribute("d", layer.border ?? "");
  parts.labels.replaceChildren();
  map.labels.clear();
  layer.boxes = null;
}

function forget(map, code, path) {
  path.remove();
  map.paths.delete(code);
}

// An element stays its commune's own through every layer, so focus stays where it was.
function pathOf(map, code) {
  if (!map.paths.has(code)) {
    const path = shape("path", { class: "commune", role: "button", tabindex: "-1" });
    path.dataset.commune = code;
    map.paths.set(code, path);
    map.parts.communes.append(path);
  }
  return map.paths.get(code);
}

/** The message's arrays as one row a commune: {code, state, level, value, faded, signs}. */
function readTable(map) {
  const { message, layer } = map;
  if (message.looks.length !== layer.codes.length) {
    throw new Error(`${message.looks.length} values for ${layer.codes.length} areas`);
  }
  let next = 0;
  map.rows = new Map(layer.codes.map((code, index) => {
    const look = message.looks[index];
    const state = STATES[look] ?? "value";
    const level = state === "value" ? Number(look) : 0;
    const value = state === "value" ? message.values[next++] : null;
    const faded = message.faded?.[index] === "1";
    const signs = signsOf(message, index);
    return [code, { code, state, level, value, faded, signs }];
  }));
}

/** Which of the message's signs a commune carries, by their place in the list. */
function signsOf({ signs = [] }, index) {
  return signs.flatMap(([, bits], which) => (bits[index] === "1" ? [which] : []));
}

// ---------------------------------------------------------------- painting

function paintTheme(map) {
  const style = getComputedStyle(map.component.parentElement.host);
  const ground = style.getPropertyValue("--st-background-color").trim();
  map.parts.figure.dataset.theme = isDark(ground) ? "dark" : "light";
}

function isDark(colour) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = colour || "#ffffff";
  const [red, green, blue] = pen.fillStyle.match(/[0-9a-f]{2}/gi).map((pair) => parseInt(pair, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

function paintWords(map) {
  const { parts, message, frame } = map;
  const { words } = frame;
  parts.figure.lang = message.lang;
  parts.figure.style.setProperty("--height", `${message.height}px`);
  text(parts.title, message.title);
  text(parts.subtitle, message.subtitle);
  parts.title.hidden = !message.title;
  parts.subtitle.hidden = !message.subtitle;
  text(parts.measureWord, words.measure);
  text(parts.layerWord, words.layer);
  text(parts.help, words.keys_help);
  parts.svg.setAttribute("aria-label", [message.title, message.subtitle].filter(Boolean).join(". "));
  for (const name of ["zoom_in", "zoom_out", "zoom_reset"]) {
    parts[name].setAttribute("aria-label", words[name]);
    parts[name].title = words[name];
  }
}

function paintPickers(map) {
  const { parts, frame, layer } = map;
  const { words } = frame;
  setOptions(parts.measure, Object.entries(frame.measures), map.measure);
  const here = new Set(frame.layers.map(({ view }) => view));
  const layers = ["boundaries", "hexagons"].map((view) =>
    here.has(view) ? [view, words[view]] : [view, `${words[view]} (${words.not_installed})`, true]);
  setOptions(parts.layer, layers, layer.view);
  const { source, licence } = layer;
  const drawnByUs = layer.view === "hexagons";
  text(parts.source, drawnByUs ? words.hexagon_note : fill(words.source, { source, licence }));
}

function setOptions(select, entries, value) {
  const made = JSON.stringify(entries);
  if (select.dataset.made !== made) {
    select.dataset.made = made;
    select.replaceChildren(...entries.map(([code, name, off]) => {
      const option = element("option", { value: code });
      option.textContent = name;
      option.disabled = Boolean(off);
      return option;
    }));
  }
  if (select.value !== value) select.value = value;
}

function paintCommunes(map) {
  for (const [code, row] of map.rows) {
    const path = map.paths.get(code);
    path.dataset.state = row.state;
    path.dataset.class = row.level;
    path.classList.toggle("faded", row.faded);
    path.setAttribute("fill", fillOf(row.state));
    path.setAttribute("aria-label", sentence(map, row));
  }
  if (!map.paths.has(map.stop)) setStop(map, map.chosen[0] ?? map.layer.codes[0]);
}

// A pattern is named by an attribute: a style sheet's url() looks for it in another place.
function fillOf(state, prefix = "") {
  if (state === "nothing_reported") return `url(#${prefix}hatch)`;
  return state === "no_data" ? `url(#${prefix}dots)` : "none";
}

function paintChosen(map) {
  const chosen = map.chosen.filter((code) => map.paths.has(code));
  for (const [code, path] of map.paths) {
    path.setAttribute("aria-pressed", String(chosen.includes(code)));
  }
  map.parts.chosen.replaceChildren(...chosen.flatMap((code) => {
    const { d } = map.layer.byCode.get(code);
    return [shape("path", { d, class: "halo" }), shape("path", { d })];
  }));
}

// ---------------------------------------------------------------- words and numbers

const fill = (template, values) =>
  (template ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function number(map, value) {
  const size = Math.abs(value);
  const digits = size > 0 && size < 1
    ? { maximumSignificantDigits: 2 }
    : { maximumFractionDigits: size >= 100 ? 0 : 1 };
  const locale = map.message.lang === "vi" ? "vi-VN" : "en-US";
  return new Intl.NumberFormat(locale, digits).format(value);
}

function quantity(map, value) {
  const { unit, unit_thousand: thousands } = map.message;
  const many = thousands && Math.abs(value) >= 1000;
  return withUnit(number(map, many ? value / 1000 : value), many ? thousands : unit);
}

const withUnit = (number, unit) => (unit === "%" ? `${number}%` : `${number} ${unit}`.trim());

function placeName(map, commune) {
  const { words } = map.frame;
  const name = fill(words.place, { type: words[`commune_type.${commune.type}`] ?? commune.type, name: commune.name });
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

// The layer has the official names: Huyện …, Thành phố …
function districtOf(map, commune) {
  const official = map.layer.districtNames.get(commune.district) ?? "";
  const [, kind, name] = official.match(/^(Huyện|Thành phố) (.+)$/) ?? [];
  if (!kind) return official;
  const { words } = map.frame;
  return fill(words[kind === "Huyện" ? "names.district" : "names.city"], { name });
}

/** The value with its unit, or the state in words. */
function reading(map, row) {
  if (row.state === "value") return quantity(map, row.value);
  if (row.state === "zero") return quantity(map, 0);
  return map.frame.words[`state.${row.state}`];
}

function sentence(map, row) {
  const commune = map.layer.byCode.get(row.code);
  const value = `${placeName(map, commune)}, ${districtOf(map, commune)}: ${reading(map, row)}`;
  return [value, ...asides(map, row)].join("; ");
}

/** What else is true of a commune: its signs, and that it stands outside the filters. */
function asides(map, row) {
  const signs = row.signs.map((which) => map.message.signs[which][0]);
  return row.faded ? [...signs, map.frame.words.outside] : signs;
}

function announce(map, words) {
  map.parts.live.textContent = "";
  // A second write is what makes a reader speak when the words are the same as before.
  requestAnimationFrame(() => { map.parts.live.textContent = words; });
}

// ---------------------------------------------------------------- legend

function paintLegend(map) {
  const { parts, message, frame } = map;
  const { words } = frame;
  parts.legend.setAttribute("aria-label", words.legend);
  const head = element("p", { class: "legend-head" });
  const [name, unit] = [frame.measures[map.measure] ?? "", message.unit];
  const once = !unit || name.toLowerCase() === unit.toLowerCase(); // "Works, works"
  head.textContent = once ? name : `${name}, ${unit}`;
  const counts = countOf(map);
  const rows = message.ranges.map((range, index) =>
    legendRow(map, { level: index + 1, state: "value" }, rangeWords(map, range), counts));
  for (const state of Object.values(STATES)) {
    rows.push(legendRow(map, { level: 0, state }, words[`state.${state}`], counts));
  }
  if (counts.get("faded")) rows.push(legendRow(map, { state: "faded" }, words.outside, counts));
  const list = element("ul", {}, ...rows, ...signRows(map), ...pointRows(map), ...lineRows(map));
  parts.legend.replaceChildren(head, list);
}

// Communes outside the filters are drawn to keep one's bearings and counted apart.
function countOf(map) {
  const counts = new Map();
  for (const { state, level, faded } of map.rows.values()) {
    const name = faded ? "faded" : state + level;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function legendRow(map, { state, level }, words, counts) {
  const count = counts.get(state === "faded" ? state : state + level) ?? 0;
  const row = line(swatch(state, level), words, count ? "" : "none");
  row.dataset.state = state;
  row.dataset.class = level ?? 0;
  row.dataset.count = count;
  return counted(row, count);
}

function counted(row, count) {
  const number = element("span", { class: "count" });
  number.textContent = count;
  row.append(number);
  return row;
}

function line(sign, words, kind) {
  const name = element("span");
  name.textContent = words;
  return element("li", { class: kind }, sign, name);
}

function swatch(state, level) {
  const box = shape("rect", { x: 0.5, y: 0.5, width: 21, height: 13, class: "commune" });
  box.setAttribute("fill", fillOf(state, "legend-"));
  box.dataset.state = state;
  box.dataset.class = level ?? 0;
  return shape("svg", { class: "swatch", viewBox: "0 0 22 14", "aria-hidden": "true" }, box);
}

function rangeWords(map, [from, to]) {
  const [low, high] = [number(map, from), number(map, to)];
  return low === high ? low : `${low} – ${high}`;
}

function lineRows(map) {
  const { layer, frame } = map;
  const signs = [["districts", frame.words.district_border]];
  if (layer.border) signs.push(["border", frame.words.border]);
  return signs.map(([name, words]) => {
    const stroke = shape("path", { d: "M0,7H22", class: name });
    return line(shape("svg", { class: "swatch", viewBox: "0 0 22 14", "aria-hidden": "true" }, stroke), words, "");
  });
}

// ---------------------------------------------------------------- signs of communes

const SIGNS = [
  "M-1.2,-4.5H1.2V-1.2H4.5V1.2H1.2V4.5H-1.2V1.2H-4.5V-1.2H-1.2Z",
  "M-4,3.5L0,-4L4,3.5Z",
  "M-3.2,-3.2H3.2V3.2H-3.2Z",
];

function signPath(which) {
  return shape("path", { d: SIGNS[which % SIGNS.length], class: "sign-mark" });
}

function paintSigns(map) {
  map.signsAt = [...map.rows.values()].flatMap(({ code, faded, signs }) => {
    const { x, y } = map.layer.byCode.get(code);
    const across = (place) => 11 * (place - (signs.length - 1) / 2);
    return faded ? [] : signs.map((which, place) => ({ x, y, which, aside: across(place) }));
  });
  map.parts.signs.replaceChildren(...map.signsAt.map(({ which }) => signPath(which)));
}

// In the middle of the commune, and above its name once names are shown.
function placeSigns(map) {
  const rise = map.view.zoom >= NAMES_FROM ? 12 : 0;
  map.signsAt.forEach((sign, index) => {
    const { x, y } = onScreen(map, sign);
    const spot = `translate(${x + sign.aside},${y - rise})`;
    map.parts.signs.children[index].setAttribute("transform", spot);
  });
}

function signRows(map) {
  return (map.message.signs ?? []).map(([words], which) => {
    const count = map.signsAt.filter((sign) => sign.which === which).length;
    return counted(line(signSwatch(signPath(which)), words, count ? "" : "none"), count);
  });
}

function signSwatch(sign) {
  sign.setAttribute("transform", "translate(11,7)");
  return shape("svg", { class: "swatch", viewBox: "0 0 22 14", "aria-hidden": "true" }, sign);
}

// ---------------------------------------------------------------- works and other points

function paintPoints(map) {
  const { points, message, layer } = map;
  const onMap = points ? shownPoints(points, message.points.shown, layer) : [];
  map.pointsAt = onMap;
  map.parts.points.replaceChildren(...onMap.map(pointSign));
}

// Where only the commune is known, works stand around its middle as seeds in a sunflower.
function shownPoints(points, shown, layer) {
  const seats = new Map();
  const places = [];
  points.labels.forEach((label, index) => {
    const commune = layer.byCode.get(points.communes[index]);
    const exact = layer.view === "boundaries" && points.x[index] !== null;
    if (shown[index] !== "1" || !(exact || commune)) return;
    const place = exact
      ? { x: points.x[index], y: points.y[index], seat: 0 }
      : { x: commune.x, y: commune.y, seat: takeSeat(seats, commune.code) };
    places.push({ ...place, index, label, code: commune?.code, precision: PRECISIONS[points.precisions[index]] });
  });
  return places;
}

function takeSeat(seats, code) {
  seats.set(code, (seats.get(code) ?? 0) + 1);
  return seats.get(code);
}

function pointSign(point) {
  const d = { exact: "M-4,0a4,4,0,1,0,8,0a4,4,0,1,0,-8,0Z", village: "M-4,0a4,4,0,1,0,8,0a4,4,0,1,0,-8,0Z", commune: "M0,-4.6L4.6,0L0,4.6L-4.6,0Z" }[point.precision];
  const sign = shape("path", { d, class: `point ${point.precision}` });
  sign.dataset.point = point.index;
  return sign;
}

// Hundreds of works at full size would bury the map: they grow as one comes closer.
function pointSize(map) {
  return map.pointsAt.length < CROWD ? 1 : Math.min(0.55 + 0.2 * (map.view.zoom - 1), 1);
}

function placePoints(map) {
  const size = pointSize(map);
  map.pointsAt.forEach((point, index) => {
    const { x, y } = onScreen(map, point);
    const turn = point.seat * 2.39996; // the golden angle
    const away = point.seat ? size * 4.2 * Math.sqrt(point.seat) : 0;
    const spot = `translate(${x + away * Math.cos(turn)},${y + away * Math.sin(turn)})`;
    map.parts.points.children[index].setAttribute("transform", `${spot} scale(${size})`);
  });
}

function pointRows(map) {
  const rows = [];
  for (const precision of map.points ? Object.values(PRECISIONS) : []) {
    const count = map.pointsAt.filter((point) => point.precision === precision).length;
    const words = map.frame.words[`location_precision.${precision}`];
    const sign = signSwatch(pointSign({ precision, index: -1 }));
    rows.push(counted(line(sign, words, count ? "" : "none"), count));
  }
  return rows;
}

// ---------------------------------------------------------------- the view: zoom and pan

// A view is {zoom, x, y}: zoom 1 shows the whole layer, x and y are the middle of the window as
// fractions of the layer, so that a view outlives a change of size and of layer.

function scaleOf(map, zoom = map.view.zoom) {
  const [, , width, height] = map.layer.viewBox;
  const margin = 12;
  const fit = Math.min((map.size.width - margin) / width, (map.size.height - margin) / height);
  return Math.max(fit, 1e-6) * zoom;
}

function onScreen(map, { x, y }) {
  const [left, top, width, height] = map.layer.viewBox;
  const scale = scaleOf(map);
  return {
    x: map.size.width / 2 + (x - left - map.view.x * width) * scale,
    y: map.size.height / 2 + (y - top - map.view.y * height) * scale,
  };
}

function within(map, { zoom, x, y }) {
  const [, , width, height] = map.layer.viewBox;
  const near = Math.min(Math.max(zoom, 1), MAX_ZOOM);
  const scale = scaleOf(map, near);
  return {
    zoom: near,
    x: heldIn(x, map.size.width / 2 / scale / width),
    y: heldIn(y, map.size.height / 2 / scale / height),
  };
}

const heldIn = (middle, half) => (half >= 0.5 ? 0.5 : Math.min(Math.max(middle, half), 1 - half));

// A second press while the map still moves goes on from where the first was going: map.goal.
function moveTo(map, target, slowly = false) {
  cancelAnimationFrame(map.moving);
  map.moving = null;
  map.goal = within(map, target);
  if (slowly && !calm()) glide(map, { ...map.view }, performance.now());
  else applyView(map, map.goal);
}

function glide(map, start, began) {
  map.moving = requestAnimationFrame((now) => {
    const part = Math.min(Math.max((now - began) / MOTION_MS, 0), 1);
    if (part < 1) glide(map, start, began);
    else map.moving = null;
    applyView(map, part < 1 ? between(start, map.goal, part * (2 - part)) : map.goal);
  });
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const between = (from, to, part) => ({
  zoom: from.zoom * (to.zoom / from.zoom) ** part,
  x: from.x + (to.x - from.x) * part,
  y: from.y + (to.y - from.y) * part,
});

/** Zoom by a factor so that what is under `spot` (pixels of the stage) stays under it. */
function zoomAt(map, spot, factor, slowly = false) {
  const { goal: from, size } = map;
  const zoom = Math.min(Math.max(from.zoom * factor, 1), MAX_ZOOM);
  const [, , width, height] = map.layer.viewBox;
  const shift = 1 / scaleOf(map, from.zoom) - 1 / scaleOf(map, zoom);
  const x = from.x + ((spot.x - size.width / 2) * shift) / width;
  const y = from.y + ((spot.y - size.height / 2) * shift) / height;
  moveTo(map, { zoom, x, y }, slowly);
  return zoom;
}

const middleOf = ({ size }) => ({ x: size.width / 2, y: size.height / 2 });

function pan(map, right, down, slowly = false) {
  const [, , width, height] = map.layer.viewBox;
  const { zoom, x, y } = map.goal;
  const scale = scaleOf(map, zoom);
  moveTo(map, { zoom, x: x - right / scale / width, y: y - down / scale / height }, slowly);
}

function press(map, factor) {
  const zoom = factor ? zoomAt(map, middleOf(map), factor, true) : 1;
  if (!factor) moveTo(map, { zoom: 1, x: 0.5, y: 0.5 }, true);
  announce(map, fill(map.frame.words.zoomed, { percent: number(map, Math.round(zoom * 100)) }));
}

function resize(map) {
  const { clientWidth: width, clientHeight: height } = map.parts.stage;
  if (!map.layer || !width) return;
  map.size = { width, height };
  // One unit is one pixel of the screen; paper, of another width, scales the whole drawing.
  map.parts.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  if (map.moving) applyView(map, within(map, map.view)); // and go on moving
  else moveTo(map, map.view);
}

function applyView(map, view) {
  const { parts, layer } = map;
  map.view = view;
  views.set(map.key, view);
  const scale = scaleOf(map);
  const zero = onScreen(map, { x: 0, y: 0 });
  parts.scene.setAttribute("transform", `translate(${zero.x},${zero.y}) scale(${scale})`);
  for (const pattern of parts.patterns) pattern.setAttribute("patternTransform", `scale(${1 / scale})`);
  parts.svg.dataset.zoom = view.zoom.toFixed(2);
  parts.zoom_in.disabled = view.zoom >= MAX_ZOOM;
  parts.zoom_out.disabled = parts.zoom_reset.disabled = view.zoom <= 1;
  placeSigns(map);
  placePoints(map);
  placeLabels(map);
  paintScale(parts.scale, layer.km_per_unit ? layer.km_per_unit / scale : 0, map);
  if (map.spoken) placeTooltip(map, onScreen(map, map.layer.byCode.get(map.spoken)));
}

function paintScale(bar, kmPerPixel, map) {
  bar.hidden = !kmPerPixel;
  if (!kmPerPixel) return;
  const most = Math.min(110, map.size.width / 4) * kmPerPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const km = [5, 2, 1].map((step) => step * power).find((length) => length <= most);
  bar.style.width = `${((100 * km) / kmPerPixel / map.size.width).toFixed(2)}%`;
  text(bar, `${number(map, km)} km`);
}

// ---------------------------------------------------------------- labels that never collide

const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();

function widthOf(words, font) {
  const key = font + words;
  if (!widths.has(key)) {
    pen.font = font;
    widths.set(key, pen.measureText(words).width);
  }
  return widths.get(key);
}

function placeLabels(map) {
  const taken = [];
  const wanted = [...districtLabels(map), ...communeLabels(map)];
  for (const label of wanted) {
    const spot = freeSpot(map, label, taken);
    showLabel(map, label, spot);
    if (spot) taken.push(boxAround(label, spot));
  }
}

// The word for district is the same on every label, so the map leaves it out.
function districtLabels(map) {
  const family = fontFamily(map);
  return map.layer.districts.map(({ code, name, x, y }) => {
    const words = name.replace(/^Huyện /, "").replace(/^Thành phố /, "TP. ");
    const size = map.size.width < 480 ? 11 : 12;
    return { id: `d${code}`, words, x, y, kind: "district", height: size + 2, width: widthOf(words, `600 ${size}px ${family}`) + 6 };
  });
}

function communeLabels(map) {
  const family = fontFamily(map);
  const scale = scaleOf(map);
  const boxes = boxesOf(map);
  const near = map.view.zoom >= NAMES_FROM;
  return map.layer.communes.map(({ code, name, x, y }) => {
    const width = widthOf(name, `11px ${family}`) + 4;
    const room = boxes.get(code);
    const fits = near && room.width * scale > width && room.height * scale > 16;
    return { id: code, words: name, x, y, kind: "name", height: 13, width, off: !fits };
  });
}

function fontFamily(map) {
  return (map.family ??= getComputedStyle(map.parts.figure).fontFamily);
}

function boxesOf(map) {
  map.layer.boxes ??= new Map([...map.paths].map(([code, path]) => [code, path.getBBox()]));
  return map.layer.boxes;
}

function freeSpot(map, label, taken) {
  if (label.off) return null;
  const { x, y } = onScreen(map, label);
  const works = map.pointsAt.length; // they stand in the middle of communes: names step aside
  const rises = label.kind === "district" ? [0, -14, 14] : works ? [13, -13] : [0];
  const spots = rises.map((rise) => ({ x, y: y + rise }));
  return spots.find((spot) => {
    const box = boxAround(label, spot);
    return insideStage(map, box) && !taken.some((other) => overlap(box, other));
  }) ?? null;
}

const boxAround = ({ width, height }, { x, y }) =>
  ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

const overlap = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const insideStage = ({ size }, box) =>
  box.left >= 0 && box.top >= 0 && box.right <= size.width && box.bottom <= size.height;

function showLabel(map, label, spot) {
  let node = map.labels.get(label.id);
  if (!node && spot) {
    node = shape("text", { class: label.kind });
    node.textContent = label.words;
    map.labels.set(label.id, node);
    map.parts.labels.append(node);
  }
  if (!node) return;
  node.style.display = spot ? "" : "none";
  if (spot) node.setAttribute("transform", `translate(${spot.x},${spot.y})`);
}

// ---------------------------------------------------------------- tooltip and hint

function showTooltip(map, lines, spot) {
  const { tooltip } = map.parts;
  tooltip.replaceChildren(...lines.filter(([, words]) => words).map(([kind, words]) => {
    const row = element("p", { class: kind });
    row.textContent = words;
    return row;
  }));
  tooltip.hidden = false;
  placeTooltip(map, spot);
}

function placeTooltip({ parts, size }, { x, y }) {
  const { offsetWidth: width, offsetHeight: height } = parts.tooltip;
  const left = Math.min(Math.max(x - width / 2, 4), Math.max(size.width - width - 4, 4));
  const above = y - height - 14;
  parts.tooltip.style.transform = `translate(${left}px,${above >= 4 ? above : y + 18}px)`;
}

function communeLines(map, code) {
  const { message, frame, layer } = map;
  const commune = layer.byCode.get(code);
  const row = map.rows.get(code);
  return [
    ["name", placeName(map, commune)],
    ["place", districtOf(map, commune)],
    ["reading", reading(map, row)],
    ["note", `${frame.measures[map.measure] ?? ""}, ${message.period}`],
    ["note", asides(map, row).join("; ")],
    ["mark", message.mark],
  ];
}

function pointLines(map, index) {
  const point = map.pointsAt.find((one) => one.index === index);
  const commune = map.layer.byCode.get(point.code);
  return [
    ["name", point.label],
    ["place", commune ? `${placeName(map, commune)}, ${districtOf(map, commune)}` : ""],
    ["note", map.frame.words[`location_precision.${point.precision}`]],
    ["mark", map.message.mark],
  ];
}

function hideTooltip(map) {
  map.parts.tooltip.hidden = true;
  map.parts.hovered.removeAttribute("d");
  map.spoken = null;
}

function hint(map, words) {
  const { hint: box } = map.parts;
  text(box, words);
  box.classList.add("seen");
  clearTimeout(map.hinting);
  map.hinting = setTimeout(() => box.classList.remove("seen"), 1600);
}

// ---------------------------------------------------------------- what a person does

function listen(map) {
  const { parts } = map;
  parts.zoom_in.onclick = () => press(map, STEP);
  parts.zoom_out.onclick = () => press(map, 1 / STEP);
  parts.zoom_reset.onclick = () => press(map, null);
  parts.measure.onchange = () => tell(map, "measure", (map.measure = parts.measure.value));
  parts.layer.onchange = () => changeLayer(map, parts.layer.value);
  parts.svg.addEventListener("click", (event) => clicked(map, event));
  parts.svg.addEventListener("keydown", (event) => keyed(map, event));
  parts.svg.addEventListener("focusin", (event) => focused(map, event.target));
  parts.svg.addEventListener("focusout", () => unfocused(map));
  listenToMouse(map);
  listenToFingers(map);
}

async function changeLayer(map, view) {
  tell(map, "view", view);
  map.viewName = view;
  const layer = await layerNamed(map, view).catch(() => null);
  if (!layer) return paintPickers(map); // not reached: the old layer stays, and says so
  if (map.viewName === view) showLayer(map, view, layer);
  announce(map, map.frame.words[view]);
}

const codeOf = (node) => node.closest?.("[data-commune]")?.dataset.commune;

// A click on a work is a click on its commune.
function codeUnder(map, node) {
  const point = node.dataset?.point;
  return point ? map.pointsAt.find(({ index }) => index === Number(point))?.code : codeOf(node);
}

function clicked(map, event) {
  if (isSecond(map, event)) return void zoomAt(map, spotOf(map, event), 2, true);
  const code = codeUnder(map, event.target);
  if (!code) return;
  setStop(map, code);
  choose(map, code, event.shiftKey || event.ctrlKey || event.metaKey);
}

// The second click or tap on one spot goes closer and leaves the choice that the first one made.
function isSecond(map, event) {
  const last = map.click;
  const click = { ...spotOf(map, event), at: performance.now() };
  const second = last && click.at - last.at < DOUBLE_MS && Math.hypot(click.x - last.x, click.y - last.y) < 20;
  map.click = second ? null : click;
  return second;
}

/** Choose one commune, or add it to the chosen ones; choosing it again lets it go. */
function choose(map, code, more) {
  const had = map.chosen.includes(code);
  const others = more ? map.chosen.filter((one) => one !== code) : [];
  const alone = had && !more && map.chosen.length > 1;
  map.chosen = had && !alone ? others : [...others, code];
  paintChosen(map);
  tell(map, "choose", map.chosen);
  const words = map.chosen.includes(code) ? map.frame.words.chosen : map.frame.words.let_go;
  announce(map, fill(words, { name: placeName(map, map.layer.byCode.get(code)) }));
}

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function keyed(map, event) {
  if (event.altKey || ((event.ctrlKey || event.metaKey) && event.key !== "Enter")) return;
  if (!answered(map, event)) return;
  event.preventDefault();
  event.stopPropagation();
}

function answered(map, { key, shiftKey, ctrlKey, metaKey, target }) {
  const way = WAYS[key];
  const code = codeOf(target);
  if (way && shiftKey) pan(map, way[0] * -60, way[1] * -60, true);
  else if (way && code) walk(map, code, way);
  else if (code && (key === "Enter" || key === " ")) choose(map, code, shiftKey || ctrlKey || metaKey);
  else if (key === "+" || key === "=") press(map, STEP);
  else if (key === "-" || key === "_") press(map, 1 / STEP);
  else if (key === "0") press(map, null);
  else if (key === "Escape") hideTooltip(map);
  else return false;
  return true;
}

function walk(map, code, way) {
  const { layer } = map;
  const from = layer.byCode.get(code);
  const beside = (layer.neighbours?.[code] ?? []).map((one) => layer.byCode.get(one));
  const next = towards(from, beside.filter(Boolean), way) ?? towards(from, layer.communes, way);
  if (!next) return announce(map, map.frame.words.no_neighbour);
  setStop(map, next.code);
  map.paths.get(next.code).focus({ preventScroll: true });
  keepInSight(map, next);
}

// The nearest in a cone of 60 degrees to each side; a little aside counts as farther away.
function towards(from, communes, [right, down]) {
  let best = null;
  for (const commune of communes) {
    const away = Math.hypot(commune.x - from.x, commune.y - from.y);
    const ahead = ((commune.x - from.x) * right + (commune.y - from.y) * down) / (away || 1);
    const cost = away * (2 - ahead);
    if (away && ahead > 0.5 && (!best || cost < best.cost)) best = { commune, cost };
  }
  return best?.commune;
}

function setStop(map, code) {
  map.paths.get(map.stop)?.setAttribute("tabindex", "-1");
  map.stop = code;
  map.paths.get(code)?.setAttribute("tabindex", "0");
}

function keepInSight(map, commune) {
  const { x, y } = onScreen(map, commune);
  const edge = 40;
  const { width, height } = map.size;
  const right = x < edge ? edge - x : Math.min(width - edge - x, 0);
  const down = y < edge ? edge - y : Math.min(height - edge - y, 0);
  if (right || down) pan(map, right, down);
}

function focused(map, node) {
  const code = codeOf(node);
  if (!code || !node.matches(":focus-visible")) return;
  const commune = map.layer.byCode.get(code);
  for (const ring of map.parts.focused.children) ring.setAttribute("d", commune.d);
  showTooltip(map, communeLines(map, code), onScreen(map, commune));
  map.spoken = code;
}

function unfocused(map) {
  for (const ring of map.parts.focused.children) ring.removeAttribute("d");
  hideTooltip(map);
}

// ---------------------------------------------------------------- mouse and pen

function spotOf(map, { clientX, clientY }) {
  const box = map.parts.stage.getBoundingClientRect();
  return { x: clientX - box.left, y: clientY - box.top };
}

function listenToMouse(map) {
  const { svg, stage } = map.parts;
  svg.addEventListener("pointermove", (event) => (map.drag ? dragged(map, event) : hovered(map, event)));
  svg.addEventListener("pointerleave", () => map.spoken || hideTooltip(map));
  svg.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch" && event.button === 0) map.drag = { x: event.clientX, y: event.clientY };
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => dropped(map));
  stage.addEventListener("wheel", (event) => wheeled(map, event), { passive: false });
}

function hovered(map, event) {
  if (event.pointerType === "touch") return;
  const code = codeUnder(map, event.target);
  const point = event.target.dataset?.point;
  if (!code && !point) return hideTooltip(map);
  map.parts.hovered.setAttribute("d", map.layer.byCode.get(code)?.d ?? "");
  const lines = point ? pointLines(map, Number(point)) : communeLines(map, code);
  map.spoken = null;
  showTooltip(map, lines, spotOf(map, event));
}

// The pointer is captured only once it moves: a captured press would end as a click on nothing.
function dragged(map, event) {
  const { drag, parts } = map;
  const [right, down] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.on && Math.hypot(right, down) < 4) return;
  if (!drag.on) parts.svg.setPointerCapture(event.pointerId);
  map.drag = { x: event.clientX, y: event.clientY, on: true };
  parts.svg.classList.add("moving");
  hideTooltip(map);
  pan(map, right, down);
}

function dropped(map) {
  map.drag = null;
  map.parts.svg.classList.remove("moving");
}

// The page keeps its own scroll: the wheel is the map's only with Ctrl or with the map in focus,
// and only while there is something left to zoom.
function wheeled(map, event) {
  const ours = event.ctrlKey || event.metaKey || map.parts.svg.matches(":focus-within");
  if (!ours) return hint(map, map.frame.words.wheel_hint);
  const lines = event.deltaMode === 1 ? 30 : 1;
  const speed = event.ctrlKey ? 0.008 : 0.002;
  const factor = Math.exp(-event.deltaY * lines * speed);
  const stuck = factor < 1 ? map.view.zoom <= 1 : map.view.zoom >= MAX_ZOOM;
  if (stuck && !event.ctrlKey) return;
  event.preventDefault();
  zoomAt(map, spotOf(map, event), Math.min(Math.max(factor, 0.5), 2));
}

// ---------------------------------------------------------------- fingers

// One finger scrolls the page, two move and pinch the map: touch events, because only they can
// take a gesture of two from the browser and leave it the one of one.
function listenToFingers(map) {
  const { stage } = map.parts;
  stage.addEventListener("touchstart", (event) => fingersDown(map, event), { passive: false });
  stage.addEventListener("touchmove", (event) => fingersMoved(map, event), { passive: false });
  stage.addEventListener("touchend", () => { map.fingers = null; });
  stage.addEventListener("touchcancel", () => { map.fingers = null; });
}

function pairOf(map, { touches }) {
  const [one, two] = [...touches].map((touch) => spotOf(map, touch));
  const apart = Math.hypot(one.x - two.x, one.y - two.y) || 1;
  return { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2, apart };
}

function fingersDown(map, event) {
  map.finger = event.touches.length === 1 ? spotOf(map, event.touches[0]) : null;
  if (event.touches.length !== 2) return;
  if (event.cancelable) event.preventDefault();
  hideTooltip(map);
  map.fingers = pairOf(map, event);
}

function fingersMoved(map, event) {
  if (event.touches.length === 1) return oneFinger(map, spotOf(map, event.touches[0]));
  if (!map.fingers || !event.cancelable) return;
  event.preventDefault();
  const before = map.fingers;
  map.fingers = pairOf(map, event);
  pan(map, map.fingers.x - before.x, map.fingers.y - before.y);
  zoomAt(map, map.fingers, map.fingers.apart / before.apart);
}

// Sideways is not how one scrolls a page: who does it wants to move the map.
function oneFinger(map, spot) {
  if (!map.finger) return;
  const sideways = Math.abs(spot.x - map.finger.x);
  if (sideways > 24 && sideways > 2 * Math.abs(spot.y - map.finger.y)) hint(map, map.frame.words.touch_hint);
}
