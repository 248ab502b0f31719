// One small map a side: its communes by class and state, everything else pale around them.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 14; // of the drawing, around what a map shows
const layers = new Map();

function shape(tag, attributes, words) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (words) made.append(Object.assign(document.createElementNS(SVG, "title"), { textContent: words }));
  return made;
}

function element(tag, words, name) {
  const made = document.createElement(tag);
  if (words) made.textContent = words;
  if (name) made.className = name;
  return made;
}

// The layer lies beside this script, under a name that carries its hash.
function layerAt(file) {
  if (!layers.has(file)) {
    const address = new URL(file, import.meta.url);
    layers.set(file, fetch(address, { cache: "force-cache" }).then((answer) => answer.json()));
  }
  return layers.get(file);
}

function boxAround(paths, whole) {
  if (!paths.length) return whole.join(" ");
  const boxes = paths.map((path) => path.getBBox());
  const left = Math.min(...boxes.map((box) => box.x)) - MARGIN;
  const top = Math.min(...boxes.map((box) => box.y)) - MARGIN;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN;
  return [left, top, right - left, bottom - top].join(" ");
}

// Ground for states that are told apart by more than their shade.
function patterns() {
  const defs = shape("defs", {});
  const hatch = shape("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  hatch.append(shape("path", { d: "M0,0V6", class: "stroke" }));
  const dots = shape("pattern", { id: "dots", width: 6, height: 6, patternUnits: "userSpaceOnUse" });
  dots.append(shape("circle", { cx: 3, cy: 3, r: 1.2, class: "dot" }));
  defs.append(hatch, dots);
  return defs;
}

function drawing(map, layer) {
  const svg = shape("svg", { role: "img", "aria-label": map.alt, viewBox: layer.viewBox.join(" ") });
  svg.append(patterns());
  const focus = new Set(map.focus);
  const around = [];
  for (const { code, d } of layer.communes) {
    const [look, words] = map.looks[code] ?? ["-", ""];
    const path = shape("path", { d, class: `commune look-${look}` }, words);
    if (map.strong && map.looks[code]) path.classList.add("strong");
    svg.append(path);
    if (focus.has(code)) around.push(path);
  }
  for (const { d } of layer.districts) svg.append(shape("path", { d, class: "district" }));
  return { svg, around };
}

function figure(map) {
  const made = element("figure");
  made.append(element("figcaption", map.title), element("div", "", "place"));
  return made;
}

function legend(rows) {
  const list = element("ul");
  for (const [look, words, count] of rows) {
    const item = element("li");
    const swatch = shape("svg", { viewBox: "0 0 22 14", class: "swatch", "aria-hidden": "true" });
    swatch.append(patterns(), shape("path", { d: "M1,1H21V13H1Z", class: `commune look-${look}` }));
    item.append(swatch, element("span", words), element("span", count, "count"));
    list.append(item);
  }
  return list;
}

async function draw({ data }, section) {
  const figures = data.maps.map(figure);
  const row = element("div", "", "maps");
  row.append(...figures);
  section.replaceChildren(element("p", data.subtitle), row, legend(data.legend));
  const layer = await layerAt(data.layer);
  data.maps.forEach((map, place) => {
    const { svg, around } = drawing(map, layer);
    figures[place].querySelector(".place").replaceChildren(svg);
    svg.setAttribute("viewBox", boxAround(around, layer.viewBox));
  });
}
