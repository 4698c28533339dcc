"""Run logs written by the layouts of their formats: as many as a test wants, and cut or changed where it wants.

The small files in tests/data/runs were written by the loggers themselves; tests hold both against the same readers.
"""

import csv
import json
import sqlite3
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Rows = Sequence[Mapping[str, float]]
"""For each step, the values of some metrics."""


def lightning(home: Path, rows: Rows) -> None:
    (home / "hparams.yaml").write_text("lr: 0.001\nwidth: 8\n")
    _csv(home / "metrics.csv", ["epoch", "step"], rows, sparse=True)


def keras(home: Path, rows: Rows) -> None:
    renamed = [{_KERAS.get(name, name): value for name, value in row.items()} for row in rows]
    _csv(home / "training.log", ["epoch"], renamed, sparse=False)


_KERAS = {"train_loss": "loss", "val_distance": "val_distance"}


def _csv(path: Path, axes: Sequence[str], rows: Rows, sparse: bool) -> None:
    metrics = sorted({name for row in rows for name in row})
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow([*axes, *metrics])
        for step, row in enumerate(rows):
            places = [step // 10, step][: len(axes)] if len(axes) > 1 else [step]
            if sparse:
                for at, name in enumerate(metrics):
                    if name in row:
                        out.writerow([*places, *("" if other != at else row[name] for other in range(len(metrics)))])
            else:
                out.writerow([*places, *(row.get(name, "NA") for name in metrics)])


def json_lines(home: Path, rows: Rows) -> None:
    lines = [json.dumps({"step": step, **row}) for step, row in enumerate(rows)]
    (home / "metrics.jsonl").write_text("".join(f"{line}\n" for line in lines))


def hugging_face(home: Path, rows: Rows) -> None:
    log = [{"epoch": step / 10, **row, "step": step} for step, row in enumerate(rows)]
    log.append({"epoch": 1.0, "step": len(rows), "train_loss": 7.0, "train_runtime": 1.0})
    state = {"global_step": len(rows), "num_train_epochs": 3, "log_history": log}
    (home / "trainer_state.json").write_text(json.dumps(state, indent=2))


def mlflow_folder(home: Path, rows: Rows) -> None:
    (home / "meta.yaml").write_text(f"lifecycle_stage: active\nrun_id: {'0' * 32}\nrun_name: {home.name}\n")
    for metric in {name for row in rows for name in row}:
        path = home / "metrics" / metric
        path.parent.mkdir(parents=True, exist_ok=True)
        points = [f"{1700000000000 + step} {row[metric]!r} {step}\n" for step, row in enumerate(rows) if metric in row]
        path.write_text("".join(points))


def tensorboard(home: Path, rows: Rows, name: str = "events.out.tfevents.1.host.1.0") -> None:
    (home / name).write_bytes(event_file(rows))


def event_file(rows: Rows, first: int = 0) -> bytes:
    version = _field(1, struct.pack("<d", 1.7e9), 1) + _field(3, b"brain.Event:2")
    scalars = (scalar(metric, step, value) for step, row in enumerate(rows, first) for metric, value in row.items())
    return b"".join(map(record, [version, *scalars]))


def scalar(metric: str, step: int, value: float) -> bytes:
    """An event with one scalar, as torch's SummaryWriter writes it."""
    inner = _field(1, metric.encode()) + b"\x15" + struct.pack("<f", value)
    return b"\x09" + struct.pack("<d", 1.7e9 + step) + b"\x10" + _varint(step) + _field(5, _field(1, inner))


def record(data: bytes) -> bytes:
    """A message between its length and its checksums."""
    length = struct.pack("<Q", len(data))
    return length + _masked(length) + data + _masked(data)


def wandb(home: Path, rows: Rows) -> None:
    folder = home / "wandb" / f"offline-run-20240101_000000-{home.name}"
    folder.mkdir(parents=True)
    (folder / f"run-{home.name}.wandb").write_bytes(wandb_file(rows, home.name))


def wandb_file(rows: Rows, name: str) -> bytes:
    config = _field(1, _field(1, b"lr") + _field(16, b"0.001"))
    records = [_field(17, _field(1, b"abc") + _field(4, config) + _field(8, name.encode()))]
    for step, row in enumerate(rows):
        items = {**row, "_step": step, "_timestamp": 1.7e9 + step}
        history = (
            _field(1, _field(2, key.encode()) + _field(16, repr(value).encode())) for key, value in items.items()
        )
        records.append(_field(2, b"".join(history)))
    return _blocks(b":W&B\xe1\xbe\x00", records)


def _blocks(header: bytes, records: Iterable[bytes], size: int = 2**15) -> bytes:
    out = bytearray(header)
    for each in records:
        begun = False
        while True:
            room = size - len(out) % size
            if room < 7:
                out += bytes(room)
                continue
            piece, each = each[: room - 7], each[room - 7 :]
            kind = (3 if each else 4) if begun else (2 if each else 1)
            out += struct.pack("<IHB", zlib.crc32(piece, zlib.crc32(bytes([kind]))), len(piece), kind) + piece
            begun = True
            if not each:
                break
    return bytes(out)


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def _field(number: int, data: bytes, wire: int = 2) -> bytes:
    return _varint(number << 3 | wire) + (_varint(len(data)) if wire == 2 else b"") + data


def _crc32c_table() -> list[int]:
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_TABLE = _crc32c_table()


def _masked(data: bytes) -> bytes:
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 255] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def mlflow_sqlite(home: Path, rows: Rows, names: Sequence[str] = ("student", "dropped")) -> Path:
    """A store with the tables that matter, as MLflow makes them; every run but the first is deleted."""
    path = home / "mlflow.db"
    store = sqlite3.connect(path)
    store.executescript(_STORE)
    for at, name in enumerate(names):
        run = f"{at:032x}"
        stage = "deleted" if at else "active"
        store.execute("INSERT INTO runs VALUES (?, ?, 'FINISHED', ?, ?)", (run, name, at, stage))
        store.execute("INSERT INTO params VALUES ('lr', '0.001', ?)", (run,))
        put_points(store, run, rows)
    store.commit()
    store.close()
    return path


def put_points(store: sqlite3.Connection, run: str, rows: Rows, first: int = 0) -> None:
    """Points as MLflow keeps them: NaN is a 0 that says so."""
    for step, row in enumerate(rows, first):
        for metric, value in row.items():
            nan = value != value
            point = (metric, 0.0 if nan else value, 1700000000000 + step, run, step, nan)
            store.execute("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)", point)


_STORE = """
CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name VARCHAR(250), status VARCHAR(9), start_time BIGINT,
    lifecycle_stage VARCHAR(20));
CREATE TABLE params (key VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32), PRIMARY KEY (key, run_uuid));
CREATE TABLE metrics (key VARCHAR(250), value FLOAT NOT NULL, timestamp BIGINT, run_uuid VARCHAR(32), step BIGINT,
    is_nan BOOLEAN, PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
"""
