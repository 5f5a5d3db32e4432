"""What a verdict on a claim of the article is called."""

from enclair.text.locale import N_

#: What the verdicts are called on a page (English; the catalogue has the rest).
LABELS = N_(
    {
        "supported": "supported",
        "partly": "partly supported",
        "contradicted": "contradicted",
        "framing/inference": "framing or inference",
        "cannot-check": "cannot be checked",
    }
)
