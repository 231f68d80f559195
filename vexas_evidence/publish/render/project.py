"""A Quarto project: what `_quarto.yml` and `_variables.yml` say, and the texts of its files, each read once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import yaml

from vexas_evidence.load.yaml import Mapping as YamlMapping
from vexas_evidence.load.yaml import Node, Plain, Sequence, plain, read, read_text
from vexas_evidence.publish.render.profiles import CONFIG, LOCAL, read_settings
from vexas_evidence.publish.render.request import Log
from vexas_evidence.publish.render.settings import (
    PageSettings,
    Settings,
    flag,
    in_scope,
    read_keys,
    read_page_settings,
    text,
    texts,
)
from vexas_evidence.publish.render.shortcodes import Expander
from vexas_evidence.system.problems import BadInput, Place, Problems, nearest, one
from vexas_evidence.system.working_folders import working_folder

VARIABLES = "_variables.yml"
PAGES = "report"
PACKAGE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link of the navbar, and where it is written."""

    href: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Website:
    """What every page of the site shares: names, links in the navbar, texts in the footer (left, center, right)."""

    title: str
    navbar_title: str
    description: str
    left: tuple[MenuLink, ...]
    right: tuple[MenuLink, ...]
    footer: tuple[str, str, str]
    page_navigation: bool


@dataclass(frozen=True, slots=True)
class Project:
    """A project: where it is, which pages it has, and the settings of all of them."""

    root: Path
    output_dir: str
    render: tuple[str, ...]
    pre_render: tuple[str, ...]
    post_render: tuple[str, ...]
    resources: tuple[str, ...]
    website: Website
    variables: Mapping[str, Plain]
    settings: PageSettings
    configs: tuple[str, ...] = (CONFIG,)
    """The files of its settings: `_quarto.yml`, and those of the profiles in use."""
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    """The files read so far, by path: a render that hands its project on reads each file once."""

    def text(self, path: str) -> str:
        """Return the text of the file *path* (relative to the project); raises BadInput where it cannot be read."""
        if path not in self.texts:
            self.texts[path] = read_text(self.root / path, path)
        return self.texts[path]


@contextmanager
def project_folder(
    named: Path | None, variables: Mapping[str, str], tell: Log, of_report: bool = False
) -> Iterator[Path]:
    """Yield the folder of the project to render: the one named, the current one, or else the pages of the package.

    The package may not be written to, and a render writes beside its pages: these are copied into a working folder,
    with *variables* as what their titles say, its site among them, and *tell* hears of it. So are those of a project
    whose titles are to be *of_report*, another than they name. Raises BadInput where there is no project.
    """
    folder, is_own = named or Path(), named is not None or Path(CONFIG).exists()
    if not is_own:
        tell(f"pages: those that come with vexas-evidence {version('vexas-evidence')}")
        folder = _packaged()
    elif not (folder / CONFIG).exists():
        remedy = "name that folder, or leave --project out for the pages that come with the package"
        raise one(Place(str(folder / CONFIG)), "file not found", "the folder of a Quarto project", remedy)
    with nullcontext(folder) if is_own and not of_report else _copied(folder, variables) as given:
        yield given


@contextmanager
def _copied(source: Path, variables: Mapping[str, str]) -> Iterator[Path]:
    with working_folder("vexas-pages-") as folder:
        _copy_pages(source, folder)
        site = {"website": {"title": variables["site"]}}
        for name, content in ((VARIABLES, dict(variables)), (LOCAL, site)):
            (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        yield folder


def _packaged() -> Path:
    """Return where the pages of the package are: in it, or at the top of the repository that it is imported from."""
    for folder in (PACKAGE / "pages", PACKAGE.parent):
        if (folder / CONFIG).is_file() and (folder / PAGES).is_dir():
            return folder
    wrong = "not in the current folder, and no pages come with the package"
    remedy = "name the folder of a Quarto project with --project, or install vexas-evidence again from its wheel"
    raise one(Place(CONFIG), wrong, "pages to render", remedy)


def _copy_pages(source: Path, folder: Path) -> None:
    """Copy settings and pages, but not what a render has written beside these, nor who may write them."""
    for path in (source / CONFIG, *(source / PAGES).rglob("*")):
        name = path.relative_to(source)
        if path.is_file() and not {"generated", "__pycache__"} & set(name.parts):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)


def load_project(root: Path) -> Project:
    """Read the project in the folder *root*; raises BadInput with all problems of its settings and variables."""
    root = root.resolve()
    config, files = read_settings(root)
    problems = Problems()
    settings = read_page_settings(config, root, ("project", "website"), problems)
    keys = _section(config, "project", root, problems)
    variables = _read_variables(root, problems)
    shortcodes = Expander(variables, settings.shared, problems)
    website = _read_website(config.items.get("website"), root, shortcodes, problems)
    for hook in ("pre-render", "post-render"):
        for script in texts(keys, hook):
            if not script.endswith(".py"):
                problems.add(keys[hook].place, f"{hook}: {script}", "a Python script", "write it in Python")
            elif not (root / script).is_file():
                wrong = f"{hook}: {script} does not exist"
                problems.add(keys[hook].place, wrong, "a Python script", "create it or correct the path")
    for key in ("render", "resources"):
        for pattern in texts(keys, key):
            if ".." in Path(pattern).parts:
                problems.add(keys[key].place, f"{key}: {pattern}", "files inside the project", "move them there")
    problems.refuse()
    return Project(
        root=root,
        output_dir=text(keys, "output-dir", "_site"),
        render=texts(keys, "render") or ("**/*.qmd",),
        pre_render=texts(keys, "pre-render"),
        post_render=texts(keys, "post-render"),
        resources=texts(keys, "resources"),
        website=website,
        variables=variables,
        settings=settings,
        texts=files,
        configs=tuple(files),
    )


def _anchored(pattern: str) -> str:
    """Return a pattern as Quarto reads it: from the root if it is a path or begins with a slash, else at any depth."""
    if not set("*?[{") & set(pattern):
        return pattern.removeprefix("/")
    return pattern.removeprefix("/") if pattern.startswith("/") else f"**/{pattern.removeprefix('**/')}"


def page_paths(project: Project) -> tuple[str, ...]:
    """Return the project's pages, in the order of its globs, as paths relative to the project."""
    found: dict[str, None] = {}
    for pattern in project.render:
        matches = sorted(
            path.relative_to(project.root).as_posix()
            for path in project.root.glob(_anchored(pattern.removeprefix("!")))
        )
        for name in matches:
            hidden = any(part.startswith(("_", ".")) for part in Path(name).parts)
            if pattern.startswith("!"):
                found.pop(name, None)
            elif name.endswith(".qmd") and not hidden:
                found[name] = None
    if not found:
        raise one(Place(CONFIG), "no page", "a .qmd file that `render:` names", "correct `render:` or add a page")
    return tuple(found)


def select_pages(project: Project, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the pages that *wanted* names by stem or by path; none wanted means all.

    Raises BadInput for every name that is no page.
    """
    pages = page_paths(project)
    if not wanted:
        return pages
    chosen, problems = set[str](), Problems()
    for name in wanted:
        posix = Path(name).as_posix()
        matches = [page for page in pages if posix in (page, Path(page).stem, page.removesuffix(".qmd"))]
        if not matches and Path(name).is_absolute():
            matches = [page for page in pages if (project.root / page) == Path(name).resolve()]
        chosen.update(matches)
        if not matches:
            stems = [Path(page).stem for page in pages]
            problems.add(Place(CONFIG), f"no page {name!r}", "a page of the project", nearest(Path(name).stem, stems))
    problems.refuse()
    return tuple(page for page in pages if page in chosen)


def no_such_page(formats: tuple[str, ...]) -> BadInput:
    """Return the exception for formats that no page asked for has."""
    return one(Place(CONFIG), f"no page to make as {', '.join(formats)}", "a page with that format", "ask for another")


def _section(config: YamlMapping, name: str, root: Path, problems: Problems) -> Settings:
    node = config.items.get(name)
    return read_keys(node, name, root, problems) if node is not None else {}


def _read_variables(root: Path, problems: Problems) -> Mapping[str, Plain]:
    if not (root / VARIABLES).exists():
        return {}
    value: Plain = {}
    with problems.collected():
        value = plain(read(root / VARIABLES, VARIABLES))
    if isinstance(value, dict):
        return value
    problems.add(Place(VARIABLES), "not a mapping", "names and values", "write `name: value`")
    return {}


def _read_website(node: Node | None, root: Path, shortcodes: Expander, problems: Problems) -> Website:
    if node is None:
        return Website("", "", "", (), (), ("", "", ""), False)

    def keys_of(node: Node | None, scope: str) -> Settings:
        return shortcodes.expand_settings(read_keys(node, scope, root, problems)) if node is not None else {}

    keys, items = keys_of(node, "website"), _items(node)
    navbar, footer = items.get("navbar"), items.get("page-footer")
    bar, links = keys_of(navbar, "navbar"), _items(navbar)
    footers = ("", text(keys, "page-footer"), "")
    if isinstance(footer, YamlMapping):
        places = keys_of(footer, "page-footer")
        footers = (text(places, "left"), text(places, "center"), text(places, "right"))
    return Website(
        title=(title := text(keys, "title")),
        navbar_title=text(bar, "title", title),
        description=text(keys, "description"),
        left=_read_entries(links.get("left"), root, shortcodes, problems),
        right=_read_entries(links.get("right"), root, shortcodes, problems),
        footer=footers,
        page_navigation=flag(keys, "page-navigation"),
    )


def _items(node: Node | None) -> Mapping[str, Node]:
    return node.items if isinstance(node, YamlMapping) else {}


def _read_entries(node: Node | None, root: Path, shortcodes: Expander, problems: Problems) -> tuple[MenuLink, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        wrong, remedy = "navbar links are not a list", "write `- href:` and `text:`"
        problems.add(node.place, wrong, "a list of links", remedy)
        return ()
    entries = []
    for item in node.items:
        if not isinstance(item, YamlMapping):
            problems.add(item.place, "a bare link", "`href` and `text`", "write `- href:` and `text:`")
            continue
        keys = shortcodes.expand_settings(read_keys(item, "navbar entry", root, problems))
        for key in sorted(in_scope("navbar entry")):
            if key not in item.items:
                problems.add(item.place, f"a link without {key}", "`href` and `text`", f"add `{key}:`")
        entries.append(MenuLink(text(keys, "href"), text(keys, "text"), item.place))
    return tuple(entries)
