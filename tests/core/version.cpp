// SPDX-License-Identifier: BSL-1.0
#include <arrears/version.hpp>

#include "catch.hpp"

#include <string>

TEST_CASE("version: the text is the parts", "[core]") {
    CHECK(std::to_string(arrears::version_major) + '.' + std::to_string(arrears::version_minor) + '.' + std::to_string(arrears::version_patch) ==
          arrears::version_text);
}
