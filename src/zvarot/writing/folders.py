"""Where templates lie: the user's own `templates/` folder, and the shipped one behind it.

A name that begins with `!` is always the shipped template, so an own one can extend the one it replaces.
"""

from importlib.resources import files
from pathlib import Path

from zvarot.case.bounds import leads_out
from zvarot.findings import Place, TemplateFault, WrongUse, did_you_mean


def shipped_templates() -> Path:
    """Return the folder of the templates that come with the program."""
    inside = Path(str(files("zvarot"))) / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "templates"


class TemplateFolders:
    """Looks a template up in the user's folder, if there is one, and then in the shipped one."""

    def __init__(self, own: Path | None = None) -> None:
        self.own = own if own and own.is_dir() else None
        if self.own and self.own.is_symlink():
            raise TemplateFault(
                f"{self.own} is a link",
                "Put the folder itself in its place: a link can lead to files that no letter may show.",
                Place(str(self.own), 1, 1),
            )
        self.shipped = shipped_templates()

    def find(self, template: str) -> tuple[Path, str] | None:
        """Return the folder and the name within it, or None.

        Raise TemplateFault where it is a link that leads out of the folder.
        """
        name = template.removeprefix("!")
        folders = [self.shipped] if template.startswith("!") or not self.own else [self.own, self.shipped]
        for folder in folders:
            if _is_inside(folder, name):
                _refuse_way_out(folder / name, folder)
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
        except (OSError, UnicodeDecodeError) as error:
            raise TemplateFault(
                f"{name} cannot be read: {error}", "Save it as UTF-8.", Place(str(path), 1, 1)
            ) from error

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
    parts = name.split("/")
    return ".." not in parts and "" not in parts and (folder / name).is_file()


def _refuse_way_out(path: Path, folder: Path) -> None:
    if leads_out(path, folder):
        raise TemplateFault(
            f"{path.name} is a link that leads out of {folder}",
            "Put a copy of the file in its place.",
            Place(str(path), 1, 1),
        )
