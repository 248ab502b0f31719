function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function row([code, label, share, text, note], tracked, choose) {
  const item = element("li");
  const body = item.appendChild(element(choose && code ? "button" : "div", "", "row"));
  if (choose && code) {
    body.type = "button";
    body.onclick = () => choose(code);
  }
  body.append(element("span", label, "label"), element("span", text, "text"));
  if (note) body.append(element("span", note, "note"));
  if (tracked) {
    const track = body.appendChild(element("span", "", "track"));
    if (share) {
      track.appendChild(element("span", "", "bar")).style.width = `${share * 100}%`;
    }
  }
  return item;
}

function draw({ data, setTriggerValue }, section) {
  const choose = data.links && ((code) => setTriggerValue("chosen", code));
  // A list without any number to compare (of acts, of works) has no bars and no tracks.
  const tracked = data.bars.some(([, , share]) => share !== null);
  const list = element("ol");
  list.append(...data.bars.map((bar) => row(bar, tracked, choose)));
  for (const item of [...list.children].slice(data.on_screen)) item.className = "on-paper";
  const heads = [];
  if (data.title) heads.push(element("h2", data.title));
  if (data.subtitle) heads.push(element("p", data.subtitle));
  if (data.subtitle && data.hint) heads.at(-1).append(element("span", ` · ${data.hint}`, "hint"));
  section.replaceChildren(...heads, list);
}
