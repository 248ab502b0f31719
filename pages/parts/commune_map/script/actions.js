// What a person does with click and keys.

function listen(map) {
  const { parts } = map;
  parts.zoom_in.onclick = () => press(map, STEP);
  parts.zoom_out.onclick = () => press(map, 1 / STEP);
  parts.zoom_reset.onclick = () => press(map, null);
  parts.measure.onchange = () => changeMeasure(map, parts.measure.value);
  parts.layer.onchange = () => changeLayer(map, parts.layer.value);
  parts.svg.addEventListener("click", (event) => clicked(map, event));
  parts.svg.addEventListener("keydown", (event) => keyed(map, event));
  parts.svg.addEventListener("focusin", (event) => focused(map, event.target));
  parts.svg.addEventListener("focusout", () => unfocused(map));
  listenToFinder(map);
  listenToTime(map);
  listenToCompare(map);
  listenToLighting(map);
  listenToMouse(map);
  listenToFingers(map);
  listenForAway(map);
}

function changeMeasure(map, measure) {
  map.measure = measure;
  repaint(map);
  tell(map, "measure", measure);
}

async function changeLayer(map, view) {
  tell(map, "view", view);
  map.viewName = view;
  const layer = await layerNamed(map, view).catch(() => null);
  if (!layer) return paintPickers(map); // not reached: the old layer stays, and says so
  if (map.viewName === view) showLayer(map, view, layer);
  announce(map, map.frame.words[view]);
}

const codeOf = (node) => node.closest?.("[data-commune]")?.dataset.commune;

// A click on a work is a click on its commune.
function codeUnder(map, node) {
  const point = node.dataset?.point;
  return point ? map.pointsAt.find(({ index }) => index === Number(point))?.code : codeOf(node);
}

function clicked(map, event) {
  if (isSecond(map, event)) {
    const district = map.said.single ? null : districtNamed(map, event);
    return district ? chooseDistrict(map, district) : void zoomAt(map, spotOf(map, event), 2, true);
  }
  if (event.target.dataset?.district) return light(map, "district", event.target.dataset.district);
  const together = groupAt(map, event.target);
  if (together) return openGroup(map, together);
  const code = codeUnder(map, event.target);
  if (!code) return hideTooltip(map);
  setStop(map, code);
  if (event.pointerType === "touch") return tapped(map, code, spotOf(map, event));
  choose(map, code, event.shiftKey || event.ctrlKey || event.metaKey);
}

// The second click or tap on one spot goes closer and leaves the choice that the first one made.
function isSecond(map, event) {
  const last = map.click;
  const click = { ...spotOf(map, event), at: performance.now() };
  const second = last && click.at - last.at < DOUBLE_MS && Math.hypot(click.x - last.x, click.y - last.y) < 20;
  map.click = second ? null : click;
  return second;
}

/** Choose one commune, or add it to the chosen ones; choosing it again lets it go. */
function choose(map, code, more) {
  const had = map.chosen.includes(code);
  const others = more ? map.chosen.filter((one) => one !== code) : [];
  const alone = had && !more && map.chosen.length > 1;
  map.chosen = had && !alone ? others : [...others, code];
  paintChosen(map);
  tell(map, "choose", map.chosen);
  const words = map.chosen.includes(code) ? map.frame.words.chosen : map.frame.words.let_go;
  announce(map, fill(words, { name: placeName(map, map.layer.byCode.get(code)) }));
}

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function keyed(map, event) {
  if (event.altKey || ((event.ctrlKey || event.metaKey) && event.key !== "Enter")) return;
  if (!answered(map, event)) return;
  event.preventDefault();
  event.stopPropagation();
}

function answered(map, { key, shiftKey, ctrlKey, metaKey, target }) {
  const way = WAYS[key];
  const code = codeOf(target);
  if (way && shiftKey) pan(map, way[0] * -60, way[1] * -60, true);
  else if (way && code) walk(map, code, way);
  else if (code && (key === "Enter" || key === " ")) choose(map, code, shiftKey || ctrlKey || metaKey);
  else if (key === "+" || key === "=") press(map, STEP);
  else if (key === "-" || key === "_") press(map, 1 / STEP);
  else if (key === "0") press(map, null);
  else if (key === "Escape") hideTooltip(map);
  else return false;
  return true;
}

function walk(map, code, way) {
  const { layer } = map;
  const from = layer.byCode.get(code);
  const beside = (layer.neighbours?.[code] ?? []).map((one) => layer.byCode.get(one));
  const next = towards(from, beside.filter(Boolean), way) ?? towards(from, layer.communes, way);
  if (!next) return announce(map, map.frame.words.no_neighbour);
  setStop(map, next.code);
  map.paths.get(next.code).focus({ preventScroll: true });
  keepInSight(map, next);
}

// The nearest in a cone of 60 degrees to each side; a little aside counts as farther away.
function towards(from, communes, [right, down]) {
  let best = null;
  for (const commune of communes) {
    const away = Math.hypot(commune.x - from.x, commune.y - from.y);
    const ahead = ((commune.x - from.x) * right + (commune.y - from.y) * down) / (away || 1);
    const cost = away * (2 - ahead);
    if (away && ahead > 0.5 && (!best || cost < best.cost)) best = { commune, cost };
  }
  return best?.commune;
}

function setStop(map, code) {
  map.paths.get(map.stop)?.setAttribute("tabindex", "-1");
  map.stop = code;
  map.paths.get(code)?.setAttribute("tabindex", "0");
}

function keepInSight(map, commune) {
  const { x, y } = onScreen(map, commune);
  const edge = 40;
  const { width, height } = map.size;
  const right = x < edge ? edge - x : Math.min(width - edge - x, 0);
  const down = y < edge ? edge - y : Math.min(height - edge - y, 0);
  if (right || down) moveTo(map, shifted(map, right, down));
}

function focused(map, node) {
  const code = codeOf(node);
  if (!code || !node.matches(":focus-visible")) return;
  const commune = map.layer.byCode.get(code);
  for (const ring of map.parts.focused.children) ring.setAttribute("d", commune.d);
  const more = [standing(map, map.rows.get(code)), assignedTo(map, code)].filter(Boolean);
  node.setAttribute("aria-description", more.join(". "));
  showTooltip(map, communeLines(map, code), onScreen(map, commune));
  map.spoken = code;
}

function unfocused(map) {
  for (const ring of map.parts.focused.children) ring.removeAttribute("d");
  if (!map.card) hideTooltip(map);
}
