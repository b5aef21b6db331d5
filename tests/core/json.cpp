// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/json.hpp>

#include "catch.hpp"

#include <cstdint>
#include <string>
#include <type_traits>

using namespace arrears;

namespace {

template <class T>
concept Writable = requires(JsonWriter writer, T value) { writer.value(value); };

}   // namespace

static_assert(Writable<int> && Writable<bool> && Writable<const char*> && Writable<std::string> && Writable<std::uint64_t>);
static_assert(!Writable<double> && !Writable<float> && !Writable<char> && !Writable<int*>);

TEST_CASE("json: a document, indented and in one line", "[core]") {
    const auto write = [](JsonWriter json) {
        json.begin_object().member("label", "养老").member("count", 101).member("known", true).key("none").null().key("amount").number("-1234.50");
        json.key("rows").begin_array().value(1).value("二").begin_object().end_object().begin_array().end_array().end_array().end_object();
        return json.text();
    };
    CHECK(write(JsonWriter{0}) == R"({"label":"养老","count":101,"known":true,"none":null,"amount":-1234.50,"rows":[1,"二",{},[]]})");
    CHECK(write(JsonWriter{}) == R"({
  "label": "养老",
  "count": 101,
  "known": true,
  "none": null,
  "amount": -1234.50,
  "rows": [
    1,
    "二",
    {},
    []
  ]
})");
    CHECK(JsonWriter{}.value("alone").text() == "\"alone\"");
    CHECK(JsonWriter{}.value(INT64_MIN).text() == "-9223372036854775808");
    CHECK(JsonWriter{}.value(UINT64_MAX).text() == "18446744073709551615");
}

TEST_CASE("json: strings are escaped as RFC 8259 asks", "[core]") {
    CHECK(json_string("a\"b\\c/") == R"("a\"b\\c/")");
    CHECK(json_string("\n\t\r\x01\x1f\x7f") == R"("\n\t\r\u0001\u001f\u007f")");
    CHECK(json_string(std::string("\0", 1)) == R"("\u0000")");
    CHECK(json_string("欠薪 😀") == "\"欠薪 😀\"");
    CHECK_THROWS_WITH(json_string("ab\xff"), "json_string: not UTF-8 at byte 3");
}

TEST_CASE("json: what would not be JSON is refused, and leaves no trace", "[core]") {
    JsonWriter json{0};
    CHECK_THROWS_AS(json.text(), Error);
    CHECK_THROWS_AS(json.end_object(), Error);
    CHECK_THROWS_AS(json.key("a"), Error);
    json.begin_object();
    CHECK_THROWS_WITH(json.value(1), "JsonWriter: a value where none may stand");
    CHECK_THROWS_AS(json.begin_array(), Error);
    CHECK_THROWS_AS(json.end_array(), Error);
    CHECK_THROWS_AS(json.key("\xff"), Error);
    json.key("a");
    CHECK_THROWS_AS(json.key("b"), Error);
    CHECK_THROWS_AS(json.end_object(), Error);
    CHECK_THROWS_AS(json.number("1e5"), Error);
    CHECK_THROWS_AS(json.value("\xff"), Error);
    json.number("0.10");
    CHECK_THROWS_WITH(json.text(), "JsonWriter: the value is not finished");
    json.end_object();
    CHECK(json.text() == R"({"a":0.10})");
    CHECK_THROWS_AS(json.value(1), Error);
    CHECK_THROWS_AS(json.begin_object(), Error);
    for (const char* const text : {"", "-", "01", "1.", ".5", "+1", "1,000", "NaN", "1 ", "--1", "0x1"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(JsonWriter{}.number(text), Error);
    }
    for (const char* const text : {"0", "-0", "10", "0.05", "-12.340", "123456789012345678901234567890"})
        CHECK(JsonWriter{}.number(text).text() == text);
}
