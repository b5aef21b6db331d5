// SPDX-License-Identifier: BSL-1.0
#include "csv_blocks.hpp"

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

bool CsvBlocks::next(CsvBlock& block) {
    const std::lock_guard lock{mutex_};
    std::string text = std::exchange(left_, {});
    RowEnds rows{options_.separator};
    std::size_t at = 0, end = 0;   // scanned so far; behind the last whole row
    std::uint64_t lines = 0;       // up to there
    const std::size_t row_bytes = options_.limits.row_bytes_max + 2;
    const std::size_t enough = rows_from_line_ ? 1 : block_bytes;
    while (true) {
        while (rows.next(text, at, over_)) {
            end = at;
            lines = rows.lines();
            if (end >= enough) break;
        }
        if (end >= enough || (end > 0 && text.size() >= block_bytes)) break;
        if (over_) {
            end = text.size();
            break;
        }
        if (at - end > row_bytes) {               // too long: what follows up to its end is not kept
            std::string rest = text.substr(at);   // a carriage return whose line feed may follow
            const std::size_t kept = std::min(end + row_bytes, at);
            text.resize(kept);
            std::size_t in_rest = 0;
            while (!rows.next(rest, in_rest, over_) && !over_) {
                rest.erase(0, in_rest);
                in_rest = 0;
                const std::size_t before = rest.size();
                rest.resize(before + chunk_bytes);
                const std::size_t got = bytes_(std::span{rest}.subspan(before));
                rest.resize(before + got);
                over_ = got == 0;
            }
            left_ = rest.substr(in_rest);
            end = kept;
            lines = rows.lines();
            break;
        }
        const std::size_t before = text.size();
        text.resize(before + chunk_bytes);
        const std::size_t got = bytes_(std::span{text}.subspan(before));
        text.resize(before + got);
        over_ = got == 0;
    }
    if (end == 0) return false;
    block.first_line = line_;
    block.number = handed_out_++;
    line_ = std::exchange(rows_from_line_, std::nullopt).value_or(line_ + lines);
    if (progress_) progress_(line_ - 1);
    left_.insert(0, text, end, std::string::npos);
    text.resize(end);
    block.text = std::move(text);
    return true;
}

}   // namespace arrears::detail
