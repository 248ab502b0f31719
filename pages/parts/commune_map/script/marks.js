// Signs of communes.

const SIGNS = [
  "M-1.2,-4.5H1.2V-1.2H4.5V1.2H1.2V4.5H-1.2V1.2H-4.5V-1.2H-1.2Z",
  "M-4,0a4,4,0,1,0,8,0a4,4,0,1,0,-8,0ZM-2,0a2,2,0,1,1,4,0a2,2,0,1,1,-4,0Z",
];
const KIND_SIGNS = [
  "M-4.2,3.6L0,-4.2L4.2,3.6Z",
  "M-3.3,-3.3H3.3V3.3H-3.3Z",
  "M0,-5L1.5,-1.7L4.8,-1.5L2.3,0.8L3.1,4.2L0,2.3L-3.1,4.2L-2.3,0.8L-4.8,-1.5L-1.5,-1.7Z",
];
const SIGN_STEP = 10; // from the middle of a sign to that of the next
const SIGN_ROOM = 30; // pixels from commune to commune at which signs have their full size

const signPath = (d) => shape("path", { d, class: "sign-mark" });

function paintSigns(map) {
  map.signsAt = [...map.rows.values()].flatMap((row) => {
    const { x, y } = map.layer.byCode.get(row.code);
    const shapes = row.faded ? [] : [...row.signs.map((which) => SIGNS[which % SIGNS.length]), ...kindsOn(map, row).map((place) => KIND_SIGNS[place]), ...arrowsOf(map, row)];
    return shapes.map((d, place) => ({ x, y, d, code: row.code, ...seatOf(place, shapes.length) }));
  });
  map.parts.signs.replaceChildren(...map.signsAt.map(({ d, code }) => {
    const sign = signPath(d);
    sign.dataset.of = code;
    sign.classList.toggle("dimmed", isDimmed(map, code));
    return sign;
  }));
}

// Two stand beside each other; more take two rows, so that none reaches into the next commune.
function seatOf(place, many) {
  const across = many > 2 ? Math.ceil(many / 2) : many;
  const row = Math.floor(place / across);
  const inRow = Math.min(across, many - row * across);
  return { aside: (place % across) - (inRow - 1) / 2, below: many > across ? row - 0.5 : 0 };
}

// In the middle of the commune, and above its name once names are shown.
function signSpot({ aside, below }, { x, y }, size, near) {
  const up = near ? 12 + (below ? SIGN_STEP / 2 : 0) : 0;
  return { x: x + aside * SIGN_STEP * size, y: y - up + below * SIGN_STEP * size };
}

const signMove = ({ x, y }, size) => `translate(${x},${y}) scale(${size})`;

function placeSigns(map) {
  const size = signSize(map, scaleOf(map));
  const near = map.view.zoom >= NAMES_FROM;
  map.signsAt.forEach((sign, index) => {
    const spot = signSpot(sign, onScreen(map, sign), size, near);
    map.parts.signs.children[index].setAttribute("transform", signMove(spot, size));
  });
}

/** The room that each sign takes, where `put` says where its commune is. */
function signBoxes(map, put, size, near) {
  const room = { width: SIGN_STEP * size, height: SIGN_STEP * size };
  return map.signsAt.map((sign) => boxAround(room, signSpot(sign, put(sign), size, near)));
}

// Smaller where communes are small, so that on a phone the colour is seen around them.
function signSize({ layer }, scale) {
  const [, , width, height] = layer.viewBox;
  const room = Math.sqrt((width * height) / layer.codes.length) * scale;
  return Math.min(Math.max(room / SIGN_ROOM, 0.6), 1);
}

const countWhere = (map, is) => [...map.rows.values()].filter((row) => !row.faded && is(row)).length;

function signRows(map) {
  return (map.message.signs ?? []).map(([words], which) => {
    const count = countWhere(map, ({ signs }) => signs.includes(which));
    return counted(line(signSwatch(signPath(SIGNS[which % SIGNS.length])), words, count ? "" : "none"), count);
  });
}

function signSwatch(sign) {
  sign.setAttribute("transform", "translate(11,7)");
  return shape("svg", { class: "swatch", viewBox: "0 0 22 14", "aria-hidden": "true" }, sign);
}

// ---------------------------------------------------------------- kinds of commune, switched on

const kindNames = ({ message }) => message.kinds?.names ?? [];

const isOfKind = (row, place) => (row.kinds & (1 << place)) > 0;

/** The places in the list of kinds whose signs a commune shows. */
function kindsOn(map, row) {
  return kindNames(map).flatMap(([code], place) => (map.signsOn.includes(code) && isOfKind(row, place) ? [place] : []));
}

function kindSwitches({ parts }) {
  parts.kindsWord = element("span", { id: "kinds-word" });
  parts.kindRows = element("span", { class: "kind-rows" });
  parts.kinds = element("div", { class: "kinds", role: "group", "aria-labelledby": "kinds-word", hidden: "" });
  parts.kinds.append(parts.kindsWord, parts.kindRows);
  return parts.kinds;
}

function paintKinds(map) {
  const { parts, frame, message } = map;
  const names = kindNames(map);
  parts.kinds.hidden = !names.length || message.compare === "years"; // too small for signs
  text(parts.kindsWord, frame.words.signs);
  const made = JSON.stringify(names);
  if (parts.kinds.dataset.made !== made) {
    parts.kinds.dataset.made = made;
    parts.kindRows.replaceChildren(...names.map((name, place) => kindSwitch(map, name, place)));
  }
  [...parts.kindRows.children].forEach((row, place) => {
    row.firstChild.checked = map.signsOn.includes(names[place][0]);
    text(row.lastChild, String(countWhere(map, (one) => isOfKind(one, place))));
  });
}

function kindSwitch(map, [code, words], place) {
  const box = element("input", { type: "checkbox", name: code });
  const name = element("span");
  name.textContent = words;
  box.onchange = () => switchKind(map, place, box.checked);
  return element("label", {}, box, signSwatch(signPath(KIND_SIGNS[place])), name, element("span", { class: "count" }));
}

function switchKind(map, place, on) {
  const names = kindNames(map);
  const [code, name] = names[place];
  map.signsOn = names.map(([one]) => one).filter((one) => (one === code ? on : map.signsOn.includes(one)));
  repaint(map);
  tell(map, "signs", map.signsOn);
  const n = countWhere(map, (row) => isOfKind(row, place));
  announce(map, fill(on ? map.frame.words.sign_on : map.frame.words.sign_off, { name, n }));
}
