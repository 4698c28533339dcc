"""What a metric means, guessed by its name and corrected by hand: its role, and whether low or high is good.

The words of a name decide. Its split is validation where a word says so, training where one says that or none says
anything, and a test only where nothing was validated. Of several that fit, the mean over an epoch goes before single
steps, and the name with fewer words before the longer one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, get_args

Role = Literal["train loss", "val loss", "val distance", "accuracy"]
ROLES: tuple[Role, ...] = get_args(Role)
Direction = Literal["min", "max"]
"""Which value is the best one; a metric without a direction has none."""
GOALS: dict[str, Direction] = {"train loss": "min", "val loss": "min", "val distance": "min", "accuracy": "max"}
"""Which value is the best one in a role, unless a metric's name or a person says otherwise."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_TRAIN = frozenset("train training tr".split())
_VAL = frozenset("val valid validation eval evaluation dev".split())
_TEST = frozenset("test testing".split())
_LOSS = frozenset("loss losses nll ce bce crossentropy entropy cost objective elbo".split())
_DISTANCE = frozenset("distance dist akd aed epe nme mpjpe".split())
_ERROR = frozenset("mae mse rmse error err mape l1 l2 wer cer".split())
_ACCURACY = frozenset("acc accuracy top1".split())
_LOW = _LOSS | _DISTANCE | _ERROR | frozenset("perplexity ppl fid kl kld divergence lpips".split())
_HIGH = _ACCURACY | frozenset(
    "top precision recall f f1 iou miou dice map ap auc auroc psnr ssim pck oks r2 bleu rouge score reward kappa mcc "
    "pearson spearman correlation".split()
)
_SPLITS = {"train": _TRAIN, "val": _VAL, "test": _TEST}


@dataclass(frozen=True)
class Correction:
    """What a person says of a metric, in every run or in one by name. role and direction: "" where there is none."""

    metric: str
    role: Role | Literal[""] = ""
    direction: Direction | Literal[""] = ""
    run: str = ""


@dataclass(frozen=True)
class Mapping:
    """What was corrected by hand; all else is guessed. Small and plain, to be kept with a project."""

    corrections: tuple[Correction, ...] = ()

    def corrected(self, correction: Correction) -> "Mapping":
        """With one more correction, in the place of an earlier one of the same metric and run.

        A role that it gives is taken from any other metric that had it by hand there.
        """
        others = (each for each in self.corrections if (each.metric, each.run) != (correction.metric, correction.run))
        freed = (
            replace(each, role="") if each.role and (each.role, each.run) == (correction.role, correction.run) else each
            for each in others
        )
        return Mapping((*freed, correction))

    def of(self, metric: str, run: str) -> Correction | None:
        """What was said of a metric in a run; what was said of that run alone comes first."""
        fitting = [each for each in self.corrections if each.metric == metric and each.run in ("", run)]
        return max(fitting, key=lambda each: bool(each.run), default=None)

    def direction(self, metric: str, run: str = "") -> Direction | None:
        """Whether low or high is good, as corrected or guessed."""
        said = self.of(metric, run)
        return guess_direction(metric) if said is None else said.direction or None

    def roles(self, metrics: Iterable[str], run: str = "") -> dict[Role, str]:
        """Which metric has which role, as corrected or guessed."""
        names = list(metrics)
        said = {name: found for name in names if (found := self.of(name, run))}
        by_hand: dict[Role, str] = {}
        for name, each in sorted(said.items(), key=lambda item: bool(item[1].run)):
            if each.role:
                by_hand[each.role] = name
        return guess_roles(tuple(name for name in names if name not in said)) | by_hand


def guess_direction(metric: str) -> Direction | None:
    """Whether low or high is good, by the words of a name; None where they do not tell."""
    words = set(words_of(metric))
    return "min" if words & _LOW else "max" if words & _HIGH else None


def is_metric(name: str) -> bool:
    """Whether a name's words tell that it measures how good something is."""
    return guess_direction(name) is not None


def guess_roles(metrics: Iterable[str]) -> dict[Role, str]:
    """Which metric has which role."""
    return dict(_guessed(tuple(metrics)))


@lru_cache(1024)
def _guessed(metrics: tuple[str, ...]) -> dict[Role, str]:
    found: dict[Role, tuple[tuple[int, ...], str]] = {}
    for name in metrics:
        for role, rank in _ranks(name):
            if role not in found or (rank, name) < found[role]:
                found[role] = rank, name
    return {role: found[role][1] for role in ROLES if role in found}


@cache
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case."""
    return tuple(word.lower() for word in _WORD.findall(name.replace("top-1", "top1").replace("top_1", "top1")))


def _ranks(name: str) -> list[tuple[Role, tuple[int, ...]]]:
    """The roles that a metric could have, with how well it fits each: less is better."""
    words = words_of(name)
    split = next((split for split, said in _SPLITS.items() if said & set(words)), "")
    twin = 0 if "epoch" in words else 2 if "step" in words or "batch" in words else 1
    end = (twin, len(words))
    if _LOSS & set(words):
        if split in ("train", ""):
            return [("train loss", (split != "train", *end))]
        return [("val loss", (split != "val", *end))]
    if (_DISTANCE | _ERROR) & set(words) and split != "train":
        place = ("val", "test", "").index(split)
        return [("val distance", (not _DISTANCE & set(words), place, *end))]
    if _HIGH & set(words):
        place = ("val", "test", "", "train").index(split)
        return [("accuracy", (not _ACCURACY & set(words), place, *end))]
    return []
