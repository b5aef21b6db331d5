// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/rounding.hpp>

#include "catch.hpp"

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>

using arrears::Rounding;

namespace {

/// The rule in words: the two whole numbers beside the quotient, and which of them the mode takes. Written apart from the code.
[[nodiscard]] std::int64_t expected(std::int64_t n, std::int64_t d, Rounding how) {
    std::int64_t below = n / d;
    while (below * d > n) --below;
    while ((below + 1) * d <= n) ++below;   // the floor, by search
    if (below * d == n) return below;
    const std::int64_t above = below + 1;
    const std::int64_t twice = 2 * n - (below + above) * d;   // sign: nearer to above (+) or below (−)
    const std::int64_t towards_zero = n < 0 ? above : below;
    const std::int64_t away = n < 0 ? below : above;
    switch (how) {
        case Rounding::floor: return below;
        case Rounding::ceiling: return above;
        case Rounding::down: return towards_zero;
        case Rounding::up: return away;
        default: break;
    }
    if (twice != 0) return twice > 0 ? above : below;
    if (how == Rounding::half_even) return below % 2 == 0 ? below : above;
    return how == Rounding::half_down ? towards_zero : away;
}

}   // namespace

TEST_CASE("rounding: every mode agrees with its rule on all small quotients", "[core]") {
    for (std::size_t mode = 0; mode < arrears::enum_count<Rounding>; ++mode) {
        const auto how = arrears::enum_at<Rounding>(mode);
        for (std::int64_t n = -200; n <= 200; ++n) {
            for (std::int64_t d = 1; d <= 40; ++d) {
                const auto got = static_cast<std::int64_t>(arrears::detail::divide(n, d, how));
                if (got != expected(n, d, how)) {
                    CAPTURE(n, d, how);
                    REQUIRE(got == expected(n, d, how));
                }
                // The same through a product, and with its factors in other places.
                arrears::detail::int128 product{};
                REQUIRE(arrears::detail::multiply_divide(n, 7, d, how, product));
                if (static_cast<std::int64_t>(product) != expected(n * 7, d, how)) {
                    CAPTURE(n, d, how);
                    REQUIRE(static_cast<std::int64_t>(product) == expected(n * 7, d, how));
                }
                REQUIRE(arrears::detail::multiply_divide(7, n, d, how, product));
                REQUIRE(static_cast<std::int64_t>(product) == expected(n * 7, d, how));
            }
        }
    }
}

TEST_CASE("rounding: the table in the header's comment is what the modes do", "[core]") {
    std::ifstream header{ARREARS_SOURCE_DIR "/include/arrears/core/rounding.hpp"};
    std::string line;
    std::string heads;
    int rows = 0;
    while (std::getline(header, line)) {
        if (line.rfind("/// | mode |", 0) == 0) heads = line;
        if (heads.empty() || line.rfind("/// | ", 0) != 0 || line == heads || line.find("---") != std::string::npos) continue;
        std::istringstream values{heads.substr(4)};
        std::istringstream cells{line.substr(4)};
        std::string bar;
        std::string mode;
        std::string text;
        values >> bar >> text >> bar;
        cells >> bar >> mode >> bar;
        const auto how = arrears::parse_enum<Rounding>(mode);
        REQUIRE(how.has_value());
        for (std::string head; values >> head >> bar;) {
            std::int64_t cell{};
            REQUIRE(cells >> cell >> bar);
            const std::size_t point = head.find('.');
            const std::int64_t tenths = std::stol(head.substr(0, point) + head.substr(point + 1));
            CAPTURE(mode, head);
            CHECK(static_cast<std::int64_t>(arrears::detail::divide(tenths, 10, *how)) == cell);
        }
        ++rows;
    }
    CHECK(rows == 7);
}

TEST_CASE("rounding: the widest operands", "[core]") {
    using arrears::detail::int128;
    const int128 most = static_cast<int128>(~arrears::detail::uint128{0} >> 1U);
    CHECK(arrears::detail::divide(most, most, Rounding::up) == 1);
    CHECK(arrears::detail::divide(-most - 1, most, Rounding::half_away_from_zero) == -1);
    CHECK(arrears::detail::divide(-most - 1, most, Rounding::floor) == -2);
    CHECK(arrears::detail::divide(most - 1, most, Rounding::half_even) == 1);
    CHECK(arrears::detail::divide(1, most, Rounding::half_even) == 0);
    CHECK(arrears::detail::divide(most / 2, most, Rounding::half_away_from_zero) == 0);   // a little below a half, since `most` is odd
    CHECK(arrears::detail::divide(most / 2 + 1, most, Rounding::half_down) == 1);
}
