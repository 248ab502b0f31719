// The years: a slider, the whole period, and a film that runs in the browser alone.

const FRAME_MS = 1100; // how long each year stands still
const STAY_AT_LAST = ["ArrowRight", "ArrowUp", "PageUp", "End", "Enter", " "];
const PLAY = "M4,3L13,8L4,13Z";
const PAUSE = "M4,3H7V13H4ZM9,3H12V13H9Z";

function timeline(map) {
  const { parts } = map;
  const sign = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  parts.playSign = shape("path", { d: PLAY });
  sign.append(parts.playSign);
  parts.play = element("button", { type: "button", class: "play", disabled: "" }, sign);
  parts.year = element("input", { type: "range", step: 1 });
  parts.period = element("output");
  parts.wholePeriod = element("button", { type: "button" });
  parts.time = element("div", { class: "time", role: "group" });
  parts.time.append(parts.play, parts.year, parts.period, parts.wholePeriod);
  return parts.time;
}

function listenToTime(map) {
  const { play, year, wholePeriod } = map.parts;
  play.onclick = () => (map.playing ? stopFilm(map) : startFilm(map));
  year.oninput = () => showYears(map, [Number(year.value), Number(year.value)]);
  year.onchange = () => tellYears(map);
  year.onclick = () => fromPeriodToYear(map);
  // Braces: what such a handler gives back as false takes the key from everyone, Tab too.
  year.onkeydown = ({ key }) => { if (STAY_AT_LAST.includes(key)) fromPeriodToYear(map); };
  wholePeriod.onclick = () => {
    showYears(map, map.said.year_limits);
    tellYears(map);
  };
}

// The slider stands at the last year while a period is shown, and going there is no change to it.
function fromPeriodToYear(map) {
  if (map.years[0] === map.years[1] || Number(map.parts.year.value) !== map.years[1]) return;
  showYears(map, [map.years[1], map.years[1]]);
  tellYears(map);
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
  const { parts, said, message, frame } = map;
  const { words } = frame;
  parts.time.hidden = !said.year_limits || ["years", "change"].includes(map.compare);
  if (!said.year_limits) return;
  const [first, last] = said.year_limits;
  Object.assign(parts.year, { min: first, max: last, value: map.years[1] });
  const period = periodOf(map.years) === periodOf(message.years) ? message.period : map.years[1];
  text(parts.period, String(period));
  parts.year.setAttribute("aria-label", words.year);
  parts.year.setAttribute("aria-valuetext", String(period));
  text(parts.wholePeriod, words.whole_period);
  parts.wholePeriod.setAttribute("aria-pressed", String(periodOf(map.years) === periodOf([first, last])));
  parts.time.setAttribute("aria-label", words.time);
  parts.playSign.setAttribute("d", map.playing ? PAUSE : PLAY);
  parts.play.hidden = map.compare === "need"; // its thirds are made anew each year: no film
  parts.play.disabled = !pictureOf(map, [first, first], map.measure);
  const name = map.playing ? words.pause : words.play;
  parts.play.setAttribute("aria-label", name);
  parts.play.title = name;
}
