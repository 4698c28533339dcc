"""`export --int8`: a model, or a network from outside, as an ONNX file of whole numbers, held against fp32."""

from argparse import Namespace
from dataclasses import asdict

from modelzoo.commands.answering import Answer, watched
from modelzoo.errors import ParamError
from modelzoo.exports import Calibration, Int8Filed, Int8Wish, OnnxWish, Weights
from modelzoo.filing import file_int8
from modelzoo.imports.opening import open_foreign
from modelzoo.origins import kind_of
from modelzoo.project import Variant
from modelzoo.variants import arrived
from modelzoo.zoo import open_model


def int8(arguments: Namespace) -> Answer:
    """Write the file of whole numbers."""
    if arguments.netron:
        raise ParamError("--netron", "goes with an ONNX file of fp32: --int8 leaves no node as it was.")
    filed = watched(file_int8(_model(arguments), arguments.onnx, _wish(arguments), _weights(arguments)))
    data = {
        "path": filed.path,
        "opset": filed.opset,
        "checked": True,
        "int8": filed.wish.kind,
        "bytes": filed.bytes,
        "fp32_bytes": filed.whole_bytes,
        "max_difference": filed.apart.largest,
        "mean_difference": filed.apart.mean,
        "max_relative_difference": filed.apart.relative,
        "pictures": filed.pictures,
        "calibration": asdict(filed.wish.calibration),
        "float": dict(filed.stayed),
        "warnings": list(filed.warnings),
    }
    return data, "\n".join(_told(filed))


def _model(arguments: Namespace) -> Variant:
    """A network from outside as it is, with its own numbers; any other as our blocks."""
    if kind_of(arguments.model) is None:
        return open_model(arguments.model, arguments.size).shown
    if arguments.weights:
        raise ParamError("--weights", "goes with a model of ours: a network from outside has numbers of its own.")
    return arrived(open_foreign(arguments.model, arguments.size))


def _weights(arguments: Namespace) -> Weights:
    return Weights(arguments.seed, arguments.weights or "")


def _wish(arguments: Namespace) -> Int8Wish:
    mean, deviation = (_numbers(name, getattr(arguments, name)) for name in ("mean", "std"))
    pictures = Calibration(arguments.calibration or "", arguments.pictures, arguments.seed, mean, deviation)
    form = OnnxWish(arguments.opset, not arguments.fixed_batch, arguments.any_size)
    return Int8Wish(arguments.int8, pictures, form)


def _numbers(name: str, text: str) -> tuple[float, ...]:
    try:
        return tuple(float(each) for each in text.split(","))
    except ValueError:
        raise ParamError(f"--{name}", f"must be numbers with commas between them, not {text}.") from None


def _told(filed: Int8Filed) -> list[str]:
    """What was written, as text."""
    share = filed.bytes / filed.whole_bytes
    kind = "given" if filed.wish.calibration.path else "random"
    apart = filed.apart
    return [
        f"{filed.path}: int8 ({filed.wish.kind}), {filed.bytes:,} bytes, {share:.0%} of {filed.whole_bytes:,} in fp32",
        f"  largest difference {apart.largest:.2g} from fp32, {apart.relative:.2%} of the largest output,",
        f"  {apart.mean:.2g} in the mean, on {filed.pictures} {kind} pictures",
        f"  in floating point: {', '.join(f'{count} {kind}' for kind, count in filed.stayed) or 'nothing'}",
        *(f"Note: {each}" for each in filed.warnings),
    ]
