#!/bin/sh
# Registers hsba's namespace and its search attributes; repeating it is harmless.
set -eu

until temporal operator cluster health; do sleep 2; done
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 72h
for attribute in HsbaKind HsbaFacility; do
  temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE" | grep -q "$attribute" ||
    temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$attribute" --type Keyword
done
