// The years: a button each, the whole period, and a film that runs in the browser alone.

const FRAME_MS = 1100; // how long each year stands still
const PLAY = "M4,3L13,8L4,13Z";
const PAUSE = "M4,3H7V13H4ZM9,3H12V13H9Z";
const YEAR_KEYS = { ArrowLeft: -1, ArrowDown: -1, PageDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 1, Home: -Infinity, End: Infinity };

function timeline(map) {
  const { parts } = map;
  const sign = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  parts.playSign = shape("path", { d: PLAY });
  sign.append(parts.playSign);
  parts.play = element("button", { type: "button", class: "play", disabled: "" }, sign);
  parts.yearButtons = everyYear(map).map((year) => yearButton(map, year));
  parts.wholePeriod = element("button", { type: "button", class: "whole" });
  const years = element("div", { class: "years" }, ...parts.yearButtons, parts.wholePeriod);
  parts.time = element("div", { class: "time", role: "group" }, parts.play, years);
  return parts.time;
}

function yearButton(map, year) {
  const button = element("button", { type: "button", "data-year": year });
  button.textContent = year;
  button.onclick = ({ shiftKey }) => chooseYear(map, year, shiftKey);
  button.onkeydown = (event) => yearKeyed(map, year, event);
  button.onpointerdown = () => { map.pressedYear = year; };
  button.onpointerup = (event) => releasedYear(map, event);
  return button;
}

function listenToTime(map) {
  const { play, wholePeriod } = map.parts;
  play.onclick = () => (map.playing ? stopFilm(map) : startFilm(map));
  wholePeriod.onclick = () => {
    showYears(map, map.said.year_limits);
    tellYears(map);
  };
}

/** Show one year, or the years from the one chosen before it to this one. */
function chooseYear(map, year, more) {
  const from = more ? map.yearFrom ?? map.years[0] : year;
  map.yearFrom = from;
  showYears(map, [Math.min(from, year), Math.max(from, year)]);
  tellYears(map);
}

// A press that ends on another year chooses the years between: no click comes of it.
function releasedYear(map, { clientX, clientY }) {
  const under = map.parts.figure.getRootNode().elementFromPoint(clientX, clientY);
  const year = Number(under?.dataset?.year);
  if (!year || year === map.pressedYear) return;
  map.yearFrom = map.pressedYear;
  chooseYear(map, year, true);
}

// Keys that it does not know stay the browser's: Tab leads on.
function yearKeyed(map, year, event) {
  const step = YEAR_KEYS[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const [first, last] = map.said.year_limits;
  const next = Math.min(Math.max(year + step, first), last);
  map.parts.yearButtons[next - first].focus({ preventScroll: true });
  chooseYear(map, next, event.shiftKey);
}

function showYears(map, years) {
  haltFilm(map);
  map.years = years;
  repaint(map);
}

const tellYears = (map) => tell(map, "years", map.years);

// ---------------------------------------------------------------- the film

function startFilm(map) {
  const [first, last] = map.said.year_limits;
  const [from, to] = map.years;
  const next = from === to && to < last ? to + 1 : first;
  map.playing = true;
  showFrame(map, next);
}

function showFrame(map, year) {
  const [, last] = map.said.year_limits;
  map.years = [year, year];
  repaint(map);
  announce(map, `${year}: ${map.message.title}`);
  const then = year < last ? () => showFrame(map, year + 1) : () => stopFilm(map);
  map.playing = setTimeout(then, FRAME_MS);
}

function haltFilm(map) {
  clearTimeout(map.playing);
  map.playing = null;
}

function stopFilm(map) {
  haltFilm(map);
  tellYears(map);
  paintTime(map);
}

// ---------------------------------------------------------------- painting

function paintTime(map) {
  const { parts, said, frame } = map;
  const { words } = frame;
  parts.time.hidden = !said.year_limits || ["years", "change"].includes(map.compare);
  text(parts.star, words.star ?? "");
  parts.star.hidden = parts.time.hidden || map.compare === "need" || !words.star;
  if (!said.year_limits) return;
  const whole = periodOf(map.years) === periodOf(said.year_limits);
  const [from, to] = map.years;
  for (const button of parts.yearButtons) {
    const year = Number(button.dataset.year);
    button.setAttribute("aria-pressed", String(!whole && from <= year && year <= to));
    // A year that is not whole has a star, and what the star means begins with that year.
    const starred = words.star?.startsWith(`${year}*`);
    text(button, starred ? `${year}*` : String(year));
    if (starred) button.setAttribute("aria-label", words.star);
    button.title = `${starred ? words.star : year}. ${words.years_hint}`;
  }
  text(parts.wholePeriod, words.whole_period);
  parts.wholePeriod.setAttribute("aria-pressed", String(whole));
  parts.time.setAttribute("aria-label", words.time);
  parts.playSign.setAttribute("d", map.playing ? PAUSE : PLAY);
  parts.play.hidden = map.compare === "need"; // its thirds are made anew each year: no film
  parts.play.disabled = !pictureOf(map, [said.year_limits[0], said.year_limits[0]], map.measure);
  const name = map.playing ? words.pause : words.play;
  parts.play.setAttribute("aria-label", name);
  parts.play.title = name;
}
