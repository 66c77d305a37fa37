"""What a word beside it gives away: "password: …", "customer number …", "my name is …"."""

import re

from catalog.publishers import words

_SECRET_WORDS = words(
    "password passwd pwd passphrase passcode pin secret token bearer authorization auth credential"
    " credentials apikey key otp cookie session"
)
_OWNED_WORDS = words(
    "account booking case customer employee id invoice licence license member order passport"
    " patient plate policy serial ssn tax ticket user"
)
_MARKS = words(
    "access address api bank call card client contact credit debit dot e email iban ip login mail"
    " mobile name nr no number phone private security server social tel telephone url username"
)
KEYWORDS = _SECRET_WORDS | _OWNED_WORDS | _MARKS

_PASSWORDS = "password|passwd|pwd|passphrase|passcode|pin|secret|otp"
_SECRET, _OWNER = "|".join(sorted(_SECRET_WORDS)), "|".join(sorted(_OWNED_WORDS))
_PRIVATE_KEY = re.compile(r"-{3,} ?BEGIN\b.*", re.DOTALL)
_NAMED = re.compile(r"(?i)\b(?:my name is|my name's|i am called|mein name ist) \S+(?: \S+)?")
# After a sign whatever follows is the secret, and after "password is"; else a word with a digit.
_ASSIGNED = re.compile(
    rf"(?i)\S*(?:\b|_)(?:(?:{_SECRET})[\"'”]? ?(?:=>|:=|=|:) ?|(?:{_PASSWORDS}) (?:is|was) )\S+"
)
_FOLLOWED = re.compile(rf"(?i)\b(?:{_SECRET}) (?:is |was )?(?=\S*\d)\S{{6,}}")
_BEARER = re.compile(r"(?i)\bbearer \S{16,}")
_OWNED = re.compile(
    rf"(?i)\b({_OWNER})(?: (?:id|no|nr|number)\b\.?)?(?: is)? ?[:#=]* ?"
    r"[^\s\d]{0,4}(?:\d\S?){3}\S*"
)


def without_told(text: str) -> str:
    for given_away in (_PRIVATE_KEY, _NAMED, _ASSIGNED, _FOLLOWED, _BEARER):
        text = given_away.sub(" ", text)
    return _OWNED.sub(r"\1", text)
