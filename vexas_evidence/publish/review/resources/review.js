// The review page: shows the article and the estimates, and sends what a person decides to the command that serves it.
"use strict";

const $ = id => document.getElementById(id);
const STATUSES = [["proposed", "Proposed"], ["differing", "Possible discrepancies"], ["missing", "Missing"],
  ["confirmed", "Confirmed"]];
const NEW = "new:";
const ALL_ARMS = "all arms";
let article, state, chosen = null, picked = null, asText = false, page = 1, reasonFor = null;
let pickingSize = false, pickedSize = null;
let offered = null, chosenHead = null, sure = null, turns = 0, presetting = null, unit_offered = "";

function make(name, settings = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(settings)) {
    if (key === "class") made.className = value;
    else if (key.startsWith("data-") || key.startsWith("aria-")) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter(each => each !== null && each !== ""));
  return made;
}

async function ask(what, query = {}) {
  const answer = await fetch(`${what}.json?${new URLSearchParams(query)}`);
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error((found.refused || ["no answer"]).join("\n"));
  return found;
}

async function decide(decision) {
  const refused = why => ({written: false, discrepancies: why, differs: false, doubt: "", names: []});
  try {
    const answer = await fetch("decide", {method: "POST", headers: {"Content-Type": "application/json"},
      body: JSON.stringify(decision)});
    const found = await answer.json();
    return answer.ok ? found : {...refused(found.refused), names: found.names || []};
  } catch (error) { return refused(["the command that serves this page does not answer: start it again, then reload"]); }
}

function say(words) { $("said").textContent = words; }

// The article

function tokenButton(key, text) {
  const button = make("button", {type: "button", class: "token", tabIndex: -1, "data-token": key}, text);
  mark(button, key);
  return button;
}

function describe(key) {
  const used = state.used[key], waived = state.waived[key], [at, number] = key.split(".");
  const sentence = article.sentences[at], token = sentence.tokens[number - 1];
  return `${token.text}, ${sentence.section}${used ? ", read" : waived ? `, waived: ${waived}` : ""}`;
}

function mark(button, key) {
  button.setAttribute("aria-label", describe(key));
  button.classList.toggle("used", key in state.used);
  button.classList.toggle("waived", key in state.waived && !(key in state.used));
  button.classList.toggle("picked", picked !== null && within(key));
}

function within(key) {
  const [sentence, token] = key.split(".").map(Number), [at, first] = picked.token.split(".").map(Number);
  return sentence === at && token >= first && token <= (picked.to || first);
}

function showArticle() {
  const shown = $("article");
  shown.replaceChildren();
  $("paging").hidden = asText;
  if (asText) shown.append(textOf());
  else shown.append(sheetOf(page));
  const first = shown.querySelector("button.token");
  if (first) first.tabIndex = 0;
}

function textOf() {
  const text = make("div", {class: "text"});
  let section = null, paragraph = null, block = null, title = null;
  article.sentences.forEach((sentence, at) => {
    if (sentence.section !== section) {
      section = sentence.section;
      paragraph = null;
      text.append(title = make("h3", {}, section));
    }
    if (sentence.paragraph === "heading" && !sentence.tokens.length) return;
    const isRow = sentence.kind !== "";
    if (sentence.under) text.append(make("p", {class: "subhead"}, sentence.under));
    const isTitle = sentence.paragraph === "heading" && sentence.text.trim() === section.trim();
    if (isTitle) (block = title).replaceChildren();
    else if (sentence.paragraph !== paragraph || isRow) {
      paragraph = sentence.paragraph;
      block = make("p", {class: isRow ? `row ${sentence.kind}`.replace("row row", "row") : ""});
      text.append(block);
    }
    let end = 0, cell = isRow ? cellOf(block, sentence) : block;
    const write = words => words.split("|").forEach((part, index) => {
      if (isRow && index) {
        block.append(" ");
        cell = cellOf(block, sentence);
      }
      cell.append(isRow ? part.trim() && part : index ? `|${part}` : part);
    });
    const titled = isTitle ? sentence.text.match(/^(\d+\.)*\d*\s|^/)[0].length : 0;
    sentence.tokens.forEach((token, number) => {
      if (token.start < titled) return;
      write(sentence.text.slice(end, token.start));
      cell.append(tokenButton(`${at}.${number + 1}`, sentence.text.slice(token.start, token.end)));
      end = token.end;
    });
    write(sentence.text.slice(end));
    cell.append(" ", sentenceButton(at), " ");
    if (isRow) block.style.gridTemplateColumns = `minmax(0, 2fr) repeat(${block.children.length - 1}, minmax(0, 1fr))`;
  });
  return text;
}

function cellOf(row, sentence) {
  const cell = make("span", {title: (sentence.columns || [])[row.children.length] || ""});
  row.append(cell);
  return cell;
}

function sheetOf(number) {
  const size = article.pages[number - 1], sheet = make("div", {class: "sheet"});
  sheet.style.width = $("zoom").value;
  sheet.append(make("img", {src: `page/${number}.png`, alt: `Page ${number} of the article`}));
  article.sentences.forEach((sentence, at) => sentence.tokens.forEach((token, index) => {
    for (const [on, left, top, right, bottom] of token.boxes) {
      if (on !== number) continue;
      const button = tokenButton(`${at}.${index + 1}`, token.text);
      button.style.left = `${100 * (left - 1) / size.width}%`;
      button.style.top = `${100 * (top - 1) / size.height}%`;
      button.style.width = `${100 * (right - left + 2) / size.width}%`;
      button.style.height = `${100 * (bottom - top + 2) / size.height}%`;
      sheet.append(button);
    }
  }));
  return sheet;
}

function goTo(number) {
  page = Math.min(Math.max(number, 1), article.pages.length);
  $("page").value = page;
  $("previous").disabled = page === 1;
  $("next").disabled = page === article.pages.length;
  showArticle();
}

function show(key, focus) {
  const [at, number] = key.split(".").map(Number), token = (article.sentences[at] || {tokens: []}).tokens[number - 1];
  if (!token) return;
  if (!asText && token.boxes.length && token.boxes[0][0] !== page) goTo(token.boxes[0][0]);
  if (!asText && !token.boxes.length) setAsText(true);
  document.querySelectorAll(".token.shown").forEach(each => each.classList.remove("shown"));
  const found = document.querySelectorAll(`[data-token="${key}"]`);
  found.forEach(each => each.classList.add("shown"));
  if (found.length) found[0].scrollIntoView({block: "center"});
  if (found.length && focus) found[0].focus();
}

function setAsText(value) {
  asText = value;
  $("as-text").checked = value;
  showArticle();
}

// Picking

async function pick(key, extend) {
  if (pickingSize) { takeSize(key); return; }
  if (extend && picked && key.split(".")[0] === picked.token.split(".")[0]) {
    const first = Number(picked.token.split(".")[1]), last = Number(key.split(".")[1]);
    const [from, to] = [Math.min(first, last), Math.max(first, last)];
    picked = {token: `${key.split(".")[0]}.${from}`, to: to > from ? to : null};
  } else picked = {token: key, to: null};
  chosenHead = pickedSize = null;
  $("picked-doubt").textContent = "";
  if (!$("new-form").hidden && !extend) clearNew();
  await showPicked({});
  $("picked-title").scrollIntoView({block: "nearest"});
}

function showPanel() {
  $("picked-number").hidden = picked === null;
  $("picked").hidden = picked === null && $("reason-form").hidden && $("refused").hidden;
}

async function showPicked(given) {
  document.querySelectorAll(".token").forEach(each => mark(each, each.dataset.token));
  refuse([]);
  if (picked === null) return;
  const asked = $("new-form").hidden ? byId(chosen) : {kind: $("measure").value, population: $("population").value};
  const isNew = !$("new-form").hidden;
  const query = {token: picked.token, duration: durationOfChosen(), estimate: isNew ? "" : chosen || ""};
  if (asked) [query.measure, query.population] = [asked.kind, asked.population];
  if (picked.to) query.to = picked.to;
  let found;
  const turn = ++turns;
  try { found = await ask("reading", query); } catch (error) { refuse([error.message]); return; }
  if (picked === null || turn !== turns) return;
  offered = found;
  if (isNew && fillOffered(found)) { await showPicked(given); return; }
  const sentence = article.sentences[picked.token.split(".")[0]];
  $("picked-text").textContent = found.printed;
  $("picked-place").textContent = placeWords(picked.token.split(".")[0]);
  const heads = [found.row && `row: ${found.row}`, found.column && `column: ${found.column}`].filter(Boolean).join("; ");
  $("picked-line").textContent = heads ? `${found.line} (${heads})` : found.line;
  const used = state.used[picked.token], waived = state.waived[picked.token];
  $("picked-use").textContent = used ? `Read for ${used.map(id => wordsOf(byId(id) || {what: id})).join(", ")}` : waived ? `Waived: ${waived}` : "";
  options("part", [["", "all of it"], ...found.parts.map(each => [each, each])], given.part || found.part);
  options("head", [["", "nothing"], ...found.heads.map(each => [each, each])],
    chosenHead === null ? given.head || found.head : chosenHead);
  const times = found.times.map(each => [JSON.stringify(each.when), each.label]);
  const wanted = given.when ? JSON.stringify(given.when) : times.length ? times[0][0] : "";
  options("when", [["", "nowhere"], ...times], wanted);
  showSizes();
  $("part-label").hidden = !found.parts.length;
  $("head-label").hidden = !found.heads.length || !(sentence.kind || found.head || found.column);
  $("when-label").hidden = !times.length;
  $("accept").hidden = $("reject").hidden = $("chosen-words").hidden = chosen === null || isNew;
  const one = byId(chosen), of = one === null ? "the chosen estimate" : one.what;
  $("chosen-words").textContent = one === null ? "" : `Chosen: ${wordsOf(one)}`;
  $("accept").textContent = `Accept for ${of}`;
  $("reject").textContent = `Reject for ${of}`;
}

// Out of how many: for a count or a proportion of participants whose number nobody has entered yet.
function showSizes() {
  const isNew = !$("new-form").hidden, one = byId(chosen) || {};
  const [kind, population] = isNew ? [$("measure").value, $("population").value] : [one.kind, one.population];
  const known = state.lists.populations.find(each => each.id === population);
  const asked = (isNew || chosen !== null) && ["count", "proportion"].includes(kind) && !(known && known.has_size)
    && !(isNew && $("is-denominator").checked) && !state.second;
  $("size-label").hidden = $("pick-size").hidden = !asked;
  const before = $("size").value, sizes = asked ? [...offered.sizes, ...(pickedSize ? [pickedSize] : [])] : [];
  const pairs = sizes.map(each => [JSON.stringify(each.size), each.label]);
  const printed = offered && offered.sizes.length && offered.sizes[0].size.part;
  const wanted = pickedSize ? JSON.stringify(pickedSize.size) : printed ? pairs[0] && pairs[0][0] : before;
  options("size", [["", "not stated"], ...pairs], wanted);
}

function takeSize(key) {
  pickingSize = false;
  const [at, number] = key.split(".").map(Number);
  pickedSize = {label: article.sentences[at].tokens[number - 1].text, size: {token: key}};
  $("pick-size").setAttribute("aria-pressed", "false");
  showSizes();
  $("size").focus();
  say(`N is ${pickedSize.label}.`);
}

function options(id, pairs, value) {
  const groups = new Map();
  for (const [name, label, group] of pairs) {
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(make("option", {value: name}, label));
  }
  $(id).replaceChildren(...[...groups].flatMap(([label, found]) =>
    label ? [make("optgroup", {label}, ...found)] : found));
  $(id).value = pairs.some(([name]) => name === value) ? value : pairs.length ? pairs[0][0] : "";
}

function durationOfChosen() {
  const time = $("new-form").hidden ? (byId(chosen) || {}).timepoint : $("timepoint").value;
  if (!$("new-form").hidden && time === NEW) return $("timepoint-duration").value;
  return (state.lists.timepoints.find(each => each.id === time) || {}).duration || "";
}

function byId(id) { return state.estimates.find(each => each.id === id) || null; }

function reading() {
  const given = {token: picked.token};
  if (picked.to) given.to = picked.to;
  if ($("part").value) given.part = $("part").value;
  if ($("head").value) given.head = $("head").value;
  if ($("when").value) given.when = JSON.parse($("when").value);
  if (!$("size-label").hidden && $("size").value) given.size = JSON.parse($("size").value);
  return given;
}

// `of` is the field of the record that stays unwritten while others are written.
function refuse(lines, of = "") {
  $("refused").hidden = !lines.length;
  $("refused").textContent = lines.length ? `Not written${of && `: ${of}`}.\n${lines.join("\n")}` : "";
  sure = null;
  $("sure").hidden = true;
  $("names-to-save").replaceChildren();
  showPanel();
  if (lines.length) $("picked").scrollTop = 0;
}

// A field that a form lacks says so beside itself: the bubble of a browser may stand where nobody sees it.
let lacking = [];
function showMissing(event) {
  event.preventDefault();
  const field = event.target, label = field.closest("label");
  const of = field.closest("fieldset"), words = (label || field.labels[0]).firstChild.textContent.trim();
  const name = of ? `${of.firstChild.textContent}, ${words}` : words, todo = field.matches("select") ? "choose one" : "write it";
  if (!lacking.length) setTimeout(() => {
    refuse(lacking.map(each => `${each.name}: ${each.todo}`));
    say("Not written: something is missing.");
    lacking[0].field.focus();
    lacking = [];
  });
  lacking.push({field, name, todo});
  if ($(`${field.id}-lacks`)) return;
  (label || field).after(make("p", {class: "lacks", id: `${field.id}-lacks`}, `Nothing is saved without it: ${todo}.`));
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-errormessage", `${field.id}-lacks`);
}

// Takes away what was said of fields that are filled in now, asked for no longer, or of a form that begins anew.
function dropFilled(begun) {
  document.querySelectorAll(".lacks").forEach(each => {
    const field = $(each.id.replace(/-lacks$/, ""));
    if (field.form !== begun && field.willValidate && !field.validity.valid) return;
    each.remove();
    field.removeAttribute("aria-invalid");
  });
}

// A name with a digit is saved, and then the decision that it kept from being written is taken again.
function offerNames(names, decision, words, options) {
  if (!names.length) return;
  const called = names.map(each => `“${each}”`).join(" and ");
  const button = make("button", {type: "button"}, `Save ${called} as ${names.length > 1 ? "names" : "a name"}, then write`);
  button.addEventListener("click", async () => {
    for (const text of names) {
      if (!await carryOut({do: "name", text}, "Name written.", {keeps: true})) return;
    }
    carryOut(decision, words, options);
  });
  $("names-to-save").replaceChildren(button);
}

let latest = Promise.resolve(), refusedField = null;

// Decisions are carried out one after another, in the order in which they were taken.
function carryOut(decision, words, options = {}) {
  latest = latest.then(async () => {
    document.body.setAttribute("aria-busy", "true");
    try { return await carryOutNow(decision, words, options); } finally { document.body.removeAttribute("aria-busy"); }
  });
  return latest;
}

// With `keeps` the picked number and the form stay; `then` is done once the decision is written.
async function carryOutNow(decision, words, options) {
  const {keeps = false, then = () => {}} = options;
  say("Checking and writing …");
  const done = await decide(decision);
  if (!done.written) {
    const reasons = done.doubt ? [`Look again: ${done.doubt}.`] : done.discrepancies;
    refuse(reasons, decision.do === "record" ? $(`record-${decision.key}`).labels[0].textContent.trim() : "");
    say("Not written.");
    offerNames(done.names || [], decision, words, options);
    refusedField = decision.key || null;
    if (done.doubt) {
      sure = () => carryOut({...decision, sure: true}, words, options);
      $("sure").hidden = false;
      $("is-sure").focus();
    }
    if (done.differs) {
      askReason("The prints contradict each other. Reason to keep and show both", because =>
        carryOut({...decision, because}, words, options));
    }
    if (done.part) askReason(`If they are a part of the ${done.part}, as those assessed or a subgroup: what the article calls that part`,
      part => carryOut(ofPart(decision, done.part, part), words, options));
    return false;
  }
  if (!keeps) {
    picked = null;
    $("reason-form").hidden = $("new-form").hidden = true;
    // what was refused of another field of the record stays in sight
    if (!(decision.do === "record" && refusedField && refusedField !== decision.key)) refuse([]);
  }
  await refresh();
  then();
  say(done.discrepancies.length ? `${words} ${counted(done.discrepancies.length, "discrepancy", "discrepancies")} arose.` : words);
  return true;
}

// A number of a part of the participants, which has an outcome of its own, or is out of a population of its own.
function ofPart(decision, of, part) {
  if (of === "participants") return {...decision, new: {...decision.new, part}};
  const known = state.lists.populations.find(each => each.id === decision.new.population) || decision.new.population;
  const size = offered.sizes.map(each => each.size).find(each => each.part);
  return {...decision, size, new: {...decision.new, population: {label: part, arm: known.arm || ""}}};
}

function counted(number, one, several) { return `${number} ${number === 1 ? one : several}`; }

function askReason(words, then, value = "") {
  reasonFor = then;
  $("reason-label").textContent = words;
  $("reason-form").hidden = false;
  showPanel();
  $("reason").value = value;
  $("reason").focus();
}

// The estimates

function showEstimates() {
  const all = $("estimates");
  all.replaceChildren();
  if (!state.estimates.length) all.append(make("p", {}, "No estimate yet. Pick a number in the article, then New estimate."));
  for (const [status, words] of STATUSES) {
    const these = state.estimates.filter(each => each.status === status);
    const section = make("section", {"aria-labelledby": `status-${status}`, "data-status": status});
    section.append(make("h2", {id: `status-${status}`}, `${words} (${these.length})`), ...these.map(estimateOf));
    all.append(section);
  }
  if (!state.stated.length) return;
  const section = make("section", {"aria-labelledby": "status-stated", "data-status": "stated"});
  section.append(make("h2", {id: "status-stated"}, `Called not stated, and perhaps stated here (${state.stated.length})`));
  const list = make("ul");
  for (const found of state.stated)
    list.append(make("li", {}, `${found.outcome}: `, place(found, found.printed),
      make("span", {class: "muted"}, ` ${found.line}`)));
  section.append(list);
  all.append(section);
}

function wordsOf(each, withName = true) {
  const against = each.comparator ? `against ${each.comparator}` : each.compares ? `${each.compares} compared` : "";
  return [withName ? each.what : "", each.measure, each.whom, against, each.when].filter(Boolean).join("; ");
}

function estimateOf(each) {
  const box = make("div", {class: `estimate ${each.status}${each.id === chosen ? " chosen" : ""}`,
    "data-estimate": each.id});
  const name = make("button", {type: "button", class: "name", "aria-pressed": String(each.id === chosen)}, each.what);
  name.addEventListener("click", () => choose(each.id));
  box.append(name, make("p", {class: "muted", title: each.id}, wordsOf(each, false)));
  for (const other of each.printed) box.append(make("p", {}, `${other.source} prints ${other.printed}`));
  const list = make("ul");
  for (const read of each.read) {
    const by = read.by ? `, ${read.by} on ${read.on}` : "";
    list.append(make("li", {}, place(read, `Read: ${read.printed}`), by));
  }
  if (each.is_denominator) {
    list.append(make("li", {class: "muted"}, `The results of ${each.whom} are out of this number (denominator).`));
  } else if (each.read.length && each.kind === "count" && !state.second) {
    const give = make("button", {type: "button"}, "Use as the denominator of its population");
    give.addEventListener("click", () => carryOut({do: "denominator", estimate: each.id}, "Written as denominator."));
    list.append(make("li", {}, give));
  }
  const read = new Set(each.read.map(one => one.token));
  const others = each.candidates.filter(found => !read.has(found.token)).map(found => proposal(each, found, ""));
  if (read.size && others.length) {
    const summary = make("summary", {}, `Printed in ${counted(others.length, "other place", "other places")}, perhaps of something else`);
    list.append(make("li", {}, make("details", {}, summary, make("ul", {}, ...others))));
  } else list.append(...others);
  for (const found of each.near) list.append(proposal(each, found, "Possible discrepancy: "));
  box.append(list);
  return box;
}

function place(found, words) {
  const button = make("button", {type: "button", class: "place"}, words);
  button.addEventListener("click", () => show(found.token, true));
  return button;
}

function proposal(estimate, found, before) {
  const item = make("li", {class: before ? "differs" : ""});
  const button = make("button", {type: "button", class: "place"}, `${before}${found.printed}`);
  button.addEventListener("click", async () => {
    choose(estimate.id);
    picked = {token: found.token, to: found.to};
    chosenHead = null;
    $("new-form").hidden = true;
    $("picked-doubt").textContent = found.doubt ? `Decide yourself: ${found.doubt}` : "";
    show(found.token, false);
    await showPicked(found);
    $("accept").focus();
  });
  item.append(button, make("span", {class: "muted"}, ` ${found.why ? `${found.why}: ` : ""}${found.line}`));
  if (found.doubt) item.append(make("span", {class: "doubt", title: "Decide yourself"}, ` ${found.doubt}`));
  return item;
}

function choose(id) {
  chosen = chosen === id && picked === null ? null : id;
  document.querySelectorAll(".estimate").forEach(each => {
    const isChosen = each.dataset.estimate === chosen;
    each.classList.toggle("chosen", isChosen);
    each.querySelector("button.name").setAttribute("aria-pressed", String(isChosen));
  });
  if (picked !== null) showPicked({});
}

function showUnused() {
  $("unused").textContent = `${counted(state.unused, "number of the article is", "numbers of the article are")} neither read nor waived.`;
  $("waive-by-rule").disabled = state.second || !state.unused;
  $("waive-left").disabled = !state.unused;
  const others = state.only_here, isCopy = state.copy_of !== "";
  $("only-here").textContent = !isCopy ? "" : others.length
    ? `${counted(others.length, "number that is left stands", "numbers that are left stand")} nowhere in ${state.copy_of}. Look through them first:`
    : `Each number that is left stands in ${state.copy_of} too.`;
  $("only-here-list").replaceChildren(...others.map(found =>
    make("li", {}, place(found, found.printed), make("span", {class: "muted"}, ` ${found.line}`))));
  $("left-over").querySelector("ul").replaceChildren(...state.left.map(found =>
    make("li", {}, place(found, found.printed), ` ${found.outcome}`, make("span", {class: "muted"}, ` ${found.line}`))));
}

function showDiscrepancies() {
  const box = $("discrepancies");
  box.querySelector("span").textContent = `(${state.discrepancies.length}); ${counted(state.unused, "number", "numbers")} not used yet`;
  box.querySelector("ul").replaceChildren(...state.discrepancies.map(each => make("li", {}, each)));
}

// A new estimate

function openNew() {
  $("new-form").hidden = false;
  clearNew();
  showPicked({});
  $("outcome").focus();
}

// Nothing of an estimate stays chosen for the next one.
function clearNew() {
  $("new-form").reset();
  dropFilled($("new-form"));
  unit_offered = "";
  fillNew();
}

// Chooses what the article prints beside the number, where nothing is chosen yet; says whether a time was among it.
function fillOffered(found) {
  const isOpen = name => $(name).value === "", time = found.time;
  for (const name of ["population", "outcome", "measure"]) if (isOpen(name)) $(name).value = found[name];
  if ($("population").value !== NEW) $("arm").value = found.arm;
  if (["", unit_offered].includes($("unit").value)) $("unit").value = unit_offered = found.unit;
  fillTimes();
  const isTimed = isOpen("timepoint") && (time.id || time.duration) !== "";
  if (isTimed) {
    $("timepoint").value = time.id || NEW;
    $("timepoint-words").value = time.words;
    $("timepoint-duration").value = time.duration;
  }
  toggleNew();
  return isTimed && !isOpen("timepoint");
}

function fillNew() {
  const lists = state.lists;
  const named = of => of.map(each => [each.id, each.label]);
  const grouped = of => [...of].sort((a, b) => b.own - a.own).map(each =>
    [each.id, each.label, each.own ? "Of this study and its question" : "Of other studies and questions"]);
  options("outcome", [["", "Choose …"], [NEW, "New outcome …"], ...grouped(lists.outcomes)], "");
  options("population", [["", "Choose …"], ...named(lists.populations), [NEW, "New population …"]], "");
  options("measure", [["", "Choose …"], ...named(lists.measures)], "");
  options("arm", [["", "all participants"], ...named(lists.arms), [NEW, "New arm …"]], "");
  options("comparator", [["", "Choose …"], ...named(lists.arms), [ALL_ARMS, "all arms at once (overall test)"]], "");
  options("outcome-importance", IMPORTANCE, "");
  options("outcome-role", lists.roles.map(each => [each, each]), "");
  fillTimes();
  $("groups").replaceChildren(...lists.groups.map(each => make("option", {value: each})));
  toggleNew();
}

function fillTimes() {
  const outcome = state.lists.outcomes.find(each => each.id === $("outcome").value) || {times: []};
  const role = outcome.role || $("outcome-role").value;
  const times = state.lists.timepoints.filter(each => (!each.roles.length || each.roles.includes(role))
    && (!outcome.times.length || outcome.times.includes(each.id)));
  const grouped = [...times].sort((a, b) => b.own - a.own).map(each =>
    [each.id, each.label, each.own ? "Of this study, or of several" : "Of another study"]);
  options("timepoint", [["", "Choose …"], ...grouped, [NEW, "New time …"]], $("timepoint").value);
}

function toggleNew() {
  for (const name of ["outcome", "population", "timepoint"])
    $(`new-${name}`).hidden = $(`new-${name}`).disabled = $(name).value !== NEW;
  $("arm-name-label").hidden = !($("arm-label").required = $("arm").value === NEW);
  const measure = state.lists.measures.find(each => each.id === $("measure").value);
  $("comparator-label").hidden = !($("comparator").required = Boolean(measure && measure.compares));
  const overall = $("comparator").querySelector(`[value="${ALL_ARMS}"]`);
  overall.hidden = overall.disabled = !measure || measure.id !== "p-value";
  if (overall.disabled && overall.selected) $("comparator").value = "";
  const known = state.lists.populations.find(each => each.id === $("population").value) || {arm: $("arm").value};
  const own = known.arm;
  const others = state.lists.arms.filter(each => each.id !== own);
  if (own && ["", own].includes($("comparator").value)) $("comparator").value = others.length === 1 ? others[0].id : "";
  dropFilled();
}

function newEstimate() {
  const value = id => $(id).value.trim(), compares = !$("comparator-label").hidden;
  return {
    outcome: $("outcome").value === NEW
      ? {label: value("outcome-label"), group: value("outcome-group"), role: value("outcome-role"),
        better: value("outcome-better")} : $("outcome").value,
    population: $("population").value === NEW
      ? {label: value("population-label"), arm: $("arm").value === NEW ? "" : $("arm").value,
        new_arm: $("arm").value === NEW ? value("arm-label") : ""} : $("population").value,
    timepoint: $("timepoint").value === NEW
      ? {words: value("timepoint-words"), duration: value("timepoint-duration")} : $("timepoint").value,
    measure: $("measure").value,
    comparator: compares ? $("comparator").value : "",
    unit: $("unit").value,
    importance: $("outcome").value === NEW ? $("outcome-importance").value : "",
    is_denominator: $("is-denominator").checked,
  };
}

async function save(event) {
  event.preventDefault();
  await presetting;
  await carryOut({do: "add", new: newEstimate(), ...reading()}, "Estimate written.", {then: () => {
    chosen = null;
    showEstimates();
  }});
}

async function refresh() {
  state = await ask("state");
  $("title").textContent = `Review of ${state.study}`;
  document.title = `Review of ${state.study}`;
  $("reader").textContent = `${state.source}; read by ${state.reader}${state.second ? ", the second reader" : ""}`;
  $("undo").disabled = !state.undo;
  if (chosen !== null && !byId(chosen)) chosen = null;
  showEstimates();
  showDiscrepancies();
  showUnused();
  showAbout();
  showOwn();
  document.querySelectorAll(".token").forEach(each => mark(each, each.dataset.token));
  showPanel();
}

function alongTokens(event) {
  const steps = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1};
  const here = event.target.closest("button.token, button.sentence");
  if (!here || !(event.key in steps)) return;
  event.preventDefault();
  const kind = asText && event.key.match(/Up|Down/) ? "sentence" : "token";
  const all = [...document.querySelectorAll("#article button")].filter(each => each === here || each.classList.contains(kind));
  const next = all[all.indexOf(here) + steps[event.key]];
  if (!next) return;
  here.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

async function undo() {
  if (state.undo) await carryOut({do: "undo"}, "Undone.");
}

function listen() {
  $("article").addEventListener("click", event => {
    const token = event.target.closest("button.token");
    if (token) pick(token.dataset.token, event.shiftKey);
    const sentence = event.target.closest("button.sentence");
    if (sentence) pickSentence(Number(sentence.dataset.sentence));
  });
  $("article").addEventListener("keydown", alongTokens);
  $("previous").addEventListener("click", () => goTo(page - 1));
  $("next").addEventListener("click", () => goTo(page + 1));
  $("page").addEventListener("change", () => goTo(Number($("page").value)));
  $("zoom").addEventListener("change", showArticle);
  $("as-text").addEventListener("change", () => setAsText($("as-text").checked));
  $("accept").addEventListener("click", () =>
    carryOut({do: "accept", estimate: chosen, ...reading()}, "Reading written."));
  $("reject").addEventListener("click", () => {
    const decision = {do: "reject", estimate: chosen, ...reading()};
    askReason(`Why it does not print ${byId(chosen).what}`, reason => carryOut({...decision, reason}, "Rejected."));
  });
  $("waive").addEventListener("click", () => {
    const decision = {do: "waive", ...reading()};
    askReason("Why it is no result of the study", reason => carryOut({...decision, reason}, "Waived."));
  });
  $("reason-form").addEventListener("submit", event => {
    event.preventDefault();
    if (reasonFor) reasonFor($("reason").value);
  });
  $("no-reason").addEventListener("click", () => { $("reason-form").hidden = true; showPanel(); });
  $("make").addEventListener("click", openNew);
  $("no-new").addEventListener("click", () => { $("new-form").hidden = true; });
  $("unpick").addEventListener("click", () => { picked = null; $("new-form").hidden = true; showPicked({}); });
  $("new-form").addEventListener("submit", save);
  $("new-form").addEventListener("change", event => {
    if (["outcome", "outcome-role"].includes(event.target.id)) fillTimes();
    toggleNew();
    if (["timepoint", "timepoint-duration", "measure", "population"].includes(event.target.id)) presetting = showPicked({});
  });
  $("is-denominator").addEventListener("change", showSizes);
  $("pick-size").addEventListener("click", () => {
    pickingSize = !pickingSize;
    $("pick-size").setAttribute("aria-pressed", String(pickingSize));
    say(pickingSize ? "Click the number of participants in the article." : "");
  });
  $("head").addEventListener("change", () => { chosenHead = $("head").value; });
  $("is-sure").addEventListener("click", () => { if (sure) sure(); });
  $("waive-by-rule").addEventListener("click", () => carryOut({do: "waive-by-rule"}, "Waived by rule."));
  $("waive-left").addEventListener("click", () => {
    $("left-form").hidden = false;
    const rest = state.only_here.length ? "; the numbers that it does not print were looked through" : "";
    const copied = `In another copy of the article, ${state.copy_of}, each number is read or waived${rest}.`;
    if (state.copy_of && !$("left-reason").value) $("left-reason").value = copied;
    $("left-reason").focus();
  });
  $("left-form").addEventListener("submit", async event => {
    event.preventDefault();
    if (!await carryOut({do: "waive-left", reason: $("left-reason").value}, "Waived.")) return;
    $("left-form").hidden = true;
    if (state.unused) say("Waived, but for possible discrepancies: accept, reject or waive each by itself.");
  });
  $("undo").addEventListener("click", undo);
  document.addEventListener("invalid", showMissing, true);
  document.addEventListener("input", () => dropFilled());
  document.addEventListener("keydown", event => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) undo();
    if (event.key === "Escape" && picked !== null) $(pickingSize ? "pick-size" : "unpick").click();
  });
}

async function start() {
  [article, state] = await Promise.all([ask("article"), ask("state")]);
  const printed = article.sentences.some(each => each.tokens.some(token => token.boxes.length));
  options("page", article.pages.map((_, index) => [String(index + 1), String(index + 1)]), "1");
  asText = !article.pages.length || !printed;
  $("as-text").checked = asText;
  $("as-text-label").hidden = !article.pages.length;
  if (article.doubts.length) {
    $("doubts").hidden = false;
    $("doubts").querySelector("ul").append(...article.doubts.map(each => make("li", {}, each)));
  }
  listen();
  listenToStudy();
  $("about").open = !state.estimates.length;
  await refresh();
  if (article.pages.length) goTo(1);
  else showArticle();
  say("");
  document.body.dataset.ready = "yes";
}

start().catch(error => say(`The page cannot be shown: ${error.message}`));
