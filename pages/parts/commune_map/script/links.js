// From a chosen commune to who is assigned to it, and from each of these to all its communes: a
// list and outlines, because an agency has no place and lines to everywhere would say nothing.

/** Who is assigned in the years shown: [{name, codes}], in the order of the names. */
function helpersOf(map, code) {
  const { assigned, agencies } = restOf(map);
  const pairs = assigned[assignedPeriod(map)] ?? {};
  return (pairs[code] ?? []).map((index) => {
    const codes = Object.keys(pairs).filter((one) => pairs[one].includes(index));
    return { name: agencies[index], codes };
  });
}

const assignedPeriod = ({ message, said }) => periodOf(message.compare ? said.years : message.years);

function paintLinks(map) {
  const { links } = map.parts;
  const code = map.chosen.at(-1);
  const helpers = map.said.year_limits && map.layer.byCode.has(code) ? helpersOf(map, code) : [];
  links.hidden = !helpers.length;
  if (!helpers.some(({ name }) => name === map.linked)) map.linked = null;
  const held = links.querySelector(":focus")?.textContent;
  links.replaceChildren(...(helpers.length ? linkRows(map, code, helpers) : []));
  if (held) [...links.querySelectorAll("button")].find((one) => one.textContent === held)?.focus();
  const outlined = helpers.find(({ name }) => name === map.linked)?.codes ?? [];
  map.parts.linked.replaceChildren(...outlined.flatMap((one) => outline(map, one)));
}

function linkRows(map, code, helpers) {
  const { words } = map.frame;
  const head = element("p", { class: "legend-head" });
  head.textContent = fill(words.links, { name: placeName(map, map.layer.byCode.get(code)) });
  return [head, element("ul", {}, ...helpers.map((helper) => element("li", {}, linkButton(map, helper))))];
}

function linkButton(map, { name, codes }) {
  const button = element("button", { type: "button", "aria-pressed": String(map.linked === name) });
  button.textContent = fill(map.frame.words.link, { name, n: codes.length });
  button.onclick = () => {
    map.linked = map.linked === name ? null : name;
    paintLinks(map);
    announce(map, map.linked ? fill(map.frame.words.linked, { name, n: codes.length }) : map.frame.words.unlinked);
  };
  return button;
}

function outline(map, code) {
  const { d } = map.layer.byCode.get(code) ?? {};
  return d ? [shape("path", { d, class: "halo" }), shape("path", { d })] : [];
}
