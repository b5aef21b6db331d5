// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/month.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/model/ids.hpp>

#include <cstdint>
#include <optional>

namespace arrears {

/// What an enterprise owes in one category for a span of months: 欠费 to a fund, 拖欠 to people.
struct Arrears {
    ArrearsId id{};
    EnterpriseId enterprise{};
    ArrearsCategory category = ArrearsCategory::pension;
    MonthSpan months{};                      ///< the months owed, both ends included
    Money principal{};                       ///< as first owed, without surcharge; what was paid since stands in Payment and WorkerAdvance
    std::optional<Date> due{};               ///< the last day on which payment was in time
    std::optional<std::int64_t> persons{};   ///< how many people it concerns; never to be added over records

    /// `due`, or where that is unknown the last day of the last month owed: no national due day exists.
    [[nodiscard]] Date due_date() const { return due ? *due : months.last.last_day(); }
    /// Whether the debt stands as of a date: from its due day on, that day included.
    [[nodiscard]] bool is_due(Date as_of) const { return due_date() <= as_of; }

    friend bool operator==(const Arrears&, const Arrears&) = default;
};

}   // namespace arrears
