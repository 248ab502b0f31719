// The view: zoom and pan.

const WHOLE = { zoom: 1, x: 0.5, y: 0.5 };
const HOME_MS = 400; // how long the map takes to the districts of a filter
const HOME_SHARE = 0.86; // of the window that these districts fill
const MAX_HOME_ZOOM = 8;
const LONGEST_SCALE = 110; // pixels

// A view is {zoom, x, y}: zoom 1 shows the whole layer, x and y are the middle of the window as
// fractions of the layer, so that a view outlives a change of size and of layer.

function scaleOf(map, zoom = map.view.zoom) {
  const [, , width, height] = map.layer.viewBox;
  const margin = 12;
  const fit = Math.min((map.size.width - margin) / width, (map.size.height - margin) / height);
  return Math.max(fit, 1e-6) * zoom;
}

function onScreen(map, { x, y }) {
  const [left, top, width, height] = map.layer.viewBox;
  const scale = scaleOf(map);
  return {
    x: map.size.width / 2 + (x - left - map.view.x * width) * scale,
    y: map.size.height / 2 + (y - top - map.view.y * height) * scale,
  };
}

function within(map, { zoom, x, y }) {
  const [, , width, height] = map.layer.viewBox;
  const near = Math.min(Math.max(zoom, 1), MAX_ZOOM);
  const scale = scaleOf(map, near);
  return {
    zoom: near,
    x: heldIn(x, map.size.width / 2 / scale / width),
    y: heldIn(y, map.size.height / 2 / scale / height),
  };
}

// ---------------------------------------------------------------- the frame of the filters

/** The view that the map has by itself: the districts of the filters with a margin, else all. */
function homeOf(map) {
  const box = boxOfDistricts(map.layer, map.said.focus ?? []);
  if (!box || !map.size.width) return WHOLE;
  return within(map, viewOf(map, box, MAX_HOME_ZOOM));
}

/** The view that a box of the layer fills but for a margin, and no nearer than `most`. */
function viewOf(map, box, most) {
  const [left, top, width, height] = map.layer.viewBox;
  const fit = HOME_SHARE * Math.min(map.size.width / box.width, map.size.height / box.height);
  const zoom = Math.min(fit / scaleOf(map, 1), most);
  return { zoom, x: (box.x + box.width / 2 - left) / width, y: (box.y + box.height / 2 - top) / height };
}

/** What small maps show: the districts of the filters with a margin, else all. */
function framed(map) {
  const box = boxOfDistricts(map.layer, map.said.focus ?? []);
  if (!box) return map.layer.viewBox;
  const margin = (0.5 / HOME_SHARE - 0.5) * Math.max(box.width, box.height);
  return [box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin];
}

/** The box around the communes of some districts, in units of the layer; null without any. */
function boxOfDistricts(layer, districts) {
  const key = String(districts);
  layer.frames ??= new Map();
  if (!layer.frames.has(key)) layer.frames.set(key, boxAroundAll(layer, districts));
  return layer.frames.get(key);
}

function boxAroundAll(layer, districts) {
  const inside = layer.communes.filter(({ district }) => districts.includes(district));
  return inside.length ? boxOf(inside.flatMap(({ d }) => cornersOf(d))) : null;
}

function boxOf(corners) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const [x, y] of corners) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top };
}

// A path names whole places alone, "M0 0L2 0 2 1Z": geo/drawing.py writes no other.
function cornersOf(path) {
  const numbers = (path.match(/-?[\d.]+/g) ?? []).map(Number);
  return numbers.flatMap((x, place) => (place % 2 ? [] : [[x, numbers[place + 1]]]));
}

const sameView = (one, other) =>
  Math.abs(one.zoom / other.zoom - 1) < 0.01 && Math.hypot(one.x - other.x, one.y - other.y) < 0.005;

/** Go to the frame of the filters. Nobody but a person's own hand leaves it again. */
function goHome(map, slowly = false) {
  map.byHand = false;
  moveTo(map, homeOf(map), slowly, HOME_MS);
}

/** Other districts were chosen: go there, unless a person has moved the map since its frame. */
function followFocus(map) {
  const focus = String(map.said.focus ?? "");
  const changed = map.focus !== undefined && map.focus !== focus;
  map.focus = focus;
  if (changed && !map.byHand) goHome(map, true);
}

/** What a person moved stays where they put it, through every change, until they go home. */
function moveByHand(map, target, slowly = false) {
  map.byHand = !sameView(within(map, target), homeOf(map));
  moveTo(map, target, slowly);
}

// ---------------------------------------------------------------- moving

const heldIn = (middle, half) => (half >= 0.5 ? 0.5 : Math.min(Math.max(middle, half), 1 - half));

// A second press while the map still moves goes on from where the first was going: map.goal.
function moveTo(map, target, slowly = false, lasting = MOTION_MS) {
  cancelAnimationFrame(map.moving);
  map.moving = null;
  map.goal = within(map, target);
  if (slowly && !calm()) glide(map, { ...map.view }, performance.now(), lasting);
  else applyView(map, map.goal);
}

function glide(map, start, began, lasting) {
  map.moving = requestAnimationFrame((now) => {
    const part = Math.min(Math.max((now - began) / lasting, 0), 1);
    if (part < 1) glide(map, start, began, lasting);
    else map.moving = null;
    applyView(map, part < 1 ? between(start, map.goal, part * (2 - part)) : map.goal);
  });
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const between = (from, to, part) => ({
  zoom: from.zoom * (to.zoom / from.zoom) ** part,
  x: from.x + (to.x - from.x) * part,
  y: from.y + (to.y - from.y) * part,
});

/** Zoom by a factor so that what is under `spot` (pixels of the stage) stays under it. */
function zoomAt(map, spot, factor, slowly = false) {
  const { goal: from, size } = map;
  const zoom = Math.min(Math.max(from.zoom * factor, 1), MAX_ZOOM);
  const [, , width, height] = map.layer.viewBox;
  const shift = 1 / scaleOf(map, from.zoom) - 1 / scaleOf(map, zoom);
  const x = from.x + ((spot.x - size.width / 2) * shift) / width;
  const y = from.y + ((spot.y - size.height / 2) * shift) / height;
  moveByHand(map, { zoom, x, y }, slowly);
  return zoom;
}

const middleOf = ({ size }) => ({ x: size.width / 2, y: size.height / 2 });

const pan = (map, right, down, slowly = false) => moveByHand(map, shifted(map, right, down), slowly);

function shifted(map, right, down) {
  const [, , width, height] = map.layer.viewBox;
  const { zoom, x, y } = map.goal;
  const scale = scaleOf(map, zoom);
  return { zoom, x: x - right / scale / width, y: y - down / scale / height };
}

function press(map, factor) {
  if (factor) zoomAt(map, middleOf(map), factor, true);
  else goHome(map, true);
  announceZoom(map);
}

const announceZoom = (map) =>
  announce(map, fill(map.frame.words.zoomed, { percent: number(map, Math.round(map.goal.zoom * 100)) }));

function resize(map) {
  const { clientWidth, clientHeight } = map.parts.stage;
  if (clientWidth !== map.size.width || clientHeight !== map.size.height) fitLayer(map);
}

/** Fit the layer into the window: as a person left it, else into the frame of the filters. */
function fitLayer(map) {
  const { clientWidth: width, clientHeight: height } = map.parts.stage;
  if (!map.layer || !width) return;
  map.size = { width, height };
  map.onTop = onTop(map);
  // One unit is one pixel of the screen; paper, of another width, scales the whole drawing.
  map.parts.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  if (map.moving) {
    map.goal = within(map, map.byHand ? map.goal : homeOf(map));
    applyView(map, within(map, map.view)); // and go on moving
  } else moveTo(map, map.byHand ? map.view : homeOf(map));
}

function applyView(map, view) {
  const { parts, layer } = map;
  map.view = view;
  views.set(map.key, { view, byHand: map.byHand });
  const scale = scaleOf(map);
  const zero = onScreen(map, { x: 0, y: 0 });
  parts.scene.setAttribute("transform", `translate(${zero.x},${zero.y}) scale(${scale})`);
  for (const pattern of parts.patterns) pattern.setAttribute("patternTransform", `scale(${1 / scale})`);
  parts.svg.dataset.zoom = view.zoom.toFixed(2);
  parts.zoom_in.disabled = view.zoom >= MAX_ZOOM;
  parts.zoom_out.disabled = view.zoom <= 1;
  parts.zoom_reset.disabled = sameView(view, homeOf(map));
  placeSigns(map);
  placePoints(map);
  placeLabels(map);
  paintScale(parts.scale, layer.km_per_unit ? layer.km_per_unit / scale : 0, map);
  if (map.spoken) placeTooltip(map, onScreen(map, map.layer.byCode.get(map.spoken)));
  else if (map.card) placeTooltip(map, onScreen(map, map.card.at));
}

/** The greatest of 1, 2, 5, 10, 20, 50 … that is not above a number. */
function roundBelow(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((step) => step * power).find((length) => length <= most);
}

function paintScale(bar, kmPerPixel, map) {
  bar.hidden = !kmPerPixel;
  if (!kmPerPixel) return;
  const most = Math.min(LONGEST_SCALE, map.size.width / 4) * kmPerPixel;
  const km = roundBelow(most);
  bar.style.width = `${((100 * km) / kmPerPixel / map.size.width).toFixed(2)}%`;
  text(bar, `${number(map, km)} km`);
}
