// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/result.hpp>

#include "catch.hpp"

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

using namespace arrears;

namespace {

struct Sealed {   // no default, no copy: a Result asks for neither
    explicit Sealed(int number) : owned{std::make_unique<int>(number)} {}
    std::unique_ptr<int> owned;
};

[[nodiscard]] Result<Sealed> made(bool good) {
    if (!good) return Fault{ErrorKind::unknown_name, {"a.csv", 2, 0, ""}, {"no such word", "没有这个词"}, "x", {}, {}};
    return Sealed{7};
}

// Neither is taken for the other, and a Result is no truth value by accident.
static_assert(std::is_convertible_v<Fault, Result<int>> && std::is_convertible_v<int, Result<int>>);
static_assert(!std::is_convertible_v<Result<int>, bool> && std::is_constructible_v<bool, Result<int>>);
static_assert(!std::is_default_constructible_v<Result<int>> && std::is_move_constructible_v<Result<Sealed>>);
static_assert(!std::is_copy_constructible_v<Result<Sealed>> && std::is_copy_constructible_v<Result<int>>);

}   // namespace

TEST_CASE("result: holds a value", "[core]") {
    const Result<std::string> result{std::string{"text"}};
    CHECK(result.has_value());
    CHECK(static_cast<bool>(result));
    CHECK(result.value() == "text");
    CHECK(*result == "text");
    CHECK(result->size() == 4);
}

TEST_CASE("result: holds a fault, and throws it only where the value is asked for", "[core]") {
    const Result<Sealed> result = made(false);
    CHECK_FALSE(result.has_value());
    CHECK_FALSE(static_cast<bool>(result));
    CHECK(result.fault().kind == ErrorKind::unknown_name);
    CHECK(result.fault().message(Language::zh) == "a.csv:2: 没有这个词");
    CHECK_THROWS_WITH(result.value(), "a.csv:2: no such word");
    CHECK_THROWS_AS(made(false).value(), Error);
    try {
        static_cast<void>(result.value());
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.fault() == result.fault());
    }
}

TEST_CASE("result: gives its value away where it is itself about to go", "[core]") {
    Sealed taken = made(true).value();
    CHECK(*taken.owned == 7);
    Result<Sealed> result = made(true);
    taken = *std::move(result);
    CHECK(*taken.owned == 7);
    CHECK(made(true)->owned != nullptr);
}

TEST_CASE("result: copies and assigns either content over the other", "[core]") {
    Result<int> result = 1;
    const Result<int> bad = Fault{ErrorKind::limit, {}, {"too many", "过多"}, {}, {}, {}};
    result = bad;
    CHECK_FALSE(result.has_value());
    CHECK(result.fault() == bad.fault());
    result = Result<int>{2};
    CHECK(result.value() == 2);
}
