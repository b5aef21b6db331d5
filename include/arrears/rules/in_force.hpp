// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/timeline.hpp>

#include <optional>

namespace arrears {

/// A value in force, and since when, where that is known: how a rule takes a history without owning it.
template <class T>
struct InForce {
    T value{};
    std::optional<Date> since{};   ///< the first day of the unbroken run of this value; nothing: at some unknown day before

    /// The value, if it holds as of a date at all: nothing where it began later.
    [[nodiscard]] constexpr std::optional<T> as_of(Date date) const {
        if (since && *since > date) return std::nullopt;
        return value;
    }

    friend bool operator==(const InForce&, const InForce&) = default;
};

/// What a history says as of a date; nothing where it is silent. A run from Date::first() is "since always", thus
/// since an unknown day.
template <class T>
[[nodiscard]] std::optional<InForce<T>> in_force(const Timeline<T>& history, Date as_of) {
    const T* const value = history.find(as_of);
    if (value == nullptr) return std::nullopt;
    const std::optional<Date> since = history.since(as_of);
    return InForce<T>{*value, since && *since > Date::first() ? since : std::nullopt};
}

}   // namespace arrears
