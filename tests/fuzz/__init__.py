"""Fuzzing: bytes at random to everything that reads what others wrote.

    python -m tests.fuzz NAME [--seconds 60]        python -m tests.fuzz list

Each module of `targets` has `target(data)`, which raises on a defect only: on anything that is not one of the errors
its reader declares, on a value that cannot be, on a document that is another one after it was written and read.
`corpus/NAME` has the bytes from which it starts, among them all that ever found something; the tests replay them.

Where atheris is installed, which sees what of the program the bytes reach, it chooses them; else they are changed by
chance. It is no part of the project's environment: put it into one of its own, beside what the project needs,

    python3.11 -m venv FOLDER
    FOLDER/bin/pip install --require-hashes -r packaging/requirements-dev.lock
    FOLDER/bin/pip install --require-hashes -r tests/fuzz/requirements.lock
"""
