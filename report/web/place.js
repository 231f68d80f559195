// Where a panel opens: beside the link that asked for it, inside the window. On a phone the style sheet says where.
(function () {
  "use strict";
  window.vexas = window.vexas || {};

  window.vexas.place = function (panel, link) {
    var edge = 12, at = link.getClientRects()[0] || link.getBoundingClientRect(), size = panel.getBoundingClientRect();
    var left = Math.max(edge, Math.min(at.left, window.innerWidth - size.width - edge));
    var below = at.bottom + edge / 2, above = at.top - size.height - edge / 2;
    var fits = below + size.height + edge <= window.innerHeight;
    var top = fits ? below : above >= edge ? above : Math.max(edge, window.innerHeight - size.height - edge);
    panel.style.setProperty("--left", left + "px");
    panel.style.setProperty("--top", top + "px");
  };

  window.vexas.made = function (tag, properties, children) {
    var element = Object.assign(document.createElement(tag), properties);
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  };
})();
