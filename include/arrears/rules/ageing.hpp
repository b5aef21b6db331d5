// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/ageing_bands.hpp>
#include <arrears/core/date.hpp>
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
#include <utility>
#include <vector>

namespace arrears {

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
