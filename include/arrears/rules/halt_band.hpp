// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/in_force.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/trace.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace arrears {

/// How long an enterprise has been halted, in completed years; the names are of the default edges of HaltBandRule.
ARREARS_ENUM(HaltBand,
    (under_1,       "不足1年", "under 1 year", "1年以下"),
    (from_1_to_9,   "1—9年", "1 to 9 years", "1-9年", "1–9年"),
    (from_10_to_19, "10—19年", "10 to 19 years", "10-19年", "10–19年"),
    (from_20,       "20年以上", "20 years and more", "20年及以上"));

/// Empty is unknown.
struct HaltFacts {
    std::optional<InForce<OperatingStatus>> status{};

    friend bool operator==(const HaltFacts&, const HaltFacts&) = default;
};

/// What the steps of a halt band establish.
ARREARS_ENUM(HaltStep,
    (halted,       "停产", "halted"),
    (halted_years, "停产满年数", "completed years halted"),
    (under_edge,   "未达到分段界限", "under the edge"),
    (band,         "停产年限分段", "halt band"));

/// Nothing inside: not halted.
template <class When = detail::WhenCalled>
[[nodiscard]] std::array<StepValue, 1> conclusion_values(const std::optional<detail::Late<HaltBand, When>>& band) {
    return {band ? StepValue{*band} : StepValue{false}};
}

/// The band of a halted enterprise (停产年限) by completed years: 20 年以上 includes the number (Civil Code, art. 1259).
/// An enterprise known not to be halted has no band.
struct HaltBandRule {
    std::array<int, enum_count<HaltBand> - 1> edges{1, 10, 20};   ///< the first completed years of the second and each later band

    /// The completed years as of a date, for callers with bands of their own; nothing inside: not halted.
    /// Undetermined where the status is unknown, or halted since an unknown day.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<std::optional<detail::Late<std::int64_t, When>>> halted_years(const HaltFacts& facts, Date as_of) const {
        const auto& of = detail::late<When>(facts);
        using Years = Outcome<std::optional<detail::Late<std::int64_t, When>>>;
        const auto status = of.status ? of.status->as_of(as_of) : std::nullopt;
        if (!status) return Years::undetermined({Fact::operating_status});
        if (*status != OperatingStatus::halted) return Years{std::nullopt};
        if (!of.status->since) return Years::undetermined({Fact::operating_status_since});
        return Years{completed_years(*of.status->since, as_of)};
    }

    /// Undetermined as `halted_years` is. \throws Error (bad_argument) where the edges do not rise
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<std::optional<detail::Late<HaltBand, When>>> decide(const HaltFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<std::optional<detail::Late<HaltBand, When>>> explain(const HaltFacts& facts, Date as_of) const {
        return explained<std::optional<detail::Late<HaltBand, When>>>(RuleName::halt_band, as_of,
                                                                      [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<HaltFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        visit(Fact::as_of, StepValue{as_of}, 0);
        visit(Fact::operating_status, StepValue{facts.status ? facts.status->as_of(as_of) : std::nullopt}, 0);
        visit(Fact::operating_status_since, StepValue{facts.status ? facts.status->since : std::nullopt}, 0);
        for (std::size_t i = 0; i < edges.size(); ++i) visit(Choice::halt_band_edge, StepValue{edges[i]}, i);
        visit(HaltStep::halted, StepValue{OperatingStatus::halted}, 0);
        for (std::size_t i = 0; i < enum_count<HaltBand>; ++i) visit(HaltStep::band, StepValue{enum_at<HaltBand>(i)}, i);
    }

    friend bool operator==(const HaltBandRule&, const HaltBandRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<std::optional<detail::Late<HaltBand, Trace>>> body(Trace& trace, const detail::Late<HaltFacts, Trace>& facts,
                                                                             Date as_of) const {
        using namespace operations;
        using Band = Outcome<std::optional<detail::Late<HaltBand, Trace>>>;
        for (std::size_t i = 1; i < edges.size(); ++i) {
            if (edges[i - 1] >= edges[i]) {
                throw bad_argument("HaltBandRule", {"its edges do not rise", "分段界限未递增"},
                                   {"expected each above the one before", "每个界限应大于前一个"});
            }
        }
        const auto status = trace.fact(Fact::operating_status, facts.status ? facts.status->as_of(as_of) : std::nullopt);
        if (!status.value) return Band::undetermined({Fact::operating_status});
        const auto halted = trace.template step<Same>(HaltStep::halted, status, trace.constant(HaltStep::halted, OperatingStatus::halted));
        if (halted.value == false) {
            trace.conclude(halted);
            return Band{std::nullopt};
        }
        const auto since = trace.fact(Fact::operating_status_since, facts.status->since);
        if (!since.value) return Band::undetermined({Fact::operating_status_since});
        const auto years = trace.template step<CompletedYears>(HaltStep::halted_years, trace.known(since), trace.fact(Fact::as_of, as_of));
        auto cases = trace.template cases<HaltBand>();
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const auto edge = trace.choice(Choice::halt_band_edge, std::int64_t{edges[i]}, i);
            cases.add(trace.template step<Less>(HaltStep::under_edge, years, edge), trace.constant(HaltStep::band, enum_at<HaltBand>(i), i));
        }
        const auto band = cases.otherwise(HaltStep::band, trace.constant(HaltStep::band, enum_at<HaltBand>(edges.size()), edges.size()));
        trace.conclude(band);
        return Band{band.value};
    }
};

}   // namespace arrears
