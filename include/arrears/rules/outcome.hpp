// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/rules/fact.hpp>

#include <iosfwd>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace arrears {

/// What a rule answers: a value, or undetermined with the facts that would decide. Missing is neither zero nor "no".
template <class T>
class [[nodiscard]] Outcome {
public:
    constexpr Outcome(T value) noexcept(std::is_nothrow_move_constructible_v<T>) : value_{std::move(value)} {}
    /// Undetermined, for want of these facts. \throws Error (bad_argument) where none is named
    [[nodiscard]] static constexpr Outcome undetermined(MissingFacts missing) {
        if (missing.empty()) {
            throw bad_argument("Outcome::undetermined", {"no missing fact is named", "没有指明缺少的事实"},
                               {"expected at least one", "应至少指明一项"});
        }
        return Outcome{missing};
    }

    [[nodiscard]] constexpr bool is_determined() const noexcept { return value_.has_value(); }
    /// \throws Error (outside_known), naming the missing facts, where the outcome is undetermined
    [[nodiscard]] constexpr const T& value() const {
        if (!value_) throw Error{fault()};
        return *value_;
    }
    /// The value, or nothing where the outcome is undetermined: how a tally takes it.
    [[nodiscard]] constexpr const std::optional<T>& known() const noexcept { return value_; }
    /// Empty where the outcome is determined.
    [[nodiscard]] constexpr MissingFacts missing() const noexcept { return missing_; }

    friend constexpr bool operator==(const Outcome&, const Outcome&) = default;

private:
    explicit constexpr Outcome(MissingFacts missing) noexcept : missing_{missing} {}
    [[nodiscard]] Fault fault() const {
        Text names;
        for (const Fact fact : missing_) {
            names.en += (names.en.empty() ? "" : ", ") + std::string{label(fact, Language::en)};
            names.zh += (names.zh.empty() ? "" : "、") + std::string{label(fact, Language::zh)};
        }
        return {ErrorKind::outside_known, {}, {"undetermined without: " + names.en, "缺少以下事实，无法判定：" + names.zh}, {}, {}, {}};
    }

    std::optional<T> value_{};
    MissingFacts missing_{};
};

}   // namespace arrears
