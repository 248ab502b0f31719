// One district or one agency beside all others: its communes stand out, the rest fades, and every
// count stays as it was.

/** What stands out: {name, said: inside a sentence, codes}, and the outline of a district; null for nothing. */
function highlighted(map) {
  const [kind, code] = map.highlight;
  if (!code) return null;
  if (kind === "district") return districtGroup(map, code);
  const { agencies } = restOf(map);
  const index = agencies.findIndex(([one]) => one === code);
  return index >= 0 ? agencyGroup(map, index) : saidGroup(map);
}

function districtGroup(map, code) {
  const { layer } = map;
  const codes = layer.communes.filter(({ district }) => district === code).map((one) => one.code);
  const outline = layer.districts.find((one) => one.code === code)?.d;
  return { name: districtOf(map, { district: code }), said: districtWithin(map, { district: code }), codes, outlines: [outline ?? ""] };
}

/** An agency of the rest, and where it was assigned in the years shown. */
function agencyGroup(map, index) {
  const { assigned, agencies } = restOf(map);
  const pairs = assigned[assignedPeriod(map)] ?? {};
  return group(map, agencies[index][1], Object.keys(pairs).filter((one) => pairs[one].includes(index)));
}

// Until the rest has followed, the message says whose communes they are.
function saidGroup(map) {
  const { highlight, lit } = map.said;
  if (!lit || String(highlight) !== String(map.highlight)) return null;
  return group(map, lit[0], map.layer.codes.filter((_, index) => lit[1][index] === "1"));
}

function group({ layer }, name, codes) {
  return { name, said: name, codes, outlines: codes.map((code) => layer.byCode.get(code)?.d ?? "") };
}

const isDimmed = ({ lit }, code) => Boolean(lit) && !lit.codes.includes(code);

const isLit = (map, kind, code) => map.highlight[0] === kind && map.highlight[1] === code;

/** Let a group stand out; the one that does so already ends it. */
function light(map, kind, code) {
  map.highlight = code && !isLit(map, kind, code) ? [kind, code] : [];
  repaint(map);
  tell(map, "highlight", map.highlight);
  const { words } = map.frame;
  announce(map, map.lit ? withNoun(map, "highlighted", map.lit.codes.length, { name: map.lit.said }) : words.highlight_ended);
}

function readHighlight(map) {
  map.lit = highlighted(map);
}

function paintHighlight(map) {
  for (const [code, path] of map.paths) path.classList.toggle("dimmed", isDimmed(map, code));
  map.parts.linked.replaceChildren(...litOutlines(map));
  paintLighting(map);
}

// All halos below all lines: neighbours would cut each other's line.
function litOutlines({ lit }) {
  const outlines = lit?.outlines ?? [];
  return [...outlines.map((d) => shape("path", { d, class: "halo" })), ...outlines.map((d) => shape("path", { d }))];
}

// ---------------------------------------------------------------- in numbers

/** The commune in the middle of what stands out, beside that of all others within the filters. */
function litReading(map) {
  if (!map.lit || ["years", "need"].includes(map.message.compare)) return "";
  const inside = middleNumber(map, ({ code }) => !isDimmed(map, code));
  const others = middleNumber(map, ({ code }) => isDimmed(map, code));
  if (!inside.n || !others.n) return "";
  const values = { name: map.lit.said, n: inside.n, lit: signed(map, inside.middle), others: signed(map, others.middle), m: others.n };
  return fill(map.frame.words.highlight_reading, values);
}

function middleNumber(map, is) {
  const numbers = [...map.rows.values()].filter((row) => !row.faded && is(row)).map(numberOf).filter((one) => one !== null);
  numbers.sort((a, b) => a - b);
  const half = numbers.length / 2;
  return { n: numbers.length, middle: (numbers[Math.ceil(half) - 1] + numbers[Math.floor(half)]) / 2 };
}

// ---------------------------------------------------------------- its controls

function lighting({ parts }) {
  parts.lightWord = element("span");
  parts.light = element("select", { name: "highlight" });
  const cross = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, shape("path", { d: "M4,4L12,12M12,4L4,12" }));
  parts.lightEnd = element("button", { type: "button", hidden: "" }, cross);
  const label = element("label", { class: "picker" }, parts.lightWord, parts.light);
  return (parts.lighting = element("div", { class: "lighting", hidden: "" }, label, parts.lightEnd));
}

function listenToLighting(map) {
  const { light: select, lightEnd } = map.parts;
  select.onchange = () => light(map, ...select.value.split(":"));
  lightEnd.onclick = () => {
    select.focus({ preventScroll: true }); // this button is about to go
    light(map);
  };
}

function paintLighting(map) {
  const { parts, frame, said } = map;
  const { words } = frame;
  parts.lighting.hidden = !said.highlight;
  parts.figure.toggleAttribute("data-lights", Boolean(said.highlight));
  if (!said.highlight) return;
  text(parts.lightWord, words.highlight);
  parts.lightEnd.hidden = !map.highlight.length;
  parts.lightEnd.title = words.end_highlight;
  parts.lightEnd.setAttribute("aria-label", words.end_highlight);
  const entries = [["", words.nothing_highlighted], ...districtEntries(map), ...agencyEntries(map)];
  setOptions(parts.light, entries, map.highlight.join(":"));
}

function districtEntries(map) {
  const order = new Intl.Collator(map.said.lang);
  const entries = map.layer.districts.map(({ code }) => [`district:${code}`, districtOf(map, { district: code })]);
  entries.sort(([, one], [, other]) => order.compare(one, other));
  return entries.map((entry) => [...entry, false, map.frame.words.districts]);
}

/** Agencies that were assigned somewhere in the years shown, and the one that stands out. */
function agencyEntries(map) {
  const { agencies, assigned } = restOf(map);
  const present = new Set(Object.values(assigned[assignedPeriod(map)] ?? {}).flat());
  const entries = agencies.filter(([code], index) => present.has(index) || isLit(map, "agency", code));
  const [kind, code] = map.highlight;
  if (kind === "agency" && !entries.length) entries.push([code, map.lit?.name ?? code]);
  return entries.map(([one, name]) => [`agency:${one}`, name, false, map.frame.words.agencies]);
}

// ---------------------------------------------------------------- by its name on the map

/** The commune under a name that was pointed at. */
function communeUnder(map, { clientX, clientY }) {
  const stack = map.parts.figure.getRootNode().elementsFromPoint(clientX, clientY);
  return codeOf(stack.find(codeOf) ?? map.parts.figure);
}
