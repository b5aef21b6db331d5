// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/vocabulary.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// What a count counts. Of these only records add up across cells, and even they only where each falls into one cell.
ARREARS_ENUM(Counted,
    (records,      "条记录", "records"),
    (enterprises,  "家企业", "enterprises"),
    (persons,      "人",     "persons"),
    (households,   "户",     "households"),
    (systems,      "个系统", "systems"),
    (plans,        "件方案", "plans"),
    (values,       "个值",   "values"),
    (combinations, "个组合", "combinations"));

/// What kind of values a field has.
ARREARS_ENUM(FieldKind,
    (code,    "代码", "code"),      // a key out of a vocabulary: enumerations, groups, ids, texts
    (integer, "整数", "integer"),
    (money,   "金额", "money"),     // whole fen
    (date,    "日期", "date"));

/// What a definition can know of a field before any row is read.
struct FieldInfo {
    std::string name{};
    Text label{};
    FieldKind kind = FieldKind::code;
    std::shared_ptr<const Vocabulary> vocabulary{};   ///< of codes; null for numbers
    Counted counts = Counted::values;                 ///< what its distinct values are
    std::string keyed{};                              ///< of a state whose ids were replaced: the fingerprint of the key; else empty
};

/// The fields of one kind of row.
struct Schema {
    std::string source{};                ///< what `from` must name; empty: nothing, or anything
    Counted row = Counted::records;      ///< what one row is
    std::vector<FieldInfo> fields{};
    std::optional<Date> as_of{};         ///< the day on which records are looked at, where they are bound to one
    std::string law{};                   ///< the rules that fields were decided by, where any were: states by different ones do not merge

    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].name == name) return i;
        }
        return std::nullopt;
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<detail::Late<std::string, When>> out;
        for (const FieldInfo& each : fields) out.push_back(each.name);
        return out;
    }
};

/// In a column of codes: a value that is unknown. The vocabulary's entries follow, from 1.
inline constexpr std::uint32_t unknown_code = 0;
/// In a column of numbers: a value that is unknown.
inline constexpr std::int64_t unknown_number = std::numeric_limits<std::int64_t>::min();

/// A date as a number of days, as columns hold it: 0 is 1970-01-01.
[[nodiscard]] constexpr std::int64_t date_number(Date date) { return date - Date{}; }

/// The key of a number: decimal for an integer, yuan for money (`1000000`, `0.50`), ISO for a date.
template <class = detail::WhenCalled>
[[nodiscard]] std::string number_key(FieldKind kind, std::int64_t number) {
    if (kind == FieldKind::date) return print(Date{} + number);
    if (kind != FieldKind::money) return std::to_string(number);
    const std::string text = to_string(Money::from_fen(number));
    return text.ends_with(".00") ? text.substr(0, text.size() - 3) : text;
}

}   // namespace arrears
