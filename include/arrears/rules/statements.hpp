// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enum_set.hpp>

#include <optional>

namespace arrears {

/// What is known of each value of an enumeration: it holds, it does not, or nobody has said.
template <Enumeration E>
class Statements {
public:
    constexpr Statements() noexcept = default;   // nothing is known
    /// All that is not in the set is known not to hold.
    [[nodiscard]] static constexpr Statements just(EnumSet<E> holding) noexcept {
        Statements made;
        for (std::size_t i = 0; i < enum_count<E>; ++i) made.set(enum_at<E>(i), holding.contains(enum_at<E>(i)));
        return made;
    }

    [[nodiscard]] constexpr std::optional<bool> operator[](E of) const noexcept {
        if (!known_.contains(of)) return std::nullopt;
        return yes_.contains(of);
    }
    constexpr Statements& set(E of, std::optional<bool> holds) noexcept {
        known_.erase(of);
        yes_.erase(of);
        if (holds) known_.insert(of);
        if (holds == true) yes_.insert(of);
        return *this;
    }
    [[nodiscard]] constexpr EnumSet<E> holding() const noexcept { return yes_; }
    /// Those of which nothing is known.
    [[nodiscard]] constexpr EnumSet<E> unknown() const noexcept {
        EnumSet<E> out;
        for (std::size_t i = 0; i < enum_count<E>; ++i) {
            if (!known_.contains(enum_at<E>(i))) out.insert(enum_at<E>(i));
        }
        return out;
    }

    friend constexpr bool operator==(const Statements&, const Statements&) noexcept = default;

private:
    EnumSet<E> known_{};
    EnumSet<E> yes_{};
};

}   // namespace arrears
