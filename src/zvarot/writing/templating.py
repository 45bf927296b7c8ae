"""Build the one environment that fills templates, and say where a template is at fault."""

import datetime as dt
import re
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.debug import rewrite_traceback_stack
from jinja2.exceptions import SecurityError
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import ImmutableSandboxedEnvironment

from zvarot.findings import Place, TemplateFault, did_you_mean
from zvarot.writing.folders import TemplateFolders
from zvarot.writing.locales import Wording
from zvarot.writing.looks import PLAIN, Appearance
from zvarot.writing.values import described

_WITHHELD_FILTERS = ("pprint", "random", "urlize")
_WITHHELD_GLOBALS = ("lipsum",)
_PRINTABLE = (str, int, float, dt.date, Undefined)
_ADDRESS = re.compile(r" at 0x[0-9a-f]{6,}")
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_OF_PYTHON = re.compile(
    r"[\w. ]+ object|[-+*/%<>=|]+|str|int|float|bool|list|dict|tuple|method|Said|NoneType"
)
"""What an error of Python quotes of its own."""
_SPEAK_OF_TYPES = (TypeError, ArithmeticError, IndexError)
"""Errors of Python that say what kind a value is, and not the value."""
_USE_VALUES = "Use only the values of the letter."
_UNKNOWN_NAME = re.compile(r"(?:^|attribute )'(\w+)'(?: is undefined)?$")


class _Loader(BaseLoader):
    """Hands the environment what stands in the folders."""

    def __init__(self, folders: TemplateFolders) -> None:
        self.folders = folders

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text and file."""
        found = self.folders.find(template)
        if found is None:
            raise TemplateNotFound(template)
        return FileSystemLoader(found[0]).get_source(environment, found[1])


class _Forgetful(Template):
    """A template that is filled anew wherever it is imported.

    Jinja keeps what a template defines when it is first imported: a namespace in it would carry words
    from one letter to the next, to another reader.
    """

    def _get_default_module(self, ctx: Any = None) -> Any:
        return self.make_module()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, closed where it would let a template look at the clock."""

    template_class = _Forgetful

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may use an attribute: none of a date, which could tell today's.

        Only the type decides; a letter asks some hundred times.
        """
        asked = type(obj), attr
        if asked not in self._safe:
            safe = not isinstance(obj, dt.date) and super().is_safe_attribute(obj, attr, value)
            self._safe[asked] = safe
        return self._safe[asked]


@dataclass(frozen=True)
class Templates:
    """The templates of a campaign, opened once."""

    environment: Environment
    folders: TemplateFolders
    look: Appearance = PLAIN
    """Logo, colour, fonts and paper of the campaign."""
    _wordings: dict[str, Wording] = field(default_factory=dict)
    _references: dict[str, list[str | None]] = field(default_factory=dict)
    sheets: dict[tuple[str, str], str] = field(default_factory=dict)
    """The styles that were read, by window and dress."""

    def wording(self, language: str) -> Wording:
        """Return how a language writes; raise TemplateFault or WrongUse where it has no labels."""
        if language not in self._wordings:
            self._wordings[language] = Wording(language, self.folders)
        return self._wordings[language]

    def blocks(self, name: str, values: Mapping[str, Any]) -> "Blocks":
        """Open a template for a letter's values."""
        try:
            template = self.environment.get_template(name)
            context = template.new_context(dict(values))
            # Runs the chain of `extends` and leaves every block of it in the context.
            for _ in template.root_render_func(context):
                pass
        except Exception as error:
            raise template_fault(error, self.folders, name) from error
        return Blocks(self, name, context)

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """Fill a whole template."""
        try:
            return _without_addresses(self.environment.get_template(name).render(values))
        except Exception as error:
            raise template_fault(error, self.folders, name) from error

    def taken_in(self, name: str) -> frozenset[str]:
        """Return the names of a template and of all that it can take in; of all, where it works one out."""
        names, ahead = set[str](), [name]
        while ahead:
            if (one := ahead.pop()) in names or not self.folders.find(one):
                continue
            names.add(one)
            if one not in self._references:
                self._references[one] = self._referred(one)
            for other in self._references[one]:
                if other is None:
                    return frozenset(self.folders.list_templates())
                ahead.append(other)
        return frozenset(names)

    def _referred(self, name: str) -> list[str | None]:
        """Return the names that a template takes in; None for one that it works out."""
        try:
            source, file, _ = _Loader(self.folders).get_source(self.environment, name)
            return [*find_referenced_templates(self.environment.parse(source, filename=file))]
        except (OSError, TemplateError) as error:
            raise template_fault(error, self.folders, name) from error


@dataclass(frozen=True)
class Blocks:
    """The blocks of one opened template."""

    templates: Templates
    name: str
    context: Any

    def fill(self, block: str, optional: bool = False) -> str:
        """Return a block's HTML; raise TemplateFault when it is not there or cannot be filled."""
        if block not in self.context.blocks and optional:
            return ""
        if block not in self.context.blocks:
            raise TemplateFault(
                f"the template has no block `{block}`",
                f"Add {{% block {block} %}}…{{% endblock %}}, or extend the shipped template.",
                Place(str(self.templates.folders.path(self.name)), 1, 1),
            )
        try:
            return _without_addresses("".join(self.context.blocks[block][0](self.context)).strip())
        except Exception as error:
            raise template_fault(error, self.templates.folders, self.name) from error


def open_templates(own: Path | None = None, look: Appearance = PLAIN) -> Templates:
    """Open the shipped templates, and the user's own folder before them if there is one."""
    folders = TemplateFolders(own)
    environment = _Sandbox(
        loader=_Loader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in _WITHHELD_FILTERS:
        del environment.filters[name]
    for name in _WITHHELD_GLOBALS:
        del environment.globals[name]
    return Templates(environment, folders, look)


def _printable(value: Any) -> Any:
    """Refuse to print a thing without words of its own: its text is another at every run."""
    if isinstance(value, _PRINTABLE) or hasattr(type(value), "__html__"):
        return value
    raise TemplateRuntimeError(
        "a function has to be called, as in figure(…), and a list to be gone through with {% for %}:"
        " neither can be printed itself"
    )


def _without_addresses(html: str) -> str:
    """Return what was filled; raise where a thing without words was printed after all, inside others."""
    if _ADDRESS.search(html):
        _printable(None)
    return html


def template_fault(error: Exception, folders: TemplateFolders, name: str) -> TemplateFault:
    """Say in which template, and in which line of it, something went wrong; never with a letter's words.

    To be called while the error is handled: a template runs as Python code, whose lines are not its own.
    """
    rewrite_traceback_stack()
    place = getattr(error, "place", None) or _place(error, folders, name)
    message, help = _explained(error, folders)
    known = "".join((name, _text(place.file, folders), folders.read("!labels/en.po")))
    if not all(word in known or _OF_PYTHON.fullmatch(word) for word in _names_in(error, message)):
        message = "the template cannot be filled: it uses a name that does not stand in it"
    return TemplateFault(message, help, place)


def _names_in(error: Exception, message: str) -> list[str]:
    """Return the names in a message that a template could have made of the letter's words."""
    if isinstance(error, TemplateSyntaxError):
        return []
    if isinstance(error, TemplateNotFound):
        return [str(error.name)]
    return [quoted[1:-1] for quoted in _QUOTED.findall(message)]


def _explained(error: Exception, folders: TemplateFolders) -> tuple[str, str]:
    """Return what went wrong, and what to do about it."""
    if isinstance(error, TemplateFault):
        return error.message, error.help
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name}", did_you_mean(str(error.name), folders.list_templates())
    if isinstance(error, SecurityError):
        return "the template reaches for something that templates may not use", _USE_VALUES
    if isinstance(error, RecursionError):
        help = 'To extend the shipped template that it replaces, write {% extends "!forms/…" %}.'
        return "the template takes itself in, or is nested too deeply", help
    if isinstance(error, TemplateError):
        help = _meant(str(error.message)) or "`zvarot templates show` names the values there are."
        return f"the template cannot be filled: {error.message}", help
    if isinstance(error, OSError):
        return f"the template cannot be read: {error.strerror}", "Look at its rights."
    said = f": {error}" if isinstance(error, _SPEAK_OF_TYPES) else ""
    return f"the template cannot be filled: {type(error).__name__}{said}", ""


def _meant(message: str) -> str:
    """Guess which value was meant by a name that there is none of."""
    unknown = _UNKNOWN_NAME.search(message)
    names = {part.removesuffix("[]") for name, _, _ in described() for part in name.split(".")}
    return did_you_mean(unknown[1], sorted(names)) if unknown else ""


def _place(error: Exception, folders: TemplateFolders, name: str) -> Place:
    """Return the innermost line of a template that an error passed through."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return _line(error.filename, error.lineno, folders)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    if frames:
        return _line(frames[-1].filename, frames[-1].lineno or 1, folders)
    return _line(str(folders.path(name)), 1, folders) if folders.find(name) else Place(name, 1, 1)


def _line(file: str, number: int, folders: TemplateFolders) -> Place:
    lines = _text(file, folders).splitlines()
    text = lines[number - 1] if 0 < number <= len(lines) else ""
    column = len(text) - len(text.lstrip()) + 1
    return Place(file, number, column, text)


def _text(file: str, folders: TemplateFolders) -> str:
    """Return what stands in a template, or nothing where it is none that may be read."""
    for folder, mark in ((folders.own, ""), (folders.shipped, "!")):
        if folder and Path(file).is_relative_to(folder):
            with suppress(TemplateFault):
                return folders.read(mark + Path(file).relative_to(folder).as_posix())
    return ""
