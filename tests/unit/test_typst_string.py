"""Texts in Typst code."""

from __future__ import annotations

import pytest
import typst

from vexas_evidence.system.escaping import typst_string


@pytest.mark.parametrize(
    "text", ['"', "\\", '\\"', "two\nlines\r\n\tin", "{{< var x >}}", "```", "#let x = 1", "≥ 50 µg 🙂"]
)
def test_typst_reads_a_quoted_text_as_it_was(text: str) -> None:
    source = f"#assert.eq(sys.inputs.text, {typst_string(text)})"
    assert typst.compile(source.encode("utf-8"), sys_inputs={"text": text})


@pytest.mark.parametrize("text", ["```", "{{< var x >}}", "two\nlines"])
def test_a_quoted_text_holds_no_fence_shortcode_or_line_break(text: str) -> None:
    assert not {"`", "<", "\n"} & set(typst_string(text))
