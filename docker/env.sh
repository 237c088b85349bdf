#!/bin/sh
# Prints the settings that docker/compose.yml needs, with random keys:  sh docker/env.sh > docker/.env
set -eu

key() {
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

for name in POSTGRES_PASSWORD NAKAMA_SESSION_KEY NAKAMA_REFRESH_KEY NAKAMA_HTTP_KEY NAKAMA_CONSOLE_PASSWORD NAKAMA_CONSOLE_KEY; do
  echo "$name=$(key)"
done
echo "NAKAMA_SERVER_KEY=defaultkey"
echo "DOCKER_GID=$(stat -c %g /var/run/docker.sock 2>/dev/null || echo 0)"
