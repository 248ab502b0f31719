function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function row(bar, links, choose) {
  const item = element("li");
  const body = item.appendChild(element(links ? "button" : "div", "", "row"));
  if (links) {
    body.type = "button";
    body.onclick = () => choose(bar.code);
  }
  body.append(element("span", bar.label, "label"), element("span", bar.text, "text"));
  const track = body.appendChild(element("span", "", "track"));
  if (bar.share !== null) {
    track.appendChild(element("span", "", "bar")).style.width = `${bar.share * 100}%`;
  }
  return item;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const section = parentElement.querySelector("section");
  const list = element("ol");
  list.append(...data.bars.map((bar) => row(bar, data.links, (code) => setTriggerValue("chosen", code))));
  const heads = [];
  if (data.title) heads.push(element("h3", data.title));
  heads.push(element("p", data.subtitle));
  section.replaceChildren(...heads, list);
}
