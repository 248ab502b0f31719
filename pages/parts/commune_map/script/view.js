// The view: zoom and pan.

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

const heldIn = (middle, half) => (half >= 0.5 ? 0.5 : Math.min(Math.max(middle, half), 1 - half));

// A second press while the map still moves goes on from where the first was going: map.goal.
function moveTo(map, target, slowly = false) {
  cancelAnimationFrame(map.moving);
  map.moving = null;
  map.goal = within(map, target);
  if (slowly && !calm()) glide(map, { ...map.view }, performance.now());
  else applyView(map, map.goal);
}

function glide(map, start, began) {
  map.moving = requestAnimationFrame((now) => {
    const part = Math.min(Math.max((now - began) / MOTION_MS, 0), 1);
    if (part < 1) glide(map, start, began);
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
  moveTo(map, { zoom, x, y }, slowly);
  return zoom;
}

const middleOf = ({ size }) => ({ x: size.width / 2, y: size.height / 2 });

function pan(map, right, down, slowly = false) {
  const [, , width, height] = map.layer.viewBox;
  const { zoom, x, y } = map.goal;
  const scale = scaleOf(map, zoom);
  moveTo(map, { zoom, x: x - right / scale / width, y: y - down / scale / height }, slowly);
}

function press(map, factor) {
  const zoom = factor ? zoomAt(map, middleOf(map), factor, true) : 1;
  if (!factor) moveTo(map, { zoom: 1, x: 0.5, y: 0.5 }, true);
  announce(map, fill(map.frame.words.zoomed, { percent: number(map, Math.round(zoom * 100)) }));
}

function resize(map) {
  const { clientWidth: width, clientHeight: height } = map.parts.stage;
  if (!map.layer || !width) return;
  map.size = { width, height };
  // One unit is one pixel of the screen; paper, of another width, scales the whole drawing.
  map.parts.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  if (map.moving) applyView(map, within(map, map.view)); // and go on moving
  else moveTo(map, map.view);
}

function applyView(map, view) {
  const { parts, layer } = map;
  map.view = view;
  views.set(map.key, view);
  const scale = scaleOf(map);
  const zero = onScreen(map, { x: 0, y: 0 });
  parts.scene.setAttribute("transform", `translate(${zero.x},${zero.y}) scale(${scale})`);
  for (const pattern of parts.patterns) pattern.setAttribute("patternTransform", `scale(${1 / scale})`);
  parts.svg.dataset.zoom = view.zoom.toFixed(2);
  parts.zoom_in.disabled = view.zoom >= MAX_ZOOM;
  parts.zoom_out.disabled = parts.zoom_reset.disabled = view.zoom <= 1;
  placeSigns(map);
  placePoints(map);
  placeLabels(map);
  paintScale(parts.scale, layer.km_per_unit ? layer.km_per_unit / scale : 0, map);
  if (map.spoken) placeTooltip(map, onScreen(map, map.layer.byCode.get(map.spoken)));
}

function paintScale(bar, kmPerPixel, map) {
  bar.hidden = !kmPerPixel;
  if (!kmPerPixel) return;
  const most = Math.min(110, map.size.width / 4) * kmPerPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const km = [5, 2, 1].map((step) => step * power).find((length) => length <= most);
  bar.style.width = `${((100 * km) / kmPerPixel / map.size.width).toFixed(2)}%`;
  text(bar, `${number(map, km)} km`);
}
