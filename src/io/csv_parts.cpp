// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_parts.hpp>

#include "system_error.hpp"

#include <arrears/core/error.hpp>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

namespace arrears {

namespace {

/// Where one is in a file. The first two differ only in that a row begins at the first.
enum RowState : std::uint8_t { row_start, cell_start, bare, quoted, quote_in_quoted, after_cr, quoted_after_cr };

struct Step {
    RowState to = row_start;
    bool ends_line = false;
};
/// As CsvReader goes on by one byte. \param separator whether it is one
[[nodiscard]] Step step(RowState at, char c, bool separator) noexcept {
    if (at == quoted || at == quoted_after_cr) {
        if (c == '"') return {quote_in_quoted, false};
        if (c == '\r') return {quoted_after_cr, true};
        return {quoted, c == '\n' && at == quoted};
    }
    if (c == '\n') return {row_start, at != after_cr};   // the line feed of a carriage return has been counted with it
    if (c == '\r') return {after_cr, true};
    if (separator) return {cell_start, false};
    if (c == '"' && at != bare) return {quoted, false};
    return {bare, false};
}
[[nodiscard]] Error no_scan() { return Error{Fault{ErrorKind::bad_syntax, {}, {"this is no scan of a file", "这不是文件扫描结果"}, {}, {}, {}}}; }
[[nodiscard]] std::uint64_t number(std::string_view& text) {
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || end == text.data() + text.size() || *end != ' ') throw no_scan();
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    return out;
}

constexpr std::size_t header_most = 1024 * 1024;
constexpr std::string_view mark = "\xEF\xBB\xBF";

/// Bytes of a file from a place to another.
[[nodiscard]] ByteSource bytes_between(const std::string& path, std::uint64_t from, std::uint64_t to) {
    return [file = bytes_of_file(path, from), left = to - from](std::span<char> into) mutable {
        const std::size_t got = file(into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), left))));
        left -= got;
        return got;
    };
}

}   // namespace

CsvScan::CsvScan(char separator) noexcept : separator_{separator} {
    for (std::uint8_t state = 0; state < states; ++state) ways_[state].leader = ways_[state].at = state;
}

void CsvScan::follow(Way& way, std::string_view bytes) const {
    auto at = static_cast<RowState>(way.at);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (!way.row && (at == row_start || (at == after_cr && c != '\n'))) {
            way.row = bytes_ + i;
            way.lines_before_row = way.lines;
        }
        const Step next = step(at, c, c == separator_);
        at = next.to;
        way.lines += next.ends_line ? 1 : 0;
    }
    way.at = at;
}

void CsvScan::add(std::string_view bytes) {
    constexpr std::size_t at_once = 64 * 1024;   // all ways go over what is in the cache
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), at_once))) {
        const std::string_view part = bytes.substr(0, at_once);
        for (std::uint8_t state = 0; state < states; ++state) {
            if (ways_[state].leader == state) follow(ways_[state], part);
        }
        bytes_ += part.size();
        for (std::uint8_t state = 1; state < states; ++state) {
            for (std::uint8_t other = 0; other < state && ways_[state].leader == state; ++other) {
                const Way& leader = ways_[other];
                if (leader.leader != other || leader.at != ways_[state].at || !leader.row || !ways_[state].row) continue;
                const std::uint64_t more = ways_[state].lines - leader.lines;
                for (Way& each : ways_) {
                    if (each.leader == state) each.leader = other, each.before += more;
                }
            }
        }
    }
}

std::string CsvScan::text() const {
    std::string out = std::to_string(static_cast<unsigned char>(separator_)) + ' ' + std::to_string(bytes_) + ' ';
    for (const Way& way : ways_) {
        const Way& leader = ways_[way.leader];
        for (const std::uint64_t each : {std::uint64_t{leader.at}, way.before + leader.lines, way.row ? *way.row + 1 : 0, way.lines_before_row})
            out += std::to_string(each) + ' ';
    }
    return out;
}

CsvScan CsvScan::parse(std::string_view text) {
    CsvScan out{static_cast<char>(number(text))};
    out.bytes_ = number(text);
    for (Way& way : out.ways_) {
        const std::uint64_t at = number(text);
        if (at >= states) throw no_scan();
        way.at = static_cast<std::uint8_t>(at);
        way.lines = number(text);
        if (const std::uint64_t row = number(text); row != 0) way.row = row - 1;
        way.lines_before_row = number(text);
    }
    if (!text.empty()) throw no_scan();
    return out;
}

std::vector<CsvPart> csv_parts(std::span<const CsvScan> scans) {
    constexpr std::uint64_t nowhere = std::numeric_limits<std::uint64_t>::max();
    std::vector<CsvPart> out;
    std::uint8_t at = row_start;
    std::uint64_t base = 0, lines = 0;
    for (const CsvScan& scan : scans) {
        const CsvScan::Way& way = scan.ways_[at];
        const CsvScan::Way& leader = scan.ways_[way.leader];
        CsvPart& part = out.emplace_back();
        part.from = way.row ? base + *way.row : nowhere;
        part.first_line = lines + way.lines_before_row + 1;
        lines += way.before + leader.lines;
        base += scan.bytes_;
        at = leader.at;
    }
    // Each goes on to where the next row begins.
    std::uint64_t to = base;
    for (auto part = out.rbegin(); part != out.rend(); ++part) {
        part->to = to;
        part->from = std::min(part->from, to);
        to = part->from;
    }
    return out;
}

CsvStart read_csv_start(const std::string& path, const CsvForm& form) {
    CsvStart out{.form = form};
    std::error_code error;
    out.bytes = std::filesystem::file_size(path, error);
    if (error) throw detail::file_error(ErrorKind::unreadable, path, detail::system_error_words(error.value()));
    const CsvInput input = csv_input(bytes_of_file(path), form);
    out.form.separator = input.options.separator;

    std::string text(header_most, '\0');
    std::size_t size = 0;
    const ByteSource bytes = bytes_of_file(path);
    while (const std::size_t got = bytes(std::span{text}.subspan(size))) size += got;
    text.resize(size);
    const bool marked = text.starts_with(mark);
    if (marked) out.form.encoding = Encoding::utf8;
    const Encoding found = out.form.encoding.value_or(find_encoding(text, size == out.bytes));
    out.can_be_cut = found != Encoding::utf16le && found != Encoding::utf16be;
    if (!out.can_be_cut) return out;

    auto at = row_start;
    bool blank = true;
    out.header_from = marked ? mark.size() : 0;
    for (std::uint64_t i = out.header_from; i < size; ++i) {
        const char c = text[static_cast<std::size_t>(i)];
        if (at == row_start || (at == after_cr && c != '\n')) {
            if (!blank) {
                out.header = text.substr(static_cast<std::size_t>(out.header_from), static_cast<std::size_t>(i - out.header_from));
                return out;
            }
            out.header_from = i;
        }
        blank = blank && (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == *out.form.separator);
        at = step(at, c, c == *out.form.separator).to;
    }
    if (size < out.bytes) {
        throw detail::file_error(ErrorKind::limit, path, {"the header does not end within 1 MiB", "表头超过 1 MiB"},
                                 {"expected a row of names", "应为列名一行"});
    }
    out.header = text.substr(static_cast<std::size_t>(out.header_from));
    return out;
}

CsvScan scan_csv(const std::string& path, const CsvStart& start, std::uint64_t from, std::uint64_t to) {
    CsvScan out{start.form.separator.value_or(',')};
    const ByteSource bytes = bytes_between(path, from, to);
    std::string buffer(256 * 1024, '\0');
    bool first = from == 0;
    while (const std::size_t got = bytes(std::span{buffer})) {
        std::string_view text{buffer.data(), got};
        if (std::exchange(first, false) && text.starts_with(mark)) {
            out.skip(mark.size());
            text.remove_prefix(mark.size());
        }
        out.add(text);
    }
    return out;
}

std::optional<CsvRowsRead> add_csv_part(State& state, const std::string& path, const CsvStart& start, const CsvPart& part, CsvTallyOptions options,
                                        Diagnostics& diagnostics) {
    if (options.input)
        throw bad_argument("add_csv_part", {"a part is no return", "文件的一部分不是一份报表"}, {"expected no input", "不应给出报表名称"});
    options.form = start.form;
    if (part.from <= start.header_from && start.header_from < part.to) {
        options.csv.first_line = part.first_line;
        return add_csv(state, bytes_between(path, part.from, part.to), path, options, diagnostics);
    }
    options.rows_from_line = part.first_line;
    return add_csv(
        state,
        [header = bytes_of_text(start.header), rows = bytes_between(path, part.from, part.to)](std::span<char> to) {
            const std::size_t got = header(to);
            return got != 0 ? got : rows(to);
        },
        path, options, diagnostics);
}

}   // namespace arrears
