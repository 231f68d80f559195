// The first time a page uses a term of the glossary, the term leads there and tells its meaning on hover and focus.
(function () {
  "use strict";
  var terms = window.vexas && window.vexas.terms, main = document.querySelector("main");
  if (!terms || !Object.keys(terms).length || !main || !("popover" in HTMLElement.prototype)) return;
  if (Object.values(terms).some(function (term) { return document.getElementById(term.id); })) return; // the glossary

  var APART = "a, button, code, dl, nav, summary, h1, h2, h3, h4, h5, h6, .record, .legend, .downloads, .sample, svg, " +
    ".kicker, .status-line, .strip, .tiles, .marks-legend, .outcome-card, [data-class='reference'], [data-class='locator']";
  // The kinds of numbers are told by their marks and records; in a sentence their names are ordinary words.
  var KINDS = ["reported", "derived", "inferred", "judged"];
  var place = window.vexas.place, made = window.vexas.made;
  var names = Object.keys(terms).sort(function (one, other) { return other.length - one.length; });
  var byName = {};
  names.forEach(function (name) { byName[name.toLowerCase()] = name; });
  var plain = names.map(function (name) { return name.replace(/[^\w\s-]/g, "\\$&"); });
  var pattern = new RegExp("(?<![\\w-])(" + plain.join("|") + ")(s?)(?![\\w-])", "gi");
  var tip = made("div", { id: "meaning", className: "meaning panel", popover: "manual" });
  var shown = null, tapped = null, leaving = null;
  tip.setAttribute("role", "tooltip");

  function isTerm(found) {
    var name = KINDS.indexOf(found.toLowerCase()) < 0 && byName[found.toLowerCase()];
    // An abbreviation is one only in capitals.
    return name && (name !== name.toUpperCase() || name === found) ? name : null;
  }

  // A word within the name of a source or the title of an article is part of that name.
  function isWithin(text, at, names) {
    return names.some(function (name) {
      for (var from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + 1)) {
        if (from <= at && at < from + name.length) return true;
      }
      return false;
    });
  }

  function mark(text, seen) {
    var match;
    pattern.lastIndex = 0;
    while ((match = pattern.exec(text.data))) {
      var name = isTerm(match[1]);
      if (!name || seen.has(name) || isWithin(text.data, match.index, terms[name].within)) continue;
      seen.add(name);
      var word = text.splitText(match.index), rest = word.splitText(match[0].length);
      var link = made("a", { className: "term", href: "glossary.html#" + terms[name].id });
      link.dataset.term = name;
      word.replaceWith(link);
      link.append(word);
      text = rest;
      pattern.lastIndex = 0;
    }
  }

  function markAll() {
    var seen = new Set();
    main.querySelectorAll("p, li").forEach(function (block) {
      if (block.closest(APART)) return;
      var walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), texts = [];
      while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(APART)) texts.push(walker.currentNode);
      texts.forEach(function (text) { mark(text, seen); });
    });
  }

  function show(link) {
    clearTimeout(leaving);
    if (shown === link) return;
    hide();
    shown = link;
    tip.textContent = terms[link.dataset.term].meaning;
    link.setAttribute("aria-describedby", tip.id);
    tip.showPopover();
    place(tip, link);
  }

  function hide() {
    clearTimeout(leaving);
    if (shown) shown.removeAttribute("aria-describedby");
    if (tip.matches(":popover-open")) tip.hidePopover();
    shown = null;
  }

  function hideSoon() {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 150); // time to move the pointer onto the meaning
  }

  function termOf(event) {
    return event.target.closest ? event.target.closest("a.term") : null;
  }

  document.body.append(tip);
  markAll();
  main.addEventListener("focusin", function (event) { if (termOf(event)) show(termOf(event)); });
  main.addEventListener("focusout", function (event) { if (termOf(event)) hideSoon(); });
  main.addEventListener("pointerover", function (event) {
    if (event.pointerType === "mouse" && termOf(event)) show(termOf(event));
  });
  main.addEventListener("pointerout", function (event) {
    if (event.pointerType === "mouse" && termOf(event) && document.activeElement !== shown) hideSoon();
  });
  tip.addEventListener("pointerenter", function () { clearTimeout(leaving); });
  tip.addEventListener("pointerleave", hideSoon);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
  document.addEventListener("pointerdown", function (event) {
    if (shown && !termOf(event) && !tip.contains(event.target)) { hide(); tapped = null; }
  });
  // A finger cannot hover: the first touch tells the meaning, the second follows the link.
  main.addEventListener("click", function (event) {
    var link = termOf(event);
    if (!link || event.pointerType !== "touch" || tapped === link) return;
    event.preventDefault();
    tapped = link;
    show(link);
  });
})();
