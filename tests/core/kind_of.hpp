// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>

#include "catch.hpp"

/// The kind of the Error that the action throws; a failure of the test where it throws none, or one that is silent in a language.
[[nodiscard]] arrears::ErrorKind kind_of(auto&& action) {
    try {
        static_cast<void>(action());
    } catch (const arrears::Error& error) {
        CHECK_FALSE(error.message(arrears::Language::en).empty());
        CHECK_FALSE(error.message(arrears::Language::zh).empty());
        return error.kind();
    }
    FAIL("nothing was thrown");
    return {};
}
