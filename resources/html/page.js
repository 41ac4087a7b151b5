"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const data = JSON.parse(find("data").textContent);
  const { cards, words } = data;
  const map = find("map"), drawing = find("drawing"), phases = find("phases");
  const panel = find("panel"), overview = find("overview"), detail = find("card"), back = find("back");
  const search = find("search"), count = find("count");
  const origin = drawing.viewBox.baseVal;
  const shapes = [];
  for (const shape of drawing.querySelectorAll(".card")) shapes[Number(shape.dataset.n)] = shape;
  const byKey = new Map(cards.map((card, place) => [card.key, place]));
  const links = new Map();
  for (const link of drawing.querySelectorAll("[data-l]")) {
    const known = links.get(link.dataset.l);
    if (known) known.push(link); else links.set(link.dataset.l, [link]);
  }
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);

  // what is seen: a point of the drawing at the upper left corner, and how large it is

  const LEAST = 0.02, MOST = 4;
  const view = { x: 0, y: 0, scale: 1 };
  let resting = 0, drawn = 0, touched = false;

  function show() {
    if (drawn) return;
    drawn = requestAnimationFrame(() => {
      drawn = 0;
      drawing.style.transform = `translate(${-view.x * view.scale}px,${-view.y * view.scale}px) scale(${view.scale})`;
      drawing.classList.toggle("far", view.scale < 0.45);
      drawing.classList.toggle("tiny", view.scale < 0.2);
      placePhases();
    });
  }

  function moving(glide) {
    touched = true;
    // While it moves the drawing is a layer that need not be painted anew; at rest it is painted sharp.
    map.classList.toggle("gliding", Boolean(glide));
    map.classList.add("moving");
    clearTimeout(resting);
    resting = setTimeout(() => { map.classList.remove("moving", "gliding"); }, glide ? 300 : 160);
    show();
  }

  function pan(dx, dy, glide) {
    view.x += dx / view.scale;
    view.y += dy / view.scale;
    keepInSight();
    moving(glide);
  }

  function keepInSight() {
    const wide = map.clientWidth / view.scale, high = map.clientHeight / view.scale;
    view.x = Math.min(Math.max(view.x, -0.7 * wide), origin.width - 0.3 * wide);
    view.y = Math.min(Math.max(view.y, -0.7 * high), origin.height - 0.3 * high);
  }

  function zoom(factor, x = map.clientWidth / 2, y = map.clientHeight / 2, glide = false) {
    const scale = Math.min(MOST, Math.max(LEAST, view.scale * factor));
    view.x += x / view.scale - x / scale;
    view.y += y / view.scale - y / scale;
    view.scale = scale;
    keepInSight();
    moving(glide);
  }

  function fit(glide) {
    const wide = map.clientWidth, top = phases.firstChild ? 30 : 0, high = map.clientHeight - top;
    view.scale = Math.min(1.6, Math.max(LEAST, Math.min(wide / origin.width, high / origin.height)));
    view.x = (origin.width - wide / view.scale) / 2;
    view.y = Math.min(0, origin.height - high / view.scale) * 0.35 - top / view.scale;
    moving(glide);
    touched = false;
  }

  function reveal(place, glide = true) {
    const [x, y, wide, high] = cards[place].box;
    const scale = Math.max(view.scale, 0.6);
    view.x = x - origin.x + wide / 2 - map.clientWidth / 2 / scale;
    view.y = y - origin.y + high / 2 - map.clientHeight / 2 / scale;
    view.scale = scale;
    moving(glide);
  }

  function inSight(place) {
    const [x, y, wide, high] = cards[place].box;
    const left = (x - origin.x - view.x) * view.scale, top = (y - origin.y - view.y) * view.scale;
    return left >= 0 && top >= 30 && left + wide * view.scale <= map.clientWidth &&
      top + high * view.scale <= map.clientHeight;
  }

  // the phases stay readable above the map, however far it is away

  const bands = [...drawing.querySelectorAll(".band")].map((band) => ({
    left: Number(band.getAttribute("x")) - origin.x, width: Number(band.getAttribute("width")),
  }));
  const titles = [...drawing.querySelectorAll(".band")].map((band) => {
    let next = band.nextElementSibling;
    return next && next.classList.contains("phase") ? next.textContent : "";
  });
  for (const [place, title] of titles.entries()) {
    const label = document.createElement("span");
    label.textContent = title;
    label.title = title;
    label.addEventListener("click", () => {
      const scale = Math.min(1, map.clientWidth / bands[place].width);
      view.scale = scale;
      view.x = bands[place].left + bands[place].width / 2 - map.clientWidth / 2 / scale;
      keepInSight();
      moving(true);
    });
    phases.append(label);
  }
  map.classList.add("live");

  function placePhases() {
    for (const [place, label] of [...phases.children].entries()) {
      const left = (bands[place].left - view.x) * view.scale, right = left + bands[place].width * view.scale;
      const from = Math.max(0, left), to = Math.min(map.clientWidth, right);
      label.hidden = to - from < 24;
      label.style.left = `${from}px`;
      label.style.width = `${Math.max(0, to - from)}px`;
    }
  }

  // pointers: drag, pinch, wheel

  const pointers = new Map();
  let travelled = 0;

  map.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".zoom,#phases") || event.button > 1) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 1) travelled = 0;
  });
  map.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    if (event.buttons === 0) { pointers.delete(event.pointerId); return; }
    const dx = event.clientX - last.x, dy = event.clientY - last.y;
    travelled += Math.abs(dx) + Math.abs(dy);
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const before = Math.hypot(last.x - other.x, last.y - other.y) || 1;
      const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      const area = map.getBoundingClientRect();
      zoom(after / before, (event.clientX + other.x) / 2 - area.left, (event.clientY + other.y) / 2 - area.top);
      pan(-dx / 2, -dy / 2);
    } else if (travelled > 4) {
      if (!map.hasPointerCapture(event.pointerId)) map.setPointerCapture(event.pointerId);
      pan(-dx, -dy);
    }
    last.x = event.clientX;
    last.y = event.clientY;
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
    map.addEventListener(name, (event) => pointers.delete(event.pointerId));
  }
  map.addEventListener("click", (event) => {
    if (travelled > 4) return;
    const shape = event.target.closest(".card");
    if (shape) open(Number(shape.dataset.n));
  });
  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    if (event.shiftKey && !event.ctrlKey) { pan((event.deltaX || event.deltaY) * lines, 0); return; }
    const area = map.getBoundingClientRect();
    const step = Math.max(-80, Math.min(80, event.deltaY * lines));
    zoom(Math.exp(-step * (event.ctrlKey ? 0.01 : 0.003)), event.clientX - area.left, event.clientY - area.top);
  }, { passive: false });
  find("in").addEventListener("click", () => zoom(1.4, undefined, undefined, true));
  find("out").addEventListener("click", () => zoom(1 / 1.4, undefined, undefined, true));
  find("fit").addEventListener("click", () => fit(true));
  function settle() {
    if (!touched) fit(false);
    keepInSight();
    show();
  }
  addEventListener("resize", settle);

  // keyboard: one card at a time is in the tab order

  let current = -1;

  function focus(place) {
    if (current >= 0) shapes[current].tabIndex = -1;
    current = place;
    shapes[place].tabIndex = 0;
    shapes[place].focus({ preventScroll: true });
    if (!inSight(place)) reveal(place);
  }

  function neighbour(place, dx, dy) {
    const middle = ([x, y, wide, high]) => [x + wide / 2, y + high / 2];
    const [x, y] = middle(cards[place].box);
    let best = -1, least = Infinity;
    for (const [other, card] of cards.entries()) {
      const [x2, y2] = middle(card.box);
      const along = (x2 - x) * dx + (y2 - y) * dy, aside = Math.abs((x2 - x) * dy) + Math.abs((y2 - y) * dx);
      if (other === place || along < 20) continue;
      const far = along + 2.5 * aside;
      if (far < least) { least = far; best = other; }
    }
    return best;
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  map.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const shape = document.activeElement.closest(".card");
    const arrow = ARROWS[event.key];
    if (arrow && shape && !event.shiftKey) {
      const next = neighbour(Number(shape.dataset.n), ...arrow);
      if (next >= 0) focus(next);
    } else if (arrow) pan(arrow[0] * 80, arrow[1] * 80, true);
    else if ((event.key === "Enter" || event.key === " ") && shape) open(Number(shape.dataset.n));
    else if (event.key === "Enter" && event.target === map && cards.length) focus(Math.max(0, current));
    else return;
    event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (typing && search.value) seek("");
      else if (!detail.hidden) close();
      return;
    }
    if (typing) return;
    if (event.key === "+" || event.key === "=") zoom(1.25, undefined, undefined, true);
    else if (event.key === "-" || event.key === "\u2212") zoom(0.8, undefined, undefined, true);
    else if (event.key === "0") fit(true);
    else if (event.key === "/") search.focus();
    else return;
    event.preventDefault();
  });

  // a card in full; texts are set as texts

  function made(kind, text, name) {
    const element = document.createElement(kind);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  function linked(title, rows) {
    const list = made("ul", undefined, "rows");
    for (const [place, said] of rows) {
      const row = made("li"), button = made("button", cards[place].name, "link");
      button.type = "button";
      button.addEventListener("click", () => open(place));
      row.append(button, made("span", said, "more"));
      list.append(row);
    }
    return [made("h3", title), list];
  }

  let opened = -1;

  function open(place, quiet) {
    const card = cards[place];
    if (opened >= 0) shapes[opened].classList.remove("open");
    opened = place;
    shapes[place].classList.add("open");
    const heading = made("h2", card.name);
    heading.tabIndex = -1;
    const facts = made("dl");
    for (const [label, text] of card.facts) {
      const row = made("div");
      row.append(made("dt", label), made("dd", text));
      facts.append(row);
    }
    const parts = [back, heading, made("p", [card.kind, card.phase].filter(Boolean).join(" · "), "kind"), facts];
    if (card.hangs) {
      parts.push(made("h3", words.hangs));
      for (const [kind, text, more] of card.hangs) {
        const row = made("div", undefined, "hang");
        row.append(made("p", kind, "kind"), made("p", text), ...more.map((line) => made("p", line, "more")));
        parts.push(row);
      }
    }
    if (card.to) parts.push(...linked(words.to, card.to));
    if (card.from) parts.push(...linked(words.from, card.from));
    detail.replaceChildren(...parts);
    back.hidden = detail.hidden = false;
    overview.hidden = true;
    panelOpen(true);
    panel.scrollTop = 0;
    if (!quiet) heading.focus({ preventScroll: true });
    if (!inSight(place)) reveal(place);
    if (current >= 0) shapes[current].tabIndex = -1;
    current = place;
    shapes[place].tabIndex = 0;
    remember();
  }

  function close() {
    if (opened >= 0) shapes[opened].classList.remove("open");
    detail.hidden = back.hidden = true;
    overview.hidden = false;
    const last = opened;
    opened = -1;
    if (last >= 0) shapes[last].focus({ preventScroll: true });
    remember();
  }

  back.addEventListener("click", close);

  function panelOpen(wanted) {
    document.body.classList.toggle("closed", !wanted);
    find("toggle").setAttribute("aria-expanded", String(wanted));
    settle();
  }
  find("toggle").addEventListener("click", () => panelOpen(document.body.classList.contains("closed")));

  // search: all words anywhere in what a card says, whatever their case and accents

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let texts = null, hits = [], at = -1;

  function folded() {
    texts ??= cards.map((card) => fold([
      card.name, card.kind, card.phase ?? "", ...card.facts.map((fact) => fact[1]),
      ...(card.hangs ?? []).flatMap(([kind, text, more]) => [kind, text, ...more]),
    ].join("\n")));
    return texts;
  }

  function seek(wanted) {
    if (search.value !== wanted) search.value = wanted;
    const terms = fold(wanted).split(/\s+/).filter(Boolean);
    for (const place of hits) shapes[place].classList.remove("hit");
    hits = terms.length ? [...folded().keys()].filter((place) => terms.every((term) => texts[place].includes(term))) : [];
    at = -1;
    for (const place of hits) shapes[place].classList.add("hit");
    drawing.classList.toggle("searching", terms.length > 0);
    count.textContent = !terms.length ? "" : hits.length ? say(words.found, { count: hits.length }) : words.none;
    find("previous").hidden = find("next").hidden = hits.length < 2;
    remember();
  }

  function walk(step) {
    if (!hits.length) return;
    at = at < 0 ? (step > 0 ? 0 : hits.length - 1) : (at + step + hits.length) % hits.length;
    count.textContent = say(words.hits, { number: at + 1, count: hits.length });
    open(hits[at], true);
  }

  search.addEventListener("input", () => seek(search.value));
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    walk(event.shiftKey ? -1 : 1);
  });
  find("next").addEventListener("click", () => walk(1));
  find("previous").addEventListener("click", () => walk(-1));

  // paths

  let marked = "";

  function mark(name) {
    marked = name;
    const path = data.paths.find((each) => each.id === name);
    for (const old of drawing.querySelectorAll(".on")) old.classList.remove("on");
    drawing.classList.toggle("marked", Boolean(path));
    const choice = document.querySelector(`input[name=path][value="${path ? name : ""}"]`);
    if (choice) choice.checked = true;
    const steps = find("steps");
    if (steps) steps.replaceChildren();
    if (path) {
      for (const [step, place] of path.nodes.entries()) {
        shapes[place].classList.add("on");
        for (const link of links.get(`${path.nodes[step - 1]}-${place}`) ?? []) {
          if (!link.classList.contains("return")) link.classList.add("on");
        }
      }
      const list = made("ol");
      for (const [place, score, left] of path.steps) {
        const row = made("li"), button = made("button", cards[place].name, "link");
        button.type = "button";
        button.addEventListener("click", () => open(place));
        row.append(button, made("span", score), made("b", say(words.left, { figure: left })));
        list.append(row);
      }
      steps.append(made("p", path.words, "remark"), list);
    }
    remember();
  }

  for (const choice of document.querySelectorAll("input[name=path]")) {
    choice.addEventListener("change", () => mark(choice.value));
  }

  // colours

  const SCHEMES = ["auto", "light", "dark"];
  let scheme = 0;
  find("colours").addEventListener("click", (event) => {
    scheme = (scheme + 1) % SCHEMES.length;
    if (scheme) document.documentElement.dataset.theme = SCHEMES[scheme];
    else delete document.documentElement.dataset.theme;
    event.currentTarget.title = words[SCHEMES[scheme]];
    event.currentTarget.setAttribute("aria-label", words[SCHEMES[scheme]]);
  });

  // the address tells what is open, so that it can be sent: #card=…, #search=…, #path=…, joined by &

  let reading = false;

  function remember() {
    if (reading) return;
    const parts = [];
    if (search.value) parts.push(`search=${encodeURIComponent(search.value)}`);
    if (marked) parts.push(`path=${encodeURIComponent(marked)}`);
    if (opened >= 0) parts.push(`card=${encodeURIComponent(cards[opened].key)}`);
    const wanted = parts.length ? `#${parts.join("&")}` : "";
    if (wanted === location.hash) return;
    try { history.replaceState(null, "", wanted || location.pathname + location.search); } catch { /* a page in a frame */ }
  }

  function read() {
    const wanted = {};
    for (const part of location.hash.slice(1).split("&")) {
      const [name, value = ""] = part.split("=");
      try { wanted[name] = decodeURIComponent(value.replace(/\+/g, " ")); } catch { /* not an address of ours */ }
    }
    reading = true;
    if (wanted.search !== undefined) seek(wanted.search);
    if (wanted.path !== undefined) mark(wanted.path);
    if (wanted.card !== undefined && byKey.has(wanted.card)) open(byKey.get(wanted.card));
    else if (wanted.search !== undefined && hits.length && !inSight(hits[0])) reveal(hits[0], false);
    reading = false;
  }

  addEventListener("hashchange", read);
  if (innerWidth <= 560) panelOpen(false);
  if (shapes.length) { current = 0; shapes[0].tabIndex = 0; }
  fit(false);
  if (data.paths.some((path) => path.id === "chosen")) mark("chosen");
  read();
})();
