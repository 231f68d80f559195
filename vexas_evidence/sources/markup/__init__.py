"""Sources in markup: JATS, tables of JATS and HTML, and what pandoc makes of DOCX and EPUB."""
