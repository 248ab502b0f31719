// A message arrives.

function receive(map, view, layer, points) {
  if (!map.parts.figure) build(map);
  const { said: message } = map;
  const before = map.chosen;
  map.chosen = heard(map, "choose", message.chosen);
  map.measure = heard(map, "measure", message.measure);
  map.compare = heard(map, "compare", message.compare ?? "");
  map.picked = heard(map, "pick", message.picked ?? []);
  map.signsOn = heard(map, "signs", message.signs_on ?? []);
  map.highlight = heard(map, "highlight", message.highlight ?? []);
  map.codes = layer.codes;
  if (!map.told.has("years")) map.ends = null;
  if (!map.playing) map.years = heard(map, "years", message.years);
  map.message = pictured(map);
  map.points = points;
  paintTheme(map);
  paintWords(map);
  showLayer(map, view, layer);
  followFocus(map);
  if (String(before) !== String(map.chosen)) meet(map, layer.byCode.get(map.chosen[0]));
  whenIdle(() => map.frame.layers.forEach(({ view }) => layerNamed(map, view).catch(() => null)));
}

// The other layer is fetched before it is asked for, so that a change to it is one paint.
const whenIdle = (work) => (window.requestIdleCallback ?? setTimeout)(work);

// A commune chosen elsewhere, by the search box or the Back button, comes into sight.
function meet(map, commune) {
  if (!commune) return;
  setStop(map, commune.code);
  keepInSight(map, commune);
}

// What a person did is true here until the server has had the time to say the same: a message
// that was on its way before it must not undo it.
function heard(map, name, said) {
  const told = map.told.get(name);
  if (!told || Date.now() > told.until) return said;
  if (told.value === JSON.stringify(said)) map.told.delete(name);
  return JSON.parse(told.value);
}

function tell(map, name, value) {
  map.told.set(name, { value: JSON.stringify(value), until: Date.now() + ECHO_MS });
  map.component.setTriggerValue(name, value);
}

function showLayer(map, view, layer) {
  const before = map.layer;
  const places = before === layer ? null : standingPlaces(map);
  map.viewName = view;
  if (before !== layer) {
    cancelAnimationFrame(map.moving);
    map.moving = null;
    if (before) map.view = sameplace(map.goal ?? map.view, before, layer);
    map.layer = layer;
    drawLayer(map);
  }
  paintPickers(map);
  paintTime(map);
  paintCompare(map);
  readTable(map);
  readHighlight(map);
  paintCommunes(map);
  paintHighlight(map);
  paintSigns(map);
  paintPoints(map);
  paintChosen(map);
  paintLegend(map);
  paintKinds(map);
  paintSmall(map);
  if (before === layer) applyView(map, map.view);
  else {
    fitLayer(map);
    glideFrom(map, places);
  }
  if (map.spoken) focused(map, map.paths.get(map.spoken));
  else if (before === layer) keepCard(map);
  else hideTooltip(map);
}

// The commune in the middle of the old layer stays in the middle of the new one.
function sameplace(view, before, after) {
  const [left, top, width, height] = before.viewBox;
  const middle = { x: left + view.x * width, y: top + view.y * height };
  const there = after.byCode.get(nearest(before.communes, middle)?.code);
  if (!there || view.zoom < 1.05) return view;
  const [newLeft, newTop, newWidth, newHeight] = after.viewBox;
  return { ...view, x: (there.x - newLeft) / newWidth, y: (there.y - newTop) / newHeight };
}

function nearest(communes, { x, y }) {
  let best = null;
  for (const commune of communes) {
    const away = Math.hypot(commune.x - x, commune.y - y);
    if (!best || away < best.away) best = { code: commune.code, away };
  }
  return best;
}

function drawLayer(map) {
  const { parts, layer } = map;
  parts.svg.dataset.view = layer.view;
  const kept = new Set(layer.codes);
  for (const [code, path] of map.paths) if (!kept.has(code)) forget(map, code, path);
  for (const commune of layer.communes) pathOf(map, commune.code).setAttribute("d", commune.d);
  parts.districts.setAttribute("d", layer.districts.map(({ d }) => d).join(""));
  parts.border.setAttribute("d", layer.border ?? "");
  parts.labels.replaceChildren();
  map.labels.clear();
  layer.boxes = null;
}

function forget(map, code, path) {
  path.remove();
  map.paths.delete(code);
}

// An element stays its commune's own through every layer, so focus stays where it was.
function pathOf(map, code) {
  if (!map.paths.has(code)) {
    const path = shape("path", { class: "commune", role: "button", tabindex: "-1" });
    path.dataset.commune = code;
    map.paths.set(code, path);
    map.parts.communes.append(path);
  }
  return map.paths.get(code);
}

/** The message's arrays as one row a commune: {code, state, level, value, faded, signs, kinds}. */
function readTable(map) {
  const { message, layer } = map;
  if (message.looks.length !== layer.codes.length) {
    throw new Error(`${message.looks.length} values for ${layer.codes.length} areas`);
  }
  map.rows = rowsOf(message, layer);
  map.standing = standings(map.rows, map.message.least);
}

function rowsOf(message, layer) {
  let next = 0;
  let share = 0;
  return new Map(layer.codes.map((code, index) => {
    const look = message.looks[index];
    const state = look === "-" ? "waiting" : STATES[look] ?? "value";
    const level = state === "value" ? Number(look) : 0;
    const value = state === "value" ? message.values[next++] : null;
    const faded = message.faded?.[index] === "1";
    const signs = signsOf(message, index);
    const other = state === "value" ? message.others?.[next - 1] : undefined;
    const behind = ["value", "zero", "few"].includes(state) ? message.behind?.[share++] : undefined;
    const kinds = Number(message.kinds?.of[index] ?? 0);
    return [code, { code, state, level, value, other, behind, faded, signs, kinds }];
  }));
}

/** Which of the message's signs a commune carries, by their place in the list. */
function signsOf({ signs = [] }, index) {
  return signs.flatMap(([, bits], which) => (bits[index] === "1" ? [which] : []));
}
