// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/io/encoding.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <iconv.h>

using namespace arrears;
using namespace std::string_literals;

namespace {

constexpr Encoding others[] = {Encoding::gb18030, Encoding::utf16le, Encoding::utf16be};

/// Text as another encoding has it.
std::string encoded(std::string text, Encoding encoding) {
    const char* const names[] = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"};
    const iconv_t to = ::iconv_open(names[static_cast<std::size_t>(encoding)], "UTF-8");
    std::string out(text.size() * 4 + 16, '\0');
    char* from = text.data();
    char* into = out.data();
    std::size_t left = text.size(), room = out.size();
    const bool done = ::iconv(to, &from, &left, &into, &room) != static_cast<std::size_t>(-1);
    ::iconv_close(to);
    if (!done) throw std::logic_error{"the test's text cannot be encoded"};
    out.resize(out.size() - room);
    return out;
}
bool can_be_encoded(const std::string& text, Encoding encoding) {
    try {
        return !encoded(text, encoding).empty();
    } catch (const std::logic_error&) {
        return false;
    }
}
/// What comes out where so much is given, and so much is asked for, at once.
std::string read(const std::string& bytes, std::size_t given, std::size_t asked, std::optional<Encoding> told = {}) {
    const ByteSource source = as_utf8(
        [bytes, given, at = std::size_t{0}](std::span<char> to) mutable {
            const std::size_t count = std::min({given, to.size(), bytes.size() - at});
            std::copy_n(bytes.data() + at, count, to.data());
            at += count;
            return count;
        },
        told);
    std::string out, buffer(asked, '\0');
    while (const std::size_t got = source(std::span{buffer})) out.append(buffer, 0, got);
    return out;
}
std::string read(const std::string& bytes, std::optional<Encoding> told = {}) { return read(bytes, 64 * 1024, 64 * 1024, told); }
std::string utf8(char32_t code) {
    std::string out;
    append_utf8(out, code);
    return out;
}

const std::string offices = "编号,企业名称,欠费\nE1,阳泉第二纺织厂,1234.56\nE2,Yangquan 煤矿机械厂,\"万，元\"\n";

}   // namespace

TEST_CASE("encoding: found by what a text begins with", "[io]") {
    CHECK(find_encoding("", true) == Encoding::utf8);
    CHECK(find_encoding("id,name\n", true) == Encoding::utf8);
    CHECK(find_encoding("\xEF\xBB\xBFid", true) == Encoding::utf8);
    CHECK(find_encoding("\xFF\xFEi\0"s, true) == Encoding::utf16le);
    CHECK(find_encoding("\xFE\xFF\0i"s, true) == Encoding::utf16be);
    CHECK(find_encoding("i\0d\0\n\0"s, true) == Encoding::utf16le);
    CHECK(find_encoding("\0i\0d\0\n"s, true) == Encoding::utf16be);
    CHECK(find_encoding(offices, true) == Encoding::utf8);
    CHECK(find_encoding(encoded(offices, Encoding::gb18030), true) == Encoding::gb18030);
    CHECK(find_encoding(encoded("小", Encoding::gb18030), true) == Encoding::gb18030);   // D0 A1, which is a Cyrillic letter in UTF-8
    CHECK(find_encoding("À", true) == Encoding::utf8);                                   // C3 80, which is no common character in GB18030
    // A character that is cut off by the end of a part is none that is wrong.
    for (const Encoding encoding : {Encoding::utf8, Encoding::gb18030}) {
        const std::string text = encoding == Encoding::utf8 ? "工会" : encoded("工会𠀀", encoding);
        for (std::size_t size = 4; size <= text.size(); ++size) CHECK(find_encoding(std::string_view{text}.substr(0, size), false) == encoding);
    }
}

TEST_CASE("encoding: a wrong byte makes no file of another encoding", "[io]") {
    std::string text = offices;
    text[text.find("纺")] = '\xD0';
    CHECK(find_encoding(text, true) == Encoding::utf8);
    CHECK(read(text) == text);   // it stays, and whoever reads rows tells where it is
    std::string gb = encoded(offices, Encoding::gb18030);
    gb[gb.find(encoded("纺", Encoding::gb18030))] = '\xFF';
    CHECK(find_encoding(gb, true) == Encoding::gb18030);
    const std::string made = read(gb);
    CHECK(made.find('\xFF') == offices.find("纺"));
    CHECK(made.starts_with("编号,企业名称"));
    CHECK(made.ends_with("\"万，元\"\n"));
    CHECK(read("\xD6", Encoding::gb18030) == "\xFF");                // cut off by the end
    CHECK(read("a\0\x3D\xD8z\0"s, Encoding::utf16le) == "a\xFFz");   // half a pair
    CHECK(read("a\0b"s, Encoding::utf16le) == "a\xFF");
}

TEST_CASE("encoding: the same text from each, however it is given and asked for", "[io][property]") {
    for (const Encoding encoding : others) {
        const std::string bytes = encoded(encoding == Encoding::gb18030 ? offices : "\uFEFF" + offices, encoding);
        const std::string expected = encoding == Encoding::gb18030 ? offices : "\uFEFF" + offices;
        for (std::size_t given = 1; given <= 12; ++given) {
            for (std::size_t asked = 1; asked <= 12; ++asked) CHECK(read(bytes, given, asked) == expected);
        }
    }
    for (std::size_t size = 1; size <= 5; ++size) CHECK(read(offices, size, size) == offices);
}

TEST_CASE("encoding: who asks now for less than a character, now for more, misses nothing", "[io][property]") {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += offices + "𠮷";
    for (const Encoding encoding : others) {
        const std::string bytes = encoded(encoding == Encoding::gb18030 ? text : "\uFEFF" + text, encoding);
        const ByteSource source = as_utf8(bytes_of_text(bytes));
        std::mt19937_64 random{7};
        std::string out, buffer(2000, '\0');
        while (const std::size_t got = source(std::span{buffer}.first(1 + random() % (random() % 2 == 0 ? 5 : 2000)))) out.append(buffer, 0, got);
        CHECK((out == (encoding == Encoding::gb18030 ? text : "\uFEFF" + text)));
    }
}

TEST_CASE("encoding: what is not ASCII may come late", "[io]") {
    for (const std::size_t before : {std::size_t{1}, std::size_t{65'535}, std::size_t{65'536}, std::size_t{131'071}, std::size_t{400'000}}) {
        const std::string lead(before, 'x');
        const std::string text = lead + offices + std::string(200'000, 'y') + offices;
        CHECK(read(text) == text);
        CHECK((read(encoded(text, Encoding::gb18030)) == text));
    }
}

TEST_CASE("encoding: every character of GB18030 and UTF-16 comes back", "[io]") {
    for (const Encoding encoding : others) {
        std::string all, none;   // what the C library has no code for are a few of private use
        for (char32_t code = 1; code <= 0x10FFFF; code += code < 0x30000 ? 1 : 257) {
            if (code >= 0xD800 && code <= 0xDFFF) continue;
            const bool has_code = encoding != Encoding::gb18030 || code < 0xE000 || code > 0xF8FF || can_be_encoded(utf8(code), encoding);
            (has_code ? all : none) += utf8(code);
        }
        CHECK((read(encoded(all, encoding), encoding) == all));
        CHECK(none.size() < 100 * utf8(0xE000).size());
    }
    CHECK(read("\xFE\x59", Encoding::gb18030) == utf8(0x9FB4));   // by the code points of 2022; not all libraries have them
    CHECK(read("\x82\x35\x8F\x33", Encoding::gb18030) == utf8(0x9FA6));
}

TEST_CASE("encoding: whatever the bytes, reading ends, and what comes is UTF-8 but for its mark of what is wrong", "[io][property]") {
    std::mt19937_64 random{20'261'127};
    for (int i = 0; i < test::cases / 50; ++i) {
        std::string bytes(random() % 60, '\0');
        for (char& c : bytes) c = static_cast<char>(random() % (i % 2 == 0 ? 256 : 130));
        for (const Encoding encoding : others) {
            const std::string whole = read(bytes, encoding);
            CHECK(read(bytes, 1, 1, encoding) == whole);
            CHECK(read(bytes, 3, 5, encoding) == whole);
            std::string without = whole;
            std::erase(without, '\xFF');
            CHECK_FALSE(find_invalid_utf8(without).has_value());
        }
        CHECK(read(bytes, 1, 2) == read(bytes));
    }
}
