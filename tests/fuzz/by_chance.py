"""Without atheris: the corpus, changed by chance, from a fixed seed."""

from __future__ import annotations

import hashlib
import random
import sys
import time
import traceback
from pathlib import Path

from tests.fuzz.one_by_one import Target

_SEED = 20260801


def changed(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """A few bytes otherwise, a piece out, twice or from another input."""
    raw = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at, size = chance.randrange(len(raw) + 1), chance.choice((1, 1, 2, 4, 16, 64))
        match chance.randrange(6):
            case 0:
                raw[at : at + size] = chance.randbytes(size)
            case 1:
                del raw[at : at + size]
            case 2:
                raw[at:at] = raw[max(0, at - size) : at]
            case 3:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                raw[at:at] = other[begin : begin + size]
            case 4:
                raw[at : at + 1] = chance.choice(b"0123456789.,;\t\n\"'=%-+()eE{}[]<>/\\\0\xff ").to_bytes(1, "big")
            case 5 if raw:
                raw[at % len(raw)] ^= 1 << chance.randrange(8)
    return bytes(raw)


def by_chance(target: Target, seconds: float, most: int | None = None) -> int:
    """For so many seconds of the clock, or `most` inputs; 1 where one of them found a defect, which is kept here."""
    chance = random.Random(_SEED)
    seeds = list(target.seeds()) or [b""]
    begun, tried = time.monotonic(), 0
    while time.monotonic() - begun < seconds and (most is None or tried < most):
        data = chance.choice(seeds)
        if target.mutate is not None and chance.random() < 0.7:
            data = target.mutate(data, target.longest, chance.getrandbits(32))
        else:
            data = changed(data, seeds, chance)[: target.longest]
        tried += 1
        try:
            target.run(data)
        except Exception:  # noqa: BLE001  whatever it is, it is a defect
            path = Path(f"found-{hashlib.sha1(data, usedforsecurity=False).hexdigest()}")
            path.write_bytes(data)
            sys.stderr.write(f"{traceback.format_exc()}\n{target.name}: input kept in {path}\n")
            return 1
    sys.stdout.write(f"{target.name}: {tried} inputs in {time.monotonic() - begun:.0f} s, no defect\n")
    return 0
