// A number that is asked shows its provenance record. Without this script the number is a link to the record.
// What is shown was cut from the finished provenance page; nothing is computed or fetched here.
(function () {
  "use strict";
  var known = window.vexas && window.vexas.records, terms = (window.vexas && window.vexas.terms) || {};
  if (!known || !("popover" in HTMLElement.prototype)) return;

  var made = window.vexas.made, page = "provenance.html";
  var title = made("h2", { id: "asked-title", tabIndex: -1 });
  var close = made("button", { type: "button", className: "panel-close", textContent: "×" });
  var body = made("div", { className: "asked-body" });
  var panel = made("div", { id: "asked", className: "asked panel", popover: "auto" }, [
    made("div", { className: "panel-head" }, [title, close]), body
  ]);
  var asker = null;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", title.id);
  close.setAttribute("aria-label", "Close");
  document.body.append(panel);

  function recordOf(link) {
    var id = link.dataset.id || (link.getAttribute("href") || "").split("#num-")[1] || "";
    return id.split(".")[0];
  }

  // What was asked for, as it stands on the page, and what its kind means.
  function asked(link) {
    var kind = ["reported", "derived", "inferred", "judged"].find(function (name) { return link.classList.contains(name); });
    if (!kind) return [];
    var number = made("span", { className: "number " + kind, innerHTML: link.innerHTML });
    var term = Object.keys(terms).find(function (name) { return name.toLowerCase() === kind; });
    var meaning = term ? ": " + terms[term].meaning : "";
    return [made("p", { className: "asked-number" }, [number, " ", made("span", { textContent: kind + meaning })])];
  }

  function list(pairs) {
    var list = made("dl"), before = "";
    pairs.forEach(function (field) {
      if (field[0] !== before) list.append(made("dt", { textContent: field[0] }));
      list.append(made("dd", { innerHTML: field[1] }));
      before = field[0];
    });
    return list;
  }

  function fill(link) {
    var id = recordOf(link), record = known[id];
    title.innerHTML = record.title;
    body.replaceChildren();
    if (record.standing) body.append(made("p", { className: "standing", textContent: record.standing }));
    if (record.lead) body.append(made("p", { className: "asked-lead", innerHTML: record.lead }));
    body.append(list(record.fields));
    if (record.status) body.append(made("p", { className: "asked-status", innerHTML: record.status }));
    if (record.rest.length) {
      body.append(made("details", {}, [made("summary", { textContent: record.more }), list(record.rest)]));
    }
    var whole = made("a", { href: page + "#num-" + id, textContent: "All records", className: "asked-full" });
    body.append.apply(body, asked(link));
    body.append(made("p", {}, [whole]));
    body.querySelectorAll("a.number").forEach(prepare);
    panel.scrollTop = 0;
  }

  function open(link) {
    fill(link);
    asker = link;
    panel.showPopover();
    link.setAttribute("aria-expanded", "true");
    window.vexas.place(panel, link);
    title.focus({ preventScroll: true });
  }

  function prepare(link) {
    link.setAttribute("aria-haspopup", "dialog");
    if (!panel.contains(link)) link.setAttribute("aria-expanded", "false");
  }

  function back() {
    if (asker) asker.focus({ preventScroll: true });
  }

  function click(event) {
    var link = event.target.closest("a.number[data-id], #asked dd a[href*='#num-']");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!known[recordOf(link)]) return;
    event.preventDefault();
    if (!panel.contains(link)) return open(link);
    fill(link); // one record leads to another
    title.focus({ preventScroll: true });
  }

  // Leaving the panel by Tab goes on where the reader was on the page.
  function leave(event) {
    if (event.key !== "Tab") return;
    var stops = panel.querySelectorAll("button, a[href]"), first = stops[0], last = stops[stops.length - 1];
    var backwards = event.shiftKey && (document.activeElement === first || document.activeElement === title);
    if (!backwards && (event.shiftKey || document.activeElement !== last)) return;
    if (backwards) event.preventDefault();
    panel.hidePopover();
    back();
  }

  function closed(event) {
    if (event.newState !== "closed" || !asker) return;
    asker.setAttribute("aria-expanded", "false");
  }

  function toggled(event) {
    if (event.newState === "closed" && document.activeElement === document.body) back();
  }

  document.querySelectorAll("a.number[data-id]").forEach(prepare);
  document.addEventListener("click", click);
  close.addEventListener("click", function () { panel.hidePopover(); back(); });
  panel.addEventListener("keydown", leave);
  panel.addEventListener("beforetoggle", closed);
  panel.addEventListener("toggle", toggled);
  panel.addEventListener("click", function (event) {
    if (event.target.closest(".asked-full")) panel.hidePopover(); // on the provenance page it leads to a place above
  });
})();
