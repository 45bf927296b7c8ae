"""Find templates, and build the one environment that fills them.

The user's own `templates/` folder is searched before the shipped one; a name that begins with `!` is
always the shipped template, so an own one can extend the one it replaces.
"""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
)
from jinja2.debug import rewrite_traceback_stack
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from zvarot.findings import Place, TemplateFault, WrongUse, did_you_mean

_WITHHELD_FILTERS = ("pprint", "random", "urlize")
_WITHHELD_GLOBALS = ("lipsum",)


def shipped_templates() -> Path:
    """Return the folder of the templates that come with the program."""
    inside = Path(str(files("zvarot"))) / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "templates"


class TemplateFolders(BaseLoader):
    """Looks a template up in the user's folder, then in the shipped one."""

    def __init__(self, own: Path | None) -> None:
        self.own = own
        self.shipped = shipped_templates()

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text and file; links that leave their folder are not followed."""
        path = self.find(template)
        if path is None:
            raise TemplateNotFound(template)
        loader = FileSystemLoader(path[0])
        return loader.get_source(environment, path[1])

    def find(self, template: str) -> tuple[Path, str] | None:
        """Return the folder and the name within it, or None.

        Raise TemplateFault where it is a link that leads out of the folder.
        """
        name = template.removeprefix("!")
        if ".." in (parts := name.split("/")) or "" in parts:
            return None
        folders = [self.shipped] if template.startswith("!") or not self.own else [self.own, self.shipped]
        for folder in folders:
            path = folder / name
            if path.is_file():
                _refuse_way_out(path, folder)
                return folder, name
        return None

    def list_templates(self) -> list[str]:
        """Return the names of all templates, the user's own and the shipped."""
        folders = [folder for folder in (self.own, self.shipped) if folder and folder.is_dir()]
        return sorted(
            {
                path.relative_to(folder).as_posix()
                for folder in folders
                for path in folder.rglob("*")
                if path.is_file()
            }
        )


def _refuse_way_out(path: Path, folder: Path) -> None:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise TemplateFault(
            f"{path.name} is a link that leads out of {folder}",
            "Put a copy of the file in its place.",
            Place(str(path), 1, 1),
        )


@dataclass(frozen=True)
class Templates:
    """The templates of a campaign, opened once."""

    environment: Environment
    folders: TemplateFolders

    def forms(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return, for each form and language, the kinds that have a template of their own."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for name in self.folders.list_templates():
            parts = name.split("/")
            if len(parts) == 4 and parts[0] == "forms":
                languages = found.setdefault(parts[1], {})
                kind = parts[3].removesuffix(".html.j2")
                languages[parts[2]] = (*languages.get(parts[2], ()), kind)
        return found

    def path(self, name: str) -> Path:
        """Return the file of a template that is there, the user's own before the shipped one."""
        found = self.folders.find(name)
        return found[0] / found[1] if found else Path(name)

    def choose(self, form: str, language: str, kind: str) -> str:
        """Return the name of the template for a recipient; raise WrongUse where there is none."""
        for name in (
            f"forms/{form}/{language}/{kind}.html.j2",
            f"forms/{form}/{language}/letter.html.j2",
        ):
            if self.folders.find(name):
                return name
        forms = self.forms()
        if form not in forms:
            known = ", ".join(sorted(forms))
            raise WrongUse(f'there is no form "{form}"', did_you_mean(form, forms) or f"There are: {known}.")
        raise WrongUse(
            f'the form "{form}" has no template in the language "{language}"',
            f"It has: {', '.join(sorted(forms[form]))}. Write templates/forms/{form}/{language}"
            "/letter.html.j2, or change the recipient's language.",
        )

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

    def fill(self, block: str) -> str:
        """Return a block's HTML; raise TemplateFault when it is not there or cannot be filled."""
        if block not in self.context.blocks:
            raise TemplateFault(
                f"the template has no block `{block}`",
                f"Add {{% block {block} %}}…{{% endblock %}}, or extend the shipped template.",
                Place(str(self.templates.path(self.name)), 1, 1),
            )
        try:
            return "".join(self.context.blocks[block][0](self.context)).strip()
        except Exception as error:
            raise template_fault(error, self.templates.folders, self.name) from error


def open_templates(own: Path | None = None) -> Templates:
    """Open the shipped templates, and the user's own folder before them if there is one."""
    folders = TemplateFolders(own if own and own.is_dir() else None)
    environment = ImmutableSandboxedEnvironment(
        loader=folders,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    for name in _WITHHELD_FILTERS:
        del environment.filters[name]
    for name in _WITHHELD_GLOBALS:
        del environment.globals[name]
    return Templates(environment, folders)


def template_fault(error: Exception, folders: TemplateFolders, name: str) -> TemplateFault:
    """Say in which template, and in which line of it, something went wrong.

    To be called while the error is handled: a template runs as Python code, whose lines are not its own.
    """
    if isinstance(error, TemplateFault):
        return error
    rewrite_traceback_stack()
    if isinstance(error, (TemplateNotFound, TemplatesNotFound)):
        help = did_you_mean(str(error.name), folders.list_templates())
        return TemplateFault(f"there is no template {error.name}", help, _place(error, folders, name))
    if isinstance(error, SecurityError):
        message = "the template reaches for something that templates may not use"
        return TemplateFault(message, "Use only the values of the letter.", _place(error, folders, name))
    if isinstance(error, TemplateError):
        message = f"the template cannot be filled: {error.message}"
        help = "`zvarot templates list` and docs/reference/templates.md name the values there are."
        return TemplateFault(message, help, _place(error, folders, name))
    message = f"the template cannot be filled: {type(error).__name__}: {error}"
    return TemplateFault(message, "", _place(error, folders, name))


def _place(error: Exception, folders: TemplateFolders, name: str) -> Place:
    """Return the innermost line of a template that an error passed through."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return _line(error.filename, error.lineno)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    if frames:
        return _line(frames[-1].filename, frames[-1].lineno or 1)
    found = folders.find(name)
    return _line(str(found[0] / found[1]), 1) if found else Place(name, 1, 1)


def _line(file: str, number: int) -> Place:
    lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    text = lines[number - 1] if 0 < number <= len(lines) else ""
    column = len(text) - len(text.lstrip()) + 1
    return Place(file, number, column, text)
