// Signs of communes, works and other points.

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
