"""Rendering: the pages of a Quarto project to HTML, PDF, DOCX and PPTX, by Quarto or by the embedded engine."""

from vexas_evidence.publish.render.engines import render
from vexas_evidence.publish.render.request import Rendered, Request

__all__ = ["Rendered", "Request", "render"]
