// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace arrears::detail {

/// Which of 64 bytes are what: bit i stands for byte i.
struct CsvMasks {
    std::uint64_t separators = 0, quotes = 0, line_feeds = 0, returns = 0;
    std::uint64_t inside = 0;   ///< an odd number of quotes stands up to here, this one with them

    friend bool operator==(const CsvMasks&, const CsvMasks&) = default;
};

/// Makes the masks of so many times 64 bytes. \returns bits: of bytes beyond ASCII 0x80, of NUL 1; where there are none, 0
using MakeCsvMasks = unsigned (*)(const char* bytes, std::size_t words, char separator, CsvMasks* out);

[[nodiscard]] unsigned csv_masks_portable(const char* bytes, std::size_t words, char separator, CsvMasks* out);
/// The fastest that this processor can do.
[[nodiscard]] MakeCsvMasks csv_masks();
/// The exclusive or of each bit and all below it.
[[nodiscard]] constexpr std::uint64_t prefix_xor(std::uint64_t bits) noexcept {
    for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
    return bits;
}

/// Where the cells and the rows of a text end, as CsvReader tells them apart, found 64 bytes at a time. A quote opens a cell only where one
/// begins; any other is a character like others, but odd.
class CsvIndex {
public:
    /// \param text begins where a row begins, and has less than 4 GiB
    void read(std::string_view text, char separator, MakeCsvMasks make_masks = csv_masks());

    /// Of each cell the offset of what ends it: a separator, a line break, the end of the text.
    [[nodiscard]] std::span<const std::uint32_t> ends() const noexcept { return std::span{ends_}.first(count_); }
    /// Of each row the position among the ends of that of its last cell. The line break after it has one or two bytes.
    [[nodiscard]] std::span<const std::uint32_t> rows() const noexcept { return rows_; }
    /// Offsets of quotes that are not right: one where none belongs, what follows a closing one, and the end where one is never closed.
    [[nodiscard]] std::span<const std::uint32_t> odd() const noexcept { return odd_; }
    /// Offsets of line breaks within quotes.
    [[nodiscard]] std::span<const std::uint32_t> breaks() const noexcept { return breaks_; }
    [[nodiscard]] bool has_nul() const noexcept { return (bytes_ & 1U) != 0; }
    [[nodiscard]] bool is_ascii() const noexcept { return (bytes_ & 0x80U) == 0; }

private:
    std::vector<std::uint32_t> ends_{}, rows_{}, odd_{}, breaks_{};
    std::size_t count_ = 0;   // of the ends: there is room for more
    unsigned bytes_ = 0;
};

/// Behind the line break that stands at an offset.
[[nodiscard]] inline std::size_t behind_break(std::string_view text, std::size_t at) noexcept {
    return at + (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1);
}

/// Where the last row of a text ends that has its end there.
struct CsvRowsEnd {
    std::size_t bytes = 0;     ///< behind its line break; 0: no row ends
    std::uint64_t lines = 0;   ///< that end up to there

    friend bool operator==(const CsvRowsEnd&, const CsvRowsEnd&) = default;
};
/// \param text begins where a row begins \param all no more text will come: else a line feed may follow a carriage return at its end
[[nodiscard]] CsvRowsEnd find_rows_end(std::string_view text, char separator, bool all, MakeCsvMasks make_masks = csv_masks());

}   // namespace arrears::detail
