// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// Bands of how long a debt is past its due day (账龄). Each edge belongs to the band below it: three months to the day is "≤ 3
/// months". Months end by Date::plus_months: what was due on a 31st is three months old on the last day of a shorter month.
class AgeingBands {
public:
    /// ≤ 3 months, 3 to 12, 1 to 3 years, 3 to 5, over 5.
    AgeingBands() : months_max_{3, 12, 36, 60} {}
    /// \param months_max the upper edges, rising, above zero; behind the last is one band more
    /// \throws Error (bad_argument) where they are not so
    template <class = detail::WhenCalled>
    explicit AgeingBands(std::vector<std::int64_t> months_max) : months_max_{std::move(months_max)} {
        std::int64_t before = 0;
        for (const std::int64_t edge : months_max_) {
            if (edge <= before) {
                throw bad_argument("AgeingBands",
                                   {"the edge of " + std::to_string(edge) + " months is not above the one before (" + std::to_string(before) + ")",
                                    std::to_string(edge) + " 个月的界限不大于前一界限（" + std::to_string(before) + "）"},
                                   {"expected rising edges above zero", "界限应大于零并依次递增"});
            }
            before = edge;
        }
    }

    [[nodiscard]] std::span<const std::int64_t> months_max() const& noexcept { return {months_max_.data(), months_max_.size()}; }
    std::span<const std::int64_t> months_max() const&& = delete;   // they would outlive the bands: give them a name
    [[nodiscard]] std::size_t count() const noexcept { return months_max_.size() + 1; }

    /// Which band; nothing where the debt is not past due, its due day included. \throws Error (overflow) near the end of dates
    [[nodiscard]] std::optional<std::size_t> band(Date due, Date as_of) const {
        if (as_of <= due) return std::nullopt;
        std::size_t band = 0;
        while (band < months_max_.size() && due.plus_months(months_max_[band]) < as_of) ++band;
        return band;
    }
    /// `≤ 3 months`, `1–3 years`, `over 5 years`. Precondition: band < count()
    [[nodiscard]] std::string label(std::size_t band, Language language) const {
        const bool zh = language == Language::zh;
        const std::int64_t from = band == 0 ? 0 : months_max_[band - 1];
        const std::int64_t to = band < months_max_.size() ? months_max_[band] : 0;
        const bool years = from % 12 == 0 && to % 12 == 0;
        const auto number = [years](std::int64_t months) { return std::to_string(years ? months / 12 : months); };
        const std::string unit = years ? (zh ? "年" : " years") : (zh ? "个月" : " months");
        if (to == 0) return from == 0 ? (zh ? "全部" : "all") : zh ? number(from) + unit + "以上" : "over " + number(from) + unit;
        if (from == 0) return (zh ? "不超过" : "≤ ") + number(to) + unit;
        return number(from) + (zh ? "至" : "–") + number(to) + unit;
    }

    /// What stands for a band in definitions and files: `not_due`, `up_to_3_months`, `over_3_months`; of `over_3_months` no more than the next
    /// edge. Nothing: not past due.
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::string key(std::optional<std::size_t> band) const {
        if (!band) return "not_due";
        const bool first = *band == 0;
        if (first && months_max_.empty()) return "past_due";
        return (first ? "up_to_" : "over_") + std::to_string(months_max_[first ? 0 : *band - 1]) + "_months";
    }

    friend bool operator==(const AgeingBands&, const AgeingBands&) = default;

private:
    std::vector<std::int64_t> months_max_;
};

}   // namespace arrears
