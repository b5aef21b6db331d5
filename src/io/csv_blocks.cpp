// SPDX-License-Identifier: BSL-1.0
#include "csv_blocks.hpp"

#include "csv_index.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace arrears::detail {

namespace {

/// Follows rows through text as CsvReader does, a byte at a time.
class RowEnds {
public:
    explicit RowEnds(char separator) : separator_{separator} {}

    /// Goes on behind `at` in the text to the end of a row, or to where the text ends. \param all no more text will come
    /// \returns whether a row ends at `at`, with its line break
    [[nodiscard]] bool next(std::string_view text, std::size_t& at, bool all) {
        for (; at < text.size(); ++at) {
            const char c = text[at];
            if (state_ == State::quoted) {
                if (c == '"') state_ = State::quote_in_quoted;
                else if (c == '\r' || (c == '\n' && !cr_before_)) ++lines_;
                cr_before_ = c == '\r';
                continue;
            }
            if (c == '\n' || c == '\r') {
                if (c == '\r' && at + 1 == text.size() && !all) return false;   // a line feed may follow
                at += c == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2U : 1U;
                ++lines_;
                state_ = State::cell_start;
                return true;
            }
            if (c == separator_) {
                state_ = State::cell_start;
            } else if (c == '"' && (state_ == State::quote_in_quoted || state_ == State::cell_start)) {
                state_ = State::quoted;
                cr_before_ = false;
            } else {
                state_ = State::bare;
            }
        }
        return false;
    }
    [[nodiscard]] std::uint64_t lines() const noexcept { return lines_; }

private:
    enum class State : unsigned char { cell_start, bare, quoted, quote_in_quoted };

    char separator_;
    State state_ = State::cell_start;
    bool cr_before_ = false;
    std::uint64_t lines_ = 0;
};

}   // namespace

void CsvBlocks::fill(CsvBlock& block, std::size_t wanted) {
    constexpr std::size_t slack = 64;   // a source that decodes is slow where there is no room for a character
    if (block.buffer.size() < wanted + slack) block.buffer.resize(wanted + slack);
    while (!over_ && block.bytes < wanted) {
        const std::size_t got = bytes_(std::span{block.buffer}.subspan(block.bytes));
        block.bytes += got;
        over_ = got == 0;
    }
}

/// Ends the block behind its last whole row; what follows is left for the next.
bool CsvBlocks::hand_out(CsvBlock& block, std::size_t end, std::uint64_t lines) {
    if (end == 0) return false;
    left_.insert(0, block.buffer, end, block.bytes - end);
    block.bytes = end;
    block.first_line = line_;
    block.number = handed_out_++;
    line_ = std::exchange(rows_from_line_, std::nullopt).value_or(line_ + lines);
    if (progress_) progress_(line_ - 1);
    return true;
}

bool CsvBlocks::next(CsvBlock& block) {
    const std::lock_guard lock{mutex_};
    block.bytes = left_.copy(block.buffer.data(), block.buffer.size());
    block.buffer.append(left_, block.bytes);
    block.bytes = left_.size();
    left_.clear();
    if (rows_from_line_) {   // the header alone
        RowEnds rows{options_.separator};
        std::size_t at = 0;
        while (!rows.next(block.text(), at, over_) && !over_) fill(block, block.bytes + block_bytes);
        return hand_out(block, at, rows.lines());
    }
    const std::size_t row_bytes = options_.limits.row_bytes_max + 2;
    while (true) {
        fill(block, std::max(block_bytes, 2 * block.bytes));
        CsvRowsEnd end = find_rows_end(block.text(), options_.separator, over_);
        if (over_) end.bytes = block.bytes;
        if (end.bytes != 0 || over_) return hand_out(block, end.bytes, end.lines);
        if (block.bytes > row_bytes) return next_long(block);
    }
}

/// Of a block that begins with a row beyond the limit: what is more of it is not kept.
bool CsvBlocks::next_long(CsvBlock& block) {
    RowEnds rows{options_.separator};
    std::size_t at = 0;
    std::string rest{block.text()};
    while (!rows.next(rest, at, over_) && !over_) {
        rest.erase(0, at);   // but for a carriage return whose line feed may follow
        at = 0;
        const std::size_t before = rest.size();
        rest.resize(before + block_bytes);
        const std::size_t got = bytes_(std::span{rest}.subspan(before));
        rest.resize(before + got);
        over_ = got == 0;
    }
    left_ = rest.substr(at);
    block.bytes = std::min(block.bytes, options_.limits.row_bytes_max + 2);
    return hand_out(block, block.bytes, rows.lines());
}

}   // namespace arrears::detail
