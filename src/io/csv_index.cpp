// SPDX-License-Identifier: BSL-1.0
#include "csv_index.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace arrears::detail {

namespace {

constexpr std::size_t word = 64;

/// Eight bytes, the first one lowest.
[[nodiscard]] std::uint64_t load(const char* bytes) noexcept {
    std::uint64_t out = 0;
    std::memcpy(&out, bytes, sizeof out);
    if constexpr (std::endian::native == std::endian::big) out = __builtin_bswap64(out);
    return out;
}
/// The highest bit of each byte, as eight bits.
[[nodiscard]] constexpr std::uint64_t gathered(std::uint64_t high_bits) noexcept { return ((high_bits >> 7U) * 0x0102040810204080U) >> 56U; }
/// The highest bit of each byte that is nought, and no other bit.
[[nodiscard]] constexpr std::uint64_t noughts(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t low = 0x7F7F7F7F7F7F7F7FU;
    return ~(((bytes & low) + low) | bytes | low);
}

#if defined(__x86_64__)

#define ARREARS_AVX2 __attribute__((target("avx2,pclmul")))

ARREARS_AVX2 inline std::uint64_t bits_of(__m256i low, __m256i high) {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) | std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32U;
}
ARREARS_AVX2 inline std::uint64_t equal(__m256i low, __m256i high, __m256i wanted) {
    return bits_of(_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(high, wanted));
}
ARREARS_AVX2 unsigned csv_masks_avx2(const char* bytes, std::size_t words, char separator, CsvMasks* out) {
    const __m256i separators = _mm256_set1_epi8(separator), quotes = _mm256_set1_epi8('"'), line_feeds = _mm256_set1_epi8('\n'),
                  returns = _mm256_set1_epi8('\r');
    __m256i any = _mm256_setzero_si256(), least = _mm256_set1_epi8(-1);
    for (std::size_t i = 0; i < words; ++i) {
        const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + i * word));
        const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + i * word + word / 2));
        any = _mm256_or_si256(any, _mm256_or_si256(low, high));
        least = _mm256_min_epu8(least, _mm256_min_epu8(low, high));
        CsvMasks& made = out[i];
        made.separators = equal(low, high, separators);
        made.quotes = equal(low, high, quotes);
        made.line_feeds = equal(low, high, line_feeds);
        made.returns = equal(low, high, returns);
        const __m128i odd = _mm_clmulepi64_si128(_mm_set_epi64x(0, static_cast<long long>(made.quotes)), _mm_set1_epi8(-1), 0);
        made.inside = static_cast<std::uint64_t>(_mm_cvtsi128_si64(odd));
    }
    const bool beyond_ascii = _mm256_movemask_epi8(any) != 0;
    const bool nul = _mm256_movemask_epi8(_mm256_cmpeq_epi8(least, _mm256_setzero_si256())) != 0;
    return (beyond_ascii ? 0x80U : 0U) | (nul ? 1U : 0U);
}

#undef ARREARS_AVX2
#endif

/// What 64 bytes are, when it is known what stands before them.
struct Word {
    std::uint64_t separators, breaks;   ///< line breaks: where each begins
    std::uint64_t inside;               ///< within quotes
    std::uint64_t odd;
};

/// Follows quotes and line breaks from word to word.
class Words {
public:
    [[nodiscard]] Word next(const CsvMasks& masks) noexcept {
        const std::uint64_t ends = masks.separators | masks.line_feeds | masks.returns;
        std::uint64_t quotes = masks.quotes, inside = masks.inside ^ inside_;
        std::uint64_t odd = 0;
        // A quote that opens a cell stands where one begins, or behind the closing one: then both are a quote within the cell.
        while (const std::uint64_t wrong = quotes & inside & ~((ends | quotes) << 1U | may_open_)) {
            const std::uint64_t first = wrong & (~wrong + 1);   // all before it is certain
            odd |= first;
            quotes ^= first;
            inside = prefix_xor(quotes) ^ inside_;
        }
        const std::uint64_t closing = quotes & ~inside;
        odd |= (closing << 1U | closed_) & ~(ends | quotes);
        const std::uint64_t breaks = masks.returns | (masks.line_feeds & ~(masks.returns << 1U | return_));
        inside_ = std::uint64_t{0} - (inside >> 63U);
        may_open_ = (ends | quotes) >> 63U;
        closed_ = closing >> 63U;
        return_ = masks.returns >> 63U;
        return {masks.separators, breaks, inside, odd};
    }
    [[nodiscard]] bool is_inside() const noexcept { return inside_ != 0; }

private:
    std::uint64_t inside_ = 0;     // all bits or none
    std::uint64_t may_open_ = 1;   // what stands before lets a quote open a cell
    std::uint64_t closed_ = 0;     // a closing quote stands before
    std::uint64_t return_ = 0;     // a carriage return stands before
};

/// Calls `take(offset, masks, count)` with the masks of each stretch of a text, the last filled up with spaces.
template <class Take>
unsigned each_stretch(std::string_view text, char separator, MakeCsvMasks make_masks, Take take) {
    constexpr std::size_t stretch = 32;
    CsvMasks masks[stretch];
    unsigned bytes = 0;
    std::size_t at = 0;
    const auto make = [&](const char* from, std::size_t words) {
        bytes |= make_masks(from, words, separator, masks);
        for (std::size_t i = 0; separator == '"' && i < words; ++i) masks[i].quotes = masks[i].inside = 0;   // as a separator it comes first
        take(at, masks, words);
        at += words * word;
    };
    while (text.size() - at >= word) make(text.data() + at, std::min(stretch, (text.size() - at) / word));
    if (at < text.size()) {
        char rest[word];
        std::memset(rest, separator == ' ' ? 'x' : ' ', word);
        text.copy(rest, word, at);
        make(rest, 1);
    }
    return bytes;
}

/// How many bits are set, where few are: not every processor counts them.
[[nodiscard]] constexpr std::uint64_t bits_in(std::uint64_t bits) noexcept {
    std::uint64_t out = 0;
    for (; bits != 0; bits &= bits - 1) ++out;
    return out;
}

void append(std::vector<std::uint32_t>& to, std::uint64_t bits, std::size_t base) {
    for (; bits != 0; bits &= bits - 1) to.push_back(static_cast<std::uint32_t>(base + static_cast<std::size_t>(std::countr_zero(bits))));
}

}   // namespace

unsigned csv_masks_portable(const char* bytes, std::size_t words, char separator, CsvMasks* out) {
    const auto all = [](char c) { return static_cast<unsigned char>(c) * 0x0101010101010101U; };
    const std::uint64_t separators = all(separator), quotes = all('"'), line_feeds = all('\n'), returns = all('\r');
    std::uint64_t any = 0, nul = 0;
    for (std::size_t i = 0; i < words; ++i) {
        CsvMasks made;
        for (unsigned part = 0; part < 8; ++part) {
            const std::uint64_t eight = load(bytes + i * word + part * 8);
            const auto put = [&](std::uint64_t& to, std::uint64_t wanted) { to |= gathered(noughts(eight ^ wanted)) << (part * 8); };
            put(made.separators, separators), put(made.quotes, quotes), put(made.line_feeds, line_feeds), put(made.returns, returns);
            any |= eight;
            nul |= noughts(eight);
        }
        made.inside = prefix_xor(made.quotes);
        out[i] = made;
    }
    return ((any & all('\x80')) != 0 ? 0x80U : 0U) | (nul != 0 ? 1U : 0U);
}

MakeCsvMasks csv_masks() {
#if defined(__x86_64__)
    static const bool fast = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul");
    if (fast) return &csv_masks_avx2;
#endif
    return &csv_masks_portable;
}

void CsvIndex::read(std::string_view text, char separator, MakeCsvMasks make_masks) {
    rows_.clear(), odd_.clear(), breaks_.clear();
    if (ends_.size() < text.size() / 8 + word) ends_.resize(text.size() / 8 + word);
    Words words;
    std::size_t count = 0;
    bytes_ = each_stretch(text, separator, make_masks, [&](std::size_t at, const CsvMasks* masks, std::size_t size) {
        if (ends_.size() < count + size * word + 1) ends_.resize(2 * (count + size * word));
        for (std::size_t i = 0; i < size; ++i, at += word) {
            const Word each = words.next(masks[i]);
            if (each.odd != 0) append(odd_, each.odd, at);
            if ((each.breaks & each.inside) != 0) append(breaks_, each.breaks & each.inside, at);
            std::uint64_t rows = each.breaks & ~each.inside;
            std::uint64_t ends = (each.separators & ~each.inside) | rows;
            const auto put = [&](std::uint64_t bits) {
                std::uint32_t* to = ends_.data() + count;
                for (; bits != 0; bits &= bits - 1) *to++ = static_cast<std::uint32_t>(at + static_cast<std::size_t>(std::countr_zero(bits)));
                count = static_cast<std::size_t>(to - ends_.data());
            };
            for (; rows != 0; rows &= rows - 1) {
                const std::uint64_t up_to_row = rows ^ (rows - 1);
                put(ends & up_to_row);
                ends &= ~up_to_row;
                rows_.push_back(static_cast<std::uint32_t>(count - 1));
            }
            put(ends);
        }
    });
    while (!odd_.empty() && odd_.back() >= text.size()) odd_.pop_back();   // of what filled up the last word
    const bool ended = !rows_.empty() && behind_break(text, ends_[rows_.back()]) == text.size();
    if (!ended && !text.empty()) {
        rows_.push_back(static_cast<std::uint32_t>(count));
        ends_[count++] = static_cast<std::uint32_t>(text.size());
        if (words.is_inside()) odd_.push_back(static_cast<std::uint32_t>(text.size() - 1));
    }
    count_ = count;
}

CsvRowsEnd find_rows_end(std::string_view text, char separator, bool all, MakeCsvMasks make_masks) {
    Words words;
    CsvRowsEnd out;
    std::uint64_t lines = 0;
    const bool may_go_on = !all && text.ends_with('\r');
    const std::size_t last = text.size() - (may_go_on ? 1 : 0);
    static_cast<void>(each_stretch(text, separator, make_masks, [&](std::size_t at, const CsvMasks* masks, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i, at += word) {
            const Word each = words.next(masks[i]);
            std::uint64_t rows = each.breaks & ~each.inside;
            if (may_go_on && last - at < word) rows &= ~(std::uint64_t{1} << (last - at));
            if (rows != 0) {
                const auto bit = static_cast<unsigned>(std::bit_width(rows)) - 1;
                out.bytes = at + bit;
                out.lines = lines + bits_in(each.breaks << (63U - bit));
            }
            lines += bits_in(each.breaks);
        }
    }));
    if (out.lines != 0) out.bytes = behind_break(text, out.bytes);
    return out;
}

}   // namespace arrears::detail
