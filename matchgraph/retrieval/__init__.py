"""How a request finds the artifacts that fit it: by words, by meaning and by name."""

from matchgraph.retrieval.alternatives import nearest_capabilities, spelled_otherwise
from matchgraph.retrieval.hits import Found, Hit, MatchedCapability, Why
from matchgraph.retrieval.marking import marked
from matchgraph.retrieval.reading import LONGEST
from matchgraph.retrieval.searching import search
from matchgraph.retrieval.suggesting import Suggestion, suggest
from matchgraph.retrieval.vocabulary import matching_capabilities

__all__ = [
    "LONGEST",
    "Found",
    "Hit",
    "MatchedCapability",
    "Suggestion",
    "Why",
    "marked",
    "matching_capabilities",
    "nearest_capabilities",
    "search",
    "spelled_otherwise",
    "suggest",
]
