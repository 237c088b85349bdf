#!/bin/sh
# Makes the root file system of an image out of Debian or Ubuntu packages, without installing anything on this machine.
#   sh rootfs.sh FOLDER PACKAGE...     FOLDER/ is filled with the packages and all that they depend on
# Needs apt-get with its package lists (apt-get update) and dpkg-deb; no root, no image registry.
set -eu

root=$1
shift

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/partial" "$root"
: >"$work/status"

# To apt nothing is installed, so it fetches the whole closure; its own files go to our folder.
apt-get -qq -y install --download-only --no-install-recommends \
  -o Debug::NoLocking=1 -o Dir::State::status="$work/status" -o Dir::Cache::archives="$work" \
  -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=3 "$@"

# Debian's merged /usr: /bin is a link to usr/bin, and so on.
for folder in bin sbin lib lib64; do
  mkdir -p "$root/usr/$folder"
  [ -L "$root/$folder" ] || ln -s "usr/$folder" "$root/$folder"
done
mkdir -p "$root/tmp" "$root/etc" "$root/proc" "$root/sys" "$root/dev"
chmod 1777 "$root/tmp"

# Users by name, for programs that ask; the packages' own scripts, which would make them, are not run.
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/tmp:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"

for package in "$work"/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -C "$root" -xf - --keep-directory-symlink --no-same-owner
done

rm -rf "$root/usr/share/doc" "$root/usr/share/man" "$root/usr/share/info" "$root/usr/share/locale" "$root/usr/share/lintian"
