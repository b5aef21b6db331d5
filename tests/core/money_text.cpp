// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/money_scan.hpp>
#include <arrears/core/money_text.hpp>

#include "allocations.hpp"
#include "catch.hpp"
#include "kind_of.hpp"
#include "some_numbers.hpp"

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

using namespace arrears;

namespace {

static_assert(scan_money("1,234.50").value == 1234.5_yuan && scan_money("1,234.50").decimals == 2);
static_assert(scan_money("3.2万元").value == 3.2_wan && scan_money("3.2万元").unit == AmountUnit::wan_yuan && scan_money("3.2万元").decimals == 1);
static_assert(scan_money("12,34").problem == MoneyProblem::separator && !scan_money("12,34") && scan_money("12,34").value == Money{});
static_assert(noexcept(scan_money("")));

struct Accepted {
    const char* text;
    Money value;
    AmountUnit unit = AmountUnit::yuan;
    int decimals = 0;
};
struct Refused {
    std::string_view text;
    MoneyProblem problem;
    std::size_t position;   // in bytes, from 0
};

/// The problem is known, lies in the text or at its end, and no half of a value is given.
[[nodiscard]] bool is_located(const MoneyScan& scan, std::string_view text) {
    return scan.problem != MoneyProblem::none && scan.problem <= MoneyProblem::not_utf8 && scan.position <= text.size() && scan.value == Money{};
}

}   // namespace

TEST_CASE("money text: each form of an amount is read, with its unit and decimals", "[core]") {
    const auto wan = AmountUnit::wan_yuan;
    const auto yi = AmountUnit::yi_yuan;
    const Accepted cases[] = {
        {"0", 0_yuan},
        {"1234", 1234_yuan},
        {"007", 7_yuan},
        {"1,234", 1234_yuan},
        {"1,234,567.89", 1234567.89_yuan, AmountUnit::yuan, 2},
        {"123.4", 123.4_yuan, AmountUnit::yuan, 1},
        {"0.01", 0.01_yuan, AmountUnit::yuan, 2},
        {"1.5000000000000000000000", 1.5_yuan, AmountUnit::yuan, 22},   // zeros make no fraction of a fen
        {"１，２３４．５０", 1234.5_yuan, AmountUnit::yuan, 2},
        {"￥1,234", 1234_yuan},
        {"¥1", 1_yuan},
        {"5元", 5_yuan},
        {"5圆", 5_yuan},
        {"72,657.41万元", 72657.41_wan, wan, 2},
        {"0.000001万", 0.01_yuan, wan, 6},
        {"3萬元", 3_wan, wan},
        {"1.5亿元", 1.5_yi, yi, 1},
        {"2亿", 2_yi, yi},
        {"2億元", 2_yi, yi},
        {"0.0000000001亿", 0.01_yuan, yi, 10},
        {"-1", -(1_yuan)},
        {"−1", -(1_yuan)},
        {"－１", -(1_yuan)},
        {"1-", -(1_yuan)},
        {"1.50-", -(1.5_yuan), AmountUnit::yuan, 2},
        {"(1,234.50)", -(1234.5_yuan), AmountUnit::yuan, 2},
        {"（1）", -(1_yuan)},
        {"(1万元)", -(1_wan), wan},
        {"(1)万元", -(1_wan), wan},
        {"△1", -(1_yuan)},
        {"△1.2万元", -(1.2_wan), wan, 1},
        {"-￥5", -(5_yuan)},
        {"￥-5", -(5_yuan)},
        {"(￥5元)", -(5_yuan)},
        {"-0", 0_yuan},
        {"92,233,720,368,547,758.07", Money::max(), AmountUnit::yuan, 2},
        {"-92233720368547758.08", Money::min(), AmountUnit::yuan, 2},
        {"(922337203.6854775808亿元)", Money::min(), yi, 10},
    };
    for (const Accepted& one : cases) {
        CAPTURE(one.text);
        const MoneyScan scan = scan_money(one.text);
        CHECK(scan.problem == MoneyProblem::none);
        CHECK(scan.value == one.value);
        CHECK(scan.unit == one.unit);
        CHECK(scan.decimals == one.decimals);
        CHECK(parse_money(one.text) == one.value);
    }
    // The caller's unit is for what has none of its own.
    CHECK(parse_money("3.2", wan) == 3.2_wan);
    CHECK(parse_money("3.2", yi) == 3.2_yi);
    CHECK(parse_money("3.2元", wan) == 3.2_yuan);
    CHECK(parse_money("3.2亿", wan) == 3.2_yi);
    CHECK(scan_money("1,234", wan).unit == wan);
}

TEST_CASE("money text: anything else is refused, with the place of what is wrong", "[core]") {
    using enum MoneyProblem;
    const Refused cases[] = {
        {"", digit_expected, 0},
        {"-", digit_expected, 1},
        {"￥", digit_expected, 3},
        {"元", digit_expected, 0},
        {"()", digit_expected, 1},
        {"abc", digit_expected, 0},
        {"inf", digit_expected, 0},
        {"NaN", digit_expected, 0},
        {"+1", digit_expected, 0},
        {" 1", digit_expected, 0},
        {".5", digit_expected, 0},
        {",123", digit_expected, 0},
        {"￥￥1", digit_expected, 3},
        {"5.", digit_expected, 2},
        {"5.元", digit_expected, 2},
        {"1,23O", digit_expected, 4},
        {"1 ", character, 1},
        {"1 234", character, 1},
        {"1　万", character, 1},
        {"1e3", character, 1},
        {"0x1F", character, 1},
        {"1.2.3", character, 3},
        {"1.234,5", character, 5},
        {"1'234", character, 1},
        {"5元5", character, 4},
        {"5万万", character, 4},
        {"5元万", character, 4},
        {"5千元", character, 1},
        {"5美元", character, 1},
        {"5￥", character, 1},
        {"1)", character, 1},
        {"(1))", character, 3},
        {"1-元", character, 2},
        {"5元-", character, 4},
        {std::string_view{"5\0", 2}, character, 1},
        {std::string_view{"5\0006", 3}, character, 1},
        {"12,34", separator, 2},
        {"1,2345", separator, 5},
        {"1234,567", separator, 4},
        {"1,234,56", separator, 5},
        {"1,", separator, 1},
        {"1,23.00", separator, 1},
        {"0,123", separator, 1},
        {"1,23元", separator, 1},
        {"0.001", below_a_fen, 4},
        {"1.230001", below_a_fen, 7},
        {"０．００１", below_a_fen, 12},
        {"1.2345678万", below_a_fen, 8},
        {"1.00000000001亿", below_a_fen, 12},
        {"92233720368547758.08", out_of_range, 0},
        {"-92233720368547758.09", out_of_range, 1},
        {"922337203.6854775808亿", out_of_range, 0},
        {"99999999999999999999999999999999999999999999", out_of_range, 0},
        {"￥18446744073709551617", out_of_range, 3},   // 2^64 + 1: no 1
        {"--1", second_sign, 1},
        {"-1-", second_sign, 2},
        {"(-1)", second_sign, 1},
        {"-(1)", second_sign, 1},
        {"((1))", second_sign, 1},
        {"△-1", second_sign, 3},
        {"(1-)", second_sign, 2},
        {"(1", parenthesis_expected, 2},
        {"（1元", parenthesis_expected, 7},
        {"\xff", not_utf8, 0},
        {"1\xff", not_utf8, 1},
        {"1,\xff", not_utf8, 2},
        {"1.\xff", not_utf8, 2},
        {"1\xE4\xB8", not_utf8, 1},   // a 万 cut off
    };
    for (const Refused& one : cases) {
        CAPTURE(one.text);
        const MoneyScan scan = scan_money(one.text);
        CHECK(static_cast<int>(scan.problem) == static_cast<int>(one.problem));
        CHECK(scan.position == one.position);
        CHECK(is_located(scan, one.text));
        CHECK(kind_of([&one] { return parse_money(one.text); }) == (one.problem == out_of_range ? ErrorKind::overflow : ErrorKind::bad_syntax));
    }
}

TEST_CASE("money text: a fault counts characters, quotes what it may, and says what would do", "[core]") {
    const auto told = [](std::string_view text, Language language = Language::en) { return try_parse_money(text).fault().message(language); };
    CHECK(told("1,23O.00") ==
          "\"1,23O.00\" has \"O\" where a digit should stand (character 5); an amount as 1,230.00, -5, (5.00), ￥3.2 or 3.2万元");
    CHECK(told("1,23O.00", Language::zh) == "\"1,23O.00\" 应为数字处是 \"O\"（第 5 字）；金额应如 1,230.00、-5、(5.00)、￥3.2 或 3.2万元");
    CHECK(told("") == "empty text ends where a digit should follow (character 1); an amount as 1,230.00, -5, (5.00), ￥3.2 or 3.2万元");
    CHECK(told("￥12,34") == "\"￥12,34\" has a misplaced thousands separator or digit (character 4); "
                             "a separator before each third digit from the point, as 1,230.00, or none");
    CHECK(try_parse_money("￥１２，３４").fault().place.column == 4);
    CHECK(try_parse_money("0.005").fault().value == "0.005");
    // A cell of a wrong column may hold a person's name or number: neither is told, nor kept.
    for (const std::string_view personal : {"王小明", "11010519491231002X", "110105194912310021", "1王小明"}) {
        CAPTURE(personal);
        const Fault fault = try_parse_money(personal).fault();
        CHECK(fault.value.empty());
        CHECK(fault.message().find("not shown") != std::string::npos);
        for (const Language language : {Language::en, Language::zh}) {
            CHECK(fault.message(language).find(personal) == std::string::npos);
            CHECK(fault.message(language).find("王") == std::string::npos);
            CHECK(fault.message(language).find("X") == std::string::npos);
        }
    }
}

TEST_CASE("money text: styles of accounts", "[core]") {
    MoneyStyle style;
    CHECK(print(1234567.5_yuan) == "1,234,567.50");
    CHECK(print(Money{}) == "0.00");
    CHECK(print(Money::min()) == "-92,233,720,368,547,758.08");
    CHECK(print(WideMoney{Money::max()} * 1000) == "92,233,720,368,547,758,070.00");
    style.separators = false;
    CHECK(print(-(1234567.5_yuan), style) == "-1234567.50");
    style = {.unit = AmountUnit::wan_yuan, .unit_word = true};
    CHECK(print(726574100_yuan, style) == "72,657.41万元");
    CHECK(print(-(0.004_wan), style) == "0.00万元");   // what rounds to zero has no sign
    CHECK(print(-(0.005_wan), style) == "-0.01万元");
    style.rounding = Rounding::half_even;
    CHECK(print(-(0.005_wan), style) == "0.00万元");
    style = {.unit = AmountUnit::yi_yuan, .decimals = MoneyStyle::as_needed};
    CHECK(print(1.5_yi, style) == "1.5");
    CHECK(print(12000_yi, style) == "12,000");
    CHECK(print(0.01_yuan, style) == "0.0000000001");
    CHECK(print(0_yuan, style) == "0");
    style = {.decimals = 0, .unit_word = true, .negative = NegativeStyle::parentheses};
    CHECK(print(-(1234.5_yuan), style) == "(1,235元)");
    CHECK(print(-(0.4_yuan), style) == "0元");
    style.negative = NegativeStyle::triangle;
    CHECK(print(-(999.5_yuan), style) == "△1,000元");
    style = {.decimals = 3, .negative = NegativeStyle::trailing};
    CHECK(print(-(1_yuan), style) == "1.000-");
    style.unit_word = true;
    CHECK(kind_of([&style] { return print(1_yuan, style); }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return print(1_yuan, {.decimals = -2}); }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return print(1_yuan, {.decimals = 1001}); }) == ErrorKind::bad_argument);
}

TEST_CASE("money text: what is printed without rounding parses back, in every style", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < test::cases; ++i) {
        const Money amount = Money::from_fen(some::whole(random));
        MoneyStyle style;
        style.unit = enum_at<AmountUnit>(random() % enum_count<AmountUnit>);
        style.decimals = i % 3 == 0 ? MoneyStyle::as_needed : exact_decimals(style.unit) + static_cast<int>(random() % 4);
        style.separators = random() % 2 == 0;
        style.negative = static_cast<NegativeStyle>(random() % 4);
        style.unit_word = style.negative != NegativeStyle::trailing && random() % 2 == 0;
        const std::string text = print(amount, style);
        CAPTURE(i, amount, text);
        const MoneyScan scan = scan_money(text, style.unit);
        REQUIRE(scan.problem == MoneyProblem::none);
        REQUIRE(scan.value == amount);
        REQUIRE(scan.unit == style.unit);
        if (style.decimals != MoneyStyle::as_needed) REQUIRE(scan.decimals == style.decimals);
        REQUIRE(print(WideMoney{amount}, style) == text);   // Money has a faster way of its own
        REQUIRE(parse_money(to_string(amount)) == amount);
        // With fewer decimals the text is of the rounded amount.
        style.decimals = 0;
        style.rounding = enum_at<Rounding>(random() % enum_count<Rounding>);
        const std::int64_t unit = fen_per(style.unit);
        const auto rounded = WideMoney{divide(amount, unit, style.rounding)} * unit;
        const std::string rough = print(amount, style);
        REQUIRE(rough == print(rounded, style));
        if (rounded.fits()) REQUIRE(parse_money(rough, style.unit) == rounded.to_money());
    }
}

TEST_CASE("money text: every change of a byte of a good text is read or refused at a place, without memory", "[core]") {
    std::size_t read = 0;
    std::size_t refused = 0;
    bool sound = true;
    const std::size_t before = allocations();
    for (const std::string_view good : {"1,234,567.89", "-92233720368547758.08", "（１，２３４．５０）", "△72,657.41万元", "￥1.5000亿元", "12.50-", "0"}) {
        char buffer[64];
        for (std::size_t at = 0; at < good.size(); ++at) {
            good.copy(buffer, good.size());
            const std::string_view text{buffer, good.size()};
            for (int byte = 0; byte < 256; ++byte) {
                buffer[at] = static_cast<char>(static_cast<unsigned char>(byte));
                const MoneyScan scan = scan_money(text);
                if (scan) {
                    ++read;
                } else {
                    ++refused;
                    sound = sound && is_located(scan, text);
                }
            }
        }
    }
    CHECK(allocations() == before);
    CHECK(sound);
    CHECK(read > 500);
    CHECK(refused > 10'000);
}

TEST_CASE("money text: what is read of random text is what its printed form says, and each fault can be told", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const std::string_view pieces[] = {"0", "1", "9", "00", "123", ",", ".", "-", "(", ")", "（", "）", "￥", "¥", "元", "万", "亿",
                                       "△", "５", "，", "．", "−", " ", "O", "\xff", "\xE4", "，000", ",000"};
    std::size_t read = 0;
    for (int i = 0; i < test::cases; ++i) {
        std::string text;
        for (std::uint64_t n = random() % 9; n > 0; --n) text += pieces[random() % std::size(pieces)];
        CAPTURE(i, text);
        const MoneyScan scan = scan_money(text);
        if (scan) {
            ++read;
            const MoneyStyle style{.unit = scan.unit, .decimals = scan.decimals, .unit_word = true};
            REQUIRE(parse_money(print(scan.value, style)) == scan.value);
            continue;
        }
        REQUIRE(is_located(scan, text));
        const Result<Money> result = try_parse_money(text);
        REQUIRE(result.fault().place.column >= 1);
        REQUIRE(result.fault().place.column <= scan.position + 1);
        REQUIRE_FALSE(find_invalid_utf8(result.fault().message(Language::zh)).has_value());
    }
    CHECK(read > static_cast<std::size_t>(test::cases / 100));
}
