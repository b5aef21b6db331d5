// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/month.hpp>

#include <chrono>

namespace arrears {

[[nodiscard]] constexpr std::chrono::sys_days to_sys_days(Date date) {
    return std::chrono::sys_days{std::chrono::days{static_cast<std::chrono::days::rep>(date - Date{})}};
}
[[nodiscard]] constexpr std::chrono::year_month_day to_year_month_day(Date date) {
    return {std::chrono::year{date.year()}, std::chrono::month{static_cast<unsigned>(date.month())},
            std::chrono::day{static_cast<unsigned>(date.day())}};
}
[[nodiscard]] constexpr std::chrono::year_month to_year_month(Month month) {
    return {std::chrono::year{month.year()}, std::chrono::month{static_cast<unsigned>(month.month())}};
}

/// \throws Error (overflow) for a day out of a Date's range
[[nodiscard]] constexpr Date to_date(std::chrono::sys_days day) { return Date{} + day.time_since_epoch().count(); }
/// \throws Error (bad_argument) where there is no such day, or it lies out of a Date's range
[[nodiscard]] constexpr Date to_date(std::chrono::year_month_day day) {
    return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())), static_cast<int>(static_cast<unsigned>(day.day()))};
}
/// \throws Error (bad_argument) where there is no such month, or it lies out of a Date's range
[[nodiscard]] constexpr Month to_month(std::chrono::year_month month) {
    return {static_cast<int>(month.year()), static_cast<int>(static_cast<unsigned>(month.month()))};
}

}   // namespace arrears
