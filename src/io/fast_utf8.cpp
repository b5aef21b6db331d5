// SPDX-License-Identifier: BSL-1.0
#include "fast_utf8.hpp"

#include <arrears/core/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace arrears::detail {

#if defined(__x86_64__)

namespace {

#define ARREARS_AVX2 __attribute__((target("avx2")))

// What a byte and the one before it may be together, as bits that the two halves of the one and the upper half of the other leave possible:
// an error is what all three do. (J. Keiser, D. Lemire: Validating UTF-8 in less than one instruction per byte, 2021.)
enum Problem : unsigned char {
    too_short = 1U << 0U,   // a first byte, then none that follows one
    too_long = 1U << 1U,    // ASCII, then one that follows a first byte
    overlong_3 = 1U << 2U,
    too_large = 1U << 3U,
    surrogate = 1U << 4U,
    overlong_2 = 1U << 5U,
    overlong_4 = 1U << 6U,   // and too large by the first byte alone
    two_follow = 1U << 7U,   // right only behind the first byte of three or four
    whatever = too_short | too_long | two_follow,
};

ARREARS_AVX2 inline __m256i table(const unsigned char (&of)[16]) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(of)));
}
constexpr unsigned char large = too_large | overlong_4;
constexpr unsigned char before_upper[16] = {too_long,
                                            too_long,
                                            too_long,
                                            too_long,
                                            too_long,
                                            too_long,
                                            too_long,
                                            too_long,
                                            two_follow,
                                            two_follow,
                                            two_follow,
                                            two_follow,
                                            too_short | overlong_2,
                                            too_short,
                                            too_short | overlong_3 | surrogate,
                                            too_short | large};
constexpr unsigned char before_lower[16] = {whatever | overlong_3 | overlong_2 | overlong_4,
                                            whatever | overlong_2,
                                            whatever,
                                            whatever,
                                            whatever | too_large,
                                            whatever | large,
                                            whatever | large,
                                            whatever | large,
                                            whatever | large,
                                            whatever | large,
                                            whatever | large,
                                            whatever | large,
                                            whatever | large,
                                            whatever | large | surrogate,
                                            whatever | large,
                                            whatever | large};
constexpr unsigned char follows = too_long | overlong_2 | two_follow;
constexpr unsigned char upper[16] = {too_short,
                                     too_short,
                                     too_short,
                                     too_short,
                                     too_short,
                                     too_short,
                                     too_short,
                                     too_short,
                                     follows | overlong_3 | overlong_4,
                                     follows | overlong_3 | too_large,
                                     follows | surrogate | too_large,
                                     follows | surrogate | too_large,
                                     too_short,
                                     too_short,
                                     too_short,
                                     too_short};

ARREARS_AVX2 inline __m256i upper_half(__m256i bytes) { return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F)); }
ARREARS_AVX2 inline __m256i problems(__m256i bytes, __m256i bytes_before) {
    const __m256i across = _mm256_permute2x128_si256(bytes_before, bytes, 0x21);
    const __m256i one = _mm256_alignr_epi8(bytes, across, 15), two = _mm256_alignr_epi8(bytes, across, 14),
                  three = _mm256_alignr_epi8(bytes, across, 13);
    const __m256i of_two = _mm256_and_si256(_mm256_and_si256(_mm256_shuffle_epi8(table(before_upper), upper_half(one)),
                                                             _mm256_shuffle_epi8(table(before_lower), _mm256_and_si256(one, _mm256_set1_epi8(0x0F)))),
                                            _mm256_shuffle_epi8(table(upper), upper_half(bytes)));
    const __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8(0xE0 - 0x80)), fourth = _mm256_subs_epu8(three, _mm256_set1_epi8(0xF0 - 0x80));
    const __m256i has_to_follow = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(static_cast<char>(0x80)));
    return _mm256_xor_si256(has_to_follow, of_two);
}
ARREARS_AVX2 bool is_utf8_avx2(std::string_view text) noexcept {
    constexpr std::size_t size = sizeof(__m256i);
    __m256i before = _mm256_setzero_si256(), wrong = _mm256_setzero_si256();
    std::size_t at = 0;
    for (; text.size() - at >= size; at += size) {
        const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text.data() + at));
        wrong = _mm256_or_si256(wrong, problems(bytes, before));
        before = bytes;
    }
    char rest[size] = {};   // what is cut off by the end is followed by ASCII
    text.copy(rest, size, at);
    wrong = _mm256_or_si256(wrong, problems(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(rest)), before));
    return _mm256_testz_si256(wrong, wrong) != 0;
}

#undef ARREARS_AVX2

}   // namespace

bool is_utf8(std::string_view text) noexcept {
    static const bool fast = __builtin_cpu_supports("avx2");
    return fast ? is_utf8_avx2(text) : is_utf8_portable(text);
}

#else

bool is_utf8(std::string_view text) noexcept { return is_utf8_portable(text); }

#endif

bool is_utf8_portable(std::string_view text) noexcept {
    const auto byte = [](char c) { return static_cast<unsigned char>(c); };
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        std::uint64_t eight = 0;
        while (end - at >= 8 && (std::memcpy(&eight, at, 8), (eight & 0x8080808080808080U) == 0)) at += 8;
        while (at != end && byte(*at) < 0x80) ++at;
        // Chinese, but for what the first byte alone does not decide.
        while (end - at >= 3 && byte(*at) > 0xE0 && byte(*at) < 0xF0 && byte(*at) != 0xED && (byte(at[1]) & 0xC0U) == 0x80 &&
               (byte(at[2]) & 0xC0U) == 0x80) {
            at += 3;
        }
        if (at == end || byte(*at) < 0x80) continue;
        const Utf8Character next = read_utf8({at, static_cast<std::size_t>(end - at)});
        if (!next.valid) return false;
        at += next.bytes;
    }
    return true;
}

}   // namespace arrears::detail
