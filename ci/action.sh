#!/usr/bin/env bash
# The steps of action.yml: prepare, install, model, check. Each reads its inputs from the environment, as INPUT_NAME, and never
# takes one for anything but a value. It runs on bash 3.2 too, which macOS has.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
args=()

# Ends with wrong usage, in a line that the job shows.
wrong() {
  local said=${1//'%'/'%25'}
  said=${said//$'\r'/'%0D'}
  printf '::error title=mtqa::%s\n' "${said//$'\n'/'%0A'}"
  output exit-code 2
  output passed false
  exit 2
}

# Refuses a value of more than one line: it would say more than it should in files that are read by lines.
single() {
  case $2 in *$'\n'* | *$'\r'*) wrong "the input $1 must be a single line" ;; esac
}

flag() {
  case $2 in true | false) ;; *) wrong "the input $1 must be true or false, not '$2'" ;; esac
}

output() {
  printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

digest() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-16
}

# Adds an option for each line of a list that says something, or with no option the lines themselves.
each() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    case $line in
      *[![:space:]]*) if [ -n "$1" ]; then args+=("$1=$line"); else args+=("$line"); fi ;;
    esac
  done <<<"$2"
}

# Says where the model and the scores are kept, and under which keys. Scores of an older key are never wrong, only fewer.
prepare() {
  flag cache "$INPUT_CACHE"
  flag rules-only "$INPUT_RULES_ONLY"
  flag exit-zero "$INPUT_EXIT_ZERO"
  flag summary "$INPUT_SUMMARY"
  single model "$INPUT_MODEL"
  single version "$INPUT_VERSION"
  local caches=false home=${MTQA_HOME:-} scores=${MTQA_CACHE:-} kind prefix
  if [ "$INPUT_CACHE" = true ] && [ "$INPUT_RULES_ONLY" = false ]; then
    caches=true
    home=${home:-$RUNNER_TEMP/mtqa}
    scores=${scores:-$home/scores.sqlite3}
  fi
  # What decides which model is installed, how it is converted, and what it makes of a sentence: the code and the weights.
  kind=$({ find "$root/mtqa/lm" "$root/mtqa/detector" -type f ! -name '*.pyc' | LC_ALL=C sort | while IFS= read -r file; do
    cat "$file"
  done; printf '%s|%s' "$INPUT_MODEL" "$INPUT_VERSION"; } | digest)
  prefix="mtqa-scores-${RUNNER_OS:-}-${RUNNER_ARCH:-}-$kind-$(printf '%s|%s' "${GITHUB_JOB:-}" "$INPUT_PATHS" | digest)-"
  output caches "$caches"
  output home "$home"
  output scores "$scores"
  output model-key "mtqa-model-${RUNNER_OS:-}-${RUNNER_ARCH:-}-$kind"
  output scores-prefix "$prefix"
  output scores-key "$prefix${GITHUB_SHA:-}"
}

install() {
  case $INPUT_EXTRAS in *[!a-z,]*) wrong "the input extras must be names with commas between them, not '$INPUT_EXTRAS'" ;; esac
  local wanted=$INPUT_VERSION
  if [ -z "$wanted" ]; then
    wanted=$root${INPUT_EXTRAS:+[$INPUT_EXTRAS]}
  elif [ -n "$INPUT_EXTRAS" ]; then
    wrong "the inputs version and extras don't go together; write the extras into the version: mtqa[$INPUT_EXTRAS]==1.0"
  fi
  if [ -n "$INPUT_TORCH_INDEX" ]; then
    single torch-index "$INPUT_TORCH_INDEX"
    # Only PyTorch comes from there; what it needs comes with the rest.
    python -m pip install --disable-pip-version-check --quiet --no-deps -c "$root/constraints.txt" \
      "--index-url=$INPUT_TORCH_INDEX" torch
  fi
  python -m pip install --disable-pip-version-check --quiet -c "$root/constraints.txt" -- "$wanted"
}

# Empty variables would name the current folder; unset, they leave the choice to mtqa.
unset_empty() {
  [ -n "${MTQA_HOME:-}" ] || unset MTQA_HOME
  [ -n "${MTQA_CACHE:-}" ] || unset MTQA_CACHE
}

model() {
  unset_empty
  args=(model install --quiet)
  [ -z "$INPUT_MODEL" ] || args+=(-- "$INPUT_MODEL")
  mtqa "${args[@]}"
}

# Prints a number of the JSON report by its keys; nothing where it is not there.
number() {
  "$(command -v python3 || command -v python)" - "$@" <<'PYTHON'
import json, sys
found = json.load(open(sys.argv[1], encoding="utf-8"))
for key in sys.argv[2:]:
    found = found[key]
print(json.dumps(found))
PYTHON
}

# Tells where a file is, in a way that later steps understand wherever they run.
written() {
  case $2 in
    "") ;;
    /* | [A-Za-z]:*) if [ -f "$2" ]; then output "$1" "$2"; fi ;;
    *) if [ -f "$2" ]; then output "$1" "$PWD/$2"; fi ;;
  esac
}

check() {
  unset_empty
  single config "$INPUT_CONFIG"
  single diff-base "$INPUT_DIFF_BASE"
  single baseline "$INPUT_BASELINE"
  single sarif-file "$INPUT_SARIF_FILE"
  single report-file "$INPUT_REPORT_FILE"
  single json-file "$INPUT_JSON_FILE"
  [ -n "$INPUT_JSON_FILE" ] || wrong "the input json-file must name a file: the outputs are taken from it"
  [ "$INPUT_SUMMARY" = true ] || unset GITHUB_STEP_SUMMARY
  local base=$INPUT_DIFF_BASE code=0 file
  [ "$base" != auto ] || base=${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}

  args=(check --format=github "--output=json=$INPUT_JSON_FILE")
  [ -z "$INPUT_SARIF_FILE" ] || args+=("--output=sarif-new=$INPUT_SARIF_FILE")
  [ -z "$INPUT_REPORT_FILE" ] || args+=("--output=html=$INPUT_REPORT_FILE")
  [ -z "$INPUT_CONFIG" ] || args+=("--config=$INPUT_CONFIG")
  [ -z "$INPUT_BASELINE" ] || args+=("--baseline=$INPUT_BASELINE")
  [ -z "$INPUT_MODEL" ] || args+=("--model=$INPUT_MODEL")
  [ -z "$base" ] || args+=("--diff=$base")
  [ "$INPUT_RULES_ONLY" = false ] || args+=(--rules-only)
  [ "$INPUT_EXIT_ZERO" = false ] || args+=(--exit-zero)
  each --fail-on "$INPUT_FAIL_ON"
  each "" "$INPUT_ARGS"
  args+=(--)
  each "" "$INPUT_PATHS"

  # What an earlier step left there must not be taken for what this one found.
  for file in "$INPUT_JSON_FILE" "$INPUT_SARIF_FILE" "$INPUT_REPORT_FILE"; do
    [ -z "$file" ] || rm -f -- "$file"
  done
  mtqa "${args[@]}" || code=$?

  output exit-code "$code"
  if [ -f "$INPUT_JSON_FILE" ]; then
    output passed "$(number "$INPUT_JSON_FILE" gate passed)"
    output findings "$(number "$INPUT_JSON_FILE" summary alerts new)"
    output suspicious "$(number "$INPUT_JSON_FILE" summary suspicious)"
  else
    output passed false
  fi
  written sarif "$INPUT_SARIF_FILE"
  written report "$INPUT_REPORT_FILE"
  written json "$INPUT_JSON_FILE"
}

case ${1:-} in
  prepare | install | model | check) "$1" ;;
  *) wrong "there is no step '${1:-}'" ;;
esac
