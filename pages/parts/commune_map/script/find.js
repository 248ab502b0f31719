// Find a commune or a district by its name, with or without accents.

const MOST_FOUND = 8;

const folded = (name) =>
  name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").replace(/\s+/g, " ").trim();

function finder(map) {
  const { parts } = map;
  parts.findWord = element("span", { class: "unseen", id: "find-word" });
  parts.find = element("input", { type: "text", role: "combobox", autocomplete: "off", spellcheck: "false" });
  const says = { "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": "found", "aria-labelledby": "find-word" };
  filled(parts.find, says, []);
  parts.found = element("ul", { id: "found", role: "listbox", "aria-labelledby": "find-word", hidden: "" });
  return element("div", { class: "find" }, parts.findWord, parts.find, parts.found);
}

function listenToFinder(map) {
  const { find } = map.parts;
  find.oninput = () => showFound(map);
  find.onfocus = () => find.value && showFound(map);
  find.onblur = () => closeFound(map);
  find.onkeydown = (event) => findKeyed(map, event);
}

function paintFinder({ parts, frame, said }) {
  const words = said.finds_districts ? frame.words.find : frame.words.find_commune;
  text(parts.findWord, words);
  parts.find.placeholder = words;
}

// ---------------------------------------------------------------- what is found

/** Every name once a layer and language: {words, folded, codes}. */
function namesToFind(map) {
  const { layer, frame } = map;
  if (map.findable?.layer === layer && map.findable.frame === frame) return map.findable.names;
  const districts = layer.districts.map(({ code }) => {
    const codes = layer.communes.filter(({ district }) => district === code).map((one) => one.code);
    const name = districtOf(map, { district: code });
    const inside = districtWithin(map, { district: code });
    const words = map.said.single ? name : fill(frame.words.whole_district, { name: inside, n: codes.length });
    return { words, codes, district: code, folded: folded(name) };
  });
  const communes = layer.communes.map((commune) => {
    const words = `${placeName(map, commune)}, ${districtWithin(map, commune)}`;
    return { words, codes: [commune.code], folded: folded(commune.name), more: folded(words) };
  });
  map.findable = { layer, frame, names: map.said.finds_districts ? [...communes, ...districts] : communes };
  return map.findable.names;
}

// Names that begin so come first, then those with a word that does, then the rest.
function foundNames(map, typed) {
  const wanted = folded(typed);
  if (!wanted) return [];
  const order = ({ folded: name, more = name }) =>
    name.startsWith(wanted) ? 0 : ` ${name}`.includes(` ${wanted}`) ? 1 : ` ${more}`.includes(` ${wanted}`) ? 2 : 3;
  const found = namesToFind(map).map((name) => ({ name, order: order(name) }));
  return found.filter((one) => one.order < 3).sort((a, b) => a.order - b.order).slice(0, MOST_FOUND).map((one) => one.name);
}

function showFound(map) {
  const { find, found } = map.parts;
  map.found = foundNames(map, find.value);
  found.replaceChildren(...map.found.map((name, index) => {
    const row = element("li", { role: "option", id: `found-${index}`, "aria-selected": "false" });
    row.textContent = name.words;
    // Before the press takes focus from the box, which would close the list.
    row.onpointerdown = (event) => {
      event.preventDefault();
      takeFound(map, index, event.shiftKey);
    };
    return row;
  }));
  if (!map.found.length && folded(find.value)) found.append(nothingFound(map));
  found.hidden = !found.childElementCount;
  find.setAttribute("aria-expanded", String(!found.hidden));
  pointAt(map, map.found.length ? 0 : -1);
}

function nothingFound(map) {
  const row = element("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" });
  row.textContent = map.frame.words.nothing_found;
  return row;
}

function pointAt(map, index) {
  const { find, found } = map.parts;
  map.pointed = index;
  [...found.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === index)));
  if (index < 0) return find.removeAttribute("aria-activedescendant");
  find.setAttribute("aria-activedescendant", `found-${index}`);
  found.children[index].scrollIntoView({ block: "nearest" });
}

function closeFound({ parts }) {
  parts.found.hidden = true;
  parts.find.setAttribute("aria-expanded", "false");
  parts.find.removeAttribute("aria-activedescendant");
}

function findKeyed(map, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const open = !map.parts.found.hidden && map.found.length;
  if (step && !open) showFound(map);
  else if (step) pointAt(map, (map.pointed + step + map.found.length) % map.found.length);
  else if (event.key === "Enter" && open) takeFound(map, map.pointed, event.shiftKey);
  else if (event.key === "Escape") closeFound(map);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function takeFound(map, index, more) {
  const { codes, words, district } = map.found[index];
  map.parts.find.value = "";
  closeFound(map);
  if (map.said.single && district) tell(map, "district", district);
  else {
    setChosen(map, more ? [...map.chosen, ...codes] : codes);
    meet(map, map.layer.byCode.get(codes[0]));
  }
  announce(map, fill(map.frame.words.chosen, { name: words }));
}

// ---------------------------------------------------------------- several at once

function setChosen(map, codes) {
  map.chosen = map.said.single ? codes.slice(-1) : [...new Set(codes)];
  paintChosen(map);
  tell(map, "choose", map.chosen);
}

/** The district whose name stands under the pointer. */
function districtNamed(map, { clientX: x, clientY: y }) {
  return map.layer.districts.find(({ code }) => {
    const label = map.labels.get(`d${code}`);
    if (!label || label.style.display === "none") return false;
    const box = label.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
}

function chooseDistrict(map, { code }) {
  const codes = map.layer.communes.filter(({ district }) => district === code).map((one) => one.code);
  setChosen(map, codes);
  const name = districtWithin(map, { district: code });
  announce(map, fill(map.frame.words.chosen, { name: fill(map.frame.words.whole_district, { name, n: codes.length }) }));
}

/** Shift and drag: a box that adds the communes whose middle it holds. */
function drawBox(map, { x, y }) {
  const { box: { from }, size } = map;
  const spot = { x: Math.min(Math.max(x, 0), size.width), y: Math.min(Math.max(y, 0), size.height) };
  const [left, top] = [Math.min(from.x, spot.x), Math.min(from.y, spot.y)];
  const [width, height] = [Math.abs(spot.x - from.x), Math.abs(spot.y - from.y)];
  map.box = { from, left, top, right: left + width, bottom: top + height };
  const { box } = map.parts;
  box.hidden = width + height < 8;
  Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
}

function chooseBox(map) {
  const { left, top, right, bottom } = map.box;
  const drawn = !map.parts.box.hidden;
  map.parts.box.hidden = true;
  map.box = null;
  if (!drawn) return;
  const inside = map.layer.communes.filter((commune) => {
    const { x, y } = onScreen(map, commune);
    return x >= left && x <= right && y >= top && y <= bottom;
  });
  if (!inside.length) return;
  setChosen(map, [...map.chosen, ...inside.map(({ code }) => code)]);
  announce(map, fill(map.frame.words.chosen_many, { n: map.chosen.length }));
}
