"""Where templates lie: the user's own `templates/` folder, and the shipped one behind it.

A name that begins with `!` is always the shipped template, so an own one can extend the one it replaces.
"""

from importlib.resources import files
from pathlib import Path

from zvarot.case.bounds import leads_out
from zvarot.findings import Place, TemplateFault, WrongUse, did_you_mean

MAX_BYTES = 1_000_000
"""Of one template: twenty times the largest that comes with the program."""


def shipped_templates() -> Path:
    """Return the folder of the templates that come with the program."""
    inside = Path(str(files("zvarot"))) / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "templates"


class TemplateFolders:
    """Looks a template up in the user's folder, if there is one, and then in the shipped one."""

    def __init__(self, own: Path | None = None) -> None:
        if own and own.is_symlink():
            raise TemplateFault(
                f"{own} is a link",
                "Put the folder itself in its place: a link can lead to files that no letter may show.",
                Place(str(own), 1, 1),
            )
        if own and own.exists() and not own.is_dir():
            raise TemplateFault(f"{own} is no folder", "Take it away.", Place(str(own), 1, 1))
        self.own = own if own and own.is_dir() else None
        self.shipped = shipped_templates()

    def find(self, template: str) -> tuple[Path, str] | None:
        """Return the folder and the name within it, or None.

        Raise TemplateFault where something stands in its place that cannot be a template.
        """
        name = template.removeprefix("!")
        folders = [self.shipped] if template.startswith("!") or not self.own else [self.own, self.shipped]
        for folder in folders:
            if folder == self.own and _leads_nowhere_else(name):
                _refuse_what_is_no_template(folder / name, folder)
            if _is_inside(folder, name):
                return folder, name
        return None

    def path(self, name: str) -> Path:
        """Return the file of a template that is there, the user's own before the shipped one."""
        found = self.find(name)
        return found[0] / found[1] if found else Path(name)

    def read(self, name: str) -> str:
        """Return a template's text as it stands; raise TemplateFault where it cannot be read."""
        path = self.path(name)
        try:
            return path.read_text(encoding="utf-8")
        except OSError as error:
            words, help = f"{name} cannot be read: {error.strerror}", "Look at its rights."
            raise TemplateFault(words, help, Place(str(path), 1, 1)) from error
        except UnicodeDecodeError as error:
            words, help = f"{name} cannot be read: {error}", "Save it as UTF-8."
            raise TemplateFault(words, help, Place(str(path), 1, 1)) from error

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

    def is_own(self, name: str) -> bool:
        """Tell whether the user's own folder has a template of this name."""
        return self.own is not None and _is_inside(self.own, name)

    def is_shipped(self, name: str) -> bool:
        """Tell whether a template of this name comes with the program."""
        return _is_inside(self.shipped, name)

    def forms(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return, for each form and language, the kinds that have a template of their own."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for name in self.list_templates():
            parts = name.split("/")
            if len(parts) == 4 and parts[0] == "forms":
                languages = found.setdefault(parts[1], {})
                kind = parts[3].removesuffix(".html.j2")
                languages[parts[2]] = (*languages.get(parts[2], ()), kind)
        return found

    def choose(self, form: str, language: str, kind: str) -> str:
        """Return the name of the template for a recipient; raise WrongUse where there is none."""
        for name in (
            f"forms/{form}/{language}/{kind}.html.j2",
            f"forms/{form}/{language}/letter.html.j2",
        ):
            if self.find(name):
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


def _is_inside(folder: Path, name: str) -> bool:
    """Tell whether a folder has a file of this name, which may not lead out of it."""
    return _leads_nowhere_else(name) and (folder / name).is_file()


def _leads_nowhere_else(name: str) -> bool:
    """Tell whether a name can only be one of a file within the folder it is looked for in."""
    parts = name.split("/")
    return ".." not in parts and "" not in parts and "\0" not in name


def _refuse_what_is_no_template(path: Path, folder: Path) -> None:
    """Raise TemplateFault for a way to somewhere else, and for what cannot be read to its end.

    It is not passed over: the shipped template behind it would then make another letter than was meant.
    """
    on_the_way = [one for one in path.parents if one.is_relative_to(folder) and one != folder]
    odd = [one for one in on_the_way if _stands(one) and not one.is_dir()]
    if odd or (_stands(path) and not path.is_file()):
        what = odd[-1] if odd else path
        raise _no_template(what, "stands where templates are looked for, but cannot be used", "Take it away.")
    if not _stands(path):
        return
    if leads_out(path, folder):
        raise _no_template(
            path, f"is a link that leads out of {folder}", "Put a copy of the file in its place."
        )
    if path.stat().st_nlink > 1:
        help = "It can be a file that no letter may show. Put a copy of it in its place."
        raise _no_template(path, "has another name elsewhere (a hard link)", help)
    if path.stat().st_size > MAX_BYTES:
        raise _no_template(path, "is too large", f"At most {MAX_BYTES // 10**6} MB are read of a template.")


def _stands(path: Path) -> bool:
    """Tell whether anything is there, a link that leads nowhere included."""
    return path.is_symlink() or path.exists()


def _no_template(path: Path, what: str, help: str) -> TemplateFault:
    return TemplateFault(f"{path.name} {what}", help, Place(str(path), 1, 1))
