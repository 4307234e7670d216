#!/usr/bin/env bash
# Run once by the image on an empty data folder: the same roles that the built-in database has.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set owner="$OWNCOURSE_OWNER_PASSWORD" \
  --set app="$OWNCOURSE_APP_PASSWORD" \
  --set auditor="$OWNCOURSE_AUDITOR_PASSWORD" <<'SQL'
select set_config('owncourse.owner_password', :'owner', false) is not null as owner,
       set_config('owncourse.app_password', :'app', false) is not null as app,
       set_config('owncourse.auditor_password', :'auditor', false) is not null as auditor;
\i /owncourse/roles.sql
\i /owncourse/database.sql
SQL
