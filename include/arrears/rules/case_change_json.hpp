// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/json.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/case_change.hpp>
#include <arrears/rules/explanation_json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

namespace detail {

template <class = WhenCalled>
void write_side(JsonWriter& out, const CaseSide& side) {
    out.begin_object().member("as_of", print(side.as_of)).key("missing").begin_array();
    for (const Fact fact : side.missing) out.value(identifier(fact));
    out.end_array().end_object();
}

template <class = WhenCalled>
void write_changes(JsonWriter& out, const std::vector<StepChange>& rows) {
    out.begin_array();
    for (const StepChange& row : rows) {
        out.begin_object().member("label", identifier(*row.label)).member("zh", row.label->zh).member("en", row.label->en);
        if (row.ordinal != 0) out.member("ordinal", row.ordinal);
        out.member("changed", row.changed());
        for (const auto& [name, value] : {std::pair{"before", row.before}, std::pair{"after", row.after}}) {
            if (!value) continue;   // not there, which is not unknown
            out.key(name);
            write_json(out, *value);
        }
        if (row.difference.is_known()) {
            out.key("difference");
            write_json(out, row.difference);
        }
        out.end_object();
    }
    out.end_array();
}

template <class = WhenCalled>
void write_cited(JsonWriter& out, const CitedParameter& cited) {
    out.begin_object().key("value");
    write_json(out, cited.value);
    out.member("in_force", print(cited.in_force)).member("for", print(cited.on));
    if (cited.source) write_source(out, *cited.source);
    out.end_object();
}

}   // namespace detail

/// What changed as one JSON value, form 1. A side on which something is not there has no member for it; `null` is unknown.
template <class = detail::WhenCalled>
void write_json(JsonWriter& out, const CaseChange& change) {
    out.begin_object().member("form", 1).member("rule", identifier(change.rule)).key("before");
    detail::write_side(out, change.before);
    out.key("after");
    detail::write_side(out, change.after);
    out.member("changed", !change.empty()).member("outcome_changed", change.outcome_changed()).key("outcome");
    detail::write_changes(out, change.outcome);
    out.key("facts");
    detail::write_changes(out, change.facts);
    out.key("choices");
    detail::write_changes(out, change.choices);
    out.key("parameters").begin_array();
    for (const ParameterChange& row : change.parameters) {
        out.begin_object().member("parameter", identifier(row.key.name()));
        if (const std::string part = row.key.part_identifier(); !part.empty()) out.member("of", part);
        for (const auto& [name, cited] : {std::pair{"before", &row.before}, std::pair{"after", &row.after}}) {
            if (!*cited) continue;
            out.key(name);
            detail::write_cited(out, **cited);
        }
        if (row.difference.is_known()) {
            out.key("difference");
            detail::write_json(out, row.difference);
        }
        out.end_object();
    }
    out.end_array().end_object();
}

/// \param indent blanks a level; 0: in one line
template <class = detail::WhenCalled>
[[nodiscard]] std::string json(const CaseChange& change, std::size_t indent = 2) {
    JsonWriter out{indent};
    write_json(out, change);
    return out.text();
}

}   // namespace arrears
