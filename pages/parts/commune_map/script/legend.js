// The legend.

function paintLegend(map) {
  const { parts, message, frame } = map;
  const { words } = frame;
  parts.legend.setAttribute("aria-label", words.legend);
  const head = element("p", { class: "legend-head" });
  const column = element("p", { class: "count-head" });
  column.textContent = words.communes_counted;
  const [name, unit] = [frame.measures[message.measure] ?? "", message.unit];
  const once = !unit || name.toLowerCase().includes(unit.toLowerCase()); // "Works completed, works"
  head.textContent = message.compare === "need" ? words.need : once ? name : `${name}, ${unit}`;
  const counts = countOf(map);
  const rows = legendWords(map).map(([look, said]) => legendRow(map, lookOf(look), said, counts));
  if (counts.get("faded")) rows.push(legendRow(map, { state: "faded" }, words.outside, counts));
  const list = element("ul", {}, ...rows, ...signRows(map), ...pointRows(map), ...lineRows(map));
  const held = parts.legend.querySelector(":focus")?.dataset.pick;
  const note = element("p", { class: "legend-note" });
  // The subtitle of need has no room for what the star of a year means.
  const star = message.compare === "need" ? words.star : "";
  note.textContent = [message.note || litReading(map), star].filter(Boolean).join(" ");
  parts.legend.replaceChildren(head, column, list, note, showAll(map));
  if (held) pickButton(map, held)?.focus({ preventScroll: true });
  paintPicked(map);
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
  const row = line(swatch(state, level, arrowsOf(map, { level })), words, count ? "" : "none");
  row.dataset.state = state;
  row.dataset.class = level ?? 0;
  row.dataset.count = count;
  counted(row, count);
  if (state !== "faded") row.replaceChildren(pickable(map, pickOf({ state, level }), row));
  return row;
}

// ---------------------------------------------------------------- a row picks out its communes

// A pick is named by its class, or by its state where that is no value.
const pickOf = ({ state, level }) => (state === "value" ? String(level) : state);

const isPicked = (map, row) => !map.picked.length || map.picked.includes(pickOf(row));

const pickButton = (map, pick) => map.parts.legend.querySelector(`[data-pick="${CSS.escape(pick)}"]`);

function pickable(map, pick, row) {
  const button = element("button", { type: "button", title: map.frame.words.pick }, ...row.childNodes);
  button.dataset.pick = pick;
  button.onclick = () => togglePick(map, pick);
  return button;
}

function showAll(map) {
  const button = element("button", { type: "button", class: "show-all" });
  button.textContent = map.frame.words.pick_all;
  button.onclick = () => {
    pickButton(map, map.picked[0])?.focus({ preventScroll: true }); // this button is about to go
    pickOnly(map, []);
  };
  return (map.parts.showAll = button);
}

function togglePick(map, pick) {
  const had = map.picked.includes(pick);
  pickOnly(map, had ? map.picked.filter((one) => one !== pick) : [...map.picked, pick]);
}

function pickOnly(map, picked) {
  map.picked = picked;
  paintPicked(map);
  tell(map, "pick", picked);
  announce(map, withNoun(map, "picked", pickedCount(map)));
}

const pickedCount = (map) => countWhere(map, (row) => isPicked(map, row));

/** Communes that are not picked out turn pale; every row keeps its count. */
function paintPicked(map) {
  for (const [code, row] of map.rows) map.paths.get(code).classList.toggle("unpicked", !isPicked(map, row));
  for (const button of map.parts.legend.querySelectorAll("[data-pick]")) {
    button.setAttribute("aria-pressed", String(map.picked.includes(button.dataset.pick)));
  }
  if (!map.parts.small.hidden) paintSmall(map);
  map.parts.showAll.hidden = !map.picked.length;
}

// ---------------------------------------------------------------- what a row is made of

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

function swatch(state, level, arrows = []) {
  const box = shape("rect", { x: 0.5, y: 0.5, width: 21, height: 13, class: "commune" });
  box.setAttribute("fill", fillOf(state, "legend-"));
  box.dataset.state = state;
  box.dataset.class = level ?? 0;
  const signs = arrows.map(signPath);
  for (const sign of signs) sign.setAttribute("transform", "translate(11,7)");
  return shape("svg", { class: "swatch", viewBox: "0 0 22 14", "aria-hidden": "true" }, box, ...signs);
}

/** Each class and state of the legend with its words; a view that compares has words of its own. */
function legendWords(map) {
  const { message, frame } = map;
  if (message.legend) return Object.entries(message.legend);
  const classes = message.ranges.map((range, index) => [String(index + 1), rangeWords(map, range)]);
  const states = MAP_STATES.filter((state) => state !== "few" || message.behind); // of shares alone
  return [...classes, ...states.map((state) => [state, frame.words[`state.${state}`]])];
}

const lookOf = (look) => (Number(look) ? { level: Number(look), state: "value" } : { level: 0, state: look });

function rangeWords(map, [from, to]) {
  const [low, high] = [number(map, from), number(map, to)];
  return low === high ? low : `${low} – ${high}`;
}

function lineRows(map) {
  const { layer, frame } = map;
  const signs = [["districts", frame.words.district_border]];
  if (layer.border) signs.push(["border", frame.words.border]);
  if (map.lit) signs.push(["lit", map.lit.name, map.lit.codes.length]);
  return signs.map(([name, words, count]) => {
    const stroke = shape("path", { d: "M0,7H22", class: name });
    const row = line(shape("svg", { class: "swatch", viewBox: "0 0 22 14", "aria-hidden": "true" }, stroke), words, "");
    return count === undefined ? row : counted(row, count);
  });
}
