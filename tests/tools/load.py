"""Ask a running site many pages at once, and say how fast it answered and how often it did not.

    python -m tests.tools.load http://127.0.0.1:8000 /wie-helpt/ /er-is-iets-gebeurd/ --requests 5000 --at-once 20

Every address is asked as often as the others, over connections that stay open. Threads and the
standard library are enough: the client needs little more than a tenth of the server's time.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit


@dataclass
class LoadFigures:
    """What came of it; ``answers`` counts status codes, what was wrong with the text, and names of exceptions."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    @property
    def errors(self) -> int:
        return sum(number for answer, number in self.answers.items() if answer != "200")

    def __str__(self) -> str:
        cuts = statistics.quantiles(self.times, n=100)
        shown = ", ".join(f"{answer}: {number}" for answer, number in sorted(self.answers.items()))
        return (
            f"{len(self.times)} requests in {self.seconds:.1f} s: {len(self.times) / self.seconds:.0f} a second, "
            f"median {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, "
            f"slowest {max(self.times) * 1000:.0f} ms; {shown}; {self.errors} errors"
        )


def load(
    base: str,
    paths: Sequence[str],
    requests: int = 5000,
    at_once: int = 20,
    when: Callable[[int], None] = lambda number: None,
    wrong: Callable[[str, float, str], str] = lambda path, started, text: "",
) -> LoadFigures:
    """Ask ``requests`` pages, ``at_once`` at a time; ``when`` hears the number of each request before it is made.

    ``wrong`` is given the address, the moment at which it was asked (``time.perf_counter``) and the text of what was
    found there, and says in a word what is wrong with it.
    """
    figures, numbers, lock = LoadFigures(), count(), threading.Lock()
    place = urlsplit(base)

    def ask() -> None:
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        while (number := next(numbers)) < requests:
            when(number)
            started = time.perf_counter()
            try:
                connection.request("GET", paths[number % len(paths)], headers={"Accept-Encoding": "gzip"})
                response = connection.getresponse()
                content = response.read()
                answer = str(response.status)
                if response.status == 200:
                    answer = wrong(paths[number % len(paths)], started, text_of(content, response)) or answer
            except (OSError, http.client.HTTPException) as problem:
                connection.close()
                answer = type(problem).__name__
            with lock:
                figures.times.append(time.perf_counter() - started)
                figures.answers[answer] += 1
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(at_once)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    figures.seconds = time.perf_counter() - started
    return figures


def text_of(content: bytes, response: http.client.HTTPResponse) -> str:
    """What was sent, as text."""
    if response.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return content.decode("utf-8", "replace")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("base", help="where the site answers, for example http://127.0.0.1:8000")
    parser.add_argument("paths", nargs="*", default=["/"], help="the addresses to ask, in turn")
    parser.add_argument("--requests", type=int, default=5000)
    parser.add_argument("--at-once", type=int, default=20)
    options = parser.parse_args()
    figures = load(options.base, options.paths, options.requests, options.at_once)
    print(figures)
    raise SystemExit(1 if figures.errors else 0)


if __name__ == "__main__":
    main()
