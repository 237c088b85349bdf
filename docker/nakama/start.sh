#!/bin/sh
# Starts Nakama in its container with the settings all installations share and the keys of this one, which come from the
# environment and go to a file that only this user reads: on a command line they would be there for everybody to see.
set -eu
umask 077

cat >/tmp/secret.yml <<END
database:
  address: ["nakama:$POSTGRES_PASSWORD@postgres:5432/nakama?sslmode=disable&statement_timeout=10000&lock_timeout=5000"]
runtime:
  path: /lumaris/modules
  http_key: "$NAKAMA_HTTP_KEY"
session:
  encryption_key: "$NAKAMA_SESSION_KEY"
  refresh_encryption_key: "$NAKAMA_REFRESH_KEY"
socket:
  server_key: "$NAKAMA_SERVER_KEY"
console:
  username: admin
  password: "$NAKAMA_CONSOLE_PASSWORD"
  signing_key: "$NAKAMA_CONSOLE_KEY"
END

exec /nakama/nakama "$@" --config /lumaris/local.yml --config /tmp/secret.yml
