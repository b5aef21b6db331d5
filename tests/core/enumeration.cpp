// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/enumeration.hpp>

#include "catch.hpp"

#include <sstream>

namespace sample {
ARREARS_ENUM(Colour, (red, "红", "red", "赤", "crimson"), (private_, "私", "private"), (blue, "蓝", "deep blue"));
}

using arrears::Language;
using sample::Colour;

static_assert(arrears::enum_count<Colour> == 3);
static_assert(arrears::identifier(Colour::private_) == "private");
static_assert(arrears::parse_enum<Colour>("赤") == Colour::red);

TEST_CASE("enumeration: every word of a row names its value, and no other word does", "[core]") {
    CHECK(arrears::parse_enum<Colour>("red") == Colour::red);
    CHECK(arrears::parse_enum<Colour>("Crimson") == Colour::red);
    CHECK(arrears::parse_enum<Colour>("Deep Blue") == Colour::blue);
    CHECK(arrears::parse_enum<Colour>("私") == Colour::private_);
    CHECK_FALSE(arrears::parse_enum<Colour>("").has_value());
    CHECK_FALSE(arrears::parse_enum<Colour>("re").has_value());
    CHECK_FALSE(arrears::parse_enum<Colour>("private_").has_value());
}

TEST_CASE("enumeration: prints its identifier, labels in both languages", "[core]") {
    std::ostringstream out;
    out << Colour::private_;
    CHECK(out.str() == "private");
    CHECK(arrears::label(Colour::blue, Language::zh) == "蓝");
    CHECK(arrears::label(Colour::blue, Language::en) == "deep blue");
    CHECK(arrears::identifiers<Colour>() == "red, private, blue");
}
