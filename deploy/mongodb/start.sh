#!/bin/sh
# Starts one member of the replica set. mongod refuses a key file that others may read, and a mounted secret is just that.
# A worker killed in the middle of a transaction leaves its entity locked until MongoDB gives it up: by default after a minute.
set -eu
umask 077
cat /run/secrets/mongodb_keyfile > /tmp/keyfile
exec mongod --replSet "$REPLICA_SET" --keyFile /tmp/keyfile --bind_ip_all --dbpath /data/db --wiredTigerCacheSizeGB "$CACHE_GB" \
  --setParameter transactionLifetimeLimitSeconds=5
