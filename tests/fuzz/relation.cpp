// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/reconcile/verdict.hpp>

#include <vector>

namespace {

using namespace arrears;

const std::vector<PublishedFigure>& sheet() {
    static const std::vector<PublishedFigure> made = [] {
        std::vector<PublishedFigure> out;
        const auto add = [&out](const char* id, const char* value, FigureUnit unit, FigureQualifier qualifier = FigureQualifier::exact) {
            PublishedFigure figure;
            figure.id = id, figure.label = {id, id};
            figure.value = try_parse_printed(value).value(), figure.unit = unit, figure.qualifier = qualifier;
            out.push_back(std::move(figure));
        };
        add("men", "10561", FigureUnit::persons);
        add("some", "60", FigureUnit::persons, FigureQualifier::about);
        add("share", "66.03", FigureUnit::percent);
        add("wages", "112.50", FigureUnit::wan_yuan);
        add("总计", "300", FigureUnit::yuan);
        return out;
    }();
    return made;
}

}   // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::text(data, size);
    static const RelationReader read{sheet()};
    const Result<Relation> relation = read(input);
    if (!relation) {
        fuzz::check_fault(relation.fault(), input);
        return 0;
    }
    const std::string text = print(*relation, sheet());
    const Result<Relation> again = read(text);
    fuzz::require(again && *again == *relation, "a relation parses back");
    fuzz::require(print(*again, sheet()) == text, "and prints as it did");
    static_cast<void>(unit_of(*relation, sheet()));
    const RelationVerdict verdict = check(*relation, sheet());
    fuzz::require(verdict.excess >= 0 && (!verdict.holds() || verdict.excess == 0), "what holds is missed by nothing");
    fuzz::require(!describe_failure(*relation, verdict, sheet()).zh.empty(), "a verdict is told");
    return 0;
}
