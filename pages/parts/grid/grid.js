function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function head(corner, columns) {
  const made = element("thead");
  const row = made.appendChild(element("tr"));
  for (const text of [corner, ...columns]) {
    const cell = row.appendChild(element("th"));
    cell.scope = "col";
    cell.appendChild(element("span", text));
  }
  return made;
}

function rowHead(code, label, choose) {
  const cell = element("th");
  cell.scope = "row";
  const name = cell.appendChild(element(choose && code ? "button" : "span", label));
  if (choose && code) {
    name.type = "button";
    name.onclick = () => choose(code);
  }
  return cell;
}

function row([code, label, shades, marked, ...cells], choose) {
  const made = element("tr");
  made.append(
    rowHead(code, label, choose),
    ...cells.map((text, place) => {
      const cell = element("td", text, `shade${shades[place] ?? 0}`);
      cell.classList.toggle("marked", place === marked);
      return cell;
    }),
  );
  return made;
}

// A table wider than its frame scrolls inside it, also from the keyboard; one that fits is no stop.
function reach(frame, table) {
  if (frame.scrollWidth <= frame.clientWidth) {
    for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
    return;
  }
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", table.getAttribute("aria-label"));
}

function draw({ data, setTriggerValue }, section) {
  const choose = data.links && ((code) => setTriggerValue("chosen", code));
  const body = element("tbody");
  body.append(...data.rows.map((each) => row(each, choose)));

  const table = element("table");
  table.append(head(data.corner, data.columns), body);
  table.classList.toggle("even", data.even);
  table.classList.toggle("many", data.columns.length > 6);
  table.setAttribute("aria-label", [data.title, data.subtitle].filter(Boolean).join(". "));
  const frame = element("div", "", "frame");
  frame.append(table);

  const above = [];
  if (data.title) above.push(element("h2", data.title));
  above.push(element("p", data.subtitle));
  section.replaceChildren(...above, frame);
  new ResizeObserver(() => reach(frame, table)).observe(frame);
}
