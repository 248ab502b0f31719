// Tooltip and hint.

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
    ["note", `${frame.measures[message.measure] ?? ""}, ${message.period}`],
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
