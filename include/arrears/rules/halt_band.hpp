// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/in_force.hpp>
#include <arrears/rules/outcome.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace arrears {

/// How long an enterprise has been halted, in completed years; the names are of the default edges of HaltBandRule.
ARREARS_ENUM(HaltBand,
    (under_1,       "不足1年",  "under 1 year", "1年以下"),
    (from_1_to_9,   "1—9年",    "1 to 9 years", "1-9年", "1–9年"),
    (from_10_to_19, "10—19年",  "10 to 19 years", "10-19年", "10–19年"),
    (from_20,       "20年以上", "20 years and more", "20年及以上"));

/// Empty is unknown.
struct HaltFacts {
    std::optional<InForce<OperatingStatus>> status{};

    friend bool operator==(const HaltFacts&, const HaltFacts&) = default;
};

/// The band of a halted enterprise (停产年限) by completed years: 20 年以上 includes the number (Civil Code, art. 1259).
/// An enterprise known not to be halted has no band.
struct HaltBandRule {
    std::array<int, enum_count<HaltBand> - 1> edges{1, 10, 20};   ///< the first completed years of the second and each later band

    /// The completed years as of a date, for callers with bands of their own; nothing inside: not halted.
    /// Undetermined where the status is unknown, or halted since an unknown day.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<std::optional<detail::Late<std::int64_t, When>>> halted_years(const HaltFacts& facts, Date as_of) const {
        using Years = Outcome<std::optional<detail::Late<std::int64_t, When>>>;
        const auto status = facts.status ? detail::late<When>(*facts.status).as_of(as_of) : std::nullopt;
        if (!status) return Years::undetermined({MissingFact::operating_status});
        if (*status != OperatingStatus::halted) return Years{std::nullopt};
        if (!facts.status->since) return Years::undetermined({MissingFact::operating_status_since});
        return Years{completed_years(*facts.status->since, as_of)};
    }

    /// Undetermined as `halted_years` is. \throws Error (bad_argument) where the edges do not rise
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<std::optional<detail::Late<HaltBand, When>>> decide(const HaltFacts& facts, Date as_of) const {
        using Band = Outcome<std::optional<detail::Late<HaltBand, When>>>;
        for (std::size_t i = 1; i < edges.size(); ++i) {
            if (edges[i - 1] >= edges[i]) {
                throw bad_argument("HaltBandRule", {"its edges do not rise", "分段界限未递增"},
                                   {"expected each above the one before", "每个界限应大于前一个"});
            }
        }
        const auto years = halted_years<When>(facts, as_of);
        if (!years.is_determined()) return Band::undetermined(years.missing());
        if (!years.value()) return Band{std::nullopt};
        std::size_t band = 0;
        while (band < edges.size() && *years.value() >= edges[band]) ++band;
        return Band{enum_at<HaltBand>(band)};
    }

    friend bool operator==(const HaltBandRule&, const HaltBandRule&) = default;
};

}   // namespace arrears
