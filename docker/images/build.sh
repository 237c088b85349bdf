#!/bin/sh
# Builds the sample images, for a machine that reaches Debian or Ubuntu packages but no image registry:
#   sh build.sh [busybox|python]...     → lumaris/busybox:latest, lumaris/python:latest and lumaris/python:3.11 (its version)
# Needs docker, apt-get with its package lists (apt-get update) and dpkg-deb. Prints the name of each image it made.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- busybox python
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT

for name in "$@"; do
  rm -rf "$context/root"
  sh "$here/$name/rootfs.sh" "$context/root"
  version=$(readlink "$context/root/usr/bin/python3" || true)
  version=${version#python}
  tar -C "$context/root" --owner=0 --group=0 --numeric-owner -cf "$context/rootfs.tar" .
  cp "$here/$name/Dockerfile" "$context/Dockerfile"
  rm -rf "$context/root"
  # The old builder, which is in every engine: there is nothing to run, only one archive to unpack.
  DOCKER_BUILDKIT=0 docker build -q -t "lumaris/$name" ${version:+-t "lumaris/$name:$version"} "$context" >/dev/null
  echo "lumaris/$name${version:+:$version}"
done
