"""Rendering the report: real Quarto or the embedded engine, behind one door."""

from vexas_evidence.publish.render.door import render
from vexas_evidence.publish.render.request import Rendered, Request, Timing

__all__ = ["Rendered", "Request", "Timing", "render"]
