# Sourced by ./evident and ./check: installs what is missing and builds. Quiet when there is nothing to do.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf 'evident: %s\n' "$*" >&2; }

# ccache notices what the compiler and headers are; its cache may lie anywhere.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=time_macros,pch_defines

# need_packages GROUP…: the packages of .ci/packages.txt in these groups; installs those that are missing.
need_packages() {
  local wanted missing="" package groups=" $* "
  wanted=$(while read -r group package _; do
    case "$group" in ''|'#'*) continue ;; esac
    case "$groups" in *" $group "*) echo "$package" ;; esac
  done <"$root/.ci/packages.txt")
  for package in $wanted; do
    # shellcheck disable=SC2016
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    say "these Debian packages are missing:$missing"
    say "install them as root, then run this again:"
    printf '    apt-get update && apt-get install --no-install-recommends -y%s\n' "$missing" >&2
    exit 2
  fi
  say "installing the missing packages:$missing"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  { apt-get update && apt-get install --no-install-recommends -y $missing; } >"$root/build/apt.log" 2>&1 || {
    tail -n 20 "$root/build/apt.log" >&2
    say "the packages could not be installed; the whole log is build/apt.log"
    exit 2
  }
}

# build PRESET [TARGET…]: configures when needed, builds, shows the compiler's words only when it fails.
build() {
  local preset=$1 log=$root/build/$1.log
  shift
  if [ ! -f "$root/build/$preset/build.ninja" ]; then
    (cd "$root" && cmake --preset "$preset") >"$log" 2>&1 || { tail -n 40 "$log" >&2; say "configuring failed; the whole log is build/$preset.log"; exit 2; }
  fi
  ninja -C "$root/build/$preset" "$@" >"$log" 2>&1 || { grep -E -A 12 'error|FAILED' "$log" | head -n 60 >&2; say "building failed; the whole log is build/$preset.log"; exit 2; }
}
