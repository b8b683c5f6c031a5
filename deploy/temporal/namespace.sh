#!/bin/sh
# Creates the site's namespace, once. How long closed runs are kept is set anew each time: the record keeps everything for ever.
set -eu
temporal operator namespace describe --namespace "$NAMESPACE" > /dev/null 2>&1 ||
  temporal operator namespace create --namespace "$NAMESPACE" --retention "$RETENTION"
temporal operator namespace update --namespace "$NAMESPACE" --retention "$RETENTION"
