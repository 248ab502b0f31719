// The elements of an empty map.

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
  const map = {
    key: message.key,
    parts: {},
    paths: new Map(), // commune code -> its element
    rows: new Map(), // commune code -> what is known of it
    labels: new Map(),
    ...(views.get(message.key) ?? { view: WHOLE, byHand: false }),
    size: { width: 0, height: 0 },
    onTop: [], // boxes of what lies over the drawing
    told: new Map(),
    chosen: [],
    picked: [],
    signsOn: [],
    highlight: [],
    compare: message.compare ?? "",
    viewName: message.view,
    measure: message.measure,
  };
  maps.set(root, map);
  shown.set(map.key, map);
  return map;
}

function close(map, root) {
  map.resizing?.disconnect();
  map.leave?.();
  haltFilm(map);
  maps.delete(root);
  if (shown.get(map.key) === map) shown.delete(map.key);
}

/** The empty map: every part once, named in map.parts. */
function build(map) {
  const { parts } = map;
  parts.figure = element("figure", { class: "commune-map" });
  parts.figure.append(heading(parts), stillPatterns(parts), controls(map), body(map), footing(map));
  map.component.parentElement.append(parts.figure);
  free(map.component.parentElement.host);
  map.resizing = new ResizeObserver(() => resize(map));
  map.resizing.observe(parts.stage);
  listen(map);
}

// The place was reserved by a height, which would make what is taller scroll inside of it, and leave
// a hole under what is lower.
function free(host) {
  const box = host.closest("[data-testid=stElementContainer]");
  if (box) Object.assign(box.style, { height: "auto", flex: "none", overflow: "visible" });
}

function heading(parts) {
  parts.title = element("p", { class: "title" });
  parts.subtitle = element("p", { class: "subtitle" });
  parts.star = element("p", { class: "subtitle star", hidden: "" });
  return element("figcaption", {}, parts.title, element("div", { class: "under-title" }, parts.subtitle, parts.star));
}

function controls(map) {
  const bar = element("div", { class: "controls" });
  bar.append(picker(map, "measure"), picker(map, "compare"), timeline(map), endYears(map.parts));
  // Where years are chosen, what is asked less often stands behind map and legend.
  if (!map.said.year_limits) bar.append(...otherControls(map));
  return bar;
}

const otherControls = (map) => [picker(map, "layer"), finder(map)];

function picker(map, name) {
  const word = element("span");
  const select = element("select", { name });
  map.parts[name] = select;
  map.parts[`${name}Word`] = word;
  return element("label", { class: "picker" }, word, select);
}

function endYears(parts) {
  parts.from = element("select", {});
  parts.to = element("select", {});
  parts.ends = element("span", { class: "ends", hidden: "" }, parts.from, "→", parts.to);
  return parts.ends;
}

function body(map) {
  const { parts } = map;
  parts.stage = element("div", { class: "stage" });
  parts.tooltip = element("div", { class: "tooltip", hidden: "", "aria-hidden": "true", role: "group" });
  parts.hint = element("div", { class: "hint", "aria-hidden": "true" });
  parts.scale = element("div", { class: "scale", "aria-hidden": "true" });
  parts.legend = element("div", { class: "legend", role: "group" });
  parts.box = element("div", { class: "box", hidden: "" });
  parts.stage.append(drawing(parts), zoomButtons(map), parts.scale, parts.hint, parts.box, parts.tooltip);
  parts.small = element("div", { class: "small", hidden: "" });
  parts.links = element("div", { class: "links", hidden: "" });
  const others = map.said.year_limits ? otherControls(map) : [];
  const marking = element("div", { class: "marking" }, kindSwitches(map), lighting(map), ...others);
  const drawn = element("div", {}, parts.stage, parts.small);
  return element("div", { class: "body" }, drawn, parts.legend, parts.links, marking);
}

function footing(map) {
  const { parts } = map;
  parts.source = element("p", { class: "source" });
  parts.help = element("p", { class: "unseen", id: "help" });
  parts.live = element("p", { class: "unseen", "aria-live": "polite" });
  const foot = element("div", { class: "foot" }, parts.source, taking(map));
  return element("div", {}, foot, parts.help, parts.live);
}

function drawing(parts) {
  parts.communes = shape("g", { class: "communes" });
  parts.districts = shape("path", { class: "districts" });
  parts.border = shape("path", { class: "border" });
  parts.linked = shape("g", { class: "linked" });
  parts.chosen = shape("g", { class: "chosen" });
  parts.hovered = shape("path", { class: "hovered" });
  parts.focused = shape("g", { class: "focused" }, shape("path"), shape("path"));
  parts.scene = shape("g", {}, parts.communes, parts.districts, parts.border);
  parts.scene.append(parts.linked, parts.chosen, parts.hovered, parts.focused);
  parts.signs = shape("g", { class: "signs", "aria-hidden": "true" });
  parts.points = shape("g", { class: "points", "aria-hidden": "true" });
  parts.labels = shape("g", { class: "labels", "aria-hidden": "true" });
  parts.patterns = patterns();
  const defs = shape("defs", {}, ...parts.patterns);
  // In focus by a click on empty ground, so that the wheel is the map's; never a tab stop.
  parts.svg = shape("svg", { role: "group", tabindex: "-1", "aria-describedby": "help" }, defs);
  parts.svg.append(parts.scene, parts.signs, parts.points, parts.labels);
  return parts.svg;
}

// Hatch and dots are kept at the same size on the screen whatever the zoom: see applyView. The
// legend and the small maps have pairs of their own, which no zoom touches.
function patterns(prefix = "", size = 6) {
  const box = { width: size, height: size, viewBox: "0 0 6 6", patternUnits: "userSpaceOnUse" };
  const ground = () => shape("rect", { width: 6, height: 6, class: "ground" });
  const line = (d) => shape("path", { d, class: "line" });
  const dot = shape("circle", { cx: 3, cy: 3, r: 1.1, class: "dot" });
  return [
    shape("pattern", { id: `${prefix}hatch`, ...box }, ground(), line("M-1,7L7,-1M-1,1L1,-1M5,7L7,5")),
    shape("pattern", { id: `${prefix}level`, ...box }, ground(), line("M0,1.5H6M0,4.5H6")),
    shape("pattern", { id: `${prefix}upright`, ...box }, ground(), line("M1.5,0V6M4.5,0V6")),
    shape("pattern", { id: `${prefix}grid`, ...box }, ground(), line("M1.5,0V6M4.5,0V6M0,1.5H6M0,4.5H6")),
    shape("pattern", { id: `${prefix}dots`, ...box }, ground(), dot),
  ];
}

// Apart from the drawing, because what is hidden lends no pattern.
function stillPatterns(parts) {
  parts.smallPatterns = patterns("small-", 14);
  const defs = shape("defs", {}, ...patterns("legend-"), ...parts.smallPatterns);
  return shape("svg", { class: "unseen", "aria-hidden": "true" }, defs);
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
