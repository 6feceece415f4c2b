"""Runs a composite action as a runner does: expressions, conditions, steps, and the files that steps write.

It knows what this repository's action uses and refuses all else, so that no slip passes as something that a real runner
leaves out silently. Steps that use other actions are recorded, and the test says what they give.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field

import yaml

ACTIONS = {
    "actions/setup-python": {"python-version", "architecture", "cache", "cache-dependency-path", "check-latest"},
    "actions/cache/restore": {
        "path",
        "key",
        "restore-keys",
        "enableCrossOsArchive",
        "fail-on-cache-miss",
        "lookup-only",
    },
    "actions/cache/save": {"path", "key", "enableCrossOsArchive", "upload-chunk-size"},
}
"""The actions that may be used, and the inputs that they know."""

_TOP = {"name", "description", "author", "branding", "inputs", "outputs", "runs"}
_STEP = {"name", "id", "if", "shell", "run", "env", "working-directory", "uses", "with", "continue-on-error"}
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<name>[A-Za-z_][\w.-]*(?:\(\))?)|(?P<sign>==|!=|&&|\|\||!|\(|\)))"
)
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_FULL_TAG = re.compile(r"v\d+\.\d+\.\d+")
_STATUS = ("success()", "failure()", "always()")


class NotUnderstoodError(Exception):
    """The action holds something that this runner does not know, or a real one would refuse."""


@dataclass
class Used:
    """A step that uses another action: which, in what version, and with what."""

    action: str
    version: str
    given: dict[str, str]


@dataclass
class Outcome:
    """What became of a run: the code of the step that failed, the action's outputs, and all that was written."""

    code: int = 0
    outputs: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    used: list[Used] = field(default_factory=list)
    log: str = ""
    summary: str = ""


class Runner:
    """Runs an action once.

    Args:
        action: the file ``action.yml``.
        workspace: the folder that the job has checked out.
        temp: a folder for what the runner writes.
        env: the job's environment, on top of nothing but PATH and HOME.
        gives: the outputs of steps that use other actions, by the step's id.
    """

    def __init__(self, action, workspace, temp, *, env=None, gives=None):
        self._action = yaml.safe_load(action.read_text(encoding="utf-8"))
        _known("the action", self._action, _TOP)
        if self._action["runs"]["using"] != "composite":
            raise NotUnderstoodError("only composite actions are run here")
        self._gives = gives or {}
        self._temp = temp
        self._workspace = workspace
        self._files = {name: temp / name.lower() for name in ("OUTPUT", "ENV", "PATH", "STEP_SUMMARY")}
        self._env = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", str(temp)),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(action.parent),
            "GITHUB_JOB": "content",
            "GITHUB_SHA": "0123456789abcdef0123456789abcdef01234567",
            "GITHUB_WORKSPACE": str(workspace),
            "RUNNER_ARCH": "X64",
            "RUNNER_OS": "Linux",
            "RUNNER_TEMP": str(temp),
            **{f"GITHUB_{name}": str(path) for name, path in self._files.items()},
            **(env or {}),
        }
        self._outcome = Outcome()
        self._contexts = {}

    def run(self, inputs):
        """Run all steps and return the outcome."""
        declared = self._action["inputs"]
        _known("the call", inputs, declared)
        given = {name: inputs.get(name, str(about.get("default", ""))) for name, about in declared.items()}
        self._contexts = {"inputs": given, "steps": {}, "env": self._env, "runner": {"temp": str(self._temp)}}
        self._contexts["github"] = {"action_path": self._env["GITHUB_ACTION_PATH"]}
        for step in self._action["runs"]["steps"]:
            self._step(step)
        outputs = {name: self._filled(about["value"]) for name, about in self._action["outputs"].items()}
        self._outcome.outputs = outputs
        summary = self._files["STEP_SUMMARY"]
        self._outcome.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""
        return self._outcome

    def _step(self, step):
        _known(f"the step {step.get('name')}", step, _STEP)
        condition = str(step.get("if", "success()"))
        bare = condition.strip().removeprefix("${{").removesuffix("}}")
        status = any(name in bare for name in _STATUS)
        if not (status or not self._outcome.code) or not _truth(self._evaluated(bare)):
            return
        self._outcome.steps.append(step["name"])
        code, outputs = self._use(step) if "uses" in step else self._shell(step)
        if "id" in step:
            self._contexts["steps"][step["id"]] = {"outputs": outputs}
        if code and not step.get("continue-on-error"):
            self._outcome.code = self._outcome.code or code

    def _use(self, step):
        action, _, version = step["uses"].partition("@")
        if action not in ACTIONS or not _FULL_TAG.fullmatch(version):
            raise NotUnderstoodError(f"{step['uses']}: not an action that is known, by a whole version")
        given = {name: self._filled(value) for name, value in step.get("with", {}).items()}
        _known(step["uses"], given, ACTIONS[action])
        self._outcome.used.append(Used(action, version, given))
        return 0, self._gives.get(step.get("id"), {})

    def _shell(self, step):
        if step.get("shell") != "bash":
            raise NotUnderstoodError(f"the step {step['name']} needs 'shell: bash'")
        if _EXPRESSION.search(step["run"]):
            raise NotUnderstoodError(f"the step {step['name']} puts an expression into its script")
        for path in self._files.values():
            if path.name != "step_summary":
                path.write_text("", encoding="utf-8")
        script = self._temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self._workspace / self._filled(step.get("working-directory", ".")),
            env={**self._env, **{name: self._filled(value) for name, value in step.get("env", {}).items()}},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        self._outcome.log += done.stdout
        self._env.update(_assignments(self._files["ENV"].read_text(encoding="utf-8")))
        added = self._files["PATH"].read_text(encoding="utf-8").splitlines()
        self._env["PATH"] = os.pathsep.join([*reversed(added), self._env["PATH"]])
        return done.returncode, _assignments(self._files["OUTPUT"].read_text(encoding="utf-8"))

    def _filled(self, value):
        return _EXPRESSION.sub(lambda found: _text(self._evaluated(found[1])), str(value))

    def _evaluated(self, expression):
        return _Parser(expression, self._lookup).value()

    def _lookup(self, name):
        if name in _STATUS:
            return {"success()": not self._outcome.code, "failure()": bool(self._outcome.code)}.get(name, True)
        first, *rest = name.split(".")
        found = self._contexts.get(first)
        if found is None:
            raise NotUnderstoodError(f"there is no context for '{name}'")
        if first == "inputs" and rest[0] not in found:
            raise NotUnderstoodError(f"there is no input '{rest[0]}'")
        for part in rest:
            found = found.get(part, "")
            if found == "":
                return ""
        return found


class _Parser:
    """Reads an expression: texts, names, comparisons, ``!``, ``&&``, ``||`` and brackets, as a runner means them."""

    def __init__(self, expression, lookup):
        self._tokens = []
        self._lookup = lookup
        at, expression = 0, expression.strip()
        while at < len(expression):
            found = _TOKEN.match(expression, at)
            if found is None:
                raise NotUnderstoodError(f"{expression!r} is not understood from {expression[at:]!r} on")
            self._tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()

    def value(self):
        """Return the value of the whole expression."""
        value = self._either()
        if self._tokens:
            raise NotUnderstoodError(f"{self._tokens[0][1]!r} is left over in an expression")
        return value

    def _taken(self, *signs):
        if self._tokens and self._tokens[0][0] == "sign" and self._tokens[0][1] in signs:
            return self._tokens.pop(0)[1]
        return None

    def _either(self):
        value = self._both()
        while self._taken("||"):
            other = self._both()
            value = value if _truth(value) else other
        return value

    def _both(self):
        value = self._compared()
        while self._taken("&&"):
            other = self._compared()
            value = other if _truth(value) else value
        return value

    def _compared(self):
        value = self._single()
        while sign := self._taken("==", "!="):
            same = _text(value).lower() == _text(self._single()).lower()
            value = same == (sign == "==")
        return value

    def _single(self):
        if self._taken("!"):
            return not _truth(self._single())
        if self._taken("("):
            value = self._either()
            if not self._taken(")"):
                raise NotUnderstoodError("a bracket is not closed in an expression")
            return value
        if not self._tokens or self._tokens[0][0] == "sign":
            raise NotUnderstoodError("an expression ends too early")
        what, token = self._tokens.pop(0)
        if what == "text":
            return token[1:-1].replace("''", "'")
        return token == "true" if token in ("true", "false") else self._lookup(token)


def _truth(value):
    return value if isinstance(value, bool) else value != ""


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def _known(what, keys, known):
    strange = set(keys) - set(known)
    if strange:
        raise NotUnderstoodError(f"{what} has {', '.join(sorted(strange))}, which is not known")


def _assignments(text):
    """Read what a step wrote to a file of outputs: ``name=value``, or ``name<<END`` and lines up to END."""
    found = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, sign, value = line.partition("=")
        before, heredoc, end = line.partition("<<")
        if heredoc and (not sign or len(before) < len(name)):
            body = []
            for more in lines:
                if more == end:
                    break
                body.append(more)
            else:
                raise NotUnderstoodError(f"the value of {before} has no end")
            found[before] = "\n".join(body)
        elif sign and name:
            found[name] = value
        else:
            raise NotUnderstoodError(f"{line!r} is no output")
    return found
