// SPDX-License-Identifier: BSL-1.0
#include "some_file.hpp"

#include <arrears/io/published_file.hpp>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string_view input = fuzz::text(data, size);
    const fuzz::MemoryFile file{input};
    Diagnostics diagnostics;
    for (const PublishedFigure& figure : read_published(file.path(), diagnostics)) {
        fuzz::require(!figure.id.empty() && !figure.label.zh.empty() && !figure.label.en.empty(), "a figure has an id and labels");
        fuzz::require(figure.definition && figure.definition->is_single() && figure.place.line > 1, "a figure has one value and a row");
        const Result<PrintedDecimal> again = try_parse_printed(figure.value.plain());
        fuzz::require(again && *again == figure.value, "a value parses back");
        const Result<PrintedDecimal> separated = try_parse_printed(figure.value.text());
        fuzz::require(separated && *separated == figure.value, "also with separators");
        try {
            const FigureInterval interval = figure.interval();
            fuzz::require(interval.low <= interval.high, "an interval is the right way round");
        } catch (const Error& error) {
            fuzz::require(error.kind() == ErrorKind::overflow, "only what is too large has no interval");
        }
        fuzz::require(!figure.printed(Language::zh).empty() && !figure.printed(Language::en).empty(), "a figure prints");
    }
    for (const Fault& fault : diagnostics.faults()) fuzz::check_fault(fault, input);
    return 0;
}
