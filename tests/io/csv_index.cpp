// SPDX-License-Identifier: BSL-1.0
#include "../../src/io/csv_index.hpp"

#include "catch.hpp"

#include "../../src/io/fast_utf8.hpp"
#include "../../src/io/plain_cells.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/io/csv.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace arrears;
using namespace arrears::detail;

namespace {

std::string some_text(std::mt19937_64& random, std::size_t size, std::string_view alphabet) {
    std::string out;
    while (out.size() < size) out += alphabet[random() % alphabet.size()];
    return out;
}

/// The rows as CsvReader has them; a row of which a fault is told is its line and `!`.
std::string by_reader(const std::string& text, char separator) {
    CsvOptions options;
    options.separator = separator;
    options.unsound_rows = true;
    options.first_line = 2;   // no mark stands at the start
    CsvReader reader{bytes_of_text(text), "f", options};
    Diagnostics told{0};
    std::string out;
    while (const CsvRow* const row = reader.next(told)) {
        out += std::to_string(row->line()) + (row->sound() ? ":" : "!");
        for (const CsvCell& cell : row->cells()) out += row->sound() ? '[' + std::string{cell.text} + ']' : std::string{};
    }
    return out + std::to_string(reader.rows_lost());
}
/// The same by the index: rows with something odd are read by a CsvReader of their own.
std::string by_index(const std::string& text, char separator, MakeCsvMasks masks) {
    CsvIndex index;
    index.read(text, separator, masks);
    std::string out;
    std::size_t start = 0, first = 0, lost = 0;
    for (std::size_t row = 0; row < index.rows().size(); ++row) {
        const std::size_t last = index.rows()[row], end = index.ends()[last];
        const std::size_t behind = end == text.size() ? end : behind_break(text, end);
        const auto count_before = [](std::span<const std::uint32_t> offsets, std::size_t at) {
            return static_cast<std::size_t>(std::lower_bound(offsets.begin(), offsets.end(), at) - offsets.begin());
        };
        const std::size_t line = 2 + row + count_before(index.breaks(), start);
        std::string cells;
        bool blank = true;
        for (std::size_t i = first, from = start; i <= last; from = index.ends()[i++] + 1) {
            std::string cell = text.substr(from, index.ends()[i] - from);
            blank = blank && cell.find_first_not_of(" \t") == std::string::npos;
            if (cell.starts_with('"')) {
                cell = cell.substr(1, cell.size() - 2);
                for (std::size_t at = 0; (at = cell.find("\"\"", at)) != std::string::npos; ++at) cell.erase(at, 1);
            }
            cells += '[' + cell + ']';
        }
        if (count_before(index.odd(), behind) != count_before(index.odd(), start)) {
            CsvOptions options;
            options.separator = separator;
            options.unsound_rows = true;
            options.first_line = line;
            CsvReader reader{bytes_of_text(text.substr(start, behind - start)), "f", options};
            Diagnostics told{0};
            while (const CsvRow* const each = reader.next(told)) out += std::to_string(each->line()) + (each->sound() ? "?" : "!");
            lost += reader.rows_lost();
        } else if (!blank) {
            out += std::to_string(line) + ':' + cells;
        }
        start = behind;
        first = last + 1;
    }
    return out + std::to_string(lost);
}

}   // namespace

TEST_CASE("csv_index: masks are the same by either way, at any alignment", "[io][property]") {
    std::mt19937_64 random{1};
    const std::string bytes = some_text(random, 64 * 40, std::string_view{"\"\n\r,;a \t\x7F\x80\xFF\x01-", 14});
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    for (const std::string& text : {bytes, all + std::string(64, '\0') + all}) {
        for (std::size_t from = 0; from < 64; ++from) {
            for (const char separator : {',', ';', '\t', '\x80'}) {
                const std::size_t words = (text.size() - from) / 64;
                std::vector<CsvMasks> one(words), other(words);
                const unsigned here = csv_masks()(text.data() + from, words, separator, one.data());
                CHECK(here == csv_masks_portable(text.data() + from, words, separator, other.data()));
                CHECK(one == other);
                const std::string_view seen{text.data() + from, words * 64};
                CHECK(((here & 1U) != 0) == (seen.find('\0') != std::string_view::npos));
                CHECK(((here & 0x80U) != 0) == std::any_of(seen.begin(), seen.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
                for (std::size_t i = 0; i < seen.size(); ++i) {
                    if (((one[i / 64].separators >> i % 64U & 1U) != 0) != (seen[i] == separator)) FAIL("byte " << i);
                }
            }
        }
    }
}

TEST_CASE("csv_index: cells, rows and lines are those of CsvReader, whatever the quotes", "[io][property]") {
    for (int seed = 0; seed < test::cases / 20; ++seed) {
        std::mt19937_64 random{static_cast<unsigned>(seed)};
        const std::string_view alphabets[] = {"\"\n,a", "\"\",,aa\n\r", "aaaaaaaaaaaaaaaaaaaaaaaaa,,\n", "\",a\r\n \t;", "a\"\"\"\"\"\n,"};
        const std::string text = some_text(random, random() % 300, alphabets[random() % 5]);
        const char separator = random() % 4 == 0 ? ';' : ',';
        CAPTURE(seed, text);
        const std::string expected = by_reader(text, separator);
        REQUIRE(by_index(text, separator, csv_masks()) == expected);
        REQUIRE(by_index(text, separator, &csv_masks_portable) == expected);
        // What can be told of a beginning is where one of its rows ends, and no more lines end before it than are there.
        const CsvRowsEnd end = find_rows_end(text, separator, false);
        REQUIRE(end == find_rows_end(text, separator, false, &csv_masks_portable));
        REQUIRE((end.bytes == text.size() || by_reader(text.substr(0, end.bytes), separator).size() <= expected.size()));
        CsvIndex index;
        index.read(text, separator);
        std::size_t last = 0;
        for (const std::uint32_t row : index.rows()) {
            const std::size_t at = index.ends()[row];
            if (at < text.size() && !(text[at] == '\r' && at + 1 == text.size())) last = behind_break(text, at);
        }
        REQUIRE(end.bytes == last);
    }
}

TEST_CASE("csv_index: what is UTF-8 is told as byte by byte, at any place of a block", "[io][property]") {
    const std::array<std::string_view, 22> pieces{"a",
                                                  "abcdefgh",
                                                  "é",
                                                  "阳",
                                                  "泉",
                                                  "𠮷",
                                                  "\x80",
                                                  "\xC0\xAF",
                                                  "\xC2",
                                                  "\xE0\x80\x80",
                                                  "\xE0\xA0\x80",
                                                  "\xED\x9F\xBF",
                                                  "\xED\xA0\x80",
                                                  "\xEF\xBF\xBF",
                                                  "\xF0\x80\x80\x80",
                                                  "\xF0\x90\x80\x80",
                                                  "\xF4\x8F\xBF\xBF",
                                                  "\xF4\x90\x80\x80",
                                                  "\xF8",
                                                  "\xFF",
                                                  "\xE4\xB8",
                                                  "\xF0\xA0\xAE"};
    for (int seed = 0; seed < test::cases / 5; ++seed) {
        std::mt19937_64 random{static_cast<unsigned>(seed)};
        const std::size_t sound = random() % 3 == 0 ? pieces.size() : 6;   // the first are characters
        std::string text;
        for (std::size_t i = random() % 60; i > 0; --i) text += pieces[random() % sound];
        if (random() % 4 == 0 && !text.empty()) text[random() % text.size()] = static_cast<char>(random());
        CAPTURE(seed);
        const bool expected = !find_invalid_utf8(text);
        REQUIRE(is_utf8(text) == expected);
        REQUIRE(is_utf8_portable(text) == expected);
    }
    for (unsigned first = 0x80; first < 0x100; ++first) {   // every pair, then each of what may follow
        for (unsigned second = 0; second < 0x100; ++second) {
            for (const std::string_view rest : {"", "\x80", "\x80\x80", "\xBF\xBFx"}) {
                const std::string text = std::string(30, 'a') + static_cast<char>(first) + static_cast<char>(second) + std::string{rest};
                if (is_utf8(text) != !find_invalid_utf8(text) || is_utf8_portable(text) != is_utf8(text)) FAIL(first << ' ' << second);
            }
        }
    }
}

TEST_CASE("csv_index: a plain cell is what the long way round makes of it", "[io][property]") {
    const std::string_view pieces[] = {"1", "0", "12", "2018", "-",       "12-31", ".",  ",",      "99",
                                       " ", "'", "=",  "不详", "unknown", "阳",    "　", "\u00A0", "x"};
    for (int seed = 0; seed < test::cases / 2; ++seed) {
        std::mt19937_64 random{static_cast<unsigned>(seed)};
        std::string text;
        for (std::size_t i = random() % 5; i > 0; --i) text += pieces[random() % std::size(pieces)];
        if (random() % 3 == 0)
            text = std::to_string(random() % 10'000) + '-' + padded(static_cast<int>(random() % 14), 2) + '-' +
                   padded(static_cast<int>(random() % 33), 2);
        CAPTURE(text);
        if (is_plain(text)) {
            REQUIRE(trimmed(text) == text);
            REQUIRE(unguard_formula(text) == text);
            REQUIRE_FALSE(is_unknown(text));
        }
        for (const AmountUnit unit : {AmountUnit::yuan, AmountUnit::wan_yuan}) {
            const CellTerms terms{unit, true};
            Money amount;
            if (const auto plain = plain_number(FieldKind::money, text, unit)) {
                REQUIRE_FALSE(read_cell(text, terms, amount));
                REQUIRE(amount.fen() == *plain);
            }
            std::int64_t number = 0;
            if (const auto plain = plain_number(FieldKind::integer, text, unit)) {
                REQUIRE_FALSE(read_cell(text, terms, number));
                REQUIRE(number == *plain);
            }
            Date date;
            if (const auto plain = plain_number(FieldKind::date, text, unit)) {
                REQUIRE_FALSE(read_cell(text, terms, date));
                REQUIRE(date_number(date) == *plain);
            }
        }
    }
}
