#!/bin/sh
# The server reads its password from the environment alone; here it is put there and nowhere else.
set -eu
POSTGRES_PWD=$(cat /run/secrets/postgres_password)
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh
