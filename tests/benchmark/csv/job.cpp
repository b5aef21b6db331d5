// SPDX-License-Identifier: BSL-1.0
// Does one thing with a CSV file once, in a process of its own, so that the memory is its own too: job WHAT FILE THREADS. Prints a line of
// JSON: the milliseconds it took, the most memory the process had, and what the tables add up to.
#include <arrears/arrears.hpp>
#include <arrears/io/bytes.hpp>
#include <arrears/io/csv_tally.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <span>
#include <string>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

using namespace arrears;

const std::map<std::string, const char*> definitions{
    {"sums", "rows industry; columns category; measure sum(principal), count"},
    {"distinct", "rows industry; columns category; measure sum(principal), count, distinct(enterprise_id)"},
    // Of every column each cell is looked at, and all rows that can be read are taken.
    {"all_columns", "where enterprise_name is known and ownership is known and due_date is known and persons is known; rows industry; "
                    "columns category; measure sum(principal), count, distinct(enterprise_id)"},
};

std::string tally(const std::string& what, const std::string& path, unsigned threads) {
    const Definition definition = Definition::parse(definitions.at(what));
    CsvTallyOptions options;
    options.threads = threads;
    State state{definition, csv_schema(definition, options)};
    Diagnostics diagnostics;
    const auto read = add_csv(state, bytes_of_file(path), path, options, diagnostics);
    if (!read) throw Error{diagnostics.faults().front()};
    const Table table = state.table();
    WideMoney sum;
    std::int64_t counts[2] = {0, 0};
    for (std::size_t row = 0; row < table.rows().size(); ++row) {
        for (std::size_t column = 0; column < table.columns().size(); ++column) {
            if (const auto* const money = table.value(row, column, 0).money()) sum += *money;
            for (std::size_t i = 0; i < 2 && i + 1 < table.measures().size(); ++i) counts[i] += table.value(row, column, i + 1).count()->number;
        }
    }
    std::string out = to_string(sum) + ' ' + std::to_string(counts[0]);
    if (table.measures().size() == 3) out += ' ' + std::to_string(counts[1]);
    return out;
}

#if defined(__x86_64__)
#define ARREARS_AVX2 __attribute__((target("avx2,pclmul")))

/// Which of 64 bytes are `c`.
ARREARS_AVX2 inline std::uint64_t mask_of(const char* bytes, char c) {
    const __m256i wanted = _mm256_set1_epi8(c);
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32));
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted))) |
           std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)))} << 32U;
}
/// The least that any reader of such a file has to do: all its bytes read, and the masks of separators, quotes and line ends outside of quotes.
ARREARS_AVX2 std::uint64_t masks(const std::string& path, std::uint64_t from, std::uint64_t to) {
    const ByteSource bytes = bytes_of_file(path, from);
    constexpr std::size_t page = 4096;   // some processors copy several times slower to where no page begins
    std::vector<char> room(256 * 1024 + page);
    const std::span buffer{room.data() + page - reinterpret_cast<std::uintptr_t>(room.data()) % page, room.size() - page};
    std::uint64_t count = 0, quoted = 0;
    for (std::uint64_t left = to - from; left > 0;) {
        const std::size_t got = bytes(buffer.first(std::min<std::uint64_t>(buffer.size(), left)));
        if (got == 0) break;
        left -= got;
        for (const char* at = buffer.data(); at + 64 <= buffer.data() + got; at += 64) {
            const __m128i quotes = _mm_set_epi64x(0, static_cast<long long>(mask_of(at, '"')));
            const std::uint64_t inside = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_clmulepi64_si128(quotes, _mm_set1_epi8(-1), 0))) ^ quoted;
            quoted = std::uint64_t{0} - (inside >> 63U);
            count += static_cast<std::uint64_t>(__builtin_popcountll((mask_of(at, ',') | mask_of(at, '\n') | mask_of(at, '\r')) & ~inside));
        }
    }
    return count;
}
#undef ARREARS_AVX2
std::string floor(const std::string& path, unsigned threads) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("pclmul")) return "none";
    std::ifstream file{path, std::ios::ate};
    const auto size = static_cast<std::uint64_t>(file.tellg());
    std::vector<std::uint64_t> counts(threads);
    {
        std::vector<std::jthread> all;
        for (unsigned i = 0; i < threads; ++i) all.emplace_back([&, i] { counts[i] = masks(path, size * i / threads, size * (i + 1) / threads); });
    }
    return counts.front() == 0 ? "none" : "";
}
#else
std::string floor(const std::string&, unsigned) { return "none"; }
#endif

/// The most memory that the process has had, in KiB.
std::string peak() {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::to_string(std::strtoull(line.c_str() + 6, nullptr, 10));
    }
    return "0";
}

}   // namespace

int main(int count, char** arguments) {
    if (count != 4) return std::fputs("usage: job WHAT FILE THREADS\n", stderr), 2;
    try {
        const std::string what = arguments[1], path = arguments[2];
        const auto threads = static_cast<unsigned>(std::strtoul(arguments[3], nullptr, 10));
        const auto start = std::chrono::steady_clock::now();
        const std::string answer = what == "floor" ? floor(path, threads) : tally(what, path, threads);
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
        std::cout << "{\"ms\": " << time.count() << ", \"peak_kib\": " << peak() << ", \"answer\": \"" << answer << "\"}\n";
        return 0;
    } catch (const std::exception& error) {
        return std::cerr << error.what() << '\n', 1;
    }
}
