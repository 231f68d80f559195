// Search over outcomes, numbers, terms and headings. The index was cut from the finished pages and lies beside this file.
(function () {
  "use strict";
  if (!window.vexas || !window.HTMLDialogElement) return;
  var made = window.vexas.made, MOST = 40, entries = null;
  var input = made("input", { type: "search", id: "search-words", autocomplete: "off", spellcheck: false });
  var status = made("p", { className: "search-status" });
  var results = made("ul", { className: "search-results" });
  var close = made("button", { type: "button", className: "panel-close", textContent: "×" });
  var label = made("label", { htmlFor: input.id, id: "search-title", textContent: "Search outcomes, numbers, terms and headings" });
  var dialog = made("dialog", { id: "search", className: "search panel" }, [
    made("div", { className: "panel-head" }, [label, close]), input, status, results
  ]);
  var opener = made("button", { type: "button", className: "search-open", textContent: "Search" });
  dialog.setAttribute("aria-labelledby", label.id);
  status.setAttribute("role", "status");
  close.setAttribute("aria-label", "Close");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-keyshortcuts", "/");
  opener.title = "Search ( / )";

  function load(then) {
    if (entries) return then();
    var script = made("script", { src: "web/entries.js" });
    script.addEventListener("load", function () { entries = window.vexas.entries || []; then(); });
    script.addEventListener("error", function () { status.textContent = "The index is not there"; });
    document.head.append(script);
  }

  // Where a word stands in a text: at its beginning, at the beginning of a word, within one, or nowhere.
  // A number is found as a whole number.
  function place(text, word, first, start, within) {
    if (/\d/.test(word)) {
      var at = new RegExp("(^|[^\\d.])" + word.replace(/[^\w\s]/g, "\\$&") + "(?!\\d|\\.\\d)").exec(text);
      return !at ? 0 : at.index ? start : first;
    }
    return text.startsWith(word) ? first : (" " + text).includes(" " + word) ? start : text.includes(word) ? within : 0;
  }

  // A text in small letters, whose minus signs are those of a keyboard.
  function plain(text) { return text.toLowerCase().replace(/\u2212/g, "-"); }

  // How well an entry fits: every word must be in it; words in its name count more, at its beginning most.
  // A number counts most where it is a value that an entry tells, be it the first or a later one; other words for an
  // outcome, as its name.
  function fit(entry, words, whole) {
    var name = plain(entry.name), about = plain(entry.about), also = plain(entry.also.join(" ")), total = 0;
    var valued = entry.kind === "Number" || entry.kind === "Outcome", values = valued ? about.split("; ") : [about];
    function value(word) {
      return Math.max.apply(null, values.map(function (each) {
        return place(each, word, valued ? 16 : 1, valued ? 12 : 1, 1);
      }));
    }
    for (var at = 0; at < words.length; at++) {
      var best = Math.max(
        place(name, words[at], 8, 4, 2),
        value(words[at]),
        place(also, words[at], 6, 6, 1)
      );
      if (!best) return 0;
      total += best;
    }
    var named = entry.also.some(function (word) { return word.toLowerCase().startsWith(whole); });
    return total + (named ? 8 : 0);
  }

  // What is ruled out or assumed comes after all that is found.
  function apart(entry) {
    return entry.kind === "ruled out" || entry.kind === "sensitivity";
  }

  function found() {
    var words = plain(input.value).split(/\s+/).filter(Boolean), whole = words.join(" ");
    if (!words.length) return [];
    return entries
      .map(function (entry, at) { return { entry: entry, fit: fit(entry, words, whole), at: at }; })
      .filter(function (each) { return each.fit; })
      .sort(function (one, other) {
        return apart(one.entry) - apart(other.entry) || other.fit - one.fit || one.at - other.at;
      })
      .slice(0, MOST);
  }

  function item(entry) {
    var name = (apart(entry) ? entry.kind + ": " : "") + entry.name;
    var about = apart(entry) ? "" : entry.kind + (entry.about ? ": " + entry.about : "");
    return made("li", {}, [made("a", { href: entry.href }, [
      made("span", { className: "search-name", textContent: name }), " ",
      made("span", { className: "search-about", textContent: about })
    ])]);
  }

  function show() {
    var best = entries ? found() : [];
    results.replaceChildren.apply(results, best.map(function (each) { return item(each.entry); }));
    status.textContent = !input.value.trim() ? "" : best.length ? "Best matches first" : "Nothing found";
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
    load(show);
  }

  function move(event) {
    var links = Array.from(results.querySelectorAll("a")), at = links.indexOf(document.activeElement);
    if (event.key === "Enter" && at < 0 && links.length) { event.preventDefault(); return links[0].click(); }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    var next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? input : links[Math.min(next, links.length - 1)] || input).focus();
  }

  function typing(element) {
    return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }

  function mount() {
    var tools = document.querySelector(".theme-toggle, .quarto-navbar-tools");
    if (tools) tools.before(opener);
    else document.querySelector("main").prepend(opener);
    document.body.append(dialog);
  }

  mount();
  opener.addEventListener("click", open);
  close.addEventListener("click", function () { dialog.close(); });
  input.addEventListener("input", function () { load(show); });
  dialog.addEventListener("keydown", move);
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog || event.target.closest("li a")) dialog.close();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    event.preventDefault();
    open();
  });
})();
