// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/text_width.hpp>

#include "catch.hpp"

#include <cstdio>
#include <string>

using namespace arrears;

static_assert(display_width("abc") == 3);
static_assert(display_width("欠费") == 4);
static_assert(display_width("") == 0);

TEST_CASE("text_width: columns of the texts that tables hold", "[core]") {
    CHECK(display_width("养老保险 12.5%") == 14);
    CHECK(display_width("（合计）") == 8);
    CHECK(display_width("ＡＢ１") == 6);
    CHECK(display_width("万元/亿元") == 9);
    CHECK(display_width("e\u0301") == 1);   // e with a combining accent
    CHECK(display_width("\u30CF\u3099") == 2);
    CHECK(display_width("é") == 1);
    CHECK(display_width("½ ± °") == 5);
    CHECK(display_width("𠮷") == 2);
    CHECK(display_width("\u200B\uFEFF\t\n") == 0);
    CHECK(display_width("ﾊﾝ") == 2);   // half-width kana
    CHECK(display_width("a\xff\xE6\xAC") == 4);   // three bytes that are no characters
}

TEST_CASE("text_width: padding counts columns and never cuts", "[core]") {
    CHECK(pad_left("欠费", 6) == "  欠费");
    CHECK(pad_right("欠费", 6) == "欠费  ");
    CHECK(pad_left("12.50", 4) == "12.50");
    CHECK(pad_right("合计", 3) == "合计");
    CHECK(pad_left("", 2) == "  ");
    CHECK(pad_right("a\xff", 4) == "a\xff  ");
    CHECK(display_width(pad_left("养", 7)) == 7);
}

TEST_CASE("text_width: its tables are in order", "[core]") {
    const auto in_order = [](const auto& ranges) {
        char32_t before = 0;
        for (const auto& range : ranges) {
            if (range.first <= before || range.last < range.first) return false;
            before = range.last;
        }
        return true;
    };
    CHECK(in_order(detail::wide_ranges));
    CHECK(in_order(detail::zero_width_ranges));
}

TEST_CASE("text_width: agrees with Python's Unicode data on every assigned character", "[core][oracle]") {
    // one character of output for each code point: - not assigned, 0 combining or zero-width, 1, 2
    const char* const script =
        "python3 -c \"import unicodedata as u, sys\n"
        "def w(c):\n"
        "    k = u.category(c)\n"
        "    return '-' if k == 'Cn' else '0' if k in ('Mn', 'Me', 'Cf') else '2' if u.east_asian_width(c) in 'WF' else '1'\n"
        "sys.stdout.write(u.unidata_version.split('.')[0] + ' ' + ''.join(w(chr(i)) for i in range(0x110000)))\" 2>/dev/null";
    std::string said;
    if (FILE* const pipe = popen(script, "r")) {
        char buffer[65536];
        for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) said.append(buffer, got);
        (void)pclose(pipe);
    }
    const std::size_t blank = said.find(' ');
    if (blank == std::string::npos || said.size() != blank + 1 + 0x110000) {
        WARN("python3 is not here: not compared");
        return;
    }
    const bool same_version = said.substr(0, blank) == "14";
    std::size_t wrong = 0;
    std::size_t zero_as_one = 0;
    for (char32_t code = 0xA0; code < 0x110000; ++code) {
        const char expected = said[blank + 1 + code];
        const std::size_t width = display_width(code);
        if (expected == '-') continue;
        const bool jamo = code >= 0x1160 && code <= 0x11FF;   // parts of a syllable, which take no room of their own
        if (expected == '0' && width == 1) ++zero_as_one;     // marks of scripts that the table leaves out
        if (expected == '2' && width != 2) ++wrong;
        if (expected == '1' && width != 1 && !jamo) ++wrong;
        if (expected == '0' && width == 2) ++wrong;
    }
    if (same_version) CHECK(wrong == 0);
    CHECK(zero_as_one < 2000);
}
