// The map as a picture to take along: SVG or PNG, for a sheet of paper or a slide.

const SHEETS = {
  a4: { width: 1123, height: 794, sharp: 3 }, // A4 across at 96 dots an inch; the PNG has 288
  slide: { width: 1280, height: 720, sharp: 2 },
};
const PAPER = { ground: "#ffffff", ink: "#1f2933", muted: "#52606d", line: "#7b8794" };
const FONT = "'Source Sans 3', 'Source Sans Pro', Arial, sans-serif";
const EDGE = 36;
const LEGEND_WIDTH = 268;
const DIMMED = 0.4; // as in map.css

function taking(map) {
  const { parts } = map;
  parts.takeWord = element("summary");
  parts.takes = element("div", {});
  for (const sheet of Object.keys(SHEETS)) {
    for (const kind of ["svg", "png"]) {
      const button = element("button", { type: "button" });
      button.dataset.take = `${sheet}.${kind}`;
      button.onclick = () => take(map, sheet, kind);
      parts.takes.append(button);
    }
  }
  parts.take = element("details", { class: "take" }, parts.takeWord, parts.takes);
  return parts.take;
}

function paintTaking({ parts, frame }) {
  const { words } = frame;
  text(parts.takeWord, words.take);
  for (const button of parts.takes.children) {
    const [sheet, kind] = button.dataset.take.split(".");
    text(button, `${words[sheet]}, ${kind.toUpperCase()}`);
  }
}

async function take(map, sheet, kind) {
  const { width, height, sharp } = SHEETS[sheet];
  const drawn = new XMLSerializer().serializeToString(pictureOfMap(map, width, height));
  const svg = new Blob([drawn], { type: "image/svg+xml" });
  const content = kind === "svg" ? svg : await inPixels(svg, width * sharp, height * sharp);
  const link = element("a", { href: URL.createObjectURL(content), download: `${fileName(map, sheet)}.${kind}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  map.parts.take.open = false;
}

async function inPixels(svg, width, height) {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// The mark first, then what the subtitle says: measure, place, filters and years.
function fileName({ message, frame }, sheet) {
  const said = (message.subtitle ?? "").split(" · ").filter((part) => part !== message.mark);
  const [mark] = (message.stamp ?? "").split(" / "); // of a name in two languages the first is enough
  const parts = [mark, message.compare, ...said, frame.words[sheet]].filter(Boolean);
  return parts.map((part) => folded(part).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")).join("_").slice(0, 150);
}

// ---------------------------------------------------------------- the sheet

function pictureOfMap(map, width, height) {
  const look = paperLook(map);
  const sheet = shape("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONT });
  sheet.append(shape("rect", { width, height, fill: PAPER.ground }));
  const top = headOf(map, sheet, width);
  const bottom = footOf(map, sheet, width, height);
  const box = { x: EDGE, y: top, width: width - 2 * EDGE - LEGEND_WIDTH - 16, height: bottom - top };
  const maps = drawnMaps(map, box);
  sheet.append(shape("defs", {}, ...paperPatterns(seenPart(map, maps[0].box).scale)));
  for (const part of maps) sheet.append(paperMap(map, look, part));
  paperLegend(map, look, sheet, { x: width - EDGE - LEGEND_WIDTH, y: top + 14 });
  if (map.message.stamp) sheet.append(stampOf(map.message.stamp, box));
  return sheet;
}

// Paper is light whatever the screen is: the colours are those of the light theme.
function paperLook(map) {
  const probe = element("div", { class: "commune-map", hidden: "" });
  probe.dataset.theme = "light";
  probe.dataset.compare = map.message.compare ?? "";
  probe.style.setProperty("--st-background-color", PAPER.ground);
  const area = shape("path", { class: "commune" });
  probe.append(shape("svg", {}, area));
  map.component.parentElement.append(probe);
  const style = getComputedStyle(probe);
  const classes = Array.from({ length: CELLS }, (_, index) => `class-${index + 1}`);
  const names = [...classes, "zero", "faded", "district", "border", "ring"];
  const look = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  for (let level = 0; level <= CELLS; level += 1) {
    area.dataset.class = level; // 0 for what is no value
    look[`edge-${level}`] = getComputedStyle(area).stroke;
  }
  probe.remove();
  return look;
}

// One pair for the legend, one for the land, which is drawn in a scaled group.
function paperPatterns(scale) {
  const land = patterns("land-");
  for (const pattern of land) pattern.setAttribute("patternTransform", `scale(${1 / scale})`);
  return [...patterns("paper-"), ...land].map((pattern) => {
    pattern.querySelector(".ground").setAttribute("fill", PAPER.ground);
    pattern.querySelector(".line")?.setAttribute("stroke", PAPER.line);
    pattern.querySelector(".dot")?.setAttribute("fill", PAPER.muted);
    return pattern;
  });
}

function written(words, x, y, size, more = {}) {
  const node = shape("text", { x, y, "font-size": size, fill: PAPER.ink, ...more });
  node.textContent = words;
  return node;
}

/** Words on lines no wider than `width`; gives back where the next line goes. */
function paragraph(sheet, words, { x, y, size, width, ...more }) {
  const lines = linesOf(words, `${more["font-weight"] ?? 400} ${size}px ${FONT}`, width);
  lines.forEach((line, index) => sheet.append(written(line, x, y + index * size * 1.3, size, more)));
  return y + lines.length * size * 1.3;
}

function linesOf(words, font, width) {
  const lines = [];
  for (const word of (words ?? "").split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && widthOf(longer, font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function headOf({ message }, sheet, width) {
  const across = { x: EDGE, width: width - 2 * EDGE };
  const under = paragraph(sheet, message.title, { ...across, y: EDGE + 16, size: 24, "font-weight": 600 });
  return paragraph(sheet, message.subtitle, { ...across, y: under, size: 15, fill: PAPER.muted });
}

function footOf(map, sheet, width, height) {
  const { message, frame, parts } = map;
  const date = new Intl.DateTimeFormat(message.lang === "vi" ? "vi-VN" : "en-GB", { day: "2-digit", month: "2-digit", year: "numeric" }).format(new Date());
  const said = [`${message.record || message.mark} · ${fill(frame.words.taken_on, { date })}`, parts.source.textContent];
  const lines = said.flatMap((words) => linesOf(words, `12px ${FONT}`, width - 2 * EDGE));
  lines.forEach((words, index) => {
    sheet.append(written(words, EDGE, height - EDGE + 4 - 16 * (lines.length - 1 - index), 12, { fill: PAPER.muted }));
  });
  return height - EDGE - 16 * lines.length;
}

function stampOf(words, { x, y, width, height }) {
  const [middle, centre] = [x + width / 2, y + height / 2];
  return written(words, middle, centre, 54, {
    class: "stamp",
    "text-anchor": "middle",
    fill: PAPER.ink,
    opacity: 0.3,
    stroke: PAPER.ground,
    "stroke-width": 3,
    "paint-order": "stroke",
    "font-weight": 700,
    transform: `rotate(-24 ${middle} ${centre})`,
  });
}

// ---------------------------------------------------------------- the map on it

/** Each map of the sheet: its rows, where it stands, and the words above it. */
function drawnMaps(map, box) {
  if (map.message.compare !== "years") return [{ rows: map.rows, box, main: true }];
  return singleYears(map).map((year, index) => {
    const [width, height] = [box.width / 2, box.height / 2];
    const at = { x: box.x + (index % 2) * width, y: box.y + Math.floor(index / 2) * height + 18, width, height: height - 22 };
    return { rows: rowsOf(pictureOf(map, [year, year]), map.layer), box: at, head: String(year) };
  });
}

// What is seen on the screen, all of it, whatever the shape of the sheet.
function seenPart(map, box) {
  const [left, top, width, height] = map.message.compare === "years" ? framed(map) : onStage(map);
  const scale = Math.min(box.width / width, box.height / height);
  const x = box.x + box.width / 2 - (left + width / 2) * scale;
  const y = box.y + box.height / 2 - (top + height / 2) * scale;
  return { scale, put: (place) => ({ x: x + place.x * scale, y: y + place.y * scale }), move: `translate(${x},${y}) scale(${scale})` };
}

/** The part of the layer that stands on the screen, in its units. */
function onStage(map) {
  const [left, top, width, height] = map.layer.viewBox;
  const [across, down] = [map.size.width / scaleOf(map), map.size.height / scaleOf(map)];
  const from = { x: Math.max(left + map.view.x * width - across / 2, left), y: Math.max(top + map.view.y * height - down / 2, top) };
  const to = { x: Math.min(left + map.view.x * width + across / 2, left + width), y: Math.min(top + map.view.y * height + down / 2, top + height) };
  return [from.x, from.y, to.x - from.x, to.y - from.y];
}

function paperMap(map, look, { rows, box, head, main }) {
  const seen = seenPart(map, box);
  const id = `clip-${head ?? "map"}`;
  const clip = shape("clipPath", { id }, shape("rect", { x: box.x, y: box.y, width: box.width, height: box.height }));
  const scene = shape("g", { transform: seen.move, "stroke-linejoin": "round" });
  for (const { code, d } of map.layer.communes) scene.append(paperArea(map, look, rows.get(code), d, seen.scale));
  const line = (d, stroke, wide, more = {}) => shape("path", { d, fill: "none", stroke, "stroke-width": wide / seen.scale, ...more });
  scene.append(line(map.parts.districts.getAttribute("d"), look.district, 1.3));
  const dashes = [9, 3, 2, 3].map((length) => length / seen.scale).join(" ");
  if (map.layer.border) scene.append(line(map.layer.border, look.border, 2.4, { "stroke-dasharray": dashes }));
  for (const d of map.lit?.outlines ?? []) scene.append(line(d, PAPER.ink, 2.2));
  for (const code of map.chosen.filter((one) => map.layer.byCode.has(one))) {
    scene.append(line(map.layer.byCode.get(code).d, look.ring, 2.6));
  }
  const whole = shape("g", { "clip-path": `url(#${id})` }, clip, scene);
  if (head) return shape("g", {}, whole, written(head, box.x, box.y - 4, 15, { "font-weight": 600 }));
  if (main) whole.append(...paperMarks(map, seen), ...paperNames(map, seen, box), ...paperScale(map, seen, box));
  return whole;
}

function paperFill(look, state, level, kind) {
  if (state === "value") return look[`class-${level}`];
  if (PATTERNS[state]) return `url(#${kind}-${PATTERNS[state]})`;
  return state === "zero" ? look.zero : PAPER.ground;
}

function paperArea(map, look, row, d, scale) {
  const pale = row.faded || !isPicked(map, row);
  const fill = pale ? look.faded : paperFill(look, row.state, row.level, "land");
  const stroke = look[`edge-${pale || isDimmed(map, row.code) ? 0 : row.level}`];
  const area = shape("path", { d, fill, stroke, "stroke-width": 0.7 / scale });
  if (isDimmed(map, row.code)) area.setAttribute("fill-opacity", DIMMED);
  if (row.state === "not_assigned") area.setAttribute("stroke-dasharray", `${1.5 / scale} ${2 / scale}`);
  area.dataset.state = row.state;
  return area;
}

function paperMarks(map, seen) {
  const size = signSize(map, seen.scale);
  const near = map.view.zoom >= NAMES_FROM;
  const signs = map.signsAt.map((sign) =>
    inked(shape("path", { d: sign.d, class: "sign", transform: signMove(signSpot(sign, seen.put(sign), size, near), size) })));
  const points = groupsSeen(map, seen).map((one) => {
    const sign = pointOrGroup(one);
    sign.setAttribute("transform", pointMove(seen.put(one), one.seat));
    return inkedPoint(sign);
  });
  return [...signs, ...points];
}

const groupsSeen = (map, seen) => groupsOf(map.pointsAt, map.view.zoom, seen.scale);

// Full where the place is known, hollow where it is not: as on the screen.
function inkedPoint(sign) {
  if (sign.matches(".point.exact")) return inked(sign);
  const shapes = sign.matches(".point") ? [sign] : [sign.querySelector("circle")];
  for (const each of shapes) filled(each, { fill: PAPER.ground, stroke: PAPER.ink, "stroke-width": 1.6 }, []);
  sign.querySelector("text")?.setAttribute("fill", PAPER.ink);
  return sign;
}

const inked = (sign) =>
  filled(sign, { fill: PAPER.ink, stroke: PAPER.ground, "stroke-width": 2, "paint-order": "stroke" }, []);

function paperNames(map, seen, { x, y, width, height }) {
  const { scale, put } = seen;
  const near = map.view.zoom >= NAMES_FROM;
  const wanted = [...communeLabels(map, scale, near, map.chosen, `12px ${FONT}`), ...districtLabels(map, 13, FONT)];
  wanted.sort((one, other) => before(map, one) - before(map, other));
  const room = { left: x, top: y, right: x + width, bottom: y + height };
  const scaleBar = { left: x, top: room.bottom - 26, right: x + LONGEST_SCALE + 8, bottom: room.bottom };
  const taken = map.layer.km_per_unit ? [scaleBar] : [];
  const signs = [...signBoxes(map, put, signSize(map, scale), near), ...groupBoxes(groupsSeen(map, seen), put)];
  return [...spotsOf(map, wanted, put, { room, taken, signs })].map(([{ words, kind }, at]) =>
    written(words, at.x, at.y + 4, kind === "district" ? 13 : 12, {
      class: kind,
      "text-anchor": "middle",
      "font-weight": kind === "district" ? 600 : 400,
      stroke: PAPER.ground,
      "stroke-width": 3,
      "stroke-linejoin": "round",
      "paint-order": "stroke",
    }));
}

// The chosen communes are named first, then districts, then whoever has room.
const before = (map, { kind, id }) => (kind === "district" ? 1 : map.chosen.includes(id) ? 0 : 2);

/** A bar of a round number of kilometres; a map that is not to scale has none. */
function paperScale(map, { scale }, { x, y, height }) {
  if (!map.layer.km_per_unit) return [];
  const km = roundBelow((LONGEST_SCALE * map.layer.km_per_unit) / scale);
  const length = (km * scale) / map.layer.km_per_unit;
  const foot = y + height - 4;
  const bar = shape("path", { d: `M${x},${foot - 6}V${foot}H${x + length}V${foot - 6}`, class: "scale-bar", fill: "none", stroke: PAPER.muted, "stroke-width": 1.5 });
  return [bar, written(`${number(map, km)} km`, x + length / 2, foot - 5, 12, { "text-anchor": "middle" })];
}

// ---------------------------------------------------------------- the legend on it

/** The rows that stand on the screen, read from there, so that both say the same. */
function paperLegend(map, look, sheet, { x, y }) {
  const head = map.parts.legend.querySelector(".legend-head").textContent;
  let at = paragraph(sheet, head, { x, y, size: 14, width: LEGEND_WIDTH, "font-weight": 600 }) + 4;
  const column = map.message.compare === "years" ? "" : map.frame.words.communes_counted;
  sheet.append(written(column, x + LEGEND_WIDTH, at - 2, 11, { "text-anchor": "end", fill: PAPER.muted }));
  at += column ? 14 : 0;
  for (const row of legendRows(map)) {
    const words = row.querySelector(".swatch + span").textContent;
    const count = map.message.compare === "years" ? "" : row.querySelector(".count")?.textContent ?? "";
    const pick = row.querySelector("[data-pick]")?.dataset.pick;
    const picked = Boolean(pick) && map.picked.includes(pick);
    const pale = Boolean(pick) && map.picked.length > 0 && !picked;
    sheet.append(paperSwatch(look, row, x, at, pale));
    sheet.append(written(count, x + LEGEND_WIDTH, at, 13, { "text-anchor": "end", fill: PAPER.muted }));
    const style = { fill: pale ? PAPER.muted : PAPER.ink, "font-weight": picked ? 600 : 400 };
    at = paragraph(sheet, words, { x: x + 32, y: at, size: 13, width: LEGEND_WIDTH - 70, ...style }) + 5;
  }
  const small = { x, size: 12, width: LEGEND_WIDTH, fill: PAPER.muted };
  at = paragraph(sheet, pickedWords(map), { ...small, y: at + 4 });
  paragraph(sheet, map.parts.legend.querySelector(".legend-note").textContent, { ...small, y: at });
}

// On one map: of how many communes the colour is that was picked out of the legend.
const pickedWords = (map) =>
  map.picked.length && map.message.compare !== "years" ? withNoun(map, "picked", pickedCount(map)) : "";

const legendRows = ({ parts }) =>
  [...parts.legend.querySelectorAll("li"), ...parts.kinds.querySelectorAll(":scope:not([hidden]) label:has(:checked)")];

function paperSwatch(look, row, x, y, pale) {
  const { state } = row.dataset;
  const group = shape("g", { transform: `translate(${x},${y - 11})` });
  if (state) {
    const fill = pale || state === "faded" ? look.faded : paperFill(look, state, row.dataset.class, "paper");
    const stroke = look[`edge-${pale ? 0 : row.dataset.class}`];
    const box = shape("rect", { width: 22, height: 14, fill, stroke, "stroke-width": 0.7 });
    if (state === "not_assigned") box.setAttribute("stroke-dasharray", "1.5 2");
    group.append(box, ...[...row.querySelectorAll(".sign-mark")].map((one) => inked(one.cloneNode(true))));
    return group;
  }
  const sign = row.querySelector(".swatch").firstChild.cloneNode(true);
  const kind = sign.getAttribute("class");
  const stroke = { districts: look.district, border: look.border, lit: PAPER.ink }[kind];
  if (stroke) filled(sign, { fill: "none", stroke, "stroke-width": kind === "districts" ? 1.3 : 2.4 }, []);
  else if (sign.matches(".point, .group")) inkedPoint(sign);
  else inked(sign);
  if (kind === "border") sign.setAttribute("stroke-dasharray", "9 3 2 3");
  group.append(sign);
  return group;
}
