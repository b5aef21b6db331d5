// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/integer.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <type_traits>

namespace arrears {

/// How many different things there are of a kind. Not a number to add: an enterprise that owes wages and pensions is one
/// enterprise in both counts, and the sum would have it twice. To count over both, ask for a distinct count over both.
template <class What>
class Count {
public:
    constexpr Count() noexcept = default;   // none
    /// \throws Error (bad_argument) below zero; (overflow) beyond 64 bits
    constexpr explicit Count(WholeNumber auto value) : value_{detail::to_int64(value, "Count")} {
        if (value_ < 0) throw bad_argument("Count", {"a count is below zero: " + std::to_string(value_), "计数为负：" + std::to_string(value_)});
    }

    /// The bare number; with it goes the care not to add it.
    [[nodiscard]] constexpr std::int64_t value() const noexcept { return value_; }

    friend constexpr auto operator<=>(Count, Count) noexcept = default;

    template <class Other>
    Count operator+(Other) const = delete;   // counts are not additive: what is in both would count twice; count distinct over both
    template <class Other>
    Count operator-(Other) const = delete;   // counts are not additive: what is in both would count twice; count distinct over the rest
    template <class Other>
    Count& operator+=(Other) = delete;   // counts are not additive: what is in both would count twice; count distinct over both
    template <class Other>
    Count& operator-=(Other) = delete;   // counts are not additive: what is in both would count twice; count distinct over the rest

    [[nodiscard]] friend std::string to_string(Count count) { return std::to_string(count.value_); }

    /// Writes the number, whatever the stream's locale.
    template <class Traits>
    friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Count count) {
        return out << to_string(count);
    }

private:
    std::int64_t value_ = 0;
};

struct Enterprises {};   ///< 家
struct Persons {};       ///< 人
struct Households {};    ///< 户
struct Records {};       ///< 笔: rows, not things; they too may stand in several groups

using EnterpriseCount = Count<Enterprises>;
using PersonCount = Count<Persons>;
using HouseholdCount = Count<Households>;
using RecordCount = Count<Records>;

static_assert(sizeof(PersonCount) == 8 && std::is_trivially_copyable_v<PersonCount>);

}   // namespace arrears

template <class What>
struct std::hash<arrears::Count<What>> {
    [[nodiscard]] std::size_t operator()(arrears::Count<What> count) const noexcept { return std::hash<std::int64_t>{}(count.value()); }
};
