// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/diagnostics.hpp>

#include "catch.hpp"

#include <string>

namespace {

arrears::Fault some_fault(std::uint64_t line) {
    return {arrears::ErrorKind::bad_syntax,
            {"arrears.csv", line, 4, "principal"},
            {"\"1,23O.00\" has a letter O at position 5", "\"1,23O.00\" 第 5 个字符是字母 O"},
            {},
            {"expected an amount as 1,230.00", "应为金额，如 1,230.00"},
            {}};
}

}   // namespace

TEST_CASE("Diagnostics: a fault is one line with place, problem and what was expected") {
    arrears::Diagnostics diagnostics;
    CHECK(diagnostics.empty());
    CHECK(diagnostics.text(arrears::Language::en).empty());
    CHECK_NOTHROW(diagnostics.throw_if_any());
    diagnostics.add(some_fault(17));
    CHECK(diagnostics.text(arrears::Language::en) ==
          "arrears.csv:17:4 (principal): \"1,23O.00\" has a letter O at position 5; expected an amount as 1,230.00\n");
    CHECK(diagnostics.text(arrears::Language::zh) == "arrears.csv:17:4 (principal): \"1,23O.00\" 第 5 个字符是字母 O；应为金额，如 1,230.00\n");
}

TEST_CASE("Diagnostics: keeps the first, counts all") {
    arrears::Diagnostics diagnostics{2};
    for (std::uint64_t line = 1; line <= 1'000'000; ++line) diagnostics.add(some_fault(line));
    CHECK(diagnostics.count() == 1'000'000);
    CHECK(diagnostics.faults().size() == 2);
    CHECK(diagnostics.faults()[1].place.line == 2);
    CHECK(diagnostics.omitted() == 999'998);
    CHECK_THAT(diagnostics.text(arrears::Language::en), Catch::EndsWith("and 999998 more, 1000000 in all\n"));
    CHECK_THAT(diagnostics.text(arrears::Language::zh), Catch::EndsWith("另有 999998 处问题未列出，共 1000000 处\n"));

    arrears::Diagnostics all;
    all.add(some_fault(0));
    all.add(diagnostics);
    CHECK(all.count() == 1'000'001);
    CHECK(all.faults().size() == 3);
    try {
        all.throw_if_any();
        FAIL("nothing was thrown");
    } catch (const arrears::Error& error) {
        CHECK(error.kind() == arrears::ErrorKind::bad_syntax);
        CHECK_THAT(error.what(), Catch::EndsWith("; and 1000000 more"));
    }
}

TEST_CASE("Diagnostics: what would drive a terminal is shown, not sent") {
    CHECK(arrears::printable("a\x1b[31mb") == "a\\u{1B}[31mb");
    CHECK(arrears::printable("x\u202Ey\nz\xFF") == "x\\u{202E}y\\u{A}z\\xFF");
    CHECK(arrears::printable("阳泉 \"市属\"") == "阳泉 \"市属\"");
    CHECK(arrears::printable("").empty());
}
