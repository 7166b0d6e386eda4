# Recipes for developers; `uv run just RECIPE` has every tool at hand.
set shell := ["bash", "-euo", "pipefail", "-c"]

# all that must hold before a change lands
check: lint test

# style, types and the order of the rooms
lint:
    ruff check
    mypy
    lint-imports

# the tests; arguments go to pytest
test *arguments:
    pytest {{arguments}}

# the table of inflected verbs, after adding a verb to a book of vocabulary
forms:
    python scripts/inflect.py

# the pages of docs/ that are made of the code
docs:
    python scripts/document.py
    python scripts/examples.py

# what the desk serves to browsers, from npm as assets/package-lock.json pins it
assets:
    python assets/bundle.py

# how long a user waits
bench:
    python bench/startup.py

# the laws with many more random cases than a usual run, for the night; arguments go to pytest
fuzz *arguments:
    pytest --hypothesis-profile=fuzz {{arguments}}

# what everything measures, with the commands of eval/measures.yaml (all of it takes half an hour); arguments choose
measure *arguments:
    python scripts/scorecard.py measure {{arguments}}

# docs/scorecard.md from what was measured last
scorecard:
    python scripts/scorecard.py

# reading beside its peers in one run: speed, memory, where the time goes
speed *arguments:
    python -m bench.speed {{arguments}}

# bulk reading on Spark, slowly: what is lost when things die, rates on one core and on two, peers; on a set made of the
# lists of news beside the repository, or on any folder of WARCs
bulk folder="/tmp/khabar-bulk-set" news="../shared/data/news":
    test -d {{folder}} || python bench/bulk_corpus.py {{folder}} --news {{news}}/*.jsonl.gz --pages 2000 --files 40
    python bench/bulk_kills.py {{folder}}
    python bench/bulk.py {{folder}}

# four analysts at once on one archive, for so many seconds: no correction may be lost
load seconds="300":
    KHABAR_LOAD_SECONDS={{seconds}} pytest -s tests/desk/test_load.py
