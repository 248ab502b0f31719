// Tooltip and hint.

const MOST_NAMES = 4;

function showTooltip(map, lines, spot) {
  const { tooltip } = map.parts;
  lower(map);
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
  const [above, below] = [y - height - 14, y + 18];
  const { top } = parts.stage.getBoundingClientRect();
  const cut = top + below + height > innerHeight && top + above >= 0; // by the foot of the window
  parts.tooltip.style.transform = `translate(${left}px,${above >= 4 || cut ? above : below}px)`;
}

function communeLines(map, code) {
  const { message, frame, layer } = map;
  const commune = layer.byCode.get(code);
  const row = map.rows.get(code);
  return [
    ["name", placeName(map, commune)],
    ["place", districtOf(map, commune)],
    ["reading", reading(map, row)],
    ["note", standing(map, row)],
    ["note", `${message.compare === "need" ? frame.words.need : frame.measures[message.measure] ?? ""}, ${message.period}`],
    ["note", asides(map, row).join("; ")],
    ["note", assignedTo(map, code)],
    ["mark", message.mark],
  ];
}

/** Rank of each commune within the filters by its number; ties share a rank. */
function standings(rows, least) {
  const numbers = [...rows.values()].filter((row) => !row.faded).map(numberOf).filter((one) => one !== null);
  numbers.sort((a, b) => (least ? a - b : b - a));
  return { of: numbers.length, rank: (value) => numbers.indexOf(value) + 1 };
}

function standing(map, row) {
  if (map.message.compare === "need" || row.faded || numberOf(row) === null) return "";
  const { of, rank } = map.standing;
  if (of < 2) return ""; // first of one says nothing
  const { standing, standing_least: least } = map.frame.words;
  return fill(map.message.least ? least : standing, { rank: rank(numberOf(row)), of });
}

/** Who was assigned in the years shown; nothing until it has followed. */
function assignedTo(map, code) {
  const { assigned, agencies } = restOf(map);
  const period = assignedPeriod(map);
  const found = assigned[period]?.[code];
  if (!assigned[period]) return "";
  if (!found) return map.frame.words.nobody_assigned;
  const names = found.slice(0, MOST_NAMES).map((index) => agencies[index][1]);
  const more = found.length - names.length;
  const listed = names.join(", ") + (more > 0 ? ` +${more}` : "");
  return fill(map.frame.words.assigned, { names: listed });
}

function pointLines(map, index) {
  const point = map.pointsAt.find((one) => one.index === index);
  const commune = map.layer.byCode.get(point.code);
  return [
    ["name", point.label],
    ["place", commune ? `${placeName(map, commune)}, ${districtWithin(map, commune)}` : ""],
    ["note", map.frame.words[`location_precision.${point.precision}`]],
    ["mark", map.message.mark],
  ];
}

function hideTooltip(map) {
  lower(map);
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
