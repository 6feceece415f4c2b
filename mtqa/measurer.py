"""Measures sentences: takes from the cache what earlier runs scored, and loads the language model for the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from mtqa import lm
from mtqa.cache import Cache, key, location
from mtqa.config import Settings
from mtqa.detector import LAYOUT, Detector, Glance, Measured
from mtqa.lm import LanguageModel

Kept = TypeVar("Kept", Measured, Glance)


class Scorer(NamedTuple):
    """What scores are made with: the language model's name and revision, its number format, the device in words."""

    model: str
    precision: str
    device: str


class Store(Protocol):
    """Has what scoring some texts in full gave, with this model and detector."""

    def get(self, texts: Sequence[str]) -> dict[str, bytes]:
        """Return what it has of these, packed."""
        ...  # pragma: no cover


class Measurer:
    """Measures texts under one set of settings; the language model is loaded when the first text needs it.

    Attributes:
        cached: sentences that needed no scoring, since the cache had them.
        scored: texts that the language model scored in full.
        shared: has what somebody else scored, and is asked before the cache.
    """

    def __init__(self, settings: Settings, detector: Detector, say: Callable[[str], None]) -> None:
        """Prepare a run; ``say`` is told of an installation of the language model."""
        self._settings, self._detector, self._say = settings, detector, say
        self.cached = self.scored = 0
        self.shared: Store | None = None

    @cached_property
    def model(self) -> LanguageModel:
        """The language model.

        Raises:
            ModelError: it is not installed and can't be, or can't be loaded.
            DetectorError: the detector belongs to another one.
        """
        model = lm.load(self._settings, self._say)
        self._detector.fit(model.name)
        return model

    @cached_property
    def cache(self) -> Cache | None:
        """What earlier runs scored; None where it isn't wanted."""
        if not self._settings.cache:
            return None
        return Cache(location(), int(self._settings.cache_size * 2**20), self._say)

    @cached_property
    def scorer(self) -> Scorer:
        """What scores are made with. Where the cache has noted it for this machine, the model isn't loaded for it."""
        noted = self.cache.name(self._circumstances) if self.cache and self._circumstances else None
        if noted is not None and noted.count("\n") == len(Scorer._fields) - 1:
            scorer = Scorer(*noted.split("\n"))
            self._detector.fit(scorer.model)
            return scorer
        return self._noted(self.model)

    @cached_property
    def _circumstances(self) -> str | None:
        return lm.circumstances(self._settings)

    def _noted(self, model: LanguageModel) -> Scorer:
        scorer = Scorer(model.name, model.precision, model.device)
        if self.cache and self._circumstances:
            self.cache.note(self._circumstances, "\n".join(scorer))
        return scorer

    @property
    def known(self) -> Scorer | None:
        """The same where anything has asked for it already, else None."""
        return self.__dict__.get("scorer")

    @property
    def device(self) -> str:
        """What the scores were computed on, in words, and how many of them in earlier runs."""
        device = self.model.device if "model" in self.__dict__ else self.scorer.device
        noun = "sentence" if self.cached == 1 else "sentences"
        return f"{device}; {self.cached:,} {noun} from the cache" if self.cached else device

    def measured(self, texts: Sequence[str]) -> list[Measured]:
        """Measure normalised texts: take from the cache what it has, and score and keep the rest.

        Raises:
            ModelError: the language model is missing or failed.
        """
        return self._kept("", texts, Measured, self._detector.measure)

    def glances(self, texts: Sequence[str]) -> list[Glance]:
        """Take a first look at normalised texts, and keep that too.

        Raises:
            ModelError: the language model is missing or failed.
        """
        return self._kept("glance", texts, Glance, self._detector.glance)

    def _kept(
        self,
        what: str,
        texts: Sequence[str],
        kind: type[Kept],
        make: Callable[[LanguageModel, Sequence[str]], list[Kept]],
    ) -> list[Kept]:
        """Take from the cache what it has of some texts; make and keep the rest."""
        scorer = self.scorer
        if self.cache is None and self.shared is None:
            self.scored += 0 if what else len(texts)
            return make(self.model, texts)
        parts = (LAYOUT, scorer.model, scorer.precision, self._detector.identity, *([what] if what else []))
        keys = [key(*parts, one) for one in texts]
        stored = self.cache.get(keys) if self.cache is not None else {}
        if self.shared is not None and not what:
            shared = self.shared.get(texts)
            stored |= {name: shared[one] for name, one in zip(keys, texts, strict=True) if one in shared}
        found = {i: kind.unpack(stored[name]) for i, name in enumerate(keys) if name in stored}
        missing = [i for i in range(len(texts)) if i not in found]
        if missing and (self.model.name, self.model.precision) != scorer[:2]:  # noted when the machine was another
            self.__dict__["scorer"] = self._noted(self.model)
            return self._kept(what, texts, kind, make)
        if missing:
            found |= zip(missing, make(self.model, [texts[i] for i in missing]), strict=True)
            if self.cache is not None:
                self.cache.put((keys[i], found[i].pack()) for i in missing)
        if not what:
            self.cached += len(texts) - len(missing)
            self.scored += len(missing)
        return [found[i] for i in range(len(texts))]
