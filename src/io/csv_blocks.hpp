// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/bytes.hpp>
#include <arrears/io/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace arrears::detail {

/// Some whole rows of a file.
struct CsvBlock {
    std::string buffer{};     ///< kept from block to block, so that memory is not asked for each time
    std::size_t bytes = 0;    ///< so many of it are the rows
    std::uint64_t first_line = 1;
    std::uint64_t number = 0;   ///< how many went before it

    [[nodiscard]] std::string_view text() const noexcept { return std::string_view{buffer}.substr(0, bytes); }
};

/// Cuts a file into blocks of whole rows, so that several threads can read it. Rows end where CsvReader ends them. Of a row longer
/// than the limit only so much is kept as tells it is too long: memory stays within a block and a row.
class CsvBlocks {
public:
    /// \param rows_from_line where the first row is a header by itself: the line of the next
    /// \param progress told, block by block, how many lines have been handed out; never by two threads at once
    CsvBlocks(ByteSource bytes, CsvOptions options, std::optional<std::uint64_t> rows_from_line = {},
              std::function<void(std::uint64_t lines)> progress = {})
        : bytes_{std::move(bytes)}, options_{options}, rows_from_line_{rows_from_line}, progress_{std::move(progress)}, line_{options.first_line} {}

    /// The next block; false at the end. May be called by several threads. \throws Error (unreadable) as the source does
    [[nodiscard]] bool next(CsvBlock& block);

private:
    static constexpr std::size_t block_bytes = 256 * 1024;   // with their index they stay in the second-level cache

    /// Reads behind so many bytes of the block's buffer until it has so many.
    void fill(CsvBlock& block, std::size_t wanted);
    [[nodiscard]] bool next_long(CsvBlock& block);
    [[nodiscard]] bool hand_out(CsvBlock& block, std::size_t end, std::uint64_t lines);

    ByteSource bytes_;
    CsvOptions options_;
    std::optional<std::uint64_t> rows_from_line_;   // until the header has been handed out
    std::function<void(std::uint64_t)> progress_;
    std::mutex mutex_{};
    std::string left_{};        // read already, after the last block
    std::uint64_t line_;        // where it begins
    std::uint64_t handed_out_ = 0;
    bool over_ = false;         // all is read
};

}   // namespace arrears::detail
