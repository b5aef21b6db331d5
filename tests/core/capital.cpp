// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/capital.hpp>

#include "catch.hpp"
#include "some_numbers.hpp"

#include <random>
#include <string>

using namespace arrears;

namespace {

/// The character at which the text is refused, from 1; 0 where it is not.
[[nodiscard]] std::size_t refused_at(std::string_view text, ErrorKind kind = ErrorKind::bad_syntax) {
    const Result<Money> result = try_parse_capital(text);
    if (result.has_value()) return 0;
    CHECK(result.fault().kind == kind);
    CHECK(result.fault().message(Language::en).find("character " + std::to_string(result.fault().place.column)) != std::string::npos);
    CHECK(result.fault().message(Language::zh).find("第 " + std::to_string(result.fault().place.column) + " 字") != std::string::npos);
    return result.fault().place.column;
}

}   // namespace

TEST_CASE("capital: the annex's own examples, both ways", "[core]") {
    struct Row {
        Money amount;
        const char* written;
    };
    for (const Row& row : {Row{0.01_yuan, "壹分"}, Row{1409.50_yuan, "壹仟肆佰零玖元伍角整"}, Row{6007.14_yuan, "陆仟零柒元壹角肆分"},
                           Row{1680.32_yuan, "壹仟陆佰捌拾元叁角贰分"}, Row{107000.53_yuan, "壹拾万柒仟元伍角叁分"},
                           Row{16409.02_yuan, "壹万陆仟肆佰零玖元零贰分"}, Row{325.04_yuan, "叁佰贰拾伍元零肆分"},
                           Row{10700053.00_yuan, "壹仟零柒拾万零伍拾叁元整"}, Row{100000001.00_yuan, "壹亿零壹元整"}, Row{0_yuan, "零元整"},
                           Row{0.1_yuan, "壹角整"}, Row{0.12_yuan, "壹角贰分"}, Row{10_yuan, "壹拾元整"}, Row{-(5_yuan), "负伍元整"}, Row{1_wan, "壹万元整"},
                           Row{1_yi, "壹亿元整"}, Row{10000_yi, "壹万亿元整"}, Row{100010000_yuan, "壹亿零壹万元整"}, Row{1005_yuan, "壹仟零伍元整"},
                           Row{Money::max(), "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分"}}) {
        CAPTURE(row.amount, row.written);
        CHECK(capital(row.amount) == row.written);
        CHECK(parse_capital(row.written) == row.amount);
        CHECK(parse_capital("人民币" + std::string{row.written}) == row.amount);
    }
    CHECK(parse_capital(capital(Money::min())) == Money::min());
}

TEST_CASE("capital: the variants that the annex leaves to the writer are read", "[core]") {
    CHECK(parse_capital("壹仟肆佰零玖元伍角") == 1409.50_yuan);
    CHECK(parse_capital("壹仟陆佰捌拾元零叁角贰分") == 1680.32_yuan);
    CHECK(parse_capital("壹拾万零柒仟元伍角叁分") == 107000.53_yuan);
    CHECK(parse_capital("壹拾万柒仟元零伍角叁分") == 107000.53_yuan);
    CHECK(parse_capital("壹拾万零柒仟元零伍角叁分") == 107000.53_yuan);
    CHECK(parse_capital("壹仟肆佰零玖圆伍角正") == 1409.50_yuan);
    CHECK(parse_capital("貳億零參萬陸仟圓整") == 200036000_yuan);
    CHECK(parse_capital("負叄元整") == -(3_yuan));
}

TEST_CASE("capital: anything else is refused, at the character", "[core]") {
    CHECK(refused_at("") == 1);
    CHECK(refused_at("人民币") == 4);
    CHECK(refused_at("一元整") == 1);                 // informal digits
    CHECK(refused_at("壹百元整") == 2);
    CHECK(refused_at("人民币壹百元整") == 5);
    CHECK(refused_at("1元整") == 1);
    CHECK(refused_at("壹元 整") == 3);
    CHECK(refused_at(" 壹元整") == 1);
    CHECK(refused_at("壹元整 ") == 4);
    CHECK(refused_at("壹元") == 3);                   // 整 may be left out after 角 only
    CHECK(refused_at("壹元壹角壹分整") == 7);         // and follows no 分
    CHECK(refused_at("壹佰") == 3);                   // 元 lacks
    CHECK(refused_at("壹") == 2);
    CHECK(refused_at("壹万") == 3);
    CHECK(refused_at("壹亿壹仟") == 3);               // a 零 lacks before the gap is closed
    CHECK(refused_at("壹亿壹元整") == 3);
    CHECK(refused_at("叁佰贰拾伍元肆分") == 7);
    CHECK(refused_at("壹仟肆佰玖元伍角整") == 5);
    CHECK(refused_at("壹仟零肆佰元整") == 3);         // a needless 零
    CHECK(refused_at("壹仟零零伍元整") == 4);
    CHECK(refused_at("壹仟肆佰零玖元零伍角整") == 8);
    CHECK(refused_at("拾元整") == 1);                 // without its digit
    CHECK(refused_at("伍角壹元整") != 0);             // out of order
    CHECK(refused_at("元整") == 1);
    CHECK(refused_at("整") == 1);
    CHECK(refused_at("零") == 2);
    CHECK(refused_at("零元") == 3);
    CHECK(refused_at("负零元整") == 1);
    CHECK(refused_at("负负壹元整") == 2);
    CHECK(refused_at("壹元整壹元整") != 0);
    CHECK(refused_at("壹元\xE6\x95") == 3);           // cut off within a character
    CHECK(refused_at("\xff") == 1);
    CHECK(refused_at("壹拾亿亿元整", ErrorKind::overflow) == 1);
    CHECK(refused_at("玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零捌分", ErrorKind::overflow) == 1);
    CHECK_THROWS_WITH(parse_capital("壹佰"),
                      "capital amount, character 3: it ends too early; 元 here, for the value read");
    CHECK(try_parse_capital("一元整").fault().message(Language::zh) == "大写金额第 1 字：不是规定的大写字；大写金额应如 壹仟肆佰零玖元伍角整");
}

TEST_CASE("capital: what is written parses back, over random amounts of every size", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < test::cases; ++i) {
        std::int64_t fen = some::whole(random);
        if (i % 2 == 0) {   // many zeros, inside and at the ends of the groups of four digits
            std::int64_t place = 1;
            std::int64_t sparse = 0;
            for (int n = 0; n < 18; ++n, place *= 10) sparse += random() % 4 == 0 ? static_cast<std::int64_t>(random() % 10) * place : 0;
            fen = sparse;
        }
        const Money amount = Money::from_fen(fen);
        const std::string text = capital(amount);
        CAPTURE(i, amount, text);
        const Result<Money> back = try_parse_capital(text);
        REQUIRE(back.has_value());
        REQUIRE(back.value() == amount);
        REQUIRE(text.find("零零") == std::string::npos);   // a run of zeros is one
    }
}

TEST_CASE("capital: whatever is read has but one value, and no two amounts share a text", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const char* const signs[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "佰", "仟", "万", "亿", "元", "角", "分", "整", "负"};
    std::size_t read = 0;
    for (int i = 0; i < 20'000; ++i) {
        // One character of a good text left out, put twice or exchanged.
        const std::string good = capital(Money::from_fen(some::whole(random) >> random() % 40));
        const std::size_t at = random() % (good.size() / 3) * 3;
        std::string text = good;
        const std::string other = signs[random() % std::size(signs)];
        switch (random() % 3) {
            case 0: text.erase(at, 3); break;
            case 1: text.insert(at, other); break;
            default: text.replace(at, 3, other); break;
        }
        CAPTURE(i, good, text);
        const Result<Money> result = try_parse_capital(text);
        if (!result.has_value()) {
            REQUIRE(result.fault().place.column >= 1);
            REQUIRE(result.fault().place.column <= text.size() / 3 + 1);
            continue;
        }
        ++read;
        // Accepted: then it is the writer's own form but for a 零 or 整 that may stand or not.
        const auto bare = [](std::string all) {
            for (const std::string_view loose : {"零", "整"}) {
                for (std::size_t found = all.find(loose); found != std::string::npos; found = all.find(loose)) all.erase(found, loose.size());
            }
            return all;
        };
        REQUIRE(bare(text) == bare(capital(result.value())));
    }
    CHECK(read > 100);
}
