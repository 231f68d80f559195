// Where a panel opens: below or above the link that asked for it, else beside it, and never over it. On a phone the
// style sheet says where, and the page moves so that the link stays in sight.
(function () {
  "use strict";
  window.vexas = window.vexas || {};
  var edge = 12, gap = 6;

  function set(panel, left, top, height) {
    panel.style.setProperty("--left", left + "px");
    panel.style.setProperty("--top", top + "px");
    panel.style.maxHeight = height ? height + "px" : "";
  }

  function within(from, size, end) { return Math.max(edge, Math.min(from, end - size - edge)); }

  window.vexas.place = function (panel, link) {
    var at = link.getClientRects()[0] || link.getBoundingClientRect(), whole = link.getBoundingClientRect();
    set(panel, edge, edge, 0);
    var size = panel.getBoundingClientRect(), width = window.innerWidth, height = window.innerHeight;
    if (size.width >= width - 2 * edge && parseFloat(getComputedStyle(panel).bottom) === 0) return keepInSight(panel, whole);
    var left = within(at.left, size.width, width);
    var below = height - whole.bottom - gap - edge, above = whole.top - gap - edge;
    if (size.height <= below) return set(panel, left, whole.bottom + gap, 0);
    if (size.height <= above) return set(panel, left, whole.top - gap - size.height, 0);
    var top = within(at.top, size.height, height);
    if (whole.right + gap + size.width + edge <= width) return set(panel, whole.right + gap, top, 0);
    if (whole.left - gap - size.width >= edge) return set(panel, whole.left - gap - size.width, top, 0);
    if (below >= above) return set(panel, left, whole.bottom + gap, below);
    set(panel, left, whole.top - gap - above, above);
  };

  function keepInSight(panel, link) {
    panel.style.maxHeight = "";
    var covered = link.bottom + edge - panel.getBoundingClientRect().top;
    if (covered <= 0) return;
    document.body.style.paddingBottom = panel.offsetHeight + edge + "px"; // so that the last line can move, too
    window.scrollBy(0, covered);
  }

  window.vexas.made = function (tag, properties, children) {
    var element = Object.assign(document.createElement(tag), properties);
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  };
})();
