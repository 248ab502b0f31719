// Years beside each other: four small maps with one scale, and the change between two years.

const COMPARES = ["", "years", "change", "need"];

function everyYear(map) {
  const [first, last] = map.said.year_limits ?? [1, 0];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Single years of the map; none until they are there. */
function singleYears(map) {
  const years = everyYear(map);
  return years.every((year) => pictureOf(map, [year, year])) ? years : [];
}

/** A comparison whose years are on their way: what was drawn of it stays, else its empty frame. */
function awaited(map, plain) {
  if (map.message?.compare === map.compare) return { ...map.message, waiting: map.message.waiting ?? "drawn" };
  const nothing = { looks: "-".repeat(plain.looks.length), values: [], ranges: [], signs: undefined, behind: undefined, legend: undefined, faded: undefined };
  return { ...plain, ...nothing, title: map.frame.words.preparing, compare: map.compare, waiting: "empty" };
}

// ---------------------------------------------------------------- small maps

function sideBySide(map, plain) {
  const years = singleYears(map);
  if (!years.length) return null;
  const last = years.at(-1);
  const whole = pictureOf(map, map.said.year_limits) ?? plain;
  const { period, subtitle } = whole;
  const picture = pictureOf(map, [last, last]);
  const title = map.frame.words.side_by_side;
  return { ...plain, behind: undefined, legend: undefined, ...picture, signs: undefined, title, period, subtitle, compare: "years" };
}

function paintSmall(map) {
  const { small, stage } = map.parts;
  const on = map.message.compare === "years";
  stage.hidden = on;
  small.hidden = !on;
  if (on && map.message.waiting === "drawn") return;
  const closer = framed(map)[2] / map.layer.viewBox[2];
  for (const pattern of map.parts.smallPatterns) pattern.setAttribute("patternTransform", `scale(${closer})`);
  small.replaceChildren(...(on ? everyYear(map).map((year) => smallMap(map, year)) : []));
}

function smallMap(map, year) {
  const picture = pictureOf(map, [year, year]);
  const rows = picture ? rowsOf(picture, map.layer) : map.rows;
  const seen = [...rows.values()].filter(({ faded, state }) => !faded && state === "value").length;
  const words = withNoun(map, "with_value", seen);
  const head = element("span", { class: "small-head" });
  head.textContent = picture ? `${picture.period}: ${words}` : year;
  const button = element("button", { type: "button", title: fill(map.frame.words.open_year, { year }) });
  button.append(head, smallDrawing(map, rows));
  button.onclick = () => openYear(map, year);
  return button;
}

function smallDrawing(map, rows) {
  const { layer, parts } = map;
  const svg = shape("svg", { viewBox: framed(map).join(" "), "aria-hidden": "true" });
  const areas = layer.communes.map(({ code, d }) => {
    const row = rows.get(code);
    const area = shape("path", { d, class: "commune", fill: fillOf(row.state, "small-") });
    area.dataset.state = row.state;
    area.dataset.class = row.level;
    area.classList.toggle("faded", row.faded);
    area.classList.toggle("unpicked", !isPicked(map, row));
    area.classList.toggle("dimmed", isDimmed(map, code));
    return area;
  });
  const chosen = shape("g", { class: "chosen" }, ...chosenShapes(map));
  const outline = shape("path", { d: parts.districts.getAttribute("d"), class: "districts" });
  const border = shape("path", { d: layer.border ?? "", class: "border" });
  const linked = shape("g", { class: "linked" }, ...litOutlines(map));
  svg.append(shape("g", { class: "communes" }, ...areas), outline, border, linked, chosen);
  return svg;
}

function openYear(map, year) {
  map.compare = "";
  tell(map, "compare", "");
  showYears(map, [year, year]);
  tellYears(map);
  map.parts.yearButtons[everyYear(map).indexOf(year)].focus({ preventScroll: true });
}

// ---------------------------------------------------------------- the change between two years

// The server says which two years the address compares; a person may have chosen others since.
const ends = (map) => map.ends ?? map.said.ends;

function changed(map, plain) {
  const picture = pictureOf(map, ends(map), `change-${map.measure}`);
  return picture ? comparing(plain, picture, "change") : null;
}

/** A picture that compares, upon what the map had: its legend has words of its own. */
const comparing = (plain, picture, compare) =>
  ({ ...plain, signs: undefined, behind: undefined, legend: undefined, faded: undefined, least: undefined, ranges: [], ...picture, compare });

// What stands on a commune beside its colour: down far, down, the same, up, up far.
const ARROWS = [
  "M0,5L3.4,1.4H1V0L3.4,-2.6H1V-5H-1V-2.6H-3.4L-1,0V1.4H-3.4Z",
  "M0,4.6L3.4,0.6H1V-4.4H-1V0.6H-3.4Z",
  "M-1.8,0a1.8,1.8,0,1,0,3.6,0a1.8,1.8,0,1,0,-3.6,0Z",
  "M0,-4.6L3.4,-0.6H1V4.4H-1V-0.6H-3.4Z",
  "M0,-5L3.4,-1.4H1V0L3.4,2.6H1V5H-1V2.6H-3.4L-1,0V-1.4H-3.4Z",
];

const arrowsOf = ({ message }, { level }) => (message.compare === "change" && level ? [ARROWS[level - 1]] : []);

/** A change with its sign and, behind it, the number of each year. */
function changeReading(map, { value, other }) {
  const [from, to] = ends(map);
  const each = (one) => quantity(map, one, map.message.unit_of_each);
  return `${signed(map, value)} (${from}: ${each(other)} → ${to}: ${each(other + value)})`;
}

// A change says its direction by its sign.
function signed(map, value) {
  if (map.message.compare !== "change") return quantity(map, value);
  const sign = value > 0 ? "+" : value < 0 ? "−" : "";
  return sign + quantity(map, Math.abs(value));
}

const numberOf = ({ state, value }) => (state === "zero" ? 0 : state === "value" ? value : null);

// ---------------------------------------------------------------- its controls

function paintCompare(map) {
  const { parts, frame, said, message } = map;
  parts.figure.dataset.compare = message.compare ?? "";
  const { words } = frame;
  const names = { "": words.one_map, years: words.side_by_side, change: words.change, need: words.need };
  parts.compare.closest("label").hidden = !said.year_limits;
  parts.measure.disabled = message.compare === "need"; // it has two measures of its own
  text(parts.compareWord, words.compare);
  const unknown = singleYears(map).length > 0 && !pictureOf(map, said.year_limits, "need");
  const options = COMPARES.map((code) => [code, names[code], code === "need" && unknown]);
  setOptions(parts.compare, options, map.compare);
  parts.ends.hidden = map.compare !== "change" || !said.year_limits;
  if (parts.ends.hidden) return;
  const [from, to] = ends(map);
  const years = everyYear(map).map(String);
  setOptions(parts.from, years.slice(0, -1).map((year) => [year, year]), String(from));
  setOptions(parts.to, years.slice(1).map((year) => [year, year]), String(to));
  parts.from.setAttribute("aria-label", words.from_year);
  parts.to.setAttribute("aria-label", words.to_year);
}

function listenToCompare(map) {
  const { compare, from, to } = map.parts;
  compare.onchange = () => {
    haltFilm(map);
    if (classesOf(map.compare) !== classesOf(compare.value)) map.picked = [];
    map.compare = compare.value;
    repaint(map);
    tell(map, "compare", map.compare);
    announce(map, map.message.title);
  };
  from.onchange = () => showEnds(map, Number(from.value), Math.max(Number(to.value), Number(from.value) + 1));
  to.onchange = () => showEnds(map, Math.min(Number(from.value), Number(to.value) - 1), Number(to.value));
}

// What was picked out of the legend names classes that another comparison does not have.
const classesOf = (compare) => (compare === "years" ? "" : compare);

function showEnds(map, from, to) {
  map.ends = [from, to];
  showYears(map, [from, to]);
  tellYears(map);
  announce(map, map.message.title);
}
