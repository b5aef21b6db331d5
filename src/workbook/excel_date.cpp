// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/excel_date.hpp>

#include <arrears/core/date.hpp>

#include <cstddef>
#include <cstdint>

namespace arrears {

NumberFormat builtin_format(unsigned id) noexcept {
    if (id == 17) return NumberFormat::month;   // mmm-yy
    if (id == 46) return NumberFormat::elapsed;
    if ((id >= 18 && id <= 21) || id == 45 || id == 47 || (id >= 32 && id <= 35) || id == 55 || id == 56) return NumberFormat::time;
    if (id == 27 || id == 36 || id == 50 || id == 52 || id == 57) return NumberFormat::month;   // yyyy年m月
    if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return NumberFormat::day;
    return NumberFormat::number;
}

namespace {

[[nodiscard]] char small(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

[[nodiscard]] bool starts_with_word(std::string_view code, std::string_view word) noexcept {
    if (code.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (small(code[i]) != word[i]) return false;
    }
    return true;
}

}   // namespace

NumberFormat custom_format(std::string_view code) noexcept {
    bool year = false, month = false, day = false, time = false;
    bool after_hour = false;        // an m that follows is minutes
    bool minute_or_month = false;   // an m of which the next letter decides
    while (!code.empty()) {
        const char c = small(code.front());
        if (c == ';') break;
        if (c == '"') {
            const std::size_t end = code.find('"', 1);
            if (end == std::string_view::npos) break;
            code.remove_prefix(end + 1);
            continue;
        }
        if (c == '\\' || c == '_' || c == '*') {   // and the character that stands behind it, or its first byte
            code.remove_prefix(code.size() > 1 ? 2 : 1);
            continue;
        }
        if (c == '[') {
            const std::size_t end = code.find(']');
            if (end == std::string_view::npos) break;
            const std::string_view inside = code.substr(1, end - 1);
            const char unit = inside.empty() ? '\0' : small(inside.front());
            if (unit != '\0' && inside.find_first_not_of(unit == 'h' ? "hH" : unit == 'm' ? "mM" : unit == 's' ? "sS" : "") == std::string_view::npos)
                return NumberFormat::elapsed;
            code.remove_prefix(end + 1);
            continue;
        }
        if (starts_with_word(code, "general")) {
            code.remove_prefix(7);
            continue;
        }
        if (starts_with_word(code, "am/pm") || starts_with_word(code, "a/p")) {
            time = true;
            code.remove_prefix(small(code[1]) == 'm' ? 5 : 3);
            continue;
        }
        const bool exponent = c == 'e' && code.size() > 1 && (code[1] == '+' || code[1] == '-');
        std::size_t run = 1;
        while (run < code.size() && small(code[run]) == c) ++run;
        switch (c) {
        case 'y': year = true; break;
        case 'e': year = year || !exponent; break;
        case 'd': day = true; break;
        case 'h': time = true; break;
        case 's':
            time = true;
            minute_or_month = false;
            break;
        case 'm':
            if (after_hour) time = true;
            else minute_or_month = true;
            break;
        default: run = 1;
        }
        if (minute_or_month && (c == 'y' || c == 'd' || c == 'h' || c == 'e')) month = true, minute_or_month = false;
        if (c >= 'a' && c <= 'z') after_hour = c == 'h';
        code.remove_prefix(run);
    }
    if (minute_or_month) month = true;
    if (day) return NumberFormat::day;
    if (year || month) return time ? NumberFormat::day : NumberFormat::month;
    return time ? NumberFormat::time : NumberFormat::number;
}

namespace {

constexpr std::int64_t milliseconds_per_day = 86'400'000;

/// A whole number and the milliseconds of a day that its fraction stands for, at most a whole day.
struct Serial {
    std::int64_t days = 0;
    std::int64_t milliseconds = 0;
};

[[nodiscard]] std::optional<Serial> read_serial(std::string_view text) noexcept {
    Serial out;
    std::size_t at = 0;
    for (; at < text.size() && text[at] != '.'; ++at) {
        if (text[at] < '0' || text[at] > '9') return std::nullopt;   // also a minus
        out.days = out.days * 10 + (text[at] - '0');
        if (out.days > 10'000'000) return std::nullopt;
    }
    // Eleven digits tell a microsecond; more would not fit into the product below.
    std::int64_t fraction = 0, unit = 1;
    for (++at; at < text.size() && unit < 10'000'000'000; ++at, unit *= 10) fraction = fraction * 10 + (text[at] - '0');
    out.milliseconds = (fraction * milliseconds_per_day + unit / 2) / unit;
    out.days += out.milliseconds / milliseconds_per_day;
    out.milliseconds %= milliseconds_per_day;
    return out;
}

void append_padded(std::string& out, std::int64_t number, std::size_t digits) {
    const std::string text = std::to_string(number);
    if (text.size() < digits) out.append(digits - text.size(), '0');
    out += text;
}

/// `08:30:00`, with milliseconds where there are any.
[[nodiscard]] std::string clock_text(std::int64_t milliseconds) {
    std::string out;
    append_padded(out, milliseconds / 3'600'000, 2);
    out += ':';
    append_padded(out, milliseconds / 60'000 % 60, 2);
    out += ':';
    append_padded(out, milliseconds / 1000 % 60, 2);
    if (milliseconds % 1000 != 0) {
        out += '.';
        append_padded(out, milliseconds % 1000, 3);
    }
    return out;
}

}   // namespace

std::optional<std::string> excel_date_text(std::string_view serial, NumberFormat format, DateEpoch epoch) {
    const auto read = read_serial(serial);
    if (!read) return std::nullopt;
    if (format == NumberFormat::elapsed) return clock_text(read->days * milliseconds_per_day + read->milliseconds);
    const bool since_1904 = epoch == DateEpoch::since_1904;
    if (read->days > (since_1904 ? 2'957'003 : 2'958'465)) return std::nullopt;
    if (read->days == 0 && (format == NumberFormat::time || (!since_1904 && read->milliseconds != 0))) return clock_text(read->milliseconds);
    std::string out;
    if (since_1904) {
        out = print(Date{1904, 1, 1} + read->days);
    } else if (read->days == 0) {
        return std::nullopt;   // Excel shows a 1900-01-00
    } else if (read->days == 60) {
        out = "1900-02-29";
    } else {
        out = print((read->days < 60 ? Date{1899, 12, 31} : Date{1899, 12, 30}) + read->days);
    }
    if (read->milliseconds != 0) out += 'T' + clock_text(read->milliseconds);
    return out;
}

}   // namespace arrears
