// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/utf8.hpp>

#include "catch.hpp"

#include <string>

using namespace arrears;

static_assert(read_utf8("阳").code == U'阳' && read_utf8("阳").bytes == 3);
static_assert(!find_invalid_utf8("阳泉 101"));
static_assert(find_invalid_utf8("ab\xff") == 2);
static_assert(fold_width(U'９') == U'9' && fold_width(U'　') == U' ' && fold_width(U'阳') == U'阳');

TEST_CASE("utf8: every code point is read back as it was written; surrogates are none", "[core]") {
    std::size_t wrong = 0;
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, code);
        const Utf8Character read = read_utf8(text);
        if (!read.valid || read.code != code || read.bytes != text.size() || find_invalid_utf8(text)) ++wrong;
        if (text.size() > 1 && find_invalid_utf8(std::string_view{text}.substr(0, text.size() - 1)) != 0) ++wrong;   // cut off
    }
    CHECK(wrong == 0);
}

TEST_CASE("utf8: all pairs and triples of bytes are judged as the standard's table 3-7 judges them", "[core]") {
    // what may follow a first byte, from the table of well-formed sequences of the Unicode Standard
    const auto well_formed = [](const std::string& text) {
        std::size_t i = 0;
        const auto at = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
        const auto within = [](unsigned byte, unsigned low, unsigned high) { return byte >= low && byte <= high; };
        while (i < text.size()) {
            const unsigned a = at(i), b = at(i + 1), c = at(i + 2);
            if (a < 0x80) {
                i += 1;
            } else if (within(a, 0xC2, 0xDF) && within(b, 0x80, 0xBF)) {
                i += 2;
            } else if (((a == 0xE0 && within(b, 0xA0, 0xBF)) || (within(a, 0xE1, 0xEC) && within(b, 0x80, 0xBF)) ||
                        (a == 0xED && within(b, 0x80, 0x9F)) || (within(a, 0xEE, 0xEF) && within(b, 0x80, 0xBF))) &&
                       within(c, 0x80, 0xBF)) {
                i += 3;
            } else {
                return false;
            }
        }
        return true;
    };
    std::size_t wrong = 0;
    for (unsigned a = 0x7F; a < 0x100; ++a) {
        for (unsigned b = 0x70; b < 0x100; ++b) {
            for (unsigned c = 0x70; c < 0x100; c += 5) {
                const std::string text{static_cast<char>(a), static_cast<char>(b), static_cast<char>(c)};
                if (find_invalid_utf8(text).has_value() == well_formed(text)) ++wrong;
                const std::string pair = text.substr(0, 2);
                if (find_invalid_utf8(pair).has_value() == well_formed(pair)) ++wrong;
            }
        }
    }
    CHECK(wrong == 0);
    for (const char* const text :
         {"\xC0\x80", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF8\x88\x80\x80\x80", "\x80"}) {
        CHECK(find_invalid_utf8(text) == 0);
    }
    CHECK(find_invalid_utf8("ok\xF4\x8F\xBF\xBF\xF4\x90\x80\x80") == 6);
}

TEST_CASE("utf8: quoted text keeps to one line and says what cannot be seen", "[core]") {
    CHECK(in_quotes("阳泉") == "\"阳泉\"");
    CHECK(in_quotes("a\nb\x7F") == "\"a\\u{A}b\\u{7F}\"");
    CHECK(in_quotes("\xEF\xBB\xBFid") == "\"\\u{FEFF}id\"");
    CHECK(in_quotes("\xff\xE9") == "\"\\xFF\\xE9\"");
    CHECK(in_quotes("") == "\"\"");
    CHECK(in_quotes("欠欠欠欠", 3) == "\"欠欠欠…\"");
    CHECK(in_quotes("欠欠欠", 3) == "\"欠欠欠\"");
    CHECK(in_quotes(std::string(10'000'000, 'x')).size() == 45);
}
