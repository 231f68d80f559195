"""Rendering the report: real Quarto or the embedded engine, behind one door."""

from vexas_evidence.engine.door import Rendered, Request, Timing, render

__all__ = ["Rendered", "Request", "Timing", "render"]
