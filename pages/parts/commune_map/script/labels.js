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
  const { width, height } = map.size;
  const room = { left: 0, top: 0, right: width, bottom: height };
  const near = map.view.zoom >= NAMES_FROM;
  const put = (place) => onScreen(map, place);
  const own = near ? onlyDistrict(map) : [];
  const districts = districtLabels(map, width < 480 ? 11 : 12);
  const communes = communeLabels(map, scaleOf(map), near, own);
  for (const label of districts) if (label.district === map.said.focus?.[0] && own.length) label.around = outside(map, own, put, label);
  // The communes of the one district that is shown are what one came for.
  const wanted = [...communes.slice(0, own.length), ...districts, ...communes.slice(own.length)];
  const signs = [...signBoxes(map, put, signSize(map, scaleOf(map)), near), ...groupBoxes(map.groups, put)];
  const spots = spotsOf(map, wanted, put, { room, taken: [...map.onTop], signs });
  for (const label of wanted) showLabel(map, label, spots.get(label));
}

/** The communes of the district that the filters leave alone; none where they leave several. */
function onlyDistrict(map) {
  const focus = map.said.focus ?? [];
  return focus.length === 1 ? map.layer.communes.filter((one) => one.district === focus[0]).map((one) => one.code) : [];
}

/** Where the name of a district can stand beside its land: above and below it, or in a corner that its land leaves. */
function outside(map, codes, put, label) {
  const boxes = codes.map((code) => boxesOf(map).get(code));
  const [left, top] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const aside = (label.width / 2 + 4) / scaleOf(map);
  const apart = (label.height / 2 + 3) / scaleOf(map);
  const own = codes.map((code) => map.paths.get(code));
  const onLand = ({ x, y }) =>
    [-aside, 0, aside].some((step) => own.some((path) => path.isPointInFill(new DOMPoint(x + step, y))));
  return [top - apart, bottom + apart, top + apart, bottom - apart]
    .flatMap((y) => [0.5, 0, 1, 0.25, 0.75].map((part) => ({ x: left + aside + part * (right - left - 2 * aside), y })))
    .filter((spot) => !onLand(spot)).map(put);
}

// The word for district is the same on every label, so the map leaves it out.
function districtLabels(map, size, family = fontFamily(map)) {
  const font = `600 ${size}px ${family}`;
  return map.layer.districts.map(({ code, name, x, y }) => {
    const words = name.replace(/^Huyện /, "").replace(/^Thành phố /, "TP. ");
    return { id: `d${code}`, district: code, words, x, y, kind: "district", height: size + 2, width: widthOf(words, font) + 6 };
  });
}

// Communes within the filters are named first: those outside take what room is left. A commune of
// `always` is named before all others and however small it is.
function communeLabels(map, scale, near, always = [], font = `11px ${fontFamily(map)}`) {
  const boxes = boxesOf(map);
  const order = ({ code }) => (always.includes(code) ? -1 : Number(map.rows.get(code)?.faded ?? false));
  const inOrder = map.layer.communes.toSorted((one, other) => order(one) - order(other));
  return inOrder.map(({ code, name, x, y }) => {
    const width = widthOf(name, font) + 4;
    const room = boxes.get(code);
    const fits = near && room.width * scale > width && room.height * scale > 16;
    const wanted = always.includes(code);
    return { id: code, words: name, x, y, kind: "name", height: 13, width, wanted, off: !fits && !wanted };
  });
}

function fontFamily(map) {
  return (map.family ??= getComputedStyle(map.parts.figure).fontFamily);
}

function boxesOf(map) {
  map.layer.boxes ??= new Map([...map.paths].map(([code, path]) => [code, path.getBBox()]));
  return map.layer.boxes;
}

/** Where each label that has room stands: label -> {x, y}. The first ones choose first. */
function spotsOf(map, labels, put, around) {
  const found = new Map();
  for (const label of labels) {
    const spot = label.off ? null : freeSpot(map, label, put(label), around);
    if (!spot) continue;
    found.set(label, spot);
    around.taken.push(boxAround(label, spot));
  }
  return found;
}

/** A spot that meets no other label; beside works, and for the name of a district, no sign either if it can. */
function freeSpot(map, label, { x, y }, { room, taken, signs }) {
  const works = map.pointsAt.length; // they stand in the middle of communes: names step aside
  const steps = [0, -14, 14, -28, 28];
  const rises = label.kind === "district" || label.wanted ? steps : works ? [13, -13, 24, -24] : [0];
  const meets = (spot, boxes) => boxes.some((other) => overlap(boxAround(label, spot), other));
  const spots = (label.around ?? rises.map((rise) => ({ x, y: y + rise })))
    .filter((spot) => holds(room, boxAround(label, spot)) && !meets(spot, taken));
  return ((works || label.kind === "district") && spots.find((spot) => !meets(spot, signs))) || spots[0];
}

/** What lies over the drawing: its buttons, and the room of the longest scale. */
function onTop({ parts, layer, size }) {
  const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = parts.zoom_in.parentElement;
  const buttons = { left, top, right: left + width, bottom: top + height };
  const scale = { left: 0, top: size.height - 32, right: LONGEST_SCALE + 20, bottom: size.height };
  return layer.km_per_unit ? [buttons, scale] : [buttons];
}

const boxAround = ({ width, height }, { x, y }) =>
  ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

const overlap = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const holds = (room, box) =>
  box.left >= room.left && box.top >= room.top && box.right <= room.right && box.bottom <= room.bottom;

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
