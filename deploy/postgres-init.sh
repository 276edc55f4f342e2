#!/usr/bin/env bash
# Run once by the PostgreSQL image on an empty volume: roles and databases, with the passwords given as secrets.
set -euo pipefail

password() { printf "%s" "$(<"/run/secrets/$1")" | sed "s/'/''/g"; }

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --file /opt/hsba/roles.sql
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --quiet <<SQL
alter role hsba password '$(password owner_password)';
alter role hsba_app password '$(password application_password)';
create role temporal login createdb password '$(password temporal_password)';
SQL
