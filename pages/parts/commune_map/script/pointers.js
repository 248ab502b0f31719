// Mouse, pen and fingers.

function spotOf(map, { clientX, clientY }) {
  const box = map.parts.stage.getBoundingClientRect();
  return { x: clientX - box.left, y: clientY - box.top };
}

function listenToMouse(map) {
  const { svg, stage } = map.parts;
  svg.addEventListener("pointermove", (event) => (map.box ? boxed(map, event) : map.drag ? dragged(map, event) : hovered(map, event)));
  svg.addEventListener("pointerleave", () => map.spoken || map.card || hideTooltip(map));
  svg.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0) return;
    if (event.shiftKey && !map.said.single) map.box = { from: spotOf(map, event) };
    else map.drag = { x: event.clientX, y: event.clientY };
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => dropped(map));
  stage.addEventListener("wheel", (event) => wheeled(map, event), { passive: false });
}

function hovered(map, event) {
  if (event.pointerType === "touch") return;
  const { point, district } = event.target.dataset ?? {};
  const together = groupAt(map, event.target);
  const code = district ? communeUnder(map, event) : codeUnder(map, event.target);
  if (!code && !point && !together) return hideTooltip(map);
  map.parts.hovered.setAttribute("d", map.layer.byCode.get(code)?.d ?? "");
  const lines = together ? groupLines(map, together) : point ? pointLines(map, Number(point)) : communeLines(map, code);
  if (district) lines.push(["note", fill(map.frame.words.highlight_hint, { name: districtWithin(map, { district }) })]);
  map.spoken = null;
  showTooltip(map, lines, spotOf(map, event));
}

// The pointer is captured only once it moves: a captured press would end as a click on nothing.
function dragged(map, event) {
  const { drag, parts } = map;
  const [right, down] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.on && Math.hypot(right, down) < 4) return;
  if (!drag.on) parts.svg.setPointerCapture(event.pointerId);
  map.drag = { x: event.clientX, y: event.clientY, on: true };
  parts.svg.classList.add("moving");
  hideTooltip(map);
  pan(map, right, down);
}

function boxed(map, event) {
  hideTooltip(map);
  drawBox(map, spotOf(map, event));
  if (!map.parts.box.hidden) map.parts.svg.setPointerCapture(event.pointerId);
}

function dropped(map) {
  if (map.box) chooseBox(map);
  map.drag = null;
  map.parts.svg.classList.remove("moving");
}

// The page keeps its own scroll: the wheel is the map's only with Ctrl or with the map in focus,
// and only while there is something left to zoom.
function wheeled(map, event) {
  const ours = event.ctrlKey || event.metaKey || map.parts.svg.matches(":focus-within");
  if (!ours) return hint(map, map.frame.words.wheel_hint);
  const lines = event.deltaMode === 1 ? 30 : 1;
  const speed = event.ctrlKey ? 0.008 : 0.002;
  const factor = Math.exp(-event.deltaY * lines * speed);
  const stuck = factor < 1 ? map.view.zoom <= 1 : map.view.zoom >= MAX_ZOOM;
  if (stuck && !event.ctrlKey) return;
  event.preventDefault();
  zoomAt(map, spotOf(map, event), Math.min(Math.max(factor, 0.5), 2));
}

// ---------------------------------------------------------------- fingers

// One finger scrolls the page, two move and pinch the map: touch events, because only they can
// take a gesture of two from the browser and leave it the one of one.
function listenToFingers(map) {
  const { stage } = map.parts;
  stage.addEventListener("touchstart", (event) => fingersDown(map, event), { passive: false });
  stage.addEventListener("touchmove", (event) => fingersMoved(map, event), { passive: false });
  stage.addEventListener("touchend", () => { map.fingers = null; });
  stage.addEventListener("touchcancel", () => { map.fingers = null; });
}

function pairOf(map, { touches }) {
  const [one, two] = [...touches].map((touch) => spotOf(map, touch));
  const apart = Math.hypot(one.x - two.x, one.y - two.y) || 1;
  return { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2, apart };
}

function fingersDown(map, event) {
  map.finger = event.touches.length === 1 ? spotOf(map, event.touches[0]) : null;
  if (event.touches.length !== 2) return;
  if (event.cancelable) event.preventDefault();
  hideTooltip(map);
  map.fingers = pairOf(map, event);
}

function fingersMoved(map, event) {
  if (event.touches.length === 1) return oneFinger(map, spotOf(map, event.touches[0]));
  if (!map.fingers || !event.cancelable) return;
  event.preventDefault();
  const before = map.fingers;
  map.fingers = pairOf(map, event);
  pan(map, map.fingers.x - before.x, map.fingers.y - before.y);
  zoomAt(map, map.fingers, map.fingers.apart / before.apart);
}

// Sideways is not how one scrolls a page: who does it wants to move the map.
function oneFinger(map, spot) {
  if (!map.finger) return;
  const sideways = Math.abs(spot.x - map.finger.x);
  if (sideways > 24 && sideways > 2 * Math.abs(spot.y - map.finger.y)) hint(map, map.frame.words.touch_hint);
}
