"""A page of HTML as a tree that holds all of it."""

from __future__ import annotations

from lxml import html


def tree_of(page: str) -> html.HtmlElement:
    """Return the elements of a page.

    Raises lxml's errors, and ValueError for a page of which the parser leaves out what is nested too deep, as a
    browser shows it nevertheless.
    """
    parser = html.HTMLParser(huge_tree=True)  # else what stands behind ten million characters is left out too
    root = html.document_fromstring(page, parser=parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ValueError("nested too deep to be read whole")
    return root
