// Two measures at once: how poor a commune is, and the help a household of it received.

const CELLS = 9; // need in thirds times help in thirds, little help first

function needed(map, plain) {
  const picture = pictureOf(map, map.years, "need");
  return picture ? comparing(plain, picture, "need") : null;
}

/** Both numbers of a commune: `value` is the share of poor households, `other` the help. */
function bothNumbers(map, { value, other }) {
  const poor = withUnit(number(map, value), "%");
  return fill(map.frame.words.need_reading, { poor, help: quantity(map, other) });
}
