"""Archives too large for one machine, on Spark: pages in shards to records, records to incidents and tables.

A shard is the work of one task: one archive, or one split of a table. Nothing here imports pyspark but `spark`,
`remote`, `incidents` and `aggregate`, and those only when they run.
"""
