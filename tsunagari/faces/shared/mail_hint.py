"""もしかして — the domain that somebody probably meant, when one letter of an address is wrong."""

COMMON = (
    *("gmail.com", "yahoo.co.jp", "icloud.com", "docomo.ne.jp", "ezweb.ne.jp", "au.com"),
    *("softbank.ne.jp", "i.softbank.jp", "outlook.com", "outlook.jp", "hotmail.com"),
    *("hotmail.co.jp", "yahoo.com", "live.jp", "me.com"),
)


def meant(address: str) -> str:
    """gmial.com → gmail.com; "" when the domain is known, or like none of them."""
    _name, at, domain = address.rpartition("@")
    domain = domain.lower()
    if not at or domain in COMMON:
        return ""
    return next((known for known in COMMON if len(known) > 6 and _near(domain, known)), "")


def _near(one: str, two: str) -> bool:
    """True when one letter is missing, too much, another, or two have changed places."""
    if abs(len(one) - len(two)) > 1:
        return False
    at = next(
        (at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )
    return (
        one[at + 1 :] in (two[at:], two[at + 1 :])
        or one[at:] == two[at + 1 :]
        or (one[at : at + 2] == two[at : at + 2][::-1] and one[at + 2 :] == two[at + 2 :])
    )
