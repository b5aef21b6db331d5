// SPDX-License-Identifier: BSL-1.0
#include "some_file.hpp"

#include <arrears/io/population_file.hpp>
#include <arrears/reconcile/synthesis.hpp>

#include <stdexcept>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string_view input = fuzz::text(data, size);
    const fuzz::MemoryFile file{input};
    Diagnostics diagnostics;
    const Population population = read_population(file.path(), diagnostics);
    for (const Fault& fault : diagnostics.faults()) fuzz::check_fault(fault, input);
    if (!diagnostics.empty()) return 0;
    // What is described soundly can be asked for: some of each kind, and by the first word or number of each.
    std::vector<PublishedFigure> figures;
    const auto add = [&figures](const char* value, Definition definition) {
        PublishedFigure figure;
        figure.id = "f" + std::to_string(figures.size()), figure.value = try_parse_printed(value).value(), figure.definition = std::move(definition);
        figures.push_back(std::move(figure));
    };
    for (const RecordKind& kind : population.kinds) {
        if (kind.find(RecordColumn::Kind::under) == nullptr) add("3", Definition{}.from(kind.name));
        for (const RecordColumn& column : kind.columns) {
            const Word field{column.name};
            if (column.kind == RecordColumn::Kind::code && !column.values.front().key.empty())
                add("2", Definition{}.from(kind.name).where(Condition::compare(field, Comparison::equal, column.values.front().key)));
            if (column.kind == RecordColumn::Kind::number) add("40", Definition{}.from(kind.name).measure(Measure{Measure::Kind::sum, {field}}));
        }
    }
    std::size_t asked = 0;
    const Synthesis found =
        synthesize(figures, population, {.seed = 1, .records_most = 200, .go_on = [&asked](std::size_t) { return ++asked < 20; }});
    fuzz::require((found.verdict == SynthesisVerdict::made) == (found.tables.size() == population.kinds.size()), "what is made has a table a kind");
    fuzz::require((found.verdict == SynthesisVerdict::impossible) == found.proof.has_value(), "what cannot be has a proof");
    for (const RecordTable& table : found.tables) fuzz::require(table.rows.size() <= 200, "no more than wanted");
    return 0;
}
