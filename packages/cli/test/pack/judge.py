"""Prints as JSON what charmcraft makes of a charm's charmcraft.yaml, for each of its platforms, and of packed charms.

Each argument is the directory of a charm, a colon, and the directory of the packed ones.
"""

import json
import pathlib
import sys
import zipfile
from types import SimpleNamespace

import craft_platforms
import yaml
from charmcraft import const
from charmcraft.models.config import JujuConfig
from charmcraft.models.manifest import Manifest
from charmcraft.models.metadata import CharmMetadata
from charmcraft.models.project import CharmcraftProject
from charmcraft.services.analysis import AnalysisService
from charmcraft.services.package import PackageService
from charmcraft.services.project import ProjectService


def made(directory):
    """What `charmcraft pack` would write, by the name of the file."""
    data = yaml.safe_load((directory / "charmcraft.yaml").read_text())
    project = CharmcraftProject.unmarshal(data)
    files = {
        "metadata.yaml": CharmMetadata.from_charm(project).marshal(),
        "config.yaml": project.marshal().get("config") or None,
        "actions.yaml": project.marshal().get("actions") or None,
    }
    return {package(project, item).get_charm_name(): {**files, "bases": bases(project, item)} for item in plan(data)}


def plan(data):
    """What charmcraft builds, one for each platform."""
    if "bases" in data:
        return [old(name, platform["build-on"][0]) for name, platform in old_platforms(data).items()]
    return craft_platforms.charm.get_platforms_charm_build_plan(
        base=data.get("base"), platforms=data["platforms"], build_base=data.get("build-base")
    )


def old_platforms(data):
    service = ProjectService.__new__(ProjectService)
    service.get_raw = lambda: data
    return service._app_render_legacy_platforms()


def old(name, build_on):
    base, architecture = craft_platforms.parse_base_and_architecture(build_on)
    return SimpleNamespace(platform=name, build_base=base, build_on=architecture.value)


def package(project, item):
    """The service that packs, for one platform."""
    services = {"project": SimpleNamespace(get=lambda: project), "build_plan": SimpleNamespace(plan=lambda: [item])}
    service = PackageService.__new__(PackageService)
    service._services = services
    return service


def analysis(charm):
    """What `charmcraft analyse` finds."""
    service = AnalysisService.__new__(AnalysisService)
    return {finding.name: f"{finding.result}" for finding in service.lint_file(charm)}


def bases(project, item):
    return [base.model_dump() for base in package(project, item).get_manifest_bases()]


def read(charm):
    """What charmcraft reads of the files in a packed charm."""
    with zipfile.ZipFile(charm) as archive:
        files = {name: yaml.safe_load(archive.read(name)) for name in archive.namelist() if name.endswith(".yaml")}
    config = files.get("config.yaml")
    return {
        "metadata.yaml": CharmMetadata.unmarshal(files["metadata.yaml"]).marshal(),
        "config.yaml": JujuConfig.unmarshal(config).marshal() if config else None,
        "actions.yaml": files.get("actions.yaml"),
        "bases": [base.model_dump() for base in Manifest.unmarshal(files["manifest.yaml"]).bases],
    }


def judged(directory, output):
    charms = sorted(output.glob("*.charm"))
    return {
        "made": made(directory),
        "read": {charm.name: read(charm) for charm in charms},
        "analysis": {charm.name: analysis(charm) for charm in charms},
    }


json.dump(
    {
        "bases": sorted(const.SUPPORTED_BASE_STRINGS),
        "oldBases": sorted(const.LEGACY_BASES),
        "architectures": sorted(const.SUPPORTED_ARCHITECTURES),
        "charms": [judged(*map(pathlib.Path, pair.split(":"))) for pair in sys.argv[1:]],
    },
    sys.stdout,
)
