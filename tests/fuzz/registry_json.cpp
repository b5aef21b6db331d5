// SPDX-License-Identifier: BSL-1.0
#include "some_file.hpp"

#include <arrears/io/registry_json.hpp>

#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string_view input = fuzz::text(data, size);
    const fuzz::MemoryFile file{input};
    Diagnostics problems;
    std::optional<Registry> registry;
    try {
        registry = read_registry_json(file.path(), problems);
    } catch (const Error& error) {
        fuzz::check_fault(error.fault(), input);
        return 0;
    }
    fuzz::require(registry.has_value() == problems.empty(), "a registry is sound, or something is told");
    for (const Fault& fault : problems.faults()) {
        fuzz::check_fault(fault, input);
        fuzz::require(fault.place.source == file.path(), "every place is one of the file");
    }
    if (!registry) return 0;
    struct Collector final : TableSink {
        [[nodiscard]] std::string name() const override { return "memory"; }
        void begin_table(std::string_view, std::span<const SinkColumn>, bool) override {}
        void add_row(std::span<const std::string>) override { ++rows; }
        void end_table() override {}
        void commit() override {}
        std::size_t rows = 0;
    } sink;
    try {
        write_registry(*registry, sink, Personal::written);
        fuzz::require(sink.rows >= registry->enterprises().size(), "what was read can be written");
    } catch (const Error&) {   // a history that no table has room for
    }
    return 0;
}
