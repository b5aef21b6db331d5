// SPDX-License-Identifier: BSL-1.0
#include <arrears/version.hpp>

#include "catch.hpp"

#include <fstream>
#include <sstream>
#include <string>

TEST_CASE("version: the header's parts, its text and CMake's project agree", "[core]") {
    const std::string text =
        std::to_string(arrears::version_major) + '.' + std::to_string(arrears::version_minor) + '.' + std::to_string(arrears::version_patch);
    CHECK(text == arrears::version_text);
    std::ifstream file{ARREARS_SOURCE_DIR "/CMakeLists.txt"};
    std::ostringstream cmake;
    cmake << file.rdbuf();
    CHECK(cmake.str().find("project(arrears VERSION " + text + ' ') != std::string::npos);
}
