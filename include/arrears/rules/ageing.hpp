// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/core/wide_money.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/ledger_entry.hpp>
#include <arrears/rules/ledger_statement.hpp>

#include <array>
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

    friend bool operator==(const AgeingBands&, const AgeingBands&) = default;

private:
    std::vector<std::int64_t> months_max_;
};

/// What stands in one band.
struct AgeingRow {
    std::size_t debts = 0;   ///< of which something stands
    std::array<WideMoney, enum_count<DebtComponent>> components{};

    [[nodiscard]] WideMoney of(DebtComponent component) const noexcept { return components[static_cast<std::size_t>(component)]; }
    [[nodiscard]] WideMoney total() const {
        WideMoney sum;
        for (const WideMoney one : components) sum += one;
        return sum;
    }
    friend bool operator==(const AgeingRow&, const AgeingRow&) = default;
};

/// What stands as of a date, by how long it is past due. A debt's surcharge ages with the debt.
struct Ageing {
    AgeingBands bands{};
    Date as_of{};
    AgeingRow not_due{};
    std::vector<AgeingRow> rows{};   ///< one a band

    [[nodiscard]] WideMoney total() const {
        WideMoney sum = not_due.total();
        for (const AgeingRow& row : rows) sum += row.total();
        return sum;
    }
    friend bool operator==(const Ageing&, const Ageing&) = default;
};

/// Of all debts of a statement, or of those of one category.
template <class When = detail::WhenCalled>
[[nodiscard]] Ageing ageing(const LedgerStatement& statement, AgeingBands bands = {}, std::optional<ArrearsCategory> category = {}) {
    detail::Late<Ageing, When> out{std::move(bands), statement.view.as_of, {}, {}};
    out.rows.resize(out.bands.count());
    for (const DebtAccount& debt : statement.debts) {
        if ((category && debt.category != *category) || debt.outstanding() == Money{}) continue;
        const auto band = out.bands.band(debt.due, out.as_of);
        AgeingRow& row = band ? out.rows[*band] : out.not_due;
        ++row.debts;
        for (std::size_t i = 0; i < row.components.size(); ++i) row.components[i] += debt.components[i].outstanding();
    }
    return out;
}

}   // namespace arrears
