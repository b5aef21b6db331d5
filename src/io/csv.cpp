// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv.hpp>

#include <arrears/core/utf8.hpp>

#include <algorithm>
#include <utility>

namespace arrears {

namespace {

[[nodiscard]] std::string hex_byte(char byte) {
    constexpr char digits[] = "0123456789ABCDEF";
    const auto value = static_cast<unsigned char>(byte);
    return {'0', 'x', digits[value >> 4U], digits[value & 0xFU]};
}

}   // namespace

Place CsvRow::place_at(std::size_t offset) const {
    Place place{source_, line_, 1, {}};
    std::string_view before = std::string_view{raw_}.substr(0, offset);
    while (!before.empty()) {
        const Utf8Character next = read_utf8(before);
        before.remove_prefix(next.bytes);
        const bool cr_lf = next.code == '\r' && before.starts_with('\n');
        if (cr_lf) before.remove_prefix(1);
        if (next.code == '\n' || next.code == '\r') {
            ++place.line;
            place.column = 1;
        } else {
            ++place.column;
        }
    }
    return place;
}

Place CsvRow::place(std::size_t cell, std::string_view field) const {
    Place place = column_ != 0 ? Place{source_, line_, column_ + cell, {}} : place_at(cell < cells_.size() ? cells_[cell].offset : raw_.size());
    place.field = field;
    return place;
}

Place CsvRow::place() const { return place_at(0); }

void CsvRow::assign(std::string_view source, std::uint64_t line, std::uint64_t column, std::span<const std::string_view> texts, bool sound) {
    source_ = source;
    line_ = line;
    column_ = column;
    raw_.clear();
    for (const std::string_view text : texts) raw_ += text;
    cells_.clear();
    std::size_t at = 0;
    for (const std::string_view text : texts) {
        cells_.push_back({std::string_view{raw_}.substr(at, text.size()), at, false, true});
        at += text.size();
    }
    sound_ = sound;
}

CsvReader::CsvReader(ByteSource bytes, std::string source, CsvOptions options) : bytes_{std::move(bytes)}, options_{options} {
    row_.source_ = std::move(source);
    next_line_ = options_.first_line;
    options_.buffer_bytes = std::max<std::size_t>(options_.buffer_bytes, 1);
    buffer_.resize(std::max<std::size_t>(options_.buffer_bytes, 4));   // a byte order mark must fit
}

/// Reads the first bytes, skips a mark of UTF-8 and refuses those of UTF-16.
void CsvReader::begin(Diagnostics& diagnostics) {
    begun_ = true;
    while (end_ < 3) {
        const std::size_t got = bytes_(std::span{buffer_}.subspan(end_, std::min(options_.buffer_bytes, buffer_.size() - end_)));
        if (got == 0) break;
        end_ += got;
    }
    if (options_.first_line != 1) return;   // no mark stands within a file
    const std::string_view start{buffer_.data(), end_};
    if (start.starts_with("\xEF\xBB\xBF")) at_ = 3;
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) {
        over_ = true;
        ++rows_lost_;
        diagnostics.add({ErrorKind::bad_syntax,
                         Place{row_.source_, 1, 1, {}},
                         {"the file is UTF-16", "文件为 UTF-16 编码"},
                         {},
                         {"expected UTF-8", "应为 UTF-8"},
                         {"save it as \"CSV UTF-8\"", "请另存为“CSV UTF-8”"}});
    }
}

bool CsvReader::refill() {
    at_ = 0;
    end_ = bytes_(std::span{buffer_}.first(options_.buffer_bytes));
    return end_ != 0;
}

/// Takes the bytes of one row up to its end into row_.raw_, or as many as the limit allows; false where none are left.
bool CsvReader::scan() {
    State state = State::cell_start;
    row_.raw_.clear();
    row_.line_ = next_line_;
    row_too_long_ = unclosed_ = false;
    bool cr_before = false;   // in quotes: the byte before was a carriage return
    std::size_t seen = 0;     // bytes of the row that went before the buffer's
    const char separator = options_.separator;
    bool any = false;
    while (true) {
        if (at_ == end_ && !refill()) {
            if (!any) return false;
            unclosed_ = state == State::quoted;
            ++next_line_;
            return true;
        }
        if (after_cr_) {
            after_cr_ = false;
            if (buffer_[at_] == '\n') {
                ++at_;
                continue;
            }
        }
        any = true;
        const std::size_t from = at_;
        bool complete = false;
        for (; at_ < end_; ++at_) {
            const char c = buffer_[at_];
            if (state == State::quoted) {
                if (c == '"') {
                    state = State::quote_in_quoted;
                } else if (c == '\r' || (c == '\n' && !cr_before)) {
                    ++next_line_;
                }
                cr_before = c == '\r';
                continue;
            }
            if (c == '\n' || c == '\r') {
                complete = true;
                after_cr_ = c == '\r';
                break;
            }
            if (c == separator) {
                state = State::cell_start;
            } else if (c == '"' && (state == State::quote_in_quoted || state == State::cell_start)) {
                if (state == State::cell_start) quote_offset_ = seen + (at_ - from);
                state = State::quoted;
                cr_before = false;
            } else {
                state = State::bare;
            }
        }
        const std::size_t count = at_ - from;
        seen += count;
        const std::size_t room = options_.limits.row_bytes_max - row_.raw_.size();
        if (count > room) row_too_long_ = true;
        row_.raw_.append(buffer_.data() + from, std::min(count, room));
        row_bytes_peak_ = std::max(row_bytes_peak_, row_.raw_.capacity());
        if (complete) {
            ++at_;
            ++next_line_;
            return true;
        }
    }
}

void CsvReader::fault(Diagnostics& diagnostics, ErrorKind kind, std::size_t cell, std::size_t offset, Text problem, Text expected, Text remedy) {
    Place place = row_.place_at(offset);
    if (cell < names_.size()) place.field = names_[cell];
    diagnostics.add({kind, std::move(place), std::move(problem), {}, std::move(expected), std::move(remedy)});
    row_.sound_ = false;
    if (cell < row_.cells_.size()) row_.cells_[cell].sound = false;
}

/// The cell from its offset up to `end` as text: UTF-8, no NUL, not too long.
void CsvReader::check_text(Diagnostics& diagnostics, std::size_t cell, std::size_t end) {
    const std::size_t offset = row_.cells_[cell].offset;
    const std::string_view raw = std::string_view{row_.raw_}.substr(offset, end - offset);
    if (raw.size() > options_.limits.cell_bytes_max) {
        const std::string bytes = std::to_string(raw.size()), limit = std::to_string(options_.limits.cell_bytes_max);
        fault(diagnostics, ErrorKind::limit, cell, offset, {"the cell has " + bytes + " bytes", "单元格有 " + bytes + " 字节"},
              {"expected at most " + limit, "应不超过 " + limit + " 字节"});
    }
    if (const auto bad = find_invalid_utf8(raw)) {
        const std::string byte = hex_byte(raw[*bad]);
        const bool decoded = raw[*bad] == '\xFF';   // what as_utf8() has for bytes that are no character of another encoding
        fault(diagnostics, ErrorKind::bad_syntax, cell, offset + *bad,
              decoded ? Text{"what stands here is no character", "此处不是字符"}
                      : Text{"the byte " + byte + " is not UTF-8", "字节 " + byte + " 不是 UTF-8"},
              decoded ? Text{"expected text in UTF-8 or GB18030", "应为 UTF-8 或 GB18030 文字"} : Text{"expected UTF-8", "应为 UTF-8"},
              {"save the file as \"CSV UTF-8\"", "请将文件另存为“CSV UTF-8”"});
    } else if (const std::size_t nul = raw.find('\0'); nul != std::string_view::npos) {
        fault(diagnostics, ErrorKind::bad_syntax, cell, offset + nul, {"there is a NUL character", "有空字符（NUL）"},
              {"expected text in UTF-8", "应为 UTF-8 文字"});
    }
}

/// Tells the cells of row_.raw_ apart; false where the row is lost.
bool CsvReader::split(Diagnostics& diagnostics) {
    const std::string_view raw = row_.raw_;
    row_.cells_.clear();
    row_.sound_ = true;
    row_.decoded_.clear();
    row_.decoded_.reserve(raw.size());   // so that views into it stay
    const Text doubled{"expected quotes around the whole cell, and doubled within it", "引号应括住整个单元格，其中的引号应重复写"};
    std::size_t at = 0;
    while (true) {
        const std::size_t cell = row_.cells_.size();
        if (cell == options_.limits.columns_max) {
            const std::string limit = std::to_string(cell);
            fault(diagnostics, ErrorKind::limit, cell, at, {"the row has more than " + limit + " cells", "此行超过 " + limit + " 个单元格"},
                  {"expected at most " + limit, "应不超过 " + limit + " 个"});
            ++rows_lost_;
            return false;
        }
        row_.cells_.push_back({{}, at, false, true});
        std::size_t end = 0;
        if (at < raw.size() && raw[at] == '"') {
            row_.cells_[cell].quoted = true;
            const std::size_t decoded_from = row_.decoded_.size();
            std::size_t part = at + 1;
            std::size_t quote = raw.find('"', part);
            while (quote + 1 < raw.size() && raw[quote + 1] == '"') {   // an unclosed one never gets here
                row_.decoded_.append(raw.substr(part, quote + 1 - part));
                part = quote + 2;
                quote = raw.find('"', part);
            }
            if (part == at + 1) {
                row_.cells_[cell].text = raw.substr(part, quote - part);
            } else {
                row_.decoded_.append(raw.substr(part, quote - part));
                row_.cells_[cell].text = std::string_view{row_.decoded_}.substr(decoded_from);
            }
            end = raw.find(options_.separator, quote + 1);
            if (end == std::string_view::npos) end = raw.size();
            if (end != quote + 1) {
                fault(diagnostics, ErrorKind::bad_syntax, cell, quote + 1, {"text follows the closing quote of a cell", "单元格的右引号之后还有文字"}, doubled);
            }
        } else {
            end = raw.find(options_.separator, at);
            if (end == std::string_view::npos) end = raw.size();
            row_.cells_[cell].text = raw.substr(at, end - at);
            if (const std::size_t quote = row_.cells_[cell].text.find('"'); quote != std::string_view::npos) {
                fault(diagnostics, ErrorKind::bad_syntax, cell, at + quote,
                      {"a quote stands within a cell that does not begin with one", "单元格不以引号开头，其中却有引号"}, doubled);
            }
        }
        check_text(diagnostics, cell, end);
        if (end == raw.size()) return true;
        at = end + 1;
    }
}

const CsvRow* CsvReader::next(Diagnostics& diagnostics) {
    if (!begun_) begin(diagnostics);
    while (!over_) {
        if (!scan()) {
            over_ = true;
            break;
        }
        if (unclosed_) {
            ++rows_lost_;
            Place place = quote_offset_ <= row_.raw_.size() ? row_.place_at(quote_offset_) : Place{row_.source_, row_.line_, 0, {}};
            diagnostics.add({ErrorKind::bad_syntax,
                             std::move(place),
                             {"a quote is opened here and never closed", "此处的引号没有右引号"},
                             {},
                             {"expected a closing quote; nothing after this was read", "应有右引号；其后内容均未读取"},
                             {}});
            over_ = true;
            break;
        }
        if (row_too_long_) {
            ++rows_lost_;
            const std::string limit = std::to_string(options_.limits.row_bytes_max);
            diagnostics.add({ErrorKind::limit,
                             Place{row_.source_, row_.line_, 1, {}},
                             {"the row has more than " + limit + " bytes", "此行超过 " + limit + " 字节"},
                             {},
                             {"expected at most " + limit, "应不超过 " + limit + " 字节"},
                             {}});
            continue;
        }
        if (!split(diagnostics)) continue;
        const bool blank = std::all_of(row_.cells_.begin(), row_.cells_.end(), [](const CsvCell& cell) {
            return cell.sound && !cell.quoted && cell.text.find_first_not_of(" \t") == std::string_view::npos;
        });
        if (blank || (!row_.sound_ && !options_.unsound_rows)) continue;
        return &row_;
    }
    return nullptr;
}

}   // namespace arrears
