"""The Dockerfile's steps, carried out in a clean root; the service is started there as it says.

Where no container engine runs this is what can be had: each instruction of the Dockerfile itself is
read and done in a root of its own (a mount namespace and chroot), with the Python of this machine
for the base image. What it shows, and what it cannot, stands in docs/self-hosting.md.
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from tests.deploy.conftest import ROOT, lay, locked

_TOOLS = ("unshare", "chroot", "setpriv", "mount", "ip")


@dataclass
class Instruction:
    """A line of a Dockerfile: its word, its arguments, and its options (`--from=build`)."""

    word: str
    rest: str
    options: dict[str, str] = field(default_factory=dict)

    @property
    def call(self) -> list[str]:
        """The arguments in the form of JSON, or as a shell would have them."""
        if self.rest.startswith("["):
            return [str(one) for one in json.loads(self.rest)]
        return ["/bin/sh", "-c", self.rest]


def parsed(text: str) -> list[Instruction]:
    """Return the instructions of a Dockerfile."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    found = []
    for line in filter(str.strip, joined.splitlines()):
        word, _, rest = line.strip().partition(" ")
        options: dict[str, str] = {}
        while match := re.match(r"--([a-z-]+)=(\S+)\s*", rest):
            options[match[1]] = match[2]
            rest = rest[match.end() :]
        found.append(Instruction(word.upper(), rest.strip(), options))
    return found


INSTRUCTIONS = parsed((ROOT / "Dockerfile").read_text(encoding="utf-8"))


def stages() -> list[list[Instruction]]:
    """Return the instructions of each stage."""
    found: list[list[Instruction]] = []
    for one in INSTRUCTIONS:
        if one.word == "FROM":
            found.append([])
        if found:
            found[-1].append(one)
    return found


def last(word: str) -> Instruction:
    """Return the last instruction of a kind in the last stage."""
    return [one for one in stages()[-1] if one.word == word][-1]


class TestWritten:
    """What the Dockerfile says, without carrying it out."""

    def test_base_is_pinned(self) -> None:
        """Each stage begins with the same small image of one version."""
        (base,) = (one.rest for one in INSTRUCTIONS if one.word == "ARG")
        assert re.fullmatch(r"PYTHON=3\.\d+\.\d+-slim-[a-z]+", base)
        images = [one.rest.split()[0] for one in INSTRUCTIONS if one.word == "FROM"]
        assert ["python:${PYTHON}"] * 2 == images

    def test_nobody_special(self) -> None:
        """It runs as a user of no name and no rights, and nothing is installed after that."""
        words = [one.word for one in stages()[-1]]
        assert "10001:10001" == last("USER").rest
        assert not {"RUN", "COPY", "ADD"} & set(words[words.index("USER") :])

    def test_everything_is_locked(self) -> None:
        """Whatever comes from outside comes by its hash, and as a wheel."""
        runs = [one.rest for one in INSTRUCTIONS if one.word == "RUN"]
        installs = [
            call for run in runs for call in run.split("&&") if re.search(r"pip.* install", call)
        ]
        assert 3 == len(installs)
        for call in installs:
            by_hash = "--require-hashes" in call and "--only-binary :all:" in call
            assert by_hash or "--no-index" in call
        assert not re.search(r"apt-get|curl|wget", " ".join(runs))

    def test_health(self) -> None:
        """It tells how it is: airdate's own command asks its own port."""
        check = last("HEALTHCHECK")
        assert 'CMD ["airdate", "health", "--url", "http://127.0.0.1:8710"]' in check.rest
        assert "8710" == last("EXPOSE").rest
        assert "8710" in last("CMD").call

    def test_no_secret_goes_in(self) -> None:
        """What the build is given is what it needs: no ledger, no history, no secret."""
        given = {str(path) for path in context(ROOT)}
        assert {"pyproject.toml", "src/airdate/model.py", "deploy/requirements.txt"} <= given
        assert [] == [
            name
            for name in given
            if name.startswith((".git", "secrets", "tests", ".venv", "corpus")) or ".db" in name
        ]


def context(root: Path) -> Iterator[Path]:
    """Yield the files that a build is given: what .dockerignore leaves."""
    rules = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept = [rule[1:] for rule in rules if rule.startswith("!")]
    left_out = [rule for rule in rules if rule.startswith("**/")]
    assert "*" in rules
    for name in kept:
        place = root / name
        files = (
            [place] if place.is_file() else (path for path in place.rglob("*") if path.is_file())
        )
        for path in files:
            found = path.relative_to(root)
            parts = [
                part for rule in left_out for part in found.parts if fnmatch.fnmatch(part, rule[3:])
            ]
            if not parts:
                yield found


class TestCompose:
    """compose.yaml: names that exist, rights that are needed, secrets by file."""

    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)

    def test_commands_exist(self) -> None:
        """Each service of ours calls a command of airdate's, with options that it has."""
        from tests.deploy.test_page import faults

        for name in ("airdate", "watch", "backup"):
            command = [
                re.sub(r"\$\{\w+:-(\w+)\}", r"\1", word)
                for word in self.told["services"][name]["command"]
            ]
            assert [] == faults(["airdate", *command])

    def test_guarded(self) -> None:
        """Ours run on a read-only root, without capabilities, and come back after a crash."""
        for name in ("airdate", "watch", "backup"):
            service = self.told["services"][name]
            assert (True, ["ALL"], ["no-new-privileges:true"]) == (
                service["read_only"],
                service["cap_drop"],
                service["security_opt"],
            )
        restarts = {name: one["restart"] for name, one in self.told["services"].items()}
        assert {"unless-stopped": 3, "no": 1} == {
            word: list(restarts.values()).count(word) for word in set(restarts.values())
        }

    def test_secrets(self) -> None:
        """The password is in a file, and nowhere in the page."""
        assert "POSTGRES_PASSWORD_FILE" in self.text
        assert not re.search(r"PASSWORD: \S", self.text)
        assert (
            "/run/secrets/db_password"
            == self.told["services"]["db"]["environment"]["POSTGRES_PASSWORD_FILE"]
        )
        assert {"db_password"} == set(self.told["secrets"])

    def test_reached_from_this_machine(self) -> None:
        """No port is open to the network; the database has none at all."""
        assert ["127.0.0.1:8710:8710"] == self.told["services"]["airdate"]["ports"]
        assert "ports" not in self.told["services"]["db"]

    def test_waits_for_the_database(self) -> None:
        """Nothing of ours starts before the server is well, of a version that is pinned."""
        for name in ("airdate", "watch", "backup"):
            needed = self.told["services"][name]["depends_on"]["db"]["condition"]
            assert "service_healthy" == needed
        assert re.fullmatch(r"postgres:\d+\.\d+-[a-z]+", self.told["services"]["db"]["image"])

    def test_same_image(self) -> None:
        """The image is called by the version of the package."""
        from airdate import __version__

        assert f"airdate:{__version__}" == self.told["services"]["airdate"]["image"]


# ── carried out ─────────────────────────────────────────────────────────────────────────────


class Root:
    """A clean root for one stage: the base image's system and Python, and what the steps make."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
        self.environment |= {"LD_LIBRARY_PATH": "/usr/local/lib"}  # the image has it in its loader
        self.user = "0:0"
        self.workdir = "/"
        for name in (
            "usr",
            "bin",
            "lib",
            "lib64",
            "etc",
            "proc",
            "dev",
            "tmp",
            "root",
            "opt",
            "run",
        ):
            (folder / name).mkdir(parents=True)
        for name in ("passwd", "group"):
            (folder / "etc" / name).write_text(
                "root:x:0:0:root:/root:/bin/sh\n"[: 14 if name == "group" else None]
            )
        base = Path(sys.base_prefix)
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        local = folder / "local"
        skip = shutil.ignore_patterns("__pycache__", "site-packages", "test", "idlelib", "*.a")
        shutil.copytree(base / "lib" / version, local / "lib" / version, ignore=skip, symlinks=True)
        for library in (base / "lib").glob("libpython*.so*"):
            shutil.copy2(library, local / "lib" / library.name, follow_symlinks=False)
        (local / "bin").mkdir()
        shutil.copy2(Path(sys.executable).resolve(), local / "bin" / version)
        for name in ("python", "python3"):
            (local / "bin" / name).symlink_to(version)
        lay(["pip"], local / "lib" / version / "site-packages")

    def path(self, inside: str) -> Path:
        """Return where a path of the root is outside of it."""
        whole = inside if inside.startswith("/") else f"{self.workdir.rstrip('/')}/{inside}"
        if whole.startswith("/usr/local"):
            whole = whole.replace("/usr/local", "/local", 1)
        return self.folder / whole.lstrip("/")

    def script(self, inside: str, *, sealed: bool) -> str:
        """Return what mounts the system under the root, and runs a script in it.

        sealed: with a root that cannot be written, but for /data and /tmp.
        """
        root = shlex.quote(str(self.folder))
        binds = [
            f"mount --bind -o ro /{name} {root}/{name}" for name in ("usr", "bin", "lib", "lib64")
        ]
        # The base image's /usr/local is its Python, not this machine's.
        binds += [f"mount --bind {root}/local {root}/usr/local"]
        lines = ["set -e", f"mount --bind {root} {root}", *binds]
        lines += [f"mount -t proc proc {root}/proc", f"mount --bind -o ro /dev {root}/dev"]
        if sealed:
            lines += [f"mount -t tmpfs tmpfs {root}/tmp"]  # noqa: S108 -- of the root
            lines += [f"mount --bind {root}/data {root}/data"]
            lines += [
                f"mount -o remount,ro,bind {root}/usr/local",
                f"mount -o remount,ro,bind {root}",
            ]
        lines += ["ip link set lo up"]
        uid, gid = self.user.split(":")
        become = f"setpriv --reuid={uid} --regid={gid} --clear-groups --no-new-privs"
        within = f"cd {shlex.quote(self.workdir)} && {inside}"
        pairs = " ".join(shlex.quote(f"{k}={v}") for k, v in self.environment.items())
        shell = f"chroot {root} {become} /usr/bin/env -i {pairs} /bin/sh -c {shlex.quote(within)}"
        return "\n".join([*lines, shell])

    def run(self, inside: str, *, sealed: bool = False, check: bool = True) -> str:
        """Return what a script prints that runs in the root, cut off from the network."""
        call = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "sh", "-c"]
        done = subprocess.run(
            [*call, self.script(inside, sealed=sealed)],
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert not check or 0 == done.returncode, f"{inside}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _given(tmp: Path) -> Path:
    """Return a folder with what the build is given, as .dockerignore has it."""
    for name in context(ROOT):
        _copy(ROOT / name, tmp / name)
    return tmp


def _run(root: Root, command: str) -> None:
    """Carry out a RUN; packages that it would fetch are laid from this environment's own."""
    for part in command.split(" && "):
        if "--require-hashes" not in part:
            root.run(part)
            continue
        words = shlex.split(part)
        lock = root.path(words[words.index("-r") + 1])
        where = words[words.index("--python") + 1] if "--python" in words else ""
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        prefix = where.removesuffix("/bin/python") if where else "/usr/local"
        lay(locked(lock), root.path(f"{prefix}/lib/{version}/site-packages"))


def built(folder: Path) -> Root:
    """Return the root of the last stage, made by the Dockerfile's own steps."""
    given = _given(folder / "context")
    made: dict[str, Root] = {}
    root = None
    for one in (one for stage in stages() for one in stage):
        if one.word == "FROM":
            name = one.rest.partition(" AS ")[2] or "last"
            root = made[name] = Root(folder / name)
            continue
        assert root is not None
        if one.word == "ENV":
            pairs = shlex.split(one.rest)
            root.environment |= dict(pair.split("=", 1) for pair in pairs)
        elif one.word == "WORKDIR":
            root.workdir = one.rest
            root.path(one.rest).mkdir(parents=True, exist_ok=True)
        elif one.word == "USER":
            root.user = one.rest
        elif one.word == "RUN":
            _run(root, one.rest)
        elif one.word == "COPY":
            source = made[one.options["from"]] if "from" in one.options else None
            *names, target = one.rest.split()
            for name in names:
                came = source.path(name) if source else given / name
                into = root.path(target)
                onto = into / came.name if target.endswith("/") or came.is_file() else into
                _copy(came, onto)
    assert root is not None
    return root


_SERVICE = """
{start} > /tmp/log 2>&1 &
for second in $(seq 60); do
    {health} > /tmp/health 2>&1 && break
    sleep 1
done
cat /tmp/health
python -c 'import urllib.request as u; print(u.urlopen("{site}/healthz").read())'
python -c 'import urllib.request as u; print(u.urlopen("{site}/").status)' 2>&1 | tail -1
id -u
touch /opt/airdate/x 2>&1
touch /data/x && echo writes to /data
head -c 300 /proc/$!/status | head -1
kill -TERM $!
wait
cat /tmp/log
"""


@pytest.mark.slow
def test_the_steps_make_a_service(tmp_path: Path) -> None:
    """Built without a network, it starts as nobody on a read-only root, and is well."""
    lacking = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if os.geteuid() != 0 or lacking:
        pytest.skip(f"a root of its own needs root and {', '.join(_TOOLS)}")
    if subprocess.run(["unshare", "--mount", "--net", "true"], check=False).returncode:
        pytest.skip("this machine lets nobody make namespaces")
    root = built(tmp_path)
    assert "pip" not in [path.name for path in root.path("/opt/airdate/bin").iterdir()]
    assert [] == list(root.path("/usr/local/lib").glob("python*/site-packages/pip"))
    assert "No token" in root.run("airdate token list || true; echo No token", sealed=True)
    refused = root.run(
        shlex.join([*last("ENTRYPOINT").call, *last("CMD").call]), sealed=True, check=False
    )
    assert "airdate token new NAME" in refused
    assert root.run("airdate token new phone", sealed=True).startswith("airdate_")
    start = shlex.join([*last("ENTRYPOINT").call, *last("CMD").call])
    health = shlex.join(json.loads(last("HEALTHCHECK").rest.partition("CMD ")[2]))
    told = root.run(
        _SERVICE.format(start=start, health=health, site="http://127.0.0.1:8710"),
        sealed=True,
        check=False,
    )
    assert "http://127.0.0.1:8710 is well." in told
    assert "b'alive\\n'" in told
    assert "401" in told
    assert "\n10001\n" in told
    assert "Read-only file system" in told
    assert "writes to /data" in told
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert {"/"} == {line["route"] for line in lines if line.get("status") == 401}
