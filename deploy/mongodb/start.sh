#!/bin/sh
# Starts one member of the replica set. mongod refuses a key file that others may read, and a mounted secret is just that.
set -eu
umask 077
cat /run/secrets/mongodb_keyfile > /tmp/keyfile
exec mongod --replSet "$REPLICA_SET" --keyFile /tmp/keyfile --bind_ip_all --dbpath /data/db --wiredTigerCacheSizeGB "$CACHE_GB"
