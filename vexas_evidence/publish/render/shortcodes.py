"""Shortcodes: names in a text that stand for values of the project or the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from vexas_evidence.load.yaml import Plain
from vexas_evidence.publish.render.lines import SourceLine
from vexas_evidence.publish.render.settings import SHORTCODES, Settings
from vexas_evidence.system.problems import Place, Problems, nearest

_PAGEBREAK = re.compile(r"^\s*\{\{<\s*pagebreak\s*>\}\}\s*$")
_SHORTCODE = re.compile(r"(\{?)\{\{<\s*(.*?)\s*>\}\}(\}?)")


@dataclass(frozen=True, slots=True)
class Expander:
    """Expands `var` and `meta` shortcodes; any other is appended to *problems*.

    A value of the front matter may itself name a variable, but a variable is taken as it stands, so that no
    shortcode leads to itself.
    """

    variables: Mapping[str, Plain]
    settings: Settings
    problems: Problems

    def expand_line(self, line: SourceLine) -> SourceLine:
        """Return the line with its shortcodes expanded."""
        if "{{<" not in line.text:
            return line
        if _PAGEBREAK.match(line.text):
            return replace(line, text='<div class="quarto-pagebreak"></div>')
        return replace(line, text=_SHORTCODE.sub(lambda match: self._expand_match(match, line.place), line.text))

    def expand_settings(self, settings: Settings) -> Settings:
        """Return the settings with the shortcodes in their values expanded."""
        return {
            key: replace(setting, value=self._expand_value(setting.value, setting.place))
            for key, setting in settings.items()
        }

    def _expand_value(self, value: Plain, place: Place) -> Plain:
        if isinstance(value, str):
            return _SHORTCODE.sub(lambda match: self._expand_match(match, place), value) if "{{<" in value else value
        if isinstance(value, list):
            return [self._expand_value(item, place) for item in value]
        return {key: self._expand_value(item, place) for key, item in value.items()}

    def _expand_match(self, match: re.Match[str], place: Place) -> str:
        escaped, body, _ = match.groups()
        if escaped:
            return match.group()[1:-1]
        name, *words = body.split() or [""]
        if name == "var" and len(words) == 1:
            return self._look_up(self.variables, words[0], "_variables.yml", place)
        if name == "meta" and len(words) == 1:
            settings: dict[str, Plain] = {key: setting.value for key, setting in self.settings.items()}
            value = self._look_up(settings, words[0], "the front matter", place)
            return _SHORTCODE.sub(lambda inner: replace(self, settings={})._expand_match(inner, place), value)
        if name in SHORTCODES:
            self.problems.add(place, f"shortcode {body!r}", SHORTCODES[name], "write it so")
        else:
            known = "one of " + ", ".join(SHORTCODES)
            self.problems.add(place, f"unsupported shortcode {name!r}", known, nearest(name, SHORTCODES))
        return ""

    def _look_up(self, names: Mapping[str, Plain], path: str, source: str, place: Place) -> str:
        here: Plain = dict(names)
        for step in path.split("."):
            if not isinstance(here, dict) or step not in here:
                known = here if isinstance(here, dict) else {}
                self.problems.add(place, f"unknown name {path!r}", f"a name in {source}", nearest(step, known))
                return ""
            here = here[step]
        if isinstance(here, str):
            return here
        self.problems.add(place, f"{path!r} is not a text", f"a text in {source}", "name one of its texts")
        return ""
