// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>

#include <utility>
#include <variant>

namespace arrears {

/// A value, or the Fault that stands in its way: what every `try_…` function returns. Nothing is thrown
/// unless `value()` is asked for where there is none.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_{std::in_place_index<0>, std::move(value)} {}
    Result(Fault fault) : content_{std::in_place_index<1>, std::move(fault)} {}

    [[nodiscard]] bool has_value() const noexcept { return content_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    /// \throws Error with the fault, where there is no value
    [[nodiscard]] const T& value() const& {
        if (!has_value()) throw Error{fault()};
        return *std::get_if<0>(&content_);
    }
    [[nodiscard]] T&& value() && {
        if (!has_value()) throw Error{fault()};
        return std::move(*std::get_if<0>(&content_));
    }
    /// Precondition: has_value().
    [[nodiscard]] const T& operator*() const& noexcept { return *std::get_if<0>(&content_); }
    [[nodiscard]] T&& operator*() && noexcept { return std::move(*std::get_if<0>(&content_)); }
    [[nodiscard]] const T* operator->() const noexcept { return std::get_if<0>(&content_); }
    /// Precondition: !has_value().
    [[nodiscard]] const Fault& fault() const noexcept { return *std::get_if<1>(&content_); }

private:
    std::variant<T, Fault> content_;
};

}   // namespace arrears
