#!/bin/bash
# Predictions of lstm4j-embedded.jar where there is no JVM: TeaVM compiles it to JavaScript and to WebAssembly, Node runs both, and each line
# has to be the JVM's, to the bit: time steps, layers, every function, and the model files that are given, embedded first.
#   mvn -q -DskipTests package && src/portability/engines.sh testdata/models/*/*.keras testdata/models/*/*.h5
# NODE is Node from version 22 on; OFFLINE=-o leaves Maven Central alone. Everything goes to target/engines.
set -eu
cd "$(dirname "$0")/../.."
work=$PWD/target/engines
rm -rf "$work" && mkdir -p "$work/models"
java -cp target/lstm4j.jar src/portability/Embed.java "$work/models" "$@" >"$work/left-out.txt" 2>"$work/warnings.txt"
mvn -q -B -ntp ${OFFLINE:-} -f src/portability/engines/pom.xml -Dengines.folder="$work" process-classes
files=$(find "$work/models" -name '*.safetensors' | sort -V)
{ # in a file, since a command line is too short
    echo "-cp $work/classes:target/lstm4j-embedded.jar portability.Predictions"
    for file in $files; do base64 -w0 "$file" && echo; done
} >"$work/words"
java "@$work/words" >"$work/jvm.txt"
for engine in javascript webassembly; do
    # shellcheck disable=SC2086
    "${NODE:-node}" src/portability/engines/run.cjs $engine "$work" $files >"$work/$engine.txt"
    if differing=$(diff "$work/jvm.txt" "$work/$engine.txt"); then verdict=same; else verdict="OTHER $(grep -c '^<' <<<"$differing")"; fi
    echo "$(date +%F) | $engine by TeaVM, $(sha256sum <"$work/$engine.txt" | cut -c1-8) | Node $("${NODE:-node}" --version) | $(wc -l <"$work/jvm.txt") predictions, $(grep -c ' file ' "$work/jvm.txt") of files | $verdict"
done
