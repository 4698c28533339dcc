"""Pictures to find the ranges of whole numbers by: of a folder, of a file of numpy's, or drawn at random."""

import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from modelzoo.errors import FileError, ParamError
from modelzoo.exports import Calibration

Pictures = NDArray[np.float32]
"""Batch first: N x channels x height x width."""

_SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp")
_MODES = {1: "L", 3: "RGB"}
_UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def pictures_of(wish: Calibration, shape: Sequence[int]) -> Pictures:
    """The pictures of channels x height x width that are wished, at most as many as are wished.

    Those of a folder and those drawn have values from 0 to 1, then less the mean and divided by the deviation; those of
    a .npy file stay as they are. Raises FileError where they cannot be had, ParamError on other channels.
    """
    if wish.path and not Path(wish.path).is_dir():
        return read_pictures(wish.path, shape)[: wish.count]
    found = _folder(Path(wish.path), shape, wish.count) if wish.path else drawn_pictures(shape, wish.count, wish.seed)
    mean, deviation = (_by_channel(*each, shape[0]) for each in (("mean", wish.mean), ("std", wish.deviation)))
    return ((found - mean) / deviation).astype(np.float32)


def drawn_pictures(shape: Sequence[int], count: int, seed: int = 0) -> Pictures:
    """Random pictures of channels x height x width, from 0 to 1."""
    return np.random.default_rng(seed).random((count, *shape), np.float32)


def read_pictures(path: str, shape: Sequence[int]) -> Pictures:
    """The pictures in a .npy file. Raises FileError where they are none, or of another shape."""
    try:
        found = np.load(path, allow_pickle=False)
    except OSError as error:
        raise FileError(path, f"cannot be read: {error.strerror or error}.") from None
    except (ValueError, EOFError) as error:
        raise FileError(path, f"is neither a folder nor a .npy file of pictures: {error}") from None
    if not isinstance(found, np.ndarray) or found.ndim != 4 or found.shape[1:] != tuple(shape) or not len(found):
        raise FileError(path, f"must hold pictures of {'x'.join(map(str, shape))}, the batch before that.")
    return found.astype(np.float32)


def _folder(folder: Path, shape: Sequence[int], count: int) -> Pictures:
    """Pictures from all over a folder and those in it, resized to the shape, from 0 to 1."""
    channels, height, width = shape
    if channels not in _MODES:
        raise FileError(str(folder), f"cannot be used: the network takes {channels} channels; give a .npy file.")
    files = sorted(each for each in folder.rglob("*") if each.suffix.lower() in _SUFFIXES and each.is_file())
    if not files:
        raise FileError(str(folder), f"holds no picture: {', '.join(_SUFFIXES)} are looked for.")
    chosen = files[:: max(1, len(files) // count)][:count]
    return np.stack([_decoded(each, _MODES[channels], (width, height)) for each in chosen])


def _decoded(path: Path, mode: str, size: tuple[int, int]) -> Pictures:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(path) as picture:
                pixels = np.asarray(picture.convert(mode).resize(size, Image.Resampling.BILINEAR), np.float32)
    except _UNREADABLE:
        raise FileError(str(path), "is no picture that can be read.") from None
    return np.moveaxis(pixels.reshape(*pixels.shape[:2], -1), 2, 0) / np.float32(255)


def _by_channel(name: str, values: Sequence[float], channels: int) -> Pictures:
    if len(values) not in (1, channels):
        raise ParamError(name, f"must be one number, or {channels}: one a channel.")
    if name == "std" and min(values) <= 0:
        raise ParamError(name, "must be above zero.")
    return np.asarray(values, np.float32).reshape(-1, 1, 1)
