const SVG = "http://www.w3.org/2000/svg";
const SIZE = { width: 340, height: 196, left: 34, right: 84, top: 16, bottom: 22 };
const LABEL_HEIGHT = 14;

function shape(tag, attributes, words) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (words !== undefined) made.textContent = words;
  return made;
}

function element(tag, words, name) {
  const made = document.createElement(tag);
  made.textContent = words;
  if (name) made.className = name;
  return made;
}

function scales({ years: [first, last], ticks }) {
  const top = ticks[ticks.length - 1][0];
  const width = SIZE.width - SIZE.left - SIZE.right;
  const height = SIZE.height - SIZE.top - SIZE.bottom;
  return {
    x: (year) => SIZE.left + ((year - first) / Math.max(last - first, 1)) * width,
    y: (value) => SIZE.top + (1 - value / top) * height,
  };
}

function axes(svg, chart, { x, y }) {
  const [first, last] = chart.years;
  const right = SIZE.width - SIZE.right;
  for (const [value, words] of chart.ticks) {
    svg.append(shape("path", { d: `M${SIZE.left},${y(value)}H${right}`, class: "grid" }));
    svg.append(shape("text", { x: SIZE.left - 5, y: y(value), class: "tick end" }, words));
  }
  const years = [];
  for (let year = last; year >= first; year -= 2) years.unshift([year, year]);
  for (const [at, words] of chart.labels.length ? chart.labels : years) {
    svg.append(shape("text", { x: x(at), y: SIZE.height - 8, class: "tick middle" }, words));
  }
}

function cuts(svg, chart, { x }) {
  for (const [at, words] of chart.breaks) {
    const bottom = SIZE.height - SIZE.bottom;
    svg.append(shape("path", { d: `M${x(at)},${SIZE.top - 4}V${bottom}`, class: "cut" }));
    svg.append(shape("text", { x: x(at) - 4, y: SIZE.top - 6, class: "tick end" }, words));
  }
}

function series(svg, line, place, { x, y }) {
  const kind = `line-${place}`;
  for (const part of line.parts) {
    const d = part.map((point, index) => `${index ? "L" : "M"}${x(point.x)},${y(point.y)}`).join("");
    svg.append(shape("path", { d, class: `line ${kind}` }));
    for (const point of part) {
      const alone = part.length === 1;
      if (place && !alone) continue;
      const dot = shape("circle", { cx: x(point.x), cy: y(point.y), r: place ? 2.5 : 3, class: kind });
      dot.append(shape("title", {}, `${line.name}, ${point.x}: ${point.text}`));
      svg.append(dot);
    }
  }
}

// The names stand at the lines' ends, moved apart where they would cover each other.
function names(svg, chart, { x, y }) {
  const ends = chart.lines
    .map((line, place) => ({ line, place, point: line.parts.at(-1)?.at(-1) }))
    .filter(({ point }) => point)
    .map((end) => ({ ...end, y: y(end.point.y) }))
    .sort((a, b) => a.y - b.y);
  ends.forEach((end, index) => {
    if (index) end.y = Math.max(end.y, ends[index - 1].y + LABEL_HEIGHT);
  });
  const over = ends.length ? ends.at(-1).y - (SIZE.height - SIZE.bottom) : 0;
  if (over > 0) for (const end of ends) end.y -= over;
  for (const { line, place, point, y: height } of ends) {
    const words = `${line.name} ${point.text}`;
    svg.append(shape("text", { x: x(point.x) + 8, y: height, class: `name line-${place}` }, words));
  }
}

function drawing(chart) {
  const svg = shape("svg", {
    viewBox: `0 0 ${SIZE.width} ${SIZE.height}`,
    role: "img",
    "aria-label": chart.alt,
  });
  const scale = scales(chart);
  axes(svg, chart, scale);
  cuts(svg, chart, scale);
  chart.lines.map((line, place) => [line, place]).reverse()
    .forEach(([line, place]) => series(svg, line, place, scale));
  names(svg, chart, scale);
  return svg;
}

function figure(chart) {
  const made = document.createElement("figure");
  made.append(element("h2", chart.title), element("p", chart.subtitle), drawing(chart));
  return made;
}

export function draw({ data, parentElement }) {
  parentElement.querySelector("section").replaceChildren(...data.charts.map(figure));
}
