"""Build the one environment that fills templates, and say where a template is at fault."""

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplatesNotFound,
    TemplateSyntaxError,
)
from jinja2.debug import rewrite_traceback_stack
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from zvarot.findings import Place, TemplateFault, did_you_mean
from zvarot.writing.folders import TemplateFolders
from zvarot.writing.locales import Wording
from zvarot.writing.looks import PLAIN, Appearance
from zvarot.writing.values import described

_WITHHELD_FILTERS = ("pprint", "random", "urlize")
_WITHHELD_GLOBALS = ("lipsum",)
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


@dataclass(frozen=True)
class Templates:
    """The templates of a campaign, opened once."""

    environment: Environment
    folders: TemplateFolders
    look: Appearance = PLAIN
    """Logo, colour, fonts and paper of the campaign."""
    _wordings: dict[str, Wording] = field(default_factory=dict)

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
            return self.environment.get_template(name).render(values)
        except Exception as error:
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
            return "".join(self.context.blocks[block][0](self.context)).strip()
        except Exception as error:
            raise template_fault(error, self.templates.folders, self.name) from error


def open_templates(own: Path | None = None, look: Appearance = PLAIN) -> Templates:
    """Open the shipped templates, and the user's own folder before them if there is one."""
    folders = TemplateFolders(own)
    environment = ImmutableSandboxedEnvironment(
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
    """Refuse to print a function, which a template can only call: its text is another at every run."""
    if isinstance(value, FunctionType | MethodType | BuiltinFunctionType):
        raise TemplateRuntimeError("a function is called, as in figure('ID'), and cannot be printed itself")
    return value


def template_fault(error: Exception, folders: TemplateFolders, name: str) -> TemplateFault:
    """Say in which template, and in which line of it, something went wrong.

    To be called while the error is handled: a template runs as Python code, whose lines are not its own.
    """
    if isinstance(error, TemplateFault) and error.place:
        return error
    rewrite_traceback_stack()
    if isinstance(error, TemplateFault):
        return TemplateFault(error.message, error.help, _place(error, folders, name))
    if isinstance(error, (TemplateNotFound, TemplatesNotFound)):
        help = did_you_mean(str(error.name), folders.list_templates())
        return TemplateFault(f"there is no template {error.name}", help, _place(error, folders, name))
    if isinstance(error, SecurityError):
        message = "the template reaches for something that templates may not use"
        return TemplateFault(message, "Use only the values of the letter.", _place(error, folders, name))
    if isinstance(error, RecursionError):
        help = 'To extend the shipped template that it replaces, write {% extends "!forms/…" %}.'
        return TemplateFault("the template takes itself in", help, _place(error, folders, name))
    if isinstance(error, TemplateError):
        message = f"the template cannot be filled: {error.message}"
        help = _meant(str(error.message)) or "`zvarot templates show` names the values there are."
        return TemplateFault(message, help, _place(error, folders, name))
    message = f"the template cannot be filled: {type(error).__name__}: {error}"
    return TemplateFault(message, "", _place(error, folders, name))


def _meant(message: str) -> str:
    """Guess which value was meant by a name that there is none of."""
    unknown = _UNKNOWN_NAME.search(message)
    names = {part.removesuffix("[]") for name, _, _ in described() for part in name.split(".")}
    return did_you_mean(unknown[1], sorted(names)) if unknown else ""


def _place(error: Exception, folders: TemplateFolders, name: str) -> Place:
    """Return the innermost line of a template that an error passed through."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return _line(error.filename, error.lineno)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    if frames:
        return _line(frames[-1].filename, frames[-1].lineno or 1)
    return _line(str(folders.path(name)), 1) if folders.find(name) else Place(name, 1, 1)


def _line(file: str, number: int) -> Place:
    lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    text = lines[number - 1] if 0 < number <= len(lines) else ""
    column = len(text) - len(text.lstrip()) + 1
    return Place(file, number, column, text)
