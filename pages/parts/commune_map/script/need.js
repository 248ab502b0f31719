// Two measures at once: how poor a commune is, and the help a household of it received.

const CELLS = 9; // need in thirds times help in thirds, little help first
const GREAT_NEED_LITTLE_HELP = 7;
const MOST_LISTED = 12;
const DEGREES = ["little", "middling", "much"];

function needed(map, plain) {
  const picture = pictureOf(map, map.years, "need");
  if (!picture) return null;
  const ranges = Array.from({ length: CELLS }, () => [0, 0]); // said in words: see cellWords
  return { ...plain, signs: undefined, faded: undefined, ...picture, ranges, compare: "need" };
}

function cellWords(map, index) {
  const { words } = map.frame;
  const poor = words[`need_${DEGREES[Math.floor(index / 3)]}`];
  return fill(poor, { help: words[`help_${DEGREES[index % 3]}`] });
}

/** Both numbers of a commune: `value` is the share of poor households, `other` the help. */
function bothNumbers(map, { value, other }) {
  const poor = withUnit(number(map, value), "%");
  return fill(map.frame.words.need_reading, { poor, help: quantity(map, other) });
}

// ---------------------------------------------------------------- the list of the corner

function paintCorner(map) {
  const { corner } = map.parts;
  corner.hidden = map.message.compare !== "need";
  if (corner.hidden) return corner.replaceChildren();
  const found = [...map.rows.values()].filter((row) => row.level === GREAT_NEED_LITTLE_HELP && !row.faded);
  found.sort((a, b) => b.value - a.value);
  const head = element("p", { class: "legend-head" });
  head.textContent = withNoun(map, "corner", found.length);
  const list = element("ul", {}, ...found.slice(0, MOST_LISTED).map((row) => cornerRow(map, row)));
  const more = element("p", {});
  const left = found.length - MOST_LISTED;
  more.textContent = left > 0 ? fill(map.frame.words.corner_more, { n: left }) : "";
  corner.replaceChildren(head, list, more);
}

function cornerRow(map, row) {
  const commune = map.layer.byCode.get(row.code);
  const button = element("button", { type: "button" });
  button.textContent = `${placeName(map, commune)}, ${districtOf(map, commune)}: ${bothNumbers(map, row)}`;
  button.onclick = () => {
    if (!map.chosen.includes(row.code)) choose(map, row.code, false);
    meet(map, commune);
  };
  return element("li", {}, button);
}
