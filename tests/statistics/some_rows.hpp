// SPDX-License-Identifier: BSL-1.0
#pragma once
// Rows of a caller's own type, for properties: every kind of field, a quarter of what can be unknown unknown.

#include <arrears/core/enumeration.hpp>
#include <arrears/model/ids.hpp>
#include <arrears/statistics/fields.hpp>

#include <optional>
#include <random>
#include <string>
#include <vector>

namespace some {

ARREARS_ENUM(Region, (north, "北", "north"), (south, "南", "south"), (west, "西", "west"));

struct Debt {
    std::optional<Region> region{};
    arrears::EnterpriseId enterprise{};
    std::string kind{};                            // empty: unknown
    std::optional<arrears::Money> owed{};
    std::optional<arrears::Date> due{};
    std::optional<std::int64_t> people{};
    bool disputed = false;
};

[[nodiscard]] inline const arrears::Fields<Debt>& debt_fields() {
    static const arrears::Fields<Debt> fields{{"region", &Debt::region},
                                              {"enterprise", &Debt::enterprise},
                                              {"kind", &Debt::kind},
                                              {"owed", &Debt::owed},
                                              {"due", &Debt::due},
                                              {"people", &Debt::people},
                                              {"disputed", &Debt::disputed}};
    return fields;
}

[[nodiscard]] inline std::vector<Debt> debts(std::mt19937_64& random, std::size_t count) {
    using namespace arrears;
    std::vector<Debt> out(count);
    const auto known = [&random] { return random() % 4 != 0; };
    for (Debt& each : out) {
        if (known()) each.region = enum_at<Region>(random() % enum_count<Region>);
        each.enterprise = EnterpriseId{std::string{"e"} + std::to_string(random() % 7)};
        if (known()) each.kind = std::string(1, static_cast<char>('a' + random() % 4));
        if (known()) each.owed = Money::from_fen(static_cast<std::int64_t>(random() % 200'000'000) - 20'000'000);
        if (known()) each.due = Date(2015 + static_cast<int>(random() % 4), 1 + static_cast<int>(random() % 12), 1);
        if (known()) each.people = static_cast<std::int64_t>(random() % 5);
        each.disputed = random() % 3 == 0;
    }
    return out;
}

}   // namespace some
