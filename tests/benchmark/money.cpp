// SPDX-License-Identifier: BSL-1.0
// Money against what one would write instead. Synthetic amounts, from a seed.
#include <arrears/core/money_text.hpp>
#include <arrears/core/wide_money.hpp>

#include <benchmark/benchmark.h>
#include <boost/multiprecision/cpp_dec_float.hpp>
#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace {

using arrears::Money;

/// Of every size between a fen and ten million yuan, a tenth of them negative: as the arrears of small and large debtors mix.
std::vector<Money> some_amounts(std::size_t count) {
    std::mt19937_64 random{20190601};
    std::vector<Money> out;
    out.reserve(count);
    while (out.size() < count) {
        const auto fen = static_cast<std::int64_t>(random() % 1'000'000'000 >> random() % 25);
        out.push_back(Money::from_fen(random() % 10 == 0 ? -fen : fen));
    }
    return out;
}

constexpr std::size_t many = 10'000'000;
const std::vector<Money>& amounts() {
    static const std::vector<Money> out = some_amounts(many);
    return out;
}
const std::vector<std::string>& texts() {
    static const std::vector<std::string> out = [] {
        std::vector<std::string> made;
        for (const Money amount : some_amounts(10'000)) made.push_back(print(amount));
        return made;
    }();
    return out;
}

void sum_money(benchmark::State& state) {
    const auto& all = amounts();
    for (auto _ : state) benchmark::DoNotOptimize(arrears::WideMoney::sum(all));
}
void sum_int64_wrapping(benchmark::State& state) {
    const auto& all = amounts();
    for (auto _ : state) {
        std::uint64_t sum = 0;
        for (const Money amount : all) sum += static_cast<std::uint64_t>(amount.fen());
        benchmark::DoNotOptimize(sum);
    }
}
void sum_cpp_dec_float_50(benchmark::State& state) {
    using Decimal = boost::multiprecision::cpp_dec_float_50;
    std::vector<Decimal> all;
    all.reserve(many);
    for (const Money amount : amounts()) all.push_back(Decimal{amount.fen()} / 100);
    for (auto _ : state) {
        Decimal sum = 0;
        for (const Decimal& amount : all) sum += amount;
        benchmark::DoNotOptimize(sum);
    }
}

void parse_money(benchmark::State& state) {
    const auto& all = texts();
    for (auto _ : state) {
        for (const std::string& text : all) benchmark::DoNotOptimize(arrears::scan_money(text));
    }
}
void parse_strip_from_chars_double(benchmark::State& state) {
    const auto& all = texts();
    for (auto _ : state) {
        for (const std::string& text : all) {
            char plain[64];
            char* end = plain;
            for (const char c : text) {
                if (c != ',') *end++ = c;
            }
            double amount = 0;
            benchmark::DoNotOptimize(std::from_chars(plain, end, amount));
            benchmark::DoNotOptimize(amount);
        }
    }
}

void print_money(benchmark::State& state) {
    const std::vector<Money> all = some_amounts(10'000);
    const arrears::MoneyStyle plain{.separators = false};
    for (auto _ : state) {
        for (const Money amount : all) benchmark::DoNotOptimize(print(amount, plain));
    }
}
void print_fmt_double(benchmark::State& state) {
    std::vector<double> all;
    for (const Money amount : some_amounts(10'000)) all.push_back(static_cast<double>(amount.fen()) / 100);
    for (auto _ : state) {
        for (const double amount : all) benchmark::DoNotOptimize(fmt::format("{:.2f}", amount));
    }
}

BENCHMARK(sum_money)->Name("sum/money")->Unit(benchmark::kMillisecond);
BENCHMARK(sum_int64_wrapping)->Name("sum/int64_wrapping")->Unit(benchmark::kMillisecond);
BENCHMARK(sum_cpp_dec_float_50)->Name("sum/cpp_dec_float_50")->Unit(benchmark::kMillisecond);
BENCHMARK(parse_money)->Name("parse/money")->Unit(benchmark::kMicrosecond);
BENCHMARK(parse_strip_from_chars_double)->Name("parse/strip_from_chars_double")->Unit(benchmark::kMicrosecond);
BENCHMARK(print_money)->Name("print/money")->Unit(benchmark::kMicrosecond);
BENCHMARK(print_fmt_double)->Name("print/fmt_double")->Unit(benchmark::kMicrosecond);

}   // namespace
