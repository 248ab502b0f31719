// Works and other points. Those that would lie upon one another stand as one circle with their
// number, which opens as one comes closer.

const TOGETHER = 30; // pixels within which works are drawn as one
const APART_FROM = 6; // the zoom from which each work stands for itself
const STEPS = 3; // how often works are put together anew while the zoom doubles

const POINT_SIGNS = {
  exact: "M-4,0a4,4,0,1,0,8,0a4,4,0,1,0,-8,0Z",
  village: "M-4,0a4,4,0,1,0,8,0a4,4,0,1,0,-8,0Z",
  commune: "M0,-4.6L4.6,0L0,4.6L-4.6,0Z",
};

function paintPoints(map) {
  const { points, message, layer } = map;
  map.pointsAt = points ? shownPoints(points, message.points.shown, layer) : [];
  map.groups = null;
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

// ---------------------------------------------------------------- which stand as one

/** The works in groups, most of them of one; `scale` is that of the drawing at this zoom. */
function groupsOf(points, zoom, scale) {
  if (zoom >= APART_FROM) return points.map((point) => ({ ...point, points: [point] }));
  const groups = [];
  for (const point of points) {
    const near = groups.find(({ x, y }) => Math.hypot(x - point.x, y - point.y) * scale < TOGETHER);
    if (near) near.points.push(point);
    else groups.push({ ...point, points: [point] });
  }
  return groups.map((group) => (group.points.length > 1 ? { ...group, ...middleOfAll(group.points), seat: 0 } : group));
}

function middleOfAll(points) {
  const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return { x: mean("x"), y: mean("y") };
}

// By steps of the zoom, so that one place and zoom always show the same groups.
function putTogether(map) {
  const { zoom } = map.view;
  const step = zoom >= APART_FROM - 1e-6 ? Infinity : Math.floor(Math.log2(zoom) * STEPS + 1e-6);
  if (map.groups && map.groupedAt === step) return;
  const from = step === Infinity ? APART_FROM : 2 ** (step / STEPS);
  map.groupedAt = step;
  map.groups = groupsOf(map.pointsAt, from, scaleOf(map, from));
  map.parts.points.replaceChildren(...map.groups.map(pointOrGroup));
}

// ---------------------------------------------------------------- drawn

function pointOrGroup({ points }, place) {
  if (points.length === 1) return pointSign(points[0]);
  const sign = groupSign(points.length);
  sign.firstChild.dataset.group = place;
  return sign;
}

function pointSign(point) {
  const sign = shape("path", { d: POINT_SIGNS[point.precision], class: `point ${point.precision}` });
  sign.dataset.point = point.index;
  return sign;
}

const groupRadius = (many) => 5.5 + 1.6 * Math.log2(many);

function groupSign(many, r = groupRadius(many)) {
  const count = shape("text", { "text-anchor": "middle", "dominant-baseline": "central", "font-size": 10.5, "font-weight": 600 });
  count.textContent = many;
  return shape("g", { class: "group" }, shape("circle", { r }), count);
}

function pointMove({ x, y }, seat) {
  const turn = seat * 2.39996; // the golden angle
  const away = seat ? 4.2 * Math.sqrt(seat) : 0;
  return `translate(${x + away * Math.cos(turn)},${y + away * Math.sin(turn)})`;
}

function placePoints(map) {
  putTogether(map);
  map.groups.forEach((one, place) =>
    map.parts.points.children[place].setAttribute("transform", pointMove(onScreen(map, one), one.seat)));
}

/** The room of each circle, where `put` says where it is: names of districts step aside. */
function groupBoxes(groups, put) {
  return groups.filter(({ points }) => points.length > 1).map((one) => {
    const across = 2 * groupRadius(one.points.length);
    return boxAround({ width: across, height: across }, put(one));
  });
}

function pointRows(map) {
  if (!map.points) return [];
  const { words } = map.frame;
  const rows = Object.values(PRECISIONS).map((precision) => {
    const count = countOfPrecision(map.pointsAt, precision);
    const sign = signSwatch(pointSign({ precision, index: -1 }));
    return counted(line(sign, words[`location_precision.${precision}`], count ? "" : "none"), count);
  });
  return [...rows, line(signSwatch(groupSign("n", 6)), words.together, "")];
}

const countOfPrecision = (points, precision) => points.filter((point) => point.precision === precision).length;

// ---------------------------------------------------------------- a circle opens

const groupAt = (map, node) => map.groups?.[node.dataset?.group];

function groupLines(map, { points }) {
  const { words } = map.frame;
  const kinds = Object.values(PRECISIONS)
    .map((precision) => [words[`location_precision.${precision}`], countOfPrecision(points, precision)])
    .filter(([, count]) => count);
  return [
    ["name", fill(words.together_count, { n: points.length })],
    ["note", kinds.map(([name, count]) => `${name}: ${count}`).join("; ")],
    ["note", words.together_hint],
    ["mark", map.message.mark],
  ];
}

/** Go so close that the works of a circle come apart. */
function openGroup(map, { points }) {
  hideTooltip(map);
  const { zoom } = map.view;
  const most = Math.max(APART_FROM, zoom);
  const view = viewOf(map, boxOf(points.map(({ x, y }) => [x, y])), most);
  moveByHand(map, { ...view, zoom: Math.max(view.zoom, Math.min(zoom * STEP, most)) }, true);
  announceZoom(map);
}
