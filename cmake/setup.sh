# SPDX-License-Identifier: BSL-1.0
# Shared by examples/run.sh, tests/run.sh and .ci/run: finds or installs what a build needs. Sourced, not run; wants $top set.
# Everything it says goes to standard error.

say() { printf '%s\n' "$*" >&2; }

# have_header FILE: whether the compiler finds a header.
have_header() {
    for folder in /usr/include /usr/local/include $(printf '%s' "${CPLUS_INCLUDE_PATH:-}" | tr ':' ' '); do
        [ -e "$folder/$1" ] && return 0
    done
    return 1
}

# have_mpi: whether MPI's header is there, which Debian keeps in folders of its own.
have_mpi() {
    for file in /usr/include/*/mpi/mpi.h /usr/lib/*/openmpi/include/mpi.h /usr/lib/*/mpich/include/mpi.h; do
        [ -e "$file" ] && return 0
    done
    have_header mpi.h
}

# need WHAT…: names Debian packages that are missing, one test a thing.
need() {
    missing=
    for what in "$@"; do
        case $what in
            compiler) command -v c++ >/dev/null 2>&1 || missing="$missing g++" ;;
            cmake) command -v cmake >/dev/null 2>&1 || missing="$missing cmake" ;;
            ninja) command -v ninja >/dev/null 2>&1 || missing="$missing ninja-build" ;;
            boost) have_header boost/date_time/gregorian/gregorian_types.hpp || missing="$missing libboost-dev" ;;
            toml) have_header toml++/toml.h || missing="$missing libtomlplusplus-dev" ;;
            cli11) have_header CLI/CLI.hpp || missing="$missing libcli11-dev" ;;
            catch2) have_header catch2/catch.hpp || have_header catch2/catch_all.hpp || missing="$missing catch2" ;;
            benchmark) have_header benchmark/benchmark.h || missing="$missing libbenchmark-dev" ;;
            sqlite) have_header sqlite3.h || missing="$missing libsqlite3-dev" ;;
            pq) have_header libpq-fe.h || have_header postgresql/libpq-fe.h || missing="$missing libpq-dev" ;;
            postgres) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql" ;;
            json) have_header nlohmann/json.hpp || missing="$missing nlohmann-json3-dev" ;;
            openssl) have_header openssl/evp.h || missing="$missing libssl-dev" ;;
            mpi) command -v mpirun >/dev/null 2>&1 && have_mpi || missing="$missing openmpi-bin libopenmpi-dev" ;;
            zip) have_header zip.h || missing="$missing libzip-dev" ;;
            expat) have_header expat.h || missing="$missing libexpat1-dev" ;;
            xlsxwriter) have_header xlsxwriter.h || missing="$missing libxlsxwriter-dev" ;;
            fmt) have_header fmt/format.h || missing="$missing libfmt-dev" ;;
            python) command -v python3 >/dev/null 2>&1 || missing="$missing python3" ;;
            clang) command -v clang++ >/dev/null 2>&1 || missing="$missing clang" ;;
            pkgconfig) command -v pkg-config >/dev/null 2>&1 || missing="$missing pkg-config" ;;
        esac
    done
    [ -z "$missing" ] && return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Missing:$missing (Debian's names). There is no apt-get here: install the like of them with this system's package manager, then run this again."
        say "What is wanted: a C++20 compiler (GCC 12 or Clang 14, or later), CMake 3.23 or later, Ninja, the headers of Boost 1.74 or later, toml++, nlohmann/json, CLI11, OpenSSL's libcrypto;"
        say "for databases SQLite's and libpq's headers, for workbooks libzip, expat and libxlsxwriter, for many machines an MPI;"
        say "for the tests also Catch2, fmt, Python 3, Clang and pkg-config."
        exit 69
    fi
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            say "Missing:$missing. Run as root: apt-get install$missing"
            exit 69
        fi
        as_root=sudo
    fi
    say "Installing from the system's packages:$missing"
    # shellcheck disable=SC2086
    if ! { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing; } >&2; then
        say "apt-get could not install:$missing"
        exit 69
    fi
}

# want WHAT…: as need, but goes on where something cannot be had.
want() {
    (need "$@") || say "Going on without: what takes it is left out."
}

# locked FOLDER: waits until nobody else builds in it.
locked() {
    mkdir -p "$1"
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$1/.lock"
        flock 9
    fi
}
