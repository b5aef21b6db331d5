// SPDX-License-Identifier: BSL-1.0
#pragma once
// Results checked by Python, which shares no code with the library.

#include "catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

/// Runs a script of tests/ over a file of cases and expects that it finds none wrong; without Python it warns.
inline void check_by_python(const std::string& script, const std::string& cases) {
    if (std::system("python3 -c 'import decimal' >/dev/null 2>&1") != 0) {
        WARN("python3 is not installed: skipped " << script);
        return;
    }
    const auto folder = std::filesystem::temp_directory_path();
    const std::string path = (folder / ("arrears_" + std::to_string(std::random_device{}()) + ".txt")).string();
    std::ofstream{path, std::ios::binary} << cases;
    const int status = std::system(("python3 '" ARREARS_SOURCE_DIR "/tests/" + script + "' '" + path + "' " + std::to_string(test::cases)).c_str());
    std::filesystem::remove(path);
    CHECK(status == 0);
}
