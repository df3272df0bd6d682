"""Checks a table of policies on a Spark cluster.

    spark-submit examples/spark.py policies.ndjson answers

The table has the columns id, policy and declaration: here lines of JSON, but any DataFrame will do. `answers` is the folder
that Spark writes: lines as `divulge check --format ndjson` writes them, each with the id that it answers. Printed is how
often each rule fires. `divulge` must be on the PATH of every worker, or be named with --divulge.

Needs PySpark (`pip install pyspark`, Java 17).
"""

import argparse
import os
import shlex

from pyspark import RDD
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

TABLE = "id STRING, policy STRING, declaration STRING"
ANSWERS = "id STRING, findings ARRAY<STRUCT<rule: STRING, severity: STRING, message: STRING>>"


def main() -> None:
    options = arguments()
    spark = SparkSession.builder.appName("divulge").getOrCreate()
    table = spark.read.json(options.table, schema=TABLE, mode="FAILFAST")
    if options.partitions:
        table = table.repartition(options.partitions)
    answers = check(table, options.divulge, options.today).cache()
    answers.saveAsTextFile(options.answers)
    findings = spark.read.json(answers, schema=ANSWERS).select(F.explode("findings").alias("finding"))
    findings.groupBy("finding.rule", "finding.severity").count().orderBy("rule").show(truncate=False)
    spark.stop()


def check(table: DataFrame, divulge: str = "divulge", today: str = "") -> RDD:
    """The answer to each row, as a line of JSON: one process of divulge for each partition."""
    call = [divulge, "check", "--from-ndjson", "-", "--fail-on", "never"] + (["--today", today] if today else [])
    # Status 2 says that some rows cannot be used; their answers tell why. Any other is a failure of the task.
    command = shlex.join(["sh", "-c", '"$@" || [ $? = 2 ]', "sh", *call])
    # Spark gives each task one core, and a process nothing of its own environment.
    environment = {"PATH": os.environ.get("PATH", os.defpath), "RAYON_NUM_THREADS": "1"}
    rows = table.select(F.to_json(F.struct("id", "policy", "declaration")).alias("line"))
    return rows.rdd.map(lambda row: row.line).pipe(command, environment, checkCode=True)


def arguments() -> argparse.Namespace:
    summary, _, details = __doc__.partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=details, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", help="lines of JSON, wherever Spark reads")
    parser.add_argument("answers", help="the folder to write")
    parser.add_argument("--divulge", default="divulge", metavar="PROGRAM", help="on every worker")
    parser.add_argument("--partitions", type=int, metavar="N", help="divide the table anew")
    parser.add_argument("--today", default="", metavar="DATE", help="the day by which transfers are judged, alike on every worker")
    return parser.parse_args()


if __name__ == "__main__":
    main()
