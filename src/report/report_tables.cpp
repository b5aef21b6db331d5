// SPDX-License-Identifier: BSL-1.0
#include "report_tables.hpp"

#include <arrears/model/enumerations.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace arrears {

namespace {

/// A value in a definition, as text in quotes: whatever it holds, it is one value.
[[nodiscard]] std::string quoted_word(std::string_view text) {
    std::string out{"\""};
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

/// What a table stands for each of: one of them.
struct One {
    std::string_view placeholder{};
    std::string id{};
    Text label{};
    std::optional<SystemKind> kind{};       ///< of systems
    const Grouping* grouping = nullptr;     ///< of groupings
};

[[nodiscard]] std::string replaced(std::string text, std::string_view placeholder, std::string_view by) {
    if (placeholder.empty()) return text;
    for (std::size_t at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at + by.size())) {
        text.replace(at, placeholder.size(), by);
    }
    return text;
}

[[nodiscard]] std::vector<One> each_of(const ForEach& what, const Registry& registry) {
    std::vector<One> out;
    switch (what.of) {
        case ForEach::Of::system:
            for (const SystemView system : registry.systems()) {
                out.push_back({"{system}", std::string{system.id().view()}, system.name(), system.kind(), nullptr});
            }
            return out;
        case ForEach::Of::grouping: {
            // The sections of GB/T 4754, which every registry has, only where there is no grouping of its own.
            const auto of_field = [&](const Grouping& grouping) { return grouping.field() == what.field; };
            const auto count = std::count_if(registry.groupings().begin(), registry.groupings().end(), of_field);
            for (const Grouping& grouping : registry.groupings()) {
                if (!of_field(grouping) || (count > 1 && grouping.name() == "industry_section")) continue;
                out.push_back({"{grouping}", grouping.name(), {grouping.name(), grouping.name()}, std::nullopt, &grouping});
            }
            return out;
        }
        default: return {One{}};
    }
}

/// What stands for the placeholder of lines, one after the other.
[[nodiscard]] std::vector<std::string> each_of_lines(const ForEach& what, const One& table) {
    std::vector<std::string> out;
    if (what.of == ForEach::Of::insurance) {
        for (std::size_t i = 0; i < enum_count<Insurance>; ++i) out.emplace_back(identifier(enum_at<Insurance>(i)));
    } else if (what.of == ForEach::Of::edge) {
        for (const Group& group : table.grouping->groups()) {   // "40" of `40..46`; none where it begins at none
            const std::size_t dots = group.match.find("..");
            if (dots != std::string::npos && dots != 0) out.push_back(group.match.substr(0, dots));
        }
    } else {
        out.emplace_back();
    }
    return out;
}

[[nodiscard]] constexpr std::string_view placeholder(ForEach::Of of) noexcept {
    return of == ForEach::Of::insurance ? "{insurance}" : of == ForEach::Of::edge ? "{edge}" : "";
}

/// Calls `add(lines, value)` for the lines of a table made for one thing, in order. Those that follow each other and are for each of the
/// same come together for each: enrolled, not enrolled, unknown.
template <class Add>
void each_lines(const TableTemplate& table, const One& one, Add add) {
    for (auto first = table.lines.begin(); first != table.lines.end();) {
        const auto end = std::find_if(first, table.lines.end(), [&](const TableLines& lines) { return lines.for_each != first->for_each; });
        for (const std::string& value : each_of_lines(first->for_each, one)) {
            for (auto lines = first; lines != end; ++lines) {
                if (lines->kinds.empty() || (one.kind && lines->kinds.contains(*one.kind))) add(*lines, value);
            }
        }
        first = end;
    }
}

}   // namespace

Fault of_definition(Fault fault, const Place& place) {
    const std::string where = fault.place.text();
    if (!where.empty()) fault.problem = {where + ": " + fault.problem.en, where + "：" + fault.problem.zh};
    fault.place = place;
    return fault;
}

std::vector<TableSpec> report_tables(std::span<const TableTemplate> tables, const Registry& registry, Diagnostics& diagnostics) {
    std::vector<TableSpec> out;
    std::set<const TableLines*> told;
    for (const TableTemplate& table : tables) {
        for (const One& one : each_of(table.for_each, registry)) {
            const bool system = table.for_each.of == ForEach::Of::system;
            TableSpec made{replaced(table.id, one.placeholder, one.id),
                           {replaced(table.title.en, "{label}", one.label.en), replaced(table.title.zh, "{label}", one.label.zh)},
                           system ? "system" : "",
                           {}};
            each_lines(table, one, [&](const TableLines& lines, const std::string& value) {
                std::string text = replaced(lines.definition, one.placeholder, system ? quoted_word(one.id) : one.id);
                Result<Definition> definition = Definition::try_parse(replaced(std::move(text), placeholder(lines.for_each.of), value));
                if (definition) made.parts.push_back({lines.about, *std::move(definition), lines.place});
                else if (told.insert(&lines).second) diagnostics.add(of_definition(definition.fault(), lines.place));
            });
            out.push_back(std::move(made));
        }
    }
    return out;
}

}   // namespace arrears
