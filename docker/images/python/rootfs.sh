#!/bin/sh
# The root file system of lumaris/python: Debian's Python with its standard library, and a shell.
#   sh rootfs.sh FOLDER
set -eu

root=$1
sh "$(dirname "$0")/../rootfs.sh" "$root" python3 dash busybox-static
[ -e "$root/usr/bin/python" ] || ln -s python3 "$root/usr/bin/python"
[ -e "$root/usr/bin/sh" ] || ln -s dash "$root/usr/bin/sh"
