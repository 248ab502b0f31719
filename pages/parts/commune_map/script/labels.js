// Labels that never collide.

const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();

function widthOf(words, font) {
  const key = font + words;
  if (!widths.has(key)) {
    pen.font = font;
    widths.set(key, pen.measureText(words).width);
  }
  return widths.get(key);
}

function placeLabels(map) {
  const taken = [];
  const wanted = [...districtLabels(map), ...communeLabels(map)];
  for (const label of wanted) {
    const spot = freeSpot(map, label, taken);
    showLabel(map, label, spot);
    if (spot) taken.push(boxAround(label, spot));
  }
}

// The word for district is the same on every label, so the map leaves it out.
function districtLabels(map) {
  const family = fontFamily(map);
  return map.layer.districts.map(({ code, name, x, y }) => {
    const words = name.replace(/^Huyện /, "").replace(/^Thành phố /, "TP. ");
    const size = map.size.width < 480 ? 11 : 12;
    return { id: `d${code}`, district: code, words, x, y, kind: "district", height: size + 2, width: widthOf(words, `600 ${size}px ${family}`) + 6 };
  });
}

// Communes within the filters are named first: those outside take what room is left.
function communeLabels(map) {
  const family = fontFamily(map);
  const scale = scaleOf(map);
  const boxes = boxesOf(map);
  const near = map.view.zoom >= NAMES_FROM;
  const outside = ({ code }) => Number(map.rows.get(code)?.faded ?? false);
  const inOrder = map.layer.communes.toSorted((one, other) => outside(one) - outside(other));
  return inOrder.map(({ code, name, x, y }) => {
    const width = widthOf(name, `11px ${family}`) + 4;
    const room = boxes.get(code);
    const fits = near && room.width * scale > width && room.height * scale > 16;
    return { id: code, words: name, x, y, kind: "name", height: 13, width, off: !fits };
  });
}

function fontFamily(map) {
  return (map.family ??= getComputedStyle(map.parts.figure).fontFamily);
}

function boxesOf(map) {
  map.layer.boxes ??= new Map([...map.paths].map(([code, path]) => [code, path.getBBox()]));
  return map.layer.boxes;
}

function freeSpot(map, label, taken) {
  if (label.off) return null;
  const { x, y } = onScreen(map, label);
  const works = map.pointsAt.length; // they stand in the middle of communes: names step aside
  const rises = label.kind === "district" ? [0, -14, 14] : works ? [13, -13] : [0];
  const spots = rises.map((rise) => ({ x, y: y + rise }));
  return spots.find((spot) => {
    const box = boxAround(label, spot);
    return insideStage(map, box) && !taken.some((other) => overlap(box, other));
  }) ?? null;
}

const boxAround = ({ width, height }, { x, y }) =>
  ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

const overlap = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const insideStage = ({ size }, box) =>
  box.left >= 0 && box.top >= 0 && box.right <= size.width && box.bottom <= size.height;

function showLabel(map, label, spot) {
  let node = map.labels.get(label.id);
  if (!node && spot) {
    node = shape("text", { class: label.kind });
    node.textContent = label.words;
    if (label.district) node.dataset.district = label.district;
    map.labels.set(label.id, node);
    map.parts.labels.append(node);
  }
  if (!node) return;
  node.style.display = spot ? "" : "none";
  if (spot) node.setAttribute("transform", `translate(${spot.x},${spot.y})`);
}
