// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace arrears::detail {

/// Nobody's argument: makes a template of a function (or of a class behind one) that could as well be plain,
///
///     template <class = detail::WhenCalled>
///     [[nodiscard]] Registry build() const&;
///
/// so that it is compiled where it is called. A plain one is compiled, with all that it uses of the standard library, by every
/// file that includes it. What only such a function calls needs it too, so that the whole of a check, a parser or a table
/// costs nothing where nobody wants it. Callers see no difference.
struct WhenCalled;

template <class T, class>
struct LateType { using Type = T; };

/// `T`, which a template does not know before it is used. Clang compiles at once what a template calls with known types, if it
/// is constexpr, as all of std::vector and std::string is; so the types of most weight are named in this way.
template <class T, class When>
using Late = typename LateType<T, When>::Type;

/// The same object, of a type that is not known before.
template <class When, class T>
[[nodiscard]] constexpr Late<T&, When> late(T& object) noexcept {
    return object;
}

}   // namespace arrears::detail
