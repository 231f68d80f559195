"""The pages of a report: what their calls write, and what a finished site has besides its pages."""

from vexas_evidence.publish.site.report import Report

__all__ = ["Report"]
