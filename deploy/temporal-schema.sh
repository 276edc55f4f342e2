#!/bin/sh
# Makes or updates Temporal's own two databases; repeating it is harmless.
set -eu

SQL_PASSWORD=$(cat /run/secrets/temporal_password)
export SQL_PASSWORD
schema=/etc/temporal/schema/postgresql/v12
tool() { temporal-sql-tool --plugin postgres12 --ep postgres --port 5432 --user temporal "$@"; }

for pair in temporal:temporal temporal_visibility:visibility; do
  database=${pair%%:*}
  tool --db "$database" create
  tool --db "$database" setup-schema -v 0.0 || echo "$database: already set up"
  tool --db "$database" update-schema -d "$schema/${pair##*:}/versioned"
done
