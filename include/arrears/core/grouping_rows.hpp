// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/grouping.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// One row of a table of groupings, as read.
struct GroupingRow {
    std::string grouping;
    std::string field;
    Group group{};
};

/// Groupings made from rows, and all faults found: those groupings that had any are left out.
struct Groupings {
    std::vector<Grouping> groupings{};
    std::vector<Fault> faults{};
};

/// Gathers rows into groupings, each named where its first row stands; rows of one grouping need not adjoin.
template <class When = detail::WhenCalled>
[[nodiscard]] Groupings make_groupings(std::vector<GroupingRow> rows) {
    struct Draft {
        std::string name;
        std::string field;
        std::vector<Group> groups;
        bool sound = true;
    };
    std::vector<detail::Late<Draft, When>> drafts;
    detail::Late<Groupings, When> made;
    for (GroupingRow& row : rows) {
        auto draft = std::find_if(drafts.begin(), drafts.end(), [&row](const Draft& other) { return other.name == row.grouping; });
        if (draft == drafts.end()) draft = drafts.insert(drafts.end(), {row.grouping, row.field, {}, true});
        if (draft->field != row.field) {
            made.faults.push_back(
                {ErrorKind::contradiction,
                 row.group.place,
                 {"grouping " + in_quotes(row.grouping) + " is over " + in_quotes(draft->field) + " and over " + in_quotes(row.field),
                  "分组 " + in_quotes(row.grouping) + " 既按 " + in_quotes(draft->field) + " 又按 " + in_quotes(row.field)},
                 {},
                 {"expected one field in all its rows", "各行的字段应相同"},
                 {}});
            draft->sound = false;
        }
        draft->groups.push_back(std::move(row.group));
    }
    for (Draft& draft : drafts) {
        const Place place = draft.groups.front().place;
        auto [grouping, faults] = Grouping::try_make(std::move(draft.name), std::move(draft.field), std::move(draft.groups));
        for (Fault& fault : faults) {
            if (fault.place == Place{}) fault.place = place;
            made.faults.push_back(std::move(fault));
        }
        if (grouping && draft.sound) made.groupings.push_back(std::move(*grouping));
    }
    return made;
}

}   // namespace arrears
