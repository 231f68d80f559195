"""Sources read from files, and their ledgers: place, fingerprint and numbers of each sentence, without its words."""

from vexas_evidence.sources.ledger import (
    compare,
    digest,
    fingerprint,
    make_ledger,
    successors,
    write_ledger,
)
from vexas_evidence.sources.read import lost_digits, read_document, read_source
from vexas_evidence.sources.sentences import Document, Sentence, split_sentences
