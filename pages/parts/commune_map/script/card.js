// What a finger asks for: a card under it, with the way to the commune's page.

/** A tap shows the card, and chooses where a choice opens no page; a tap on both lets go. */
function tapped(map, code, spot) {
  const again = map.card?.code === code;
  if (!map.said.single && map.chosen.includes(code) === again) choose(map, code, false);
  if (again) hideTooltip(map);
  else showCard(map, code, spot);
}

function showCard(map, code, spot) {
  showTooltip(map, cardLines(map, code), spot);
  map.card = { code, at: placeOf(map, spot) };
  const { tooltip, hovered } = map.parts;
  hovered.setAttribute("d", map.layer.byCode.get(code).d);
  tooltip.classList.add("card");
  tooltip.setAttribute("aria-hidden", "false");
  tooltip.setAttribute("aria-label", placeName(map, map.layer.byCode.get(code)));
  tooltip.append(cardFoot(map, code));
  placeTooltip(map, spot);
}

// Four lines: rank and who is assigned follow beside the map, which the card is to leave in sight.
function cardLines(map, code) {
  const { message, layer } = map;
  const [commune, row] = [layer.byCode.get(code), map.rows.get(code)];
  return [
    ["name", placeName(map, commune)],
    ["place", [districtOf(map, commune), message.period, message.mark].filter(Boolean).join(" · ")],
    ["reading", reading(map, row)],
    ["note", asides(map, row).join("; ")],
  ];
}

/** A tap beside the map closes the card, and so does Escape wherever the focus is. */
function listenForAway(map) {
  const away = (event) => map.card && !event.composedPath().includes(map.parts.figure) && hideTooltip(map);
  const escape = (event) => event.key === "Escape" && map.card && closeCard(map);
  document.addEventListener("pointerdown", away);
  document.addEventListener("keydown", escape);
  map.leave = () => {
    document.removeEventListener("pointerdown", away);
    document.removeEventListener("keydown", escape);
  };
}

// Focus that was in the card goes to its commune: nothing that is closed may hold it.
function closeCard(map) {
  const { code } = map.card;
  const held = map.parts.tooltip.matches(":focus-within");
  hideTooltip(map);
  if (held) map.paths.get(code)?.focus({ preventScroll: true });
}

function cardFoot(map, code) {
  const { words } = map.frame;
  const link = element("a", { href: addressOf(map, code) });
  link.textContent = words.open_page;
  link.onclick = (event) => openPage(map, code, event);
  const close = element("button", { type: "button", "aria-label": words.close_card, title: words.close_card });
  close.textContent = "×";
  close.onclick = () => closeCard(map);
  return element("div", { class: "card-foot" }, link, close);
}

/** The address of a commune's page, with the filters of this one. */
function addressOf(map, code) {
  const asked = new URLSearchParams(location.search);
  asked.set("commune", code);
  return `${map.base}commune?${asked}`;
}

// A new tab is the browser's; else the page changes without being loaded anew.
function openPage(map, code, event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  tell(map, "open", code);
}

/** After a change of data, layer or view: the same card, where its commune now stands. */
function keepCard(map) {
  if (!map.card) return;
  const { code, at } = map.card;
  if (map.layer.byCode.has(code)) showCard(map, code, onScreen(map, at));
}

function placeOf(map, { x, y }) {
  const [left, top, width, height] = map.layer.viewBox;
  const scale = scaleOf(map);
  return {
    x: left + map.view.x * width + (x - map.size.width / 2) / scale,
    y: top + map.view.y * height + (y - map.size.height / 2) / scale,
  };
}

/** A tooltip is a card no longer. */
function lower(map) {
  map.card = null;
  const { tooltip } = map.parts;
  tooltip.classList.remove("card");
  tooltip.setAttribute("aria-hidden", "true");
  tooltip.removeAttribute("aria-label");
}
