"""Leaks: what WeasyPrint takes and does not give back.

A layout that asks for features of a font, such as figures of old style, makes a list of attributes in Pango.
Nobody owns that list, for its only attribute is kept in a cache and stands in all the lists: some 0.1 MB with
each letter. And what is known of a language's hyphens, some 8 MB, is kept for ever.
"""

from functools import cache
from typing import Any


@cache
def stop_leaks() -> None:
    """Have each layout own its attributes, so that they end with it; once per process."""
    from weasyprint.text import line_break

    set_up, pango, ffi = line_break.Layout.setup, line_break.pango, line_break.ffi

    def set_up_as_owner(self: Any, style: Any) -> None:
        if not isinstance(style.font_config.font_features, _Forgetful):
            style.font_config.font_features = _Forgetful()
        set_up(self, style)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes != ffi.NULL:
            pango.pango_attr_list_unref(attributes)

    line_break.Layout.setup = set_up_as_owner


def forget_hyphens() -> None:
    """Let go of what is known of hyphens in any language; laid-out letters keep what they need."""
    import pyphen

    pyphen.hdcache.clear()


class _Forgetful(dict[Any, Any]):
    """Keeps nothing."""

    def setdefault(self, key: Any, value: Any = None, /) -> Any:
        """Return the value that was just made."""
        return value
