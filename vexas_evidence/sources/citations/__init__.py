"""Files of one citation with its abstract: PubMed's .nbib and XML, RIS, and CSL-JSON."""
