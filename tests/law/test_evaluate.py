"""`manage.py evaluate`: case files in, rulings out, a line for a line."""

import json
import subprocess
import sys
from pathlib import Path

from assessments.law import rule
from assessments.management.commands.evaluate import results, written
from tests.law.cases import case_from, clear_case, example, example_names, exemption, item

PROJECT = Path(__file__).resolve().parents[2]
KEYS = ["items", "complete", "open_points", "sign_offs", "trace"]


def evaluate(text):
    command = [sys.executable, str(PROJECT / "manage.py"), "evaluate"]
    return subprocess.run(command, input=text, capture_output=True, cwd=PROJECT, timeout=60)


def results_of(finished):
    return [json.loads(line) for line in finished.stdout.decode("ascii").splitlines()]


def test_every_line_has_its_result_in_order():
    cases = [example(name) for name in example_names()]
    lines = "\n".join(json.dumps(case) for case, _ in cases) + "\n"

    finished = evaluate(lines.encode())

    assert finished.returncode == 0, finished.stderr
    results = results_of(finished)
    assert [list(result) for result in results] == [KEYS] * len(cases)
    for (case, expected), result in zip(cases, results, strict=True):
        assert result == expected | {"trace": rule(case).as_json()["trace"]}


def test_a_line_at_fault_says_why_and_the_rest_goes_on():
    good = json.dumps(clear_case()).encode()
    lines = [b"", good, b"  ", b"\xff", b"{}", good.replace(b"10", b"NaN"), good + b"\r", b"[]"]

    finished = evaluate(b"\n".join(lines))

    assert finished.returncode == 1
    results = results_of(finished)
    assert len(results) == len(lines)
    assert [result.get("line") for result in results] == [1, None, 3, 4, 5, 6, None, 8]
    for result in results:
        for fault in result.get("errors", ()):
            assert fault.keys() == {"at", "message"}


def test_no_line_no_result():
    finished = evaluate(b"")

    assert (finished.returncode, finished.stdout) == (0, b"")


def test_the_last_line_needs_no_end_and_its_end_is_no_line():
    line = json.dumps(clear_case()).encode()

    assert len(list(results([line + b"\n", line]))) == 2
    assert len(results_of(evaluate(line + b"\n"))) == 1


def test_a_result_comes_as_soon_as_its_line_is_there():
    command = [sys.executable, str(PROJECT / "manage.py"), "evaluate"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        for seed in range(3):
            running.stdin.write(json.dumps(case_from(seed)).encode() + b"\n")
            running.stdin.flush()

            assert json.loads(running.stdout.readline()).keys() == set(KEYS)
        running.stdin.close()
        assert running.wait() == 0


def test_a_reader_that_leaves_early_is_no_reason_to_complain(tmp_path):
    lines = tmp_path / "cases.jsonl"
    lines.write_text("".join(json.dumps(case_from(seed)) + "\n" for seed in range(500)))
    command = [sys.executable, str(PROJECT / "manage.py"), "evaluate"]
    with (
        lines.open("rb") as cases,
        subprocess.Popen(
            command, stdin=cases, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running,
    ):
        assert running.stdout.readline()
        running.stdout.close()

        assert running.stderr.read() == b""
        assert running.wait() == 1


def test_results_are_ascii_and_survive_numbers_beyond_64_bits():
    case = clear_case() | {"items": [item("1", quantity=10**300)]}
    claim = exemption(end_user="国防部", quantities={"1": 10**299})
    case["article_6"]["6.1"] = {"answer": "exempt", "exemption": claim}

    (result,) = results([json.dumps(case).encode()])

    assert written(result).isascii()
    assert json.loads(written(result)) == result
    assert result["items"] == {"1": ["prohibited"]}


def test_generated_cases_are_ruled_as_in_the_program():
    cases = [case_from(seed) for seed in range(300)]

    for case, result in zip(cases, results(json.dumps(c).encode() for c in cases), strict=True):
        assert json.loads(written(result)) == json.loads(json.dumps(rule(case).as_json()))


def test_a_fault_is_looked_for_in_its_own_line():
    (result,) = results([b'{"format": "att-case/1"\r\n'])

    assert result["errors"][0]["message"].endswith("line 1, column 24.")
