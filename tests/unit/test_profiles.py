"""Profiles of a project: whose settings are laid over those of `_quarto.yml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from vexas_evidence.load.yaml import Mapping as YamlMapping
from vexas_evidence.load.yaml import plain
from vexas_evidence.publish.render.profiles import VARIABLE, read_settings, refuse_unknown
from vexas_evidence.publish.render.project import load_project
from vexas_evidence.system.problems import BadInput

BASE = "project: {type: website, render: [a.qmd]}\nwebsite: {title: Site}\ntoc: true\n"
Make = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    monkeypatch.delenv(VARIABLE, raising=False)

    def write(files: Mapping[str, str]) -> Path:
        for name, text in {"_quarto.yml": BASE, **files}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def settings(root: Path) -> object:
    return plain(read_settings(root)[0])


def test_a_profile_in_use_goes_over_the_project(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "draft")
    root = make({"_quarto-draft.yml": "website: {title: Draft}\n"})
    assert load_project(root).website.title == "Draft"


def test_lists_of_a_profile_add_up(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "draft")
    root = make({"_quarto-draft.yml": "project: {render: [a.qmd, b.qmd]}\n"})
    assert load_project(root).render == ("a.qmd", "b.qmd")


def test_the_first_of_two_profiles_goes_before_the_other(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "one, two")
    root = make({"_quarto-one.yml": "toc-depth: 1\n", "_quarto-two.yml": "toc-depth: 2\n"})
    assert load_project(root).settings.shared["toc-depth"].value == "1"


def test_a_profile_that_is_not_in_use_is_not_read(make: Make) -> None:
    assert load_project(make({"_quarto-draft.yml": "website: {title: Draft}\n"})).website.title == "Site"


def test_the_default_profile_is_in_use_where_none_is_named(make: Make) -> None:
    root = make({"_quarto.yml": BASE + "profile: {default: draft}\n", "_quarto-draft.yml": "website: {title: Draft}\n"})
    assert load_project(root).website.title == "Draft"


def test_settings_of_one_machine_go_over_all_others(make: Make) -> None:
    assert load_project(make({"_quarto.yml.local": "website: {title: Here}\n"})).website.title == "Here"


def test_a_key_of_a_profile_stands_where_it_was_written(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "draft")
    root = make({"_quarto-draft.yml": "toc: false\ntocdepth: 2\n"})
    with pytest.raises(BadInput) as refused:
        load_project(root)
    message = "_quarto-draft.yml:2: unsupported key 'tocdepth': a key of features.yml: did you mean 'toc-depth'?"
    assert str(refused.value) == message


def test_the_settings_of_a_project_know_their_files(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "draft")
    root = make({"_quarto-draft.yml": "toc: false\n"})
    assert load_project(root).configs == ("_quarto.yml", "_quarto-draft.yml")


def test_a_value_of_a_profile_takes_the_place_of_another_kind(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "draft")
    config, _ = read_settings(make({"_quarto-draft.yml": "toc: [a]\n"}))
    assert isinstance(config, YamlMapping)
    assert plain(config.items["toc"]) == ["a"]


def test_a_group_of_profiles_is_refused_where_none_is_named(make: Make) -> None:
    root = make({"_quarto.yml": BASE + "profile: {group: [a, b]}\n"})
    with pytest.raises(BadInput) as refused:
        load_project(root)
    assert str(refused.value) == "_quarto.yml: profile: group: the profile to use: name one: set QUARTO_PROFILE"


def test_the_embedded_engine_refuses_a_profile_without_a_file(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "draft")
    with pytest.raises(BadInput) as refused:
        refuse_unknown(make({}))
    message = "profile 'draft' has no file: _quarto-draft.yml: write it, or render with --engine quarto"
    assert str(refused.value) == f"QUARTO_PROFILE: {message}"
