// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/grouping.hpp>
#include <arrears/core/industry.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <vector>

namespace arrears {

/// The groupings that a registry has without being given any: `industry_section`, the sections of GB/T 4754-2017, unless
/// one of that name is there; and `age_band`, unless one over ages is there.
///
/// The bands are those of the Yangquan survey, with edges so that each age falls into one: under 40; 40 to 45, which
/// takes the 45-year-olds; over 45. Elsewhere 以上 includes its number; here the band before has it already.
template <class When = detail::WhenCalled>
void add_default_groupings(std::vector<detail::Late<Grouping, When>>& groupings) {
    const auto has = [&groupings](auto condition) { return std::any_of(groupings.begin(), groupings.end(), condition); };
    if (!has([](const Grouping& grouping) { return grouping.name() == "industry_section"; })) {
        const Grouping sections = gb_t_4754_sections();
        groupings.push_back({"industry_section", sections.field(), {sections.groups().begin(), sections.groups().end()}});
    }
    if (!has([](const Grouping& grouping) { return grouping.field() == "age"; })) {
        groupings.push_back({"age_band",
                             "age",
                             {{"under_40", {"under 40", "40岁以下"}, "..40"},
                              {"from_40_to_45", {"40 to 45", "40岁至45岁"}, "40..46"},
                              {"over_45", {"over 45", "45岁以上"}, "46.."}}});
    }
}

}   // namespace arrears
