// From a chosen commune to who is assigned to it, and from each of these to all its communes: a
// list and outlines, because an agency has no place and lines to everywhere would say nothing.

/** Who is assigned in the years shown: [{agency, name, codes}], in the order of the names. */
function helpersOf(map, code) {
  const { assigned, agencies } = restOf(map);
  const found = assigned[assignedPeriod(map)]?.[code] ?? [];
  return found.map((index) => ({ agency: agencies[index][0], ...agencyGroup(map, index) }));
}

const assignedPeriod = ({ message, said }) => periodOf(message.compare ? said.years : message.years);

function paintLinks(map) {
  const { links } = map.parts;
  const code = map.chosen.at(-1);
  const helpers = map.said.year_limits && map.layer.byCode.has(code) ? helpersOf(map, code) : [];
  links.hidden = !helpers.length;
  const held = links.querySelector(":focus")?.textContent;
  links.replaceChildren(...(helpers.length ? linkRows(map, code, helpers) : []));
  if (held) [...links.querySelectorAll("button")].find((one) => one.textContent === held)?.focus();
}

function linkRows(map, code, helpers) {
  const { words } = map.frame;
  const head = element("p", { class: "legend-head" });
  head.textContent = fill(words.links, { name: placeName(map, map.layer.byCode.get(code)) });
  return [head, element("ul", {}, ...helpers.map((helper) => element("li", {}, linkButton(map, helper))))];
}

function linkButton(map, { agency, name, codes }) {
  const button = element("button", { type: "button", "aria-pressed": String(isLit(map, "agency", agency)) });
  button.textContent = withNoun(map, "group", codes.length, { name });
  button.onclick = () => light(map, "agency", agency);
  return button;
}

function outline(map, code) {
  const { d } = map.layer.byCode.get(code) ?? {};
  return d ? [shape("path", { d, class: "halo" }), shape("path", { d })] : [];
}
