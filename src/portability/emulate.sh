#!/bin/bash
# The recorded weights on processors that are not here: Debian's Java runtimes under QEMU's user-mode emulation.
#   mvn -q -DskipTests test-compile && src/portability/emulate.sh WORK arm64 s390x ppc64el riscv64 i386 armhf
# Downloads packages of Debian 13 into WORK and unpacks them there; nothing is installed. An architecture with options behind a colon
# runs with these: armhf:-Xint. Prints a line for each, and takes some minutes to hours for it, since emulation is slow; STEPS=6 takes less.
# One run at a time in one WORK: it copies the classes there.
set -eu
work=$(mkdir -p "$1" && cd "$1" && pwd)
here=$(cd "$(dirname "$0")/../.." && pwd)
shift
steps=${STEPS:-50}
export LC_ALL=C

# Packages of one architecture with all they need, unpacked under WORK/ARCH.
unpacked() {
    local arch=$1 root=$work/$1
    shift
    [ -e "$root/done" ] && return
    mkdir -p "$root"/{state/lists/partial,cache/archives/partial,etc,system}
    touch "$root/state/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main" >"$root/etc/sources.list"
    local apt=(apt-get -qq -o Dir::State="$root/state" -o Dir::State::status="$root/state/status" -o Dir::Cache="$root/cache"
        -o Dir::Etc::sourcelist="$root/etc/sources.list" -o Dir::Etc::sourceparts=/dev/null -o APT::Architecture="$arch"
        -o APT::Architectures="$arch" -o Acquire::Languages=none -o APT::Sandbox::User=root)
    "${apt[@]}" update >&2
    "${apt[@]}" --yes --download-only --no-install-recommends install "$@" >&2
    for package in "$root"/cache/archives/*.deb; do
        dpkg -x "$package" "$root/system"
    done
    for folder in lib lib64; do # which a package makes that nothing depends on
        [ -e "$root/system/$folder" ] || ln -s "usr/$folder" "$root/system/$folder"
    done
    # Links that lead from the root have to lead from there.
    find "$root/system" -lname '/*' | while read -r link; do
        ln -sfn "$(realpath -ms --relative-to="$(dirname "$link")" "$root/system$(readlink "$link")")" "$link"
    done
    touch "$root/done"
}

emulator() {
    case $1 in
        arm64) echo qemu-aarch64 ;;
        armhf) echo qemu-arm ;;
        ppc64el) echo qemu-ppc64le ;;
        *) echo "qemu-$1" ;;
    esac
}

unpacked amd64 qemu-user
mkdir -p "$work/classes/lstm4j"
cp -r "$here"/target/classes/. "$work/classes/"
cp "$here"/target/test-classes/lstm4j/Trainings*.class "$work/classes/lstm4j/"
for wanted in "$@"; do
    arch=${wanted%%:*}
    options=${wanted#"$arch"}
    jdk=${JDK:-21}
    unpacked "$arch" "openjdk-$jdk-jre-headless"
    system=$work/$arch/system
    java=$(ls -d "$system/usr/lib/jvm/java-$jdk-openjdk-$arch/bin/java")
    run=("$work/amd64/system/usr/bin/$(emulator "$arch")" -L "$system" "$java")
    start=$(date +%s)
    # shellcheck disable=SC2086
    said=$("${run[@]}" ${options#:} -Xmx512m -XX:+UseSerialGC -cp "$work/classes" lstm4j.Trainings "$steps" 1 2>"$work/$arch/errors.txt") || said="failed: $(tail -1 "$work/$arch/errors.txt")"
    if [ "$(printf '%s\n' "$said" | sort)" = "$(grep -- "-$steps-steps" "$here/testdata/weights.sha256" | sort)" ]; then verdict=same; else verdict="OTHER $said"; fi
    version=$("${run[@]}" -Xint -version 2>&1 | sed -n 's/^OpenJDK \(.*VM\) (build \([^,]*\),.*/\1 \2/p')
    echo "$(date +%F) | $wanted | $version | $steps steps | $verdict | $(($(date +%s) - start)) s"
done
