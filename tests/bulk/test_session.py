"""How Spark is asked for, and what is said where it cannot be had."""

from __future__ import annotations

import builtins
import os
from pathlib import Path
from typing import Any

import pytest

from khabar.bulk import spark
from khabar.errors import ExtraMissing


def test_without_pyspark_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that says which extra to install."""
    real = builtins.__import__

    def importing(name: str, *rest: Any) -> Any:
        if name.startswith("pyspark"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", importing)
    with pytest.raises(ExtraMissing, match=r"install khabar\[bulk\]"), spark.session(None, {}):
        raise AssertionError


def test_without_java_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A Java that lies where Debian puts it is found without being asked for."""
    for name in ("JAVA_HOME", "PYSPARK_PYTHON", "SPARK_LOCAL_IP"):
        monkeypatch.setenv(name, "")  # so that what is set below is taken back
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(spark, "_JVMS", tmp_path)
    with pytest.raises(ExtraMissing, match="Java 17"):
        spark._prepare("local[*]")
    (tmp_path / "java-17" / "bin").mkdir(parents=True)
    (tmp_path / "java-17" / "bin" / "java").write_text("")
    spark._prepare("local[*]")
    assert os.environ["JAVA_HOME"] == str(tmp_path / "java-17")


@pytest.mark.parametrize(
    ("master", "asked"),
    [("local[2]", "local[2,8]"), ("local[*]", "local[*,8]"), ("local[2,3]", "local[2,3]"), ("yarn", "yarn")],
)
def test_a_local_master_gets_the_tries_that_a_cluster_has(master: str, asked: str) -> None:
    """Spark's local[2] gives up at the first worker that dies."""
    assert spark._settings(master)["spark.master"] == asked


def test_outputs_are_named_as_sparks_connectors_name_them(tmp_path: Path) -> None:
    """A folder is a folder of this machine, whatever file system the cluster takes for its own."""
    assert spark.readable(str(tmp_path), "records/a") == f"file://{tmp_path}/records/a"
    assert spark.readable("s3://b/c/", "x") == "s3a://b/c/x"
    assert spark.readable("hdfs://n/c", "x") == "hdfs://n/c/x"
