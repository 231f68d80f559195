// A number that is copied stays one that programs read: where the page prints a minus sign, the copy has a hyphen.
// HTML that is there to be copied keeps the sign that its readers meet.
(function () {
  "use strict";
  var SIGN = /\u2212(?=[.·]?\d|∞)/g;

  document.addEventListener("copy", function (event) {
    var selection = document.getSelection(), at = selection.anchorNode, text = selection.toString();
    var within = at && (at.nodeType === Node.ELEMENT_NODE ? at : at.parentElement);
    if (!event.clipboardData || !within || within.closest("pre, input, textarea") || text.search(SIGN) < 0) return;
    event.clipboardData.setData("text/plain", text.replace(SIGN, "-"));
    event.preventDefault();
  });
})();
