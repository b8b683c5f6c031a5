#!/bin/sh
# Makes every secret that docker-compose.yml names and that is not there yet: sh deploy/make-secrets.sh [folder]
# 生成 docker-compose.yml 所需的全部机密文件；已存在的不覆盖。
# The folder is closed to all but its owner; the files are not, since the containers' users must be able to read them.
set -eu
folder=${1:-secrets}
umask 077
mkdir -p "$folder"
make() { # name, value
  [ -e "$folder/$1" ] && return 0
  printf '%s\n' "$2" > "$folder/$1"
  chmod 444 "$folder/$1"
  echo "$folder/$1"
}
random() { openssl rand -hex 32; }

make mongodb_keyfile "$(openssl rand -base64 512 | tr -d '\n')"
make mongodb_root_password "$(random)"
make mongodb_uri "mongodb://duban:$(random)@mongodb-1:27017,mongodb-2:27017,mongodb-3:27017/duban?replicaSet=duban&authSource=admin"
make postgres_password "$(random)"
make session_secret "$(random)"
make smtp_url 'smtp://mail-relay:8025'
make relay_password ''
