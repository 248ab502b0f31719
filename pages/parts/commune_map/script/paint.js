// Painting.

const LEAST_HEIGHT = 290; // pixels: below it the communes are too small to hit

function paintTheme(map) {
  const style = getComputedStyle(map.component.parentElement.host);
  const ground = style.getPropertyValue("--st-background-color").trim();
  map.parts.figure.dataset.theme = isDark(ground) ? "dark" : "light";
}

function isDark(colour) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = colour || "#ffffff";
  const [red, green, blue] = pen.fillStyle.match(/[0-9a-f]{2}/gi).map((pair) => parseInt(pair, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

function paintWords(map) {
  const { parts, message, frame } = map;
  const { words } = frame;
  parts.figure.lang = message.lang;
  parts.figure.style.setProperty("--height", heightOf(message));
  text(parts.title, message.title);
  text(parts.subtitle, message.subtitle);
  parts.figure.dataset.waiting = message.waiting ?? "";
  parts.figure.setAttribute("aria-busy", String(Boolean(message.waiting)));
  parts.title.hidden = !message.title;
  parts.subtitle.hidden = !message.subtitle;
  text(parts.measureWord, words.measure);
  text(parts.layerWord, words.layer);
  paintFinder(map);
  paintTaking(map);
  text(parts.help, words.keys_help);
  parts.svg.setAttribute("aria-label", [message.title, message.subtitle].filter(Boolean).join(". "));
  for (const name of ["zoom_in", "zoom_out", "zoom_reset"]) {
    const whose = name === "zoom_reset" && map.said.focus ? words.zoom_home : words[name];
    parts[name].setAttribute("aria-label", whose);
    parts[name].title = whose;
  }
}

// So that map and legend stand whole in the first screen of a laptop, whatever its browser leaves.
const heightOf = ({ height, above }) => (above ? `clamp(${LEAST_HEIGHT}px, 100vh - ${above}px, ${height}px)` : `${height}px`);

function paintPickers(map) {
  const { parts, frame, layer } = map;
  const { words } = frame;
  setOptions(parts.measure, Object.entries(frame.measures), map.measure);
  const here = new Set(frame.layers.map(({ view }) => view));
  const layers = ["boundaries", "hexagons"].map((view) =>
    here.has(view) ? [view, words[view]] : [view, `${words[view]} (${words.not_installed})`, true]);
  setOptions(parts.layer, layers, layer.view);
  const { source, licence } = layer;
  const drawnByUs = layer.view === "hexagons";
  text(parts.source, drawnByUs ? words.hexagon_note : fill(words.source, { source, licence }));
}

function setOptions(select, entries, value) {
  const made = JSON.stringify(entries);
  if (select.dataset.made !== made) {
    select.dataset.made = made;
    select.replaceChildren();
    for (const [code, name, off, heading] of entries) {
      const option = element("option", { value: code });
      option.textContent = name;
      option.disabled = Boolean(off);
      underHeading(select, heading).append(option);
    }
  }
  if (select.value !== value) select.value = value;
}

function underHeading(select, heading) {
  if (!heading) return select;
  if (select.lastChild?.label !== heading) select.append(element("optgroup", { label: heading }));
  return select.lastChild;
}

function paintCommunes(map) {
  for (const [code, row] of map.rows) {
    const path = map.paths.get(code);
    path.dataset.state = row.state;
    path.dataset.class = row.level;
    path.classList.toggle("faded", row.faded);
    path.setAttribute("fill", fillOf(row.state));
    path.setAttribute("aria-label", sentence(map, row));
  }
  if (!map.paths.has(map.stop)) setStop(map, map.chosen[0] ?? map.layer.codes[0]);
}

const PATTERNS = { nothing_reported: "hatch", no_data: "dots", only_earlier: "level", only_later: "upright", few: "grid" };

// A pattern is named by an attribute: a style sheet's url() looks for it in another place.
function fillOf(state, prefix = "") {
  return PATTERNS[state] ? `url(#${prefix}${PATTERNS[state]})` : "none";
}

function paintChosen(map) {
  const chosen = map.chosen.filter((code) => map.paths.has(code));
  for (const [code, path] of map.paths) {
    path.setAttribute("aria-pressed", String(chosen.includes(code)));
  }
  map.parts.chosen.replaceChildren(...chosenShapes(map));
  paintLinks(map);
}

function chosenShapes(map) {
  return map.chosen.flatMap((code) => outline(map, code));
}
