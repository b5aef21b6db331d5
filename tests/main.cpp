// SPDX-License-Identifier: BSL-1.0
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <cstdlib>
#include <locale>
#include <string>

namespace {

/// A locale in which each digit stands apart and a comma is the point: what is read or printed by the locale shows it.
struct Foreign : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\1"; }
    std::string do_truename() const override { return "wahr"; }
};

}   // namespace

int main(int argc, char** argv) {
    if (std::getenv("ARREARS_TEST_FOREIGN_LOCALE") != nullptr) std::locale::global(std::locale{std::locale::classic(), new Foreign});
    return Catch::Session().run(argc, argv);
}
