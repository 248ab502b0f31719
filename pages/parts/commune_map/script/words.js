// Words and numbers.

const fill = (template, values) =>
  (template ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// What writes a number takes the browser longer to make than to use 200 times.
const writers = new Map(); // language and size of the number -> what writes it

const DIGITS = {
  small: { maximumSignificantDigits: 2 },
  middling: { maximumFractionDigits: 1 },
  great: { maximumFractionDigits: 0 },
};

/** A number with its noun: the words of `name`, or of `<name>_one` for exactly one. */
const withNoun = (map, name, n, more = {}) => fill(map.frame.words[n === 1 ? `${name}_one` : name], { ...more, n });

function number(map, value) {
  const { lang } = map.message;
  const amount = Math.abs(value);
  const size = amount >= 100 ? "great" : amount > 0 && amount < 1 ? "small" : "middling";
  const key = lang + size;
  if (!writers.has(key)) writers.set(key, new Intl.NumberFormat(lang === "vi" ? "vi-VN" : "en-US", DIGITS[size]));
  return writers.get(key).format(value);
}

function quantity(map, value, unit = map.message.unit) {
  const { unit_thousand: thousands } = map.message;
  const many = thousands && Math.abs(value) >= 1000;
  return withUnit(number(map, many ? value / 1000 : value), many ? thousands : unit);
}

const withUnit = (number, unit) => (unit === "%" ? `${number}%` : `${number} ${unit}`.trim());

function placeName(map, commune) {
  const { words } = map.frame;
  const name = fill(words.place, { type: words[`commune_type.${commune.type}`] ?? commune.type, name: commune.name });
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

// The layer has the official names: Huyện …, Thành phố …
function districtOf(map, commune) {
  const official = map.layer.districtNames.get(commune.district) ?? "";
  const [, kind, name] = official.match(/^(Huyện|Thành phố) (.+)$/) ?? [];
  if (!kind) return official;
  const { words } = map.frame;
  return fill(words[kind === "Huyện" ? "names.district" : "names.city"], { name });
}

/** As it stands inside a sentence: "huyện Mường La" where a line would begin with "Huyện". */
function districtWithin(map, commune) {
  const name = districtOf(map, commune);
  return map.message.lang === "vi" ? name.charAt(0).toLocaleLowerCase() + name.slice(1) : name;
}

/** The value with its unit, or the state in words. */
function reading(map, row) {
  if (row.state === "value") return (READINGS[map.message.compare] ?? plainReading)(map, row);
  if (row.state === "zero") return map.message.legend?.zero ?? quantity(map, 0);
  return map.message.legend?.[row.state] ?? map.frame.words[`state.${row.state}`] ?? map.frame.words.preparing;
}

const READINGS = { need: bothNumbers, change: changeReading };
const plainReading = (map, { value }) => quantity(map, value);

function sentence(map, row) {
  const commune = map.layer.byCode.get(row.code);
  const value = `${placeName(map, commune)}, ${districtWithin(map, commune)}: ${reading(map, row)}`;
  return [value, ...asides(map, row)].join("; ");
}

/** What else is true of a commune: its signs, and that it stands outside the filters. */
function asides(map, row) {
  const kinds = kindsOn(map, row).map((place) => kindNames(map)[place][1]);
  const signs = [...row.signs.map((which) => map.message.signs[which][0]), ...kinds];
  const behind = row.behind ? [fill(map.frame.words.behind, { part: row.behind[0], whole: row.behind[1] })] : [];
  return [...behind, ...signs, ...(row.faded ? [map.frame.words.outside] : [])];
}

function announce(map, words) {
  map.parts.live.textContent = "";
  // A second write is what makes a reader speak when the words are the same as before.
  requestAnimationFrame(() => { map.parts.live.textContent = words; });
}
