// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>

#include <new>
#include <type_traits>
#include <utility>

namespace arrears {

/// A value, or the Fault that stands in its way: what every `try_…` function returns. Nothing is thrown
/// unless `value()` is asked for where there is none.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : has_value_{true}, value_{std::move(value)} {}
    Result(Fault fault) : has_value_{false}, fault_{std::move(fault)} {}
    Result(const Result& other)
        requires(std::is_copy_constructible_v<T>)
        : has_value_{other.has_value_} {
        if (has_value_) ::new (static_cast<void*>(&value_)) T(other.value_);
        else ::new (static_cast<void*>(&fault_)) Fault(other.fault_);
    }
    Result(Result&& other) noexcept : has_value_{other.has_value_} {
        if (has_value_) ::new (static_cast<void*>(&value_)) T(std::move(other.value_));
        else ::new (static_cast<void*>(&fault_)) Fault(std::move(other.fault_));
    }
    Result& operator=(Result other) noexcept {
        this->~Result();
        return *::new (static_cast<void*>(this)) Result(std::move(other));
    }
    ~Result() {
        if (has_value_) value_.~T();
        else fault_.~Fault();
    }

    [[nodiscard]] bool has_value() const noexcept { return has_value_; }
    explicit operator bool() const noexcept { return has_value(); }

    /// \throws Error with the fault, where there is no value
    [[nodiscard]] const T& value() const& {
        if (!has_value()) throw Error{fault()};
        return value_;
    }
    [[nodiscard]] T&& value() && {
        if (!has_value()) throw Error{fault()};
        return std::move(value_);
    }
    /// Precondition: has_value().
    [[nodiscard]] const T& operator*() const& noexcept { return value_; }
    [[nodiscard]] T&& operator*() && noexcept { return std::move(value_); }
    [[nodiscard]] const T* operator->() const noexcept { return &value_; }
    /// Precondition: !has_value().
    [[nodiscard]] const Fault& fault() const noexcept { return fault_; }

private:
    bool has_value_;
    union {   // a std::variant of the two would take far longer to compile
        T value_;
        Fault fault_;
    };
};

}   // namespace arrears
