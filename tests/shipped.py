"""How the shipped labels say things, for tests."""

from zvarot.writing.locales import Wording
from zvarot.writing.templating import open_templates

_SHIPPED = open_templates()


def wording(language: str = "en") -> Wording:
    """Return how a language writes."""
    return _SHIPPED.wording(language)
