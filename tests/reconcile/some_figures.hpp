// SPDX-License-Identifier: BSL-1.0
#pragma once

// Figures and relations in a line, for tests.

#include <arrears/reconcile/relation.hpp>

#include <initializer_list>
#include <string>
#include <vector>

namespace arrears {

[[nodiscard]] inline PublishedFigure some_figure(const std::string& id, std::string_view value, FigureUnit unit,
                                                 FigureRounding rounding = FigureRounding::half_up,
                                                 FigureQualifier qualifier = FigureQualifier::exact) {
    PublishedFigure out;
    out.id = id;
    out.label = {id, id};
    out.value = try_parse_printed(value).value();
    out.unit = unit;
    out.rounding = rounding;
    out.qualifier = qualifier;
    return out;
}

[[nodiscard]] inline std::vector<Relation> some_relations(std::initializer_list<const char*> texts, const std::vector<PublishedFigure>& figures) {
    std::vector<Relation> out;
    for (const char* const text : texts) {
        out.push_back(try_parse_relation(text, figures).value());
        out.back().id = text;
    }
    return out;
}

}   // namespace arrears
