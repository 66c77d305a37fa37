"""Texts of samples: as long as a catalog may hold, and from right to left."""

LONG_NAME = "A name as long as any catalog would hold, of eighty characters up to its end dot."
ARABIC_NAME = "نموذج لغوي مفتوح"
ARABIC_TEXT = "يكتب الشيفرة ويصلحها (Python 3) داخل المحرر، ويشرح كل خطوة بأمثلة."
UNBROKEN = "registry.example/organization/a-path-without-any-space/that-has-to-be-broken:latest"
SENTENCE = "Continues code at the cursor or fills a gap between a given beginning and end."
AREAS = ("code", "text", "vision", "speech")
