// What the study is, beside its numbers: what the article suggests, question, importance, design, facts and record;
// and what this person decided, which they can take back.
"use strict";

const IMPORTANCE = [["not_rated", "not rated"], ["critical", "critical"], ["important", "important"],
  ["limited", "of limited importance"]];
let place_of_fact = null;
// The fields whose words were typed and are not written yet: they stay as they are.
const typed = new Set();

function placeWords(at) {
  const sentence = article.sentences[at];
  return `${sentence.section}, paragraph ${sentence.name}, sentence ${sentence.number}`;
}

function sentenceButton(at) {
  return make("button", {type: "button", class: "sentence", tabIndex: -1, "data-sentence": at,
    "aria-label": `Sentence ${placeWords(at)}`, "aria-pressed": String(at === place_of_fact)}, "¶");
}

function pickSentence(at) {
  place_of_fact = at;
  document.querySelectorAll("button.sentence").forEach(each =>
    each.setAttribute("aria-pressed", String(Number(each.dataset.sentence) === at)));
  $("fact-place").textContent = at === null ? "none; click a ¶ in the article as text" : placeWords(at);
  $("no-place").hidden = at === null;
  if (at === null || state.second) return;
  $("about").open = true;
  say(`Sentence of the fact: ${placeWords(at)}`);
}

function showSentence(at) {
  if (!asText) setAsText(true);
  const found = document.querySelector(`button.sentence[data-sentence="${at}"]`);
  if (!found) return;
  found.closest("p").scrollIntoView({block: "center"});
  found.focus();
}

function sentencePlace(at, words) {
  const button = make("button", {type: "button", class: "place"}, words);
  button.addEventListener("click", () => showSentence(at));
  return button;
}

function action(words, label, work) {
  const button = make("button", {type: "button", "aria-label": label}, words);
  button.addEventListener("click", work);
  return button;
}

function showAbout() {
  const about = state.about;
  $("about").hidden = state.second;
  if (state.second) return;
  $("no-cues").hidden = about.cues.length > 0;
  $("cues").replaceChildren(...about.cues.map(cueOf));
  document.querySelectorAll("[data-record]").forEach(each => {
    if (each !== document.activeElement && !typed.has(each.id)) each.value = about.record[each.dataset.record];
  });
  document.querySelectorAll("[data-citation]").forEach(each => {
    if (!typed.has("citation")) each.value = about.citation[each.dataset.citation];
  });
  const entered = about.citation.authors && about.citation.journal;
  $("citation-hint").textContent = about.citation_proposed ? "As the file of the article gives it: compare it, correct it, then save it."
    : entered ? "" : "Not entered yet. What is left empty is printed as not yet stated, or left out.";
  if ($("question") !== document.activeElement && !typed.has("question")) $("question").value = about.question;
  $("no-outcomes").hidden = about.outcomes.length > 0;
  $("importance").replaceChildren(...about.outcomes.map(importanceOf));
  for (const [key, values] of Object.entries(about.designs)) {
    const first = ["", key === "arms" ? "not chosen yet" : "does not apply"];
    options(`design-${key}`, [first, ...values.map(each => [each, each])], about.design[key] || "");
  }
  const facts = ["pico", "design"].flatMap(of => about.facts[of].map(each => factOf(of, each)));
  $("facts").replaceChildren(...facts);
  $("arms").textContent = state.lists.arms.map(each => each.label).join(", ") || "none yet";
  $("no-named").hidden = about.named.length > 0;
  $("named").replaceChildren(...about.named.map(namedOf));
  $("names").textContent = about.names.join(", ") || "none yet";
  showLabels();
  pickSentence(place_of_fact);
}

function namedOf({of, id, label}) {
  return make("li", {}, `${of[0].toUpperCase()}${of.slice(1, -1)}: ${label} `, action("Rename", `Rename ${label}`, () =>
    askReason(`Another name for ${label}`, text => carryOut({do: "rename", of, name: id, text}, "Renamed."), label)));
}

function cueOf(cue) {
  const words = {"arm": `Arm: ${cue.meaning}`, "study design": `Design: ${cue.meaning.slice(1, -1)}`,
    "citation": `Citation, ${cue.meaning}`,
    "fact of design": `Fact of the design: ${cue.meaning}`,
    "study of studies": "A study of studies. Enter what it pools here, and the results of each study as a study itself:"};
  const place = sentencePlace(cue.at, cue.kind === "citation" ? "its sentence" : `“${cue.printed}”`);
  const item = make("li", {}, `${words[cue.kind]} `, place, " ");
  if (cue.kind.startsWith("fact") || cue.kind === "study of studies") {
    item.append(action("Write as a fact", `Write as a fact: ${cue.meaning}`, () => {
      const label = cue.meaning[0].toUpperCase() + cue.meaning.slice(1);
      fillFact("design", label, cue.printed[0].toUpperCase() + cue.printed.slice(1), cue.at);
    }));
  } else {
    item.append(action("Accept", `Accept ${cue.kind} ${cue.meaning}`, () =>
      carryOut({do: "accept-cue", cue: cue.number}, "Written.")));
  }
  item.append(" ", action("Reject", `Reject ${cue.kind} ${cue.meaning}`, () =>
    askReason(`Why ${cue.meaning} is none of this study`, reason =>
      carryOut({do: "reject-cue", cue: cue.number, reason}, "Rejected."))));
  return item;
}

function importanceOf(outcome) {
  const select = make("select", {"data-outcome": outcome.id, "aria-label": `Importance of ${outcome.label}`},
    ...IMPORTANCE.map(([value, words]) => make("option", {value}, words)));
  select.value = outcome.importance;
  select.addEventListener("change", () =>
    carryOut({do: "rate", outcome: outcome.id, importance: select.value}, "Importance written."));
  return make("label", {}, `${outcome.label} `, select);
}

function factOf(of, fact) {
  const item = make("li", {"data-fact": fact.id}, make("strong", {}, `${fact.label}: `), `${fact.text} `);
  if (fact.at !== null) item.append(sentencePlace(fact.at, "its sentence"), " ");
  item.append(action("Edit", `Edit ${fact.label}`, () => fillFact(of, fact.label, fact.text, fact.at)), " ",
    action("Remove", `Remove ${fact.label}`, () => carryOut({do: "no-fact", of, fact: fact.id}, "Removed.")));
  return item;
}

function fillFact(of, label, text, at) {
  $("fact-of").value = of;
  showLabels();
  $("fact-label").value = label;
  $("fact-text").value = text;
  pickSentence(at);
  $("fact-text").focus();
}

function showLabels() {
  $("fact-labels").replaceChildren(...state.about.labels[$("fact-of").value].map(each => make("option", {value: each})));
}

async function saveFact(event) {
  event.preventDefault();
  const fact = {do: "fact", of: $("fact-of").value, label: $("fact-label").value, text: $("fact-text").value,
    sentence: place_of_fact};
  const then = () => {
    $("fact-label").value = $("fact-text").value = "";
    pickSentence(null);
  };
  await carryOut(fact, "Fact written.", {then});
}

function showOwn() {
  const own = $("own");
  own.querySelector("span").textContent = `(${state.own.length})`;
  own.querySelector("ul").replaceChildren(...state.own.map(each => {
    const why = each.reason ? `: ${each.reason}` : "";
    const of = byId(each.about) ? wordsOf(byId(each.about)) : each.about;
    const words = `${each.kind}${of ? ` of ${of}` : ""}, ${each.printed}`;
    const back = action("Take back", `Take back the ${words}`, () =>
      carryOut({do: "take-back", key: each.key}, "Taken back."));
    const where = each.token.endsWith(".0") ? sentencePlace(Number(each.token.slice(0, -2)), words) : place(each, words);
    return make("li", {}, where, `${why}, ${each.on} `, back);
  }));
}

async function writeTyped(field, decision, words) {
  typed.add(field.id);
  field.removeAttribute("aria-invalid");
  const then = () => { typed.delete(field.id); field.removeAttribute("aria-invalid"); };
  if (!await carryOut(decision, words, {then})) field.setAttribute("aria-invalid", "true");
}

function listenToStudy() {
  $("question-form").addEventListener("submit", event => {
    event.preventDefault();
    writeTyped($("question"), {do: "question", text: $("question").value}, "Question written.");
  });
  $("citation-form").addEventListener("input", () => typed.add("citation"));
  $("citation-form").addEventListener("submit", event => {
    event.preventDefault();
    const entries = [...document.querySelectorAll("[data-citation]")].map(each => [each.dataset.citation, each.value]);
    carryOut({do: "citation", citation: Object.fromEntries(entries)}, "Citation written.", {then: () => {
      typed.delete("citation");
      showAbout();
    }});
  });
  $("arm-form").addEventListener("submit", async event => {
    event.preventDefault();
    await carryOut({do: "arm", text: $("new-arm").value}, "Arm written.", {then: () => { $("new-arm").value = ""; }});
  });
  $("design-form").addEventListener("submit", event => {
    event.preventDefault();
    const keys = ["arms", "randomized", "unit_of_allocation", "paired"];
    const design = Object.fromEntries(keys.map(key => [key, $(`design-${key}`).value]));
    carryOut({do: "design", ...design}, "Design written.");
  });
  document.querySelectorAll("[data-record]").forEach(each => {
    const write = () => writeTyped(each, {do: "record", key: each.dataset.record, text: each.value}, "Record written.");
    each.addEventListener("change", write);
    // what was refused is written again when its field is left again, as the name that it lacked may be saved by now
    each.addEventListener("blur", () => { if (each.getAttribute("aria-invalid")) write(); });
  });
  $("name-form").addEventListener("submit", async event => {
    event.preventDefault();
    if (await carryOut({do: "name", text: $("name").value}, "Name written.")) $("name").value = "";
  });
  $("fact-form").addEventListener("submit", saveFact);
  $("fact-of").addEventListener("change", showLabels);
  $("no-place").addEventListener("click", () => pickSentence(null));
}
