# Spark drives divulge over a table on a cluster of two workers on this machine, and finds what one process finds in a tree.
. "$ROOT/tests/ecosystem/lib"

mkdir tree
python3 "$ROOT/tests/ecosystem/spark.py" write table.ndjson tree "$ROOT"/tests/cases/*.md
(cd tree && refuses 1 "$DIVULGE" check --today 2026-11-22 --format ndjson . >"$scratch/tree.ndjson")

# Two executors with a core each; nothing is asked of the network but this machine.
export SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS=$scratch/spark SPARK_WORKER_DIR=$scratch/workers PYSPARK_PYTHON=python3
spark-submit --master 'local-cluster[2,1,1024]' --conf spark.ui.enabled=false --conf spark.executor.memory=512m \
    --conf spark.executorEnv.PATH="$PATH" \
    "$ROOT/examples/spark.py" table.ndjson answers --partitions 6 --today 2026-11-22 --divulge "$DIVULGE" \
    >out 2>log || fail "$(tail -n 40 log)"
contains out undisclosed-recipient
compared=$(python3 "$ROOT/tests/ecosystem/spark.py" compare answers tree.ndjson)
passed "examples/spark.py finds what one process finds: $compared"

"$DIVULGE" schema report >report.schema.json
cp "$ROOT/schemas/line.schema.json" .
printf '{"type": "array", "minItems": 1, "items": {"$ref": "line.schema.json"}}\n' >lines.json
{ printf '['; cat answers/part-* | paste -sd,; printf ']'; } >answers.json
check-jsonschema --schemafile lines.json answers.json >log || fail "$(cat log)"
sed 's/"error":\[{/"error":[{"extra":1,/' answers.json >wrong.json
refuses 1 check-jsonschema --schemafile lines.json wrong.json >log
passed "answers follow their schema, those of rows that cannot be used too"

# A program that fails is no table without findings.
refuses 1 spark-submit --master 'local[2]' --conf spark.ui.enabled=false "$ROOT/examples/spark.py" \
    table.ndjson nothing --divulge false >out 2>log
contains log 'exited with error code 1'
passed "a worker that fails ends the job"
